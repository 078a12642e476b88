// SPDX-License-Identifier: Apache-2.0
// What the two halves of the knapsack share: the options of each type or family (knapsack_options.c) and
// the sets that are made of them (knapsack.c).
#ifndef PLACEMENT_KNAPSACK_WORK_H
#define PLACEMENT_KNAPSACK_WORK_H

#include "placement/market.h"

enum { ROWS = 64, TREE = 6, MOST_OPTIONS = 4000, MOST_PATTERNS = 256 };

// One way to come, by type: with periods, which of them each member takes.
struct pattern {
    uint64_t key;
    double cost;        // of the periods alone
    uint32_t times;     // member by member, in base PLACEMENT_PERIODS
};

struct option {
    uint64_t key;       // loads, packed
    double loss, cuts;  // cuts: what its sizes are worth in rounded inequalities
    int64_t use0;
    uint32_t set;       // of a group of relatives: bits; of a type: how many
    uint32_t parent;    // the option it adds one unit to, + 1
    uint32_t last, pattern; // that unit in the group, and how it comes
    uint32_t times;
};
struct group {
    uint32_t item, n;      // items of it
    uint32_t option, options;
    double least;          // its cheapest option or 0
};
struct label {
    uint64_t key;
    double loss, cuts;
    uint32_t parent, option; // index + 1
    uint32_t at;             // its slot
};
struct knapsack_work {
    struct knapsack *k;
    struct arena *a;
    int kinds, kind[ROWS], period[ROWS], shift[ROWS + 1]; // rows; period -1: the whole horizon
    int64_t room[ROWS];
    double price[ROWS];
    double limit;          // no option that loses more is of use
    double fill, fill_price;
    int64_t lo;
    double cut_room;
    uint32_t items;        // those that lose little enough
    double cut_price[64];
    const int32_t *cut_size[64];
    int cuts;
    SLICE(struct group) group;
    SLICE(struct option) option;
    double *rest;          // [group]: least losses of it and those after it
    int64_t *could;        // [group * kinds]: most that it and those after it use
    struct label *label;
    uint32_t n;
    uint32_t *slot, slots;
    uint32_t *alive, alives;
    uint32_t patterns[TREE];
    struct pattern pattern[TREE][MOST_PATTERNS]; // last: not cleared
};

static inline int64_t load_of(const struct knapsack_work *w, uint64_t key, int k)
{
    int n = w->shift[k + 1] - w->shift[k];
    return (int64_t)(key >> w->shift[k] & ((UINT64_C(1) << n) - 1));
}

static inline bool fits(const struct knapsack_work *w, uint64_t a, uint64_t b)
{
    for (int k = 0; k < w->kinds; k++)
        if (load_of(w, a, k) + load_of(w, b, k) > w->room[k])
            return false;
    return true;
}

// Rows of the municipality; false when the loads cannot be packed.
bool knapsack_rows(struct knapsack_work *);
// The groups and their options from `items`; false when there are too many.
bool knapsack_groups(struct knapsack_work *);

#endif
