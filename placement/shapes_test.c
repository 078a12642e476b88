// SPDX-License-Identifier: Apache-2.0
// Every shape an instance may have, from our own generator: the rules hold, the bound is true, stopped at
// any moment, with little memory, begun from an earlier plan, with the records in another order.
#include "placement/placement.h"
#include "test/placement_make.h"
#include "test/test.h"

#include <string.h>
#include <time.h>

static void made(struct arena *a, const struct placement_wish *w, struct placement_file *f)
{
    struct out o = { 0 };
    str fault = STR("");
    CHECK(placement_make(&o, w));
    CHECK_AT(placement_read(a, str_dup(a, out_str(&o)), 0, f, &fault) == OK, "%s: %.*s", w->shape, S(fault));
    out_drop(&o);
}

static str written(struct arena *a, const struct placement_file *f, const struct placement_plan *plan)
{
    struct out o = { 0 };
    placement_write(&o, f, plan);
    str text = str_dup(a, out_str(&o));
    out_drop(&o);
    return text;
}

static void confirm(struct arena *a, const char *shape, const struct placement_problem *p, const struct placement_plan *plan)
{
    str fault = STR("");
    int64_t bound;
    CHECK_AT(placement_check(a, p, plan, &fault) == OK, "%s: %.*s", shape, S(fault));
    CHECK_INT(placement_objective(p, plan->place, plan->period), plan->objective);
    CHECK_INT(placement_bound(a, p, plan, &bound), OK);
    CHECK_AT(bound <= plan->bound && plan->bound >= plan->objective, "%s: bound %lld, proven %lld, objective %lld", shape,
             (long long)plan->bound, (long long)bound, (long long)plan->objective);
}

static bool is_due(void *arg)
{
    const struct timespec *t = arg;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > t->tv_sec || (now.tv_sec == t->tv_sec && now.tv_nsec >= t->tv_nsec);
}

TEST(every_shape_gives_a_plan_at_whatever_moment_it_is_stopped)
{
    for (const char *const *s = placement_shapes; *s; s++)
        for (int periods = 1; periods <= 3; periods += 2)
            for (int ms = 1; ms <= 100; ms *= 10) {
                struct arena *t = arena_make(0);
                struct placement_wish w = { *s, 100, 10, 3, 0, periods, periods > 1 ? 6 : 0, 0.1 };
                struct placement_file f;
                struct placement_plan plan;
                struct timespec until;
                str fault = STR("");
                made(t, &w, &f);
                clock_gettime(CLOCK_MONOTONIC, &until);
                until.tv_nsec += ms * 1000000;
                until.tv_sec += until.tv_nsec / 1000000000;
                until.tv_nsec %= 1000000000;
                struct placement_limits l = { .seed = 1, .stop = is_due, .stop_arg = &until };
                CHECK_INT(place(t, &f.problem, &l, &plan, &fault), OK);
                confirm(t, *s, &f.problem, &plan);
                arena_drop(t);
            }
}

// Stops after so many polls: the same moment of the search whatever the machine.
static bool is_enough(void *arg)
{
    return --*(int *)arg < 0;
}
enum { POLLS = 600 };

static void place_by_threads(struct arena *a, const struct placement_file *f, struct placement_plan *plan, int threads)
{
    int polls = POLLS;
    struct placement_limits l = { .gap = 0.001, .threads = threads, .seed = 5, .stop = is_enough, .stop_arg = &polls };
    str fault = STR("");
    CHECK_INT(place(a, &f->problem, &l, plan, &fault), OK);
}

static void place_so_far(struct arena *a, const struct placement_file *f, struct placement_plan *plan)
{
    place_by_threads(a, f, plan, 1);
}

TEST(the_same_instance_gives_the_same_plan_and_a_warm_start_never_a_worse_one)
{
    for (const char *const *s = placement_shapes; *s; s++) {
        struct arena *t = arena_make(0);
        struct placement_wish w = { *s, 60, 8, 2, 0, 1, 0, 0 };
        struct placement_file f;
        struct placement_plan one, two, warm;
        str fault = STR("");
        made(t, &w, &f);
        place_so_far(t, &f, &one);
        place_so_far(t, &f, &two);
        CHECK_AT(str_eq(written(t, &f, &one), written(t, &f, &two)), "%s", *s);
        place_by_threads(t, &f, &two, 4);
        CHECK_AT(str_eq(written(t, &f, &one), written(t, &f, &two)), "%s with four threads", *s);
        struct placement_limits again = { .seed = 5, .seconds = 0.05 };
        again.warm = &one;
        CHECK_INT(place(t, &f.problem, &again, &warm, &fault), OK);
        CHECK_AT(warm.objective >= one.objective, "%s: %lld, was %lld", *s, (long long)warm.objective, (long long)one.objective);
        arena_drop(t);
    }
}

// Lines whose order says nothing: wishes, exclusions, ties, groups, accepted, turned round.
static str turned(struct arena *a, str text)
{
    SLICE(str) free_lines = { 0 };
    struct out o = { 0 };
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        str line = { text.p + at, (size_t)(end - text.p) - at + 1 };
        at += line.n;
        if (memchr("BTGX", line.p[0], 4))
            *ADD(a, &free_lines) = line;
        else if (line.p[0] == 'e') // "end"
            for (size_t i = free_lines.n; i-- > 0;)
                out_put(&o, free_lines.p[i]);
        if (!memchr("BTGX", line.p[0], 4))
            out_put(&o, line);
    }
    str made = str_dup(a, out_str(&o));
    out_drop(&o);
    return made;
}

TEST(records_whose_order_says_nothing_may_stand_in_any)
{
    static const char *const shapes[] = { "full", "chains", "softchains", "loose" };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct arena *t = arena_make(0);
        struct placement_wish w = { shapes[i], 70, 9, 4, 0, 1, 0, 0.1 };
        struct placement_file f, g;
        struct placement_plan one, two;
        struct out o = { 0 };
        str fault = STR("");
        CHECK(placement_make(&o, &w));
        str text = str_dup(t, out_str(&o)), other = turned(t, text);
        out_drop(&o);
        CHECK(!str_eq(text, other));
        CHECK_INT(placement_read(t, text, 0, &f, &fault), OK);
        CHECK_INT(placement_read(t, other, 0, &g, &fault), OK);
        place_so_far(t, &f, &one);
        place_so_far(t, &g, &two);
        CHECK_AT(str_eq(written(t, &f, &one), written(t, &g, &two)), "%s", shapes[i]);
        arena_drop(t);
    }
}

TEST(the_memory_limit_is_kept)
{
    struct placement_wish w = { "core", 3000, 100, 1, 0, 1, 0, 0 };
    struct placement_file f;
    struct placement_plan plan;
    struct placement_limits l = { .gap = 0.01, .seconds = 2, .bytes = 1 << 20 };
    str fault = STR("");
    made(a, &w, &f);
    struct arena *t = arena_make(0);
    CHECK_INT(place(t, &f.problem, &l, &plan, &fault), E_TOOBIG);
    CHECK(fault.n > 0);
    arena_drop(t);
}

TEST(a_few_who_want_one_of_many_places_are_priced_and_proven)
{
    struct out o = { 0 };
    struct placement_file f;
    struct placement_plan plan;
    str fault = STR("");
    enum { MANY = 300, FEW = 6 };
    static const int persons[FEW] = { 1, 5, 2, 1, 2, 1 };
    out_f(&o, "placement 1\nkinds persons\nhouseholds %d municipalities %d\n", FEW, MANY);
    for (int m = 0; m < MANY; m++)
        out_f(&o, "M m%d 0 0 %d\n", m, m ? 400 : 7); // seven of the best, plenty elsewhere
    for (int h = 0; h < FEW; h++) {
        out_f(&o, "H h%d %d 0 9000 0 0\nS d", h, persons[h]);
        for (int m = 0; m < MANY; m++)
            out_f(&o, " %d", m ? 188 - m / 2 : 400);
        OUT(&o, "\n");
    }
    OUT(&o, "end\n");
    CHECK_INT(placement_read(a, str_dup(a, out_str(&o)), 0, &f, &fault), OK);
    out_drop(&o);
    struct placement_limits l = { .gap = 0.001, .seed = 1, .seconds = 5 };
    CHECK_INT(place(a, &f.problem, &l, &plan, &fault), OK);
    confirm(a, "a few", &f.problem, &plan);
    CHECK(plan.price_count > 0);
    CHECK_INT(plan.objective, 5 * 400 + 188); // all but the five, who come next
    CHECK_INT(plan.bound, plan.objective);
}

TEST(with_three_periods_a_small_problem_is_proven_and_the_proof_is_never_below_the_plan)
{
    int proven = 0;
    enum { SEEDS = 3, MOST = 2 };
    for (int seed = 1; seed <= SEEDS; seed++) {
        struct arena *t = arena_make(0);
        struct placement_wish w = { "core", 16, 4, (uint64_t)seed, 0, 3, 0, 0 };
        struct placement_file f;
        struct placement_plan plan;
        str fault = STR("");
        struct placement_limits l = { .seed = 1, .seconds = 2 };
        made(t, &w, &f);
        CHECK_INT(place(t, &f.problem, &l, &plan, &fault), OK);
        confirm(t, "core with periods", &f.problem, &plan);
        CHECK(plan.bound_search == INT64_MAX || plan.bound_search >= plan.objective);
        proven += plan.status == PLACEMENT_OPTIMAL;
        arena_drop(t);
    }
    CHECK_AT(proven >= MOST, "%d proven", proven);
}
