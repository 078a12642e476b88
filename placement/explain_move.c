// SPDX-License-Identifier: Apache-2.0
// What a move would cost now, and whom it would take along. Every placed unit knows its way out: the
// place with room that loses least, or one where it pushes another onto that one's way out. A unit that
// wants to come where there is no room pushes out the one whose way costs least, or trades places with
// it, or as many small ones as it takes. Each way is walked before it is told, and walked back: the
// loss is that of the whole plan, to the last unit.
#include <stdlib.h>

#include "placement/explain_work.h"

enum { NEAR_MOST = 3, TRIES = 4, TRADES = 12 };

int64_t explain_gain(const struct explain *e, uint32_t unit, uint32_t m, const uint8_t *when)
{
    const struct model *o = &e->o;
    const struct unit *u = &o->unit[unit];
    int64_t v = unit_value(o, unit, m) + u->penalty, lack = o->fill_left[m] - e->s.persons[m];
    for (uint32_t i = 0; i < u->n && o->by_period; i++) {
        uint32_t h = o->member[u->from + i];
        v -= (int64_t)o->p->delay[h] * (when[i] - o->p->ready[h]);
    }
    if (u->ties)
        v += explain_bonus(e, unit, (int32_t)m, false);
    if (lack > 0) {
        int64_t use = o->type[u->type].use[0];
        v += o->fill_price[m] * (use < lack ? use : lack);
    }
    return v;
}

// What the unit adds where it is; it is out and in again.
static int64_t take_out(struct explain *e, uint32_t unit)
{
    const struct unit *u = &e->o.unit[unit];
    uint32_t m = (uint32_t)e->s.at[unit];
    state_drop(&e->s, unit);
    return explain_gain(e, unit, m, e->s.when + u->from);
}

static void put_back(struct explain *e, uint32_t unit, int32_t m, const uint8_t *when)
{
    if (e->s.at[unit] >= 0)
        state_drop(&e->s, unit);
    if (m >= 0)
        state_put(&e->s, unit, (uint32_t)m, when);
}

// Whether unit would fit into m if v left it; nothing is changed.
static bool fits_without(struct explain *e, uint32_t unit, uint32_t m, uint32_t v)
{
    const struct model *o = &e->o;
    const int32_t *use = o->type[o->unit[unit].type].use, *has = o->type[o->unit[v].type].use;
    const int64_t *left = e->s.left + m * (size_t)o->kinds;
    for (int k = 0; k < o->kinds; k++)
        if (!unlimited(left[k]) && left[k] + has[k] < use[k])
            return false;
    return true; // with periods: tried when the way is walked
}

static int64_t own_now(const struct explain *e, uint32_t unit)
{
    return e->own[unit];
}

// As if it left: the wish counts what it would lack without the unit.
int64_t explain_own(const struct explain *e, uint32_t unit)
{
    const struct model *o = &e->o;
    const struct unit *u = &o->unit[unit];
    if (e->s.at[unit] < 0)
        return 0;
    uint32_t m = (uint32_t)e->s.at[unit];
    int64_t v = explain_gain(e, unit, m, e->s.when + u->from), use = o->type[u->type].use[0];
    int64_t before = o->fill_left[m] - e->s.persons[m], after = before + use;
    v -= before > 0 ? o->fill_price[m] * (use < before ? use : before) : 0;
    v += after > 0 ? o->fill_price[m] * (use < after ? use : after) : 0;
    return v;
}

// ---- ways out ---------------------------------------------------------------------------------

static struct way_out to_room(struct explain *e, uint32_t unit)
{
    const struct model *o = &e->o;
    const struct unit *u = &o->unit[unit];
    int64_t here = own_now(e, unit), best = 0;
    struct way_out w = { .known = true, .to = -1, .pushed = UINT32_MAX };
    for (uint32_t k = 0; k < u->row_n; k++) {
        uint32_t m;
        int64_t v;
        if (!row_exact(e, unit, k, &m, &v) || (int32_t)m == e->s.at[unit])
            continue;
        int64_t most = v + u->penalty, lack = o->fill_left[m] - e->s.persons[m], use = o->type[u->type].use[0];
        most += lack > 0 ? o->fill_price[m] * (use < lack ? use : lack) : 0;
        most += u->ties ? explain_bonus(e, unit, (int32_t)m, false) : 0;
        if (most <= best || !state_fits(&e->s, unit, m, e->when))
            continue;
        int64_t gain = o->by_period ? explain_gain(e, unit, m, e->when) : most;
        if (gain > best) {
            best = gain;
            w.to = (int32_t)m;
        }
    }
    w.loss = here - best;
    return w;
}

struct near_place {
    uint32_t m;
    wide priced;
};
// The places after paying that are best, with relatives, where the unit is not.
static int near_places(struct explain *e, uint32_t unit, struct near_place *list)
{
    const struct unit *u = &e->o.unit[unit];
    const wide *cost = explain_costs(e, u->type);
    int n = 0;
    for (uint32_t k = 0; k < u->row_n; k++) {
        uint32_t m;
        int64_t v;
        if (!row_exact(e, unit, k, &m, &v) || cost[m] == NEVER || (int32_t)m == e->s.at[unit])
            continue;
        wide x = (wide)v * MILLION - cost[m];
        if (n == NEAR_MOST && x <= list[n - 1].priced)
            continue;
        int i = n < NEAR_MOST ? n++ : NEAR_MOST - 1;
        for (; i > 0 && list[i - 1].priced < x; i--)
            list[i] = list[i - 1];
        list[i] = (struct near_place){ m, x };
    }
    return n;
}

static const struct way_out *way_of(struct explain *e, uint32_t unit, int moves);

struct in_line {
    int64_t loss;
    uint32_t unit;
};
static int by_loss(const void *a, const void *b)
{
    const struct in_line *x = a, *y = b;
    if (x->loss != y->loss)
        return x->loss < y->loss ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

// Units of m, those first whose way out loses least.
static const uint32_t *line_of(struct explain *e, uint32_t m, int moves)
{
    uint32_t n = e->from[m + 1] - e->from[m], *list = e->lined[moves - 1] + e->from[m];
    if (e->in_line[moves - 1][m] || !n)
        return list;
    struct in_line *all = malloc(n * sizeof *all);
    if (!all)
        abort();
    for (uint32_t i = 0; i < n; i++)
        all[i] = (struct in_line){ way_of(e, e->there[e->from[m] + i], moves)->loss, e->there[e->from[m] + i] };
    qsort(all, n, sizeof *all, by_loss);
    for (uint32_t i = 0; i < n; i++)
        list[i] = all[i].unit;
    free(all);
    e->in_line[moves - 1][m] = true;
    return list;
}

// By pushing one unit onto its own way out.
static void by_pushing(struct explain *e, uint32_t unit, int moves, struct way_out *w)
{
    const struct model *o = &e->o;
    struct near_place near[NEAR_MOST];
    int n = near_places(e, unit, near);
    int64_t here = own_now(e, unit);
    for (int i = 0; i < n; i++) {
        uint32_t m = near[i].m, many = e->from[m + 1] - e->from[m];
        int64_t gain = unit_value(o, unit, m) + o->unit[unit].penalty;
        gain += o->unit[unit].ties ? explain_bonus(e, unit, (int32_t)m, false) : 0;
        if (here - gain >= w->loss)
            continue;
        const uint32_t *line = line_of(e, m, moves - 1);
        for (uint32_t k = 0; k < many; k++) {
            const struct way_out *x = way_of(e, line[k], moves - 1);
            if (here - gain + x->loss >= w->loss)
                break; // and so do all after it
            if (line[k] != unit && fits_without(e, unit, m, line[k])) {
                *w = (struct way_out){ true, (int32_t)m, here - gain + x->loss, line[k] };
                break;
            }
        }
    }
}

static const struct way_out *way_of(struct explain *e, uint32_t unit, int moves)
{
    struct way_out *w = &e->way[(size_t)unit * WAYS + (size_t)moves - 1];
    if (!w->known) {
        struct way_out x = moves == 1 ? to_room(e, unit) : *way_of(e, unit, moves - 1);
        // Only where the loss is worth the looking: a unit that goes at no loss need push nobody.
        if (moves > 1 && x.loss > 0)
            by_pushing(e, unit, moves, &x);
        *w = x;
    }
    return w;
}

// ---- walking ----------------------------------------------------------------------------------

struct walk {
    struct explain *e;
    struct explained_move *out;
    struct explain_step step[1 + EXPLAIN_MOVES];
    int32_t was[1 + EXPLAIN_MOVES];
    uint8_t *when[1 + EXPLAIN_MOVES];
    int n;
    int64_t loss;
};

static int64_t member_worth(const struct explain *e, uint32_t unit, int32_t m, const uint8_t *when)
{
    const struct unit *u = &e->o.unit[unit];
    if (m < 0)
        return -u->penalty;
    int64_t v = unit_value(&e->o, unit, (uint32_t)m);
    for (uint32_t i = 0; i < u->n && e->o.by_period; i++) {
        uint32_t h = e->o.member[u->from + i];
        v -= (int64_t)e->p->delay[h] * (when[i] - e->p->ready[h]);
    }
    return v;
}

// All leave first, then all arrive, the first one first.
static bool arrive(struct walk *w)
{
    struct explain *e = w->e;
    bool fits = true;
    for (int i = 0; i < w->n; i++) {
        uint32_t unit = w->step[i].unit;
        const struct unit *u = &e->o.unit[unit];
        w->was[i] = e->s.at[unit];
        w->when[i] = NEW_ARRAY(e->a, u->n + 1, uint8_t);
        memcpy(w->when[i], e->s.when + u->from, u->n);
        if (w->was[i] >= 0)
            w->loss += take_out(e, unit);
    }
    for (int i = 0; i < w->n && fits; i++) {
        int32_t m = w->step[i].to;
        uint32_t unit = w->step[i].unit;
        fits = m < 0 || state_fits(&e->s, unit, (uint32_t)m, e->when);
        if (fits && m >= 0) {
            w->loss -= explain_gain(e, unit, (uint32_t)m, e->when);
            state_put(&e->s, unit, (uint32_t)m, e->when);
        }
        if (fits && i)
            w->out->other[i - 1] = member_worth(e, unit, w->was[i], w->when[i]) -
                                   member_worth(e, unit, m, e->s.when + e->o.unit[unit].from);
        if (fits && i)
            w->out->unplaced[i - 1] = m < 0;
    }
    return fits;
}

// The state is as it was afterwards; *out is filled when the way can be gone.
static bool walk(struct explain *e, const struct explain_step *steps, int n, struct explained_move *out)
{
    struct mark back = arena_mark(e->a);
    struct explained_move told = { .possible = true, .moves = n - 1 };
    struct walk w = { .e = e, .out = &told, .n = n };
    for (int i = 0; i < n; i++)
        w.step[i] = steps[i];
    bool fits = arrive(&w);
    told.loss = w.loss;
    for (int i = 0; i < n; i++)
        if (e->s.at[steps[i].unit] >= 0)
            state_drop(&e->s, steps[i].unit);
    for (int i = 0; i < n; i++)
        put_back(e, steps[i].unit, w.was[i], w.when[i]);
    arena_back(e->a, back);
    if (fits)
        *out = told;
    return fits;
}

// ---- the way in -------------------------------------------------------------------------------

struct plan_of_way {
    struct explain_step step[1 + EXPLAIN_MOVES];
    int n;
    int64_t guess;
};
struct ways {
    struct plan_of_way at[TRIES];
    int n;
};

static void add_way(struct ways *w, const struct plan_of_way *x)
{
    if (w->n == TRIES && x->guess >= w->at[TRIES - 1].guess)
        return;
    int i = w->n < TRIES ? w->n++ : TRIES - 1;
    for (; i > 0 && w->at[i - 1].guess > x->guess; i--)
        w->at[i] = w->at[i - 1];
    w->at[i] = *x;
}

static bool in_way(const struct plan_of_way *x, uint32_t unit)
{
    for (int i = 0; i < x->n; i++)
        if (x->step[i].unit == unit)
            return true;
    return false;
}

// v goes, and whoever it pushes.
static void add_pushed(struct explain *e, struct ways *all, struct plan_of_way x, uint32_t v)
{
    int moves = WAYS;
    x.guess += way_of(e, v, moves)->loss;
    while (v != UINT32_MAX) {
        const struct way_out *w = way_of(e, v, moves);
        while (moves > 1 && way_of(e, v, moves - 1)->loss == w->loss)
            w = way_of(e, v, --moves); // the shortest of equal ways
        if (in_way(&x, v) || x.n == 1 + EXPLAIN_MOVES)
            return;
        x.step[x.n++] = (struct explain_step){ v, w->to };
        v = w->pushed;
        moves--;
    }
    add_way(all, &x);
}

// As many small ones as it takes, each with its own way out.
static void add_several(struct explain *e, struct ways *all, struct plan_of_way x, uint32_t m)
{
    const struct model *o = &e->o;
    const int32_t *use = o->type[o->unit[x.step[0].unit].type].use;
    const int64_t *left = e->s.left + m * (size_t)o->kinds;
    int64_t freed[PLACEMENT_KINDS] = { 0 };
    for (;;) {
        uint32_t found = UINT32_MAX;
        double least = 0;
        bool lacking = false;
        for (uint32_t i = e->from[m]; i < e->from[m + 1]; i++) {
            uint32_t v = e->there[i];
            const int32_t *has = o->type[o->unit[v].type].use;
            double help = 0;
            for (int k = 0; k < o->kinds; k++) {
                int64_t lack = unlimited(left[k]) ? 0 : use[k] - left[k] - freed[k];
                lacking |= lack > 0;
                if (lack > 0 && has[k])
                    help += (double)(has[k] < lack ? has[k] : lack) / (double)lack;
            }
            if (help <= 0 || in_way(&x, v))
                continue;
            double cost = ((double)way_of(e, v, 1)->loss + 1) / help;
            if (found == UINT32_MAX || cost < least) {
                least = cost;
                found = v;
            }
        }
        if (!lacking && x.n > 1)
            break;
        if (found == UINT32_MAX || x.n == 1 + EXPLAIN_MOVES)
            return;
        const struct way_out *w = way_of(e, found, 1);
        x.guess += w->loss;
        x.step[x.n++] = (struct explain_step){ found, w->to };
        for (int k = 0; k < o->kinds; k++)
            freed[k] += o->type[o->unit[found].type].use[k];
    }
    add_way(all, &x);
}

// v trades places with the unit. Nobody has more after paying than the best elsewhere, so most trades
// are seen to be too dear without looking the value up.
static void add_trade(struct explain *e, struct ways *all, struct plan_of_way x, uint32_t v)
{
    uint32_t m = (uint32_t)x.step[0].to, from = (uint32_t)e->s.at[x.step[0].unit];
    int64_t own = own_now(e, v) + x.guess - e->o.unit[v].penalty;
    explain_pass(e, v);
    wide most = e->other[v] + explain_costs(e, e->o.unit[v].type)[from];
    if (all->n > 1 && !e->o.unit[v].ties && (wide)(own - all->at[all->n - 1].guess) * MILLION >= most)
        return;
    if (!fits_without(e, x.step[0].unit, m, v) || row_value(&e->o, v, from) < -1e30f)
        return;
    x.step[x.n++] = (struct explain_step){ v, (int32_t)from };
    x.guess = own - unit_value(&e->o, v, from) - explain_bonus(e, v, (int32_t)from, false);
    add_way(all, &x);
}

static void ways_in(struct explain *e, uint32_t unit, uint32_t m, struct ways *all)
{
    const struct model *o = &e->o;
    int32_t from = e->s.at[unit];
    struct plan_of_way base = { .step = { { unit, (int32_t)m } }, .n = 1 };
    int one = 0;
    base.guess = own_now(e, unit) - (unit_value(o, unit, m) + o->unit[unit].penalty + explain_bonus(e, unit, (int32_t)m, false));
    const uint32_t *line = line_of(e, m, WAYS);
    for (uint32_t i = 0; i < e->from[m + 1] - e->from[m] && one < TRIES; i++)
        if (fits_without(e, unit, m, line[i])) {
            add_pushed(e, all, base, line[i]);
            one++;
        }
    for (uint32_t i = 0; i < e->from[m + 1] - e->from[m] && i < TRADES && from >= 0 && one; i++)
        add_trade(e, all, base, line[i]);
    if (!one || o->by_period)
        add_several(e, all, base, m);
}

void explain_way(struct explain *e, uint32_t unit, uint32_t m, struct explained_move *out, struct explain_step *steps)
{
    *out = (struct explained_move){ 0 };
    struct explain_step alone = { unit, (int32_t)m };
    if (row_value(&e->o, unit, m) < -1e30f)
        return;
    if ((int32_t)m == e->s.at[unit]) {
        out->possible = true;
        return;
    }
    if (walk(e, &alone, 1, out)) {
        if (steps)
            steps[0] = alone;
        return;
    }
    struct ways all = { .n = 0 };
    struct explained_move found;
    ways_in(e, unit, m, &all);
    for (int i = 0; i < all.n; i++) {
        if (out->possible && all.at[i].guess >= out->loss)
            break;
        if (!walk(e, all.at[i].step, all.at[i].n, &found) || (out->possible && found.loss >= out->loss))
            continue;
        *out = found;
        for (int k = 0; k < all.at[i].n && steps; k++)
            steps[k] = all.at[i].step[k];
    }
}
