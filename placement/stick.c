// SPDX-License-Identifier: Apache-2.0
// Asked but unanswered: people and municipalities are not shuffled for noise. Where a household stands in
// the earlier plan counts for so much more while a plan is sought; it moves only when that is less than
// what the move gains. What is handed over is counted in true values, and so is the bound.
#include <stdlib.h>
#include <string.h>

#include "placement/search.h"

static int32_t *value_in(const struct placement_problem *p, int32_t *value, uint32_t h, uint32_t m)
{
    if (p->dense[h])
        return &value[p->at[h] + m];
    for (uint64_t k = 0; k < p->at[h + 1] - p->at[h]; k++)
        if (p->municipality[p->sparse_at[h] + k] == m)
            return &value[p->at[h] + k];
    return NULL;
}

err placement_stick(struct arena *a, const struct placement_problem *p, const struct placement_stay *stay,
                    const struct placement_limits *l, struct placement_plan *out, str *fault)
{
    struct placement_problem now = *p;
    const struct placement_plan *before = l->warm;
    if (!before || !before->place)
        return place(a, p, l, out, fault);
    int32_t *value = NEW_ARRAY(a, p->at[p->households] + 1, int32_t);
    memcpy(value, p->value, p->at[p->households] * sizeof *value);
    for (uint32_t h = 0; h < p->households; h++) {
        int32_t m = before->place[h];
        int32_t *v = m >= 0 && (uint32_t)m < p->municipalities && (!stay->asked || stay->asked[h])
                         ? value_in(p, value, h, (uint32_t)m)
                         : NULL;
        if (!v || *v == PLACEMENT_NONE)
            continue;
        double more = stay->amount > 0 ? stay->amount : stay->share * labs((long)*v);
        *v += (int32_t)(more < PLACEMENT_NUMBER ? more + 0.5 : PLACEMENT_NUMBER);
    }
    now.value = value;
    PASS(place(a, &now, l, out, fault));
    out->objective = placement_objective(p, out->place, out->period);
    PASS(placement_bound(a, p, out, &out->bound));
    out->bound_search = INT64_MAX; // what a search has shown was of the other values
    out->gap = gap_of(out->bound, out->objective);
    out->status = out->bound == out->objective ? PLACEMENT_OPTIMAL
                  : out->gap <= l->gap         ? PLACEMENT_WITHIN
                                               : PLACEMENT_LIMIT;
    return OK;
}
