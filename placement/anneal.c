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
enum { EXCHANGED = 5 }; // most that change places with one

struct heat {
    struct state *s;
    const struct model *o;
    struct arena *a;
    struct random *r;
    uint8_t *when;
    double *weight;        // [m * kinds] per unit of overload
    double *period_weight; // [(m * periods + p) * kinds]
    double *stubborn, *period_stubborn; // the part of it that grew because the row stayed overfull
    struct crowd *crowd;   // [m + 1]: the last are the unplaced
    uint32_t *spot;        // [unit]: index in its crowd
    double temperature;
    uint8_t *was[1 + EXCHANGED]; // periods of units as they were, to take a move back
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

static double arriving(const struct heat *g, uint32_t unit, uint32_t m, const uint8_t *when)
{
    return state_gain(g->s, unit, m, when) - crowding(g, m, g->o->type[g->o->unit[unit].type].use, NULL) -
           crowding_periods(g, unit, m, when, 1);
}

// ---- several units move as one: done, looked at, and taken back when it does not do

struct deal {
    uint32_t unit[1 + EXCHANGED];
    int32_t from[1 + EXCHANGED];
    int n;
    double gain;
};

static bool take_out(struct heat *g, struct deal *d, uint32_t unit)
{
    if (d->n > EXCHANGED)
        return false;
    memcpy(g->was[d->n], g->s->when + g->o->unit[unit].from, g->o->unit[unit].n);
    d->unit[d->n] = unit;
    d->from[d->n++] = g->s->at[unit];
    d->gain += leaving(g, unit);
    move(g, unit, -1, g->when);
    return true;
}

static void put_in(struct heat *g, struct deal *d, uint32_t unit, int32_t to)
{
    if (to < 0)
        return;
    some_periods(g, unit, g->when);
    d->gain += arriving(g, unit, (uint32_t)to, g->when);
    move(g, unit, to, g->when);
}

static void close_deal(struct heat *g, const struct deal *d)
{
    if (taken(g, d->gain))
        return;
    for (int i = 0; i < d->n; i++)
        move(g, d->unit[i], -1, g->when);
    for (int i = 0; i < d->n; i++)
        move(g, d->unit[i], d->from[i], g->was[i]);
}

static bool may_come(const struct heat *g, uint32_t unit, int32_t to)
{
    return to < 0 || row_value(g->o, unit, (uint32_t)to) > -1e30f;
}

// The same place at another time.
static void other_time(struct heat *g, uint32_t unit)
{
    struct deal d = { .n = 0 };
    int32_t m = g->s->at[unit];
    (void)take_out(g, &d, unit);
    put_in(g, &d, unit, m);
    close_deal(g, &d);
}

// With periods a unit may also stay where it is and come at another time.
static void shift(struct heat *g, uint32_t unit, int32_t to)
{
    if (to == g->s->at[unit]) {
        if (to >= 0 && g->o->by_period)
            other_time(g, unit);
        return;
    }
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

// The same with periods; in one place they change times.
static void swap_periods(struct heat *g, uint32_t x, uint32_t y)
{
    struct deal d = { .n = 0 };
    int32_t mx = g->s->at[x], my = g->s->at[y];
    if (x == y || !may_come(g, x, my) || !may_come(g, y, mx))
        return;
    (void)take_out(g, &d, x);
    (void)take_out(g, &d, y);
    put_in(g, &d, y, mx);
    put_in(g, &d, x, my);
    close_deal(g, &d);
}

// A unit and relatives of its own, and of theirs, to one place.
static void together(struct heat *g, uint32_t x, uint32_t m)
{
    struct deal d = { .n = 0 };
    const struct model *o = g->o;
    if (!may_come(g, x, (int32_t)m))
        return;
    int most = 1 + (int)(random_next(g->r) % (EXCHANGED + 1));
    (void)take_out(g, &d, x);
    for (int i = 0; i < d.n && d.n <= most; i++) {
        const struct unit *u = &o->unit[d.unit[i]];
        for (uint32_t t = 0; t < u->ties && d.n <= most; t++) {
            uint32_t y = o->tie_of[u->first_tie + t].other;
            bool in = !may_come(g, y, (int32_t)m);
            for (int k = 0; k < d.n; k++)
                in |= d.unit[k] == y;
            if (!in && !take_out(g, &d, y))
                break;
        }
    }
    for (int i = 0; i < d.n; i++)
        put_in(g, &d, d.unit[i], (int32_t)m);
    close_deal(g, &d);
}

// An unplaced unit takes the place of another, which is left without or goes elsewhere.
static void replace(struct heat *g, uint32_t in, uint32_t out, uint32_t m)
{
    struct deal d = { .n = 0 };
    const struct state *s = g->s;
    (void)take_out(g, &d, out);
    (void)take_out(g, &d, in);
    put_in(g, &d, in, (int32_t)m);
    uint32_t n = s->near_n[out];
    if (n && chance(g->r) < 0.7) {
        double far = chance(g->r);
        put_in(g, &d, out, (int32_t)s->near[(size_t)out * s->per + (uint32_t)(far * far * n)].m);
    }
    close_deal(g, &d);
}

// A unit changes places with as many others as use what it uses: one family for two and a single. From or to
// nowhere as well: who has been left without comes in for one that leaves.
static void exchange(struct heat *g, uint32_t x, int32_t to)
{
    enum { DRAWS = 8 };
    const struct model *o = g->o;
    struct deal d = { .n = 0 };
    int32_t from = g->s->at[x], size = o->type[o->unit[x].type].use[0];
    const struct crowd *there = &g->crowd[to >= 0 ? (uint32_t)to : o->m];
    if (from == to || !may_come(g, x, to))
        return;
    (void)take_out(g, &d, x);
    for (int i = 0; i < DRAWS && size > 0 && there->n; i++) {
        uint32_t y = there->p[random_next(g->r) % there->n];
        int32_t use = o->type[o->unit[y].type].use[0];
        bool in = false;
        for (int k = 0; to < 0 && k < d.n; k++) // who is taken out stands among those who are nowhere
            in |= d.unit[k] == y;
        if (in || use > size || !may_come(g, y, from))
            continue;
        if (!take_out(g, &d, y))
            break;
        size -= use;
    }
    put_in(g, &d, x, to);
    for (int i = 1; i < d.n; i++)
        put_in(g, &d, d.unit[i], from);
    close_deal(g, &d);
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
    if (c > 0.85 && g->o->type[g->o->unit[unit].type].use[0] > 1) {
        bool leave = s->at[unit] >= 0 && g->crowd[g->o->m].n && chance(g->r) < 0.3;
        exchange(g, unit, leave ? -1 : (int32_t)m);
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
        together(g, unit, m);
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

// What a unit too many costs in each row. With periods a row that stays overfull when it has become cooler costs more and
// more: where there is too little room for all, no price known beforehand is high enough for everybody to obey.
static void weigh(double *weight, double *stubborn, const int64_t *left, const int64_t *limit, const double *price, size_t n,
                  double dear, double base, double typical)
{
    for (size_t k = 0; k < n; k++) {
        bool over = typical > 0 && left[k] < 0 && !unlimited(limit[k]);
        stubborn[k] = over ? 1.3 * stubborn[k] + 0.05 * typical : 0.97 * stubborn[k];
        weight[k] = dear * price[k] + base + stubborn[k];
    }
}

void anneal(struct arena *a, struct state *s, uint8_t *when, struct random *r, double typical,
            double hot, double cold, uint64_t moves, const struct clockwork *clock)
{
    enum { LOOK_MOST = 2048, LOOK_LEAST = 64, LOOKS = 100 };
    uint64_t look = moves / LOOKS < LOOK_LEAST ? LOOK_LEAST : moves / LOOKS < LOOK_MOST ? moves / LOOKS : LOOK_MOST;
    const double SETTLED = 0.4;
    hot *= typical;
    cold *= typical;
    const struct model *o = s->o;
    struct mark back = arena_mark(a);
    struct heat g = { .s = s, .o = o, .a = a, .r = r, .when = when };
    size_t cells = (size_t)o->m * (size_t)o->kinds;
    g.weight = NEW_ARRAY(a, cells, double);
    g.stubborn = NEW_ARRAY(a, cells, double);
    g.period_stubborn = s->period_left ? NEW_ARRAY(a, cells * (size_t)o->periods, double) : NULL;
    g.period_weight = s->period_left ? NEW_ARRAY(a, cells * (size_t)o->periods, double) : NULL;
    g.crowd = NEW_ARRAY(a, o->m + 1, struct crowd);
    g.spot = NEW_ARRAY(a, o->units + 1, uint32_t);
    uint32_t largest = 1;
    for (uint32_t u = 0; u < o->units; u++) {
        largest = o->unit[u].n > largest ? o->unit[u].n : largest;
        join(&g, u);
    }
    for (int i = 0; i <= EXCHANGED; i++)
        g.was[i] = NEW_ARRAY(a, largest, uint8_t);
    for (uint64_t i = 0; i < moves && o->units; i++) {
        if (i % look == 0) {
            double done = (double)i / (double)moves;
            if (late(clock))
                break;
            g.temperature = hot * pow(cold / hot, done);
            double dear = 0.8 + 2.5 * done * done;
            // Rows that the prices hold for free must cost something too in the end.
            double base = g.temperature * (0.2 + 4 * done) + 0.5 * typical * done * done * done;
            weigh(g.weight, g.stubborn, s->left, o->left, s->x->row, cells, dear, base, o->by_period && done > SETTLED ? typical : 0);
            if (s->period_left)
                weigh(g.period_weight, g.period_stubborn, s->period_left, o->period_left, s->x->period, cells * (size_t)o->periods, dear,
                      base, o->by_period && done > SETTLED ? typical : 0);
        }
        one_move(&g);
    }
    bring_in_order(&g);
    arena_back(a, back);
}
