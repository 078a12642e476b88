// SPDX-License-Identifier: Apache-2.0
// One deadline: how its day was computed, and why it became late.
#include "platform/trace/trace.h"
#include "rooms/duty/deadline.html.h"
#include "rooms/duty/duty_web.h"
#include "rooms/duty/explain.html.h"
#include "rooms/person/person.h"
#include "text_keys.h"

static str say(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

static struct crumbs crumbs(struct rq *q, str middle, str middle_url, str last)
{
    struct crumb *at = NEW_ARRAY(q->mem, 3, struct crumb);
    size_t n = 0;
    at[n++] = (struct crumb){ say(q, T_duty_day_title), STR("/min-dag") };
    if (middle.n)
        at[n++] = (struct crumb){ middle, middle_url };
    at[n++] = (struct crumb){ last, STR("") };
    return (struct crumbs){ at, n };
}

static str who(struct rq *q, const struct duty_line *l)
{
    struct person p = { .family = l->family, .given = l->given };
    return l->person ? person_listed(q->mem, &p) : STR("");
}

static bool is_late(struct rq *q, const struct duty *d)
{
    const struct duty_kind *k = duty_kind_named(d->kind);
    return k && d->ended == DUTY_OPEN && duty_group(k, d, q->today) == DAY_OVER;
}

// The owner's to explain; while nobody owns it, of the roles whose work it is; and the head's.
static bool may_explain(struct rq *q, const struct duty *d)
{
    const struct duty_kind *k = duty_kind_named(d->kind);
    return d->ended == DUTY_OPEN &&
           (d->user_id == q->who->user || q->who->role == MH ||
            (!d->user_id && k && (k->roles & R(q->who->role))));
}

reply duty_deadline_get(struct rq *q)
{
    struct deadline_page *v = NEW(q->mem, struct deadline_page);
    struct duty_line l;
    struct duty d;
    TRY(q, duty_find(q, arg(q, "id"), &l, &d));
    *v = (struct deadline_page){
        .id = d.id,
        .what = duty_words(q, &d),
        .who = who(q, &l),
        .who_url = strf(q->mem, "/personer/%lld", (long long)d.person),
        .do_url = d.ended == DUTY_OPEN ? d.link : STR(""),
        .do_label = duty_do_label(q, &d),
        .chip = duty_chip(q, &d),
        .late = is_late(q, &d),
        .may_explain = may_explain(q, &d),
        .open = d.ended == DUTY_OPEN,
        .crumbs = crumbs(q, STR(""), STR(""), say(q, T_duty_how_title)),
    };
    v->chip.url = STR(""); // this is the page it opens
    duty_how_lines(q, &d, &l, &v->lines);
    return page(q, &duty_deadline_view, v);
}

static reply show_explain(struct rq *q, int status, struct explain_page *v, const struct duty_line *l,
                          const struct duty *d)
{
    v->id = d->id;
    v->what = duty_words(q, d);
    v->who = who(q, l);
    v->chip = duty_chip(q, d);
    v->legal = fmt_day_long(q->mem, q->lang, v->chip.due);
    v->form.submit = T_duty_explain_save;
    v->form.cancel = STR("/min-dag");
    v->crumbs = crumbs(q, say(q, T_duty_how_title), strf(q->mem, "/frister/%lld", (long long)d->id),
                       say(q, T_duty_explain_title));
    return page_status(q, status, &duty_explain_view, v);
}

static const struct record *rec_of(const struct duty *d)
{
    return d->person ? &duty_of_person_rec : &duty_of_org_rec;
}

reply duty_explain_get(struct rq *q)
{
    struct explain_page *v = NEW(q->mem, struct explain_page);
    struct duty_line l;
    struct duty d;
    TRY(q, duty_find(q, arg(q, "id"), &l, &d));
    if (!may_explain(q, &d))
        return fail(q, E_NOTFOUND);
    form_show(q, &v->form, rec_of(&d), &d);
    return show_explain(q, 200, v, &l, &d);
}

reply duty_explain_post(struct rq *q)
{
    struct explain_page *v = NEW(q->mem, struct explain_page);
    struct duty_line l;
    struct duty was, now;
    TRY(q, duty_find(q, arg(q, "id"), &l, &was));
    if (!may_explain(q, &was))
        return fail(q, E_NOTFOUND);
    now = was;
    bool read = form_read(q, &v->form, rec_of(&was), &now);
    if (read && day_cmp(now.plan_day, q->today) < 0) {
        form_refuse(&v->form, "plan_day", T_duty_explain_past, NO_TARGS);
        read = false;
    }
    if (!read)
        return show_explain(q, 422, v, &l, &was);
    struct duty theirs = was;
    err e = db_save(q->db, rec_of(&was), &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &theirs);
    TRY(q, e);
    reply r = see_other(q, "/min-dag");
    notice(q, &r, T_duty_explain_saved__day, TARGS(TD("day", now.plan_day)));
    return r;
}
