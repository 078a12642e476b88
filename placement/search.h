// SPDX-License-Identifier: Apache-2.0
// The parts of the search for a good plan; each stands in a file of its own.
#ifndef PLACEMENT_SEARCH_H
#define PLACEMENT_SEARCH_H

#include "placement/state.h"

struct random {
    uint64_t s;
};
static inline uint64_t random_next(struct random *r) // splitmix64
{
    uint64_t z = (r->s += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

// Places every unplaced unit that finds room (first.c). `when` has room for the largest unit.
void first_plan(struct arena *, struct state *, uint8_t *when, const struct clockwork *);
// The unit into its best place with room anywhere; false when there is none worth it.
bool put_anywhere(struct state *, uint32_t unit, uint8_t *when);
// Cancels rounds of exchanges among units of one type (cycles.c); gives what was won.
double cycles(struct arena *, struct state *, uint8_t *when, const struct clockwork *);
// Prices that prove the plan the best there is, where all units are alike and cycles() has nothing
// left to do; false where that is not so.
bool ring_prices(struct arena *, const struct state *, double *price);
// Forces units into better places, moves those in the way, keeps what gains (improve.c). One call
// is one sweep over the units; gives what was won.
double improve(struct arena *, struct state *, uint8_t *when, struct random *, const struct clockwork *);
// Moves units into free places where that gains, until none is left (tidy.c); gives what was won.
double tidy(struct arena *, struct state *, uint8_t *when, const struct clockwork *);
// One round of annealing from temperature `hot` to `cold`, both shares of a typical value (anneal.c).
void anneal(struct arena *, struct state *, uint8_t *when, struct random *, double typical, double hot,
            double cold, uint64_t moves, const struct clockwork *);
// Every plan that could be better than `best` (a gain over nothing placed), which lacks `distance`
// to the bound of the prices without ties plus all bonuses (exact.c). A better one goes into best_at.
// EXACT_DONE: there is none better left. The state is empty afterwards.
enum exact { EXACT_NOT, EXACT_BETTER, EXACT_DONE };
enum exact exact(struct arena *, struct state *, uint8_t *when, double distance, double best, int32_t *best_at,
                 uint64_t nodes, const struct clockwork *);

// The plan as it is handed over: places, reasons, objective (hand_over.c). `at` NULL: nobody is placed.
void hand_over(struct arena *, const struct model *, const int32_t *at, const uint8_t *when,
               struct placement_plan *);
double gap_of(int64_t bound, int64_t objective);

#endif
