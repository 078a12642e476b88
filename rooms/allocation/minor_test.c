// SPDX-License-Identifier: Apache-2.0
// The child-welfare authority settles minors under fifteen who came alone, and sees nobody else.
#include "rooms/allocation/allocation_test.h"

static int64_t child, youth;
static struct family others;

static err alone(struct db *db, const char *name, day born, int unaccompanied, int64_t *id)
{
    struct alloc_case c;
    struct person p = { .family = STR("Enslig"), .given = str_z(name), .own_script = STR(""), .preferred = STR(""),
                        .phone = STR(""), .email = STR(""), .language = STR("prs"), .born = born,
                        .unaccompanied = unaccompanied, .arrived = day_of(2023, 1, 10), .died = DAY_NONE,
                        .protection_to = DAY_NONE, .synthetic = true };
    struct permit t = { .basis = PERMIT_ASYLUM, .decided = day_of(2023, 4, 1), .notified = DAY_NONE,
                        .valid_from = day_of(2023, 4, 1), .valid_to = day_of(2026, 4, 1), .settles = true,
                        .entry_by = DAY_NONE, .revoked = DAY_NONE };
    PASS(person_add(db, &p, 0, "registered"));
    *id = t.person = p.id;
    PASS(person_permit_add(db, &t));
    PASS(alloc_open(db, p.id, &c));
    return alloc_mapped(db, p.id, day_of(2023, 6, 1));
}

static err three(struct db *db, void *arg)
{
    (void)arg;
    PASS(test_places(db, "1506", 20, 5));
    PASS(test_family(db, "Familien", 4, true, &others));
    PASS(alone(db, "Barnet", day_of(2011, 2, 2), MINOR_UNDER15, &child));
    return alone(db, "Ungdommen", day_of(2006, 2, 2), MINOR_FROM15, &youth);
}

SQL(their_list, "select ref from allocation_offer order by id desc limit 1");
static err newest(struct db *db, void *arg)
{
    return db_str(db, &their_list, NO_ARGS, arg);
}

static const char *at(struct arena *a, const char *before, int64_t n, const char *after)
{
    return strf(a, "%s%lld%s", before, (long long)n, after).p;
}

TEST(the_child_welfare_authority_settles_its_minors_and_sees_nobody_else)
{
    in_db(a, three, NULL);
    const struct actor *bu = as(BU, "BUFETAT"), *ds = as(DS, "IMDI"), *molde = as(MC, "K1506");
    struct answer board = get(a, "/bosetting?steg=klare", bu);
    CHECK_INT(board.status, 200);
    CHECK(has_text(board.body, "1 person"));
    CHECK(!has_text(board.body, "4 personer"));
    CHECK_INT(get(a, at(a, "/personer/", child, "/bosetting"), bu).status, 200);
    CHECK_INT(get(a, at(a, "/personer/", youth, "/bosetting"), bu).status, 404);
    CHECK_INT(get(a, at(a, "/personer/", others.person[0], ""), bu).status, 404);
    CHECK_INT(get(a, at(a, "/bosetting/klare/", youth, ""), bu).status, 404);
    // Each authority asks for its own alone (settlement.md 8).
    CHECK_INT(post(a, at(a, "/bosetting/klare/", child, ""), ds, "kommune=1506").status, 409);
    CHECK_INT(post(a, at(a, "/bosetting/klare/", child, ""), bu, "kommune=1506").status, 303);
    str ref = STR("");
    in_db(a, newest, &ref);
    CHECK(has_text(get(a, "/min-dag", bu).body, "Svar på liste fra kommunen")); // who asked waits for the answer
    CHECK(!has_text(get(a, "/min-dag", ds).body, "Svar på liste fra kommunen"));
    struct answer lists = get(a, "/bosetting/fordelinger", molde);
    CHECK(has_text(lists.body, "Enslig mindreårig") && has_text(lists.body, "Barnevernet (Bufetat)"));
    CHECK_INT(get(a, at(a, "/personer/", child, "/bosetting"), molde).status, 404);
    CHECK_INT(post(a, strf(a, "/bosetting/fordelinger/%.*s/svar", S(ref)).p, molde, "svar=ja").status, 303);
    CHECK(!has_text(get(a, "/min-dag", bu).body, "Svar på liste fra kommunen"));
    CHECK(has_text(get(a, "/bosetting/vedtak", bu).body, "Molde"));
    CHECK(!has_text(get(a, "/bosetting/vedtak", ds).body, "Molde")); // one click decides for all there: not for others' child
    CHECK(!has_text(get(a, "/bosetting?steg=ja", ds).body, "1 person"));
    CHECK_INT(post(a, "/bosetting/vedtak", bu, strf(a, "liste=%.*s", S(ref)).p).status, 303);
    CHECK_INT(get(a, at(a, "/personer/", child, "/bosetting"), molde).status, 200);
    CHECK_INT(post(a, at(a, "/personer/", child, "/bosetting/dato"), bu, "dag=01.09.2023").status, 303);
    CHECK_INT(post(a, at(a, "/personer/", child, "/bosetting/bosatt"), bu, "dag=01.09.2023").status, 303);
    CHECK_INT(get(a, "/min-dag", bu).status, 200);
    // The list of another authority's minor is not to be answered, reminded or taken back by it.
    CHECK_INT(post(a, at(a, "/bosetting/klare/", youth, ""), ds, "kommune=1506").status, 303);
    in_db(a, newest, &ref);
    CHECK_INT(post(a, strf(a, "/bosetting/fordelinger/%.*s/trekk", S(ref)).p, bu, "").status, 404);
    CHECK_INT(post(a, strf(a, "/bosetting/fordelinger/%.*s/purr", S(ref)).p, bu, "").status, 404);
    test_whole(a);
}
