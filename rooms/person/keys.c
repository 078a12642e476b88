// SPDX-License-Identifier: Apache-2.0
// Upkeep of the search keys, by the clock: the keys that very many share are counted, and keys made by an
// older program are made anew, some at a time.
#include "person/name_key.h"
#include "platform/http/setting.h"
#include "platform/job/job.h"
#include "rooms/person/person_db.h"

enum { COMMON = 1000, CHUNK = 500, MINUTES_A_DAY = 24 * 60 };

struct common {
    int64_t key, persons;
};
static const struct field common_fields[] = { F(common, key, INT), F(common, persons, INT) };
static const struct record common_rec = { NULL, common_fields, 2, sizeof(struct common), "common" };
typedef SLICE(struct common) commons;

SQL(shared_keys, "select key, count(person) as persons from person_key group by key having count(person) > $1 order by key");
SQL(common_now, "select key, persons from person_key_common order by key");
SQL(common_drop, "delete from person_key_common");
SQL(common_add, "insert into person_key_common (key, persons) values ($1, $2)");
SQL(persons_after, "select * from person_person where id > $1 order by id limit $2");

static err read_common(struct db *db, void *arg)
{
    return db_all(db, &shared_keys, ARGS(AI(COMMON)), &common_rec, (commons *)arg);
}

static err write_common(struct db *db, void *arg)
{
    const commons *all = arg;
    commons now = { 0 };
    PASS(db_all(db, &common_now, NO_ARGS, &common_rec, &now));
    if (now.n == all->n && (!now.n || memcmp(now.p, all->p, now.n * sizeof *now.p) == 0))
        return OK;
    PASS(db_do(db, &common_drop, NO_ARGS, NULL));
    for (size_t i = 0; i < all->n; i++)
        PASS(db_do(db, &common_add, ARGS(AI(all->p[i].key), AI(all->p[i].persons)), NULL));
    return OK;
}

struct anew {
    int64_t after;
    bool more;
};

static err keys_anew(struct db *db, void *arg)
{
    struct anew *w = arg;
    str version = strf(db->mem, "%d", NAME_KEYS_VERSION), stored;
    persons all = { 0 };
    PASS(setting_get(db, "name_keys", &stored));
    w->more = !str_eq(stored, version);
    if (!w->more)
        return OK;
    PASS(db_all(db, &persons_after, ARGS(AI(w->after), AI(CHUNK)), &person_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(person_keys_write(db, &all.p[i]));
    w->more = all.n == CHUNK;
    if (w->more) // a stop in between begins again: the keys are the same
        w->after = all.p[all.n - 1].id;
    else
        PASS(setting_put(db, "name_keys", version));
    return OK;
}

err person_keys_upkeep(struct db_pool *pool, struct arena *a, int64_t now)
{
    struct deed deed = { .system = true, .role = "", .session = STR(""), .request = STR("person.keys"),
                         .reason = STR(""), .now = now, .today = day_in_oslo(now) };
    struct anew w = { 0, true };
    while (w.more) {
        struct mark m = arena_mark(a);
        PASS(db_run(pool, TX_WRITE, a, &deed, keys_anew, &w));
        arena_back(a, m);
    }
    struct mark m = arena_mark(a);
    commons all = { 0 };
    err e = db_run(pool, TX_READ, a, &deed, read_common, &all);
    if (e == OK)
        e = db_run(pool, TX_WRITE, a, &deed, write_common, &all);
    arena_back(a, m);
    return e;
}

const struct job_kind person_keys_job = { .name = "person.keys", .outside = person_keys_upkeep,
                                          .every_minutes = MINUTES_A_DAY };
