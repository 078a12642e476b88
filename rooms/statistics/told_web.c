// SPDX-License-Identifier: Apache-2.0
// A table counted from persons: all places at one time, or a place through time. Page and files come from one cube.
#include "rooms/settlement/settlement.h"
#include "rooms/statistics/statistics_web.h"
#include "rooms/statistics/table.html.h"
#include "rooms/statistics/told.h"
#include "text_keys.h"

enum { ROWS_BACK = 120 };

static str t(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

struct shown { // one request for one table
    const struct book *b;
    const struct told_def *d;
    enum told_id id;
    ints times;
    int time; // the chosen one
    bool by_group;
    enum variable variable;
};

static void chosen(struct rq *q, struct shown *s)
{
    str code = query(q, "tid").n ? query(q, "tid") : query(q, "ar");
    s->by_group = told_variable(s->id, query(q, "inndeling"), &s->variable) != NULL;
    told_times(q->mem, s->b->now, s->id, &s->times);
    s->time = s->times.n ? s->times.p[s->times.n - 1] : -1;
    for (size_t i = 0; i < s->times.n; i++)
        if (str_eq(told_time_code(q->mem, s->d->time, s->times.p[i]), code))
            s->time = s->times.p[i];
}

static void time_options(struct rq *q, const struct shown *s, struct stat_table *v)
{
    for (size_t i = s->times.n; i-- > 0;)
        *ADD(q->mem, &v->years) = (struct stat_option){ told_time_code(q->mem, s->d->time, s->times.p[i]),
                                                        told_time_label(q->mem, q->lang, s->d->time, s->times.p[i]),
                                                        s->times.p[i] == s->time };
}

static void group_options(struct rq *q, const struct shown *s, struct stat_table *v)
{
    if (!s->d->variables)
        return;
    *ADD(q->mem, &v->groups) = (struct stat_option){ STR(""), t(q, T_statistics_told_by_none), !s->by_group };
    for (int i = 0; i < s->d->variables; i++)
        *ADD(q->mem, &v->groups) =
            (struct stat_option){ str_z(variable_code(s->d->variable[i])), t(q, variable_label(s->d->variable[i])),
                                  s->by_group && s->variable == s->d->variable[i] };
}

static void level_options(struct rq *q, const struct shown *s, struct stat_table *v)
{
    static const struct {
        const char *code;
        text_key label;
    } levels[] = { { "", T_statistics_level_municipality }, { "fylke", T_statistics_level_county },
                   { "land", T_statistics_level_nation },   { "sentralitet", T_statistics_told_level_class } };
    for (size_t i = 0; s->d->by_place && i < 4; i++)
        *ADD(q->mem, &v->levels) = (struct stat_option){ str_z(levels[i].code), t(q, levels[i].label),
                                                         str_is(query(q, "niva"), levels[i].code) };
}

static void vis_options(struct rq *q, struct stat_table *v)
{
    bool table = str_is(query(q, "vis"), "tabell"), chart = str_is(query(q, "vis"), "diagram");
    *ADD(q->mem, &v->vis) = (struct stat_option){ STR(""), t(q, T_statistics_vis_all), !table && !chart };
    *ADD(q->mem, &v->vis) = (struct stat_option){ STR("tabell"), t(q, T_statistics_vis_table), table };
    if (v->has_chart)
        *ADD(q->mem, &v->vis) = (struct stat_option){ STR("diagram"), t(q, T_statistics_vis_chart), chart };
    v->show_chart = v->has_chart && !table;
}

static void add_row(struct rq *q, const struct cube *c, size_t region, size_t group, size_t time, str label, str url,
                    bool strong, struct stat_table *v)
{
    struct stat_row *row = ADD(q->mem, &v->rows);
    *row = (struct stat_row){ .label = label, .url = url, .strong = strong };
    for (size_t k = 0; k < c->contents.n; k++)
        *ADD(q->mem, &row->cells) = (struct stat_cell){ fig_shown(
            q->mem, q->lang, *cube_cell(c, region, group, k, time), c->contents.p[k].decimals) };
}

static void about(struct rq *q, const struct shown *s, const struct cube *c, struct stat_table *v)
{
    v->id = c->id;
    v->lead = t(q, s->d->lead);
    v->source = c->source;
    v->source_url = STR("/tall-og-statistikk/definisjoner");
    v->updated = fmt_day_long(q->mem, q->lang, s->b->now->head.on_day);
    v->definition = t(q, s->d->definition);
    v->cite = text(q->mem, q->lang, T_statistics_cite__address_day_id_title,
                   TARGS(TS("id", c->id), TS("title", c->label), TS("day", v->updated),
                         TS("address", strf(q->mem, "%.*s%.*s", S(q->host), S(q->target)))));
    for (size_t i = 0; i < c->notes.n; i++)
        *ADD(q->mem, &v->notes) = (struct stat_cell){ c->notes.p[i] };
    for (size_t k = 0; k < c->contents.n; k++)
        *ADD(q->mem, &v->heads) = (struct stat_cell){ c->contents.p[k].label };
    time_options(q, s, v);
    group_options(q, s, v);
    v->time_head = t(q, s->d->time == TOLD_YEARS ? T_statistics_column_year : T_statistics_told_time);
    v->by_told = true;
}

static void add_chart(struct rq *q, const struct shown *s, int region, struct stat_table *v)
{
    const struct told_content *k = &s->d->content[s->d->chart];
    struct told_selection one = { .table = s->id, .times = s->times };
    struct cube c;
    struct series *line = NEW(q->mem, struct series);
    double *at = NEW_ARRAY(q->mem, s->times.n + 1, double);
    str *labels = NEW_ARRAY(q->mem, s->times.n + 1, str);
    *ADD(q->mem, &one.regions) = region;
    told_cube(q->mem, q->lang, s->b->now, &one, &c);
    for (size_t i = 0; i < s->times.n; i++) {
        struct fig f = *cube_at(&c, 0, (size_t)s->d->chart, i);
        at[i] = f.sign == SIGN_VALUE ? f.v : NAN;
        labels[i] = c.times.p[i].code;
        v->has_chart |= f.sign == SIGN_VALUE;
    }
    *line = (struct series){ t(q, k->label), s->d->time == TOLD_MONTHS ? LOOK_LINE : LOOK_BAR, at };
    v->has_chart &= s->times.n > 1;
    v->chart = (struct chart){ .id = STR("utvikling"), .title = v->sentence,
                               .about = text(q->mem, q->lang, T_statistics_told_chart_about__content,
                                             TARGS(TS("content", line->name))),
                               .desc = STR(""), .labels = labels, .n = s->times.n, .series = line, .series_n = 1,
                               .decimals = k->decimals, .strong = s->times.n - 1, .note = STR("") };
}

static reply file(struct rq *q, const struct shown *s, const struct told_selection *sel, str name)
{
    struct cube c;
    told_cube(q->mem, q->lang, s->b->now, sel, &c);
    return stat_cube_reply(q, &c, name);
}

static reply finish(struct rq *q, struct stat_table *v)
{
    vis_options(q, v);
    reply r = page(q, &statistics_table_view, v);
    r.shared = !q->who->user;
    return r;
}

static reply begin(struct rq *q, struct shown *s, struct stat_table *v, bool *done)
{
    TRY(q, book_get(q->db, &s->b));
    s->d = &told_defs[s->id];
    chosen(q, s);
    *done = !s->b->now->head.id || !s->times.n;
    if (!*done)
        return (reply){ 0 };
    if (q->face != FACE_HTML) {
        struct told_selection none = { .table = s->id };
        return file(q, s, &none, str_z(s->d->id));
    }
    v->empty = true;
    v->no_release = true;
    return finish(q, v);
}

static void places(struct rq *q, const struct shown *s, ints *out)
{
    const struct regions *r = regions_all();
    bool county = str_is(query(q, "niva"), "fylke"), class = str_is(query(q, "niva"), "sentralitet"),
         town = !county && !class && !str_is(query(q, "niva"), "land");
    for (int i = 0; i < r->n; i++) {
        bool wanted = i == 0 || (county && i <= r->counties) || (class && i >= r->first_class && i < r->first_town) ||
                      (town && i >= r->first_town);
        if (s->by_group)
            wanted = i == 0 || (!str_is(query(q, "niva"), "land") && i <= r->counties);
        if (wanted && told_of(s->id, i, s->by_group) &&
            (i < r->first_town || released_at(s->b->now, s->d->series, s->time, 0, i, 0).v > 0 ||
             day_eq(r->at.p[i]->to, DAY_MAX) || released_at(s->b->now, s->d->series, s->time, 0, i, 0).sign == SIGN_WITHHELD))
            *ADD(q->mem, out) = i;
    }
}

static str place_address(struct rq *q, const struct shown *s, int region)
{
    const struct place *p = regions_all()->at.p[region];
    return p ? strf(q->mem, "/tall-og-statistikk/steder/%.*s/bosetting/%s", S(p->slug), s->d->slug) : STR("");
}

static void rows_by_place(struct rq *q, const struct shown *s, const struct told_selection *sel, struct stat_table *v)
{
    struct cube c;
    told_cube(q->mem, q->lang, s->b->now, sel, &c);
    about(q, s, &c, v);
    size_t groups = c.groups.n ? c.groups.n : 1;
    for (size_t i = 0; i < c.regions.n; i++)
        for (size_t g = 0; g < groups; g++)
            add_row(q, &c, i, g, 0,
                    g ? strf(q->mem, "%.*s, %.*s", S(c.regions.p[i].label), S(c.groups.p[g].label)) : c.regions.p[i].label,
                    g ? STR("") : place_address(q, s, sel->regions.p[i]), g == 0 && (i == 0 || c.groups.n), v);
    v->row_head = c.region_label;
}

static void rows_by_time(struct rq *q, const struct shown *s, const struct told_selection *sel, struct stat_table *v)
{
    struct cube c;
    told_cube(q->mem, q->lang, s->b->now, sel, &c);
    about(q, s, &c, v);
    size_t groups = c.groups.n ? c.groups.n : 1, rows = 0;
    for (size_t i = c.times.n; i-- > 0 && rows < ROWS_BACK;)
        for (size_t g = 0; g < groups; g++, rows++)
            add_row(q, &c, 0, g, i, g ? strf(q->mem, "%.*s, %.*s", S(c.times.p[i].label), S(c.groups.p[g].label))
                                      : c.times.p[i].label,
                    STR(""), sel->times.p[i] == s->time && g == 0, v);
    v->by_year = true;
    v->row_head = v->time_head;
}

reply stat_told_get(struct rq *q, enum told_id id)
{
    struct stat_table *v = NEW(q->mem, struct stat_table);
    struct shown s = { .id = id };
    bool done;
    v->title = strf(q->mem, "%s %.*s", told_defs[id].id, S(t(q, told_defs[id].title)));
    stat_add_crumb(q, &v->crumbs, t(q, T_statistics_title), STR("/tall-og-statistikk"));
    stat_add_crumb(q, &v->crumbs, v->title, STR(""));
    reply r = begin(q, &s, v, &done);
    if (done || r.status)
        return r;
    struct told_selection sel = { .table = id, .by_group = s.by_group, .variable = s.variable };
    bool every = q->face != FACE_HTML && (str_is(query(q, "ar"), "alle") || str_is(query(q, "tid"), "alle"));
    places(q, &s, &sel.regions);
    if (every || !s.d->by_place)
        sel.times = s.times;
    else
        *ADD(q->mem, &sel.times) = s.time;
    if (q->face != FACE_HTML)
        return file(q, &s, &sel, str_z(s.d->id));
    v->sentence = told_sentence(q->mem, q->lang, s.b->now, id, 0, s.time);
    if (s.d->by_place)
        rows_by_place(q, &s, &sel, v);
    else
        rows_by_time(q, &s, &sel, v);
    v->caption = s.d->by_place ? strf(q->mem, "%.*s, %.*s", S(t(q, s.d->title)),
                                      S(told_time_label(q->mem, q->lang, s.d->time, s.time)))
                               : t(q, s.d->title);
    level_options(q, &s, v);
    add_chart(q, &s, 0, v);
    v->all_places = STR("");
    v->all_years = s.d->by_place ? strf(q->mem, "/tall-og-statistikk/tabeller/%s", s.d->id) : STR("");
    return finish(q, v);
}

reply stat_told_place_get(struct rq *q, enum told_id id, const struct place *p)
{
    struct stat_table *v = NEW(q->mem, struct stat_table);
    struct shown s = { .id = id };
    bool done;
    str name = place_label(q->mem, q->lang, p);
    int region = region_of_place(regions_all(), p);
    v->title = strf(q->mem, "%.*s: %.*s", S(name), S(t(q, told_defs[id].title)));
    stat_add_crumb(q, &v->crumbs, t(q, T_statistics_title), STR("/tall-og-statistikk"));
    stat_add_crumb(q, &v->crumbs, name, strf(q->mem, "/tall-og-statistikk/steder/%.*s", S(p->slug)));
    stat_add_crumb(q, &v->crumbs, t(q, told_defs[id].title), STR(""));
    if (region < 0 || !told_of(id, region, false))
        return fail(q, E_NOTFOUND);
    reply r = begin(q, &s, v, &done);
    if (done || r.status)
        return r;
    if (s.by_group && !told_of(id, region, true))
        s.by_group = false;
    struct told_selection sel = { .table = id, .by_group = s.by_group, .variable = s.variable, .times = s.times };
    *ADD(q->mem, &sel.regions) = region;
    if (q->face != FACE_HTML)
        return file(q, &s, &sel, strf(q->mem, "%s-%.*s", s.d->id, S(p->slug)));
    v->sentence = told_sentence(q->mem, q->lang, s.b->now, id, region, s.time);
    rows_by_time(q, &s, &sel, v);
    v->caption = v->title;
    if (!told_of(id, region, true))
        v->groups.n = 0;
    add_chart(q, &s, region, v);
    v->all_places = strf(q->mem, "/tall-og-statistikk/tabeller/%s?tid=%.*s", s.d->id,
                         S(told_time_code(q->mem, s.d->time, s.time)));
    v->all_years = strf(q->mem, "/tall-og-statistikk/tabeller/%s", s.d->id);
    return finish(q, v);
}
