// SPDX-License-Identifier: Apache-2.0
// The rows of the room and the one function that moves a case. Inside the room only.
#ifndef ROOMS_ALLOCATION_ALLOCATION_DB_H
#define ROOMS_ALLOCATION_ALLOCATION_DB_H

#include "rooms/access/access.h"
#include "rooms/allocation/allocation.h"
#include "rooms/allocation/states.h"
#include "rooms/settlement/settlement.h"

struct alloc_log {
    int64_t id, case_id, person;
    int from_state, to_state, event;
    int64_t org;
    day happened;
    int reason;
    str note;
    int64_t by_user, by_org;
    moment at;
};
enum offer_state { OFFER_SENT, OFFER_ACCEPTED, OFFER_DECLINED, OFFER_WITHDRAWN };
struct offer {
    int64_t id;
    str ref;
    int64_t household, head, org;
    str number;
    int64_t places, minors;
    day sent_on, due_on, earliest, enter_by;
    bool again;
    str profile;
    int state;
    day answered_on;
    int64_t answered_by;
    int reason;
    str words;
    day reminded_on;
    int64_t version;
};
enum service { SERVICE_NONE, SERVICE_HOSPITAL, SERVICE_HABILITATION, SERVICE_MENTAL, SERVICE_SCHOOL };
struct need_row {
    int64_t id, household, head;
    int service;
    bool step_free;
    day earliest;
    str education, work;
    int64_t version;
};
struct tie_row {
    int64_t id, household, head;
    str number;
    int kind;
    int64_t version;
};
struct decision_row {
    int64_t id;
    str ref;
    int64_t case_id, person, org;
    str number;
    day decided_on;
    str decided_by, letter, to_place;
    int64_t version;
};
struct plan_row {
    int64_t id, household, head, org;
    day moves_on;
    str transport;
    bool interpreter;
    str contact_centre, contact_municipality, dwelling;
    day told_on;
    int64_t version;
};
enum source { SOURCE_CENTRE, SOURCE_MUNICIPALITY, SOURCE_DIRECTORATE };
struct settled_row {
    int64_t id, case_id, person, org;
    str number;
    day settled_on;
    int source;
    optint corrects;
    bool secondary;
    day registered_on;
    int64_t version;
};
struct listed_row {
    int64_t id, org, year, line, person;
    day settled_on, read_on;
};
extern const struct record alloc_log_rec, offer_rec, alloc_need_rec, tie_rec, alloc_decision_rec, plan_rec,
    settled_rec, listed_row_rec;
typedef SLICE(struct alloc_log) alloc_logs;
typedef SLICE(struct offer) offers;
typedef SLICE(struct tie_row) tie_rows;
typedef SLICE(struct settled_row) settled_rows;
typedef SLICE(struct decision_row) decision_rows;
typedef SLICE(struct listed_row) listed_rows;

// ---- one move of one case (case.c): state, log, balance, sight, timeline
struct alloc_act {
    day on;              // DAY_NONE: today
    int64_t offer, org;  // of an ask, a wish or an allocation outside lists
    str number;
    int reason;          // enum alloc_reason
    int closed;          // enum alloc_closed
    str note;
    bool mapped, told, checked; // checked: the places were looked at for the whole household
    bool centre;                // a centre's list of residents tells so
};
MUST err alloc_move(struct db *, struct alloc_case *, enum alloc_event, const struct alloc_act *,
                    text_key *why);
// Whether all of them may be moved so: nothing is written. Whoever writes anything else asks first,
// for an obstacle (E_CONFLICT) is shown on a page and is no reason to take back the transaction.
MUST err alloc_can_all(struct db *, const alloc_cases *, enum alloc_event, const struct alloc_act *,
                       text_key *why);
// The same event for several, or for none of them.
MUST err alloc_move_all(struct db *, alloc_cases *, enum alloc_event, const struct alloc_act *,
                        text_key *why);
MUST err alloc_facts_of(struct db *, const struct alloc_case *, const struct alloc_act *,
                        struct alloc_facts *);
// Takes an open case from one year's or number's balance to where it belongs now.
MUST err alloc_recount(struct db *, struct alloc_case *);
// The person's household or protection is another than the case says.
MUST err alloc_refresh(struct db *, int64_t person);
// What hangs on the person's cases is the person's, and municipalities see what their cases mean.
MUST err alloc_follow(struct db *, int64_t person);
str alloc_number_in(struct arena *, str number, day on, int64_t year); // the number it has that year
str alloc_place_name(str number, day on); // "" for none
str alloc_place_detail(struct arena *, const struct alloc_case *); // JSON for the timeline

// The case without a place: off its list, the municipality's sight ended, shielded strictly.
MUST err alloc_hide(struct db *, struct alloc_case *);
MUST err alloc_forget_place(struct db *, const struct alloc_case *); // in all that hangs on it (strict.c)

// In a statement that lists or counts households (SEC-16..18): nobody there is protected, by the case c
// and by the shields as they stand now; the case's own follows its person by a job. Likewise of an offer.
#define ALLOC_LISTED(c)                                                                        \
    "(" c ".shield = 'none' and " ALLOC_UNVEILED(c ".household", c ".person") ")"
#define OFFER_LISTED(o) ALLOC_UNVEILED(o ".household", o ".head")
#define ALLOC_UNVEILED(household, person)                                                      \
    "not exists (select 1 from person_shield veil_h where veil_h.household = " household       \
    " and veil_h.household <> 0) and not exists (select 1 from person_shield veil_p where "    \
    "veil_p.person = " person ")"

// One ready household as its card shows it: without where it must not come. E_NOTFOUND when it waits no more.
MUST err ready_shown(struct db *, int64_t household, int64_t person, day today, struct alloc_ready *);

// ---- offers (offer.c)
MUST err alloc_offer_left(struct db *, int64_t offer); // withdrawn when nobody stands on it any more
MUST err offer_by_ref(struct db *, str ref, struct offer *);
MUST err cases_of_offer(struct db *, int64_t offer, alloc_cases *);
// Of households nobody in which is protected.
MUST err offers_of_org(struct db *, int64_t org, offers *); // that wait for something, or ended this year: sent first, by due day; newest answered
MUST err need_of(struct db *, int64_t household, struct need_row *); // E_NOTFOUND
MUST err ties_of(struct db *, int64_t household, tie_rows *);
// The members a list would hold: open cases of the household of the person, head first.
MUST err alloc_together(struct db *, const struct alloc_case *, alloc_cases *);
str profile_of(struct arena *, struct db *, const alloc_cases *, const struct need_row *, day today);
MUST err alloc_lodge(struct db *, int64_t person); // where the person lives has changed
MUST err alloc_again(struct db *, int64_t person, int64_t *offer, text_key *why);

// ---- after the decision (settle.c)
MUST err alloc_outside(struct db *, int64_t person, str number, text_key *why);
MUST err alloc_end(struct db *, int64_t person, enum alloc_event, const struct alloc_act *,
                   text_key *why); // refuse, cancel, reallocate, close: the household together
MUST err alloc_split(struct db *, int64_t person, day on, str reason, text_key *why);

// ---- agreed self-settlement (self.c)
MUST err alloc_wish(struct db *, int64_t person, text_key *why);
MUST err alloc_found(struct db *, int64_t person, str number, str dwelling, int64_t *offer,
                     text_key *why);

MUST err allocation_check(struct db *, struct out *breaches);
MUST err allocation_demo(struct db *, day today);

#endif
