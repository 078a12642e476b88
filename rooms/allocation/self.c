// SPDX-License-Identifier: Apache-2.0
// Agreed self-settlement: the person finds a dwelling, the municipality looks at place, rent and the
// unsigned contract, the directorate decides, and only then is the contract signed.
#include "rooms/allocation/allocation_db.h"

#include "rooms/allocation/duties.h"
#include "rooms/place/place.h"
#include "text_keys.h"

err alloc_wish(struct db *db, int64_t person, text_key *why)
{
    struct alloc_case c;
    alloc_cases all = { 0 };
    PASS(alloc_case_of(db, person, &c));
    PASS(alloc_together(db, &c, &all));
    return alloc_move_all(db, &all, EV_WISH, &(struct alloc_act){ .on = DAY_NONE }, why);
}

err alloc_found(struct db *db, int64_t person, str number, str dwelling, int64_t *offer,
                text_key *why)
{
    struct alloc_case c;
    alloc_cases all = { 0 };
    struct who_org org;
    const struct place *p = place_municipality(number, db->deed.today);
    PASS(alloc_case_of(db, person, &c));
    PASS(alloc_together(db, &c, &all));
    *why = p ? T_allocation_why_not_now : T_allocation_why_no_such_place;
    if (!p || !all.n)
        return E_CONFLICT;
    PASS(access_org(db, strf(db->mem, "K%.*s", S(number)), db->deed.today, &org));
    struct offer o = { .ref = ref_new(db->mem), .household = c.household, .head = c.person,
                       .org = org.id, .number = p->number, .places = (int64_t)all.n,
                       .sent_on = db->deed.today,
                       .due_on = day_add(db->deed.today, alloc_rules[EV_FOUND].days),
                       .earliest = DAY_NONE, .enter_by = DAY_NONE, .state = OFFER_SENT,
                       .answered_on = DAY_NONE, .words = dwelling, .reminded_on = DAY_NONE,
                       .profile = profile_of(db->mem, db, &all, NULL, db->deed.today) };
    struct alloc_act act = { .on = DAY_NONE, .org = org.id, .number = p->number };
    PASS(alloc_can_all(db, &all, EV_FOUND, &act, why));
    PASS(db_add(db, &offer_rec, &o));
    PASS(duty_asked(db, &o));
    act.offer = *offer = o.id;
    return alloc_move_all(db, &all, EV_FOUND, &act, why);
}
