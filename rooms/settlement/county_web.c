// SPDX-License-Identifier: Apache-2.0
// The county: where its municipalities stand, and what it recommends for each of them. The
// table is filled by keyboard alone: Tab moves, Enter saves.
#include <stdlib.h>

#include "rooms/settlement/county.html.h"
#include "rooms/settlement/county_advice.html.h"
#include "rooms/settlement/county_web.h"
#include "rooms/settlement/draft.h"

enum { PLACES_MAX = 20000, REASON_MAX = 500 };

// The county of the path, when the actor's organisation covers it.
static const struct place *own(struct rq *q, int64_t year)
{
    str number = arg(q, "county");
    return covers_county(q, number) ? place_county(number, day_of((int)year, 7, 1)) : NULL;
}

static struct tabs county_tabs(struct rq *q, str county, bool advice)
{
    struct tab *at = NEW_ARRAY(q->mem, 3, struct tab);
    size_t n = 0;
    at[n++] = (struct tab){ text(q->mem, q->lang, T_settlement_tab_county, NO_TARGS),
                            strf(q->mem, "/bosetting/fylke/%.*s", S(county)), !advice };
    at[n++] =
        (struct tab){ text(q->mem, q->lang, T_settlement_tab_advice, NO_TARGS),
                      strf(q->mem, "/bosetting/fylke/%.*s/anbefalinger", S(county)), advice };
    if (may(q->who, &MAY_SEE_CAPACITY))
        at[n++] =
            (struct tab){ text(q->mem, q->lang, T_settlement_tab_capacity, NO_TARGS),
                          own_county(q).n
                              ? STR("/bosetting/kapasitet")
                              : strf(q->mem, "/bosetting/kapasitet?fylke=%.*s", S(county)),
                          false };
    return (struct tabs){ text(q->mem, q->lang, T_settlement_tabs, NO_TARGS), at, n };
}

static int by_name(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    return text_cmp(NB, x->name, y->name);
}

reply county_get(struct rq *q)
{
    struct county_page *v = NEW(q->mem, struct county_page);
    standings all = { 0 };
    listing rows = { 0 };
    struct balance_sum sum = { 0 };
    int64_t asked = 0;
    v->year = year_asked(q);
    const struct place *county = own(q, v->year);
    if (!county)
        return fail(q, E_NOTFOUND);
    v->name = county->name;
    TRY(q, standings_of(q->db, v->year, county->number, q->today, &all));
    TRY(q, year_options(q, v->year, &v->years));
    if (all.n)
        qsort(all.p, all.n, sizeof *all.p, by_name);
    for (size_t i = 0; i < all.n; i++) {
        const struct standing *s = &all.p[i];
        str weeks_ahead;
        int64_t dwelling_count;
        balance_add(&sum, &s->balance);
        asked += s->asked.known ? s->asked.v : 0;
        v->silent += s->asked.known && !s->answer.valid.known;
        TRY(q, capacity_summary(q, s->number, &weeks_ahead, &dwelling_count));
        *ADD(q->mem, &v->rows) = (struct county_row){
            .name = s->name,
            .url =
                strf(q->mem, "/bosetting/kommune/%.*s?ar=%jd", S(s->number), (intmax_t)v->year),
            .answer = answer_chip(q, s),
            .asked = number_text(q, s->asked),
            .decided = number_text(q, s->answer.valid),
            .settled = settled_text(q, s),
            .left = number_text(q, s->left),
            .weeks = weeks_ahead,
        };
    }
    v->asked = fmt_int(q->mem, q->lang, asked);
    v->decided = fmt_int(q->mem, q->lang, sum.decided);
    v->settled = fmt_int(q->mem, q->lang, sum.settled);
    v->left = fmt_int(q->mem, q->lang, sum.free);
    v->tabs = county_tabs(q, county->number, false);
    free_map(q, v->year, &all, STR(""), &v->map, &v->legend);
    if (v->map.n) // a county of the old numbering lies in one or more of today's: the first is
                  // shown
        v->map.county = str_part(v->map.at[0].code, 0, 2);
    list_rows(q, v->year, &all, &rows);
    return with_rows(q, page(q, &settlement_county_view, v), &rows, county->name);
}

// ---- recommendations
// ----------------------------------------------------------------------------

static const struct advice *find(const advices *all, str number)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->p[i].number, number))
            return &all->p[i];
    return NULL;
}

static str row_text(struct rq *q, str places, str reason)
{
    return strf(q->mem, "%.*s %.*s", S(str_trim(places)), S(str_trim(reason)));
}

// What the row holds; where something was posted, what was typed, and whom it crossed.
static void advice_row(struct rq *q, const struct place *p, const struct advice *a,
                       struct advice_shown *s)
{
    *s = (struct advice_shown){ .number = p->number, .name = p->name, .last = STR("–") };
    s->places = a ? number_plain(q, a->places) : STR("");
    s->reason = a ? a->reason : STR("");
    s->theirs = STR("");
    s->opened = row_text(q, s->places, s->reason);
    if (!row_has(q, 'p', p->number))
        return;
    str places = row_posted(q, 'p', p->number), reason = row_posted(q, 'r', p->number);
    switch (row_fate(row_posted(q, 'o', p->number), s->opened, row_text(q, places, reason))) {
    case ROW_LEFT:
        return;
    case ROW_CROSSED:
        s->theirs = crossed_words(q, s->places, s->reason);
        break;
    case ROW_TYPED:
        break;
    }
    s->places = places;
    s->reason = reason;
}

static int row_by_name(const void *a, const void *b)
{
    const struct advice_shown *x = a, *y = b;
    return text_cmp(NB, x->name, y->name);
}

static reply show_advice(struct rq *q, str problem)
{
    struct advice_page *v = NEW(q->mem, struct advice_page);
    advices held = { 0 };
    standings last = { 0 };
    place_list places = { 0 };
    size_t crossed = 0;
    v->year = query(q, "ar").n ? year_asked(q) : day_ymd(q->today).year + 1;
    const struct place *county = own(q, v->year);
    if (!county)
        return fail(q, E_NOTFOUND);
    v->name = county->name;
    v->post = strf(q->mem, "/bosetting/fylke/%.*s/anbefalinger?ar=%jd", S(county->number),
                   (intmax_t)v->year);
    TRY(q, advice_of_year(q->db, v->year, &held));
    TRY(q, standings_of(q->db, v->year - 1, STR(""), q->today, &last));
    place_municipalities(q->mem, day_of((int)v->year, 7, 1), county->number, &places);
    for (size_t i = 0; i < places.n; i++) {
        const struct place *p = places.p[i];
        const struct place *before = place_on(p, day_of((int)v->year - 1, 7, 1));
        struct advice_shown *s = ADD(q->mem, &v->rows);
        advice_row(q, p, find(&held, p->number), s);
        crossed += s->theirs.n > 0;
        for (size_t k = 0; before && k < last.n; k++)
            if (str_eq(last.p[k].number, before->number))
                s->last = number_text(q, last.p[k].asked);
    }
    if (v->rows.n)
        qsort(v->rows.p, v->rows.n, sizeof *v->rows.p, row_by_name);
    v->problem = crossed ? text(q->mem, q->lang, T_settlement_crossed_lead, NO_TARGS) : problem;
    v->saved = q->fragment && !v->problem.n
                   ? text(q->mem, q->lang, T_settlement_advice_kept__at,
                          TARGS(TS("at", fmt_moment(q->mem, q->lang, q->now))))
                   : STR("");
    v->may_advise = may(q->who, &MAY_ADVISE);
    v->tabs = county_tabs(q, county->number, true);
    int status = crossed ? 409 : problem.n ? 422 : 200;
    return page_status(q, status, &settlement_county_advice_view, v);
}

reply own_advice_get(struct rq *q)
{
    return see_other(q, "/bosetting/fylke/%.*s/anbefalinger", S(own_county(q)));
}

reply advice_get(struct rq *q)
{
    return show_advice(q, STR(""));
}

// A number needs a reason; both empty is no recommendation.
static bool read_advice(str places, str reason, struct advice *out)
{
    out->reason = str_trim(reason);
    out->places = UNKNOWN;
    places = str_trim(places);
    if (places.n &&
        (!read_int(places, &out->places.v) || out->places.v < 0 || out->places.v > PLACES_MAX ||
         !out->reason.n || out->reason.n > REASON_MAX))
        return false;
    out->places.known = places.n > 0;
    return true;
}

static err store_advice(struct rq *q, const struct advice *was, struct advice *now)
{
    now->given_on = q->today;
    if (was)
        return db_save(q->db, &advice_rec, was, now);
    return now->places.known ? db_add(q->db, &advice_rec, now) : OK;
}

// One row of the table. What nobody changed is left alone, and so is a number that still waits
// for its reason when the page saves by itself.
static err take_row(struct rq *q, int64_t year, str number, const struct advice *was,
                    bool *wrong, bool *crossed)
{
    struct advice now = { .year = year, .number = number, .given_on = DAY_NONE };
    str places = row_posted(q, 'p', number), reason = row_posted(q, 'r', number);
    str stored = was ? row_text(q, number_plain(q, was->places), was->reason) : STR(" ");
    str opened = row_has(q, 'o', number) ? row_posted(q, 'o', number) : stored;
    enum row_fate fate = row_fate(opened, stored, row_text(q, places, reason));
    if (was)
        now = *was;
    *crossed |= fate == ROW_CROSSED;
    if (fate != ROW_TYPED || (q->fragment && !str_trim(reason).n && str_trim(places).n))
        return OK;
    *wrong = !read_advice(places, reason, &now);
    return *wrong ? OK : store_advice(q, was, &now);
}

reply advice_post(struct rq *q)
{
    advices held = { 0 };
    place_list places = { 0 };
    int64_t year = query(q, "ar").n ? year_asked(q) : day_ymd(q->today).year + 1;
    const struct place *county = own(q, year);
    bool wrong = false, crossed = false;
    if (!county)
        return fail(q, E_NOTFOUND);
    TRY(q, advice_of_year(q->db, year, &held));
    place_municipalities(q->mem, day_of((int)year, 7, 1), county->number, &places);
    for (size_t i = 0; i < places.n; i++) {
        str number = places.p[i]->number;
        if (!row_has(q, 'p', number))
            continue;
        TRY(q, take_row(q, year, number, find(&held, number), &wrong, &crossed));
        if (wrong)
            return show_advice(q, text(q->mem, q->lang, T_settlement_advice_problem__name,
                                       TARGS(TS("name", places.p[i]->name))));
    }
    if (crossed || q->fragment)
        return show_advice(q, STR(""));
    reply r = see_other(q, "/bosetting/fylke/%.*s/anbefalinger?ar=%jd", S(county->number),
                        (intmax_t)year);
    notice(q, &r, T_settlement_advice_saved, NO_TARGS);
    return r;
}
