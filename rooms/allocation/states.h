// SPDX-License-Identifier: Apache-2.0
// What may happen to a case, as data: from which state to which, by whom, on which track, what must
// hold, what it is to be done within, and who is told. Pages, pure tests and the database code all
// read this table.
#ifndef ROOMS_ALLOCATION_STATES_H
#define ROOMS_ALLOCATION_STATES_H

#include "platform/room.h"
#include "rooms/allocation/allocation.h"

enum alloc_event {
    EV_MAPPED, EV_APPLIED, EV_ASK, EV_ACCEPT, EV_DECLINE, EV_WITHDRAW, EV_ALLOCATE,
    EV_OUTSIDE,  // shielded: agreed by telephone, decided without a list
    EV_DATE, EV_SETTLE, EV_CORRECT, EV_REFUSE, EV_CANCEL, EV_REALLOCATE, EV_AGAIN, EV_CLOSE,
    EV_LODGE,    // lives privately: asks for help before the directorate may ask a municipality
    EV_CENTRE,   // lives in a centre or an AMOT place again
    EV_WISH, EV_FOUND, EV_PLACE_OK, EV_APPROVE, EV_SIGN, EV_NO, // agreed self-settlement
    ALLOC_EVENTS
};

struct alloc_facts { // what a guard may know; days DAY_NONE when not known
    int track, state, authority, shield;
    day today, on;            // on: the day of what is to happen
    day ready_on, apply_by, enter_by, allocated_on, permit_to;
    bool permit, mapped;      // a permit that settles is held; mapping done
    bool place_answered;      // the municipality has decided on places for the year
    optint free;              // of the year and kind; unknown when it cannot be told
    int64_t places;           // that the household needs
    bool excluded;            // the municipality is out for this household
    bool settled_here;        // the person has been settled before
    bool reason, told;        // a reason is given; the person was told what a refusal means
    bool child_welfare;       // the actor is of the child-welfare authority
};

struct alloc_rule { // of an event
    uint64_t who;             // roles; jobs and commands may do all
    unsigned tracks;          // bit per track
    text_key (*guard)(const struct alloc_facts *);
    int days;                 // for what follows, 0: none
    const char *deadline;     // text key's name
    const char *notice;       // who is told, and of what: text key's name, "" for nobody
    bool reason;              // must be given
};
extern const struct alloc_rule alloc_rules[ALLOC_EVENTS];
extern const struct states alloc_states;
extern const struct choices alloc_state_choices, alloc_event_choices, alloc_reason_choices;

// T_NONE when the event may happen; else why not. *to is the state it leads to.
text_key alloc_may(const struct alloc_facts *, enum alloc_event, int *to);

// What a state means for the municipality's sight of the person and for the balance.
enum alloc_sight { SIGHT_NONE, SIGHT_PSEUDO, SIGHT_CASE, SIGHT_FULL };
enum alloc_sight alloc_sight(enum alloc_state);
enum alloc_count { COUNT_NONE, COUNT_WAITING, COUNT_AGREED, COUNT_SETTLED };
enum alloc_count alloc_count(enum alloc_state);
bool alloc_open_state(enum alloc_state); // neither settled nor closed

enum alloc_reason {
    WHY_NONE, WHY_NO_DWELLING, WHY_NO_PLACE, WHY_NO_SERVICE, WHY_SIZE, WHY_CAPACITY, // of declining
    WHY_DWELLING_FELL, WHY_ILLNESS, WHY_HOUSEHOLD, WHY_PERMIT, WHY_LEFT, WHY_WRONG,  // of cancelling
    WHY_FAMILY, WHY_SAFETY, WHY_BETTER, WHY_REFUSED, WHY_OTHER,
};

#endif
