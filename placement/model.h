// SPDX-License-Identifier: Apache-2.0
// What the search works on: units (a household, or a merged hard group), their types, the rows that
// bind. Made once from the problem; the rest of the library sees only this.
#ifndef PLACEMENT_MODEL_H
#define PLACEMENT_MODEL_H

#include "placement/placement.h"

struct unit {
    uint32_t from, n;     // members: households member[from .. from + n)
    uint32_t type;
    uint32_t first_tie, ties; // into tie_of
    int64_t penalty;
    uint64_t row;         // into value; n values when dense
    uint32_t row_n;
    uint64_t row_at;      // into where, when sparse
    bool dense;
};
struct unit_tie {
    uint32_t other;       // unit
    int64_t bonus;
};
// Units that use the same of everything (and, with periods, are ready at the same time) cost the
// same in each municipality.
struct type {
    int32_t use[PLACEMENT_KINDS]; // of the whole unit
    uint32_t from, n;             // with periods: its members' own uses, in part
    uint32_t units;
};
struct part { // one member of a type, with periods
    int32_t use[PLACEMENT_KINDS];
    int32_t delay;
    uint8_t ready;
};

struct unit_extra { // with an accepted relative
    uint32_t unit, m;
    int64_t bonus;
};

struct model {
    const struct placement_problem *p;
    struct arena *a;
    uint32_t m, units, types;
    int kinds, periods;
    bool by_period;       // some period row binds: places are chosen with their period
    struct unit *unit;
    uint32_t *member;
    uint32_t *unit_of;    // [h]; UINT32_MAX for accepted ones
    struct type *type;
    struct part *part;
    float *value;         // rows of units; NO_VALUE where it may not come
    uint32_t *where;      // municipalities of sparse rows
    struct unit_tie *tie_of;
    int64_t *left;        // [m * kinds]: capacity after the accepted ones, or NO_LIMIT
    int64_t *period_left; // [(m * periods + p) * kinds], or NULL
    int64_t *fill_left;   // [m]: persons still wished
    int64_t *fill_price;  // [m], 0 where there is no wish left
    struct placement_overfull *overfull;
    size_t overfull_count;
    uint64_t *accepted_at; // [h]: municipality + 1, 0 for free ones
    int64_t *own_bonus;    // [unit]: ties inside it
    struct unit_extra *extra; // by unit, then municipality
    size_t extras;
};
#define NO_VALUE (-3e38f)
// A row without a limit: so much is left that no use is ever seen.
#define NO_LIMIT (INT64_C(1) << 60)
static inline bool unlimited(int64_t left)
{
    return left > NO_LIMIT / 2;
}

// E_INPUT when an index of the problem is out of range or its sums could pass 62 bits.
MUST err model_make(struct arena *, const struct placement_problem *, struct model *, str *fault);
// The value of one household in one municipality, whether or not it may come there;
// PLACEMENT_NONE when it is no candidate.
int64_t pair_value(const struct placement_problem *, uint32_t h, uint32_t m);
// The exact value of a unit in m, with bonuses for accepted relatives and within itself, without
// delay; the caller knows that it may come there.
int64_t unit_value(const struct model *, uint32_t unit, uint32_t m);
// The bound of the plan's prices, rounded down: every objective is a whole number (certificate.c).
int64_t model_bound(struct arena *, const struct model *, const struct placement_plan *);
__int128 model_bound_exact(struct arena *, const struct model *, const struct placement_plan *); // in millionths
float row_value(const struct model *, uint32_t unit, uint32_t m); // NO_VALUE when it may not

#endif
