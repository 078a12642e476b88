// SPDX-License-Identifier: Apache-2.0
// The rows of the quantity process and the questions asked of them. Inside the room only.
#ifndef ROOMS_SETTLEMENT_SETTLEMENT_DB_H
#define ROOMS_SETTLEMENT_SETTLEMENT_DB_H

#include "rooms/settlement/answer.h"
#include "rooms/settlement/ledger.h"
#include "rooms/settlement/settlement.h"

struct need {
    int64_t id, year, no, total;
    optint minors, minors_under_15;
    str basis, decided_by;
    day decided_on, valid_from;
    int64_t version;
};
extern const struct record need_rec;

struct round { // one request letter to the country
    int64_t id;
    str ref;
    int64_t year, no, total;
    optint minors;
    day letter_on, due_on;
    bool extra;
    optint base;
    str note;
    int64_t version;
};
extern const struct record round_rec;

enum decided_by { BY_COUNCIL, BY_DELEGATION, BY_NOBODY, BY_UNKNOWN }; // a form offers two
struct request { // to one municipality, with its valid answer
    int64_t id;
    str ref;
    int64_t round, year;
    str number, name;
    int64_t asked;
    optint asked_minors, supersedes;
    optint places, minors, could_more;
    int decided_by;
    day decided_on, answered_on;
    str note;
    day deferred_to;
    str deferred_why;
    day reminded_on;
    int64_t version;
};
extern const struct record request_rec;

struct decision { // one answer as it was given
    int64_t id, request;
    optint places, minors, could_more;
    int decided_by;
    day decided_on, deferred_to;
    str note;
    day answered_on;
    str answered_by;
};
extern const struct record decision_rec;

struct notice_row {
    int64_t id, request;
    str number, kind;
    day sent_on;
};
extern const struct record notice_rec;

struct status {
    int64_t id, year, round, after_decision; // the last decision it counts
    day status_on;
    int64_t base, decided, answered, asked;
    str source;
    int64_t version;
};
extern const struct record status_rec;

struct movement_row {
    int64_t id, year;
    str number;
    int kind, what; // enum ledger_kind, enum ledger_what
    int64_t places;
    day moved_on;
    str cause;
};
extern const struct record movement_rec;

struct week {
    int64_t id;
    str number;
    day monday;
    int64_t places, minors;
    day reported_on;
    bool synthetic;
    int64_t version;
};
extern const struct record week_rec;

struct dwelling {
    int64_t id;
    str ref, number;
    int kind;
    int64_t bedrooms, beds;
    bool step_free;
    day free_from;
    money rent;
    str note;
    day taken_on, reported_on;
    bool synthetic;
    int64_t version;
};
extern const struct record dwelling_rec;

struct advice {
    int64_t id, year;
    str number;
    optint places;
    str reason;
    day given_on;
    int64_t version;
};
extern const struct record advice_rec;

struct draft {
    int64_t id;
    str ref, title;
    int64_t year, total;
    double power, programme, employment, stability, capacity, county_pull, last_pull;
    int64_t floor_places, cap_places, step;
    optint round;
    day made_on;
    int64_t version;
};
extern const struct record draft_rec;

struct cell_row {
    int64_t id, draft;
    str number, name;
    int64_t inhabitants;
    optint programme, employment, stability, capacity; // per mille
    optint before, calculated;
    bool locked;
    optint manual;
    str reason;
    int64_t version;
};
extern const struct record cell_rec;

struct import_row {
    int64_t id;
    str name, digest;
    int64_t lines, added, changed;
    day imported_on;
};
extern const struct record import_rec;

// One municipality in one year: newest request, answers, figures and balance.
struct standing {
    str number, name;
    str ref;            // of the newest request; "" when not asked
    int64_t request;    // its id, 0 when not asked
    optint asked, asked_minors;
    day letter_on, due_on, deferred_to, reminded_on;
    optint places, minors;          // answer to the newest request
    optint earlier, earlier_minors; // the latest answer to an older one
    day decided_on;
    optint settled; // of the figures and movements
    int settled_why;
    bool figures_held; // the table has a row for it
    int64_t moved, agreed, waiting; // movements of all
    int64_t minors_moved[LEDGER_WHATS];
    // computed:
    struct answer_status answer;
    struct balance balance, minors_balance;
    optint left, minors_left; // free places
};
typedef SLICE(struct standing) standings;

// All municipalities that have figures or a request in the year, by number; with answer and
// balance as of `today`. `county`: two digits, "" for all.
MUST err standings_of(struct db *, int64_t year, str county, day today, standings *out);
// One of them; E_NOTFOUND when the municipality is unknown to the year.
MUST err standing_of(struct db *, int64_t year, str number, day today, struct standing *out);

typedef SLICE(struct round) rounds;
typedef SLICE(struct need) needs;
typedef SLICE(struct request) requests;
typedef SLICE(struct decision) decisions;
typedef SLICE(struct week) weeks;
typedef SLICE(struct dwelling) dwellings;
typedef SLICE(struct advice) advices;
typedef SLICE(struct draft) drafts;
typedef SLICE(struct cell_row) cell_rows;

MUST err rounds_of_year(struct db *, int64_t year, rounds *);     // newest first
MUST err round_by_ref(struct db *, str ref, struct round *);
MUST err newest_round(struct db *, int64_t year, struct round *); // E_NOTFOUND
MUST err needs_of_year(struct db *, int64_t year, needs *);       // newest first
MUST err requests_of_round(struct db *, int64_t round, requests *);
MUST err requests_of_place(struct db *, str number, requests *);  // newest first
MUST err request_by_ref(struct db *, str ref, str number, struct request *); // scope in the key
MUST err request_any(struct db *, str ref, struct request *);     // directorate
MUST err decisions_of_place(struct db *, str number, int64_t year, decisions *);
// Figures of a municipality in all years, under up to three numbers ("" for none).
MUST err figures_of_place(struct db *, const str number[3], figures *);
// First year with figures, last with a request letter; 0 for none.
MUST err years_known(struct db *, int64_t *first, int64_t *last);
// The newest written down on or before the day; E_NOTFOUND.
MUST err status_of_round(struct db *, int64_t round, day, struct status *);
MUST err last_decision(struct db *, int64_t *id); // 0 when there is none
MUST err settlement_key_of_year(struct db *, int64_t year, day, struct settlement_key *);

#endif
