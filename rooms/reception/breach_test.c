// SPDX-License-Identifier: Apache-2.0
// The invariants of `check` are broken on purpose: each breach is reported, by number and never by name.
#include "test/web.h"

#include "platform/db/db_engine.h"
#include "rooms/person/check.h"
#include "rooms/reception/reception_test.h"
#include "test/db.h"

struct broken {
    const char *sql, *told;
};

static err script(struct db *db, void *sql)
{
    return db_script(db, sql);
}

static err breaches(struct db *db, void *arg)
{
    PASS(person_check(db, arg));
    return reception_check(db, arg);
}

// Protection set by somebody at the database itself: nothing was erased (I10).
TEST(check_reports_a_strictly_protected_person_who_still_has_a_place)
{
    static const struct broken all[] = {
        { "", "yet a stay in a centre is stored" },
        { "", "yet the rows of sight tell which organisation had it" },
        { "", "yet an organisation has sight" },
        { "", "yet in the search keys" },
        { "insert into base_person_address (person, kind, grading, lines, postcode, town, municipality, from_day, version) "
          "select id, 'home', 'client', 'Storgata 1', '6413', 'Molde', '1506', '2023-01-01', 1 from base_person_person "
          "where protection = 'strict'",
          "yet an address is stored" },
    };
    struct out o = { 0 };
    in_db(a, house_make, NULL);
    in_db(a, breaches, &o);
    CHECK_AT(o.n == 0, "%.*s", S(out_str(&o)));
    const char *strict = strf(a, "update base_person_person set protection = 'strict' where id = %lld",
                              (long long)tested.olena.id).p;
    in_db(a, script, (void *)(uintptr_t)strict);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (*all[i].sql)
            in_db(a, script, (void *)(uintptr_t)all[i].sql);
        out_clear(&o);
        in_db(a, breaches, &o);
        CHECK_AT(str_find(out_str(&o), str_z(all[i].told)) != (size_t)-1, "%s is not among\n%.*s", all[i].told, S(out_str(&o)));
    }
    CHECK(str_find(out_str(&o), strf(a, "person %lld:", (long long)tested.olena.id)) != (size_t)-1);
    CHECK(str_find(out_str(&o), tested.olena.family) == (size_t)-1);
    out_drop(&o);
}

static err made_strict(struct db *db, void *arg)
{
    (void)arg;
    struct person was, now;
    PASS(person_by_id(db, tested.olena.id, &was));
    now = was;
    now.protection = PROTECT_STRICT;
    return person_save(db, &was, &now);
}

// The same through the front door leaves nothing to report, whoever did what before.
TEST(what_a_centre_did_before_protection_began_tells_no_more_whose_act_it_was)
{
    struct out o = { 0 };
    const struct actor *nes = as(CE, "M1001");
    in_db(a, house_make, NULL);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/samtale/start"), nes, "").status, 303);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/notat/ny/helse"), nes, "body=Astma&consent_on=30.08.2023").status, 303);
    in_db(a, made_strict, NULL);
    in_db(a, breaches, &o);
    CHECK_AT(o.n == 0, "%.*s", S(out_str(&o)));
    CHECK_INT(get(a, house_url(a, &tested.olena, ""), nes).status, 404);
    out_drop(&o);
}
