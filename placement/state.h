// SPDX-License-Identifier: Apache-2.0
// A plan while it is made: who stands where, what is left, and what a change would be worth.
#ifndef PLACEMENT_STATE_H
#define PLACEMENT_STATE_H

#include "placement/prices.h"

struct near { // a place of a unit and how much worse than its best it is at the prices
    uint32_t m;
    float loss;
};
struct state {
    const struct model *o;
    const struct prices *x;
    int32_t *at;          // [unit]: municipality, -1 unplaced
    uint8_t *when;        // [member]: period
    int64_t *left, *period_left; // as in the model, less what the plan uses
    int64_t *persons;     // [m]: placed by this plan, for the fill wishes
    uint32_t *head, *next, *before; // units of a municipality, + 1
    struct near *near;    // lists of the places of least loss, `per` for each unit
    uint32_t *near_n;
    uint32_t per;
    float *best;          // [unit]: its best value at the prices
};

void state_make(struct arena *, const struct model *, const struct prices *, struct state *);
// Places of least loss at the prices, for all units.
void state_near(struct arena *, struct state *, uint32_t per);
// The best of each unit alone, with room for the places of least loss of those that are asked for
// one by one; the others have none and stay where they are.
void state_best(struct arena *, struct state *, uint32_t per);
void state_near_of(struct state *, uint32_t unit);
// Whether the unit fits into m as things stand; the periods of its members go into `when`
// (member by member), the cheapest that fit.
bool state_fits(const struct state *, uint32_t unit, uint32_t m, uint8_t *when);
// Whether it fits with its members in the periods of `when`.
bool state_fits_when(const struct state *, uint32_t unit, uint32_t m, const uint8_t *when);
void state_put(struct state *, uint32_t unit, uint32_t m, const uint8_t *when);
void state_drop(struct state *, uint32_t unit);
// What the unit adds in m as things stand, over being unplaced: value, delay, penalty saved, bonus,
// fill wish. `when` as state_fits gave it.
double state_gain(const struct state *, uint32_t unit, uint32_t m, const uint8_t *when);
double state_worth(const struct state *, uint32_t unit); // the same of a placed one, where it is
float state_loss(const struct state *, uint32_t unit, uint32_t m); // HUGE where it may not be

enum { UNIT_MEMBERS = 64 }; // most members whose periods are tried at once; see state_fits

#endif
