// SPDX-License-Identifier: Apache-2.0
// A year at random, a hundred times: households arrive, are asked for, accepted or not, decided,
// dated, settled, corrected, split, born into, shielded, taken back and asked for again, some things
// twice; a person is registered twice, found out and merged, or taken apart again; and after every day
// on which something happened all invariants hold. Each year is rolled
// back, so that the next begins empty.
#include "rooms/allocation/allocation_test.h"

#include <stdlib.h>

#include "rooms/person/check.h"
#include "text_keys.h"

enum { DAYS = 365, FAMILIES = 7 };

struct year {
    uint64_t seed;
    struct family family[FAMILIES];
    size_t families;
    int64_t twin, of; // a record merged into the other
    int64_t moved, settled, refused, corrected, merged, parted;
};

static uint64_t pick(struct year *y, uint64_t n)
{
    return test_random(&y->seed) % n;
}

static const char *const towns[] = { "1506", "1507", "5402" };

SQL(sent_offers, "select * from allocation_offer where state = 'sent' order by id");
SQL(accepted_offers, "select * from allocation_offer o where state = 'accepted' and exists (select 1 from "
                     "allocation_case c where c.offer = o.id and c.state in ('accepted', 'place_ok')) "
                     "order by id");
SQL(all_cases, "select * from allocation_case order by id");

// A refused move is part of life; anything else is not.
static err take(struct year *y, err e)
{
    y->moved += e == OK;
    y->refused += e == E_CONFLICT;
    return e == E_CONFLICT ? OK : e;
}

static err arrive(struct db *db, struct year *y)
{
    if (y->families == FAMILIES)
        return OK;
    struct family *f = &y->family[y->families];
    PASS(test_family(db, "Aar", 1 + pick(y, 4), pick(y, 4) > 0, f));
    y->families++;
    y->moved++;
    return OK;
}

static err list(struct db *db, struct year *y)
{
    text_key why;
    int64_t offer;
    if (!y->families)
        return OK;
    const struct family *f = &y->family[pick(y, y->families)];
    return take(y, alloc_ask(db, f->person[0], str_z(towns[pick(y, 3)]), &offer, &why));
}

static err answer(struct db *db, struct year *y)
{
    offers all = { 0 };
    text_key why;
    PASS(db_all(db, &sent_offers, NO_ARGS, &offer_rec, &all));
    if (!all.n)
        return OK;
    int64_t id = all.p[pick(y, all.n)].id;
    if (!pick(y, 8))
        return take(y, alloc_withdraw(db, id, STR("trukket"), &why));
    struct alloc_answer a = { .accept = pick(y, 4) > 0, .reason = WHY_CAPACITY, .words = STR("") };
    PASS(take(y, alloc_answer(db, id, &a, &why)));
    return take(y, alloc_answer(db, id, &a, &why)); // sent twice
}

static err decide(struct db *db, struct year *y)
{
    offers all = { 0 };
    text_key why;
    PASS(db_all(db, &accepted_offers, NO_ARGS, &offer_rec, &all));
    return all.n ? take(y, alloc_decide(db, all.p[pick(y, all.n)].id, &why)) : OK;
}

static err go_on(struct db *db, struct year *y)
{
    alloc_cases all = { 0 };
    text_key why;
    PASS(db_all(db, &all_cases, NO_ARGS, &alloc_case_rec, &all));
    if (!all.n)
        return OK;
    struct alloc_case *c = &all.p[pick(y, all.n)];
    day today = db->deed.today;
    switch (pick(y, 3)) {
    case 0: return take(y, alloc_date(db, c, day_add(today, (int32_t)pick(y, 20)), &why));
    case 1:
        if (c->state != ALLOC_DATED || day_cmp(c->moves_on, today) > 0)
            return OK;
        y->settled++;
        return take(y, alloc_settle(db, c, c->moves_on, &why));
    default:
        if (c->state != ALLOC_SETTLED)
            return take(y, alloc_mapped(db, c->person, today));
        y->corrected++;
        return take(y, alloc_correct(db, c, day_add(c->settled_on, (int32_t)pick(y, 5) - 2),
                                     STR("rettet"), &why));
    }
}

static err trouble(struct db *db, struct year *y)
{
    static const enum alloc_event events[] = { EV_CANCEL, EV_REALLOCATE, EV_REFUSE, EV_CLOSE };
    text_key why;
    struct alloc_case c;
    if (!y->families)
        return OK;
    struct family *f = &y->family[pick(y, y->families)];
    int64_t person = f->person[pick(y, f->n)], offer;
    struct alloc_act act = { .on = db->deed.today, .reason = WHY_OTHER, .note = STR(""),
                             .told = true, .closed = CLOSED_LEFT };
    switch (pick(y, 6)) {
    case 0: return take(y, alloc_end(db, person, events[pick(y, 4)], &act, &why));
    case 1: return take(y, alloc_split(db, person, db->deed.today, STR("delt"), &why));
    case 2: // a child
        if (f->n == FAMILY_MAX)
            return OK;
        PASS(test_member(db, f, "Barn", day_add(db->deed.today, -3), false));
        return take(y, alloc_again(db, f->person[f->n - 1], &offer, &why));
    case 3: return take(y, alloc_open(db, person, &c)); // a second permit of the same person
    case 4:
        PASS(take(y, alloc_wish(db, person, &why)));
        return take(y, alloc_found(db, person, str_z(towns[pick(y, 3)]), STR("leilighet"), &offer, &why));
    default: {
        struct person was, now;
        if (pick(y, 3))
            return OK;
        PASS(person_by_id(db, person, &was));
        now = was;
        now.protection = PROTECT_CONFIDENTIAL;
        PASS(person_save(db, &was, &now));
        for (size_t i = 0; i < f->n; i++)
            PASS(alloc_refresh(db, f->person[i]));
        y->moved++;
        return OK;
    }
    }
}

// The centre registers somebody who is there already, with a permit and a case of its own; the two are found
// to be one, and perhaps that was wrong.
static err twice(struct db *db, struct year *y)
{
    text_key why = T_NONE;
    struct family alone = { 0 };
    if (y->twin) {
        err e = person_unmerge(db, y->twin, &why);
        y->parted += e == OK;
        y->moved++;
        y->twin = 0;
        return why != T_NONE || e == E_CONFLICT ? OK : e;
    }
    if (!y->families)
        return OK;
    struct family *f = &y->family[pick(y, y->families)];
    int64_t person = f->person[pick(y, f->n)];
    PASS(test_member(db, &alone, "Tvilling", day_of(1985, 4, 1), pick(y, 2) > 0));
    y->moved++;
    err e = person_merge(db, person, alone.person[0], STR("samme"), &why);
    if (why != T_NONE) { // both have an open case: one is ended first
        struct alloc_act act = { .on = db->deed.today, .reason = WHY_OTHER, .note = STR(""), .told = true,
                                 .closed = CLOSED_LEFT };
        PASS(take(y, alloc_end(db, alone.person[0], EV_CLOSE, &act, &why)));
        why = T_NONE;
        e = person_merge(db, person, alone.person[0], STR("samme"), &why);
    }
    if (why != T_NONE || e == E_CONFLICT) // stands with a municipality
        return OK;
    PASS(e);
    y->merged++;
    y->twin = alone.person[0];
    y->of = person;
    return OK;
}

static err one_day(struct db *db, struct year *y)
{
    if (pick(y, 9)) // most days nothing is done
        return OK;
    if (!pick(y, 2))
        PASS(arrive(db, y));
    PASS(list(db, y));
    PASS(answer(db, y));
    PASS(decide(db, y));
    for (int i = 0; i < 6; i++)
        PASS(go_on(db, y));
    if (!pick(y, 3))
        PASS(twice(db, y));
    return pick(y, 2) ? OK : trouble(db, y);
}

static err one_year(struct db *db, void *arg)
{
    struct year *y = arg;
    struct out breaches = { 0 };
    for (size_t i = 0; i < 3; i++)
        PASS(test_places(db, towns[i], 12, 2));
    for (int d = 0; d < DAYS; d++) {
        int64_t before = y->moved;
        db->deed.today = day_add(day_of(2023, 1, 1), d);
        PASS(one_day(db, y));
        if (y->moved == before)
            continue;
        PASS(allocation_check(db, &breaches));
        PASS(person_check(db, &breaches));
        if (breaches.n) {
            print_error("day %d: %.*s", d, S(out_str(&breaches)));
            out_drop(&breaches);
            return E_DB;
        }
    }
    return E_NOTFOUND; // all is well, and nothing is kept
}

TEST(a_year_at_random_keeps_every_invariant_every_day)
{
    bool quick = getenv("DB") && strcmp(getenv("DB"), "postgres") == 0;
    int64_t settled = 0, corrected = 0, refused = 0, merged = 0, parted = 0;
    uint64_t first = test_seed();
    for (uint64_t seed = first; seed < first + (quick ? 10 : 100); seed++) {
        struct year y = { .seed = seed };
        struct deed deed = test_deed();
        struct mark m = arena_mark(a);
        err e = db_run(test_pool(a), TX_WRITE, a, &deed, one_year, &y);
        CHECK_AT(e == E_NOTFOUND, "seed %llu: %s", (unsigned long long)seed, err_name(e));
        arena_back(a, m);
        settled += y.settled;
        corrected += y.corrected;
        refused += y.refused;
        merged += y.merged;
        parted += y.parted;
    }
    CHECK(settled > (quick ? 1 : 50) && (quick || corrected > 10) && refused > 3); // it was no idle year
    CHECK_AT(quick || (merged > 20 && parted > 5), "%lld merged, %lld taken apart", (long long)merged, (long long)parted);
}
