// SPDX-License-Identifier: Apache-2.0
// The weeks before the demo day: the directorate has worked through those of the invented population
// who waited longest, so that lists are out, some of them over time, and others are on their way.
#include "rooms/allocation/allocation.h"
#include "rooms/intake/demo.h"
#include "rooms/settlement/settlement.h"

enum { HOUSEHOLDS = 160 };
enum how_far { TO_ASKED, TO_ACCEPTED, TO_ALLOCATED, TO_DATED };
// One after another, again and again: how far, and days since the list went out.
static const struct step {
    enum how_far far;
    int days;
} steps[] = {
    { TO_DATED, 24 }, { TO_ASKED, 2 },     { TO_ALLOCATED, 16 }, { TO_DATED, 19 },
    { TO_ASKED, 9 },  { TO_ALLOCATED, 12 }, { TO_ACCEPTED, 5 },  { TO_DATED, 28 },
    { TO_ASKED, 5 },  { TO_ALLOCATED, 21 },
};
// Every sixth goes to a municipality whose users the demo has, so that they find something waiting.
static const char *const at_home[] = { "1506", "1507", "3053", "5503", "5442" };

static bool room_for(const struct settlement_place *p, int64_t size)
{
    return p->answered && p->free.known && p->free.v >= size;
}

// A municipality with room for them, another one for each k; NULL when there is none.
static struct settlement_place *pick(settlement_places *all, size_t k, int64_t size)
{
    if (k % 6 == 0)
        for (size_t i = 0; i < all->n; i++)
            if (str_is(all->p[i].number, at_home[k / 6 % (sizeof at_home / sizeof *at_home)]) &&
                room_for(&all->p[i], size))
                return &all->p[i];
    for (size_t i = 0; i < all->n; i++) {
        struct settlement_place *p = &all->p[(k * 37 + i) % all->n];
        if (room_for(p, size))
            return p;
    }
    return NULL;
}

static err go(struct db *db, const struct alloc_ready *r, const struct step *s, str number, day today)
{
    int64_t offer;
    text_key why;
    struct alloc_case c;
    alloc_cases all = { 0 };
    db->deed.today = day_add(today, -s->days);
    PASS(alloc_ask(db, r->head, number, &offer, &why));
    if (s->far == TO_ASKED)
        return OK;
    db->deed.today = day_add(today, -s->days / 2);
    PASS(alloc_answer(db, offer, &(struct alloc_answer){ .accept = true, .words = STR("") }, &why));
    if (s->far == TO_ACCEPTED)
        return OK;
    PASS(alloc_decide(db, offer, &why));
    if (s->far == TO_ALLOCATED)
        return OK;
    PASS(alloc_case_of(db, r->head, &c));
    if (!c.household)
        return alloc_date(db, &c, day_add(today, 3 + s->days % 11), &why);
    PASS(alloc_cases_of_household(db, c.household, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(alloc_date(db, &all.p[i], day_add(today, 3 + s->days % 11), &why));
    return OK;
}

err intake_demo_lists(struct db *db, day today)
{
    alloc_readies ready = { 0 };
    settlement_places places = { 0 };
    PASS(alloc_ready_all(db, today, &ready));
    PASS(settlement_places_of(db, day_ymd(today).year, STR(""), today, &places));
    size_t done = 0;
    for (size_t i = 0; i < ready.n && done < HOUSEHOLDS; i++) {
        const struct alloc_ready *r = &ready.p[i];
        const struct step *s = &steps[done % (sizeof steps / sizeof *steps)];
        struct settlement_place *p = pick(&places, done, r->persons);
        if (!p || r->minors_alone || r->ready < s->days)
            continue;
        err e = go(db, r, s, p->number, today);
        db->deed.today = today;
        if (e == E_CONFLICT || e == E_NOTFOUND) // one of them is not ready, or no places then
            continue;
        PASS(e);
        p->free.v -= r->persons;
        done++;
    }
    return OK;
}
