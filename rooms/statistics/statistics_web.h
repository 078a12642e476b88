// SPDX-License-Identifier: Apache-2.0
// What the pages of the statistics room show.
#ifndef ROOMS_STATISTICS_STATISTICS_WEB_H
#define ROOMS_STATISTICS_STATISTICS_WEB_H

#include "platform/view/chart.h"
#include "platform/view/choropleth.h"
#include "platform/view/parts.h"
#include "rooms/statistics/tables.h"
#include "rooms/statistics/told.h"

struct stat_cell {
    str s;
};
struct stat_row {
    str label, url; // url "" for none
    bool strong;
    SLICE(struct stat_cell) cells;
};
struct stat_option {
    str value, label;
    bool chosen;
};
struct stat_link {
    str label, url, lead;
};

struct stat_table {
    struct crumbs crumbs;
    str title, lead, sentence, id;
    bool empty, no_release;
    bool by_told;                 // counted from persons: chosen by ?tid= and ?inndeling=
    str time_head;
    bool by_year;                 // the rows are years
    SLICE(struct stat_option) years, structures, levels, groups; // empty: not to choose
    SLICE(struct stat_option) vis; // table, chart, map
    bool show_chart, show_map;
    struct chart chart;
    struct choropleth map;
    bool has_chart, has_map;
    str caption, row_head;
    SLICE(struct stat_cell) heads;
    SLICE(struct stat_row) rows;
    str source, source_url, updated, definition, cite;
    SLICE(struct stat_cell) notes;
    str all_years; // path of the whole table as a file, without ending; "" for none
    str all_places; // address of the same table for all municipalities; ""
    SLICE(struct stat_row) similar; // comparison with municipalities like this one
};

struct stat_fact {
    str sentence, url, link;
    struct spark spark;
    bool has_spark;
};
struct stat_place {
    struct crumbs crumbs;
    str name, also;   // "Kárášjohka – Karasjok" forms
    str about;        // county, inhabitants, centrality
    str moved;        // what became of an old one; ""
    SLICE(struct stat_fact) facts;
    SLICE(struct stat_link) tables, within, like;
    str within_title;
};
struct stat_front {
    SLICE(struct stat_fact) facts;
    SLICE(struct stat_link) tables;
    str typed;
};
struct stat_places {
    str typed;
    bool searched;
    SLICE(struct stat_link) hits, counties;
};
struct stat_definitions {
    SLICE(struct stat_link) terms; // label and lead
};

reply stat_front_get(struct rq *);
reply stat_places_get(struct rq *);
reply stat_place_get(struct rq *);
reply stat_theme_get(struct rq *);
reply stat_place_table_get(struct rq *);
reply stat_table_get(struct rq *);
reply stat_definitions_get(struct rq *);
reply stat_old_get(struct rq *);

reply stat_told_get(struct rq *, enum told_id);
reply stat_told_place_get(struct rq *, enum told_id, const struct place *);
reply stat_cube_reply(struct rq *, const struct cube *, str name);

// ---- staff: releases, and who waits now
struct release_shown {
    str no, day, state, by, url;
    enum tone tone;
};
struct series_shown {
    str label, lines, fresh, changed, small, second, hidden;
};
struct key_shown {
    str label, before, now;
};
struct releases_page {
    str problem;
    SLICE(struct release_shown) all;
};
struct release_page {
    struct crumbs crumbs;
    str title, state, problem, address, changes;
    enum tone tone;
    bool asked, unsafe, draft;
    SLICE(struct series_shown) series;
    SLICE(struct key_shown) keys;
};
struct inside_page {
    bool none;
    str sentence, caption;
    SLICE(struct stat_cell) heads;
    SLICE(struct stat_row) rows, months;
    struct how how;
};
extern const struct right stat_publish, stat_inside;
reply releases_get(struct rq *);
reply releases_post(struct rq *);
reply release_get(struct rq *);
reply release_post(struct rq *);
reply release_drop_post(struct rq *);
reply inside_get(struct rq *);
MUST err statistics_demo(struct db *, day today);

void stat_add_crumb(struct rq *, struct crumbs *, str label, str url);

#endif
