// SPDX-License-Identifier: Apache-2.0
// After the answer: the decision, the date, the settlement and its correction.
#include "rooms/allocation/allocation_db.h"

#include "rooms/allocation/duties.h"
#include "rooms/allocation/letters.h"
#include "rooms/place/place.h"
#include "text_keys.h"

SQL(user_name, "select name from who_user where id = $1");
SQL(settled_in, "select s.person, c.clock_on, c.ready_on, s.settled_on, c.track, "
                "case when " ALLOC_LISTED("c") " then s.number else '' end as number, s.secondary "
                "from allocation_settled s join allocation_case c on c.id = s.case_id "
                "where s.settled_on between $1 and $2 and not exists (select 1 from "
                "allocation_settled n where n.corrects = s.id) order by s.settled_on, s.person");

static err decide_one(struct db *db, const struct alloc_case *c, const alloc_cases *all, bool first)
{
    struct decision_row d = { .ref = ref_new(db->mem), .case_id = c->id, .person = c->person,
                              .org = c->org, .number = c->number, .decided_on = db->deed.today,
                              .decided_by = STR(""), .letter = STR(""), .to_place = STR("") };
    struct person p;
    err e = db->deed.user ? db_str(db, &user_name, ARGS(AI(db->deed.user)), &d.decided_by)
                          : E_NOTFOUND;
    if (e != OK && e != E_NOTFOUND)
        return e;
    if (!c->org) // a letter would tell where a strictly protected person is to live
        return db_add(db, &alloc_decision_rec, &d);
    str *names = NEW_ARRAY(db->mem, all->n, str);
    for (size_t i = 0; first && i < all->n; i++) {
        PASS(person_by_id(db, all->p[i].person, &p));
        names[i] = person_called(db->mem, &p);
    }
    PASS(person_by_id(db, c->person, &p));
    d.letter = letter_to_person(db->mem, &p, alloc_place_name(c->number, d.decided_on), d.ref,
                                d.decided_by, d.decided_on);
    if (first)
        d.to_place = letter_to_place(db->mem, c->number, names, all->n, d.ref, d.decided_by,
                                     d.decided_on);
    return db_add(db, &alloc_decision_rec, &d);
}

err alloc_decide(struct db *db, int64_t offer, text_key *why)
{
    struct offer o;
    alloc_cases all = { 0 };
    struct alloc_act act = { .on = db->deed.today };
    PASS(db_by_id(db, &offer_rec, offer, &o));
    PASS(cases_of_offer(db, offer, &all));
    *why = T_allocation_why_not_now;
    if (o.state != OFFER_ACCEPTED || !all.n)
        return E_CONFLICT;
    bool self = all.p[0].state == ALLOC_PLACE_OK;
    PASS(alloc_can_all(db, &all, self ? EV_APPROVE : EV_ALLOCATE, &act, why));
    for (size_t i = 0; i < all.n; i++) {
        if (self) // agreed self-settlement: the directorate's own check
            PASS(alloc_move(db, &all.p[i], EV_APPROVE, &act, why));
        PASS(alloc_move(db, &all.p[i], EV_ALLOCATE, &act, why));
        PASS(decide_one(db, &all.p[i], &all, i == 0));
    }
    return duty_decided(db, &o);
}

// A shielded household: agreed with the municipality by telephone, in no list. Of a strictly
// protected person the municipality is not stored.
err alloc_outside(struct db *db, int64_t person, str number, text_key *why)
{
    struct alloc_case c;
    alloc_cases all = { 0 };
    struct who_org org = { 0 };
    struct alloc_act act = { .on = db->deed.today, .number = number };
    PASS(alloc_case_of(db, person, &c));
    PASS(alloc_together(db, &c, &all));
    *why = T_allocation_why_no_such_place;
    if (c.shield != PROTECT_STRICT) {
        if (!place_municipality(number, db->deed.today))
            return E_CONFLICT;
        PASS(access_org(db, strf(db->mem, "K%.*s", S(number)), db->deed.today, &org));
        act.org = org.id;
    }
    PASS(alloc_move_all(db, &all, EV_OUTSIDE, &act, why));
    for (size_t i = 0; i < all.n; i++)
        PASS(decide_one(db, &all.p[i], &all, i == 0));
    return OK;
}

err alloc_date(struct db *db, struct alloc_case *c, day on, text_key *why)
{
    return alloc_move(db, c, EV_DATE, &(struct alloc_act){ .on = on }, why);
}

err alloc_settle(struct db *db, struct alloc_case *c, day on, text_key *why)
{
    return alloc_move(db, c, EV_SETTLE, &(struct alloc_act){ .on = on }, why);
}

err alloc_correct(struct db *db, struct alloc_case *c, day on, str words, text_key *why)
{
    return alloc_move(db, c, EV_CORRECT,
                      &(struct alloc_act){ .on = on, .reason = WHY_WRONG, .note = words }, why);
}

err alloc_settled_between(struct db *db, day from, day to, alloc_settlements *out)
{
    return db_all(db, &settled_in, ARGS(AD(from), AD(to)), &alloc_settlement_rec, out);
}

// ---- a household comes apart ------------------------------------------------------------------

// The member gets a household of his or her own. Before the decision a list that is out is taken
// back, for it asked for another number of places; after it each keeps what was decided.
err alloc_split(struct db *db, int64_t person, day on, str reason, text_key *why)
{
    struct alloc_case c;
    struct household h;
    alloc_cases all = { 0 };
    PASS(alloc_case_of(db, person, &c));
    *why = T_allocation_why_alone;
    if (!c.household)
        return E_CONFLICT;
    PASS(alloc_together(db, &c, &all));
    if (all.n < 2)
        return E_CONFLICT;
    if (c.offer && (c.state == ALLOC_ASKED || c.state == ALLOC_ACCEPTED))
        PASS(alloc_withdraw(db, c.offer, reason, why));
    PASS(household_leave(db, c.household, person, day_add(on, -1), reason));
    PASS(household_make(db, on, &h));
    PASS(household_join(db, h.id, person, MEMBER_HEAD, on));
    *why = T_NONE;
    return alloc_refresh(db, person);
}
