// SPDX-License-Identifier: Apache-2.0
// bench-persons URL fill N     invented persons through the functions that imports use
// bench-persons URL measure    person page, search and list as users open them, without sockets
// Wall time and, in brackets, processor time of this process, in milliseconds: median and p99.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/embed.h"
#include "platform/db/db_engine.h"
#include "platform/http/flow.h"
#include "platform/http/setting.h"
#include "platform/room.h"
#include "rooms/access/access.h"
#include "rooms/person/person_db.h"
#include "synth/names.h"

enum { CHUNK = 50000, ASKS = 300, ORGS = 300, HOUSEHOLD = 3 };

static day today;
static uint64_t state = 1;

static uint64_t next(void) // splitmix64
{
    uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static void stop(const char *what, err e, str fault)
{
    fprintf(stderr, "%s: %s %.*s\n", what, err_name(e), S(fault));
    exit(1);
}

static double seconds(clockid_t c)
{
    struct timespec t;
    clock_gettime(c, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int64_t clock_ms(void)
{
    return day_start_ms(today) + 10 * 3600 * 1000;
}

// ---- filling ----------------------------------------------------------------------------------

struct orgs {
    int64_t id[ORGS];
    str code[ORGS];
    size_t n;
};
static struct orgs orgs;
static struct arena *kept;

static err find_orgs(struct db *db, void *arg)
{
    (void)arg;
    struct who_org o;
    orgs.n = 0;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("IMDI"), today, &o));
    for (int number = 301; number < 5700 && orgs.n < ORGS; number++) {
        const struct place *p = place_by_slug(strf(db->mem, "K%04d", number), today);
        if (!p || p->kind != PLACE_MUNICIPALITY || access_org_of(db, p, &o) != OK)
            continue;
        orgs.id[orgs.n] = o.id;
        orgs.code[orgs.n++] = str_dup(kept, o.code);
    }
    return orgs.n ? OK : E_NOTFOUND;
}

// Some names are common and most are not, as in life.
static str pick(struct name_list l)
{
    uint64_t a = next() % l.n, b = next() % l.n;
    return str_z(l.at[a < b ? a : b].latin);
}

struct part {
    size_t from, n;
};

static void invent(struct arena *a, struct person *p, int64_t *org)
{
    static const char *const countries[] = { "ukr", "ara", "tir", "som", "prs" };
    enum culture c = (enum culture)(next() % CULTURES);
    bool woman = next() & 1;
    struct name_list given = synth_names(c, woman ? NAME_FEMALE : NAME_MALE),
                     family = synth_names(c, NAME_FAMILY);
    *p = (struct person){
        .family = next() % 3 ? pick(family) : strf(a, "%.*s-%.*s", S(pick(family)), S(pick(family))),
        .given = next() % 3 ? pick(given) : strf(a, "%.*s %.*s", S(pick(given)), S(pick(given))),
        .own_script = STR(""), .preferred = STR(""), .phone = STR(""), .email = STR(""),
        .born = day_add(day_of(1950, 1, 1), (int)(next() % 25000)), .sex = woman ? SEX_FEMALE : SEX_MALE,
        .language = str_z(countries[next() % 5]), .interpreter = true,
        .protection = next() % 160 ? PROTECT_NONE : next() % 3 ? PROTECT_CONFIDENTIAL : PROTECT_STRICT,
        .arrived = day_add(today, -(int)(next() % 3000)), .died = DAY_NONE, .protection_to = DAY_NONE,
        .synthetic = true,
    };
    // A tenth live in the largest municipality.
    *org = orgs.id[next() % 10 ? next() % orgs.n : 0];
}

static err fill_part(struct db *db, void *arg)
{
    const struct part *part = arg;
    size_t n = part->n, homes = (n + HOUSEHOLD - 1) / HOUSEHOLD, bad;
    text_key problem;
    struct person *p = NEW_ARRAY(db->mem, n, struct person);
    int64_t *org = NEW_ARRAY(db->mem, n, int64_t);
    struct identifier *ids = NEW_ARRAY(db->mem, n, struct identifier);
    struct citizenship *from = NEW_ARRAY(db->mem, n, struct citizenship);
    struct spoken *speaks = NEW_ARRAY(db->mem, n, struct spoken);
    struct permit *papers = NEW_ARRAY(db->mem, n, struct permit);
    struct household *h = NEW_ARRAY(db->mem, homes, struct household);
    struct member *in = NEW_ARRAY(db->mem, n, struct member);
    for (size_t i = 0; i < n; i++) {
        invent(db->mem, &p[i], &org[i]);
        if (i % HOUSEHOLD)
            org[i] = org[i - 1];
    }
    PASS(person_add_many(db, p, n, org, "allocation"));
    for (size_t i = 0; i < homes; i++)
        h[i] = (struct household){ .made = p[i * HOUSEHOLD].arrived };
    PASS(household_make_many(db, h, homes));
    for (size_t i = 0; i < n; i++) {
        day granted = day_add(p[i].arrived, 90);
        if (day_cmp(granted, today) > 0)
            granted = today;
        ids[i] = (struct identifier){ .person = p[i].id, .kind = ID_DUF, .from_day = p[i].arrived,
                                      .to_day = DAY_NONE,
                                      .value = identifier_invent(db->mem, FORM_DUF, p[i].born,
                                                                 (int64_t)(part->from + i)) };
        from[i] = (struct citizenship){ .person = p[i].id, .country = STR("SYR"), .from_day = DAY_NONE,
                                        .to_day = DAY_NONE };
        speaks[i] = (struct spoken){ .person = p[i].id, .language = p[i].language, .mother_tongue = true };
        papers[i] = (struct permit){ .person = p[i].id, .decided = granted, .notified = granted,
                                      .valid_from = granted, .valid_to = day_add_years(granted, 3),
                                      .settles = true, .entry_by = DAY_NONE, .revoked = DAY_NONE };
        in[i] = (struct member){ .household = h[i / HOUSEHOLD].id, .person = p[i].id, .reason = STR(""),
                                 .role = i % HOUSEHOLD ? MEMBER_CHILD : MEMBER_HEAD,
                                 .from_day = p[i].arrived, .to_day = DAY_NONE };
    }
    err e = person_identify_many(db, ids, n, &bad, &problem);
    if (e) {
        fprintf(stderr, "number %zu, problem %d: %.*s\n", bad, (int)problem, S(ids[bad].value));
        return e;
    }
    PASS(db_add_many(db, &citizenship_rec, from, n));
    PASS(db_add_many(db, &spoken_rec, speaks, n));
    PASS(person_permit_add_many(db, papers, n, false));
    return db_add_many(db, &member_rec, in, n); // shields once, at the end
}

static void run(struct db_pool *pool, enum tx tx, err (*body)(struct db *, void *), void *arg)
{
    struct arena *a = arena_make(0);
    struct deed deed = { .system = true, .role = "", .session = STR(""), .request = STR("bench"),
                         .reason = STR(""), .now = clock_ms(), .today = today };
    err e = db_run(pool, tx, a, &deed, body, arg);
    if (e)
        stop("database", e, STR(""));
    arena_drop(a);
}

static err shields(struct db *db, void *arg)
{
    (void)arg;
    return person_shields_build(db);
}

static void fill(struct db_pool *pool, size_t n)
{
    double wall = seconds(CLOCK_MONOTONIC), own = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (size_t i = 0; i < n; i += CHUNK)
        run(pool, TX_WRITE, fill_part, &(struct part){ i, n - i < CHUNK ? n - i : CHUNK });
    run(pool, TX_WRITE, shields, NULL);
    if (person_keys_upkeep(pool, kept, clock_ms()) != OK)
        stop("keys", E_DB, STR(""));
    printf("fill %zu persons: %.1f s (%.1f)\n", n, seconds(CLOCK_MONOTONIC) - wall,
           seconds(CLOCK_PROCESS_CPUTIME_ID) - own);
}

// ---- measuring --------------------------------------------------------------------------------

struct sample {
    int64_t id[ASKS];
    str name[ASKS];
    size_t n;
    int64_t org;
};
SQL(bench_sample, "select p.* from who_scope s join person_person p on p.id = s.subject where s.reader = $1 "
                  "and s.sealed = 0 and p.protection = 'none' limit 3000");

static err take_sample(struct db *db, void *arg)
{
    struct sample *s = arg;
    persons all = { 0 };
    PASS(db_all(db, &bench_sample, ARGS(AI(s->org)), &person_rec, &all));
    for (s->n = 0; s->n < ASKS && all.n; s->n++) {
        const struct person *p = &all.p[next() % all.n];
        s->id[s->n] = p->id;
        s->name[s->n] = strf(kept, "%.*s %.*s", S(p->given), S(p->family));
    }
    return s->n ? OK : E_NOTFOUND;
}

static struct site site;
static struct out page_;

static str ask(struct arena *a, const char *method, str url, const struct actor *who, str body, int *status)
{
    struct head head;
    struct outgoing o;
    const char *fault;
    str raw = strf(a, "%s %.*s HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
                      "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n",
                   method, S(url), body.n);
    if (head_read(a, raw, &head, &fault) != 200)
        stop("request", E_INPUT, raw);
    flow_serve(&site, a, &page_, &(struct incoming){ .head = &head, .body = body, .peer = STR("127.0.0.1"), .as = who }, &o);
    *status = o.status;
    for (size_t i = 0; i < o.headers.n; i++)
        if (str_is(o.headers.p[i].name, "Location"))
            return o.headers.p[i].value;
    return o.body;
}

static int rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

enum what { PAGE, LIST, SEARCH, SEARCH_ONE };

static str encoded(struct arena *a, str s)
{
    str out = str_dup(a, s);
    for (size_t i = 0; i < out.n; i++)
        if (!((out.p[i] | 32) >= 'a' && (out.p[i] | 32) <= 'z')) // blanks and what names have in them
            ((char *)(uintptr_t)out.p)[i] = '+';
    return out;
}

// As it is typed: a letter wrong somewhere inside.
static str misspelt(struct arena *a, str s)
{
    char *p = str_cz(a, s);
    size_t at = 1 + next() % (s.n > 3 ? s.n - 2 : 1);
    if (s.n > 3 && p[at] != ' ' && p[at] > 0 && p[at - 1] != ' ')
        p[at] = p[at - 1];
    return str_z(p);
}

static void one(struct arena *a, enum what w, const struct sample *s, size_t i, const struct actor *who)
{
    static unsigned keys;
    int status = 0;
    str url = w == PAGE ? strf(a, "/personer/%lld", (long long)s->id[i]) : STR("/personer");
    if (w == SEARCH || w == SEARCH_ONE) {
        str name = s->name[i];
        if (w == SEARCH_ONE)
            str_cut(&(str){ name.p, name.n }, ' ', &name);
        str body = strf(a, "sok=%.*s&csrf=%.*s&once=benchkey%u", S(encoded(a, w == SEARCH ? misspelt(a, name) : name)),
                        S(who->form_token), ++keys);
        url = str_dup(a, ask(a, "POST", STR("/personer"), who, body, &status));
        if (status != 303)
            stop("search", E_INPUT, url);
    }
    str body = ask(a, "GET", url, who, STR(""), &status);
    if (status != 200)
        stop("answer", E_INPUT, strf(a, "%.*s %d %.200s", S(url), status, body.p));
}

static void measure(const char *name, enum what w, const struct sample *s, const struct actor *who)
{
    double wall[ASKS], own[ASKS];
    for (size_t i = 0; i < s->n; i++) {
        struct arena *a = arena_make(0);
        double w0 = seconds(CLOCK_MONOTONIC), c0 = seconds(CLOCK_PROCESS_CPUTIME_ID);
        one(a, w, s, i, who);
        wall[i] = (seconds(CLOCK_MONOTONIC) - w0) * 1000;
        own[i] = (seconds(CLOCK_PROCESS_CPUTIME_ID) - c0) * 1000;
        arena_drop(a);
    }
    qsort(wall, s->n, sizeof *wall, rising);
    qsort(own, s->n, sizeof *own, rising);
    size_t mid = s->n / 2, tail = s->n * 99 / 100;
    printf("  %-34s %8.2f %8.2f   (%7.2f %8.2f)\n", name, wall[mid], wall[tail], own[mid], own[tail]);
    fflush(stdout);
}

static struct actor acting(enum role role, int64_t org, str code, enum org_kind kind)
{
    struct actor who = NOBODY;
    who.user = 77 + role;
    who.name = STR("Kari Nordmann");
    who.role = role;
    who.org = org;
    who.org_code = who.org_name = code;
    who.org_kind = kind;
    who.form_token = STR("test-session-token-0123456789-0123456789-01");
    who.role_count = 1;
    return who;
}

static err directorate(struct db *db, void *arg)
{
    struct who_org o;
    PASS(access_org(db, STR("IMDI"), today, &o));
    *(int64_t *)arg = o.id;
    return OK;
}

static void measure_all(struct db_pool *pool)
{
    str fault;
    int64_t imdi;
    run(pool, TX_WRITE, directorate, &imdi);
    site = (struct site){ .router = router_make(kept, rooms_all, &fault), .db = pool, .demo = true,
                          .fixed = DAY_NONE, .clock = clock_ms };
    struct sample big = { .org = orgs.id[0] }, usual = { .org = orgs.id[7] }, all = { .org = imdi };
    run(pool, TX_READ, take_sample, &big);
    run(pool, TX_READ, take_sample, &usual);
    run(pool, TX_READ, take_sample, &all);
    struct actor large = acting(MP, big.org, orgs.code[0], ORG_MUNICIPALITY),
                 small = acting(MP, usual.org, orgs.code[7], ORG_MUNICIPALITY),
                 ds = acting(DS, imdi, STR("IMDI"), ORG_DIRECTORATE);
    printf("  %-34s %8s %8s   (%7s %8s)\n", "milliseconds", "median", "p99", "cpu", "p99");
    measure("person page, municipality", PAGE, &usual, &small);
    measure("person page, directorate", PAGE, &all, &ds);
    measure("list, municipality", LIST, &usual, &small);
    measure("list, largest municipality", LIST, &big, &large);
    measure("search misspelt, municipality", SEARCH, &usual, &small);
    measure("search misspelt, largest", SEARCH, &big, &large);
    measure("search misspelt, directorate", SEARCH, &all, &ds);
    measure("search one name, municipality", SEARCH_ONE, &usual, &small);
    measure("search one name, largest", SEARCH_ONE, &big, &large);
    measure("search one name, directorate", SEARCH_ONE, &all, &ds);
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
