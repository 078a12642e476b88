// SPDX-License-Identifier: Apache-2.0
// From plain facts about households that are ready and municipalities with free places to a problem
// for the placement engine, and back to reasons a caseworker can read. Pure: no database, no page.
//
// What is never an input: nationality, sex, religion, health, notes of social control. A service
// that must be near is one a person has set. `group` serves the comparison of outcomes only and is
// read by no value. Same facts and weights: same proposal. It proposes; a person decides.
#ifndef ROOMS_PROPOSAL_MATCH_H
#define ROOMS_PROPOSAL_MATCH_H

#include "placement/explain.h"
#include "placement/fair.h"

// Set by the caseworker, 0 (does not count) to 10.
struct match_weights {
    int wait, family, work, network, balance;
    bool quarters; // hold every municipality to its share of each quarter that is left
};
extern const struct match_weights match_usual;

enum match_tie_kind { MATCH_FAMILY, MATCH_WORK, MATCH_STUDY, MATCH_NETWORK, MATCH_NOT_HERE };
struct match_tie {
    uint32_t place; // index
    enum match_tie_kind kind;
};
enum { MATCH_GROUPINGS = 3, MATCH_LARGE = 5, MATCH_REASONS = 8, MATCH_BEST = 3, MATCH_QUARTERS = 4 };
struct match_household {
    int64_t persons, children; // under 18
    bool minors_alone;         // unaccompanied: places for minors are used
    int64_t waited;            // days since the permit
    uint64_t needs;            // services that must be near, as bits; step-free is one
    uint8_t ready;             // the first quarter it can move in, counted from this one
    const struct match_tie *ties;
    size_t tie_n;
    uint32_t group[MATCH_GROUPINGS]; // for comparison: sex, origin, household kind, as numbers
};
struct match_place {
    int64_t free, minors_free; // places not promised; below 0 counts as none
    uint64_t services, known;  // near; of which somebody has said so, the others are guessed
    int64_t quarter[MATCH_QUARTERS]; // places it has told of in the quarter; -1: it has not
};
// A caseworker's choice before the computation: must be, or must not be, there.
struct match_lock {
    uint32_t household, place;
    bool forbid;
};
struct match_facts {
    const struct match_household *household;
    uint32_t households;
    const struct match_place *place;
    uint32_t places;
    const struct match_lock *lock;
    size_t lock_n;
    int quarters; // left of the year, this one counted; 0 is taken as 1
    struct match_weights weights;
};

// What a place is worth to a household, in parts; their sum is the value in the engine.
enum match_part { PART_FAMILY, PART_WORK, PART_NETWORK, PART_BALANCE, MATCH_PARTS };
struct match_score {
    int32_t part[MATCH_PARTS];
};
struct match_score match_value(const struct match_facts *, uint32_t household, uint32_t place);

struct match {
    struct placement_problem problem;
    struct placement_plan plan;
    struct explain *explain;
};
// The proposal for all. Limits as in place(). E_INPUT with a sentence when a lock names nobody.
MUST err match_make(struct arena *, const struct match_facts *, const struct placement_limits *,
                    struct match *, str *fault);

// The same from an earlier plan, a place (-1: none) for every household of these facts: who can stay stays, the others
// find room by the earlier prices. Much quicker than a new one.
MUST err match_keep(struct arena *, const struct match_facts *, const struct placement_plan *before,
                    const struct placement_limits *, struct match *, str *fault);

// The hard rules, for each municipality: why the household cannot come there at all, or not now.
enum match_out { OUT_NOT, OUT_EXCLUDED, OUT_SERVICE, OUT_NO_PLACE, OUT_FULL, MATCH_OUTS };
void match_outs(const struct match *, uint32_t household, uint8_t *out); // [places]

enum match_reason {
    FOR_FAMILY, FOR_WORK, FOR_STUDY, FOR_NETWORK, FOR_SERVICE, FOR_SERVICE_GUESSED, FOR_MANY_FREE, FOR_SHARE, // for
    AGAINST_FAMILY_ELSEWHERE, AGAINST_WORK_ELSEWHERE, AGAINST_FULL, AGAINST_LAST_PLACES, AGAINST_LARGE_FULL,
    AGAINST_MINORS_FULL, AGAINST_LATER, // against
    MATCH_REASON_CODES
};
struct match_choice {
    uint32_t place;
    struct match_score score;
    int64_t free_after;   // places left in the proposal were it there
    bool proposed;        // the proposal has it here
    int quarter;          // when there is room: 0 this one
    enum match_reason reason[MATCH_REASONS];
    int reasons;
    struct explained_move move; // what choosing it costs the whole, and how many others would move
};
// The best places of one household, the proposed one first, then best first, each with reasons and what it would cost the others.
int match_best(struct arena *, const struct match_facts *, struct match *, uint32_t household,
               struct match_choice out[MATCH_BEST]);

// A proposal in figures, for setting two side by side.
struct match_outcome {
    uint32_t households, placed;
    int64_t persons, persons_placed;
    double mean_wait_placed, mean_wait_left; // days; 0 when there is none
    uint32_t large, large_most, large_places; // large households placed, most in one municipality, in how many
    int64_t quarter[MATCH_QUARTERS];          // persons by when they come
    double fill_least, fill_most;   // share of free places that is used, over those with any
    struct fair_report by[MATCH_GROUPINGS];
};
MUST err match_outcome(struct arena *, const struct match_facts *, const struct match *, struct match_outcome *,
                       str *fault);

#endif
