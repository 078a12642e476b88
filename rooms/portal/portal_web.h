// SPDX-License-Identifier: Apache-2.0
// What the pages of the portal show.
#ifndef ROOMS_PORTAL_PORTAL_WEB_H
#define ROOMS_PORTAL_PORTAL_WEB_H

#include "platform/data/form.h"
#include "platform/view/chart.h"
#include "platform/view/choropleth.h"
#include "platform/view/parts.h"
#include "rooms/portal/portal_db.h"

struct update_shown {
    const struct update *u;
    text_key kind;
    str lang_tag, lang_name; // lang_name "" when it is the page's own language
    str url;
    day dated; // the day that counts: deadline of a call, else published
    bool is_deadline;
    day ahead; // deadline, or in force
};
typedef SLICE(struct update_shown) updates_shown;

// ---- front page
struct key_figures {
    bool known, has_settled, has_forecast;
    int64_t year, asked, decided, settled, answered, asked_of, missing;
    str decided_pct, settled_pct; // of what was asked; of what was decided
    day asked_on, decided_on, settled_on, forecast_on;
    int64_t forecast, base, status_new; // the forecast and what it is made of
    str status_share_pct;
    str url; // of the table
};
struct front {
    struct key_figures key;
    updates_shown updates, rules, ahead; // ahead: with a day still to come
    bool has_map;
    struct choropleth map;
    int64_t map_year, map_over; // municipalities in the highest class
    str map_from;               // which begins here
    double map_nation;          // per 1 000
};

// ---- updates
struct kind_filter {
    text_key label;
    str url;
    bool here;
};
struct news {
    updates_shown updates;
    SLICE(struct kind_filter) kinds;
    struct pager pager;
    struct crumbs crumbs;
};
struct article {
    struct update_shown shown;
    html body;
    str image; // address, "" for none
    struct crumbs crumbs;
    bool draft;
};

// ---- pages of the program
struct guide_link {
    text_key label;
    str url;
    bool here;
};
struct content_page {
    str title, lead, lang_tag;
    text_key only; // says which language it is in, when that is not the reader's
    html body;
    struct crumbs crumbs;
    SLICE(struct guide_link) guide; // the other steps; empty outside the guide
};
struct search_hit {
    str title, lead, url, lang_tag;
};
struct search_page {
    str typed;
    updates_shown updates;
    SLICE(struct search_hit) pages;
    bool asked;
};
struct choice_shown {
    str code, label;
    bool chosen;
};
struct settings_page {
    SLICE(struct choice_shown) langs, schemes;
    str next; // where to go afterwards
};

// ---- editor
struct editor_row {
    struct update_shown shown;
    bool draft, later;
};
struct missing_text {
    str line;
};
struct editor_list {
    SLICE(struct editor_row) rows;
    int64_t all, nynorsk, missing_n;
    int year;
    double share;
    bool too_few;
    SLICE(struct missing_text) missing; // the first of them
};
struct editor {
    struct form form;
    struct update row;
    bool is_new, draft, has_image;
    struct article preview;
    bool has_preview;
    text_key image_problem;
};

void update_show(struct rq *, const struct update *, struct update_shown *);
void updates_show(struct rq *, const updates *, updates_shown *);
struct crumbs crumbs_of(struct rq *, text_key parent, const char *parent_url, str here);
void c_panorama(struct w *);
void c_progress(struct w *, const struct key_figures *);
void c_update_list(struct w *, const updates_shown *, str heading_level);

reply front_get(struct rq *);
reply news_get(struct rq *);
reply article_get(struct rq *);
reply image_get(struct rq *);
reply rules_get(struct rq *);
reply content_page_get(struct rq *);
reply search_get(struct rq *);
reply settings_get(struct rq *);
reply settings_post(struct rq *);
reply editor_list_get(struct rq *);
reply editor_new_get(struct rq *);
reply editor_new_post(struct rq *);
reply editor_get(struct rq *);
reply editor_post(struct rq *);
reply editor_state_post(struct rq *);

err portal_demo(struct db *, day today);

#endif
