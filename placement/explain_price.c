// SPDX-License-Identifier: Apache-2.0
// What a unit pays for what it uses, exactly; the pass over its candidates; and the gap taken apart.
#include <string.h>

#include "placement/explain_work.h"

void explain_prices(struct explain *e)
{
    const struct model *o = &e->o;
    const struct placement_plan *plan = e->plan;
    size_t kinds = (size_t)o->kinds, cells = o->m * kinds;
    e->price = NEW_ARRAY(e->a, cells, int64_t);
    e->fill = NEW_ARRAY(e->a, o->m, int64_t);
    e->period_price = o->by_period ? NEW_ARRAY(e->a, cells * (size_t)o->periods, int64_t) : NULL;
    for (size_t i = 0; i < plan->price_count; i++) {
        const struct placement_price *x = &plan->prices[i];
        size_t at = x->municipality * kinds + (size_t)x->kind;
        size_t pat = ((size_t)x->municipality * (size_t)o->periods + (size_t)(x->period < 0 ? 0 : x->period)) * kinds +
                     (size_t)x->kind;
        if (x->period < 0 && !unlimited(o->left[at]))
            e->price[at] += x->price;
        else if (x->period >= 0 && o->period_left && !unlimited(o->period_left[pat]))
            e->period_price[pat] += x->price;
    }
    for (uint32_t m = 0; m < o->m && plan->fill_price; m++) {
        int64_t most = o->fill_price[m] * MILLION;
        e->fill[m] = !o->fill_left[m] ? 0 : plan->fill_price[m] < most ? plan->fill_price[m] : most;
    }
    e->cut_from = NEW_ARRAY(e->a, o->m + 3, uint32_t);
    e->cut = NEW_ARRAY(e->a, plan->cut_count + 1, uint32_t);
    for (size_t i = 0; i < plan->cut_count; i++)
        e->cut_from[plan->cuts[i].municipality + 2]++;
    for (uint32_t m = 0; m < o->m; m++)
        e->cut_from[m + 2] += e->cut_from[m + 1];
    for (size_t i = 0; i < plan->cut_count; i++)
        e->cut[e->cut_from[plan->cuts[i].municipality + 1]++] = (uint32_t)i;
}

static int64_t cut_use(const struct placement_cut *c, const int32_t *use, int kinds)
{
    int64_t sum = 0;
    for (int k = 0; k < kinds; k++)
        sum += (int64_t)c->lambda[k] * use[k];
    return sum / c->divisor;
}

static wide at_prices(const int32_t *use, const int64_t *price, int kinds)
{
    wide sum = 0;
    for (int k = 0; k < kinds; k++)
        sum += (wide)use[k] * price[k];
    return sum;
}

// One member's periods: the cheapest that holds it alone, or the one given.
static bool member_periods(const struct explain *e, uint32_t h, uint32_t m, int given, struct paying *y)
{
    const struct placement_problem *p = e->p;
    const int32_t *use = p->use + h * (size_t)p->kinds;
    wide price = 0, delay = 0, best = NEVER;
    int period = 0;
    for (int t = given < 0 ? p->ready[h] : given; t < (given < 0 ? p->periods : given + 1); t++) {
        size_t at = ((size_t)m * (size_t)p->periods + (size_t)t) * (size_t)p->kinds;
        wide c = at_prices(use, e->period_price + at, p->kinds), d = (wide)p->delay[h] * (t - p->ready[h]) * MILLION;
        bool fits = true;
        for (int k = 0; k < p->kinds && e->o.period_left && given < 0; k++) {
            int64_t left = e->o.period_left[at + (size_t)k];
            fits &= !use[k] || unlimited(left) || left >= use[k];
        }
        if (fits && c + d < best) {
            best = c + d;
            price = c;
            delay = d;
            period = t;
        }
    }
    y->price += price;
    y->delay += delay;
    y->period = period > y->period ? period : y->period;
    return best != NEVER;
}

struct paying explain_paying(const struct explain *e, uint32_t unit, uint32_t m, const uint8_t *when)
{
    const struct model *o = &e->o;
    const struct unit *u = &o->unit[unit];
    const int32_t *use = o->type[u->type].use;
    struct paying y = { .price = at_prices(use, e->price + m * (size_t)o->kinds, o->kinds),
                        .fill = (wide)use[0] * e->fill[m] };
    for (uint32_t i = e->cut_from[m]; i < e->cut_from[m + 1]; i++) {
        const struct placement_cut *c = &e->plan->cuts[e->cut[i]];
        y.price += (wide)c->price * cut_use(c, use, o->kinds);
    }
    for (uint32_t i = 0; i < u->n && o->by_period; i++)
        if (!member_periods(e, o->member[u->from + i], m, when ? when[i] : -1, &y)) {
            y.price = NEVER;
            break;
        }
    return y;
}

const wide *explain_costs(struct explain *e, uint32_t type)
{
    if (!e->cost[type]) {
        wide *row = mem_array(e->a, e->o.m, sizeof *row);
        for (uint32_t m = 0; m < e->o.m; m++) {
            struct paying y = explain_paying(e, e->like[type], m, NULL);
            row[m] = y.price == NEVER ? NEVER : y.price - y.fill + y.delay;
        }
        e->cost[type] = row;
    }
    return e->cost[type];
}

wide explain_priced_now(const struct explain *e, uint32_t unit)
{
    const struct unit *u = &e->o.unit[unit];
    if (e->s.at[unit] < 0)
        return -(wide)u->penalty * MILLION;
    uint32_t m = (uint32_t)e->s.at[unit];
    struct paying y = explain_paying(e, unit, m, e->s.when + u->from);
    return (wide)unit_value(&e->o, unit, m) * MILLION - y.price + y.fill - y.delay;
}

int64_t explain_bonus(const struct explain *e, uint32_t unit, int32_t m, bool all)
{
    const struct unit *u = &e->o.unit[unit];
    int64_t sum = 0;
    for (uint32_t i = 0; i < u->ties; i++) {
        const struct unit_tie *t = &e->o.tie_of[u->first_tie + i];
        const struct unit *x = &e->o.unit[t->other];
        bool hide = false;
        for (uint32_t k = 0; k < x->n && !all; k++)
            hide |= e->hidden[e->o.member[x->from + k]];
        sum += !hide && m >= 0 && e->s.at[t->other] == m ? t->bonus : 0;
    }
    return sum;
}

void explain_pass(struct explain *e, uint32_t unit)
{
    const struct model *o = &e->o;
    const struct unit *u = &o->unit[unit];
    if (e->top[unit] != NEVER)
        return;
    const wide *cost = explain_costs(e, u->type);
    wide stay = -(wide)u->penalty * MILLION, top = stay, other = e->s.at[unit] < 0 ? -NEVER : stay, with = -NEVER;
    e->next[unit] = UINT32_MAX;
    for (uint32_t k = 0; k < u->row_n; k++) {
        uint32_t m;
        int64_t v;
        if (!row_exact(e, unit, k, &m, &v) || cost[m] == NEVER)
            continue;
        wide x = (wide)v * MILLION - cost[m];
        top = x > top ? x : top;
        if ((int32_t)m == e->s.at[unit])
            continue;
        other = x > other ? x : other;
        if (u->ties)
            x += (wide)explain_bonus(e, unit, (int32_t)m, false) * MILLION;
        if (x > with) {
            with = x;
            e->next[unit] = m;
        }
    }
    e->top[unit] = top;
    e->other[unit] = other;
}

// ---- the gap ---------------------------------------------------------------------------------

static wide slack_of_rows(const struct explain *e)
{
    const struct model *o = &e->o;
    size_t cells = o->m * (size_t)o->kinds;
    wide sum = 0;
    for (size_t i = 0; i < cells; i++)
        sum += unlimited(o->left[i]) ? 0 : (wide)e->s.left[i] * e->price[i];
    for (size_t i = 0; e->period_price && o->period_left && i < cells * (size_t)o->periods; i++)
        sum += unlimited(o->period_left[i]) ? 0 : (wide)e->s.period_left[i] * e->period_price[i];
    return sum;
}

static wide slack_of_cuts(const struct explain *e)
{
    const struct model *o = &e->o;
    wide sum = 0;
    for (size_t i = 0; i < e->plan->cut_count; i++) {
        const struct placement_cut *c = &e->plan->cuts[i];
        wide room = 0;
        for (int k = 0; k < o->kinds; k++)
            room += c->lambda[k] ? (wide)c->lambda[k] * o->left[c->municipality * (size_t)o->kinds + (size_t)k] : 0;
        sum += (wide)c->price * (room / c->divisor);
        for (uint32_t k = e->from[c->municipality]; k < e->from[c->municipality + 1]; k++)
            sum -= (wide)c->price * cut_use(c, o->type[o->unit[e->there[k]].type].use, o->kinds);
    }
    return sum;
}

void explain_gap(struct explain *e, struct explained_gap *out)
{
    const struct model *o = &e->o;
    wide regrets = 0, fill = 0;
    for (uint32_t u = 0; u < o->units; u++) {
        explain_pass(e, u);
        regrets += e->top[u] - e->now[u];
    }
    for (uint32_t m = 0; m < o->m; m++) {
        int64_t lack = o->fill_left[m] - e->s.persons[m];
        fill += lack > 0 ? (wide)(o->fill_price[m] * MILLION - e->fill[m]) * lack : -(wide)e->fill[m] * lack;
    }
    wide slack = slack_of_rows(e), cuts = slack_of_cuts(e);
    wide distance = model_bound_exact(e->a, o, e->plan) -
                    (wide)placement_objective(e->p, e->plan->place, e->plan->period) * MILLION;
    *out = (struct explained_gap){ .distance = cut_off(distance), .regrets = cut_off(regrets), .slack = cut_off(slack),
                                   .fill = cut_off(fill), .cuts = cut_off(cuts),
                                   .ties = cut_off(distance - regrets - slack - fill - cuts) };
}
