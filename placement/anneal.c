// SPDX-License-Identifier: Apache-2.0
// Penalty annealing. For a while loads may pass the capacity at a price, and plans may get worse by
// chance, less and less of both: so the search gets out of places where every single change is a
// loss. What is still too full at the end is brought in order, and the best plan of all rounds counts.
//
// The price of a place too many begins near the capacity's own price, where the whole is in balance.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "placement/search.h"

struct crowd { // units of one municipality, for picking one by chance
    uint32_t *p, n, room;
};
struct heat {
    struct state *s;
    const struct model *o;
    struct arena *a;
    struct random *r;
    uint8_t *when;
    double *weight;        // [m * kinds] per unit of overload
    double *period_weight; // [(m * periods + p) * kinds]
    struct crowd *crowd;   // [m + 1]: the last are the unplaced
    uint32_t *spot;        // [unit]: index in its crowd
    double temperature;
    uint8_t *was[2];       // periods of two units, to take a swap back
};

static double chance(struct random *r)
{
    return (double)(random_next(r) >> 11) * 0x1p-53;
}

static struct crowd *crowd_of(struct heat *g, uint32_t unit)
{
    return &g->crowd[g->s->at[unit] >= 0 ? (uint32_t)g->s->at[unit] : g->o->m];
}

static void join(struct heat *g, uint32_t unit)
{
    struct crowd *c = crowd_of(g, unit);
    if (c->n == c->room) {
        uint32_t room = c->room ? c->room * 2 : 8;
        uint32_t *p = NEW_ARRAY(g->a, room, uint32_t);
        if (c->n)
            memcpy(p, c->p, c->n * sizeof *p);
        c->p = p;
        c->room = room;
    }
    g->spot[unit] = c->n;
    c->p[c->n++] = unit;
}

static void part(struct heat *g, uint32_t unit)
{
    struct crowd *c = crowd_of(g, unit);
    uint32_t last = c->p[--c->n];
    c->p[g->spot[unit]] = last;
    g->spot[last] = g->spot[unit];
}

static void move(struct heat *g, uint32_t unit, int32_t to, const uint8_t *when)
{
    part(g, unit);
    if (g->s->at[unit] >= 0)
        state_drop(g->s, unit);
    if (to >= 0)
        state_put(g->s, unit, (uint32_t)to, when);
    join(g, unit);
}

static inline double over(int64_t left, int64_t use, double weight)
{
    if (unlimited(left))
        return 0;
    int64_t was = left < 0 ? -left : 0, now = left - use < 0 ? use - left : 0;
    return weight * (double)(now - was);
}

// What m's overload grows by when its horizon rows take `use` more (less when negative).
static double crowding(const struct heat *g, uint32_t m, const int32_t *more, const int32_t *less)
{
    const struct model *o = g->o;
    const int64_t *left = g->s->left + m * (size_t)o->kinds;
    const double *weight = g->weight + m * (size_t)o->kinds;
    double sum = 0;
    for (int k = 0; k < o->kinds; k++) {
        int64_t use = (more ? more[k] : 0) - (less ? less[k] : 0);
        if (use)
            sum += over(left[k], use, weight[k]);
    }
    return sum;
}

// The same for the period rows of one unit's members; `sign` -1 when they leave.
static double crowding_periods(const struct heat *g, uint32_t unit, uint32_t m, const uint8_t *when, int sign)
{
    const struct model *o = g->o;
    const struct unit *u = &o->unit[unit];
    double sum = 0;
    if (!g->s->period_left)
        return 0;
    for (uint32_t i = 0; i < u->n; i++) { // members in one period count one by one: near enough
        size_t at = ((size_t)m * (size_t)o->periods + when[i]) * (size_t)o->kinds;
        const int32_t *use = o->p->use + o->member[u->from + i] * (size_t)o->kinds;
        for (int k = 0; k < o->kinds; k++)
            if (use[k])
                sum += over(g->s->period_left[at + (size_t)k], sign * use[k], g->period_weight[at + (size_t)k]);
    }
    return sum;
}

static void some_periods(const struct heat *g, uint32_t unit, uint8_t *when)
{
    const struct unit *u = &g->o->unit[unit];
    for (uint32_t i = 0; i < u->n; i++) {
        int ready = g->o->p->ready[g->o->member[u->from + i]];
        int left = g->o->periods - ready;
        when[i] = (uint8_t)(ready + (left > 1 && chance(g->r) < 0.5 ? (int)(chance(g->r) * left) : 0));
    }
}

static bool taken(struct heat *g, double gain)
{
    return gain >= 0 || chance(g->r) < exp(gain / g->temperature);
}

static double leaving(const struct heat *g, uint32_t unit)
{
    const struct state *s = g->s;
    if (s->at[unit] < 0)
        return 0;
    uint32_t m = (uint32_t)s->at[unit];
    return -state_worth(s, unit) - crowding(g, m, NULL, g->o->type[g->o->unit[unit].type].use) -
           crowding_periods(g, unit, m, s->when + g->o->unit[unit].from, -1);
}

static void shift(struct heat *g, uint32_t unit, int32_t to)
{
    if (to == g->s->at[unit])
        return;
    double gain = leaving(g, unit);
    if (to >= 0) {
        some_periods(g, unit, g->when);
        gain += state_gain(g->s, unit, (uint32_t)to, g->when) -
                crowding(g, (uint32_t)to, g->o->type[g->o->unit[unit].type].use, NULL) -
                crowding_periods(g, unit, (uint32_t)to, g->when, 1);
    }
    if (taken(g, gain))
        move(g, unit, to, g->when);
}

static double fill_of(const struct model *o, uint32_t m, int64_t persons)
{
    int64_t lack = o->fill_left[m] - persons;
    return lack > 0 ? -(double)o->fill_price[m] * (double)lack : 0;
}

static double bonus_at(const struct state *s, uint32_t unit, uint32_t m, uint32_t but)
{
    const struct unit *u = &s->o->unit[unit];
    double sum = 0;
    for (uint32_t i = 0; i < u->ties; i++) {
        const struct unit_tie *t = &s->o->tie_of[u->first_tie + i];
        sum += s->at[t->other] == (int32_t)m && t->other != but ? (double)t->bonus : 0;
    }
    return sum;
}

// Two units change places, without periods: reckoned before anything is moved.
static void swap(struct heat *g, uint32_t x, uint32_t y)
{
    const struct model *o = g->o;
    struct state *s = g->s;
    uint32_t mx = (uint32_t)s->at[x], my = (uint32_t)s->at[y];
    float vx = row_value(o, x, my), vy = row_value(o, y, mx);
    if (mx == my || vx < -1e30f || vy < -1e30f)
        return;
    const int32_t *ux = o->type[o->unit[x].type].use, *uy = o->type[o->unit[y].type].use;
    double gain = (double)vx + (double)vy - (double)row_value(o, x, mx) - (double)row_value(o, y, my);
    int64_t d = uy[0] - ux[0];
    if (o->unit[x].ties || o->unit[y].ties)
        gain += bonus_at(s, x, my, y) - bonus_at(s, x, mx, y) + bonus_at(s, y, mx, x) - bonus_at(s, y, my, x);
    gain += fill_of(o, mx, s->persons[mx] + d) - fill_of(o, mx, s->persons[mx]) +
            fill_of(o, my, s->persons[my] - d) - fill_of(o, my, s->persons[my]);
    gain -= crowding(g, mx, uy, ux) + crowding(g, my, ux, uy);
    if (!taken(g, gain))
        return;
    uint8_t none = 0;
    move(g, x, -1, &none);
    move(g, y, (int32_t)mx, &none);
    move(g, x, (int32_t)my, &none);
}

static double arriving(const struct heat *g, uint32_t unit, uint32_t m, const uint8_t *when)
{
    return state_gain(g->s, unit, m, when) - crowding(g, m, g->o->type[g->o->unit[unit].type].use, NULL) -
           crowding_periods(g, unit, m, when, 1);
}

// The same with periods: done, looked at, and taken back when it does not do.
static void swap_periods(struct heat *g, uint32_t x, uint32_t y)
{
    const struct model *o = g->o;
    struct state *s = g->s;
    uint32_t mx = (uint32_t)s->at[x], my = (uint32_t)s->at[y];
    if (mx == my || row_value(o, x, my) < -1e30f || row_value(o, y, mx) < -1e30f)
        return;
    memcpy(g->was[0], s->when + o->unit[x].from, o->unit[x].n);
    memcpy(g->was[1], s->when + o->unit[y].from, o->unit[y].n);
    double gain = leaving(g, x);
    move(g, x, -1, g->when);
    gain += leaving(g, y);
    move(g, y, -1, g->when);
    some_periods(g, y, g->when);
    gain += arriving(g, y, mx, g->when);
    move(g, y, (int32_t)mx, g->when);
    some_periods(g, x, g->when);
    gain += arriving(g, x, my, g->when);
    move(g, x, (int32_t)my, g->when);
    if (taken(g, gain))
        return;
    move(g, x, -1, g->when);
    move(g, y, -1, g->when);
    move(g, x, (int32_t)mx, g->was[0]);
    move(g, y, (int32_t)my, g->was[1]);
}

// A unit and its relative to one place.
static void together(struct heat *g, uint32_t x, uint32_t y, uint32_t m)
{
    const struct model *o = g->o;
    struct state *s = g->s;
    int32_t mx = s->at[x], my = s->at[y];
    if (row_value(o, x, m) < -1e30f || row_value(o, y, m) < -1e30f || (mx == (int32_t)m && my == mx))
        return;
    memcpy(g->was[0], s->when + o->unit[x].from, o->unit[x].n);
    memcpy(g->was[1], s->when + o->unit[y].from, o->unit[y].n);
    double gain = leaving(g, x);
    move(g, x, -1, g->when);
    gain += leaving(g, y);
    move(g, y, -1, g->when);
    some_periods(g, x, g->when);
    gain += arriving(g, x, m, g->when);
    move(g, x, (int32_t)m, g->when);
    some_periods(g, y, g->when);
    gain += arriving(g, y, m, g->when);
    move(g, y, (int32_t)m, g->when);
    if (taken(g, gain))
        return;
    move(g, x, -1, g->when);
    move(g, y, -1, g->when);
    if (mx >= 0)
        move(g, x, mx, g->was[0]);
    if (my >= 0)
        move(g, y, my, g->was[1]);
}

// An unplaced unit takes the place of another, which is left without or goes elsewhere.
static void replace(struct heat *g, uint32_t in, uint32_t out, uint32_t m)
{
    struct state *s = g->s;
    memcpy(g->was[1], s->when + g->o->unit[out].from, g->o->unit[out].n);
    double gain = leaving(g, out);
    move(g, out, -1, g->when);
    some_periods(g, in, g->when);
    gain += arriving(g, in, m, g->when);
    move(g, in, (int32_t)m, g->when);
    uint32_t n = s->near_n[out];
    if (n && chance(g->r) < 0.7) {
        double far = chance(g->r);
        uint32_t to = s->near[(size_t)out * s->per + (uint32_t)(far * far * n)].m;
        some_periods(g, out, g->when);
        gain += arriving(g, out, to, g->when);
        move(g, out, (int32_t)to, g->when);
    }
    if (taken(g, gain))
        return;
    move(g, out, -1, g->when);
    move(g, in, -1, g->when);
    move(g, out, (int32_t)m, g->was[1]);
}

// A unit changes places with as many others as use what it uses: one family for two and a single.
static void exchange(struct heat *g, uint32_t x, uint32_t to)
{
    enum { MOST = 5, DRAWS = 8 };
    const struct model *o = g->o;
    struct state *s = g->s;
    int32_t from = s->at[x];
    uint32_t out[MOST];
    int n = 0, tried = 0;
    int32_t size = o->type[o->unit[x].type].use[0];
    if (from == (int32_t)to || row_value(o, x, to) < -1e30f)
        return;
    double gain = leaving(g, x);
    move(g, x, -1, g->when);
    for (int i = 0; i < DRAWS && n < MOST && size > 0 && g->crowd[to].n; i++) {
        uint32_t y = g->crowd[to].p[random_next(g->r) % g->crowd[to].n];
        int32_t use = o->type[o->unit[y].type].use[0];
        if (use > size || (from >= 0 && row_value(o, y, (uint32_t)from) < -1e30f))
            continue;
        size -= use;
        out[n++] = y;
        gain += leaving(g, y);
        move(g, y, -1, g->when);
    }
    uint8_t none = 0;
    gain += arriving(g, x, to, &none);
    move(g, x, (int32_t)to, &none);
    for (; from >= 0 && tried < n; tried++) {
        gain += arriving(g, out[tried], (uint32_t)from, &none);
        move(g, out[tried], from, &none);
    }
    if (taken(g, gain))
        return;
    move(g, x, from, &none);
    for (int i = 0; i < n; i++)
        move(g, out[i], (int32_t)to, &none);
}

static void one_move(struct heat *g)
{
    const struct state *s = g->s;
    uint32_t unit = (uint32_t)(random_next(g->r) % g->o->units);
    uint32_t n = s->near_n[unit];
    double c = chance(g->r);
    if (!n)
        return;
    if (c < 0.02) {
        shift(g, unit, -1);
        return;
    }
    double far = chance(g->r);
    uint32_t m = s->near[(size_t)unit * s->per + (uint32_t)(far * far * far * n)].m;
    if (c > 0.85 && !g->o->by_period && g->o->type[g->o->unit[unit].type].use[0] > 1) {
        exchange(g, unit, m);
        return;
    }
    if (c < 0.7 && s->at[unit] < 0 && g->crowd[m].n) {
        replace(g, unit, g->crowd[m].p[random_next(g->r) % g->crowd[m].n], m);
        return;
    }
    if (c < 0.5 && s->at[unit] >= 0 && g->crowd[m].n) {
        uint32_t other = g->crowd[m].p[random_next(g->r) % g->crowd[m].n];
        if (g->o->by_period)
            swap_periods(g, unit, other);
        else
            swap(g, unit, other);
        return;
    }
    // A tied one often does best to follow its relative, or to take it along.
    const struct unit *u = &g->o->unit[unit];
    if (u->ties && c > 0.5 && c < 0.6) {
        together(g, unit, g->o->tie_of[u->first_tie + random_next(g->r) % u->ties].other, m);
        return;
    }
    if (u->ties && c > 0.7) {
        int32_t at = s->at[g->o->tie_of[u->first_tie + random_next(g->r) % u->ties].other];
        if (at >= 0 && row_value(g->o, unit, (uint32_t)at) > -1e30f)
            m = (uint32_t)at;
    }
    shift(g, unit, (int32_t)m);
}

static bool overfull(const struct state *s, uint32_t m)
{
    const struct model *o = s->o;
    size_t at = m * (size_t)o->kinds, n = (size_t)o->kinds;
    for (size_t i = at; i < at + n; i++)
        if (s->left[i] < 0 && !unlimited(o->left[i]))
            return true;
    for (size_t i = at * (size_t)o->periods; s->period_left && i < (at + n) * (size_t)o->periods; i++)
        if (s->period_left[i] < 0 && !unlimited(o->period_left[i]))
            return true;
    return false;
}

// Those go first whose going costs least for what it frees.
static void bring_in_order(struct heat *g)
{
    struct state *s = g->s;
    const struct model *o = g->o;
    SLICE(uint32_t) out = { 0 };
    for (uint32_t m = 0; m < o->m; m++)
        while (overfull(s, m)) {
            uint32_t go = UINT32_MAX;
            double best = -HUGE_VAL;
            for (uint32_t i = s->head[m]; i; i = s->next[i - 1]) {
                double v = leaving(g, i - 1);
                if (v > best) {
                    best = v;
                    go = i - 1;
                }
            }
            if (go == UINT32_MAX)
                break;
            state_drop(s, go);
            *ADD(g->a, &out) = go;
        }
    for (size_t i = 0; i < out.n; i++)
        put_anywhere(s, out.p[i], g->when);
}

void anneal(struct arena *a, struct state *s, uint8_t *when, struct random *r, double typical,
            double hot, double cold, uint64_t moves, const struct clockwork *clock)
{
    enum { LOOK = 2048 };
    hot *= typical;
    cold *= typical;
    const struct model *o = s->o;
    struct mark back = arena_mark(a);
    struct heat g = { .s = s, .o = o, .a = a, .r = r, .when = when };
    size_t cells = (size_t)o->m * (size_t)o->kinds;
    g.weight = NEW_ARRAY(a, cells, double);
    g.period_weight = o->by_period ? NEW_ARRAY(a, cells * (size_t)o->periods, double) : NULL;
    g.crowd = NEW_ARRAY(a, o->m + 1, struct crowd);
    g.spot = NEW_ARRAY(a, o->units + 1, uint32_t);
    uint32_t largest = 1;
    for (uint32_t u = 0; u < o->units; u++) {
        largest = o->unit[u].n > largest ? o->unit[u].n : largest;
        join(&g, u);
    }
    g.was[0] = NEW_ARRAY(a, largest, uint8_t);
    g.was[1] = NEW_ARRAY(a, largest, uint8_t);
    for (uint64_t i = 0; i < moves && o->units; i++) {
        if (i % LOOK == 0) {
            double done = (double)i / (double)moves;
            if (late(clock))
                break;
            g.temperature = hot * pow(cold / hot, done);
            double dear = 0.8 + 2.5 * done * done;
            // Rows that the prices hold for free must cost something too in the end.
            double base = g.temperature * (0.2 + 4 * done) + 0.5 * typical * done * done * done;
            for (size_t k = 0; k < cells; k++)
                g.weight[k] = dear * s->x->row[k] + base;
            for (size_t k = 0; g.period_weight && k < cells * (size_t)o->periods; k++)
                g.period_weight[k] = dear * s->x->period[k] + base;
        }
        one_move(&g);
    }
    bring_in_order(&g);
    arena_back(a, back);
}
