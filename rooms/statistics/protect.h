// SPDX-License-Identifier: Apache-2.0
// Disclosure control (statistics.md 6.3): which cells of a linked set of tables may be published so
// that no small cell can be worked out. It knows vectors and sums, not what is counted.
//
// Every cell is a sum of inner quantities: a vector over columns. Cells are published from most
// wanted to least; one is hidden when a small cell's vector would then lie in the span of what is
// published (Gaussian elimination modulo the prime 2^61-1: exact, no tolerance). After that, bounds
// are propagated over the sums: a small cell whose interval is narrower than the threshold less one
// makes more cells hidden.
#ifndef ROOMS_STATISTICS_PROTECT_H
#define ROOMS_STATISTICS_PROTECT_H

#include "base/arena.h"

struct term {
    uint32_t column;
    int32_t times;
};
typedef SLICE(struct term) terms; // by column, no column twice, no zero

struct guarded {
    terms v;
    int64_t value;
    int64_t least;   // what everybody knows it is at least: 0, or what was last published of a growing one
    int64_t wanted;  // large first; same: as they stand
    bool open;       // may be published at all
    bool small;      // primary: never to be worked out
    bool loose;      // small, but only its exact value is kept: its interval may be narrow
    int32_t block;   // the place it is about: withheld together where less does not do; 0 never
    bool shut;       // hidden in an earlier release: stays so
    bool hidden;     // out: neither published nor to be worked out
};
struct guarded_sum { // whole = sum of parts, as indexes of cells
    uint32_t whole;
    SLICE(uint32_t) parts;
};
typedef SLICE(struct guarded) guarded_cells;
typedef SLICE(struct guarded_sum) guarded_sums;

struct protect_report {
    int64_t small, second, repaired; // hidden as small, to protect these, and by the bounds
    int64_t narrow;                  // small cells still within a narrow interval: 0, or nothing is published
};
// Columns are numbered below `columns`. Same input, same pattern.
void protect(guarded_cells *, const guarded_sums *, uint32_t columns,
             int64_t threshold, struct protect_report *);

// The audit alone: small cells whose interval, reckoned from what is published and that hidden cells
// are at least `least` (and at least `floor`), is narrower than the threshold less one.
int64_t protect_narrow(struct arena *, const guarded_cells *, const guarded_sums *, int64_t threshold,
                       int64_t floor);

#endif
