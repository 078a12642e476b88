// SPDX-License-Identifier: Apache-2.0
// Duties: the clock's arithmetic, opening and ending, and who sees them. Everybody is invented.
#include "test/web.h"

#include "platform/http/setting.h"
#include "rooms/access/access.h"
#include "rooms/duty/duty_test.h"
#include "test/db.h"

DUTY_KIND(answer_by, .name = "duty.test_answer", .roles = R(MC), .days = 7);
DUTY_KIND(at_work, .name = "duty.test_at_work", .roles = R(MC), .weeks = 3, .working_day = true);
DUTY_KIND(start_by, .name = "duty.test_start", .roles = R(MP), .rule = "ST-01",
          .question = LAW_DUE(intro_start_deadline));

// ---- the clock ----------------------------------------------------------------------------------

TEST(a_due_day_moves_by_exactly_the_days_the_clock_stood)
{
    uint64_t seed = test_seed();
    for (int round = 0; round < 2000; round++) {
        day at = day_add(TEST_DAY, (int32_t)(test_random(&seed) % 3000));
        struct duty d = { .start = at, .stopped = DAY_NONE };
        d.first = d.due = duty_length(&answer_by, at);
        int64_t stood = 0;
        for (int step = 0; step < 12; step++) {
            int32_t gone = (int32_t)(test_random(&seed) % 40);
            bool stands = day_known(d.stopped);
            day was = d.stopped;
            at = day_add(at, gone);
            if (test_random(&seed) % 2) {
                CHECK_INT(duty_stop_at(&d, at, "duty.test"), OK);
                CHECK(day_eq(d.stopped, stands ? was : at)); // the first stop holds
            } else {
                stood += stands ? day_diff(at, was) : 0;
                CHECK_INT(duty_go_at(&answer_by, &d, at), OK);
                CHECK(!day_known(d.stopped));
            }
            // What is shown while it stands is what it becomes when it goes that day.
            day shown = duty_due_on(&answer_by, &d, at);
            struct duty gone_now = d;
            CHECK_INT(duty_go_at(&answer_by, &gone_now, at), OK);
            CHECK(day_eq(shown, gone_now.due));
            CHECK_INT(d.stopped_days, stood);
            CHECK_INT(day_diff(d.due, d.first), stood);
        }
    }
}

TEST(a_clock_cannot_go_before_it_stood_nor_stand_before_it_began)
{
    struct duty d = { .start = TEST_DAY, .first = day_add(TEST_DAY, 7), .stopped = DAY_NONE };
    CHECK_INT(duty_stop_at(&d, day_add(TEST_DAY, -1), "duty.test"), E_INPUT);
    CHECK_INT(duty_stop_at(&d, day_add(TEST_DAY, 3), "duty.test"), OK);
    CHECK_INT(duty_go_at(&answer_by, &d, day_add(TEST_DAY, 2)), E_INPUT);
    CHECK(day_known(d.stopped)); // untouched
    CHECK_INT(duty_go_at(&answer_by, &d, day_add(TEST_DAY, 3)), OK);
    CHECK_INT(d.stopped_days, 0);
}

TEST(a_due_day_off_work_is_moved_once_and_last)
{
    // Three weeks from 13 March 2026 is Good Friday, 3 April: then come Saturday, Easter Sunday and
    // Monday.
    day start = day_of(2026, 3, 13);
    CHECK(day_eq(duty_off_work(&at_work, duty_length(&at_work, start)), day_of(2026, 4, 7)));
    CHECK(day_eq(duty_off_work(&answer_by, day_of(2026, 4, 3)), day_of(2026, 4, 3)));
    struct duty d = { .start = start, .first = duty_length(&at_work, start), .stopped = DAY_NONE };
    CHECK_INT(duty_stop_at(&d, day_of(2026, 3, 20), "duty.test"), OK);
    CHECK_INT(duty_go_at(&at_work, &d, day_of(2026, 3, 25)), OK);
    CHECK(day_eq(d.due, day_of(2026, 4, 8))); // 3 April and five days, a Wednesday
}

// ---- rows ---------------------------------------------------------------------------------------

struct duty_people duty_world;
#define W duty_world

static struct person invented(const char *given, const char *family)
{
    return (struct person){ .family = str_z(family), .given = str_z(given), .own_script = STR(""),
                            .born = day_of(1991, 5, 3), .sex = SEX_FEMALE, .language = STR("ukr"),
                            .arrived = day_of(2023, 3, 1), .died = DAY_NONE,
                            .protection_to = DAY_NONE, .synthetic = true };
}

static err worker(struct db *db, const char *login, const struct who_org *org, enum role role,
                  int64_t *id)
{
    struct who_user u = { .login = str_z(login), .name = str_z(login), .demo = true };
    struct who_role r = { .org_id = org->id, .role = str_z(role_code(role)),
                          .valid_from = day_of(2020, 1, 1), .valid_to = DAY_NONE };
    PASS(db_add(db, &who_user_rec, &u));
    r.user_id = *id = u.id;
    return db_add(db, &who_role_rec, &r);
}

// Two municipalities; Olena and a strictly protected person belong to the first, Omar to the second,
// and one is confidential.
err duty_people(struct db *db, void *arg)
{
    (void)arg;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("K1506"), TEST_DAY, &W.molde));
    PASS(access_org(db, STR("K1507"), TEST_DAY, &W.alesund));
    W.olena = invented("Olena", "Kovalenko");
    W.omar = invented("Omar", "Al-Hassan");
    W.hidden = invented("Mysteria", "Kanarifugl");
    W.hidden.protection = PROTECT_STRICT;
    W.quiet = invented("Stille", "Sperregrense");
    W.quiet.protection = PROTECT_CONFIDENTIAL;
    PASS(person_add(db, &W.olena, W.molde.id, "allocation"));
    PASS(person_add(db, &W.omar, W.alesund.id, "allocation"));
    PASS(person_add(db, &W.hidden, W.molde.id, "allocation"));
    PASS(person_add(db, &W.quiet, W.molde.id, "allocation"));
    PASS(worker(db, "nadia", &W.molde, MP, &W.nadia));
    PASS(worker(db, "berit", &W.molde, MP, &W.berit));
    return worker(db, "aalesunder", &W.alesund, MP, &W.stranger);
}

static err open_on(struct db *db, const struct duty_kind *k, int64_t person, int64_t org, int64_t subject,
                   day start, struct duty *d)
{
    *d = (struct duty){ .person = person, .org = org, .subject = subject, .start = start,
                        .due = DAY_NONE, .link = STR("/personer") };
    return duty_open(db, k, d);
}

static err open_twice(struct db *db, void *arg)
{
    (void)arg;
    struct duty one, again;
    duties all = { 0 };
    PASS(open_on(db, &answer_by, W.olena.id, W.molde.id, 7, TEST_DAY, &one));
    CHECK(day_eq(one.due, day_of(2023, 9, 8)));
    CHECK_INT(duty_stop(db, &answer_by, W.molde.id, 7, day_of(2023, 9, 2), "duty.test"), OK);
    CHECK_INT(duty_resume(db, &answer_by, W.molde.id, 7, day_of(2023, 9, 5)), OK);
    PASS(open_on(db, &answer_by, W.olena.id, W.molde.id, 7, day_of(2023, 9, 4), &again));
    CHECK_INT(again.id, one.id);
    CHECK(day_eq(again.due, day_of(2023, 9, 14))); // seven days, and the three it stood
    CHECK_INT(duty_done(db, &answer_by, W.molde.id, 7, day_of(2023, 9, 6)), OK);
    CHECK_INT(duty_done(db, &answer_by, W.molde.id, 7, day_of(2023, 9, 7)), OK); // nothing is open
    PASS(open_on(db, &answer_by, W.olena.id, W.molde.id, 7, TEST_DAY, &again));
    CHECK(again.id != one.id); // a new one after the first was done
    CHECK_INT(duty_drop(db, &answer_by, W.molde.id, 7, TEST_DAY), OK);
    db->deed.org = W.molde.id;
    PASS(duties_of_person(db, W.olena.id, &all));
    CHECK_INT(all.n, 2);
    CHECK_INT(all.p[0].ended + all.p[1].ended, DUTY_DONE + DUTY_DROPPED);
    // One that names nobody belongs to the organisation alone.
    PASS(open_on(db, &answer_by, 0, W.molde.id, 8, TEST_DAY, &one));
    CHECK_INT(duty_done(db, &answer_by, W.molde.id, 8, TEST_DAY), OK);
    return OK;
}

TEST(a_duty_is_open_once_and_keeps_its_stops)
{
    in_db(a, duty_people, NULL);
    in_db(a, open_twice, NULL);
}

static err by_law(struct db *db, void *arg)
{
    (void)arg;
    struct law_facts f;
    struct law_fault fault;
    CHECK_INT(law_facts_read(STR("permit=utl34; permit_granted=2023-03-20; birth=1991-05-03; "
                                 "settled=2023-06-12; by_agreement=yes"), &f, &fault), OK);
    struct duty d = { .person = W.olena.id, .org = W.molde.id, .subject = W.olena.id };
    CHECK_INT(duty_open_by_law(db, &start_by, &f, &d), OK);
    CHECK(day_eq(d.start, day_of(2023, 6, 12)));
    CHECK(day_eq(d.due, day_of(2023, 9, 12))); // three months after settlement, § 12
    CHECK(str_find(d.why, STR("ST-01")) != (size_t)-1);
    CHECK(str_find(d.why, STR("2023-06-12")) != (size_t)-1);
    CHECK_INT(duty_open_by_law(db, &answer_by, &f, &d), E_INPUT); // no question of the law
    return OK;
}

TEST(the_law_library_says_the_day_and_what_it_was_computed_from_is_kept)
{
    in_db(a, duty_people, NULL);
    in_db(a, by_law, NULL);
}

static err move_case(struct db *db, void *arg)
{
    (void)arg;
    struct duty d;
    duties all = { 0 };
    int64_t owner;
    db->deed.org = W.molde.id;
    CHECK_INT(case_give(db, W.olena.id, W.molde.id, W.stranger), E_DENIED);
    CHECK_INT(case_give(db, 12345, W.molde.id, W.nadia), E_NOTFOUND);
    CHECK_INT(case_give(db, W.olena.id, W.molde.id, W.nadia), OK);
    PASS(open_on(db, &answer_by, W.olena.id, W.molde.id, 1, TEST_DAY, &d));
    CHECK_INT(d.user_id, W.nadia); // whoever has the case
    CHECK_INT(case_give(db, W.olena.id, W.molde.id, W.berit), OK);
    PASS(case_owner(db, W.olena.id, W.molde.id, &owner));
    CHECK_INT(owner, W.berit);
    PASS(duties_of_person(db, W.olena.id, &all));
    CHECK_INT(all.p[0].user_id, W.berit); // the duty followed
    CHECK_INT(case_give(db, W.olena.id, W.molde.id, 0), OK);
    PASS(case_owner(db, W.olena.id, W.molde.id, &owner));
    CHECK_INT(owner, 0);
    return OK;
}

TEST(a_case_moves_with_its_duties)
{
    in_db(a, duty_people, NULL);
    in_db(a, move_case, NULL);
}
