// SPDX-License-Identifier: Apache-2.0
// A fair plan is the plan of a slightly other problem: ranks instead of values; the values of a group
// times a factor, for a floor under its mean; wished minima at a price above everything, raised by halving
// the interval until the smallest share can rise no more. Each step begins from the plan and the prices
// of the one before. What it is worth is counted in the problem as it is.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "placement/fair_work.h"
#include "placement/search.h"

enum { EVEN_STEPS = 8, FLOOR_STEPS = 7, RANK_TOP = 10000 };

struct fairness {
    struct arena *a;
    const struct placement_problem *p;
    const struct placement_limits *l;
    const struct fair_wish *w;
    struct placement_problem now;
    int32_t *value, *given;    // of `now`, and before factors
    struct placement_plan plan; // of `now`, the one to go on from
    struct clockwork clock;
    bool *may;
    str *fault;
};

// ---- values ------------------------------------------------------------------------------------

static int falling(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x < y) - (x > y);
}

// Equal values share a rank.
static void rank_values(struct fairness *f)
{
    const struct placement_problem *p = f->p;
    int32_t *row = NEW_ARRAY(f->a, p->municipalities + 1, int32_t);
    for (uint32_t h = 0; h < p->households; h++) {
        uint64_t n = p->at[h + 1] - p->at[h], count = 0;
        int32_t *value = f->given + p->at[h];
        for (uint64_t k = 0; k < n; k++)
            if (value[k] != PLACEMENT_NONE)
                row[count++] = value[k];
        qsort(row, count, sizeof *row, falling);
        for (uint64_t k = 0; k < n; k++) {
            if (value[k] == PLACEMENT_NONE)
                continue;
            uint64_t low = 0, high = count; // first that is not greater
            while (low < high) {
                uint64_t mid = (low + high) / 2;
                if (row[mid] > value[k])
                    low = mid + 1;
                else
                    high = mid;
            }
            value[k] = (int32_t)((int64_t)RANK_TOP * (int64_t)(count - low) / (int64_t)count);
        }
    }
}

static void own_values(struct fairness *f)
{
    uint64_t n = f->p->at[f->p->households];
    f->given = NEW_ARRAY(f->a, n + 1, int32_t);
    f->value = NEW_ARRAY(f->a, n + 1, int32_t);
    memcpy(f->given, f->p->value, n * sizeof *f->given);
    if (f->w->preferences)
        rank_values(f);
    memcpy(f->value, f->given, n * sizeof *f->value);
    f->now.value = f->value;
}

static void times(struct fairness *f, uint32_t group, double factor)
{
    for (uint32_t h = 0; h < f->p->households; h++) {
        if (f->w->group[h] != group)
            continue;
        for (uint64_t k = f->p->at[h]; k < f->p->at[h + 1]; k++)
            if (f->given[k] != PLACEMENT_NONE)
                f->value[k] = (int32_t)fmax(-PLACEMENT_NUMBER, fmin(PLACEMENT_NUMBER, round(f->given[k] * factor)));
    }
}

// ---- steps -------------------------------------------------------------------------------------

static err solve_now(struct fairness *f, double seconds, struct placement_plan *out)
{
    struct placement_limits l = *f->l;
    l.warm = &f->plan;
    l.seconds = seconds;
    return place(f->a, &f->now, &l, out, f->fault);
}

static double left_for(const struct fairness *f, int steps)
{
    double left = f->clock.until - seconds_used();
    return f->clock.until <= 0 ? 0 : left > 0 ? left / steps : 1e-6;
}

static int64_t mean_of(const struct fairness *f, uint32_t group)
{
    int64_t sum = 0, n = 0;
    for (uint32_t h = 0; h < f->p->households; h++) {
        if (f->w->group[h] != group)
            continue;
        int64_t v = f->plan.place[h] < 0 ? PLACEMENT_NONE : pair_value(f->p, h, (uint32_t)f->plan.place[h]);
        sum += v == PLACEMENT_NONE ? 0 : v;
        n++;
    }
    return n ? cut_off((wide)sum * MILLION / n) : 0;
}

// The smallest factor whose plan reaches the floor, to a part in 2^FLOOR_STEPS of the greatest tried.
static err raise_group(struct fairness *f, uint32_t group, int64_t floor)
{
    double low = 1, high = 1;
    struct placement_plan best = f->plan, x;
    if (mean_of(f, group) >= floor)
        return OK;
    int64_t top = mean_of(f, group);
    bool reached = false;
    for (int i = 0; i < FLOOR_STEPS; i++) {
        double factor = reached ? (low + high) / 2 : high * 2;
        times(f, group, factor);
        PASS(solve_now(f, left_for(f, FLOOR_STEPS - i + EVEN_STEPS), &x));
        f->plan = x;
        int64_t mean = mean_of(f, group);
        if (mean >= floor) {
            reached = true;
            best = x;
            high = factor;
        } else {
            low = factor;
            high = reached ? high : factor;
            if (!reached && mean > top) {
                best = x;
                top = mean;
            }
        }
        if (!reached && factor > 60)
            break;
    }
    times(f, group, high);
    f->plan = best;
    return OK;
}

static void set_minima(struct fairness *f, int64_t share, int32_t *minimum, int32_t *price, int32_t dear)
{
    const struct placement_problem *p = f->p;
    for (uint32_t m = 0; m < p->municipalities; m++) {
        int64_t cap = p->capacity[m * (size_t)p->kinds];
        int64_t want = cap > 0 && f->may[m] ? (int64_t)(((wide)cap * share + MILLION - 1) / MILLION) : 0;
        bool ours = want > p->fill_minimum[m] || (want && want == p->fill_minimum[m]);
        minimum[m] = ours ? (int32_t)want : p->fill_minimum[m];
        price[m] = ours ? dear : p->fill_price[m];
    }
}

// A price per missing person above what anybody's value could make up for.
static int32_t dear_price(const struct fairness *f)
{
    int64_t most = 0;
    for (uint32_t h = 0; h < f->p->households; h++)
        most = f->p->penalty[h] > most ? f->p->penalty[h] : most;
    for (uint64_t k = 0; k < f->p->at[f->p->households]; k++)
        if (f->value[k] != PLACEMENT_NONE)
            most = llabs(f->value[k]) > most ? llabs(f->value[k]) : most;
    return (int32_t)(most * 4 + 1 < PLACEMENT_NUMBER ? most * 4 + 1 : PLACEMENT_NUMBER);
}

static err make_even(struct fairness *f)
{
    const struct placement_problem *p = f->p;
    uint32_t at = 0;
    int32_t *minimum = NEW_ARRAY(f->a, p->municipalities, int32_t), *price = NEW_ARRAY(f->a, p->municipalities, int32_t);
    int32_t dear = dear_price(f);
    int64_t low = fair_share(p, f->may, f->plan.place, &at), persons = 0, room = 0;
    for (uint32_t h = 0; h < p->households; h++)
        persons += p->use[h * (size_t)p->kinds];
    for (uint32_t m = 0; m < p->municipalities; m++)
        room += f->may[m] && p->capacity[m * (size_t)p->kinds] > 0 ? p->capacity[m * (size_t)p->kinds] : 0;
    if (low < 0 || !room)
        return OK;
    int64_t high = cut_off((wide)persons * MILLION / room) + 1;
    high = high > MILLION + 1 ? MILLION + 1 : high;
    f->now.fill_minimum = minimum;
    f->now.fill_price = price;
    for (int i = 0; i < EVEN_STEPS && high - low > 1000; i++) {
        struct placement_plan x;
        int64_t aim = i == 0 ? high - 1 : low + (high - low) / 2;
        set_minima(f, aim, minimum, price, dear);
        PASS(solve_now(f, left_for(f, EVEN_STEPS - i + 1), &x));
        int64_t share = fair_share(p, f->may, x.place, &at);
        if (share > low || (share == low && share >= aim)) {
            low = share;
            f->plan = x;
        }
        if (share < aim)
            high = aim;
    }
    set_minima(f, low, minimum, price, dear); // then value, at that share
    struct placement_plan last;
    PASS(solve_now(f, left_for(f, 1), &last));
    if (fair_share(p, f->may, last.place, &at) >= low)
        f->plan = last;
    return OK;
}

// ---- the whole ---------------------------------------------------------------------------------

static void take_over(struct fairness *f, const struct explain *e, int32_t *place, uint8_t *period, uint8_t *reason)
{
    for (uint32_t u = 0; u < e->o.units; u++)
        for (uint32_t i = 0; i < e->o.unit[u].n; i++) {
            uint32_t h = e->o.member[e->o.unit[u].from + i];
            if (e->s.at[u] < 0 && place[h] >= 0)
                reason[h] = UNPLACED_CAPACITY;
            place[h] = e->s.at[u];
            period[h] = e->s.at[u] < 0 ? 0 : e->s.when[e->o.unit[u].from + i];
        }
    (void)f;
}

static err end_envy(struct fairness *f, const struct placement_plan *base)
{
    struct explain *e;
    PASS(fair_stand(f->a, &f->now, &f->plan, &e, f->fault));
    int64_t objective = placement_objective(f->p, f->plan.place, f->plan.period);
    double least = (double)base->bound / (1 + (base->bound > 0 ? f->l->gap : -f->l->gap));
    int64_t budget = objective - (int64_t)ceil(least);
    if (budget < 0 || !fair_trade(e, budget))
        return OK;
    (void)tidy(f->a, &e->s, e->when, &f->clock); // what came free
    if (fair_trade(e, 0))                        // and envies anew, at no cost
        (void)tidy(f->a, &e->s, e->when, &f->clock);
    take_over(f, e, f->plan.place, f->plan.period, f->plan.reason);
    return OK;
}

err placement_fair(struct arena *a, const struct placement_problem *p, const struct placement_limits *l,
                   const struct fair_wish *w, struct placement_plan *out, str *fault)
{
    struct fairness f = { .a = a, .p = p, .l = l, .w = w, .now = *p, .fault = fault };
    struct placement_limits first = *l;
    struct explain *e;
    f.clock = (struct clockwork){ l->seconds > 0 ? seconds_used() + l->seconds : 0, l->stop, l->stop_arg };
    first.seconds = l->seconds / 2;
    PASS(place(a, p, &first, out, fault));
    f.plan = *out;
    PASS(fair_stand(a, p, out, &e, fault));
    f.may = fair_may(a, &e->o);
    if (w->preferences || w->floor)
        own_values(&f);
    else
        f.value = (int32_t *)(uintptr_t)p->value; // only read
    if (w->preferences) {
        struct placement_plan x;
        PASS(solve_now(&f, left_for(&f, 2), &x));
        f.plan = x;
    }
    for (uint32_t g = 0; w->floor && w->group && g < w->groups; g++)
        if (w->floor[g] != FAIR_NO_FLOOR)
            PASS(raise_group(&f, g, w->floor[g]));
    if (w->even)
        PASS(make_even(&f));
    if (w->no_envy)
        PASS(end_envy(&f, out));
    out->place = f.plan.place;
    out->period = f.plan.period;
    out->reason = f.plan.reason;
    out->objective = placement_objective(p, out->place, out->period);
    out->gap = gap_of(out->bound, out->objective);
    out->status = out->bound == out->objective ? PLACEMENT_OPTIMAL
                  : out->gap <= l->gap         ? PLACEMENT_WITHIN
                                               : PLACEMENT_LIMIT;
    return OK;
}
