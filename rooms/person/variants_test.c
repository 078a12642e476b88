// SPDX-License-Identifier: Apache-2.0
// Names as people type them, from test/names/pairs.csv: other spellings of Arabic, Ukrainian, Russian,
// Tigrinya, Somali, Persian, Kurdish, Burmese and Latin names, the own script, turned order, a middle
// name left out, slips of the fingers. Each is looked for among more than twenty thousand by the search
// that caseworkers use; the person meant stands among the first five (design/ux.md A5).
#include "test/web.h"

#include "base/csv.h"
#include "platform/http/setting.h"
#include "rooms/access/access.h"
#include "rooms/person/person_db.h"
#include "synth/names.h"
#include "test/db.h"

enum { OTHERS = 20000, PAIRS_MIN = 400, HELD_OUT_MIN = 100, FIRST = 5, SHOWN = 20 };

struct pair_ {
    str language, kind, given, family, typed;
    int64_t person;
};
struct set {
    struct arena *a;
    SLICE(struct pair_) pairs;
    int64_t org;
    int64_t common; // keys that very many share
    size_t shown; // hits of all searches together
};

static err read_row(void *arg, const struct csv_row *r)
{
    struct set *s = arg;
    if (r->line == 1)
        return OK;
    CHECK_AT(r->n == 5 && r->cell[4].n, "line %lld", (long long)r->line);
    *ADD(s->a, &s->pairs) = (struct pair_){ str_dup(s->a, r->cell[0]), str_dup(s->a, r->cell[1]),
                                            str_dup(s->a, r->cell[2]), str_dup(s->a, r->cell[3]),
                                            str_dup(s->a, r->cell[4]), 0 };
    return OK;
}

static str some(uint64_t *seed, enum culture c, enum name_part part)
{
    struct name_list l = synth_names(c, part);
    return str_z(l.at[test_random(seed) % l.n].latin);
}

static void invent(struct arena *a, uint64_t *seed, struct person *p)
{
    enum culture c = (enum culture)(test_random(seed) % CULTURES);
    enum name_part sex = test_random(seed) & 1 ? NAME_FEMALE : NAME_MALE;
    str given = some(seed, c, sex), family = some(seed, c, NAME_FAMILY);
    str father = some(seed, c, NAME_MALE), second = some(seed, c, NAME_FAMILY);
    if (test_random(seed) % 3 == 0)
        given = strf(a, "%.*s %.*s", S(given), S(father));
    if (test_random(seed) % 3 == 0)
        family = strf(a, "%.*s %.*s", S(family), S(second));
    p->given = given;
    p->family = family;
}

static bool taken(const struct set *s, const struct person *p)
{
    for (size_t i = 0; i < s->pairs.n; i++)
        if (str_ieq(s->pairs.p[i].given, p->given) && str_ieq(s->pairs.p[i].family, p->family))
            return true;
    return false;
}

static err fill(struct db *db, void *arg)
{
    struct set *s = arg;
    struct who_org directorate;
    uint64_t seed = test_seed();
    size_t n = OTHERS + s->pairs.n;
    struct person *p = NEW_ARRAY(db->mem, n, struct person);
    int64_t *org = NEW_ARRAY(db->mem, n, int64_t);
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("IMDI"), TEST_DAY, &directorate));
    s->org = directorate.id;
    for (size_t i = 0; i < n; i++) {
        if (i < s->pairs.n) {
            p[i].given = s->pairs.p[i].given;
            p[i].family = s->pairs.p[i].family;
        } else {
            do
                invent(db->mem, &seed, &p[i]);
            while (taken(s, &p[i])); // two of the same name cannot both be meant
        }
        p[i].own_script = p[i].preferred = p[i].phone = p[i].email = p[i].language = STR("");
        p[i].born = day_of(1980, 1, 1);
        p[i].arrived = day_of(2023, 2, 1);
        p[i].died = p[i].protection_to = DAY_NONE;
        p[i].synthetic = true;
        org[i] = directorate.id;
    }
    PASS(person_add_many(db, p, n, org, "permit"));
    for (size_t i = 0; i < s->pairs.n; i++)
        s->pairs.p[i].person = p[i].id;
    return OK;
}

struct question {
    str typed;
    person_hits hits;
};

static err look_up(struct db *db, void *arg)
{
    struct question *w = arg;
    w->hits.n = 0;
    return person_search(db, w->typed, SHOWN, &w->hits);
}

static bool found(struct set *s, struct db_pool *pool, const struct pair_ *pair)
{
    struct arena *b = arena_make(0);
    struct deed deed = test_deed();
    struct question w = { .typed = pair->typed };
    bool there = false;
    deed.system = false;
    deed.user = 9001;
    deed.org = deed.reader = s->org;
    CHECK_INT(db_run(pool, TX_READ, b, &deed, look_up, &w), OK);
    for (size_t i = 0; i < w.hits.n && i < FIRST; i++)
        there |= w.hits.p[i].person.id == pair->person;
    s->shown += w.hits.n;
    if (!there)
        printf("  %.*s, %.*s: \"%.*s\" for %.*s %.*s; first %.*s %.*s\n", S(pair->language), S(pair->kind),
               S(pair->typed), S(pair->given), S(pair->family), S(w.hits.n ? w.hits.p[0].person.given : STR("-")),
               S(w.hits.n ? w.hits.p[0].person.family : STR("")));
    arena_drop(b);
    return there;
}

SQL(common_keys, "select count(*) from person_key_common");

static err count_common(struct db *db, void *arg)
{
    return db_int(db, &common_keys, NO_ARGS, arg);
}

static void measured(struct arena *a, const char *file, size_t least, size_t share)
{
    struct set s = { .a = a };
    size_t right = 0;
    CHECK_INT(csv_read(a, test_file(a, file), ',', read_row, &s), OK);
    CHECK(s.pairs.n >= least);
    in_db(a, fill, &s);
    CHECK_INT(person_keys_upkeep(test_pool(a), a, day_start_ms(TEST_DAY)), OK);
    in_db(a, count_common, &s.common);
    CHECK(s.common > 0);
    for (size_t i = 0; i < s.pairs.n; i++)
        right += found(&s, test_pool(a), &s.pairs.p[i]);
    printf("  %s: %zu of %zu among the first five (%.1f %%), %.1f hits shown on average\n", file, right, s.pairs.n,
           100.0 * (double)right / (double)s.pairs.n, (double)s.shown / (double)s.pairs.n);
    CHECK_AT(right * 100 >= s.pairs.n * share, "%zu of %zu", right, s.pairs.n);
}

TEST(a_name_typed_in_another_way_is_among_the_first_five)
{
    measured(a, "test/names/pairs.csv", PAIRS_MIN, 95);
}

// Written by somebody who had not seen the others, so that what is measured is not what was aimed at.
TEST(a_name_nobody_tuned_for_is_among_the_first_five_too)
{
    // 119 or 120 of 126: one pair shares the fifth place with others, and whose number is lower is chance.
    measured(a, "test/names/held-out.csv", HELD_OUT_MIN, 94);
}

SQL(spoil_keys, "delete from person_key");
SQL(keys_left, "select count(key) from person_key");

static err as_of_an_older_program(struct db *db, void *arg)
{
    int64_t org = ((struct set *)arg)->org;
    struct person p = { .given = STR("Cumar"), .family = STR("Jaamac"), .born = day_of(1990, 1, 1),
                        .arrived = day_of(2023, 2, 1), .died = DAY_NONE, .protection_to = DAY_NONE };
    struct who_org directorate;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("IMDI"), TEST_DAY, &directorate));
    org = ((struct set *)arg)->org = directorate.id;
    PASS(person_add_many(db, &p, 1, &org, "permit"));
    PASS(db_do(db, &spoil_keys, NO_ARGS, NULL));
    return setting_put(db, "name_keys", STR("1"));
}

static err count_keys(struct db *db, void *arg)
{
    return db_int(db, &keys_left, NO_ARGS, arg);
}

TEST(keys_of_an_older_program_are_made_anew)
{
    struct set s = { .a = a };
    int64_t keys, again;
    in_db(a, as_of_an_older_program, &s);
    CHECK_INT(person_keys_upkeep(test_pool(a), a, day_start_ms(TEST_DAY)), OK);
    in_db(a, count_keys, &keys);
    CHECK(keys > 4);
    CHECK_INT(person_keys_upkeep(test_pool(a), a, day_start_ms(TEST_DAY)), OK);
    in_db(a, count_keys, &again);
    CHECK_INT(again, keys);
}
