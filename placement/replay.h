// SPDX-License-Identifier: Apache-2.0
// The pieces of a replay of a year; only replay.c and its tests see them.
#ifndef PLACEMENT_REPLAY_H
#define PLACEMENT_REPLAY_H

#include "placement/search.h"

// This year's households, then those of all expected years, as one problem. The municipalities are this year's.
void years_join(struct arena *, const struct placement_problem *year, const struct placement_problem *expected,
                size_t n, struct placement_problem *out);

// Room for large families (keep.c).
enum { KEEP_FROM = 4, KEEP_SIZES = 6 };
#define KEEP_REACH 0.8 // of the places with room; the others lack a service somebody needs
struct keep {
    int kinds;
    uint32_t m;
    int32_t use[KEEP_SIZES][PLACEMENT_KINDS]; // of a family of KEEP_FROM + c persons
    int32_t *blocks[KEEP_SIZES];              // [m]: how many of them have room there
    int64_t total[KEEP_SIZES];
    double share[KEEP_SIZES];                 // of the households to come, that size or more
    double worth[KEEP_SIZES];                 // what one of them loses when it finds no place
    double chance[KEEP_SIZES];                // that the last place is needed
};
// `units` are those expected; `left` is the capacity there is, [m * kinds].
void keep_make(struct arena *, const struct model *, const int64_t *left, const uint32_t *units, uint32_t n,
               struct keep *);
void keep_turn(struct keep *, uint32_t to_come);
// What a unit of `use` pays in m, whose room is `left`.
double keep_charge(const struct keep *, uint32_t m, const int64_t *left, const int32_t *use);
void keep_placed(struct keep *, uint32_t m, const int64_t *left);

#endif
