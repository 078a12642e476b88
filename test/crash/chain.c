// SPDX-License-Identifier: Apache-2.0
// Households are registered, asked for, accepted, decided on, dated, settled and corrected, each step in
// its transaction, and the jobs of what they tell are run; the process is killed in the middle. Then
// every step that was acknowledged stands, for the whole household, at most one more is there, and no
// invariant of any room is broken: balances, sight, logs.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "platform/http/setting.h"
#include "platform/job/job.h"
#include "platform/room.h"
#include "platform/trace/trace.h"
#include "rooms/access/access.h"
#include "rooms/allocation/allocation.h"
#include "rooms/settlement/settlement_db.h"
#include "test/crash/crash.h"

enum step { REGISTER, ASK, ANSWER, DECIDE, DATE, SETTLE, CORRECT, STEPS };
#define DAY day_of(2023, 9, 1)
#define MOVED day_add(DAY, 2)
enum { PLACES = 1000000, MEMBERS = 3, LIFE_MOST_US = 400000 };

struct acknowledged {
    int64_t household;
    int64_t step;
};
struct family {
    int64_t household, person[MEMBERS], offer;
    size_t n;
    enum step step; // the next
};

static struct deed deed_then(void)
{
    struct deed d = deed_now();
    d.system = true;
    d.today = DAY;
    d.now = day_start_ms(DAY) + 10 * 3600000LL;
    return d;
}

static err places(struct db *db, void *arg)
{
    struct who_org org;
    struct round r = { .ref = STR("crash"), .year = 2023, .no = 1, .total = PLACES, .minors = KNOWN(100),
                       .letter_on = day_of(2022, 11, 25), .due_on = day_of(2023, 2, 1), .base = UNKNOWN,
                       .note = STR("") };
    (void)arg;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(db_add(db, &round_rec, &r));
    PASS(access_org(db, STR("K1506"), DAY, &org));
    PASS(access_org(db, STR("IMDI"), DAY, &org));
    struct request q = { .ref = ref_new(db->mem), .round = r.id, .year = 2023, .number = STR("1506"),
                         .name = STR("Molde"), .asked = PLACES, .asked_minors = UNKNOWN, .supersedes = UNKNOWN,
                         .places = KNOWN(PLACES), .minors = KNOWN(0), .could_more = UNKNOWN, .decided_by = BY_COUNCIL,
                         .decided_on = day_of(2023, 1, 20), .answered_on = day_of(2023, 1, 20), .note = STR(""),
                         .deferred_to = DAY_NONE, .deferred_why = STR(""), .reminded_on = DAY_NONE };
    PASS(db_add(db, &request_rec, &q));
    struct decision d = { .request = q.id, .places = q.places, .minors = q.minors, .could_more = UNKNOWN,
                          .decided_by = q.decided_by, .decided_on = q.decided_on, .deferred_to = DAY_NONE,
                          .note = STR(""), .answered_on = q.answered_on, .answered_by = STR("") };
    return db_add(db, &decision_rec, &d);
}

bool chain_begin(const char *url)
{
    struct arena *a = arena_make(0);
    struct db_pool *p = open_or_end(url, a);
    struct deed deed = deed_then();
    err e = db_run(p, TX_WRITE, a, &deed, places, NULL);
    if (e)
        printf("no places: %s\n", err_name(e));
    db_close(p);
    arena_drop(a);
    return e == OK;
}

// ---- the process that is killed ---------------------------------------------------------------------

static err member(struct db *db, struct family *f, int64_t org)
{
    struct alloc_case c;
    struct person p = { .family = STR("Prøve"), .given = strf(db->mem, "Krasj%zu", f->n), .own_script = STR(""),
                        .born = day_of(1985, 4, 1 + (int)f->n), .language = STR("ukr"), .arrived = day_of(2023, 3, 1),
                        .died = DAY_NONE, .protection_to = DAY_NONE, .synthetic = true };
    PASS(person_add(db, &p, org, "registered"));
    f->person[f->n] = p.id;
    PASS(household_join(db, f->household, p.id, f->n ? MEMBER_CHILD : MEMBER_HEAD, day_of(2023, 3, 1)));
    struct permit t = { .person = p.id, .basis = PERMIT_COLLECTIVE, .decided = day_of(2023, 6, 1), .settles = true,
                        .notified = day_of(2023, 6, 5), .valid_from = day_of(2023, 6, 1),
                        .valid_to = day_of(2024, 6, 1), .entry_by = DAY_NONE, .revoked = DAY_NONE };
    PASS(person_permit_add(db, &t));
    PASS(alloc_open(db, p.id, &c));
    f->n++;
    return alloc_mapped(db, p.id, DAY);
}

static err registering(struct db *db, struct family *f)
{
    struct who_org imdi;
    struct household h;
    f->n = 0; // the body may run again
    PASS(access_org(db, STR("IMDI"), DAY, &imdi));
    PASS(household_make(db, day_of(2023, 3, 1), &h));
    f->household = h.id;
    for (size_t n = 1 + (size_t)random() % MEMBERS; f->n < n;)
        PASS(member(db, f, imdi.id));
    return OK;
}

static err each(struct db *db, const struct family *f)
{
    text_key why;
    for (size_t i = 0; i < f->n; i++) {
        struct alloc_case c;
        PASS(alloc_case_of(db, f->person[i], &c));
        PASS(f->step == DATE     ? alloc_date(db, &c, MOVED, &why)
             : f->step == SETTLE ? alloc_settle(db, &c, MOVED, &why)
                                 : alloc_correct(db, &c, day_add(MOVED, -1), STR("rettet"), &why));
    }
    return OK;
}

static err one_step(struct db *db, void *arg)
{
    struct family *f = arg;
    text_key why;
    switch (f->step) {
    case REGISTER: return registering(db, f);
    case ASK: return alloc_ask(db, f->person[0], STR("1506"), &f->offer, &why);
    case ANSWER: return alloc_answer(db, f->offer, &(struct alloc_answer){ .accept = true, .words = STR("") }, &why);
    case DECIDE: return alloc_decide(db, f->offer, &why);
    case DATE:
    case SETTLE:
    case CORRECT: return each(db, f);
    case STEPS: break;
    }
    return E_INPUT;
}

static void settle_until_killed(void *url, int acknowledge)
{
    struct arena *a = arena_make(0), *mem = arena_make(0);
    struct db_pool *p = open_or_end(url, a);
    struct deed deed = deed_then();
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    srandom((unsigned)t.tv_nsec);
    for (;;) {
        struct family f = { .step = REGISTER };
        for (; f.step < STEPS; f.step++) {
            int ran;
            deed.today = f.step < SETTLE ? DAY : MOVED;
            err e = db_run(p, TX_WRITE, mem, &deed, one_step, &f);
            if (e) {
                fprintf(stderr, "step %d: %s\n", (int)f.step, err_name(e));
                _exit(1);
            }
            struct acknowledged k = { f.household, f.step };
            if (write(acknowledge, &k, sizeof k) != sizeof k || job_run_due(p, mem, deed.now, &ran) != OK)
                _exit(1);
            arena_reset(mem);
        }
    }
}

// ---- what stands afterwards -------------------------------------------------------------------------

struct state_row {
    int64_t cases, kinds; // of the household, and in how many different states they are
    str state;
    day settled_on;
};
static const struct field state_fields[] = { F(state_row, cases, INT), F(state_row, kinds, INT),
                                             F(state_row, state, TEXT), F(state_row, settled_on, DAY) };
static const struct record state_rec = { NULL, state_fields, 4, sizeof(struct state_row), "state" };
static const struct sql state_of = {
    "state_of",
    "select count(id) as cases, count(distinct state || coalesce(settled_on, '')) as kinds, "
    "coalesce(min(state), '') as state, min(settled_on) as settled_on from allocation_case where household = $1",
    __FILE__
};

struct looking {
    SLICE(struct acknowledged) all; // the last of each household
    int64_t steps;
    struct arena *a;
    struct out breaches;
    struct trace_verdict v;
};

static void heard(void *arg, const void *piece)
{
    struct looking *l = arg;
    const struct acknowledged *k = piece;
    l->steps++;
    if (l->all.n && l->all.p[l->all.n - 1].household == k->household)
        l->all.p[l->all.n - 1].step = k->step;
    else
        *ADD(l->a, &l->all) = *k;
}

static int stands_at(const struct state_row *s)
{
    static const char *const states[] = { "ready", "asked", "accepted", "allocated", "dated", "settled" };
    for (int i = 0; i < 6; i++)
        if (str_is(s->state, states[i]))
            return i == SETTLE && day_cmp(s->settled_on, MOVED) < 0 ? CORRECT : i;
    return -1;
}

static err look(struct db *db, void *arg)
{
    struct looking *l = arg;
    out_clear(&l->breaches);
    for (size_t i = 0; i < l->all.n; i++) {
        struct state_row s;
        PASS(db_one(db, &state_of, ARGS(AI(l->all.p[i].household)), &state_rec, &s));
        int at = stands_at(&s), said = (int)l->all.p[i].step;
        if (!s.cases || s.kinds != 1 || at < said || at > said + 1)
            out_f(&l->breaches, "household %zu: step %d was acknowledged, %lld cases in %lld states, the first %.*s\n", i,
                  said, (long long)s.cases, (long long)s.kinds, S(s.state));
    }
    for (const struct room *const *r = rooms_all; *r; r++)
        if ((*r)->check)
            PASS((*r)->check(db, &l->breaches));
    return trace_verify(db, STR(""), &l->v);
}

bool chain_play(const char *url, int number, int64_t *total)
{
    struct arena *a = arena_make(0);
    struct looking l = { .a = a };
    int ran;
    kill_in_the_middle(LIFE_MOST_US, settle_until_killed, (void *)(uintptr_t)url, sizeof(struct acknowledged), heard, &l);
    struct db_pool *p = open_or_end(url, a);
    struct deed deed = deed_then();
    // What the killed one had begun comes again when its lease is over.
    err e = job_run_due(p, a, deed.now + 24 * 3600000LL, &ran);
    if (e == OK)
        e = db_run(p, TX_READ, a, &deed, look, &l);
    bool fine = e == OK && !l.breaches.n && !l.v.first_bad;
    if (!fine)
        printf("settlement round %d: %s; %.*s%.*s\n", number, err_name(e), S(out_str(&l.breaches)),
               l.v.first_bad ? (int)l.v.what.n : 0, l.v.what.p ? l.v.what.p : "");
    *total += l.steps;
    out_drop(&l.breaches);
    db_close(p);
    arena_drop(a);
    return fine;
}
