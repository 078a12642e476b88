// SPDX-License-Identifier: Apache-2.0
// What the files of this room share: rows that no other room needs, and the deeds on them.
#ifndef ROOMS_RECEPTION_RECEPTION_DB_H
#define ROOMS_RECEPTION_RECEPTION_DB_H

#include "platform/room.h"
#include "rooms/reception/reception.h"

enum { SIGHT_DAYS = 30 }; // a centre sees a person so long after moving out (security.md 3.2)

struct capacity {
    int64_t id, centre;
    day from_day;
    int64_t places, family, adapted, minors, version;
};
struct flow {
    int64_t id, centre;
    day on_day;
    int64_t change;
};
typedef SLICE(struct capacity) capacities;
typedef SLICE(struct flow) flows;
extern const struct record capacity_rec, flow_rec;
extern const struct choices centre_kinds, stay_reasons, case_phases, case_outcomes, mapping_states,
    interpreter_levels;

// ---- centres.c
struct night { // of an occupancy curve
    day on;
    int64_t taken, places;
};
typedef SLICE(struct night) nights;
MUST err centre_nights(struct db *, int64_t centre, day from, day to, nights *); // every day, both ends
MUST err centre_capacities(struct db *, int64_t centre, capacities *);           // newest first
MUST err capacity_add(struct db *, struct capacity *); // E_CONFLICT: that day has a row already

// ---- case.c
enum case_event { EV_ALLOCATE, EV_INTERVIEW, EV_GROUP, EV_DECIDE, EV_APPEAL, EV_TO_UNE, EV_FINAL,
                  EV_WITHDRAW };
extern const struct states case_states;
MUST err case_make(struct db *, int64_t person, day registered);
// E_CONFLICT when the phase does not allow the event; E_INPUT when the day is before the last one.
MUST err case_step(struct db *, int64_t person, enum case_event, enum case_outcome, day on);

// ---- minor.c, elsewhere.c
enum authority { AUTHORITY_BUFETAT, AUTHORITY_IMDI };
struct minor {
    int64_t id, person;
    int authority;
    str representative, contact;
    day appointed_on, plan_on;
    int age_assessed;
    str dissent;
    int64_t version;
};
// Who of those a voluntary organisation counted is which person: seen by the centre alone.
struct joined {
    int64_t id, joiner, event, person;
};
extern const struct record reception_joined_rec;

enum elsewhere_state { ELSE_APPLIED, ELSE_ASKED, ELSE_ACCEPTED, ELSE_GRANTED, ELSE_ENDED, ELSE_DECLINED,
                       ELSE_REFUSED };
enum elsewhere_event { EV_ASK, EV_ACCEPT, EV_GRANT, EV_DECLINE, EV_REFUSE, EV_END };
struct elsewhere {
    int64_t id, person;
    int kind, ground;
    str municipality;
    int state;
    day applied_on, asked_on, answered_on, from_day, to_day;
    str ended;
    int64_t version;
};
typedef SLICE(struct elsewhere) elsewheres;
extern const struct record minor_rec, elsewhere_rec;
extern const struct states amot_states, private_states;
MUST err minor_of(struct db *, int64_t person, struct minor *);
// Made from the age when registered (person.unaccompanied); the child-welfare authority gets CASE
// scope for those under 15.
MUST err minor_make(struct db *, const struct person *);
MUST err elsewhere_of(struct db *, int64_t person, elsewheres *); // newest first
MUST err elsewhere_add(struct db *, struct elsewhere *);
MUST err elsewhere_step(struct db *, int64_t id, enum elsewhere_event, day on, struct elsewhere *out);

// ---- mapping.c
enum mapping_event { EV_START, EV_SUBMIT, EV_VERIFY, EV_SUPPLEMENT, EV_EXEMPT, EV_DECLINE_, EV_REOPEN };
struct map_version {
    int64_t id, person, no;
    moment at;
    int64_t by_user, org;
    int state, mode, interpreter;
    str body; // JSON of all that was known then
};
struct code_row { // what a resident writes to come in; `digest` of the code
    int64_t id;
    str digest;
    int64_t person, user_id, role_id;
    day made, last_day;
    bool ended;
};
typedef SLICE(struct map_version) map_versions;
extern const struct record code_row_rec;
extern const struct record map_version_rec;
extern const struct states mapping_states_;
MUST err mapping_invite(struct db *, int64_t person, day on, struct mapping *); // or the one there is
// Moves the state and, where content is settled by it, keeps a version. E_CONFLICT as state_move.
MUST err mapping_step(struct db *, struct mapping *, enum mapping_event);
MUST err mapping_versions(struct db *, int64_t person, map_versions *); // newest first
// A new code for the person, in clear, good for 30 days; earlier ones end.
MUST err mapping_code(struct db *, int64_t person, str *code);
// The user and role behind the code; E_NOTFOUND when unknown, ended or too old.
MUST err mapping_code_find(struct db *, str code, int64_t *user, int64_t *role);
// The person whose mapping the acting participant may fill in; E_NOTFOUND when none.
MUST err mapping_own(struct db *, int64_t user, int64_t *person);

MUST err reception_check(struct db *, struct out *breaches);

#endif
