// SPDX-License-Identifier: Apache-2.0
// crash URL ROUNDS [SETTLEMENTS]: a process writes rows and acknowledges each when its transaction has
// ended; it is killed at a random moment, again and again. No acknowledged row may be lost, none may be
// half there or twice, and the audit trail must be whole after each kill. Then as many rounds in which
// households are settled (chain.c).
#include "test/crash/crash.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "platform/trace/trace.h"
#include "platform/who/user.h"

enum { LIFE_MIN_US = 5000, LIFE_MOST_US = 125000 };

static const struct sql count_round = { "count_round", "select count(*) from who_org where kind = $1",
                                        __FILE__ };
static const struct sql last_of_round = { "last_of_round", "select coalesce(max(unit), 0) from who_org "
                                          "where kind = $1", __FILE__ };

struct round {
    str kind; // of this round's rows
    int64_t number;         // of the row being written
    int64_t count, last;    // as stored
    struct trace_verdict v;
};

struct deed deed_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    int64_t now = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
    return (struct deed){ .role = "", .session = STR(""), .reason = STR(""),
                          .request = STR("crash test"), .now = now, .today = day_in_oslo(now) };
}

struct db_pool *open_or_end(const char *url, struct arena *a)
{
    struct db_pool *p;
    str fault = STR("");
    if (db_open(url, 1, &p, &fault, a) != OK) {
        fprintf(stderr, "%.*s\n", S(fault));
        exit(1);
    }
    return p;
}

static err write_one(struct db *db, void *arg)
{
    struct round *r = arg;
    struct who_org o = { .code = strf(db->mem, "%.*s-%lld", S(r->kind), (long long)r->number),
                         .kind = r->kind, .name = STR("x"), .unit = KNOWN(r->number) };
    return db_add(db, &who_org_rec, &o);
}

struct writer {
    const char *url;
    struct round r;
};

// The process that will be killed. Says the number of a row only after its transaction ended.
static void write_until_killed(void *arg, int acknowledge)
{
    const struct writer *w = arg;
    struct round r = w->r;
    struct arena *a = arena_make(0), *mem = arena_make(0);
    struct db_pool *p = open_or_end(w->url, a);
    for (r.number = 1;; r.number++) {
        struct deed deed = deed_now();
        if (db_run(p, TX_WRITE, mem, &deed, write_one, &r) != OK ||
            write(acknowledge, &r.number, sizeof r.number) != sizeof r.number)
            _exit(1);
        arena_reset(mem);
    }
}

static err read_back(struct db *db, void *arg)
{
    struct round *r = arg;
    PASS(db_int(db, &count_round, ARGS(AT(r->kind)), &r->count));
    PASS(db_int(db, &last_of_round, ARGS(AT(r->kind)), &r->last));
    return trace_verify(db, STR(""), &r->v);
}

void kill_in_the_middle(int most_us, void (*work)(void *, int), void *arg, size_t size,
                        void (*heard)(void *, const void *), void *to)
{
    char piece[64];
    int ends[2];
    if (size > sizeof piece || pipe(ends) != 0)
        exit(1);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        work(arg, ends[1]);
    }
    close(ends[1]);
    usleep((useconds_t)(LIFE_MIN_US + random() % (most_us - LIFE_MIN_US)));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    while (read(ends[0], piece, size) == (ssize_t)size)
        heard(to, piece);
    close(ends[0]);
}

static void keep_number(void *to, const void *piece)
{
    memcpy(to, piece, sizeof(int64_t));
}

// One row may be stored whose acknowledgement the kill cut off.
static bool fits(const struct round *r, int64_t acknowledged)
{
    return r->count == r->last && (r->count == acknowledged || r->count == acknowledged + 1) &&
           r->v.first_bad == 0;
}

static bool play(const char *url, int number, int64_t *total)
{
    struct arena *a = arena_make(0);
    struct round r = { .kind = strf(a, "c%d", number) };
    int64_t acknowledged = 0;
    kill_in_the_middle(LIFE_MOST_US, write_until_killed, &(struct writer){ url, r }, sizeof acknowledged, keep_number, &acknowledged);
    struct db_pool *p = open_or_end(url, a);
    struct deed deed = deed_now();
    err e = db_run(p, TX_READ, a, &deed, read_back, &r);
    bool fine = e == OK && fits(&r, acknowledged);
    if (!fine)
        printf("round %d: %s; %lld acknowledged, %lld stored, last %lld; audit: %.*s\n", number,
               err_name(e), (long long)acknowledged, (long long)r.count, (long long)r.last,
               S(r.v.what));
    *total += acknowledged;
    db_close(p);
    arena_drop(a);
    return fine;
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4) {
        fputs("use: crash URL ROUNDS [SETTLEMENTS]\n", stderr);
        return 2;
    }
    struct arena *a = arena_make(0);
    struct db_pool *p = open_or_end(argv[1], a);
    struct out report = { 0 };
    if (db_migrate(p, false, &report, deed_now().now) != OK) {
        fprintf(stderr, "%.*s\n", S(out_str(&report)));
        return 1;
    }
    out_drop(&report);
    db_close(p); // before any fork: each process has connections of its own
    int passed = 0, rounds = (int)strtol(argv[2], NULL, 10);
    int settlements = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 0;
    int64_t total = 0, steps = 0;
    const char *seed = getenv("SEED");
    srandom(seed ? (unsigned)strtoul(seed, NULL, 10) : (unsigned)time(NULL));
    for (int i = 1; i <= rounds; i++)
        passed += play(argv[1], i, &total);
    if (settlements && !chain_begin(argv[1]))
        return 1;
    for (int i = 1; i <= settlements; i++)
        passed += chain_play(argv[1], i, &steps);
    arena_drop(a);
    // Kills before the first row prove nothing.
    bool enough = total >= rounds && steps >= settlements;
    int all = rounds + settlements;
    printf("%lld writes acknowledged in %d rounds, %lld steps of settlements in %d\n", (long long)total, rounds,
           (long long)steps, settlements);
    printf("%d passed, %d failed\n", passed + enough, all - passed + !enough);
    return passed == all && enough ? 0 : 1;
}
