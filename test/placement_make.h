// SPDX-License-Identifier: Apache-2.0
// Placement instances for tests and benchmarks, made here so that neither needs anything from outside.
// Everything is invented. The same wish gives the same bytes everywhere.
#ifndef TEST_PLACEMENT_MAKE_H
#define TEST_PLACEMENT_MAKE_H

#include "base/out.h"

// core: one kind; unit: all single, one kind; full: six kinds, needs, bans, ties, wishes. As full, but:
// tight: no slack at all; loose; short: too little for all; zerocap: nothing; singles; families: all
// large; same: equal values; onemun: one municipality; chains: long hard ties; softchains: long soft ties;
// extreme: numbers at the ends of their ranges.
extern const char *const placement_shapes[]; // ends with NULL

struct placement_wish {
    const char *shape;
    uint32_t households, municipalities;
    uint64_t seed;
    uint64_t year;   // other households in the same municipalities; 0: the seed's own
    int periods;     // 1..12
    uint32_t each;   // candidates of each household; 0: all
    double accepted; // share
};
// False when there is no such shape.
bool placement_make(struct out *, const struct placement_wish *);

#endif
