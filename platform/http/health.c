// SPDX-License-Identifier: Apache-2.0
#include "platform/http/health.h"

SQL(ready_probe, "select count(*) from setting");

static err probe(struct db *db, void *arg)
{
    return db_int(db, &ready_probe, NO_ARGS, arg);
}

static bool is_ready(struct site *s, struct rq *q)
{
    int64_t n;
    struct deed deed = {.role = "", .request = q->id, .now = q->now, .today = q->today};
    if (!s->db)
        return false;
    err e = db_run(s->db, TX_READ, q->mem, &deed, probe, &n);
    if (e != OK)
        q->fault = err_name(e);
    return e == OK;
}

bool health_serve(struct site *s, struct rq *q, reply *r)
{
    bool health = str_is(q->path, "/health");
    if (!health && !str_is(q->path, "/ready"))
        return false;
    bool fine = health || is_ready(s, q);
    *r = bytes(q, "application/json",
               fine ? STR("{\"status\":\"ok\"}\n") : STR("{\"status\":\"not ready\"}\n"));
    r->status = fine ? 200 : 503;
    return true;
}
