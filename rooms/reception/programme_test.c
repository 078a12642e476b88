// SPDX-License-Identifier: Apache-2.0
// The rules of the integration programme: places, plans in versions, the week's content.
#include "rooms/reception/programme.h"
#include "rooms/reception/reception_test.h"
#include "test/db.h"
#include "test/web.h"

TEST(a_week_is_whole_with_full_time_and_every_kind_of_content)
{
    static struct activity at[ACT_KINDS];
    day monday = day_of(2023, 8, 28);
    for (int k = 0; k < ACT_KINDS; k++)
        at[k] = (struct activity){ .kind = k, .weekday = k + 1, .hours = 600, .from_day = monday,
                                   .to_day = DAY_NONE };
    activities all = { .p = at, .n = ACT_KINDS };
    CHECK(plan_week(&all, monday).whole);
    CHECK_INT(plan_week(&all, monday).hours, 3000);
    CHECK(!plan_week(&all, day_add(monday, -7)).whole); // before it starts
    at[ACT_VOLUNTARY].to_day = day_add(monday, 3);      // over before its Friday
    struct week_check w = plan_week(&all, monday);
    CHECK(!w.whole && w.lacks[ACT_VOLUNTARY] && !w.lacks[ACT_WORK]);
    at[ACT_VOLUNTARY].to_day = DAY_NONE;
    at[ACT_NORWEGIAN].hours = 575; // a quarter of an hour short
    CHECK(!plan_week(&all, monday).whole);
}

static err programme(struct db *db, void *arg)
{
    struct programme_place p;
    struct plan plan, next;
    plan_steps steps = { 0 };
    activities acts = { 0 };
    int64_t who = tested.omar.id;
    day d = day_of(2023, 6, 10);
    (void)arg;
    PASS(programme_apply(db, who, tested.vika.id, false, d));
    CHECK_INT(programme_apply(db, who, tested.vika.id, false, d), E_CONFLICT);
    PASS(place_of_programme(db, who, &p));
    CHECK_INT(programme_step(db, &p, EV_BEGIN, d, STR("")), E_CONFLICT); // no contract
    PASS(programme_step(db, &p, EV_OFFER, d, STR("")));
    PASS(programme_step(db, &p, EV_CONTRACT, d, STR("")));
    PASS(programme_step(db, &p, EV_BEGIN, d, STR("")));
    PASS(plan_new(db, who, d, &plan));
    CHECK_INT(plan_new(db, who, d, &next), E_CONFLICT); // the draft first
    CHECK_INT(plan_sign(db, &plan, d, d, STR("")), E_INPUT); // no goals yet
    struct plan was = plan;
    plan.goal_long = STR("Elektriker");
    plan.goal_short = STR("Norsk B1");
    plan.review_on = day_of(2023, 9, 10);
    PASS(db_save(db, &individual_plan_rec, &was, &plan));
    struct plan_step s = { .person = who, .plan = plan.id, .what = STR("Ta kurs"), .due = d, .done = DAY_NONE,
                           .evaluation = STR("") };
    struct activity act = { .person = who, .plan = plan.id, .kind = ACT_NORWEGIAN, .title = STR("Norsk"),
                            .provider = STR(""), .weekday = 1, .starts = 540, .hours = 600, .from_day = d,
                            .to_day = DAY_NONE };
    PASS(db_add(db, &plan_step_rec, &s));
    PASS(db_add(db, &activity_rec, &act));
    PASS(plan_sign(db, &plan, d, DAY_NONE, STR("")));
    CHECK_INT(plan.state, PLAN_SIGNING); // one of two has signed
    PASS(plan_sign(db, &plan, d, d, STR("Første plan")));
    CHECK_INT(plan.state, PLAN_CURRENT);
    PASS(plan_new(db, who, day_of(2023, 8, 1), &next));
    CHECK_INT(next.no, 2);
    PASS(plan_parts(db, next.id, &steps, &acts));
    CHECK_INT(steps.n, 1); // copied from the first
    CHECK_INT(acts.n, 1);
    next.review_on = day_of(2023, 11, 1);
    PASS(plan_sign(db, &next, day_of(2023, 8, 1), day_of(2023, 8, 1), STR("Nytt mål")));
    plans all = { 0 };
    PASS(plans_of(db, who, &all));
    CHECK_INT(all.p[1].state, PLAN_REPLACED);
    PASS(attendance_mark(db, &act, day_of(2023, 8, 28), ABSENT_INVALID));
    PASS(attendance_mark(db, &act, day_of(2023, 8, 28), PRESENT)); // set right: one row a day
    attendances week = { 0 };
    PASS(attendance_week(db, who, day_of(2023, 8, 28), &week));
    CHECK_INT(week.n, 1);
    CHECK_INT(week.p[0].mark, PRESENT);
    PASS(programme_step(db, &p, EV_BREACH, day_of(2023, 8, 30), STR("Møtte ikke")));
    PASS(plan_of(db, who, &plan));
    CHECK_INT(plan.state, PLAN_ENDED);
    return OK;
}

TEST(a_programme_place_has_a_contract_a_plan_in_versions_and_an_end)
{
    in_db(a, house_make, NULL);
    in_db(a, programme, NULL);
    in_db(a, house_sound, NULL);
}
