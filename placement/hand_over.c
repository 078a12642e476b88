// SPDX-License-Identifier: Apache-2.0
// From the search to the plan that is handed over: where everybody is, why somebody is nowhere, and
// what it is all worth in whole numbers.
#include <math.h>
#include <string.h>

#include "placement/search.h"

const char *const placement_reasons[] = { "no-candidate", "excluded", "too-large", "capacity", "tie" };

static uint8_t reason_of(const struct model *o, uint32_t h)
{
    const struct placement_problem *p = o->p;
    uint64_t n = p->at[h + 1] - p->at[h];
    bool any = false, may = false;
    for (uint32_t m = 0; m < p->municipalities && n; m++) {
        if (pair_value(p, h, m) == PLACEMENT_NONE)
            continue;
        any = true;
        may |= !(p->needs[h] & ~p->services[m]);
    }
    if (!any || !may)
        return UNPLACED_NO_CANDIDATE;
    const struct unit *u = &o->unit[o->unit_of[h]];
    for (uint32_t k = 0; k < u->row_n; k++)
        if (o->value[u->row + k] > -1e30f)
            return UNPLACED_CAPACITY;
    if (u->n > 1)
        return UNPLACED_TIE;
    for (uint32_t m = 0; m < p->municipalities; m++) {
        bool fits = true;
        for (int k = 0; k < p->kinds; k++) {
            int64_t left = o->left[m * (size_t)p->kinds + (size_t)k];
            fits &= unlimited(left) || left >= p->use[h * (size_t)p->kinds + (size_t)k];
        }
        if (fits && pair_value(p, h, m) != PLACEMENT_NONE && !(p->needs[h] & ~p->services[m]))
            return UNPLACED_EXCLUDED;
    }
    return UNPLACED_TOO_LARGE;
}

void hand_over(struct arena *a, const struct model *o, const int32_t *at, const uint8_t *when,
               struct placement_plan *out)
{
    const struct placement_problem *p = o->p;
    out->place = NEW_ARRAY(a, p->households + 1, int32_t);
    out->period = NEW_ARRAY(a, p->households + 1, uint8_t);
    out->reason = NEW_ARRAY(a, p->households + 1, uint8_t);
    memset(out->place, 0xFF, p->households * sizeof *out->place);
    for (uint32_t u = 0; u < o->units; u++)
        for (uint32_t i = 0; i < o->unit[u].n && at; i++) {
            out->place[o->member[o->unit[u].from + i]] = at[u];
            out->period[o->member[o->unit[u].from + i]] = when[o->unit[u].from + i];
        }
    for (size_t i = 0; i < p->accepted_count; i++) {
        out->place[p->accepted[i].household] = (int32_t)p->accepted[i].municipality;
        out->period[p->accepted[i].household] = (uint8_t)p->accepted[i].period;
    }
    for (uint32_t h = 0; h < p->households; h++)
        if (out->place[h] < 0)
            out->reason[h] = reason_of(o, h);
    out->overfull = o->overfull;
    out->overfull_count = o->overfull_count;
    out->objective = placement_objective(p, out->place, out->period);
}

double gap_of(int64_t bound, int64_t objective)
{
    double size = fabs((double)objective);
    return ((double)bound - (double)objective) / (size > 1 ? size : 1);
}
