// SPDX-License-Identifier: Apache-2.0
// Justified envy: a household values a place more where one with a lower penalty (less waiting, less need)
// is, and the two could trade. Trading those with the greatest penalty first ends: nobody's place gets
// worse but for one who comes later in that order.
#include <stdlib.h>

#include "placement/fair_work.h"

struct trade {
    uint32_t other, m;
    int64_t loss, value;
};

static int64_t value_now(const struct explain *e, uint32_t unit)
{
    int32_t m = e->s.at[unit];
    return m < 0 ? -e->o.unit[unit].penalty : unit_value(&e->o, unit, (uint32_t)m);
}

static bool may_fit(const struct explain *e, uint32_t unit, uint32_t m, uint32_t leaves)
{
    const struct model *o = &e->o;
    const int32_t *use = o->type[o->unit[unit].type].use, *has = o->type[o->unit[leaves].type].use;
    const int64_t *left = e->s.left + m * (size_t)o->kinds;
    for (int k = 0; k < o->kinds; k++)
        if (!unlimited(left[k]) && left[k] + has[k] < use[k])
            return false;
    return true;
}

struct moved_unit {
    uint32_t unit;
    int32_t was;
    uint8_t when[UNIT_MEMBERS];
};

static int64_t leave(struct explain *e, uint32_t unit, struct moved_unit *x)
{
    const struct unit *u = &e->o.unit[unit];
    *x = (struct moved_unit){ .unit = unit, .was = e->s.at[unit] };
    if (x->was < 0)
        return 0;
    memcpy(x->when, e->s.when + u->from, u->n);
    state_drop(&e->s, unit);
    return explain_gain(e, unit, (uint32_t)x->was, x->when);
}

static void go_back(struct explain *e, const struct moved_unit *x)
{
    if (e->s.at[x->unit] >= 0)
        state_drop(&e->s, x->unit);
    if (x->was >= 0)
        state_put(&e->s, x->unit, (uint32_t)x->was, x->when);
}

static bool come(struct explain *e, uint32_t unit, int32_t m, int64_t *loss)
{
    if (m < 0)
        return true;
    if (row_value(&e->o, unit, (uint32_t)m) < -1e30f || !state_fits(&e->s, unit, (uint32_t)m, e->when))
        return false;
    *loss -= explain_gain(e, unit, (uint32_t)m, e->when);
    state_put(&e->s, unit, (uint32_t)m, e->when);
    return true;
}

// Trades places when it can be done; left so when `keep`, else all is as before.
static bool trade(struct explain *e, uint32_t unit, uint32_t other, int64_t *loss, bool keep)
{
    struct moved_unit x, y;
    int32_t from = e->s.at[unit], m = e->s.at[other];
    if (e->o.unit[unit].n > UNIT_MEMBERS || e->o.unit[other].n > UNIT_MEMBERS)
        return false;
    *loss = leave(e, unit, &x);
    *loss += leave(e, other, &y);
    bool fits = come(e, unit, m, loss) && come(e, other, from, loss);
    if (fits && keep)
        return true;
    if (e->s.at[unit] >= 0)
        state_drop(&e->s, unit);
    if (e->s.at[other] >= 0)
        state_drop(&e->s, other);
    go_back(e, &x);
    go_back(e, &y);
    return fits;
}

static uint32_t *whom(struct explain *e, uint32_t m, uint32_t *n)
{
    uint32_t *list = NEW_ARRAY(e->a, e->o.units + 1, uint32_t);
    *n = 0;
    for (uint32_t i = e->s.head[m]; i; i = e->s.next[i - 1])
        list[(*n)++] = i - 1;
    return list;
}

// The best place there is by a justified trade that loses at most `budget`; false: none.
static bool best_trade(struct explain *e, uint32_t unit, int64_t budget, bool any, struct trade *best)
{
    const struct model *o = &e->o;
    const struct unit *u = &o->unit[unit];
    int64_t now = value_now(e, unit);
    int32_t from = e->s.at[unit];
    best->value = now;
    for (uint32_t k = 0; k < u->row_n; k++) {
        uint32_t m, n;
        int64_t v, loss;
        if (!row_exact(e, unit, k, &m, &v) || v <= best->value || (int32_t)m == from)
            continue;
        struct mark back = arena_mark(e->a);
        const uint32_t *list = whom(e, m, &n);
        bool found = false;
        for (uint32_t i = 0; i < n && !(found && any); i++) {
            uint32_t w = list[i];
            if (o->unit[w].penalty >= u->penalty || !may_fit(e, unit, m, w) ||
                (from >= 0 && (row_value(o, w, (uint32_t)from) < -1e30f || !may_fit(e, w, (uint32_t)from, unit))) ||
                !trade(e, unit, w, &loss, false) || loss > budget || (found && loss >= best->loss))
                continue;
            *best = (struct trade){ w, m, loss, v };
            found = true;
        }
        arena_back(e->a, back);
        if (found && any)
            return true;
    }
    return best->value > now;
}

struct turn {
    uint32_t unit;
    int64_t penalty;
};
static int by_penalty(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->penalty != y->penalty)
        return x->penalty > y->penalty ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

bool fair_trade(struct explain *e, int64_t budget)
{
    enum { ROUNDS = 20 };
    struct turn *turns = NEW_ARRAY(e->a, e->o.units + 1, struct turn);
    bool any = false, again = true;
    for (uint32_t u = 0; u < e->o.units; u++)
        turns[u] = (struct turn){ u, e->o.unit[u].penalty };
    qsort(turns, e->o.units, sizeof *turns, by_penalty);
    for (int round = 0; round < ROUNDS && again; round++) {
        again = false;
        for (uint32_t i = 0; i < e->o.units; i++) {
            struct trade t;
            int64_t loss;
            if (!best_trade(e, turns[i].unit, budget, false, &t) || !trade(e, turns[i].unit, t.other, &loss, true))
                continue;
            budget -= loss;
            again = any = true;
        }
    }
    return any;
}

uint32_t fair_envious(struct explain *e)
{
    uint32_t n = 0;
    struct trade t;
    for (uint32_t u = 0; u < e->o.units; u++)
        n += best_trade(e, u, INT64_MAX, true, &t);
    return n;
}
