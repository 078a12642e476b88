// SPDX-License-Identifier: Apache-2.0
// The schema is migrated once in a process and copied for each test: a file on SQLite, a template
// database on PostgreSQL.
#include "test/db.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/db/db_engine.h"
#include "platform/db/seal.h"

enum { READERS = 4 };

static const char *socket_dir(void)
{
    const char *dir = getenv("PGSOCK");
    if (!dir) {
        print_error("DB=postgres needs PGSOCK: eval $(test/postgres start build/pg)\n");
        fail();
    }
    return dir;
}

static bool on_postgres(void)
{
    const char *db = getenv("DB");
    return db && strcmp(db, "postgres") == 0;
}

static str pg_url(struct arena *a, const char *name)
{
    return strf(a, "postgresql:///%s?host=%s&user=fotfeste", name, socket_dir());
}

static void pg_do(const char *sql)
{
    struct arena *a = arena_make(0);
    PGconn *c = PQconnectdb(pg_url(a, "postgres").p);
    PGresult *r = PQexec(c, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        print_error("%s: %s\n", sql, PQerrorMessage(c));
        fail();
    }
    PQclear(r);
    PQfinish(c);
    arena_drop(a);
}

// PostgreSQL's own cleaner may be in the database at that moment; it is not ours to end, but leaves.
static void pg_drop(struct arena *a, const char *name)
{
    const char *sql = strf(a, "drop database if exists %s with (force)", name).p;
    bool gone = false;
    for (int i = 0; i < 100 && !gone; i++) {
        PGconn *c = PQconnectdb(pg_url(a, "postgres").p);
        PGresult *r = PQexec(c, sql);
        gone = PQresultStatus(r) == PGRES_COMMAND_OK;
        PQclear(r);
        PQfinish(c);
        if (!gone)
            usleep(100000);
    }
    if (!gone) {
        print_error("%s: nothing of it for ten seconds\n", sql);
        fail();
    }
}

// One file of keys for the process; the binary, when a test starts it, finds the same.
static void remove_keys(void)
{
    (void)unlink(getenv("FOTFESTE_KEY_FILE"));
}

static const struct seal_keys *own_keys(struct arena *a)
{
    static struct seal_keys keys;
    static char path[64];
    str fault = STR("");
    if (!keys.n) {
        snprintf(path, sizeof path, "/tmp/fotfeste-keys-%d", (int)getpid());
        (void)unlink(path);
        if (seal_keys_renew(a, path, &keys, &fault) != OK) {
            print_error("%.*s\n", S(fault));
            fail();
        }
        setenv("FOTFESTE_KEY_FILE", path, 1);
        atexit(remove_keys);
    }
    return &keys;
}

static struct db_pool *open_or_fail(struct arena *a, const char *url)
{
    struct db_pool *p;
    str fault = STR("");
    if (db_open(url, READERS, &p, &fault, a) != OK) {
        print_error("%.*s\n", S(fault));
        fail();
    }
    db_keys(p, own_keys(a));
    return p;
}

static void migrate_or_fail(struct db_pool *p)
{
    struct out report = { 0 };
    if (db_migrate(p, false, &report, day_start_ms(TEST_DAY)) != OK) {
        print_error("%.*s\n", S(out_str(&report)));
        fail();
    }
    out_drop(&report);
}

static void close_pool(void *p)
{
    db_close(p);
}

// ---- SQLite ----------------------------------------------------------------------------------

static str image; // bytes of the migrated file; lives as long as the process

static void make_image(void)
{
    struct arena *a = arena_make(0);
    str dir = test_dir(a);
    str path = strf(a, "%.*s/image.db", S(dir));
    struct db_pool *p = open_or_fail(a, strf(a, "sqlite:%.*s", S(path)).p);
    migrate_or_fail(p);
    db_close(p); // the last connection writes the log back into the file
    str bytes = test_file(a, path.p);
    char *keep = malloc(bytes.n);
    assert_non_null(keep);
    memcpy(keep, bytes.p, bytes.n);
    image = (str){ keep, bytes.n };
    arena_drop(a);
}

static struct db_pool *sqlite_pool(struct arena *a)
{
    if (!image.n)
        make_image();
    str path = strf(a, "%.*s/test.db", S(test_dir(a)));
    int fd = open(path.p, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, image.p, image.n), image.n);
    close(fd);
    return open_or_fail(a, strf(a, "sqlite:%.*s", S(path)).p);
}

// ---- PostgreSQL ------------------------------------------------------------------------------

static int databases;
static char own_template[32];

static void drop_template(void)
{
    struct arena *a = arena_make(0);
    PGconn *c = PQconnectdb(pg_url(a, "postgres").p);
    PQclear(PQexec(c, strf(a, "drop database if exists %s with (force)", own_template).p));
    PQfinish(c);
    arena_drop(a);
}

static void drop_database(void *name)
{
    struct arena *a = arena_make(0);
    pg_drop(a, name);
    arena_drop(a);
}

static struct db_pool *postgres_pool(struct arena *a)
{
    if (!databases) {
        snprintf(own_template, sizeof own_template, "template_%d", (int)getpid());
        pg_do(strf(a, "create database %s", own_template).p);
        atexit(drop_template);
        struct db_pool *p = open_or_fail(a, pg_url(a, own_template).p);
        migrate_or_fail(p);
        db_close(p);
    }
    char *name = (char *)strf(a, "test_%d_%d", (int)getpid(), ++databases).p;
    pg_do(strf(a, "create database %s template %s strategy file_copy", name, own_template).p);
    arena_closing(a, drop_database, name);
    return open_or_fail(a, pg_url(a, name).p);
}

struct db_pool *test_db(struct arena *a)
{
    struct db_pool *p = on_postgres() ? postgres_pool(a) : sqlite_pool(a);
    arena_closing(a, close_pool, p);
    return p;
}

struct deed test_deed(void)
{
    return (struct deed){ .system = true, .role = "", .session = STR(""), .request = STR("test"), .reason = STR(""),
                          .now = day_start_ms(TEST_DAY) + TEST_CLOCK_HOURS * 3600000LL,
                          .today = TEST_DAY };
}

void test_run(struct db_pool *p, struct arena *a, enum tx tx, err (*body)(struct db *, void *),
              void *arg)
{
    struct deed deed = test_deed();
    assert_int_equal(db_run(p, tx, a, &deed, body, arg), OK);
}

str test_url(struct arena *a, struct db_pool *p)
{
    return db_is_postgres(p) ? str_z(p->url) : strf(a, "sqlite:%s", p->url);
}
