// SPDX-License-Identifier: Apache-2.0
// One event after another on a plan that stands: accepted ones are not touched, the rules hold, the
// bound is true, and what is lost is little.
#include "placement/placement.h"
#include "base/out.h"
#include "test/test.h"

#include <string.h>

enum { HOUSEHOLDS = 90, PLACES = 9 };

static uint64_t draw(uint64_t *s)
{
    *s = *s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *s >> 33;
}

// Singles and families, two kinds, ties; rather full.
static str year_of(struct arena *a, uint64_t s, int households)
{
    struct out o = { 0 };
    out_f(&o, "placement 1\nkinds persons large\nhouseholds %d municipalities %d\n", households, PLACES);
    for (int m = 0; m < PLACES; m++)
        out_f(&o, "M m%d 0 0 %d %d\nF m%d 10 300\n", m, 18 + (int)(draw(&s) % 12), 1 + (int)(draw(&s) % 3), m);
    for (int h = 0; h < households; h++) {
        int size = draw(&s) % 3 ? 1 : 1 + (int)(draw(&s) % 6);
        out_f(&o, "H h%d %d %d 0 %d 0 0\nS d", h, size, size > 4, 20000 * size);
        for (int m = 0; m < PLACES; m++)
            out_f(&o, " %d", 3000 + (int)(draw(&s) % 5000));
        OUT(&o, "\n");
    }
    for (int i = 0; i < 4; i++)
        out_f(&o, "T 700 h%d h%d\n", 3 * i, 3 * i + 1);
    OUT(&o, "G h20 h21\nend\n");
    str text = str_dup(a, out_str(&o));
    out_drop(&o);
    return text;
}

struct standing {
    struct placement_problem p;
    int32_t capacity[PLACES * 2];
    struct placement_ban bans[64];
    struct placement_accepted accepted[64];
    struct placement_plan plan;
};

static void stand(struct arena *a, uint64_t seed, struct standing *x)
{
    struct placement_file f;
    struct placement_limits l = { .gap = 0, .seconds = 0.15, .seed = 1 };
    str fault;
    CHECK_INT(placement_read(a, year_of(a, seed, HOUSEHOLDS), 0, &f, &fault), OK);
    x->p = f.problem;
    memcpy(x->capacity, x->p.capacity, sizeof x->capacity);
    x->p.capacity = x->capacity;
    x->p.bans = x->bans;
    x->p.accepted = x->accepted;
    CHECK_INT(place(a, &x->p, &l, &x->plan, &fault), OK);
}

static void event(struct standing *x, uint64_t *s)
{
    uint32_t h = (uint32_t)(draw(s) % HOUSEHOLDS);
    uint32_t m = (uint32_t)(draw(s) % PLACES);
    bool is_accepted = false;
    for (size_t i = 0; i < x->p.accepted_count; i++)
        is_accepted |= x->accepted[i].household == h;
    switch (draw(s) % 4) {
    case 0: // most often where it was proposed
        if (!is_accepted)
            x->accepted[x->p.accepted_count++] =
                (struct placement_accepted){ h, draw(s) % 4 && x->plan.place[h] >= 0 ? (uint32_t)x->plan.place[h] : m, 0 };
        break;
    case 1:
        if (!is_accepted && x->plan.place[h] >= 0)
            x->bans[x->p.ban_count++] = (struct placement_ban){ h, (uint32_t)x->plan.place[h] };
        break;
    case 2:
        x->capacity[m * 2] += 3;
        break;
    default:
        x->capacity[m * 2] -= x->capacity[m * 2] < 3 ? x->capacity[m * 2] : 3;
    }
}

TEST(a_plan_is_repaired_event_by_event)
{
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct arena *t = arena_make(0);
        struct standing x = { 0 };
        uint64_t s = seed * 77;
        str fault = STR("");
        stand(t, seed, &x);
        for (int i = 0; i < 20; i++) {
            struct placement_plan next;
            struct placement_limits l = { .gap = 0.001, .seconds = 1, .seed = 1 };
            int64_t again;
            event(&x, &s);
            CHECK_INT(placement_repair(t, &x.p, &x.plan, &l, &next, &fault), OK);
            CHECK_AT(placement_check(t, &x.p, &next, &fault) == OK, "%d: %.*s", i, S(fault));
            for (size_t k = 0; k < x.p.accepted_count; k++)
                CHECK_INT(next.place[x.accepted[k].household], (int64_t)x.accepted[k].municipality);
            CHECK_INT(placement_objective(&x.p, next.place, next.period), next.objective);
            CHECK_INT(placement_bound(t, &x.p, &next, &again), OK);
            CHECK_INT(again, next.bound);
            CHECK(next.bound >= next.objective);
            CHECK_AT(next.gap < 0.06, "%llu %d: gap %f", (unsigned long long)seed, i, next.gap);
            x.plan = next;
        }
        // What repairs made of it is not far from what a search from the beginning finds.
        struct placement_plan anew;
        struct placement_limits l = { .gap = 0, .seconds = 0.3, .seed = 1 };
        CHECK_INT(place(t, &x.p, &l, &anew, &fault), OK);
        CHECK_AT((double)x.plan.objective >= (double)anew.objective * 0.98, "%llu: %lld, anew %lld",
                 (unsigned long long)seed, (long long)x.plan.objective, (long long)anew.objective);
        arena_drop(t);
    }
}

TEST(a_new_household_is_placed_by_repair)
{
    struct placement_file f;
    struct placement_plan plan, next;
    struct placement_limits l = { .gap = 0.01, .seconds = 1, .seed = 1 };
    str fault;
    CHECK_INT(placement_read(a, year_of(a, 5, HOUSEHOLDS), 0, &f, &fault), OK);
    struct placement_problem early = f.problem;
    early.households--; // the last one has not come yet; it is in no tie
    CHECK_INT(place(a, &early, &l, &plan, &fault), OK);
    int32_t *place = NEW_ARRAY(a, HOUSEHOLDS, int32_t);
    uint8_t *period = NEW_ARRAY(a, HOUSEHOLDS, uint8_t);
    memcpy(place, plan.place, early.households * sizeof *place);
    place[HOUSEHOLDS - 1] = -1;
    plan.place = place;
    plan.period = period;
    CHECK_INT(placement_repair(a, &f.problem, &plan, &l, &next, &fault), OK);
    CHECK_INT(placement_check(a, &f.problem, &next, &fault), OK);
    CHECK(next.place[HOUSEHOLDS - 1] >= 0);
    int moved = 0;
    for (uint32_t h = 0; h + 1 < HOUSEHOLDS; h++)
        moved += next.place[h] != plan.place[h];
    CHECK_AT(moved <= 12, "%d others moved", moved);
}
