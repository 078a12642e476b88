// SPDX-License-Identifier: Apache-2.0
// Prices of households instead of prices of capacity: each household costs what it is worth, and each
// municipality picks for itself, exactly, the set that is worth more than it costs. This bound is
// nearer than that of capacity prices, since families are not divided in it.
#ifndef PLACEMENT_MARKET_H
#define PLACEMENT_MARKET_H

#include "placement/search.h"

struct item { // a unit that may be picked
    uint32_t unit, type;
    double loss; // against the reference prices and its own: what picking it costs
};
struct label;
struct knapsack_room { // scratch, made once
    struct label *label;
    uint32_t *slot, *alive, slots, labels;
};
void knapsack_room(struct arena *, uint32_t labels, struct knapsack_room *);

struct knapsack {
    const struct model *o;
    const struct prices *x;   // reference: only how fast, not what comes out
    struct knapsack_room *room;
    uint32_t m;
    struct item *item;        // in any order; sorted here
    uint32_t items;
    bool hopeless;            // not to be tried: only what its members lose
    double limit;             // the first; it grows until a set is found that loses less
    // answer
    double least;             // no set loses less for want of anything but its members
    double waste;             // no set loses less; -HUGE_VAL: this municipality cannot be treated
    bool exact;               // and `pick` loses just that
    uint32_t *pick, picks;    // [items]
};
// Loss of picking nothing but what the reference prices make of it is counted too: a set's worth at
// household prices = worth of the rows at the reference prices - its loss.
void knapsack(struct arena *, struct knapsack *);

// The search for the household prices whose bound is lowest. NULL where it is not for this problem
// (periods, values beyond 24 bits). The state's lists and prices must stand while it is used.
struct market;
struct market *market_make(struct arena *, struct state *);
// One step: `best` is the lowest bound so far, as a gain over nothing placed; `at` [unit] says who
// picked whom this time, -1 nobody: nearly a plan, and living in the house. `target`: gain of the best
// plan known. False when no more comes of it.
bool market_step(struct market *, double target, double *best, const int32_t **at);
void market_anew(struct market *); // larger steps again, for other plans

#endif
