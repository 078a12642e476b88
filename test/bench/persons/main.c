// SPDX-License-Identifier: Apache-2.0
// bench-persons URL fill N     invented persons through the functions that imports use
// bench-persons URL measure    pages as users open them, without sockets
// Wall time and, in brackets, processor time of this process, in milliseconds: median and p99.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/embed.h"
#include "platform/http/setting.h"
#include "test/bench/persons/bench.h"

struct orgs orgs;
day today;
struct arena *kept;

uint64_t next(void) // splitmix64
{
    static uint64_t state = 1;
    uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

void stop(const char *what, err e, str fault)
{
    fprintf(stderr, "%s: %s %.*s\n", what, err_name(e), S(fault));
    exit(1);
}

double seconds(clockid_t c)
{
    struct timespec t;
    clock_gettime(c, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int64_t clock_ms(void)
{
    return day_start_ms(today) + 10 * 3600 * 1000;
}

void run(struct db_pool *pool, enum tx tx, err (*body)(struct db *, void *), void *arg)
{
    struct arena *a = arena_make(0);
    struct deed deed = { .system = true, .role = "", .session = STR(""), .request = STR("bench"),
                         .reason = STR(""), .now = clock_ms(), .today = today };
    err e = db_run(pool, tx, a, &deed, body, arg);
    if (e)
        stop("database", e, STR(""));
    arena_drop(a);
}

static err find_orgs(struct db *db, void *arg)
{
    (void)arg;
    struct who_org o;
    orgs.n = 0;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("IMDI"), today, &o));
    orgs.imdi = o.id;
    for (int number = 301; number < 5700 && orgs.n < ORGS; number++) {
        const struct place *p = place_by_slug(strf(db->mem, "K%04d", number), today);
        if (!p || p->kind != PLACE_MUNICIPALITY || access_org_of(db, p, &o) != OK)
            continue;
        orgs.id[orgs.n] = o.id;
        orgs.number[orgs.n] = p->number;
        orgs.code[orgs.n++] = str_dup(kept, o.code);
    }
    return orgs.n > USUAL ? OK : E_NOTFOUND;
}

int main(int argc, char **argv)
{
    struct db_pool *pool;
    struct out report = { 0 };
    str fault;
    int64_t n = 0;
    if (argc < 3 || (strcmp(argv[2], "fill") == 0 && (argc < 4 || !str_int(str_z(argv[3]), &n)))) {
        fprintf(stderr, "bench-persons URL fill N | URL measure\n");
        return 2;
    }
    kept = arena_make(0);
    today = day_of(2026, 9, 14);
    err e = db_open(argv[1], 2, &pool, &fault, kept);
    if (e)
        stop("open", e, fault);
    e = db_migrate(pool, false, &report, clock_ms());
    if (e)
        stop("migrate", e, out_str(&report));
    run(pool, TX_WRITE, find_orgs, NULL);
    if (n)
        fill(pool, (size_t)n);
    else
        measure_all(pool);
    db_close(pool);
    return 0;
}
