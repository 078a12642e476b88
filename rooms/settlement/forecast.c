// SPDX-License-Identifier: Apache-2.0
#include "rooms/settlement/forecast.h"

#include <math.h>

struct forecast forecast(const struct forecast_facts *f)
{
    enum { LEAST = 10 }; // one in ten
    struct forecast r = { 0 };
    if (f->asked <= 0)
        r.fault = FORECAST_NOBODY_ASKED;
    else if (f->answered < 0 || f->answered > f->asked || f->base < 0 || f->decided < 0)
        r.fault = FORECAST_WRONG_SHARE;
    else if (f->answered == 0)
        r.fault = FORECAST_NOBODY_ANSWERED;
    else if (f->answered * LEAST < f->asked)
        r.fault = FORECAST_TOO_FEW;
    if (r.fault != FORECAST_FINE)
        return r;

    r.added = f->decided - f->base;
    r.share = (double)f->answered / (double)f->asked;
    // added * asked / answered in one division: no rounding of the share on the way.
    double more = (double)r.added * (double)f->asked / (double)f->answered;
    r.places = f->base + (int64_t)llround(more);
    if (r.places < 0)
        r.places = 0;
    return r;
}
