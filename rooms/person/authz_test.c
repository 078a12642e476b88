// SPDX-License-Identifier: Apache-2.0
// The person room's lines of the authorisation matrix, and the person that other rooms' lines begin with.
#include <stdlib.h>

#include "test/crawl.h"

#include "platform/http/setting.h"
#include "rooms/person/person_web.h"
#include "test/db.h"

static err permit_row(struct db *, const char *id, enum role, str *with);
AUTHZ(person_lines,
      { "GET", "/personer/:id", "person core", 'r' },
      { "GET", "/personer/:id/formal", "person core", 'r' },
      { "POST", "/personer/:id/formal", "person core", 'r' },
      { "GET", "/personer/:id/familie", "household, family", 'r' },
      { "GET", "/personer/:id/husstand/:hva", "household, family", 'u', .with = "fodsel" },
      { "POST", "/personer/:id/husstand/:hva", "household, family", 'u', .with = "fodsel" },
      { "GET", "/personer/:id/rediger", "person core", 'u' },
      { "POST", "/personer/:id/rediger", "person core", 'u' },
      { "GET", "/personer/:id/samme", "person core", 'u' },
      { "POST", "/personer/:id/samme", "person core", 'u' },
      { "GET", "/personer/:id/tilgang" }, // who has looked: the matrix tells it in words
      { "GET", "/personer/:id/innsyn" },
      { "GET", "/personer/:id/innsyn/fil" },
      { "GET", "/personer/:id/statsborgerskap", "person core", 'u' },
      { "POST", "/personer/:id/statsborgerskap", "person core", 'u' },
      { "GET", "/personer/:id/sprak", "person core", 'u' },
      { "POST", "/personer/:id/sprak", "person core", 'u' },
      { "GET", "/personer/:id/nummer", "person core", 'u' },
      { "POST", "/personer/:id/nummer", "person core", 'u' },
      { "GET", "/personer/:id/tillatelse", "person core", 'u' },
      { "POST", "/personer/:id/tillatelse", "person core", 'u' },
      { "GET", "/personer/:id/tillatelse/:nr", "person core", 'u', .sub = permit_row },
      { "POST", "/personer/:id/tillatelse/:nr", "person core", 'u', .sub = permit_row },
      { "GET", "/personer/:id/kontakt", "person core", 'u', .only = "contact" },
      { "POST", "/personer/:id/kontakt", "person core", 'u', .only = "contact" },
      { "GET", "/personer/:id/adresse", "address", 'r' },
      { "GET", "/personer/:id/adresse/ny", "address", 'u' },
      { "POST", "/personer/:id/adresse/ny", "address", 'u' },
      { "GET", "/personer/:id/beskyttelse", "protection level", 'u' },
      { "POST", "/personer/:id/beskyttelse", "protection level", 'u' },
      { "GET", "/personer/:id/innsynsrett", "protection level", 'u' },
      { "POST", "/personer/:id/innsynsrett", "protection level", 'u' });

err authz_person(struct db *db, enum situation s, enum role role, int64_t org, int64_t *id)
{
    struct person p = { .family = STR("Prøve"), .given = STR("Person"), .own_script = STR(""),
                        .preferred = STR(""), .phone = STR(""), .email = STR(""), .language = STR("ukr"),
                        .born = day_of(1990, 1, 1), .arrived = DAY_NONE, .died = DAY_NONE,
                        .protection_to = DAY_NONE, .synthetic = true };
    p.protection = s == SIT_STRICT ? PROTECT_STRICT : s == SIT_PROTECTED ? PROTECT_CONFIDENTIAL : PROTECT_NONE;
    int64_t reader = s == SIT_FOREIGN || s == SIT_BEFORE ? 6999 : org;
    PASS(person_add(db, &p, reader, "allocation"));
    *id = p.id;
    if (s == SIT_BEFORE)
        PASS(scope_open(db, p.id, org, SCOPE_PSEUDO, "offer", db->deed.today));
    if (s == SIT_WITHDRAWN)
        PASS(scope_close(db, p.id, org, "allocation", day_add(db->deed.today, -1)));
    if (s == SIT_OWN && (role == PA || role == RE))
        PASS(scope_open(db, p.id, READER_USER(AUTHZ_USER(role)), SCOPE_PARTY, "own", db->deed.today));
    return OK;
}

extern const struct authz_fixture *const __start_authz_fixtures[] __attribute__((weak)),
    *const __stop_authz_fixtures[] __attribute__((weak));

static err a_person(struct db *db, enum situation s, enum role role, int64_t org, str *id)
{
    int64_t n;
    PASS(authz_person(db, s, role, org, &n));
    for (const struct authz_fixture *const *f = __start_authz_fixtures; f != __stop_authz_fixtures; f++)
        PASS((*f)->add(db, n, s, role, org));
    *id = strf(db->mem, "%lld", (long long)n);
    return OK;
}
AUTHZ_OBJECT(person_object, "/personer/:id", "987650123", a_person);

// ---- lines of the matrix that are parts of a page -----------------------------------------------------

static err numbered(struct db *db, void *arg)
{
    struct identifier n = { .kind = ID_DUF, .value = STR("202399990017"), .from_day = DAY_NONE, .to_day = DAY_NONE,
                            .confirmed = true };
    struct household h;
    enum role role = (enum role) * (int64_t *)arg;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(authz_person(db, SIT_PROTECTED, role, AUTHZ_ORG(role), &n.person));
    PASS(household_make(db, db->deed.today, &h));
    PASS(household_join(db, h.id, n.person, MEMBER_HEAD, db->deed.today));
    PASS(db_add(db, &identifier_rec, &n));
    *(int64_t *)arg = n.person;
    return OK;
}

// "identity numbers" and "protection level: flag" (security.md 3.4), of everybody who may open a person.
TEST(a_person_page_shows_numbers_and_protection_to_those_whom_the_matrix_names)
{
    const uint64_t numbers = R(DS) | R(DG) | R(CE) | R(MC) | R(MP) | R(MH) | R(CG) | R(BU),
                   flag = R(DS) | R(CE) | R(MC) | R(MP) | R(MH) | R(CG) | R(BU), family = numbers;
    for (enum role role = ROLE_NONE + 1; role < ROLES; role++) {
        struct actor who = *as(role, "K1506");
        int64_t person = role;
        if (!may(&who, &person_read))
            continue;
        who.org = AUTHZ_ORG(role);
        in_db(a, numbered, &person);
        str body = get(a, strf(a, "/personer/%lld?nummer=vis", (long long)person).p, &who).body;
        CHECK_AT(has_text(body, "Person"), "%s reads no page", role_code(role));
        CHECK_AT((has_text(body, "id=\"nu\"") && has_text(body, "999900")) == !!(numbers & R(role)), "%s and the number", role_code(role));
        CHECK_AT(has_text(body, "ds-alert") == !!(flag & R(role)), "%s and the protection", role_code(role));
        CHECK_AT(has_text(body, "id=\"hu\"") == !!(family & R(role)), "%s and the household", role_code(role));
    }
}

static err permit_row(struct db *db, const char *id, enum role role, str *with)
{
    struct permit t = { .person = strtoll(id, NULL, 10), .basis = PERMIT_OTHER, .decided = db->deed.today, .notified = DAY_NONE,
                        .valid_from = DAY_NONE, .valid_to = DAY_NONE, .entry_by = DAY_NONE, .revoked = DAY_NONE };
    (void)role;
    PASS(db_add(db, &permit_rec, &t));
    *with = strf(db->mem, "%lld", (long long)t.id);
    return OK;
}
