// SPDX-License-Identifier: Apache-2.0
// Insert, update and delete made from a record's field table, each with its trace.
#include "platform/db/db_engine.h"
#include "platform/trace/trace.h"

#define AT_(type, f, row) ((const type *)((const char *)(row) + (f)->at))

static bool stored(const struct field *f)
{
    return !(f->flags & NOT_STORED);
}

static const struct field *flagged(const struct record *r, unsigned flag)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->f[i].flags & flag)
            return &r->f[i];
    return NULL;
}

static struct arg value_of(const struct field *f, const void *row)
{
    switch (f->kind) {
    case KIND_INT: return (struct arg)AI(*AT_(int64_t, f, row));
    case KIND_OPT: return arg_opt(*AT_(optint, f, row));
    case KIND_REAL: return (struct arg)AR(*AT_(double, f, row));
    case KIND_TEXT: return (struct arg)AT(*AT_(str, f, row));
    case KIND_DAY: return arg_day(*AT_(day, f, row));
    case KIND_MOMENT: {
        int64_t ms = AT_(moment, f, row)->ms;
        return ms ? (struct arg)AI(ms) : (struct arg){ .kind = ARG_NULL };
    }
    case KIND_MONEY: return (struct arg)AI(AT_(money, f, row)->ore);
    case KIND_BOOL: return (struct arg)AI(*AT_(bool, f, row));
    case KIND_ENUM: {
        int i = *AT_(int, f, row);
        str code = i >= 0 && (size_t)i < f->choices->n ? str_z(f->choices->at[i].code) : STR("");
        return (struct arg)AT(code);
    }
    }
    return (struct arg){ .kind = ARG_NULL };
}

// Statements made from records live with the connection. Two records may be of the same table.
static struct sql *made(struct connection *c, const char *kind, const struct record *r,
                        str (*write)(struct arena *, const struct record *))
{
    str key = strf(c->db.mem, "%s %s %p", kind, r->table, (const void *)r);
    struct sql *s = map_get(&c->made, key);
    if (!s) {
        key = (str){ str_cz(c->a, key), key.n };
        s = NEW(c->a, struct sql);
        *s = (struct sql){ key.p, write(c->a, r).p, "record" };
        map_put(&c->made, key, s);
    }
    return s;
}

static bool on_insert(const struct field *f)
{
    return stored(f) && (!(f->flags & KEY) || f->flags & RANDOM);
}

static str write_insert(struct arena *a, const struct record *r)
{
    str names = STR(""), places = STR("");
    int n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (on_insert(&r->f[i])) {
            n++;
            names = strf(a, "%.*s%s%s", S(names), n > 1 ? ", " : "", r->f[i].name);
            places = strf(a, "%.*s%s$%d", S(places), n > 1 ? ", " : "", n);
        }
    const struct field *key = flagged(r, KEY);
    return strf(a, "insert into %s (%.*s) values (%.*s)%s%s", r->table, S(names), S(places),
                key ? " returning " : "", key ? key->name : "");
}

static bool on_update(const struct field *f)
{
    return stored(f) && !(f->flags & (KEY | VERSION));
}

static str write_update(struct arena *a, const struct record *r)
{
    const struct field *key = flagged(r, KEY), *version = flagged(r, VERSION);
    str sets = STR("");
    int n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (on_update(&r->f[i])) {
            n++;
            sets = strf(a, "%.*s%s%s = $%d", S(sets), n > 1 ? ", " : "", r->f[i].name, n);
        }
    if (!version)
        return strf(a, "update %s set %.*s where %s = $%d", r->table, S(sets), key->name, n + 1);
    return strf(a, "update %s set %.*s, %s = %s + 1 where %s = $%d and %s = $%d", r->table,
                S(sets), version->name, version->name, key->name, n + 1, version->name, n + 2);
}

static str write_delete(struct arena *a, const struct record *r)
{
    const struct field *key = flagged(r, KEY), *version = flagged(r, VERSION);
    if (!version)
        return strf(a, "delete from %s where %s = $1", r->table, key->name);
    return strf(a, "delete from %s where %s = $1 and %s = $2", r->table, key->name, version->name);
}

static str write_by_id(struct arena *a, const struct record *r)
{
    return strf(a, "select * from %s where %s = $1", r->table, flagged(r, KEY)->name);
}

static struct db_args values(struct db *db, const struct record *r, const void *row, bool update)
{
    struct arg *at = NEW_ARRAY(db->mem, r->n + 2, struct arg);
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (update ? on_update(&r->f[i]) : on_insert(&r->f[i]))
            at[n++] = update || !(r->f[i].flags & VERSION) ? value_of(&r->f[i], row) : (struct arg)AI(1);
    if (update) {
        at[n++] = value_of(flagged(r, KEY), row);
        if (flagged(r, VERSION))
            at[n++] = value_of(flagged(r, VERSION), row);
    }
    return (struct db_args){ at, n };
}

err db_add(struct db *db, const struct record *r, void *row)
{
    struct connection *c = (struct connection *)db;
    const struct field *key = flagged(r, KEY), *version = flagged(r, VERSION);
    if (version)
        *(int64_t *)((char *)row + version->at) = 1;
    struct sql *sql = made(c, "add", r, write_insert);
    if (!key) {
        PASS(db_do(db, sql, values(db, r, row, false), NULL));
    } else {
        int64_t *id = (int64_t *)((char *)row + key->at), given;
        if (key->flags & RANDOM && !*id)
            *id = key_new();
        PASS(db_int(db, sql, values(db, r, row, false), &given));
        *id = given ? given : key->flags & RANDOM ? *id : c->last_key; // a view gives none
    }
    return trace_row(db, "add", r, NULL, row);
}

// The version that counts is the one the person saw: it came with the form into `now`.
err db_save(struct db *db, const struct record *r, const void *was, void *now)
{
    struct connection *c = (struct connection *)db;
    const struct field *version = flagged(r, VERSION);
    int64_t changed = 0;
    PASS(db_do(db, made(c, "save", r, write_update), values(db, r, now, true), &changed));
    if (changed != 1)
        return E_CONFLICT;
    PASS(trace_row(db, "change", r, was, now));
    if (version)
        ++*(int64_t *)((char *)now + version->at);
    return OK;
}

err db_erase(struct db *db, const struct record *r, const void *was)
{
    struct connection *c = (struct connection *)db;
    struct arg at[2] = { value_of(flagged(r, KEY), was) };
    size_t n = 1;
    if (flagged(r, VERSION))
        at[n++] = value_of(flagged(r, VERSION), was);
    int64_t changed = 0;
    PASS(db_do(db, made(c, "erase", r, write_delete), (struct db_args){ at, n }, &changed));
    if (changed != 1)
        return E_CONFLICT;
    return trace_row(db, "erase", r, was, NULL);
}

err db_by_id(struct db *db, const struct record *r, int64_t id, void *row)
{
    return db_one(db, made((struct connection *)db, "by id", r, write_by_id), ARGS(AI(id)), r, row);
}

// A server answers each statement, which costs more than the row: many rows go in one.
enum { ROWS_AT_ONCE = 100 };

static str write_inserts(struct arena *a, const struct record *r)
{
    struct out o = { 0 };
    int place = 0, columns = 0;
    out_f(&o, "insert into %s (", r->table);
    for (size_t i = 0; i < r->n; i++)
        if (on_insert(&r->f[i]))
            out_f(&o, "%s%s", columns++ ? ", " : "", r->f[i].name);
    OUT(&o, ") values ");
    for (int k = 0; k < ROWS_AT_ONCE; k++) {
        out_f(&o, "%s(", k ? ", " : "");
        for (int i = 0; i < columns; i++)
            out_f(&o, "%s$%d", i ? ", " : "", ++place);
        OUT(&o, ")");
    }
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

static err add_hundred(struct db *db, const struct record *r, const char *rows)
{
    struct connection *c = (struct connection *)db;
    struct arg *at = NEW_ARRAY(db->mem, r->n * ROWS_AT_ONCE, struct arg);
    size_t n = 0;
    for (size_t i = 0; i < ROWS_AT_ONCE; i++)
        for (size_t k = 0; k < r->n; k++)
            if (on_insert(&r->f[k]))
                at[n++] = r->f[k].flags & VERSION ? (struct arg)AI(1)
                                                  : value_of(&r->f[k], rows + i * r->size);
    return db_do(db, made(c, "add many", r, write_inserts), (struct db_args){ at, n }, NULL);
}

err db_add_many(struct db *db, const struct record *r, const void *rows, size_t n)
{
    struct connection *c = (struct connection *)db;
    struct sql *sql = made(c, "add", r, write_insert);
    bool many = c->engine == &pg_engine;
    for (size_t i = 0; i < n;) {
        struct mark m = arena_mark(db->mem);
        const char *row = (const char *)rows + i * r->size;
        bool hundred = many && n - i >= ROWS_AT_ONCE;
        PASS(hundred ? add_hundred(db, r, row) : db_do(db, sql, values(db, r, row, false), NULL));
        i += hundred ? ROWS_AT_ONCE : 1;
        arena_back(db->mem, m);
    }
    return trace_many(db, r, rows, n);
}
