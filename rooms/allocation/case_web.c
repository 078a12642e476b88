// SPDX-License-Identifier: Apache-2.0
// The tab "Bosetting" of a person: where the case stands, what has happened, and what may be done now
// according to the table of moves.
#include "rooms/allocation/allocation_web.h"
#include "rooms/allocation/case.html.h"
#include "rooms/duty/duty.h"

PERSON_TAB(tab_settlement, "bosetting", "allocation.tab.case", &alloc_reads, 40);

SQL(log_of, "select * from allocation_log where case_id = $1 order by id desc");
SQL(decision_of, "select * from allocation_decision where case_id = $1 order by id desc limit 1");
SQL(plan_of_case, "select * from allocation_plan where household = $1 and household <> 0 and org = $2 "
                  "order by id desc limit 1");
SQL(org_number, "select code from who_org where id = $1");

static text_key label_of(const char *field, int value)
{
    return text_find(record_field(&alloc_case_rec, str_z(field))->choices->at[value].label);
}

static str org_place(struct rq *q, int64_t org)
{
    str code;
    if (!org || db_str(q->db, &org_number, ARGS(AI(org)), &code) != OK)
        return STR("");
    const struct place *p = place_by_slug(code, q->today);
    return p ? p->name : STR("");
}

static err history(struct rq *q, struct case_page *v)
{
    alloc_logs all = { 0 };
    bool municipal = q->who->org_kind == ORG_MUNICIPALITY;
    PASS(db_all(q->db, &log_of, ARGS(AI(v->c.id)), &alloc_log_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct alloc_log *l = &all.p[i];
        if (municipal && l->org && l->org != q->who->org)
            continue; // what other municipalities answered is not this one's to know
        *ADD(q->mem, &v->log) = (struct log_shown){
            .on = l->happened,
            .what = text_find(alloc_event_choices.at[l->event].label),
            .place = v->c.shield == PROTECT_STRICT ? STR("") : org_place(q, l->org),
            .note = l->note,
            .reason = text_find(alloc_reason_choices.at[l->reason].label),
            .has_reason = l->reason != WHY_NONE,
        };
    }
    return OK;
}

static err together(struct rq *q, struct case_page *v)
{
    alloc_cases all = { 0 };
    case_people seen = { 0 };
    PASS(alloc_together(q->db, &v->c, &all));
    for (size_t i = 0; i < all.n; i++)
        v->asked_for |= all.p[i].id != v->c.id && all.p[i].org && alloc_sight((enum alloc_state)all.p[i].state) != SIGHT_NONE;
    PASS(alloc_people(q, &all, &seen));
    for (size_t i = 0; i < seen.n; i++) {
        const struct person *p = &seen.p[i].p;
        if (seen.p[i].c->id != v->c.id)
            *ADD(q->mem, &v->members) = (struct member_shown){
                .person = p->id,
                .name = person_listed(q->mem, p),
                .born = person_born(q->mem, q->lang, p),
                .state = alloc_say(q, text_find(alloc_state_choices.at[seen.p[i].c->state].label)),
                .url = strf(q->mem, "/personer/%lld/bosetting", (long long)p->id),
            };
    }
    return OK;
}

// A button for each event that table, right and state allow.
static void deeds(struct rq *q, struct case_page *v)
{
    static const struct {
        enum alloc_event event;
        const char *slug;
        text_key label;
    } all[] = {
        { EV_MAPPED, "kartlagt", T_allocation_deed_mapped },
        { EV_APPLIED, "sokt", T_allocation_deed_applied },
        { EV_AGAIN, "sporigjen", T_allocation_deed_again },
        { EV_OUTSIDE, "utenfor", T_allocation_deed_outside },
        { EV_WISH, "onske", T_allocation_deed_wish },
        { EV_FOUND, "bolig", T_allocation_deed_found },
        { EV_SIGN, "signert", T_allocation_deed_sign },
        { EV_DATE, "dato", T_allocation_deed_date },
        { EV_SETTLE, "bosatt", T_allocation_deed_settle },
        { EV_CORRECT, "rett", T_allocation_deed_correct },
        { EV_REFUSE, "takket-nei", T_allocation_deed_refuse },
        { EV_CANCEL, "avlys", T_allocation_deed_cancel },
        { EV_REALLOCATE, "omfordel", T_allocation_deed_reallocate },
        { EV_NO, "avslag", T_allocation_deed_no },
        { EV_CLOSE, "avslutt", T_allocation_deed_close },
    };
    if (v->c.state == ALLOC_READY && may(q->who, &alloc_asks) && v->c.shield == PROTECT_NONE)
        *ADD(q->mem, &v->deeds) = (struct deed_shown){
            strf(q->mem, "/bosetting/klare/%lld", (long long)v->c.person), T_allocation_board_ask
        };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct alloc_rule *r = &alloc_rules[all[i].event];
        int state = v->c.state;
        bool shield = v->c.shield != PROTECT_NONE;
        if (!(r->who & R(q->who->role)) || !(r->tracks >> v->c.track & 1) ||
            state_move(&alloc_states, &state, (int)all[i].event) != OK)
            continue;
        bool again = all[i].event == EV_AGAIN, outside = all[i].event == EV_OUTSIDE;
        if ((outside && !shield) || (again && (shield || !v->asked_for)))
            continue;
        *ADD(q->mem, &v->deeds) = (struct deed_shown){
            strf(q->mem, "/personer/%lld/bosetting/%s", (long long)v->c.person, all[i].slug),
            all[i].label
        };
    }
}

static void how_long(struct rq *q, struct case_page *v)
{
    static const text_key names[] = { T_allocation_how_clock, T_allocation_how_ready,
                                      T_allocation_how_end };
    day stop = v->c.state == ALLOC_SETTLED ? v->c.settled_on : q->today;
    const day days[] = { v->c.clock_on, v->c.ready_on, stop };
    struct how_line *at = NEW_ARRAY(q->mem, 3, struct how_line);
    size_t n = 0;
    for (size_t i = 0; i < 3; i++)
        if (day_known(days[i]))
            at[n++] = (struct how_line){ alloc_say(q, names[i]), fmt_day(q->mem, q->lang, days[i]) };
    v->how = (struct how){ STR(""), alloc_say(q, T_allocation_how_words), at, n };
    v->waited = text(q->mem, q->lang, T_allocation_board_waited__n,
                     TARGS(TI("n", (int64_t)day_diff(stop, v->c.clock_on))));
}

static err to_police(struct rq *q, struct case_page *v)
{
    duties all = { 0 };
    if (v->c.track != TRACK_RESETTLEMENT || v->c.state != ALLOC_SETTLED || v->c.org != q->who->org ||
        !may(q->who, &alloc_dates))
        return OK;
    PASS(duties_of_person(q->db, v->c.person, &all));
    for (size_t i = 0; i < all.n; i++)
        v->to_police |= all.p[i].ended == DUTY_OPEN && str_is(all.p[i].kind, "allocation.police");
    return OK;
}

static err fill(struct rq *q, struct case_page *v)
{
    struct decision_row d;
    PASS(to_police(q, v));
    PASS(history(q, v));
    PASS(together(q, v));
    deeds(q, v);
    how_long(q, v);
    v->state = text_find(alloc_state_choices.at[v->c.state].label);
    v->track = label_of("track", v->c.track);
    v->authority = label_of("authority", v->c.authority);
    v->closed = v->c.state == ALLOC_CLOSED ? label_of("closed", v->c.closed) : T_NONE;
    v->shielded = v->c.shield != PROTECT_NONE;
    v->place = v->shielded && v->c.shield == PROTECT_STRICT ? STR("") : place_says(q, v->c.number);
    v->code = household_code(q->mem, v->c.household, v->c.person);
    v->can_need = may(q->who, &alloc_asks) && v->c.household != 0;
    err e = db_one(q->db, &decision_of, ARGS(AI(v->c.id)), &alloc_decision_rec, &d);
    if (e == OK && d.letter.n)
        v->decision = strf(q->mem, "/bosetting/vedtak/%.*s", S(d.ref));
    else if (e != OK && e != E_NOTFOUND)
        return e;
    e = db_one(q->db, &plan_of_case, ARGS(AI(v->c.household), AI(v->c.org)), &plan_rec, &v->plan);
    v->has_plan = e == OK;
    return e == E_NOTFOUND ? OK : e;
}

reply case_get(struct rq *q)
{
    struct case_page *v = NEW(q->mem, struct case_page);
    struct person p;
    v->decision = STR("");
    TRY(q, person_open(q, arg(q, "id"), "bosetting", &v->head, &p));
    err e = alloc_case_of(q->db, p.id, &v->c);
    if (e != OK && e != E_NOTFOUND)
        return fail(q, e);
    v->has = e == OK;
    if (v->has)
        TRY(q, fill(q, v));
    return page(q, &allocation_case_view, v);
}
