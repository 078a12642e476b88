// SPDX-License-Identifier: Apache-2.0
#include "rooms/place/place.h"

#include <math.h>
#include <stdlib.h>

#include "rooms/place/register.h"

static bool valid(const struct place *p, day on)
{
    return day_cmp(p->from, on) <= 0 && day_cmp(on, p->to) <= 0;
}

const struct place *place_nation(void)
{
    return &place_register()->nation;
}

const struct place *place_municipality(str number, day on)
{
    const struct place *p = place_municipality_near(number, on);
    return p && valid(p, on) ? p : NULL;
}

// Days between the day and the place's validity; 0 inside.
static int64_t away(const struct place *p, day on)
{
    if (day_cmp(on, p->from) < 0)
        return (int64_t)p->from.d - on.d;
    return day_cmp(on, p->to) > 0 ? (int64_t)on.d - p->to.d : 0;
}

const struct place *place_municipality_near(str number, day on)
{
    const struct place_register *r = place_register();
    const struct place *best = NULL;
    size_t low = 0, high = r->municipalities.n;
    while (low < high) { // the first entry of the number
        size_t mid = (low + high) / 2;
        if (str_cmp(r->municipalities.p[mid]->number, number) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < r->municipalities.n && str_eq(r->municipalities.p[low]->number, number); low++)
        if (!best || away(r->municipalities.p[low], on) < away(best, on))
            best = r->municipalities.p[low];
    return best;
}

const struct place *place_county(str number, day on)
{
    const struct place_register *r = place_register();
    for (size_t i = 0; i < r->counties.n; i++)
        if (str_eq(r->counties.p[i]->number, number) && valid(r->counties.p[i], on))
            return r->counties.p[i];
    return NULL;
}

static const struct place *county_near(str number, day on)
{
    const struct place_register *r = place_register();
    const struct place *best = NULL;
    for (size_t i = 0; i < r->counties.n; i++)
        if (str_eq(r->counties.p[i]->number, number) &&
            (!best || away(r->counties.p[i], on) < away(best, on)))
            best = r->counties.p[i];
    return best;
}

const struct place *place_by_slug(str slug, day on)
{
    if (slug.n < 3)
        return NULL;
    size_t end = 1;
    while (end < slug.n && slug.p[end] >= '0' && slug.p[end] <= '9')
        end++;
    str number = str_part(slug, 1, end - 1);
    if (end < slug.n && slug.p[end] != '-')
        return NULL;
    if (slug.p[0] == 'F' && number.n == 2)
        return str_is(number, "00") ? place_nation() : county_near(number, on);
    return slug.p[0] == 'K' && number.n == 4 ? place_municipality_near(number, on) : NULL;
}

void place_municipalities(struct arena *a, day on, str county, place_list *list)
{
    const struct place_register *r = place_register();
    for (size_t i = 0; i < r->municipalities.n; i++) {
        const struct place *p = r->municipalities.p[i];
        if (valid(p, on) && (!county.n || str_eq(p->county, county)))
            *ADD(a, list) = p;
    }
}

static int by_number(const void *a, const void *b)
{
    return str_cmp((*(const struct place *const *)a)->number,
                   (*(const struct place *const *)b)->number);
}

void place_counties(struct arena *a, day on, place_list *list)
{
    const struct place_register *r = place_register();
    for (size_t i = 0; i < r->counties.n; i++)
        if (valid(r->counties.p[i], on))
            *ADD(a, list) = r->counties.p[i];
    if (list->n)
        qsort(list->p, list->n, sizeof *list->p, by_number);
}

const struct place *place_county_of(const struct place *p)
{
    return p->kind == PLACE_MUNICIPALITY
               ? county_near(p->county, day_eq(p->to, DAY_MAX) ? DAY_MAX : p->to)
               : NULL;
}

const struct place *place_on(const struct place *p, day on)
{
    const struct place_register *r = place_register();
    if (p->kind != PLACE_MUNICIPALITY || valid(p, on))
        return p;
    for (size_t i = 0; i < r->municipalities.n; i++)
        if (r->municipalities.p[i]->unit == p->unit && valid(r->municipalities.p[i], on))
            return r->municipalities.p[i];
    return NULL;
}

// One step onwards: NULL when the entry is the last of its line or its area was divided.
static const struct place *onwards(const struct place *p, bool *split)
{
    const struct place_register *r = place_register();
    for (size_t i = 0; i < r->passages.n; i++)
        if (r->passages.p[i].from == p) {
            *split = r->passages.p[i].split;
            return *split ? NULL : r->passages.p[i].to;
        }
    return NULL;
}

static const struct place *follow(const struct place *p, bool *split)
{
    *split = false;
    for (const struct place *next; p && !day_eq(p->to, DAY_MAX); p = next) {
        next = onwards(p, split);
        if (!next)
            return NULL;
    }
    return p;
}

const struct place *place_became(const struct place *p, day on)
{
    bool split = false;
    for (; p && !split; p = onwards(p, &split)) {
        const struct place *then = place_on(p, on);
        if (then)
            return then;
    }
    return NULL;
}

const struct place *place_in_2024(const struct place *p)
{
    bool split;
    return p->kind == PLACE_MUNICIPALITY ? follow(p, &split) : p;
}

bool place_was_split(const struct place *p)
{
    bool split = false;
    return p->kind == PLACE_MUNICIPALITY && !follow(p, &split) && split;
}

bool place_covers(const struct place *p, const struct place *municipality, day on)
{
    switch (p->kind) {
    case PLACE_NATION: return true;
    case PLACE_COUNTY: {
        const struct place *then = place_on(municipality, on);
        return then && str_eq(then->county, p->number);
    }
    case PLACE_MUNICIPALITY: return p->unit == municipality->unit;
    }
    return false;
}

static int64_t municipality_population(const struct place *p, int year)
{
    const struct place_register *r = place_register();
    const struct place *then = place_on(p, day_of(year, 1, 1));
    if (!then)
        return 0;
    struct population key = { .number = then->number, .year = year };
    const struct population *found = bsearch(&key, r->populations.p, r->populations.n,
                                             sizeof key, population_order);
    return found ? found->persons : 0;
}

int64_t place_population(const struct place *p, int year)
{
    if (p->kind == PLACE_MUNICIPALITY)
        return municipality_population(p, year);
    struct arena *a = arena_make(0);
    place_list all = { 0 };
    int64_t sum = 0;
    place_municipalities(a, day_of(year, 1, 1), p->kind == PLACE_COUNTY ? p->number : STR(""), &all);
    for (size_t i = 0; i < all.n; i++) {
        int64_t n = municipality_population(all.p[i], year);
        sum = n && (sum || i == 0) ? sum + n : 0;
    }
    arena_drop(a);
    return sum;
}

// ---- municipalities like this one ---------------------------------------------------------------

struct likeness {
    const struct place *place;
    double distance;
};

static int by_distance(const void *a, const void *b)
{
    const struct likeness *x = a, *y = b;
    if (x->distance < y->distance || x->distance > y->distance)
        return x->distance < y->distance ? -1 : 1;
    return str_cmp(x->place->number, y->place->number);
}

void place_similar(struct arena *a, const struct place *p, size_t n, place_list *list)
{
    enum { YEAR = 2024 };
    int64_t own = place_population(p, YEAR);
    place_list all = { 0 };
    SLICE(struct likeness) near = { 0 };
    if (p->kind != PLACE_MUNICIPALITY || !p->facts || !own)
        return;
    place_municipalities(a, DAY_MAX, STR(""), &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct place *o = all.p[i];
        int64_t persons = place_population(o, YEAR);
        if (o->unit == p->unit || !o->facts || !persons ||
            abs(o->facts->centrality_class - p->facts->centrality_class) > 1)
            continue;
        *ADD(a, &near) = (struct likeness){ o, fabs(log((double)persons / (double)own)) };
    }
    if (near.n)
        qsort(near.p, near.n, sizeof *near.p, by_distance);
    for (size_t i = 0; i < near.n && i < n; i++)
        *ADD(a, list) = near.p[i].place;
}
