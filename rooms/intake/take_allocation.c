// SPDX-License-Identifier: Apache-2.0
// What the room of allocation takes out of the files: who is settled, and who waits. Whoever was asked
// for but not yet settled waits again: a list is between people, no file can hold it.
#include <stdlib.h>

#include "platform/who/scope.h"
#include "rooms/access/access.h"
#include "rooms/allocation/allocation.h"
#include "rooms/intake/db.h"

static const struct intake_event *of(const struct intake_set *s, const struct intake_person *x, int kind)
{
    for (size_t i = x->events; i-- > 0;)
        if (s->events.p[x->event + i].kind == kind)
            return &s->events.p[x->event + i];
    return NULL;
}

// The strictest protection in each household: all of it stands outside the lists.
static void shields(struct intake_set *s, struct map *by)
{
    for (size_t i = 0; i < s->persons.n; i++) {
        struct intake_person *x = &s->persons.p[i];
        struct intake_person *most = map_get(by, x->household);
        if (!most || x->p.protection > most->p.protection)
            (void)map_put(by, x->household, x);
    }
}

static err org_of(struct db *db, struct intake_set *s, struct map *known, const struct intake_event *e, struct alloc_case *c)
{
    int64_t *found = map_get(known, e->place);
    if (!found) {
        const struct place *p = place_municipality_near(e->place, e->on), *now = p ? place_became(p, db->deed.today) : NULL;
        struct who_org org = { 0 };
        found = NEW(s->mem, int64_t);
        if (p)
            PASS(access_org_of(db, now ? now : p, &org));
        *found = org.id;
        (void)map_put(known, e->place, found);
    }
    c->org = *found;
    c->number = e->place;
    return OK;
}

static enum alloc_track track(const struct intake_person *x)
{
    return x->p.unaccompanied != MINOR_NONE                                                     ? TRACK_MINOR
           : x->scheme == 2 || x->permit.basis == PERMIT_RESETTLED ? TRACK_RESETTLEMENT
                                                                   : TRACK_RECEPTION;
}

static err one(struct db *db, struct intake_set *s, struct map *known, const struct intake_person *x, int shield, struct alloc_case *c)
{
    const struct intake_event *ready = of(s, x, EV_READY), *settled = of(s, x, EV_SETTLED),
                              *allocated = of(s, x, EV_ALLOCATED), *left = of(s, x, EV_LEFT);
    day decided = day_known(x->permit.decided) ? x->permit.decided : ready ? ready->on : settled->on;
    *c = (struct alloc_case){ .id = key_new(), .person = x->p.id, .household = x->household_id, .track = (int)track(x),
                              .authority = x->p.unaccompanied == MINOR_UNDER15 ? BY_CHILD_WELFARE : BY_DIRECTORATE,
                              .shield = shield, .clock_on = decided, .opened_on = decided, .number = STR(""), .counted = STR(""),
                              .ready_on = ready ? ready->on : DAY_NONE, .apply_by = DAY_NONE, .enter_by = DAY_NONE,
                              .allocated_on = DAY_NONE, .moves_on = DAY_NONE, .settled_on = DAY_NONE, .version = 1 };
    if (!settled) {
        c->state = left || day_known(x->p.died) ? ALLOC_CLOSED : ALLOC_READY;
        c->closed = c->state == ALLOC_READY ? CLOSED_NOT : left ? CLOSED_LEFT : CLOSED_DIED;
        return OK;
    }
    c->state = ALLOC_SETTLED;
    c->settled_on = c->moves_on = settled->on;
    c->allocated_on = allocated ? allocated->on : DAY_NONE;
    c->clock_on = day_cmp(decided, settled->on) > 0 ? settled->on : decided;
    return shield == PROTECT_STRICT || str_is(settled->place, "9999") ? OK : org_of(db, s, known, settled, c);
}

static int by_id(const void *a, const void *b)
{
    const struct alloc_case *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static err write_all(struct db *db, struct intake_set *s, int64_t org)
{
    struct map strictest, known;
    alloc_cases all = { 0 };
    SLICE(struct scope) sights = { 0 };
    (void)org;
    map_make(&strictest, s->mem);
    map_make(&known, s->mem);
    shields(s, &strictest);
    for (size_t i = 0; i < s->persons.n; i++) {
        const struct intake_person *x = &s->persons.p[i], *most = map_get(&strictest, x->household);
        if (!intake_is_new(x) || (!of(s, x, EV_READY) && !of(s, x, EV_SETTLED)))
            continue;
        struct alloc_case *c = ADD(s->mem, &all);
        PASS(one(db, s, &known, x, most ? most->p.protection : PROTECT_NONE, c));
        if (c->org)
            *ADD(s->mem, &sights) = (struct scope){ .subject = x->p.id, .reader = c->org, .level = SCOPE_FULL,
                                                    .basis = STR("settlement"), .from_day = c->settled_on, .to_day = DAY_NONE };
    }
    PASS(scope_open_many(db, sights.p, sights.n));
    if (all.n) // random numbers go in by their order
        qsort(all.p, all.n, sizeof *all.p, by_id);
    return alloc_add_many(db, all.p, all.n);
}

#define NEW_ONES " in (select person from intake_person where batch = $1 and was = '')"
SQL(undo_settled, "delete from allocation_settled where person" NEW_ONES);
SQL(undo_alloc, "delete from allocation_case where person" NEW_ONES);
static const struct sql *const undo[] = { &undo_settled, &undo_alloc, NULL };

INTAKE_PART(allocation_part, .order = 30, .write = write_all, .undo = undo);
