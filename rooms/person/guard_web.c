// SPDX-License-Identifier: Apache-2.0
// The pages around protection: why one opens a person whom a colleague has, emergency access and its
// review, what waits for a second pair of eyes, sight of a strictly protected person.
#include "rooms/person/person_web.h"

#include "platform/trace/trace.h"
#include "platform/who/user.h"
#include "rooms/person/change.html.h"
#include "rooms/person/control.html.h"
#include "rooms/person/plain.html.h"
#include "text_keys.h"

static struct crumbs way(struct rq *q, text_key here)
{
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ text(q->mem, q->lang, T_person_list_title, NO_TARGS), STR("/personer") };
    at[1] = (struct crumb){ text(q->mem, q->lang, here, NO_TARGS), STR("") };
    return (struct crumbs){ at, 2 };
}

static reply plain(struct rq *q, int status, struct plain_page *v, text_key title, text_key lead)
{
    v->title = title;
    v->lead = lead;
    v->crumbs = way(q, title);
    v->form.cancel = STR("/personer");
    return page_status(q, status, &person_plain_view, v);
}

// ---- the purpose (SEC-4) ----------------------------------------------------------------------

static const struct record *purpose_form(struct rq *q)
{
    static const char *const names[] = { "purpose", "note" };
    return person_part_of(q->mem, &look_rec, names, 2);
}

reply purpose_get(struct rq *q)
{
    struct plain_page *v = NEW(q->mem, struct plain_page);
    struct person p;
    int64_t id;
    if (!str_int(arg(q, "id"), &id))
        return fail(q, E_NOTFOUND);
    TRY(q, person_by_id(q->db, id, &p));
    form_show(q, &v->form, purpose_form(q), NULL);
    return plain(q, 200, v, T_person_purpose_title, T_person_purpose_lead);
}

reply purpose_post(struct rq *q)
{
    struct plain_page *v = NEW(q->mem, struct plain_page);
    struct look_row look = { .note = STR("") };
    struct person p;
    int64_t id;
    if (!str_int(arg(q, "id"), &id))
        return fail(q, E_NOTFOUND);
    TRY(q, person_by_id(q->db, id, &p));
    if (!form_read(q, &v->form, purpose_form(q), &look))
        return plain(q, 422, v, T_person_purpose_title, T_person_purpose_lead);
    look.person = p.id;
    look.by_user = q->who->user;
    look.org = q->who->org;
    look.role = str_z(role_code(q->who->role));
    look.page = STR("formal");
    look.at = (moment){ q->now };
    TRY(q, db_add(q->db, &look_rec, &look));
    str to = query(q, "til"), own = strf(q->mem, "/personer/%lld", (long long)p.id);
    bool leads_there = str_starts(to, own) && (to.n == own.n || strchr("/?", to.p[own.n]));
    return see_other(q, "%.*s", S(leads_there ? to : own));
}

// ---- emergency access ---------------------------------------------------------------------------

struct asked {
    struct emergency e;
    str number;
};

static const struct record *emergency_form(struct rq *q)
{
    static const char *const names[] = { "reason", "note" };
    static const struct field number = F(asked, number, TEXT, .flags = REQUIRED | PERSONAL, .max = 20);
    enum { N = 3 };
    struct field *f = NEW_ARRAY(q->mem, N, struct field);
    struct record *r = NEW(q->mem, struct record);
    f[0] = number;
    for (size_t i = 0; i < 2; i++)
        f[i + 1] = *record_field(&emergency_rec, str_z(names[i]));
    *r = (struct record){ NULL, f, N, sizeof(struct asked), "person_urgent" };
    return r;
}

reply emergency_get(struct rq *q)
{
    struct plain_page *v = NEW(q->mem, struct plain_page);
    form_show(q, &v->form, emergency_form(q), NULL);
    v->form.submit = T_person_emergency_do;
    return plain(q, 200, v, T_person_emergency_title, T_person_emergency_lead);
}

static err note_refused(struct db *db, void *arg)
{
    (void)arg;
    return trace_note(db, "emergency-refused", "person_person", 0, STR(""));
}

reply emergency_post(struct rq *q)
{
    struct plain_page *v = NEW(q->mem, struct plain_page);
    struct asked a = { .e = { .note = STR("") }, .number = STR("") };
    text_key problem = T_NONE;
    bool good = form_read(q, &v->form, emergency_form(q), &a);
    v->form.submit = T_person_emergency_do;
    if (!good)
        return plain(q, 422, v, T_person_emergency_title, T_person_emergency_lead);
    err e = person_emergency_open(q->db, a.number, &a.e, &problem);
    if (problem == T_person_emergency_nobody)
        before_answer(q, note_refused, NULL);
    if (problem != T_NONE) {
        form_refuse(&v->form, e == E_INPUT ? "note" : "number", problem, NO_TARGS);
        return plain(q, 422, v, T_person_emergency_title, T_person_emergency_lead);
    }
    TRY(q, e);
    return see_other(q, "/personer/%lld", (long long)a.e.person);
}

// ---- what others must look at -------------------------------------------------------------------

static text_key label_of(const struct record *r, const char *field, int value)
{
    return text_find(record_field(r, str_z(field))->choices->at[value].label);
}

static err emergencies_shown(struct rq *q, struct control_page *v)
{
    emergencies all = { 0 };
    PASS(person_emergency_off(q->db, q->who->org, &v->off));
    PASS(person_emergencies(q->db, q->who->org, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct emergency *e = &all.p[i];
        *ADD(q->mem, &v->emergencies) = (struct emergency_shown){
            .id = e->id,
            .person = e->person,
            .version = e->version,
            .who = person_words_of(q, person_user_name, e->by_user),
            .when = fmt_moment(q->mem, q->lang, e->at.ms),
            .note = e->note,
            .remark = e->remark,
            .reviewer = person_words_of(q, person_user_name, e->reviewed_by),
            .reason = label_of(&emergency_rec, "reason", e->reason),
            .outcome = label_of(&emergency_rec, "outcome", e->outcome),
            .review_by = e->review_by,
            .open = e->outcome == EMERGENCY_OPEN,
            .own = e->by_user == q->who->user,
        };
    }
    return OK;
}

// "strict>none" in words; of a grant the user's name.
static str approval_words(struct rq *q, const struct approval *a)
{
    int64_t user;
    str to = a->value, from;
    const struct choices *levels = record_field(&person_rec, STR("protection"))->choices;
    if (a->kind == APPROVE_GRANT)
        return str_int(a->value, &user) ? person_words_of(q, person_user_name, user) : STR("");
    str_cut(&to, '>', &from);
    for (size_t i = 0; i < levels->n; i++)
        if (str_is(to, levels->at[i].code))
            return text(q->mem, q->lang, text_find(levels->at[i].label), NO_TARGS);
    return STR("");
}

static err approvals_shown(struct rq *q, struct control_page *v)
{
    approvals all = { 0 };
    PASS(person_approvals(q->db, q->who->org, &all));
    for (size_t i = 0; i < all.n; i++)
        *ADD(q->mem, &v->approvals) = (struct approval_shown){
            .id = all.p[i].id,
            .person = all.p[i].person,
            .kind = label_of(&approval_rec, "kind", all.p[i].kind),
            .what = approval_words(q, &all.p[i]),
            .who = person_words_of(q, person_user_name, all.p[i].asked_by),
            .when = fmt_moment(q->mem, q->lang, all.p[i].asked.ms),
            .reason = all.p[i].reason,
            .own = all.p[i].asked_by == q->who->user,
        };
    return OK;
}

static reply control(struct rq *q, int status, text_key problem)
{
    struct control_page *v = NEW(q->mem, struct control_page);
    v->problem = problem;
    TRY(q, emergencies_shown(q, v));
    if (may(q->who, &person_protect))
        TRY(q, approvals_shown(q, v));
    return page_status(q, status, &person_control_view, v);
}

reply control_get(struct rq *q)
{
    return control(q, 200, T_NONE);
}

static reply done(struct rq *q, err e, text_key problem)
{
    if (problem != T_NONE)
        return control(q, 422, problem);
    TRY(q, e);
    reply r = see_other(q, "/personer/kontroll");
    notice(q, &r, T_person_change_done, NO_TARGS);
    return r;
}

reply review_post(struct rq *q)
{
    int64_t id, version = 0;
    text_key problem = T_NONE;
    bool good = str_is(posted(q, "utfall"), "grunn"), bad = str_is(posted(q, "utfall"), "ikke");
    if (!str_int(arg(q, "nr"), &id))
        return fail(q, E_NOTFOUND);
    if (!str_int(posted(q, "version"), &version) || good == bad)
        return fail(q, E_INPUT);
    err e = person_emergency_review(q->db, id, version,
                                    good ? EMERGENCY_JUSTIFIED : EMERGENCY_UNJUSTIFIED,
                                    str_part(posted(q, "merknad"), 0, 500), &problem);
    return done(q, e, problem);
}

reply approval_post(struct rq *q)
{
    int64_t id;
    text_key problem = T_NONE;
    if (!str_int(arg(q, "nr"), &id))
        return fail(q, E_NOTFOUND);
    err e = person_approval_decide(q->db, id, str_is(posted(q, "svar"), "ja"), &problem);
    return done(q, e, problem);
}

// ---- sight for a named user ---------------------------------------------------------------------

struct grant_asked {
    str login, reason;
    day to_day;
};

static const struct record grant_form = {
    NULL,
    (const struct field[]){
        F(grant_asked, login, TEXT, .flags = REQUIRED, .max = 80),
        F(grant_asked, to_day, DAY),
        F(grant_asked, reason, TEXT, .flags = REQUIRED, .max = 200),
    },
    3, sizeof(struct grant_asked), "person_grant",
};

static reply grant_page(struct rq *q, int status, struct change_page *v)
{
    v->title = T_person_grant_title;
    v->form.submit = T_person_grant_do;
    v->form.cancel = strf(q->mem, "/personer/%lld", (long long)v->head.id);
    return page_status(q, status, &person_change_view, v);
}

reply grant_get(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "innsynsrett", &v->head, &p));
    form_show(q, &v->form, &grant_form, NULL);
    return grant_page(q, 200, v);
}

reply grant_post(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct grant_asked g = { STR(""), STR(""), DAY_NONE };
    struct who_user user;
    struct person p;
    text_key problem = T_NONE;
    TRY(q, person_open(q, arg(q, "id"), "innsynsrett", &v->head, &p));
    if (!form_read(q, &v->form, &grant_form, &g))
        return grant_page(q, 422, v);
    err e = user_by_login(q->db, g.login, &user);
    if (e == E_NOTFOUND) {
        form_refuse(&v->form, "login", T_person_grant_nobody, NO_TARGS);
        return grant_page(q, 422, v);
    }
    TRY(q, e);
    e = person_grant_ask(q->db, p.id, user.id, g.to_day, g.reason, &problem);
    if (problem != T_NONE) {
        form_refuse(&v->form, "login", problem, NO_TARGS);
        return grant_page(q, 422, v);
    }
    TRY(q, e);
    reply r = see_other(q, "/personer/%lld", (long long)p.id);
    notice(q, &r, T_person_approval_sent, NO_TARGS);
    return r;
}
