// SPDX-License-Identifier: Apache-2.0
// How many places the year will end with, if those who have not answered the raised request add
// places at the pace of those who have:
//     forecast = base + (decided - base) / share answered
// An estimate, never a decision: it is shown with its base, share and date.
#ifndef ROOMS_SETTLEMENT_FORECAST_H
#define ROOMS_SETTLEMENT_FORECAST_H

#include "platform/data/record.h"

struct forecast_facts {
    int64_t base;     // places expected had the request not been raised
    int64_t decided;  // places decided on `on`
    int64_t answered; // municipalities that have answered the newest request
    int64_t asked;    // municipalities asked
    day on;
};

enum forecast_fault {
    FORECAST_FINE,
    FORECAST_NOBODY_ASKED,
    FORECAST_NOBODY_ANSWERED, // nothing to go by yet
    FORECAST_TOO_FEW,         // under a tenth have answered: they tell nothing of the rest
    FORECAST_WRONG_SHARE,     // more answered than were asked, or a negative number
};

struct forecast {
    enum forecast_fault fault;
    int64_t places; // whole places, half away from zero
    int64_t added;  // decided - base; negative when decisions fell below the base
    double share;   // 0 < share <= 1
};

struct forecast forecast(const struct forecast_facts *);

#endif
