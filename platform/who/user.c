// SPDX-License-Identifier: Apache-2.0
#include "platform/who/user.h"

#include "platform/trace/trace.h"
#include "platform/who/secret.h"
#include "platform/who/session.h"

static const struct field org_fields[] = {
    F(who_org, id, INT, .flags = KEY),
    F(who_org, code, TEXT, .flags = REQUIRED, .max = 20),
    F(who_org, kind, TEXT, .flags = REQUIRED, .max = 20),
    F(who_org, name, TEXT, .flags = REQUIRED, .max = 120),
    F(who_org, unit, OPT),
    F(who_org, version, INT, .flags = VERSION),
};
const struct record who_org_rec = RECORD("who_org", who_org, org_fields);

static const struct field user_fields[] = {
    F(who_user, id, INT, .flags = KEY),
    F(who_user, login, TEXT, .flags = REQUIRED, .max = 80),
    F(who_user, name, TEXT, .flags = REQUIRED, .max = 120),
    F(who_user, email, TEXT, .max = 200),
    F(who_user, password, TEXT, .flags = SECRET, .max = 200),
    F(who_user, totp, TEXT, .flags = SECRET, .max = 80),
    F(who_user, totp_step, INT, .flags = SECRET),
    F(who_user, failures, INT, .flags = READONLY),
    F(who_user, wait_until, INT, .flags = READONLY),
    F(who_user, demo, BOOL, .flags = READONLY),
    F(who_user, disabled, BOOL),
    F(who_user, lang, TEXT, .max = 5),
    F(who_user, version, INT, .flags = VERSION),
};
const struct record who_user_rec = RECORD("who_user", who_user, user_fields);

static const struct field role_fields[] = {
    F(who_role, id, INT, .flags = KEY),
    F(who_role, user_id, INT),
    F(who_role, org_id, INT),
    F(who_role, role, TEXT, .flags = REQUIRED, .max = 2),
    F(who_role, valid_from, DAY, .flags = REQUIRED),
    F(who_role, valid_to, DAY),
    F(who_role, granted_by, INT, .flags = READONLY),
    F(who_role, version, INT, .flags = VERSION),
};
const struct record who_role_rec = RECORD("who_role", who_role, role_fields);

static const struct field row_fields[] = {
    F(role_row, id, INT, .flags = KEY),   F(role_row, user_id, INT, .flags = HIDDEN),
    F(role_row, org_id, INT, .flags = HIDDEN), F(role_row, version, INT, .flags = VERSION),
    F(role_row, role, TEXT),              F(role_row, login, TEXT),
    F(role_row, user_name, TEXT),         F(role_row, org_code, TEXT),
    F(role_row, org_name, TEXT),          F(role_row, org_kind, TEXT),
    F(role_row, valid_from, DAY),         F(role_row, valid_to, DAY),
    F(role_row, disabled, BOOL),
};
const struct record role_row_rec = { NULL, row_fields, sizeof row_fields / sizeof *row_fields,
                                     sizeof(struct role_row), "role_row" };

SQL(org_by_code_sql, "select * from who_org where code = $1");
SQL(user_by_login_sql, "select * from who_user where login = $1");

err org_by_code(struct db *db, str code, struct who_org *out)
{
    return db_one(db, &org_by_code_sql, ARGS(AT(code)), &who_org_rec, out);
}

err org_by_id(struct db *db, int64_t id, struct who_org *out)
{
    return db_by_id(db, &who_org_rec, id, out);
}

err org_ensure(struct db *db, str code, const char *kind, str name, optint unit,
               struct who_org *out)
{
    err e = org_by_code(db, code, out);
    if (e != E_NOTFOUND)
        return e;
    *out = (struct who_org){ .code = code, .kind = str_z(kind), .name = name, .unit = unit };
    return db_add(db, &who_org_rec, out);
}

err user_by_login(struct db *db, str login, struct who_user *out)
{
    return db_one(db, &user_by_login_sql, ARGS(AT(login)), &who_user_rec, out);
}

err user_by_id(struct db *db, int64_t id, struct who_user *out)
{
    return db_by_id(db, &who_user_rec, id, out);
}

err role_give(struct db *db, int64_t user, const struct who_org *org, enum role role, day from,
              day to, struct who_role *out)
{
    if (!role_fits(role, org_kind_of(org->kind)) || (db->deed.user && db->deed.user == user))
        return E_DENIED;
    *out = (struct who_role){
        .user_id = user,
        .org_id = org->id,
        .role = str_z(role_code(role)),
        .valid_from = from,
        .valid_to = to,
        .granted_by = db->deed.user,
    };
    return db_add(db, &who_role_rec, out);
}

#define ROLE_ROW                                                                               \
    "select r.id, r.user_id, r.org_id, r.version, r.role, u.login, u.name as user_name, "      \
    "o.code as org_code, o.name as org_name, o.kind as org_kind, r.valid_from, r.valid_to, "   \
    "u.disabled from who_role r join who_user u on u.id = r.user_id "                          \
    "join who_org o on o.id = r.org_id where "
SQL(roles_of_user_sql, ROLE_ROW "r.user_id = $1 order by r.valid_from, r.id");
SQL(roles_of_org_sql, ROLE_ROW "r.org_id = $1 order by u.name, r.valid_from, r.id");
SQL(roles_now_sql, ROLE_ROW "r.user_id = $1 and r.valid_from <= $2 and (r.valid_to is null or "
                            "r.valid_to >= $2) order by r.id");

err roles_of_user(struct db *db, int64_t user, role_rows *rows)
{
    return db_all(db, &roles_of_user_sql, ARGS(AI(user)), &role_row_rec, rows);
}

err roles_of_org(struct db *db, int64_t org, role_rows *rows)
{
    return db_all(db, &roles_of_org_sql, ARGS(AI(org)), &role_row_rec, rows);
}

err roles_now(struct db *db, int64_t user, day today, role_rows *rows)
{
    return db_all(db, &roles_now_sql, ARGS(AI(user), AD(today)), &role_row_rec, rows);
}

err password_set(struct db *db, struct who_user *user, str hash)
{
    struct who_user was = *user;
    user->password = hash;
    user->failures = user->wait_until = 0;
    PASS(db_save(db, &who_user_rec, &was, user));
    return session_end_all(db, user->id, db->deed.now);
}

SQL(recovery_void, "delete from who_recovery where user_id = $1 and used is null");
SQL(recovery_add, "insert into who_recovery (user_id, digest) values ($1, $2)");

err recovery_renew(struct db *db, int64_t user, str codes[static 10])
{
    PASS(db_do(db, &recovery_void, ARGS(AI(user)), NULL));
    for (int i = 0; i < 10; i++) {
        codes[i] = recovery_code(db->mem);
        PASS(db_do(db, &recovery_add, ARGS(AI(user), AT(token_digest(db->mem, codes[i]))), NULL));
    }
    return trace_note(db, "recovery-codes", "who_user", user, STR(""));
}
