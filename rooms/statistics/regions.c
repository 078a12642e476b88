// SPDX-License-Identifier: Apache-2.0
// The places that persons are counted by: the structure of 2024, and those that were divided before it.
#include <pthread.h>

#include "rooms/statistics/book.h"
#include "rooms/statistics/count.h"

enum { CENTRALITIES = 6 };
static const char *const divided[] = { "1507", "1850", "5012" }; // under their last numbers
static struct regions the;
static pthread_once_t made = PTHREAD_ONCE_INIT;

static int county_index(str number)
{
    for (int i = 1; i <= the.counties; i++)
        if (str_eq(the.at.p[i]->number, number))
            return i;
    return 0;
}

static void add_town(const struct place *p)
{
    const struct place *facts = p->facts ? p : book_main_part(p);
    int at = (int)the.at.n;
    *ADD(the.a, &the.at) = p;
    the.county[at] = facts ? county_index(facts->county) : 0;
    the.class[at] = facts && facts->facts ? the.first_class + facts->facts->centrality_class - 1 : 0;
}

static void make(void)
{
    place_list list = { 0 };
    the.a = arena_make(0);
    *ADD(the.a, &the.at) = place_nation();
    place_counties(the.a, DAY_MAX, &list);
    for (size_t i = 0; i < list.n; i++)
        *ADD(the.a, &the.at) = list.p[i];
    the.counties = (int)list.n;
    the.first_class = (int)the.at.n;
    for (int k = 0; k < CENTRALITIES; k++)
        *ADD(the.a, &the.at) = NULL;
    the.first_town = (int)the.at.n;
    list.n = 0;
    place_municipalities(the.a, DAY_MAX, STR(""), &list);
    size_t most = the.at.n + list.n + sizeof divided / sizeof *divided;
    the.county = NEW_ARRAY(the.a, most, int);
    the.class = NEW_ARRAY(the.a, most, int);
    for (size_t i = 0; i < list.n; i++)
        add_town(list.p[i]);
    for (size_t i = 0; i < sizeof divided / sizeof *divided; i++) {
        const struct place *p = place_municipality_near(str_z(divided[i]), day_of(2019, 12, 31));
        if (p)
            add_town(p);
    }
    the.n = (int)the.at.n;
}

const struct regions *regions_all(void)
{
    pthread_once(&made, make);
    return &the;
}

str region_code(struct arena *a, const struct regions *r, int region)
{
    const struct place *p = r->at.p[region];
    return p ? p->number : strf(a, "C%d", region - r->first_class + 1);
}

int region_by_code(const struct regions *r, str code)
{
    struct arena *a = arena_make(0);
    int found = -1;
    for (int i = 0; i < r->n && found < 0; i++)
        if (str_eq(region_code(a, r, i), code))
            found = i;
    arena_drop(a);
    return found;
}

int region_of_place(const struct regions *r, const struct place *p)
{
    const struct place *now = place_in_2024(p);
    if (p->kind == PLACE_NATION)
        return 0;
    for (int i = 1; i < r->n; i++)
        if (r->at.p[i] && r->at.p[i]->kind == p->kind &&
            (p->kind == PLACE_COUNTY ? str_eq(r->at.p[i]->number, p->number)
                                     : r->at.p[i]->unit == p->unit || (now && now->unit == r->at.p[i]->unit)))
            return i;
    return -1;
}

int region_of(const struct regions *r, str number, day on)
{
    const struct place *p = number.n ? place_municipality_near(number, on) : NULL;
    const struct place *then = p && day_known(on) ? place_became(p, on) : NULL;
    int at = p ? region_of_place(r, then ? then : p) : -1;
    return at < r->first_town || !r->county[at] ? r->n : at;
}
