// SPDX-License-Identifier: Apache-2.0
// Permits: a new one, and one that was withdrawn. What it means for settlement follows from the fact they tell.
#include "rooms/person/person_web.h"

#include "platform/data/form.h"
#include "text_keys.h"

static const struct record *permit_form_rec(struct rq *q)
{
    static const char *const names[] = { "basis", "decided", "notified", "valid_from", "valid_to",
                                         "entry_by" };
    return person_part_of(q->mem, &permit_rec, names, sizeof names / sizeof *names);
}

reply permit_get(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "tillatelse", &v->head, &p));
    form_show(q, &v->form, permit_form_rec(q), NULL);
    return person_show_part(q, 200, v, T_person_permit_title);
}

reply permit_post(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "tillatelse", &v->head, &p));
    struct permit t = { .person = p.id, .notified = DAY_NONE, .valid_from = DAY_NONE,
                        .valid_to = DAY_NONE, .entry_by = DAY_NONE, .revoked = DAY_NONE };
    if (form_read(q, &v->form, permit_form_rec(q), &t)) {
        if (day_cmp(t.decided, q->today) > 0)
            form_refuse(&v->form, "decided", T_person_problem_decided_later, NO_TARGS);
        if (day_known(t.notified) && day_cmp(t.notified, t.decided) < 0)
            form_refuse(&v->form, "notified", T_person_problem_notified_before, NO_TARGS);
        if (day_known(t.valid_to) && day_known(t.valid_from) && day_cmp(t.valid_to, t.valid_from) < 0)
            form_refuse(&v->form, "valid_to", T_person_problem_ends_before, NO_TARGS);
    }
    if (v->form.problems)
        return person_show_part(q, 422, v, T_person_permit_title);
    // A centre's resident lives in reception; elsewhere a family permit does not settle by itself.
    t.settles = permit_settles((enum permit_basis)t.basis, q->who->org_kind == ORG_CENTRE);
    TRY(q, person_permit_add(q->db, &t));
    reply r = see_other(q, "/personer/%lld", (long long)p.id);
    notice(q, &r, T_person_change_done, NO_TARGS);
    return r;
}

// ---- withdrawn

static const struct record *revoke_form_rec(void)
{
    static const struct field revoked[] = { F(permit, revoked, DAY, .flags = REQUIRED) };
    static const struct record form = { NULL, revoked, 1, sizeof(struct permit), "person_permit" };
    return &form;
}

static err revoke_open(struct rq *q, struct change_page *v, struct permit *t)
{
    struct person p;
    permits all = { 0 };
    int64_t no;
    PASS(person_open(q, arg(q, "id"), "tillatelse", &v->head, &p));
    PASS(person_permits(q->db, p.id, &all));
    if (!str_int(arg(q, "nr"), &no))
        return E_NOTFOUND;
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].id == no && !day_known(all.p[i].revoked)) {
            *t = all.p[i];
            return OK;
        }
    return E_NOTFOUND;
}

reply permit_revoke_get(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct permit t;
    TRY(q, revoke_open(q, v, &t));
    form_show(q, &v->form, revoke_form_rec(), NULL);
    return person_show_part(q, 200, v, T_person_permit_revoke);
}

reply permit_revoke_post(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct permit t, typed = { .revoked = DAY_NONE };
    TRY(q, revoke_open(q, v, &t));
    if (form_read(q, &v->form, revoke_form_rec(), &typed)) {
        if (day_cmp(typed.revoked, q->today) > 0)
            form_refuse(&v->form, "revoked", T_person_home_later, NO_TARGS);
        if (day_cmp(typed.revoked, t.decided) < 0)
            form_refuse(&v->form, "revoked", T_person_problem_revoked_before, NO_TARGS);
    }
    if (v->form.problems)
        return person_show_part(q, 422, v, T_person_permit_revoke);
    TRY(q, person_permit_revoke(q->db, &t, typed.revoked));
    reply r = see_other(q, "/personer/%lld", (long long)t.person);
    notice(q, &r, T_person_change_done, NO_TARGS);
    return r;
}
