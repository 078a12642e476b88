// SPDX-License-Identifier: Apache-2.0
// check proves the invariants: the database's own, the audit trail's, and each room's.
#include <stdio.h>

#include "app/store.h"
#include "platform/room.h"
#include "platform/trace/trace.h"

struct checked {
    struct out breaches;
    int64_t entries, rooms;
    bool postgres;
};

// SQLite alone has these two; PostgreSQL checks foreign keys as it writes and pages by checksum.
static const struct sql integrity = { "integrity", "select integrity_check from pragma_integrity_check "
                                                   "where integrity_check <> 'ok' limit 1", __FILE__ };
static const struct sql orphans = { "orphans", "select \"table\" from pragma_foreign_key_check limit 1",
                                    __FILE__ };

static err sqlite_own(struct db *db, struct checked *c)
{
    str what;
    err e = db_str(db, &integrity, NO_ARGS, &what);
    if (e == OK)
        out_f(&c->breaches, "database: %.*s\n", S(what));
    else if (e != E_NOTFOUND)
        return e;
    e = db_str(db, &orphans, NO_ARGS, &what);
    if (e == OK)
        out_f(&c->breaches, "database: a row of %.*s points to nothing\n", S(what));
    return e == E_NOTFOUND ? OK : e;
}

static err check_body(struct db *db, void *arg)
{
    struct checked *c = arg;
    out_clear(&c->breaches);
    c->rooms = 0;
    if (!c->postgres)
        PASS(sqlite_own(db, c));
    struct trace_verdict v;
    PASS(trace_verify(db, STR(""), &v));
    c->entries = v.entries;
    if (v.first_bad)
        out_f(&c->breaches, "audit trail: %.*s\n", S(v.what));
    for (const struct room *const *r = rooms_all; *r; r++)
        if ((*r)->check) {
            c->rooms++;
            PASS((*r)->check(db, &c->breaches));
        }
    return OK;
}

static int check(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", NULL };
    struct args args = args_of(argc, argv);
    struct store s;
    struct checked c = { 0 };
    int64_t breaches = 0;
    int code = store_open(&s, &args, true);
    if (code == EXIT_FINE)
        code = args_end(&args, known);
    if (code == EXIT_FINE) {
        c.postgres = db_is_postgres(s.pool);
        code = store_run(&s, TX_READ, "check", check_body, &c);
    }
    for (size_t i = 0; i < c.breaches.n; i++)
        breaches += c.breaches.p[i] == '\n';
    if (code == EXIT_FINE) {
        fwrite(c.breaches.p ? c.breaches.p : "", 1, c.breaches.n, stdout);
        printf("%lld breaches; %lld audit entries and the invariants of %lld rooms were checked\n",
               (long long)breaches, (long long)c.entries, (long long)c.rooms);
    }
    out_drop(&c.breaches);
    store_close(&s);
    return code == EXIT_FINE && breaches ? EXIT_BAD_DATA : code;
}

COMMAND(check, "check", "proves that what is stored holds together",
        "fotfeste check --data DIR [--db URL]\n"
        "\n"
        "Goes through the database's own checks, the audit trail and the invariants of every room\n"
        "(for one: free places = decided - settled - agreed - asked, for each municipality and\n"
        "year). Prints a line for each breach, then counts.\n"
        "\n"
        "Ends with 0 when nothing is wrong, 1 when something is, 2 when the command was not\n"
        "understood.\n"
        "\n"
        "Example: fotfeste check --data /var/lib/fotfeste",
        check);
