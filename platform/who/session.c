// SPDX-License-Identifier: Apache-2.0
#include "platform/who/session.h"

#include "platform/trace/trace.h"
#include "platform/who/secret.h"
#include "platform/who/user.h"

enum {
    MINUTE_MS = 60 * 1000,
    TOUCH_MS = MINUTE_MS, // how stale `seen` may be: one write a minute and session at most
    PARALLEL = 5,
};

// How long a session lasts idle and in all (ID-31): who looks at the own data sits at any machine.
struct lasting {
    int64_t idle, whole;
};
static struct lasting lasting_of(enum role role)
{
    return role == PA || role == RE ? (struct lasting){ 15 * MINUTE_MS, 60 * MINUTE_MS }
                                    : (struct lasting){ 30 * MINUTE_MS, 600 * MINUTE_MS };
}

struct found {
    int64_t session, user_id, org_id, role_count, began, seen;
    str user_name, role, kind, org_code, org_name, form_token;
};
static const struct field found_fields[] = {
    F(found, session, INT),    F(found, user_id, INT), F(found, org_id, INT),
    F(found, role_count, INT), F(found, began, INT),   F(found, seen, INT),
    F(found, user_name, TEXT), F(found, role, TEXT),   F(found, kind, TEXT),
    F(found, org_code, TEXT),  F(found, org_name, TEXT), F(found, form_token, TEXT),
};
static const struct record found_rec = RECORD(NULL, found, found_fields);

SQL(session_by_digest,
    "select s.id as session, s.user_id, r.org_id, s.began, s.seen, u.name as user_name, r.role, "
    "o.kind, o.code as org_code, o.name as org_name, s.form_token, "
    "(select count(*) from who_role r2 where r2.user_id = u.id and r2.valid_from <= $2 and "
    "(r2.valid_to is null or r2.valid_to >= $2)) as role_count "
    "from who_session s join who_user u on u.id = s.user_id join who_role r on r.id = s.role_id "
    "join who_org o on o.id = r.org_id "
    "where s.digest = $1 and s.ended is null and u.disabled = 0 and r.valid_from <= $2 and "
    "(r.valid_to is null or r.valid_to >= $2)");
SQL(session_touch_sql, "update who_session set seen = $2 where id = $1 and seen < $2");
SQL(session_end_sql, "update who_session set ended = $2 where id = $1 and ended is null");
SQL(session_end_all_sql, "update who_session set ended = $2 where user_id = $1 and ended is null");
SQL(session_add,
    "insert into who_session (digest, user_id, role_id, form_token, began, seen, authed, address) "
    "values ($1, $2, $3, $4, $5, $5, $5, $6)");
SQL(session_trim,
    "update who_session set ended = $2 where user_id = $1 and ended is null and id not in "
    "(select id from who_session where user_id = $1 and ended is null order by id desc limit $3)");

enum org_kind org_kind_of(str code)
{
    static const char *const kinds[] = { [ORG_DIRECTORATE] = "directorate",
                                         [ORG_COUNTY] = "county",
                                         [ORG_MUNICIPALITY] = "municipality",
                                         [ORG_CENTRE] = "centre" };
    for (int i = ORG_DIRECTORATE; i <= ORG_CENTRE; i++)
        if (str_is(code, kinds[i]))
            return (enum org_kind)i;
    return ORG_OTHER;
}

err session_find(struct db *db, str cookie, int64_t clock, struct arena *a,
                 const struct actor **out)
{
    struct found f = { 0 };
    *out = &NOBODY;
    if (!cookie.n || cookie.n > 64)
        return OK;
    str digest = token_digest(a, cookie);
    err e = db_one(db, &session_by_digest, ARGS(AT(digest), AD(db->deed.today)), &found_rec, &f);
    if (e == E_NOTFOUND)
        return OK;
    PASS(e);
    enum role role;
    if (!role_parse(f.role, &role))
        return OK;
    struct lasting t = lasting_of(role);
    int64_t idle_end = f.seen + t.idle, end = f.began + t.whole;
    if (clock > idle_end || clock > end)
        return OK;
    struct actor *who = NEW(a, struct actor);
    *who = (struct actor){
        .user = f.user_id,
        .name = f.user_name,
        .org = f.org_id,
        .org_kind = org_kind_of(f.kind),
        .org_code = f.org_code,
        .org_name = f.org_name,
        .session = f.session,
        .session_digest = digest,
        .form_token = f.form_token,
        .role = role,
        .expires_ms = idle_end < end ? idle_end : end,
        .touch_due = clock - f.seen > TOUCH_MS,
        .role_count = (size_t)f.role_count,
    };
    *out = who;
    return OK;
}

err session_touch(struct db *db, int64_t session, int64_t clock)
{
    return db_do(db, &session_touch_sql, ARGS(AI(session), AI(clock)), NULL);
}

err session_begin(struct db *db, int64_t user, int64_t role, str address, int64_t clock,
                  struct arena *a, str *cookie)
{
    str token = token_new(a), form = token_new(a);
    PASS(db_do(db, &session_add,
               ARGS(AT(token_digest(a, token)), AI(user), AI(role), AT(form), AI(clock), AT(address)),
               NULL));
    PASS(db_do(db, &session_trim, ARGS(AI(user), AI(clock), AI(PARALLEL)), NULL));
    *cookie = token;
    return OK;
}

err session_end(struct db *db, int64_t session, int64_t clock)
{
    return db_do(db, &session_end_sql, ARGS(AI(session), AI(clock)), NULL);
}

err session_end_all(struct db *db, int64_t user, int64_t clock)
{
    return db_do(db, &session_end_all_sql, ARGS(AI(user), AI(clock)), NULL);
}
