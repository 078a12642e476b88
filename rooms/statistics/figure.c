// SPDX-License-Identifier: Apache-2.0
#include "rooms/statistics/figure.h"

const char *sign_text(enum sign s)
{
    switch (s) {
    case SIGN_VALUE: return "";
    case SIGN_WITHHELD: return ":";
    case SIGN_NOT: return ".";
    case SIGN_MISSING: return "..";
    }
    return "";
}

struct fig fig_merge(struct fig a, struct fig b)
{
    if (a.sign == SIGN_WITHHELD || b.sign == SIGN_WITHHELD)
        return fig_sign(SIGN_WITHHELD);
    if (a.sign == SIGN_VALUE && b.sign == SIGN_VALUE)
        return fig_of(a.v + b.v);
    if (a.sign == SIGN_VALUE)
        return a;
    return b.sign == SIGN_VALUE || a.sign == SIGN_NOT ? b : a;
}

double round_half_away(double v, int decimals)
{
    double scale = pow(10, decimals);
    // The small addition undoes the binary error of values like 2.35, which are meant exactly.
    double scaled = fabs(v) * scale, r = floor(scaled + 0.5 + scaled * 1e-12) / scale;
    return v < 0 ? -r : r;
}

static enum sign worse(enum sign a, enum sign b)
{
    if (a == SIGN_WITHHELD || b == SIGN_WITHHELD)
        return SIGN_WITHHELD;
    return a == SIGN_VALUE ? b : a;
}

struct fig fig_percent(struct fig a, struct fig b)
{
    enum sign s = worse(a.sign, b.sign);
    if (s != SIGN_VALUE)
        return fig_sign(s);
    return b.v > 0 ? fig_of(round_half_away(100 * a.v / b.v, 1)) : fig_sign(SIGN_NOT);
}

struct fig fig_per_1000(struct fig a, int64_t inhabitants)
{
    if (a.sign != SIGN_VALUE)
        return a;
    return inhabitants > 0 ? fig_of(round_half_away(1000 * a.v / (double)inhabitants, 1))
                           : fig_sign(SIGN_MISSING);
}
