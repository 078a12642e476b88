// SPDX-License-Identifier: Apache-2.0
// Work for later: a job is a row written in the transaction of its cause; a fact is a row that
// tells rooms above that something happened, and becomes a job for each room that hears it.
#ifndef PLATFORM_JOB_JOB_H
#define PLATFORM_JOB_JOB_H

#include "platform/db/db.h"

struct job_kind {
    const char *name; // "settlement.remind"
    // Runs in its own write transaction; E_RETRY or E_PEER: again later, with growing pauses,
    // parked after 8 tries. payload: JSON. May run twice: must be safe to repeat.
    err (*run)(struct db *, str payload);
    int every_minutes; // > 0: also by the clock
    // Instead of run, for work that talks to others: by the clock, outside of any transaction.
    err (*outside)(struct db_pool *, struct arena *, int64_t now);
    // Instead of run, for long computing: a job like others, but in no transaction of the queue, so that
    // nobody waits for it; it takes its own short ones. One at a time in a process.
    err (*apart)(struct db_pool *, struct arena *, int64_t now, str payload);
};
struct hears {
    const char *fact; // "settlement.answered"
    err (*run)(struct db *, int64_t subject, str payload);
};

MUST err job_later(struct db *, const struct job_kind *, int64_t run_at_ms, str payload);
MUST err fact(struct db *, const char *kind, int64_t subject, str payload);

struct job_runner;
// One thread. `fixed`: the day that stands still, so that what runs by itself lives on the same day as the
// pages; DAY_NONE for the clock's.
struct job_runner *job_start(struct db_pool *, int64_t (*clock_ms)(void), day fixed);
void job_stop(struct job_runner *); // waits for the running job
// Runs all that is due now, in this thread; how many. For tests and commands.
MUST err job_run_due(struct db_pool *, struct arena *, int64_t now, int *ran);

#endif
