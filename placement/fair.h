// SPDX-License-Identifier: Apache-2.0
// Fairness: between municipalities, between groups of households, between households. Groups are
// numbers; what they mean is the caller's.
#ifndef PLACEMENT_FAIR_H
#define PLACEMENT_FAIR_H

#include "placement/placement.h"

struct fair_wish {
    bool even;        // the smallest share of capacity that is filled is made as great as can be, then value
    bool no_envy;     // justified envy is traded away as far as limits.gap allows
    bool preferences; // ranks instead of values: best place 10000, falling evenly over the candidates
    const uint32_t *group; // [h]: below groups; NULL: none
    uint32_t groups;
    const int64_t *floor;  // [groups]: mean value wanted, millionths; FAIR_NO_FLOOR; NULL: none
};
#define FAIR_NO_FLOOR INT64_MIN

// A plan that follows the wishes. Objective and bound are those of the problem as it is, so the gap shows
// what fairness costs besides what is not proven. A floor that cannot be reached is come near to.
// Half of limits.seconds goes to the plan without wishes. Errors as place().
MUST err placement_fair(struct arena *, const struct placement_problem *, const struct placement_limits *,
                        const struct fair_wish *, struct placement_plan *, str *fault);

struct fair_group {
    uint32_t households, placed;
    int64_t value, rank; // means over all of the group, millionths; unplaced: value 0, rank after the last
};
struct fair_report {
    // Waste: units (households, or those who must stay together) that could move alone to a place
    // worth more to them, with room. It is explained when a fill wish or a tie loses more by it.
    uint32_t waste_fill, waste_tie, waste;   // `waste`: not explained, must be 0
    // Justified envy: units that value a place more where one with a lower penalty is, and the two
    // could trade within capacity.
    uint32_t envious;
    int64_t least_share;   // of capacity that is filled, millionths; -1: no municipality counts
    uint32_t least_at;     // the municipality; those where nobody at all may come do not count
    bool sizes_differ;     // then a plan without pairs who would rather trade need not exist
    uint32_t groups;
    struct fair_group *group; // [groups]; all in one when none are given
};
MUST err placement_fair_report(struct arena *, const struct placement_problem *, const struct placement_plan *,
                               const uint32_t *group, uint32_t groups, struct fair_report *, str *fault);

#endif
