// SPDX-License-Identifier: Apache-2.0
// Insert, update and delete made from a record's field table, each with its trace.
#include "platform/db/db_engine.h"
#include "platform/room.h"
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

static int64_t key_of(const struct record *r, const void *row)
{
    const struct field *key = flagged(r, KEY);
    return key ? *AT_(int64_t, key, row) : 0;
}

// What is sealed belongs to the row's key; before the database has given one, nothing stands there.
static err sealed_value(struct db *db, const struct record *r, const struct field *f, const void *row, struct arg *v)
{
    int64_t id = key_of(r, row);
    *v = (struct arg)AT(STR(""));
    if (!id)
        return OK;
    if (seal(db->mem, &((struct connection *)db)->pool->keys, (struct seal_place){ r->table, f->name, id },
             value_of(f, row).s, &v->s) == OK)
        return OK;
    db->fault = strf(db->mem, "%s: no key is loaded to seal %s with", r->table, f->name);
    return E_IO;
}

static err values(struct db *db, const struct record *r, const void *row, bool update, struct db_args *out)
{
    struct arg *at = NEW_ARRAY(db->mem, r->n + 2, struct arg);
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct field *f = &r->f[i];
        if (update ? !on_update(f) : !on_insert(f))
            continue;
        if (f->flags & SEALED)
            PASS(sealed_value(db, r, f, row, &at[n++]));
        else
            at[n++] = update || !(f->flags & VERSION) ? value_of(f, row) : (struct arg)AI(1);
    }
    if (update) {
        at[n++] = value_of(flagged(r, KEY), row);
        if (flagged(r, VERSION))
            at[n++] = value_of(flagged(r, VERSION), row);
    }
    *out = (struct db_args){ at, n };
    return OK;
}

static bool on_seal(const struct field *f)
{
    return f->flags & SEALED;
}

static str write_seal(struct arena *a, const struct record *r)
{
    str sets = STR("");
    int n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (on_seal(&r->f[i])) {
            n++;
            sets = strf(a, "%.*s%s%s = $%d", S(sets), n > 1 ? ", " : "", r->f[i].name, n);
        }
    return strf(a, "update %s set %.*s where %s = $%d", r->table, S(sets), flagged(r, KEY)->name, n + 1);
}

// The sealed fields alone: the row was just added and has its key now.
static err seal_row(struct db *db, const struct record *r, const void *row)
{
    struct arg *at = NEW_ARRAY(db->mem, r->n + 1, struct arg);
    size_t n = 0;
    int64_t changed = 0;
    for (size_t i = 0; i < r->n; i++)
        if (on_seal(&r->f[i]))
            PASS(sealed_value(db, r, &r->f[i], row, &at[n++]));
    at[n++] = (struct arg)AI(key_of(r, row));
    PASS(db_do(db, made((struct connection *)db, "seal", r, write_seal), (struct db_args){ at, n }, &changed));
    return changed == 1 ? OK : E_CONFLICT;
}

err db_add(struct db *db, const struct record *r, void *row)
{
    struct connection *c = (struct connection *)db;
    const struct field *key = flagged(r, KEY), *version = flagged(r, VERSION);
    if (version)
        *(int64_t *)((char *)row + version->at) = 1;
    struct sql *sql = made(c, "add", r, write_insert);
    struct db_args args;
    if (!key) {
        PASS(values(db, r, row, false, &args));
        PASS(db_do(db, sql, args, NULL));
    } else {
        int64_t *id = (int64_t *)((char *)row + key->at), given;
        if (!(key->flags & RANDOM))
            *id = 0;
        else if (!*id)
            *id = key_new();
        PASS(values(db, r, row, false, &args));
        PASS(db_int(db, sql, args, &given));
        *id = given ? given : key->flags & RANDOM ? *id : c->last_key; // a view gives none
        if (flagged(r, SEALED) && !(key->flags & RANDOM))
            PASS(seal_row(db, r, row));
    }
    return trace_row(db, "add", r, NULL, row);
}

// The version that counts is the one the person saw: it came with the form into `now`.
err db_save(struct db *db, const struct record *r, const void *was, void *now)
{
    struct connection *c = (struct connection *)db;
    const struct field *version = flagged(r, VERSION);
    int64_t changed = 0;
    struct db_args args;
    PASS(values(db, r, now, true, &args));
    PASS(db_do(db, made(c, "save", r, write_update), args, &changed));
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
    if (flagged(r, SEALED)) { // one by one, since each is sealed with its own key
        db->fault = strf(db->mem, "%s: sealed rows are added one by one", r->table);
        return E_DB;
    }
    for (size_t i = 0; i < n;) {
        struct mark m = arena_mark(db->mem);
        const char *row = (const char *)rows + i * r->size;
        bool hundred = many && n - i >= ROWS_AT_ONCE;
        struct db_args args = NO_ARGS;
        if (!hundred)
            PASS(values(db, r, row, false, &args));
        PASS(hundred ? add_hundred(db, r, row) : db_do(db, sql, args, NULL));
        i += hundred ? ROWS_AT_ONCE : 1;
        arena_back(db->mem, m);
    }
    return trace_many(db, r, rows, n);
}

// ---- sealing what stands there --------------------------------------------------------------------

static str write_all(struct arena *a, const struct record *r)
{
    str names = str_z(flagged(r, KEY)->name);
    for (size_t i = 0; i < r->n; i++)
        if (on_seal(&r->f[i]))
            names = strf(a, "%.*s, %s", S(names), r->f[i].name);
    return strf(a, "select %.*s from %s where %s > $1 order by 1 limit 200", S(names), r->table,
                flagged(r, KEY)->name);
}

struct raw_row { // as stored
    int64_t id;
    str at[16];
    size_t n;
};
typedef SLICE(struct raw_row) raw_rows;

// A record with the same columns, but of what stands there.
static struct record *raw_record(struct arena *a, const struct record *r, size_t *n)
{
    struct field *f = NEW_ARRAY(a, r->n, struct field);
    struct record *raw = NEW(a, struct record);
    f[0] = (struct field){ .name = flagged(r, KEY)->name, .kind = KIND_INT, .at = offsetof(struct raw_row, id) };
    *n = 1;
    for (size_t i = 0; i < r->n; i++)
        if (on_seal(&r->f[i])) {
            size_t at = offsetof(struct raw_row, at) + (*n - 1) * sizeof(str);
            f[(*n)++] = (struct field){ .name = r->f[i].name, .kind = KIND_TEXT, .at = at };
        }
    *raw = (struct record){ NULL, f, *n, sizeof(struct raw_row), "raw" };
    --*n;
    return raw;
}

static err seal_raw(struct db *db, const struct record *r, const struct record *raw, size_t n,
                    const struct raw_row *row, bool adopt, int64_t *rows)
{
    struct connection *c = (struct connection *)db;
    const struct seal_keys *keys = &c->pool->keys;
    struct arg at[17] = { 0 };
    bool fresh = true;
    for (size_t i = 0; i < n; i++) {
        struct seal_place place = { r->table, raw->f[i + 1].name, row->id };
        str plain = row->at[i];
        if (!adopt || seal_looks(plain))
            PASS(unseal(db->mem, keys, place, row->at[i], &plain, &db->fault));
        fresh &= seal_is_of(keys, row->at[i]);
        at[i] = (struct arg)AT(STR(""));
        PASS(seal(db->mem, keys, place, plain, &at[i].s));
    }
    if (fresh)
        return OK;
    at[n] = (struct arg)AI(row->id);
    ++*rows;
    return db_do(db, made(c, "seal", r, write_seal), (struct db_args){ at, n + 1 }, NULL);
}

static err seal_table(struct db *db, const struct record *r, bool adopt, int64_t *rows)
{
    size_t n;
    struct record *raw = raw_record(((struct connection *)db)->a, r, &n);
    struct sql *sql = made((struct connection *)db, "raw", r, write_all);
    for (int64_t after = INT64_MIN;;) {
        struct mark m = arena_mark(db->mem);
        raw_rows list = { 0 };
        PASS(db_all(db, sql, ARGS(AI(after)), raw, &list));
        for (size_t i = 0; i < list.n; i++)
            PASS(seal_raw(db, r, raw, n, &list.p[i], adopt, rows));
        bool last = !list.n;
        after = last ? after : list.p[list.n - 1].id;
        arena_back(db->mem, m);
        if (last)
            return OK;
    }
}

err db_seal_all(struct db *db, bool adopt, int64_t *rows)
{
    *rows = 0;
    for (const struct room *const *room = rooms_all; *room; room++)
        for (const struct record *const *r = (*room)->records; r && *r; r++)
            if ((*r)->table && flagged(*r, SEALED))
                PASS(seal_table(db, *r, adopt, rows));
    return *rows ? trace_note(db, "seal", "sealed_rows", 0, strf(db->mem, "{\"rows\":%lld}", (long long)*rows)) : OK;
}

str db_sealed_columns(struct arena *a)
{
    str list = STR("");
    for (const struct room *const *room = rooms_all; *room; room++)
        for (const struct record *const *r = (*room)->records; r && *r; r++)
            for (size_t i = 0; (*r)->table && i < (*r)->n; i++)
                if (on_seal(&(*r)->f[i]))
                    list = strf(a, "%.*s%s%s.%s", S(list), list.n ? " " : "", (*r)->table, (*r)->f[i].name);
    return list;
}
