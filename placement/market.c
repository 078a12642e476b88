// SPDX-License-Identifier: Apache-2.0
// Household prices by subgradient steps: who is picked twice becomes dearer, who is picked by nobody
// cheaper. Every step gives a bound; the lowest counts.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "placement/market.h"

static double row_cost(const struct model *o, const struct prices *x, uint32_t type, uint32_t m)
{
    const int32_t *use = o->type[type].use;
    double c = -(double)use[0] * x->fill[m];
    for (int k = 0; k < o->kinds; k++)
        c += use[k] * x->row[m * (size_t)o->kinds + (size_t)k];
    for (uint32_t i = 0; i < x->cuts; i++)
        if (x->cut[i].m == m && x->cut[i].price > 0)
            c += x->cut[i].price * x->cut[i].size[type];
    return c;
}

// The places of least loss; of one with relatives all, since a bonus may make up for much.
static uint32_t places(const struct state *s, uint32_t unit)
{
    return s->o->unit[unit].ties ? s->o->unit[unit].row_n : s->near_n[unit];
}
static int64_t place_of(const struct state *s, uint32_t unit, uint32_t i) // -1: may not come
{
    const struct unit *u = &s->o->unit[unit];
    if (!u->ties)
        return s->near[(size_t)unit * s->per + i].m;
    return s->o->value[u->row + i] < -1e30f ? -1 : (int64_t)(u->dense ? i : s->o->where[u->row_at + i]);
}

static void open_market(struct market *g)
{
    const struct model *o = g->o;
    const struct state *s = g->s;
    const struct prices *x = s->x;
    uint32_t most = 0;
    double *cost = NEW_ARRAY(g->a, (size_t)o->types * o->m, double);
    for (uint32_t t = 0; t < o->types; t++)
        for (uint32_t m = 0; m < o->m; m++)
            cost[(size_t)t * o->m + m] = row_cost(o, x, t, m);
    g->may_from = NEW_ARRAY(g->a, o->m + 2, uint32_t);
    for (uint32_t u = 0; u < o->units; u++)
        for (uint32_t i = 0; i < places(s, u); i++) {
            int64_t m = place_of(s, u, i);
            g->may_from[m < 0 ? 0 : m + 2] += m >= 0;
        }
    for (uint32_t m = 0; m < o->m; m++) {
        most = g->may_from[m + 2] > most ? g->may_from[m + 2] : most;
        g->may_from[m + 2] += g->may_from[m + 1];
    }
    g->may = NEW_ARRAY(g->a, g->may_from[o->m + 1] + 1, struct may);
    g->item = NEW_ARRAY(g->a, most + 1, struct item);
    g->pick = NEW_ARRAY(g->a, most + 1, uint32_t);
    for (uint32_t u = 0; u < o->units; u++) {
        const struct unit *v = &o->unit[u];
        for (uint32_t i = 0; i < places(s, u); i++) {
            int64_t m = place_of(s, u, i);
            if (m < 0)
                continue;
            double c = cost[(size_t)v->type * o->m + (size_t)m] - (double)row_value(o, u, (uint32_t)m) - (double)v->penalty;
            g->may[g->may_from[m + 1]++] = (struct may){ u, c };
            g->beyond[u] = c;
        }
        if (v->ties || s->near_n[u] < s->per || s->per >= v->row_n)
            g->beyond[u] = HUGE_VAL;
    }
    for (uint32_t m = 0; m < o->m; m++) {
        for (int k = 0; k < o->kinds; k++) {
            size_t at = m * (size_t)o->kinds + (size_t)k;
            g->worth[m] += unlimited(o->left[at]) ? 0 : (double)o->left[at] * x->row[at];
        }
        g->worth[m] -= (double)o->fill_left[m] * x->fill[m];
        size_t cells = (size_t)o->periods * (size_t)o->kinds;
        for (size_t i = m * cells; o->period_left && i < (m + 1) * cells; i++)
            g->worth[m] += unlimited(o->period_left[i]) ? 0 : (double)o->period_left[i] * x->period[i];
    }
    for (uint32_t i = 0; i < x->cuts; i++)
        g->worth[x->cut[i].m] += x->cut[i].price > 0 ? x->cut[i].price * (double)x->cut[i].room : 0;
}

// What each would have at the reference prices; relatives share what coming together adds.
static void first_prices(struct market *g)
{
    const struct model *o = g->o;
    const struct state *s = g->s;
    for (uint32_t u = 0; u < o->units; u++)
        g->price[u] = (double)s->best[u] + (double)o->unit[u].penalty;
    for (uint32_t u = 0; u < o->units; u++)
        for (uint32_t i = 0; i < o->unit[u].ties; i++) {
            uint32_t v = o->tie_of[o->unit[u].first_tie + i].other;
            double more = 0;
            for (uint32_t m = 0; m < o->m && u < v; m++) {
                double x = (double)o->tie_of[o->unit[u].first_tie + i].bonus - (double)state_loss(s, u, m) -
                           (double)state_loss(s, v, m);
                more = x > more ? x : more;
            }
            g->price[u] += more / 2;
            g->price[v] += more / 2;
        }
}

void market_times(struct market *g, uint32_t unit, uint32_t times)
{
    const struct unit *u = &g->o->unit[unit];
    for (uint32_t i = 0; i < u->n; i++, times /= PLACEMENT_PERIODS)
        g->when[u->from + i] = (uint8_t)(times % PLACEMENT_PERIODS);
}

double market_pick(struct market *g)
{
    const struct model *o = g->o;
    double bound = 0, cap = HUGE_VAL;
    memset(g->picked, 0, o->units * sizeof *g->picked);
    for (uint32_t u = 0; u < o->units; u++)
        g->at[u] = g->taken[u] ? g->at[u] : -1;
    bound = g->settled;
    for (uint32_t u = 0; u < o->units; u++) {
        if (g->taken[u])
            continue;
        bound += g->price[u];
        double loss = g->beyond[u] + g->price[u];
        cap = loss < cap ? loss : cap;
    }
    for (uint32_t m = 0; m < o->m; m++) {
        if (g->frozen[m])
            continue;
        struct knapsack k = { .o = o, .x = g->s->x, .room = &g->room, .m = m, .item = g->item, .pick = g->pick,
                              .times = g->times };
        for (uint32_t i = g->may_from[m]; i < g->may_from[m + 1]; i++) {
            double loss = g->price[g->may[i].unit] + g->may[i].cost;
            if (g->taken[g->may[i].unit] || g->banned[i])
                continue;
            g->item[k.items++] = (struct item){ g->may[i].unit, o->unit[g->may[i].unit].type, loss };
        }
        k.hopeless = g->failed[m] > 0;
        k.limit = g->waste[m] > 0 ? g->waste[m] * 1.25 + 1 : 40;
        knapsack(g->a, &k);
        if (k.waste == -HUGE_VAL)
            return HUGE_VAL;
        g->failed[m] = k.hopeless ? g->failed[m] - 1 : k.exact ? 0 : 15;
        g->waste[m] = k.exact ? k.waste : 0;
        g->inexact[m] = !k.exact;
        bound += g->worth[m] - (k.waste < cap + k.least ? k.waste : cap + k.least);
        for (uint32_t i = 0; i < k.picks; i++)
            g->mark[k.pick[i]] = i + 1;
        for (uint32_t i = g->may_from[m]; i < g->may_from[m + 1]; i++) {
            uint32_t pick = g->mark[g->may[i].unit];
            g->chosen[i] = pick > 0;
            if (g->times && pick)
                g->may_times[i] = g->times[pick - 1];
        }
        for (uint32_t i = 0; i < k.picks; i++) {
            g->mark[k.pick[i]] = 0;
            if (!g->picked[k.pick[i]]++) {
                g->at[k.pick[i]] = (int32_t)m;
                if (g->times)
                    market_times(g, k.pick[i], g->times[i]);
            }
        }
    }
    return bound;
}

static bool too_large(const struct state *s) // for numbers of 24 bits
{
    const struct model *o = s->o;
    for (uint32_t u = 0; u < o->units; u++)
        for (uint32_t i = 0; i < places(s, u); i++) {
            int64_t m = place_of(s, u, i);
            if (m >= 0 && fabsf(row_value(o, u, (uint32_t)m)) > 0x1p24f)
                return true;
        }
    return false;
}

struct market *market_make(struct arena *a, struct state *s)
{
    enum { LABELS = 20000 };
    const struct model *o = s->o;
    if (!o->units || too_large(s))
        return NULL;
    for (uint32_t m = 0; m < o->m; m++)
        if (!knapsack_possible(o, s->x, m))
            return NULL;
    struct market *g = NEW(a, struct market);
    *g = (struct market){ .o = o, .s = s, .a = a, .best = HUGE_VAL, .pace = 1 };
    g->worth = NEW_ARRAY(a, o->m, double);
    g->waste = NEW_ARRAY(a, o->m, double);
    g->failed = NEW_ARRAY(a, o->m, uint8_t);
    g->beyond = NEW_ARRAY(a, o->units, double);
    g->price = NEW_ARRAY(a, o->units, double);
    g->best_price = NEW_ARRAY(a, o->units, double);
    g->way = NEW_ARRAY(a, o->units, double);
    g->at = NEW_ARRAY(a, o->units, int32_t);
    g->inexact = NEW_ARRAY(a, o->m, uint8_t);
    g->frozen = NEW_ARRAY(a, o->m, bool);
    g->mark = NEW_ARRAY(a, o->units, uint32_t);
    g->taken = NEW_ARRAY(a, o->units, bool);
    g->picked = NEW_ARRAY(a, o->units, uint32_t);
    knapsack_room(a, LABELS, &g->room);
    open_market(g);
    if (o->by_period) {
        const struct unit *end = &o->unit[o->units - 1];
        uint32_t most = 0;
        for (uint32_t m = 0; m < o->m; m++)
            most = g->may_from[m + 1] - g->may_from[m] > most ? g->may_from[m + 1] - g->may_from[m] : most;
        g->times = NEW_ARRAY(a, most + 1, uint32_t);
        g->may_times = NEW_ARRAY(a, g->may_from[o->m] + 1, uint32_t);
        g->when = NEW_ARRAY(a, end->from + end->n + 1, uint8_t);
    }
    g->chosen = NEW_ARRAY(a, g->may_from[o->m] + 1, bool);
    g->banned = NEW_ARRAY(a, g->may_from[o->m] + 1, bool);
    g->must = NEW_ARRAY(a, o->units, uint8_t);
    first_prices(g);
    return g;
}

// Against the slope, the steps before counting a little: half of them would only undo the last.
bool market_move(struct market *g, double bound, double target)
{
    double size = 0;
    for (uint32_t u = 0; u < g->o->units; u++) {
        double slope = g->taken[u] ? 0 : (double)g->picked[u] - 1;
        if (g->price[u] <= 0 && slope < 0 && !g->must[u])
            slope = 0;
        g->way[u] = 0.6 * g->way[u] + slope;
        size += g->way[u] * g->way[u];
    }
    if (size <= 0)
        return false;
    double step = g->pace * (bound - target) / size;
    for (uint32_t u = 0; u < g->o->units; u++) {
        double p = g->price[u] + step * g->way[u];
        g->price[u] = p > 0 || g->must[u] ? p : 0;
    }
    return true;
}

bool market_step(struct market *g, double target, double *best, const int32_t **at)
{
    enum { PATIENCE = 4 };
    double bound = market_pick(g);
    *at = g->at;
    if (bound < g->best - 1e-3) {
        g->best = bound;
        memcpy(g->best_price, g->price, g->o->units * sizeof *g->price);
        g->idle = 0;
    } else if (++g->idle >= PATIENCE) {
        g->pace *= 0.7;
        g->idle = 0;
        memcpy(g->price, g->best_price, g->o->units * sizeof *g->price);
        memset(g->way, 0, g->o->units * sizeof *g->way);
    }
    *best = g->best;
    return bound < HUGE_VAL && market_move(g, bound, target) && g->pace > 0.005;
}

void market_anew(struct market *g)
{
    g->pace = 0.5;
    g->idle = 0;
}

const double *market_prices(const struct market *g)
{
    return g->best_price;
}
