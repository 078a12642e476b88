// SPDX-License-Identifier: Apache-2.0
// Prices of capacity while they are sought: numbers with fractions. What a unit of each type pays in
// each place is kept as one table, so that a pass over all candidates is a subtraction each.
#ifndef PLACEMENT_PRICES_H
#define PLACEMENT_PRICES_H

#include "placement/model.h"

struct prices {
    double *row;      // [m * kinds], >= 0; 0 where unlimited
    double *period;   // [(m * periods + p) * kinds] or NULL
    double *fill;     // [m], 0 .. fill_price
    float *cost;      // [type * m]: what a unit of the type pays, in its cheapest periods
    uint8_t *when;    // [part * m]: those periods, when places are chosen with their period
};

void prices_make(struct arena *, const struct model *, struct prices *); // all zero
void prices_cost(const struct model *, struct prices *);                 // fills cost and when
void prices_to_plan(struct arena *, const struct model *, const struct prices *, struct placement_plan *);
void prices_from_plan(const struct model *, const struct placement_plan *, struct prices *);

// Minimises the bound (dual.c). `late` says when to stop: it is polled between passes.
struct clockwork {
    double until;              // processor seconds; 0: none
    bool (*stop)(void *);
    void *stop_arg;
};
bool late(const struct clockwork *);
double seconds_used(void);
// From the prices as they stand; `quick`: they are nearly right already (a warm start).
void dual(struct arena *, const struct model *, struct prices *, bool quick, const struct clockwork *);

#endif
