// SPDX-License-Identifier: Apache-2.0
// What a change of the household means for its way to a municipality, told before the change is saved.
#include "rooms/allocation/allocation_db.h"
#include "rooms/person/person.h"
#include "text_keys.h"

static void say(struct rq *q, effect_lines *out, text_key k, str place)
{
    *ADD(q->mem, out) = text(q->mem, q->lang, k, TARGS(TS("place", place)));
}

// The one of the household that is furthest: asked for, or allocated.
static const struct alloc_case *furthest(const alloc_cases *all)
{
    const struct alloc_case *c = NULL;
    for (size_t i = 0; i < all->n; i++)
        if (alloc_sight((enum alloc_state)all->p[i].state) != SIGHT_NONE && (!c || all->p[i].state > c->state))
            c = &all->p[i];
    return c;
}

static err tell(struct rq *q, const struct household_effect *e, effect_lines *out)
{
    alloc_cases all = { 0 };
    if (!e->household)
        return OK;
    PASS(alloc_cases_of_household(q->db, e->household, &all));
    const struct alloc_case *c = furthest(&all);
    bool fewer = e->change == CHANGE_SPLIT || e->change == CHANGE_DEATH;
    if (!c)
        return OK;
    str name = alloc_place_name(c->number, q->today), place = name.n ? name : text(q->mem, q->lang, T_allocation_somewhere, NO_TARGS);
    bool listed = alloc_sight((enum alloc_state)c->state) == SIGHT_PSEUDO;
    if (listed && fewer)
        say(q, out, T_allocation_effect_list__place, place);
    else if (e->change == CHANGE_SPLIT)
        say(q, out, T_allocation_effect_split__place, place);
    else if (e->change == CHANGE_DEATH)
        say(q, out, T_allocation_effect_death__place, place);
    else
        say(q, out, T_allocation_effect_more__place, place);
    return OK;
}

PERSON_EFFECT(allocation_effect, tell);
