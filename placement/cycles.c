// SPDX-License-Identifier: Apache-2.0
// Exchanges within one type. Units that use the same can change places in a ring without touching
// any capacity; or along a path that ends where there is room. Municipalities are the nodes of a
// graph, the cheapest unit to move from one to another its edges; a round of negative length is a
// gain for all concerned. When none is left, the units of the type stand in the best way there is
// for the places they have; when there is but one type, in the best way of all.
//
// Units with ties stay where they are, and so do, with periods, all but rings in one period.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "placement/search.h"

enum { LARGEST = 2500 }; // municipalities: the table holds all pairs

struct graph {
    uint32_t n;         // nodes: m municipalities, then "unplaced", then "room"
    double *length;     // [n * n]: of moving one unit; HUGE where none can
    uint32_t *mover;    // [n * n]: that unit
    double *dist;
    uint32_t *from;     // [n]: node before on the way here, or UINT32_MAX
};

static double value_at(const struct state *s, uint32_t unit, uint32_t node)
{
    if (node == s->o->m)
        return -(double)s->o->unit[unit].penalty;
    float v = row_value(s->o, unit, node);
    return v < -1e30f ? -HUGE_VAL : (double)v;
}

// Edges out of one node: the cheapest unit of the type there to each other node.
static void edges_of(const struct state *s, struct graph *g, uint32_t type, uint32_t node, const uint32_t *units,
                     uint32_t unit_n)
{
    const struct model *o = s->o;
    double *length = g->length + (size_t)node * g->n;
    for (uint32_t i = 0; i < g->n; i++)
        length[i] = HUGE_VAL;
    for (uint32_t i = 0; i < unit_n; i++) {
        uint32_t u = units[i];
        const struct unit *x = &o->unit[u];
        if (x->ties || (node == o->m ? s->at[u] >= 0 : s->at[u] != (int32_t)node))
            continue;
        double here = value_at(s, u, node);
        for (uint32_t k = 0; k < x->row_n; k++) {
            uint32_t m = x->dense ? k : o->where[x->row_at + k];
            float v = o->value[x->row + k];
            double cost = here - (double)v;
            if (v > -1e30f && m != node && cost < length[m]) {
                length[m] = cost;
                g->mover[(size_t)node * g->n + m] = u;
            }
        }
        double cost = here + (double)x->penalty;
        if (node != o->m && cost < length[o->m]) {
            length[o->m] = cost;
            g->mover[(size_t)node * g->n + o->m] = u;
        }
    }
    // One more unit of the type where there is room; one less anywhere. The fill wishes change then.
    const int32_t *use = o->type[type].use;
    uint32_t room = o->m + 1;
    if (node > o->m)
        return;
    bool fits = true;
    double won = 0;
    if (node < o->m) {
        for (int k = 0; k < o->kinds; k++) {
            int64_t left = s->left[node * (size_t)o->kinds + (size_t)k];
            fits &= unlimited(left) || left >= use[k];
        }
        int64_t lack = o->fill_left[node] - s->persons[node];
        if (lack > 0)
            won = (double)o->fill_price[node] * (double)(lack < use[0] ? lack : use[0]);
    }
    if (fits)
        length[room] = -won; // a path may end here
}

static void room_edges(const struct state *s, struct graph *g, uint32_t type)
{
    const struct model *o = s->o;
    uint32_t room = o->m + 1;
    int64_t use = o->type[type].use[0];
    for (uint32_t m = 0; m < g->n; m++)
        g->length[(size_t)room * g->n + m] = HUGE_VAL;
    g->length[(size_t)room * g->n + o->m] = 0; // an unplaced one may begin a path
    for (uint32_t m = 0; m < o->m; m++) { // and any other, which leaves its place free
        int64_t spare = s->persons[m] - o->fill_left[m];
        int64_t lost = spare >= use ? 0 : spare > 0 ? use - spare : use;
        g->length[(size_t)room * g->n + m] = (double)o->fill_price[m] * (double)lost;
    }
}

// Shortest ways from everywhere at once; true when a round of negative length was found, with
// *on a node of it.
static bool negative_round(struct graph *g, uint32_t *on, const struct clockwork *clock)
{
    const double LEAST = 1e-3;
    for (uint32_t i = 0; i < g->n; i++) {
        g->dist[i] = 0;
        g->from[i] = UINT32_MAX;
    }
    for (uint32_t turn = 0; turn <= g->n; turn++) {
        bool changed = false;
        for (uint32_t i = 0; i < g->n; i++) {
            const double *length = g->length + (size_t)i * g->n;
            double here = g->dist[i];
            for (uint32_t k = 0; k < g->n; k++)
                if (here + length[k] < g->dist[k] - LEAST) {
                    g->dist[k] = here + length[k];
                    g->from[k] = i;
                    changed = true;
                }
        }
        if (!changed || late(clock))
            return false;
        // A ring among the ways back shows itself long before all turns are over.
        for (uint32_t i = 0; i < g->n; i++) {
            uint32_t x = i, steps = 0;
            while (x != UINT32_MAX && steps <= g->n) {
                x = g->from[x];
                steps++;
            }
            if (x != UINT32_MAX) {
                *on = x;
                return true;
            }
        }
    }
    return false;
}

// Moves the units of the ring, the last first, so that each finds the room the one before left.
static double turn_ring(struct state *s, struct graph *g, uint32_t on, uint8_t *when, uint32_t *touched, uint32_t *n)
{
    const struct model *o = s->o;
    enum { RING_MOST = 4096 };
    uint32_t x = on, ring = 0;
    double before = 0, after = 0;
    struct {
        uint32_t unit;
        int32_t from, to;
    } *moves = calloc(RING_MOST, sizeof *moves);
    if (!moves)
        abort();
    *n = 0;
    do {
        uint32_t y = g->from[x];
        if (y != o->m + 1 && x != o->m + 1 && ring < RING_MOST)
            moves[ring++] = (__typeof__(*moves)){ g->mover[(size_t)y * g->n + x], y == o->m ? -1 : (int32_t)y,
                                                  x == o->m ? -1 : (int32_t)x };
        if (*n < g->n)
            touched[(*n)++] = x;
        x = y;
    } while (x != on);
    for (uint32_t i = 0; i < ring; i++)
        if (moves[i].from >= 0) {
            before += state_worth(s, moves[i].unit);
            state_drop(s, moves[i].unit);
        }
    bool fits = true;
    uint32_t put = 0;
    for (; put < ring && fits; put++)
        if (moves[put].to >= 0) {
            fits = state_fits(s, moves[put].unit, (uint32_t)moves[put].to, when);
            if (!fits)
                break;
            after += state_gain(s, moves[put].unit, (uint32_t)moves[put].to, when);
            state_put(s, moves[put].unit, (uint32_t)moves[put].to, when);
        }
    if (!fits || after - before < 5e-4) { // rough lengths promised too much: back
        for (uint32_t i = 0; i < put; i++)
            if (moves[i].to >= 0)
                state_drop(s, moves[i].unit);
        for (uint32_t i = ring; i-- > 0;)
            if (moves[i].from >= 0 && state_fits(s, moves[i].unit, (uint32_t)moves[i].from, when))
                state_put(s, moves[i].unit, (uint32_t)moves[i].from, when);
        free(moves);
        return 0;
    }
    free(moves);
    return after - before;
}

static void make_graph(struct arena *a, const struct model *o, struct graph *g)
{
    *g = (struct graph){ .n = o->m + 2 };
    g->length = NEW_ARRAY(a, (size_t)g->n * g->n, double);
    g->mover = NEW_ARRAY(a, (size_t)g->n * g->n, uint32_t);
    g->dist = NEW_ARRAY(a, g->n, double);
    g->from = NEW_ARRAY(a, g->n, uint32_t);
}

// When all units are alike and one kind of capacity is all there is, the shortest way from each place
// to room is the price of a place there, in whole numbers: no unit would rather be elsewhere at these
// prices, and only full places have one. They prove that nothing is better.
bool ring_prices(struct arena *a, const struct state *s, double *price)
{
    const struct model *o = s->o;
    if (o->types != 1 || o->kinds != 1 || o->by_period || o->m > LARGEST || o->type[0].use[0] != 1)
        return false;
    for (uint32_t m = 0; m < o->m; m++)
        if (o->fill_price[m])
            return false;
    for (uint32_t u = 0; u < o->units; u++)
        if (o->unit[u].ties)
            return false;
    struct mark back = arena_mark(a);
    struct graph g;
    uint32_t *all = NEW_ARRAY(a, o->units + 1, uint32_t), room = o->m + 1;
    make_graph(a, o, &g);
    for (uint32_t u = 0; u < o->units; u++)
        all[u] = u;
    for (uint32_t i = 0; i < g.n; i++) {
        edges_of(s, &g, 0, i, all, i <= o->m ? o->units : 0);
        g.dist[i] = i == room ? 0 : HUGE_VAL;
    }
    room_edges(s, &g, 0);
    bool changed = true;
    for (uint32_t turn = 0; turn <= g.n && changed; turn++) {
        changed = false;
        for (uint32_t i = 0; i < g.n; i++)
            for (uint32_t k = 0; k < g.n; k++)
                if (g.length[(size_t)i * g.n + k] + g.dist[k] < g.dist[i]) {
                    g.dist[i] = g.length[(size_t)i * g.n + k] + g.dist[k];
                    changed = true;
                }
    }
    for (uint32_t m = 0; m < o->m; m++)
        price[m] = g.dist[m] > 0 && g.dist[m] < 1e15 ? g.dist[m] : 0;
    arena_back(a, back);
    return !changed;
}

double cycles(struct arena *a, struct state *s, uint8_t *when, const struct clockwork *clock)
{
    const struct model *o = s->o;
    double won = 0;
    if (o->by_period || o->m > LARGEST)
        return 0;
    struct mark back = arena_mark(a);
    struct graph g;
    make_graph(a, o, &g);
    uint32_t *start = NEW_ARRAY(a, o->types + 2, uint32_t), *units = NEW_ARRAY(a, o->units + 1, uint32_t),
             *touched = NEW_ARRAY(a, g.n, uint32_t);
    for (uint32_t u = 0; u < o->units; u++)
        start[o->unit[u].type + 1]++;
    for (uint32_t t = 0; t < o->types; t++)
        start[t + 1] += start[t];
    uint32_t *at = NEW_ARRAY(a, o->types + 1, uint32_t);
    for (uint32_t u = 0; u < o->units; u++)
        units[start[o->unit[u].type] + at[o->unit[u].type]++] = u;
    for (uint32_t t = 0; t < o->types && !late(clock); t++) {
        const uint32_t *mine = units + start[t];
        uint32_t n = start[t + 1] - start[t], on, changed;
        if (n < 2 && o->types > 1)
            continue;
        for (uint32_t i = 0; i < g.n; i++)
            edges_of(s, &g, t, i, mine, i <= o->m ? n : 0);
        room_edges(s, &g, t);
        while (negative_round(&g, &on, clock)) {
            double gain = turn_ring(s, &g, on, when, touched, &changed);
            if (gain <= 0)
                break;
            won += gain;
            for (uint32_t i = 0; i < changed; i++)
                if (touched[i] <= o->m)
                    edges_of(s, &g, t, touched[i], mine, n);
            room_edges(s, &g, t);
        }
    }
    arena_back(a, back);
    return won;
}
