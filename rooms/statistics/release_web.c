// SPDX-License-Identifier: Apache-2.0
// Releases (ux.md B3): count, look over what changes and how it is protected, publish. And who waits now, inside.
#include "rooms/statistics/inside.html.h"
#include "rooms/statistics/release.html.h"
#include "rooms/statistics/releases.html.h"
#include "rooms/statistics/statistics_web.h"
#include "text_keys.h"

const struct right stat_publish = { "statistics.publish", R(DA) },
                   stat_inside = { "statistics.inside", R(DS) | R(DA) };

static str t(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

static text_key state_words(int state)
{
    static const text_key words[] = { T_statistics_release_asked, T_statistics_release_draft, T_statistics_release_unsafe,
                                      T_statistics_release_dropped, T_statistics_release_published };
    return words[state];
}

static enum tone state_tone(int state)
{
    static const enum tone tones[] = { TONE_INFO, TONE_WARNING, TONE_DANGER, TONE_NEUTRAL, TONE_SUCCESS };
    return tones[state];
}

reply releases_get(struct rq *q)
{
    struct releases_page *v = NEW(q->mem, struct releases_page);
    releases all = { 0 };
    v->problem = STR("");
    TRY(q, releases_all(q->db, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct release *r = &all.p[i];
        *ADD(q->mem, &v->all) = (struct release_shown){
            r->no ? fmt_int(q->mem, q->lang, r->no) : STR(""), fmt_day(q->mem, q->lang, r->on_day),
            t(q, state_words(r->state)), r->published_by.n ? r->published_by : r->asked_by,
            strf(q->mem, "/tall-og-statistikk/utgivelser/%lld", (long long)r->id), state_tone(r->state)
        };
    }
    return page(q, &statistics_releases_view, v);
}

reply releases_post(struct rq *q)
{
    int64_t id;
    TRY(q, release_ask(q->db, q->who->name, &id));
    return see_other(q, "/tall-og-statistikk/utgivelser/%lld", (long long)id);
}

// ---- what changes -----------------------------------------------------------------------------------------

static bool same(const struct line *a, const struct line *b)
{
    for (int k = 0; k < CONTENTS; k++)
        if (a->at[k].sign != b->at[k].sign || fabs(a->at[k].v - b->at[k].v) > 0.01)
            return false;
    return true;
}

static void add_series(struct rq *q, const struct released *before, const struct released *now, struct release_page *v)
{
    static const text_key labels[SERIES] = {
        T_statistics_release_series_settled, T_statistics_release_series_answered, T_statistics_release_series_agreed,
        T_statistics_release_series_asked, T_statistics_release_series_residents, T_statistics_release_series_ready,
        T_statistics_release_series_sofar, T_statistics_release_series_added, T_statistics_release_series_minors
    };
    for (int s = 0; s < SERIES; s++) {
        const struct series_of *x = &now->series[s];
        int64_t fresh = 0, changed = 0, hidden = 0;
        for (size_t i = 0; i < x->all.n; i++) {
            const struct line *l = &x->all.p[i],
                              *was = line_find(&before->series[s].all, l->time, l->group, l->region);
            fresh += !was;
            changed += was && !same(was, l);
            hidden += was && was->at[0].sign == SIGN_VALUE && l->at[0].sign == SIGN_WITHHELD;
        }
        *ADD(q->mem, &v->series) = (struct series_shown){
            t(q, labels[s]), fmt_int(q->mem, q->lang, (int64_t)x->all.n), fmt_int(q->mem, q->lang, fresh),
            fmt_int(q->mem, q->lang, changed), fmt_int(q->mem, q->lang, x->small), fmt_int(q->mem, q->lang, x->second),
            fmt_int(q->mem, q->lang, hidden)
        };
    }
}

static str key_value(struct rq *q, const struct released *r, enum told_id id, const struct told_content *c, str *when)
{
    ints times = { 0 };
    told_times(q->mem, r, id, &times);
    *when = STR("");
    if (!times.n)
        return STR("");
    int time = times.p[times.n - 1];
    *when = told_time_label(q->mem, q->lang, told_defs[id].time, time);
    return fig_shown(q->mem, q->lang, released_at(r, c->series, time, 0, 0, c->content), c->decimals);
}

// The nation's counts and means of the newest time of each table.
static void add_keys(struct rq *q, const struct released *before, const struct released *now, struct release_page *v)
{
    for (int id = 0; id < TOLD_TABLES; id++)
        for (int k = 0; k < told_defs[id].contents; k++) {
            const struct told_content *c = &told_defs[id].content[k];
            str when, then;
            if (c->share)
                continue;
            str is = key_value(q, now, (enum told_id)id, c, &when), was = key_value(q, before, (enum told_id)id, c, &then);
            *ADD(q->mem, &v->keys) = (struct key_shown){
                strf(q->mem, "%s %.*s (%.*s)", told_defs[id].id, S(t(q, c->label)), S(when)), was, is
            };
        }
}

static reply show(struct rq *q, int status, text_key problem)
{
    struct release_page *v = NEW(q->mem, struct release_page);
    struct released now, before;
    int64_t id;
    if (!str_int(arg(q, "id"), &id))
        return fail(q, E_NOTFOUND);
    TRY(q, release_read(q->db, id, &now));
    TRY(q, release_newest(q->db, &before));
    if (before.head.id == id)
        before = (struct released){ 0 };
    v->title = text(q->mem, q->lang, T_statistics_release_one__day,
                    TARGS(TS("day", fmt_day_long(q->mem, q->lang, now.head.on_day))));
    stat_add_crumb(q, &v->crumbs, t(q, T_statistics_release_title), STR("/tall-og-statistikk/utgivelser"));
    stat_add_crumb(q, &v->crumbs, v->title, STR(""));
    v->state = t(q, state_words(now.head.state));
    v->tone = state_tone(now.head.state);
    v->problem = problem ? t(q, problem) : STR("");
    v->address = strf(q->mem, "/tall-og-statistikk/utgivelser/%lld", (long long)id);
    v->asked = now.head.state == RELEASE_ASKED;
    v->unsafe = now.head.state == RELEASE_UNSAFE;
    v->draft = now.head.state == RELEASE_DRAFT;
    v->changes = before.head.id ? text(q->mem, q->lang, T_statistics_release_changes__n, TARGS(TI("n", before.head.no)))
                                : t(q, T_statistics_release_first);
    if (!v->asked) {
        add_keys(q, &before, &now, v);
        add_series(q, &before, &now, v);
    }
    return page_status(q, status, &statistics_release_view, v);
}

reply release_get(struct rq *q)
{
    return show(q, 200, T_NONE);
}

reply release_post(struct rq *q)
{
    struct released r;
    int64_t id;
    if (!str_int(arg(q, "id"), &id))
        return fail(q, E_NOTFOUND);
    err e = release_publish(q->db, id, q->who->name);
    if (e == E_CONFLICT)
        return show(q, 409, T_statistics_release_conflict);
    TRY(q, e);
    TRY(q, release_newest(q->db, &r));
    reply to = see_other(q, "/tall-og-statistikk/utgivelser");
    notice(q, &to, T_statistics_release_done__n, TARGS(TI("n", r.head.no)));
    return to;
}

reply release_drop_post(struct rq *q)
{
    int64_t id;
    if (!str_int(arg(q, "id"), &id))
        return fail(q, E_NOTFOUND);
    err e = release_drop(q->db, id);
    if (e == E_CONFLICT)
        return show(q, 409, T_statistics_release_conflict);
    TRY(q, e);
    reply to = see_other(q, "/tall-og-statistikk/utgivelser");
    notice(q, &to, T_statistics_release_gone, NO_TARGS);
    return to;
}

// ---- inside -------------------------------------------------------------------------------------------------

static void add_cells(struct rq *q, const struct line *l, struct stat_row *row)
{
    const struct told_def *d = &told_defs[TOLD_WAITING];
    for (int k = 0; k < d->contents; k++) {
        struct fig f = l ? l->at[d->content[k].content] : fig_sign(SIGN_NOT);
        if (l && d->content[k].share)
            f = fig_percent(f, l->at[0]);
        *ADD(q->mem, &row->cells) = (struct stat_cell){ fig_shown(q->mem, q->lang, f, d->content[k].decimals) };
    }
}

static void add_how(struct rq *q, const struct inside *in, struct inside_page *v)
{
    struct how_line *line = NEW_ARRAY(q->mem, 5, struct how_line);
    line[0] = (struct how_line){ t(q, T_statistics_inside_how_clock), t(q, T_statistics_inside_how_clock_is) };
    line[1] = (struct how_line){ t(q, T_statistics_inside_how_stops), t(q, T_statistics_inside_how_stops_is) };
    line[2] = (struct how_line){ t(q, T_statistics_inside_how_who), t(q, T_statistics_inside_how_who_is) };
    line[3] = (struct how_line){ t(q, T_statistics_inside_how_months), t(q, T_statistics_inside_how_months_is) };
    line[4] = (struct how_line){ t(q, T_statistics_inside_how_counted), fmt_day(q->mem, q->lang, in->on_day) };
    v->how = (struct how){ STR(""), STR(""), line, 5 };
}

reply inside_get(struct rq *q)
{
    const struct told_def *d = &told_defs[TOLD_WAITING];
    const struct population *p = &populations[POP_READY];
    struct inside_page *v = NEW(q->mem, struct inside_page);
    struct inside in;
    err e = inside_read(q->db, &in);
    v->sentence = v->caption = STR("");
    v->none = e == E_NOTFOUND || (e == OK && !in.ready.n);
    if (v->none)
        return page(q, &statistics_inside_view, v);
    TRY(q, e);
    int time = in.ready.p[in.ready.n - 1].time;
    const struct line *all = line_find(&in.ready, time, 0, 0);
    for (int k = 0; k < d->contents; k++)
        *ADD(q->mem, &v->heads) = (struct stat_cell){ t(q, d->content[k].label) };
    for (int g = 0; g < groups_of(p); g++) {
        enum variable variable;
        int category;
        const struct line *l = line_find(&in.ready, time, g, 0);
        if (!l || l->at[0].v == 0)
            continue;
        struct stat_row *row = ADD(q->mem, &v->rows);
        *row = (struct stat_row){ .label = t(q, T_statistics_told_all), .url = STR(""), .strong = !g };
        if (group_variable(p, g, &variable, &category))
            row->label = t(q, category_label(variable, category));
        add_cells(q, l, row);
    }
    for (size_t i = in.ready.n; i-- > 0;)
        if (!in.ready.p[i].group) {
            struct stat_row *row = ADD(q->mem, &v->months);
            *row = (struct stat_row){ .label = told_time_label(q->mem, q->lang, TOLD_MONTHS, in.ready.p[i].time),
                                      .url = STR("") };
            add_cells(q, &in.ready.p[i], row);
        }
    v->caption = told_time_label(q->mem, q->lang, TOLD_MONTHS, time);
    if (all)
        v->sentence = text(q->mem, q->lang, T_statistics_inside_sentence__n_share_time,
                           TARGS(TI("n", (int64_t)all->at[0].v), TS("time", v->caption),
                                 TS("share", fmt_real(q->mem, q->lang,
                                                      fig_percent(all->at[READY_OVER_6], all->at[0]).v, 1))));
    add_how(q, &in, v);
    return page(q, &statistics_inside_view, v);
}

// ---- the demo: a release two weeks back, so that today's can be made -----------------------------------------

err statistics_demo(struct db *db, day today)
{
    enum { BACK = 17 };
    struct release r = { .state = RELEASE_ASKED, .on_day = day_add(today, -BACK), .asked_by = STR("Anders Øvelse"),
                         .published_by = STR("") };
    PASS(db_add(db, &release_rec, &r));
    PASS(release_make(db, r.id));
    err e = release_publish(db, r.id, STR("Anders Øvelse"));
    if (e != OK && e != E_CONFLICT)
        return e;
    return inside_make(db);
}
