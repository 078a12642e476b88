// SPDX-License-Identifier: Apache-2.0
// The best prices. The bound as a function of the prices is convex with edges; rounded off (each
// unit spreads over its places by a soft maximum, the softer the higher the temperature) it has
// slopes and curvature, and Newton's method with conjugate gradients finds its bottom in a few
// passes. The temperature falls step by step; at the end hardly four places of a unit take part.
// It begins with a sample of the units, capacities scaled down, to come near without full passes.
//
// Ties are left out here: they change the prices little, and the certificate counts them exactly.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "placement/prices.h"

enum { FEW = 400, SAMPLE = 1500, NEWTON_STEPS = 30, CG_STEPS = 24, HALVINGS = 4 };
static const float WINDOW = 10; // temperatures below the best that still take part
static const double NEAR = 0.006; // of the capacity: a slope that small is the bottom
static const double REACH = 6;  // temperatures that a price may change in one step

struct share { // of a unit in a place
    uint32_t cell; // type * m + municipality
    float p;
};
struct dual {
    const struct model *o;
    struct prices *x;
    struct arena *a;
    const struct clockwork *clock;
    uint32_t *unit;  // those that take part
    uint32_t n;
    double weight;   // each stands for so many
    double demand;
    size_t rows;     // variables: m*kinds rows, then period rows, then m fills, then rounded ones
    size_t fills_at, cuts_at;
    double *at, *low_slope, *step, *r, *z, *d, *hd, *diag, *trial; // [rows]
    uint8_t *fixed;
    double damping;  // Levenberg's: grows when a step was too bold
    double *acc;     // [types * m]
    float *table;    // [types * m]
    double *by_kind, *sum; // [kinds * m], [m]: scratch of costs_of_step
    struct share *share;
    size_t shares, room;
    uint64_t *share_from; // [n + 1]
};

static void count_rows(struct dual *g)
{
    size_t cells = (size_t)g->o->m * (size_t)g->o->kinds;
    g->fills_at = cells + (g->o->by_period ? cells * (size_t)g->o->periods : 0);
    g->cuts_at = g->fills_at + g->o->m;
    g->rows = g->cuts_at + g->x->cuts;
}

static double capacity_of(const struct dual *g, size_t row, double *most)
{
    const struct model *o = g->o;
    size_t cells = (size_t)o->m * (size_t)o->kinds,
           periods = o->by_period ? cells * (size_t)o->periods : 0;
    *most = HUGE_VAL;
    if (row < cells)
        return unlimited(o->left[row]) ? -1 : (double)o->left[row];
    if (row < cells + periods)
        return !o->period_left || unlimited(o->period_left[row - cells])
                   ? -1
                   : (double)o->period_left[row - cells];
    if (row >= g->cuts_at)
        return (double)g->x->cut[row - g->cuts_at].room;
    *most = (double)o->fill_price[row - cells - periods];
    return (double)o->fill_left[row - cells - periods];
}

static void write_prices(struct dual *g, const double *v)
{
    const struct model *o = g->o;
    size_t cells = (size_t)o->m * (size_t)o->kinds,
           periods = o->by_period ? cells * (size_t)o->periods : 0;
    memcpy(g->x->row, v, cells * sizeof *v);
    if (periods)
        memcpy(g->x->period, v + cells, periods * sizeof *v);
    memcpy(g->x->fill, v + cells + periods, o->m * sizeof *v);
    for (uint32_t i = 0; i < g->x->cuts; i++)
        g->x->cut[i].price = v[g->cuts_at + i];
}

static void read_prices(struct dual *g, double *v)
{
    const struct model *o = g->o;
    size_t cells = (size_t)o->m * (size_t)o->kinds,
           periods = o->by_period ? cells * (size_t)o->periods : 0;
    memcpy(v, g->x->row, cells * sizeof *v);
    if (periods)
        memcpy(v + cells, g->x->period, periods * sizeof *v);
    memcpy(v + cells + periods, g->x->fill, o->m * sizeof *v);
    for (uint32_t i = 0; i < g->x->cuts; i++)
        v[g->cuts_at + i] = g->x->cut[i].price;
}

__attribute__((optimize("O3"), target_clones("avx2", "default")))
static void add_times(double *restrict sum, const double *restrict step, double times, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        sum[i] += times * step[i];
}

// The kinds a type uses at all: most use one or two of many.
static int kinds_used(const struct model *o, const struct type *t, int *kind)
{
    int n = 0;
    for (int k = 0; k < o->kinds; k++)
        if (t->use[k])
            kind[n++] = k;
    return n;
}

// table[type][m] = what a step in the prices changes of the costs, periods as they are chosen now.
static void costs_of_step(struct dual *g, const double *step)
{
    const struct model *o = g->o;
    size_t cells = (size_t)o->m * (size_t)o->kinds,
           periods = o->by_period ? cells * (size_t)o->periods : 0;
    for (uint32_t m = 0; m < o->m; m++) // kind by kind, for whole rows at a time
        for (int k = 0; k < o->kinds; k++)
            g->by_kind[(size_t)k * o->m + m] = step[m * (size_t)o->kinds + (size_t)k];
    for (uint32_t t = 0; t < o->types; t++) {
        const struct type *type = &o->type[t];
        float *out = g->table + (size_t)t * o->m;
        int kind[PLACEMENT_KINDS], used = kinds_used(o, type, kind);
        memset(g->sum, 0, o->m * sizeof *g->sum);
        add_times(g->sum, step + cells + periods, -(double)type->use[0], o->m);
        for (int k = 0; k < used; k++)
            add_times(g->sum, g->by_kind + (size_t)kind[k] * o->m, type->use[kind[k]], o->m);
        for (uint32_t m = 0; m < o->m; m++)
            out[m] = (float)g->sum[m];
        for (uint32_t i = 0; periods && i < type->n; i++) {
            const struct part *part = &o->part[type->from + i];
            for (uint32_t m = 0; m < o->m; m++) {
                size_t p = g->x->when[(size_t)(type->from + i) * o->m + m];
                size_t at = cells + ((size_t)m * (size_t)o->periods + p) * (size_t)o->kinds;
                for (int k = 0; k < o->kinds; k++)
                    out[m] += (float)(part->use[k] * step[at + (size_t)k]);
            }
        }
        for (uint32_t i = 0; i < g->x->cuts; i++)
            out[g->x->cut[i].m] += (float)(g->x->cut[i].size[t] * step[g->cuts_at + i]);
    }
}

// rows += what the units in acc use of each; `power` 2 for the curvature along each row alone.
static void rows_of_acc(struct dual *g, double *rows, int power)
{
    const struct model *o = g->o;
    size_t cells = (size_t)o->m * (size_t)o->kinds,
           periods = o->by_period ? cells * (size_t)o->periods : 0;
    memset(rows, 0, g->rows * sizeof *rows);
    for (uint32_t t = 0; t < o->types; t++) {
        const struct type *type = &o->type[t];
        const double *acc = g->acc + (size_t)t * o->m;
        int kind[PLACEMENT_KINDS], used = kinds_used(o, type, kind);
        for (uint32_t m = 0; m < o->m; m++) {
            double a = acc[m];
            if (a == 0)
                continue;
            for (int i = 0; i < used; i++) {
                int k = kind[i];
                rows[m * (size_t)o->kinds + (size_t)k] += a * type->use[k] * (power == 2 ? type->use[k] : 1);
            }
            rows[cells + periods + m] += a * type->use[0] * (power == 2 ? type->use[0] : -1);
            for (uint32_t i = 0; periods && i < type->n; i++) {
                const struct part *part = &o->part[type->from + i];
                size_t p = g->x->when[(size_t)(type->from + i) * o->m + m];
                size_t at = cells + ((size_t)m * (size_t)o->periods + p) * (size_t)o->kinds;
                for (int k = 0; k < o->kinds; k++)
                    rows[at + (size_t)k] += a * part->use[k] * (power == 2 ? part->use[k] : 1);
            }
        }
        for (uint32_t i = 0; i < g->x->cuts; i++) {
            double size = g->x->cut[i].size[t];
            rows[g->cuts_at + i] += acc[g->x->cut[i].m] * size * (power == 2 ? size : 1);
        }
    }
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

static void add_share(struct dual *g, uint32_t cell, float p)
{
    if (g->shares == g->room) {
        size_t room = g->room ? g->room * 2 : 1 << 16;
        struct share *more = NEW_ARRAY(g->a, room, struct share);
        if (g->shares)
            memcpy(more, g->share, g->shares * sizeof *more);
        g->share = more;
        g->room = room;
    }
    g->share[g->shares++] = (struct share){ cell, p };
}

// The rounded-off bound at the present prices; `keep`: also shares, and acc = expected loads.
static double evaluate(struct dual *g, float tau, bool keep)
{
    const struct model *o = g->o;
    double sum = 0;
    prices_cost(o, g->x);
    g->shares = 0;
    if (keep)
        memset(g->acc, 0, (size_t)o->types * o->m * sizeof *g->acc);
    for (uint32_t i = 0; i < g->n; i++) {
        const struct unit *u = &o->unit[g->unit[i]];
        const float *row = o->value + u->row, *cost = g->x->cost + (size_t)u->type * o->m;
        const uint32_t *where = o->where + u->row_at;
        float stay = -(float)u->penalty, top = stay;
        if (u->dense) {
            float t = highest(row, cost, u->row_n);
            top = t > top ? t : top;
        } else {
            for (uint32_t k = 0; k < u->row_n; k++) {
                float x = row[k] - cost[where[k]];
                top = x > top ? x : top;
            }
        }
        float floor = top - WINDOW * tau;
        size_t from = g->shares;
        double z = stay > floor ? exp((double)(stay - top) / (double)tau) : 0;
        g->share_from[i] = from;
        for (uint32_t k = 0; k < u->row_n; k++) {
            uint32_t m = u->dense ? k : where[k];
            float x = row[k] - cost[m];
            if (x <= floor)
                continue;
            float e = expf((x - top) / tau);
            z += (double)e;
            if (keep)
                add_share(g, (uint32_t)(u->type * (size_t)o->m + m), e);
        }
        sum += (double)top + (double)tau * log(z);
        for (size_t s = from; s < g->shares; s++) {
            g->share[s].p = (float)((double)g->share[s].p / z);
            g->acc[g->share[s].cell] += (double)g->share[s].p;
        }
    }
    g->share_from[g->n] = g->shares;
    sum *= g->weight;
    for (size_t r = 0; r < g->rows; r++) {
        double most, c = capacity_of(g, r, &most);
        bool fill = r >= g->fills_at && r < g->cuts_at;
        if (c > 0)
            sum += (fill ? -c : c) * g->trial[r];
    }
    return sum;
}

static void slopes(struct dual *g, double *out)
{
    rows_of_acc(g, out, 1);
    for (size_t r = 0; r < g->rows; r++) {
        double most, c = capacity_of(g, r, &most);
        bool fill = r >= g->fills_at && r < g->cuts_at;
        out[r] = (fill ? -c : c) - g->weight * out[r];
        if (c < 0 || most <= 0)
            out[r] = 0;
    }
}

// hd = curvature along d.
static void curvature(struct dual *g, const double *d, float tau, double *hd)
{
    const struct model *o = g->o;
    costs_of_step(g, d);
    memset(g->acc, 0, (size_t)o->types * o->m * sizeof *g->acc);
    for (uint32_t i = 0; i < g->n; i++) {
        double e = 0;
        for (size_t s = g->share_from[i]; s < g->share_from[i + 1]; s++)
            e += (double)(g->share[s].p * g->table[g->share[s].cell]);
        for (size_t s = g->share_from[i]; s < g->share_from[i + 1]; s++)
            g->acc[g->share[s].cell] += (double)g->share[s].p * ((double)g->table[g->share[s].cell] - e);
    }
    rows_of_acc(g, hd, 1);
    for (size_t r = 0; r < g->rows; r++)
        hd[r] *= g->weight / (double)tau;
}

static void diagonal(struct dual *g, float tau)
{
    memset(g->acc, 0, (size_t)g->o->types * g->o->m * sizeof *g->acc);
    for (size_t s = 0; s < g->shares; s++) {
        double p = (double)g->share[s].p;
        g->acc[g->share[s].cell] += p * (1 - p) / (double)tau;
    }
    rows_of_acc(g, g->diag, 2);
    double mean = 0;
    size_t n = 0;
    for (size_t r = 0; r < g->rows; r++) {
        g->diag[r] *= g->weight;
        if (g->diag[r] > 0) {
            mean += g->diag[r];
            n++;
        }
    }
    mean = n ? mean / (double)n : 1;
    for (size_t r = 0; r < g->rows; r++)
        g->diag[r] += 1e-4 * mean + 1e-12;
}

// Newton's step on the rows that are free to move; false when it is no way down.
static bool newton_step(struct dual *g, const double *slope, float tau)
{
    double rz = 0, rr0 = 0;
    diagonal(g, tau);
    for (size_t r = 0; r < g->rows; r++) {
        g->step[r] = 0;
        g->r[r] = g->fixed[r] ? 0 : -slope[r];
        g->z[r] = g->r[r] / g->diag[r];
        g->d[r] = g->z[r];
        rz += g->r[r] * g->z[r];
        rr0 += g->r[r] * g->r[r];
    }
    for (int i = 0; i < CG_STEPS && rz > 0 && !late(g->clock); i++) {
        double dhd = 0, rr = 0, next = 0;
        curvature(g, g->d, tau, g->hd);
        for (size_t r = 0; r < g->rows; r++) {
            // Some of the diagonal keeps rows that bind nobody from running away.
            g->hd[r] = g->fixed[r] ? 0 : g->hd[r] + g->damping * g->diag[r] * g->d[r];
            dhd += g->d[r] * g->hd[r];
        }
        if (dhd <= 0)
            break;
        double alpha = rz / dhd;
        for (size_t r = 0; r < g->rows; r++) {
            g->step[r] += alpha * g->d[r];
            g->r[r] -= alpha * g->hd[r];
            g->z[r] = g->r[r] / g->diag[r];
            next += g->r[r] * g->z[r];
            rr += g->r[r] * g->r[r];
        }
        if (rr < 0.01 * rr0)
            break;
        double beta = next / rz;
        rz = next;
        for (size_t r = 0; r < g->rows; r++)
            g->d[r] = g->z[r] + beta * g->d[r];
    }
    // The curvature is true for changes of a few temperatures and no further.
    double down = 0, most = REACH * (double)tau;
    for (size_t r = 0; r < g->rows; r++) {
        g->step[r] = g->step[r] > most ? most : g->step[r] < -most ? -most : g->step[r];
        down += slope[r] * g->step[r];
    }
    return down < 0;
}

static void fix_rows(struct dual *g, const double *slope)
{
    for (size_t r = 0; r < g->rows; r++) {
        double most, c = capacity_of(g, r, &most);
        g->fixed[r] = c < 0 || most <= 0 || (g->at[r] <= 0 && slope[r] >= 0) ||
                      (g->at[r] >= most && slope[r] <= 0);
    }
}

// All that the units could use. Where places are plenty it is this, not the capacity, that a slope is
// small or large beside: else a few who want one place would never be worth a price.
enum { PLENTY = 4 }; // times
static double demand(const struct dual *g)
{
    const struct model *o = g->o;
    double all = 0;
    for (uint32_t u = 0; u < o->units; u++) {
        const struct type *t = &o->type[o->unit[u].type];
        for (uint32_t i = 0; i < t->n; i++)
            all += t->use[i];
    }
    return all * (o->by_period ? 2 : 1);
}

// One temperature: Newton's method until the slope is small beside the capacities. Gives how much
// of the capacity the slope still is.
static double settle(struct dual *g, float tau, double tolerance)
{
    double *slope = g->low_slope;
    g->damping = 1e-3;
    memcpy(g->trial, g->at, g->rows * sizeof *g->at);
    write_prices(g, g->at);
    double value = evaluate(g, tau, true), rest = 1;
    for (int i = 0; i < NEWTON_STEPS && !late(g->clock); i++) {
        double size = 0, whole = 1;
        slopes(g, slope);
        fix_rows(g, slope);
        for (size_t r = 0; r < g->rows; r++) {
            double most, c = capacity_of(g, r, &most);
            size += g->fixed[r] ? 0 : fabs(slope[r]);
            whole += c > 0 ? c : 0;
        }
        rest = size / (whole < PLENTY * g->demand ? whole : 1 + g->demand);
        if (rest < tolerance || !newton_step(g, slope, tau))
            return rest;
        double t = 1, found = value;
        bool better = false;
        for (int k = 0; k < HALVINGS && !better && !late(g->clock); k++, t /= 2) {
            double gain = 0;
            for (size_t r = 0; r < g->rows; r++) {
                double most;
                capacity_of(g, r, &most);
                double v = g->at[r] + (g->fixed[r] ? 0 : t * g->step[r]);
                g->trial[r] = v < 0 ? 0 : v > most ? most : v;
                gain += slope[r] * (g->trial[r] - g->at[r]);
            }
            write_prices(g, g->trial);
            found = evaluate(g, tau, true);
            better = found < value + 1e-4 * gain && found < value;
        }
        g->damping *= better ? (t >= 0.5 ? 0.3 : t >= 0.1 ? 1 : 4) : 30;
        g->damping = g->damping < 1e-6 ? 1e-6 : g->damping;
        if (!better) {
            memcpy(g->trial, g->at, g->rows * sizeof *g->at);
            write_prices(g, g->at);
            value = evaluate(g, tau, true);
            if (g->damping > 1e4)
                return rest;
            continue;
        }
        bool little = value - found < 1e-8 * (fabs(value) + 1);
        value = found;
        memcpy(g->at, g->trial, g->rows * sizeof *g->at);
        if (little)
            return rest;
    }
    return rest;
}

static double typical_value(const struct model *o)
{
    double sum = 0;
    uint32_t n = 0;
    for (uint32_t u = 0; u < o->units; u += 1 + o->units / 500) {
        double top = 0;
        for (uint32_t k = 0; k < o->unit[u].row_n; k++) {
            float v = o->value[o->unit[u].row + k];
            if (v > -1e30f && (double)fabsf(v) > top)
                top = (double)fabsf(v);
        }
        sum += top;
        n++;
    }
    return n && sum > 0 ? sum / n : 1;
}

static void begin(struct dual *g, uint32_t stride)
{
    g->n = 0;
    for (uint32_t u = 0; u < g->o->units; u += stride)
        g->unit[g->n++] = u;
    g->weight = g->n ? (double)g->o->units / g->n : 1;
}

static void prepare(struct dual *g, size_t more)
{
    const struct model *o = g->o;
    double **vectors[] = { &g->at, &g->low_slope, &g->step, &g->r, &g->z, &g->d, &g->hd, &g->diag, &g->trial };
    count_rows(g);
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        *vectors[i] = NEW_ARRAY(g->a, g->rows + more, double);
    g->fixed = NEW_ARRAY(g->a, g->rows + more, uint8_t);
    g->acc = NEW_ARRAY(g->a, (size_t)o->types * o->m + 1, double);
    g->table = NEW_ARRAY(g->a, (size_t)o->types * o->m + 1, float);
    g->by_kind = NEW_ARRAY(g->a, (size_t)o->kinds * o->m + 1, double);
    g->sum = NEW_ARRAY(g->a, o->m + 1, double);
    g->unit = NEW_ARRAY(g->a, o->units + 1, uint32_t);
    g->share_from = NEW_ARRAY(g->a, o->units + 2, uint64_t);
    read_prices(g, g->at);
    g->demand = demand(g);
}

enum dual_depth dual(struct arena *a, const struct model *o, struct prices *x, enum dual_depth from, enum dual_depth to,
                     const struct clockwork *clock)
{
    struct mark back = arena_mark(a);
    struct dual g = { .o = o, .x = x, .a = a, .clock = clock };
    prepare(&g, 0);
    double scale = typical_value(o);
    static const double sampled[] = { 0.2, 0.06, 0.02, 0.008 };
    static const double whole[] = { 0.2, 0.06, 0.02, 0.006, 0.002, 0.0006, 0.0002 };
    enum { STEPS = sizeof whole / sizeof *whole };
    static const size_t first[] = { [DUAL_NOTHING] = 3, [DUAL_ROUGH] = 3, [DUAL_WARM] = 5, [DUAL_NEAR] = 6, [DUAL_FINE] = 6 };
    static const double loose = 0.12; // the slope that will do for rough prices
    bool sample = from == DUAL_NOTHING && o->units > SAMPLE, rough = sample && to == DUAL_ROUGH;
    for (size_t i = 0; sample && i < sizeof sampled / sizeof *sampled && !late(clock); i++) {
        begin(&g, 1 + (o->units - 1) / (i < 2 ? FEW : SAMPLE)); // the softest are the dearest
        (void)settle(&g, (float)(sampled[i] * scale), 0.03);
    }
    begin(&g, 1);
    double rest = 1;
    enum dual_depth reached = DUAL_FINE;
    if (rough) {
        (void)settle(&g, (float)(whole[first[DUAL_ROUGH]] * scale), loose);
        reached = DUAL_ROUGH;
    }
    // A short way that did not lead to the bottom is followed by the whole one, once.
    for (int way = sample || from != DUAL_NOTHING ? 0 : 1;
         !rough && way < (clock->short_way ? 1 : 2) && rest > NEAR && !late(clock) && o->units; way++)
        for (size_t i = way ? 0 : first[from]; i < STEPS && !late(clock) && reached == DUAL_FINE; i++) {
            rest = settle(&g, (float)(whole[i] * scale), i + 1 < STEPS ? 0.006 : 0.0008);
            if (to == DUAL_NEAR && i + 1 == first[DUAL_NEAR] && rest <= NEAR)
                reached = DUAL_NEAR;
        }
    write_prices(&g, g.at);
    prices_cost(o, x);
    arena_back(a, back);
    return reached;
}

void dual_cuts(struct arena *a, const struct model *o, struct prices *x, int rounds, const struct clockwork *clock)
{
    enum { MORE = 16 }; // rounded inequalities of a municipality at most, in all rounds
    double scale = typical_value(o);
    // What is found must outlive the search's own memory: room for it is made first.
    struct cut_row *room = NEW_ARRAY(a, x->cuts + (size_t)o->m * MORE + 1, struct cut_row);
    if (x->cuts)
        memcpy(room, x->cut, x->cuts * sizeof *room);
    x->cut = room;
    struct dual g = { .o = o, .x = x, .a = a, .clock = clock };
    prepare(&g, (size_t)o->m * MORE);
    begin(&g, 1);
    for (int i = 0; i < rounds && !late(clock); i++) {
        float tau = (float)(scale * (i + 1 < rounds ? 0.0006 : 0.0002));
        write_prices(&g, g.at);
        (void)evaluate(&g, tau, true);
        read_prices(&g, g.at);
        uint32_t n = cuts_find(a, o, x, g.acc);
        count_rows(&g);
        read_prices(&g, g.at);
        if (!n)
            break;
        if (settle(&g, tau, 0.002) < NEAR)
            continue;
        // The new ones changed much: prices have far to go, which takes warmth.
        static const double again[] = { 0.06, 0.02, 0.006, 0.002, 0.0006 };
        for (size_t k = 0; k < sizeof again / sizeof *again; k++)
            (void)settle(&g, (float)(scale * again[k]), 0.006);
    }
    (void)settle(&g, (float)(scale * 0.0002), 0.0008);
    write_prices(&g, g.at);
    prices_cost(o, x);
}
