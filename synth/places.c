// SPDX-License-Identifier: Apache-2.0
// In which municipality a household is settled, and where it moves later. A year's table gives
// each municipality its part; years without a table go on with the last one.
#include <math.h>
#include <stdlib.h>

#include "base/csv.h"
#include "base/embed.h"
#include "synth/people.h"

enum { LAST_TABLE = 2023, PLACES = 1000, SAME_PLACE_YEARS = 5,
       ASKED_AHEAD = 60 }; // days from asked to settled, see write.c

struct part {
    char number[5];
    double share, got;
};
struct year_places {
    struct part part[PLACES];
    int n;
    double done, all, hidden, carry; // hidden: part of those counted nationally alone
};
struct placing {
    struct synth *s;
    struct year_places *year[YEARS];
    int *order; // settled homes by day
    int n;
    SLICE(struct renumber { char old[5]; char now[5]; }) renumbered; // 2020 -> 2024
};

// number_2024, number_2020, ...
static err renumber_row(void *arg, const struct csv_row *r)
{
    struct placing *g = arg;
    if (r->line > 1 && r->n > 1 && r->cell[0].n == 4 && r->cell[1].n == 4) {
        struct renumber *x = ADD(g->s->a, &g->renumbered);
        memcpy(x->now, r->cell[0].p, 4);
        memcpy(x->old, r->cell[1].p, 4);
    }
    return OK;
}

static void add_part(struct year_places *y, const char *number, double share)
{
    if (y->n == PLACES || share <= 0)
        return;
    struct part *p = &y->part[y->n++];
    *p = (struct part){ .share = share };
    memcpy(p->number, number, 4);
    y->all += share;
}

static void add_renumbered(struct placing *g, struct year_places *y, const struct municipal *m)
{
    int n = 0;
    for (size_t i = 0; i < g->renumbered.n; i++)
        n += memcmp(g->renumbered.p[i].old, m->number, 4) == 0;
    for (size_t i = 0; i < g->renumbered.n; i++)
        if (memcmp(g->renumbered.p[i].old, m->number, 4) == 0)
            add_part(y, g->renumbered.p[i].now, m->settled / n);
}

static struct year_places *places_of(struct placing *g, int year)
{
    struct calibration *c = &g->s->c;
    struct year_places *y = g->year[year - YEAR_0];
    if (y)
        return y;
    y = g->year[year - YEAR_0] = NEW(g->s->a, struct year_places);
    int table = year > LAST_TABLE ? LAST_TABLE : year;
    for (size_t i = 0; i < c->places.n; i++)
        if (c->places.p[i].year == table) {
            if (year > LAST_TABLE)
                add_renumbered(g, y, &c->places.p[i]);
            else
                add_part(y, c->places.p[i].number, c->places.p[i].settled);
        }
    double known = c->protected_of_settled[year - YEAR_0], all = c->settled[year - YEAR_0];
    y->hidden = known >= 0 && all > 0 ? known / all : 0.0035;
    return y;
}

static int by_day(const void *x, const void *y)
{
    const uint64_t *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

// The homes settled until the last day, by day and then by number.
static void set_order(struct placing *g)
{
    struct synth *s = g->s;
    uint64_t *key = NEW_ARRAY(s->a, s->homes.n + 1, uint64_t);
    g->order = NEW_ARRAY(s->a, s->homes.n + 1, int);
    for (size_t i = 0; i < s->homes.n; i++)
        if (s->homes.p[i].settled <= s->ask.to.d)
            key[g->n++] = (uint64_t)s->homes.p[i].settled << 32 | i;
    qsort(key, (size_t)g->n, sizeof *key, by_day);
    for (int i = 0; i < g->n; i++)
        g->order[i] = (int)(uint32_t)key[i];
}

// A municipality by what it lacks of its part; big households where there is room for them.
static void place_home(struct placing *g, struct home *h)
{
    int last = day_ymd(g->s->ask.to).year, year = day_ymd((day){ h->settled }).year;
    year = year < last ? year : last;
    struct year_places *y = places_of(g, year);
    double total = g->s->c.settled[year - YEAR_0];
    double weight[PLACES];
    y->carry += y->hidden * h->n;
    y->done += h->n;
    if (y->carry >= h->n) {
        y->carry -= h->n;
        h->protection = 2;
        memcpy(h->place, "9999", 4);
        return;
    }
    double ahead = total >= 0 ? total * g->s->scale * (1 - y->hidden) : y->done + 200;
    for (int i = 0; i < y->n; i++) {
        double lacks = y->part[i].share / y->all * ahead - y->part[i].got;
        weight[i] = lacks > h->n - 0.6 ? lacks : lacks > 0 ? 1e-4 * lacks : 1e-9 * y->part[i].share;
    }
    struct part *p = &y->part[synth_pick(g->s, weight, (size_t)y->n)];
    p->got += h->n;
    memcpy(h->place, p->number, 4);
}

// ---- moves ----------------------------------------------------------------------------------

static double stay_share(const struct calibration *c, int year)
{
    double known = year < YEAR_0 + YEARS ? c->stayers[year - YEAR_0] : -1;
    if (known >= 0)
        return known;
    return year <= 2016 ? .96 : year == 2017 ? .85 : .84; // our assumption
}

static void move_home(struct placing *g, struct home *h, int year)
{
    int first = day_of(year - 1, 1, 1).d, last = day_of(year, 1, 1).d - 1;
    first = first > h->settled + 60 ? first : h->settled + 60;
    h->moved = synth_between(g->s, first, last);
    struct year_places *y = places_of(g, year - 1);
    double weight[PLACES];
    for (int i = 0; i < y->n; i++) { // towards the towns
        bool same = memcmp(y->part[i].number, h->place, 4) == 0;
        weight[i] = same ? 0 : y->part[i].share * y->part[i].share;
    }
    memcpy(h->moved_to, y->part[synth_pick(g->s, weight, (size_t)y->n)].number, 4);
}

static bool can_move(const struct home *h, int until)
{
    return h->moved == NEVER && h->protection == 0 && h->settled + 60 < until && h->left >= until;
}

// As many households move in the year before as bring those who stayed down to the table.
static void move_year(struct placing *g, int year)
{
    int until = day_of(year, 1, 1).d, from = day_of(year - SAME_PLACE_YEARS, 1, 1).d;
    double all = 0, gone = 0, able = 0;
    for (int i = 0; i < g->n; i++) {
        const struct home *h = &g->s->homes.p[g->order[i]];
        if (h->settled < from || h->settled >= until || h->protection == 2 || h->left < until)
            continue;
        all += h->n;
        gone += h->moved < until ? h->n : 0;
        able += can_move(h, until) ? h->n : 0;
    }
    double wanted = (1 - stay_share(&g->s->c, year)) * all - gone;
    for (int i = 0; i < g->n && wanted > 0; i++) {
        struct home *h = &g->s->homes.p[g->order[i]];
        if (h->settled < from || h->settled >= until || !can_move(h, until))
            continue;
        if (synth_unit(g->s) * able < wanted) {
            move_home(g, h, year);
            wanted -= h->n;
        }
        able -= h->n;
    }
}

void synth_place(struct synth *s)
{
    struct placing g = { .s = s };
    str text;
    if (!embed_get("ref/municipalities.csv", &text) || csv_read(s->a, text, ',', renumber_row, &g) != OK)
        abort(); // built in: a fault of the build
    set_order(&g);
    for (int i = 0; i < g.n; i++)
        place_home(&g, &s->homes.p[g.order[i]]);
    for (size_t i = 0; i < s->homes.n; i++)
        if (!s->homes.p[i].protection && synth_unit(s) < .002)
            s->homes.p[i].protection = 1;
    for (int y = day_ymd(s->ask.from).year + 1; y <= day_ymd(s->ask.to).year; y++)
        move_year(&g, y);
    for (size_t i = 0; i < s->homes.n; i++) // asked for before the last day, settled after it
        if (s->homes.p[i].settled != NEVER && s->homes.p[i].settled > s->ask.to.d &&
            s->homes.p[i].settled - s->ask.to.d <= ASKED_AHEAD)
            place_home(&g, &s->homes.p[i]);
}
