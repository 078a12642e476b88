// SPDX-License-Identifier: Apache-2.0
// What would happen if: a household somewhere, or not there; more or less capacity; a municipality that
// takes nobody. The plan is put right from its own prices; neither it nor the problem is touched.
#ifndef PLACEMENT_WHATIF_H
#define PLACEMENT_WHATIF_H

#include "placement/placement.h"

enum what_if {
    WHAT_PLACE, // the household and those who must come along are there; others make room
    WHAT_BAN,   // not there
    WHAT_CAP,   // `more` of a kind for the whole horizon; below 0: less
    WHAT_CLOSE, // nobody new comes; the accepted stay, the wish for people falls away
};
struct what_change {
    enum what_if what;
    uint32_t household, municipality;
    int kind;
    int64_t more;
};
struct what_moved {
    uint32_t household;
    int32_t from, to;           // -1: unplaced
    uint8_t from_period, to_period;
    int64_t change;             // of its own value, delay and penalty
    bool asked;                 // a change names it, or one who must come along
    bool hidden;                // it has an exclusion: to be told as a number only
};
// objective_after - objective_before = households + ties + fill, exactly.
struct what_answer {
    int64_t objective_before, objective_after;
    int64_t objective_without;      // were the plan put right with no change: what it gained anyway is not the change's
    int64_t households, ties, fill; // the change, by where it comes from
    int64_t others;                 // of `households`: those nobody asked for
    int64_t bound;                  // no plan of the changed problem is worth more
    double gap_before, gap_after;   // proven
    uint32_t unplaced_before, unplaced_after;
    struct what_moved *moved;       // by household
    size_t moved_n;
    struct placement_problem problem; // as changed; shares the arrays that did not change
    struct placement_plan plan;       // of it
};

// Locked choices are further WHAT_PLACE changes: name them first. limits: `gap` to be content with (that of
// the plan when it is larger), `seconds` at most, when putting right alone does not reach it; small
// problems are searched to the end. E_CONFLICT with a sentence when a change cannot be: an accepted
// household, an excluded place, a service missing, no room however others move. E_INPUT: the plan breaks
// a rule, or an index is out of range. Everything is in the arena.
MUST err placement_what_if(struct arena *, const struct placement_problem *, const struct placement_plan *,
                           const struct what_change *, size_t n, const struct placement_limits *,
                           struct what_answer *, str *fault);

#endif
