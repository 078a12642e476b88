// SPDX-License-Identifier: Apache-2.0
// What does not go straight: self-settlement, a new municipality, a household that comes apart or grows, each
// done on the pages by the one whose job it is. Everybody is invented.
#include "rooms/allocation/allocation_test.h"

#include "platform/job/job.h"
#include "rooms/reception/reception.h"

static struct family five;

struct refs {
    str ref;
    alloc_cases cases;
    int state;
    int64_t n;
};
SQL(newest_offer, "select * from allocation_offer order by id desc limit 1");
SQL(child_born, "select person from person_member where household = $1 order by id desc limit 1");
SQL(in_household, "select count(*) from person_member where household = $1 and to_day is null");

static err town(struct db *db, void *arg)
{
    (void)arg;
    PASS(test_places(db, "1506", 20, 4));
    PASS(test_places(db, "1507", 9, 0));
    return test_family(db, "Kanarifugl", 5, true, &five);
}

static err newest(struct db *db, void *arg)
{
    struct refs *r = arg;
    struct offer o;
    PASS(db_one(db, &newest_offer, NO_ARGS, &offer_rec, &o));
    r->ref = o.ref;
    r->state = o.state;
    r->cases = (alloc_cases){ 0 };
    return cases_of_offer(db, o.id, &r->cases);
}

static const char *at(struct arena *a, int64_t person, const char *what)
{
    return strf(a, "/personer/%lld%s", (long long)person, what).p;
}
static const char *list(struct arena *a, const struct refs *r, const char *what)
{
    return strf(a, "/bosetting/fordelinger/%.*s%s", S(r->ref), what).p;
}

static struct refs asked(struct arena *a, const char *place)
{
    struct refs r = { 0 };
    CHECK_INT(post(a, strf(a, "/bosetting/klare/%lld", (long long)five.person[0]).p, as(DS, "IMDI"), strf(a, "kommune=%s", place).p).status, 303);
    in_db(a, newest, &r);
    return r;
}
static void answered(struct arena *a, const struct refs *r, const char *org)
{
    CHECK_INT(post(a, list(a, r, "/svar"), as(MC, org), "svar=ja").status, 303);
}
static void decided(struct arena *a, const struct refs *r)
{
    CHECK_INT(post(a, "/bosetting/vedtak", as(DS, "IMDI"), strf(a, "liste=%.*s", S(r->ref)).p).status, 303);
}
static bool shows(struct arena *a, int64_t person, const struct actor *who, const char *words)
{
    return has_text(get(a, at(a, person, "/bosetting"), who).body, words);
}

TEST(agreed_self_settlement_is_done_on_the_pages_from_wish_to_home)
{
    in_db(a, town, NULL);
    const struct actor *ds = as(DS, "IMDI"), *molde = as(MC, "K1506");
    int64_t head = five.person[0];
    CHECK(shows(a, head, ds, "/bosetting/onske"));
    CHECK_INT(post(a, at(a, head, "/bosetting/onske"), ds, "").status, 303);
    CHECK_INT(post(a, at(a, head, "/bosetting/signert"), molde, "dag=01.09.2023").status, 404); // no list yet: out of sight
    CHECK_INT(post(a, at(a, head, "/bosetting/bolig"), ds, "kommune=Tullvik&bolig=Storgata+1").status, 422);
    CHECK_INT(post(a, at(a, head, "/bosetting/bolig"), ds, "kommune=Molde&bolig=Tre+rom,+11+000+kr,+to+ar").status, 303);
    struct refs r = { 0 };
    in_db(a, newest, &r);
    struct answer lists = get(a, "/bosetting/fordelinger", molde);
    CHECK(has_text(lists.body, "Tre rom, 11 000 kr"));
    CHECK(!has_text(lists.body, "Kanarifugl"));
    CHECK_INT(post(a, list(a, &r, "/svar"), molde, "svar=nei&grunn=no_dwelling&tekst=For+dyr").status, 303);
    CHECK(shows(a, head, ds, "Klar")); // and may look again
    test_whole(a);
    CHECK_INT(post(a, at(a, head, "/bosetting/onske"), ds, "").status, 303);
    CHECK_INT(post(a, at(a, head, "/bosetting/bolig"), ds, "kommune=1506&bolig=Fire+rom").status, 303);
    in_db(a, newest, &r);
    answered(a, &r, "K1506");
    CHECK_INT(post(a, at(a, head, "/bosetting/signert"), ds, "dag=01.09.2023").status, 422); // before the decision: the usual mistake
    decided(a, &r);
    for (size_t i = 0; i < five.n; i++)
        CHECK_INT(post(a, at(a, five.person[i], "/bosetting/signert"), molde, "dag=01.09.2023").status, 303);
    for (size_t i = 0; i < five.n; i++)
        CHECK_INT(post(a, at(a, five.person[i], "/bosetting/bosatt"), molde, "dag=01.09.2023").status, 303);
    in_db(a, newest, &r);
    for (size_t i = 0; i < r.cases.n; i++)
        CHECK_INT(r.cases.p[i].state, ALLOC_SETTLED);
    test_whole(a);
}

TEST(a_new_municipality_takes_over_with_a_reason_and_the_first_sees_nothing_more)
{
    in_db(a, town, NULL);
    const struct actor *ds = as(DS, "IMDI"), *molde = as(MC, "K1506");
    struct refs r = asked(a, "1506");
    answered(a, &r, "K1506");
    decided(a, &r);
    CHECK(shows(a, five.person[0], molde, "Kanarifugl"));
    CHECK_INT(post(a, at(a, five.person[0], "/bosetting/omfordel"), molde, "grunn=family").status, 403);
    CHECK_INT(post(a, at(a, five.person[0], "/bosetting/omfordel"), ds, "grunn=none&tekst=Bestemor+bor+i+Alesund").status, 422);
    struct answer kept = post(a, at(a, five.person[0], "/bosetting/omfordel"), ds, "grunn=none&tekst=Bestemor+bor+i+Alesund");
    CHECK(has_text(kept.body, "Bestemor bor i Alesund")); // nothing typed is lost
    CHECK_INT(post(a, at(a, five.person[0], "/bosetting/omfordel"), ds, "grunn=family&tekst=Bestemor+bor+i+Alesund").status, 303);
    for (size_t i = 0; i < five.n; i++)
        CHECK_INT(get(a, at(a, five.person[i], "/bosetting"), molde).status, 404);
    CHECK(!has_text(get(a, "/bosetting/fordelinger", molde).body, "Kanarifugl"));
    r = asked(a, "1507");
    answered(a, &r, "K1507");
    decided(a, &r);
    CHECK(shows(a, five.person[4], as(MC, "K1507"), "Kanarifugl"));
    CHECK(!shows(a, five.person[4], as(MC, "K1507"), "Molde")); // what was before is not theirs to know
    test_whole(a);
}

TEST(who_said_no_may_be_given_another_municipality_and_nobody_else_may_do_it)
{
    in_db(a, town, NULL);
    const struct actor *ds = as(DS, "IMDI");
    struct refs r = asked(a, "1506");
    answered(a, &r, "K1506");
    decided(a, &r);
    CHECK_INT(post(a, at(a, five.person[0], "/bosetting/takket-nei"), ds, "fortalt=1&tekst=Vil+bo+i+by").status, 303);
    CHECK(shows(a, five.person[0], ds, "/bosetting/omfordel"));
    CHECK(shows(a, five.person[0], ds, "/bosetting/avslutt"));
    CHECK_INT(post(a, at(a, five.person[0], "/bosetting/omfordel"), ds, "grunn=other&tekst=Ny+vurdering").status, 303);
    r = asked(a, "1507"); // a second try
    answered(a, &r, "K1507");
    decided(a, &r);
    CHECK(shows(a, five.person[0], as(MC, "K1507"), "Kanarifugl"));
    test_whole(a);
}

TEST(a_household_that_comes_apart_while_it_is_asked_for_is_off_the_list_and_waits_as_two)
{
    in_db(a, town, NULL);
    const struct actor *ds = as(DS, "IMDI"), *molde = as(MC, "K1506");
    struct refs r = asked(a, "1506");
    const char *url = at(a, five.person[0], "/husstand/del");
    const char *who = strf(a, "p%lld=1&on=20.08.2023&reason=samlivsbrudd", (long long)five.person[1]).p;
    struct answer seen = post(a, url, ds, who);
    CHECK_INT(seen.status, 200);
    CHECK(has_text(seen.body, "Lista hos Molde")); // what it means is told before it is saved
    CHECK_INT(post(a, url, ds, strf(a, "%s&bekreft=1", who).p).status, 303);
    int ran;
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(TEST_DAY) + 12 * 3600 * 1000, &ran), OK);
    in_db(a, newest, &r);
    CHECK_INT(r.state, OFFER_WITHDRAWN);
    CHECK_INT(post(a, list(a, &r, "/svar"), molde, "svar=ja").status, 409);
    struct answer board = get(a, "/bosetting?steg=klare", ds);
    CHECK(has_text(board.body, "4 personer") && has_text(board.body, "1 person"));
    test_whole(a);
}

static err newborn(struct db *db, void *arg)
{
    int64_t *id = arg;
    PASS(db_int(db, &in_household, ARGS(AI(five.household)), &id[1]));
    return db_int(db, &child_born, ARGS(AI(five.household)), &id[0]);
}

TEST(a_child_born_after_the_decision_is_registered_asked_for_and_moves_on_a_day_of_its_own)
{
    in_db(a, town, NULL);
    const struct actor *ds = as(DS, "IMDI"), *molde = as(MC, "K1506");
    int64_t child[2];
    int ran;
    struct refs r = asked(a, "1506");
    answered(a, &r, "K1506");
    decided(a, &r);
    const char *url = at(a, five.person[0], "/husstand/fodsel"), *form = "family=Pr%C3%B8ve&given=Knert&sex=female&on=30.08.2023";
    CHECK_INT(post(a, url, ds, form).status, 200);
    CHECK_INT(post(a, url, ds, strf(a, "%s&bekreft=1", form).p).status, 303);
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(TEST_DAY) + 12 * 3600 * 1000, &ran), OK);
    in_db(a, newborn, child);
    CHECK_INT(child[1], 6);
    CHECK(shows(a, child[0], ds, "Ingen bosettingssak")); // no permit yet
    CHECK_INT(post(a, at(a, child[0], "/tillatelse"), ds, "basis=COLLECTIVE&decided=31.08.2023&valid_from=31.08.2023&valid_to=31.08.2024&notified=&entry_by=").status, 303);
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(TEST_DAY) + 13 * 3600 * 1000, &ran), OK);
    CHECK(shows(a, child[0], ds, "/bosetting/sporigjen"));
    CHECK_INT(post(a, at(a, child[0], "/bosetting/sporigjen"), ds, "").status, 303);
    in_db(a, newest, &r);
    CHECK_INT(r.cases.n, 1);
    CHECK(has_text(get(a, "/bosetting/fordelinger", molde).body, "Spurt på nytt"));
    answered(a, &r, "K1506");
    decided(a, &r);
    CHECK_INT(post(a, list(a, &r, "/dato"), molde, strf(a, "dag=15.09.2023&gjor=lagre&med%lld=1&dag%lld=", (long long)r.cases.p[0].id,
                                                        (long long)r.cases.p[0].id).p).status, 303);
    CHECK(shows(a, child[0], molde, "15.09.2023"));
    test_whole(a);
}

// ---- what ends a case

SQL(open_stays, "select count(*) from reception_stay where person = $1 and to_day is null");
SQL(open_tasks, "select count(*) from duty_of_person where person = $1 and ended = 'open'");
struct end {
    struct alloc_case c;
    int64_t stays, duties;
};
static err ends(struct db *db, void *arg)
{
    struct end *x = arg;
    PASS(alloc_case_of(db, five.person[1], &x->c));
    PASS(db_int(db, &open_stays, ARGS(AI(five.person[1])), &x->stays));
    return db_int(db, &open_tasks, ARGS(AI(five.person[1])), &x->duties);
}
static err in_a_centre(struct db *db, void *arg)
{
    struct centre c = { .name = STR("Prøve mottak"), .kind = CENTRE_ORDINARY, .operator = STR(""), .operator_number = STR(""),
                        .municipality = STR("1506"), .address = STR(""), .contract_from = day_of(2023, 1, 1),
                        .contract_to = DAY_NONE, .notice_on = DAY_NONE, .staffed = STR("") };
    PASS(town(db, arg));
    PASS(centre_add(db, &c, STR("M1009"), 40));
    return stay_begin(db, five.person[1], c.id, STR(""), day_of(2023, 6, 1));
}

TEST(a_death_ends_case_stay_and_duties_and_the_others_are_asked_for_anew)
{
    struct end x = { 0 };
    int ran;
    in_db(a, in_a_centre, NULL);
    in_db(a, ends, &x);
    CHECK_INT(x.stays, 1);
    CHECK(x.duties > 0);
    struct refs r = asked(a, "1506");
    const char *url = at(a, five.person[1], "/husstand/dod");
    CHECK(has_text(post(a, url, as(DS, "IMDI"), "on=28.08.2023").body, "Lista hos Molde"));
    CHECK_INT(post(a, url, as(DS, "IMDI"), "on=28.08.2023&bekreft=1").status, 303);
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(TEST_DAY) + 12 * 3600 * 1000, &ran), OK);
    in_db(a, ends, &x);
    CHECK_INT(x.c.state, ALLOC_CLOSED);
    CHECK_INT(x.c.closed, CLOSED_DIED);
    CHECK_INT(x.stays, 0);
    CHECK_INT(x.duties, 0);
    in_db(a, newest, &r);
    CHECK_INT(r.state, OFFER_WITHDRAWN);
    CHECK(has_text(get(a, "/bosetting?steg=klare", as(DS, "IMDI")).body, "4 personer"));
    test_whole(a);
}

SQL(permit_held, "select id from person_permit where person = $1");
static err held(struct db *db, void *arg)
{
    return db_int(db, &permit_held, ARGS(AI(five.person[1])), arg);
}

TEST(a_permit_that_is_withdrawn_ends_the_case)
{
    struct end x = { 0 };
    int ran;
    int64_t permit;
    in_db(a, town, NULL);
    in_db(a, held, &permit);
    const char *url = at(a, five.person[1], strf(a, "/tillatelse/%lld", (long long)permit).p);
    CHECK(has_text(get(a, at(a, five.person[1], ""), as(DS, "IMDI")).body, url));
    CHECK_INT(get(a, url, as(DS, "IMDI")).status, 200);
    CHECK_INT(get(a, at(a, five.person[0], strf(a, "/tillatelse/%lld", (long long)permit).p), as(DS, "IMDI")).status, 404);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "revoked=").status, 422);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "revoked=01.01.2020").status, 422); // before it was decided
    CHECK_INT(post(a, url, as(DS, "IMDI"), "revoked=30.08.2023").status, 303);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "revoked=30.08.2023").status, 404); // once
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(TEST_DAY) + 12 * 3600 * 1000, &ran), OK);
    in_db(a, ends, &x);
    CHECK_INT(x.c.state, ALLOC_CLOSED);
    CHECK_INT(x.c.closed, CLOSED_PERMIT_LOST);
    test_whole(a);
}
