// SPDX-License-Identifier: Apache-2.0
// No place with room is left to nobody while somebody placed worse would gain by it: the last look over a
// plan, so that nobody can point at a free place and ask why. Moves of one unit at a time.
#include <string.h>

#include "placement/search.h"

// The most that a unit could add in a place of this value, whatever stands there.
static double most_of(const struct state *s, uint32_t unit, uint32_t m, double value)
{
    const struct model *o = s->o;
    const struct unit *u = &o->unit[unit];
    double v = value + (double)u->penalty;
    for (uint32_t i = 0; i < u->ties; i++)
        v += (double)o->tie_of[u->first_tie + i].bonus;
    if (o->fill_price[m])
        v += (double)o->fill_price[m] * (double)o->type[u->type].use[0];
    return v;
}

// The best place with room for a unit that is nowhere; its periods are left in `when`.
static int64_t best_place(struct state *s, uint32_t unit, uint8_t *when, double above)
{
    const struct model *o = s->o;
    const struct unit *u = &o->unit[unit];
    int64_t found = -1;
    for (uint32_t k = 0; k < u->row_n; k++) {
        uint32_t m = u->dense ? k : o->where[u->row_at + k];
        float value = o->value[u->row + k];
        if (value < -1e30f || most_of(s, unit, m, (double)value) <= above || !state_fits(s, unit, m, when))
            continue;
        double gain = state_gain(s, unit, m, when);
        if (gain > above) {
            above = gain;
            found = m;
        }
    }
    return found;
}

static bool hopeful(const struct state *s, uint32_t unit, double now)
{
    const struct model *o = s->o;
    const struct unit *u = &o->unit[unit];
    for (uint32_t k = 0; k < u->row_n; k++) {
        uint32_t m = u->dense ? k : o->where[u->row_at + k];
        float value = o->value[u->row + k];
        if (value > -1e30f && ((int32_t)m != s->at[unit] || o->by_period) && most_of(s, unit, m, (double)value) > now + 0.01)
            return true;
    }
    return false;
}

double tidy(struct arena *a, struct state *s, uint8_t *when, const struct clockwork *clock)
{
    enum { ROUNDS = 20, LOOK = 32 };
    const struct model *o = s->o;
    double won = 0;
    uint32_t largest = 1;
    for (uint32_t u = 0; u < o->units; u++)
        largest = o->unit[u].n > largest ? o->unit[u].n : largest;
    struct mark back = arena_mark(a);
    uint8_t *kept = NEW_ARRAY(a, largest + 1, uint8_t);
    bool again = true;
    bool over = false;
    for (int round = 0; round < ROUNDS && again && !over; round++) {
        again = false;
        for (uint32_t u = 0; u < o->units && !over; u++) {
            over = u % LOOK == 0 && late(clock);
            int32_t here = s->at[u];
            double now = here < 0 ? 0 : state_worth(s, u);
            if (!hopeful(s, u, now))
                continue;
            memcpy(kept, s->when + o->unit[u].from, o->unit[u].n);
            if (here >= 0)
                state_drop(s, u);
            int64_t m = best_place(s, u, when, now + 0.01);
            if (m >= 0 && state_fits(s, u, (uint32_t)m, when)) {
                won += state_gain(s, u, (uint32_t)m, when) - now;
                state_put(s, u, (uint32_t)m, when);
                again = true;
            } else if (here >= 0) {
                state_put(s, u, (uint32_t)here, kept);
            }
        }
    }
    arena_back(a, back);
    return won;
}
