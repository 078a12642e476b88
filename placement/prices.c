// SPDX-License-Identifier: Apache-2.0
#include "placement/prices.h"

#include <math.h>
#include <string.h>
#include <time.h>

void prices_make(struct arena *a, const struct model *o, struct prices *x)
{
    size_t cells = (size_t)o->m * (size_t)o->kinds, parts = 0;
    for (uint32_t t = 0; t < o->types; t++)
        parts += o->type[t].n;
    x->row = NEW_ARRAY(a, cells, double);
    x->fill = NEW_ARRAY(a, o->m, double);
    x->cost = NEW_ARRAY(a, (size_t)o->types * o->m + 16, float);
    x->period = o->by_period ? NEW_ARRAY(a, cells * (size_t)o->periods, double) : NULL;
    x->when = o->by_period ? NEW_ARRAY(a, parts * o->m + 1, uint8_t) : NULL;
}

static float plain_cost(const struct model *o, const struct prices *x, const struct type *t, uint32_t m)
{
    const double *row = x->row + m * (size_t)o->kinds;
    double c = -(double)t->use[0] * x->fill[m];
    for (int k = 0; k < o->kinds; k++)
        c += t->use[k] * row[k];
    return (float)c;
}

// The cheapest period of one member; far too dear when none has room for it alone.
static double part_cost(const struct model *o, const struct prices *x, const struct part *part, uint32_t m,
                        uint8_t *when)
{
    double best = 1e30;
    for (int p = part->ready; p < o->periods; p++) {
        size_t at = ((size_t)m * (size_t)o->periods + (size_t)p) * (size_t)o->kinds;
        double c = (double)part->delay * (p - part->ready);
        for (int k = 0; k < o->kinds; k++) {
            int64_t left = o->period_left ? o->period_left[at + (size_t)k] : NO_LIMIT;
            c += part->use[k] * x->period[at + (size_t)k];
            if (part->use[k] && !unlimited(left) && left < part->use[k])
                c = 1e30;
        }
        if (c < best) {
            best = c;
            *when = (uint8_t)p;
        }
    }
    return best;
}

void prices_cost(const struct model *o, struct prices *x)
{
    for (uint32_t t = 0; t < o->types; t++) {
        const struct type *type = &o->type[t];
        float *cost = x->cost + (size_t)t * o->m;
        for (uint32_t m = 0; m < o->m; m++)
            cost[m] = plain_cost(o, x, type, m);
        for (uint32_t i = 0; o->by_period && i < type->n; i++)
            for (uint32_t m = 0; m < o->m; m++) {
                uint8_t *when = &x->when[(size_t)(type->from + i) * o->m + m];
                double c = part_cost(o, x, &o->part[type->from + i], m, when);
                cost[m] = c > 1e29 ? 1e30f : cost[m] + (float)c;
            }
        for (uint32_t i = 0; i < x->cuts; i++)
            if (x->cut[i].price > 0 && cost[x->cut[i].m] < 1e29f)
                cost[x->cut[i].m] += (float)(x->cut[i].price * x->cut[i].size[t]);
    }
}

double prices_of(const struct model *o, const struct prices *x, uint32_t m, int k)
{
    double sum = x->row[m * (size_t)o->kinds + (size_t)k];
    for (uint32_t i = 0; i < x->cuts; i++)
        if (x->cut[i].m == m)
            sum += x->cut[i].price * x->cut[i].lambda[k] / x->cut[i].divisor;
    return sum;
}

static int64_t millionths(double v)
{
    return v > 1e-6 && v < 9e11 ? llround(v * 1e6) : v >= 9e11 ? INT64_C(900000000000) * 1000000 : 0;
}

void prices_to_plan(struct arena *a, const struct model *o, const struct prices *x, struct placement_plan *plan)
{
    SLICE(struct placement_price) list = { 0 };
    size_t cells = (size_t)o->m * (size_t)o->kinds;
    for (size_t i = 0; i < cells; i++) {
        int64_t v = millionths(x->row[i]);
        if (v && !unlimited(o->left[i]))
            *ADD(a, &list) = (struct placement_price){ (uint32_t)(i / (size_t)o->kinds),
                                                       (int)(i % (size_t)o->kinds), -1, v };
    }
    for (size_t i = 0; x->period && o->period_left && i < cells * (size_t)o->periods; i++) {
        int64_t v = millionths(x->period[i]);
        size_t cell = i / (size_t)o->kinds;
        if (v && !unlimited(o->period_left[i]))
            *ADD(a, &list) = (struct placement_price){ (uint32_t)(cell / (size_t)o->periods),
                                                       (int)(i % (size_t)o->kinds),
                                                       (int)(cell % (size_t)o->periods), v };
    }
    SLICE(struct placement_cut) cuts = { 0 };
    for (uint32_t i = 0; i < x->cuts; i++)
        if (millionths(x->cut[i].price)) {
            struct placement_cut *c = ADD(a, &cuts);
            *c = (struct placement_cut){ x->cut[i].m, millionths(x->cut[i].price), x->cut[i].divisor, { 0 } };
            memcpy(c->lambda, x->cut[i].lambda, sizeof c->lambda);
        }
    plan->cuts = cuts.p;
    plan->cut_count = cuts.n;
    plan->prices = list.p;
    plan->price_count = list.n;
    plan->fill_price = NEW_ARRAY(a, o->m, int64_t);
    for (uint32_t m = 0; m < o->m; m++) {
        int64_t v = millionths(x->fill[m]), most = o->fill_price[m] * 1000000;
        plan->fill_price[m] = v < most ? v : most;
    }
}

void prices_from_plan(const struct model *o, const struct placement_plan *plan, struct prices *x)
{
    for (size_t i = 0; i < plan->price_count; i++) {
        const struct placement_price *p = &plan->prices[i];
        size_t at = p->municipality * (size_t)o->kinds + (size_t)p->kind;
        size_t pat = ((size_t)p->municipality * (size_t)o->periods + (size_t)(p->period < 0 ? 0 : p->period)) *
                         (size_t)o->kinds + (size_t)p->kind;
        if (p->period < 0 && !unlimited(o->left[at]))
            x->row[at] = (double)p->price / 1e6;
        else if (p->period >= 0 && x->period && o->period_left && !unlimited(o->period_left[pat]))
            x->period[pat] = (double)p->price / 1e6;
    }
    x->cut = NEW_ARRAY(o->a, plan->cut_count + 1, struct cut_row);
    x->cuts = 0;
    for (size_t i = 0; i < plan->cut_count; i++) {
        struct cut_row *c = &x->cut[x->cuts];
        *c = (struct cut_row){ .m = plan->cuts[i].municipality, .divisor = plan->cuts[i].divisor,
                               .price = (double)plan->cuts[i].price / 1e6 };
        bool limited = true;
        for (int k = 0; k < o->kinds; k++) {
            c->lambda[k] = plan->cuts[i].lambda[k];
            limited &= !c->lambda[k] || !unlimited(o->left[c->m * (size_t)o->kinds + (size_t)k]);
        }
        if (limited) { // a lambda on a row without a limit says nothing
            cut_fill(o->a, o, c);
            x->cuts++;
        }
    }
    for (uint32_t m = 0; m < o->m && plan->fill_price; m++)
        x->fill[m] = fmin((double)plan->fill_price[m] / 1e6, (double)o->fill_price[m]);
}

double seconds_used(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool late(const struct clockwork *c)
{
    return (c->stop && c->stop(c->stop_arg)) || (c->until > 0 && seconds_used() >= c->until);
}
