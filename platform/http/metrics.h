// SPDX-License-Identifier: Apache-2.0
// Counters of the process for the operators' monitor, in the Prometheus text format. They hold
// no personal data: numbers by status class and time.
#ifndef PLATFORM_HTTP_METRICS_H
#define PLATFORM_HTTP_METRICS_H

#include <stdatomic.h>

#include "base/out.h"

enum { TIME_STEPS = 9 };

struct metrics {
    atomic_llong status[6];          // by hundreds; [0] for none
    atomic_llong within[TIME_STEPS]; // requests not slower than the step; the last is the rest
    atomic_llong us;                 // time of all
    atomic_llong busy;               // answered 503 because the queue was full or slow
    atomic_llong hung_up;            // clients that were gone when their turn came
    atomic_llong late;               // connections ended by a deadline
    atomic_llong open, queued;       // now
};

void metrics_request(struct metrics *, int status, int64_t us); // NULL is allowed
void metrics_text(const struct metrics *, struct out *);

#endif
