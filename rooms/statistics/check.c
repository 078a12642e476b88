// SPDX-License-Identifier: Apache-2.0
// Invariant I13 of security.md 10.3: numbers in the published tables obey suppression, and come out the same when they
// are counted again from the same persons.
#include "rooms/settlement/settlement.h"
#include "rooms/statistics/release.h"
#include "rooms/statistics/release_body.h"

static bool value(struct fig f)
{
    return f.sign == SIGN_VALUE;
}

static void breach(struct out *o, int series, const struct line *l, const char *what)
{
    struct arena *a = arena_make(0);
    const struct regions *r = regions_all();
    out_f(o, "statistics %s, time %d, group %d, place %.*s: %s\n", series_name(series), l->time, l->group,
          S(l->region < r->n ? region_code(a, r, l->region) : STR("none")), what);
    arena_drop(a);
}

static void line_obeys(int series, const struct line *l, struct out *o)
{
    const struct population *p = &populations[series];
    const struct regions *r = regions_all();
    if (l->region >= r->n)
        breach(o, series, l, "persons without a place have a line of their own");
    if (l->group && l->region >= r->first_class)
        breach(o, series, l, "a group is told of below the county");
    for (int k = 0; k <= p->masks; k++) {
        if (!value(l->at[k]))
            continue;
        double rest = value(l->at[0]) ? l->at[0].v - l->at[k].v : 0;
        if ((l->at[k].v > 0 && l->at[k].v < SMALL_BELOW) || (k && rest > 0 && rest < SMALL_BELOW) || rest < 0)
            breach(o, series, l, "a number tells of four or fewer");
        if (!value(l->at[0]))
            breach(o, series, l, "a part is told of what is withheld");
    }
    if (p->days && value(l->at[p->masks + 1]) && !value(l->at[0]))
        breach(o, series, l, "a mean is told of what is withheld");
    if (p->days && value(l->at[p->masks + 2]) && !(l->at[0].v >= MEDIAN_FROM))
        breach(o, series, l, "a median of fewer than ten");
}

// Counties within the nation, municipalities within the county: never more than the whole, and where all but one are
// told the whole is not.
static void sum_obeys(const struct released *x, int series, const struct line *whole, struct out *o)
{
    const struct regions *r = regions_all();
    double sum = 0;
    int hidden = 0;
    int from = whole->region ? r->first_town : 1, to = whole->region ? r->n : r->counties + 1;
    for (int at = from; at < to; at++) {
        if (whole->region && r->county[at] != whole->region)
            continue;
        const struct line *l = line_find(&x->series[series].all, whole->time, whole->group, at);
        if (!l)
            continue;
        hidden += !value(l->at[0]);
        sum += value(l->at[0]) ? l->at[0].v : 0;
    }
    double rest = whole->at[0].v - sum;
    if (hidden == 1 && whole->region && rest > 0 && rest < SMALL_BELOW)
        breach(o, series, whole, "what is withheld follows by subtraction");
}

void released_obeys(const struct released *x, struct out *o)
{
    const struct regions *r = regions_all();
    for (int s = 0; s < POPULATIONS; s++)
        for (size_t i = 0; i < x->series[s].all.n; i++) {
            const struct line *l = &x->series[s].all.p[i];
            line_obeys(s, l, o);
            if (populations[s].by_place && !l->group && l->region <= r->counties && value(l->at[0]))
                sum_obeys(x, s, l, o);
        }
    for (size_t i = 0; i < x->series[SERIES_SOFAR].all.n; i++) {
        const struct line *l = &x->series[SERIES_SOFAR].all.p[i];
        if (value(l->at[0]) && l->at[0].v > 0 && l->at[0].v < SMALL_BELOW)
            breach(o, SERIES_SOFAR, l, "a number tells of four or fewer");
    }
}

static bool equal(const struct line *a, const struct line *b)
{
    if (a->time != b->time || a->group != b->group || a->region != b->region)
        return false;
    for (int k = 0; k < CONTENTS; k++)
        if (a->at[k].sign != b->at[k].sign || fabs(a->at[k].v - b->at[k].v) > 0.051)
            return false;
    return true;
}

SQL(release_before, "select coalesce(max(id), 0) from statistics_release where state = 'published' and no < $1");

static err recomputed(struct db *db, const struct released *x, struct out *o)
{
    struct released before = { 0 }, again = { 0 };
    int64_t earlier;
    bool safe;
    PASS(db_int(db, &release_before, ARGS(AI(x->head.no)), &earlier));
    if (earlier)
        PASS(release_read(db, earlier, &before));
    PASS(release_count(db, &before, x->head.on_day, &again, &safe));
    for (int s = 0; s < POPULATIONS; s++) {
        const lines *told = &x->series[s].all, *now = &again.series[s].all;
        if (x->series[s].basis != again.series[s].basis)
            continue; // persons have moved on since
        size_t bad = told->n != now->n;
        for (size_t i = 0; i < told->n && !bad; i++)
            bad += !equal(&told->p[i], &now->p[i]);
        if (bad)
            out_f(o, "statistics %s: the published numbers do not come out when they are counted again\n", series_name(s));
    }
    return OK;
}

err statistics_check(struct db *db, struct out *breaches)
{
    struct released x;
    PASS(release_newest(db, &x));
    if (!x.head.id)
        return OK;
    released_obeys(&x, breaches);
    return recomputed(db, &x, breaches);
}
