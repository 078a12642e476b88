// SPDX-License-Identifier: Apache-2.0
// Unaccompanied minors, and those who live outside a centre: alternative reception places (AMOT) and
// private lodging (reception.md 3 and 4.3). Neither is settlement, and its money is no grant.
#include "rooms/reception/reception_db.h"

#include "platform/job/job.h"
#include "platform/who/user.h"

SQL(minor_by_person, "select * from reception_minor where person = $1");
SQL(elsewhere_all, "select * from reception_elsewhere where person = $1 order by applied_on desc, id desc");

err minor_of(struct db *db, int64_t person, struct minor *m)
{
    return db_one(db, &minor_by_person, ARGS(AI(person)), &minor_rec, m);
}

err minor_make(struct db *db, const struct person *p)
{
    struct minor m;
    struct who_org child_welfare;
    err e = minor_of(db, p->id, &m);
    if (e != E_NOTFOUND)
        return e;
    bool young = p->unaccompanied == MINOR_UNDER15;
    m = (struct minor){ .person = p->id, .authority = young ? AUTHORITY_BUFETAT : AUTHORITY_IMDI,
                        .appointed_on = DAY_NONE, .plan_on = DAY_NONE };
    PASS(db_add(db, &minor_rec, &m));
    if (!young)
        return OK;
    PASS(org_ensure(db, STR("BUFETAT"), "other", STR("Bufetat"), UNKNOWN, &child_welfare));
    return scope_open(db, p->id, child_welfare.id, SCOPE_CASE, "minor", db->deed.today);
}

err elsewhere_of(struct db *db, int64_t person, elsewheres *out)
{
    return db_all(db, &elsewhere_all, ARGS(AI(person)), &elsewhere_rec, out);
}

err reception_lodging(struct db *db, int64_t person, enum lodging *out)
{
    enum { PRIVATE_KIND = 2 };
    elsewheres all = { 0 };
    PASS(elsewhere_of(db, person, &all));
    *out = LODGES_CENTRE;
    for (size_t i = 0; i < all.n && *out == LODGES_CENTRE; i++)
        if (all.p[i].state == ELSE_GRANTED)
            *out = all.p[i].kind == PRIVATE_KIND ? LODGES_PRIVATE : LODGES_AMOT;
    return OK;
}

static err told(struct db *db, const struct elsewhere *e, day on)
{
    const struct choices *kinds = record_field(&elsewhere_rec, STR("kind"))->choices;
    const struct choices *states = record_field(&elsewhere_rec, STR("state"))->choices;
    return person_tell(db, e->person, on, PHASE_RECEPTION, "person.event.reception_elsewhere",
                       strf(db->mem, "{\"kind_key\":\"%s\",\"state_key\":\"%s\"}",
                            kinds->at[e->kind].label, states->at[e->state].label),
                       strf(db->mem, "/personer/%lld/mottak", (long long)e->person));
}

err elsewhere_add(struct db *db, struct elsewhere *e)
{
    e->state = ELSE_APPLIED;
    e->asked_on = e->answered_on = e->from_day = e->to_day = DAY_NONE;
    PASS(db_add(db, &elsewhere_rec, e));
    return told(db, e, e->applied_on);
}

err elsewhere_step(struct db *db, int64_t id, enum elsewhere_event event, day on, struct elsewhere *out)
{
    enum { PRIVATE = 2 };
    struct elsewhere was, now;
    PASS(db_by_id(db, &elsewhere_rec, id, &was));
    now = was;
    PASS(state_move(was.kind == PRIVATE ? &private_states : &amot_states, &now.state, (int)event));
    day before = day_known(was.from_day)      ? was.from_day
                 : day_known(was.answered_on) ? was.answered_on
                 : day_known(was.asked_on)    ? was.asked_on
                                              : was.applied_on;
    if (day_cmp(on, before) < 0)
        return E_INPUT;
    switch (event) {
    case EV_ASK: now.asked_on = on; break;
    case EV_ACCEPT:
    case EV_DECLINE:
    case EV_REFUSE: now.answered_on = on; break;
    case EV_GRANT: now.from_day = on; break;
    case EV_END: now.to_day = on; break;
    }
    PASS(db_save(db, &elsewhere_rec, &was, &now));
    *out = now;
    if (event == EV_GRANT || event == EV_END)
        PASS(fact(db, "reception.elsewhere", now.person, STR("")));
    return told(db, &now, on);
}

err reception_lodge(struct db *db, int64_t person, enum lodging kind, str municipality, day on)
{
    bool own = kind == LODGES_PRIVATE;
    struct elsewhere e = { .person = person, .kind = own ? 2 : 0, .ground = 0, .municipality = municipality, .applied_on = on,
                           .ended = STR("") };
    PASS(elsewhere_add(db, &e));
    if (!own) {
        PASS(elsewhere_step(db, e.id, EV_ASK, on, &e));
        PASS(elsewhere_step(db, e.id, EV_ACCEPT, on, &e));
    }
    return elsewhere_step(db, e.id, EV_GRANT, on, &e);
}
