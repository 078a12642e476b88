// SPDX-License-Identifier: Apache-2.0
// From prices to a plan. What the municipalities pick is almost a plan: some households are picked
// twice, some by nobody. So those municipalities whose picks nobody contests get what they picked, the
// prices of the rest move until others agree, and so on. The bound of what is left is known all the
// time: when it falls to the best plan known, nothing better lies that way.
#include <math.h>
#include <string.h>

#include "placement/market.h"

static const double PULL = 0.0007; // of all that is at stake: how boldly prices follow

// What the picks of m are worth as they stand, over nothing placed.
static double worth(const struct market *g, uint32_t m)
{
    const struct model *o = g->o;
    double sum = 0, persons = 0;
    for (uint32_t i = g->may_from[m]; i < g->may_from[m + 1]; i++) {
        uint32_t u = g->may[i].unit;
        const struct unit *x = &o->unit[u];
        if (g->at[u] != (int32_t)m || g->taken[u])
            continue;
        sum += (double)row_value(o, u, m) + (double)x->penalty;
        persons += o->type[x->type].use[0];
        for (uint32_t k = 0; k < x->n && g->when; k++) {
            uint32_t h = o->member[x->from + k];
            sum -= (double)o->p->delay[h] * (g->when[x->from + k] - o->p->ready[h]);
        }
        for (uint32_t t = 0; t < x->ties; t++)
            if (g->at[o->tie_of[x->first_tie + t].other] == (int32_t)m)
                sum += (double)o->tie_of[x->first_tie + t].bonus / 2;
    }
    double lack = (double)o->fill_left[m] - persons;
    return sum - (lack > 0 ? (double)o->fill_price[m] * lack : 0);
}

static uint32_t contested(const struct market *g, uint32_t m)
{
    uint32_t n = 0;
    for (uint32_t i = g->may_from[m]; i < g->may_from[m + 1]; i++)
        n += g->chosen[i] && !g->taken[g->may[i].unit] && g->picked[g->may[i].unit] > 1;
    return n;
}

static void freeze(struct market *g, uint32_t m)
{
    for (uint32_t i = g->may_from[m]; i < g->may_from[m + 1]; i++)
        if (g->chosen[i] && !g->taken[g->may[i].unit]) {
            g->at[g->may[i].unit] = (int32_t)m;
            if (g->times)
                market_times(g, g->may[i].unit, g->may_times[i]);
        }
    g->settled += worth(g, m);
    g->frozen[m] = true;
    for (uint32_t i = g->may_from[m]; i < g->may_from[m + 1]; i++)
        if (g->at[g->may[i].unit] == (int32_t)m)
            g->taken[g->may[i].unit] = true;
}

// The periods of the state's plan, packed; some may be left out of those with many members.
static uint32_t times_of(const struct market *g, uint32_t unit)
{
    const struct unit *u = &g->o->unit[unit];
    uint32_t times = 0, scale = 1;
    for (uint32_t i = 0; i < u->n && i < 7; i++, scale *= PLACEMENT_PERIODS)
        times += scale * g->s->when[u->from + i];
    return times;
}

// All but the open ones have what they have in the plan; false where one has somebody unexpected.
static uint32_t begin_with(struct market *g, const int32_t *plan, const bool *open)
{
    const struct model *o = g->o;
    uint32_t left = o->m;
    for (uint32_t u = 0; u < o->units; u++)
        g->at[u] = -1;
    for (uint32_t m = 0; m < o->m && plan; m++) {
        uint32_t listed = 0, there = 0;
        for (uint32_t i = g->may_from[m]; i < g->may_from[m + 1]; i++) {
            g->chosen[i] = plan[g->may[i].unit] == (int32_t)m;
            listed += g->chosen[i];
            if (g->times && g->chosen[i])
                g->may_times[i] = times_of(g, g->may[i].unit);
        }
        for (uint32_t i = g->s->head[m]; i; i = g->s->next[i - 1])
            there++;
        if (open[m] || listed != there)
            continue;
        freeze(g, m);
        left--;
    }
    return left;
}

bool market_dive(struct market *g, struct random *r, double target, const int32_t *plan, const bool *open,
                 const struct clockwork *clock)
{
    enum { PATIENCE = 3, SHARE = 12, MOST = 400 };
    const struct model *o = g->o;
    struct mark back = arena_mark(g->a);
    double *price = NEW_ARRAY(g->a, o->units, double), *way = NEW_ARRAY(g->a, o->units, double);
    memcpy(price, g->price, o->units * sizeof *price);
    memcpy(way, g->way, o->units * sizeof *way);
    memcpy(g->price, g->best_price, o->units * sizeof *g->price);
    memset(g->way, 0, o->units * sizeof *g->way);
    double pace = g->pace, pull = 0;
    for (uint32_t u = 0; u < o->units; u++)
        pull += PULL * fabs((double)g->s->best[u]);
    g->pace = 0.3;
    bool hope = true;
    uint32_t left = begin_with(g, plan, open), waited = 0;
    pull *= (double)left / o->m;
    for (int i = 0; i < MOST && left && hope && !late(clock); i++) {
        double bound = market_pick(g);
        uint32_t share = 1 + left / SHARE, done = 0, fewest = UINT32_MAX, next = 0;
        hope = bound > target + 0.5;
        uint32_t from = (uint32_t)(random_next(r) % o->m);
        for (uint32_t k = 0; k < o->m && hope && done < share && i >= 2; k++) {
            uint32_t m = (from + k) % o->m;
            if (g->frozen[m] || g->inexact[m])
                continue;
            uint32_t n = contested(g, m);
            if (n < fewest) {
                fewest = n;
                next = m;
            }
            if (n == 0) {
                freeze(g, m);
                done++;
            }
        }
        if (i >= 2 && !done && ++waited >= PATIENCE) {
            if (fewest == UINT32_MAX)
                break; // only such as could not be reckoned are left
            freeze(g, next);
            done = 1;
        }
        waited = done ? 0 : waited;
        left -= done;
        if (!market_move(g, bound, bound - pull) && !done && fewest == UINT32_MAX)
            break;
    }
    memset(g->frozen, 0, o->m * sizeof *g->frozen);
    memset(g->taken, 0, o->units * sizeof *g->taken);
    memcpy(g->price, price, o->units * sizeof *price);
    memcpy(g->way, way, o->units * sizeof *way);
    arena_back(g->a, back);
    g->settled = 0;
    g->pace = pace;
    return hope;
}
