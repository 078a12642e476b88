// SPDX-License-Identifier: Apache-2.0
// A change becomes another problem that shares what did not change: who must be somewhere is excluded from
// everywhere else at a penalty above all values. The plan is repaired for it; where that leaves more of a
// gap than the plan had, the search goes on from there. Then the two plans are set side by side.
#include "placement/whatif.h"

#include <string.h>

#include "placement/search.h"

enum { TINY = 3000 }; // units times municipalities: searched to the end

struct asking {
    struct arena *a;
    const struct placement_problem *p;
    const struct placement_plan *plan;
    struct placement_problem now;
    int32_t *capacity, *fill_minimum, *penalty;
    SLICE(struct placement_ban) bans;
    int32_t *accepted; // [h]: place of an accepted one, else -1
    bool *asked;       // [h]
    str fault;
};

static err cannot(struct asking *g, size_t i, const char *why)
{
    g->fault = strf(g->a, "change %zu: %s", i + 1, why);
    return E_CONFLICT;
}

static bool banned(const struct asking *g, uint32_t h, uint32_t m)
{
    for (size_t i = 0; i < g->bans.n; i++)
        if (g->bans.p[i].household == h && g->bans.p[i].municipality == m)
            return true;
    return false;
}

static void ban(struct asking *g, uint32_t h, uint32_t m)
{
    *ADD(g->a, &g->bans) = (struct placement_ban){ h, m };
}

static err put(struct asking *g, size_t i, const struct what_change *c)
{
    const struct placement_problem *p = g->p;
    uint32_t h = c->household, m = c->municipality;
    if (g->accepted[h] >= 0)
        return g->accepted[h] == (int32_t)m ? OK : cannot(g, i, "the household is accepted elsewhere, and that is a fact");
    if (pair_value(p, h, m) == PLACEMENT_NONE)
        return cannot(g, i, "the municipality is no candidate for the household");
    if (p->needs[h] & ~p->services[m])
        return cannot(g, i, "the municipality lacks a service that the household needs");
    if (banned(g, h, m))
        return cannot(g, i, "the household is excluded there");
    for (uint32_t other = 0; other < p->municipalities; other++)
        if (other != m)
            ban(g, h, other);
    g->penalty[h] = PLACEMENT_NUMBER;
    g->asked[h] = true;
    return OK;
}

static err more_room(struct asking *g, size_t i, const struct what_change *c)
{
    int32_t *cap = &g->capacity[c->municipality * (size_t)g->p->kinds + (size_t)c->kind];
    if (*cap == PLACEMENT_UNLIMITED)
        return cannot(g, i, "that capacity has no limit");
    if (*cap + c->more < 0 || *cap + c->more > PLACEMENT_NUMBER)
        return cannot(g, i, "the capacity would be below nothing or above all numbers");
    *cap += (int32_t)c->more;
    return OK;
}

static void close_down(struct asking *g, uint32_t m)
{
    const struct placement_problem *p = g->p;
    int32_t persons = 0;
    for (size_t i = 0; i < p->accepted_count; i++)
        if (p->accepted[i].municipality == m)
            persons += p->use[p->accepted[i].household * (size_t)p->kinds];
    g->capacity[m * (size_t)p->kinds] = persons;
    g->fill_minimum[m] = 0;
}

static err change(struct asking *g, size_t i, const struct what_change *c)
{
    const struct placement_problem *p = g->p;
    bool one = c->what == WHAT_PLACE || c->what == WHAT_BAN;
    if (c->municipality >= p->municipalities || (one && c->household >= p->households) ||
        (c->what == WHAT_CAP && (c->kind < 0 || c->kind >= p->kinds))) {
        g->fault = strf(g->a, "change %zu: no such household, municipality or kind", i + 1);
        return E_INPUT;
    }
    switch (c->what) {
    case WHAT_PLACE: return put(g, i, c);
    case WHAT_BAN:
        if (g->accepted[c->household] >= 0)
            return g->accepted[c->household] != (int32_t)c->municipality
                       ? OK
                       : cannot(g, i, "the household is accepted there, and that is a fact");
        g->asked[c->household] = true;
        ban(g, c->household, c->municipality);
        return OK;
    case WHAT_CAP: return more_room(g, i, c);
    case WHAT_CLOSE: close_down(g, c->municipality); return OK;
    }
    return OK;
}

static void copies(struct asking *g)
{
    const struct placement_problem *p = g->p;
    size_t cells = p->municipalities * (size_t)p->kinds;
    g->now = *p;
    g->capacity = NEW_ARRAY(g->a, cells, int32_t);
    g->fill_minimum = NEW_ARRAY(g->a, p->municipalities, int32_t);
    g->penalty = NEW_ARRAY(g->a, p->households + 1, int32_t);
    g->accepted = NEW_ARRAY(g->a, p->households + 1, int32_t);
    g->asked = NEW_ARRAY(g->a, p->households + 1, bool);
    memcpy(g->capacity, p->capacity, cells * sizeof *g->capacity);
    memcpy(g->fill_minimum, p->fill_minimum, p->municipalities * sizeof *g->fill_minimum);
    memcpy(g->penalty, p->penalty, p->households * sizeof *g->penalty);
    memset(g->accepted, 0xFF, p->households * sizeof *g->accepted);
    for (size_t i = 0; i < p->ban_count; i++)
        ban(g, p->bans[i].household, p->bans[i].municipality);
    for (size_t i = 0; i < p->accepted_count; i++)
        if (p->accepted[i].household < p->households)
            g->accepted[p->accepted[i].household] = (int32_t)p->accepted[i].municipality;
    g->now.capacity = g->capacity;
    g->now.fill_minimum = g->fill_minimum;
    g->now.penalty = g->penalty;
}

// ---- the plan of the changed problem -----------------------------------------------------------

static err put_right(struct asking *g, const struct placement_problem *now, const struct placement_limits *asked,
                     double gap_before, struct placement_plan *out)
{
    struct placement_limits l = *asked;
    struct placement_plan anew;
    bool tiny = (uint64_t)g->p->households * g->p->municipalities <= TINY;
    l.gap = tiny ? 0 : gap_before > asked->gap ? gap_before : asked->gap;
    l.warm = NULL;
    PASS(placement_repair(g->a, now, g->plan, &l, out, &g->fault));
    if (out->status == PLACEMENT_OPTIMAL || (!tiny && out->gap <= l.gap))
        return OK;
    l.warm = out;
    PASS(place(g->a, now, &l, &anew, &g->fault));
    if (anew.objective > out->objective || (anew.objective == out->objective && anew.bound < out->bound))
        *out = anew;
    return OK;
}

// ---- side by side ------------------------------------------------------------------------------

static int64_t own_worth(const struct placement_problem *p, const struct placement_plan *plan, uint32_t h)
{
    if (plan->place[h] < 0)
        return -p->penalty[h];
    int64_t v = pair_value(p, h, (uint32_t)plan->place[h]);
    int late = plan->period[h] - p->ready[h];
    return (v == PLACEMENT_NONE ? 0 : v) - (int64_t)p->delay[h] * (late > 0 ? late : 0);
}

static int64_t bonuses(const struct placement_problem *p, const struct placement_plan *plan)
{
    int64_t sum = 0;
    for (size_t i = 0; i < p->tie_count; i++) {
        int32_t m = plan->place[p->ties[i].a];
        sum += m >= 0 && m == plan->place[p->ties[i].b] ? p->ties[i].bonus : 0;
    }
    return sum;
}

static void compare(struct asking *g, struct what_answer *out)
{
    const struct placement_problem *p = g->p;
    bool *hidden = NEW_ARRAY(g->a, p->households + 1, bool);
    SLICE(struct what_moved) moved = { 0 };
    for (size_t i = 0; i < p->ban_count; i++)
        hidden[p->bans[i].household] = true;
    for (uint32_t h = 0; h < p->households; h++) {
        int32_t from = g->plan->place[h], to = out->plan.place[h];
        int64_t change = own_worth(p, &out->plan, h) - own_worth(p, g->plan, h);
        out->unplaced_before += from < 0;
        out->unplaced_after += to < 0;
        out->households += change;
        out->others += g->asked[h] ? 0 : change;
        if (from != to || (to >= 0 && g->plan->period[h] != out->plan.period[h]))
            *ADD(g->a, &moved) = (struct what_moved){ h, from, to, g->plan->period[h], out->plan.period[h], change,
                                                      g->asked[h], hidden[h] };
    }
    out->moved = moved.p;
    out->moved_n = moved.n;
    out->ties = bonuses(p, &out->plan) - bonuses(p, g->plan);
    out->fill = out->objective_after - out->objective_before - out->households - out->ties;
}

// Those who must come along are asked for too; a locked one that found no room makes it impossible.
static err see_locked(struct asking *g, const struct what_change *c, size_t n, const struct what_answer *out)
{
    for (size_t i = 0; i < n; i++)
        if (c[i].what == WHAT_PLACE && g->accepted[c[i].household] < 0 &&
            out->plan.place[c[i].household] != (int32_t)c[i].municipality)
            return cannot(g, i, "there is no room for the household there, however others move");
    for (size_t i = 0; i < g->p->group_count; i++) {
        const struct placement_group *x = &g->p->groups[i];
        bool any = false;
        for (uint32_t k = 0; k < x->n; k++)
            any |= g->asked[g->p->member[x->from + k]];
        for (uint32_t k = 0; k < x->n && any; k++)
            g->asked[g->p->member[x->from + k]] = true;
    }
    return OK;
}

err placement_what_if(struct arena *a, const struct placement_problem *p, const struct placement_plan *plan,
                      const struct what_change *changes, size_t n, const struct placement_limits *l,
                      struct what_answer *out, str *fault)
{
    struct asking g = { .a = a, .p = p, .plan = plan, .fault = STR("") };
    int64_t bound = 0;
    *out = (struct what_answer){ 0 };
    err e = placement_check(a, p, plan, &g.fault);
    if (e == OK)
        e = placement_bound(a, p, plan, &bound);
    if (e == OK)
        copies(&g);
    for (size_t i = 0; i < n && e == OK; i++)
        e = change(&g, i, &changes[i]);
    g.now.bans = g.bans.p;
    g.now.ban_count = g.bans.n;
    out->objective_before = placement_objective(p, plan->place, plan->period);
    out->gap_before = gap_of(bound, out->objective_before);
    struct placement_plan without;
    if (e == OK)
        e = put_right(&g, p, l, out->gap_before, &without);
    if (e == OK)
        e = put_right(&g, &g.now, l, out->gap_before, &out->plan);
    if (e == OK)
        e = see_locked(&g, changes, n, out);
    *fault = g.fault;
    if (e != OK)
        return e;
    out->problem = g.now;
    out->objective_without = without.objective > out->objective_before ? without.objective : out->objective_before;
    out->objective_after = out->plan.objective;
    out->bound = out->plan.bound;
    out->gap_after = out->plan.gap;
    compare(&g, out);
    return OK;
}
