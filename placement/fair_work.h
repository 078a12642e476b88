// SPDX-License-Identifier: Apache-2.0
#ifndef PLACEMENT_FAIR_WORK_H
#define PLACEMENT_FAIR_WORK_H

#include "placement/explain_work.h"
#include "placement/fair.h"

// The plan as it stands with nobody hidden.
MUST err fair_stand(struct arena *, const struct placement_problem *, const struct placement_plan *, struct explain **,
                    str *fault);
// Smallest share of capacity filled, millionths; -1: none counts. `may` [m]: whether anybody may come.
int64_t fair_share(const struct placement_problem *, const bool *may, const int32_t *place, uint32_t *at);
bool *fair_may(struct arena *, const struct model *);
// Trades that end justified envy, the dearest penalty first, while they lose no more than `budget` in
// all; true when anything changed. `left`: how many still envy (fair_envy.c).
bool fair_trade(struct explain *, int64_t budget);
uint32_t fair_envious(struct explain *);

#endif
