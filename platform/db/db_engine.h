// SPDX-License-Identifier: Apache-2.0
// What an engine must be able to do. Two files fill this in: db_sqlite.c and db_pg.c.
#ifndef PLATFORM_DB_DB_ENGINE_H
#define PLATFORM_DB_DB_ENGINE_H

#include <pthread.h>

#include "base/map.h"
#include "platform/db/db.h"
#include "platform/db/seal.h"

// One value of a row. Text is valid until the next row. Numbers may come as text (PostgreSQL).
struct cell {
    enum { CELL_NULL, CELL_INT, CELL_REAL, CELL_TEXT } kind;
    int64_t i;
    double r;
    str s;
};

// A prepared statement on one connection, and how its columns map to a record's fields.
struct prepared {
    const struct sql *sql;
    void *handle;          // the engine's
    size_t columns, params;
    const char **names;    // of the columns
    struct cell *row;      // columns cells, filled by step
    const struct record *rec;
    const struct field **plan; // by column
    const struct field *key;   // where a column is SEALED: the key of its row
};

struct engine;
struct connection {
    struct db db; // first: what the rest of the house sees
    const struct engine *engine;
    struct db_pool *pool;
    struct arena *a;        // lives as long as the connection
    struct map prepared;    // by the bytes of struct sql
    struct map made;        // statements made from records, by "add table" and the like
    bool writer, open;      // open: a transaction is running
    bool unguarded;         // migrations and backups: base tables may be named
    int64_t last_key;       // that the last insert through a guarded view gave its row
    str stream;             // of the audit chain
    struct connection *next;
};

struct db_pool {
    const struct engine *engine;
    const char *url;        // without its scheme for SQLite
    struct arena *a;
    pthread_mutex_t lock;
    pthread_cond_t free;
    struct connection *readers, *writers; // idle
    int reader_count, writer_count, reader_max, writer_max;
    struct seal_keys keys;
};

struct engine {
    const char *name;
    err (*connect)(struct connection *);
    void (*disconnect)(struct connection *);
    err (*begin)(struct connection *, enum tx);
    err (*commit)(struct connection *);
    void (*rollback)(struct connection *);
    // Fills handle, columns, params, names.
    err (*prepare)(struct connection *, struct prepared *);
    err (*start)(struct connection *, struct prepared *, struct db_args); // bind and run
    // *more false at the end; then *changed holds the rows touched.
    err (*step)(struct connection *, struct prepared *, bool *more, int64_t *changed);
    void (*finish)(struct connection *, struct prepared *); // always after start
    err (*script)(struct connection *, const char *sql);    // several statements, no values
    // The type word of a migration: "id", "ref" with its table, "strict" ...; NULL when unknown.
    const char *(*word)(struct arena *, str word, str table);
    err (*lock_migration)(struct connection *);
    // Makes view `name` over table base_`name` whose rows `column` ties to a person; columns n.
    err (*guard)(struct connection *, str name, str column, int level,
                 const char *const *columns, size_t n);
};

extern const struct engine sqlite_engine, pg_engine;

MUST err pool_take(struct db_pool *, enum tx, struct connection **);
void pool_give(struct connection *);
MUST err db_script(struct db *, const char *sql); // for migrations and tests
MUST err db_guard(struct connection *, str name, str column); // guard.c
// The condition of a guarded row as SQL: may be read, or with `writes` changed, from that level on.
str db_in_scope(struct arena *, str column, int level, bool writes);

// Writes the trace of one row (trace.c).
MUST err trace_row(struct db *, const char *action, const struct record *, const void *was,
                   const void *now);
// One entry for many new rows: their number and a digest over all of them.
MUST err trace_many(struct db *, const struct record *, const void *rows, size_t n);
MUST err trace_stream(struct connection *); // chooses the connection's stream

#endif
