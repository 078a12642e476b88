// SPDX-License-Identifier: Apache-2.0
// The bound, in whole numbers. For any prices of capacity, no plan is worth more than what the
// capacity is worth at those prices plus, for each unit, the best it could have after paying them.
// Everything is counted in millionths, so that it comes out the same wherever it is recomputed.
// Trees of soft ties are solved exactly: from the leaves, each place hears the better of "my
// relative comes here too" and "wherever it likes"; a tie that closes a circle counts in full.
#include <stdlib.h>

#include "placement/model.h"

typedef __int128 wide;
enum { MILLION = 1000000 };
#define NOWHERE ((wide)1 << 120)

struct proof {
    const struct model *o;
    const struct placement_plan *plan;
    int64_t *price;        // [m * kinds], horizon and fill
    int64_t *period_price; // [(m * periods + p) * kinds] or NULL
    uint32_t *cut_from;    // [m + 1] into cut
    uint32_t *cut;
    struct arena *a;
};

int64_t placement_objective(const struct placement_problem *p, const int32_t *place,
                            const uint8_t *period)
{
    int64_t sum = 0;
    int64_t *persons = calloc(p->municipalities, sizeof *persons);
    if (!persons)
        abort();
    for (uint32_t h = 0; h < p->households; h++) {
        if (place[h] < 0) {
            sum -= p->penalty[h];
            continue;
        }
        int64_t v = pair_value(p, h, (uint32_t)place[h]);
        int late = period[h] - p->ready[h];
        sum += (v == PLACEMENT_NONE ? 0 : v) - (int64_t)p->delay[h] * (late > 0 ? late : 0);
        persons[place[h]] += p->use[h * (size_t)p->kinds];
    }
    for (size_t i = 0; i < p->tie_count; i++)
        if (place[p->ties[i].a] >= 0 && place[p->ties[i].a] == place[p->ties[i].b])
            sum += p->ties[i].bonus;
    for (uint32_t m = 0; m < p->municipalities; m++)
        if (p->fill_minimum[m] > persons[m])
            sum -= (int64_t)p->fill_price[m] * (p->fill_minimum[m] - persons[m]);
    free(persons);
    return sum;
}

// What one household pays in m: its use at the prices, in its cheapest period, the delay too.
// False when no period has room for it alone.
static bool member_cost(const struct proof *g, uint32_t h, uint32_t m, wide *cost)
{
    const struct placement_problem *p = g->o->p;
    const int32_t *use = p->use + h * (size_t)p->kinds;
    const int64_t *price = g->price + m * (size_t)p->kinds;
    wide base = 0, best = NOWHERE;
    for (int k = 0; k < p->kinds; k++)
        base += (wide)use[k] * price[k];
    if (!g->o->by_period) {
        *cost = base;
        return true;
    }
    for (int t = p->ready[h]; t < p->periods; t++) {
        size_t at = ((size_t)m * (size_t)p->periods + (size_t)t) * (size_t)p->kinds;
        wide c = base + (wide)p->delay[h] * (t - p->ready[h]) * MILLION;
        bool fits = true;
        for (int k = 0; k < p->kinds && g->o->period_left; k++) {
            int64_t left = g->o->period_left[at + (size_t)k];
            fits &= !use[k] || unlimited(left) || left >= use[k];
            c += (wide)use[k] * g->period_price[at + (size_t)k];
        }
        if (fits && c < best)
            best = c;
    }
    *cost = best;
    return best != NOWHERE;
}

static wide cut_cost(const struct proof *g, uint32_t type, uint32_t m)
{
    wide cost = 0;
    for (uint32_t i = g->cut_from[m]; i < g->cut_from[m + 1]; i++) {
        const struct placement_cut *c = &g->plan->cuts[g->cut[i]];
        int64_t sum = 0;
        for (int k = 0; k < g->o->kinds; k++)
            sum += (int64_t)c->lambda[k] * g->o->type[type].use[k];
        cost += (wide)c->price * (sum / c->divisor);
    }
    return cost;
}

// The unit's value in m after paying, in millionths; -NOWHERE when it may not come.
static wide reduced(const struct proof *g, uint32_t unit, uint32_t m)
{
    const struct model *o = g->o;
    const struct unit *u = &o->unit[unit];
    wide sum = (wide)unit_value(o, unit, m) * MILLION - cut_cost(g, u->type, m), cost;
    for (uint32_t i = 0; i < u->n; i++) {
        if (!member_cost(g, o->member[u->from + i], m, &cost))
            return -NOWHERE;
        sum -= cost;
    }
    return sum;
}

// ---- units without ties: only what could be best in rough numbers is counted exactly ---------

static double rough_period_cost(const struct proof *g, uint32_t type, uint32_t m)
{
    const struct model *o = g->o;
    const struct type *t = &o->type[type];
    double sum = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        const struct part *x = &o->part[t->from + i];
        double best = 1e38;
        for (int p = x->ready; p < o->periods; p++) {
            size_t at = ((size_t)m * (size_t)o->periods + (size_t)p) * (size_t)o->kinds;
            double c = (double)x->delay * (p - x->ready) * MILLION;
            for (int k = 0; k < o->kinds; k++) {
                int64_t left = o->period_left ? o->period_left[at + (size_t)k] : NO_LIMIT;
                c += (double)x->use[k] * (double)(g->price[m * (size_t)o->kinds + (size_t)k] +
                                                  g->period_price[at + (size_t)k]);
                if (x->use[k] && !unlimited(left) && left < x->use[k])
                    c = 1e38;
            }
            best = c < best ? c : best;
        }
        sum += best;
    }
    return sum;
}

// The best of a dense row after paying, and the greatest value in it.
__attribute__((optimize("O3", "fast-math"), target_clones("avx2", "default")))
static float rough_best(const float *row, const float *w, uint32_t n, float *size)
{
    float top = -3e38f, most = -3e38f;
    for (uint32_t k = 0; k < n; k++) {
        float x = row[k] - w[k];
        top = x > top ? x : top;
        most = row[k] > most ? row[k] : most;
    }
    *size = most;
    return top;
}

enum { BLOCK = 32 };
__attribute__((optimize("O3", "fast-math"), target_clones("avx2", "default")))
static bool any_above(const float *row, const float *w, float floor)
{
    int n = 0;
    for (int k = 0; k < BLOCK; k++)
        n += row[k] - w[k] >= floor;
    return n;
}

static wide best_of(const struct proof *g, uint32_t unit, const float *cost)
{
    const struct model *o = g->o;
    const struct unit *u = &o->unit[unit];
    const float *row = o->value + u->row;
    const float *w = cost + (size_t)u->type * o->m;
    const uint32_t *where = o->where + u->row_at;
    wide best = -(wide)u->penalty * MILLION;
    float top = -(float)u->penalty, size = top;
    if (u->dense) {
        float most, x = rough_best(row, w, u->row_n, &most);
        top = x > top ? x : top;
        size = most > size ? most : size; // for the error of a rough number
    }
    for (uint32_t k = 0; k < u->row_n && !u->dense; k++) {
        float x = row[k] - w[where[k]];
        top = x > top ? x : top;
        size = row[k] > size ? row[k] : size;
    }
    float slack = ((top < 0 ? -top : top) + (size < 0 ? -size : size) + 1) * 4e-6f;
    for (uint32_t k = 0; k < u->row_n; k++) {
        uint32_t m = u->dense ? k : where[k];
        if (u->dense && k % BLOCK == 0 && k + BLOCK <= u->row_n && !any_above(row + k, w + k, top - slack)) {
            k += BLOCK - 1;
            continue;
        }
        if (row[k] < -1e30f || row[k] - w[m] < top - slack)
            continue;
        wide x = reduced(g, unit, m);
        best = x > best ? x : best;
    }
    return best;
}

// What a unit of each type pays in each place, in rough numbers.
static float *rough_costs(const struct proof *g)
{
    const struct model *o = g->o;
    float *cost = NEW_ARRAY(g->a, (size_t)o->types * o->m + 1, float);
    for (uint32_t t = 0; t < o->types; t++)
        for (uint32_t m = 0; m < o->m; m++) {
            double c = 0;
            if (!o->by_period) {
                for (int k = 0; k < o->kinds; k++)
                    c += (double)o->type[t].use[k] * (double)g->price[m * (size_t)o->kinds + (size_t)k];
            } else {
                c = rough_period_cost(g, t, m);
            }
            c += (double)cut_cost(g, t, m);
            cost[(size_t)t * o->m + m] = c < 1e30 ? (float)(c / MILLION) : 3e38f;
        }
    return cost;
}

// ---- ties ------------------------------------------------------------------------------------

struct edge {
    uint32_t a, b;
    int64_t bonus;
};

static int edge_order(const void *x, const void *y)
{
    const struct edge *p = x, *q = y;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return (p->b > q->b) - (p->b < q->b);
}

static uint32_t find(uint32_t *parent, uint32_t x)
{
    while (parent[x] != x) {
        parent[x] = parent[parent[x]];
        x = parent[x];
    }
    return x;
}

struct forest {
    uint32_t *next, *head; // half-edges by unit, + 1
    struct edge *edge;     // edge i / 2
    size_t edges;
    bool *in_tree;         // [unit]
};

// The edges that make trees; the bonuses of the others come into *loose. Several ties between two
// units are one.
static void make_forest(const struct proof *g, struct forest *f, wide *loose)
{
    const struct model *o = g->o;
    SLICE(struct edge) all = { 0 };
    uint32_t *parent = NEW_ARRAY(g->a, o->units + 1, uint32_t);
    for (uint32_t u = 0; u < o->units; u++) {
        parent[u] = u;
        for (uint32_t i = 0; i < o->unit[u].ties; i++) {
            const struct unit_tie *t = &o->tie_of[o->unit[u].first_tie + i];
            if (u < t->other)
                *ADD(g->a, &all) = (struct edge){ u, t->other, t->bonus };
        }
    }
    if (all.n)
        qsort(all.p, all.n, sizeof *all.p, edge_order);
    size_t kept = 0;
    for (size_t i = 0; i < all.n; i++)
        if (kept && all.p[kept - 1].a == all.p[i].a && all.p[kept - 1].b == all.p[i].b)
            all.p[kept - 1].bonus += all.p[i].bonus;
        else
            all.p[kept++] = all.p[i];
    f->next = NEW_ARRAY(g->a, 2 * kept + 2, uint32_t);
    f->head = NEW_ARRAY(g->a, o->units + 1, uint32_t);
    f->in_tree = NEW_ARRAY(g->a, o->units + 1, bool);
    f->edge = all.p;
    for (size_t i = 0; i < kept; i++) {
        uint32_t x = find(parent, all.p[i].a), y = find(parent, all.p[i].b);
        if (x == y) {
            *loose += (wide)all.p[i].bonus * MILLION;
            continue;
        }
        parent[x] = y;
        f->edge[f->edges] = all.p[i];
        uint32_t e = (uint32_t)f->edges++;
        f->next[2 * e] = f->head[all.p[i].a];
        f->head[all.p[i].a] = 2 * e + 1;
        f->next[2 * e + 1] = f->head[all.p[i].b];
        f->head[all.p[i].b] = 2 * e + 2;
        f->in_tree[f->edge[e].a] = f->in_tree[f->edge[e].b] = true;
    }
}

// The best of a tree from one root, by an order in which parents come before children.
static wide best_of_tree(const struct proof *g, const struct forest *f, uint32_t root, bool *done)
{
    const struct model *o = g->o;
    struct node {
        uint32_t unit, parent;
        int64_t bonus;
        wide *value, stay, top; // value[m], -NOWHERE where it may not be
    };
    SLICE(struct node) order = { 0 };
    struct mark back = arena_mark(g->a);
    *ADD(g->a, &order) = (struct node){ .unit = root, .parent = UINT32_MAX };
    done[root] = true;
    for (size_t i = 0; i < order.n; i++)
        for (uint32_t e = f->head[order.p[i].unit]; e; e = f->next[e - 1]) {
            const struct edge *x = &f->edge[(e - 1) / 2];
            uint32_t other = x->a == order.p[i].unit ? x->b : x->a;
            if (done[other])
                continue;
            done[other] = true;
            *ADD(g->a, &order) = (struct node){ .unit = other, .parent = (uint32_t)i, .bonus = x->bonus };
        }
    for (size_t i = order.n; i-- > 0;) {
        struct node *x = &order.p[i];
        if (!x->value) {
            x->value = mem(g->a, o->m * sizeof(wide));
            x->stay = -(wide)o->unit[x->unit].penalty * MILLION;
            for (uint32_t m = 0; m < o->m; m++)
                x->value[m] = row_value(o, x->unit, m) < -1e30f ? -NOWHERE : reduced(g, x->unit, m);
        }
    }
    for (size_t i = order.n; i-- > 0;) {
        struct node *x = &order.p[i];
        x->top = x->stay;
        for (uint32_t m = 0; m < o->m; m++)
            x->top = x->value[m] > x->top ? x->value[m] : x->top;
        if (x->parent == UINT32_MAX)
            continue;
        struct node *up = &order.p[x->parent];
        up->stay += x->top;
        for (uint32_t m = 0; m < o->m; m++) {
            if (up->value[m] <= -NOWHERE)
                continue;
            wide here = x->value[m] <= -NOWHERE ? -NOWHERE : x->value[m] + (wide)x->bonus * MILLION;
            up->value[m] += here > x->top ? here : x->top;
        }
    }
    wide top = order.p[0].top;
    arena_back(g->a, back);
    return top;
}

// ---- the whole --------------------------------------------------------------------------------

static wide rows_worth(struct proof *g)
{
    const struct model *o = g->o;
    const struct placement_plan *plan = g->plan;
    size_t kinds = (size_t)o->kinds;
    wide sum = 0;
    for (size_t i = 0; i < plan->price_count; i++) {
        const struct placement_price *p = &plan->prices[i];
        size_t at = p->period < 0 ? p->municipality * kinds
                                  : ((size_t)p->municipality * (size_t)o->periods + (size_t)p->period) * kinds;
        int64_t left = p->period < 0 ? o->left[at + (size_t)p->kind]
                       : o->period_left ? o->period_left[at + (size_t)p->kind] : NO_LIMIT;
        if (unlimited(left))
            continue;
        (p->period < 0 ? g->price : g->period_price)[at + (size_t)p->kind] += p->price;
        sum += (wide)left * p->price;
    }
    for (uint32_t m = 0; m < o->m && plan->fill_price; m++) {
        int64_t most = o->fill_price[m] * MILLION, v = plan->fill_price[m];
        v = v > most ? most : v;
        if (!o->fill_left[m])
            continue;
        sum -= (wide)o->fill_left[m] * v;
        g->price[m * kinds] -= v;
    }
    g->cut_from = NEW_ARRAY(g->a, o->m + 2, uint32_t);
    g->cut = NEW_ARRAY(g->a, plan->cut_count + 1, uint32_t);
    for (size_t i = 0; i < plan->cut_count; i++) {
        const struct placement_cut *c = &plan->cuts[i];
        wide room = 0;
        for (int k = 0; k < o->kinds; k++)
            room += (wide)c->lambda[k] * (c->lambda[k] ? o->left[c->municipality * kinds + (size_t)k] : 0);
        sum += (wide)c->price * (room / c->divisor);
        g->cut_from[c->municipality + 1]++;
    }
    for (uint32_t m = 0; m < o->m; m++)
        g->cut_from[m + 1] += g->cut_from[m];
    uint32_t *at = NEW_ARRAY(g->a, o->m + 1, uint32_t);
    for (size_t i = 0; i < plan->cut_count; i++) {
        uint32_t m = plan->cuts[i].municipality;
        g->cut[g->cut_from[m] + at[m]++] = (uint32_t)i;
    }
    return sum;
}

static wide accepted_worth(const struct placement_problem *p, const struct model *o)
{
    wide sum = 0;
    for (size_t i = 0; i < p->accepted_count; i++) {
        const struct placement_accepted *x = &p->accepted[i];
        int64_t v = pair_value(p, x->household, x->municipality);
        int late = x->period - p->ready[x->household];
        sum += (v == PLACEMENT_NONE ? 0 : v) - (int64_t)p->delay[x->household] * (late > 0 ? late : 0);
    }
    for (size_t i = 0; i < p->tie_count; i++) {
        uint64_t x = o->accepted_at[p->ties[i].a];
        if (x && x == o->accepted_at[p->ties[i].b])
            sum += p->ties[i].bonus;
    }
    return sum * MILLION;
}

__int128 model_bound_exact(struct arena *a, const struct model *o, const struct placement_plan *plan)
{
    struct mark back = arena_mark(a);
    struct proof g = { .o = o, .plan = plan, .a = a };
    struct forest f = { 0 };
    size_t cells = (size_t)o->m * (size_t)o->kinds;
    g.price = NEW_ARRAY(a, cells, int64_t);
    if (o->by_period)
        g.period_price = NEW_ARRAY(a, cells * (size_t)o->periods, int64_t);
    wide sum = rows_worth(&g) + accepted_worth(o->p, o);
    make_forest(&g, &f, &sum);
    float *cost = rough_costs(&g);
    bool *done = NEW_ARRAY(a, o->units + 1, bool);
    for (uint32_t u = 0; u < o->units; u++)
        if (!f.in_tree[u])
            sum += best_of(&g, u, cost);
        else if (!done[u])
            sum += best_of_tree(&g, &f, u, done);
    arena_back(a, back);
    return sum;
}

int64_t model_bound(struct arena *a, const struct model *o, const struct placement_plan *plan)
{
    wide sum = model_bound_exact(a, o, plan), floor = sum / MILLION;
    return (int64_t)(floor - (sum % MILLION < 0)); // any plan is a whole number
}

err placement_bound(struct arena *a, const struct placement_problem *p, const struct placement_plan *plan,
                    int64_t *bound)
{
    struct model o;
    str fault;
    PASS(model_make(a, p, &o, &fault));
    *bound = model_bound(a, &o, plan);
    return OK;
}
