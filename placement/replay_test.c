// SPDX-License-Identifier: Apache-2.0
// A year played again: every plan keeps the rules, prices of another year do better than first come
// first served, and room is kept for large families.
#include "placement/replay.h"
#include "base/out.h"
#include "test/test.h"

enum { COMING = 400, TOWNS = 12, EACH_WEEK = 20 };

static uint64_t draw(uint64_t *s)
{
    *s = *s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *s >> 33;
}

// The same towns, some of which nearly everybody likes; other households for each `year`.
static void year_of(struct arena *a, uint64_t year, struct placement_problem *p)
{
    struct out o = { 0 };
    uint64_t towns = 5, s = year * 991 + 7;
    str fault;
    struct placement_file f;
    int liked[TOWNS];
    out_f(&o, "placement 1\nkinds persons large\nhouseholds %d municipalities %d\n", COMING, TOWNS);
    for (int m = 0; m < TOWNS; m++) {
        out_f(&o, "M m%d 0 0 %d 4\n", m, 58 + (int)(draw(&towns) % 10));
        liked[m] = (int)(draw(&towns) % 5000);
    }
    for (int h = 0; h < COMING; h++) {
        int size = draw(&s) % 10 < 6 ? 1 : draw(&s) % 8 ? 2 + (int)(draw(&s) % 2) : 5 + (int)(draw(&s) % 3);
        out_f(&o, "H h%d %d %d 0 %d 0 0\nS d", h, size, size > 4, 20000 * size);
        for (int m = 0; m < TOWNS; m++)
            out_f(&o, " %d", 2000 + liked[m] + (int)(draw(&s) % 3000));
        OUT(&o, "\n");
    }
    OUT(&o, "B h3 m1 m2\nT 900 h4 h5\nG h6 h7\nX h8 m3 0\nend\n");
    CHECK_INT(placement_read(a, str_dup(a, out_str(&o)), 0, &f, &fault), OK);
    *p = f.problem;
    out_drop(&o);
}

struct year {
    struct placement_problem p, other;
    uint32_t order[COMING], week[COMING / EACH_WEEK];
    struct placement_replay r;
};

static void prepare(struct arena *a, struct year *y)
{
    *y = (struct year){ 0 };
    year_of(a, 1, &y->p);
    year_of(a, 2, &y->other);
    for (uint32_t h = 0; h < COMING; h++)
        y->order[h] = h;
    for (uint32_t w = 0; w < COMING / EACH_WEEK; w++)
        y->week[w] = (w + 1) * EACH_WEEK;
    y->r = (struct placement_replay){ .order = y->order, .week = y->week, .weeks = COMING / EACH_WEEK,
                                      .expected = &y->other, .expected_count = 1, .multiplier = 1, .samples = 1 };
}

static double ratio_of(struct arena *a, const struct year *y, enum placement_rule rule, struct placement_replayed *got)
{
    struct placement_replay r = y->r;
    struct placement_limits l = { .seed = 1 };
    str fault = STR("");
    r.rule = rule;
    CHECK_INT(placement_play(a, &y->p, &r, &l, got, &fault), OK);
    CHECK_AT(placement_check(a, &y->p, &got->plan, &fault) == OK, "%.*s", S(fault));
    CHECK_INT(placement_objective(&y->p, got->plan.place, got->plan.period), got->plan.objective);
    CHECK(got->plan.bound >= got->plan.objective);
    CHECK_INT(got->plan.place[8], 3); // accepted before the year began
    return got->ratio;
}

TEST(prices_of_another_year_do_better_than_first_come_first_served)
{
    struct year y;
    struct placement_replayed got;
    prepare(a, &y);
    double first = ratio_of(a, &y, PLACEMENT_FIRST_COME, &got);
    double priced = ratio_of(a, &y, PLACEMENT_PRICED, &got);
    double weekly = ratio_of(a, &y, PLACEMENT_WEEKLY, &got);
    CHECK_AT(priced > first + 0.01, "first come %f, priced %f", first, priced);
    CHECK_AT(weekly > first + 0.01, "first come %f, weekly %f", first, weekly);
    CHECK_AT(weekly > 0.96, "weekly %f", weekly);
}

// One town with eleven free places and room for two large families.
TEST(room_is_kept_for_large_families)
{
    struct placement_problem p;
    struct model o;
    struct keep keep;
    str fault;
    year_of(a, 1, &p);
    CHECK_INT(model_make(a, &p, &o, &fault), OK);
    uint32_t *units = NEW_ARRAY(a, o.units, uint32_t);
    int64_t *left = NEW_ARRAY(a, (size_t)TOWNS * 2, int64_t);
    for (uint32_t u = 0; u < o.units; u++)
        units[u] = u;
    left[0] = 11;
    left[1] = 2;
    keep_make(a, &o, left, units, o.units, &keep);
    const int32_t one[PLACEMENT_KINDS] = { 1 }, two[PLACEMENT_KINDS] = { 2 };
    CHECK_INT(keep.total[5 - KEEP_FROM], 2);
    keep_turn(&keep, 400); // some twenty large ones among them
    CHECK(keep_charge(&keep, 0, left, one) < keep.worth[6 - KEEP_FROM] * 0.01); // ten places are left for two
    CHECK(keep_charge(&keep, 0, left, two) > keep.worth[5 - KEEP_FROM] * 0.9);
    keep_turn(&keep, 0); // nobody is to come any more
    CHECK(keep_charge(&keep, 0, left, two) == 0);
    left[0] = 4;
    keep_turn(&keep, 400);
    keep_placed(&keep, 0, left);
    CHECK_INT(keep.total[5 - KEEP_FROM], 0);
    CHECK(keep_charge(&keep, 0, left, one) <= keep.worth[0]); // nothing to keep but a place for four
}

TEST(the_same_year_is_played_the_same_way_and_an_even_pace_can_be_bought)
{
    struct year y;
    struct placement_replayed one, two, even;
    prepare(a, &y);
    (void)ratio_of(a, &y, PLACEMENT_WEEKLY, &one);
    (void)ratio_of(a, &y, PLACEMENT_WEEKLY, &two);
    for (uint32_t h = 0; h < COMING; h++)
        CHECK_INT(one.plan.place[h], two.plan.place[h]);
    y.r.even = 2000;
    (void)ratio_of(a, &y, PLACEMENT_WEEKLY, &even);
    CHECK_AT(even.uneven < one.uneven, "%f, with a price %f", one.uneven, even.uneven);
}

TEST(who_has_been_asked_stays_unless_moving_gains_more)
{
    struct year y;
    struct placement_plan first, stuck, free_to_move;
    str fault;
    prepare(a, &y);
    // A poor plan, first come first served, stands in for one whose letters are sent.
    struct placement_replayed sent;
    (void)ratio_of(a, &y, PLACEMENT_FIRST_COME, &sent);
    first = sent.plan;
    struct placement_limits l = { .gap = 0.002, .seconds = 1, .seed = 1, .warm = &first };
    struct placement_stay usual = { .share = PLACEMENT_STAY }, all = { .amount = 1000000 };
    int moved[3] = { 0 };
    CHECK_INT(place(a, &y.p, &l, &free_to_move, &fault), OK);
    CHECK_INT(placement_stick(a, &y.p, &usual, &l, &stuck, &fault), OK);
    CHECK_INT(placement_check(a, &y.p, &stuck, &fault), OK);
    CHECK(stuck.objective >= first.objective && stuck.bound >= stuck.objective);
    CHECK_INT(placement_objective(&y.p, stuck.place, stuck.period), stuck.objective);
    for (uint32_t h = 0; h < COMING; h++) {
        moved[0] += first.place[h] >= 0 && free_to_move.place[h] != first.place[h];
        moved[1] += first.place[h] >= 0 && stuck.place[h] != first.place[h];
    }
    CHECK_INT(placement_stick(a, &y.p, &all, &l, &stuck, &fault), OK);
    for (uint32_t h = 0; h < COMING; h++)
        moved[2] += first.place[h] >= 0 && stuck.place[h] != first.place[h];
    CHECK_AT(moved[1] < moved[0], "free %d, kept %d", moved[0], moved[1]);
    CHECK_INT(moved[2], 0);
}
