// SPDX-License-Identifier: Apache-2.0
// The day's list, the team, notices and what is missing, as pages: who sees what. Everybody is
// invented.
#include "test/web.h"

#include "rooms/access/access.h"
#include "rooms/duty/duty_test.h"
#include "rooms/duty/notice_db.h"
#include "rooms/duty/team_db.h"
#include "test/db.h"

#define W duty_world

DUTY_KIND(call_by, .name = "duty.test_call", .roles = R(MP) | R(MC) | R(MH), .days = 3);
DUTY_KIND(head_only, .name = "duty.test_head", .roles = R(MH), .days = 3);

static err open_for(struct db *db, const struct duty_kind *k, int64_t person, int64_t org, int64_t user,
                    day start)
{
    static int64_t subject = 1000;
    struct duty d = { .person = person, .org = org, .user_id = user, .subject = ++subject, .start = start,
                      .due = DAY_NONE, .link = STR("/personer") };
    return duty_open(db, k, &d);
}

static err week(struct db *db, void *arg)
{
    PASS(duty_people(db, arg));
    PASS(open_for(db, &call_by, W.olena.id, W.molde.id, W.nadia, day_add(TEST_DAY, -10))); // late
    PASS(open_for(db, &call_by, W.hidden.id, W.molde.id, W.nadia, TEST_DAY));
    PASS(open_for(db, &call_by, W.quiet.id, W.molde.id, W.nadia, TEST_DAY));
    PASS(open_for(db, &call_by, W.omar.id, W.alesund.id, 0, TEST_DAY));
    PASS(open_for(db, &head_only, 0, W.molde.id, 0, TEST_DAY));
    PASS(case_give(db, W.olena.id, W.molde.id, W.nadia));
    return case_give(db, W.quiet.id, W.molde.id, W.nadia);
}

static struct actor user_as(int64_t user, enum role role, const struct who_org *org)
{
    struct actor a = *as(role, "K1506");
    a.user = user;
    a.org = org->id;
    a.org_name = org->name;
    return a;
}

TEST(the_day_shows_own_duties_and_nobody_out_of_sight)
{
    in_db(a, week, NULL);
    struct actor nadia = user_as(W.nadia, MP, &W.molde), berit = user_as(W.berit, MP, &W.molde),
                 head = user_as(W.berit, MH, &W.molde), stranger = user_as(W.stranger, MP, &W.alesund);
    struct answer mine = get(a, "/min-dag", &nadia);
    CHECK_INT(mine.status, 200);
    CHECK(has_text(mine.body, "Kovalenko, Olena"));
    CHECK(has_text(mine.body, "Over tiden – 7 dager"));
    CHECK(has_text(mine.body, "Sperregrense")); // confidential, and hers
    CHECK(!has_text(mine.body, "Al-Hassan"));
    CHECK(!has_text(mine.body, "duty.test_head")); // another role's work
    CHECK(!has_text(get(a, "/min-dag", &berit).body, "Kovalenko"));
    CHECK(has_text(get(a, "/min-dag", &head).body, "duty.test_head"));
    struct answer theirs = get(a, "/min-dag", &stranger);
    CHECK(has_text(theirs.body, "Al-Hassan"));
    CHECK(!has_text(theirs.body, "Kovalenko"));
    // Strict persons are in no list at all; confidential ones in no list of others.
    static const char *const pages[] = { "/min-dag", "/min-dag?hvem=team", "/min-dag?hvem=enhet", "/team",
                                         "/team/0", "/mangler", "/mangler/duty.no_number" };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct answer p = get(a, pages[i], &head);
        CHECK_INT(p.status, 200);
        CHECK_AT(!has_text(p.body, "Kanarifugl"), "%s shows a strictly protected person", pages[i]);
        CHECK_AT(!has_text(p.body, "Sperregrense"), "%s shows a confidential person", pages[i]);
        CHECK_AT(!has_text(p.body, "Al-Hassan"), "%s shows a neighbour's person", pages[i]);
    }
    CHECK(has_text(get(a, "/min-dag?hvem=enhet", &head).body, "Kovalenko, Olena"));
}

SQL(late_one, "select id from duty_of_person where person = $1 and ended = 'open'");
SQL(plan_of, "select coalesce(plan_day, '') from duty_of_person where id = $1");
SQL(due_of, "select due from duty_of_person where id = $1");

static err late_id(struct db *db, void *id)
{
    return db_int(db, &late_one, ARGS(AI(W.olena.id)), id);
}

static err check_plan(struct db *db, void *id)
{
    str plan, due;
    PASS(db_str(db, &plan_of, ARGS(AI(*(int64_t *)id)), &plan));
    PASS(db_str(db, &due_of, ARGS(AI(*(int64_t *)id)), &due));
    CHECK_STR(plan, "2023-09-15");
    CHECK_STR(due, "2023-08-25"); // the legal day stays
    return OK;
}

TEST(a_delay_is_explained_and_the_legal_day_stays)
{
    int64_t id;
    in_db(a, week, NULL);
    in_db(a, late_id, &id);
    struct actor nadia = user_as(W.nadia, MP, &W.molde), berit = user_as(W.berit, MP, &W.molde),
                 stranger = user_as(W.stranger, MP, &W.alesund);
    const char *page = strf(a, "/frister/%lld", (long long)id).p,
               *form = strf(a, "/frister/%lld/forsinkelse", (long long)id).p;
    struct answer how = get(a, page, &nadia);
    CHECK_INT(how.status, 200);
    CHECK(has_text(how.body, "Slik regnet vi"));
    CHECK(has_text(how.body, "22.08.2023")); // what it was computed from
    CHECK_INT(get(a, page, &stranger).status, 404);
    CHECK_INT(get(a, "/frister/12345", &stranger).status, 404);
    CHECK_INT(get(a, form, &berit).status, 404); // not hers to explain
    CHECK_INT(get(a, form, &nadia).status, 200);
    CHECK_INT(post(a, form, &nadia, "plan_day=15.09.2023&version=1").status, 422);
    CHECK_INT(post(a, form, &nadia, "plan_day=01.08.2023&plan_reason=For+sent&version=1").status, 422);
    CHECK_INT(post(a, form, &nadia, "plan_day=15.09.2023&plan_reason=Venter+tolk&version=1").status, 303);
    in_db(a, check_plan, &id);
    CHECK(has_text(get(a, "/min-dag", &nadia).body, "ny plan 15.09.2023"));
}

TEST(all_cases_of_a_colleague_are_handed_over_with_a_receipt)
{
    in_db(a, week, NULL);
    struct actor head = user_as(W.berit, MH, &W.molde), nadia = user_as(W.nadia, MP, &W.molde),
                 stranger = user_as(W.stranger, MC, &W.alesund);
    const char *from = strf(a, "/team/overforing?fra=%lld", (long long)W.nadia).p;
    struct answer form = get(a, from, &head);
    CHECK_INT(form.status, 200);
    CHECK(has_text(form.body, "Kovalenko, Olena"));
    CHECK(!has_text(form.body, "Sperregrense"));
    CHECK(has_text(form.body, strf(a, "name=\"person\" value=\"%lld\" checked", (long long)W.olena.id).p));
    CHECK_INT(get(a, from, &nadia).status, 403);
    CHECK_INT(get(a, from, &stranger).status, 404); // no colleague of theirs
    CHECK_INT(post(a, "/team/overforing", &head, strf(a, "fra=%lld&til=&person=1", (long long)W.nadia).p).status, 422);
    // Cases of others and unknown ones are left alone, whoever asks.
    struct answer p = post(a, "/team/overforing", &head,
                           strf(a, "fra=%lld&til=%lld&person=%lld&person=%lld&person=77", (long long)W.nadia,
                                (long long)W.berit, (long long)W.olena.id, (long long)W.omar.id).p);
    CHECK_INT(p.status, 303);
    struct answer receipt = get(a, str_cz(a, p.location), &head);
    CHECK_INT(receipt.status, 200);
    CHECK(has_text(receipt.body, "1 sak er overført"));
    CHECK(has_text(receipt.body, "Kovalenko, Olena"));
    CHECK_INT(get(a, str_cz(a, p.location), &stranger).status, 404);
    struct actor berit = user_as(W.berit, MP, &W.molde);
    CHECK(has_text(get(a, "/min-dag", &berit).body, "Kovalenko, Olena")); // the duty followed
    CHECK(!has_text(get(a, "/min-dag", &nadia).body, "Kovalenko, Olena"));
    CHECK(has_text(get(a, "/varsler", &berit).body, "Du har fått flere saker"));
}

TEST(one_case_is_moved_and_only_to_a_colleague)
{
    in_db(a, week, NULL);
    struct actor head = user_as(W.berit, MH, &W.molde);
    const char *to = strf(a, "person=%lld&til=%lld", (long long)W.olena.id, (long long)W.berit).p;
    CHECK_INT(post(a, "/team/flytt", &head, strf(a, "person=%lld&til=%lld", (long long)W.olena.id,
                                                 (long long)W.stranger).p).status, 404);
    CHECK_INT(post(a, "/team/flytt", &head, strf(a, "person=%lld&til=%lld", (long long)W.omar.id,
                                                 (long long)W.berit).p).status, 404);
    CHECK_INT(post(a, "/team/flytt", &head, to).status, 303);
    CHECK(has_text(get(a, strf(a, "/team/%lld", (long long)W.berit).p, &head).body, "Kovalenko, Olena"));
}

TEST(whoever_covers_for_a_colleague_sees_the_duties_while_it_lasts)
{
    in_db(a, week, NULL);
    struct actor head = user_as(W.berit, MH, &W.molde), berit = user_as(W.berit, MP, &W.molde);
    const char *url = strf(a, "/team/%lld/fravaer", (long long)W.nadia).p;
    CHECK_INT(post(a, url, &head, "from_day=08.09.2023&to_day=01.09.2023").status, 422);
    CHECK_INT(post(a, url, &head, strf(a, "from_day=01.09.2023&to_day=08.09.2023&cover=%lld",
                                       (long long)W.stranger).p).status, 404);
    CHECK(!has_text(get(a, "/min-dag", &berit).body, "Kovalenko"));
    CHECK_INT(post(a, url, &head, strf(a, "from_day=01.09.2023&to_day=08.09.2023&cover=%lld",
                                       (long long)W.berit).p).status, 303);
    struct answer list = get(a, "/min-dag", &berit);
    CHECK(has_text(list.body, "Kovalenko"));
    CHECK(has_text(list.body, "Du ser også fristene til nadia"));
    CHECK(!has_text(list.body, "Sperregrense")); // a protected person is covered by nobody
}

// ---- notices ------------------------------------------------------------------------------------

static err told(struct db *db, void *arg)
{
    PASS(duty_people(db, arg));
    PASS(notice_tell(db, W.molde.id, R(MP), NOTICE_WAITING, "duty.notice.due_today", STR("/min-dag")));
    PASS(notice_tell(db, W.molde.id, R(MH), NOTICE_DEADLINE, "duty.notice.over", STR("/team")));
    PASS(notice_tell(db, W.alesund.id, R(MP), NOTICE_WAITING, "duty.notice.over", STR("/team")));
    return notice_to(db, W.nadia, NOTICE_ANSWERED, "duty.notice.case_given", STR("https://evil.example"));
}

TEST(a_notice_is_read_by_those_it_is_for)
{
    in_db(a, told, NULL);
    struct actor nadia = user_as(W.nadia, MP, &W.molde), berit = user_as(W.berit, MP, &W.molde);
    struct answer p = get(a, "/varsler", &nadia);
    CHECK(has_text(p.body, "En frist går ut i dag"));
    CHECK(has_text(p.body, "Du har fått en sak"));
    CHECK(!has_text(p.body, "i enheten"));
    CHECK(has_text(p.body, "1 ulest oppgave")); // an answer is no task
    CHECK_STR(post(a, "/varsler/1", &nadia, "").location, "/min-dag");
    CHECK(has_text(get(a, "/varsler", &nadia).body, "0 uleste oppgaver"));
    CHECK(has_text(get(a, "/varsler", &berit).body, "1 ulest oppgave")); // each reads alone
    CHECK_STR(post(a, "/varsler/4", &nadia, "").location, "/varsler");   // never away from the site
    CHECK_INT(post(a, "/varsler/2", &nadia, "").status, 404);            // not for her role
    CHECK_INT(post(a, "/varsler/4/ferdig", &berit, "").status, 404);
    CHECK_INT(post(a, "/varsler/1/ferdig", &nadia, "").status, 303);
    CHECK(!has_text(get(a, "/varsler", &nadia).body, "En frist går ut i dag"));
    CHECK_INT(post(a, "/varsler/lest", &berit, "").status, 303);
    CHECK(has_text(get(a, "/varsler", &berit).body, "0 uleste oppgaver"));
}

TEST(quiet_hours_and_digests_decide_when_a_mail_may_go)
{
    struct notice_choice night = { .digest = DIGEST_EACH, .quiet_from = 20, .quiet_to = 6 },
                         none = { .digest = DIGEST_EACH }, lunch = { .digest = DIGEST_EACH, .quiet_from = 11,
                                                                     .quiet_to = 12 };
    int64_t midnight = day_start_ms(TEST_DAY), hour = 3600 * 1000; // a Friday
    for (int h = 0; h < 24; h++) {
        CHECK_INT(notice_quiet(&night, midnight + h * hour), h >= 20 || h < 6);
        CHECK_INT(notice_quiet(&lunch, midnight + h * hour), h == 11);
        CHECK(!notice_quiet(&none, midnight + h * hour));
    }
    struct notice_choice daily = { .digest = DIGEST_DAILY, .quiet_from = 20, .quiet_to = 6 }, weekly = daily;
    CHECK(!notice_mail_due(&daily, midnight + 6 * hour));
    CHECK(notice_mail_due(&daily, midnight + 8 * hour));
    daily.mailed = (moment){ midnight + 7 * hour };
    CHECK(!notice_mail_due(&daily, midnight + 15 * hour));
    CHECK(notice_mail_due(&daily, midnight + 31 * hour));
    weekly.digest = DIGEST_WEEKLY;
    weekly.mailed = (moment){ midnight - 20 * hour };
    CHECK(!notice_mail_due(&weekly, midnight + 9 * hour));
    CHECK(notice_mail_due(&weekly, midnight + (3 * 24 + 9) * hour)); // Monday
    weekly.digest = DIGEST_NEVER;
    CHECK(!notice_mail_due(&weekly, midnight + (3 * 24 + 9) * hour));
}

TEST(how_often_mail_comes_is_chosen_and_kept)
{
    in_db(a, duty_people, NULL);
    struct actor nadia = user_as(W.nadia, MP, &W.molde);
    CHECK(has_text(get(a, "/profil/varsler", &nadia).body, "ikke registrert e-postadresse"));
    CHECK_INT(post(a, "/profil/varsler", &nadia, "digest=weekly&quiet_from=25&quiet_to=6&version=0").status, 422);
    CHECK_INT(post(a, "/profil/varsler", &nadia, "digest=weekly&quiet_from=21&quiet_to=6&version=0").status, 303);
    CHECK(has_text(get(a, "/profil/varsler", &nadia).body, "value=\"21\""));
}

// ---- missing ------------------------------------------------------------------------------------

static err both_in_sight(struct db *db, void *arg)
{
    struct who_org imdi;
    PASS(duty_people(db, arg));
    PASS(access_org(db, STR("IMDI"), TEST_DAY, &imdi));
    PASS(scope_open(db, W.olena.id, imdi.id, SCOPE_CASE, "permit", TEST_DAY));
    return scope_open(db, W.omar.id, imdi.id, SCOPE_CASE, "permit", TEST_DAY);
}

TEST(both_sides_count_the_same_that_is_missing)
{
    in_db(a, both_in_sight, NULL);
    struct answer own = get(a, "/mangler", as(MC, "K1506")),
                  rows = get(a, "/mangler/duty.no_number", as(MC, "K1506")),
                  theirs = get(a, "/mangler/duty.no_number?enhet=K1506", as(DS, "IMDI")),
                  orgs = get(a, "/mangler/duty.no_number", as(DS, "IMDI"));
    CHECK(has_text(own.body, "Ingen gjeldende identitetsnummer<b>1</b>"));
    CHECK(has_text(rows.body, "<b>1</b> mangler"));
    CHECK(has_text(rows.body, "Kovalenko, Olena"));
    CHECK(has_text(rows.body, strf(a, "/personer/%lld/nummer", (long long)W.olena.id).p));
    CHECK(has_text(theirs.body, "<b>1</b> mangler"));
    CHECK(has_text(theirs.body, "Kovalenko, Olena"));
    CHECK(has_text(orgs.body, "Molde"));
    CHECK(has_text(orgs.body, "<b>2</b> mangler"));
    CHECK_INT(get(a, "/mangler/duty.none_such", as(MC, "K1506")).status, 404);
    // A neighbour's is not asked for by its code.
    CHECK(!has_text(get(a, "/mangler/duty.no_number?enhet=K1507", as(MC, "K1506")).body, "Al-Hassan"));
}

// A child born here never arrives; one without a date who was born before the mother came lacks it.
static err mother_and_two(struct db *db, void *arg)
{
    PASS(duty_people(db, arg));
    struct household h;
    struct person small = W.omar, elder = W.omar;
    small.id = elder.id = 0;
    small.family = elder.family = STR("Kovalenko");
    small.given = STR("Danylo"), elder.given = STR("Marko");
    small.arrived = elder.arrived = DAY_NONE;
    small.born = day_add(W.olena.arrived, 90), elder.born = day_add(W.olena.arrived, -900);
    PASS(person_add(db, &small, W.molde.id, "allocation"));
    PASS(person_add(db, &elder, W.molde.id, "allocation"));
    PASS(household_make(db, W.olena.arrived, &h));
    PASS(household_join(db, h.id, W.olena.id, MEMBER_HEAD, W.olena.arrived));
    PASS(household_join(db, h.id, small.id, MEMBER_CHILD, small.born));
    return household_join(db, h.id, elder.id, MEMBER_CHILD, W.olena.arrived);
}

TEST(nobody_who_was_born_here_lacks_a_day_of_arrival)
{
    in_db(a, mother_and_two, NULL);
    str body = get(a, "/mangler/duty.no_arrival", as(MC, "K1506")).body;
    CHECK(has_text(body, "<b>1</b> mangler"));
    CHECK(has_text(body, "Kovalenko, Marko"));
    CHECK(!has_text(body, "Kovalenko, Danylo"));
}
