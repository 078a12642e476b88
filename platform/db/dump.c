// SPDX-License-Identifier: Apache-2.0
// Dump and load. Values travel as text: both engines turn a text into the column's type, so a
// dump from one engine loads into the other.
#include "platform/db/dump.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/db/db_engine.h"

enum { PIECE = 1 << 20 };

// Not among the checked statements: each is of one engine.
static const struct sql tables_sqlite = { "tables", "select name from sqlite_master where type = 'table' "
                                          "and name not like 'sqlite\\_%' escape '\\' order by name",
                                          __FILE__ };
static const struct sql tables_pg = { "tables", "select relname as name from pg_class where relkind = 'r' "
                                      "and relnamespace = 'public'::regnamespace order by relname collate \"C\"",
                                      __FILE__ };
static const struct sql refs_sqlite = { "refs", "select m.name as name, f.\"table\" as needs from "
                                        "sqlite_master m, pragma_foreign_key_list(m.name) f "
                                        "where m.type = 'table' order by 1, 2", __FILE__ };
static const struct sql refs_pg = { "refs", "select conrelid::regclass::text as name, "
                                    "confrelid::regclass::text as needs from pg_constraint "
                                    "where contype = 'f' order by 1, 2", __FILE__ };

struct table {
    str name;
};
static const struct field table_fields[] = { F(table, name, TEXT) };
static const struct record table_rec = { NULL, table_fields, 1, sizeof(struct table), "table" };
typedef SLICE(struct table) table_list;

struct ref {
    str name, needs;
};
static const struct field ref_fields[] = { F(ref, name, TEXT), F(ref, needs, TEXT) };
static const struct record ref_rec = { NULL, ref_fields, 2, sizeof(struct ref), "ref" };
typedef SLICE(struct ref) ref_list;

static bool among(const table_list *list, str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->p[i].name, name))
            return true;
    return false;
}

static bool ready(const ref_list *refs, const table_list *before, str name)
{
    for (size_t i = 0; i < refs->n; i++)
        if (str_eq(refs->p[i].name, name) && !str_eq(refs->p[i].needs, name) &&
            !among(before, refs->p[i].needs))
            return false;
    return true;
}

// By name, but a table follows those it points to: the same order whenever the tables were made,
// so that two databases with the same rows give the same bytes.
static err all_tables(struct db *db, table_list *list)
{
    bool pg = ((struct connection *)db)->engine == &pg_engine;
    table_list names = { 0 };
    ref_list refs = { 0 };
    PASS(db_all(db, pg ? &tables_pg : &tables_sqlite, NO_ARGS, &table_rec, &names));
    PASS(db_all(db, pg ? &refs_pg : &refs_sqlite, NO_ARGS, &ref_rec, &refs));
    *list = (table_list){ 0 };
    while (list->n < names.n) {
        size_t had = list->n;
        for (size_t i = 0; i < names.n; i++)
            if (!among(list, names.p[i].name) && ready(&refs, list, names.p[i].name)) {
                *ADD(db->mem, list) = names.p[i];
                break; // begin again: the first name that can come
            }
        if (list->n == had) {
            db->fault = STR("tables point to each other in a circle");
            return E_DB;
        }
    }
    return OK;
}

static const struct sql any_trace = { "any_trace", "select count(*) from (select 1 from trace_entry limit 1) t",
                                      __FILE__ };

err db_is_unused(struct db *db, bool *unused)
{
    table_list list = { 0 };
    int64_t traced = 0;
    PASS(all_tables(db, &list));
    if (among(&list, STR("trace_entry")))
        PASS(db_int(db, &any_trace, NO_ARGS, &traced));
    *unused = !traced && (!list.n || among(&list, STR("migration")));
    return OK;
}

static err prepare(struct connection *c, const char *text, struct prepared *p)
{
    struct sql *sql = NEW(c->a, struct sql);
    *sql = (struct sql){ "dump", text, __FILE__ };
    *p = (struct prepared){ .sql = sql };
    PASS(c->engine->prepare(c, p));
    p->row = NEW_ARRAY(c->a, p->columns, struct cell);
    return OK;
}

// ---- writing -------------------------------------------------------------------------------

// The shortest digits that give the number back, as PostgreSQL writes it.
static void put_real(struct out *o, double r)
{
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, r);
        if (strtod(text, NULL) == r)
            break;
    }
    out_json(o, str_z(text));
}

static void put_row(struct out *o, const struct prepared *p)
{
    for (size_t i = 0; i < p->columns; i++) {
        const struct cell *v = &p->row[i];
        out_char(o, i ? ',' : '[');
        switch (v->kind) {
        case CELL_NULL: OUT(o, "null"); break;
        case CELL_INT: out_f(o, "\"%lld\"", (long long)v->i); break;
        case CELL_REAL: put_real(o, v->r); break;
        case CELL_TEXT: out_json(o, v->s); break;
        }
    }
    OUT(o, "]\n");
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const str *)a, *(const str *)b);
}

struct sink {
    err (*put)(void *, str);
    void *arg;
    struct out o;
};

static err drain(struct sink *k, size_t keep)
{
    err e = OK;
    if (k->o.n > keep) {
        e = k->put(k->arg, out_str(&k->o));
        out_clear(&k->o);
    }
    return e;
}

// Rows with an id come by id; others are sorted here, since the engines sort texts differently.
static err rows_out(struct db *db, struct prepared *p, bool by_id, struct sink *k, int64_t *rows)
{
    struct connection *c = (struct connection *)db;
    SLICE(str) lines = { 0 };
    int64_t changed;
    bool more = true;
    err e = c->engine->start(c, p, NO_ARGS);
    if (e)
        return e;
    while (e == OK && (e = c->engine->step(c, p, &more, &changed)) == OK && more) {
        size_t from = k->o.n;
        put_row(&k->o, p);
        ++*rows;
        if (by_id) {
            e = drain(k, PIECE);
            continue;
        }
        *ADD(db->mem, &lines) = str_dup(db->mem, (str){ k->o.p + from, k->o.n - from });
        k->o.n = from;
    }
    c->engine->finish(c, p);
    if (lines.n)
        qsort(lines.p, lines.n, sizeof *lines.p, by_bytes);
    for (size_t i = 0; i < lines.n && e == OK; i++) {
        out_put(&k->o, lines.p[i]);
        e = drain(k, PIECE);
    }
    return e;
}

static err table_out(struct db *db, str table, struct sink *k, int64_t *rows)
{
    struct connection *c = (struct connection *)db;
    struct prepared p;
    // The migrations of one engine alone are no part of what moves to the other.
    PASS(prepare(c, strf(c->a, "select * from %.*s%s", S(table),
                         str_is(table, "migration") ? " where name not like '%.sqlite.sql' and "
                                                      "name not like '%.postgresql.sql'" : "").p, &p));
    bool by_id = p.columns && strcmp(p.names[0], "id") == 0;
    if (by_id)
        PASS(prepare(c, strf(c->a, "select * from %.*s order by id", S(table)).p, &p));
    OUT(&k->o, "{\"table\":");
    out_json(&k->o, table);
    OUT(&k->o, ",\"columns\":[");
    for (size_t i = 0; i < p.columns; i++) {
        out_f(&k->o, "%s", i ? "," : "");
        out_json(&k->o, str_z(p.names[i]));
    }
    OUT(&k->o, "]}\n");
    return rows_out(db, &p, by_id, k, rows);
}

// The base tables themselves, until the transaction ends.
static void unguard(struct db *db)
{
    ((struct connection *)db)->unguarded = true;
}

err db_dump(struct db *db, err (*put)(void *, str), void *arg, struct dump_count *n)
{
    table_list list = { 0 };
    struct sink k = { put, arg, { 0 } };
    *n = (struct dump_count){ 0 };
    unguard(db);
    err e = all_tables(db, &list);
    for (size_t i = 0; i < list.n && e == OK; i++) {
        e = table_out(db, list.p[i].name, &k, &n->rows);
        n->tables++;
    }
    if (e == OK)
        e = drain(&k, 0);
    out_drop(&k.o);
    return e;
}

// ---- reading -------------------------------------------------------------------------------

struct load {
    struct db *db;
    table_list known;
    str table;          // being filled; n 0 for none, or one that is only compared
    bool migration;     // the table of migrations: it must be as it is here
    struct prepared p;
    size_t columns;
    struct dump_count *n;
    const char *why;    // what is wrong with the line
};

static const struct sql same_migration = { "same_migration", "update migration set applied = $3 "
                                           "where name = $1 and checksum = $2", __FILE__ };

static err bad(struct load *l, const char *why)
{
    l->why = why;
    return E_INPUT;
}

static bool is_known(const struct load *l, str table)
{
    for (size_t i = 0; i < l->known.n; i++)
        if (str_eq(l->known.p[i].name, table))
            return true;
    return false;
}

static bool plain_name(const char *s)
{
    size_t n = s ? strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") : 0;
    return n && !s[n];
}

static err load_header(struct load *l, json_t *line)
{
    struct connection *c = (struct connection *)l->db;
    const char *table = json_string_value(json_object_get(line, "table"));
    json_t *columns = json_object_get(line, "columns");
    str names = STR(""), places = STR("");
    if (!plain_name(table) || !json_is_array(columns) || !json_array_size(columns))
        return bad(l, "no table and columns");
    if (!is_known(l, str_z(table)))
        return bad(l, "a table that this program does not have");
    for (size_t i = 0; i < json_array_size(columns); i++) {
        const char *name = json_string_value(json_array_get(columns, i));
        if (!plain_name(name))
            return bad(l, "a column without a name");
        names = strf(c->a, "%.*s%s\"%s\"", S(names), i ? ", " : "", name);
        places = strf(c->a, "%.*s%s$%zu", S(places), i ? ", " : "", i + 1);
    }
    l->columns = json_array_size(columns);
    l->table = str_dup(c->a, str_z(table));
    l->migration = str_is(l->table, "migration");
    l->n->tables++;
    if (l->migration)
        return OK;
    // What the migrations themselves put there comes with the dump again.
    if (!str_is(l->table, "trace_entry"))
        PASS(db_script(l->db, strf(c->a, "delete from %s", table).p));
    return prepare(c, strf(c->a, "insert into %s (%.*s) values (%.*s)", table, S(names), S(places)).p,
                   &l->p);
}

static err load_row(struct load *l, json_t *line)
{
    struct connection *c = (struct connection *)l->db;
    struct arg *at = NEW_ARRAY(l->db->mem, l->columns + 1, struct arg);
    if (!l->table.n || json_array_size(line) != l->columns)
        return bad(l, "not as many values as columns");
    for (size_t i = 0; i < l->columns; i++) {
        json_t *v = json_array_get(line, i);
        if (!json_is_string(v) && !json_is_null(v))
            return bad(l, "a value that is no text");
        if (json_is_string(v))
            at[i] = (struct arg)AT(((str){ json_string_value(v), json_string_length(v) }));
    }
    l->n->rows++;
    if (l->migration) {
        int64_t same = 0;
        if (l->columns == 3)
            PASS(db_do(l->db, &same_migration, (struct db_args){ at, 3 }, &same));
        return same ? OK : bad(l, "a migration that this program does not have, or has otherwise");
    }
    bool more;
    int64_t changed;
    PASS(c->engine->start(c, &l->p, (struct db_args){ at, l->columns }));
    err e = c->engine->step(c, &l->p, &more, &changed);
    c->engine->finish(c, &l->p);
    return e;
}

static err load_line(struct load *l, str line)
{
    struct mark m = arena_mark(l->db->mem);
    json_t *j = json_loadb(line.p, line.n, 0, NULL);
    err e = json_is_object(j) ? load_header(l, j) : json_is_array(j) ? load_row(l, j) : bad(l, "not JSON");
    json_decref(j);
    if (e == OK)
        arena_back(l->db->mem, m);
    return e;
}

// Keys that the database gives go on after the highest that was loaded.
static err count_on(struct load *l)
{
    struct connection *c = (struct connection *)l->db;
    if (c->engine != &pg_engine)
        return OK;
    return db_script(l->db,
                     "do $$ declare t text; begin for t in select table_name from "
                     "information_schema.columns where table_schema = 'public' and column_name = 'id' "
                     "and is_identity = 'YES' loop execute format('select setval("
                     "pg_get_serial_sequence(%L, ''id''), (select coalesce(max(id), 0) + 1 from %I), "
                     "false)', t, t); end loop; end $$");
}

err db_load(struct db *db, str text, struct dump_count *n, str *fault)
{
    struct load l = { .db = db, .n = n };
    int64_t line_no = 0;
    *n = (struct dump_count){ 0 };
    unguard(db);
    PASS(all_tables(db, &l.known));
    err e = OK;
    for (str line; e == OK && str_cut(&text, '\n', &line);) {
        line_no++;
        if (line.n)
            e = load_line(&l, line);
    }
    if (e) {
        *fault = strf(db->mem, "line %lld: %s%.*s", (long long)line_no, l.why ? l.why : "",
                      S(l.why ? STR("") : db->fault));
        return l.why ? E_INPUT : e;
    }
    if (n->tables != (int64_t)l.known.n) {
        *fault = strf(db->mem, "%lld tables, but this program has %zu: it was taken by another version",
                      (long long)n->tables, l.known.n);
        return E_INPUT;
    }
    return count_on(&l);
}
