// SPDX-License-Identifier: Apache-2.0
// Scores, then a level (the persons per unit of score) found by halving so that the numbers cut
// to floor and cap add up, then whole steps by largest remainder.
#include "rooms/settlement/distribution.h"

#include <math.h>
#include <stdlib.h>

enum { HALVINGS = 200 };

struct share {
    size_t cell;
    double target;     // persons before rounding
    int64_t low, high; // in steps
    int64_t steps;
    double remainder;
};

static bool settings_fit(const struct weights *w)
{
    bool fit = w->power >= 0 && w->power <= 1.5 && w->county_pull >= 0 && w->county_pull <= 1 &&
               w->last_pull >= 0 && w->last_pull <= 1 && w->total >= 0 && w->total <= 1000000 &&
               w->floor >= 0 && w->cap >= 0 && w->step >= 1 && w->step <= 1000 &&
               (w->cap == 0 || w->cap >= w->floor);
    for (size_t k = 0; k < SIGNALS; k++)
        fit = fit && w->signal[k] >= 0 && w->signal[k] <= 3;
    return fit;
}

static void signal_means(const struct cell *c, size_t n, double mean[SIGNALS])
{
    for (size_t k = 0; k < SIGNALS; k++) {
        double sum = 0, weight = 0;
        for (size_t i = 0; i < n; i++)
            if (!isnan(c[i].signal[k])) {
                sum += c[i].signal[k] * (double)c[i].inhabitants;
                weight += (double)c[i].inhabitants;
            }
        mean[k] = weight > 0 ? sum / weight : 0;
    }
}

static double score(const struct weights *w, const struct cell *c, const double mean[SIGNALS])
{
    if (c->inhabitants <= 0)
        return 0;
    double s = pow((double)c->inhabitants, w->power);
    for (size_t k = 0; k < SIGNALS; k++) {
        if (isnan(c->signal[k]) || mean[k] <= 0 || w->signal[k] <= 0)
            continue;
        double ratio = fmin(fmax(c->signal[k] / mean[k], 0.5), 2);
        s *= pow(ratio, w->signal[k]);
    }
    return s;
}

// Moves the shares of those with a number towards their parts of the numbers, within what they
// have together: nothing is moved to or from those without one.
static void pull(double *share, const struct cell *c, size_t n, double by,
                 optint (*number)(const struct cell *))
{
    double all = 0, together = 0;
    for (size_t i = 0; i < n; i++)
        if (!c[i].fixed.known && number(&c[i]).known) {
            all += (double)number(&c[i]).v;
            together += share[i];
        }
    for (size_t i = 0; all > 0 && i < n; i++)
        if (!c[i].fixed.known && number(&c[i]).known)
            share[i] = (1 - by) * share[i] + by * together * (double)number(&c[i]).v / all;
}

static optint last_of(const struct cell *c)
{
    return c->last;
}

static optint advice_of(const struct cell *c)
{
    return c->recommended;
}

// Shares of the free cells, summing to 1; the earlier request and the county pull at them.
static bool shares(const struct weights *w, const struct cell *c, size_t n, double *share)
{
    double mean[SIGNALS], sum = 0;
    signal_means(c, n, mean);
    for (size_t i = 0; i < n; i++)
        sum += share[i] = c[i].fixed.known ? 0 : score(w, &c[i], mean);
    if (sum <= 0)
        return false;
    for (size_t i = 0; i < n; i++)
        share[i] /= sum;
    pull(share, c, n, w->last_pull, last_of);
    pull(share, c, n, w->county_pull, advice_of);
    return true;
}

static double cut(double level, double share, const struct share *s, double step)
{
    return fmin(fmax(level * share, (double)s->low * step), (double)s->high * step);
}

// The level at which the cut numbers add up to `wanted`.
static void set_targets(struct share *s, size_t n, const double *share, double wanted,
                        double step)
{
    double low = 0, high = 1;
    for (int i = 0; i < HALVINGS; i++) {
        double sum = 0;
        for (size_t k = 0; k < n; k++)
            sum += cut(high, share[s[k].cell], &s[k], step);
        if (sum >= wanted)
            break;
        high *= 2;
    }
    for (int i = 0; i < HALVINGS; i++) {
        double middle = low + (high - low) / 2, sum = 0;
        for (size_t k = 0; k < n; k++)
            sum += cut(middle, share[s[k].cell], &s[k], step);
        if (sum < wanted)
            low = middle;
        else
            high = middle;
    }
    for (size_t k = 0; k < n; k++)
        s[k].target = cut(high, share[s[k].cell], &s[k], step);
}

static int by_remainder(const void *a, const void *b)
{
    const struct share *x = a, *y = b;
    if (x->remainder != y->remainder)
        return x->remainder > y->remainder ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

// Whole steps: rounded down, then one more to the largest remainders until all are given out.
static void round_steps(struct share *s, size_t n, int64_t wanted, double step)
{
    int64_t given = 0;
    for (size_t k = 0; k < n; k++) {
        double steps = s[k].target / step;
        s[k].steps = (int64_t)floor(steps + 1e-9);
        if (s[k].steps < s[k].low)
            s[k].steps = s[k].low;
        if (s[k].steps > s[k].high)
            s[k].steps = s[k].high;
        s[k].remainder = steps - (double)s[k].steps;
        given += s[k].steps;
    }
    qsort(s, n, sizeof *s, by_remainder);
    while (given < wanted) // ends: the highs have room for all
        for (size_t k = 0; k < n && given < wanted; k++)
            if (s[k].steps < s[k].high) {
                s[k].steps++;
                given++;
            }
    while (given > wanted) // only when the sums of reals were a hair too high
        for (size_t k = n; k-- > 0 && given > wanted;)
            if (s[k].steps > s[k].low) {
                s[k].steps--;
                given--;
            }
}

static struct distribution refuse(enum distribution_fault fault, int64_t short_of, size_t n)
{
    return (struct distribution){ fault, short_of, n };
}

static size_t free_cells(const struct weights *w, const struct cell *c, size_t n,
                         struct share *s, int64_t rest)
{
    int64_t cap = w->cap ? w->cap : rest + w->step; // no cap: more than anyone can get
    if (cap < w->floor)
        cap = w->floor;
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (!c[i].fixed.known)
            s[count++] =
                (struct share){ .cell = i, .low = w->floor / w->step, .high = cap / w->step };
    return count;
}

// What is left over when the rest is no multiple of the step: one cell gets it.
static size_t odd_cell(const struct weights *w, const struct share *s, size_t n, int64_t left)
{
    for (size_t k = 0; k < n; k++)
        if (!w->cap || s[k].steps * w->step + left <= w->cap)
            return k;
    return n;
}

static void hand_out(const struct weights *w, struct cell *c, size_t n, const struct share *s,
                     size_t frees, const double *share)
{
    for (size_t i = 0; i < n; i++) {
        c[i].score = share[i];
        if (c[i].fixed.known)
            c[i].calculated = c[i].fixed.v;
    }
    for (size_t k = 0; k < frees; k++)
        c[s[k].cell].calculated = s[k].steps * w->step;
}

struct distribution distribute(struct arena *a, const struct weights *w, struct cell *c,
                               size_t n)
{
    if (n == 0)
        return refuse(DISTRIBUTION_NOBODY, 0, n);
    if (!settings_fit(w))
        return refuse(DISTRIBUTION_SETTINGS, 0, n);
    if (w->floor % w->step || w->cap % w->step)
        return refuse(DISTRIBUTION_STEP, 0, n);

    int64_t rest = w->total;
    for (size_t i = 0; i < n; i++)
        rest -= c[i].fixed.known ? c[i].fixed.v : 0;
    if (rest < 0)
        return refuse(DISTRIBUTION_FIXED, -rest, n);

    struct share *s = NEW_ARRAY(a, n, struct share);
    double *share = NEW_ARRAY(a, n, double);
    size_t frees = free_cells(w, c, n, s, rest);
    int64_t low = (int64_t)frees * w->floor;
    if (rest < low)
        return refuse(DISTRIBUTION_FLOOR, low - rest, n);
    if (w->cap && rest > (int64_t)frees * w->cap)
        return refuse(DISTRIBUTION_CAP, rest - (int64_t)frees * w->cap, n);
    if (frees == 0) {
        if (rest > 0)
            return refuse(DISTRIBUTION_CAP, rest, n);
        hand_out(w, c, n, s, 0, share);
        return refuse(DISTRIBUTION_FINE, 0, n);
    }
    if (!shares(w, c, n, share))
        return refuse(DISTRIBUTION_NO_SCORE, 0, n);

    int64_t steps = rest / w->step, left = rest % w->step;
    set_targets(s, frees, share, (double)(steps * w->step), (double)w->step);
    round_steps(s, frees, steps, (double)w->step);
    size_t odd = left ? odd_cell(w, s, frees, left) : frees;
    hand_out(w, c, n, s, frees, share);
    if (left)
        c[s[odd].cell].calculated += left;
    return refuse(DISTRIBUTION_FINE, 0, left ? s[odd].cell : n);
}
