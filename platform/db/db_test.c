// SPDX-License-Identifier: Apache-2.0
// Both engines run these: DB=sqlite and DB=postgres.
#include "test/db.h"

#include <pthread.h>

#include "platform/db/db_engine.h"
#include "platform/trace/trace.h"
#include "platform/who/user.h"

extern const struct sql *const __start_statements[], *const __stop_statements[];

static err prepare_all(struct db *db, void *arg)
{
    struct connection *c = (struct connection *)db;
    int *bad = arg;
    for (const struct sql *const *s = __start_statements; s < __stop_statements; s++) {
        struct prepared p = { .sql = *s };
        if (c->engine->prepare(c, &p) != OK) {
            print_error("%s: %s\n  %.*s\n", (*s)->file, (*s)->name, S(db->fault));
            ++*bad;
            c->engine->rollback(c); // PostgreSQL refuses all after a fault
            PASS(c->engine->begin(c, TX_READ));
        }
    }
    return OK;
}

TEST(every_statement_can_be_prepared)
{
    int bad = 0;
    test_run(test_db(a), a, TX_READ, prepare_all, &bad);
    CHECK_INT(bad, 0);
}

static err add_org(struct db *db, void *arg)
{
    struct who_org *o = arg;
    *o = (struct who_org){ .code = STR("K1506"), .kind = STR("municipality"), .name = STR("Møldø"),
                           .unit = UNKNOWN };
    return db_add(db, &who_org_rec, o);
}

static err read_org(struct db *db, void *arg)
{
    return org_by_code(db, STR("K1506"), arg);
}

TEST(a_row_comes_back_as_it_was_added)
{
    struct db_pool *p = test_db(a);
    struct who_org o, back;
    test_run(p, a, TX_WRITE, add_org, &o);
    test_run(p, a, TX_READ, read_org, &back);
    CHECK_INT(back.id, o.id);
    CHECK_INT(back.version, 1);
    CHECK_STR(back.name, "Møldø");
    CHECK(!back.unit.known);
}

static err save_twice(struct db *db, void *arg)
{
    struct who_org was, now;
    PASS(org_by_code(db, STR("K1506"), &was));
    now = was;
    now.name = STR("first");
    PASS(db_save(db, &who_org_rec, &was, &now));
    CHECK_INT(now.version, 2);
    struct who_org late = was; // still version 1: what another person's form held
    late.name = STR("second");
    *(err *)arg = db_save(db, &who_org_rec, &was, &late);
    return OK;
}

TEST(an_older_version_is_a_conflict_and_changes_nothing)
{
    struct db_pool *p = test_db(a);
    struct who_org o, back;
    err second = OK;
    test_run(p, a, TX_WRITE, add_org, &o);
    test_run(p, a, TX_WRITE, save_twice, &second);
    CHECK_INT(second, E_CONFLICT);
    test_run(p, a, TX_READ, read_org, &back);
    CHECK_STR(back.name, "first");
}

static err write_in_read(struct db *db, void *arg)
{
    return add_org(db, arg);
}

TEST(a_read_transaction_cannot_write)
{
    struct db_pool *p = test_db(a);
    struct who_org o;
    struct deed deed = test_deed();
    CHECK(db_run(p, TX_READ, a, &deed, write_in_read, &o) != OK);
    CHECK_INT(db_run(p, TX_READ, a, &deed, read_org, &o), E_NOTFOUND);
}

static err fail_after_writing(struct db *db, void *arg)
{
    PASS(add_org(db, arg));
    return E_PEER;
}

TEST(a_failed_transaction_leaves_nothing_not_even_a_trace)
{
    struct db_pool *p = test_db(a);
    struct who_org o;
    struct deed deed = test_deed();
    struct trace_verdict v;
    CHECK_INT(db_run(p, TX_WRITE, a, &deed, fail_after_writing, &o), E_PEER);
    CHECK_INT(db_run(p, TX_READ, a, &deed, read_org, &o), E_NOTFOUND);
    (void)v;
}


SQL(test_count_orgs, "select count(*) from who_org");

struct adder {
    struct db_pool *p;
    pthread_t thread;
    int done;
};

static err bump(struct db *db, void *arg)
{
    (void)arg;
    struct who_org was, now;
    PASS(org_by_code(db, STR("K1506"), &was));
    now = was;
    now.unit = KNOWN(was.unit.known ? was.unit.v + 1 : 1);
    return db_save(db, &who_org_rec, &was, &now);
}

static void *bump_often(void *arg)
{
    struct adder *t = arg;
    struct arena *a = arena_make(0);
    struct deed deed = test_deed();
    for (int i = 0; i < 25; i++) {
        err e;
        do // serializable: the loser repeats, as the platform tells a person to
            e = db_run(t->p, TX_WRITE, a, &deed, bump, NULL);
        while (e == E_RETRY || e == E_CONFLICT);
        t->done += e == OK;
        arena_reset(a);
    }
    arena_drop(a);
    return NULL;
}

TEST(concurrent_changes_are_all_kept)
{
    struct db_pool *p = test_db(a);
    struct who_org o;
    struct adder t[4];
    test_run(p, a, TX_WRITE, add_org, &o);
    for (int i = 0; i < 4; i++) {
        t[i] = (struct adder){ .p = p };
        pthread_create(&t[i].thread, NULL, bump_often, &t[i]);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i].thread, NULL);
    test_run(p, a, TX_READ, read_org, &o);
    CHECK_INT(t[0].done + t[1].done + t[2].done + t[3].done, 100);
    CHECK_INT(o.unit.v, 100);
}

TEST(migrating_twice_changes_nothing)
{
    struct db_pool *p = test_db(a);
    struct out report = { 0 };
    CHECK_INT(db_migrate(p, false, &report, 1), OK);
    CHECK(str_find(out_str(&report), STR("\n0 migrations")) != (size_t)-1 ||
          str_starts(out_str(&report), STR("0 migrations")));
    out_drop(&report);
}

static err add_many(struct db *db, void *arg)
{
    (void)arg;
    struct who_org rows[500];
    for (int i = 0; i < 500; i++)
        rows[i] = (struct who_org){ .code = strf(db->mem, "K%04d", i), .kind = STR("municipality"),
                                    .name = STR("x"), .unit = UNKNOWN, .version = 1 };
    return db_add_many(db, &who_org_rec, rows, 500);
}

static err count_orgs(struct db *db, void *arg)
{
    return db_int(db, &test_count_orgs, NO_ARGS, arg);
}

TEST(many_rows_leave_one_trace)
{
    struct db_pool *p = test_db(a);
    int64_t n;
    test_run(p, a, TX_WRITE, add_many, NULL);
    test_run(p, a, TX_READ, count_orgs, &n);
    CHECK_INT(n, 500);
}

SQL(test_order, "select name from who_org order by name collate nb limit 1");

static err order(struct db *db, void *arg)
{
    static const char *const names[] = { "Ørland", "Aasen", "Ås", "Bø", "Ærø", "Zzz" };
    for (size_t i = 0; i < 6; i++) {
        struct who_org o = { .code = strf(db->mem, "%zu", i), .kind = STR("other"),
                             .name = str_z(names[i]), .unit = UNKNOWN };
        PASS(db_add(db, &who_org_rec, &o));
    }
    return db_str(db, &test_order, NO_ARGS, arg);
}

TEST(the_norwegian_alphabet_puts_aa_last)
{
    str first;
    test_run(test_db(a), a, TX_WRITE, order, &first);
    CHECK_STR(first, "Bø");
}

struct migrator {
    const char *url;
    pthread_t thread;
    err e;
};

static void *migrate_it(void *arg)
{
    struct migrator *m = arg;
    struct arena *a = arena_make(0);
    struct out report = { 0 };
    struct db_pool *p = NULL;
    str fault = STR("");
    m->e = db_open(m->url, 1, &p, &fault, a);
    if (m->e == OK)
        m->e = db_migrate(p, false, &report, 1);
    out_drop(&report);
    db_close(p);
    arena_drop(a);
    return NULL;
}

TEST(two_migrators_at_once_both_find_all_in_place)
{
    const char *url = strf(a, "sqlite:%s/new.db", test_dir(a).p).p;
    struct migrator m[2] = { { .url = url }, { .url = url } };
    struct out report = { 0 };
    struct db_pool *p;
    str fault = STR("");
    CHECK_INT(db_open(url, 1, &p, &fault, a), OK);
    for (int i = 0; i < 2; i++)
        pthread_create(&m[i].thread, NULL, migrate_it, &m[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(m[i].thread, NULL);
    CHECK_INT(m[0].e, OK);
    CHECK_INT(m[1].e, OK);
    CHECK_INT(db_migrate(p, true, &report, 1), OK);
    CHECK(str_starts(out_str(&report), STR("0 migrations to apply")));
    out_drop(&report);
    db_close(p);
}
