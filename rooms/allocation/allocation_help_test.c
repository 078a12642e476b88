// SPDX-License-Identifier: Apache-2.0
#include "rooms/allocation/allocation_test.h"

#include "platform/http/setting.h"
#include "platform/job/job.h"
#include "rooms/person/check.h"
#include "rooms/settlement/settlement_db.h"

static err the_round(struct db *db, struct round *r)
{
    err e = newest_round(db, 2023, r);
    if (e != E_NOTFOUND)
        return e;
    *r = (struct round){ .ref = STR("r2023"), .year = 2023, .no = 1, .total = 1000,
                         .minors = KNOWN(100), .letter_on = day_of(2022, 11, 25),
                         .due_on = day_of(2023, 2, 1), .base = UNKNOWN, .note = STR("") };
    return db_add(db, &round_rec, r);
}

err test_places(struct db *db, const char *number, int64_t places, int64_t minors)
{
    struct round r;
    struct who_org org;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(the_round(db, &r));
    PASS(access_org(db, strf(db->mem, "K%s", number), TEST_DAY, &org));
    PASS(access_org(db, STR("IMDI"), TEST_DAY, &org));
    const struct place *p = place_municipality(str_z(number), TEST_DAY);
    struct request q = { .ref = ref_new(db->mem), .round = r.id, .year = 2023,
                         .number = str_z(number), .name = p->name, .asked = places,
                         .asked_minors = UNKNOWN, .supersedes = UNKNOWN, .places = KNOWN(places),
                         .minors = KNOWN(minors), .could_more = UNKNOWN, .decided_by = BY_COUNCIL,
                         .decided_on = day_of(2023, 1, 20), .answered_on = day_of(2023, 1, 20),
                         .note = STR(""), .deferred_to = DAY_NONE, .deferred_why = STR(""),
                         .reminded_on = DAY_NONE };
    return db_add(db, &request_rec, &q);
}

err test_member(struct db *db, struct family *f, const char *given, day born, bool ready)
{
    day decided = day_add(db->deed.today, -92); // 1 June on the tests' own day
    struct permit t = { .basis = PERMIT_COLLECTIVE, .decided = decided,
                        .notified = day_add(decided, 4), .valid_from = decided,
                        .valid_to = day_add_years(decided, 1), .settles = true,
                        .entry_by = DAY_NONE, .revoked = DAY_NONE };
    struct person p = { .family = STR("Prøve"), .given = str_z(given), .own_script = STR(""),
                        .born = born, .sex = f->n % 2 ? SEX_MALE : SEX_FEMALE,
                        .language = STR("ukr"), .arrived = day_add(decided, -90), .died = DAY_NONE,
                        .protection_to = DAY_NONE, .synthetic = true };
    struct who_org imdi;
    struct alloc_case c;
    PASS(access_org(db, STR("IMDI"), TEST_DAY, &imdi));
    PASS(person_add(db, &p, imdi.id, "registered"));
    f->person[f->n++] = p.id;
    if (f->household)
        PASS(household_join(db, f->household, p.id, f->n == 1 ? MEMBER_HEAD : MEMBER_CHILD,
                            day_add(decided, -90)));
    t.person = p.id;
    PASS(person_permit_add(db, &t));
    PASS(alloc_open(db, p.id, &c));
    return ready ? alloc_mapped(db, p.id, db->deed.today) : OK;
}

err test_family(struct db *db, const char *name, size_t n, bool ready, struct family *f)
{
    struct household h;
    *f = (struct family){ 0 };
    PASS(household_make(db, day_add(db->deed.today, -182), &h));
    f->household = h.id;
    for (size_t i = 0; i < n; i++)
        PASS(test_member(db, f, strf(db->mem, "%s%zu", name, i).p,
                         i < 2 ? day_of(1985, 4, 1 + (int)i) : day_of(2012 + (int)i, 5, 3), ready));
    return OK;
}

struct body {
    err (*run)(struct db *, void *);
    void *arg;
};

SQL(any_org, "select id from who_org where code = $1");

static err find(struct db *db, void *arg)
{
    struct deed *d = arg;
    return db_int(db, &any_org, ARGS(AT(d->request)), &d->org);
}

err test_as(struct arena *a, enum role role, const char *org, err (*run)(struct db *, void *), void *arg)
{
    struct deed d = test_deed();
    d.request = str_z(org);
    test_run(test_pool(a), a, TX_READ, find, &d);
    d.reader = d.org;
    d.system = false;
    d.role = role_code(role);
    d.user = 1000 + (int64_t)role;
    return db_run(test_pool(a), TX_WRITE, a, &d, run, arg);
}

static err whole(struct db *db, void *arg)
{
    struct out breaches = { 0 };
    (void)arg;
    PASS(allocation_check(db, &breaches));
    PASS(person_check(db, &breaches));
    CHECK_STR(out_str(&breaches), "");
    out_drop(&breaches);
    return OK;
}

void test_whole(struct arena *a)
{
    int ran;
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(TEST_DAY) + 11 * 3600 * 1000, &ran), OK);
    in_db(a, whole, NULL);
}
