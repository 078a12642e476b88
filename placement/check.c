// SPDX-License-Identifier: Apache-2.0
// Whether a plan keeps every rule, looked up in the problem itself and not in what the search made
// of it: so that a mistake there does not excuse itself.
#include <stdlib.h>

#include "placement/model.h"

struct looking {
    struct arena *a;
    const struct placement_problem *p;
    const struct placement_plan *plan;
    int32_t *accepted; // [h]: index + 1
    uint32_t *parent;
    int64_t *left, *period_left;
    str fault;
};

static uint32_t root(uint32_t *parent, uint32_t x)
{
    while (parent[x] != x) {
        parent[x] = parent[parent[x]];
        x = parent[x];
    }
    return x;
}

static bool broken(struct looking *g, uint32_t h, const char *what)
{
    g->fault = strf(g->a, "household %u: %s", h, what);
    return true;
}

static bool wrong_place(struct looking *g, uint32_t h)
{
    const struct placement_problem *p = g->p;
    int32_t m = g->plan->place[h];
    if (g->accepted[h]) {
        const struct placement_accepted *x = &p->accepted[g->accepted[h] - 1];
        return (m != (int32_t)x->municipality || g->plan->period[h] != x->period) &&
               broken(g, h, "accepted, and moved");
    }
    if (m < 0)
        return false;
    if ((uint32_t)m >= p->municipalities || g->plan->period[h] >= p->periods)
        return broken(g, h, "no such place");
    if (pair_value(p, h, (uint32_t)m) == PLACEMENT_NONE)
        return broken(g, h, "no candidate there");
    if (p->needs[h] & ~p->services[m])
        return broken(g, h, "a service is missing there");
    if (g->plan->period[h] < p->ready[h])
        return broken(g, h, "placed before it is ready");
    for (int k = 0; k < p->kinds; k++) {
        int32_t use = p->use[h * (size_t)p->kinds + (size_t)k];
        g->left[(uint32_t)m * (size_t)p->kinds + (size_t)k] -= use;
        if (g->period_left)
            g->period_left[((uint32_t)m * (size_t)p->periods + g->plan->period[h]) * (size_t)p->kinds + (size_t)k] -= use;
    }
    return false;
}

static bool over(struct looking *g, const int32_t *capacity, const int64_t *left, const int64_t *before, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (capacity[i] != PLACEMENT_UNLIMITED && left[i] < 0 && left[i] < before[i]) {
            g->fault = strf(g->a, "row %zu: more than its capacity", i);
            return true;
        }
    return false;
}

// What is left after the accepted; a row they overfill counts as exactly full.
static int64_t *rows(struct looking *g, const int32_t *capacity, size_t n, bool periods)
{
    const struct placement_problem *p = g->p;
    int64_t *left = NEW_ARRAY(g->a, n + 1, int64_t);
    for (size_t i = 0; i < n; i++)
        left[i] = capacity[i];
    for (size_t i = 0; i < p->accepted_count; i++)
        for (int k = 0; k < p->kinds; k++) {
            const struct placement_accepted *x = &p->accepted[i];
            size_t cell = periods ? x->municipality * (size_t)p->periods + (size_t)x->period : x->municipality;
            left[cell * (size_t)p->kinds + (size_t)k] -= p->use[x->household * (size_t)p->kinds + (size_t)k];
        }
    for (size_t i = 0; i < n; i++)
        left[i] = left[i] < 0 ? 0 : left[i];
    return left;
}

// A group is together or not at all; with accepted members, each other one is with one of them.
static bool torn(struct looking *g)
{
    const struct placement_problem *p = g->p;
    uint32_t *first = NEW_ARRAY(g->a, p->households + 1, uint32_t); // a free member + 1, by root
    bool *fixed = NEW_ARRAY(g->a, p->households + 1, bool), *here = NEW_ARRAY(g->a, p->households + 1, bool);
    for (uint32_t h = 0; h < p->households; h++)
        fixed[root(g->parent, h)] |= g->accepted[h] != 0;
    for (uint32_t h = 0; h < p->households; h++) {
        uint32_t r = root(g->parent, h);
        if (g->accepted[h])
            continue;
        if (!fixed[r]) {
            if (first[r] && g->plan->place[first[r] - 1] != g->plan->place[h])
                return broken(g, h, "not with its relatives");
            first[r] = h + 1;
        } else if (g->plan->place[h] >= 0) {
            for (size_t i = 0; i < p->accepted_count; i++)
                here[h] |= root(g->parent, p->accepted[i].household) == r &&
                           (int32_t)p->accepted[i].municipality == g->plan->place[h];
            if (!here[h])
                return broken(g, h, "not with its accepted relatives");
        }
    }
    return false;
}

err placement_check(struct arena *a, const struct placement_problem *p, const struct placement_plan *plan, str *fault)
{
    struct looking g = { .a = a, .p = p, .plan = plan, .fault = STR("") };
    size_t n = p->municipalities * (size_t)p->kinds;
    g.accepted = NEW_ARRAY(a, p->households + 1, int32_t);
    g.parent = NEW_ARRAY(a, p->households + 1, uint32_t);
    for (size_t i = 0; i < p->accepted_count; i++)
        g.accepted[p->accepted[i].household] = (int32_t)i + 1;
    for (uint32_t h = 0; h < p->households; h++)
        g.parent[h] = h;
    for (size_t i = 0; i < p->group_count; i++)
        for (uint32_t k = 1; k < p->groups[i].n; k++) {
            uint32_t x = root(g.parent, p->member[p->groups[i].from]),
                     y = root(g.parent, p->member[p->groups[i].from + k]);
            g.parent[x] = y;
        }
    g.left = rows(&g, p->capacity, n, false);
    int64_t *before = rows(&g, p->capacity, n, false), *period_before = NULL;
    if (p->period_capacity) {
        g.period_left = rows(&g, p->period_capacity, n * (size_t)p->periods, true);
        period_before = rows(&g, p->period_capacity, n * (size_t)p->periods, true);
    }
    bool bad = false;
    for (uint32_t h = 0; h < p->households && !bad; h++)
        bad = wrong_place(&g, h);
    for (size_t i = 0; i < p->ban_count && !bad; i++)
        if (!g.accepted[p->bans[i].household] && plan->place[p->bans[i].household] == (int32_t)p->bans[i].municipality)
            bad = broken(&g, p->bans[i].household, "placed where it is excluded");
    bad = bad || torn(&g) || over(&g, p->capacity, g.left, before, n) ||
          (g.period_left && over(&g, p->period_capacity, g.period_left, period_before, n * (size_t)p->periods));
    *fault = g.fault;
    return bad ? E_INPUT : OK;
}
