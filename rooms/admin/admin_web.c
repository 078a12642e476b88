// SPDX-License-Identifier: Apache-2.0
// A user is seen by the administrators of the organisations where the user has or had a role; for
// others there is no such user.
#include "rooms/admin/admin_web.h"

#include "platform/room.h"
#include "platform/trace/trace.h"
#include "platform/who/session.h"
#include "rooms/access/access.h"
#include "rooms/admin/user.html.h"
#include "rooms/admin/user_new.html.h"
#include "rooms/admin/users.html.h"
#include "text_keys.h"

const struct right admin_users = { "admin.users", R(MU) };

// The roles that the form offers; role_fits decides which of them the organisation has.
static const struct choice role_choices[] = {
    { "DS", "role.ds" }, { "DG", "role.dg" }, { "DE", "role.de" }, { "DA", "role.da" },
    { "MC", "role.mc" }, { "MP", "role.mp" }, { "MH", "role.mh" }, { "MT", "role.mt" },
    { "MB", "role.mb" }, { "BA", "role.ba" }, { "CO", "role.co" }, { "CE", "role.ce" },
    { "MU", "role.mu" }, { "IO", "role.io" }, { "PO", "role.po" }, { "AR", "role.ar" },
    { "VO", "role.vo" },
};
static const struct choices all_roles = { role_choices, sizeof role_choices / sizeof *role_choices };

struct new_user {
    str name, login, email;
    int role;
    day until;
};
static const struct field new_fields[] = {
    F(new_user, name, TEXT, .flags = REQUIRED | PERSONAL, .max = 120),
    F(new_user, login, TEXT, .flags = REQUIRED, .max = 80),
    F(new_user, email, TEXT, .flags = PERSONAL, .max = 200),
    F(new_user, role, ENUM, .flags = REQUIRED, .choices = &all_roles),
    F(new_user, until, DAY),
};
static const struct record new_rec = { NULL, new_fields, 5, sizeof(struct new_user), "admin.user" };

struct new_role {
    int role;
    day from, until;
};
static const struct field role_fields[] = {
    F(new_role, role, ENUM, .flags = REQUIRED, .choices = &all_roles),
    F(new_role, from, DAY, .flags = REQUIRED),
    F(new_role, until, DAY),
};
static const struct record new_role_rec = { NULL, role_fields, 3, sizeof(struct new_role), "admin.role" };

// The record with the roles this kind of organisation has, and no others to choose from.
static const struct record *with_own_roles(struct rq *q, const struct record *rec)
{
    struct record *own = NEW(q->mem, struct record);
    struct field *fields = NEW_ARRAY(q->mem, rec->n, struct field);
    struct choices *choices = NEW(q->mem, struct choices);
    struct choice *at = NEW_ARRAY(q->mem, all_roles.n, struct choice);
    enum role role;
    for (size_t i = 0; i < all_roles.n; i++)
        if (role_parse(str_z(all_roles.at[i].code), &role) && role_fits(role, q->who->org_kind))
            at[choices->n++] = all_roles.at[i];
    choices->at = at;
    memcpy(fields, rec->f, rec->n * sizeof *fields);
    for (size_t i = 0; i < rec->n; i++)
        if (fields[i].choices)
            fields[i].choices = choices;
    *own = *rec;
    own->f = fields;
    return own;
}

static enum role chosen_role(const struct record *rec, int choice)
{
    enum role role = ROLE_NONE;
    for (size_t i = 0; i < rec->n; i++)
        if (rec->f[i].choices && choice >= 0 && (size_t)choice < rec->f[i].choices->n)
            role_parse(str_z(rec->f[i].choices->at[choice].code), &role);
    return role;
}

static str t(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

static str role_label(struct rq *q, str code)
{
    for (size_t i = 0; i < all_roles.n; i++)
        if (str_is(code, all_roles.at[i].code))
            return t(q, text_find(all_roles.at[i].label));
    return code;
}

reply users_get(struct rq *q)
{
    struct user_list *v = NEW(q->mem, struct user_list);
    role_rows rows = { 0 };
    v->org_name = q->who->org_name;
    TRY(q, roles_of_org(q->db, q->who->org, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        const struct role_row *r = &rows.p[i];
        *ADD(q->mem, &v->lines) = (struct user_line){
            .user_id = r->user_id,
            .name = r->user_name,
            .login = r->login,
            .role = role_label(q, r->role),
            .until = day_known(r->valid_to) ? fmt_day(q->mem, q->lang, r->valid_to) : STR(""),
            .over = day_known(r->valid_to) && day_cmp(r->valid_to, q->today) < 0,
            .coming = day_cmp(r->valid_from, q->today) > 0,
            .disabled = r->disabled,
            .own = r->user_id == q->who->user,
        };
    }
    return page(q, &admin_users_view, v);
}

static void crumbs(struct rq *q, struct crumbs *c, str last)
{
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ t(q, T_admin_users_title), STR("/admin/brukere") };
    at[1] = (struct crumb){ last, STR("") };
    *c = (struct crumbs){ at, 2 };
}

static reply show_new(struct rq *q, int status, struct user_new *v)
{
    v->org_name = q->who->org_name;
    v->form.submit = T_admin_user_new_save;
    v->form.cancel = STR("/admin/brukere");
    crumbs(q, &v->crumbs, t(q, T_admin_user_new_title));
    return page_status(q, status, &admin_user_new_view, v);
}

reply user_new_get(struct rq *q)
{
    struct user_new *v = NEW(q->mem, struct user_new);
    form_show(q, &v->form, with_own_roles(q, &new_rec), NULL);
    return show_new(q, 200, v);
}

static void check_days(struct rq *q, struct form *form, day from, day until)
{
    if (day_known(until) && day_cmp(until, from) < 0)
        form_refuse(form, "until", T_admin_role_until_before, NO_TARGS);
    else if (day_known(until) && day_cmp(until, q->today) < 0)
        form_refuse(form, "until", T_admin_role_until_past, NO_TARGS);
}

// A new colleague with a role until a day; the link is for the administrator to hand over.
reply user_new_post(struct rq *q)
{
    struct user_new *v = NEW(q->mem, struct user_new);
    struct new_user given = { .until = DAY_NONE };
    struct who_user user, other;
    struct who_org org;
    struct who_role role_row;
    enum role role = ROLE_NONE;
    str path;
    const struct record *rec = with_own_roles(q, &new_rec);
    if (form_read(q, &v->form, rec, &given)) {
        role = chosen_role(rec, given.role);
        check_days(q, &v->form, q->today, given.until);
        err e = user_by_login(q->db, given.login, &other);
        if (e == OK)
            form_refuse(&v->form, "login", T_admin_user_new_taken, NO_TARGS);
        else if (e != E_NOTFOUND)
            return fail(q, e);
    }
    if (v->form.problems)
        return show_new(q, 422, v);
    user = (struct who_user){ .login = given.login, .name = given.name, .email = given.email,
                              .password = STR(""), .totp = STR(""), .lang = STR("") };
    TRY(q, db_add(q->db, &who_user_rec, &user));
    TRY(q, org_by_id(q->db, q->who->org, &org));
    TRY(q, role_give(q->db, user.id, &org, role, q->today, given.until, &role_row));
    TRY(q, access_invite(q->db, user.id, q->clock, &path));
    reply r = see_other(q, "/admin/brukere/%lld", (long long)user.id);
    notice(q, &r, T_admin_user_new_done__link_name,
           TARGS(TS("name", user.name), TS("link", strf(q->mem, "%s%.*s%.*s", q->secure ? "https://" : "http://",
                                                        S(q->host), S(path)))));
    return r;
}

// The user of the address, when the own organisation knows the user.
static err find_user(struct rq *q, struct who_user *user, role_rows *rows)
{
    int64_t id;
    role_rows all = { 0 };
    if (!str_int(arg(q, "id"), &id))
        return E_NOTFOUND;
    PASS(roles_of_user(q->db, id, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].org_id == q->who->org)
            *ADD(q->mem, rows) = all.p[i];
    return rows->n ? user_by_id(q->db, id, user) : E_NOTFOUND;
}

static reply show_user(struct rq *q, int status, const struct who_user *user, const role_rows *rows,
                       struct user_page *v)
{
    v->id = user->id;
    v->name = user->name;
    v->login = user->login;
    v->org_name = q->who->org_name;
    v->disabled = user->disabled;
    v->own = user->id == q->who->user;
    v->demo = user->demo;
    for (size_t i = 0; i < rows->n; i++) {
        const struct role_row *r = &rows->p[i];
        *ADD(q->mem, &v->roles) = (struct role_line){
            .id = r->id,
            .version = r->version,
            .role = role_label(q, r->role),
            .from = fmt_day(q->mem, q->lang, r->valid_from),
            .until = day_known(r->valid_to) ? fmt_day(q->mem, q->lang, r->valid_to) : STR(""),
            .running = !v->own && (!day_known(r->valid_to) || day_cmp(r->valid_to, q->today) >= 0),
        };
    }
    v->form.action = strf(q->mem, "/admin/brukere/%lld/rolle", (long long)user->id);
    v->form.submit = T_admin_role_save;
    crumbs(q, &v->crumbs, user->name);
    return page_status(q, status, &admin_user_view, v);
}

reply user_get(struct rq *q)
{
    struct user_page *v = NEW(q->mem, struct user_page);
    struct who_user user;
    struct new_role none = { .from = q->today, .until = DAY_NONE };
    role_rows rows = { 0 };
    TRY(q, find_user(q, &user, &rows));
    form_show(q, &v->form, with_own_roles(q, &new_role_rec), &none);
    return show_user(q, 200, &user, &rows, v);
}

reply user_role_post(struct rq *q)
{
    struct user_page *v = NEW(q->mem, struct user_page);
    struct new_role given = { .from = DAY_NONE, .until = DAY_NONE };
    struct who_user user;
    struct who_org org;
    struct who_role row;
    enum role role = ROLE_NONE;
    role_rows rows = { 0 };
    TRY(q, find_user(q, &user, &rows));
    const struct record *rec = with_own_roles(q, &new_role_rec);
    if (form_read(q, &v->form, rec, &given)) {
        role = chosen_role(rec, given.role);
        if (user.id == q->who->user)
            form_refuse(&v->form, "role", T_admin_role_own, NO_TARGS);
        check_days(q, &v->form, given.from, given.until);
    }
    if (v->form.problems)
        return show_user(q, 422, &user, &rows, v);
    TRY(q, org_by_id(q->db, q->who->org, &org));
    TRY(q, role_give(q->db, user.id, &org, role, given.from, given.until, &row));
    reply r = see_other(q, "/admin/brukere/%lld", (long long)user.id);
    notice(q, &r, T_admin_role_given, NO_TARGS);
    return r;
}

// Ends at once: yesterday is the last day, or the role never was. Sessions in it die with it,
// since each request looks at the role's days.
reply user_role_end_post(struct rq *q)
{
    struct who_user user;
    struct who_role was, now;
    role_rows rows = { 0 };
    int64_t id, version;
    bool known = false;
    TRY(q, find_user(q, &user, &rows));
    if (!str_int(posted(q, "role_id"), &id) || !str_int(posted(q, "version"), &version))
        return fail(q, E_NOTFOUND);
    for (size_t i = 0; i < rows.n; i++)
        known |= rows.p[i].id == id;
    if (!known)
        return fail(q, E_NOTFOUND);
    if (user.id == q->who->user)
        return fail(q, E_DENIED);
    TRY(q, db_by_id(q->db, &who_role_rec, id, &was));
    now = was;
    now.version = version;
    now.valid_to = day_add(q->today, -1);
    TRY(q, db_save(q->db, &who_role_rec, &was, &now));
    reply r = see_other(q, "/admin/brukere/%lld", (long long)user.id);
    notice(q, &r, T_admin_role_ended, NO_TARGS);
    return r;
}

reply user_link_post(struct rq *q)
{
    struct who_user user;
    role_rows rows = { 0 };
    str path;
    TRY(q, find_user(q, &user, &rows));
    TRY(q, access_invite(q->db, user.id, q->clock, &path));
    reply r = see_other(q, "/admin/brukere/%lld", (long long)user.id);
    notice(q, &r, T_admin_user_new_done__link_name,
           TARGS(TS("name", user.name), TS("link", strf(q->mem, "%s%.*s%.*s", q->secure ? "https://" : "http://",
                                                        S(q->host), S(path)))));
    return r;
}

// Closes or opens the account; closing ends every session at once.
reply user_closed_post(struct rq *q)
{
    struct who_user was, now;
    role_rows rows = { 0 };
    TRY(q, find_user(q, &was, &rows));
    if (was.id == q->who->user)
        return fail(q, E_DENIED);
    now = was;
    now.disabled = str_is(posted(q, "closed"), "1");
    TRY(q, db_save(q->db, &who_user_rec, &was, &now));
    if (now.disabled)
        TRY(q, session_end_all(q->db, was.id, q->clock));
    reply r = see_other(q, "/admin/brukere/%lld", (long long)was.id);
    notice(q, &r, now.disabled ? T_admin_user_closed : T_admin_user_opened, NO_TARGS);
    return r;
}
