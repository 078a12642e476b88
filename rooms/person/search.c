// SPDX-License-Identifier: Apache-2.0
// Finding a person by what people remember: a name as it sounded, a number, a year of birth. Keys
// of names bring some hundred candidates in scope; how close they are decides their order.
#include "rooms/person/person_db.h"

#include <stdlib.h>

#include "person/identifier.h"
#include "person/name_key.h"
#include "text_keys.h"

enum { CANDIDATES = 400, POSTINGS = 1500, SMALL_SCOPE = 4000, KEYS_ASKED = 12,
       SHARED_ASKED = 2 };
static const double GOOD = 0.8; // a pair that brings one so close needs no further search
static const double NEAR_ENOUGH = 0.62;

// Those who share keys of most parts of the name come first. A key that a great many share is cut off,
// so that "Mohammed" alone costs no more than a rare name; where few persons are in scope, the search
// goes through those instead, and misses none.
#define ONE_KEY(i) "select * from (select key, person from person_key where key = $" #i " limit $13) k" #i
#define MAY_BE_SHOWN "p.merged_into is null and " PERSON_LISTED("p")
SQL(by_keys, "select p.* from (select person, count(*) as fits from (" ONE_KEY(1) " union all " ONE_KEY(2)
             " union all " ONE_KEY(3) " union all " ONE_KEY(4) " union all " ONE_KEY(5) " union all "
             ONE_KEY(6) " union all " ONE_KEY(7) " union all " ONE_KEY(8) " union all " ONE_KEY(9)
             " union all " ONE_KEY(10) " union all " ONE_KEY(11) " union all " ONE_KEY(12)
             ") found group by person order by fits desc, person limit $14) k "
             "join person_person p on p.id = k.person where " MAY_BE_SHOWN);
SQL(in_scope, "select p.* from (select k.person, count(distinct k.key) as fits from who_scope s "
              "join person_key k on k.person = s.subject where s.reader = $13 and s.sealed = 0 and s.level >= 2 "
              "and k.key in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
              "group by k.person order by fits desc, k.person limit $14) k "
              "join person_person p on p.id = k.person where " MAY_BE_SHOWN);
#define DOZEN "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12"
SQL(common_of, "select key from person_key_common where key in (" DOZEN ") order by persons");
SQL(scope_size, "select count(*) from (select 1 from who_scope where reader = $1 limit $2) s");
SQL(by_number, "select p.* from person_identifier i join person_person p on p.id = i.person "
               "where i.value = $1 and p.protection <> 'strict' and p.merged_into is null");
SQL(by_phone, "select p.* from person_person p where p.phone = $1 and " MAY_BE_SHOWN);
SQL(merged_into, "select * from person_person where merged_into = $1");
#define TEN(a, b, c, d, e, f, g, h, i, j)                                                      \
    "$" #a ", $" #b ", $" #c ", $" #d ", $" #e ", $" #f ", $" #g ", $" #h ", $" #i ", $" #j
#define FIFTY TEN(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) ", " TEN(11, 12, 13, 14, 15, 16, 17, 18, 19, 20) ", "     \
    TEN(21, 22, 23, 24, 25, 26, 27, 28, 29, 30) ", " TEN(31, 32, 33, 34, 35, 36, 37, 38, 39, 40) ", "     \
    TEN(41, 42, 43, 44, 45, 46, 47, 48, 49, 50)
SQL(earlier_names, "select * from person_name where person in (" FIFTY ")");
SQL(merged_names, "select * from person_person where merged_into in (" FIFTY ")");
SQL(drop_keys, "delete from person_key where person = $1");

// The keys of one name, and of its parts two and two; those seen already are left out.
static void keys_of(struct arena *a, str name, name_key_list *seen)
{
    name_key_list one = { 0 };
    name_keys(a, name, &one);
    size_t single = one.n;
    name_key_list two = { 0 };
    name_pairs(a, &one, &two);
    for (size_t i = 0; i < single + two.n; i++) {
        const struct name_key *k = i < single ? &one.p[i] : &two.p[i - single];
        bool known = false;
        for (size_t j = 0; j < seen->n; j++)
            known |= seen->p[j].hash == k->hash;
        if (!known)
            *ADD(a, seen) = *k;
    }
}

void person_key_list(struct arena *a, const struct person *p, name_key_list *out)
{
    keys_of(a, person_called(a, p), out);
    keys_of(a, p->own_script, out);
}

static err add_keys(struct db *db, int64_t person, str name, name_key_list *seen)
{
    size_t from = seen->n;
    keys_of(db->mem, name, seen);
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

static double closeness(struct db *db, const struct wanted *w, const struct person *p)
{
    double best = name_closeness(db->mem, w->name, person_called(db->mem, p));
    if (p->own_script.n) {
        double d = name_closeness(db->mem, w->name, p->own_script);
        best = d > best ? d : best;
    }
    return best;
}

static void earlier(struct person_hit *all, size_t n, int64_t person, double d)
{
    for (size_t i = 0; i < n; i++)
        if (all[i].person.id == person && d > all[i].closeness) {
            all[i].closeness = d;
            all[i].why = T_person_why_earlier;
        }
}

// Those whose present name is not what was typed: by earlier names, and by names of records that were
// merged into theirs. `all` is those alone, fifty asked for at a time.
static err by_earlier(struct db *db, const struct wanted *w, struct person_hit *all, size_t n)
{
    enum { ASKED = 50 };
    for (size_t from = 0; from < n; from += ASKED) {
        struct arg at[ASKED];
        person_names names = { 0 };
        persons merged = { 0 };
        for (size_t i = 0; i < ASKED; i++)
            at[i] = (struct arg)AI(from + i < n ? all[from + i].person.id : 0);
        PASS(db_all(db, &earlier_names, ((struct db_args){ at, ASKED }), &person_name_rec, &names));
        PASS(db_all(db, &merged_names, ((struct db_args){ at, ASKED }), &person_rec, &merged));
        for (size_t i = 0; i < names.n; i++)
            earlier(all + from, n - from, names.p[i].person,
                    name_closeness(db->mem, w->name,
                                   strf(db->mem, "%.*s %.*s", S(names.p[i].given), S(names.p[i].family))));
        for (size_t i = 0; i < merged.n; i++)
            earlier(all + from, n - from, merged.p[i].merged_into.v,
                    name_closeness(db->mem, w->name, person_called(db->mem, &merged.p[i])));
    }
    return OK;
}

static double year_fits(const struct wanted *w, const struct person *p)
{
    if (!w->year || !day_known(p->born))
        return 0;
    int off = abs(day_ymd(p->born).year - w->year);
    return off == 0 ? 0.05 : off <= 1 ? -0.05 : -0.3;
}

static int closest_first(const void *a, const void *b)
{
    const struct person_hit *x = a, *y = b;
    if (x->closeness != y->closeness)
        return x->closeness < y->closeness ? 1 : -1;
    return (x->person.id > y->person.id) - (x->person.id < y->person.id);
}

static err candidates(struct db *db, const name_key_list *keys, persons *found)
{
    struct arg at[KEYS_ASKED + 2];
    int64_t size = SMALL_SCOPE + 1, user_rows = 0;
    for (size_t i = 0; i < KEYS_ASKED; i++) // no key is 0
        at[i] = (struct arg)AI(i < keys->n ? (int64_t)keys->p[i].hash : 0);
    if (db->deed.reader)
        PASS(db_int(db, &scope_size, ARGS(AI(db->deed.reader), AI(SMALL_SCOPE + 1)), &size));
    if (size <= SMALL_SCOPE) // a named user's own persons are looked for the other way
        PASS(db_int(db, &scope_size, ARGS(AI(READER_USER(db->deed.user)), AI(1)), &user_rows));
    bool few = size <= SMALL_SCOPE && !user_rows;
    at[KEYS_ASKED] = (struct arg)AI(few ? db->deed.reader : POSTINGS);
    at[KEYS_ASKED + 1] = (struct arg)AI(CANDIDATES);
    return db_all(db, few ? &in_scope : &by_keys, ((struct db_args){ at, KEYS_ASKED + 2 }), &person_rec,
                  found);
}

// Leaves out the person `except`, who would be closest to herself and end the search.
static err closest(struct db *db, const struct wanted *w, const name_key_list *keys, int64_t except,
                   person_hits *all)
{
    persons found = { 0 };
    if (!keys->n)
        return OK;
    PASS(candidates(db, keys, &found));
    person_hits far = { 0 };
    for (size_t i = 0; i < found.n; i++) {
        double d = closeness(db, w, &found.p[i]);
        struct person_hit h = { found.p[i], d > 0.99 ? T_person_why_name : T_person_why_sounds, d };
        if (h.person.id != except)
            *ADD(db->mem, d < NEAR_ENOUGH ? &far : all) = h;
    }
    PASS(by_earlier(db, w, far.p, far.n));
    for (size_t i = 0; i < far.n; i++)
        if (far.p[i].closeness >= NEAR_ENOUGH)
            *ADD(db->mem, all) = far.p[i];
    size_t kept = 0;
    for (size_t i = 0; i < all->n; i++) {
        struct person_hit h = all->p[i];
        h.closeness += year_fits(w, &h.person);
        if (h.closeness >= NEAR_ENOUGH)
            all->p[kept++] = h;
    }
    all->n = kept;
    if (all->n)
        qsort(all->p, all->n, sizeof *all->p, closest_first);
    return OK;
}

// The keys that few share, and those that very many do, the rarer first.
static err by_rarity(struct db *db, const name_key_list *keys, name_key_list *rare, name_key_list *common)
{
    struct arg at[KEYS_ASKED];
    SLICE(struct key_row) known = { 0 };
    for (size_t i = 0; i < KEYS_ASKED; i++)
        at[i] = (struct arg)AI(i < keys->n ? (int64_t)keys->p[i].hash : 0);
    PASS(db_all(db, &common_of, ((struct db_args){ at, KEYS_ASKED }), &key_rec, &known));
    for (size_t i = 0; i < keys->n && i < KEYS_ASKED; i++) {
        bool shared = false;
        for (size_t k = 0; k < known.n; k++)
            shared |= (uint64_t)known.p[k].key == keys->p[i].hash;
        if (!shared)
            *ADD(db->mem, rare) = keys->p[i];
    }
    for (size_t k = 0; k < known.n; k++)
        *ADD(db->mem, common) = (struct name_key){ .hash = (uint64_t)known.p[k].key };
    return OK;
}

static void add_others(struct arena *a, person_hits *all, const person_hits *more)
{
    size_t had = all->n;
    for (size_t i = 0; i < more->n; i++) {
        bool there = false;
        for (size_t k = 0; k < had && !there; k++)
            there = all->p[k].person.id == more->p[i].person.id;
        if (!there)
            *ADD(a, all) = more->p[i];
    }
    if (all->n)
        qsort(all->p, all->n, sizeof *all->p, closest_first);
}

static err by_name(struct db *db, const struct wanted *w, size_t n, int64_t except, person_hits *out)
{
    name_key_list keys = { 0 }, two = { 0 };
    person_hits all = { 0 };
    struct wanted plain = { name_plain(db->mem, w->name), w->year }; // once, not for each candidate
    w = &plain;
    name_keys(db->mem, w->name, &keys);
    name_pairs(db->mem, &keys, &two);
    PASS(closest(db, w, &two, except, &all));
    if (!all.n || all.p[0].closeness < GOOD) {
        name_key_list rare = { 0 }, common = { 0 };
        all.n = 0;
        PASS(by_rarity(db, &keys, &rare, &common));
        PASS(closest(db, w, &rare, except, &all));
        if (common.n > SHARED_ASKED)
            common.n = SHARED_ASKED;
        if (!all.n || all.p[0].closeness < GOOD) { // then also those of whom there are thousands
            person_hits more = { 0 };
            PASS(closest(db, w, &common, except, &more));
            add_others(db->mem, &all, &more);
        }
    }
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
    return by_name(db, &w, n, 0, out);
}

err person_alike(struct db *db, const struct person *p, person_hits *out)
{
    enum { SHOWN = 5 };
    person_hits all = { 0 };
    struct wanted w = { .name = person_called(db->mem, p),
                        .year = day_known(p->born) ? day_ymd(p->born).year : 0 };
    PASS(by_name(db, &w, SHOWN, p->id, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].closeness > 0.8)
            *ADD(db->mem, out) = all.p[i];
    return OK;
}
