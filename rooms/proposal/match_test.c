// SPDX-License-Identifier: Apache-2.0
// The pure part of proposals: what counts, what never does, reasons, locks, outcome.
#include "rooms/proposal/match.h"
#include "test/test.h"

#include <string.h>

enum { HOSPITAL = 1 };
static const struct match_place towns[] = {
    { .free = 30, .services = HOSPITAL, .known = HOSPITAL }, { .free = 4 }, { .free = 10, .minors_free = 1 }, { .free = 0, .services = HOSPITAL },
};
static const struct match_tie family_in_1[] = { { 1, MATCH_FAMILY } }, fled_0[] = { { 0, MATCH_NOT_HERE }, { 2, MATCH_NETWORK } },
                              work_in_2[] = { { 2, MATCH_WORK } };
static const struct match_household people[] = {
    { .persons = 5, .children = 3, .waited = 200, .ties = family_in_1, .tie_n = 1, .group = { 0, 1, 1 } },
    { .persons = 1, .waited = 400, .ties = fled_0, .tie_n = 2, .group = { 1, 0, 0 } },
    { .persons = 2, .waited = 90, .needs = HOSPITAL, .group = { 0, 1, 0 } },
    { .persons = 1, .minors_alone = true, .waited = 30, .group = { 1, 1, 0 } },
    { .persons = 1, .waited = 60, .ties = work_in_2, .tie_n = 1, .group = { 0, 0, 0 } },
    { .persons = 3, .children = 1, .waited = 10, .ties = family_in_1, .tie_n = 1, .group = { 1, 1, 0 } },
};
enum { PEOPLE = sizeof people / sizeof *people, TOWNS = sizeof towns / sizeof *towns };
static const struct placement_limits limits = { .seconds = 0.2, .seed = 1 };

static struct match_facts facts(void)
{
    return (struct match_facts){ .household = people, .households = PEOPLE, .place = towns, .places = TOWNS,
                                 .weights = match_usual };
}

static bool says(const struct match_choice *c, enum match_reason why)
{
    for (int i = 0; i < c->reasons; i++)
        if (c->reason[i] == why)
            return true;
    return false;
}

TEST(a_proposal_keeps_what_must_be_kept)
{
    struct match_facts f = facts();
    struct match x;
    str fault = STR("");
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    CHECK_INT(x.plan.place[5], 1);  // family, and room for three
    CHECK(x.plan.place[0] != 1);    // five do not fit into four places
    CHECK(x.plan.place[1] == 2);    // not where it fled from, where it knows people
    CHECK_INT(x.plan.place[2], 0);  // the only place with the service and room
    CHECK_INT(x.plan.place[3], 2);  // the only place for a minor alone
    CHECK_INT(x.plan.place[4], 2);
    CHECK(x.plan.status == PLACEMENT_OPTIMAL);
}

TEST(the_value_is_the_sum_of_its_parts_and_weights_of_nothing_count_for_nothing)
{
    struct match_facts f = facts();
    struct match x;
    str fault = STR("");
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    for (uint32_t h = 0; h < PEOPLE; h++)
        for (uint32_t m = 0; m < TOWNS; m++) {
            struct match_score s = match_value(&f, h, m);
            int64_t sum = 0;
            for (int k = 0; k < MATCH_PARTS; k++)
                sum += s.part[k];
            CHECK_INT(x.problem.value[x.problem.at[h] + m], sum);
        }
    CHECK_INT(match_value(&f, 5, 1).part[PART_FAMILY], match_usual.family * 100);
    CHECK_INT(match_value(&f, 4, 2).part[PART_WORK], match_usual.work * 100);
    f.weights = (struct match_weights){ 0 };
    CHECK_INT(match_value(&f, 5, 1).part[PART_FAMILY], 0);
    CHECK_INT(match_value(&f, 0, 0).part[PART_BALANCE], 0);
}

TEST(groups_are_compared_and_never_weighed)
{
    struct match_facts f = facts();
    struct match_household other[PEOPLE];
    struct match x, y;
    str fault = STR("");
    memcpy(other, people, sizeof other);
    for (int h = 0; h < PEOPLE; h++)
        for (int g = 0; g < MATCH_GROUPINGS; g++)
            other[h].group[g] = 1 - other[h].group[g];
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    f.household = other;
    CHECK_INT(match_make(a, &f, &limits, &y, &fault), OK);
    CHECK(memcmp(x.plan.place, y.plan.place, sizeof(int32_t) * PEOPLE) == 0);
    CHECK_INT(x.plan.objective, y.plan.objective);
}

TEST(three_best_come_with_reasons_for_and_against_and_what_they_cost_others)
{
    struct match_facts f = facts();
    struct match x;
    struct match_choice best[MATCH_BEST];
    str fault = STR("");
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    CHECK_INT(match_best(a, &f, &x, 5, best), 3);
    CHECK_INT(best[0].place, 1);
    CHECK(best[0].proposed && best[0].move.possible && best[0].move.loss == 0);
    CHECK(says(&best[0], FOR_FAMILY) && says(&best[0], AGAINST_LAST_PLACES));
    CHECK_INT(best[0].free_after, 1);
    CHECK(says(&best[1], AGAINST_FAMILY_ELSEWHERE));
    CHECK(best[1].move.possible && best[1].move.loss > 0);
    CHECK_INT(match_best(a, &f, &x, 2, best), 1); // the other hospital has no place at all
    CHECK(says(&best[0], FOR_SERVICE) && says(&best[0], FOR_MANY_FREE));
    CHECK_INT(match_best(a, &f, &x, 1, best), 2); // where it may not be is not even told
    for (int i = 0; i < 2; i++)
        CHECK(best[i].place != 0);
}

TEST(locked_and_forbidden_choices_hold_when_all_is_computed_again)
{
    struct match_facts f = facts();
    struct match x;
    const struct match_lock locks[] = { { 5, 0, false }, { 4, 2, true } }, nobody[] = { { 99, 0, false } };
    str fault = STR("");
    f.lock = locks;
    f.lock_n = 2;
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    CHECK_INT(x.plan.place[5], 0);
    CHECK(x.plan.place[4] != 2);
    f.lock = nobody;
    f.lock_n = 1;
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), E_INPUT);
}

TEST(two_proposals_can_be_set_side_by_side)
{
    struct match_facts f = facts();
    struct match x;
    struct match_outcome o, less;
    str fault = STR("");
    struct match_place few[TOWNS];
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    CHECK_INT(match_outcome(a, &f, &x, &o, &fault), OK);
    CHECK_INT(o.placed, PEOPLE);
    CHECK_INT(o.persons_placed, 13);
    CHECK_INT(o.large, 1);
    CHECK(o.mean_wait_placed > 131 && o.mean_wait_placed < 132 && o.mean_wait_left == 0);
    CHECK_INT(o.by[0].groups, 2);
    CHECK_INT(o.by[0].group[0].households, 3);
    memcpy(few, towns, sizeof few);
    few[0].free = 2;
    f.place = few;
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    CHECK_INT(match_outcome(a, &f, &x, &less, &fault), OK);
    CHECK(less.persons_placed < o.persons_placed || less.fill_most > o.fill_most);
}

TEST(a_service_nobody_has_set_is_told_as_guessed)
{
    struct match_facts f = facts();
    struct match_place guessed[TOWNS];
    struct match x;
    struct match_choice best[MATCH_BEST];
    str fault = STR("");
    memcpy(guessed, towns, sizeof guessed);
    guessed[0].known = 0;
    f.place = guessed;
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    CHECK_INT(match_best(a, &f, &x, 2, best), 1);
    CHECK(says(&best[0], FOR_SERVICE_GUESSED) && !says(&best[0], FOR_SERVICE));
}

TEST(a_quarter_takes_what_was_told_and_level_quarters_no_more_than_a_share)
{
    struct match_facts f = facts();
    struct match_place told[TOWNS];
    struct match x;
    struct match_outcome o;
    str fault = STR("");
    memcpy(told, towns, sizeof told);
    for (int m = 0; m < TOWNS; m++)
        for (int p = 0; p < MATCH_QUARTERS; p++)
            told[m].quarter[p] = -1;
    told[0].quarter[0] = 2; // of thirty: the others come later
    told[2].quarter[0] = 0;
    f.place = told;
    f.quarters = 2;
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    CHECK_INT(match_outcome(a, &f, &x, &o, &fault), OK);
    CHECK_INT(o.placed, PEOPLE);
    CHECK(o.quarter[0] <= 2 + towns[1].free && o.quarter[0] + o.quarter[1] == o.persons_placed);
    for (uint32_t h = 0; h < PEOPLE; h++)
        CHECK(x.plan.place[h] != 2 || x.plan.period[h] == 1);
    told[0].quarter[0] = told[2].quarter[0] = -1;
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    CHECK_INT(match_outcome(a, &f, &x, &o, &fault), OK);
    CHECK_INT(o.quarter[1], 0); // nothing speaks for waiting
    f.weights.quarters = true;
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    int64_t now = 0;
    for (uint32_t h = 0; h < PEOPLE; h++)
        now += x.plan.place[h] == 0 && x.plan.period[h] == 0 ? people[h].persons : 0;
    CHECK(now <= 15);
}

// Nobody has ties: the city with most free places does not get them all.
TEST(every_municipality_gets_its_share_where_nothing_else_speaks)
{
    enum { ALONE = 65, THREE = 3 };
    static const struct match_place where[THREE] = { { .free = 100 }, { .free = 20 }, { .free = 10 } };
    struct match_household *who = NEW_ARRAY(a, ALONE, struct match_household);
    int64_t at[THREE] = { 0 };
    for (int i = 0; i < ALONE; i++)
        who[i] = (struct match_household){ .persons = 1, .waited = 10 };
    struct match_facts f = { .household = who, .households = ALONE, .place = where, .places = THREE,
                             .weights = match_usual };
    struct match x;
    struct match_choice best[MATCH_BEST];
    str fault = STR("");
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    for (int i = 0; i < ALONE; i++)
        at[x.plan.place[i]]++;
    CHECK_INT(at[0], 50);
    CHECK_INT(at[1], 10);
    CHECK_INT(at[2], 5);
    CHECK(match_best(a, &f, &x, 0, best) > 0 && says(&best[0], FOR_SHARE));
    f.weights.balance = 0; // and where it does not count, nothing is wished for
    CHECK_INT(match_make(a, &f, &limits, &x, &fault), OK);
    CHECK_INT(x.problem.fill_minimum[0], 0);
}
