// SPDX-License-Identifier: Apache-2.0
// Migrations are embedded files YYYY-MM-DD-name.sql of the platform's and the rooms' folders,
// applied by date, within a day the platform's before the rooms' from the lowest room up, so that a
// table can point to one below it; each in a transaction of its own, recorded with a
// checksum and never edited once released. A file NAME.sqlite.sql or NAME.postgresql.sql is for
// that engine alone.
#include <sodium.h>
#include <stdlib.h>

#include "base/embed.h"
#include "platform/db/db_engine.h"
#include "platform/room.h"

struct migration {
    const char *path;
    str name; // the file's
    str text;
    str checksum;
    int rank;
};
typedef SLICE(struct migration) migrations;

struct applied {
    str name, checksum;
};
static const struct field applied_fields[] = { F(applied, name, TEXT), F(applied, checksum, TEXT) };
static const struct record applied_rec = { NULL, applied_fields, 2, sizeof(struct applied), "applied" };
typedef SLICE(struct applied) applied_list;

// Prepared only after the table has been made, so not among the checked statements.
static const struct sql all_applied = { "all_applied", "select name, checksum from migration", __FILE__ };
static const struct sql record_one = { "record_one",
                                       "insert into migration (name, checksum, applied) values "
                                       "($1, $2, $3)",
                                       __FILE__ };

static const struct sql is_applied = { "is_applied", "select count(*) from migration where name = $1 "
                                       "and checksum = $2", __FILE__ };

// 0 for the platform, 1 for the lowest room ...
static int rank_of(const char *path)
{
    static const char rooms[] = "rooms/";
    if (strncmp(path, rooms, sizeof rooms - 1) != 0)
        return 0;
    str rest = str_z(path + sizeof rooms - 1), name;
    str_cut(&rest, '/', &name);
    for (int i = 0; rooms_all[i]; i++)
        if (str_is(name, rooms_all[i]->name))
            return i + 1;
    return 0;
}

static str stem(str name)
{
    const char *dot = memchr(name.p, '.', name.n);
    return dot ? str_part(name, 0, (size_t)(dot - name.p)) : name;
}

static int in_order(const void *a, const void *b)
{
    enum { DATE = 10 };
    const struct migration *x = a, *y = b;
    int c = str_cmp(str_part(x->name, 0, DATE), str_part(y->name, 0, DATE));
    if (!c)
        c = x->rank - y->rank;
    if (!c)
        c = str_cmp(stem(x->name), stem(y->name));
    return c ? c : strcmp(x->path, y->path);
}

static str checksum(struct arena *a, str text)
{
    unsigned char h[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(h, (const unsigned char *)text.p, text.n);
    char *hex = mem(a, sizeof h * 2 + 1);
    sodium_bin2hex(hex, sizeof h * 2 + 1, h, sizeof h);
    return str_z(hex);
}

static bool for_engine(str name, const char *engine)
{
    static const char *const others[] = { "sqlite", "postgresql" };
    for (size_t i = 0; i < 2; i++) {
        char end[32];
        snprintf(end, sizeof end, ".%s.sql", others[i]);
        if (strcmp(others[i], engine) != 0 && str_ends(name, str_z(end)))
            return false;
    }
    return true;
}

static void find_all(struct arena *a, const char *engine, migrations *list)
{
    for (size_t i = 0; i < embed_count(); i++) {
        str path = str_z(embed_path(i));
        const char *slash = strrchr(path.p, '/');
        str name = slash ? str_z(slash + 1) : path;
        if (!str_ends(path, STR(".sql")) || !for_engine(name, engine))
            continue;
        struct migration *m = ADD(a, list);
        m->path = path.p;
        m->name = name;
        m->rank = rank_of(m->path);
        embed_get(path.p, &m->text);
        m->checksum = checksum(a, m->text);
    }
    if (list->n)
        qsort(list->p, list->n, sizeof *list->p, in_order);
}

typedef SLICE(str) words;

// Replaces the type words and collects what is to be guarded. `bad` names an unknown word.
static err translate(struct connection *c, const struct migration *m, struct out *sql,
                     words *guarded, str *bad)
{
    str t = m->text;
    for (size_t i = 0; i < t.n;) {
        const char *open = memchr(t.p + i, '{', t.n - i);
        size_t to = open ? (size_t)(open - t.p) : t.n;
        out_put(sql, str_part(t, i, to - i));
        if (!open)
            break;
        const char *close = memchr(open, '}', t.n - to);
        str word = str_part(t, to + 1, close ? (size_t)(close - open) - 1 : t.n), first, table;
        str rest = word;
        str_cut(&rest, ' ', &first);
        table = rest.p ? rest : STR("");
        bool guard = close && str_is(first, "guard") && table.n;
        if (guard)
            *ADD(c->db.mem, guarded) = table;
        const char *type = guard   ? ""
                           : close ? c->engine->word(c->db.mem, first, table)
                                   : NULL;
        if (!type) {
            *bad = word;
            return E_INPUT;
        }
        out_put(sql, str_z(type));
        i = to + word.n + 2;
    }
    out_char(sql, '\0');
    return OK;
}

struct step {
    const struct migration *m;
    struct out *report;
    int64_t now;
};

static err apply(struct db *db, void *arg)
{
    struct step *s = arg;
    struct connection *c = (struct connection *)db;
    struct out sql = { 0 };
    words guarded = { 0 };
    str bad = STR(""), name;
    int64_t already;
    // Another migrator may have been here since we looked; under the lock we know.
    PASS(c->engine->lock_migration(c));
    PASS(db_int(db, &is_applied, ARGS(AT(str_z(s->m->path)), AT(s->m->checksum)), &already));
    if (already)
        return OK;
    c->unguarded = true;
    err e = translate(c, s->m, &sql, &guarded, &bad);
    if (e)
        out_f(s->report, "%s: {%.*s} is no type word\n", s->m->path, S(bad));
    else
        e = c->engine->script(c, sql.p);
    out_drop(&sql);
    for (size_t i = 0; i < guarded.n && e == OK; i++) {
        str column = guarded.p[i];
        str_cut(&column, ' ', &name);
        e = db_guard(c, name, column);
    }
    c->unguarded = false;
    if (e == OK)
        e = db_do(db, &record_one,
                  ARGS(AT(str_z(s->m->path)), AT(s->m->checksum), AI(s->now)), NULL);
    if (e && e != E_INPUT)
        out_f(s->report, "%s: %.*s\n", s->m->path, S(db->fault));
    return e;
}

static err prepare_table(struct db *db, void *arg)
{
    (void)arg;
    struct connection *c = (struct connection *)db;
    PASS(c->engine->lock_migration(c));
    c->unguarded = true;
    err e = c->engine->script(c, "create table if not exists migration (name text primary key, "
                                "checksum text not null, applied bigint not null)");
    c->unguarded = false;
    return e;
}

static err read_applied(struct db *db, void *arg)
{
    return db_all(db, &all_applied, NO_ARGS, &applied_rec, (applied_list *)arg);
}

// Applied files must be here unchanged: else the schema is newer than the program, or a released
// file was edited.
static err compare(const applied_list *done, migrations *all, struct out *report)
{
    err e = OK;
    for (size_t i = 0; i < done->n; i++) {
        struct migration *m = NULL;
        for (size_t j = 0; j < all->n && !m; j++)
            if (str_eq(str_z(all->p[j].path), done->p[i].name))
                m = &all->p[j];
        if (!m) {
            out_f(report, "%.*s was applied by a newer program; use that one\n", S(done->p[i].name));
            e = E_CONFLICT;
        } else if (!str_eq(m->checksum, done->p[i].checksum)) {
            out_f(report, "%s was changed after it was applied\n", m->path);
            e = E_CONFLICT;
        } else {
            m->text = (str){ NULL, 0 }; // done
        }
    }
    return e;
}

static struct deed deed_at(int64_t now)
{
    return (struct deed){ .system = true, .role = "", .session = STR(""), .request = STR("migrate"),
                          .reason = STR(""), .now = now, .today = day_in_oslo(now) };
}

// All files of this program; those already applied come without text.
static err look(struct db_pool *pool, struct arena *a, const struct deed *deed, migrations *all,
                applied_list *done, struct out *report)
{
    find_all(a, pool->engine->name, all);
    PASS(db_run(pool, TX_WRITE, a, deed, prepare_table, NULL));
    PASS(db_run(pool, TX_READ, a, deed, read_applied, done));
    return compare(done, all, report);
}

err db_pending(struct db_pool *pool, int64_t now, int *lacks, int *has, struct out *report)
{
    struct arena *a = arena_make(0);
    struct deed deed = deed_at(now);
    migrations all = { 0 };
    applied_list done = { 0 };
    err e = look(pool, a, &deed, &all, &done, report);
    *lacks = 0;
    *has = (int)done.n;
    for (size_t i = 0; i < all.n; i++)
        *lacks += all.p[i].text.p != NULL;
    arena_drop(a);
    return e;
}

err db_migrate(struct db_pool *pool, bool dry_run, struct out *report, int64_t now)
{
    struct arena *a = arena_make(0);
    struct deed deed = deed_at(now);
    migrations all = { 0 };
    applied_list done = { 0 };
    int applied = 0;
    err e = look(pool, a, &deed, &all, &done, report);
    for (size_t i = 0; i < all.n && e == OK; i++) {
        if (!all.p[i].text.p)
            continue;
        struct step s = { &all.p[i], report, now };
        if (!dry_run)
            e = db_run(pool, TX_WRITE, a, &deed, apply, &s);
        if (e == OK)
            out_f(report, "%s %s\n", dry_run ? "would apply" : "applied", all.p[i].path);
        applied += e == OK;
    }
    if (e == OK)
        out_f(report, "%d migrations %s, %zu in place before\n", applied,
              dry_run ? "to apply" : "applied", done.n);
    arena_drop(a);
    return e;
}
