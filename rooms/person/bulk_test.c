// SPDX-License-Identifier: Apache-2.0
// Many persons at once: found, seen and counted like those that came one by one.
#include "test/web.h"

#include "platform/http/setting.h"
#include "rooms/access/access.h"
#include "rooms/person/check.h"
#include "rooms/person/person_db.h"
#include "test/db.h"

enum { MANY = 230 };
static struct person all[MANY];

static str name_of(struct arena *a, int i)
{
    return strf(a, "Bek%c%ctor", 'a' + i / 26, 'a' + i % 26);
}

static err fill(struct db *db, void *arg)
{
    struct who_org molde;
    int64_t org[MANY];
    struct identifier ids[MANY];
    struct household h[2];
    struct member m[3] = { 0 };
    struct permit permit;
    size_t bad = 0;
    text_key problem;
    (void)arg;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("K1506"), TEST_DAY, &molde));
    for (int i = 0; i < MANY; i++) {
        all[i] = (struct person){ .family = name_of(db->mem, i), .given = STR("Amanuel"),
                                  .born = day_of(1990, 1, 1), .arrived = day_of(2023, 2, 1),
                                  .died = DAY_NONE, .protection_to = DAY_NONE, .synthetic = true };
        org[i] = i == 1 ? 0 : molde.id;
    }
    all[3].protection = PROTECT_STRICT;
    all[4].protection = PROTECT_CONFIDENTIAL;
    PASS(person_add_many(db, all, MANY, org, "allocation"));
    for (int i = 0; i < MANY; i++)
        ids[i] = (struct identifier){
            .person = all[i].id, .kind = ID_DUF, .from_day = DAY_NONE, .to_day = DAY_NONE,
            .value = identifier_invent(db->mem, FORM_DUF, all[i].born, i)
        };
    ids[7].value = ids[9].value;
    CHECK_INT(person_identify_many(db, ids, MANY, &bad, &problem), E_INPUT);
    CHECK(bad == 7 || bad == 9);
    ids[7].value = identifier_invent(db->mem, FORM_DUF, all[7].born, MANY);
    PASS(person_identify_many(db, ids, MANY, &bad, &problem));
    CHECK_INT(person_identify_many(db, &(struct identifier){ .person = all[8].id, .value = ids[7].value,
                                                             .from_day = DAY_NONE, .to_day = DAY_NONE },
                                   1, &bad, &problem),
              E_INPUT);
    h[0].made = h[1].made = day_of(2023, 2, 1);
    PASS(household_make_many(db, h, 2));
    for (int i = 0; i < 3; i++)
        m[i] = (struct member){ .household = h[0].id, .person = all[i + 4].id, .reason = STR(""),
                                .from_day = day_of(2023, 2, 1), .to_day = DAY_NONE };
    PASS(member_add_many(db, m, 3));
    permit = (struct permit){ .person = all[3].id, .decided = day_of(2023, 5, 1), .settles = true,
                              .notified = DAY_NONE, .valid_from = DAY_NONE, .valid_to = DAY_NONE,
                              .entry_by = DAY_NONE, .revoked = DAY_NONE };
    return person_permit_add_many(db, &permit, 1, true);
}

static str hits(struct arena *a, const char *typed)
{
    struct answer found = post(a, "/personer", as(MC, "K1506"), strf(a, "sok=%s", typed).p);
    return get(a, str_cz(a, found.location), as(MC, "K1506")).body;
}

static err shown(struct db *db, void *arg)
{
    struct person p;
    int level;
    (void)arg;
    PASS(person_by_id(db, all[5].id, &p));
    PASS(person_shown_protection(db, &p, &level));
    CHECK_INT(level, PROTECT_CONFIDENTIAL); // lives with one who is
    PASS(person_by_id(db, all[0].id, &p));
    PASS(person_shown_protection(db, &p, &level));
    CHECK_INT(level, PROTECT_NONE);
    struct out breaches = { 0 };
    PASS(person_check(db, &breaches));
    CHECK_STR(out_str(&breaches), "");
    out_drop(&breaches);
    return OK;
}

TEST(many_persons_come_in_at_once_as_if_one_by_one)
{
    in_db(a, fill, NULL);
    static const struct {
        int who;
        bool found;
    } cases[] = { { 0, true }, { 1, false /* nobody's */ }, { 3, false /* strict */ }, { 229, true } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str name = name_of(a, cases[i].who);
        bool found = has_text(hits(a, name.p), strf(a, "%.*s, Amanuel", S(name)).p);
        CHECK_AT(found == cases[i].found, "%.*s", S(name));
    }
    CHECK(has_text(hits(a, strf(a, "%.*s", S(identifier_invent(a, FORM_DUF, all[7].born, MANY))).p),
                   name_of(a, 7).p));
    const char *strict = strf(a, "/personer/%lld", (long long)all[3].id).p;
    CHECK_INT(get(a, strict, as(MC, "K1506")).status, 404);
    CHECK_INT(get(a, strict, as(DS, "IMDI")).status, 404); // the permit's sight came sealed
    CHECK_INT(get(a, strf(a, "/personer/%lld", (long long)all[200].id).p, as(MC, "K1506")).status, 200);
    in_db(a, shown, NULL);
}

static err as_user(struct db *db, void *arg)
{
    (void)arg;
    int64_t org = 1;
    struct person p = { 0 };
    db->deed.system = false;
    return person_add_many(db, &p, 1, &org, "allocation");
}

TEST(only_a_job_or_command_brings_in_many)
{
    struct deed deed = test_deed();
    assert_int_equal(db_run(test_db(a), TX_WRITE, a, &deed, as_user, NULL), E_DENIED);
}
