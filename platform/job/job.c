// SPDX-License-Identifier: Apache-2.0
// A worker takes the oldest due job under a lease, so that a second node leaves it alone and a
// dead worker's job comes back; runs it in a write transaction that also marks it done; and after
// a failure tries again with growing pauses until it is parked for a person to look at.
#include "platform/job/job.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "platform/room.h"
#include "platform/trace/trace.h"

enum {
    LEASE_MS = 5 * 60 * 1000,
    TRIES = 8,
    FIRST_PAUSE_MS = 1000, // doubled at each try: 1 s, 2 s ... about two minutes at the last
    LOOK_EVERY_MS = 1000,
    JOB_MEMORY = 64 << 20,
};

struct job {
    int64_t id, attempts;
    str kind, payload;
};
static const struct field job_fields[] = {
    F(job, id, INT), F(job, attempts, INT), F(job, kind, TEXT), F(job, payload, TEXT),
};
static const struct record job_rec = { NULL, job_fields, 4, sizeof(struct job), "job" };

SQL(job_insert, "insert into job (kind, payload, run_at) values ($1, $2, $3)");
SQL(job_due, "select id, attempts, kind, payload from job where state = 'waiting' and "
             "run_at <= $1 and lease_until < $1 order by run_at, id limit 1");
SQL(job_lease, "update job set lease_until = $2, attempts = attempts + 1 where id = $1 and "
               "state = 'waiting' and lease_until < $3");
SQL(job_done, "update job set state = 'done', done_at = $2, lease_until = 0 where id = $1");
SQL(job_again, "update job set run_at = $2, lease_until = 0, fault = $3 where id = $1");
SQL(job_park, "update job set state = 'parked', lease_until = 0, fault = $2 where id = $1");
SQL(fact_insert, "insert into job_fact (kind, subject, payload, at) values ($1, $2, $3, $4)");
SQL(clock_of, "select ran_at from job_clock where kind = $1");
SQL(clock_set, "insert into job_clock (kind, ran_at) values ($1, $2) "
               "on conflict (kind) do update set ran_at = $2");

err job_later(struct db *db, const struct job_kind *kind, int64_t run_at, str payload)
{
    return db_do(db, &job_insert, ARGS(AT(str_z(kind->name)), AT(payload), AI(run_at)), NULL);
}

// A fact becomes one job for each room that hears it: its kind names room and fact, its payload
// begins with the subject.
err fact(struct db *db, const char *kind, int64_t subject, str payload)
{
    PASS(db_do(db, &fact_insert, ARGS(AT(str_z(kind)), AI(subject), AT(payload), AI(db->deed.now)),
               NULL));
    for (const struct room *const *r = rooms_all; *r; r++)
        for (const struct hears *h = (*r)->hears; h && h->fact; h++)
            if (strcmp(h->fact, kind) == 0)
                PASS(db_do(db, &job_insert,
                           ARGS(AT(strf(db->mem, "hears %s %s", (*r)->name, kind)),
                                AT(strf(db->mem, "%lld %.*s", (long long)subject, S(payload))),
                                AI(db->deed.now)),
                           NULL));
    return OK;
}

// ---- running ---------------------------------------------------------------------------------

struct work {
    struct job job;
    int64_t now;
    bool found;
    err outcome;
};

static err take(struct db *db, void *arg)
{
    struct work *w = arg;
    int64_t taken = 0;
    w->found = false;
    err e = db_one(db, &job_due, ARGS(AI(w->now)), &job_rec, &w->job);
    if (e == E_NOTFOUND)
        return OK;
    PASS(e);
    PASS(db_do(db, &job_lease, ARGS(AI(w->job.id), AI(w->now + LEASE_MS), AI(w->now)), &taken));
    w->found = taken == 1;
    return OK;
}

static const struct job_kind *kind_of(str name)
{
    for (const struct room *const *r = rooms_all; *r; r++)
        for (const struct job_kind *const *k = (*r)->jobs; k && *k; k++)
            if (str_is(name, (*k)->name))
                return *k;
    return NULL;
}

static err hear(struct db *db, str name, str payload)
{
    str rest = name, room, subject_text, body = payload;
    int64_t subject;
    str_cut(&rest, ' ', &room); // "hears"
    str_cut(&rest, ' ', &room);
    if (!str_cut(&body, ' ', &subject_text) || !str_int(subject_text, &subject))
        return E_INPUT;
    for (const struct room *const *r = rooms_all; *r; r++)
        for (const struct hears *h = (*r)->hears; h && h->fact; h++)
            if (str_is(room, (*r)->name) && str_is(rest, h->fact))
                return h->run(db, subject, body.p ? body : STR(""));
    return E_NOTFOUND;
}

static err perform(struct db *db, void *arg)
{
    struct work *w = arg;
    if (str_starts(w->job.kind, STR("hears ")))
        PASS(hear(db, w->job.kind, w->job.payload));
    else {
        const struct job_kind *k = kind_of(w->job.kind);
        if (!k)
            return E_NOTFOUND; // of a room that this program no longer has
        PASS(k->run(db, w->job.payload));
    }
    return db_do(db, &job_done, ARGS(AI(w->job.id), AI(w->now)), NULL);
}

static err mark_done(struct db *db, void *arg)
{
    struct work *w = arg;
    return db_do(db, &job_done, ARGS(AI(w->job.id), AI(w->now)), NULL);
}

static err give_back(struct db *db, void *arg)
{
    struct work *w = arg;
    str why = str_z(err_name(w->outcome));
    if (w->job.attempts + 1 >= TRIES) {
        PASS(trace_note(db, "job-parked", "job", w->job.id, STR("")));
        return db_do(db, &job_park, ARGS(AI(w->job.id), AT(why)), NULL);
    }
    int64_t pause = (int64_t)FIRST_PAUSE_MS << w->job.attempts;
    return db_do(db, &job_again, ARGS(AI(w->job.id), AI(w->now + pause), AT(why)), NULL);
}

static struct deed deed_at(int64_t now)
{
    return (struct deed){ .system = true, .role = "", .session = STR(""), .request = STR("job"), .reason = STR(""),
                          .now = now, .today = day_in_oslo(now) };
}

static err run_one(struct db_pool *p, struct arena *a, int64_t now, bool *found)
{
    struct work w = { .now = now };
    struct deed deed = deed_at(now);
    PASS(db_run(p, TX_WRITE, a, &deed, take, &w));
    *found = w.found;
    if (!w.found)
        return OK;
    deed.request = strf(a, "job %lld", (long long)w.job.id);
    const struct job_kind *k = kind_of(w.job.kind);
    if (k && k->apart) {
        w.outcome = k->apart(p, a, now, w.job.payload);
        if (w.outcome == OK)
            w.outcome = db_run(p, TX_WRITE, a, &deed, mark_done, &w);
    } else {
        w.outcome = db_run(p, TX_WRITE, a, &deed, perform, &w);
    }
    return w.outcome == OK ? OK : db_run(p, TX_WRITE, a, &deed, give_back, &w);
}

struct tick {
    const struct job_kind *kind;
    int64_t now;
    bool due; // of a kind that runs outside: its time has come
};

// By the clock: a job row is made when the time since the last one has passed.
static err tick(struct db *db, void *arg)
{
    struct tick *t = arg;
    int64_t ran = 0;
    t->due = false;
    err e = db_int(db, &clock_of, ARGS(AT(str_z(t->kind->name))), &ran);
    if (e != OK && e != E_NOTFOUND)
        return e;
    if (t->now < ran + (int64_t)t->kind->every_minutes * 60000)
        return OK;
    PASS(db_do(db, &clock_set, ARGS(AT(str_z(t->kind->name)), AI(t->now)), NULL));
    t->due = true;
    return t->kind->outside ? OK : job_later(db, t->kind, t->now, STR("{}"));
}

static err ticks(struct db_pool *p, struct arena *a, int64_t now)
{
    struct deed deed = deed_at(now);
    for (const struct room *const *r = rooms_all; *r; r++)
        for (const struct job_kind *const *k = (*r)->jobs; k && *k; k++)
            if ((*k)->every_minutes > 0) {
                struct tick t = { *k, now, false };
                PASS(db_run(p, TX_WRITE, a, &deed, tick, &t));
                err e = t.due && (*k)->outside ? (*k)->outside(p, a, now) : OK;
                if (e) // it has its own ways of trying again; the others go on
                    fprintf(stderr, "jobs: %s: %s\n", (*k)->name, err_name(e));
            }
    return OK;
}

err job_run_due(struct db_pool *p, struct arena *a, int64_t now, int *ran)
{
    bool found = true;
    *ran = 0;
    PASS(ticks(p, a, now));
    while (found) {
        struct mark m = arena_mark(a);
        PASS(run_one(p, a, now, &found));
        *ran += found;
        arena_back(a, m);
    }
    return OK;
}

struct job_runner {
    struct db_pool *pool;
    int64_t (*clock)(void);
    day fixed;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    _Atomic bool stop;
};

static bool wait_for_stop(struct job_runner *r)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LOOK_EVERY_MS / 1000;
    pthread_mutex_lock(&r->lock);
    while (!r->stop && pthread_cond_timedwait(&r->wake, &r->lock, &until) == 0)
        ;
    bool stop = r->stop;
    pthread_mutex_unlock(&r->lock);
    return stop;
}

static int64_t now_of(const struct job_runner *r)
{
    return day_moment_on(r->clock(), r->fixed);
}

static void *loop(void *arg)
{
    struct job_runner *r = arg;
    struct arena *a = arena_make(JOB_MEMORY);
    int64_t last_ticks = 0;
    do {
        int64_t now = now_of(r);
        bool found = true;
        err e = now - last_ticks > 60000 ? ticks(r->pool, a, now) : OK;
        if (e == OK && now - last_ticks > 60000)
            last_ticks = now;
        while (e == OK && found && !r->stop) {
            e = run_one(r->pool, a, now_of(r), &found);
            arena_reset(a);
        }
        if (e)
            fprintf(stderr, "jobs: %s\n", err_name(e));
    } while (!wait_for_stop(r));
    arena_drop(a);
    return NULL;
}

struct job_runner *job_start(struct db_pool *p, int64_t (*clock)(void), day fixed)
{
    struct job_runner *r = calloc(1, sizeof *r);
    if (!r)
        abort();
    r->pool = p;
    r->clock = clock;
    r->fixed = fixed;
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->wake, NULL);
    if (pthread_create(&r->thread, NULL, loop, r))
        abort();
    return r;
}

void job_stop(struct job_runner *r)
{
    if (!r)
        return;
    pthread_mutex_lock(&r->lock);
    r->stop = true;
    pthread_cond_signal(&r->wake);
    pthread_mutex_unlock(&r->lock);
    pthread_join(r->thread, NULL);
    free(r);
}
