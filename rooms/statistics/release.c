// SPDX-License-Identifier: Apache-2.0
#include "rooms/statistics/release.h"

#include "platform/job/job.h"
#include "rooms/settlement/settlement.h"
#include "rooms/statistics/release_body.h"

SQL(newest, "select * from statistics_release where state = 'published' order by no desc limit 1");
SQL(all_releases, "select * from statistics_release order by id desc");
SQL(series_of_release, "select * from statistics_series where release = $1");
SQL(next_no, "select coalesce(max(no), 0) + 1 from statistics_release");
SQL(out_on, "select count(id) from statistics_release where state = 'published' and on_day = $1");
SQL(drop_series, "delete from statistics_series where release = $1");
SQL(others_open, "select * from statistics_release where state in ('asked', 'draft', 'unsafe') order by id");

static const struct choices states = CHOICES({ "asked", "statistics.release.asked" }, { "draft", "statistics.release.draft" },
                                             { "unsafe", "statistics.release.unsafe" },
                                             { "dropped", "statistics.release.dropped" },
                                             { "published", "statistics.release.published" });
static const struct field release_fields[] = {
    F(release, id, INT, .flags = KEY),
    F(release, no, INT),
    F(release, state, ENUM, .choices = &states),
    F(release, on_day, DAY),
    F(release, asked_by, TEXT),
    F(release, published_at, MOMENT),
    F(release, published_by, TEXT),
    F(release, version, INT, .flags = VERSION),
};
const struct record release_rec = RECORD("statistics_release", release, release_fields);

struct series_row {
    int64_t id, release;
    str name, basis;
    int64_t small, second;
    str body;
};
static const struct field series_fields[] = {
    F(series_row, id, INT, .flags = KEY), F(series_row, release, INT), F(series_row, name, TEXT), F(series_row, basis, TEXT),
    F(series_row, small, INT),            F(series_row, second, INT),  F(series_row, body, TEXT),
};
static const struct record series_rec = RECORD("statistics_series", series_row, series_fields);
typedef SLICE(struct series_row) series_rows;

const char *series_name(int series)
{
    static const char *const more[] = { "sofar", "added", "minors" };
    return series < POPULATIONS ? populations[series].name : more[series - POPULATIONS];
}

int series_last(const struct released *r, int series)
{
    const lines *all = &r->series[series].all;
    return all->n ? all->p[all->n - 1].time : -1;
}

struct fig released_at(const struct released *r, int series, int time, int group, int region, int content)
{
    const struct line *l = line_find(&r->series[series].all, time, group, region);
    if (l)
        return l->at[content];
    const struct regions *x = regions_all();
    bool by_place = series >= POPULATIONS || populations[series].by_place;
    bool class = region >= x->first_class && region < x->first_town;
    bool by_class = series < POPULATIONS && populations[series].by_class;
    if ((!by_place && region) || (class && (!by_class || group)) || (group && region >= x->first_town))
        return fig_sign(SIGN_NOT);
    if (!line_find(&r->series[series].all, time, 0, 0))
        return fig_sign(SIGN_MISSING);
    bool count = series < POPULATIONS && content <= populations[series].masks;
    return count || series == SERIES_SOFAR ? fig_of(0) : fig_sign(SIGN_NOT);
}

// ---- reading --------------------------------------------------------------------------------------------

static err read_series(struct db *db, struct released *out)
{
    series_rows rows = { 0 };
    PASS(db_all(db, &series_of_release, ARGS(AI(out->head.id)), &series_rec, &rows));
    for (size_t i = 0; i < rows.n; i++)
        for (int s = 0; s < SERIES; s++)
            if (str_is(rows.p[i].name, series_name(s))) {
                struct series_of *x = &out->series[s];
                x->small = rows.p[i].small;
                x->second = rows.p[i].second;
                PASS(body_read(db->mem, rows.p[i].body, &x->all));
                x->basis = body_basis(rows.p[i].basis);
            }
    return OK;
}

err release_newest(struct db *db, struct released *out)
{
    *out = (struct released){ 0 };
    err e = db_one(db, &newest, NO_ARGS, &release_rec, &out->head);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    return read_series(db, out);
}

err release_read(struct db *db, int64_t id, struct released *out)
{
    *out = (struct released){ 0 };
    PASS(db_by_id(db, &release_rec, id, &out->head));
    return read_series(db, out);
}

err releases_all(struct db *db, releases *out)
{
    return db_all(db, &all_releases, NO_ARGS, &release_rec, out);
}

// ---- counting -------------------------------------------------------------------------------------------

static const struct people *of_time(const peoples *all, int time)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->p[i].time == time)
            return &all->p[i];
    return NULL;
}

static bool by_day(int series)
{
    return series == POP_AGREED || series == POP_ASKED || series == SERIES_SOFAR;
}

// What was told of times that are not counted anew stays as it was told.
static void keep_earlier(struct arena *a, const struct released *before, int series, const peoples *now, lines *out)
{
    const lines *was = &before->series[series].all;
    int days = 0;
    for (size_t i = was->n, last = 0; i-- > 0;)
        if (by_day(series) && was->p[i].time != (int)last) {
            last = (size_t)was->p[i].time;
            days++;
        }
    for (size_t i = 0, seen = 0; i < was->n; i++) {
        if (i == 0 || was->p[i].time != was->p[i - 1].time)
            seen++;
        bool old = by_day(series) && days - (int)seen >= DAYS_KEPT;
        if (!old && !of_time(now, was->p[i].time))
            *ADD(a, out) = was->p[i];
    }
}

static err count_one(struct db *db, const struct released *before, enum population_id id, day on, struct series_of *out,
                     const lines *least, bool *safe)
{
    peoples now = { 0 };
    struct protect_report report = { 0 };
    PASS(people_of(db, id, on, &now));
    keep_earlier(db->mem, before, (int)id, &now, &out->all);
    for (size_t i = 0; i < now.n; i++) {
        const lines *was = &before->series[id].all;
        int time = now.p[i].time;
        struct count_before b = { was, by_day((int)id) ? series_last(before, (int)id) : time,
                                  time_closed(id, time, before->head.id ? before->head.on_day : on),
                                  id == POP_SETTLED ? least : NULL };
        count_population(db->mem, &populations[id], &now.p[i].all, time, &b, &out->all, &report);
    }
    lines_sort(&out->all);
    out->basis = people_digest(&now);
    out->small = report.small;
    out->second = report.second;
    *safe &= report.narrow == 0;
    return OK;
}

// Settled so far in the year: the numbers of the year's table, kept under the day.
static void so_far(struct arena *a, const struct released *before, day on, struct released *out)
{
    peoples none = { 0 };
    struct series_of *x = &out->series[SERIES_SOFAR];
    ADD(a, &none)->time = time_of_day(on);
    keep_earlier(a, before, SERIES_SOFAR, &none, &x->all);
    const lines *all = &out->series[POP_SETTLED].all;
    for (size_t i = 0; i < all->n; i++)
        if (all->p[i].time == day_ymd(on).year && all->p[i].group <= variable_n[BY_PERMIT]) {
            struct line *l = ADD(a, &x->all);
            *l = (struct line){ time_of_day(on), all->p[i].group, all->p[i].region, { all->p[i].at[0] } };
        }
    lines_sort(&x->all);
}

// The base of the municipality's figure of the year, as imported; unknown when there is none or it is withheld.
static struct fig imported(const figures *all, int64_t year, str number)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->p[i].year == year && str_eq(all->p[i].number, number))
            return all->p[i].settled.known                         ? fig_of((double)all->p[i].settled.v)
                   : all->p[i].settled_why == EMPTY_MISSING ? fig_of(0)
                                                            : fig_sign(SIGN_WITHHELD);
    return fig_of(0);
}

// What is added to the imported figure. It moves only by five or more at a time, and is withheld where the sum would
// be four or fewer. The year's table, which counts the same persons, is protected knowing it.
static struct fig addition(struct fig base, struct fig was, int64_t moved)
{
    double told = was.sign == SIGN_VALUE ? was.v : 0, total = base.v + (double)moved;
    if (base.sign == SIGN_WITHHELD)
        return fig_of(0);
    if (total > 0 && total < SMALL_BELOW)
        return fig_sign(SIGN_WITHHELD);
    double growth = fabs((double)moved - told);
    if (was.sign != SIGN_WITHHELD && growth > 0 && growth < SMALL_BELOW)
        return fig_of(told);
    return fig_of((double)moved);
}

static err added(struct db *db, const struct released *before, struct released *out)
{
    settlement_counts all = { 0 };
    figures base = { 0 };
    struct series_of *x = &out->series[SERIES_ADDED];
    PASS(settlement_moved_in(db, &all));
    PASS(settlement_figures(db, &base));
    for (size_t i = 0; i < all.n; i++) {
        const struct settlement_count *m = &all.p[i];
        int region = region_of(regions_all(), str_is(m->number, PROTECTED_NUMBER) ? STR("") : m->number,
                               day_of((int)m->year, 12, 31));
        const struct line *was = line_find(&before->series[SERIES_ADDED].all, (int)m->year, 0, region);
        struct fig f = addition(imported(&base, m->year, m->number), was ? was->at[0] : fig_of(0), m->persons);
        struct line *l = ADD(db->mem, &x->all);
        *l = (struct line){ (int)m->year, 0, region, { f } };
        x->small += f.sign == SIGN_WITHHELD;
    }
    lines_sort(&x->all);
    return OK;
}

static err minors(struct db *db, struct released *out)
{
    settlement_minors_rows all = { 0 };
    const struct regions *r = regions_all();
    struct series_of *x = &out->series[SERIES_MINORS];
    PASS(settlement_minors_all(db, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct settlement_minors *m = &all.p[i];
        int region = region_of(r, m->number, day_of((int)m->year, 7, 1));
        int over[] = { 0, region < r->n ? r->county[region] : 0, region };
        for (int k = region < r->n ? 2 : 0; k >= 0; k--) {
            struct line *l = NULL;
            for (size_t j = 0; j < x->all.n && !l; j++)
                if (x->all.p[j].time == m->year && x->all.p[j].region == over[k])
                    l = &x->all.p[j];
            if (!l) {
                l = ADD(db->mem, &x->all);
                *l = (struct line){ (int)m->year, 0, over[k], { fig_sign(SIGN_MISSING), fig_sign(SIGN_MISSING) } };
            }
            const optint told[] = { m->asked, m->decided };
            for (int j = 0; j < 2; j++)
                if (told[j].known)
                    l->at[j] = fig_of((l->at[j].sign == SIGN_VALUE ? l->at[j].v : 0) + (double)told[j].v);
        }
    }
    lines_sort(&x->all);
    return OK;
}

err release_count(struct db *db, const struct released *before, day on, struct released *out, bool *safe)
{
    *safe = true;
    out->head.on_day = on;
    PASS(added(db, before, out));
    for (int id = 0; id < POPULATIONS; id++)
        PASS(count_one(db, before, (enum population_id)id, on, &out->series[id], &out->series[SERIES_ADDED].all, safe));
    so_far(db->mem, before, on, out);
    return minors(db, out);
}

// ---- what is done ---------------------------------------------------------------------------------------

static err move(struct db *db, const struct release *was, enum release_state state)
{
    struct release now = *was;
    now.state = (int)state;
    return db_save(db, &release_rec, was, &now);
}

static err store(struct db *db, int64_t id, const struct released *r)
{
    PASS(db_do(db, &drop_series, ARGS(AI(id)), NULL));
    for (int s = 0; s < SERIES; s++) {
        const struct series_of *x = &r->series[s];
        struct series_row row = { .release = id, .name = str_z(series_name(s)), .small = x->small, .second = x->second,
                                  .basis = strf(db->mem, "%016llx", (unsigned long long)x->basis),
                                  .body = body_write(db->mem, &x->all) };
        PASS(db_add(db, &series_rec, &row));
    }
    return OK;
}

err release_make(struct db *db, int64_t id)
{
    struct released before, now = { 0 };
    struct release r;
    bool safe;
    PASS(db_by_id(db, &release_rec, id, &r));
    if (r.state != RELEASE_ASKED)
        return OK; // done before
    PASS(release_newest(db, &before));
    PASS(release_count(db, &before, r.on_day, &now, &safe));
    PASS(store(db, id, &now));
    return move(db, &r, safe ? RELEASE_DRAFT : RELEASE_UNSAFE);
}

static err make_job(struct db *db, str payload)
{
    int64_t id;
    return str_int(payload, &id) ? release_make(db, id) : E_INPUT;
}
const struct job_kind release_job = { .name = "statistics.count", .run = make_job };

err release_ask(struct db *db, str by, int64_t *id)
{
    releases open = { 0 };
    PASS(db_all(db, &others_open, NO_ARGS, &release_rec, &open));
    for (size_t i = 0; i < open.n; i++)
        PASS(move(db, &open.p[i], RELEASE_DROPPED));
    struct release r = { .state = RELEASE_ASKED, .on_day = db->deed.today, .asked_by = by, .published_by = STR("") };
    PASS(db_add(db, &release_rec, &r));
    *id = r.id;
    return job_later(db, &release_job, db->deed.now, strf(db->mem, "%lld", (long long)r.id));
}

err release_publish(struct db *db, int64_t id, str by)
{
    struct release r, now;
    int64_t out;
    PASS(db_by_id(db, &release_rec, id, &r));
    PASS(db_int(db, &out_on, ARGS(AD(r.on_day)), &out));
    if (r.state != RELEASE_DRAFT || out)
        return E_CONFLICT;
    now = r;
    now.state = RELEASE_PUBLISHED;
    now.published_at = (moment){ db->deed.now };
    now.published_by = by;
    PASS(db_int(db, &next_no, NO_ARGS, &now.no));
    return db_save(db, &release_rec, &r, &now);
}

err release_drop(struct db *db, int64_t id)
{
    struct release r;
    PASS(db_by_id(db, &release_rec, id, &r));
    return r.state == RELEASE_PUBLISHED ? E_CONFLICT : move(db, &r, RELEASE_DROPPED);
}
