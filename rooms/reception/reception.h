// SPDX-License-Identifier: Apache-2.0
// From arrival to a permit that gives settlement: who lives in which centre, how far the application
// has come, what is known of competence, what the settlement conversation said. Rooms above read
// here; they never write the tables.
//
// Every read of a person is held to the actor's scope. Days are civil days. A stay's last day is the
// day of moving out: that night is not slept there. Sources: reception.md.
#ifndef ROOMS_RECEPTION_RECEPTION_H
#define ROOMS_RECEPTION_RECEPTION_H

#include "rooms/person/person.h"

enum centre_kind { CENTRE_ARRIVAL, CENTRE_ARRIVAL_TRANSIT, CENTRE_TRANSIT, CENTRE_TRANSIT_EM,
                   CENTRE_ORDINARY, CENTRE_ORDINARY_EM, CENTRE_ADAPTED, CENTRE_INTEGRATION,
                   CENTRE_EMERGENCY, CENTRE_CARE };
enum stay_reason { STAY_LIVES, STAY_TRANSFER, STAY_FAMILY, STAY_HEALTH, STAY_CLOSURE, STAY_PRIVATE,
                   STAY_ALTERNATIVE, STAY_SETTLED, STAY_LEFT, STAY_RETURNED, STAY_DIED };
// Of the application for protection (reception.md 2.1).
enum case_phase { CASE_REGISTERED, CASE_ALLOCATED, CASE_INTERVIEWED, CASE_DECIDED, CASE_APPEAL_UDI,
                  CASE_APPEAL_UNE, CASE_FINAL };
enum case_outcome { OUTCOME_NONE, OUTCOME_GRANTED, OUTCOME_REJECTED, OUTCOME_DISMISSED,
                    OUTCOME_WITHDRAWN };
enum mapping_state { MAPPING_INVITED, MAPPING_DRAFT, MAPPING_SUBMITTED, MAPPING_VERIFIED,
                     MAPPING_SUPPLEMENTED, MAPPING_EXEMPT, MAPPING_DECLINED };
// Qualification of the interpreter used (interpreter-categories.csv); not the language's level.
enum interpreter_level { INTERPRETER_NONE, INTERPRETER_A, INTERPRETER_B, INTERPRETER_C,
                         INTERPRETER_D, INTERPRETER_E, INTERPRETER_UNQUALIFIED };
enum school_level { SCHOOL_NONE, SCHOOL_PART_PRIMARY, SCHOOL_PRIMARY, SCHOOL_LOWER, SCHOOL_UPPER_GENERAL,
                    SCHOOL_UPPER_VOCATIONAL, SCHOOL_TERTIARY_SHORT, SCHOOL_BACHELOR, SCHOOL_MASTER,
                    SCHOOL_DOCTOR };

struct centre {
    int64_t id, org;
    str name;
    int kind;
    str operator, operator_number;
    str municipality;         // its number, the host
    str address;              // graded client (SEC-19): staff pages only
    day contract_from, contract_to, notice_on;
    str staffed;
    int64_t version;
};
struct stay {
    int64_t id, person, centre;
    str room;
    day from_day, to_day;     // to_day: moved out; DAY_NONE while living there
    int reason;               // of the end
    int64_t version;
};
struct asylum_case {
    int64_t id, person;
    int phase, outcome;
    bool collective;          // group assessment under s. 34, no interview
    day registered_on, allocated_on, interviewed_on, decided_on, notified_on, appealed_on, final_on;
    int64_t version;
};
struct mapping {
    int64_t id, person;
    int state, mode;          // mode: 0 self-registration, 1 interview
    int64_t no;               // of the latest version, 0 before the first
    day invited_on, submitted_on, verified_on;
    int64_t verified_by;      // who_user
    int interpreter;          // enum interpreter_level
    str interpreter_language; // ISO 639-3
    str why;                  // exempt or declined because
    int english, digital;     // 0 not told, 1 none ... 4 fluent
    str licence, skills, informal, wish_work, wish_study, wish_second;
    bool may_move;
    str remark;
    int64_t version;
};
struct map_education {
    int64_t id, person;
    int level;                // enum school_level
    str country;              // ISO 3166-1 alpha-3
    optint years;
    str subject, school;
    bool completed;
    int diploma, recognised;
    int64_t version;
};
struct map_work {
    int64_t id, person;
    str occupation, styrk, country;
    optint years;
    int form;                 // employed, self-employed, informal
    str tasks, certificates;
    int64_t version;
};
struct map_language {
    int64_t id, person;
    str language;
    bool mother_tongue;
    int speak, understand, read, write; // 0 not told, 1 none ... 4 fluent
    int64_t version;
};
typedef SLICE(struct centre) centres;
typedef SLICE(struct stay) stays;
typedef SLICE(struct map_education) map_educations;
typedef SLICE(struct map_work) map_works;
typedef SLICE(struct map_language) map_languages;
typedef SLICE(str) municipality_numbers;

extern const struct record centre_rec, stay_rec, asylum_case_rec, mapping_rec, map_education_rec,
    map_work_rec, map_language_rec;

// ---- centres
MUST err centre_by_id(struct db *, int64_t id, struct centre *);
MUST err centre_of_org(struct db *, int64_t org, struct centre *); // E_NOTFOUND: no centre
MUST err centres_all(struct db *, day on, centres *); // with a contract that day, by name
// Makes the centre with its organisation (code "M1001") and its places from the contract's first
// day on. `id` and `org` are filled in.
MUST err centre_add(struct db *, struct centre *, str code, int64_t places);
// Persons who sleep there the night after the day, protected ones too; places that day.
MUST err centre_taken(struct db *, int64_t centre, day on, int64_t *n);
MUST err centre_places(struct db *, int64_t centre, day on, int64_t *n);

// ---- stays. Scope goes with them (security.md 3.2): the centre sees the person at CASE until 30
// days after moving out, and then only what it decided or wrote itself.
MUST err stay_of(struct db *, int64_t person, day on, struct stay *); // E_NOTFOUND when in none
MUST err stays_of(struct db *, int64_t person, stays *);              // newest first
// E_CONFLICT when the person lives somewhere already; E_DENIED for a strictly protected person,
// whose dwelling is not stored (SEC-14). A person without a case gets one, registered that day.
MUST err stay_begin(struct db *, int64_t person, int64_t centre, str room, day from);
// E_NOTFOUND when the person lives nowhere; E_INPUT when the day is before moving in.
MUST err stay_end(struct db *, int64_t person, day on, enum stay_reason); // tells "reception.moved_out"
MUST err stay_move(struct db *, int64_t person, int64_t centre, str room, day on, enum stay_reason);

// Where somebody lives whose application for living outside a centre was granted and not ended. The
// fact "reception.elsewhere" is told when that begins or ends.
enum lodging { LODGES_CENTRE, LODGES_AMOT, LODGES_PRIVATE };
MUST err reception_lodging(struct db *, int64_t person, enum lodging *);
// An application for that (not LODGES_CENTRE) which was granted on the day, with its steps. Of many at once.
MUST err reception_lodge(struct db *, int64_t person, enum lodging, str municipality, day on);

// ---- the application
MUST err case_of(struct db *, int64_t person, struct asylum_case *); // E_NOTFOUND when none

// ---- competence mapping. VERIFIED and SUPPLEMENTED count as mapped; EXEMPT and DECLINED are
// settled too, so that nobody waits for them. The fact "reception.mapped" is told once.
MUST err mapping_of(struct db *, int64_t person, struct mapping *); // E_NOTFOUND when not invited
MUST err mapping_verified(struct db *, int64_t person, bool *yes);
MUST err mapping_parts(struct db *, int64_t person, map_languages *, map_educations *, map_works *);

// ---- from the settlement conversation. Where the person must not be settled: numbers of
// municipalities, without why (that stands in a sealed note). Only for placing, never on a page.
MUST err reception_excluded(struct db *, int64_t person, municipality_numbers *);
struct not_there {
    int64_t person;
    str municipality;
};
typedef SLICE(struct not_there) nots_there;
MUST err reception_excluded_all(struct db *, nots_there *); // of everybody in sight, by person
MUST err reception_talk_held(struct db *, int64_t person, day *on); // DAY_NONE when not yet

// ---- for statistics: every night's lodging with what it is counted by (a job's or command's deed)
struct residence {
    int64_t person;
    day from_day, to_day;     // to_day: moved out
    str municipality;         // the centre's host; "" for a person with protected identity
    day decided_on, born;     // decided: of the application
    int outcome, sex;         // enum case_outcome; enum sex
    bool collective;
};
typedef SLICE(struct residence) residences;
MUST err residences_all(struct db *, residences *); // by person

// ---- many at once, for import and invention: no trace a row. Scope, numbers of residents and the
// application's row are written with them; the timeline is not.
MUST err stays_add_many(struct db *, const struct stay *, size_t n);
MUST err cases_add_many(struct db *, const struct asylum_case *, size_t n);
MUST err mappings_add_many(struct db *, const struct mapping *, size_t n);

#endif
