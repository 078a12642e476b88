// SPDX-License-Identifier: Apache-2.0
// Explanation: one pass over a household's candidates at the prices gives what it chose, what it would
// have liked, and what is next; see explain_price.c for the figures and explain_move.c for the moves.
#include <stdlib.h>
#include <string.h>

#include "placement/explain_work.h"

const char *const placement_whys[] = { "chosen", "no-candidate", "excluded", "service", "relatives", "too-large",
                                       "full", "period", "fill", "ties", "worse", "free" };

// ---- making -----------------------------------------------------------------------------------

static void hide_excluded(struct explain *e)
{
    bool *hidden = NEW_ARRAY(e->a, e->p->households + 1, bool);
    for (size_t i = 0; i < e->p->ban_count; i++)
        hidden[e->p->bans[i].household] = true;
    e->hidden = hidden;
}

static void stand(struct explain *e)
{
    const struct model *o = &e->o;
    uint32_t largest = 1;
    for (uint32_t u = 0; u < o->units; u++)
        largest = o->unit[u].n > largest ? o->unit[u].n : largest;
    e->when = NEW_ARRAY(e->a, largest + 1, uint8_t);
    e->from = NEW_ARRAY(e->a, o->m + 3, uint32_t);
    e->there = NEW_ARRAY(e->a, o->units + 1, uint32_t);
    state_make(e->a, o, NULL, &e->s);
    for (uint32_t u = 0; u < o->units; u++) {
        const struct unit *x = &o->unit[u];
        int32_t m = e->plan->place[o->member[x->from]];
        for (uint32_t i = 0; i < x->n; i++)
            e->when[i] = e->plan->period[o->member[x->from + i]];
        if (m < 0)
            continue;
        state_put(&e->s, u, (uint32_t)m, e->when);
        e->from[m + 2]++;
    }
    for (uint32_t m = 0; m < o->m; m++)
        e->from[m + 2] += e->from[m + 1];
    for (uint32_t u = 0; u < o->units; u++)
        if (e->s.at[u] >= 0)
            e->there[e->from[e->s.at[u] + 1]++] = u;
    for (int i = 0; i < WAYS; i++) {
        e->lined[i] = NEW_ARRAY(e->a, o->units + 1, uint32_t);
        e->in_line[i] = NEW_ARRAY(e->a, o->m, bool);
        memcpy(e->lined[i], e->there, o->units * sizeof *e->there);
    }
}

static void tables(struct explain *e)
{
    const struct model *o = &e->o;
    const struct placement_problem *p = e->p;
    e->like = NEW_ARRAY(e->a, o->types + 1, uint32_t);
    e->cost = NEW_ARRAY(e->a, o->types + 1, wide *);
    e->own = NEW_ARRAY(e->a, o->units + 1, int64_t);
    e->now = mem_array(e->a, o->units + 1, sizeof *e->now);
    e->top = mem_array(e->a, o->units + 1, sizeof *e->top);
    e->other = mem_array(e->a, o->units + 1, sizeof *e->other);
    e->next = NEW_ARRAY(e->a, o->units + 1, uint32_t);
    e->way = NEW_ARRAY(e->a, (size_t)o->units * WAYS + 1, struct way_out);
    e->margin = NEW_ARRAY(e->a, (size_t)o->m * (size_t)o->kinds, struct margin);
    e->some_extra = NEW_ARRAY(e->a, o->units + 1, bool);
    e->ban_from = NEW_ARRAY(e->a, p->households + 2, uint64_t);
    e->ban_m = NEW_ARRAY(e->a, p->ban_count + 1, uint32_t);
    for (size_t i = 0; i < o->extras; i++)
        e->some_extra[o->extra[i].unit] = true;
    for (uint32_t u = o->units; u-- > 0;) {
        e->like[o->unit[u].type] = u;
        e->top[u] = NEVER;
    }
    for (size_t i = 0; i < p->ban_count; i++)
        e->ban_from[p->bans[i].household + 2]++;
    for (uint32_t h = 0; h < p->households; h++)
        e->ban_from[h + 2] += e->ban_from[h + 1];
    for (size_t i = 0; i < p->ban_count; i++)
        e->ban_m[e->ban_from[p->bans[i].household + 1]++] = p->bans[i].municipality;
}

err explain_make(struct arena *a, const struct placement_problem *p, const struct placement_plan *plan,
                 const bool *hidden, struct explain **out, str *fault)
{
    struct explain *e = NEW(a, struct explain);
    *e = (struct explain){ .a = a, .p = p, .plan = plan, .hidden = hidden };
    PASS(model_make(a, p, &e->o, fault));
    PASS(placement_check(a, p, plan, fault));
    if (!hidden)
        hide_excluded(e);
    tables(e);
    stand(e);
    explain_prices(e);
    for (uint32_t u = 0; u < e->o.units; u++) {
        e->now[u] = explain_priced_now(e, u);
        e->own[u] = explain_own(e, u);
    }
    *out = e;
    return OK;
}

// ---- one place --------------------------------------------------------------------------------

static int64_t plain_value(const struct explain *e, uint32_t h, uint32_t m)
{
    uint32_t unit = e->o.unit_of[h];
    if (unit == UINT32_MAX)
        return pair_value(e->p, h, m);
    const struct unit *u = &e->o.unit[unit];
    int64_t sum = 0;
    for (uint32_t i = 0; i < u->n; i++) {
        int64_t v = pair_value(e->p, e->o.member[u->from + i], m);
        if (v == PLACEMENT_NONE)
            return PLACEMENT_NONE;
        sum += v;
    }
    return sum;
}

static bool banned(const struct explain *e, uint32_t h, uint32_t m)
{
    for (uint64_t i = e->ban_from[h]; i < e->ban_from[h + 1]; i++)
        if (e->ban_m[i] == m)
            return true;
    return false;
}

static bool narrow(const struct explain *e, uint32_t unit, uint32_t m)
{
    const int32_t *use = e->o.type[e->o.unit[unit].type].use;
    const int64_t *left = e->o.left + m * (size_t)e->o.kinds;
    for (int k = 0; k < e->o.kinds; k++)
        if (!unlimited(left[k]) && left[k] < use[k])
            return true;
    return false;
}

// Those of m who use the kind, and the one among them who has least over its next best place.
static void margin_of(struct explain *e, uint32_t m, struct explained_row *row)
{
    const struct model *o = &e->o;
    struct margin *x = &e->margin[m * (size_t)o->kinds + (size_t)row->kind];
    wide least = NEVER;
    for (uint32_t i = e->from[m]; i < e->from[m + 1] && !x->known; i++) {
        uint32_t v = e->there[i];
        if (!o->type[o->unit[v].type].use[row->kind])
            continue;
        explain_pass(e, v);
        x->there++;
        least = e->now[v] - e->other[v] < least ? e->now[v] - e->other[v] : least;
    }
    if (!x->known)
        x->least = x->there ? cut_off(least) : 0;
    x->known = true;
    row->there = x->there;
    row->margin = x->least;
}

static void full_rows(struct explain *e, uint32_t unit, uint32_t m, struct explained_place *x)
{
    const struct model *o = &e->o;
    const int32_t *use = o->type[o->unit[unit].type].use;
    for (int k = 0; k < o->kinds && x->full_n < EXPLAIN_FULL; k++) {
        size_t at = m * (size_t)o->kinds + (size_t)k;
        if (!use[k] || unlimited(e->s.left[at]) || e->s.left[at] >= use[k])
            continue;
        struct explained_row *row = &x->full[x->full_n++];
        *row = (struct explained_row){ k, -1, e->price[at], use[k] - e->s.left[at], 0, 0 };
        margin_of(e, m, row);
    }
    // With periods: each one that lacks something the unit uses, when no horizon row explains it.
    for (int p = 0; e->s.period_left && !x->full_n && p < o->periods; p++)
        for (int k = 0; k < o->kinds && x->full_n < EXPLAIN_FULL; k++) {
            size_t at = ((size_t)m * (size_t)o->periods + (size_t)p) * (size_t)o->kinds + (size_t)k;
            if (!use[k] || unlimited(e->s.period_left[at]) || e->s.period_left[at] >= use[k])
                continue;
            struct explained_row *row = &x->full[x->full_n++];
            *row = (struct explained_row){ k, p, e->period_price[at], use[k] - e->s.period_left[at], 0, 0 };
            margin_of(e, m, row);
        }
}

// What keeps the unit out, by the problem alone; WHY_FREE: nothing.
static enum placement_why barred(const struct explain *e, uint32_t h, uint32_t m, uint64_t *missing)
{
    const struct unit *u = &e->o.unit[e->o.unit_of[h]];
    *missing = e->p->needs[h] & ~e->p->services[m];
    if (pair_value(e->p, h, m) == PLACEMENT_NONE)
        return WHY_NO_CANDIDATE;
    if (banned(e, h, m))
        return WHY_EXCLUDED;
    if (*missing)
        return WHY_SERVICE;
    for (uint32_t i = 0; i < u->n; i++) {
        uint32_t g = e->o.member[u->from + i];
        if (pair_value(e->p, g, m) == PLACEMENT_NONE || banned(e, g, m) || e->p->needs[g] & ~e->p->services[m])
            return WHY_RELATIVES;
    }
    if (narrow(e, e->o.unit_of[h], m))
        return WHY_TOO_LARGE;
    return row_value(&e->o, e->o.unit_of[h], m) < -1e30f ? WHY_RELATIVES : WHY_FREE;
}

static bool hidden_ties(const struct explain *e, uint32_t unit)
{
    const struct unit *u = &e->o.unit[unit];
    int64_t sum = 0, told = 0;
    for (uint32_t i = 0; i < u->ties; i++) {
        const struct unit *x = &e->o.unit[e->o.tie_of[u->first_tie + i].other];
        bool hide = false;
        for (uint32_t k = 0; k < x->n; k++)
            hide |= e->hidden[e->o.member[x->from + k]];
        sum++;
        told += !hide;
    }
    return sum != told;
}

// There is room: why is it not there? Where a hidden relative may be the reason, no reason is given
// that would tell it: the whole is worth less, whatever the cause.
static enum placement_why weighed(struct explain *e, uint32_t unit, uint32_t m)
{
    const struct model *o = &e->o;
    const struct unit *u = &o->unit[unit];
    int32_t here = e->s.at[unit];
    struct explain_step steps[1 + EXPLAIN_MOVES];
    struct explained_move move;
    if (!state_fits(&e->s, unit, m, e->when))
        return WHY_FULL;
    explain_way(e, unit, m, &move, steps);
    if (!move.possible || move.moves)
        return WHY_FULL;
    bool hides = hidden_ties(e, unit);
    if (move.loss < 0)
        return hides ? WHY_WORSE : WHY_FREE;
    int64_t there = unit_value(o, unit, m), was = here < 0 ? -u->penalty : unit_value(o, unit, (uint32_t)here);
    if (there <= was)
        return WHY_WORSE;
    wide late = explain_paying(e, unit, m, e->when).delay,
         late_here = here < 0 ? 0 : explain_paying(e, unit, (uint32_t)here, e->s.when + u->from).delay;
    if ((wide)(there - was) * MILLION <= late - late_here)
        return WHY_PERIOD;
    int64_t ties = here < 0 ? 0 : explain_bonus(e, unit, here, false) - explain_bonus(e, unit, (int32_t)m, false);
    if (hides)
        return WHY_WORSE;
    return (wide)(there - was) * MILLION - late + late_here <= (wide)ties * MILLION ? WHY_TIES : WHY_FILL;
}

static void ties_of(const struct explain *e, uint32_t unit, int32_t m, struct explained_place *x)
{
    const struct unit *u = &e->o.unit[unit];
    int64_t possible = 0;
    for (uint32_t i = 0; i < u->ties; i++) {
        const struct unit_tie *t = &e->o.tie_of[u->first_tie + i];
        const struct unit *other = &e->o.unit[t->other];
        bool hide = false;
        for (uint32_t k = 0; k < other->n; k++)
            hide |= e->hidden[e->o.member[other->from + k]];
        possible += hide ? 0 : t->bonus;
    }
    for (size_t i = 0; i < e->o.extras && e->some_extra[unit]; i++)
        if (e->o.extra[i].unit == unit) {
            possible += e->o.extra[i].bonus;
            x->bonus += (int32_t)e->o.extra[i].m == m ? e->o.extra[i].bonus : 0;
        }
    possible += e->o.own_bonus[unit];
    x->bonus += explain_bonus(e, unit, m, false) + (m >= 0 ? e->o.own_bonus[unit] : 0);
    x->missed = possible - x->bonus;
}

static void figures(struct explain *e, uint32_t h, int32_t m, struct explained_place *x)
{
    uint32_t unit = e->o.unit_of[h];
    const struct unit *u = &e->o.unit[unit];
    bool here = m == e->s.at[unit];
    *x = (struct explained_place){ .municipality = m, .rank = 1 };
    ties_of(e, unit, m, x);
    if (m < 0) {
        x->value = -u->penalty;
        x->priced = cut_off((wide)x->value * MILLION);
        x->why = here ? WHY_CHOSEN : WHY_WORSE;
        return;
    }
    x->value = plain_value(e, h, (uint32_t)m);
    struct paying y = explain_paying(e, unit, (uint32_t)m, here ? e->s.when + u->from : NULL);
    bool known = x->value != PLACEMENT_NONE && y.price != NEVER;
    if (y.price == NEVER)
        y = (struct paying){ .period = -1 };
    x->price = cut_off(y.price);
    x->fill = cut_off(y.fill);
    x->delay = cut_off(y.delay / MILLION);
    x->period = y.period;
    x->priced = known ? cut_off((wide)unit_value(&e->o, unit, (uint32_t)m) * MILLION - y.price + y.fill - y.delay) : 0;
}

static void reasons(struct explain *e, uint32_t h, struct explained_place *x)
{
    uint32_t unit = e->o.unit_of[h], m = (uint32_t)x->municipality;
    if (x->municipality < 0)
        return;
    x->why = x->municipality == e->s.at[unit] ? WHY_CHOSEN : barred(e, h, m, &x->missing);
    if (x->why != WHY_FREE)
        return;
    x->why = weighed(e, unit, m);
    if (x->why == WHY_FULL)
        full_rows(e, unit, m, x);
}

static void an_accepted_one(const struct explain *e, uint32_t h, struct explained_place *x)
{
    int32_t m = e->plan->place[h];
    int64_t v = pair_value(e->p, h, (uint32_t)m);
    int late = e->plan->period[h] - e->p->ready[h];
    *x = (struct explained_place){ .municipality = m, .period = e->plan->period[h], .value = v == PLACEMENT_NONE ? 0 : v,
                                   .delay = late > 0 ? (int64_t)late * e->p->delay[h] : 0, .rank = 1 };
    x->priced = cut_off(((wide)x->value - x->delay) * MILLION);
}

// ---- one household ----------------------------------------------------------------------------

// The place of greatest value of all that were given, and how many are above the chosen one.
static void survey(struct explain *e, uint32_t h, int32_t chosen, struct explanation *x, uint32_t *best)
{
    const struct placement_problem *p = e->p;
    uint64_t n = p->at[h + 1] - p->at[h];
    bool lone = e->o.unit_of[h] == UINT32_MAX || e->o.unit[e->o.unit_of[h]].n == 1;
    int64_t here = chosen < 0 ? INT64_MIN : plain_value(e, h, (uint32_t)chosen), top = INT64_MIN;
    *best = UINT32_MAX;
    for (uint64_t k = 0; k < n; k++) {
        uint32_t m = p->dense[h] ? (uint32_t)k : p->municipality[p->sparse_at[h] + k];
        int64_t v = p->value[p->at[h] + k];
        if (v == PLACEMENT_NONE)
            continue;
        x->candidates++;
        v = lone ? v : plain_value(e, h, m);
        if (v == PLACEMENT_NONE) // of one of the relatives
            continue;
        x->chosen.rank += v > here;
        if (v > top || (v == top && (int32_t)m == chosen)) {
            top = v;
            *best = m;
        }
    }
    if (chosen < 0)
        x->chosen.rank = x->candidates + 1;
}

static uint32_t rank_of(const struct explain *e, uint32_t h, uint32_t place)
{
    const struct placement_problem *p = e->p;
    const int32_t *value = p->value + p->at[h];
    uint64_t n = p->at[h + 1] - p->at[h];
    int64_t here = plain_value(e, h, place);
    bool lone = e->o.unit_of[h] == UINT32_MAX || e->o.unit[e->o.unit_of[h]].n == 1;
    uint32_t rank = 1;
    for (uint64_t k = 0; k < n && lone; k++)
        rank += value[k] > here; // one that is none is below all
    for (uint64_t k = 0; k < n && !lone; k++)
        rank += plain_value(e, h, p->dense[h] ? (uint32_t)k : p->municipality[p->sparse_at[h] + k]) > here;
    return rank;
}

void explain_most(struct explain *e, uint32_t h, struct explanation *x)
{
    uint32_t unit = e->o.unit_of[h], best;
    *x = (struct explanation){ .household = h, .together = 1, .reason = e->plan->reason ? e->plan->reason[h] : 0 };
    x->best.municipality = x->next.municipality = -1;
    if (unit == UINT32_MAX) {
        x->accepted = true;
        an_accepted_one(e, h, &x->chosen);
        survey(e, h, x->chosen.municipality, x, &best);
        return;
    }
    x->together = e->o.unit[unit].n;
    explain_pass(e, unit);
    figures(e, h, e->s.at[unit], &x->chosen);
    x->chosen.why = WHY_CHOSEN;
    survey(e, h, e->s.at[unit], x, &best);
    x->regret = cut_off(e->top[unit] - e->now[unit]);
    x->has_best = best != UINT32_MAX;
    if (x->has_best) {
        figures(e, h, (int32_t)best, &x->best);
        reasons(e, h, &x->best);
    }
    x->has_next = e->next[unit] != UINT32_MAX;
    if (x->has_next) {
        figures(e, h, (int32_t)e->next[unit], &x->next);
        reasons(e, h, &x->next);
        x->next.rank = rank_of(e, h, e->next[unit]);
        explain_way(e, unit, e->next[unit], &x->move, NULL);
    }
}

// What the unit would gain in m at the prices, over where it is; -NEVER when it may not be there.
static wide wish(struct explain *e, uint32_t unit, uint32_t m)
{
    if (row_value(&e->o, unit, m) < -1e30f || e->s.at[unit] == (int32_t)m)
        return -NEVER;
    wide cost = explain_costs(e, e->o.unit[unit].type)[m];
    return cost == NEVER ? -NEVER : (wide)unit_value(&e->o, unit, m) * MILLION - cost - e->now[unit];
}

void explain_household(struct explain *e, uint32_t h, struct explanation *x)
{
    explain_most(e, h, x);
    if (!x->has_best || x->best.why == WHY_CHOSEN || row_value(&e->o, e->o.unit_of[h], (uint32_t)x->best.municipality) < -1e30f)
        return;
    uint32_t m = (uint32_t)x->best.municipality;
    wide own = wish(e, e->o.unit_of[h], m);
    for (uint32_t u = 0; u < e->o.units; u++)
        x->before += wish(e, u, m) > own;
}

void explain_place(struct explain *e, uint32_t h, uint32_t m, struct explained_place *x)
{
    if (e->o.unit_of[h] == UINT32_MAX) {
        an_accepted_one(e, h, x);
        if (x->municipality != (int32_t)m)
            *x = (struct explained_place){ .municipality = (int32_t)m, .why = WHY_WORSE };
        return;
    }
    figures(e, h, (int32_t)m, x);
    reasons(e, h, x);
    x->rank = x->value == PLACEMENT_NONE ? 0 : rank_of(e, h, m);
}

void explain_move(struct explain *e, uint32_t h, uint32_t m, struct explained_move *x)
{
    *x = (struct explained_move){ 0 };
    if (e->o.unit_of[h] != UINT32_MAX)
        explain_way(e, e->o.unit_of[h], m, x, NULL);
}

int explain_best(struct explain *e, uint32_t h, int n, struct explained_place *out)
{
    uint32_t unit = e->o.unit_of[h];
    int found = 0;
    if (unit == UINT32_MAX || n < 1)
        return 0;
    const struct unit *u = &e->o.unit[unit];
    const wide *cost = explain_costs(e, u->type);
    struct mark back = arena_mark(e->a);
    wide *top = mem_array(e->a, (size_t)n + 1, sizeof *top);
    uint32_t *at = NEW_ARRAY(e->a, (size_t)n + 1, uint32_t);
    for (uint32_t k = 0; k < u->row_n; k++) {
        uint32_t m;
        int64_t v;
        if (!row_exact(e, unit, k, &m, &v) || cost[m] == NEVER)
            continue;
        wide x = (wide)(v + (u->ties ? explain_bonus(e, unit, (int32_t)m, false) : 0)) * MILLION - cost[m];
        int i = found;
        for (; i > 0 && top[i - 1] < x; i--) {
            top[i] = top[i - 1];
            at[i] = at[i - 1];
        }
        top[i] = x;
        at[i] = m;
        found += found < n;
    }
    uint32_t *places = NEW_ARRAY(e->a, (size_t)n + 1, uint32_t);
    for (int i = 0; i < found; i++)
        places[i] = at[i];
    for (int i = 0; i < found; i++)
        explain_place(e, h, places[i], &out[i]);
    (void)back; // tables made on the way stay
    return found;
}
