// SPDX-License-Identifier: Apache-2.0
// The exact pick of one municipality against every set there is; the bound of household prices and
// of rounded inequalities against the best of all plans.
#include <math.h>
#include <stdlib.h>

#include "base/out.h"
#include "placement/market.h"
#include "test/test.h"

static uint64_t draw(uint64_t *s)
{
    return random_next((struct random *)s);
}
static int below(uint64_t *s, int n)
{
    return (int)(draw(s) % (uint64_t)n);
}

// Families and singles, two kinds, ties, a wish of filling.
static str some(struct arena *a, uint64_t *s, int H, int M)
{
    struct out o = { 0 };
    out_f(&o, "placement 1\nkinds persons large\nhouseholds %d municipalities %d\n", H, M);
    for (int m = 0; m < M; m++)
        out_f(&o, "M m%d 0 0 %d %d\n", m, 3 + below(s, 12), below(s, 4));
    for (int m = 0; m < M; m++)
        if (below(s, 2))
            out_f(&o, "F m%d %d %d\n", m, 1 + below(s, 8), 10 + below(s, 90));
    for (int h = 0; h < H; h++) {
        int n = 1 + below(s, 5);
        out_f(&o, "H h%d %d %d 0 %d 0 0\nS d", h, n, n > 3, 100 * n);
        for (int m = 0; m < M; m++)
            out_f(&o, " %d", 20 + below(s, 100));
        OUT(&o, "\n");
    }
    for (int i = below(s, 4); i > 0; i--) {
        int x = below(s, H), y = (x + 1 + below(s, H - 1)) % H;
        out_f(&o, "T %d h%d h%d\n", 5 + below(s, 40), x, y);
    }
    OUT(&o, "end\n");
    str text = str_dup(a, out_str(&o));
    out_drop(&o);
    return text;
}

struct made {
    struct placement_file f;
    struct model o;
    struct prices x;
};
static void make(struct arena *a, uint64_t *s, int H, int M, struct made *g)
{
    str fault;
    CHECK_INT(placement_read(a, some(a, s, H, M), 0, &g->f, &fault), OK);
    CHECK_INT(model_make(a, &g->f.problem, &g->o, &fault), OK);
    g->x = (struct prices){ 0 };
    prices_make(a, &g->o, &g->x);
}

static double waste_of(const struct made *g, const struct item *item, uint32_t n, uint32_t set)
{
    const struct model *o = &g->o;
    int64_t load[2] = { 0 };
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct unit *u = &o->unit[item[i].unit];
        if (!(set >> i & 1))
            continue;
        sum += item[i].loss;
        for (int k = 0; k < 2; k++)
            load[k] += o->type[item[i].type].use[k];
        for (uint32_t t = 0; t < u->ties; t++)
            for (uint32_t j = 0; j < n; j++)
                if (set >> j & 1 && item[j].unit == o->tie_of[u->first_tie + t].other)
                    sum -= (double)o->tie_of[u->first_tie + t].bonus / 2;
    }
    for (int k = 0; k < 2; k++) {
        if (load[k] > o->left[k])
            return HUGE_VAL;
        sum += g->x.row[k] * (double)(o->left[k] - load[k]);
    }
    int64_t lack = o->fill_left[0] - load[0];
    return sum + (lack > 0 ? ((double)o->fill_price[0] - g->x.fill[0]) * (double)lack : -g->x.fill[0] * (double)lack);
}

TEST(the_set_that_loses_least_is_the_least_of_all_sets)
{
    for (uint64_t i = 0; i < 300; i++) {
        struct arena *t = arena_make(0);
        struct made g;
        uint64_t s = i * 977 + 5;
        make(t, &s, 9, 1, &g);
        struct knapsack_room room;
        struct item item[9];
        uint32_t pick[9], n = g.o.units;
        knapsack_room(t, 4000, &room);
        for (int k = 0; k < 2; k++)
            g.x.row[k] = below(&s, 60);
        g.x.fill[0] = (double)g.o.fill_price[0] * below(&s, 100) / 100;
        for (uint32_t u = 0; u < n; u++)
            item[u] = (struct item){ u, g.o.unit[u].type, below(&s, 100) - 25 };
        struct knapsack k = { .o = &g.o, .x = &g.x, .room = &room, .item = item, .items = n, .limit = 3, .pick = pick };
        knapsack(t, &k);
        double least = HUGE_VAL, picked = 0;
        for (uint32_t set = 0; set < 1u << n; set++) {
            double v = waste_of(&g, item, n, set);
            least = v < least ? v : least;
        }
        uint32_t set = 0;
        for (uint32_t p = 0; p < k.picks; p++)
            for (uint32_t u = 0; u < n; u++)
                set |= item[u].unit == pick[p] ? 1u << u : 0;
        picked = waste_of(&g, item, n, set);
        CHECK_AT(k.exact && fabs(k.waste - least) < 1e-6, "%d: %g, least %g", (int)i, k.waste, least);
        CHECK_AT(fabs(picked - least) < 1e-6, "%d: picked %g, least %g", (int)i, picked, least);
        arena_drop(t);
    }
}

static void enumerate(const struct placement_problem *p, struct placement_plan *plan, struct arena *a, uint32_t h,
                      int64_t *best)
{
    str fault;
    if (h == p->households) {
        struct mark back = arena_mark(a);
        int64_t v = placement_objective(p, plan->place, plan->period);
        if (v > *best && placement_check(a, p, plan, &fault) == OK)
            *best = v;
        arena_back(a, back);
        return;
    }
    for (int32_t m = -1; m < (int32_t)p->municipalities; m++) {
        plan->place[h] = m;
        enumerate(p, plan, a, h + 1, best);
    }
}

static int64_t best_of_all(struct arena *a, const struct placement_problem *p)
{
    struct placement_plan plan = { .place = NEW_ARRAY(a, p->households, int32_t),
                                   .period = NEW_ARRAY(a, p->households, uint8_t) };
    int64_t best = INT64_MIN;
    enumerate(p, &plan, a, 0, &best);
    return best;
}

TEST(household_prices_and_rounded_inequalities_never_go_below_the_best_plan)
{
    for (uint64_t i = 0; i < 60; i++) {
        struct arena *t = arena_make(0);
        struct made g;
        struct state st;
        struct clockwork clock = { 0 };
        uint64_t s = i * 31 + 1;
        make(t, &s, 7, 3, &g);
        int64_t best = best_of_all(t, &g.f.problem), nothing = 0;
        struct placement_plan plan = { 0 };
        for (uint32_t h = 0; h < g.f.problem.households; h++)
            nothing -= g.f.problem.penalty[h];
        (void)dual(t, &g.o, &g.x, DUAL_NOTHING, DUAL_FINE, &clock);
        prices_to_plan(t, &g.o, &g.x, &plan);
        int64_t plain = model_bound(t, &g.o, &plan);
        dual_cuts(t, &g.o, &g.x, 4, &clock);
        prices_to_plan(t, &g.o, &g.x, &plan);
        int64_t cut = model_bound(t, &g.o, &plan);
        CHECK_AT(plain >= best && cut >= best, "%d: %lld, %lld, best %lld", (int)i, (long long)plain, (long long)cut,
                 (long long)best);
        state_make(t, &g.o, &g.x, &st);
        state_near(t, &st, 48);
        struct market *h = market_make(t, &st);
        double shown = HUGE_VAL;
        const int32_t *at;
        CHECK(h != NULL);
        bool more = true;
        for (int k = 0; k < 60 && more; k++)
            more = market_step(h, (double)(best - nothing), &shown, &at);
        // A dive ends without any hope above the best, and with what can be placed when asked for less.
        struct random r = { i };
        CHECK(!market_dive(h, &r, (double)(best - nothing) + 1e6, NULL, NULL, &clock));
        CHECK(market_dive(h, &r, -1e9, NULL, NULL, &clock));
        double again = HUGE_VAL; // and leaves the prices as they were
        (void)market_step(h, (double)(best - nothing), &again, &at);
        CHECK_AT(again <= shown && again + (double)nothing >= (double)best - 1e-3, "%d: %f", (int)i, again);
        CHECK_AT(shown + (double)nothing >= (double)best - 1e-3, "%d: shown %f, best %lld", (int)i,
                 shown + (double)nothing, (long long)best);
        arena_drop(t);
    }
}

// Twice five places and families of two: four of six come in, not five.
TEST(what_families_cannot_fill_is_rounded_away)
{
    struct placement_file f;
    struct model o;
    struct prices x = { 0 };
    struct clockwork clock = { 0 };
    struct placement_plan plan = { 0 };
    str fault;
    struct out text = { 0 };
    OUT(&text, "placement 1\nkinds persons\nhouseholds 6 municipalities 2\nM a 0 0 5\nM b 0 0 5\n");
    for (int h = 0; h < 6; h++)
        out_f(&text, "H h%d 2 0 1000 0 0\nS d %d %d\n", h, 100 + h, 103 - h);
    OUT(&text, "end\n");
    CHECK_INT(placement_read(a, out_str(&text), 0, &f, &fault), OK);
    CHECK_INT(model_make(a, &f.problem, &o, &fault), OK);
    prices_make(a, &o, &x);
    (void)dual(a, &o, &x, DUAL_NOTHING, DUAL_FINE, &clock);
    prices_to_plan(a, &o, &x, &plan);
    int64_t before = model_bound(a, &o, &plan);
    dual_cuts(a, &o, &x, 4, &clock);
    prices_to_plan(a, &o, &x, &plan);
    CHECK(plan.cut_count > 0);
    CHECK_AT(model_bound(a, &o, &plan) < before - 500, "%lld from %lld", (long long)model_bound(a, &o, &plan),
             (long long)before);
    int64_t best = best_of_all(a, &f.problem), bound = model_bound(a, &o, &plan);
    CHECK_AT(bound >= best && bound <= best + 2, "%lld, best %lld", (long long)bound, (long long)best);
    out_drop(&text);
}
