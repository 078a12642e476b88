// SPDX-License-Identifier: Apache-2.0
// Search that leaves nothing out. The distance of a plan to the bound is the sum of what each unit
// loses against its best place at the prices, of capacity that has a price and is not used, and of
// bonuses missed: all of them at least 0. So units are placed one after the other, and a branch is
// left as soon as the losses in it alone reach the distance of the best plan known. When all
// branches are done, that plan is the best there is, whatever gap the prices leave.
#include <math.h>
#include <stdlib.h>

#include "placement/search.h"

struct branch {
    const struct model *o;
    struct state *s;
    const struct clockwork *clock;
    uint8_t *when;
    uint32_t *order;
    float *rest;          // [i]: least losses of order[i ...] together
    double budget;        // losses must stay below: distance of the best plan to the loose bound
    double value;         // of what is placed, over nothing placed
    double best;
    int32_t *best_at;
    uint64_t nodes, most;
    bool better, given_up;
};

static double tie_loss(const struct branch *b, uint32_t unit, int32_t at)
{
    const struct unit *u = &b->o->unit[unit];
    double sum = 0;
    for (uint32_t i = 0; i < u->ties; i++) {
        const struct unit_tie *t = &b->o->tie_of[u->first_tie + i];
        int32_t other = b->s->at[t->other];
        // -2: not decided yet; the later of the two counts it.
        if (other != -2 && (other < 0 || other != at))
            sum += (double)t->bonus;
    }
    return sum;
}

static void found(struct branch *b)
{
    double value = b->value;
    for (uint32_t m = 0; m < b->o->m; m++)
        if (b->o->fill_left[m] > b->s->persons[m])
            value -= (double)b->o->fill_price[m] * (double)(b->o->fill_left[m] - b->s->persons[m]);
    if (value <= b->best + 0.4)
        return;
    b->budget -= value - b->best;
    b->best = value;
    b->better = true;
    for (uint32_t u = 0; u < b->o->units; u++)
        b->best_at[u] = b->s->at[u];
}

static void descend(struct branch *b, uint32_t i, double lost)
{
    if (b->given_up)
        return;
    if (i == b->o->units) {
        found(b);
        return;
    }
    if (++b->nodes % 4096 == 0 && (b->nodes > b->most || late(b->clock))) {
        b->given_up = true;
        return;
    }
    struct state *s = b->s;
    uint32_t u = b->order[i];
    const struct near *list = s->near + (size_t)u * s->per;
    double penalty = (double)b->o->unit[u].penalty, stay = penalty + (double)s->best[u];
    bool stayed = false;
    for (uint32_t k = 0; k <= s->near_n[u]; k++) {
        double loss = k < s->near_n[u] ? (double)list[k].loss : HUGE_VAL;
        if (!stayed && stay <= loss) { // unplaced, at its turn
            stayed = true;
            s->at[u] = -1;
            double tie = tie_loss(b, u, -1);
            if (lost + stay + tie + (double)b->rest[i + 1] < b->budget)
                descend(b, i + 1, lost + stay + tie);
            s->at[u] = -2;
        }
        if (lost + loss + (double)b->rest[i + 1] >= b->budget)
            break;
        uint32_t m = list[k].m;
        double tie = tie_loss(b, u, (int32_t)m);
        if (lost + loss + tie + (double)b->rest[i + 1] >= b->budget || !state_fits(s, u, m, b->when))
            continue;
        s->at[u] = -1;
        double bonus = 0, v = (double)row_value(b->o, u, m) + penalty;
        const struct unit *x = &b->o->unit[u];
        for (uint32_t t = 0; t < x->ties; t++)
            if (s->at[b->o->tie_of[x->first_tie + t].other] == (int32_t)m)
                bonus += (double)b->o->tie_of[x->first_tie + t].bonus;
        state_put(s, u, m, b->when);
        b->value += v + bonus;
        descend(b, i + 1, lost + loss + tie);
        b->value -= v + bonus;
        state_drop(s, u);
        s->at[u] = -2;
    }
}

struct rank {
    uint32_t unit, choices;
    float size;
};
static int fewest_first(const void *a, const void *b)
{
    const struct rank *x = a, *y = b;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    if (x->choices != y->choices)
        return x->choices < y->choices ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

enum exact exact(struct arena *a, struct state *s, uint8_t *when, double distance, double best, int32_t *best_at,
                 uint64_t nodes, const struct clockwork *clock)
{
    const struct model *o = s->o;
    if (o->periods > 1 || distance > 1e15) // with periods a unit has more choices than its places
        return EXACT_NOT;
    for (uint32_t u = 0; u < o->units; u++) // every place with a loss below the distance is listed
        if (s->near_n[u] == s->per && s->per < o->unit[u].row_n &&
            (double)s->near[(size_t)u * s->per + s->per - 1].loss < distance)
            return EXACT_NOT;
    struct mark back = arena_mark(a);
    struct branch b = { .o = o, .s = s, .clock = clock, .when = when, .best = best, .best_at = best_at,
                        .most = nodes };
    struct rank *ranks = NEW_ARRAY(a, o->units + 1, struct rank);
    b.order = NEW_ARRAY(a, o->units + 1, uint32_t);
    b.rest = NEW_ARRAY(a, o->units + 2, float);
    b.budget = distance - 1e-3 > 0 ? distance - 1e-3 : 0; // a better plan is better by a whole number
    for (uint32_t u = 0; u < o->units; u++) {
        const int32_t *use = o->type[o->unit[u].type].use;
        float size = (float)use[0] * (o->unit[u].ties ? 1.5f : 1);
        uint32_t n = 0;
        for (; n < s->near_n[u] && (double)s->near[(size_t)u * s->per + n].loss < distance; n++)
            ;
        ranks[u] = (struct rank){ u, n, size };
    }
    qsort(ranks, o->units, sizeof *ranks, fewest_first);
    for (uint32_t i = 0; i < o->units; i++)
        b.order[i] = ranks[i].unit;
    for (uint32_t u = 0; u < o->units; u++) {
        if (s->at[u] >= 0)
            state_drop(s, u);
        s->at[u] = -2;
    }
    descend(&b, 0, 0);
    for (uint32_t u = 0; u < o->units; u++)
        s->at[u] = -1;
    arena_back(a, back);
    return b.given_up ? (b.better ? EXACT_BETTER : EXACT_NOT) : EXACT_DONE;
}
