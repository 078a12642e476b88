// SPDX-License-Identifier: Apache-2.0
// /bosetting/fordelinger/:ref/reise: a resettled household's journey. The municipality is told two weeks before they
// arrive (settlement.md 6), by secure mail outside of here; what is kept is the journey in words and the day it was
// told. And the report to the police within seven days of arrival, which the municipality ticks off.
#include "rooms/allocation/allocation_web.h"
#include "rooms/allocation/duties.h"
#include "rooms/allocation/travel.html.h"

enum { TRAVEL_DAYS = 14 };

SQL(plan_here, "select * from allocation_plan where household = $1 and org = $2 order by id desc limit 1");

static err fill(struct rq *q, struct travel_page *v, struct offer *o, struct plan_row *plan, bool *held)
{
    alloc_cases all = { 0 };
    struct person p;
    PASS(offer_by_ref(q->db, arg(q, "ref"), o));
    PASS(person_by_id(q->db, o->head, &p)); // the journey of somebody, not of a list
    PASS(cases_of_offer(q->db, o->id, &all));
    day moves = DAY_NONE;
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].track == TRACK_RESETTLEMENT && day_known(all.p[i].moves_on) &&
            (!day_known(moves) || day_cmp(all.p[i].moves_on, moves) < 0))
            moves = all.p[i].moves_on;
    if (!day_known(moves))
        return E_NOTFOUND; // no day is set, or nobody travels
    err e = db_one(q->db, &plan_here, ARGS(AI(o->household), AI(o->org)), &plan_rec, plan);
    if (e != OK && e != E_NOTFOUND)
        return e;
    *held = e == OK;
    if (!*held)
        *plan = (struct plan_row){ .household = o->household, .head = o->head, .org = o->org, .moves_on = moves,
                                   .transport = STR(""), .contact_centre = STR(""), .contact_municipality = STR(""),
                                   .dwelling = STR(""), .told_on = DAY_NONE };
    v->ref = o->ref;
    v->code = household_code(q->mem, o->household, o->head);
    v->place = place_says(q, o->number);
    v->persons = text(q->mem, q->lang, T_allocation_persons__n, TARGS(TI("n", (int64_t)all.n)));
    v->moves = moves;
    v->enter_by = all.p[0].enter_by;
    v->told = plan->told_on;
    v->due = (struct deadline){ .due = day_add(moves, -TRAVEL_DAYS), .done = plan->told_on };
    v->transport = plan->transport;
    v->day_typed = fmt_day(q->mem, q->lang, q->today);
    v->problem = STR("");
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ alloc_say(q, T_allocation_board_title), STR("/bosetting") };
    at[1] = (struct crumb){ v->code, STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
    return OK;
}

reply travel_get(struct rq *q)
{
    struct travel_page *v = NEW(q->mem, struct travel_page);
    struct offer o;
    struct plan_row plan;
    bool held;
    TRY(q, fill(q, v, &o, &plan, &held));
    return page(q, &allocation_travel_view, v);
}

reply travel_post(struct rq *q)
{
    enum { WORDS = 200 };
    struct travel_page *v = NEW(q->mem, struct travel_page);
    struct offer o;
    struct plan_row was, now;
    bool held;
    day on;
    TRY(q, fill(q, v, &o, &was, &held));
    v->transport = str_part(str_trim(posted(q, "transport")), 0, WORDS);
    v->day_typed = posted(q, "dag");
    if (!v->transport.n)
        v->problem = alloc_say(q, T_allocation_travel_needs_words);
    else if (!read_day(v->day_typed, q->today, &on))
        v->problem = alloc_say(q, T_allocation_date_unreadable);
    else if (day_cmp(on, q->today) > 0)
        v->problem = alloc_say(q, T_allocation_why_in_future);
    if (v->problem.n)
        return page_status(q, 422, &allocation_travel_view, v);
    now = was;
    now.transport = v->transport;
    now.told_on = on;
    if (held)
        TRY(q, db_save(q->db, &plan_rec, &was, &now));
    else
        TRY(q, db_add(q->db, &plan_rec, &now));
    TRY(q, duty_told(q->db, &o));
    return alloc_done(q, OK, T_NONE, T_allocation_travel_saved, "/bosetting");
}

reply police_post(struct rq *q)
{
    struct person_head head;
    struct person p;
    struct alloc_case c;
    TRY(q, person_open(q, arg(q, "id"), "bosetting", &head, &p));
    TRY(q, alloc_case_of(q->db, p.id, &c));
    if (q->who->org_kind == ORG_MUNICIPALITY && c.org != q->who->org)
        return fail(q, E_NOTFOUND);
    TRY(q, duty_reported(q->db, &c));
    return alloc_done(q, OK, T_NONE, T_allocation_police_saved,
                      strf(q->mem, "/personer/%lld/bosetting", (long long)p.id).p);
}
