// SPDX-License-Identifier: Apache-2.0
// An invented population of refugees in Norway that looks like the true one in its public figures:
// who came when and from where, ages, households, permits, waits, municipalities, moves. The same
// question gives the same people on every machine. Nobody in it exists; identity numbers are of
// the synthetic ranges. The files are described in docs/person-files.md.
#ifndef SYNTH_SYNTH_H
#define SYNTH_SYNTH_H

#include "base/day.h"
#include "base/err.h"
#include "base/out.h"

struct synth_ask {
    int64_t persons; // 100 to 1 000 000
    uint64_t seed;
    day from, to;    // from 2015-01-01 on, the last day at most in 2037
};
struct synth;

// E_INPUT with a fault for people when the question cannot be answered.
MUST err synth_make(struct arena *, struct synth_ask, struct synth **, str *fault);

void synth_persons_csv(const struct synth *, struct out *);
void synth_events_csv(const struct synth *, struct out *);
void synth_relations_csv(const struct synth *, struct out *);
void synth_centres_csv(const struct synth *, struct out *);

// One figure beside its calibration table. `made` is in persons of the true size: the count
// divided by `scale`.
struct synth_margin {
    str measure, period, group;
    double wanted, made, count; // count: persons as made
    bool confirmed;             // the wanted figure stands so in its source
    const char *note;           // why it cannot be met; "" else
};
struct synth_report {
    double scale;
    SLICE(struct synth_margin) margins;
};
void synth_report(struct arena *, const struct synth *, struct synth_report *);
// Within 2 percent, or within two persons as made.
bool synth_margin_met(const struct synth_margin *);
void synth_report_csv(const struct synth_report *, struct out *);
void synth_report_text(const struct synth_report *, struct out *);

#endif
