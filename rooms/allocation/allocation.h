// SPDX-License-Identifier: Apache-2.0
// A person's way to a municipality: ready, asked, accepted, allocated, dated, settled. The household
// is what a municipality is asked to take; decision, date and grant belong to each person
// (settlement.md 6-8).
//
// Every move of a case writes, in one transaction: the state and its log, who may see the person
// (who/scope.h), and the balance of places that the board and the key figures read
// (settlement_movement). Shielded households (a member's identity is protected) stand outside every
// list, and their places are counted for the nation only.
#ifndef ROOMS_ALLOCATION_ALLOCATION_H
#define ROOMS_ALLOCATION_ALLOCATION_H

#include "platform/db/db.h"
#include "rooms/person/person.h"

enum alloc_track { TRACK_RECEPTION, TRACK_RESETTLEMENT, TRACK_PRIVATE, TRACK_AMOT, TRACK_SELF,
                   TRACK_MINOR, TRACKS };
enum alloc_authority { BY_DIRECTORATE, BY_CHILD_WELFARE }; // who asks for a minor: under 15 the latter
enum alloc_state {
    ALLOC_MAPPING,   // permit given, not yet mapped
    ALLOC_APPLY,     // lives privately and has not yet asked for help
    ALLOC_READY,
    ALLOC_ASKED,     // on a municipality's list
    ALLOC_ACCEPTED,
    ALLOC_ALLOCATED, // the decision is made
    ALLOC_DATED,
    ALLOC_SETTLED,
    ALLOC_REFUSED,   // the person said no
    ALLOC_CLOSED,
    ALLOC_WISH,      // agreed self-settlement: looks for a dwelling
    ALLOC_FOUND,     // has found one and asked the municipality
    ALLOC_PLACE_OK,  // the municipality agrees
    ALLOC_APPROVED,  // so does the directorate
    ALLOC_SIGNED,    // the contract is signed, after the decision
    ALLOC_STATES
};
enum alloc_closed { CLOSED_NOT, CLOSED_PERMIT_LOST, CLOSED_LEFT, CLOSED_DIED, CLOSED_OWN_WAY,
                    CLOSED_TOO_LATE, CLOSED_SAME_PERSON, CLOSED_REFUSED };

struct alloc_case {
    int64_t id, person, household;
    int track, authority, state;
    int shield;               // enum protection: the household's strictest
    day clock_on;             // the wait is counted from here (settlement.md 9)
    day ready_on, apply_by, enter_by;
    int64_t offer, org;
    str number;
    int64_t year;
    str counted;
    day allocated_on, moves_on, settled_on;
    int closed;
    day opened_on;
    int64_t version;
};
extern const struct record alloc_case_rec;
typedef SLICE(struct alloc_case) alloc_cases;

// ---- what a proposal may know of a ready household: no name, no health, nothing of conflicts but
// the municipalities that are out
enum alloc_tie_kind { TIE_FAMILY, TIE_WORK, TIE_STUDY, TIE_NETWORK, TIE_NOT_HERE };
struct alloc_tie {
    str number; // of the municipality today
    int kind;
};
struct alloc_ready {
    int64_t household;        // 0: the person alone, in no household
    int64_t head;             // a person; the case's address is his or hers
    int64_t persons, children; // under 18 today
    bool minors_alone;        // unaccompanied
    int64_t waited;           // days since the permit
    int64_t ready;            // days since it could be settled
    day enter_by, earliest;   // DAY_NONE: none
    int service;              // index of the kind of service that must be near; 0 none
    bool step_free;
    str language, education, work;
    SLICE(struct alloc_tie) ties;
};
typedef SLICE(struct alloc_ready) alloc_readies;
// Everybody who waits for a municipality and may stand in a list, longest wait first.
MUST err alloc_ready_all(struct db *, day today, alloc_readies *);
MUST err alloc_ready_of(struct db *, int64_t head, day today, struct alloc_ready *);

// What a household is called where no name may stand: "H-482 113". `person` names who is in none.
str household_code(struct arena *, int64_t household, int64_t person);

// ---- moves: all or nothing. *why is the text key of what stands in the way (E_CONFLICT), T_NONE
// otherwise. The actor's right is held to the table of moves (states.h).
// Puts the household of `head` on the list of a municipality, answer due in seven days (setting
// allocation.answer_days).
MUST err alloc_ask(struct db *, int64_t head, str number, int64_t *offer, text_key *why);
struct alloc_answer {
    bool accept;
    int reason;      // index of the decline reasons, when not accepted
    str words;
};
MUST err alloc_answer(struct db *, int64_t offer, const struct alloc_answer *, text_key *why);
MUST err alloc_withdraw(struct db *, int64_t offer, str words, text_key *why);
// The individual decisions for the members of an accepted offer.
MUST err alloc_decide(struct db *, int64_t offer, text_key *why);
// The day the person moves; again to change it.
MUST err alloc_date(struct db *, struct alloc_case *, day moves_on, text_key *why);
MUST err alloc_settle(struct db *, struct alloc_case *, day on, text_key *why);
MUST err alloc_correct(struct db *, struct alloc_case *, day on, str words, text_key *why);

// ---- cases
MUST err alloc_case_of(struct db *, int64_t person, struct alloc_case *); // the latest; E_NOTFOUND
MUST err alloc_cases_of_household(struct db *, int64_t household, alloc_cases *); // open ones
// Opens the case that a permit which settles gives; nothing happens when one is open.
MUST err alloc_open(struct db *, int64_t person, struct alloc_case *);
// The centre or the directorate has mapped the person: ready when nothing else is lacking.
MUST err alloc_mapped(struct db *, int64_t person, day on);
// Cases of earlier years from a register: settled ones count in no balance, the imported figures
// have them; they get their settlement row, so that waiting times count them. One trace a table.
MUST err alloc_add_many(struct db *, const struct alloc_case *, size_t n);

// ---- events for statistics: one row per person settled, in the order of the days
struct alloc_settlement {
    int64_t person;
    day clock_on, ready_on, settled_on;
    int track;
    str number;  // "" when shielded
    bool secondary;
};
extern const struct record alloc_settlement_rec;
typedef SLICE(struct alloc_settlement) alloc_settlements;
MUST err alloc_settled_between(struct db *, day from, day to, alloc_settlements *);
// Everybody who has or had a case, with what is counted by (a job's or command's deed: all persons).
enum alloc_stands { ALLOC_NOWHERE, ALLOC_WAITING, ALLOC_AGREED, ALLOC_AT_HOME }; // in the balance now
struct alloc_history {
    int64_t person, household;
    int track, stands;
    bool shielded;            // counted for the nation alone
    str number;               // asked, agreed or settled there; "" when shielded or nowhere
    day clock_on, settled_on, ended_on; // ended: the case was closed
    day born;
    int sex, basis;           // enum sex; enum permit_basis of the first permit that settles
};
typedef SLICE(struct alloc_history) alloc_histories;
MUST err alloc_histories_all(struct db *, alloc_histories *); // by household, person
// What municipalities answered to lists: the persons of each, and whether it was a no.
struct alloc_reply {
    str number;
    day answered_on;
    int64_t persons;
    bool declined;
};
typedef SLICE(struct alloc_reply) alloc_replies;
MUST err alloc_replies_between(struct db *, day from, day to, alloc_replies *);

#endif
