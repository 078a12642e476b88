// SPDX-License-Identifier: Apache-2.0
// What the explanation says against what is so: the gap taken apart adds up to the last millionth, a loss
// is what the objective loses, and hidden ones stay hidden.
#include <string.h>

#include "placement/explain_work.h"
#include "placement/placement_tiny.h"
#include "test/test.h"

static bool solved(struct arena *t, uint64_t seed, bool well, struct placement_file *f, struct placement_plan *plan)
{
    struct placement_limits l = { .seconds = 0.02, .seed = 1 };
    str fault = STR("");
    if (placement_read(t, placement_tiny(t, seed), 0, f, &fault) != OK || place(t, &f->problem, &l, plan, &fault) != OK)
        return false;
    // A poor plan has more to explain: some are sent home, where the rules allow it.
    for (uint32_t h = 0; h < f->problem.households && !well; h += 2) {
        int32_t was = plan->place[h];
        plan->place[h] = -1;
        if (placement_check(t, &f->problem, plan, &fault) != OK)
            plan->place[h] = was;
    }
    return placement_check(t, &f->problem, plan, &fault) == OK;
}

// Other prices than the engine's: whatever they are, the parts add up.
static void other_prices(struct arena *t, uint64_t s, const struct placement_problem *p, struct placement_plan *plan)
{
    SLICE(struct placement_price) prices = { 0 };
    plan->fill_price = NEW_ARRAY(t, p->municipalities, int64_t);
    plan->cuts = NEW(t, struct placement_cut);
    *plan->cuts = (struct placement_cut){ .price = 20123456, .divisor = 2, .lambda = { 1 } };
    plan->cut_count = p->capacity[0] != PLACEMENT_UNLIMITED;
    for (uint32_t m = 0; m < p->municipalities; m++) {
        plan->fill_price[m] = placement_draw(&s, 80) * INT64_C(700001);
        for (int k = 0; k < p->kinds; k++)
            for (int t2 = -1; t2 < (p->period_capacity ? p->periods : 0); t2++)
                *ADD(t, &prices) = (struct placement_price){ m, k, t2, placement_draw(&s, 60) * INT64_C(1000007) };
    }
    plan->prices = prices.p;
    plan->price_count = prices.n;
}

TEST(the_gap_is_regrets_and_priced_slack_to_the_last_millionth)
{
    int tied = 0, several = 0;
    for (uint64_t i = 0; i < 400; i++) {
        struct arena *t = arena_make(0);
        struct placement_file f;
        struct placement_plan plan;
        struct explain *e;
        struct explained_gap g;
        str fault = STR("");
        CHECK_AT(solved(t, 40000 + i, true, &f, &plan), "%d", (int)i);
        if (i % 2)
            other_prices(t, i, &f.problem, &plan);
        CHECK_AT(explain_make(t, &f.problem, &plan, NULL, &e, &fault) == OK, "%.*s", S(fault));
        explain_gap(e, &g);
        CHECK_INT(g.distance, g.regrets + g.ties + g.slack + g.fill + g.cuts);
        int64_t bound;
        CHECK_INT(placement_bound(t, &f.problem, &plan, &bound), OK);
        int64_t whole = g.distance / MILLION - (g.distance % MILLION < 0);
        CHECK_INT(bound - plan.objective, whole);
        CHECK(g.regrets >= 0 && g.slack >= 0 && g.fill >= 0 && g.cuts >= 0 && g.regrets + g.ties >= 0);
        bool ties = false;
        int64_t sum = 0;
        struct explanation x;
        for (uint32_t u = 0; u < e->o.units; u++)
            ties |= e->o.unit[u].ties > 0;
        for (uint32_t h = 0; h < f.problem.households; h++)
            if (e->o.unit_of[h] != UINT32_MAX && e->o.member[e->o.unit[e->o.unit_of[h]].from] == h) {
                explain_household(e, h, &x);
                sum += x.regret;
            }
        CHECK_INT(sum, g.regrets);
        if (!ties)
            CHECK_INT(g.ties, 0);
        tied += ties;
        several += g.slack > 0 && g.regrets > 0;
        arena_drop(t);
    }
    CHECK_AT(tied > 40 && several > 40, "%d tied, %d with regrets and slack", tied, several);
}

static void carry_out(const struct explain *e, const struct placement_plan *plan, const struct explain_step *steps, int n,
                      struct arena *t, struct placement_plan *after)
{
    const struct placement_problem *p = e->p;
    *after = *plan;
    after->place = NEW_ARRAY(t, p->households + 1, int32_t);
    after->period = NEW_ARRAY(t, p->households + 1, uint8_t);
    memcpy(after->place, plan->place, p->households * sizeof *after->place);
    memcpy(after->period, plan->period, p->households);
    for (int i = 0; i < n; i++)
        for (uint32_t k = 0; k < e->o.unit[steps[i].unit].n; k++)
            after->place[e->o.member[e->o.unit[steps[i].unit].from + k]] = steps[i].to;
}

// The least loss there is with the unit in m and at most three others moved: everything tried. Periods: one.
static int64_t least_loss(struct arena *t, const struct explain *e, const struct placement_plan *plan, uint32_t unit, uint32_t m)
{
    const struct placement_problem *p = e->p;
    int64_t best = INT64_MAX;
    int32_t choice[8] = { 0 };
    uint32_t n = e->o.units;
    struct placement_plan x = *plan;
    x.place = NEW_ARRAY(t, p->households + 1, int32_t);
    for (uint64_t code = 0;; code++) {
        uint64_t rest = code;
        int moved = 0;
        str fault;
        memcpy(x.place, plan->place, p->households * sizeof *x.place);
        for (uint32_t u = 0; u < n; u++, rest /= p->municipalities + 1) {
            choice[u] = (int32_t)(rest % (p->municipalities + 1)) - 1;
            moved += u != unit && choice[u] != e->s.at[u];
            for (uint32_t k = 0; k < e->o.unit[u].n; k++)
                x.place[e->o.member[e->o.unit[u].from + k]] = choice[u];
        }
        if (rest)
            return best;
        if (choice[unit] != (int32_t)m || moved > EXPLAIN_MOVES)
            continue;
        int64_t v = placement_objective(p, x.place, x.period);
        struct mark back = arena_mark(t);
        if (plan->objective - v < best && placement_check(t, p, &x, &fault) == OK)
            best = plan->objective - v;
        arena_back(t, back);
    }
}

TEST(a_loss_is_what_the_whole_plan_loses_when_the_moves_are_made)
{
    int chains = 0, found = 0, good = 0, least = 0, possible = 0;
    for (uint64_t i = 0; i < 250; i++) {
        struct arena *t = arena_make(0);
        struct placement_file f;
        struct placement_plan plan, after;
        struct explain *e;
        str fault = STR("");
        CHECK_AT(solved(t, 50000 + i, i % 3, &f, &plan), "%d", (int)i);
        plan.objective = placement_objective(&f.problem, plan.place, plan.period);
        bool *nobody = NEW_ARRAY(t, f.problem.households + 1, bool);
        CHECK_INT(explain_make(t, &f.problem, &plan, nobody, &e, &fault), OK);
        for (uint32_t u = 0; u < e->o.units; u++)
            for (uint32_t m = 0; m < f.problem.municipalities; m++) {
                struct explained_move x;
                struct explain_step steps[1 + EXPLAIN_MOVES];
                explain_way(e, u, m, &x, steps);
                if (f.problem.periods > 1 || (int32_t)m == e->s.at[u])
                    continue;
                int64_t best = least_loss(t, e, &plan, u, m);
                possible += best != INT64_MAX;
                if (!x.possible)
                    continue;
                carry_out(e, &plan, steps, 1 + x.moves, t, &after);
                CHECK_AT(placement_check(t, &f.problem, &after, &fault) == OK, "%d: %.*s", (int)i, S(fault));
                CHECK_INT(plan.objective - placement_objective(&f.problem, after.place, after.period), x.loss);
                CHECK(x.loss >= best);
                found++;
                good += i % 3 != 0; // in a poor plan others would move for their own sake
                least += i % 3 && x.loss == best;
                chains += x.moves > 0;
            }
        if (e->o.units)
            CHECK_INT(explain_own(e, 0), e->own[0]);
        arena_drop(t);
    }
    // Not every way there is need be found, nor the least; nearly all are.
    CHECK_AT(chains > 35, "%d", chains);
    CHECK_AT(found * 100 >= possible * 97, "%d of %d", found, possible);
    CHECK_AT(least * 100 >= good * 85, "%d of %d", least, good);
}

TEST(one_by_one_and_all_at_once_say_the_same)
{
    for (uint64_t i = 0; i < 120; i++) {
        struct arena *t = arena_make(0);
        struct placement_file f;
        struct placement_plan plan;
        struct explain *e, *again;
        str fault = STR("");
        CHECK(solved(t, 60000 + i, i % 2, &f, &plan));
        CHECK_INT(explain_make(t, &f.problem, &plan, NULL, &e, &fault), OK);
        CHECK_INT(explain_make(t, &f.problem, &plan, NULL, &again, &fault), OK);
        struct explanation *all = NEW_ARRAY(t, f.problem.households + 1, struct explanation);
        explain_all(e, all);
        for (uint32_t h = f.problem.households; h-- > 0;) {
            struct explanation one = { 0 };
            explain_household(again, h, &one);
            CHECK_INT(one.before, all[h].before);
            CHECK_INT(one.best.municipality, all[h].best.municipality);
            CHECK_INT(one.best.why, all[h].best.why);
            CHECK_INT(one.next.municipality, all[h].next.municipality);
            CHECK_INT(one.move.loss, all[h].move.loss);
            CHECK_INT(one.move.moves, all[h].move.moves);
            CHECK_INT(one.regret, all[h].regret);
        }
        arena_drop(t);
    }
}

static const char *const story =
    "placement 1\nkinds persons large\nhouseholds 6 municipalities 4\n"
    "M aa 0 1 5 1\nM bb 0 0 5 -\nM cc 0 1 1 0\nM dd 0 1 2 1\n"
    "H full 2 0 0 1000 0 0\nS s 0:100 1:90 3:10\n"
    "H there 5 1 0 1000 0 0\nS s 0:900\n"
    "H needs 1 0 1 1000 0 0\nS s 1:500 3:60\n"
    "H fled 1 0 0 1000 0 0\nS s 1:40 3:80\n"
    "H many 3 0 0 1000 0 0\nS s 1:20 2:70\n"
    "H kin 1 0 0 1000 0 0\nS s 1:30 3:25\n"
    "B fled dd\nT 50 fled kin\nend\n";

TEST(each_reason_has_its_code)
{
    struct placement_file f;
    struct placement_plan plan;
    struct placement_limits l = { .seconds = 0.1 };
    struct explanation x;
    struct explain *e;
    str fault = STR("");
    CHECK_AT(placement_read(a, str_z(story), 0, &f, &fault) == OK, "%.*s", S(fault));
    CHECK_INT(place(a, &f.problem, &l, &plan, &fault), OK);
    plan.place[0] = 1;
    plan.place[4] = -1; // nobody else is in the way in bb: 2 of 5 are left
    plan.place[3] = plan.place[5] = 1;
    CHECK_INT(explain_make(a, &f.problem, &plan, NULL, &e, &fault), OK);
    explain_household(e, 0, &x);
    CHECK_INT(x.best.municipality, 0);
    CHECK_INT(x.best.why, WHY_FULL);
    CHECK_INT(x.best.full_n, 1);
    CHECK_INT(x.best.full[0].lack, 2);
    CHECK_INT(x.best.full[0].there, 1);
    CHECK_INT(x.chosen.rank, 2);
    explain_household(e, 2, &x);
    CHECK_INT(x.best.why, WHY_SERVICE);
    CHECK_INT(x.best.missing, 1);
    CHECK_INT(x.candidates, 2);
    explain_household(e, 3, &x);
    CHECK_INT(x.best.why, WHY_EXCLUDED);
    CHECK_INT(x.chosen.bonus, 50); // of its own tie with one who is not hidden it may be told
    explain_household(e, 4, &x);
    CHECK_INT(x.best.why, WHY_TOO_LARGE);
    CHECK_INT(x.chosen.municipality, -1);
    CHECK_INT(x.chosen.rank, 3);
    // The other end of the tie leads to one with an exclusion: nothing of it is told.
    explain_household(e, 5, &x);
    CHECK_INT(x.chosen.bonus, 0);
    CHECK_INT(x.chosen.missed, 0);
    struct explanation away;
    struct explain *other;
    plan.place[3] = -1;
    CHECK_INT(explain_make(a, &f.problem, &plan, NULL, &other, &fault), OK);
    explain_household(other, 5, &away);
    CHECK_INT(away.chosen.priced, x.chosen.priced);
    CHECK_INT(away.chosen.bonus, x.chosen.bonus);
    CHECK_INT(away.next.municipality, x.next.municipality);
    CHECK_INT(away.next.why, x.next.why);
    CHECK_INT(away.move.loss, x.move.loss);
}

TEST(the_best_three_come_in_order_with_what_speaks_against_them)
{
    struct placement_file f;
    struct placement_plan plan;
    struct placement_limits l = { .seconds = 0.1 };
    struct explained_place three[3];
    struct explained_municipality m[4];
    struct explain *e;
    str fault = STR("");
    CHECK_INT(placement_read(a, str_z(story), 0, &f, &fault), OK);
    CHECK_INT(place(a, &f.problem, &l, &plan, &fault), OK);
    CHECK_INT(explain_make(a, &f.problem, &plan, NULL, &e, &fault), OK);
    CHECK_INT(explain_best(e, 0, 3, three), 3);
    CHECK(three[0].priced >= three[1].priced && three[1].priced >= three[2].priced);
    CHECK_INT(explain_best(e, 3, 3, three), 1);
    explain_municipalities(e, m);
    CHECK_INT(m[0].persons, 5);
    CHECK(m[0].kind[0].full && m[0].kind[1].full && !m[1].kind[1].full);
    CHECK_INT(m[1].kind[1].capacity, PLACEMENT_UNLIMITED);
}

TEST(a_plan_that_breaks_a_rule_is_not_explained)
{
    struct placement_file f;
    struct placement_plan plan;
    struct placement_limits l = { .seconds = 0.1 };
    struct explain *e;
    str fault = STR("");
    CHECK_INT(placement_read(a, str_z(story), 0, &f, &fault), OK);
    CHECK_INT(place(a, &f.problem, &l, &plan, &fault), OK);
    plan.place[3] = 3;
    CHECK_INT(explain_make(a, &f.problem, &plan, NULL, &e, &fault), E_INPUT);
    CHECK(fault.n > 0);
}
