// SPDX-License-Identifier: Apache-2.0
// What the pages of the statistics room show.
#ifndef ROOMS_STATISTICS_STATISTICS_WEB_H
#define ROOMS_STATISTICS_STATISTICS_WEB_H

#include "platform/view/chart.h"
#include "platform/view/choropleth.h"
#include "platform/view/parts.h"
#include "rooms/statistics/tables.h"

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
    bool empty;
    bool by_year;                 // the rows are years
    SLICE(struct stat_option) years, structures, levels; // empty: not to choose
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

void stat_add_crumb(struct rq *, struct crumbs *, str label, str url);

#endif
