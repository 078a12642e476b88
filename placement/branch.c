// SPDX-License-Identifier: Apache-2.0
// Small problems to the very end: where the household prices leave a gap, a household whom the
// municipalities' picks do not agree about is given to one of them, or kept from it, and the prices move on
// from where they stood. A branch ends when its bound says that nothing better lies that way.
#include <math.h>
#include <string.h>

#include "placement/market.h"

struct tree {
    struct market *g;
    const struct branch_by *by;
    const struct clockwork *clock;
    double *mean;          // [may]: how often it was picked lately
    double best, grain;     // every plan is worth `best` plus or minus a multiple of the grain
    uint64_t nodes, most;
    bool given_up;
};

static bool none_better(const struct tree *t, double bound)
{
    return bound < t->best + t->grain - 1e-3;
}

// Steps of the prices at one node; true when nothing better lies here.
static bool node_steps(struct tree *t, int steps, double *lowest)
{
    enum { PATIENCE = 3, PLAN_EVERY = 8 };
    struct market *g = t->g;
    uint32_t mays = g->may_from[g->o->m];
    int idle = 0;
    *lowest = HUGE_VAL;
    g->pace = 0.8;
    memset(g->way, 0, g->o->units * sizeof *g->way);
    for (int i = 0; i < steps; i++) {
        double bound = market_pick(g);
        for (uint32_t k = 0; k < mays; k++)
            t->mean[k] += ((g->chosen[k] ? 1 : 0) - t->mean[k]) * (i < 4 ? 1.0 / (i + 1) : 0.2);
        if (bound < *lowest - 1e-6) {
            *lowest = bound;
            memcpy(g->best_price, g->price, g->o->units * sizeof *g->price);
            idle = 0;
        } else if (++idle >= PATIENCE) {
            g->pace *= 0.6;
            idle = 0;
            memcpy(g->price, g->best_price, g->o->units * sizeof *g->price);
            memset(g->way, 0, g->o->units * sizeof *g->way);
        }
        if (none_better(t, bound))
            return true;
        if (i % PLAN_EVERY == PLAN_EVERY - 1 || i == steps - 1) {
            double won = t->by->plan(t->by->arg, g->at);
            t->best = won > t->best ? won : t->best;
            if (none_better(t, *lowest))
                return true;
        }
        if (late(t->clock) || bound >= HUGE_VAL) {
            t->given_up = true;
            return false;
        }
        if (g->pace < 0.02 || !market_move(g, bound, t->best + t->grain / 2))
            break;
    }
    return false;
}

// The open pair the picks agree about least; false when none is open.
static bool least_agreed(const struct tree *t, uint32_t *may, uint32_t *at)
{
    const struct market *g = t->g;
    double most = 0;
    for (uint32_t m = 0; m < g->o->m; m++)
        for (uint32_t k = g->may_from[m]; k < g->may_from[m + 1]; k++) {
            if (g->banned[k])
                continue;
            const struct unit *u = &g->o->unit[g->may[k].unit];
            double f = t->mean[k], x = (f < 0.5 ? f : 1 - f) + 1e-4;
            x *= sqrt((double)g->o->type[u->type].use[0]);
            if (g->must[g->may[k].unit])
                continue; // it has no other place left
            if (x > most) {
                most = x;
                *may = k;
                *at = m;
            }
        }
    return most > 0;
}

// Open pairs of a unit that are not `but`.
static uint32_t ban_others(struct tree *t, uint32_t unit, uint32_t but, uint32_t *list)
{
    struct market *g = t->g;
    uint32_t n = 0;
    for (uint32_t k = 0; k < g->may_from[g->o->m]; k++)
        if (g->may[k].unit == unit && k != but && !g->banned[k]) {
            g->banned[k] = true;
            list[n++] = k;
        }
    return n;
}

static void node(struct tree *t, const double *price, int depth)
{
    enum { ROOT = 120, STEPS = 24, DEEPEST = 400 };
    struct market *g = t->g;
    uint32_t units = g->o->units, may = 0, m = 0;
    double lowest;
    if (t->given_up || ++t->nodes > t->most || depth > DEEPEST) {
        t->given_up = true;
        return;
    }
    memcpy(g->price, price, units * sizeof *price);
    if (node_steps(t, depth ? STEPS : ROOT, &lowest) || t->given_up)
        return;
    if (!least_agreed(t, &may, &m)) {
        t->given_up = true; // a set that could not be reckoned
        return;
    }
    struct mark back = arena_mark(g->a);
    double *here = NEW_ARRAY(g->a, units, double);
    uint32_t *list = NEW_ARRAY(g->a, g->o->m + 1, uint32_t), unit = g->may[may].unit;
    memcpy(here, g->best_price, units * sizeof *here);
    bool there_first = t->mean[may] >= 0.4;
    for (int i = 0; i < 2 && !t->given_up; i++) {
        if ((i == 0) == there_first) {
            uint32_t n = ban_others(t, unit, may, list);
            uint8_t before = g->must[unit];
            g->must[unit] = n ? before : 1; // no other is left: now it must
            node(t, here, depth + 1);
            g->must[unit] = before;
            for (uint32_t k = 0; k < n; k++)
                g->banned[list[k]] = false;
        } else {
            g->banned[may] = true;
            node(t, here, depth + 1);
            g->banned[may] = false;
        }
    }
    arena_back(g->a, back);
}

static uint64_t divisor(uint64_t a, int64_t of)
{
    uint64_t b = of < 0 ? (uint64_t)-of : (uint64_t)of;
    while (b) {
        uint64_t c = a % b;
        a = b;
        b = c;
    }
    return a;
}

// What divides every number of the problem, and so the difference of any two plans.
static double grain_of(const struct model *o)
{
    const struct placement_problem *p = o->p;
    uint64_t all = 0;
    for (uint64_t i = 0; i < p->at[p->households]; i++)
        all = p->value[i] == PLACEMENT_NONE ? all : divisor(all, p->value[i]);
    for (uint32_t h = 0; h < p->households; h++)
        all = divisor(divisor(all, p->penalty[h]), p->delay[h]);
    for (size_t i = 0; i < p->tie_count; i++)
        all = divisor(all, p->ties[i].bonus);
    for (uint32_t m = 0; m < o->m; m++)
        all = divisor(all, o->fill_price[m]);
    return all ? (double)all : 1;
}

bool market_branch(struct market *g, const struct branch_by *by, double best, uint64_t nodes, const struct clockwork *clock)
{
    struct mark back = arena_mark(g->a);
    struct tree t = { .g = g, .by = by, .clock = clock, .best = best, .grain = grain_of(g->o), .most = nodes };
    uint32_t units = g->o->units, mays = g->may_from[g->o->m];
    double *price = NEW_ARRAY(g->a, 2 * (size_t)units + 1, double), *kept = price + units, pace = g->pace;
    memcpy(price, g->best_price, units * sizeof *price);
    memcpy(kept, g->price, units * sizeof *kept);
    t.mean = NEW_ARRAY(g->a, mays + 1, double);
    node(&t, price, 0);
    memcpy(g->best_price, price, units * sizeof *price);
    memcpy(g->price, kept, units * sizeof *kept);
    memset(g->way, 0, units * sizeof *g->way);
    g->pace = pace;
    arena_back(g->a, back);
    return !t.given_up;
}
