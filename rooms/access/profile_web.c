// SPDX-License-Identifier: Apache-2.0
// Own profile: role, sessions, password; and the page an invitation opens.
#include "rooms/access/access_web.h"

#include "platform/trace/trace.h"
#include "platform/who/secret.h"
#include "platform/who/session.h"
#include "rooms/access/profile.html.h"
#include "rooms/access/welcome.html.h"
#include "rooms/access/welcome_done.html.h"
#include "rooms/access/welcome_gone.html.h"
#include "text_keys.h"

enum { IDLE_MS = 30 * 60 * 1000 };

struct new_password {
    str now, password, again;
};
static const struct field password_fields[] = {
    F(new_password, now, TEXT, .flags = REQUIRED | SECRET, .max = PASSWORD_MAX),
    F(new_password, password, TEXT, .flags = REQUIRED | SECRET, .max = PASSWORD_MAX),
    F(new_password, again, TEXT, .flags = REQUIRED | SECRET, .max = PASSWORD_MAX),
};
static const struct record password_rec = { NULL, password_fields, 3, sizeof(struct new_password),
                                            "access.password" };

struct first_password {
    str password, again, code;
};
static const struct field first_fields[] = {
    F(first_password, password, TEXT, .flags = REQUIRED | SECRET, .max = PASSWORD_MAX),
    F(first_password, again, TEXT, .flags = REQUIRED | SECRET, .max = PASSWORD_MAX),
    F(first_password, code, TEXT, .flags = REQUIRED, .max = 10),
};
static const struct record first_rec = { NULL, first_fields, 3, sizeof(struct first_password),
                                         "access.welcome" };

static err own_roles(struct rq *q, struct profile *v)
{
    role_rows rows = { 0 };
    PASS(roles_now(q->db, q->who->user, q->today, &rows));
    for (size_t i = 0; i < rows.n; i++)
        *ADD(q->mem, &v->roles) = (struct role_choice){
            .id = rows.p[i].id,
            .role_name = role_name(q->mem, q->lang, rows.p[i].role),
            .org_name = rows.p[i].org_name,
            .here = rows.p[i].org_id == q->who->org &&
                    str_is(rows.p[i].role, role_code(q->who->role)),
        };
    return OK;
}

static err own_sessions(struct rq *q, struct profile *v)
{
    session_rows rows = { 0 };
    PASS(sessions_list(q->db, q->who->user, q->clock - IDLE_MS, &rows));
    for (size_t i = 0; i < rows.n; i++)
        *ADD(q->mem, &v->sessions) = (struct session_shown){
            .id = rows.p[i].id,
            .began = fmt_moment(q->mem, q->lang, rows.p[i].began.ms),
            .seen = fmt_moment(q->mem, q->lang, rows.p[i].seen.ms),
            .address = rows.p[i].address,
            .role_name = role_name(q->mem, q->lang, rows.p[i].role),
            .org_name = rows.p[i].org_name,
            .here = rows.p[i].id == q->who->session,
        };
    return OK;
}

static reply show_profile(struct rq *q, int status, const struct form *form)
{
    struct profile *v = NEW(q->mem, struct profile);
    struct who_user user;
    TRY(q, user_by_id(q->db, q->who->user, &user));
    v->name = user.name;
    v->login = user.login;
    v->role_name = role_name(q->mem, q->lang, str_z(role_code(q->who->role)));
    v->org_name = q->who->org_name;
    TRY(q, own_roles(q, v));
    TRY(q, own_sessions(q, v));
    if (form)
        v->password = *form;
    else
        form_show(q, &v->password, &password_rec, NULL);
    v->password.action = STR("/profil/passord");
    v->password.submit = T_access_profile_password_save;
    return page_status(q, status, &access_profile_view, v);
}

reply profile_get(struct rq *q)
{
    return show_profile(q, 200, NULL);
}

static text_key fault_text(const char *why)
{
    return strcmp(why, "short") == 0 ? T_access_password_short
           : strcmp(why, "long") == 0 ? T_access_password_long
                                      : T_access_password_known;
}

static void check_new(struct form *form, str password, str again, const struct who_user *user,
                      str org)
{
    const str context[] = { user->login, user->name, org, STR("") };
    const char *why = password_fault(password, context);
    if (*why)
        form_refuse(form, "password", fault_text(why), NO_TARGS);
    else if (!str_eq(password, again))
        form_refuse(form, "again", T_access_password_differs, NO_TARGS);
}

// The page is rare and its user is signed in, so hashing inside the transaction would be bearable;
// it still is not done: the write lock is for everybody.
struct change {
    struct rq *q;
    struct who_user user;
    str hash;
};

static err read_user(struct db *db, void *arg)
{
    struct change *c = arg;
    return user_by_id(db, c->q->who->user, &c->user);
}

static err write_password(struct db *db, void *arg)
{
    struct change *c = arg;
    return password_set(db, &c->user, c->hash);
}

static reply refused(struct rq *q, struct form *form);

reply password_post(struct rq *q)
{
    struct form form = { 0 };
    struct new_password typed = { 0 };
    struct change c = { .q = q };
    const struct deed deed = deed_of(q);
    TRY(q, db_run(q->pool, TX_READ, q->mem, &deed, read_user, &c));
    bool fits = false;
    if (form_read(q, &form, &password_rec, &typed)) {
        TRY(q, password_check(c.user.password, typed.now, &fits));
        if (!fits)
            form_refuse(&form, "now", T_access_password_wrong, NO_TARGS);
        else
            check_new(&form, typed.password, typed.again, &c.user, q->who->org_name);
    }
    if (form.problems)
        return refused(q, &form);
    TRY(q, password_hash(q->mem, typed.password, &c.hash));
    TRY(q, db_run(q->pool, TX_WRITE, q->mem, &deed, write_password, &c));
    reply r = see_other(q, "/logg-inn");
    notice(q, &r, T_access_password_saved, NO_TARGS);
    return r;
}

struct again {
    struct rq *q;
    const struct form *form;
    reply reply;
};

static err show_again(struct db *db, void *arg)
{
    struct again *s = arg;
    s->q->db = db;
    s->reply = show_profile(s->q, 422, s->form);
    return OK;
}

static reply refused(struct rq *q, struct form *form)
{
    struct again s = { q, form, { 0 } };
    const struct deed deed = deed_of(q);
    err e = db_run(q->pool, TX_READ, q->mem, &deed, show_again, &s);
    q->db = NULL;
    TRY(q, e);
    return s.reply;
}

reply session_end_post(struct rq *q)
{
    int64_t session, owner = 0;
    if (!str_int(arg(q, "id"), &session))
        return fail(q, E_NOTFOUND);
    TRY(q, session_owner_of(q->db, session, &owner));
    if (owner != q->who->user)
        return fail(q, E_NOTFOUND);
    TRY(q, session_end(q->db, session, q->clock));
    TRY(q, trace_note(q->db, "session-end", "who_user", q->who->user, STR("")));
    reply r = see_other(q, "/profil");
    notice(q, &r, T_access_profile_session_ended, NO_TARGS);
    return r;
}

// ---- invitation -----------------------------------------------------------------------------

struct opened {
    struct rq *q;
    struct invite invite;
    struct who_user user;
    str hash, codes[10];
    int64_t step;
};

static err open_invite(struct db *db, void *opened)
{
    struct opened *o = opened;
    PASS(invite_find(db, arg(o->q, "token"), o->q->clock, &o->invite));
    return user_by_id(db, o->invite.user_id, &o->user);
}

static err accept_invite(struct db *db, void *opened)
{
    struct opened *o = opened;
    PASS(invite_close(db, o->invite.id, o->q->clock));
    PASS(user_by_id(db, o->invite.user_id, &o->user));
    o->user.totp = o->invite.totp;
    o->user.totp_step = o->step;
    PASS(password_set(db, &o->user, o->hash));
    return recovery_renew(db, o->user.id, o->codes);
}

static reply gone(struct rq *q)
{
    static const struct welcome_gone nothing;
    return page_status(q, 404, &access_welcome_gone_view, &nothing);
}

static reply show_welcome(struct rq *q, int status, struct opened *o, struct welcome *v)
{
    v->name = o->user.name;
    v->secret = o->invite.totp;
    v->uri = totp_uri(q->mem, o->invite.totp, o->user.login);
    v->form.submit = T_access_welcome_save;
    return page_status(q, status, &access_welcome_view, v);
}

reply welcome_get(struct rq *q)
{
    struct opened o = { .q = q };
    const struct deed deed = deed_of(q);
    struct welcome *v = NEW(q->mem, struct welcome);
    err e = db_run(q->pool, TX_READ, q->mem, &deed, open_invite, &o);
    if (e == E_NOTFOUND)
        return gone(q);
    TRY(q, e);
    form_show(q, &v->form, &first_rec, NULL);
    return show_welcome(q, 200, &o, v);
}

reply welcome_post(struct rq *q)
{
    struct opened o = { .q = q };
    struct deed deed = deed_of(q);
    struct welcome *v = NEW(q->mem, struct welcome);
    struct first_password typed = { 0 };
    err e = db_run(q->pool, TX_READ, q->mem, &deed, open_invite, &o);
    if (e == E_NOTFOUND)
        return gone(q);
    TRY(q, e);
    if (form_read(q, &v->form, &first_rec, &typed)) {
        check_new(&v->form, typed.password, typed.again, &o.user, STR(""));
        o.step = totp_step(o.invite.totp, typed.code, q->clock, 0);
        if (!o.step)
            form_refuse(&v->form, "code", T_access_welcome_code_wrong, NO_TARGS);
    }
    if (v->form.problems)
        return show_welcome(q, 422, &o, v);
    TRY(q, password_hash(q->mem, typed.password, &o.hash));
    deed.user = o.user.id;
    e = db_run(q->pool, TX_WRITE, q->mem, &deed, accept_invite, &o);
    if (e == E_NOTFOUND)
        return gone(q);
    TRY(q, e);
    struct welcome_done *done = NEW(q->mem, struct welcome_done);
    for (int i = 0; i < 10; i++)
        *ADD(q->mem, &done->list) = (struct recovery){ o.codes[i] };
    return page(q, &access_welcome_done_view, done);
}
