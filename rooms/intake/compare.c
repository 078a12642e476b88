// SPDX-License-Identifier: Apache-2.0
// The rows beside who is here already: by number the same person, by name perhaps.
#include "platform/who/user.h"
#include "rooms/intake/db.h"
#include "text_keys.h"

enum { ASKED = 50, ALIKE_ROWS = 500, ALIKE_TOLD = 200 };

struct held {
    str value;
    int64_t person;
};
static const struct field held_fields[] = { F(held, value, TEXT), F(held, person, INT) };
static const struct record held_rec = RECORD(NULL, held, held_fields);

#define TEN(a, b, c, d, e, f, g, h, i, j)                                                      \
    "$" #a ", $" #b ", $" #c ", $" #d ", $" #e ", $" #f ", $" #g ", $" #h ", $" #i ", $" #j
SQL(held_numbers, "select value, person from person_identifier where status <> 'wrong' and value in "
                  "(" TEN(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) ", " TEN(11, 12, 13, 14, 15, 16, 17, 18, 19, 20) ", "
                  TEN(21, 22, 23, 24, 25, 26, 27, 28, 29, 30) ", " TEN(31, 32, 33, 34, 35, 36, 37, 38, 39, 40) ", "
                  TEN(41, 42, 43, 44, 45, 46, 47, 48, 49, 50) ")");
SQL(in_sight, "select count(*) as n from who_scope where subject = $1 and reader = $2 and sealed = 0 "
              "and from_day <= $3 and (to_day is null or to_day >= $3)");
SQL(persons_here, "select version as n from person_person where version > 0 limit 1");
SQL(persons_brief, "select id, family, given, born from person_person where merged_into is null");

struct brief {
    int64_t id;
    str family, given;
    day born;
};
static const struct field brief_fields[] = { F(brief, id, INT), F(brief, family, TEXT), F(brief, given, TEXT), F(brief, born, DAY) };
static const struct record brief_rec = RECORD(NULL, brief, brief_fields);

struct asked {
    struct intake_person *row;
    str value;
    const char *column;
};
typedef SLICE(struct asked) askeds;

static void ask(struct arena *a, askeds *all, struct intake_person *x, str value, const char *column)
{
    if (value.n)
        *ADD(a, all) = (struct asked){ x, value, column };
}

static err sees(struct db *db, int64_t person, int64_t org, bool *yes)
{
    int64_t n;
    *yes = true;
    if (!org || !db->deed.system)
        return OK; // a command sees all; a request only what is in scope
    PASS(db_int(db, &in_sight, ARGS(AI(person), AI(org), AD(db->deed.today)), &n));
    *yes = n > 0;
    return OK;
}

// The number is somebody's: a known person, unless the row's other number says another.
static err found(struct db *db, struct intake_set *s, const struct asked *q, int64_t person, int64_t org)
{
    bool yes;
    PASS(sees(db, person, org, &yes));
    if (!yes || (q->row->known && q->row->p.id != person)) {
        intake_fault(s, FILE_PERSONS, q->row->line, q->column, q->value, T_intake_problem_taken, STR(""));
        return OK;
    }
    q->row->known = true;
    q->row->p.id = person;
    return OK;
}

static err numbers(struct db *db, struct intake_set *s, int64_t org)
{
    askeds all = { 0 };
    for (size_t i = 0; i < s->persons.n; i++) {
        struct intake_person *x = &s->persons.p[i];
        ask(s->mem, &all, x, x->duf, "duf_number");
        ask(s->mem, &all, x, x->d_number, "d_number");
        ask(s->mem, &all, x, x->national, "national_number");
    }
    for (size_t i = 0; i < all.n; i += ASKED) {
        struct arg at[ASKED];
        SLICE(struct held) hits = { 0 };
        for (size_t k = 0; k < ASKED; k++)
            at[k] = (struct arg)AT(all.p[i + k < all.n ? i + k : i].value);
        PASS(db_all(db, &held_numbers, ((struct db_args){ at, ASKED }), &held_rec, &hits));
        for (size_t h = 0; h < hits.n; h++)
            for (size_t k = i; k < all.n && k < i + ASKED; k++)
                if (str_eq(all.p[k].value, hits.p[h].value))
                    PASS(found(db, s, &all.p[k], hits.p[h].person, org));
    }
    return OK;
}

static bool differs(str file, str here)
{
    return file.n && !str_eq(file, here);
}

static err changes(struct db *db, struct intake_set *s)
{
    for (size_t i = 0; i < s->persons.n; i++) {
        struct intake_person *x = &s->persons.p[i];
        struct person here;
        if (!x->known)
            continue;
        err e = person_by_id(db, x->p.id, &here);
        if (e == E_NOTFOUND) // not in scope after all
            x->known = false;
        else if (e)
            return e;
        else
            x->changed = differs(x->p.phone, here.phone) || differs(x->p.email, here.email) ||
                         differs(x->p.own_script, here.own_script) || differs(x->p.language, here.language);
    }
    return OK;
}

// ---- by name

static err one_alike(struct db *db, struct intake_set *s, size_t row, int64_t person, int64_t org)
{
    bool yes;
    PASS(sees(db, person, org, &yes));
    if (yes && s->alike.n < ALIKE_TOLD)
        *ADD(s->mem, &s->alike) = (struct intake_alike){ row, person };
    return OK;
}

static err alike_each(struct db *db, struct intake_set *s, int64_t org)
{
    for (size_t i = 0; i < s->persons.n; i++) {
        person_hits hits = { 0 };
        if (s->persons.p[i].known || s->persons.p[i].p.protection == PROTECT_STRICT)
            continue;
        PASS(person_alike(db, &s->persons.p[i].p, &hits));
        if (hits.n)
            PASS(one_alike(db, s, i, hits.p[0].person.id, org));
    }
    return OK;
}

static str brief_key(struct arena *a, str family, str given, day born)
{
    return text_fold(a, strf(a, "%.*s %.*s %d", S(family), S(given), born.d));
}

// Many rows: the same name and day of birth alone, in one pass over all persons.
static err alike_many(struct db *db, struct intake_set *s, int64_t org)
{
    SLICE(struct brief) here = { 0 };
    struct map known;
    map_make(&known, db->mem);
    PASS(db_all(db, &persons_brief, NO_ARGS, &brief_rec, &here));
    for (size_t i = 0; i < here.n; i++)
        (void)map_put(&known, brief_key(db->mem, here.p[i].family, here.p[i].given, here.p[i].born), &here.p[i]);
    for (size_t i = 0; i < s->persons.n; i++) {
        const struct intake_person *x = &s->persons.p[i];
        const struct brief *b = x->known ? NULL : map_get(&known, brief_key(db->mem, x->p.family, x->p.given, x->p.born));
        if (b)
            PASS(one_alike(db, s, i, b->id, org));
    }
    return OK;
}

// Centres that events name and the files do not are here already, or are a fault.
static err places(struct db *db, struct intake_set *s)
{
    struct map known;
    map_make(&known, db->mem);
    for (size_t i = 0; i < s->centres.n; i++)
        (void)map_put(&known, s->centres.p[i].code, &s->centres.p[i]);
    for (size_t i = 0; i < s->events.n; i++) {
        const struct intake_event *e = &s->events.p[i];
        struct who_org org;
        if (e->kind != EV_CENTRE_IN || !e->place.n || map_get(&known, e->place))
            continue;
        err x = org_by_code(db, e->place, &org);
        if (x == E_NOTFOUND)
            intake_fault(s, FILE_EVENTS, e->line, "place", e->place, T_intake_problem_centre, STR(""));
        else if (x)
            return x;
        (void)map_put(&known, e->place, s); // told once
    }
    return OK;
}

err intake_compare(struct db *db, struct intake_set *s, int64_t org)
{
    int64_t here;
    PASS(places(db, s));
    err e = db_int(db, &persons_here, NO_ARGS, &here);
    if (e && e != E_NOTFOUND)
        return e;
    if (!e) {
        PASS(numbers(db, s, org));
        PASS(changes(db, s));
        PASS(s->persons.n <= ALIKE_ROWS ? alike_each(db, s, org) : alike_many(db, s, org));
    }
    s->fresh = s->changed = s->unchanged = 0;
    for (size_t i = 0; i < s->persons.n; i++) {
        const struct intake_person *x = &s->persons.p[i];
        *(x->known ? x->changed ? &s->changed : &s->unchanged : &s->fresh) += 1;
    }
    return OK;
}
