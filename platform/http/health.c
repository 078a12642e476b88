// SPDX-License-Identifier: Apache-2.0
#include "platform/http/health.h"

#include "platform/http/crowd.h"

SQL(late_jobs, "select count(*) from job where state = 'waiting' and run_at < $1 and "
               "lease_until < $1");

enum { LATE_MS = 10 * 60 * 1000 };

struct probe {
    int64_t clock, late;
};

static err look_at_database(struct db *db, void *arg)
{
    struct probe *p = arg;
    return db_int(db, &late_jobs, ARGS(AI(p->clock - LATE_MS)), &p->late);
}

static reply ready(struct site *s, struct rq *q)
{
    struct probe p = { .clock = q->clock };
    struct deed deed = { .role = "",
                         .session = STR(""),
                         .request = q->id,
                         .reason = STR(""),
                         .now = q->now,
                         .today = q->today };
    bool disk = !site_full(s);
    bool database = s->db && db_run(s->db, TX_READ, q->mem, &deed, look_at_database, &p) == OK;
    if (!database || !disk)
        q->fault = database ? "the disk is nearly full" : "the database does not answer";
    reply r = bytes(q, "application/json",
                    strf(q->mem,
                         "{\"status\":\"%s\",\"database\":\"%s\",\"disk\":\"%s\","
                         "\"jobs\":\"%s\"}\n",
                         database && disk ? "ok" : "not ready", database ? "ok" : "no answer",
                         disk ? "ok" : "nearly full", p.late ? "late" : "ok"));
    r.status = database && disk ? 200 : 503;
    return r;
}

bool health_serve(struct site *s, struct rq *q, reply *r)
{
    if (str_is(q->path, "/health"))
        *r = bytes(q, "application/json", STR("{\"status\":\"ok\"}\n"));
    else if (str_is(q->path, "/ready"))
        *r = ready(s, q);
    else
        return false;
    return true;
}
