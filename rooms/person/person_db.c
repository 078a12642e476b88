// SPDX-License-Identifier: Apache-2.0
// One person: making, changing, what is known of names, permits, citizenships and languages.
#include "rooms/person/person_db.h"

#include "platform/job/job.h"
#include "platform/trace/trace.h"
#include "rooms/access/access.h"
#include "text_keys.h"

enum { OLDEST = 120 };

SQL(names_of, "select * from person_name where person = $1 order by until desc, id desc");
SQL(dwellings_of, "select * from person_address where person = $1 and kind <> 'post'");
SQL(local_events, "select * from person_event where person = $1 and org in (select id from who_org where "
                  "kind <> 'directorate') order by id");
SQL(permits_of, "select * from person_permit where person = $1 order by decided desc, id desc");
SQL(citizenships_of, "select * from person_citizenship where person = $1 order by to_day, id");
SQL(languages_of, "select * from person_language where person = $1 order by mother_tongue desc, id");

text_key person_born_check(const void *row, day today)
{
    day born = ((const struct person *)row)->born;
    if (!day_known(born))
        return T_NONE;
    if (day_cmp(born, today) > 0)
        return T_person_problem_born_later;
    return day_age(born, today) > OLDEST ? T_person_problem_born_long_ago : T_NONE;
}

err person_by_id(struct db *db, int64_t id, struct person *p)
{
    return db_by_id(db, &person_rec, id, p);
}

static str json_pair(struct arena *a, const char *name, str value)
{
    struct out o = { 0 };
    out_f(&o, "{\"%s\":", name);
    out_json(&o, value);
    OUT(&o, "}");
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

err person_add(struct db *db, struct person *p, int64_t org, const char *basis)
{
    p->id = key_new();
    p->merged_into = UNKNOWN;
    int64_t reader = db->deed.reader ? db->deed.reader : org;
    if (p->protection == PROTECT_STRICT)
        PASS(scope_seal(db, p->id, true)); // before anyone gets sight
    if (reader)
        PASS(scope_open(db, p->id, reader, SCOPE_CASE, basis, db->deed.today));
    if (p->protection == PROTECT_STRICT && db->deed.user)
        PASS(scope_open(db, p->id, READER_USER(db->deed.user), SCOPE_CASE, "registered",
                        db->deed.today));
    PASS(db_add(db, &person_rec, p));
    PASS(person_keys_write(db, p));
    return person_tell(db, p->id, db->deed.today, PHASE_ARRIVAL, "person.event.registered",
                       STR("{}"), STR(""));
}

static bool renamed(const struct person *was, const struct person *now)
{
    return !str_eq(was->family, now->family) || !str_eq(was->given, now->given) ||
           !str_eq(was->own_script, now->own_script);
}

static err keep_name(struct db *db, const struct person *was)
{
    struct person_name old = { .person = was->id, .family = was->family, .given = was->given,
                               .own_script = was->own_script, .kind = 0, .until = db->deed.today };
    PASS(db_add(db, &person_name_rec, &old));
    return person_tell(db, was->id, db->deed.today, PHASE_AFTER, "person.event.renamed", STR("{}"),
                       STR(""));
}

static err addresses_drop(struct db *db, int64_t person)
{
    addresses all = { 0 };
    PASS(db_all(db, &dwellings_of, ARGS(AI(person)), &address_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(db_erase(db, &address_rec, &all.p[i]));
    return OK;
}

// SEC-14: where the person lives is not stored, here or in any room above.
static err places_drop(struct db *db, int64_t person)
{
    PASS(addresses_drop(db, person));
    EACH_HOOK(person_strict, person_stricts, h)
        PASS((*h)->erase(db, person));
    return OK;
}

// Whose act an event was tells where the person was (SEC-14): the directorate's stays.
static err events_forget(struct db *db, int64_t person)
{
    person_events all = { 0 };
    PASS(db_all(db, &local_events, ARGS(AI(person)), &person_event_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct person_event now = all.p[i];
        now.org = now.by_user = 0;
        PASS(db_save(db, &person_event_rec, &all.p[i], &now));
    }
    return OK;
}

// Strict closes the scope of every organisation; whoever did it keeps sight as a named user, so
// that the level can be mended and grants given.
static err protect(struct db *db, const struct person *was, const struct person *now)
{
    bool strict = now->protection == PROTECT_STRICT, sealing = strict && was->protection != PROTECT_STRICT;
    if (sealing && db->deed.user) // first: erasing where the person is ends sight that came from there
        PASS(scope_open(db, now->id, READER_USER(db->deed.user), SCOPE_CASE, "protection",
                        db->deed.today));
    if (strict)
        PASS(places_drop(db, now->id));
    PASS(person_shields_write(db, now));
    PASS(fact(db, "person.protection", now->id, STR("{}"))); // lists and balances of rooms above
    if (now->protection == PROTECT_CONFIDENTIAL)
        PASS(person_addresses_regrade(db, now->id, GRADING_CONFIDENTIAL));
    PASS(person_tell(db, now->id, db->deed.today, PHASE_AFTER, "person.event.protection", STR("{}"),
                     STR("")));
    if (strict == (was->protection == PROTECT_STRICT))
        return OK;
    PASS(scope_seal(db, now->id, strict));
    if (strict)
        PASS(events_forget(db, now->id));
    // Who had sight before is not known any more; whoever takes the level down is where the person is.
    return !strict && db->deed.reader
               ? scope_open(db, now->id, db->deed.reader, SCOPE_CASE, "protection", db->deed.today)
               : OK;
}

err person_save(struct db *db, const struct person *was, struct person *now)
{
    bool name = renamed(was, now), level = was->protection != now->protection;
    PASS(db_save(db, &person_rec, was, now));
    if (name)
        PASS(keep_name(db, was));
    if (name || level)
        PASS(person_keys_write(db, now));
    return level ? protect(db, was, now) : OK;
}

err person_names_of(struct db *db, int64_t person, person_names *out)
{
    return db_all(db, &names_of, ARGS(AI(person)), &person_name_rec, out);
}

err person_alias(struct db *db, struct person_name *n)
{
    struct person p;
    n->kind = 1;
    PASS(person_by_id(db, n->person, &p));
    PASS(db_add(db, &person_name_rec, n));
    return person_keys_write(db, &p);
}

bool permit_settles(enum permit_basis basis, bool lives_in_reception)
{
    switch (basis) {
    case PERMIT_ASYLUM:
    case PERMIT_COLLECTIVE:
    case PERMIT_RESETTLED:
    case PERMIT_HUMANITARIAN: return true;
    case PERMIT_FAMILY_REF: return lives_in_reception;
    case PERMIT_LIMITED:
    case PERMIT_OTHER: return false;
    }
    return false;
}

err person_permit_add(struct db *db, struct permit *p)
{
    const struct field *basis = record_field(&permit_rec, STR("basis"));
    PASS(db_add(db, &permit_rec, p));
    PASS(person_tell(db, p->person, p->decided, PHASE_RECEPTION, "person.event.permit",
                     json_pair(db->mem, "basis_key", str_z(basis->choices->at[p->basis].label)),
                     STR("")));
    if (!p->settles)
        return OK;
    struct who_org directorate;
    PASS(access_org(db, STR("IMDI"), db->deed.today, &directorate));
    PASS(scope_open(db, p->person, directorate.id, SCOPE_CASE, "permit", p->decided));
    return fact(db, "person.permit", p->person, STR("{}"));
}

err person_permit_revoke(struct db *db, struct permit *p, day on)
{
    struct permit was = *p;
    p->revoked = on;
    PASS(db_save(db, &permit_rec, &was, p));
    PASS(person_tell(db, p->person, on, PHASE_RECEPTION, "person.event.permit_revoked", STR("{}"), STR("")));
    return fact(db, "person.permit", p->person, STR("{}"));
}

err person_permits(struct db *db, int64_t person, permits *out)
{
    return db_all(db, &permits_of, ARGS(AI(person)), &permit_rec, out);
}

err person_citizenships(struct db *db, int64_t person, citizenships *out)
{
    return db_all(db, &citizenships_of, ARGS(AI(person)), &citizenship_rec, out);
}

err person_languages(struct db *db, int64_t person, languages *out)
{
    return db_all(db, &languages_of, ARGS(AI(person)), &spoken_rec, out);
}

// ---- what a person is called ----------------------------------------------------------------

str person_listed(struct arena *a, const struct person *p)
{
    return p->given.n ? strf(a, "%.*s, %.*s", S(p->family), S(p->given)) : p->family;
}

str person_called(struct arena *a, const struct person *p)
{
    return p->given.n ? strf(a, "%.*s %.*s", S(p->given), S(p->family)) : p->family;
}

str person_born(struct arena *a, enum lang lang, const struct person *p)
{
    if (!day_known(p->born))
        return text(a, lang, T_person_born_unknown, NO_TARGS);
    return text(a, lang, p->born_precision == BORN_DAY ? T_person_born__birth_year
                                                       : T_person_born_about__birth_year,
                TARGS(TI("birth_year", day_ymd(p->born).year)));
}
