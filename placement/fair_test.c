// SPDX-License-Identifier: Apache-2.0
// Fairness against enumeration: the evenest plan there is, trades that are allowed, waste and envy counted by hand.
#include <string.h>

#include "placement/fair.h"
#include "placement/placement_tiny.h"
#include "test/test.h"

static int64_t share_of(const struct placement_problem *p, const int32_t *place, const bool *counts)
{
    int64_t least = INT64_MAX;
    for (uint32_t m = 0; m < p->municipalities; m++) {
        int64_t cap = p->capacity[m * (size_t)p->kinds], persons = 0;
        for (uint32_t h = 0; h < p->households; h++)
            persons += place[h] == (int32_t)m ? p->use[h * (size_t)p->kinds] : 0;
        if (counts[m] && persons * 1000000 / cap < least)
            least = persons * 1000000 / cap;
    }
    return least;
}

static void evenest(struct arena *a, const struct placement_problem *p, struct placement_plan *plan, uint32_t h,
                    const bool *counts, int64_t *best)
{
    str fault;
    if (h == p->households) {
        struct mark back = arena_mark(a);
        int64_t share = share_of(p, plan->place, counts);
        if (share > *best && placement_check(a, p, plan, &fault) == OK)
            *best = share;
        arena_back(a, back);
        return;
    }
    for (int32_t m = -1; m < (int32_t)p->municipalities; m++)
        for (int t = 0; t < (m < 0 ? 1 : p->periods); t++) {
            plan->place[h] = m;
            plan->period[h] = (uint8_t)t;
            evenest(a, p, plan, h + 1, counts, best);
        }
}

// Where some household may be with nobody else in the way.
static void who_counts(struct arena *a, const struct placement_problem *p, bool *counts)
{
    struct placement_plan plan = { .place = NEW_ARRAY(a, p->households + 1, int32_t),
                                   .period = NEW_ARRAY(a, p->households + 1, uint8_t) };
    str fault;
    uint64_t all = 1;
    for (uint32_t h = 0; h < p->households; h++)
        all *= (uint64_t)p->municipalities + 1;
    for (uint64_t code = 0; code < all; code++) {
        uint64_t rest = code;
        for (uint32_t h = 0; h < p->households; h++, rest /= p->municipalities + 1)
            plan.place[h] = (int32_t)(rest % (p->municipalities + 1)) - 1;
        struct mark back = arena_mark(a);
        if (placement_check(a, p, &plan, &fault) == OK)
            for (uint32_t h = 0; h < p->households; h++)
                if (plan.place[h] >= 0)
                    counts[plan.place[h]] |= p->capacity[plan.place[h] * p->kinds] > 0;
        arena_back(a, back);
    }
}

TEST(an_even_plan_has_the_greatest_smallest_share)
{
    int raised = 0;
    for (uint64_t i = 0; i < 240; i++) {
        struct arena *t = arena_make(0);
        struct placement_file f;
        struct placement_plan plan, even;
        struct placement_limits l = { .seconds = 0.06, .seed = 1 };
        struct fair_wish w = { .even = true };
        str fault = STR("");
        CHECK_INT(placement_read(t, placement_tiny(t, 3000 + i), 0, &f, &fault), OK);
        const struct placement_problem *p = &f.problem;
        if (p->accepted_count || p->periods > 1 || p->period_capacity) {
            arena_drop(t);
            continue;
        }
        bool *counts = NEW_ARRAY(t, p->municipalities, bool), any = false;
        who_counts(t, p, counts);
        for (uint32_t m = 0; m < p->municipalities; m++)
            any |= counts[m];
        CHECK_INT(place(t, p, &l, &plan, &fault), OK);
        CHECK_INT(placement_fair(t, p, &l, &w, &even, &fault), OK);
        CHECK_AT(placement_check(t, p, &even, &fault) == OK, "%.*s", S(fault));
        CHECK(even.objective <= plan.objective || plan.bound > plan.objective);
        CHECK_INT(even.objective, placement_objective(p, even.place, even.period));
        if (any) {
            int64_t best = -1;
            struct placement_plan x = { .place = NEW_ARRAY(t, p->households + 1, int32_t),
                                        .period = NEW_ARRAY(t, p->households + 1, uint8_t) };
            evenest(t, p, &x, 0, counts, &best);
            CHECK_AT(share_of(p, even.place, counts) == best, "%d: %lld, %lld is possible", (int)i,
                     (long long)share_of(p, even.place, counts), (long long)best);
            raised += best > share_of(p, plan.place, counts);
        }
        arena_drop(t);
    }
    CHECK_AT(raised > 3, "%d", raised);
}

static const char *const rows = "placement 1\nkinds persons\nhouseholds 4 municipalities 2\nM a 0 0 2\nM b 0 0 2\n"
                                "H p 1 0 500 0 0\nS d 100 60\nH q 1 0 400 0 0\nS d 100 20\n"
                                "H r 1 0 300 0 0\nS d 100 20\nH s 1 0 200 0 0\nS d 50 40\nend\n";

TEST(envy_is_traded_away_as_far_as_the_gap_allows)
{
    struct placement_file f;
    struct placement_plan plan;
    struct placement_limits l = { .seconds = 0.2, .gap = 0 };
    struct fair_report r;
    struct fair_wish w = { .no_envy = true };
    str fault = STR("");
    CHECK_INT(placement_read(a, str_z(rows), 0, &f, &fault), OK);
    CHECK_INT(placement_fair(a, &f.problem, &l, &w, &plan, &fault), OK);
    CHECK_INT(plan.objective, 300); // q and r in a: p, who has waited longest, envies them
    CHECK_INT(placement_fair_report(a, &f.problem, &plan, NULL, 0, &r, &fault), OK);
    CHECK_INT(r.envious, 1);
    CHECK_INT(r.waste + r.waste_fill + r.waste_tie, 0);
    CHECK(!r.sizes_differ);
    l.gap = 0.2;
    CHECK_INT(placement_fair(a, &f.problem, &l, &w, &plan, &fault), OK);
    CHECK_INT(placement_fair_report(a, &f.problem, &plan, NULL, 0, &r, &fault), OK);
    CHECK_INT(r.envious, 0);
    CHECK_INT(plan.place[0], 0);
    CHECK_INT(plan.objective, 260);
    CHECK_INT(plan.status, PLACEMENT_WITHIN);
}

TEST(a_floor_lifts_the_mean_of_a_group)
{
    struct placement_file f;
    struct placement_plan plan;
    struct placement_limits l = { .seconds = 0.4, .gap = 0 };
    struct fair_report r;
    const uint32_t group[] = { 0, 1, 1, 0 };
    const int64_t floor[] = { INT64_C(70000000), FAIR_NO_FLOOR }, above[] = { INT64_C(900000000), FAIR_NO_FLOOR };
    struct fair_wish w = { .group = group, .groups = 2, .floor = floor };
    str fault = STR("");
    CHECK_INT(placement_read(a, str_z(rows), 0, &f, &fault), OK);
    CHECK_INT(placement_fair(a, &f.problem, &l, &w, &plan, &fault), OK);
    CHECK_INT(placement_fair_report(a, &f.problem, &plan, group, 2, &r, &fault), OK);
    CHECK_AT(r.group[0].value == 70000000, "%lld", (long long)r.group[0].value); // 100 and 40: the least that lifts it so far
    CHECK_INT(r.group[0].placed, 2);
    CHECK_INT(r.group[0].rank, 1500000);
    w.floor = above; // more than there is: as near as can be
    CHECK_INT(placement_fair(a, &f.problem, &l, &w, &plan, &fault), OK);
    CHECK_INT(placement_fair_report(a, &f.problem, &plan, group, 2, &r, &fault), OK);
    CHECK(r.group[0].value >= 70000000);
    CHECK_INT(placement_fair_report(a, &f.problem, &plan, group, 1, &r, &fault), E_INPUT);
}

TEST(preferences_alone_count_ranks_and_not_how_much_they_differ)
{
    static const char *const text = "placement 1\nkinds persons\nhouseholds 2 municipalities 2\nM a 0 0 1\nM b 0 0 1\n"
                                    "H x 1 0 9000 0 0\nS d 1000 10\nH y 1 0 9000 0 0\nS d 30 20\nend\n";
    struct placement_file f;
    struct placement_plan plan;
    struct placement_limits l = { .seconds = 0.2 };
    struct fair_wish w = { .preferences = true };
    struct fair_report r;
    str fault = STR("");
    CHECK_INT(placement_read(a, str_z(text), 0, &f, &fault), OK);
    CHECK_INT(placement_fair(a, &f.problem, &l, &w, &plan, &fault), OK);
    CHECK_INT(placement_fair_report(a, &f.problem, &plan, NULL, 0, &r, &fault), OK);
    CHECK_INT(r.group[0].rank, 1500000);
    CHECK_INT(plan.objective, placement_objective(&f.problem, plan.place, plan.period));
    CHECK(plan.bound >= 1020);
}

TEST(no_plan_wastes_a_better_place_with_room)
{
    int explained = 0;
    for (uint64_t i = 0; i < 200; i++) {
        struct arena *t = arena_make(0);
        struct placement_file f;
        struct placement_plan plan;
        struct placement_limits l = { .seconds = 0.02, .seed = 1 };
        struct fair_report r;
        str fault = STR("");
        CHECK_INT(placement_read(t, placement_tiny(t, 7000 + i), 0, &f, &fault), OK);
        CHECK_INT(place(t, &f.problem, &l, &plan, &fault), OK);
        CHECK_INT(placement_fair_report(t, &f.problem, &plan, NULL, 0, &r, &fault), OK);
        CHECK_AT(r.waste == 0, "%d: %u", (int)i, r.waste);
        explained += r.waste_fill + r.waste_tie > 0;
        arena_drop(t);
    }
    CHECK(explained > 0);
}
