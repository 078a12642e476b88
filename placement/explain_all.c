// SPDX-License-Identifier: Apache-2.0
// All households and municipalities at once. How many would come first somewhere is counted for all who
// ask about that place together: they are sorted by what they would gain, and each other household is
// one search in that short list.
#include <stdlib.h>

#include "placement/explain_work.h"

struct asking {
    wide gain;
    uint32_t household, more; // how many gain more, counted up from the next one
};
static int by_gain(const void *a, const void *b)
{
    const struct asking *x = a, *y = b;
    if (x->gain != y->gain)
        return x->gain < y->gain ? -1 : 1;
    return (x->household > y->household) - (x->household < y->household);
}

struct queues {
    uint32_t *from;  // [m + 1] into ask
    struct asking *ask;
    wide *least;     // [m]: of those who ask
};

static bool asks(const struct explain *e, const struct explanation *x)
{
    return x->has_best && x->best.why != WHY_CHOSEN &&
           row_value(&e->o, e->o.unit_of[x->household], (uint32_t)x->best.municipality) > -1e30f;
}

static wide gain_at(struct explain *e, uint32_t unit, uint32_t m)
{
    wide cost = explain_costs(e, e->o.unit[unit].type)[m];
    return cost == NEVER ? -NEVER : (wide)unit_value(&e->o, unit, m) * MILLION - cost - e->now[unit];
}

static void line_up(struct explain *e, const struct explanation *all, struct queues *q)
{
    const struct model *o = &e->o;
    q->from = NEW_ARRAY(e->a, o->m + 3, uint32_t);
    q->least = mem_array(e->a, o->m, sizeof *q->least);
    for (uint32_t h = 0; h < e->p->households; h++)
        if (asks(e, &all[h]))
            q->from[all[h].best.municipality + 2]++;
    for (uint32_t m = 0; m < o->m; m++)
        q->from[m + 2] += q->from[m + 1];
    q->ask = mem_array(e->a, q->from[o->m + 1] + 1, sizeof *q->ask);
    for (uint32_t h = 0; h < e->p->households; h++)
        if (asks(e, &all[h])) {
            uint32_t m = (uint32_t)all[h].best.municipality;
            q->ask[q->from[m + 1]++] = (struct asking){ gain_at(e, o->unit_of[h], m), h, 0 };
        }
    for (uint32_t m = 0; m < o->m; m++) {
        uint32_t n = q->from[m + 1] - q->from[m];
        if (n)
            qsort(q->ask + q->from[m], n, sizeof *q->ask, by_gain);
        q->least[m] = n ? q->ask[q->from[m]].gain : NEVER;
    }
}

// One more for everybody in the queue of m who gains less.
static void count_in(struct queues *q, uint32_t m, wide gain)
{
    uint32_t low = q->from[m], high = q->from[m + 1];
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (q->ask[mid].gain < gain)
            low = mid + 1;
        else
            high = mid;
    }
    if (low > q->from[m])
        q->ask[low - 1].more++;
}

void explain_all(struct explain *e, struct explanation *all)
{
    const struct model *o = &e->o;
    struct queues q;
    for (uint32_t h = 0; h < e->p->households; h++)
        explain_most(e, h, &all[h]);
    line_up(e, all, &q);
    for (uint32_t u = 0; u < o->units; u++) {
        const wide *cost = explain_costs(e, o->unit[u].type);
        for (uint32_t k = 0; k < o->unit[u].row_n; k++) {
            uint32_t m;
            int64_t v;
            if (!row_exact(e, u, k, &m, &v) || cost[m] == NEVER || (int32_t)m == e->s.at[u])
                continue;
            wide gain = (wide)v * MILLION - cost[m] - e->now[u];
            if (gain > q.least[m])
                count_in(&q, m, gain);
        }
    }
    for (uint32_t m = 0; m < o->m; m++) {
        uint32_t more = 0;
        for (uint32_t i = q.from[m + 1]; i-- > q.from[m];) {
            more += q.ask[i].more;
            all[q.ask[i].household].before = more;
        }
    }
}

// ---- municipalities ---------------------------------------------------------------------------

static void rows_of(const struct explain *e, uint32_t m, struct explained_municipality *x)
{
    const struct placement_problem *p = e->p;
    const struct model *o = &e->o;
    for (int k = 0; k < o->kinds; k++) {
        size_t at = m * (size_t)o->kinds + (size_t)k;
        int64_t dearest = 0;
        for (int t = 0; e->period_price && t < o->periods; t++) {
            int64_t v = e->period_price[((size_t)m * (size_t)o->periods + (size_t)t) * (size_t)o->kinds + (size_t)k];
            dearest = v > dearest ? v : dearest;
        }
        x->kind[k].capacity = p->capacity[at];
        x->kind[k].price = cut_off((wide)e->price[at] + dearest);
        x->kind[k].full = !unlimited(e->s.left[at]) && e->s.left[at] <= 0;
    }
}

// The three who would gain most, and all who would gain.
static void one_more(struct explained_municipality *x, wide gain)
{
    int64_t v = cut_off(gain);
    x->first++;
    for (int i = 0; i < 3; i++)
        if (v > x->first_gain[i]) {
            int64_t t = x->first_gain[i];
            x->first_gain[i] = v;
            v = t;
        }
}

void explain_municipalities(struct explain *e, struct explained_municipality *out)
{
    const struct placement_problem *p = e->p;
    const struct model *o = &e->o;
    for (uint32_t m = 0; m < o->m; m++) {
        out[m] = (struct explained_municipality){ .fill_minimum = p->fill_minimum[m], .fill_price = p->fill_price[m] };
        rows_of(e, m, &out[m]);
    }
    for (uint32_t h = 0; h < p->households; h++) {
        if (e->plan->place[h] < 0)
            continue;
        struct explained_municipality *x = &out[e->plan->place[h]];
        x->persons += p->use[h * (size_t)p->kinds];
        x->placed++;
        x->accepted += o->unit_of[h] == UINT32_MAX;
        for (int k = 0; k < o->kinds; k++)
            x->kind[k].used += p->use[h * (size_t)p->kinds + (size_t)k];
    }
    for (uint32_t m = 0; m < o->m; m++)
        out[m].fill_missing = out[m].fill_minimum > out[m].persons ? out[m].fill_minimum - out[m].persons : 0;
    for (uint32_t u = 0; u < o->units; u++) {
        const wide *cost = explain_costs(e, o->unit[u].type);
        int64_t top = INT64_MIN;
        uint32_t best = UINT32_MAX;
        for (uint32_t k = 0; k < o->unit[u].row_n; k++) {
            uint32_t m;
            int64_t v;
            if (!row_exact(e, u, k, &m, &v) || cost[m] == NEVER)
                continue;
            if (v > top || (v == top && (int32_t)m == e->s.at[u])) {
                top = v;
                best = m;
            }
            wide gain = (wide)v * MILLION - cost[m] - e->now[u];
            if ((int32_t)m != e->s.at[u] && gain > 0)
                one_more(&out[m], gain);
        }
        if (best != UINT32_MAX && (int32_t)best != e->s.at[u])
            out[best].wanted++;
    }
}
