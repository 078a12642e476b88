// SPDX-License-Identifier: Apache-2.0
// The engine-neutral half: connections, transactions that may repeat, and the way from a row of
// a query to a struct.
#include "platform/db/db.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/db/db_engine.h"

enum { TRIES = 5, WRITERS_PG = 8 };

static struct connection *connection_of(struct db *db)
{
    return (struct connection *)db;
}

struct arg arg_day(day d)
{
    if (!day_known(d))
        return (struct arg){ .kind = ARG_NULL };
    // Ten bytes that must outlive the call: the day's number travels, the engine writes it.
    return (struct arg){ .kind = ARG_DAY, .i = d.d };
}

struct arg arg_opt(optint o)
{
    return o.known ? (struct arg){ .kind = ARG_INT, .i = o.v } : (struct arg){ .kind = ARG_NULL };
}

// ---- pool ----------------------------------------------------------------------------------

err db_open(const char *url, int readers, struct db_pool **out, str *fault, struct arena *mem)
{
    static const char sqlite[] = "sqlite:", pg[] = "postgresql://", pg2[] = "postgres://";
    struct db_pool *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    p->a = arena_make(0);
    if (strncmp(url, sqlite, sizeof sqlite - 1) == 0) {
        p->engine = &sqlite_engine;
        p->url = str_cz(p->a, str_z(url + sizeof sqlite - 1));
    } else if (strncmp(url, pg, sizeof pg - 1) == 0 || strncmp(url, pg2, sizeof pg2 - 1) == 0) {
        p->engine = &pg_engine;
        p->url = str_cz(p->a, str_z(url));
    } else {
        *fault = strf(mem, "\"%s\" is no database address: sqlite:PATH or postgresql://...", url);
        db_close(p);
        return E_INPUT;
    }
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->free, NULL);
    p->reader_max = readers > 0 ? readers : 1;
    p->writer_max = p->engine == &sqlite_engine ? 1 : WRITERS_PG;
    struct connection *c;
    err e = pool_take(p, TX_WRITE, &c); // proves that the address works
    if (e) {
        *fault = strf(mem, "cannot open %s", url);
        db_close(p);
        return e;
    }
    pool_give(c);
    *out = p;
    return OK;
}

static void drop_list(struct connection *c)
{
    while (c) {
        struct connection *next = c->next;
        c->engine->disconnect(c);
        arena_drop(c->a);
        free(c);
        c = next;
    }
}

void db_close(struct db_pool *p)
{
    if (!p)
        return;
    drop_list(p->readers);
    drop_list(p->writers);
    seal_keys_wipe(&p->keys);
    arena_drop(p->a);
    free(p);
}

void db_keys(struct db_pool *p, const struct seal_keys *k)
{
    p->keys = *k;
}

bool db_is_postgres(const struct db_pool *p)
{
    return p->engine == &pg_engine;
}

static err connect_new(struct db_pool *p, bool writer, struct connection **out)
{
    struct connection *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    c->engine = p->engine;
    c->pool = p;
    c->writer = writer;
    c->a = arena_make(0);
    map_make(&c->prepared, c->a);
    map_make(&c->made, c->a);
    err e = p->engine->connect(c);
    if (e) {
        fprintf(stderr, "database: %.*s\n", S(c->db.fault));
        c->engine->disconnect(c);
        arena_drop(c->a);
        free(c);
        return e;
    }
    *out = c;
    return OK;
}

err pool_take(struct db_pool *p, enum tx tx, struct connection **out)
{
    bool writer = tx == TX_WRITE;
    struct connection **idle = writer ? &p->writers : &p->readers;
    int *count = writer ? &p->writer_count : &p->reader_count;
    int max = writer ? p->writer_max : p->reader_max;
    pthread_mutex_lock(&p->lock);
    while (!*idle && *count >= max)
        pthread_cond_wait(&p->free, &p->lock);
    struct connection *c = *idle;
    if (c)
        *idle = c->next;
    else
        ++*count;
    pthread_mutex_unlock(&p->lock);
    if (c) {
        *out = c;
        return OK;
    }
    err e = connect_new(p, writer, out);
    if (e) {
        pthread_mutex_lock(&p->lock);
        --*count;
        pthread_cond_broadcast(&p->free);
        pthread_mutex_unlock(&p->lock);
    }
    return e;
}

void pool_give(struct connection *c)
{
    struct db_pool *p = c->pool;
    c->db.mem = NULL;
    pthread_mutex_lock(&p->lock);
    struct connection **idle = c->writer ? &p->writers : &p->readers;
    c->next = *idle;
    *idle = c;
    pthread_cond_broadcast(&p->free);
    pthread_mutex_unlock(&p->lock);
}

// A connection that broke is not handed out again.
static void pool_discard(struct connection *c)
{
    struct db_pool *p = c->pool;
    pthread_mutex_lock(&p->lock);
    --*(c->writer ? &p->writer_count : &p->reader_count);
    pthread_cond_broadcast(&p->free);
    pthread_mutex_unlock(&p->lock);
    c->next = NULL;
    drop_list(c);
}

// *begun stays false when the connection was lost before anything was done on it.
static err run_once(struct connection *c, enum tx tx, err (*body)(struct db *, void *), void *arg,
                    bool *begun)
{
    err e = c->engine->begin(c, tx);
    if (e)
        return e;
    c->open = *begun = true;
    e = body(&c->db, arg);
    if (e == OK && tx == TX_WRITE)
        e = c->engine->commit(c);
    else
        c->engine->rollback(c);
    c->open = c->unguarded = false;
    return e;
}

err db_run(struct db_pool *p, enum tx tx, struct arena *mem, const struct deed *deed,
           err (*body)(struct db *, void *), void *arg)
{
    struct connection *c;
    PASS(pool_take(p, tx, &c));
    err e = E_RETRY;
    for (int i = 0; i < TRIES && e == E_RETRY; i++) {
        if (i)
            usleep(1000u << i); // a serialization failure: let the other one finish
        struct mark m = arena_mark(mem);
        c->db.mem = mem;
        c->db.deed = *deed;
        c->db.fault = STR("");
        bool begun = false;
        e = run_once(c, tx, body, arg, &begun);
        if (e == E_DB && !begun) { // the server was restarted: nothing is lost, go on afresh
            pool_discard(c);
            PASS(pool_take(p, tx, &c));
            e = E_RETRY;
        }
        if (e == E_RETRY)
            arena_back(mem, m);
    }
    if (e == E_IO && c->db.fault.n)
        fprintf(stderr, "sealed: %.*s\n", S(c->db.fault));
    if (e == E_DB) {
        fprintf(stderr, "database: %.*s\n", S(c->db.fault));
        pool_discard(c); // perhaps a lost connection: the next one is fresh
    } else {
        pool_give(c);
    }
    return e;
}

err db_script(struct db *db, const char *sql)
{
    struct connection *c = connection_of(db);
    bool was = c->unguarded;
    c->unguarded = true;
    err e = c->engine->script(c, sql);
    c->unguarded = was;
    return e;
}

// ---- statements and rows -------------------------------------------------------------------

static err prepare(struct connection *c, const struct sql *sql, struct prepared **out)
{
    str key = { (const char *)sql, sizeof *sql }; // three pointers: the statement's identity
    struct prepared *p = map_get(&c->prepared, key);
    if (!p) {
        p = NEW(c->a, struct prepared);
        p->sql = sql;
        PASS(c->engine->prepare(c, p));
        p->row = NEW_ARRAY(c->a, p->columns, struct cell);
        map_put(&c->prepared, key, p);
    }
    *out = p;
    return OK;
}

static err start(struct db *db, const struct sql *sql, struct db_args args, struct prepared **out)
{
    struct connection *c = connection_of(db);
    PASS(prepare(c, sql, out));
    if (args.n != (*out)->params) {
        db->fault = strf(c->a, "%s: %zu values for %zu places", sql->name, args.n, (*out)->params);
        return E_DB;
    }
    return c->engine->start(c, *out, args);
}

static err plan(struct connection *c, struct prepared *p, const struct record *rec)
{
    if (p->rec == rec)
        return OK;
    const struct field **plan = NEW_ARRAY(c->a, p->columns, const struct field *), *key = NULL;
    bool sealed = false;
    for (size_t i = 0; i < p->columns; i++) {
        plan[i] = record_field(rec, str_z(p->names[i]));
        sealed |= plan[i] && plan[i]->flags & SEALED;
        if (plan[i] && plan[i]->flags & KEY)
            key = plan[i];
        if (!plan[i]) {
            c->db.fault = strf(c->a, "%s: column %s has no field in %s", p->sql->name, p->names[i],
                               rec->table ? rec->table : "the record");
            return E_DB;
        }
    }
    if (sealed && !key) {
        c->db.fault = strf(c->a, "%s: a sealed column is opened with the key of its row, which is missing",
                           p->sql->name);
        return E_DB;
    }
    p->rec = rec;
    p->plan = plan;
    p->key = sealed ? key : NULL;
    return OK;
}

static bool cell_int(const struct cell *v, int64_t *out)
{
    if (v->kind == CELL_INT)
        *out = v->i;
    else if (v->kind == CELL_NULL)
        *out = 0;
    else
        return v->kind == CELL_TEXT && str_int(v->s, out);
    return true;
}

#define PUT(type, f, row) ((type *)((char *)(row) + (f)->at))

static bool put_choice(const struct field *f, str code, void *row)
{
    for (size_t i = 0; i < f->choices->n; i++)
        if (str_is(code, f->choices->at[i].code)) {
            *PUT(int, f, row) = (int)i;
            return true;
        }
    return false;
}

static bool put_cell(struct arena *a, const struct field *f, const struct cell *v, void *row)
{
    int64_t i = 0;
    switch (f->kind) {
    case KIND_INT: return cell_int(v, PUT(int64_t, f, row));
    case KIND_OPT:
        *PUT(optint, f, row) = UNKNOWN;
        if (v->kind == CELL_NULL)
            return true;
        PUT(optint, f, row)->known = true;
        return cell_int(v, &PUT(optint, f, row)->v);
    case KIND_REAL:
        if (v->kind == CELL_TEXT)
            return str_double(v->s, PUT(double, f, row));
        *PUT(double, f, row) = v->kind == CELL_REAL ? v->r : v->kind == CELL_INT ? (double)v->i : 0;
        return true;
    case KIND_TEXT:
        *PUT(str, f, row) = v->kind == CELL_TEXT ? str_dup(a, v->s) : STR("");
        return v->kind == CELL_TEXT || v->kind == CELL_NULL;
    case KIND_DAY:
        *PUT(day, f, row) = DAY_NONE;
        return v->kind == CELL_NULL || (v->kind == CELL_TEXT && day_parse(v->s, PUT(day, f, row)));
    case KIND_MOMENT: return cell_int(v, &PUT(moment, f, row)->ms);
    case KIND_MONEY: return cell_int(v, &PUT(money, f, row)->ore);
    case KIND_BOOL:
        if (!cell_int(v, &i))
            return false;
        *PUT(bool, f, row) = i != 0;
        return true;
    case KIND_ENUM: return v->kind == CELL_TEXT && put_choice(f, v->s, row);
    }
    return false;
}

// The row's key is in its place: what is sealed with it can be opened.
static err open_sealed(struct db *db, const struct prepared *p, void *row)
{
    int64_t id = *PUT(int64_t, p->key, row);
    for (size_t i = 0; i < p->columns; i++) {
        const struct field *f = p->plan[i];
        if (!(f->flags & SEALED))
            continue;
        struct seal_place at = { p->rec->table, f->name, id };
        struct cell v = { .kind = CELL_TEXT };
        PASS(unseal(db->mem, &connection_of(db)->pool->keys, at,
                    p->row[i].kind == CELL_TEXT ? p->row[i].s : STR(""), &v.s, &db->fault));
        if (!put_cell(db->mem, f, &v, row)) {
            db->fault = strf(db->mem, "%s %lld: what %s held does not fit its field", at.table, (long long)id, f->name);
            return E_DB;
        }
    }
    return OK;
}

static err fill(struct db *db, struct prepared *p, void *row)
{
    for (size_t i = 0; i < p->columns; i++)
        if (!(p->plan[i]->flags & SEALED) && !put_cell(db->mem, p->plan[i], &p->row[i], row)) {
            db->fault = strf(connection_of(db)->a, "%s: column %s does not fit its field",
                             p->sql->name, p->names[i]);
            return E_DB;
        }
    return p->key ? open_sealed(db, p, row) : OK;
}

// Goes through the rows; `each` gets them one by one. Always finishes the statement.
static err through(struct db *db, const struct sql *sql, struct db_args args,
                   const struct record *rec, err (*each)(struct db *, struct prepared *, void *),
                   void *arg, int64_t *changed)
{
    struct connection *c = connection_of(db);
    struct prepared *p;
    int64_t touched = 0;
    bool more;
    PASS(start(db, sql, args, &p));
    err e = rec ? plan(c, p, rec) : OK;
    while (e == OK && (e = c->engine->step(c, p, &more, &touched)) == OK && more) {
        e = each ? each(db, p, arg) : OK;
        if (e == OK && arena_over(db->mem))
            e = E_TOOBIG;
    }
    c->engine->finish(c, p);
    if (changed)
        *changed = touched;
    return e;
}

struct first {
    void *row;
    struct cell *cell;
    bool found;
};

static err first_row(struct db *db, struct prepared *p, void *arg)
{
    struct first *f = arg;
    if (f->found)
        return OK;
    f->found = true;
    if (f->row)
        return fill(db, p, f->row);
    *f->cell = p->row[0];
    if (f->cell->kind == CELL_TEXT)
        f->cell->s = str_dup(db->mem, f->cell->s);
    return OK;
}

err db_one(struct db *db, const struct sql *sql, struct db_args args, const struct record *rec,
           void *row)
{
    struct first f = { .row = row };
    PASS(through(db, sql, args, rec, first_row, &f, NULL));
    return f.found ? OK : E_NOTFOUND;
}

struct many {
    const struct record *rec;
    struct { // the layout of every SLICE
        char *p;
        size_t n, cap;
    } list;
};

static err add_row(struct db *db, struct prepared *p, void *arg)
{
    struct many *m = arg;
    if (m->list.n == m->list.cap)
        slice_grow(db->mem, &m->list, m->rec->size);
    char *row = m->list.p + m->list.n * m->rec->size;
    memset(row, 0, m->rec->size);
    m->list.n++;
    return fill(db, p, row);
}

err db_all_(struct db *db, const struct sql *sql, struct db_args args, const struct record *rec,
            void *slice, size_t size)
{
    struct many m = { .rec = rec };
    if (size != rec->size) {
        db->fault = strf(db->mem, "%s: the list holds another type than its record", sql->name);
        return E_DB;
    }
    PASS(through(db, sql, args, rec, add_row, &m, NULL));
    memcpy(slice, &m.list, sizeof m.list);
    return OK;
}

static err one_cell(struct db *db, const struct sql *sql, struct db_args args, struct cell *v)
{
    struct first f = { .cell = v };
    PASS(through(db, sql, args, NULL, first_row, &f, NULL));
    return f.found ? OK : E_NOTFOUND;
}

err db_int(struct db *db, const struct sql *sql, struct db_args args, int64_t *out)
{
    struct cell v;
    PASS(one_cell(db, sql, args, &v));
    if (cell_int(&v, out))
        return OK;
    db->fault = strf(db->mem, "%s: not a number", sql->name);
    return E_DB;
}

err db_str(struct db *db, const struct sql *sql, struct db_args args, str *out)
{
    struct cell v;
    PASS(one_cell(db, sql, args, &v));
    *out = v.kind == CELL_TEXT  ? v.s
           : v.kind == CELL_INT ? strf(db->mem, "%lld", (long long)v.i)
                                : STR("");
    return OK;
}

err db_do(struct db *db, const struct sql *sql, struct db_args args, int64_t *changed)
{
    return through(db, sql, args, NULL, NULL, NULL, changed);
}

int64_t key_new(void)
{
    uint64_t r = 0;
    if (sodium_init() < 0)
        abort();
    while (!r) {
        randombytes_buf(&r, sizeof r);
        r &= (UINT64_C(1) << 47) - 1;
    }
    return (int64_t)r;
}

str ref_new(struct arena *a)
{
    static const char signs[] = "abcdefghijklmnopqrstuvwxyz234567";
    unsigned char r[10];
    if (sodium_init() < 0)
        abort();
    randombytes_buf(r, sizeof r);
    char *p = mem(a, sizeof r + 1);
    for (size_t i = 0; i < sizeof r; i++)
        p[i] = signs[r[i] & 31];
    return (str){ p, sizeof r };
}
