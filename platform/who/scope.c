// SPDX-License-Identifier: Apache-2.0
#include "platform/who/scope.h"

#include "platform/trace/trace.h"

static const struct field fields[] = {
    F(scope, id, INT, .flags = KEY),   F(scope, subject, INT), F(scope, reader, INT),
    F(scope, level, INT),              F(scope, basis, TEXT),  F(scope, sealed, BOOL),
    F(scope, from_day, DAY),           F(scope, to_day, DAY),
    F(scope, until_ms, INT),           F(scope, reads, BOOL),
};
const struct record scope_rec = RECORD("who_scope", scope, fields);
typedef SLICE(struct scope) scopes;

SQL(open_row, "select * from who_scope where subject = $1 and reader = $2 and basis = $3 "
              "and to_day is null and until_ms = 0");
SQL(rows_of, "select * from who_scope where subject = $1 order by id");
SQL(sealed_of, "select count(*) from who_scope where subject = $1 and sealed = 1");
SQL(best_level, "select coalesce(max(level), -1) from who_scope where subject = $1 "
                "and reader in ($2, $3) and sealed = 0 and from_day <= $4 "
                "and (to_day is null or to_day >= $4) and (until_ms = 0 or until_ms > $5)");
SQL(sights, "select * from who_scope where subject = $1 and reader in ($2, $3) and level >= 2 "
            "and sealed = 0 and from_day <= $4 and (to_day is null or to_day >= $4) "
            "and (until_ms = 0 or until_ms > $5) order by until_ms = 0 desc, until_ms desc");

// Whoever had sight tells where the person is or was (SEC-14): of a strictly protected person no row is
// kept but those of the directorate, which is everywhere, and of named users.
#define ELSEWHERE "(select id from who_org where kind <> 'directorate')"
SQL(forget_places, "delete from who_scope where subject = $1 and reader in " ELSEWHERE);
SQL(is_place, "select count(*) from who_org where id = $1 and kind <> 'directorate'");

err scope_tells_place(struct db *db, int64_t org, bool *out)
{
    int64_t n;
    PASS(db_int(db, &is_place, ARGS(AI(org)), &n));
    *out = n > 0;
    return OK;
}

err scope_open(struct db *db, int64_t subject, int64_t reader, enum scope_level level,
               const char *basis, day from)
{
    struct scope was, now;
    int64_t sealed;
    err e = db_one(db, &open_row, ARGS(AI(subject), AI(reader), AT(str_z(basis))), &scope_rec, &was);
    if (e == OK) {
        now = was;
        now.level = level;
        return was.level == (int64_t)level ? OK : db_save(db, &scope_rec, &was, &now);
    }
    if (e != E_NOTFOUND)
        return e;
    PASS(db_int(db, &sealed_of, ARGS(AI(subject)), &sealed));
    bool place = false;
    if (sealed && reader > 0)
        PASS(scope_tells_place(db, reader, &place));
    if (place)
        return OK;
    now = (struct scope){ .subject = subject, .reader = reader, .level = level,
                          .basis = str_z(basis), .sealed = sealed && reader > 0,
                          .from_day = from, .to_day = DAY_NONE };
    return db_add(db, &scope_rec, &now);
}

err scope_close(struct db *db, int64_t subject, int64_t reader, const char *basis, day last)
{
    struct scope was, now;
    err e = db_one(db, &open_row, ARGS(AI(subject), AI(reader), AT(str_z(basis))), &scope_rec, &was);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    now = was;
    now.to_day = last;
    return db_save(db, &scope_rec, &was, &now);
}

err scope_seal(struct db *db, int64_t subject, bool sealed)
{
    scopes all = { 0 };
    bool marked = false;
    int64_t forgotten = 0;
    if (sealed)
        PASS(db_do(db, &forget_places, ARGS(AI(subject)), &forgotten));
    if (forgotten) // how many, not whose
        PASS(trace_note(db, "erase", "who_scope", subject, strf(db->mem, "{\"rows\":%lld}", (long long)forgotten)));
    PASS(db_all(db, &rows_of, ARGS(AI(subject)), &scope_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct scope now = all.p[i];
        marked |= now.reader == 0;
        bool named = now.reader < 0 && !now.until_ms; // a loan ends, a named user keeps sight
        if (named || now.sealed == sealed)
            continue;
        now.sealed = sealed;
        PASS(db_save(db, &scope_rec, &all.p[i], &now));
    }
    if (marked || !sealed)
        return OK;
    struct scope mark = { .subject = subject, .level = SCOPE_OWN, .basis = STR("strict"),
                          .sealed = true, .from_day = db->deed.today, .to_day = DAY_NONE };
    return db_add(db, &scope_rec, &mark); // nobody's row: keeps those that come later sealed
}

err scope_of_actor(struct db *db, int64_t subject, enum scope_level *out)
{
    int64_t best;
    PASS(db_int(db, &best_level,
                ARGS(AI(subject), AI(db->deed.reader), AI(READER_USER(db->deed.user)),
                     AD(db->deed.today), AI(db->deed.now)),
                &best));
    if (best < 0)
        return E_NOTFOUND;
    *out = (enum scope_level)best;
    return OK;
}

err scope_sealed(struct db *db, int64_t subject, bool *out)
{
    int64_t n;
    PASS(db_int(db, &sealed_of, ARGS(AI(subject)), &n));
    *out = n > 0;
    return OK;
}

err scope_actor_kept(struct db *db, int64_t subject, int64_t *org, int64_t *user)
{
    bool sealed, tells = false;
    *org = db->deed.org;
    *user = db->deed.user;
    PASS(scope_sealed(db, subject, &sealed));
    if (sealed && *org)
        PASS(scope_tells_place(db, *org, &tells));
    if (tells)
        *org = *user = 0;
    return OK;
}

err scope_lend(struct db *db, int64_t subject, int64_t user, const char *basis, int64_t until_ms,
               bool reads)
{
    bool sealed;
    PASS(scope_sealed(db, subject, &sealed));
    if (sealed)
        return E_DENIED;
    struct scope loan = { .subject = subject, .reader = READER_USER(user), .level = SCOPE_CASE,
                          .basis = str_z(basis), .from_day = db->deed.today,
                          .to_day = DAY_NONE, .until_ms = until_ms, .reads = reads };
    return db_add(db, &scope_rec, &loan);
}

err scope_sight(struct db *db, int64_t subject, struct sight *out)
{
    scopes all = { 0 };
    PASS(db_all(db, &sights,
                ARGS(AI(subject), AI(db->deed.reader), AI(READER_USER(db->deed.user)),
                     AD(db->deed.today), AI(db->deed.now)),
                &scope_rec, &all));
    if (!all.n)
        return E_NOTFOUND;
    *out = (struct sight){ all.p[0].until_ms > 0, all.p[0].reads, all.p[0].until_ms };
    return OK;
}

err scope_open_many(struct db *db, const struct scope *all, size_t n)
{
    return db_add_many(db, &scope_rec, all, n);
}
