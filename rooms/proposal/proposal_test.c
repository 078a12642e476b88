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
    CHECK(!has_text(page.body, "value=\"1507\"")); // Ålesund: three places for five
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

TEST(a_ticked_household_with_another_place_needs_a_reason_of_its_own)
{
    struct kept k = { 0 };
    in_db(a, fill, NULL);
    str h = strf(a, "%lld", (long long)five.person[0]), one_too = strf(a, "h%lld=1505", (long long)one.person[0]);
    str other = strf(a, "h%.*s=1506&k%.*s=1505&g%.*s=none&%.*s", S(h), S(h), S(h), S(one_too));
    struct answer no = post(a, "/bosetting/forslag", as(DS, "IMDI"), str_cz(a, other));
    CHECK_INT(no.status, 422);
    CHECK(has_text(no.body, "Velg en grunn for H-") && has_text(no.body, "2 husstander venter"));
    other = strf(a, "h%.*s=1506&k%.*s=1505&g%.*s=municipality&%.*s", S(h), S(h), S(h), S(one_too));
    CHECK_INT(post(a, "/bosetting/forslag", as(DS, "IMDI"), str_cz(a, other)).status, 303);
    CHECK_INT(test_as(a, DS, "IMDI", kept_now, &k), OK);
    CHECK_INT(k.n, 1);
    CHECK_STR(k.row.number, "1505");
    CHECK_STR(k.row.proposed, "1506");
    CHECK_INT(k.row.reason, CHOICE_MUNICIPALITY);
    CHECK(has_text(get(a, "/bosetting/forslag", as(DS, "IMDI")).body, "Ingen venter på kommune"));
    test_whole(a);
}

TEST(two_scenarios_stand_in_one_address_and_the_rows_are_a_file)
{
    in_db(a, fill, NULL);
    struct answer page = get(a, "/bosetting/forslag?vent=1&kvartal=1&bvent=9&bfamilie=0&valg=&bvalg=", as(DS, "IMDI"));
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "Behold A som B") && has_text(page.body, "vent=9&amp;familie=0"));
    CHECK(has_text(page.body, "A på kartet") && has_text(page.body, "Personer gjennom året"));
    page = get(a, "/bosetting/forslag.csv", as(DS, "IMDI"));
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "Husstand;Personer") && has_text(page.body, "Molde"));
    CHECK(!has_text(page.body, "Olena"));
}

TEST(what_is_near_is_set_with_a_date_and_a_source)
{
    const char *url = "/bosetting/forslag/tjenester";
    in_db(a, fill, NULL);
    CHECK(has_text(get(a, url, as(DS, "IMDI")).body, "Ingenting er satt"));
    CHECK_INT(get(a, url, as(MC, "K1506")).status, 403);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "number=Atlantis&service=school&near=yes&from_day=01.06.2023&source=x").status, 422);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "number=Molde&service=school&near=yes&from_day=01.06.2099&source=x").status, 422);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "number=Molde&service=school&near=no&from_day=01.06.2023&source=").status, 422);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "number=Molde&service=school&near=no&from_day=01.06.2023&source=Liste").status, 303);
    struct answer page = get(a, url, as(DS, "IMDI"));
    CHECK(has_text(page.body, "Molde") && has_text(page.body, "Liste") && has_text(page.body, "01.06.2023"));
}

TEST(a_later_line_on_a_service_takes_the_place_of_an_earlier_one)
{
    struct proposal_service rows[] = { { .number = STR("1506"), .service = 0, .near = NEAR_NO },
                                       { .number = STR("1505"), .service = 1, .near = NEAR_YES },
                                       { .number = STR("1506"), .service = 0, .near = NEAR_YES } };
    proposal_services all = { rows, 3, 3 };
    uint64_t known, near = proposal_near(&all, STR("1506"), day_of(2023, 9, 1), &known);
    CHECK_INT((int64_t)known, 2);
    CHECK(near & 2);
    all.n = 1;
    CHECK(!(proposal_near(&all, STR("1506"), day_of(2023, 9, 1), &known) & 2));
    all.n = 0;
    (void)proposal_near(&all, STR("1506"), day_of(2023, 9, 1), &known);
    CHECK_INT((int64_t)known, 0);
    (void)a;
}

static int run_jobs(struct arena *a)
{
    int ran;
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(day_of(2023, 9, 1)) + 20 * 3600 * 1000, &ran), OK);
    return ran;
}

TEST(a_large_proposal_is_computed_by_the_queue_and_kept)
{
    int64_t usual = proposal_light;
    in_db(a, fill, NULL);
    proposal_light = 0; // as with many households
    struct answer page = get(a, "/bosetting/forslag", as(DS, "IMDI"));
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "Forslaget er ikke beregnet") && !has_text(page.body, "id=\"rader\""));
    CHECK_INT(post(a, "/bosetting/forslag", as(DS, "IMDI"), strf(a, "h%lld=1506", (long long)five.person[0]).p).status, 409);
    page = post(a, "/bosetting/forslag/beregn", as(DS, "IMDI"), "vent=7&familie=8&arbeid=6&nettverk=3&balanse=4&bvent=9");
    CHECK_INT(page.status, 303);
    CHECK(str_starts(page.location, STR("/bosetting/forslag/jobb?vent=7&")));
    const char *job = str_cz(a, page.location);
    page = get(a, job, as(DS, "IMDI"));
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "<progress") && has_text(page.body, "Avbryt"));
    CHECK_STR(answer_header(&page, "Refresh"), "2");
    // one a user: the second asks for nothing
    page = post(a, "/bosetting/forslag/beregn", as(DS, "IMDI"), "vent=1");
    CHECK_INT(page.status, 303);
    CHECK(run_jobs(a) > 0);
    page = get(a, job, as(DS, "IMDI"));
    CHECK_INT(page.status, 303); // it stands
    CHECK(str_starts(page.location, STR("/bosetting/forslag?vent=7&")));
    const char *kept = str_cz(a, page.location);
    page = get(a, kept, as(DS, "IMDI"));
    CHECK(has_text(page.body, "id=\"rader\"") && has_text(page.body, "Tidligere beregninger") && has_text(page.body, "Beregnet 01.09.2023"));
    CHECK(has_text(page.body, "2 husstander venter") && has_text(page.body, "Molde"));
    CHECK(has_text(get(a, "/bosetting/forslag?vent=1", as(DS, "IMDI")).body, "Forslaget er ikke beregnet"));
    // one goes out: the kept plan is put right for the other
    str form = strf(a, "h%lld=1506", (long long)five.person[0]);
    CHECK_INT(post(a, kept, as(DS, "IMDI"), str_cz(a, form)).status, 303);
    page = get(a, kept, as(DS, "IMDI"));
    CHECK(has_text(page.body, "1 husstand venter") && has_text(page.body, "Tallene er endret siden"));
    CHECK_INT(get(a, kept, as(MC, "K1506")).status, 403);
    CHECK_INT(post(a, "/bosetting/forslag/beregn", as(MC, "K1506"), "vent=1").status, 403);
    proposal_light = usual;
    test_whole(a);
}

TEST(a_computation_that_is_taken_back_leaves_nothing)
{
    int64_t usual = proposal_light;
    in_db(a, fill, NULL);
    proposal_light = 0;
    CHECK_INT(post(a, "/bosetting/forslag/beregn", as(DS, "IMDI"), "vent=7").status, 303);
    CHECK_INT(post(a, "/bosetting/forslag/avbryt?vent=7", as(DS, "IMDI"), "").status, 303);
    (void)run_jobs(a);
    CHECK(has_text(get(a, "/bosetting/forslag?vent=7", as(DS, "IMDI")).body, "Forslaget er ikke beregnet"));
    proposal_light = usual;
}

static err not_in_aalesund(struct db *db, void *arg)
{
    (void)arg;
    PASS(fill(db, NULL));
    return test_places(db, "1511", 1, 0);
}

TEST(the_page_says_which_municipalities_are_out_and_by_which_rule)
{
    in_db(a, not_in_aalesund, NULL);
    struct answer page = get(a, str_cz(a, url_of(a, five.person[0])), as(DS, "IMDI"));
    CHECK(has_text(page.body, "Kommuner som er ute") && has_text(page.body, "Har ikke så mange plasser"));
    CHECK(has_text(page.body, "Vanylven") && has_text(page.body, "<meter"));
    page = get(a, "/bosetting/forslag?vis=store", as(DS, "IMDI"));
    CHECK(has_text(page.body, strf(a, "name=\"h%lld\"", (long long)five.person[0]).p));
    CHECK(!has_text(page.body, strf(a, "name=\"h%lld\"", (long long)one.person[0]).p));
    CHECK(!has_text(get(a, "/bosetting/forslag?vis=uten", as(DS, "IMDI")).body, "type=\"checkbox\" name=\"h"));
}
