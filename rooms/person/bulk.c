// SPDX-License-Identifier: Apache-2.0
// Many persons at once, for imports. Rows go in sorted by the number the table is ordered by, since
// random numbers in random order make a database touch every page again and again.
#include <stdlib.h>

#include "person/identifier.h"
#include "person/name_key.h"
#include "platform/http/setting.h"
#include "platform/job/job.h"
#include "rooms/access/access.h"
#include "rooms/person/person_db.h"
#include "text_keys.h"

enum { CHUNK = 100000, ASKED = 50 };

#define TEN(a, b, c, d, e, f, g, h, i, j)                                                      \
    "$" #a ", $" #b ", $" #c ", $" #d ", $" #e ", $" #f ", $" #g ", $" #h ", $" #i ", $" #j
SQL(any_taken, "select digest from person_number where digest in (" TEN(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
               ", " TEN(11, 12, 13, 14, 15, 16, 17, 18, 19, 20) ", "
               TEN(21, 22, 23, 24, 25, 26, 27, 28, 29, 30) ", "
               TEN(31, 32, 33, 34, 35, 36, 37, 38, 39, 40) ", "
               TEN(41, 42, 43, 44, 45, 46, 47, 48, 49, 50) ") limit 1");

static int by_first_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}
_Static_assert(offsetof(struct person, id) == 0 && offsetof(struct household, id) == 0 &&
                   offsetof(struct key_row, key) == 0,
               "rows are sorted by what stands first");

// ---- persons --------------------------------------------------------------------------------

static err sights(struct db *db, const struct person *p, size_t n, const int64_t *org,
                  const char *basis)
{
    SLICE(struct scope) all = { 0 };
    for (size_t i = 0; i < n; i++) {
        bool strict = p[i].protection == PROTECT_STRICT;
        bool came = day_known(p[i].arrived) && day_cmp(p[i].arrived, db->deed.today) < 0;
        struct scope s = { .subject = p[i].id, .level = SCOPE_OWN, .basis = STR("strict"),
                           .sealed = true, .from_day = came ? p[i].arrived : db->deed.today,
                           .to_day = DAY_NONE };
        if (strict)
            *ADD(db->mem, &all) = s; // nobody's row: keeps those that come later sealed
        bool tells = false;
        if (strict && org[i])
            PASS(scope_tells_place(db, org[i], &tells));
        if (!org[i] || tells)
            continue;
        s.reader = org[i];
        s.level = SCOPE_CASE;
        s.basis = str_z(basis);
        s.sealed = strict;
        *ADD(db->mem, &all) = s;
    }
    return scope_open_many(db, all.p, all.n);
}

static err keys_of_all(struct db *db, const struct person *p, size_t n)
{
    SLICE(struct key_row) rows = { 0 };
    struct arena *a = arena_make(0);
    for (size_t i = 0; i < n; i++) {
        struct mark m = arena_mark(a);
        name_key_list keys = { 0 };
        if (p[i].protection != PROTECT_STRICT)
            person_key_list(a, &p[i], &keys);
        for (size_t k = 0; k < keys.n; k++)
            *ADD(db->mem, &rows) = (struct key_row){ .key = (int64_t)keys.p[k].hash, .person = p[i].id };
        arena_back(a, m);
    }
    arena_drop(a);
    if (rows.n)
        qsort(rows.p, rows.n, sizeof *rows.p, by_first_number);
    return db_add_many(db, &key_rec, rows.p, rows.n);
}

static err registered(struct db *db, const struct person *p, size_t n, const int64_t *org)
{
    struct person_event *all = NEW_ARRAY(db->mem, n, struct person_event);
    for (size_t i = 0; i < n; i++) {
        bool tells = false;
        if (p[i].protection == PROTECT_STRICT && org[i])
            PASS(scope_tells_place(db, org[i], &tells));
        all[i] = (struct person_event){
            .person = p[i].id,
            .happened = day_known(p[i].arrived) ? p[i].arrived : db->deed.today,
            .phase = PHASE_ARRIVAL,
            .kind = STR("person.event.registered"),
            .detail = STR("{}"),
            .link = STR(""),
            .org = tells ? 0 : org[i],
            .noted = { db->deed.now },
        };
    }
    return db_add_many(db, &person_event_rec, all, n);
}

static err add_chunk(struct db *db, struct person *p, size_t n, const int64_t *org, const char *basis)
{
    struct person *sorted = NEW_ARRAY(db->mem, n, struct person);
    for (size_t i = 0; i < n; i++) {
        p[i].id = key_new();
        p[i].merged_into = UNKNOWN;
        p[i].version = 1;
        sorted[i] = p[i];
    }
    qsort(sorted, n, sizeof *sorted, by_first_number);
    PASS(sights(db, p, n, org, basis));
    PASS(db_add_many(db, &person_rec, sorted, n));
    PASS(keys_of_all(db, p, n));
    return registered(db, p, n, org);
}

err person_add_many(struct db *db, struct person *p, size_t n, const int64_t *org, const char *basis)
{
    if (!db->deed.system)
        return E_DENIED;
    for (size_t i = 0; i < n; i += CHUNK) {
        struct mark m = arena_mark(db->mem);
        size_t part = n - i < CHUNK ? n - i : CHUNK;
        PASS(add_chunk(db, p + i, part, org + i, basis));
        arena_back(db->mem, m);
    }
    return OK;
}

// ---- numbers --------------------------------------------------------------------------------

static int by_digest(const void *a, const void *b)
{
    return str_cmp(((const struct number_row *)a)->digest, ((const struct number_row *)b)->digest);
}

// Twice in the file, or somebody's already. Which one is told, never whose it is.
static err numbers_free(struct db *db, struct number_row *rows, size_t n, str *twice)
{
    *twice = STR("");
    qsort(rows, n, sizeof *rows, by_digest);
    for (size_t i = 1; i < n; i++)
        if (str_eq(rows[i].digest, rows[i - 1].digest) && rows[i].person != rows[i - 1].person) {
            *twice = rows[i].digest;
            return OK;
        }
    for (size_t i = 0; i < n; i += ASKED) {
        struct arg at[ASKED];
        for (size_t k = 0; k < ASKED; k++)
            at[k] = (struct arg)AT(rows[i + k < n ? i + k : i].digest);
        err e = db_str(db, &any_taken, (struct db_args){ at, ASKED }, twice);
        if (e != E_NOTFOUND)
            return e;
    }
    *twice = STR("");
    return OK;
}

err person_identify_many(struct db *db, const struct identifier *ids, size_t n, size_t *bad,
                         text_key *problem)
{
    struct identifier_rule rule = { 0 };
    struct number_row *rows = NEW_ARRAY(db->mem, n, struct number_row), *sorted;
    str twice;
    *problem = T_NONE;
    if (!db->deed.system)
        return E_DENIED;
    PASS(setting_demo(db, &rule.invented));
    for (size_t i = 0; i < n; i++) {
        *problem = person_number_problem(&ids[i], rule);
        *bad = i;
        if (*problem != T_NONE)
            return E_INPUT;
        rows[i] = (struct number_row){ .digest = person_number_digest(db->mem, ids[i].value),
                                       .person = ids[i].person };
    }
    sorted = NEW_ARRAY(db->mem, n, struct number_row);
    if (n)
        memcpy(sorted, rows, n * sizeof *rows);
    PASS(numbers_free(db, sorted, n, &twice));
    for (size_t i = 0; i < n && twice.n; i++)
        if (str_eq(rows[i].digest, twice)) {
            *bad = i;
            *problem = T_person_identifier_taken;
            return E_INPUT;
        }
    PASS(db_add_many(db, &identifier_rec, ids, n));
    return db_add_many(db, &number_rec, sorted, n);
}

// ---- permits --------------------------------------------------------------------------------

err person_permit_add_many(struct db *db, const struct permit *p, size_t n, bool tell)
{
    SLICE(struct scope) sight = { 0 };
    struct who_org directorate;
    if (!db->deed.system)
        return E_DENIED;
    PASS(db_add_many(db, &permit_rec, p, n));
    PASS(access_org(db, STR("IMDI"), db->deed.today, &directorate));
    for (size_t i = 0; i < n; i++) {
        bool sealed;
        if (!p[i].settles)
            continue;
        PASS(scope_sealed(db, p[i].person, &sealed));
        *ADD(db->mem, &sight) = (struct scope){ .subject = p[i].person, .reader = directorate.id,
                                                .level = SCOPE_CASE, .basis = STR("permit"),
                                                .sealed = sealed, .from_day = p[i].decided,
                                                .to_day = DAY_NONE };
    }
    PASS(scope_open_many(db, sight.p, sight.n));
    for (size_t i = 0; tell && i < n; i++)
        if (p[i].settles)
            PASS(fact(db, "person.permit", p[i].person, STR("{}")));
    return OK;
}

// ---- the rest -------------------------------------------------------------------------------

err household_make_many(struct db *db, struct household *h, size_t n)
{
    struct household *sorted = NEW_ARRAY(db->mem, n, struct household);
    for (size_t i = 0; i < n; i++) {
        h[i].id = key_new();
        h[i].version = 1;
        sorted[i] = h[i];
    }
    qsort(sorted, n, sizeof *sorted, by_first_number);
    return db_add_many(db, &household_rec, sorted, n);
}

err member_add_many(struct db *db, const struct member *m, size_t n)
{
    PASS(db_add_many(db, &member_rec, m, n));
    return person_shields_build(db);
}

err person_tell_many(struct db *db, const struct person_event *e, size_t n)
{
    return db_add_many(db, &person_event_rec, e, n);
}
