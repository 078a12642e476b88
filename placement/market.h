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
    uint32_t *times;          // [items] or NULL: in which periods a picked one's members come, in base PLACEMENT_PERIODS
};
// Loss of picking nothing but what the reference prices make of it is counted too: a set's worth at
// household prices = worth of the rows at the reference prices - its loss.
void knapsack(struct arena *, struct knapsack *);
// Whether the loads of m can be told apart at all.
bool knapsack_possible(const struct model *, const struct prices *, uint32_t m);

// The search for the household prices whose bound is lowest. NULL where it is not for this problem
// (very many rows to a municipality, values beyond 24 bits). The state's lists and prices must stand while it is used.
struct may { // a unit in a municipality
    uint32_t unit;
    double cost; // loss = price of the unit + cost
};
struct market {
    const struct model *o;
    struct state *s;
    struct arena *a;
    struct may *may;
    uint32_t *may_from;    // [m + 1]
    double *worth;         // [m]: of its rows at the reference prices
    double *beyond;        // [unit]: least cost of a place that is not listed
    double *waste;         // [m], of the last round
    uint8_t *failed;       // [m]: rounds to wait before the next try
    double *price, *best_price, *way; // [unit]
    double best, pace;
    int idle;
    uint32_t *picked;      // [unit]: by how many
    uint8_t *inexact;      // [m]: what it picked is only what would pay
    bool *frozen;          // [m]: its picks stand (dive.c)
    bool *chosen;          // [may]: picked there
    bool *banned;          // [may]: not to be picked (branch.c)
    uint8_t *must;         // [unit]: 1: its price may fall below 0, since it must be placed (branch.c)
    uint32_t *mark;        // [unit]: scratch
    bool *taken;           // [unit]: by a frozen one
    double settled;        // gain of what stands
    int32_t *at;           // [unit]: by whom, -1 nobody
    struct knapsack_room room;
    struct item *item;
    uint32_t *pick;
    uint32_t *times;       // of the picks, with periods
    uint32_t *may_times;   // [may]: of those chosen
    uint8_t *when;         // [member]: of `at`, with periods
};
struct market *market_make(struct arena *, struct state *);
// One step: `best` is the lowest bound so far, as a gain over nothing placed; `at` [unit] says who
// picked whom this time, -1 nobody: nearly a plan, and living in the house. `target`: gain of the best
// plan known. False when no more comes of it.
bool market_step(struct market *, double target, double *best, const int32_t **at);
const double *market_prices(const struct market *); // [unit], of the lowest bound
// The parts of a step: what all pick at the present prices (gives that bound), and moving the prices;
// false when nobody is contested or forgotten.
double market_pick(struct market *);
void market_times(struct market *, uint32_t unit, uint32_t times); // unpacks into `when`
bool market_move(struct market *, double bound, double target);
// Lets municipalities have what they pick, a few at a time, the prices following, until all are done
// (dive.c). With a plan, which must be the state's, all that are not open have what they have in it from
// the beginning. False when nothing better than `target` can come of it; else `at` is nearly a plan.
bool market_dive(struct market *, struct random *, double target, const int32_t *plan, const bool *open,
                 const struct clockwork *);
// Gives or denies one household after the other to a municipality until every branch is shown to hold
// nothing better than `best` (branch.c). `plan` makes a plan of picks and gives the gain of the best plan
// known then. True when all is done: that plan is the best there is.
struct branch_by {
    double (*plan)(void *arg, const int32_t *at);
    void *arg;
};
bool market_branch(struct market *, const struct branch_by *, double best, uint64_t nodes, const struct clockwork *);
void market_anew(struct market *); // larger steps again, for other plans

#endif
