// SPDX-License-Identifier: Apache-2.0
// Prices of capacity while they are sought: numbers with fractions. What a unit of each type pays in
// each place is kept as one table, so that a pass over all candidates is a subtraction each.
#ifndef PLACEMENT_PRICES_H
#define PLACEMENT_PRICES_H

#include "placement/model.h"

// A rounded inequality of one municipality: sum of floor(lambda * use / divisor) over its units is at
// most `room`. Units of a type all count the same, so it only changes the table of costs.
struct cut_row {
    uint32_t m;
    int32_t divisor, lambda[PLACEMENT_KINDS];
    int64_t room;
    const int32_t *size; // [type]
    double price;        // >= 0
};
struct prices {
    double *row;      // [m * kinds], >= 0; 0 where unlimited
    double *period;   // [(m * periods + p) * kinds] or NULL
    double *fill;     // [m], 0 .. fill_price
    float *cost;      // [type * m]: what a unit of the type pays, in its cheapest periods
    uint8_t *when;    // [part * m]: those periods, when places are chosen with their period
    struct cut_row *cut; // by municipality
    uint32_t cuts;
};

void prices_make(struct arena *, const struct model *, struct prices *); // all zero
void prices_cost(const struct model *, struct prices *);                 // fills cost and when
void prices_to_plan(struct arena *, const struct model *, const struct prices *, struct placement_plan *);
void prices_from_plan(const struct model *, const struct placement_plan *, struct prices *);

// The price of one more of kind k in m: the row's own and the share of the rounded inequalities.
double prices_of(const struct model *, const struct prices *, uint32_t m, int k);
// A row of a divisor and lambdas; its size by type and its room are reckoned here (cuts.c).
void cut_fill(struct arena *, const struct model *, struct cut_row *);
// Adds rounded inequalities that the expected loads [type * m] of the prices break; how many (cuts.c).
uint32_t cuts_find(struct arena *, const struct model *, struct prices *, const double *load);

// Minimises the bound (dual.c). `late` says when to stop: it is polled between passes.
struct clockwork {
    double until;              // processor seconds; 0: none
    bool (*stop)(void *);
    void *stop_arg;
    bool short_way;            // the prices of a warm start may stay a little off
};
bool late(const struct clockwork *);
double seconds_used(void);
// How near the bottom prices are. DUAL_ROUGH proves a gap of half a per cent or so on large instances,
// DUAL_NEAR lacks some thousandths of a per cent of DUAL_FINE; each takes a third of the whole time.
enum dual_depth { DUAL_NOTHING, DUAL_ROUGH, DUAL_WARM, DUAL_NEAR, DUAL_FINE };
// From the prices as they stand, which are `from` (DUAL_WARM: of an earlier plan), until they are `to`
// or better; gives what they are now.
enum dual_depth dual(struct arena *, const struct model *, struct prices *, enum dual_depth from, enum dual_depth to,
                     const struct clockwork *);
// The same with rounded inequalities, found in rounds; the prices are near the bottom already.
void dual_cuts(struct arena *, const struct model *, struct prices *, int rounds, const struct clockwork *);

#endif
