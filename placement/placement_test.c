// SPDX-License-Identifier: Apache-2.0
// The engine against enumeration of everything on tiny problems of all record types; what it proves;
// what it refuses.
#include "placement/placement.h"
#include "placement/placement_tiny.h"
#include "base/out.h"
#include "test/test.h"

#include <stdlib.h>

static void enumerate(struct arena *a, const struct placement_problem *p, struct placement_plan *plan, uint32_t h,
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
    for (int32_t m = -1; m < (int32_t)p->municipalities; m++)
        for (int t = 0; t < (m < 0 ? 1 : p->periods); t++) {
            plan->place[h] = m;
            plan->period[h] = (uint8_t)t;
            enumerate(a, p, plan, h + 1, best);
        }
}

static int64_t optimum(struct arena *a, const struct placement_problem *p)
{
    int64_t best = INT64_MIN;
    struct placement_plan plan = { .place = NEW_ARRAY(a, p->households + 1, int32_t),
                                   .period = NEW_ARRAY(a, p->households + 1, uint8_t) };
    enumerate(a, p, &plan, 0, &best);
    return best;
}

TEST(tiny_placements_equal_the_best_of_all_there_are)
{
    const char *more = getenv("TINY");
    int rounds = more ? atoi(more) : 250;
    for (int i = 0; i < rounds; i++) {
        struct arena *t = arena_make(0);
        struct placement_file f;
        struct placement_plan plan;
        struct placement_limits l = { .seconds = 0.02, .seed = 1 };
        str fault = STR(""), text = placement_tiny(t, (uint64_t)i + 1);
        int64_t again;
        CHECK_AT(placement_read(t, text, 0, &f, &fault) == OK, "%d: %.*s", i, S(fault));
        CHECK_INT(place(t, &f.problem, &l, &plan, &fault), OK);
        CHECK_AT(placement_check(t, &f.problem, &plan, &fault) == OK, "%d: %.*s", i, S(fault));
        int64_t best = optimum(t, &f.problem);
        CHECK_AT(plan.objective == best, "%d: %lld found, %lld possible\n%.*s", i, (long long)plan.objective,
                 (long long)best, S(text));
        CHECK_AT(plan.bound >= best, "%d: bound %lld, %lld possible", i, (long long)plan.bound, (long long)best);
        CHECK_AT(plan.bound_search >= best, "%d: shown %lld, %lld possible", i, (long long)plan.bound_search,
                 (long long)best);
        CHECK_INT(placement_bound(t, &f.problem, &plan, &again), OK);
        CHECK_INT(again, plan.bound);
        arena_drop(t);
    }
}

TEST(any_prices_prove_a_bound)
{
    for (int i = 0; i < 120; i++) {
        struct arena *t = arena_make(0);
        struct placement_file f;
        uint64_t s = (uint64_t)i + 7000;
        str fault, text = placement_tiny(t, s);
        int64_t bound;
        CHECK_INT(placement_read(t, text, 0, &f, &fault), OK);
        const struct placement_problem *p = &f.problem;
        SLICE(struct placement_price) prices = { 0 };
        struct placement_plan plan = { .fill_price = NEW_ARRAY(t, p->municipalities, int64_t) };
        struct placement_cut cut = { .municipality = 0, .price = placement_draw(&s, 50) * INT64_C(1000000) + 123456, .divisor = 2,
                                     .lambda = { 1 } };
        for (uint32_t m = 0; m < p->municipalities; m++) {
            plan.fill_price[m] = placement_draw(&s, 80) * INT64_C(700001);
            for (int k = 0; k < p->kinds; k++)
                if (p->capacity[m * (size_t)p->kinds + (size_t)k] != PLACEMENT_UNLIMITED)
                    *ADD(t, &prices) = (struct placement_price){ m, k, -1, placement_draw(&s, 100) * INT64_C(1000007) };
        }
        plan.prices = prices.p;
        plan.price_count = prices.n;
        plan.cuts = &cut;
        plan.cut_count = p->capacity[0] != PLACEMENT_UNLIMITED;
        CHECK_INT(placement_bound(t, p, &plan, &bound), OK);
        CHECK_AT(bound >= optimum(t, p), "%d\n%.*s", i, S(text));
        arena_drop(t);
    }
}

static bool at_once(void *arg)
{
    (void)arg;
    return true;
}

TEST(a_stopped_search_gives_a_plan_and_the_same_seed_the_same_one)
{
    struct placement_file f;
    str fault, text = placement_tiny(a, 31);
    CHECK_INT(placement_read(a, text, 0, &f, &fault), OK);
    struct placement_plan one, two, stopped;
    struct placement_limits l = { .gap = 0.5, .seconds = 5, .seed = 3 }, now = { .stop = at_once, .seed = 3 };
    CHECK_INT(place(a, &f.problem, &l, &one, &fault), OK);
    CHECK_INT(place(a, &f.problem, &l, &two, &fault), OK);
    CHECK_INT(place(a, &f.problem, &now, &stopped, &fault), OK);
    CHECK_INT(placement_check(a, &f.problem, &stopped, &fault), OK);
    CHECK(stopped.bound >= one.objective);
    struct out x = { 0 }, y = { 0 };
    placement_write(&x, &f, &one);
    placement_write(&y, &f, &two);
    CHECK(str_eq(out_str(&x), out_str(&y)));
    struct placement_plan back;
    CHECK_AT(placement_read_plan(a, str_dup(a, out_str(&x)), &f, &back, &fault) == OK, "%.*s", S(fault));
    CHECK_INT(placement_objective(&f.problem, back.place, back.period), one.objective);
    out_drop(&x);
    out_drop(&y);
}

#define HEAD "placement 1\nkinds persons\nhouseholds 1 municipalities 1\n"
#define MUN HEAD "M a 0 0 5\n"
#define HOUSE MUN "H h 1 0 10 0 0\n"

TEST(a_malformed_instance_is_refused_with_its_line)
{
    static const struct {
        const char *text, *says;
    } all[] = {
        { "", "line 1: the file is empty" },
        { "placement 2\n", "line 1: the first line" },
        { HEAD, "cut short" },
        { HEAD "end\n", "0 and 0 found" },
        { "placement 1\nkinds beds\n", "line 2: the first kind" },
        { "placement 1\nkinds persons persons\n", "line 2: this kind stands twice" },
        { "placement 1\nhouseholds 1 municipalities 0\n", "line 2: a number from 1" },
        { "placement 1\nhouseholds 10000001 municipalities 1\n", "line 2: a number from 0" },
        { HEAD "M a 0 0 5\nM a 0 0 5\n", "line 5: more municipalities" },
        { HEAD "M a 0 zz 5\n", "line 4: a hexadecimal set" },
        { HEAD "M a 0 0 -5\n", "line 4: a number from 0" },
        { HEAD "M a 0 0 5 6\n", "line 4: the line has more" },
        { HEAD "M a 0 0\n", "line 4: a whole number is missing" },
        { HEAD "M a\xc3\xa5 0 0 5\n", "line 4: a name" },
        { MUN "H h 0 0 1 0 0\n", "line 5: a number from 1" },
        { MUN "H h 1 0 1 1 0\n", "line 5: a number from 0 to 0" },
        { HOUSE "end\n", "line 6" },
        { HOUSE "S d 1 2\n", "line 6: the row has more" },
        { HOUSE "S d\n", "line 6: a dense row" },
        { HOUSE "S s 1:5\n", "line 6: candidates" },
        { HOUSE "S s 0:1000000001\n", "line 6: a value is out of range" },
        { HOUSE "S s 0:5 0:6\n", "line 6: candidates" },
        { HOUSE "S s 0:5\nS s 0:5\n", "line 7: an S line without" },
        { HOUSE "S s 0:5\nB h b\n", "line 7: no such municipality" },
        { HOUSE "S s 0:5\nB g a\n", "line 7: no such household" },
        { HOUSE "S s 0:5\nT 5 h h\n", "line 7: a tie needs two" },
        { HOUSE "S s 0:5\nG h\n", "line 7: no such household" },
        { HOUSE "S s 0:5\nX h a 1\n", "line 7: a number from 0 to 0" },
        { HOUSE "S s 0:5\nX h a 0\nX h a 0\n", "line 8: a second X" },
        { HOUSE "S s 0:5\nF a 1 1\nF a 1 1\n", "line 8: a second F" },
        { HOUSE "S s 0:5\nQ a 0 1\nQ a 0 1\n", "line 8: a second Q" },
        { HOUSE "S s 0:5\nend\nM\n", "line 8: there is text after" },
        { HOUSE "S s 0:5\r\nend\n", "line 6: a CR or NUL" },
        { HOUSE "S s 0:5\nhello\nend\n", "line 7: no such record" },
        { HOUSE "S s 0:5\nF a 1000000000 1000000000\nend\n", "" }, // fits
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct placement_file f;
        str fault = STR("");
        err e = placement_read(a, str_z(all[i].text), 0, &f, &fault);
        CHECK_AT(e == (*all[i].says ? E_INPUT : OK), "%zu: %.*s", i, S(fault));
        CHECK_AT(str_find(fault, str_z(all[i].says)) != (size_t)-1, "%zu: %.*s", i, S(fault));
    }
}

TEST(an_instance_too_large_for_the_memory_is_refused_before_it_is_read)
{
    struct placement_file f;
    str fault;
    CHECK_INT(placement_read(a, STR("placement 1\nkinds persons\nhouseholds 10000000 municipalities 100000\n"), 50 << 20,
                             &f, &fault), E_TOOBIG);
    CHECK(arena_used(a) < 10 << 20);
}

TEST(sums_that_could_pass_62_bits_are_refused)
{
    struct out o = { 0 };
    struct placement_file f;
    str fault;
    OUT(&o, "placement 1\nkinds persons\nhouseholds 0 municipalities 6\n");
    for (int i = 0; i < 6; i++)
        out_f(&o, "M m%d 0 0 1000000000\n", i);
    for (int i = 0; i < 6; i++)
        out_f(&o, "F m%d 1000000000 1000000000\n", i);
    OUT(&o, "end\n");
    CHECK_INT(placement_read(a, out_str(&o), 0, &f, &fault), E_INPUT);
    CHECK(str_find(fault, STR("62 bits")) != (size_t)-1);
    out_drop(&o);
}
