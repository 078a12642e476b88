// SPDX-License-Identifier: Apache-2.0
// Finding a person by what people remember: a name as it sounded, a number, a year of birth. Keys
// of names bring some hundred candidates in scope; how close they are decides their order.
#include "rooms/person/person_db.h"

#include <stdlib.h>

#include "person/identifier.h"
#include "person/name_key.h"
#include "text_keys.h"

enum { CANDIDATES = 400, WORDS = 6 };
static const double NEAR_ENOUGH = 0.62;

// Those who share keys of most parts of the name come first; a key that a great many share is
// cut off there, so that "Mohammed" alone costs no more than a rare name.
SQL(by_keys, "select p.* from (select person, count(distinct key) as fits from person_key "
             "where key in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
             "group by person order by fits desc, person limit $13) k "
             "join person_person p on p.id = k.person where p.protection <> 'strict' "
             "and p.merged_into is null");
SQL(by_number, "select p.* from person_identifier i join person_person p on p.id = i.person "
               "where i.value = $1 and p.protection <> 'strict' and p.merged_into is null");
SQL(by_phone, "select * from person_person where phone = $1 and protection <> 'strict'");
SQL(merged_into, "select * from person_person where merged_into = $1");
SQL(drop_keys, "delete from person_key where person = $1");

void person_key_list(struct arena *a, const struct person *p, name_key_list *out)
{
    name_keys(a, person_called(a, p), out);
    name_keys(a, p->own_script, out);
}

static err add_keys(struct db *db, int64_t person, str name, name_key_list *seen)
{
    size_t from = seen->n;
    name_keys(db->mem, name, seen);
    for (size_t i = from; i < seen->n; i++) {
        struct key_row row = { .key = (int64_t)seen->p[i].hash, .person = person };
        PASS(db_add_many(db, &key_rec, &row, 1));
    }
    return OK;
}

static err keys_of_merged(struct db *db, const struct person *p, name_key_list *seen)
{
    persons all = { 0 };
    PASS(db_all(db, &merged_into, ARGS(AI(p->id)), &person_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        PASS(add_keys(db, p->id, person_called(db->mem, &all.p[i]), seen));
        PASS(add_keys(db, p->id, all.p[i].own_script, seen));
        PASS(keys_of_merged(db, &(struct person){ .id = all.p[i].id }, seen));
    }
    return OK;
}

err person_keys_write(struct db *db, const struct person *p)
{
    person_names names = { 0 };
    name_key_list seen = { 0 };
    PASS(db_do(db, &drop_keys, ARGS(AI(p->id)), NULL));
    if (p->protection == PROTECT_STRICT || p->merged_into.known)
        return OK;
    PASS(keys_of_merged(db, p, &seen));
    PASS(person_names_of(db, p->id, &names));
    PASS(add_keys(db, p->id, person_called(db->mem, p), &seen));
    PASS(add_keys(db, p->id, p->own_script, &seen));
    for (size_t i = 0; i < names.n; i++) {
        PASS(add_keys(db, p->id, strf(db->mem, "%.*s %.*s", S(names.p[i].given), S(names.p[i].family)),
                      &seen));
        PASS(add_keys(db, p->id, names.p[i].own_script, &seen));
    }
    return OK;
}

// What was typed, taken apart: a year of birth narrows, the rest is the name.
struct wanted {
    str name;
    int year;
};

static void take_apart(struct arena *a, str typed, struct wanted *w)
{
    str rest = typed, word;
    *w = (struct wanted){ .name = STR("") };
    while (rest.n) {
        str_cut(&rest, ' ', &word);
        int64_t year;
        if (word.n == 4 && str_int(word, &year) && year > 1900 && year < 2200)
            w->year = (int)year;
        else if (word.n)
            w->name = strf(a, "%.*s%s%.*s", S(w->name), w->name.n ? " " : "", S(word));
    }
}

static double closeness(struct db *db, const struct wanted *w, const struct person *p, text_key *why)
{
    person_names names = { 0 };
    double best = name_closeness(db->mem, w->name, person_called(db->mem, p));
    *why = best > 0.99 ? T_person_why_name : T_person_why_sounds;
    if (p->own_script.n) {
        double d = name_closeness(db->mem, w->name, p->own_script);
        best = d > best ? d : best;
    }
    if (best < NEAR_ENOUGH && person_names_of(db, p->id, &names) == OK)
        for (size_t i = 0; i < names.n; i++) {
            double d = name_closeness(db->mem, w->name,
                                      strf(db->mem, "%.*s %.*s", S(names.p[i].given),
                                           S(names.p[i].family)));
            if (d > best) {
                best = d;
                *why = T_person_why_earlier;
            }
        }
    if (best < NEAR_ENOUGH) { // by the name of a record that was merged into this one
        persons merged = { 0 };
        if (db_all(db, &merged_into, ARGS(AI(p->id)), &person_rec, &merged) != OK)
            merged.n = 0;
        for (size_t i = 0; i < merged.n; i++) {
            double d = name_closeness(db->mem, w->name, person_called(db->mem, &merged.p[i]));
            if (d > best) {
                best = d;
                *why = T_person_why_earlier;
            }
        }
    }
    if (w->year && day_known(p->born)) {
        int off = abs(day_ymd(p->born).year - w->year);
        best -= off == 0 ? -0.05 : off <= 1 ? 0.05 : 0.3;
    }
    return best;
}

static int closest_first(const void *a, const void *b)
{
    const struct person_hit *x = a, *y = b;
    if (x->closeness != y->closeness)
        return x->closeness < y->closeness ? 1 : -1;
    return (x->person.id > y->person.id) - (x->person.id < y->person.id);
}

static err by_name(struct db *db, const struct wanted *w, size_t n, person_hits *out)
{
    enum { PLACES = 12 };
    name_key_list keys = { 0 };
    persons found = { 0 };
    struct arg at[PLACES + 1];
    name_keys(db->mem, w->name, &keys);
    if (!keys.n)
        return OK;
    for (size_t i = 0; i < PLACES; i++)
        at[i] = (struct arg)AI((int64_t)keys.p[i < keys.n ? i : 0].hash);
    at[PLACES] = (struct arg)AI(CANDIDATES);
    PASS(db_all(db, &by_keys, ((struct db_args){ at, PLACES + 1 }), &person_rec, &found));
    person_hits all = { 0 };
    for (size_t i = 0; i < found.n; i++) {
        text_key why;
        double d = closeness(db, w, &found.p[i], &why);
        if (d >= NEAR_ENOUGH)
            *ADD(db->mem, &all) = (struct person_hit){ found.p[i], why, d };
    }
    if (all.n)
        qsort(all.p, all.n, sizeof *all.p, closest_first);
    for (size_t i = 0; i < all.n && out->n < n; i++)
        *ADD(db->mem, out) = all.p[i];
    return OK;
}

static err exactly(struct db *db, const struct sql *sql, str value, text_key why, person_hits *out)
{
    persons found = { 0 };
    PASS(db_all(db, sql, ARGS(AT(value)), &person_rec, &found));
    for (size_t i = 0; i < found.n; i++)
        *ADD(db->mem, out) = (struct person_hit){ found.p[i], why, 1 };
    return OK;
}

err person_search(struct db *db, str typed, size_t n, person_hits *out)
{
    str digits = identifier_digits(db->mem, typed);
    struct wanted w;
    int64_t number;
    if (identifier_form(digits) != FORM_NONE)
        return exactly(db, &by_number, digits, T_person_why_number, out);
    bool phone = digits.n >= 8 && str_int(digits.p[0] == '+' ? str_part(digits, 1, digits.n - 1) : digits,
                                          &number);
    if (phone)
        return exactly(db, &by_phone, digits, T_person_why_phone, out);
    take_apart(db->mem, typed, &w);
    return by_name(db, &w, n, out);
}

err person_alike(struct db *db, const struct person *p, person_hits *out)
{
    enum { SHOWN = 5 };
    person_hits all = { 0 };
    struct wanted w = { .name = person_called(db->mem, p),
                        .year = day_known(p->born) ? day_ymd(p->born).year : 0 };
    PASS(by_name(db, &w, SHOWN, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].closeness > 0.8 && all.p[i].person.id != p->id)
            *ADD(db->mem, out) = all.p[i];
    return OK;
}
