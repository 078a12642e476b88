// SPDX-License-Identifier: Apache-2.0
// One table: for a place through the years, or for all places in a year. Page and files come from
// the same cube.
#include "rooms/statistics/statistics_web.h"

#include <stdlib.h>

#include "rooms/settlement/settlement.h"
#include "rooms/statistics/table.html.h"
#include "text_keys.h"

enum { LIKE = 8 };

static str t(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

// ---- files -------------------------------------------------------------------------------------

reply stat_cube_reply(struct rq *q, const struct cube *c, str name)
{
    struct out o = { 0 };
    const char *type = "application/json", *ending = "json";
    err e = OK;
    switch (q->face) {
    case FACE_JSON: cube_jsonstat(&o, c, q->lang); break;
    case FACE_CSV:
        cube_csv(&o, c, q->lang);
        type = "text/csv; charset=utf-8";
        ending = "csv";
        break;
    case FACE_XLSX:
        e = cube_xlsx(&o, c, q->lang);
        type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        ending = "xlsx";
        break;
    case FACE_HTML: break;
    }
    if (e) {
        out_drop(&o);
        return fail(q, e);
    }
    reply r = bytes(q, type, str_dup(q->mem, out_str(&o)));
    out_drop(&o);
    if (q->face != FACE_JSON)
        r.filename = strf(q->mem, "%.*s.%s", S(name), ending);
    r.shared = !q->who->user;
    return r;
}

// ---- what may be chosen -------------------------------------------------------------------------

static bool choice(struct rq *q, const char *name, const char *value)
{
    return str_is(query(q, name), value);
}

static int chosen_year(struct rq *q, const struct book *b)
{
    int64_t year;
    if (str_int(query(q, "ar"), &year) && year >= b->first_year && year <= b->last_year)
        return (int)year;
    return b->last_full_year;
}

static void year_options(struct rq *q, const struct book *b, int chosen, struct stat_table *v)
{
    for (int y = b->last_year; y >= b->first_year; y--) {
        str s = strf(q->mem, "%d", y);
        *ADD(q->mem, &v->years) = (struct stat_option){ s, s, y == chosen };
    }
}

static void structure_options(struct rq *q, enum structure chosen, struct stat_table *v)
{
    *ADD(q->mem, &v->structures) = (struct stat_option){
        STR("samtid"), t(q, T_statistics_structure_time), chosen == OF_THE_TIME
    };
    *ADD(q->mem, &v->structures) =
        (struct stat_option){ STR("2024"), t(q, T_statistics_structure_2024), chosen == OF_2024 };
}

static void vis_options(struct rq *q, struct stat_table *v)
{
    bool table = choice(q, "vis", "tabell"), chart = choice(q, "vis", "diagram"),
         map = choice(q, "vis", "kart");
    bool all = !table && !chart && !map;
    *ADD(q->mem, &v->vis) = (struct stat_option){ STR(""), t(q, T_statistics_vis_all), all };
    *ADD(q->mem, &v->vis) = (struct stat_option){ STR("tabell"), t(q, T_statistics_vis_table), table };
    if (v->has_chart)
        *ADD(q->mem, &v->vis) = (struct stat_option){ STR("diagram"), t(q, T_statistics_vis_chart), chart };
    if (v->has_map)
        *ADD(q->mem, &v->vis) = (struct stat_option){ STR("kart"), t(q, T_statistics_vis_map), map };
    v->show_chart = v->has_chart && (all || chart);
    v->show_map = v->has_map && (all || map);
}

// ---- the page's parts -----------------------------------------------------------------------------

static void add_heads(struct rq *q, const struct cube *c, struct stat_table *v)
{
    for (size_t k = 0; k < c->contents.n; k++)
        *ADD(q->mem, &v->heads) = (struct stat_cell){ c->contents.p[k].label };
}

static void add_cells(struct rq *q, const struct cube *c, size_t r, size_t time, struct stat_row *row)
{
    for (size_t k = 0; k < c->contents.n; k++)
        *ADD(q->mem, &row->cells) = (struct stat_cell){
            fig_shown(q->mem, q->lang, *cube_at(c, r, k, time), c->contents.p[k].decimals)
        };
}

static void add_source(struct rq *q, const struct cube *c, enum table_id id, struct stat_table *v)
{
    struct figure_source source;
    v->id = c->id;
    v->source = c->source;
    v->source_url = v->updated = STR("");
    if (settlement_source(q->mem, STR("A"), &source)) {
        v->source_url = source.url;
        v->updated = fmt_day_long(q->mem, q->lang, source.on);
    }
    v->definition = t(q, table_defs[id].definition);
    v->cite = text(q->mem, q->lang, T_statistics_cite__address_day_id_title,
                   TARGS(TS("id", c->id), TS("title", c->label), TS("day", v->updated),
                         TS("address", strf(q->mem, "%.*s%.*s", S(q->host), S(q->target)))));
    for (size_t i = 0; i < c->notes.n; i++)
        *ADD(q->mem, &v->notes) = (struct stat_cell){ c->notes.p[i] };
}

static double *values(struct rq *q, const struct cube *c, size_t r, size_t k)
{
    double *at = NEW_ARRAY(q->mem, c->times.n, double);
    for (size_t i = 0; i < c->times.n; i++) {
        struct fig f = *cube_at(c, r, k, i);
        at[i] = f.sign == SIGN_VALUE ? f.v : NAN;
    }
    return at;
}

static bool any(const double *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(at[i]))
            return true;
    return false;
}

static void add_chart(struct rq *q, const struct cube *c, enum table_id id, struct stat_table *v)
{
    static const enum look looks[] = { LOOK_FRAME, LOOK_STROKE, LOOK_BAR };
    static const size_t of_103[] = { 0, 2, 3 }, of_105[] = { 0 };
    const size_t *which = id == IB103 ? of_103 : of_105;
    size_t n = id == IB103 ? 3 : 1;
    struct series *s = NEW_ARRAY(q->mem, n, struct series);
    bool some = false;
    for (size_t i = 0; i < n; i++) {
        s[i] = (struct series){ c->contents.p[which[i]].label, n == 1 ? LOOK_BAR : looks[i],
                                values(q, c, 0, which[i]) };
        some |= any(s[i].at, c->times.n);
    }
    str *labels = NEW_ARRAY(q->mem, c->times.n, str);
    for (size_t i = 0; i < c->times.n; i++)
        labels[i] = c->times.p[i].label;
    v->has_chart = some;
    v->chart = (struct chart){ .id = STR("utvikling"), .title = v->sentence,
                               .about = t(q, id == IB103 ? T_statistics_chart_about
                                                         : T_statistics_chart_about_settled),
                               .desc = STR(""), .labels = labels, .n = c->times.n, .series = s,
                               .series_n = n, .strong = c->times.n - 1, .note = STR("") };
}

// The map shows one content of the year in the structure of 2024.
static void add_map(struct rq *q, const struct book *b, enum table_id id, int year,
                    const struct place *chosen, struct stat_table *v)
{
    place_list all = { 0 };
    struct cube c;
    if (id == IB109)
        return;
    place_municipalities(q->mem, DAY_MAX, STR(""), &all);
    struct selection s = { id, all.p, all.n, year, year, OF_2024 };
    table_cube(q->mem, q->lang, b, &s, &c);
    size_t content = (size_t)table_defs[id].map;
    int decimals = c.contents.p[content].decimals;
    struct map_place *at = NEW_ARRAY(q->mem, all.n, struct map_place);
    double *v_ = NEW_ARRAY(q->mem, all.n, double), cut[4];
    for (size_t i = 0; i < all.n; i++) {
        struct fig f = *cube_at(&c, i, content, 0);
        v_[i] = f.sign == SIGN_VALUE ? f.v : NAN;
    }
    if (!map_cuts(v_, all.n, cut, q->mem))
        return;
    for (size_t i = 0; i < all.n; i++)
        at[i] = (struct map_place){ all.p[i]->number, map_class_of(v_[i], cut), all.p[i]->name,
                                    fig_shown(q->mem, q->lang, *cube_at(&c, i, content, 0), decimals),
                                    strf(q->mem, "/tall-og-statistikk/steder/%.*s/bosetting/%s",
                                         S(all.p[i]->slug), table_defs[id].slug) };
    const struct place *now = chosen ? place_in_2024(chosen) : NULL;
    v->map = (struct choropleth){
        .id = STR("kart"),
        .title = text(q->mem, q->lang, T_statistics_map_title__content_year,
                      TARGS(TS("content", c.contents.p[content].label), TS("year", c.times.p[0].label))),
        .about = t(q, T_statistics_map_about), .desc = STR(""), .unit = c.contents.p[content].unit,
        .at = at, .n = all.n,
        .county = chosen && chosen->kind == PLACE_COUNTY && day_eq(chosen->to, DAY_MAX) ? chosen->number
                                                                                    : STR(""),
        .chosen = now && now->kind == PLACE_MUNICIPALITY ? now->number : STR("")
    };
    map_labels(q->mem, q->lang, cut, decimals, v->map.labels);
    v->map.labels[MAP_HIDDEN] = t(q, T_statistics_map_hidden);
    v->has_map = true;
}

static void add_similar(struct rq *q, const struct book *b, enum table_id id, const struct place *p,
                        int year, struct stat_table *v)
{
    place_list like = { 0 };
    struct cube c;
    place_similar(q->mem, p, LIKE, &like);
    if (!like.n)
        return;
    *ADD(q->mem, &like) = p;
    for (size_t i = like.n - 1; i > 0; i--)
        like.p[i] = like.p[i - 1];
    like.p[0] = p;
    struct selection s = { id, like.p, like.n, year, year, OF_2024 };
    table_cube(q->mem, q->lang, b, &s, &c);
    for (size_t i = 0; i < like.n; i++) {
        struct stat_row *row = ADD(q->mem, &v->similar);
        row->label = like.p[i]->name;
        row->strong = i == 0;
        row->url = i ? strf(q->mem, "/tall-og-statistikk/steder/%.*s/bosetting/%s", S(like.p[i]->slug),
                            table_defs[id].slug)
                     : STR("");
        add_cells(q, &c, i, 0, row);
    }
}

static reply show(struct rq *q, struct stat_table *v)
{
    vis_options(q, v);
    reply r = page(q, &statistics_table_view, v);
    r.shared = !q->who->user;
    return r;
}

// ---- a place through the years --------------------------------------------------------------------

// A place that exists today is shown with its whole history; one that ended, as it was.
static enum structure structure_for(struct rq *q, const struct place *p)
{
    if (choice(q, "struktur", "2024"))
        return OF_2024;
    if (choice(q, "struktur", "samtid"))
        return OF_THE_TIME;
    const struct place *now = place_in_2024(p);
    return now && now->unit == p->unit && (p->kind != PLACE_COUNTY || day_eq(p->to, DAY_MAX))
               ? OF_2024
               : OF_THE_TIME;
}

// Years at the end that hold nothing for this place are left away.
static int last_year_of(const struct book *b, const struct place *p, enum structure s)
{
    for (int year = b->last_year; year > b->first_year; year--) {
        struct year_figures y = book_of(b, p, year, s);
        for (int m = 0; m < MEASURES; m++)
            if (y.of[m].sign != SIGN_MISSING && (p->kind == PLACE_MUNICIPALITY || year <= b->last_full_year))
                return year;
    }
    return b->last_full_year;
}

reply stat_place_table_get(struct rq *q)
{
    const struct place *p = place_by_slug(arg(q, "slug"), q->today);
    const struct book *b;
    enum table_id id;
    enum told_id told;
    if (p && str_is(arg(q, "tema"), "bosetting") && told_find(arg(q, "tabell"), &told))
        return stat_told_place_get(q, told, p);
    if (!p || !str_is(arg(q, "tema"), "bosetting") || !table_find(arg(q, "tabell"), &id) ||
        !table_defs[id].by_place)
        return fail(q, E_NOTFOUND);
    TRY(q, book_get(q->db, &b));
    struct stat_table *v = NEW(q->mem, struct stat_table);
    str name = place_label(q->mem, q->lang, p);
    v->title = strf(q->mem, "%.*s: %.*s", S(name), S(t(q, table_defs[id].title)));
    stat_add_crumb(q, &v->crumbs, t(q, T_statistics_title), STR("/tall-og-statistikk"));
    stat_add_crumb(q, &v->crumbs, name, strf(q->mem, "/tall-og-statistikk/steder/%.*s", S(p->slug)));
    stat_add_crumb(q, &v->crumbs, t(q, table_defs[id].title), STR(""));
    v->empty = !b->last_full_year;
    if (v->empty)
        return show(q, v);
    int year = chosen_year(q, b);
    enum structure structure = structure_for(q, p);
    struct selection s = { id, &p, 1, b->first_year, last_year_of(b, p, structure), structure };
    struct cube c;
    table_cube(q->mem, q->lang, b, &s, &c);
    if (q->face != FACE_HTML)
        return stat_cube_reply(q, &c, strf(q->mem, "%s-%.*s", table_defs[id].id, S(p->slug)));
    v->lead = t(q, table_defs[id].lead);
    v->sentence = id == IB105 ? table_sentence_1000(q->mem, q->lang, b, p, year)
                              : table_sentence(q->mem, q->lang, b, p, year);
    v->by_year = true;
    v->caption = v->title;
    v->row_head = t(q, T_statistics_column_year);
    add_heads(q, &c, v);
    for (size_t i = c.times.n; i-- > 0;) {
        struct stat_row *row = ADD(q->mem, &v->rows);
        row->label = c.times.p[i].label;
        row->url = STR("");
        row->strong = s.from + (int)i == year;
        add_cells(q, &c, 0, i, row);
    }
    add_source(q, &c, id, v);
    year_options(q, b, year, v);
    structure_options(q, structure, v);
    v->all_places = strf(q->mem, "/tall-og-statistikk/tabeller/%s?ar=%d", table_defs[id].id, year);
    v->all_years = strf(q->mem, "/tall-og-statistikk/tabeller/%s", table_defs[id].id);
    add_chart(q, &c, id, v);
    add_map(q, b, id, year, p, v);
    add_similar(q, b, id, p, year, v);
    return show(q, v);
}

// ---- all places in a year ---------------------------------------------------------------------------

static void level_places(struct rq *q, int year, enum structure s, place_list *list)
{
    day on = s == OF_2024 ? DAY_MAX : day_of(year, 7, 1);
    bool county = choice(q, "niva", "fylke"), municipality = !county && !choice(q, "niva", "land");
    *ADD(q->mem, list) = place_nation();
    if (county || municipality) {
        place_list counties = { 0 };
        place_counties(q->mem, on, &counties);
        for (size_t i = 0; county && i < counties.n; i++)
            *ADD(q->mem, list) = counties.p[i];
    }
    if (municipality)
        place_municipalities(q->mem, on, STR(""), list);
}

static void level_options(struct rq *q, struct stat_table *v)
{
    static const struct {
        const char *code;
        text_key label;
    } levels[] = { { "", T_statistics_level_municipality },
                   { "fylke", T_statistics_level_county },
                   { "land", T_statistics_level_nation } };
    for (size_t i = 0; i < 3; i++)
        *ADD(q->mem, &v->levels) =
            (struct stat_option){ str_z(levels[i].code), t(q, levels[i].label),
                                  str_is(query(q, "niva"), levels[i].code) };
}

reply stat_table_get(struct rq *q)
{
    const struct book *b;
    enum table_id id;
    enum told_id told;
    if (told_find(arg(q, "id"), &told))
        return stat_told_get(q, told);
    if (!table_find(arg(q, "id"), &id))
        return fail(q, E_NOTFOUND);
    TRY(q, book_get(q->db, &b));
    struct stat_table *v = NEW(q->mem, struct stat_table);
    v->title = strf(q->mem, "%s %.*s", table_defs[id].id, S(t(q, table_defs[id].title)));
    stat_add_crumb(q, &v->crumbs, t(q, T_statistics_title), STR("/tall-og-statistikk"));
    stat_add_crumb(q, &v->crumbs, v->title, STR(""));
    v->empty = !b->last_full_year;
    if (v->empty)
        return show(q, v);
    bool all_years = choice(q, "ar", "alle") && q->face != FACE_HTML;
    int year = chosen_year(q, b);
    enum structure structure = choice(q, "struktur", "2024") ? OF_2024 : OF_THE_TIME;
    place_list places = { 0 };
    // All years at once need one list of places: those of 2024.
    if (all_years)
        structure = OF_2024;
    level_places(q, year, structure, &places);
    struct selection s = { id, places.p, places.n, all_years ? b->first_year : year,
                           all_years ? b->last_full_year : year, structure };
    struct cube c;
    table_cube(q->mem, q->lang, b, &s, &c);
    if (q->face != FACE_HTML)
        return stat_cube_reply(q, &c, str_z(table_defs[id].id));
    v->lead = t(q, table_defs[id].lead);
    v->sentence = id == IB109   ? table_sentence_class(q->mem, q->lang, b, year)
                  : id == IB105 ? table_sentence_1000(q->mem, q->lang, b, place_nation(), year)
                                : table_sentence(q->mem, q->lang, b, place_nation(), year);
    v->caption = strf(q->mem, "%.*s, %d", S(t(q, table_defs[id].title)), year);
    v->row_head = c.region_label;
    add_heads(q, &c, v);
    for (size_t r = 0; r < c.regions.n; r++) {
        struct stat_row *row = ADD(q->mem, &v->rows);
        row->label = c.regions.p[r].label;
        row->strong = table_defs[id].by_place && places.p[r]->kind == PLACE_NATION;
        row->url = table_defs[id].by_place
                       ? strf(q->mem, "/tall-og-statistikk/steder/%.*s/bosetting/%s", S(places.p[r]->slug),
                              table_defs[id].slug)
                       : STR("");
        add_cells(q, &c, r, 0, row);
    }
    add_source(q, &c, id, v);
    year_options(q, b, year, v);
    if (table_defs[id].by_place) {
        level_options(q, v);
        structure_options(q, structure, v);
    }
    v->all_places = STR("");
    v->all_years = strf(q->mem, "/tall-og-statistikk/tabeller/%s", table_defs[id].id);
    add_map(q, b, id, year, NULL, v);
    return show(q, v);
}
