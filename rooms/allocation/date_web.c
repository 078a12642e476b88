// SPDX-License-Identifier: Apache-2.0
// One day for the whole household, with a day of the member's own where it differs; what follows is
// shown before it is saved. Where they have moved in already, the settlement is registered with it.
#include "rooms/allocation/allocation_web.h"
#include "rooms/allocation/date.html.h"
#include "rooms/duty/duty.h"

SQL(last_settled, "select count(*) from allocation_settled where person = $1 and settled_on > $2");
SQL(plan_of, "select * from allocation_plan where household = $1 and org = $2 order by id desc limit 1");

struct day_of_member {
    struct alloc_case c;
    struct person p;
    day on;
    bool moved;
};
typedef SLICE(struct day_of_member) member_days;

static err own_offer(struct rq *q, struct offer *o, alloc_cases *all)
{
    PASS(offer_by_ref(q->db, arg(q, "ref"), o));
    if (q->who->org_kind == ORG_MUNICIPALITY && o->org != q->who->org)
        return E_NOTFOUND;
    return cases_of_offer(q->db, o->id, all);
}

// ---- what was typed ------------------------------------------------------------------------------

static void one_member(struct rq *q, const struct alloc_case *c, const struct person *p, bool typed,
                       struct date_page *v, day common, member_days *days)
{
    struct date_member *m = ADD(q->mem, &v->members);
    str tick = strf(q->mem, "med%lld", (long long)c->id), own = strf(q->mem, "dag%lld", (long long)c->id);
    *m = (struct date_member){ .id = c->id, .person = p->id, .name = person_listed(q->mem, p),
                               .born = person_born(q->mem, q->lang, p),
                               .ticked = !typed || posted_has(q, tick.p),
                               .own = typed ? posted(q, own.p) : STR(""), .can = true };
    day on = common;
    if (m->own.n && !read_day(m->own, q->today, &on))
        m->problem = alloc_say(q, T_allocation_date_unreadable);
    if (m->ticked)
        *ADD(q->mem, days) = (struct day_of_member){ *c, *p, on, v->moved };
}

static bool all_days(struct rq *q, const struct date_page *v, const member_days *days)
{
    (void)q;
    for (size_t i = 0; i < v->members.n; i++)
        if (v->members.p[i].problem.n)
            return false;
    return days->n > 0;
}

// Asks the table of moves for each member; the reason stands beside the name.
static err judge(struct rq *q, struct date_page *v, const member_days *days, bool *good)
{
    *good = all_days(q, v, days);
    for (size_t i = 0; i < days->n; i++) {
        struct alloc_facts f;
        int to;
        PASS(alloc_facts_of(q->db, &days->p[i].c, &(struct alloc_act){ .on = days->p[i].on }, &f));
        text_key why = alloc_may(&f, EV_DATE, &to);
        if (why == T_NONE && v->moved && day_cmp(days->p[i].on, q->today) > 0)
            why = T_allocation_why_in_future;
        for (size_t k = 0; k < v->members.n && why != T_NONE; k++)
            if (v->members.p[k].id == days->p[i].c.id && !v->members.p[k].problem.n)
                v->members.p[k].problem = alloc_say(q, why);
        *good &= why == T_NONE;
    }
    return OK;
}

// ---- what follows ---------------------------------------------------------------------------------

static void effect(struct rq *q, struct date_page *v, str words)
{
    *ADD(q->mem, &v->effects) = (struct effect_line){ words };
}

static err effects(struct rq *q, struct date_page *v, const struct offer *o, const member_days *days)
{
    int64_t adults = 0, children = 0, alone = 0, again = 0, year = day_ymd(days->p[0].on).year;
    for (size_t i = 0; i < days->n; i++) {
        const struct day_of_member *m = &days->p[i];
        int64_t before;
        bool child = day_known(m->p.born) && day_age(m->p.born, m->on) < 18;
        children += child;
        adults += !child;
        alone += m->c.track == TRACK_MINOR;
        PASS(db_int(q->db, &last_settled, ARGS(AI(m->p.id), AD(day_add_years(m->on, -5))), &before));
        again += before > 0;
    }
    effect(q, v, text(q->mem, q->lang, T_allocation_effect_grant__adults_children_n_year,
                      TARGS(TI("n", (int64_t)days->n), TI("year", year),
                            TS("adults", text(q->mem, q->lang, T_allocation_adults__n, TARGS(TI("n", adults)))),
                            TS("children", text(q->mem, q->lang, T_allocation_children__n,
                                                TARGS(TI("n", children)))))));
    if (alone)
        effect(q, v, text(q->mem, q->lang, T_allocation_effect_minors__n, TARGS(TI("n", alone))));
    if (again)
        effect(q, v, text(q->mem, q->lang, T_allocation_effect_again__n, TARGS(TI("n", again))));
    struct settlement_place s;
    err e = settlement_place(q->db, year, alloc_number_in(q->mem, o->number, q->today, year), q->today, &s);
    if (e != OK && e != E_NOTFOUND)
        return e;
    if (e == OK && s.decided.known && s.settled.known)
        effect(q, v, text(q->mem, q->lang, T_allocation_effect_places__decided_settled_year,
                          TARGS(TI("settled", s.settled.v + (int64_t)days->n),
                                TI("decided", s.decided.v), TI("year", year))));
    if (adults)
        effect(q, v, alloc_say(q, T_allocation_effect_duties));
    return OK;
}

// ---- the page ---------------------------------------------------------------------------------------

static err fill(struct rq *q, struct date_page *v, const struct offer *o, const alloc_cases *all, bool typed,
                member_days *days)
{
    day common = DAY_NONE;
    v->ref = o->ref;
    v->code = household_code(q->mem, o->household, o->head);
    v->place = place_says(q, o->number);
    v->day_typed = typed ? posted(q, "dag") : STR("");
    v->moved = typed && posted_has(q, "flyttet");
    if (!typed)
        for (size_t i = 0; i < all->n; i++)
            if (day_known(all->p[i].moves_on) && !v->day_typed.n) {
                v->day_typed = fmt_day(q->mem, q->lang, all->p[i].moves_on);
                v->moved = day_cmp(all->p[i].moves_on, q->today) <= 0;
            }
    if (v->day_typed.n && !read_day(v->day_typed, q->today, &common))
        v->day_problem = alloc_say(q, T_allocation_date_unreadable);
    else if (typed && !v->day_typed.n)
        v->day_problem = alloc_say(q, T_allocation_why_no_day);
    v->shown = common;
    for (size_t i = 0; i < all->n; i++) {
        struct person p;
        if (all->p[i].state != ALLOC_ALLOCATED && all->p[i].state != ALLOC_DATED &&
            all->p[i].state != ALLOC_SIGNED)
            continue;
        PASS(person_by_id(q->db, all->p[i].person, &p));
        PASS(person_look(q, p.id, "dato", LOOK_CASE, STR("")));
        one_member(q, &all->p[i], &p, typed, v, common, days);
    }
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ alloc_say(q, T_allocation_lists_title), STR("/bosetting/fordelinger") };
    at[1] = (struct crumb){ v->code, STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
    v->transport = posted(q, "transport");
    v->contact_municipality = posted(q, "kontakt");
    v->dwelling = posted(q, "bolig");
    v->interpreter = posted_has(q, "tolk");
    return OK;
}

reply date_get(struct rq *q)
{
    struct date_page *v = NEW(q->mem, struct date_page);
    struct offer o;
    struct plan_row plan;
    alloc_cases all = { 0 };
    member_days days = { 0 };
    TRY(q, own_offer(q, &o, &all));
    TRY(q, fill(q, v, &o, &all, false, &days));
    if (!v->members.n)
        return fail(q, E_NOTFOUND);
    err e = db_one(q->db, &plan_of, ARGS(AI(o.household), AI(o.org)), &plan_rec, &plan);
    if (e == OK) {
        v->transport = plan.transport;
        v->contact_municipality = plan.contact_municipality;
        v->dwelling = plan.dwelling;
        v->interpreter = plan.interpreter;
    } else if (e != E_NOTFOUND) {
        return fail(q, e);
    }
    return page(q, &allocation_date_view, v);
}

static err keep_plan(struct rq *q, const struct offer *o, const struct date_page *v, day on)
{
    struct plan_row was, now;
    err e = db_one(q->db, &plan_of, ARGS(AI(o->household), AI(o->org)), &plan_rec, &was);
    if (e != OK && e != E_NOTFOUND)
        return e;
    now = e == OK ? was
                  : (struct plan_row){ .household = o->household, .head = o->head, .org = o->org,
                                       .contact_centre = STR(""), .told_on = DAY_NONE };
    now.moves_on = on;
    now.transport = v->transport;
    now.contact_municipality = v->contact_municipality;
    now.dwelling = v->dwelling;
    now.interpreter = v->interpreter;
    return e == OK ? db_save(q->db, &plan_rec, &was, &now) : db_add(q->db, &plan_rec, &now);
}

static err save(struct rq *q, const struct offer *o, const struct date_page *v, member_days *days,
                text_key *why)
{
    for (size_t i = 0; i < days->n; i++) {
        struct day_of_member *m = &days->p[i];
        if (!day_eq(m->c.moves_on, m->on) && m->c.state != ALLOC_SIGNED)
            PASS(alloc_date(q->db, &m->c, m->on, why));
        if (v->moved)
            PASS(alloc_settle(q->db, &m->c, m->on, why));
    }
    return keep_plan(q, o, v, days->p[0].on);
}

reply date_post(struct rq *q)
{
    struct date_page *v = NEW(q->mem, struct date_page);
    struct offer o;
    alloc_cases all = { 0 };
    member_days days = { 0 };
    text_key why = T_NONE;
    bool good;
    TRY(q, own_offer(q, &o, &all));
    TRY(q, fill(q, v, &o, &all, true, &days));
    if (!v->members.n)
        return fail(q, E_NOTFOUND);
    TRY(q, judge(q, v, &days, &good));
    if (!days.n)
        v->problem = alloc_say(q, T_allocation_date_nobody);
    if (!good || v->day_problem.n)
        return page_status(q, 422, &allocation_date_view, v);
    if (!str_is(posted(q, "gjor"), "lagre")) {
        v->ready = true;
        TRY(q, effects(q, v, &o, &days));
        return page(q, &allocation_date_view, v);
    }
    TRY(q, save(q, &o, v, &days, &why));
    reply r = see_other(q, "/bosetting/fordelinger");
    notice(q, &r, v->moved ? T_allocation_settled__n : T_allocation_dated__n,
           TARGS(TI("n", (int64_t)days.n)));
    return r;
}
