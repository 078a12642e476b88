// SPDX-License-Identifier: Apache-2.0
// A year played again. The classic error is to use up good places early; prices tell each comer what
// its place is worth to those who come later. They are made from other years' households, once or,
// better, anew each week: for this week's and for samples of as many expected ones as are still to
// come, under the room that is left. Only the prices are kept of that; who has come is then placed by
// value less price where there is room in truth.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "placement/replay.h"

struct playing {
    struct arena *a;
    const struct placement_problem *year;
    const struct placement_replay *r;
    struct placement_problem joined;
    struct model o;      // of all years
    struct model sub;    // what is priced: some of its units under some capacity
    struct unit *some;
    size_t some_room;
    struct prices x;
    struct state s;
    struct clockwork clock;
    struct random random;
    uint8_t *when;
    uint32_t *later;     // expected units, shuffled for each sample
    uint32_t later_n;
    bool *came;          // [unit]
    struct keep keep;
    uint32_t turn;
    double uneven;
};

// ---- prices ----------------------------------------------------------------------------------

static void add_some(struct playing *g, uint32_t unit)
{
    if (g->sub.units == g->some_room)
        return;
    g->some[g->sub.units] = g->o.unit[unit];
    g->some[g->sub.units++].ties = 0;
}

// The prices of `sub` when each of its units stands for 1 / times of one.
static void price(struct playing *g, double times, bool quick)
{
    size_t cells = (size_t)g->o.m * (size_t)g->o.kinds;
    for (size_t i = 0; i < cells; i++)
        g->sub.left[i] = unlimited(g->s.left[i]) ? NO_LIMIT : llround((double)g->s.left[i] * times);
    for (size_t i = 0; g->sub.period_left && i < cells * (size_t)g->o.periods; i++)
        g->sub.period_left[i] =
            unlimited(g->s.period_left[i]) ? NO_LIMIT : llround((double)g->s.period_left[i] * times);
    for (uint32_t m = 0; m < g->o.m; m++) {
        int64_t lack = g->o.fill_left[m] - g->s.persons[m];
        g->sub.fill_left[m] = lack > 0 ? llround((double)lack * times) : 0;
        g->sub.fill_price[m] = lack > 0 ? g->o.fill_price[m] : 0;
        g->x.fill[m] = lack > 0 ? g->x.fill[m] : 0;
    }
    g->clock.short_way = quick; // last week's are nearly right
    (void)dual(g->a, &g->sub, &g->x, quick ? DUAL_WARM : DUAL_NOTHING, DUAL_FINE, &g->clock);
}

static void shuffle(struct playing *g)
{
    for (uint32_t i = g->later_n; i > 1; i--) {
        uint32_t k = (uint32_t)(random_next(&g->random) % i), v = g->later[i - 1];
        g->later[i - 1] = g->later[k];
        g->later[k] = v;
    }
}

static double places_of(const struct placement_problem *p)
{
    double sum = 0;
    for (uint32_t m = 0; m < p->municipalities; m++) {
        int32_t c = p->capacity[m * (size_t)p->kinds];
        sum += c == PLACEMENT_UNLIMITED ? 0 : c;
    }
    return sum;
}

// How many of this year the expected years are: by the places that were made for them, since councils
// decide those from the forecast; where there is no limit, by households.
static double years_as_large(const struct playing *g)
{
    double own = places_of(g->year), sum = 0;
    for (size_t i = 0; i < g->r->expected_count; i++)
        sum += own > 0 ? places_of(&g->r->expected[i]) / own
                       : (double)g->r->expected[i].households / (g->year->households + 1.0);
    return sum > 0 ? sum : 1;
}

// Before anybody has come: the expected years, or this one as it will be.
static void price_year(struct playing *g)
{
    g->sub.units = 0;
    for (uint32_t i = 0; i < g->later_n; i++)
        add_some(g, g->later[i]);
    price(g, g->r->expected_count ? years_as_large(g) : 1, false);
}

static uint32_t first_unit(const struct playing *g, uint32_t turn)
{
    return g->o.unit_of[g->r->order[turn]];
}

static uint32_t below(struct playing *g, uint32_t n)
{
    return (uint32_t)(random_next(&g->random) % n);
}

// Somebody who came before; `otherwise` when it is nobody to go by.
static uint32_t past(struct playing *g, uint32_t otherwise)
{
    uint32_t u = first_unit(g, below(g, g->turn));
    return u == UINT32_MAX ? otherwise : u;
}

static void price_week(struct playing *g, uint32_t end)
{
    uint32_t here = 0, rest = g->year->households - end;
    double times = g->r->samples;
    double want = times * (double)rest;
    if (want > (double)g->later_n) {
        want = g->later_n;
        times = rest ? want / rest : times;
    }
    times = rest ? times : 1;
    g->sub.units = 0;
    for (uint32_t t = g->turn; t < end; t++) {
        uint32_t u = first_unit(g, t);
        if (u == UINT32_MAX || g->came[u])
            continue;
        here++;
        double copies = times; // each stands for as much as the later ones do
        for (; copies >= 1; copies--)
            add_some(g, u);
        if ((double)(random_next(&g->random) >> 11) * 0x1p-53 < copies)
            add_some(g, u);
    }
    shuffle(g);
    for (uint32_t i = 0; i < (uint32_t)want; i++) // those who came this year tell of those to come as well
        add_some(g, g->turn > below(g, g->year->households) ? past(g, g->later[i]) : g->later[i]);
    if (here)
        price(g, times, true);
}

// ---- one arrival ------------------------------------------------------------------------------

// What being behind an even pace makes a place in m worth to a unit of `use` persons.
static double behind(const struct playing *g, uint32_t m, int64_t use)
{
    int64_t all = g->o.left[m * (size_t)g->o.kinds];
    if (g->r->even <= 0 || unlimited(all))
        return 0;
    double lack = (double)all * (g->turn + 1) / (g->year->households + 1) - (double)g->s.persons[m];
    return lack <= 0 ? 0 : g->r->even * fmin(lack, (double)use);
}

static double bonus_in(const struct playing *g, const struct unit *u, uint32_t m)
{
    double sum = 0;
    for (uint32_t i = 0; i < u->ties; i++) {
        const struct unit_tie *t = &g->o.tie_of[u->first_tie + i];
        sum += g->s.at[t->other] == (int32_t)m ? (double)t->bonus : 0;
    }
    return sum;
}

static void arrive(struct playing *g, uint32_t unit)
{
    const struct model *o = &g->o;
    const struct unit *u = &o->unit[unit];
    const float *cost = g->x.cost + (size_t)u->type * o->m;
    bool pays = g->r->rule != PLACEMENT_FIRST_COME;
    double best = -HUGE_VAL;
    int64_t place = -1;
    for (uint32_t k = 0; k < u->row_n; k++) {
        uint32_t m = u->dense ? k : o->where[u->row_at + k];
        float v = o->value[u->row + k];
        if (v < -1e30f)
            continue;
        double x = (double)v - (pays ? g->r->multiplier * (double)cost[m] : 0);
        if (u->ties)
            x += bonus_in(g, u, m);
        if (g->r->even > 0)
            x += behind(g, m, o->type[u->type].use[0]);
        if (x <= best || !state_fits(&g->s, unit, m, g->when))
            continue;
        const int64_t *left = g->s.left + m * (size_t)o->kinds;
        x -= pays ? keep_charge(&g->keep, m, left, o->type[u->type].use) : 0;
        if (x > best) {
            best = x;
            place = m;
        }
    }
    if (place < 0 || best <= -(double)u->penalty || !state_fits(&g->s, unit, (uint32_t)place, g->when))
        return;
    state_put(&g->s, unit, (uint32_t)place, g->when);
    keep_placed(&g->keep, (uint32_t)place, g->s.left + (size_t)place * (size_t)o->kinds);
}

// ---- the year ---------------------------------------------------------------------------------

static int harder(const void *a, const void *b, void *arg)
{
    const struct model *o = arg;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int32_t p = o->type[o->unit[x].type].use[0], q = o->type[o->unit[y].type].use[0];
    return p != q ? (p > q ? -1 : 1) : (x > y) - (x < y);
}

static void measure(struct playing *g)
{
    double share = (double)g->turn / g->year->households, off = 0;
    uint32_t n = 0;
    for (uint32_t m = 0; m < g->o.m; m++) {
        int64_t all = g->o.left[m * (size_t)g->o.kinds];
        if (!unlimited(all) && all > 0) {
            off += fabs((double)g->s.persons[m] / (double)all - share);
            n++;
        }
    }
    g->uneven += n ? off / n / 3 : 0;
}

static void play_week(struct playing *g, uint32_t end)
{
    uint32_t n = 0, *list = NEW_ARRAY(g->a, end - g->turn + 1, uint32_t);
    if (g->r->rule == PLACEMENT_WEEKLY)
        price_week(g, end);
    for (uint32_t t = g->turn; t < end; t++) {
        uint32_t u = first_unit(g, t);
        if (u == UINT32_MAX || g->came[u]) // accepted before, or came with a relative
            continue;
        g->came[u] = true;
        list[n++] = u;
    }
    if (g->r->rule == PLACEMENT_WEEKLY && n) // all of a week are known: those hardest to place first
        qsort_r(list, n, sizeof *list, harder, &g->o);
    uint32_t quarter = g->year->households / 4, from = g->turn;
    for (uint32_t i = 0; i < n; i++) {
        keep_turn(&g->keep, g->year->households - g->turn);
        arrive(g, list[i]);
        g->turn = from + i < end ? from + i : end;
        if (quarter && g->turn && g->turn % quarter == 0 && g->turn / quarter < 4)
            measure(g);
    }
    g->turn = end;
}

static err get_ready(struct playing *g, str *fault)
{
    struct arena *a = g->a;
    years_join(a, g->year, g->r->expected, g->r->expected_count, &g->joined);
    PASS(model_make(a, &g->joined, &g->o, fault));
    uint32_t largest = 1;
    for (uint32_t u = 0; u < g->o.units; u++)
        largest = g->o.unit[u].n > largest ? g->o.unit[u].n : largest;
    size_t cells = (size_t)g->o.m * (size_t)g->o.kinds;
    g->when = NEW_ARRAY(a, largest + 1, uint8_t);
    g->came = NEW_ARRAY(a, g->o.units + 1, bool);
    g->later = NEW_ARRAY(a, g->o.units + 1, uint32_t);
    prices_make(a, &g->o, &g->x);
    prices_cost(&g->o, &g->x);
    state_make(a, &g->o, &g->x, &g->s);
    g->sub = g->o;
    g->some_room = g->o.units * 2 + 64;
    g->sub.unit = g->some = NEW_ARRAY(a, g->some_room, struct unit);
    g->sub.left = NEW_ARRAY(a, cells, int64_t);
    g->sub.period_left = g->o.period_left ? NEW_ARRAY(a, cells * (size_t)g->o.periods, int64_t) : NULL;
    g->sub.fill_left = NEW_ARRAY(a, g->o.m, int64_t);
    g->sub.fill_price = NEW_ARRAY(a, g->o.m, int64_t);
    for (uint32_t u = 0; u < g->o.units; u++)
        if (!g->r->expected_count || g->o.member[g->o.unit[u].from] >= g->year->households)
            g->later[g->later_n++] = u;
    keep_make(a, &g->o, g->s.left, g->later, g->later_n, &g->keep);
    return OK;
}

// The bound of the year as it was, known in advance.
static err bound_of(struct playing *g, struct placement_plan *out, str *fault)
{
    struct model o;
    struct prices x = { 0 };
    PASS(model_make(g->a, g->year, &o, fault));
    prices_make(g->a, &o, &x);
    g->clock.short_way = false;
    (void)dual(g->a, &o, &x, DUAL_NOTHING, DUAL_FINE, &g->clock);
    prices_to_plan(g->a, &o, &x, out);
    out->bound = model_bound(g->a, &o, out);
    return OK;
}

err placement_play(struct arena *a, const struct placement_problem *year, const struct placement_replay *r,
                   const struct placement_limits *l, struct placement_replayed *out, str *fault)
{
    struct playing g = { .a = a, .year = year, .r = r, .random = { l->seed } };
    *out = (struct placement_replayed){ 0 };
    g.clock = (struct clockwork){ l->seconds > 0 ? seconds_used() + l->seconds : 0, l->stop, l->stop_arg };
    PASS(get_ready(&g, fault));
    if (r->rule != PLACEMENT_FIRST_COME)
        price_year(&g);
    double began = seconds_used();
    for (uint32_t w = 0; w < r->weeks; w++)
        play_week(&g, r->week[w]);
    out->seconds_each = year->households ? (seconds_used() - began) / year->households : 0;
    out->uneven = g.uneven;
    struct placement_plan whole = { 0 };
    hand_over(a, &g.o, g.s.at, g.s.when, &whole);
    PASS(bound_of(&g, &out->plan, fault));
    out->plan.place = whole.place;
    out->plan.period = whole.period;
    out->plan.reason = whole.reason;
    out->plan.objective = placement_objective(year, whole.place, whole.period);
    out->plan.bound_search = INT64_MAX;
    out->plan.gap = gap_of(out->plan.bound, out->plan.objective);
    out->plan.status = PLACEMENT_LIMIT;
    out->ratio = out->plan.bound ? (double)out->plan.objective / (double)out->plan.bound : 1;
    return OK;
}
