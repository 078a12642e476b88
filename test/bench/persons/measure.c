// SPDX-License-Identifier: Apache-2.0
// Pages as users open them: the whole way from the bytes of a request to the bytes of the answer, with
// right, scope, traces and looks; no socket, one request at a time. Each request is made ROUNDS (3) times,
// and its best time counts: others may use the machine meanwhile.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/embed.h"
#include "platform/http/flow.h"
#include "platform/room.h"
#include "rooms/allocation/allocation_db.h"
#include "rooms/person/person.h"
#include "test/bench/persons/bench.h"

enum { ASKS = 300, ASKS_ONE = 100, ROUNDS = 3 };

struct sample {
    int64_t id[ASKS], cases[ASKS][8];
    str name[ASKS], ref[ASKS];
    size_t n, offers, members[ASKS];
    int64_t org;
};
SQL(bench_sample, "select p.* from who_scope s join person_person p on p.id = s.subject where s.reader = $1 "
                  "and s.sealed = 0 and p.protection = 'none' limit 3000");
SQL(bench_offers, "select * from allocation_offer where org = $1 and state = 'accepted' and id in (select offer from "
                  "allocation_case where org = $1 and state in ('allocated', 'dated')) order by id limit 300");
SQL(bench_cases, "select * from allocation_case where offer = $1 order by id limit 8");

static err take_sample(struct db *db, void *arg)
{
    struct sample *s = arg;
    SLICE(struct person) all = { 0 };
    offers out = { 0 };
    PASS(db_all(db, &bench_sample, ARGS(AI(s->org)), &person_rec, &all));
    for (s->n = 0; s->n < ASKS && all.n; s->n++) {
        const struct person *p = &all.p[next() % all.n];
        s->id[s->n] = p->id;
        s->name[s->n] = strf(kept, "%.*s %.*s", S(p->given), S(p->family));
    }
    PASS(db_all(db, &bench_offers, ARGS(AI(s->org)), &offer_rec, &out));
    for (s->offers = 0; s->offers < out.n; s->offers++) {
        alloc_cases in = { 0 };
        PASS(db_all(db, &bench_cases, ARGS(AI(out.p[s->offers].id)), &alloc_case_rec, &in));
        s->ref[s->offers] = str_dup(kept, out.p[s->offers].ref);
        for (size_t i = 0; i < in.n; i++)
            s->cases[s->offers][i] = in.p[i].id;
        s->members[s->offers] = in.n;
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

static str encoded(struct arena *a, str s)
{
    str out = str_dup(a, s);
    for (size_t i = 0; i < out.n; i++)
        if (!((out.p[i] | 32) >= 'a' && (out.p[i] | 32) <= 'z')) // blanks and what names have in them
            ((char *)(uintptr_t)out.p)[i] = '+';
    return out;
}

// As it is typed: a letter wrong somewhere inside; the same one for the same request.
static str misspelt(struct arena *a, str s, size_t i)
{
    char *p = str_cz(a, s);
    size_t at = 1 + i * 7 % (s.n > 3 ? s.n - 2 : 1);
    if (s.n > 3 && p[at] != ' ' && p[at] > 0 && p[at - 1] != ' ')
        p[at] = p[at - 1];
    return str_z(p);
}

// ---- what is asked ---------------------------------------------------------------------------------

struct what {
    const char *name, *url; // of a page that is the same each time; else `request` asks
    void (*request)(struct arena *, const struct sample *, size_t, const struct actor *);
    double aim;             // ms at p99
};

static void get(struct arena *a, str url, const struct actor *who)
{
    int status;
    str body = ask(a, "GET", url, who, STR(""), &status);
    if (status != 200)
        stop("answer", E_INPUT, strf(a, "%.*s %d %.200s", S(url), status, body.p));
}

static str post(struct arena *a, str url, const struct actor *who, str fields)
{
    static unsigned keys;
    int status;
    str body = strf(a, "%.*s&csrf=%.*s&once=benchkey%jd-%u", S(fields), S(who->form_token), (intmax_t)time(NULL), ++keys);
    str to = str_dup(a, ask(a, "POST", url, who, body, &status));
    if (status != 303)
        stop("answer", E_INPUT, strf(a, "%.*s %d %.*s", S(url), status, S(to)));
    return to;
}

static void person_page(struct arena *a, const struct sample *s, size_t i, const struct actor *who)
{
    get(a, strf(a, "/personer/%lld", (long long)s->id[i]), who);
}

static void search(struct arena *a, str typed, const struct actor *who)
{
    get(a, post(a, STR("/personer"), who, strf(a, "sok=%.*s", S(encoded(a, typed)))), who);
}

static void search_misspelt(struct arena *a, const struct sample *s, size_t i, const struct actor *who)
{
    search(a, misspelt(a, s->name[i], i), who);
}

static void search_one(struct arena *a, const struct sample *s, size_t i, const struct actor *who)
{
    str name = s->name[i];
    str_cut(&(str){ name.p, name.n }, ' ', &name);
    search(a, name, who);
}

// One day for all of the household, saved: decision, log, balance, duty, timeline, sight. In the later
// rounds another day.
static void date_household(struct arena *a, const struct sample *s, size_t i, const struct actor *who)
{
    static int days;
    size_t k = i % s->offers;
    str on = day_iso(a, day_add(today, 10 + days++ % 37));
    str fields = strf(a, "dag=%.*s&transport=tog&bolig=&kontakt=&gjor=lagre", S(on));
    for (size_t m = 0; m < s->members[k]; m++)
        fields = strf(a, "%.*s&med%lld=1", S(fields), (long long)s->cases[k][m]);
    (void)post(a, strf(a, "/bosetting/fordelinger/%.*s/dato", S(s->ref[k])), who, fields);
}

static int rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int missed;

static void measure(const struct what *w, const struct sample *s, const struct actor *who)
{
    double wall[ASKS], own[ASKS];
    size_t n = w->url ? ASKS_ONE : s->n; // of one page a hundred are as good
    for (int r = 0; r < ROUNDS; r++)
        for (size_t i = 0; i < n; i++) {
            struct arena *a = arena_make(0);
            double w0 = seconds(CLOCK_MONOTONIC), c0 = seconds(CLOCK_PROCESS_CPUTIME_ID), w1, c1;
            if (w->url)
                get(a, str_z(w->url), who);
            else
                w->request(a, s, i, who);
            w1 = (seconds(CLOCK_MONOTONIC) - w0) * 1000;
            c1 = (seconds(CLOCK_PROCESS_CPUTIME_ID) - c0) * 1000;
            wall[i] = r && wall[i] < w1 ? wall[i] : w1;
            own[i] = r && own[i] < c1 ? own[i] : c1;
            arena_drop(a);
        }
    qsort(wall, n, sizeof *wall, rising);
    qsort(own, n, sizeof *own, rising);
    size_t mid = n / 2, tail = n * 99 / 100;
    bool late = wall[tail] > w->aim;
    missed += late;
    printf("  %-38s %8.2f %8.2f   (%7.2f %8.2f) %5.0f%s\n", w->name, wall[mid], wall[tail], own[mid], own[tail], w->aim,
           late ? "  missed" : "");
    fflush(stdout);
}

// ---- who asks --------------------------------------------------------------------------------------

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

void measure_all(struct db_pool *pool)
{
    str fault;
    site = (struct site){ .router = router_make(kept, rooms_all, &fault), .db = pool, .demo = true,
                          .fixed = DAY_NONE, .clock = clock_ms };
    static struct sample big, usual, all;
    big.org = orgs.id[0], usual.org = orgs.id[USUAL], all.org = orgs.imdi;
    run(pool, TX_READ, take_sample, &big);
    run(pool, TX_READ, take_sample, &usual);
    run(pool, TX_READ, take_sample, &all);
    struct actor large = acting(MP, big.org, orgs.code[0], ORG_MUNICIPALITY),
                 small = acting(MP, usual.org, orgs.code[USUAL], ORG_MUNICIPALITY),
                 coordinator = acting(MC, usual.org, orgs.code[USUAL], ORG_MUNICIPALITY),
                 ds = acting(DS, orgs.imdi, STR("IMDI"), ORG_DIRECTORATE);
    static const char filtered[] = "/bosetting?steg=vedtatt&type=reception", ready[] = "/bosetting?steg=klare&type=reception&side=3";
    const struct {
        struct what w;
        const struct sample *s;
        const struct actor *who;
    } rows[] = {
        { { "person page, municipality", NULL, person_page, 20 }, &usual, &small },
        { { "person page, directorate", NULL, person_page, 20 }, &all, &ds },
        { { "list, municipality", "/personer", NULL, 20 }, &usual, &small },
        { { "list, largest municipality", "/personer", NULL, 20 }, &big, &large },
        { { "list, page 3", "/personer?side=3", NULL, 20 }, &usual, &small },
        { { "board, directorate", "/bosetting", NULL, 20 }, &all, &ds },
        { { "board's list, one kind, ready", ready, NULL, 20 }, &all, &ds },
        { { "board's list, one kind, decided", filtered, NULL, 20 }, &all, &ds },
        { { "board's list, one county, dated", "/bosetting?steg=dato&fylke=46", NULL, 20 }, &all, &ds },
        { { "lists, directorate", "/bosetting/fordelinger", NULL, 20 }, &all, &ds },
        { { "lists, municipality", "/bosetting/fordelinger", NULL, 20 }, &usual, &coordinator },
        { { "date for a household, saved", NULL, date_household, 20 }, &usual, &coordinator },
        { { "search misspelt, municipality", NULL, search_misspelt, 100 }, &usual, &small },
        { { "search misspelt, largest", NULL, search_misspelt, 100 }, &big, &large },
        { { "search misspelt, directorate", NULL, search_misspelt, 100 }, &all, &ds },
        { { "search one name, municipality", NULL, search_one, 100 }, &usual, &small },
        { { "search one name, largest", NULL, search_one, 100 }, &big, &large },
        { { "search one name, directorate", NULL, search_one, 100 }, &all, &ds },
    };
    const char *only = getenv("ONLY");
    printf("  %-38s %8s %8s   (%7s %8s) %5s\n", "milliseconds", "median", "p99", "cpu", "p99", "aim");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!only || strstr(rows[i].w.name, only))
            measure(&rows[i].w, rows[i].s, rows[i].who);
    printf("  %d of %zu missed\n", missed, sizeof rows / sizeof *rows);
}
