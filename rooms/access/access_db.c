// SPDX-License-Identifier: Apache-2.0
#include "rooms/access/access_db.h"

#include "platform/trace/trace.h"
#include "platform/who/secret.h"

enum { INVITE_MS = 72 * 60 * 60 * 1000 };

static const struct field invite_fields[] = {
    F(invite, id, INT, .flags = KEY),
    F(invite, user_id, INT),
    F(invite, digest, TEXT, .flags = SECRET),
    F(invite, expires, INT),
    F(invite, totp, TEXT, .flags = SECRET),
    F(invite, used, OPT),
};
const struct record invite_rec = RECORD("access_invite", invite, invite_fields);

static const struct field session_fields[] = {
    F(session_row, id, INT, .flags = KEY), F(session_row, began, MOMENT),
    F(session_row, seen, MOMENT),          F(session_row, address, TEXT),
    F(session_row, role, TEXT),            F(session_row, org_name, TEXT),
};
static const struct record session_rec = { NULL, session_fields,
                                           sizeof session_fields / sizeof *session_fields,
                                           sizeof(struct session_row), "session" };

SQL(invite_void, "update access_invite set used = $2 where user_id = $1 and used is null");
SQL(invite_by_digest,
    "select * from access_invite where digest = $1 and used is null and expires > $2");
SQL(invite_use, "update access_invite set used = $2 where id = $1 and used is null");
SQL(sessions_of,
    "select s.id, s.began, s.seen, s.address, r.role, o.name as org_name from who_session s "
    "join who_role r on r.id = s.role_id join who_org o on o.id = r.org_id "
    "where s.user_id = $1 and s.ended is null and s.seen > $2 order by s.seen desc");
SQL(session_owner, "select user_id from who_session where id = $1 and ended is null");

err access_invite(struct db *db, int64_t user, int64_t clock, str *path)
{
    str token = token_new(db->mem);
    struct invite row = {
        .user_id = user,
        .digest = token_digest(db->mem, token),
        .expires = clock + INVITE_MS,
        .totp = totp_secret(db->mem),
        .used = UNKNOWN,
    };
    PASS(db_do(db, &invite_void, ARGS(AI(user), AI(clock)), NULL));
    PASS(db_add(db, &invite_rec, &row));
    *path = strf(db->mem, "/velkommen/%.*s", S(token));
    return OK;
}

err invite_find(struct db *db, str token, int64_t clock, struct invite *out)
{
    return db_one(db, &invite_by_digest, ARGS(AT(token_digest(db->mem, token)), AI(clock)),
                  &invite_rec, out);
}

err invite_close(struct db *db, int64_t id, int64_t clock)
{
    int64_t changed = 0;
    PASS(db_do(db, &invite_use, ARGS(AI(id), AI(clock)), &changed));
    return changed == 1 ? OK : E_NOTFOUND; // used by somebody faster
}

err sessions_list(struct db *db, int64_t user, int64_t since, session_rows *rows)
{
    return db_all(db, &sessions_of, ARGS(AI(user), AI(since)), &session_rec, rows);
}

err session_owner_of(struct db *db, int64_t session, int64_t *user)
{
    return db_int(db, &session_owner, ARGS(AI(session)), user);
}
