// SPDX-License-Identifier: Apache-2.0
// Somebody becomes strictly protected at each stage of a case: the municipality is stored nowhere, and the
// named user can still bring the household to a home.
#include "rooms/allocation/allocation_test.h"
#include "platform/job/job.h"

static struct family four;
static int64_t list;

static err family_and_places(struct db *db, void *arg)
{
    (void)arg;
    PASS(test_places(db, "1506", 20, 0));
    return test_family(db, "Vernet", 4, true, &four);
}
static err ask_molde(struct db *db, void *arg)
{
    return alloc_ask(db, four.person[0], STR("1506"), &list, arg);
}
static err yes(struct db *db, void *arg)
{
    return alloc_answer(db, list, &(struct alloc_answer){ .accept = true, .words = STR("") }, arg);
}
static err decide(struct db *db, void *arg)
{
    return alloc_decide(db, list, arg);
}
static err date_all(struct db *db, void *arg)
{
    alloc_cases all = { 0 };
    PASS(alloc_cases_of_household(db, four.household, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(alloc_date(db, &all.p[i], TEST_DAY, arg));
    return OK;
}
static err settle_all(struct db *db, void *arg)
{
    alloc_cases all = { 0 };
    PASS(alloc_cases_of_household(db, four.household, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(alloc_settle(db, &all.p[i], TEST_DAY, arg));
    return OK;
}

static err strict(struct db *db, void *arg)
{
    struct person was, now;
    PASS(person_by_id(db, *(int64_t *)arg, &was));
    now = was;
    now.protection = PROTECT_STRICT;
    return person_save(db, &was, &now);
}

struct word {
    str at;
};
static const struct field word_fields[] = { F(word, at, TEXT) };
static const struct record word_rec = { NULL, word_fields, 1, sizeof(struct word), "word" };
SQL(places_left,
    "select 'case ' || number as at from allocation_case where number <> '' or org <> 0 union all "
    "select 'decision ' || number as at from allocation_decision where number <> '' or org <> 0 or "
    "letter like '%Molde%' or to_place <> '' union all "
    "select 'settled ' || number as at from allocation_settled where number <> '' or org <> 0 union all "
    "select 'log' as at from allocation_log where org <> 0 union all "
    "select 'offer ' || number as at from allocation_offer where number <> '' or org <> 0 union all "
    "select 'plan' as at from allocation_plan union all "
    "select 'sight of ' || o.code as at from who_scope s join person_person p on p.id = s.subject join who_org o "
    "on o.id = s.reader where p.protection = 'strict' and o.kind <> 'directorate' union all "
    "select 'act of ' || o.code as at from person_event e join person_person p on p.id = e.person join who_org o "
    "on o.id = e.org where p.protection = 'strict' and o.kind <> 'directorate' union all "
    "select 'duty ' || kind as at from duty_of_org where kind like 'allocation%' union all "
    "select 'event ' || detail as at from person_event where detail like '%Molde%' union all "
    "select 'movement ' || cause as at from settlement_movement where number = '1506' and cause like 'case %' "
    "and cause not like 'case 0.%' union all "
    "select 'job ' || payload as at from job where payload like '%Molde%' union all "
    "select 'fact ' || payload as at from job_fact where payload like '%Molde%' union all "
    "select 'trail ' || detail as at from trace_entry where detail like '%\"1506\"%' and "
    "object_type like 'allocation%'");

static err nothing_left(struct db *db, void *arg)
{
    SLICE(struct word) all = { 0 };
    PASS(db_all(db, &places_left, NO_ARGS, &word_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        CHECK_AT(false, "after %s: %.*s", (const char *)arg, S(all.p[i].at));
    return OK;
}

static void hears(struct arena *a)
{
    int ran;
    CHECK_INT(job_run_due(test_pool(a), a, test_deed().now, &ran), OK);
    CHECK(ran > 0);
}

#define STAGES 6
static void stage(struct arena *a, int until)
{
    text_key why = T_NONE;
    in_db(a, family_and_places, NULL);
    if (until > 0)
        CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    if (until > 1)
        CHECK_INT(test_as(a, MC, "K1506", yes, &why), OK);
    if (until > 2)
        CHECK_INT(test_as(a, DS, "IMDI", decide, &why), OK);
    if (until > 3)
        CHECK_INT(test_as(a, MC, "K1506", date_all, &why), OK);
    if (until > 4)
        CHECK_INT(test_as(a, MC, "K1506", settle_all, &why), OK);
}

static void sealed_at(struct arena *a, int until, enum role role, const char *org)
{
    static const char *const names[STAGES] = { "ready", "asked", "accepted", "decided", "dated", "settled" };
    stage(a, until);
    CHECK_INT(test_as(a, role, org, strict, &four.person[1]), OK);
    hears(a);
    in_db(a, nothing_left, (void *)(uintptr_t)names[until]);
    test_whole(a);
}

TEST(a_ready_person_who_becomes_strict_leaves_no_municipality)
{
    sealed_at(a, 0, DS, "IMDI");
}
TEST(an_asked_person_who_becomes_strict_leaves_no_municipality)
{
    sealed_at(a, 1, DS, "IMDI");
}
TEST(an_accepted_person_who_becomes_strict_leaves_no_municipality)
{
    sealed_at(a, 2, DS, "IMDI");
}
TEST(an_allocated_person_who_becomes_strict_leaves_no_municipality)
{
    sealed_at(a, 3, DS, "IMDI");
}
TEST(a_dated_person_whom_the_head_of_service_makes_strict_leaves_no_municipality)
{
    sealed_at(a, 4, MH, "K1506");
}
TEST(a_settled_person_who_becomes_strict_leaves_no_municipality)
{
    sealed_at(a, 5, MH, "K1506");
}

// ---- how the job is then done -----------------------------------------------------------------------

static const char *page_of(struct arena *a, int i, const char *after)
{
    return strf(a, "/personer/%lld/bosetting%s", (long long)four.person[i], after).p;
}

SQL(settled_there, "select count(*) from allocation_case where state = 'settled' and counted = $1");
SQL(sum_of, "select coalesce(sum(places), 0) from settlement_movement where number = $1 and what = 'settled' "
            "and kind = 'total'");
struct counted {
    const char *number;
    int64_t cases, sum;
};
static err counted(struct db *db, void *arg)
{
    struct counted *c = arg;
    PASS(db_int(db, &settled_there, ARGS(AT(str_z(c->number))), &c->cases));
    return db_int(db, &sum_of, ARGS(AT(str_z(c->number))), &c->sum);
}

static void home(struct arena *a, const struct actor *who)
{
    for (int i = 0; i < 4; i++) {
        CHECK_INT(post(a, page_of(a, i, "/dato"), who, "dag=01.09.2023").status, 303);
        CHECK_INT(post(a, page_of(a, i, "/bosatt"), who, "dag=01.09.2023").status, 303);
    }
    struct counted nation = { "9999", 0, 0 }, molde = { "1506", 0, 0 };
    in_db(a, counted, &nation);
    in_db(a, counted, &molde);
    CHECK_INT(nation.cases, 4);
    CHECK_INT(nation.sum, 4);
    CHECK_INT(molde.cases + molde.sum, 0);
    test_whole(a);
}

TEST(the_named_user_settles_a_strictly_protected_household_outside_lists)
{
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", strict, &four.person[1]), OK);
    hears(a);
    struct actor named = *as(DS, "IMDI"), other = named;
    other.user = 4711;
    CHECK_INT(get(a, page_of(a, 1, ""), &other).status, 404);
    CHECK_INT(post(a, page_of(a, 1, "/utenfor"), &other, "kommune=1506").status, 404);
    struct answer form = get(a, page_of(a, 1, "/utenfor"), &named);
    CHECK_INT(form.status, 200);
    CHECK(!has_text(form.body, "name=\"kommune\"")); // agreed by telephone, written nowhere
    CHECK_INT(post(a, page_of(a, 1, "/utenfor"), &named, "").status, 303);
    home(a, &named);
    in_db(a, nothing_left, (void *)(uintptr_t) "settling");
    CHECK_INT(get(a, page_of(a, 1, ""), as(MC, "K1506")).status, 404);
}

static err confidential(struct db *db, void *arg)
{
    struct person was, now;
    PASS(person_by_id(db, *(int64_t *)arg, &was));
    now = was;
    now.protection = PROTECT_CONFIDENTIAL;
    return person_save(db, &was, &now);
}

TEST(a_confidential_household_is_settled_by_its_page_and_stands_in_no_list)
{
    static const char *const lists[] = { "/bosetting/fordelinger", "/avstemming", "/personer", "/min-dag", "/team" };
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", confidential, &four.person[1]), OK);
    hears(a);
    CHECK_INT(post(a, page_of(a, 0, "/utenfor"), as(DS, "IMDI"), "kommune=1506").status, 303);
    const struct actor *molde = as(MC, "K1506");
    CHECK_INT(get(a, page_of(a, 1, ""), molde).status, 200);
    CHECK_INT(get(a, page_of(a, 1, ""), as(MC, "K1507")).status, 404);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        CHECK_AT(!has_text(get(a, lists[i], molde).body, "Vernet"), "%s names the household", lists[i]);
    CHECK(!has_text(get(a, "/bosetting/vedtak", as(DS, "IMDI")).body, "Vernet"));
    home(a, molde);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        CHECK_AT(!has_text(get(a, lists[i], molde).body, "Vernet"), "%s names the household", lists[i]);
}

// SEC-18: nothing waits for a job; the next page is right.
TEST(a_stricter_level_holds_on_the_next_page_before_any_job_has_run)
{
    stage(a, 3);
    CHECK(has_text(get(a, "/bosetting/fordelinger", as(MC, "K1506")).body, "Vernet"));
    CHECK(has_text(get(a, "/bosetting/vedtak", as(DS, "IMDI")).body, "Vernet"));
    CHECK(has_text(get(a, "/bosetting?steg=vedtatt", as(DS, "IMDI")).body, "4 personer"));
    CHECK_INT(test_as(a, DS, "IMDI", confidential, &four.person[2]), OK);
    CHECK(!has_text(get(a, "/bosetting/fordelinger", as(MC, "K1506")).body, "Vernet"));
    CHECK(!has_text(get(a, "/bosetting/vedtak", as(DS, "IMDI")).body, "Vernet"));
    CHECK(!has_text(get(a, "/bosetting?steg=vedtatt", as(DS, "IMDI")).body, "4 personer"));
    hears(a);
    test_whole(a);
}

SQL(letter_ref, "select ref from allocation_decision where to_place <> ''");
static err a_letter(struct db *db, void *arg)
{
    return db_str(db, &letter_ref, NO_ARGS, arg);
}
SQL(looks_at, "select count(*) from person_look where page = $1");
static err looks(struct db *db, void *arg)
{
    struct counted *c = arg;
    return db_int(db, &looks_at, ARGS(AT(str_z(c->number))), &c->cases);
}

// The letter that names the household is held once somebody in it is protected; and where names are shown
// outside the persons' own pages, the look is noted.
TEST(the_letter_about_a_household_is_held_and_every_look_is_noted)
{
    str ref = STR("");
    stage(a, 0);
    CHECK_INT(get(a, strf(a, "/bosetting/klare/%lld", (long long)four.person[0]).p, as(DS, "IMDI")).status, 200);
    struct counted ready = { "klare", 0, 0 };
    in_db(a, looks, &ready);
    CHECK_INT(ready.cases, 4);
    text_key why;
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", yes, &why), OK);
    CHECK_INT(test_as(a, DS, "IMDI", decide, &why), OK);
    in_db(a, a_letter, &ref);
    const char *url = strf(a, "/bosetting/vedtak/%.*s?til=kommunen", S(ref)).p,
               *pdf = strf(a, "/bosetting/vedtak/%.*s/pdf?til=kommunen", S(ref)).p;
    CHECK(has_text(get(a, url, as(MC, "K1506")).body, "Vernet3"));
    CHECK_INT(get(a, pdf, as(DS, "IMDI")).status, 200);
    CHECK_INT(test_as(a, DS, "IMDI", confidential, &four.person[2]), OK);
    CHECK_INT(get(a, url, as(MC, "K1506")).status, 404);
    CHECK_INT(get(a, pdf, as(DS, "IMDI")).status, 404);
    // The person's own letter names nobody else and stays.
    CHECK_INT(get(a, strf(a, "/bosetting/vedtak/%.*s", S(ref)).p, as(MC, "K1506")).status, 200);
}
