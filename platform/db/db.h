// SPDX-License-Identifier: Apache-2.0
// One interface, two engines. SQL text is the same on both: $1 $2 ... for values, no now(), no
// engine's own functions; what differs lives in db_sqlite.c and db_pg.c.
//
// Statements are known in advance: SQL(request_by_ref, "select ... where ref = $1") declares one;
// the linker collects them and one test prepares each on both engines.
#ifndef PLATFORM_DB_DB_H
#define PLATFORM_DB_DB_H

#include "base/err.h"
#include "platform/data/record.h"

struct sql {
    const char *name, *text, *file;
};
#define SQL(id, sqltext)                                                                       \
    static const struct sql id = { #id, sqltext, __FILE__ };                                   \
    static const struct sql *const sqlp_##id __attribute__((section("statements"), used)) = &id

struct arg {
    enum { ARG_NULL, ARG_INT, ARG_REAL, ARG_TEXT, ARG_DAY } kind;
    int64_t i;
    double r;
    str s;
};
struct db_args {
    const struct arg *at;
    size_t n;
};
#define AI(v) { .kind = ARG_INT, .i = (v) }
#define AT(v) { .kind = ARG_TEXT, .s = (v) }
#define AR(v) { .kind = ARG_REAL, .r = (v) }
#define AD(v) arg_day(v) // ISO text in the database; NULL for DAY_NONE
#define AO(v) arg_opt(v) // NULL when unknown
#define ARGS(...)                                                                              \
    ((struct db_args){ (const struct arg[]){ __VA_ARGS__ },                                    \
                       sizeof((const struct arg[]){ __VA_ARGS__ }) / sizeof(struct arg) })
#define NO_ARGS ((struct db_args){ NULL, 0 })
struct arg arg_day(day);
struct arg arg_opt(optint);

// Who does it, and when: written into every trace. Set by the platform for each transaction.
struct deed {
    int64_t user;    // 0: nobody signed in, or the system itself
    int64_t org;
    int64_t reader;  // org whose scope over persons applies, 0: none (see who/scope.h)
    bool system;     // a job or a command: sees every person
    const char *role; // code, "" for none
    str session;     // digest, "" for none
    str request;     // id of the request, job or command
    str reason;
    int64_t now;     // ms since 1970 UTC
    day today;
};

// A connection with its transaction. Rows and texts live in `mem`, which the platform points at
// the arena of the request, job or command.
struct db {
    struct arena *mem;
    struct deed deed;
    str fault; // what the engine said last, for the log
};

struct db_pool; // one database: opened once by the process, shared by threads
// url: "sqlite:PATH" or "postgresql://...". Migrations are not run here.
MUST err db_open(const char *url, int readers, struct db_pool **, str *fault, struct arena *);
void db_close(struct db_pool *);

enum tx { TX_NONE, TX_READ, TX_WRITE };
// Takes a connection and begins. READ cannot write; WRITE is serializable on both engines. The
// body may be run again after E_RETRY: use db_run, which does that (at most 5 times), commits on
// OK and rolls back on anything else, bringing `mem` back to where it was before each try.
MUST err db_run(struct db_pool *, enum tx, struct arena *, const struct deed *,
                err (*body)(struct db *, void *arg), void *arg);

// One row by column names; E_NOTFOUND when there is none. Columns without a field are a fault.
MUST err db_one(struct db *, const struct sql *, struct db_args, const struct record *, void *row);
// All rows into a SLICE of the record's type.
#define db_all(db, sql, args, rec, slice)                                                      \
    db_all_((db), (sql), (args), (rec), (slice), sizeof *(slice)->p)
MUST err db_all_(struct db *, const struct sql *, struct db_args, const struct record *,
                 void *slice, size_t size);
MUST err db_int(struct db *, const struct sql *, struct db_args, int64_t *out); // first column
MUST err db_str(struct db *, const struct sql *, struct db_args, str *out);
// For inserts, updates, deletes that no record fits; leaves no trace by itself (see trace.h).
MUST err db_do(struct db *, const struct sql *, struct db_args, int64_t *changed);

// Rows by their record, with trace (what changed, by whom). Key and version are filled in.
MUST err db_add(struct db *, const struct record *, void *row);
MUST err db_save(struct db *, const struct record *, const void *was, void *now); // E_CONFLICT
MUST err db_erase(struct db *, const struct record *, const void *was);           // E_CONFLICT
// Many new rows at once, one trace for all (their number and digest). Keys and versions are not
// filled in; versions are stored as 1.
MUST err db_add_many(struct db *, const struct record *, const void *rows, size_t n);
MUST err db_by_id(struct db *, const struct record *, int64_t id, void *row);

int64_t key_new(void); // random key of 47 bits, > 0, for records whose KEY is RANDOM
str ref_new(struct arena *); // random 10-sign reference for addresses: a-z 2-7, no vowels lost

// ---- migrations: YYYY-MM-DD-name.sql by date, within a day platform then rooms upwards ---------
// Type words: {id} {ref TABLE} {int} {real} {text} {day} {moment} {money} {bool} {json}
// and {strict} at the end of a table. {guard NAME} or {guard NAME column} makes the view NAME over
// the table base_NAME that the file creates: it shows and takes only rows whose person (column
// "person" unless said) the acting organisation or user has in scope (who/scope.h), at CASE or
// above; {guard NAME column 1} opens a table without names and numbers to PSEUDO as well, and 0 to
// whoever has decided something about the person. Requests cannot name a base_ table at all. A file
// that adds a column repeats the word.
MUST err db_migrate(struct db_pool *, bool dry_run, struct out *report, int64_t now);
// How many migrations the database lacks and has; nothing is changed but the table of migrations.
MUST err db_pending(struct db_pool *, int64_t now, int *lacks, int *has, struct out *report);
bool db_is_postgres(const struct db_pool *);

// ---- sealed fields (seal.h) ---------------------------------------------------------------------
struct seal_keys;
// From now on. Without it rows with SEALED fields can be neither written nor read (E_IO).
void db_keys(struct db_pool *, const struct seal_keys *);
// In a write transaction of the system: every sealed field that is not sealed with the newest key, or
// not at all when `adopt` (rows from before there was a key), is. *rows: how many were written.
MUST err db_seal_all(struct db *, bool adopt, int64_t *rows);
str db_sealed_columns(struct arena *); // of this program, "table.column table.column"

#endif
