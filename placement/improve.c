// SPDX-License-Identifier: Apache-2.0
// Improvement by transactions. A unit that stands worse than it could at the prices is forced into a
// better place; as many of those there as must go are taken out, the ones whose own next best place
// costs least; each then looks for room elsewhere, and may in turn push out others once. When the
// whole is a gain it stands, else everything goes back.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "placement/search.h"

enum { OUT_MOST = 6, TRIED_PLACES = 10, LOG_MOST = 64, DEPTH = 2 };

struct change {
    uint32_t unit;
    int32_t from;
    uint32_t periods; // first of its members' periods in `kept`
};
struct trying {
    struct state *s;
    uint8_t *when;
    struct change log[LOG_MOST];
    uint8_t *kept;     // periods of the logged units as they were
    uint32_t kept_n, kept_room;
    int n;
    bool full;
    uint32_t *stamp;   // [unit]: number of the transaction that moved it
    uint32_t now;
};

static void note(struct trying *t, uint32_t unit)
{
    const struct unit *u = &t->s->o->unit[unit];
    if (t->n == LOG_MOST || t->kept_n + u->n > t->kept_room) {
        t->full = true;
        return;
    }
    t->log[t->n++] = (struct change){ unit, t->s->at[unit], t->kept_n };
    for (uint32_t i = 0; i < u->n; i++)
        t->kept[t->kept_n++] = t->s->when[u->from + i];
    t->stamp[unit] = t->now;
}

static double take_out(struct trying *t, uint32_t unit)
{
    double v = state_worth(t->s, unit);
    note(t, unit);
    if (t->full)
        return 0;
    state_drop(t->s, unit);
    return -v;
}

static double put_in(struct trying *t, uint32_t unit, uint32_t m)
{
    note(t, unit);
    if (t->full || !state_fits(t->s, unit, m, t->when))
        return 0;
    double v = state_gain(t->s, unit, m, t->when);
    state_put(t->s, unit, m, t->when);
    return v;
}

static void back(struct trying *t)
{
    while (t->n > 0) {
        const struct change *c = &t->log[--t->n];
        if (t->s->at[c->unit] >= 0)
            state_drop(t->s, c->unit);
        if (c->from >= 0)
            state_put(t->s, c->unit, (uint32_t)c->from, t->kept + c->periods);
    }
    t->kept_n = 0;
}

// What moving v out of m is likely to cost at the prices.
static float way_out(const struct state *s, uint32_t v, uint32_t m)
{
    const struct near *list = s->near + (size_t)v * s->per;
    float other = (float)s->o->unit[v].penalty + s->best[v];
    for (uint32_t i = 0; i < s->near_n[v]; i++)
        if (list[i].m != m) {
            other = list[i].loss < other ? list[i].loss : other;
            break;
        }
    return other - state_loss(s, v, m);
}

// The unit in m whose going helps `unit` most for what it costs; UINT32_MAX when none helps.
static uint32_t in_the_way(const struct trying *t, uint32_t unit, uint32_t m)
{
    const struct state *s = t->s;
    const struct model *o = s->o;
    const int32_t *use = o->type[o->unit[unit].type].use;
    const int64_t *left = s->left + m * (size_t)o->kinds;
    uint32_t found = UINT32_MAX;
    float least = HUGE_VALF;
    for (uint32_t i = s->head[m]; i; i = s->next[i - 1]) {
        uint32_t v = i - 1;
        const int32_t *has = o->type[o->unit[v].type].use;
        float help = 0, need = 0;
        if (v == unit || t->stamp[v] == t->now)
            continue;
        for (int k = 0; k < o->kinds; k++) {
            int64_t lack = unlimited(left[k]) ? 0 : use[k] - left[k];
            if (lack <= 0)
                continue;
            need += 1;
            help += (float)(has[k] < lack ? has[k] : lack) / (float)lack;
        }
        if (need > 0 ? help <= 0 : !o->by_period)
            continue;
        float cost = (way_out(s, v, m) + 1) / (need > 0 ? help / need : 1);
        if (cost < least) {
            least = cost;
            found = v;
        }
    }
    return found;
}

// The same where there is room in all but not at a time that suits: each there is tried, and the best is one
// who comes at another time instead.
static uint32_t at_that_time(struct trying *t, uint32_t unit, uint32_t m)
{
    enum { SEEN = 64 };
    struct state *s = t->s;
    uint32_t seen[SEEN], n = 0, found = UINT32_MAX;
    double least = HUGE_VAL;
    for (uint32_t i = s->head[m]; i && n < SEEN; i = s->next[i - 1])
        if (i - 1 != unit && t->stamp[i - 1] != t->now && s->o->unit[i - 1].n <= UNIT_MEMBERS)
            seen[n++] = i - 1;
    for (uint32_t i = 0; i < n; i++) {
        const struct unit *v = &s->o->unit[seen[i]];
        uint8_t kept[UNIT_MEMBERS];
        memcpy(kept, s->when + v->from, v->n);
        double worth = state_worth(s, seen[i]), cost = (double)way_out(s, seen[i], m) + 1;
        state_drop(s, seen[i]);
        bool helps = state_fits(s, unit, m, t->when);
        if (helps) {
            state_put(s, unit, m, t->when);
            if (state_fits(s, seen[i], m, t->when)) {
                double later = worth - state_gain(s, seen[i], m, t->when);
                cost = later < cost ? later : cost;
            }
            state_drop(s, unit);
        }
        state_put(s, seen[i], m, kept);
        if (helps && cost < least) {
            least = cost;
            found = seen[i];
        }
    }
    return found;
}

static bool room_in_all(const struct state *s, uint32_t unit, uint32_t m)
{
    const int32_t *use = s->o->type[s->o->unit[unit].type].use;
    const int64_t *left = s->left + m * (size_t)s->o->kinds;
    for (int k = 0; k < s->o->kinds; k++)
        if (!unlimited(left[k]) && left[k] < use[k])
            return false;
    return true;
}

static double force(struct trying *t, uint32_t unit, uint32_t m, int depth);

// Somewhere with room, or by pushing out others, or not at all.
static double settle_again(struct trying *t, uint32_t unit, int depth)
{
    const struct state *s = t->s;
    const struct near *list = s->near + (size_t)unit * s->per;
    double best = 0;
    int64_t place = -1;
    for (uint32_t i = 0; i < s->near_n[unit]; i++)
        if (state_fits(s, unit, list[i].m, t->when)) {
            double v = state_gain(s, unit, list[i].m, t->when);
            if (v > best) {
                best = v;
                place = list[i].m;
            }
        }
    if (place >= 0 && depth > 0) { // is there a better one without room, a little further on?
        float loss = state_loss(s, unit, (uint32_t)place);
        if (loss < list[0].loss + 0.02f * fabsf(s->best[unit]))
            return put_in(t, unit, (uint32_t)place);
    }
    if (depth > 0 && s->near_n[unit] && !t->full && t->n + 12 < LOG_MOST) {
        int n = t->n;
        uint32_t kept = t->kept_n;
        double v = force(t, unit, list[0].m, depth - 1);
        if (v > best && !t->full && t->s->at[unit] >= 0)
            return v;
        while (t->n > n) { // that part alone goes back
            const struct change *c = &t->log[--t->n];
            if (t->s->at[c->unit] >= 0)
                state_drop(t->s, c->unit);
            if (c->from >= 0)
                state_put(t->s, c->unit, (uint32_t)c->from, t->kept + c->periods);
        }
        t->kept_n = kept;
        t->full = false;
    }
    return place >= 0 ? put_in(t, unit, (uint32_t)place) : 0;
}

static double force(struct trying *t, uint32_t unit, uint32_t m, int depth)
{
    uint32_t out[OUT_MOST];
    int n = 0;
    double won = 0;
    while (!state_fits(t->s, unit, m, t->when)) {
        uint32_t v = UINT32_MAX;
        if (n < OUT_MOST && t->s->o->by_period && room_in_all(t->s, unit, m))
            v = at_that_time(t, unit, m);
        if (n < OUT_MOST && v == UINT32_MAX)
            v = in_the_way(t, unit, m);
        if (v == UINT32_MAX) {
            t->full = true; // it cannot be done; the caller takes everything back
            return 0;
        }
        won += take_out(t, v);
        out[n++] = v;
        if (t->full)
            return 0;
    }
    won += put_in(t, unit, m);
    for (int i = 0; i < n; i++) // largest first
        for (int k = i + 1; k < n; k++)
            if (t->s->o->type[t->s->o->unit[out[k]].type].use[0] >
                t->s->o->type[t->s->o->unit[out[i]].type].use[0]) {
                uint32_t v = out[i];
                out[i] = out[k];
                out[k] = v;
            }
    for (int i = 0; i < n && !t->full; i++)
        won += settle_again(t, out[i], depth);
    return won;
}

static double try_unit(struct trying *t, uint32_t unit)
{
    struct state *s = t->s;
    const struct near *list = s->near + (size_t)unit * s->per;
    int32_t here = s->at[unit];
    float loss = here >= 0 ? state_loss(s, unit, (uint32_t)here)
                           : (float)s->o->unit[unit].penalty + s->best[unit];
    bool tied = s->o->unit[unit].ties > 0;
    int tried = 0, most = here < 0 ? 3 * TRIED_PLACES : TRIED_PLACES;
    for (uint32_t i = 0; i < s->near_n[unit] && tried < most; i++) {
        uint32_t m = list[i].m;
        if ((int32_t)m == here)
            continue;
        if (!tied && list[i].loss >= loss)
            break;
        tried++;
        t->n = 0;
        t->kept_n = 0;
        t->full = false;
        t->now++;
        double won = here >= 0 ? take_out(t, unit) : 0;
        t->stamp[unit] = t->now;
        won += force(t, unit, m, DEPTH);
        if (!t->full && s->at[unit] >= 0 && won > 1e-3)
            return won;
        back(t);
    }
    return 0;
}

double improve(struct arena *a, struct state *s, uint8_t *when, struct random *r, const struct clockwork *clock)
{
    enum { LOOK = 16, KEPT = 4096 };
    const struct model *o = s->o;
    struct mark mark = arena_mark(a);
    struct trying t = { .s = s, .when = when };
    uint32_t *order = NEW_ARRAY(a, o->units + 1, uint32_t), n = 0, largest = 1;
    t.stamp = NEW_ARRAY(a, o->units + 1, uint32_t);
    double won = 0;
    for (uint32_t u = 0; u < o->units; u++) {
        float loss = s->at[u] >= 0 ? state_loss(s, u, (uint32_t)s->at[u]) : 1;
        largest = o->unit[u].n > largest ? o->unit[u].n : largest;
        if (s->near_n[u] && (loss > 0 || o->unit[u].ties))
            order[n++] = u;
    }
    t.kept_room = LOG_MOST * largest < KEPT ? KEPT : LOG_MOST * largest;
    t.kept = NEW_ARRAY(a, t.kept_room, uint8_t);
    for (uint32_t i = n; i > 1; i--) { // shuffled
        uint32_t k = (uint32_t)(random_next(r) % i), v = order[i - 1];
        order[i - 1] = order[k];
        order[k] = v;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (i % LOOK == 0 && late(clock))
            break;
        won += try_unit(&t, order[i]);
    }
    arena_back(a, mark);
    return won;
}
