// SPDX-License-Identifier: Apache-2.0
// A figure is a value and a sign (statistics.md section 1): a withheld value is never kept here.
#ifndef ROOMS_STATISTICS_FIGURE_H
#define ROOMS_STATISTICS_FIGURE_H

#include <math.h>

#include "platform/data/record.h"

enum sign {
    SIGN_VALUE,    // the value counts
    SIGN_WITHHELD, // ":"  may not be published
    SIGN_NOT,      // "."  cannot occur, or was not asked
    SIGN_MISSING,  // ".." not known
};

struct fig {
    double v; // 0 unless the sign is SIGN_VALUE
    enum sign sign;
};

static inline struct fig fig_of(double v)
{
    return (struct fig){ v, SIGN_VALUE };
}
static inline struct fig fig_sign(enum sign s)
{
    return (struct fig){ 0, s };
}

const char *sign_text(enum sign); // ":", ".", ".."; "" for a value

// Sum of parts of one municipality (mergers): withheld when any part is, since the rest would look
// like the whole; "." and ".." parts count nothing unless all are so.
struct fig fig_merge(struct fig, struct fig);
// 100 * a / b, one decimal; carries the signs (section 1.6), ".." when b is 0.
struct fig fig_percent(struct fig a, struct fig b);
struct fig fig_per_1000(struct fig, int64_t inhabitants); // ".." when they are not known
double round_half_away(double, int decimals);

#endif
