// SPDX-License-Identifier: Apache-2.0
// The distribution tool: a national total becomes a request for each municipality. The formula is
// ours (none has been published); it is shown, kept with the draft, and a person has the last word.
//
//     score = inhabitants^power * product of (signal / national mean)^weight
// A signal that is not known counts as the mean; none moves a score by more than a factor of two
// either way before its weight. Where the county has recommended a number, `county_pull` of the
// share follows the recommendation; `last_pull` of it follows the earlier request, so that a raise
// can leave everyone's share as it was. The numbers are then cut to floor, cap and step, and the sum
// is exact (largest remainder).
#ifndef ROOMS_SETTLEMENT_DISTRIBUTION_H
#define ROOMS_SETTLEMENT_DISTRIBUTION_H

#include "platform/data/record.h"

enum signal {
    SIGNAL_PROGRAMME,  // share in work or education after the introduction programme
    SIGNAL_EMPLOYMENT, // employment in the municipality
    SIGNAL_STABILITY,  // how evenly decided places have been used in earlier years
    SIGNAL_CAPACITY,   // places reported free for the weeks ahead, per inhabitant
    SIGNALS,
};

struct weights {
    double power;           // of inhabitants, 0 to 1.5; 0.66 fits the request of 2023
    double signal[SIGNALS]; // 0 leaves the signal out, 1 is full, at most 3
    double county_pull;     // 0 to 1
    double last_pull;       // 0 to 1: how much the share of the earlier request counts
    int64_t total;          // persons to be placed
    int64_t floor, cap;     // for every municipality; cap 0 means none
    int64_t step;           // numbers are multiples of it; 1 for none
};

struct cell {
    int64_t inhabitants;
    double signal[SIGNALS]; // NAN when not known
    optint recommended;     // by the county
    optint last;            // the earlier request; unknown counts as what the score gives
    optint fixed;           // locked, or set by hand: taken as it is
    int64_t calculated;     // out: fixed, or what the formula gives
    double score;           // out: share of the total before rounding, 0 to 1
};

enum distribution_fault {
    DISTRIBUTION_FINE,
    DISTRIBUTION_NOBODY,    // no cells
    DISTRIBUTION_SETTINGS,  // a weight, step, floor or cap is out of range
    DISTRIBUTION_STEP,      // floor or cap is not a multiple of the step
    DISTRIBUTION_FIXED,     // the fixed numbers alone are more than the total
    DISTRIBUTION_FLOOR,     // the floors ask for more than there is: `short_of` more is needed
    DISTRIBUTION_CAP,       // the caps leave some unplaced: `short_of` persons
    DISTRIBUTION_NO_SCORE,  // nobody left with inhabitants to share by
};

struct distribution {
    enum distribution_fault fault;
    int64_t short_of; // how much the total misses, for FIXED, FLOOR and CAP
    size_t odd;       // the one cell that is no multiple of the step; n when none
};

// Fills calculated and score of every cell; on a fault they are untouched. The sum of calculated
// is weights.total. The same input gives the same output; ties go to the earlier cell.
struct distribution distribute(struct arena *, const struct weights *, struct cell *, size_t n);

#endif
