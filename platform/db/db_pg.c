// SPDX-License-Identifier: Apache-2.0
// PostgreSQL 15 through libpq: prepared statements per connection, values and rows as text,
// serializable transactions that are repeated when the server asks for it.
#include "platform/db/db_engine.h"

#include <inttypes.h>
#include <libpq-fe.h>
#include <stdio.h>

struct pg {
    PGconn *conn;
    int names; // prepared so far
};

struct handle {
    const char *name;
    PGresult *result;
    int row;
};

static struct pg *own(struct connection *c)
{
    return map_get(&c->made, STR("pg"));
}

// By SQLSTATE: what may be repeated, what is a rule of the schema, what is trouble.
static err fault(struct connection *c, const char *what, const PGresult *r)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    c->db.fault = strf(c->a, "%s: %s", what, r ? PQresultErrorMessage(r) : PQerrorMessage(own(c)->conn));
    if (!state)
        return E_DB;
    if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0)
        return E_RETRY;
    if (strncmp(state, "23", 2) == 0)
        return E_CONFLICT;
    if (strcmp(state, "57014") == 0)
        return E_TOOBIG; // statement_timeout
    if (strncmp(state, "53", 2) == 0 || strncmp(state, "58", 2) == 0)
        return E_IO;
    return E_DB;
}

static err exec(struct connection *c, const char *sql)
{
    PGresult *r = PQexec(own(c)->conn, sql);
    ExecStatusType s = PQresultStatus(r);
    err e = s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK ? OK : fault(c, sql, r);
    PQclear(r);
    return e;
}

static void silent(void *arg, const PGresult *r)
{
    (void)arg, (void)r;
}

static err connect_(struct connection *c)
{
    struct pg *p = NEW(c->a, struct pg);
    map_put(&c->made, STR("pg"), p);
    p->conn = PQconnectdb(c->pool->url);
    if (PQstatus(p->conn) != CONNECTION_OK)
        return fault(c, "connect", NULL);
    PQsetNoticeReceiver(p->conn, silent, NULL);
    PASS(exec(c, "set client_encoding = 'UTF8'; set application_name = 'fotfeste'; "
                 "set statement_timeout = '5s'; set idle_in_transaction_session_timeout = '60s'; "
                 "set synchronous_commit = on; set standard_conforming_strings = on"));
    return trace_stream(c);
}

static void disconnect(struct connection *c)
{
    struct pg *p = own(c);
    if (p && p->conn)
        PQfinish(p->conn);
    if (p)
        p->conn = NULL;
}

static err begin(struct connection *c, enum tx tx)
{
    const struct deed *d = &c->db.deed;
    const char *how = tx == TX_WRITE ? "begin isolation level serializable"
                                     : "begin isolation level repeatable read read only";
    if (!d->system && !d->reader && !d->user)
        return exec(c, how); // row security shows no person to nobody
    str today = day_iso(c->db.mem, d->today);
    return exec(c, strf(c->db.mem,
                        "%s; set local fot.org = '%" PRId64 "'; set local fot.actor = '%" PRId64
                        "'; set local fot.system = '%d'; set local fot.day = '%.*s'; set local fot.now = '%" PRId64
                        "'",
                        how, d->reader, -d->user, d->system, S(today), d->now).p);
}

static err commit(struct connection *c)
{
    return exec(c, "commit"); // a failed one is rolled back by the server
}

static void rollback(struct connection *c)
{
    if (exec(c, "rollback") != OK)
        fprintf(stderr, "database: %.*s\n", S(c->db.fault));
}

static err prepare(struct connection *c, struct prepared *p)
{
    struct pg *own_ = own(c);
    struct handle *h = NEW(c->a, struct handle);
    h->name = strf(c->a, "s%d", own_->names++).p;
    PGresult *r = PQprepare(own_->conn, h->name, p->sql->text, 0, NULL);
    err e = PQresultStatus(r) == PGRES_COMMAND_OK ? OK : fault(c, p->sql->name, r);
    PQclear(r);
    PASS(e);
    r = PQdescribePrepared(own_->conn, h->name);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        e = fault(c, p->sql->name, r);
        PQclear(r);
        return e;
    }
    p->handle = h;
    p->columns = (size_t)PQnfields(r);
    p->params = (size_t)PQnparams(r);
    p->names = NEW_ARRAY(c->a, p->columns, const char *);
    for (size_t i = 0; i < p->columns; i++)
        p->names[i] = str_cz(c->a, str_z(PQfname(r, (int)i)));
    PQclear(r);
    return OK;
}

static const char *as_text(struct arena *a, const struct arg *v)
{
    switch (v->kind) {
    case ARG_NULL: return NULL;
    case ARG_INT: return strf(a, "%" PRId64, v->i).p;
    case ARG_REAL: return strf(a, "%.17g", v->r).p;
    case ARG_TEXT: return str_cz(a, v->s);
    case ARG_DAY: return str_cz(a, day_iso(a, (day){ (int32_t)v->i }));
    }
    return NULL;
}

static err start(struct connection *c, struct prepared *p, struct db_args args)
{
    struct handle *h = p->handle;
    const char **values = NEW_ARRAY(c->db.mem, args.n + 1, const char *);
    for (size_t i = 0; i < args.n; i++) {
        if (args.at[i].kind == ARG_TEXT && args.at[i].s.n &&
            memchr(args.at[i].s.p, '\0', args.at[i].s.n)) {
            c->db.fault = strf(c->a, "%s: a zero byte in a text", p->sql->name);
            return E_INPUT;
        }
        values[i] = as_text(c->db.mem, &args.at[i]);
    }
    h->row = 0;
    h->result = PQexecPrepared(own(c)->conn, h->name, (int)args.n, values, NULL, NULL, 0);
    ExecStatusType s = PQresultStatus(h->result);
    if (s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK)
        return OK;
    err e = fault(c, p->sql->name, h->result);
    PQclear(h->result);
    h->result = NULL;
    return e;
}

static err step(struct connection *c, struct prepared *p, bool *more, int64_t *changed)
{
    (void)c;
    struct handle *h = p->handle;
    *more = h->row < PQntuples(h->result);
    if (!*more) {
        if (!str_int(str_z(PQcmdTuples(h->result)), changed))
            *changed = 0;
        return OK;
    }
    for (size_t i = 0; i < p->columns; i++) {
        struct cell *v = &p->row[i];
        int n = (int)i;
        v->kind = PQgetisnull(h->result, h->row, n) ? CELL_NULL : CELL_TEXT;
        v->s = (str){ PQgetvalue(h->result, h->row, n),
                      (size_t)PQgetlength(h->result, h->row, n) };
    }
    h->row++;
    return OK;
}

static void finish(struct connection *c, struct prepared *p)
{
    (void)c;
    struct handle *h = p->handle;
    PQclear(h->result);
    h->result = NULL;
}

static const char *word(struct arena *a, str w, str table)
{
    static const struct {
        const char *word, *type;
    } words[] = {
        { "id", "bigint generated by default as identity primary key" },
        { "int", "bigint" },    { "real", "double precision" },
        { "text", "text" },     { "day", "text" },
        { "moment", "bigint" }, { "money", "bigint" },
        { "bool", "bigint" },   { "json", "text" },
        { "strict", "" },
    };
    if (str_is(w, "ref"))
        return strf(a, "bigint references %.*s (id)", S(table)).p;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(w, words[i].word))
            return words[i].type;
    return NULL;
}

static err lock_migration(struct connection *c)
{
    // Two migrators at once: the second waits here. The order of the Norwegian alphabet is made
    // here too, before any table names it.
    PASS(exec(c, "select pg_advisory_xact_lock(46025)"));
    return exec(c, "create collation if not exists nb (provider = icu, locale = 'nb')");
}

// Row security binds the owner too; the view runs with the rights of who asks.
static err guard(struct connection *c, str name, str column, int level,
                 const char *const *columns, size_t n)
{
    (void)columns, (void)n;
    struct arena *a = c->db.mem;
    str column_ = strf(a, "base_%.*s.%.*s", S(name), S(column));
    str see = db_in_scope(a, column_, level, false), write = db_in_scope(a, column_, level, true);
    return exec(c, strf(a,
                        "drop view if exists %.*s;"
                        "alter table base_%.*s enable row level security;"
                        "alter table base_%.*s force row level security;"
                        "drop policy if exists scope on base_%.*s;"
                        "drop policy if exists scope_add on base_%.*s;"
                        "drop policy if exists scope_change on base_%.*s;"
                        "drop policy if exists scope_erase on base_%.*s;"
                        "create policy scope on base_%.*s for select using (%.*s);"
                        "create policy scope_add on base_%.*s for insert with check (%.*s);"
                        "create policy scope_change on base_%.*s for update using (%.*s) with check (%.*s);"
                        "create policy scope_erase on base_%.*s for delete using (%.*s);"
                        "create view %.*s with (security_invoker = true) as"
                        " select * from base_%.*s;",
                        S(name), S(name), S(name), S(name), S(name), S(name), S(name), S(name),
                        S(see), S(name), S(write), S(name), S(write), S(write), S(name), S(write),
                        S(name), S(name)).p);
}

const struct engine pg_engine = {
    "postgresql", connect_, disconnect, begin, commit, rollback,       prepare,
    start,        step,     finish,     exec,  word,   lock_migration, guard,
};
