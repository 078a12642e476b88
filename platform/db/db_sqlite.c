// SPDX-License-Identifier: Apache-2.0
// SQLite: WAL, synchronous=FULL, one writer, readers that cannot write.
#include "platform/db/db_engine.h"

#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unicode/ucol.h>

enum { BUSY_MS = 5000, STEPS_BETWEEN_LOOKS = 100000, LOOKS_MAX = 20000 };

struct sqlite {
    sqlite3 *handle;
    int looks; // progress calls since the statement began
    int64_t changes; // total before it, since changes made inside triggers count too
};

// The engine's own part hangs on the connection.
static struct sqlite *own(struct connection *c)
{
    return map_get(&c->made, STR("sqlite"));
}

static err fault(struct connection *c, const char *what)
{
    sqlite3 *h = own(c)->handle;
    int code = sqlite3_errcode(h);
    c->db.fault = strf(c->a, "%s: %s", what, sqlite3_errmsg(h));
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return E_RETRY;
    case SQLITE_FULL:
    case SQLITE_IOERR: return E_IO;
    case SQLITE_INTERRUPT: return E_TOOBIG;
    case SQLITE_CONSTRAINT: return E_CONFLICT;
    default: return E_DB;
    }
}

static int collate(void *arg, int an, const void *a, int bn, const void *b)
{
    UErrorCode ok = U_ZERO_ERROR;
    return (int)ucol_strcollUTF8(arg, a, an, b, bn, &ok);
}

static void collator_drop(void *arg)
{
    ucol_close(arg);
}

static int look(void *arg)
{
    struct sqlite *s = arg;
    return ++s->looks > LOOKS_MAX; // a statement that never ends
}

// ---- scope over persons (guard.c) ----------------------------------------------------------

static void actor_org(sqlite3_context *x, int n, sqlite3_value **v)
{
    (void)n, (void)v;
    sqlite3_result_int64(x, ((struct connection *)sqlite3_user_data(x))->db.deed.reader);
}

static void actor_user(sqlite3_context *x, int n, sqlite3_value **v)
{
    (void)n, (void)v;
    sqlite3_result_int64(x, -((struct connection *)sqlite3_user_data(x))->db.deed.user);
}

static void actor_system(sqlite3_context *x, int n, sqlite3_value **v)
{
    (void)n, (void)v;
    sqlite3_result_int(x, ((struct connection *)sqlite3_user_data(x))->db.deed.system);
}

static void actor_now(sqlite3_context *x, int n, sqlite3_value **v)
{
    (void)n, (void)v;
    sqlite3_result_int64(x, ((struct connection *)sqlite3_user_data(x))->db.deed.now);
}

static void actor_day(sqlite3_context *x, int n, sqlite3_value **v)
{
    (void)n, (void)v;
    struct connection *c = sqlite3_user_data(x);
    str iso = day_iso(c->db.mem, c->db.deed.today);
    sqlite3_result_text(x, iso.p, (int)iso.n, SQLITE_TRANSIENT);
}

// Called inside a guarded view's trigger: what RETURNING cannot tell of a view.
static void keep_key(sqlite3_context *x, int n, sqlite3_value **v)
{
    (void)n;
    ((struct connection *)sqlite3_user_data(x))->last_key = sqlite3_value_int64(v[0]);
}

static err add_functions(struct connection *c, sqlite3 *h)
{
    static const struct {
        const char *name;
        int args;
        void (*run)(sqlite3_context *, int, sqlite3_value **);
        int flags;
    } all[] = {
        { "actor_org", 0, actor_org, SQLITE_DETERMINISTIC },
        { "actor_user", 0, actor_user, SQLITE_DETERMINISTIC },
        { "actor_system", 0, actor_system, SQLITE_DETERMINISTIC },
        { "actor_day", 0, actor_day, SQLITE_DETERMINISTIC },
        { "actor_now", 0, actor_now, SQLITE_DETERMINISTIC },
        { "keep_key", 1, keep_key, 0 },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (sqlite3_create_function_v2(h, all[i].name, all[i].args,
                                       SQLITE_UTF8 | SQLITE_INNOCUOUS | all[i].flags, c,
                                       all[i].run, NULL, NULL, NULL))
            return fault(c, all[i].name);
    return OK;
}

// A base table may be read and written only from inside its view and the view's triggers, and
// nobody but a migration changes the schema. `inside` names the view or trigger.
static int authorize(void *arg, int action, const char *one, const char *two, const char *database,
                     const char *inside)
{
    (void)two, (void)database;
    const struct connection *c = arg;
    if (c->unguarded)
        return SQLITE_OK;
    switch (action) {
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return one && strncmp(one, "base_", 5) == 0 && !inside ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_SELECT:
    case SQLITE_FUNCTION:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_PRAGMA: // those that `check` and `restore` read
        return strcmp(one, "integrity_check") == 0 || strcmp(one, "foreign_key_check") == 0 ||
                       strcmp(one, "foreign_key_list") == 0
                   ? SQLITE_OK
                   : SQLITE_DENY;
    default: return SQLITE_DENY; // DDL, ATTACH
    }
}

// The library counts the memory of all threads under one lock; with a worker on every core that
// lock was a fifth of the time of a page. We do not read the count.
static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static err connect_(struct connection *c)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, configure);
    struct sqlite *s = NEW(c->a, struct sqlite);
    map_put(&c->made, STR("sqlite"), s);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
                (c->writer ? SQLITE_OPEN_CREATE : 0);
    mode_t was = umask(077);
    int bad = sqlite3_open_v2(c->pool->url, &s->handle, flags, NULL);
    umask(was);
    if (bad)
        return fault(c, c->pool->url);
    sqlite3_extended_result_codes(s->handle, 1);
    sqlite3_busy_timeout(s->handle, BUSY_MS);
    sqlite3_db_config(s->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    UErrorCode ok = U_ZERO_ERROR;
    UCollator *nb = ucol_open("nb", &ok);
    if (U_FAILURE(ok) || sqlite3_create_collation_v2(s->handle, "nb", SQLITE_UTF8, nb, collate,
                                                     collator_drop))
        return fault(c, "collation");
    sqlite3_progress_handler(s->handle, STEPS_BETWEEN_LOOKS, look, s);
    const char *settings = c->writer ? "pragma journal_mode=wal; pragma synchronous=full;"
                                       "pragma foreign_keys=on; pragma wal_autocheckpoint=1000;"
                                       "pragma secure_delete=on;" // what is erased is overwritten
                                     : "pragma query_only=on;";
    if (sqlite3_exec(s->handle, settings, NULL, NULL, NULL))
        return fault(c, "settings");
    if (sqlite3_exec(s->handle, "pragma cache_size=-8000; pragma mmap_size=268435456;", NULL, NULL,
                     NULL))
        return fault(c, "settings");
    PASS(add_functions(c, s->handle));
    PASS(trace_stream(c));
    if (sqlite3_set_authorizer(s->handle, authorize, c))
        return fault(c, "authorizer");
    return OK;
}

static void finalize(const struct connection *c)
{
    for (sqlite3_stmt *st; (st = sqlite3_next_stmt(own((struct connection *)c)->handle, NULL));)
        sqlite3_finalize(st);
}

static void disconnect(struct connection *c)
{
    struct sqlite *s = own(c);
    if (!s || !s->handle)
        return;
    finalize(c);
    sqlite3_close(s->handle);
    s->handle = NULL;
}

static err exec(struct connection *c, const char *sql)
{
    own(c)->looks = 0;
    return sqlite3_exec(own(c)->handle, sql, NULL, NULL, NULL) ? fault(c, sql) : OK;
}

static err begin(struct connection *c, enum tx tx)
{
    return exec(c, tx == TX_WRITE ? "begin immediate" : "begin");
}

static err commit(struct connection *c)
{
    err e = exec(c, "commit");
    if (e && !sqlite3_get_autocommit(own(c)->handle))
        exec(c, "rollback");
    return e;
}

static void rollback(struct connection *c)
{
    if (!sqlite3_get_autocommit(own(c)->handle) && exec(c, "rollback") != OK)
        fprintf(stderr, "database: %.*s\n", S(c->db.fault));
}

// "$12" becomes "?12": SQLite would number $ names by their first appearance.
static char *numbered(struct arena *a, const char *sql)
{
    char *text = str_cz(a, str_z(sql));
    bool quoted = false;
    for (char *p = text; *p; p++) {
        quoted ^= *p == '\'';
        if (!quoted && *p == '$' && p[1] >= '0' && p[1] <= '9')
            *p = '?';
    }
    return text;
}

// What the authorizer cannot see: a table named within a common table expression looks to it as if a
// view had named it. So a statement of a request does not hold such a name at all.
static err prepare(struct connection *c, struct prepared *p)
{
    sqlite3_stmt *st;
    if (!c->unguarded && strcasestr(p->sql->text, "base_")) {
        c->db.fault = strf(c->a, "%s: not authorized to name a base table", p->sql->name);
        return E_DB;
    }
    if (sqlite3_prepare_v3(own(c)->handle, numbered(c->a, p->sql->text), -1,
                           SQLITE_PREPARE_PERSISTENT, &st, NULL))
        return fault(c, p->sql->name);
    p->handle = st;
    p->columns = (size_t)sqlite3_column_count(st);
    p->params = (size_t)sqlite3_bind_parameter_count(st);
    p->names = NEW_ARRAY(c->a, p->columns, const char *);
    for (size_t i = 0; i < p->columns; i++)
        p->names[i] = str_cz(c->a, str_z(sqlite3_column_name(st, (int)i)));
    return OK;
}

static int bind(struct connection *c, sqlite3_stmt *st, int i, const struct arg *v)
{
    switch (v->kind) {
    case ARG_NULL: return sqlite3_bind_null(st, i);
    case ARG_INT: return sqlite3_bind_int64(st, i, v->i);
    case ARG_REAL: return sqlite3_bind_double(st, i, v->r);
    case ARG_TEXT: return sqlite3_bind_text(st, i, v->s.n ? v->s.p : "", (int)v->s.n, SQLITE_STATIC);
    case ARG_DAY: {
        str iso = day_iso(c->db.mem, (day){ (int32_t)v->i });
        return sqlite3_bind_text(st, i, iso.p, (int)iso.n, SQLITE_TRANSIENT);
    }
    }
    return SQLITE_MISUSE;
}

static err start(struct connection *c, struct prepared *p, struct db_args args)
{
    own(c)->looks = 0;
    own(c)->changes = sqlite3_total_changes64(own(c)->handle);
    for (size_t i = 0; i < args.n; i++)
        if (bind(c, p->handle, (int)i + 1, &args.at[i]))
            return fault(c, p->sql->name);
    return OK;
}

static err step(struct connection *c, struct prepared *p, bool *more, int64_t *changed)
{
    sqlite3_stmt *st = p->handle;
    int r = sqlite3_step(st);
    *more = r == SQLITE_ROW;
    if (r == SQLITE_DONE) {
        *changed = sqlite3_total_changes64(own(c)->handle) - own(c)->changes;
        return OK;
    }
    if (r != SQLITE_ROW)
        return fault(c, p->sql->name);
    for (size_t i = 0; i < p->columns; i++) {
        struct cell *v = &p->row[i];
        switch (sqlite3_column_type(st, (int)i)) {
        case SQLITE_NULL: v->kind = CELL_NULL; break;
        case SQLITE_INTEGER:
            v->kind = CELL_INT;
            v->i = sqlite3_column_int64(st, (int)i);
            break;
        case SQLITE_FLOAT:
            v->kind = CELL_REAL;
            v->r = sqlite3_column_double(st, (int)i);
            break;
        default:
            v->kind = CELL_TEXT;
            v->s.p = (const char *)sqlite3_column_text(st, (int)i);
            v->s.n = (size_t)sqlite3_column_bytes(st, (int)i);
        }
    }
    return OK;
}

static void finish(struct connection *c, struct prepared *p)
{
    (void)c;
    sqlite3_reset(p->handle);
    sqlite3_clear_bindings(p->handle);
}

static const char *word(struct arena *a, str w, str table)
{
    static const struct {
        const char *word, *type;
    } words[] = {
        { "id", "integer primary key" }, { "int", "integer" },   { "real", "real" },
        { "text", "text" },              { "day", "text" },      { "moment", "integer" },
        { "money", "integer" },          { "bool", "integer" },  { "json", "text" },
        { "strict", "strict" },
    };
    if (str_is(w, "ref"))
        return strf(a, "integer references %.*s (id)", S(table)).p;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(w, words[i].word))
            return words[i].type;
    return NULL;
}

static err lock_migration(struct connection *c)
{
    (void)c; // the write transaction itself keeps others out
    return OK;
}

// "a, b, c" with what each column becomes: its name for every % of fmt.
static str listed(struct arena *a, const char *const *columns, size_t n, const char *fmt)
{
    str list = STR("");
    for (size_t i = 0; i < n; i++) {
        str one = STR("");
        for (const char *f = fmt; *f; f++)
            one = *f == '%' ? strf(a, "%.*s%s", S(one), columns[i]) : strf(a, "%.*s%c", S(one), *f);
        list = strf(a, "%.*s%s%.*s", S(list), i ? ", " : "", S(one));
    }
    return list;
}

static err guard(struct connection *c, str name, str column, int level,
                 const char *const *columns, size_t n)
{
    struct arena *a = c->db.mem;
    str shown = db_in_scope(a, strf(a, "b.%.*s", S(column)), level, false);
    str taken = db_in_scope(a, strf(a, "new.%.*s", S(column)), level, true);
    str given = db_in_scope(a, strf(a, "old.%.*s", S(column)), level, true);
    str names = listed(a, columns, n, "%"), new = listed(a, columns, n, "new.%"),
        sets = listed(a, columns, n, "% = new.%");
    str refuse = strf(a, "select raise(abort, 'outside scope') where not %.*s", S(taken));
    str keep = strf(a, "select raise(abort, 'outside scope') where not %.*s", S(given));
    return exec(c, strf(a,
                        "drop view if exists %.*s;"
                        "create view %.*s as select b.* from base_%.*s b where %.*s;"
                        "create trigger %.*s_add instead of insert on %.*s begin %.*s;"
                        " insert into base_%.*s (%.*s) values (%.*s);"
                        " select keep_key(last_insert_rowid()); end;"
                        "create trigger %.*s_change instead of update on %.*s begin %.*s; %.*s;"
                        " update base_%.*s set %.*s where rowid = old.id; end;"
                        "create trigger %.*s_erase instead of delete on %.*s begin %.*s;"
                        " delete from base_%.*s where rowid = old.id; end;",
                        S(name), S(name), S(name), S(shown), S(name), S(name), S(refuse), S(name),
                        S(names), S(new), S(name), S(name), S(keep), S(refuse), S(name), S(sets),
                        S(name), S(name), S(keep), S(name)).p);
}

const struct engine sqlite_engine = {
    "sqlite", connect_, disconnect, begin, commit, rollback,       prepare,
    start,    step,     finish,     exec,  word,   lock_migration, guard,
};
