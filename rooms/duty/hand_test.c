// SPDX-License-Identifier: Apache-2.0
// A colleague's case is opened after a purpose was told, and an emergency access is told to those who
// answer for it. Everybody is invented.
#include "person/identifier.h"
#include "rooms/duty/duty_test.h"
#include "test/db.h"
#include "test/web.h"

#define W duty_world

static err of_nadia(struct db *db, void *arg)
{
    PASS(duty_people(db, arg));
    return case_give(db, W.olena.id, W.molde.id, W.nadia);
}

static struct actor user_as(int64_t user, enum role role)
{
    struct actor a = *as(role, "K1506");
    a.user = user;
    a.org = W.molde.id;
    return a;
}

static err nadia_is_away(struct db *db, void *arg)
{
    (void)arg;
    struct absence a = { .org = W.molde.id, .user_id = W.nadia, .cover = W.berit, .from_day = TEST_DAY,
                         .to_day = day_add(TEST_DAY, 2) };
    return db_add(db, &duty_absence_rec, &a);
}

TEST(a_colleague_s_case_is_opened_after_the_purpose_is_told)
{
    in_db(a, of_nadia, NULL);
    struct actor nadia = user_as(W.nadia, MP), berit = user_as(W.berit, MP);
    const char *page = strf(a, "/personer/%lld", (long long)W.olena.id).p;
    CHECK_INT(get(a, page, &nadia).status, 200);
    struct answer r = get(a, page, &berit);
    CHECK_INT(r.status, 303);
    CHECK(str_find(r.location, STR("/formal?til=")) != (size_t)-1);
    CHECK_INT(post(a, strf(a, "%s/formal", page).p, &berit, "purpose=&note=").status, 422);
    CHECK_INT(post(a, strf(a, "%s/formal", page).p, &berit, "purpose=handover&note=Vikar").status, 303);
    CHECK_INT(get(a, page, &berit).status, 200); // for the day
}

TEST(who_covers_for_a_colleague_tells_no_purpose)
{
    in_db(a, of_nadia, NULL);
    in_db(a, nadia_is_away, NULL);
    struct actor berit = user_as(W.berit, MP);
    CHECK_INT(get(a, strf(a, "/personer/%lld", (long long)W.olena.id).p, &berit).status, 200);
}

static str omars;
static err omar_has_a_number(struct db *db, void *arg)
{
    struct identifier i = { .value = omars, .from_day = TEST_DAY };
    text_key problem;
    PASS(of_nadia(db, arg));
    i.person = W.omar.id;
    return person_identify(db, &i, &problem);
}

TEST(an_emergency_access_is_told_to_those_who_answer_for_it)
{
    omars = identifier_invent(a, FORM_DUF, day_of(2023, 3, 1), 4);
    in_db(a, omar_has_a_number, NULL);
    struct actor nadia = user_as(W.nadia, MP), head = user_as(W.berit, MH);
    const char *words = "dtilgang er brukt";
    CHECK(!has_text(get(a, "/varsler", &head).body, words));
    CHECK_INT(post(a, "/personer/nodtilgang", &nadia,
                   strf(a, "number=%.*s&reason=child&note=Barnet+er+funnet+alene+ute", S(omars)).p).status, 303);
    struct answer told = get(a, "/varsler", &head);
    CHECK(has_text(told.body, words));
    CHECK(!has_text(told.body, "Al-Hassan")); // no name, nothing of the case
    CHECK(!has_text(get(a, "/varsler", &nadia).body, words));
}
