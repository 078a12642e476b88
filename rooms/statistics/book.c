// SPDX-License-Identifier: Apache-2.0
#include "rooms/statistics/book.h"

#include <pthread.h>

#include "rooms/settlement/settlement.h"
#include "rooms/statistics/release.h"

enum { WHOLE_COUNTRY = 200, FINAL_UNTIL = 2022 }; // rows in a year that covers the country

SQL(book_release, "select digest from settlement_import order by id desc limit 1");

SQL(book_told, "select coalesce(max(no), 0) from statistics_release where state = 'published'");

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct book *newest; // holds one reader of its own

static void give_back(void *arg)
{
    struct book *b = arg;
    pthread_mutex_lock(&lock);
    bool last = --b->readers == 0;
    pthread_mutex_unlock(&lock);
    if (last)
        arena_drop(b->a);
}

static struct fig figure(optint v, int why)
{
    if (v.known)
        return fig_of((double)v.v);
    switch ((enum why_empty)why) {
    case EMPTY_SUPPRESSED: return fig_sign(SIGN_WITHHELD);
    case EMPTY_MISSING: return fig_sign(SIGN_NOT);
    case EMPTY_UNCLEAR: return fig_sign(SIGN_WITHHELD); // perhaps withheld: so it is treated
    case EMPTY_UNSAID:
    case EMPTY_NOT: break;
    }
    return fig_sign(SIGN_MISSING);
}

const struct place *book_main_part(const struct place *p)
{
    static const struct {
        const char *number, *main_part;
    } divided[] = { { "1507", "1508" }, { "1850", "1806" }, { "5012", "5055" }, { "1613", "5055" } };
    for (size_t i = 0; i < sizeof divided / sizeof *divided; i++) {
        const struct place *whole = place_municipality_near(str_z(divided[i].number), p->to);
        if (whole && (whole == p || whole->unit == p->unit || place_became(p, whole->from) == whole ||
                      place_became(p, whole->to) == whole))
            return place_municipality(str_z(divided[i].main_part), DAY_MAX);
    }
    return NULL;
}

static int centrality_of(const struct place *p)
{
    const struct place *now = p->facts ? p : place_in_2024(p);
    if (!now || !now->facts)
        now = book_main_part(p);
    return now && now->facts ? now->facts->centrality_class : 0;
}

static void add_entry(struct book *b, const struct figure *f)
{
    struct entry *e = ADD(b->a, &b->entries);
    *e = (struct entry){ .year = (int)f->year, .name = str_dup(b->a, f->name) };
    if (!str_is(f->number, PROTECTED_NUMBER)) {
        // The source kept some numbers after they had changed (Trøndelag 2018-2019): the unit of
        // that year is what counts.
        day mid = day_of((int)f->year, 7, 1);
        const struct place *named = place_municipality_near(f->number, mid);
        const struct place *then = named ? place_became(named, mid) : NULL;
        e->place = then ? then : named;
        e->present = e->place ? place_in_2024(e->place) : NULL;
        e->centrality = e->place ? centrality_of(e->place) : 0;
    }
    e->of[M_ASKED] = figure(f->requested, f->requested_why);
    e->of[M_ASKED_FIRST] = figure(f->requested_first, f->first_why);
    e->of[M_DECIDED] = figure(f->decided, f->decided_why);
    e->of[M_SETTLED] = figure(f->settled, f->settled_why);
}

static bool same_unit(const struct entry *e, int region)
{
    const struct regions *r = regions_all();
    return region == r->n ? !e->place : e->place && region_of_place(r, e->place) == region;
}

// Persons settled after the figures were imported, as the release tells of them (docs/decisions).
static void add_settled(struct book *b)
{
    const lines *all = &b->now->series[SERIES_ADDED].all;
    for (size_t i = 0; i < all->n; i++) {
        const struct line *l = &all->p[i];
        for (size_t k = 0; k < b->entries.n; k++) {
            struct entry *e = &b->entries.p[k];
            struct fig *f = &e->of[M_SETTLED];
            if (e->year != l->time || f->sign == SIGN_WITHHELD || !same_unit(e, l->region))
                continue;
            if (l->at[0].sign == SIGN_WITHHELD)
                *f = l->at[0];
            else if (l->at[0].v != 0)
                *f = fig_of((f->sign == SIGN_VALUE ? f->v : 0) + l->at[0].v);
        }
    }
}

static void mark_years(struct book *b)
{
    for (size_t i = 0, end; i < b->entries.n; i = end) {
        int year = b->entries.p[i].year;
        for (end = i; end < b->entries.n && b->entries.p[end].year == year; end++)
            ;
        if (!b->first_year)
            b->first_year = year;
        b->last_year = year;
        if (end - i >= WHOLE_COUNTRY)
            b->last_full_year = year;
    }
    if (!b->last_full_year)
        b->last_full_year = b->last_year;
}

static err load(struct db *db, str release, struct book **out)
{
    figures all = { 0 };
    struct released *told;
    PASS(settlement_figures(db, &all));
    struct arena *a = arena_make(0), *was = db->mem;
    told = NEW(a, struct released);
    db->mem = a; // what is read lives as long as the book
    err e = release_newest(db, told);
    db->mem = was;
    if (e) {
        arena_drop(a);
        return e;
    }
    struct book *b = NEW(a, struct book);
    b->a = a;
    b->release = str_dup(a, release);
    b->readers = 1; // the cache itself
    for (size_t i = 0; i < all.n; i++)
        add_entry(b, &all.p[i]);
    b->now = told;
    add_settled(b);
    mark_years(b);
    *out = b;
    return OK;
}

err book_get(struct db *db, const struct book **out)
{
    str release = STR("");
    err found = db_str(db, &book_release, NO_ARGS, &release);
    if (found != OK && found != E_NOTFOUND)
        return found;
    int64_t no;
    PASS(db_int(db, &book_told, NO_ARGS, &no));
    if (release.n || no)
        release = strf(db->mem, "%.*s/%lld", S(release), (long long)no);
    // Loading under the lock makes others wait once instead of loading as well.
    pthread_mutex_lock(&lock);
    err e = OK;
    if (!newest || !str_eq(newest->release, release) || !release.n) {
        struct book *fresh = NULL;
        e = load(db, release, &fresh);
        if (e == OK) {
            struct book *old = newest;
            newest = fresh;
            if (old && --old->readers == 0)
                arena_drop(old->a);
        }
    }
    if (e == OK) {
        newest->readers++;
        arena_closing(db->mem, give_back, newest);
        *out = newest;
    }
    pthread_mutex_unlock(&lock);
    return e;
}

// ---- figures of a place -----------------------------------------------------------------------

static struct year_figures nothing(void)
{
    struct year_figures y = { 0 };
    for (int m = 0; m < MEASURES; m++)
        y.of[m] = fig_sign(SIGN_MISSING);
    return y;
}

// Sums what is visible and counts what is not.
static void add_visible(struct year_figures *y, const struct entry *e)
{
    for (int m = 0; m < MEASURES; m++) {
        struct fig f = e->of[m];
        if (f.sign == SIGN_WITHHELD)
            y->hidden[m]++;
        else if (f.sign == SIGN_VALUE)
            y->of[m] = fig_of((y->of[m].sign == SIGN_VALUE ? y->of[m].v : 0) + f.v);
    }
    bool asked = e->of[M_ASKED].sign == SIGN_VALUE;
    y->unanswered += asked && e->of[M_DECIDED].sign == SIGN_NOT;
    y->municipalities += e->place != NULL;
}

static void merge_parts(struct year_figures *y, const struct entry *e)
{
    for (int m = 0; m < MEASURES; m++) {
        y->of[m] = y->municipalities ? fig_merge(y->of[m], e->of[m]) : e->of[m];
        y->hidden[m] += e->of[m].sign == SIGN_WITHHELD;
    }
    y->unanswered += e->of[M_ASKED].sign == SIGN_VALUE && e->of[M_DECIDED].sign == SIGN_NOT;
    y->municipalities++;
}

static bool belongs(const struct entry *e, const struct place *p, enum structure s)
{
    const struct place *m = s == OF_2024 ? e->present : e->place;
    switch (p->kind) {
    case PLACE_NATION: return true;
    case PLACE_COUNTY: return m && str_eq(m->county, p->number);
    case PLACE_MUNICIPALITY: return m && m->unit == p->unit;
    }
    return false;
}

struct year_figures book_of(const struct book *b, const struct place *p, int year, enum structure s)
{
    struct year_figures y = nothing();
    for (size_t i = 0; i < b->entries.n; i++) {
        const struct entry *e = &b->entries.p[i];
        if (e->year != year || !belongs(e, p, s))
            continue;
        if (p->kind == PLACE_MUNICIPALITY)
            merge_parts(&y, e);
        else
            add_visible(&y, e);
    }
    return y;
}

struct year_figures book_of_class(const struct book *b, int centrality, int year)
{
    struct year_figures y = nothing();
    for (size_t i = 0; i < b->entries.n; i++)
        if (b->entries.p[i].year == year && b->entries.p[i].centrality == centrality)
            add_visible(&y, &b->entries.p[i]);
    return y;
}

const struct entry *book_entry(const struct book *b, const struct place *p, int year)
{
    for (size_t i = 0; i < b->entries.n; i++)
        if (b->entries.p[i].year == year && b->entries.p[i].place &&
            b->entries.p[i].place->unit == p->unit)
            return &b->entries.p[i];
    return NULL;
}

bool book_is_status(const struct book *b, int year)
{
    (void)b;
    struct arena *a = arena_make(0);
    struct figure_source source;
    bool status = year > (settlement_source(a, STR("A"), &source) ? source.final_until : FINAL_UNTIL);
    arena_drop(a);
    return status;
}
