// SPDX-License-Identifier: Apache-2.0
// What the parts of the explanation share.
#ifndef PLACEMENT_EXPLAIN_WORK_H
#define PLACEMENT_EXPLAIN_WORK_H

#include "placement/explain.h"
#include "placement/state.h"

typedef __int128 wide;
enum { MILLION = 1000000 };
#define NEVER ((wide)1 << 120)

enum { WAYS = 2 };
struct way_out { // of a placed unit, with so many moves at most
    bool known;
    int32_t to;      // -1: unplaced
    int64_t loss;    // of the plan
    uint32_t pushed; // unit that goes on from there; UINT32_MAX: there is room
};
struct explain {
    struct arena *a;
    const struct placement_problem *p;
    const struct placement_plan *plan;
    const bool *hidden;
    struct model o;
    struct state s;       // as the plan has it; every change is taken back
    uint8_t *when;        // room for the largest unit
    int64_t *price;       // [m * kinds], horizon, without fill
    int64_t *period_price; // or NULL
    int64_t *fill;        // [m]
    uint32_t *cut_from, *cut;
    uint32_t *like;       // [type]: a unit of it
    wide **cost;          // [type]: what a unit of it pays in each place, or NULL until asked
    uint32_t *from, *there; // units in m: there[from[m] .. from[m + 1])
    int64_t *own;         // [unit]: what the plan would lose if it were nowhere
    wide *now;            // [unit]: its priced value as the plan has it
    wide *other, *top;    // [unit]: the best elsewhere, the best of all; NEVER: not asked yet
    uint32_t *next;       // [unit]: the place of `other` counting relatives; UINT32_MAX: none
    struct way_out *way;  // [unit * WAYS + moves - 1]
    uint32_t *lined[WAYS]; // as `there`, those first whose way out of so many moves loses least
    bool *in_line[WAYS];  // [m]: whether they are so already
    struct margin {
        bool known;
        uint32_t there;
        int64_t least;
    } *margin;            // [m * kinds]
    uint64_t *ban_from;   // [h + 1] into ban_m
    uint32_t *ban_m;
    bool *some_extra;     // [unit]: an accepted relative gives a bonus somewhere
};

static inline int64_t cut_off(wide v)
{
    const wide most = (wide)4000000000 * 1000000000;
    return (int64_t)(v > most ? most : v < -most ? -most : v);
}

// ---- explain_price.c: all exact, in millionths
void explain_prices(struct explain *);
// What a unit of the type pays in each place, waiting in its cheapest period counted; NEVER where no
// period holds it.
const wide *explain_costs(struct explain *, uint32_t type);
// The same of one unit in m in these periods (NULL: its cheapest), in parts.
struct paying {
    wide price, fill, delay;
    int period;
};
struct paying explain_paying(const struct explain *, uint32_t unit, uint32_t m, const uint8_t *when);
wide explain_priced_now(const struct explain *, uint32_t unit);
// The exact value of a unit in the k-th place of its row; false when it may not be there.
static inline bool row_exact(const struct explain *e, uint32_t unit, uint32_t k, uint32_t *m, int64_t *v)
{
    const struct unit *u = &e->o.unit[unit];
    float x = e->o.value[u->row + k];
    if (x < -1e30f)
        return false;
    *m = u->dense ? k : e->o.where[u->row_at + k];
    // Whole numbers below 2^24 are exact as they stand.
    *v = x < 16777216.0f && x > -16777216.0f && !(u->n > 1 || e->some_extra[unit]) ? (int64_t)x
                                                                                  : unit_value(&e->o, unit, *m);
    return true;
}
// Fills top, other and next of the unit.
void explain_pass(struct explain *, uint32_t unit);
// Ties of the unit with units that are in m now; hidden ones left out unless `all`.
int64_t explain_bonus(const struct explain *, uint32_t unit, int32_t m, bool all);

// ---- explain.c: all but how many would come first
void explain_most(struct explain *, uint32_t household, struct explanation *);

// ---- explain_move.c
// Gain of putting the unit into m as things stand, exactly; `when` as state_fits gave it. Ties with
// hidden ones are left out.
int64_t explain_gain(const struct explain *, uint32_t unit, uint32_t m, const uint8_t *when);
int64_t explain_own(const struct explain *, uint32_t unit);
struct explain_step { // for tests and for carrying it out; never shown
    uint32_t unit;
    int32_t to;
};
// Finds the way; `steps` (1 + EXPLAIN_MOVES of them) may be NULL.
void explain_way(struct explain *, uint32_t unit, uint32_t m, struct explained_move *, struct explain_step *steps);

#endif
