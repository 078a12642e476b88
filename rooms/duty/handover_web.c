// SPDX-License-Identifier: Apache-2.0
// All or chosen cases of one colleague to another, with a receipt.
#include "platform/trace/trace.h"
#include "rooms/duty/handover.html.h"
#include "rooms/duty/receipt.html.h"
#include "rooms/duty/team_db.h"
#include "rooms/duty/team_web.h"
#include "text_keys.h"

enum { CASES_MAX = 500 };

static str say(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

static reply show(struct rq *q, int status, struct handover_page *v)
{
    duty_lines lines = { 0 };
    mates all = { 0 };
    cases_found found = { 0 };
    TRY(q, duty_lines_of(q, &lines));
    TRY(q, team_mates(q, &lines, &all));
    TRY(q, team_cases(q, v->from, CASES_MAX, 0, &found));
    v->from_id = strf(q->mem, "%lld", (long long)v->from);
    v->n = (int64_t)found.n;
    for (size_t i = 0; i < found.n; i++)
        *ADD(q->mem, &v->list) = team_case_line(q, &lines, &found.p[i]);
    team_options(q, &all, v->from, &v->to);
    v->crumbs = team_crumbs(q, say(q, T_duty_handover_title));
    return page_status(q, status, &duty_handover_view, v);
}

static err from_whom(struct rq *q, str given, struct handover_page *v)
{
    if (given.n && (!str_int(given, &v->from) || v->from < 0))
        return E_NOTFOUND; // none given: the cases that nobody has
    if (v->from)
        return team_name(q, v->from, &v->from_name);
    v->from_name = say(q, T_duty_team_nobodys);
    return OK;
}

reply handover_get(struct rq *q)
{
    struct handover_page *v = NEW(q->mem, struct handover_page);
    TRY(q, from_whom(q, query(q, "fra"), v));
    return show(q, 200, v);
}

static reply refused(struct rq *q, struct handover_page *v, text_key why)
{
    v->problem = why;
    return show(q, 422, v);
}

// Every ticked case that is still the colleague's; one that somebody moved meanwhile stays there.
static err give_all(struct rq *q, const struct handover_page *v, struct handover *h)
{
    for (size_t i = 0; i < q->form.n; i++) {
        int64_t person;
        bool his = false;
        if (!str_is(q->form.p[i].name, "person") || !str_int(q->form.p[i].value, &person))
            continue;
        PASS(team_has_case(q, person, v->from, &his));
        if (!his)
            continue;
        PASS(case_move(q->db, person, h->org, h->to_user, h->id, &h->duties));
        h->cases++;
    }
    return OK;
}

reply handover_post(struct rq *q)
{
    struct handover_page *v = NEW(q->mem, struct handover_page);
    struct handover h = { .org = q->who->org, .by_user = q->who->user, .at = { q->now } };
    str name;
    TRY(q, from_whom(q, posted(q, "fra"), v));
    if (!posted(q, "til").n)
        return refused(q, v, T_duty_handover_whom);
    if (!str_int(posted(q, "til"), &h.to_user) || h.to_user == v->from)
        return fail(q, E_NOTFOUND);
    TRY(q, team_name(q, h.to_user, &name));
    if (!posted_has(q, "person"))
        return refused(q, v, T_duty_handover_which);
    h.from_user = v->from;
    TRY(q, db_add(q->db, &handover_rec, &h));
    struct handover full = h;
    TRY(q, give_all(q, v, &full));
    if (!full.cases)
        return refused(q, v, T_duty_handover_which); // moved by somebody meanwhile: nothing is kept
    TRY(q, duty_handover_counts(q->db, &full));
    TRY(q, trace_note(q->db, "handover", "duty_handover", h.id,
                      strf(q->mem, "{\"cases\":%lld,\"duties\":%lld}", (long long)full.cases,
                           (long long)full.duties)));
    TRY(q, notice_to(q->db, h.to_user, NOTICE_WAITING, "duty.notice.cases_given", STR("/min-dag")));
    return see_other(q, "/team/overforing/%lld", (long long)h.id);
}

reply handover_receipt_get(struct rq *q)
{
    struct receipt_page *v = NEW(q->mem, struct receipt_page);
    struct handover h;
    cases_found found = { 0 };
    duty_lines none = { 0 };
    int64_t id;
    if (!str_int(arg(q, "id"), &id))
        return fail(q, E_NOTFOUND);
    TRY(q, db_by_id(q->db, &handover_rec, id, &h));
    if (h.org != q->who->org)
        return fail(q, E_NOTFOUND);
    TRY(q, team_cases_of_handover(q, id, &found));
    for (size_t i = 0; i < found.n; i++)
        *ADD(q->mem, &v->list) = team_case_line(q, &none, &found.p[i]);
    if (h.from_user)
        TRY(q, team_name(q, h.from_user, &v->from_name));
    else
        v->from_name = say(q, T_duty_team_nobodys);
    TRY(q, team_name(q, h.to_user, &v->to_name));
    if (team_name(q, h.by_user, &v->by_name) != OK)
        v->by_name = STR("");
    v->at = fmt_moment(q->mem, q->lang, h.at.ms);
    v->cases = h.cases;
    v->duties = h.duties;
    v->crumbs = team_crumbs(q, say(q, T_duty_receipt_title));
    return page(q, &duty_receipt_view, v);
}
