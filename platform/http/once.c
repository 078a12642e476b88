// SPDX-License-Identifier: Apache-2.0
// A form that is sent twice (an impatient finger, a lost answer) does its work once: its key
// is stored with the work, in the same transaction, and the second time gets the first answer.
#include "platform/http/flow_inside.h"

SQL(once_first, "select actor, route, location from http_once where key = $1");
SQL(once_insert, "insert into http_once (key, actor, route, location, at) "
                 "values ($1, $2, $3, $4, $5) on conflict do nothing");

SQL(once_delete, "delete from http_once where at < $1");

enum { KEPT_MS = 7 * 24 * 3600 * 1000 };

struct once_row {
    int64_t actor;
    str route, location;
};
static const struct field once_fields[] = {
    F(once_row, actor, INT),
    F(once_row, route, TEXT),
    F(once_row, location, TEXT),
};
static const struct record once_rec = { NULL, once_fields, 3, sizeof(struct once_row), "once" };

static str route_name(struct rq *q)
{
    return strf(q->mem, "%s %s", q->route->method, q->route->url);
}

err once_find(struct rq *q, str key, str *location)
{
    struct once_row row;
    PASS(db_one(q->db, &once_first, ARGS(AT(key)), &once_rec, &row));
    if (row.actor != q->who->user || !str_eq(row.route, route_name(q)))
        return E_DENIED;
    *location = row.location;
    return OK;
}

err once_keep(struct rq *q, str key, str location)
{
    int64_t changed = 0;
    PASS(db_do(q->db, &once_insert,
               ARGS(AT(key), AI(q->who->user), AT(route_name(q)), AT(location), AI(q->clock)),
               &changed));
    return changed ? OK : E_RETRY;
}

err once_forget(struct db *db, int64_t now)
{
    int64_t changed;
    return db_do(db, &once_delete, ARGS(AI(now - KEPT_MS)), &changed);
}
