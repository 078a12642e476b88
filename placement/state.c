// SPDX-License-Identifier: Apache-2.0
#include "placement/state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void state_make(struct arena *a, const struct model *o, const struct prices *x, struct state *s)
{
    size_t cells = (size_t)o->m * (size_t)o->kinds;
    uint32_t members = 0;
    for (uint32_t u = 0; u < o->units; u++)
        members += o->unit[u].n;
    *s = (struct state){ .o = o, .x = x };
    s->at = NEW_ARRAY(a, o->units + 1, int32_t);
    s->when = NEW_ARRAY(a, members + 1, uint8_t);
    s->left = NEW_ARRAY(a, cells, int64_t);
    s->persons = NEW_ARRAY(a, o->m, int64_t);
    s->head = NEW_ARRAY(a, o->m, uint32_t);
    s->next = NEW_ARRAY(a, o->units + 1, uint32_t);
    s->before = NEW_ARRAY(a, o->units + 1, uint32_t);
    memcpy(s->left, o->left, cells * sizeof *s->left);
    if (o->period_left) {
        s->period_left = NEW_ARRAY(a, cells * (size_t)o->periods, int64_t);
        memcpy(s->period_left, o->period_left, cells * (size_t)o->periods * sizeof *s->left);
    }
    for (uint32_t u = 0; u < o->units; u++)
        s->at[u] = -1;
}

// ---- places of least loss --------------------------------------------------------------------

static int nearest(const void *a, const void *b)
{
    const struct near *x = a, *y = b;
    if (x->loss != y->loss)
        return x->loss < y->loss ? -1 : 1;
    return (x->m > y->m) - (x->m < y->m);
}

// Keeps the `per` least: a heap with the worst on top.
static void sift(struct near *h, uint32_t n)
{
    for (uint32_t i = 0;;) {
        uint32_t k = 2 * i + 1;
        if (k >= n)
            return;
        if (k + 1 < n && nearest(&h[k + 1], &h[k]) > 0)
            k++;
        if (nearest(&h[k], &h[i]) <= 0)
            return;
        struct near t = h[i];
        h[i] = h[k];
        h[k] = t;
        i = k;
    }
}

void state_near_of(struct state *s, uint32_t unit)
{
    const struct model *o = s->o;
    const struct unit *u = &o->unit[unit];
    const float *row = o->value + u->row, *cost = s->x->cost + (size_t)u->type * o->m;
    struct near *list = s->near + (size_t)unit * s->per;
    uint32_t n = 0;
    float top = -(float)u->penalty;
    for (uint32_t k = 0; k < u->row_n; k++) {
        uint32_t m = u->dense ? k : o->where[u->row_at + k];
        float x = row[k] - cost[m];
        if (row[k] < -1e30f || x < -1e29f)
            continue;
        top = x > top ? x : top;
        struct near c = { m, -x };
        if (n < s->per) {
            list[n++] = c;
            if (n == s->per)
                for (uint32_t i = n / 2; i-- > 0;) { // make the heap
                    struct near *h = list;
                    uint32_t j = i;
                    for (;;) {
                        uint32_t kid = 2 * j + 1;
                        if (kid >= n)
                            break;
                        if (kid + 1 < n && nearest(&h[kid + 1], &h[kid]) > 0)
                            kid++;
                        if (nearest(&h[kid], &h[j]) <= 0)
                            break;
                        struct near t = h[j];
                        h[j] = h[kid];
                        h[kid] = t;
                        j = kid;
                    }
                }
        } else if (c.loss < list[0].loss) {
            list[0] = c;
            sift(list, n);
        }
    }
    qsort(list, n, sizeof *list, nearest);
    for (uint32_t i = 0; i < n; i++)
        list[i].loss += top;
    s->near_n[unit] = n;
    s->best[unit] = top;
}

__attribute__((optimize("O3", "fast-math"), target_clones("avx2", "default")))
static float highest(const float *row, const float *cost, uint32_t n)
{
    float top = -3e38f;
    for (uint32_t i = 0; i < n; i++) {
        float x = row[i] - cost[i];
        top = x > top ? x : top;
    }
    return top;
}

void state_best(struct arena *a, struct state *s, uint32_t per)
{
    const struct model *o = s->o;
    s->per = per < o->m ? per : o->m;
    s->near = NEW_ARRAY(a, (size_t)o->units * s->per + 1, struct near);
    s->near_n = NEW_ARRAY(a, o->units + 1, uint32_t);
    s->best = NEW_ARRAY(a, o->units + 1, float);
    for (uint32_t u = 0; u < o->units; u++) {
        const struct unit *x = &o->unit[u];
        const float *row = o->value + x->row, *cost = s->x->cost + (size_t)x->type * o->m;
        float top = x->dense ? highest(row, cost, x->row_n) : -3e38f;
        for (uint32_t k = 0; k < x->row_n && !x->dense; k++) {
            float v = row[k] - cost[o->where[x->row_at + k]];
            top = v > top ? v : top;
        }
        s->best[u] = top > -(float)x->penalty ? top : -(float)x->penalty;
    }
}

void state_near(struct arena *a, struct state *s, uint32_t per)
{
    s->per = per < s->o->m ? per : s->o->m;
    s->near = NEW_ARRAY(a, (size_t)s->o->units * s->per + 1, struct near);
    s->near_n = NEW_ARRAY(a, s->o->units + 1, uint32_t);
    s->best = NEW_ARRAY(a, s->o->units + 1, float);
    for (uint32_t u = 0; u < s->o->units; u++)
        state_near_of(s, u);
}

float state_loss(const struct state *s, uint32_t unit, uint32_t m)
{
    float v = row_value(s->o, unit, m);
    if (v < -1e30f)
        return HUGE_VALF;
    return s->best[unit] - (v - s->x->cost[(size_t)s->o->unit[unit].type * s->o->m + m]);
}

// ---- room ------------------------------------------------------------------------------------

static bool fits_period(const struct state *s, uint32_t m, int p, const int32_t *use, int sign, int64_t *left)
{
    const struct model *o = s->o;
    int64_t *row = left + ((size_t)m * (size_t)o->periods + (size_t)p) * (size_t)o->kinds;
    if (sign > 0)
        for (int k = 0; k < o->kinds; k++)
            if (use[k] && !unlimited(row[k]) && row[k] < use[k])
                return false;
    for (int k = 0; k < o->kinds; k++)
        if (!unlimited(row[k]))
            row[k] -= sign * use[k];
    return true;
}

// Members one after the other into the cheapest period with room; what was taken is given back.
static bool fits_periods(const struct state *s, uint32_t unit, uint32_t m, uint8_t *when)
{
    const struct model *o = s->o;
    const struct unit *u = &o->unit[unit];
    uint32_t done = 0;
    bool fits = true;
    for (; done < u->n && fits; done++) {
        uint32_t h = o->member[u->from + done];
        const int32_t *use = o->p->use + h * (size_t)o->kinds;
        fits = false;
        for (int p = o->p->ready[h]; p < o->periods && !fits; p++) {
            fits = !s->period_left || fits_period(s, m, p, use, 1, s->period_left);
            when[done] = (uint8_t)p;
        }
        if (!fits)
            break;
    }
    for (uint32_t i = 0; i < done && s->period_left; i++)
        fits_period(s, m, when[i], o->p->use + o->member[u->from + i] * (size_t)o->kinds, -1, s->period_left);
    return fits;
}

bool state_fits(const struct state *s, uint32_t unit, uint32_t m, uint8_t *when)
{
    const struct model *o = s->o;
    const int32_t *use = o->type[o->unit[unit].type].use;
    const int64_t *left = s->left + m * (size_t)o->kinds;
    for (int k = 0; k < o->kinds; k++)
        if (!unlimited(left[k]) && left[k] < use[k])
            return false;
    if (!o->by_period) {
        when[0] = 0;
        return true;
    }
    return fits_periods(s, unit, m, when);
}

bool state_fits_when(const struct state *s, uint32_t unit, uint32_t m, const uint8_t *when)
{
    const struct model *o = s->o;
    const struct unit *u = &o->unit[unit];
    const int32_t *use = o->type[u->type].use;
    const int64_t *left = s->left + m * (size_t)o->kinds;
    bool fits = true;
    for (int k = 0; k < o->kinds; k++)
        if (!unlimited(left[k]) && left[k] < use[k])
            return false;
    uint32_t done = 0;
    for (; done < u->n && fits && s->period_left; done++) {
        uint32_t h = o->member[u->from + done];
        fits = when[done] >= o->p->ready[h] && when[done] < o->periods &&
               fits_period(s, m, when[done], o->p->use + h * (size_t)o->kinds, 1, s->period_left);
        if (!fits)
            break;
    }
    for (uint32_t i = 0; i < done; i++)
        fits_period(s, m, when[i], o->p->use + o->member[u->from + i] * (size_t)o->kinds, -1, s->period_left);
    return fits;
}

static void account(struct state *s, uint32_t unit, uint32_t m, int sign)
{
    const struct model *o = s->o;
    const struct unit *u = &o->unit[unit];
    const int32_t *use = o->type[u->type].use;
    int64_t *left = s->left + m * (size_t)o->kinds;
    for (int k = 0; k < o->kinds; k++)
        if (!unlimited(left[k]))
            left[k] -= sign * use[k];
    s->persons[m] += sign * use[0];
    for (uint32_t i = 0; i < u->n && s->period_left; i++)
        if (sign > 0 || sign < 0) {
            int64_t *row = s->period_left + ((size_t)m * (size_t)o->periods + s->when[u->from + i]) * (size_t)o->kinds;
            const int32_t *own = o->p->use + o->member[u->from + i] * (size_t)o->kinds;
            for (int k = 0; k < o->kinds; k++)
                if (!unlimited(row[k]))
                    row[k] -= sign * own[k];
        }
}

void state_put(struct state *s, uint32_t unit, uint32_t m, const uint8_t *when)
{
    const struct unit *u = &s->o->unit[unit];
    s->at[unit] = (int32_t)m;
    for (uint32_t i = 0; i < u->n; i++)
        s->when[u->from + i] = s->o->by_period ? when[i] : 0;
    account(s, unit, m, 1);
    s->before[unit] = 0;
    s->next[unit] = s->head[m];
    if (s->head[m])
        s->before[s->head[m] - 1] = unit + 1;
    s->head[m] = unit + 1;
}

void state_drop(struct state *s, uint32_t unit)
{
    uint32_t m = (uint32_t)s->at[unit];
    account(s, unit, m, -1);
    if (s->before[unit])
        s->next[s->before[unit] - 1] = s->next[unit];
    else
        s->head[m] = s->next[unit];
    if (s->next[unit])
        s->before[s->next[unit] - 1] = s->before[unit];
    s->at[unit] = -1;
}

// ---- worth -----------------------------------------------------------------------------------

static double worth(const struct state *s, uint32_t unit, uint32_t m, const uint8_t *when, int64_t persons)
{
    const struct model *o = s->o;
    const struct unit *u = &o->unit[unit];
    double v = (double)row_value(o, unit, m) + (double)u->penalty;
    for (uint32_t i = 0; i < u->n && o->by_period; i++) {
        uint32_t h = o->member[u->from + i];
        v -= (double)o->p->delay[h] * (when[i] - o->p->ready[h]);
    }
    for (uint32_t i = 0; i < u->ties; i++) {
        const struct unit_tie *t = &o->tie_of[u->first_tie + i];
        if (s->at[t->other] == (int32_t)m)
            v += (double)t->bonus;
    }
    int64_t lack = o->fill_left[m] - persons;
    if (lack > 0 && o->fill_price[m]) {
        int64_t use = o->type[u->type].use[0];
        v += (double)o->fill_price[m] * (double)(use < lack ? use : lack);
    }
    return v;
}

double state_gain(const struct state *s, uint32_t unit, uint32_t m, const uint8_t *when)
{
    return worth(s, unit, m, when, s->persons[m]);
}

double state_worth(const struct state *s, uint32_t unit)
{
    const struct unit *u = &s->o->unit[unit];
    uint32_t m = (uint32_t)s->at[unit];
    return worth(s, unit, m, s->when + u->from, s->persons[m] - s->o->type[u->type].use[0]);
}
