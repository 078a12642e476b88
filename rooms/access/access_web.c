// SPDX-License-Identifier: Apache-2.0
// Sign-in, sign-out and the choice of role.
#include "rooms/access/access_web.h"

#include "platform/http/error.h"
#include "platform/room.h"
#include "platform/trace/trace.h"
#include "platform/who/secret.h"
#include "platform/who/session.h"
#include "rooms/access/profile.html.h"
#include "rooms/access/resend.html.h"
#include "rooms/access/sign_in.html.h"
#include "text_keys.h"

SQL(demo_accounts,
    "select u.login, o.name as org_name, r.role as role_name from who_user u "
    "join who_role r on r.user_id = u.id join who_org o on o.id = r.org_id "
    "where u.demo = 1 and u.disabled = 0 order by u.id");
SQL(demo_password_sql, "select value from setting where name = 'demo_password'");
SQL(role_owner, "select user_id from who_role where id = $1 and valid_from <= $2 and "
                "(valid_to is null or valid_to >= $2)");

static const struct field demo_fields[] = {
    F(demo_account, login, TEXT),
    F(demo_account, org_name, TEXT),
    F(demo_account, role_name, TEXT),
};
static const struct record demo_rec = { NULL, demo_fields, 3, sizeof(struct demo_account), "demo" };

str role_name(struct arena *a, enum lang lang, str code)
{
    char *key = str_cz(a, strf(a, "role.%.*s", S(code)));
    for (char *p = key; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    text_key k = text_find(key);
    return k ? text(a, lang, k, NO_TARGS) : code;
}

// An own path and nothing else (WEB-13): one slash, then neither slash nor backslash.
static bool own_path(str s)
{
    if (!s.n || s.p[0] != '/' || (s.n > 1 && (s.p[1] == '/' || s.p[1] == '\\')))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x21 || s.p[i] == '\\')
            return false;
    return true;
}

// The first page of the menu that the actor may open.
static str start_page(const struct actor *who)
{
    const struct menu_item *best = NULL;
    for (const struct room *const *r = rooms_all; *r; r++)
        for (const struct menu_item *m = (*r)->menu; m && m->label; m++)
            if (m->where == MENU_STAFF && may(who, m->may) && (!best || m->order < best->order))
                best = m;
    return best ? str_z(best->url) : STR("/profil");
}

static err demo_list(struct db *db, void *arg)
{
    struct sign_in *v = arg;
    PASS(db_all(db, &demo_accounts, NO_ARGS, &demo_rec, &v->demo));
    err e = db_str(db, &demo_password_sql, NO_ARGS, &v->demo_password);
    return e == E_NOTFOUND ? OK : e;
}

static reply show(struct rq *q, int status, struct sign_in *v)
{
    v->demo_password = STR("");
    if (q->demo) {
        struct deed deed = deed_of(q);
        TRY(q, db_run(q->pool, TX_READ, q->mem, &deed, demo_list, v));
        for (size_t i = 0; i < v->demo.n; i++)
            v->demo.p[i].role_name = role_name(q->mem, q->lang, v->demo.p[i].role_name);
    }
    return page_status(q, status, &access_sign_in_view, v);
}

reply sign_in_get(struct rq *q)
{
    struct sign_in *v = NEW(q->mem, struct sign_in);
    *v = (struct sign_in){ .next = query(q, "neste"), .login = STR(""), .kept_to = STR("") };
    if (!own_path(v->next))
        v->next = STR("");
    v->ended = cookie(q, SESSION_COOKIE).n && !q->who->user;
    return show(q, 200, v);
}

struct begun {
    struct rq *q;
    const struct actor *who;
    str cookie;
};

static err find_actor(struct db *db, void *arg)
{
    struct begun *b = arg;
    return session_find(db, b->cookie, b->q->clock, b->q->mem, &b->who);
}

// The form that was stopped, under its own names and with the new session's token: one press.
static reply resend(struct rq *q, const struct sign_in *from)
{
    struct resend *v = NEW(q->mem, struct resend);
    v->to = from->kept_to;
    v->org = q->who->org_name;
    v->token = form_token(q);
    for (size_t i = 0; i < from->kept.n; i++)
        *ADD(q->mem, &v->fields) =
            (struct pair){ str_part(from->kept.p[i].name, sizeof KEPT - 1, from->kept.p[i].name.n), from->kept.p[i].value };
    return page(q, &access_resend_view, v);
}

static void read_kept(struct rq *q, struct sign_in *v)
{
    v->kept_to = posted(q, "kept");
    if (!own_path(v->kept_to))
        v->kept_to = STR("");
    for (size_t i = 0; v->kept_to.n && i < q->form.n; i++)
        if (str_starts(q->form.p[i].name, STR(KEPT)))
            *ADD(q->mem, &v->kept) = q->form.p[i];
}

static reply signed_in(struct rq *q, str cookie_value, const struct sign_in *v)
{
    struct begun b = { q, &NOBODY, cookie_value };
    struct deed deed = deed_of(q);
    TRY(q, db_run(q->pool, TX_READ, q->mem, &deed, find_actor, &b));
    q->who = b.who;
    str to = own_path(v->next) ? v->next : start_page(b.who);
    reply r = v->kept_to.n ? resend(q, v) : see_other(q, "%.*s", S(to));
    cookie_set(q, &r, SESSION_COOKIE, cookie_value, 0);
    return r;
}

reply sign_in_post(struct rq *q)
{
    struct sign_in *v = NEW(q->mem, struct sign_in);
    *v = (struct sign_in){ .next = posted(q, "neste"), .login = str_trim(posted(q, "login")) };
    read_kept(q, v);
    if (v->kept_to.n && !posted_has(q, "login"))
        return show(q, 200, v); // comes from the form that was stopped
    struct login given = { .name = v->login,
                           .password = text_nfc(q->mem, posted(q, "password")),
                           .code = str_trim(posted(q, "code")),
                           .address = q->address,
                           .clock = q->clock };
    struct deed deed = deed_of(q);
    enum login_outcome outcome;
    struct who_user user;
    str value;
    err e = login_try(q->pool, q->mem, &deed, &given, &outcome, &user, &value);
    if (e == E_TOOBIG) {
        v->problem = T_access_sign_in_busy;
        return show(q, 429, v);
    }
    TRY(q, e);
    switch (outcome) {
    case LOGIN_OK: return signed_in(q, value, v);
    case LOGIN_WRONG: v->problem = T_access_sign_in_wrong; break;
    case LOGIN_CODE: v->problem = T_access_sign_in_code_wanted; break;
    case LOGIN_SETUP: v->problem = T_access_sign_in_setup; break;
    case LOGIN_NO_ROLE: v->problem = T_access_sign_in_no_role; break;
    }
    return show(q, 422, v);
}

reply sign_out_post(struct rq *q)
{
    if (q->who->session) {
        TRY(q, session_end(q->db, q->who->session, q->clock));
        TRY(q, trace_note(q->db, "logout", "who_user", q->who->user, STR("")));
    }
    reply r = see_other(q, "/");
    cookie_set(q, &r, SESSION_COOKIE, STR(""), -1);
    *ADD(q->mem, &r.more) = (struct pair){ STR("Clear-Site-Data"), STR("\"cache\", \"storage\"") };
    return r;
}

// A new session in another of the user's roles; the old one is dead at once (ID-32).
reply role_post(struct rq *q)
{
    int64_t role, owner = 0;
    if (!str_int(posted(q, "role"), &role))
        return fail(q, E_NOTFOUND);
    TRY(q, db_int(q->db, &role_owner, ARGS(AI(role), AD(q->today)), &owner));
    if (owner != q->who->user)
        return fail(q, E_NOTFOUND);
    str value;
    TRY(q, session_end(q->db, q->who->session, q->clock));
    TRY(q, session_begin(q->db, q->who->user, role, q->address, q->clock, q->mem, &value));
    TRY(q, trace_note(q->db, "role-switch", "who_role", role, STR("")));
    reply r = see_other(q, "/start");
    cookie_set(q, &r, SESSION_COOKIE, value, 0);
    return r;
}

reply start_get(struct rq *q)
{
    str to = start_page(q->who);
    return see_other(q, "%.*s", S(to));
}
