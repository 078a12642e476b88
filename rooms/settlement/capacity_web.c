// SPDX-License-Identifier: Apache-2.0
// Capacity reports: places for the eight weeks ahead and dwellings. A guiding timetable,
// updated when it changes. The directorate sees the country, a county its own, a municipality
// reports.
#include <stdlib.h>

#include "rooms/settlement/capacity.html.h"
#include "rooms/settlement/capacity_all.html.h"
#include "rooms/settlement/settlement_web.h"

enum { WEEKS = 8, PLACES_MAX = 500 };

SQL(sql_weeks,
    "select * from settlement_week where number = $1 and monday >= $2 and monday <= $3 "
    "order by monday");
SQL(sql_dwellings, "select * from settlement_dwelling where number = $1 and taken_on is null "
                   "order by free_from, id");
SQL(sql_dwelling_by_ref, "select * from settlement_dwelling where ref = $1 and number = $2");
SQL(sql_all_weeks, "select * from settlement_week where number like $1 and monday >= $2 and "
                   "monday <= $3 order by number, monday");
SQL(sql_all_dwellings,
    "select * from settlement_dwelling where number like $1 and taken_on is null "
    "order by number, free_from");

static day this_monday(day today)
{
    return day_add(today, 1 - day_weekday(today));
}

static err weeks_ahead(struct rq *q, str number, weeks *out)
{
    day monday = this_monday(q->today);
    return db_all(q->db, &sql_weeks,
                  ARGS(AT(number), AD(monday), AD(day_add(monday, 7 * (WEEKS - 1)))), &week_rec,
                  out);
}

err capacity_summary(struct rq *q, str number, str *words, int64_t *dwelling_count)
{
    weeks w = { 0 };
    dwellings d = { 0 };
    int64_t sum = 0;
    PASS(weeks_ahead(q, number, &w));
    PASS(db_all(q->db, &sql_dwellings, ARGS(AT(number)), &dwelling_rec, &d));
    for (size_t i = 0; i < w.n; i++)
        sum += w.p[i].places;
    *words = w.n ? text(q->mem, q->lang, T_settlement_capacity_sum__n_weeks,
                        TARGS(TI("n", sum), TI("weeks", WEEKS)))
                 : text(q->mem, q->lang, T_settlement_capacity_nothing, NO_TARGS);
    *dwelling_count = (int64_t)d.n;
    return OK;
}

// ---- the municipality reports
// -------------------------------------------------------------------

static const struct choices dwelling_kinds =
    CHOICES({ "flat", "settlement.home.flat" }, { "house", "settlement.home.house" },
            { "room", "settlement.home.room" }, { "shared", "settlement.home.shared" });
static const struct field dwelling_form_fields[] = {
    F(dwelling, kind, ENUM, .flags = REQUIRED, .choices = &dwelling_kinds),
    F(dwelling, bedrooms, INT, .flags = REQUIRED, .min = 0, .max = 20),
    F(dwelling, beds, INT, .flags = REQUIRED, .min = 1, .max = 40),
    F(dwelling, free_from, DAY, .flags = REQUIRED),
    F(dwelling, rent, MONEY, .min = 0, .max = 10000000),
    F(dwelling, step_free, BOOL),
    F(dwelling, note, TEXT, .max = 500),
};
static const struct record dwelling_form_rec = {
    NULL, dwelling_form_fields, sizeof dwelling_form_fields / sizeof *dwelling_form_fields,
    sizeof(struct dwelling), "settlement_dwelling"
};

static const struct week *week_of(const weeks *held, day monday)
{
    for (size_t i = 0; i < held->n; i++)
        if (day_eq(held->p[i].monday, monday))
            return &held->p[i];
    return NULL;
}

static str week_text(struct rq *q, str places, str minors)
{
    return strf(q->mem, "%.*s %.*s", S(str_trim(places)), S(str_trim(minors)));
}

static str stored_week(struct rq *q, const struct week *w)
{
    return w ? strf(q->mem, "%jd %jd", (intmax_t)w->places, (intmax_t)w->minors) : STR(" ");
}

// A week that was not posted is left alone.
static enum row_fate week_fate(struct rq *q, str monday, const struct week *w)
{
    if (!row_has(q, 'p', monday))
        return ROW_LEFT;
    str stored = stored_week(q, w);
    return row_fate(row_has(q, 'o', monday) ? row_posted(q, 'o', monday) : stored, stored,
                    week_text(q, row_posted(q, 'p', monday), row_posted(q, 'm', monday)));
}

static void week_row(struct rq *q, struct capacity_page *v, int i, const weeks *held)
{
    day monday = day_add(this_monday(q->today), 7 * i);
    const struct week *h = week_of(held, monday);
    int year;
    int week = day_week(monday, &year);
    struct week_shown *w = ADD(q->mem, &v->weeks);
    w->monday = day_iso(q->mem, monday);
    w->label = text(q->mem, q->lang, T_settlement_capacity_week__from_week,
                    TARGS(TI("week", week), TS("from", fmt_day(q->mem, q->lang, monday))));
    w->places = number_plain(q, h ? KNOWN(h->places) : UNKNOWN);
    w->minors = number_plain(q, h ? KNOWN(h->minors) : UNKNOWN);
    w->opened = stored_week(q, h);
    w->theirs = STR("");
    v->synthetic |= h && h->synthetic;
    enum row_fate fate = week_fate(q, w->monday, h);
    if (fate == ROW_LEFT)
        return;
    if (fate == ROW_CROSSED)
        w->theirs =
            text(q->mem, q->lang, T_settlement_crossed_week__minors_places,
                 TARGS(TI("places", h ? h->places : 0), TI("minors", h ? h->minors : 0)));
    w->places = row_posted(q, 'p', w->monday); // refused: what was typed comes back
    w->minors = row_posted(q, 'm', w->monday);
}

static void show_dwellings(struct rq *q, const dwellings *all, int64_t year, void *slice)
{
    SLICE(struct dwelling_shown) *out = slice;
    for (size_t i = 0; i < all->n; i++) {
        const struct dwelling *d = &all->p[i];
        const struct field *kind = record_field(&dwelling_rec, STR("kind"));
        const struct place *p = place_municipality_near(d->number, day_of((int)year, 7, 1));
        *ADD(q->mem, out) = (struct dwelling_shown){
            .ref = d->ref,
            .place = p ? p->name : d->number,
            .kind = field_shown(q->mem, q->lang, kind, d),
            .bedrooms = d->bedrooms,
            .beds = d->beds,
            .step_free = d->step_free,
            .free_from = d->free_from,
            .rent = d->rent.ore ? fmt_money(q->mem, q->lang, d->rent) : STR("–"),
            .note = d->note,
        };
    }
}

static reply own_capacity(struct rq *q, const struct form *read, str problem)
{
    struct capacity_page *v = NEW(q->mem, struct capacity_page);
    weeks held = { 0 };
    dwellings d = { 0 };
    str number = own_number(q);
    TRY(q, weeks_ahead(q, number, &held));
    TRY(q, db_all(q->db, &sql_dwellings, ARGS(AT(number)), &dwelling_rec, &d));
    bool crossed = false;
    for (int i = 0; i < WEEKS; i++) {
        week_row(q, v, i, &held);
        crossed |= v->weeks.p[i].theirs.n > 0;
    }
    show_dwellings(q, &d, day_ymd(q->today).year, &v->dwellings);
    v->name = q->who->org_name;
    v->tabs = place_tabs(q, "kapasitet");
    v->may_report = may(q->who, &MAY_REPORT);
    v->problem = crossed ? text(q->mem, q->lang, T_settlement_crossed_lead, NO_TARGS) : problem;
    if (read)
        v->form = *read;
    else
        form_show(q, &v->form, &dwelling_form_rec, NULL);
    v->form.action = STR("/bosetting/kapasitet/bolig");
    v->form.submit = T_settlement_capacity_add_dwelling;
    return page_status(q,
                       crossed             ? 409
                       : read || problem.n ? 422
                                           : 200,
                       &settlement_capacity_view, v);
}

static bool read_places(str raw, optint *out)
{
    raw = str_trim(raw);
    *out = UNKNOWN;
    out->known = raw.n > 0;
    return !raw.n || (read_int(raw, &out->v) && out->v >= 0 && out->v <= PLACES_MAX);
}

// An empty week that was never reported stays so; emptied after a report it says 0.
static err store_week(struct rq *q, const struct week *was, day monday, optint places,
                      optint minors)
{
    struct week now = { .number = own_number(q), .monday = monday };
    if (was)
        now = *was;
    now.places = places.v;
    now.minors = minors.v;
    now.reported_on = q->today;
    now.synthetic = false;
    if (was)
        return db_save(q->db, &week_rec, was, &now);
    return places.known ? db_add(q->db, &week_rec, &now) : OK;
}

reply weeks_post(struct rq *q)
{
    weeks held = { 0 };
    bool crossed = false;
    if (!own_number(q).n)
        return fail(q, E_NOTFOUND);
    TRY(q, weeks_ahead(q, own_number(q), &held));
    for (int i = 0; i < WEEKS; i++) {
        day monday = day_add(this_monday(q->today), 7 * i);
        const struct week *was = week_of(&held, monday);
        str name = day_iso(q->mem, monday);
        enum row_fate fate = week_fate(q, name, was);
        optint places, minors;
        crossed |= fate == ROW_CROSSED;
        if (fate != ROW_TYPED)
            continue;
        if (!read_places(row_posted(q, 'p', name), &places) ||
            !read_places(row_posted(q, 'm', name), &minors) || minors.v > places.v)
            return own_capacity(q, NULL,
                                text(q->mem, q->lang, T_settlement_capacity_problem__max_n,
                                     TARGS(TI("n", i + 1), TI("max", PLACES_MAX))));
        TRY(q, store_week(q, was, monday, places, minors));
    }
    if (crossed)
        return own_capacity(q, NULL, STR(""));
    reply r = see_other(q, "/bosetting/kapasitet");
    notice(q, &r, T_settlement_capacity_saved, NO_TARGS);
    return r;
}

reply dwelling_post(struct rq *q)
{
    struct dwelling d = { .free_from = DAY_NONE, .taken_on = DAY_NONE };
    struct form form = { 0 };
    if (!own_number(q).n)
        return fail(q, E_NOTFOUND);
    if (!form_read(q, &form, &dwelling_form_rec, &d))
        return own_capacity(q, &form, STR(""));
    d.ref = ref_new(q->mem);
    d.number = own_number(q);
    d.reported_on = q->today;
    TRY(q, db_add(q->db, &dwelling_rec, &d));
    reply r = see_other(q, "/bosetting/kapasitet");
    notice(q, &r, T_settlement_capacity_dwelling_saved, NO_TARGS);
    return r;
}

reply dwelling_taken_post(struct rq *q)
{
    struct dwelling was;
    TRY(q, db_one(q->db, &sql_dwelling_by_ref, ARGS(AT(arg(q, "ref")), AT(own_number(q))),
                  &dwelling_rec, &was));
    struct dwelling now = was;
    now.taken_on = q->today;
    TRY(q, db_save(q->db, &dwelling_rec, &was, &now));
    reply r = see_other(q, "/bosetting/kapasitet");
    notice(q, &r, T_settlement_capacity_taken, NO_TARGS);
    return r;
}

// ---- the country or the county
// ------------------------------------------------------------------

// What the files hold: no keys, no versions.
static const struct field export_fields[] = {
    F(week, number, TEXT), F(week, monday, DAY),      F(week, places, INT),
    F(week, minors, INT),  F(week, reported_on, DAY), F(week, synthetic, BOOL),
};
static const struct record export_rec = { NULL, export_fields, 6, sizeof(struct week),
                                          "settlement_week" };

static void week_heads(struct rq *q, struct capacity_all *v)
{
    for (int i = 0; i < WEEKS; i++) {
        int year;
        int week = day_week(day_add(this_monday(q->today), 7 * i), &year);
        ADD(q->mem, &v->heads)->week = strf(q->mem, "%d", week);
    }
}

static void sum_weeks(struct rq *q, struct capacity_all *v, const weeks *all)
{
    day monday = this_monday(q->today);
    struct capacity_row *row = NULL;
    str number = STR("");
    for (size_t i = 0; i < all->n; i++) {
        const struct week *w = &all->p[i];
        if (!row || !str_eq(w->number, number)) {
            const struct place *p = place_municipality_near(w->number, q->today);
            number = w->number;
            row = ADD(q->mem, &v->rows);
            row->name = p ? p->name : number;
            row->url = strf(q->mem, "/bosetting/kommune/%.*s", S(number));
            for (int k = 0; k < WEEKS; k++)
                ADD(q->mem, &row->cells);
        }
        int k = day_diff(w->monday, monday) / 7;
        row->cells.p[k].places = KNOWN(w->places);
        row->sum += w->places;
        v->sum += w->places;
        v->synthetic |= w->synthetic;
    }
}

static int by_sum(const void *a, const void *b)
{
    const struct capacity_row *x = a, *y = b;
    if (x->sum != y->sum)
        return x->sum > y->sum ? -1 : 1;
    return str_cmp(x->url, y->url);
}

static reply all_capacity(struct rq *q)
{
    struct capacity_all *v = NEW(q->mem, struct capacity_all);
    weeks w = { 0 };
    dwellings d = { 0 };
    str county = own_county(q).n ? own_county(q) : query(q, "fylke");
    str like = strf(q->mem, "%.*s%%", S(county));
    day monday = this_monday(q->today);
    TRY(q, db_all(q->db, &sql_all_weeks,
                  ARGS(AT(like), AD(monday), AD(day_add(monday, 7 * (WEEKS - 1)))), &week_rec,
                  &w));
    TRY(q, db_all(q->db, &sql_all_dwellings, ARGS(AT(like)), &dwelling_rec, &d));
    week_heads(q, v);
    sum_weeks(q, v, &w);
    if (v->rows.n)
        qsort(v->rows.p, v->rows.n, sizeof *v->rows.p, by_sum);
    show_dwellings(q, &d, day_ymd(q->today).year, &v->dwellings);
    v->choose = !own_county(q).n;
    county_options(q, day_ymd(q->today).year, county, &v->counties);
    v->lead = text(
        q->mem, q->lang, T_settlement_capacity_all_lead__municipalities_n_weeks,
        TARGS(TI("n", v->sum), TI("weeks", WEEKS), TI("municipalities", (int64_t)v->rows.n)));
    v->tabs = board_tabs(q, "kapasitet", day_ymd(q->today).year);
    reply r = page(q, &settlement_capacity_all_view, v);
    r.rows.rec = &export_rec;
    r.rows.rows = w.p;
    r.rows.n = w.n;
    r.rows.title = text(q->mem, q->lang, T_settlement_capacity_heading, NO_TARGS);
    r.rows.about = text(q->mem, q->lang, T_settlement_capacity_about, NO_TARGS);
    return r;
}

reply capacity_get(struct rq *q)
{
    return own_number(q).n ? own_capacity(q, NULL, STR("")) : all_capacity(q);
}
