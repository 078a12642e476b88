// SPDX-License-Identifier: Apache-2.0
// Repair after one event. The earlier prices still tell what each place is worth, so nearly everybody is
// where the best plan would have them. Everybody is put back; where that is too many, those go whose way
// out costs least; then only these, the unplaced, those who would like the room that came free, and the
// ones standing in their way are looked at. The rest of the country does not notice.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "placement/search.h"

enum { PER = 32, LOST_MOST = 200, LIKE_MOST = 24, SWEEPS = 6, ROUNDS = 4 };
// How far a round looks: first as far as one household's move goes, then further while the gap that was
// asked for is not reached.
static const struct reach {
    uint32_t spare, way, look; // free places, places of each one looked at, units in all
} reach[ROUNDS] = { { 4, 4, 1200 }, { 16, 12, 4000 }, { 64, 32, 12000 }, { 400, 32, 100000 } };

struct repairing {
    struct arena *a;
    struct model o;
    struct prices x;
    struct state s;
    struct clockwork clock;
    uint8_t *when;
    const struct reach *reach;
    bool *seen;                // [unit]: looked at
    float *here;               // [unit]: its loss where it is
    SLICE(uint32_t) looked;
};

static void look_at(struct repairing *g, uint32_t unit)
{
    if (g->seen[unit] || g->looked.n >= g->reach->look)
        return;
    g->seen[unit] = true;
    state_near_of(&g->s, unit);
    *ADD(g->a, &g->looked) = unit;
}

// Everybody where they were, whether or not there is room.
static void put_back(struct repairing *g, const struct placement_plan *before)
{
    const struct model *o = &g->o;
    for (uint32_t u = 0; u < o->units; u++) {
        const struct unit *x = &o->unit[u];
        int32_t m = before->place[o->member[x->from]];
        bool together = m >= 0 && (uint32_t)m < o->m && row_value(o, u, (uint32_t)m) > -1e30f;
        for (uint32_t i = 0; i < x->n; i++) {
            uint32_t h = o->member[x->from + i];
            together &= before->place[h] == m;
            g->when[i] = before->period ? before->period[h] : 0;
            together &= g->when[i] < o->periods && g->when[i] >= o->p->ready[h];
        }
        if (together)
            state_put(&g->s, u, (uint32_t)m, g->when);
    }
}

// How much of what m has too little of the unit would give back, as a share; periods too.
static double help_of(const struct repairing *g, uint32_t unit, uint32_t m, bool *over)
{
    const struct model *o = &g->o;
    const struct unit *u = &o->unit[unit];
    const int32_t *use = o->type[u->type].use;
    const int64_t *left = g->s.left + m * (size_t)o->kinds;
    double help = 0;
    for (int k = 0; k < o->kinds; k++)
        if (left[k] < 0) {
            *over = true;
            help += fmin((double)use[k] / -(double)left[k], 1);
        }
    for (uint32_t i = 0; i < u->n && g->s.period_left; i++) {
        const int32_t *own = o->p->use + o->member[u->from + i] * (size_t)o->kinds;
        const int64_t *row = g->s.period_left +
                             ((size_t)m * (size_t)o->periods + g->s.when[u->from + i]) * (size_t)o->kinds;
        for (int k = 0; k < o->kinds; k++)
            if (row[k] < 0) {
                *over = true;
                help += fmin((double)own[k] / -(double)row[k], 1);
            }
    }
    return help;
}

// Who leaves m first: least cost of going elsewhere for what it helps; UINT32_MAX when m is in order.
static uint32_t who_leaves(struct repairing *g, uint32_t m)
{
    struct state *s = &g->s;
    uint32_t found = UINT32_MAX;
    double least = HUGE_VAL;
    bool over = false;
    for (uint32_t i = s->head[m]; i; i = s->next[i - 1]) {
        double help = help_of(g, i - 1, m, &over);
        if (help <= 0)
            continue;
        look_at(g, i - 1);
        double way = (double)s->best[i - 1] + (double)g->o.unit[i - 1].penalty; // nowhere else to go
        const struct near *list = s->near + (size_t)(i - 1) * s->per;
        for (uint32_t k = 0; k < s->near_n[i - 1]; k++)
            if (list[k].m != m) {
                way = (double)list[k].loss;
                break;
            }
        way = (way - (double)state_loss(s, i - 1, m)) / help;
        if (way < least) {
            least = way;
            found = i - 1;
        }
    }
    return found;
}

struct ranked {
    uint32_t id;
    double worth;
};
static int by_worth(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

// Those nowhere, who would gain most by being somewhere.
static void look_at_lost(struct repairing *g)
{
    struct mark back = arena_mark(g->a);
    struct ranked *all = NEW_ARRAY(g->a, g->o.units + 1, struct ranked);
    uint32_t n = 0;
    for (uint32_t u = 0; u < g->o.units; u++) {
        double lost = (double)g->s.best[u] + (double)g->o.unit[u].penalty;
        if (g->s.at[u] < 0 && lost > 0)
            all[n++] = (struct ranked){ u, lost };
    }
    qsort(all, n, sizeof *all, by_worth);
    uint32_t most = n < LOST_MOST ? n : LOST_MOST, *list = calloc(most + 1, sizeof *list);
    if (!list)
        abort();
    for (uint32_t i = 0; i < most; i++)
        list[i] = all[i].id;
    arena_back(g->a, back);
    for (uint32_t i = 0; i < most; i++)
        look_at(g, list[i]);
    free(list);
}

// What the free room of m is worth at the prices, the fill wish not reached with it.
static double spare_of(const struct repairing *g, uint32_t m)
{
    const struct model *o = &g->o;
    double sum = 0;
    for (int k = 0; k < o->kinds; k++) {
        size_t at = m * (size_t)o->kinds + (size_t)k;
        if (!unlimited(o->left[at]) && g->s.left[at] > 0)
            sum += (double)g->s.left[at] * g->x.row[at];
    }
    if (o->fill_left[m] > g->s.persons[m])
        sum += ((double)o->fill_price[m] - g->x.fill[m]) * (double)(o->fill_left[m] - g->s.persons[m]);
    return sum;
}

// Those who would like to be in m, where there is room.
static void look_at_who_likes(struct repairing *g, uint32_t m)
{
    struct ranked like[LIKE_MOST];
    int n = 0;
    for (uint32_t u = 0; u < g->o.units; u++) {
        if (g->here[u] <= 0 || g->s.at[u] == (int32_t)m)
            continue;
        float there = state_loss(&g->s, u, m);
        double worth = (double)(g->here[u] - there);
        if (there > 1e29f)
            continue;
        if (n == LIKE_MOST && worth <= like[n - 1].worth)
            continue;
        int i = n < LIKE_MOST ? n++ : LIKE_MOST - 1;
        for (; i > 0 && like[i - 1].worth < worth; i--)
            like[i] = like[i - 1];
        like[i] = (struct ranked){ u, worth };
    }
    for (int i = 0; i < n; i++)
        look_at(g, like[i].id);
}

static void look_at_spare(struct repairing *g)
{
    const struct state *s = &g->s;
    for (uint32_t u = 0; u < g->o.units; u++)
        g->here[u] = s->at[u] >= 0 ? state_loss(s, u, (uint32_t)s->at[u]) : s->best[u] + (float)g->o.unit[u].penalty;
    struct ranked *all = calloc(g->o.m, sizeof *all);
    if (!all)
        abort();
    for (uint32_t m = 0; m < g->o.m; m++)
        all[m] = (struct ranked){ m, spare_of(g, m) };
    qsort(all, g->o.m, sizeof *all, by_worth);
    for (uint32_t i = 0; i < g->o.m && i < g->reach->spare && all[i].worth > 0; i++)
        look_at_who_likes(g, all[i].id);
    free(all);
}

// Those who stand where the ones looked at would like to be.
static void look_at_the_way(struct repairing *g)
{
    size_t n = g->looked.n;
    for (uint32_t k = 0; k < g->reach->way; k++)
        for (size_t i = 0; i < n; i++) {
            uint32_t u = g->looked.p[i];
            if (k >= g->s.near_n[u])
                continue;
            uint32_t m = g->s.near[(size_t)u * g->s.per + k].m;
            for (uint32_t at = g->s.head[m]; at; at = g->s.next[at - 1])
                look_at(g, at - 1);
        }
}

static void settle_all(struct repairing *g, struct random *r)
{
    for (size_t i = 0; i < g->looked.n; i++) // one event's newcomers find room at once, most of the time
        if (g->s.at[g->looked.p[i]] < 0 && !late(&g->clock))
            (void)put_anywhere(&g->s, g->looked.p[i], g->when);
    for (int i = 0; i < SWEEPS && !late(&g->clock); i++)
        if (improve(g->a, &g->s, g->when, r, &g->clock) < 1)
            return;
}

static void make(struct repairing *g, const struct placement_plan *before, struct placement_plan *out)
{
    uint32_t largest = 1;
    for (uint32_t u = 0; u < g->o.units; u++)
        largest = g->o.unit[u].n > largest ? g->o.unit[u].n : largest;
    g->when = NEW_ARRAY(g->a, largest + 1, uint8_t);
    g->seen = NEW_ARRAY(g->a, g->o.units + 1, bool);
    g->here = NEW_ARRAY(g->a, g->o.units + 1, float);
    prices_make(g->a, &g->o, &g->x);
    prices_from_plan(&g->o, before, &g->x);
    prices_cost(&g->o, &g->x);
    prices_to_plan(g->a, &g->o, &g->x, out);
    state_make(g->a, &g->o, &g->x, &g->s);
    state_best(g->a, &g->s, PER);
}

err placement_repair(struct arena *a, const struct placement_problem *now, const struct placement_plan *before,
                     const struct placement_limits *l, struct placement_plan *out, str *fault)
{
    struct repairing g = { .a = a };
    *out = (struct placement_plan){ 0 };
    g.clock = (struct clockwork){ l->seconds > 0 ? seconds_used() + l->seconds : 0, l->stop, l->stop_arg };
    PASS(model_make(a, now, &g.o, fault));
    if (l->bytes && arena_used(a) > l->bytes) {
        *fault = STR("more memory is needed than the limit allows");
        return E_TOOBIG;
    }
    make(&g, before, out);
    out->bound = model_bound(a, &g.o, out);
    put_back(&g, before);
    g.reach = &reach[ROUNDS - 1];
    for (uint32_t m = 0; m < g.o.m; m++)
        for (uint32_t u; (u = who_leaves(&g, m)) != UINT32_MAX;)
            state_drop(&g.s, u);
    struct random r = { l->seed };
    for (int round = 0; round < ROUNDS; round++) {
        g.reach = &reach[round];
        look_at_lost(&g);
        look_at_spare(&g);
        look_at_the_way(&g);
        settle_all(&g, &r);
        hand_over(a, &g.o, g.s.at, g.s.when, out);
        out->gap = gap_of(out->bound, out->objective);
        if (out->gap <= l->gap || late(&g.clock))
            break;
    }
    out->bound_search = INT64_MAX;
    out->status = out->bound == out->objective ? PLACEMENT_OPTIMAL
                  : out->gap <= l->gap         ? PLACEMENT_WITHIN
                                               : PLACEMENT_LIMIT;
    return OK;
}
