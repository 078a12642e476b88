// SPDX-License-Identifier: Apache-2.0
// The special tracks on their pages: private lodging and the six months, alternative places, resettled
// households with their journey and the police.
#include "rooms/allocation/allocation_test.h"

#include "rooms/reception/reception.h"

static struct family three;

struct lodger {
    struct alloc_case c;
};

static err fill(struct db *db, void *arg)
{
    struct centre c = { .name = STR("Prøve mottak"), .kind = CENTRE_ORDINARY, .operator = STR(""), .operator_number = STR(""),
                        .municipality = STR("1506"), .address = STR(""), .contract_from = day_of(2023, 1, 1),
                        .contract_to = DAY_NONE, .notice_on = DAY_NONE, .staffed = STR("") };
    (void)arg;
    PASS(test_places(db, "1506", 20, 4));
    PASS(test_family(db, "Hodan", 1, false, &three));
    PASS(centre_add(db, &c, STR("M1009"), 40));
    return stay_begin(db, three.person[0], c.id, STR(""), day_of(2023, 6, 1));
}

static void step(struct arena *a, const char *form)
{
    CHECK_INT(post(a, str_cz(a, strf(a, "/personer/%lld/mottak/utenfor/1", (long long)three.person[0])), as(CE, "M1009"), form).status, 303);
}

static void lodge(struct arena *a, bool own)
{
    str url = strf(a, "/personer/%lld/mottak/utenfor", (long long)three.person[0]);
    CHECK_INT(post(a, str_cz(a, url), as(CE, "M1009"),
                   strf(a, "kind=%s&ground=%s&municipality=Molde&applied_on=01.08.2023", own ? "private" : "amot",
                        own ? "collective" : "family").p).status, 303);
    if (!own) {
        step(a, "event=spor");
        step(a, "event=ja");
    }
    step(a, "event=innvilg");
}

static err now(struct db *db, void *arg)
{
    return alloc_case_of(db, three.person[0], &((struct lodger *)arg)->c);
}

static void jobs(struct arena *a, day on)
{
    int ran;
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(on) + 12 * 3600 * 1000, &ran), OK);
}

static char *tab(struct arena *a, int64_t person, const char *rest)
{
    return str_cz(a, strf(a, "/personer/%lld/bosetting%s", (long long)person, rest));
}

TEST(who_lives_privately_asks_within_six_months_or_loses_the_right)
{
    struct lodger l = { 0 };
    in_db(a, fill, NULL);
    lodge(a, true);
    jobs(a, TEST_DAY);
    in_db(a, now, &l);
    CHECK_INT(l.c.track, TRACK_PRIVATE);
    CHECK_INT(l.c.state, ALLOC_APPLY);
    CHECK(day_known(l.c.apply_by));
    CHECK(has_text(get(a, tab(a, three.person[0], ""), as(DS, "IMDI")).body, "Må søke om hjelp innen"));
    CHECK_INT(post(a, tab(a, three.person[0], "/sokt"), as(DS, "IMDI"), "dag=01.09.2099").status, 422); // too late
    CHECK_INT(post(a, tab(a, three.person[0], "/sokt"), as(DS, "IMDI"), "dag=01.09.2023").status, 303);
    in_db(a, now, &l);
    CHECK_INT(l.c.state, ALLOC_READY);
    test_whole(a);
}

TEST(the_right_ends_when_nobody_has_asked_in_time)
{
    struct lodger l = { 0 };
    in_db(a, fill, NULL);
    lodge(a, true);
    jobs(a, TEST_DAY);
    in_db(a, now, &l);
    jobs(a, day_add(l.c.apply_by, 2));
    in_db(a, now, &l);
    CHECK_INT(l.c.state, ALLOC_CLOSED);
    CHECK_INT(l.c.closed, CLOSED_TOO_LATE);
    test_whole(a);
}

TEST(who_moves_back_to_a_centre_need_not_ask)
{
    struct lodger l = { 0 };
    in_db(a, fill, NULL);
    lodge(a, true);
    jobs(a, TEST_DAY);
    step(a, "event=avslutt");
    jobs(a, TEST_DAY);
    in_db(a, now, &l);
    CHECK_INT(l.c.track, TRACK_RECEPTION);
    CHECK_INT(l.c.state, ALLOC_MAPPING);
    test_whole(a);
}

static err allocated(struct db *db, void *arg)
{
    text_key why;
    int64_t offer;
    PASS(alloc_mapped(db, three.person[0], TEST_DAY));
    PASS(alloc_ask(db, three.person[0], STR("1506"), &offer, &why));
    PASS(alloc_answer(db, offer, &(struct alloc_answer){ .accept = true, .words = STR("") }, &why));
    PASS(alloc_decide(db, offer, &why));
    return now(db, arg);
}

TEST(the_municipality_itself_registers_who_comes_from_an_alternative_place)
{
    struct lodger l = { 0 };
    in_db(a, fill, NULL);
    lodge(a, false);
    jobs(a, TEST_DAY);
    in_db(a, now, &l);
    CHECK_INT(l.c.track, TRACK_AMOT);
    CHECK_INT(l.c.state, ALLOC_MAPPING);
    in_db(a, allocated, &l);
    CHECK_INT(l.c.state, ALLOC_ALLOCATED);
    CHECK_INT(post(a, tab(a, three.person[0], "/bosatt"), as(MC, "K1506"), "dag=01.09.2023").status, 303); // no day before
    in_db(a, now, &l);
    CHECK_INT(l.c.state, ALLOC_SETTLED);
    test_whole(a);
}

// ---- resettled -------------------------------------------------------------------------------------

static struct offer list;

static err resettled(struct db *db, void *arg)
{
    struct lodger *l = arg;
    struct alloc_case was;
    text_key why;
    int64_t offer;
    PASS(fill(db, NULL));
    PASS(now(db, l));
    was = l->c;
    l->c.track = TRACK_RESETTLEMENT;
    l->c.enter_by = day_of(2024, 1, 15);
    PASS(db_save(db, &alloc_case_rec, &was, &l->c));
    PASS(alloc_mapped(db, three.person[0], TEST_DAY));
    PASS(alloc_ask(db, three.person[0], STR("1506"), &offer, &why));
    PASS(alloc_answer(db, offer, &(struct alloc_answer){ .accept = true, .words = STR("") }, &why));
    PASS(alloc_decide(db, offer, &why));
    return db_by_id(db, &offer_rec, offer, &list);
}

SQL(open_duties, "select count(*) from duty_of_org where kind = $1 and ended = 'open'");
static int64_t open_n;
static err duties_open(struct db *db, void *arg)
{
    return db_int(db, &open_duties, ARGS(AT(str_z(arg))), &open_n);
}

TEST(a_resettled_household_travels_after_notice_and_reports_to_the_police)
{
    struct lodger l = { 0 };
    in_db(a, resettled, &l);
    char *journey = str_cz(a, strf(a, "/bosetting/fordelinger/%.*s/reise", S(list.ref)));
    CHECK_INT(get(a, journey, as(DS, "IMDI")).status, 404); // no day yet
    CHECK_INT(post(a, tab(a, three.person[0], "/dato"), as(MC, "K1506"), "dag=20.01.2024").status, 422); // after the entry permit
    CHECK_INT(post(a, tab(a, three.person[0], "/dato"), as(MC, "K1506"), "dag=10.09.2023").status, 303);
    in_db(a, duties_open, "allocation.travel");
    CHECK_INT(open_n, 1);
    struct answer day_page = get(a, "/min-dag", as(DS, "IMDI"));
    CHECK(has_text(day_page.body, "Varsle kommunen om reisen"));
    struct answer page = get(a, journey, as(DS, "IMDI"));
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "Varsles innen") && has_text(page.body, "10.09.2023") && !has_text(page.body, "Hodan"));
    CHECK_INT(get(a, journey, as(MC, "K1506")).status, 403);
    CHECK_INT(post(a, journey, as(DS, "IMDI"), "transport=&dag=01.09.2023").status, 422);
    page = post(a, journey, as(DS, "IMDI"), "transport=SK+123+kl.+14&dag=02.09.2023");
    CHECK_INT(page.status, 422); // not told yet on a later day
    CHECK(has_text(page.body, "SK 123 kl. 14")); // and nothing typed is lost
    CHECK_INT(post(a, journey, as(DS, "IMDI"), "transport=SK+123+kl.+14&dag=01.09.2023").status, 303);
    in_db(a, duties_open, "allocation.travel");
    CHECK_INT(open_n, 0);
    CHECK(has_text(get(a, tab(a, three.person[0], ""), as(MC, "K1506")).body, "SK 123 kl. 14"));
    // a new day is a new journey
    CHECK_INT(post(a, tab(a, three.person[0], "/dato"), as(MC, "K1506"), "dag=01.09.2023").status, 303);
    in_db(a, duties_open, "allocation.travel");
    CHECK_INT(open_n, 1);
    CHECK_INT(post(a, tab(a, three.person[0], "/bosatt"), as(MC, "K1506"), "dag=01.09.2023").status, 303);
    in_db(a, duties_open, "allocation.travel");
    CHECK_INT(open_n, 0); // they have come
    page = get(a, tab(a, three.person[0], ""), as(MC, "K1506"));
    CHECK(has_text(page.body, "Meldt til politiet"));
    CHECK(!has_text(get(a, tab(a, three.person[0], ""), as(DS, "IMDI")).body, "Meldt til politiet"));
    CHECK_INT(post(a, tab(a, three.person[0], "/politi"), as(MC, "K1506"), "").status, 303);
    CHECK(!has_text(get(a, tab(a, three.person[0], ""), as(MC, "K1506")).body, "Meldt til politiet"));
    test_whole(a);
}

// ---- how long is too long ----------------------------------------------------------------------------

static struct family with_child, alone;
struct clocks {
    day family, single;
};
static err clock_of_case(struct db *db, int64_t person, day on)
{
    struct alloc_case was, c;
    PASS(alloc_case_of(db, person, &was));
    c = was;
    c.clock_on = on;
    return db_save(db, &alloc_case_rec, &was, &c);
}
static err clocks_set(struct db *db, void *arg)
{
    struct clocks *k = arg;
    for (size_t i = 0; i < with_child.n; i++)
        PASS(clock_of_case(db, with_child.person[i], k->family));
    return clock_of_case(db, alone.person[0], k->single);
}
static err two_ready(struct db *db, void *arg)
{
    PASS(test_family(db, "Olena", 3, true, &with_child));
    PASS(test_family(db, "Amir", 1, true, &alone));
    return clocks_set(db, arg);
}

static bool goal_says(struct arena *a, int n)
{
    str body = get(a, "/min-dag", as(DS, "IMDI")).body;
    size_t at = str_find(body, STR("lenger enn målet"));
    CHECK(at != (size_t)-1);
    return has_text(str_part(body, at, at + 200), strf(a, ">%d<", n).p);
}

TEST(min_dag_counts_households_that_wait_longer_than_the_goal)
{
    struct clocks k = { day_of(2023, 6, 1), day_of(2023, 3, 1) }; // three and six months to the day
    in_db(a, two_ready, &k);
    CHECK(goal_says(a, 0));
    k.family = day_of(2023, 5, 31);
    in_db(a, clocks_set, &k);
    CHECK(goal_says(a, 1));
    k.single = day_of(2023, 2, 28);
    in_db(a, clocks_set, &k);
    CHECK(goal_says(a, 2));
    k.family = day_of(2023, 8, 31);
    in_db(a, clocks_set, &k);
    CHECK(goal_says(a, 1));
}
