// SPDX-License-Identifier: Apache-2.0
#include "rooms/statistics/facts.h"

#include "rooms/allocation/allocation.h"
#include "rooms/reception/reception.h"

enum { WAIT_3, WAIT_6, WAIT_12, WAIT_MORE, ADULT = 18, KIND_OWN = 1, KIND_MINOR = 2 };
#define BIT(k) (1U << (k))
#define WITHIN_3 { 0, BIT(WAIT_3), false }
#define WITHIN_6 { 0, BIT(WAIT_3) | BIT(WAIT_6), false }
#define WITHIN_12 { 0, BIT(WAIT_3) | BIT(WAIT_6) | BIT(WAIT_12), false }

const struct population populations[POPULATIONS] = {
    [POP_SETTLED] = { .name = "settled", .splits = 2, .split_n = { 4, 3 }, .variables = 2,
                      .variable = { BY_PERMIT, BY_HOUSEHOLD }, .masks = 5,
                      .mask = { WITHIN_3, WITHIN_6, WITHIN_12, { 1, BIT(KIND_OWN), false }, { 1, BIT(KIND_MINOR), true } },
                      .by_place = true, .by_class = true, .growing = true, .days = true, .linked = true },
    [POP_ANSWERED] = { .name = "answered", .splits = 1, .split_n = { 2 }, .masks = 1, .mask = { { 0, BIT(1), false } },
                       .by_place = true, .by_class = true, .growing = true },
    [POP_AGREED] = { .name = "agreed", .variables = 1, .variable = { BY_PERMIT }, .by_place = true },
    [POP_ASKED] = { .name = "asked", .variables = 1, .variable = { BY_PERMIT }, .by_place = true },
    [POP_RESIDENTS] = { .name = "residents", .splits = 1, .split_n = { 3 }, .variables = 3,
                        .variable = { BY_PERMIT, BY_SEX, BY_AGE }, .masks = 3,
                        .mask = { { 0, BIT(0), false }, { 0, BIT(1), false }, { 0, BIT(2), false } }, .by_place = true },
    [POP_READY] = { .name = "ready", .splits = 1, .split_n = { 4 }, .variables = 3,
                    .variable = { BY_PERMIT, BY_HOUSEHOLD, BY_AGE }, .masks = 3,
                    .mask = { { 0, BIT(WAIT_6) | BIT(WAIT_12) | BIT(WAIT_MORE), false },
                              { 0, BIT(WAIT_12) | BIT(WAIT_MORE), false }, { 0, BIT(WAIT_MORE), false } },
                    .days = true },
};

int time_of_month(day d)
{
    struct ymd x = day_ymd(d);
    return x.year * 100 + x.month;
}

int time_of_day(day d)
{
    return time_of_month(d) * 100 + day_ymd(d).day;
}

bool time_closed(enum population_id id, int time, day on)
{
    bool by_year = id == POP_SETTLED || id == POP_ANSWERED, by_month = id == POP_RESIDENTS || id == POP_READY;
    return by_year ? time < day_ymd(on).year : by_month && time < time_of_month(on);
}

// ---- what a person is counted by ----------------------------------------------------------------------

static int age_group(day born, day on)
{
    int age = day_known(born) ? day_age(born, on) : -1;
    return age < 0 ? 4 : age < ADULT ? 0 : age < 35 ? 1 : age < 55 ? 2 : 3;
}

static int permit_group(int basis)
{
    switch ((enum permit_basis)basis) {
    case PERMIT_ASYLUM:
    case PERMIT_HUMANITARIAN: return 0;
    case PERMIT_COLLECTIVE: return 1;
    case PERMIT_RESETTLED: return 2;
    case PERMIT_FAMILY_REF:
    case PERMIT_LIMITED:
    case PERMIT_OTHER: break;
    }
    return 3;
}

// statistics.md 4.3: within three months is until the same day three months later.
static int wait_class(day from, day to)
{
    return day_cmp(to, day_add_months(from, 3)) <= 0    ? WAIT_3
           : day_cmp(to, day_add_months(from, 6)) <= 0  ? WAIT_6
           : day_cmp(to, day_add_months(from, 12)) <= 0 ? WAIT_12
                                                        : WAIT_MORE;
}

// By those who have a case together; the rows are sorted by household.
static int household_group(const alloc_histories *all, size_t i, day on)
{
    const struct alloc_history *h = &all->p[i];
    int adults = 0, children = 0;
    size_t from = i;
    if (h->track == TRACK_MINOR)
        return 0;
    if (!h->household)
        return 1;
    while (from > 0 && all->p[from - 1].household == h->household)
        from--;
    for (; from < all->n && all->p[from].household == h->household; from++) {
        const struct alloc_history *m = &all->p[from];
        if (from > 0 && all->p[from - 1].person == m->person && all->p[from - 1].household == h->household)
            continue; // settled anew: the same person
        bool child = day_known(m->born) && day_age(m->born, on) < ADULT;
        if (child && day_cmp(m->born, on) > 0)
            continue;
        children += child;
        adults += !child;
    }
    if (children)
        return adults > 1 ? 4 : 3;
    return adults > 1 ? 2 : 1;
}

// ---- the times -------------------------------------------------------------------------------------------

static day month_end(day on, int back) // back 0: the last month that is over
{
    struct ymd x = day_ymd(on);
    day first = day_of(x.year, x.month, 1);
    return day_add(day_add_months(first, -back), -1);
}


static void make_years(struct arena *a, day on, peoples *out)
{
    for (int year = day_ymd(on).year - YEARS_BACK; year <= day_ymd(on).year; year++)
        ADD(a, out)->time = year;
}

static void make_months(struct arena *a, day on, peoples *out)
{
    for (int back = MONTHS_BACK - 1; back >= 0; back--)
        ADD(a, out)->time = time_of_month(month_end(on, back));
}

static grains *of_year(peoples *all, int year)
{
    size_t at = all->n && year >= all->p[0].time ? (size_t)(year - all->p[0].time) : all->n;
    return at < all->n ? &all->p[at].all : NULL;
}

static struct grain grain_of(const alloc_histories *all, size_t i, day on)
{
    const struct alloc_history *h = &all->p[i];
    struct grain g = { .region = regions_all()->n, .persons = 1 };
    g.group[BY_PERMIT] = (uint8_t)permit_group(h->basis);
    g.group[BY_HOUSEHOLD] = (uint8_t)household_group(all, i, on);
    g.group[BY_AGE] = (uint8_t)age_group(h->born, on);
    g.group[BY_SEX] = (uint8_t)(h->sex == SEX_MALE ? 0 : h->sex == SEX_FEMALE ? 1 : 2);
    return g;
}

static int place_of(const struct alloc_history *h, day on)
{
    return h->shielded ? regions_all()->n : region_of(regions_all(), h->number, on);
}

static err settled(struct db *db, day on, peoples *out)
{
    alloc_histories all = { 0 };
    PASS(alloc_histories_all(db, &all));
    make_years(db->mem, on, out);
    for (size_t i = 0; i < all.n; i++) {
        const struct alloc_history *h = &all.p[i];
        if (h->stands != ALLOC_AT_HOME || !day_known(h->settled_on) || day_cmp(h->settled_on, on) > 0)
            continue;
        grains *year = of_year(out, day_ymd(h->settled_on).year);
        if (!year)
            continue;
        struct grain g = grain_of(&all, i, h->settled_on);
        g.region = place_of(h, h->settled_on);
        g.days = day_cmp(h->clock_on, h->settled_on) < 0 ? day_diff(h->settled_on, h->clock_on) : 0;
        g.split[0] = (uint8_t)wait_class(h->clock_on, h->settled_on);
        g.split[1] = h->track == TRACK_SELF ? KIND_OWN : h->track == TRACK_MINOR ? KIND_MINOR : 0;
        *ADD(db->mem, year) = g;
    }
    return OK;
}

static err ready(struct db *db, day on, peoples *out)
{
    alloc_histories all = { 0 };
    PASS(alloc_histories_all(db, &all));
    make_months(db->mem, on, out);
    for (size_t i = 0; i < all.n; i++) {
        const struct alloc_history *h = &all.p[i];
        for (size_t t = 0; t < out->n; t++) {
            day last = month_end(on, (int)(out->n - 1 - t));
            bool over = (day_known(h->settled_on) && day_cmp(h->settled_on, last) <= 0) ||
                        (day_known(h->ended_on) && day_cmp(h->ended_on, last) <= 0);
            if (!day_known(h->clock_on) || day_cmp(h->clock_on, last) > 0 || over)
                continue;
            struct grain g = grain_of(&all, i, last);
            g.region = 0;
            g.days = day_diff(last, h->clock_on);
            g.split[0] = (uint8_t)wait_class(h->clock_on, last);
            *ADD(db->mem, &out->p[t].all) = g;
        }
    }
    return OK;
}

static err on_the_way(struct db *db, enum alloc_stands where, day on, peoples *out)
{
    alloc_histories all = { 0 };
    PASS(alloc_histories_all(db, &all));
    struct people *p = ADD(db->mem, out);
    p->time = time_of_day(on);
    for (size_t i = 0; i < all.n; i++) {
        if (all.p[i].stands != (int)where)
            continue;
        struct grain g = grain_of(&all, i, on);
        g.region = place_of(&all.p[i], on);
        *ADD(db->mem, &p->all) = g;
    }
    return OK;
}

static err residents(struct db *db, day on, peoples *out)
{
    residences all = { 0 };
    PASS(residences_all(db, &all));
    make_months(db->mem, on, out);
    for (size_t i = 0; i < all.n; i++) {
        const struct residence *x = &all.p[i];
        int region = region_of(regions_all(), x->municipality, x->from_day);
        for (size_t t = 0; t < out->n; t++) {
            day last = month_end(on, (int)(out->n - 1 - t));
            if (day_cmp(x->from_day, last) > 0 || (day_known(x->to_day) && day_cmp(x->to_day, last) <= 0))
                continue;
            bool decided = day_known(x->decided_on) && day_cmp(x->decided_on, last) <= 0 && x->outcome != OUTCOME_NONE;
            struct grain g = { .region = region, .persons = 1 };
            g.split[0] = (uint8_t)(!decided ? 0 : x->outcome == OUTCOME_GRANTED ? 1 : 2);
            g.group[BY_PERMIT] = x->collective ? 1 : 0;
            g.group[BY_SEX] = (uint8_t)(x->sex == SEX_MALE ? 0 : x->sex == SEX_FEMALE ? 1 : 2);
            g.group[BY_AGE] = (uint8_t)age_group(x->born, last);
            *ADD(db->mem, &out->p[t].all) = g;
        }
    }
    return OK;
}

static err answered(struct db *db, day on, peoples *out)
{
    alloc_replies all = { 0 };
    make_years(db->mem, on, out);
    PASS(alloc_replies_between(db, day_of(out->p[0].time, 1, 1), on, &all));
    for (size_t i = 0; i < all.n; i++) {
        grains *year = of_year(out, day_ymd(all.p[i].answered_on).year);
        if (!year)
            continue;
        *ADD(db->mem, year) = (struct grain){ .region = region_of(regions_all(), all.p[i].number, all.p[i].answered_on),
                                              .persons = (int32_t)all.p[i].persons,
                                              .split = { all.p[i].declined ? 1 : 0 } };
    }
    return OK;
}

err people_of(struct db *db, enum population_id id, day on, peoples *out)
{
    switch (id) {
    case POP_SETTLED: return settled(db, on, out);
    case POP_ANSWERED: return answered(db, on, out);
    case POP_AGREED: return on_the_way(db, ALLOC_AGREED, on, out);
    case POP_ASKED: return on_the_way(db, ALLOC_WAITING, on, out);
    case POP_RESIDENTS: return residents(db, on, out);
    case POP_READY: return ready(db, on, out);
    case POPULATIONS: break;
    }
    return E_INPUT;
}

// The same persons in any order give the same number.
uint64_t people_digest(const peoples *all)
{
    uint64_t sum = 0;
    for (size_t t = 0; t < all->n; t++)
        for (size_t i = 0; i < all->p[t].all.n; i++) {
            const struct grain *g = &all->p[t].all.p[i];
            int32_t key[5] = { all->p[t].time, g->region, g->persons, g->days,
                               g->split[0] * 16 + g->split[1] };
            uint64_t one = str_hash((str){ (const char *)key, sizeof key }) * 31 +
                           str_hash((str){ (const char *)g->group, sizeof g->group });
            sum += one ^ (one >> 29);
        }
    return sum;
}
