// SPDX-License-Identifier: Apache-2.0
// Each connection that writes has a stream of its own, so that writers never wait for one another
// at the chain's end; within a stream entries are numbered without gaps and chained by SHA-256.
#include "platform/trace/trace.h"

#include <sodium.h>
#include <stdio.h>

#include "platform/db/db_engine.h"

struct entry {
    int64_t id;
    str stream;
    int64_t nr, at, user_id, org_id;
    str role, session, request, address, action, object_type;
    int64_t object_id;
    str persons, reason, detail, detail_enc, prev_hash, hash;
};
static const struct field entry_fields[] = {
    F(entry, id, INT, .flags = KEY), F(entry, stream, TEXT),      F(entry, nr, INT),
    F(entry, at, INT),               F(entry, user_id, INT),      F(entry, org_id, INT),
    F(entry, role, TEXT),            F(entry, session, TEXT),     F(entry, request, TEXT),
    F(entry, address, TEXT),         F(entry, action, TEXT),      F(entry, object_type, TEXT),
    F(entry, object_id, INT),        F(entry, persons, TEXT),     F(entry, reason, TEXT),
    F(entry, detail, TEXT),          F(entry, detail_enc, TEXT),  F(entry, prev_hash, TEXT),
    F(entry, hash, TEXT),
};
static const struct record entry_rec = RECORD("trace_entry", entry, entry_fields);

struct head {
    str stream, hash;
    int64_t nr;
};
static const struct field head_fields[] = { F(head, stream, TEXT), F(head, hash, TEXT), F(head, nr, INT) };
static const struct record head_rec = { NULL, head_fields, 3, sizeof(struct head), "head" };

static const struct field last_fields[] = { F(trace_last, user, INT), F(trace_last, at, INT),
                                            F(trace_last, name, TEXT) };
static const struct record last_rec = { NULL, last_fields, 3, sizeof(struct trace_last), "last" };

SQL(trace_head, "select stream, hash, nr from trace_entry where stream = $1 order by nr desc limit 1");
SQL(trace_heads,
    "select e.stream, e.hash, e.nr from trace_entry e where e.nr = "
    "(select max(nr) from trace_entry m where m.stream = e.stream) order by e.stream");
SQL(trace_insert,
    "insert into trace_entry (stream, nr, at, user_id, org_id, role, session, request, address, "
    "action, object_type, object_id, persons, reason, detail, detail_enc, prev_hash, hash) values "
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)");
SQL(trace_page, "select * from trace_entry where stream = $1 and nr > $2 order by nr limit 1000");
SQL(trace_last_sql,
    "select e.user_id as \"user\", e.at, coalesce(u.name, '') as name from trace_entry e "
    "left join who_user u on u.id = e.user_id where e.object_type = $1 and e.object_id = $2 "
    "order by e.id desc limit 1");

// ---- writing -------------------------------------------------------------------------------

static void hash_text(crypto_hash_sha256_state *h, str s)
{
    // Length first, so that no two lists of texts give the same bytes.
    uint64_t n = s.n;
    unsigned char length[8];
    for (int i = 0; i < 8; i++)
        length[i] = (unsigned char)(n >> (8 * i));
    crypto_hash_sha256_update(h, length, sizeof length);
    crypto_hash_sha256_update(h, (const unsigned char *)s.p, s.n);
}

static str hex_of(struct arena *a, crypto_hash_sha256_state *h)
{
    unsigned char bytes[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(h, bytes);
    char *hex = mem(a, sizeof bytes * 2 + 1);
    sodium_bin2hex(hex, sizeof bytes * 2 + 1, bytes, sizeof bytes);
    return (str){ hex, sizeof bytes * 2 };
}

// Over every field but id (which the database gives) and hash itself.
static str entry_hash(struct arena *a, const struct entry *e)
{
    crypto_hash_sha256_state h;
    crypto_hash_sha256_init(&h);
    for (size_t i = 1; i < entry_rec.n - 1; i++)
        hash_text(&h, field_plain(a, &entry_rec.f[i], e));
    return hex_of(a, &h);
}

err trace_stream(struct connection *c)
{
    c->stream = strf(c->a, "%s", c->engine == &sqlite_engine ? "s1" : "");
    return OK; // PostgreSQL: chosen at the first entry, when the table is sure to be there
}

static const struct sql try_stream = { "try_stream", "select case when pg_try_advisory_lock(46026, $1::int) "
                                                     "then 1 else 0 end", __FILE__ };

static err own_stream(struct db *db, str *out)
{
    struct connection *c = (struct connection *)db;
    for (int i = 1; !c->stream.n && i < 1000; i++) {
        int64_t got = 0;
        PASS(db_int(db, &try_stream, ARGS(AI(i)), &got));
        if (got)
            c->stream = strf(c->a, "p%d", i); // held until the connection ends
    }
    *out = c->stream;
    return c->stream.n ? OK : E_DB;
}

static err append(struct db *db, struct entry *e)
{
    struct head head = { .hash = STR("") };
    PASS(own_stream(db, &e->stream));
    err found = db_one(db, &trace_head, ARGS(AT(e->stream)), &head_rec, &head);
    if (found != OK && found != E_NOTFOUND)
        return found;
    const struct deed *d = &db->deed;
    e->nr = head.nr + 1;
    e->prev_hash = head.hash;
    e->at = d->now;
    e->user_id = d->user;
    e->org_id = d->org;
    e->role = str_z(d->role);
    e->session = d->session;
    e->request = d->request;
    e->address = e->persons = e->detail_enc = STR("");
    e->reason = d->reason;
    e->hash = entry_hash(db->mem, e);
    return db_do(db, &trace_insert,
                 ARGS(AT(e->stream), AI(e->nr), AI(e->at), AI(e->user_id), AI(e->org_id),
                      AT(e->role), AT(e->session), AT(e->request), AT(e->address), AT(e->action),
                      AT(e->object_type), AI(e->object_id), AT(e->persons), AT(e->reason),
                      AT(e->detail), AT(e->detail_enc), AT(e->prev_hash), AT(e->hash)),
                 NULL);
}

err trace_note(struct db *db, const char *action, const char *object, int64_t id, str detail)
{
    struct entry e = { .action = str_z(action), .object_type = str_z(object), .object_id = id,
                       .detail = detail };
    return append(db, &e);
}

err trace_row(struct db *db, const char *action, const struct record *r, const void *was,
              const void *now)
{
    struct out o = { 0 };
    record_difference(&o, r, was, now);
    int64_t id = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->f[i].flags & KEY)
            id = *(const int64_t *)((const char *)(now ? now : was) + r->f[i].at);
    str detail = str_dup(db->mem, out_str(&o));
    out_drop(&o);
    return trace_note(db, action, r->table, id, detail);
}

err trace_many(struct db *db, const struct record *r, const void *rows, size_t n)
{
    crypto_hash_sha256_state h;
    crypto_hash_sha256_init(&h);
    for (size_t i = 0; i < n; i++) {
        struct mark m = arena_mark(db->mem);
        const char *row = (const char *)rows + i * r->size;
        for (size_t k = 0; k < r->n; k++)
            if (!(r->f[k].flags & (KEY | SECRET | NOT_STORED)))
                hash_text(&h, field_plain(db->mem, &r->f[k], row));
        arena_back(db->mem, m);
    }
    str digest = hex_of(db->mem, &h);
    return trace_note(db, "add-many", r->table, 0,
                      strf(db->mem, "{\"rows\":%zu,\"sha256\":\"%.*s\"}", n, S(digest)));
}

err trace_last(struct db *db, const char *table, int64_t id, struct trace_last *out)
{
    return db_one(db, &trace_last_sql, ARGS(AT(str_z(table)), AI(id)), &last_rec, out);
}

// ---- proving -------------------------------------------------------------------------------

static void say(struct db *db, struct trace_verdict *v, const struct entry *e, const char *what)
{
    if (v->first_bad)
        return;
    v->first_bad = e->id ? e->id : -1;
    v->what = strf(db->mem, "entry %lld (stream %.*s, number %lld): %s", (long long)e->id,
                   S(e->stream), (long long)e->nr, what);
}

static err verify_stream(struct db *db, const struct head *head, struct trace_verdict *v)
{
    str before = STR("");
    int64_t nr = 0;
    for (;;) {
        SLICE(struct entry) list = { 0 };
        struct mark m = arena_mark(db->mem);
        PASS(db_all(db, &trace_page, ARGS(AT(head->stream), AI(nr)), &entry_rec, &list));
        for (size_t i = 0; i < list.n; i++) {
            const struct entry *e = &list.p[i];
            v->entries++;
            if (e->nr != nr + 1)
                say(db, v, e, "the entry before it is missing");
            else if (!str_eq(e->prev_hash, before))
                say(db, v, e, "it does not follow from the entry before it");
            if (!str_eq(entry_hash(db->mem, e), e->hash))
                say(db, v, e, "it was changed");
            nr = e->nr;
            before = e->hash;
        }
        bool last = list.n < 1000;
        if (v->first_bad || last)
            return OK; // the verdict's text lives behind the mark
        char keep[crypto_hash_sha256_BYTES * 2];
        memcpy(keep, before.p, sizeof keep);
        arena_back(db->mem, m);
        before = str_dup(db->mem, (str){ keep, sizeof keep });
    }
}

static err verify_checkpoint(struct db *db, str text, struct trace_verdict *v)
{
    for (str line; str_cut(&text, '\n', &line);) {
        str stream, nr_text, hash = line;
        int64_t nr;
        if (!str_cut(&hash, ' ', &stream) || !hash.p || !str_cut(&hash, ' ', &nr_text) || !hash.p ||
            !str_int(nr_text, &nr))
            continue;
        SLICE(struct entry) list = { 0 };
        PASS(db_all(db, &trace_page, ARGS(AT(stream), AI(nr - 1)), &entry_rec, &list));
        struct entry none = { .stream = stream, .nr = nr };
        if (!list.n || list.p[0].nr != nr)
            say(db, v, &none, "the end of the stream was cut off here or before");
        else if (!str_eq(list.p[0].hash, str_trim(hash)))
            say(db, v, &list.p[0], "it is another entry than at the checkpoint");
    }
    return OK;
}

err trace_verify(struct db *db, str checkpoint, struct trace_verdict *v)
{
    SLICE(struct head) heads = { 0 };
    *v = (struct trace_verdict){ .what = STR("") };
    PASS(db_all(db, &trace_heads, NO_ARGS, &head_rec, &heads));
    v->streams = (int64_t)heads.n;
    for (size_t i = 0; i < heads.n && !v->first_bad; i++)
        PASS(verify_stream(db, &heads.p[i], v));
    return checkpoint.n && !v->first_bad ? verify_checkpoint(db, checkpoint, v) : OK;
}

err trace_checkpoint(struct db *db, struct out *o)
{
    SLICE(struct head) heads = { 0 };
    PASS(db_all(db, &trace_heads, NO_ARGS, &head_rec, &heads));
    for (size_t i = 0; i < heads.n; i++)
        out_f(o, "%.*s %lld %.*s\n", S(heads.p[i].stream), (long long)heads.p[i].nr,
              S(heads.p[i].hash));
    return OK;
}
