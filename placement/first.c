// SPDX-License-Identifier: Apache-2.0
// The first plan: those hardest to find room for go first, each to the place of least loss that has
// room. A large family that finds none loses more than fifty singles a little worse off.
#include <stdlib.h>

#include "placement/search.h"

struct turn {
    uint32_t unit;
    float hard, regret;
};

static int by_turn(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->hard != y->hard)
        return x->hard > y->hard ? -1 : 1;
    if (x->regret != y->regret)
        return x->regret > y->regret ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

// Persons, and more for each further scarce kind.
static float hardness(const struct model *o, const struct unit *u)
{
    const int32_t *use = o->type[u->type].use;
    float hard = (float)use[0];
    for (int k = 1; k < o->kinds; k++)
        hard += use[k] ? 0.5f : 0;
    return hard;
}

bool put_anywhere(struct state *s, uint32_t unit, uint8_t *when)
{
    const struct model *o = s->o;
    const struct unit *u = &o->unit[unit];
    double best = 0;
    int64_t place = -1;
    for (uint32_t k = 0; k < u->row_n; k++) {
        uint32_t m = u->dense ? k : o->where[u->row_at + k];
        if (o->value[u->row + k] < -1e30f || !state_fits(s, unit, m, when))
            continue;
        double v = state_gain(s, unit, m, when) - (double)s->x->cost[(size_t)u->type * o->m + m];
        if (place < 0 ? state_gain(s, unit, m, when) > 0 : v > best && state_gain(s, unit, m, when) > 0) {
            best = v;
            place = m;
        }
    }
    if (place < 0 || !state_fits(s, unit, (uint32_t)place, when))
        return false;
    state_put(s, unit, (uint32_t)place, when);
    return true;
}

void first_plan(struct arena *a, struct state *s, uint8_t *when, const struct clockwork *clock)
{
    const struct model *o = s->o;
    struct mark back = arena_mark(a);
    struct turn *turns = NEW_ARRAY(a, o->units + 1, struct turn);
    uint32_t n = 0;
    for (uint32_t u = 0; u < o->units; u++) {
        if (s->at[u] >= 0)
            continue;
        const struct near *list = s->near + (size_t)u * s->per;
        float regret = s->near_n[u] > 1 ? list[1].loss - list[0].loss : 1e9f;
        turns[n++] = (struct turn){ u, hardness(o, &o->unit[u]), regret };
    }
    qsort(turns, n, sizeof *turns, by_turn);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t u = turns[i].unit;
        const struct near *list = s->near + (size_t)u * s->per;
        bool placed = false;
        for (uint32_t k = 0; k < s->near_n[u] && !placed; k++)
            if (state_fits(s, u, list[k].m, when) && state_gain(s, u, list[k].m, when) > 0) {
                state_put(s, u, list[k].m, when);
                placed = true;
            }
        // When time is up the long search is left out: the plan stands, if not as good.
        if (!placed && !((i & 63) == 0 && late(clock)))
            put_anywhere(s, u, when);
    }
    arena_back(a, back);
}
