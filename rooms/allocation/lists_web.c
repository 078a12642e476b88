// SPDX-License-Identifier: Apache-2.0
// /bosetting/fordelinger: what is out and what has been answered. A municipality sees its own, without
// names until the decision.
#include "rooms/allocation/allocation_web.h"
#include "rooms/allocation/lists.html.h"
#include "rooms/duty/duty.h"

SQL(all_out, "select o.* from allocation_offer o where o.state = 'sent' and " OFFER_LISTED("o")
            " order by o.due_on, o.id limit 200");
SQL(settled_here, "select count(*) from allocation_case c where c.org = $1 and c.state = 'settled' and "
                  "c.settled_on >= $2 and " ALLOC_LISTED("c"));

static str say_names(struct rq *q, const struct offer_shown *s)
{
    str all = STR("");
    for (size_t i = 0; i < s->members.n; i++)
        all = strf(q->mem, "%.*s%s%.*s", S(all), i ? "; " : "", S(s->members.p[i].name));
    return all;
}

// Before the decision there are none in sight, and no names.
static err named_members(struct rq *q, const alloc_cases *all, struct offer_shown *s)
{
    case_people seen = { 0 };
    PASS(alloc_people(q, all, &seen));
    for (size_t i = 0; i < seen.n; i++) {
        const struct person *p = &seen.p[i].p;
        *ADD(q->mem, &s->members) = (struct member_shown){
            .person = p->id,
            .name = person_listed(q->mem, p),
            .born = person_born(q->mem, q->lang, p),
            .url = strf(q->mem, "/personer/%lld/bosetting", (long long)p->id),
        };
    }
    s->names = say_names(q, s);
    return OK;
}

static err show_offer(struct rq *q, const struct offer *o, const alloc_cases *all, struct offer_shown *s)
{
    *s = (struct offer_shown){
        .ref = o->ref,
        .code = household_code(q->mem, o->household, o->head),
        .url = strf(q->mem, "/bosetting/fordelinger/%.*s/dato", S(o->ref)),
        .place = place_says(q, o->number),
        .words = o->words,
        .reason = o->reason ? text_find(alloc_reason_choices.at[o->reason].label) : T_NONE,
        .state = text_find(record_field(&offer_rec, STR("state"))->choices->at[o->state].label),
        .due = { .due = o->due_on, .done = DAY_NONE },
        .earliest = o->earliest,
        .enter_by = o->enter_by,
        .answered = o->answered_on,
        .moves = all->n ? all->p[0].moves_on : DAY_NONE,
        .reminded = o->reminded_on,
        .places = o->places,
        .again = o->again,
        .self = all->n && all->p[0].track == TRACK_SELF,
        .minor = all->n && all->p[0].track == TRACK_MINOR,
        .child_welfare = all->n && all->p[0].authority == BY_CHILD_WELFARE,
    };
    show_profile(q, o->profile, &s->profile);
    return OK;
}

static err sort_offer(struct rq *q, const struct offer *o, struct lists_page *v)
{
    alloc_cases all = { 0 };
    PASS(cases_of_offer(q->db, o->id, &all));
    int state = all.n ? all.p[0].state : ALLOC_CLOSED;
    bool allocated = state == ALLOC_ALLOCATED, dated = state == ALLOC_DATED || state == ALLOC_SIGNED;
    if (state == ALLOC_SETTLED)
        return OK; // counted above the lists
    offers_shown *to = o->state == OFFER_SENT                 ? &v->waiting
                       : o->state == OFFER_ACCEPTED && allocated ? &v->allocated
                       : o->state == OFFER_ACCEPTED && dated     ? &v->dated
                       : o->state == OFFER_ACCEPTED              ? &v->accepted
                                                                 : &v->over;
    enum { OVER_SHOWN = 10 };
    if (to == &v->over && to->n >= OVER_SHOWN)
        return OK;
    struct offer_shown *s = ADD(q->mem, to);
    PASS(show_offer(q, o, &all, s));
    return allocated || dated ? named_members(q, &all, s) : OK;
}

static void reason_choices(struct rq *q, struct lists_page *v)
{
    for (int r = WHY_NO_DWELLING; r <= WHY_CAPACITY; r++)
        *ADD(q->mem, &v->reasons) =
            (struct choice_shown){ str_z(alloc_reason_choices.at[r].code),
                                   alloc_say(q, text_find(alloc_reason_choices.at[r].label)), false };
    *ADD(q->mem, &v->reasons) =
        (struct choice_shown){ STR("other"), alloc_say(q, T_allocation_reason_other), false };
}

static err own_figures(struct rq *q, const struct place *p, struct lists_page *v)
{
    struct settlement_place s;
    int64_t settled;
    struct ymd now = day_ymd(q->today);
    err e = settlement_place(q->db, now.year, p->number, q->today, &s);
    if (e != OK && e != E_NOTFOUND)
        return e;
    v->free = e == OK && s.free.known ? fmt_int(q->mem, q->lang, s.free.v)
                                      : alloc_say(q, T_allocation_free_unknown);
    PASS(db_int(q->db, &settled_here, ARGS(AI(q->who->org), AD(day_of(now.year, 1, 1))), &settled));
    v->settled = fmt_int(q->mem, q->lang, settled);
    return OK;
}

static reply show(struct rq *q, int status, text_key problem)
{
    struct lists_page *v = NEW(q->mem, struct lists_page);
    offers all = { 0 };
    const struct place *p = access_place_of(q->who->org_kind, q->who->org_code, q->today);
    v->own = q->who->org_kind == ORG_MUNICIPALITY;
    v->may_answer = may(q->who, &alloc_answers);
    v->may_date = may(q->who, &alloc_dates);
    v->name = v->own && p ? p->name : STR("");
    v->tabs = alloc_tabs(q, "lister");
    v->problem = alloc_say(q, problem);
    v->free = v->settled = STR("");
    if (v->own)
        TRY(q, offers_of_org(q->db, q->who->org, &all));
    else
        TRY(q, db_all(q->db, &all_out, NO_ARGS, &offer_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        TRY(q, sort_offer(q, &all.p[i], v));
    if (v->own && p)
        TRY(q, own_figures(q, p, v));
    reason_choices(q, v);
    return page_status(q, status, &allocation_lists_view, v);
}

reply lists_get(struct rq *q)
{
    return show(q, 200, T_NONE);
}

static int reason_of(str code)
{
    for (size_t i = 0; i < alloc_reason_choices.n; i++)
        if (str_is(code, alloc_reason_choices.at[i].code))
            return (int)i;
    return WHY_NONE;
}

reply answer_offer_post(struct rq *q)
{
    struct offer o;
    text_key why;
    bool yes = str_is(posted(q, "svar"), "ja");
    TRY(q, offer_by_ref(q->db, arg(q, "ref"), &o));
    struct alloc_answer a = { .accept = yes, .reason = reason_of(posted(q, "grunn")),
                              .words = str_part(str_trim(posted(q, "tekst")), 0, 500) };
    err e = alloc_answer(q->db, o.id, &a, &why);
    if (e == E_CONFLICT)
        return show(q, 409, why);
    TRY(q, e);
    return alloc_done(q, OK, T_NONE, yes ? T_allocation_answered_yes : T_allocation_answered_no,
                      "/bosetting/fordelinger");
}

reply remind_offer_post(struct rq *q)
{
    struct offer was, now;
    TRY(q, offer_by_ref(q->db, arg(q, "ref"), &was));
    if (was.state != OFFER_SENT)
        return alloc_done(q, E_CONFLICT, T_allocation_why_answered, T_NONE, "/bosetting");
    now = was;
    now.reminded_on = q->today;
    TRY(q, db_save(q->db, &offer_rec, &was, &now));
    TRY(q, notice_tell(q->db, was.org, R(MC) | R(MH), NOTICE_WAITING, "allocation.notice.asked",
                       STR("/bosetting/fordelinger")));
    return alloc_done(q, OK, T_NONE, T_allocation_reminded, "/bosetting");
}

reply withdraw_offer_post(struct rq *q)
{
    struct offer o;
    text_key why = T_NONE;
    TRY(q, offer_by_ref(q->db, arg(q, "ref"), &o));
    err e = alloc_withdraw(q->db, o.id, STR(""), &why);
    return alloc_done(q, e, why, T_allocation_withdrawn, "/bosetting");
}
