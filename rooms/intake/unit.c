// SPDX-License-Identifier: Apache-2.0
// What a unit may say in its files. Its own part of the way is its word; what others did, they tell.
#include "rooms/access/access.h"
#include "rooms/intake/intake.h"
#include "text_keys.h"

static bool centre_step(int kind)
{
    return kind == EV_CENTRE_IN || kind == EV_CENTRE_OUT;
}
static bool settlement_step(int kind)
{
    return kind >= EV_ASKED && kind <= EV_SETTLED;
}

// A municipality's earlier numbers are its own too.
static bool own(const struct place *unit, const struct intake_event *e, day today)
{
    const struct place *p = place_municipality_near(e->place, e->on), *now = p ? place_became(p, today) : NULL;
    return unit && now && now->unit == unit->unit;
}

// The column that says what the unit may not; NULL when all is well.
static const char *foreign(const struct who_org *org, const struct place *unit, const struct intake_event *e, day today)
{
    if (str_is(org->kind, "centre"))
        return settlement_step(e->kind) ? "event" : centre_step(e->kind) && !str_eq(e->place, org->code) ? "place" : NULL;
    if (str_is(org->kind, "municipality"))
        return centre_step(e->kind) ? "event" : settlement_step(e->kind) && !own(unit, e, today) ? "place" : NULL;
    return NULL;
}

void intake_moved_in(struct intake_set *s, const struct who_org *org)
{
    for (size_t i = 0; i < s->persons.n; i++) {
        const struct intake_person *x = &s->persons.p[i];
        if (!day_known(x->moved_in))
            continue;
        if (!str_is(org->kind, "centre"))
            intake_fault(s, FILE_PERSONS, x->line, "moved_in", STR(""), T_intake_problem_moved_in, STR(""));
        else
            *ADD(s->mem, &s->events) = (struct intake_event){ .line = x->line, .person = i, .kind = EV_CENTRE_IN, .on = x->moved_in,
                                                              .place = org->code, .detail = STR("") };
    }
}

void intake_of_unit(struct intake_set *s, const struct who_org *org, day today)
{
    const struct place *unit = access_place_of(ORG_MUNICIPALITY, org->code, today);
    for (size_t i = 0; i < s->events.n; i++) {
        const struct intake_event *e = &s->events.p[i];
        const char *column = e->kind >= 0 ? foreign(org, unit, e, today) : NULL;
        if (column)
            intake_fault(s, FILE_EVENTS, e->line, column, *column == 'p' ? e->place : STR(""),
                         T_intake_problem_not_yours, STR(""));
    }
    for (size_t i = 0; i < s->centres.n && !str_is(org->kind, "directorate"); i++)
        intake_fault(s, FILE_CENTRES, s->centres.p[i].line, "code", s->centres.p[i].code, T_intake_problem_centres_not_yours, STR(""));
}
