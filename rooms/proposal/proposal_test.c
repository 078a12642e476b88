// SPDX-License-Identifier: Apache-2.0
// The pages through the whole flow: three best, the reason for another, the list that comes of it.
#include "rooms/allocation/allocation_test.h"
#include "rooms/proposal/proposal.h"

static struct family five, one;

static err fill(struct db *db, void *arg)
{
    (void)arg;
    PASS(test_places(db, "1506", 20, 4));
    PASS(test_places(db, "1505", 9, 0));
    PASS(test_places(db, "1507", 3, 0));
    PASS(test_family(db, "Olena", 5, true, &five));
    return test_family(db, "Amir", 1, true, &one);
}

static str url_of(struct arena *a, int64_t head)
{
    return strf(a, "/bosetting/forslag/%lld", (long long)head);
}

struct kept {
    int64_t n;
    struct proposal_choice row;
};
SQL(kept_of, "select * from proposal_choice where head = $1");
static err kept_now(struct db *db, void *arg)
{
    struct kept *k = arg;
    SLICE(struct proposal_choice) all = { 0 };
    PASS(db_all(db, &kept_of, ARGS(AI(five.person[0])), &proposal_choice_rec, &all));
    k->n = (int64_t)all.n;
    if (all.n)
        k->row = all.p[0];
    return OK;
}

TEST(one_household_gets_its_best_places_and_another_choice_needs_a_reason)
{
    struct kept k = { 0 };
    in_db(a, fill, NULL);
    char *url = str_cz(a, url_of(a, five.person[0]));
    struct answer page = get(a, url, as(DS, "IMDI"));
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "Molde") && has_text(page.body, "Spør kommunen"));
    CHECK(!has_text(page.body, "Olena"));       // a proposal has no names
    CHECK(!has_text(page.body, "Ålesund"));     // three places for five
    CHECK_INT(get(a, url, as(MC, "K1506")).status, 403);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "kommune=1505&grunn=none").status, 409);
    struct answer done = post(a, url, as(DS, "IMDI"), "kommune=1505&grunn=wish&ord=Vil+bo+ved+sj%C3%B8en");
    CHECK_INT(done.status, 303);
    CHECK_INT(test_as(a, DS, "IMDI", kept_now, &k), OK);
    CHECK_INT(k.n, 1);
    CHECK_STR(k.row.number, "1505");
    CHECK_STR(k.row.proposed, "1506");
    CHECK_INT(k.row.reason, CHOICE_WISH);
    CHECK_INT(get(a, url, as(DS, "IMDI")).status, 404); // it waits for an answer now
    test_whole(a);
}

TEST(the_proposal_for_all_is_asked_only_for_what_is_ticked)
{
    in_db(a, fill, NULL);
    struct answer page = get(a, "/bosetting/forslag", as(DS, "IMDI"));
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "2 husstander venter"));
    CHECK_INT(post(a, "/bosetting/forslag", as(DS, "IMDI"), "").status, 422);
    str form = strf(a, "h%lld=1506", (long long)five.person[0]);
    CHECK_INT(post(a, "/bosetting/forslag", as(DS, "IMDI"), str_cz(a, form)).status, 303);
    page = get(a, "/bosetting/forslag", as(DS, "IMDI"));
    CHECK(has_text(page.body, "1 husstand venter"));
    test_whole(a);
}

TEST(a_locked_choice_holds_in_the_address)
{
    in_db(a, fill, NULL);
    str url = strf(a, "/bosetting/forslag?valg=%lld:1507,%lld:-1506", (long long)one.person[0], (long long)five.person[0]);
    struct answer page = get(a, str_cz(a, url), as(DS, "IMDI"));
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "Ålesund") && has_text(page.body, "Låst"));
    CHECK(has_text(page.body, strf(a, "name=\"h%lld\" value=\"1505\"", (long long)five.person[0]).p));
    CHECK_INT(get(a, "/bosetting/forslag?valg=%3Cscript%3E&vent=99", as(DS, "IMDI")).status, 200);
}

TEST(weights_in_an_address_are_read_back_and_anything_else_is_usual)
{
    struct match_weights w = proposal_weights(STR("1-2-3-4-10"));
    CHECK_STR(proposal_weights_text(a, w), "1-2-3-4-10");
    static const char *const bad[] = { "", "1-2-3-4", "1-2-3-4-11", "1-2-3-4-5-6", "a-2-3-4-5", "-1-2-3-4-5" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_STR(proposal_weights_text(a, proposal_weights(str_z(bad[i]))), proposal_weights_text(a, match_usual).p);
}
