// SPDX-License-Identifier: Apache-2.0
// What the pages of the room show. Inside the room only.
#ifndef ROOMS_PROPOSAL_PROPOSAL_WEB_H
#define ROOMS_PROPOSAL_PROPOSAL_WEB_H

#include "platform/room.h"
#include "platform/view/choropleth.h"
#include "platform/view/parts.h"
#include "rooms/proposal/proposal.h"
#include "text_keys.h"

extern const struct right proposal_use;

struct point_shown {
    text_key words;
    bool against;
};
struct part_shown { // of the score, beside the largest part on the page
    str label, points;
    int64_t value, most;
};
struct out_shown { // municipalities that are out, by the rule that says so
    text_key why;
    str names, n;
};
struct best_shown { // one of the three
    SLICE(struct part_shown) parts;
    str number, name, county, order, free, cost, moved, score, when;
    bool first, possible, proposed, has_for, has_against;
    SLICE(struct point_shown) points;
};
struct option_shown {
    str value, label;
    bool here;
};
struct one_page {
    struct crumbs crumbs;
    str code, size, waited, problem, address, all, words;
    SLICE(struct best_shown) best;
    SLICE(struct out_shown) outs;
    SLICE(struct option_shown) reasons;
    bool none;
};
struct weight_shown {
    str name, label, a, b;
};
struct row_shown { // a household in the proposal for all
    str code, url, persons, waited, place, number, head, free, lock, forbid, when;
    bool placed, locked, ticked;
    SLICE(struct point_shown) points;
    SLICE(struct option_shown) places, reasons; // of which to choose
};
struct figure_shown {
    text_key label;
    str a, b;
};
struct group_shown { // how one group of households fares
    text_key of, label; // `of` in the first of its kind
    str n, a_placed, b_placed, a_rank, b_rank;
};
struct quarter_shown {
    str name, a, b, told;
};
struct town_shown {
    str name, url, free, persons, left, share;
};
struct lock_shown {
    str words, open;
};
struct filter_shown {
    str label, url;
    bool here;
};
struct kept_shown { // a proposal that was computed earlier
    str at, url, households, placed, gap;
    bool failed;
};
typedef SLICE(struct kept_shown) kepts_shown;
struct run_page {
    struct crumbs crumbs;
    str drop, place, seconds, since;
};
struct class_shown {
    str look, label;
    int64_t n;
};
struct all_page {
    struct crumbs crumbs;
    struct tabs tabs;
    struct pager pager;
    str made_on, households, problem, locks, block, address, keep, swap, reset, gap, compute, kept;
    SLICE(struct filter_shown) filters;
    kepts_shown earlier;
    SLICE(struct weight_shown) weight;
    SLICE(struct row_shown) rows;
    SLICE(struct figure_shown) figures;
    SLICE(struct group_shown) groups;
    SLICE(struct quarter_shown) quarters;
    SLICE(struct town_shown) towns;
    SLICE(struct lock_shown) locked;
    SLICE(struct class_shown) legend;
    struct choropleth map;
    bool empty, missing, stopped, a_quarters, b_quarters, few;
};

// Two scenarios beside each other. Weights and locks of both stand in the address, so that the same
// address is the same comparison.
struct scenario {
    struct match_weights w;
    str locks;
};
struct asked {
    struct scenario a, b;
};
struct asked scenarios_asked(struct rq *); // from the form when it has weights, else from the address
bool scenario_same(const struct scenario *, const struct scenario *);
str scenarios_address(struct arena *, const struct asked *);
str lock_added(struct arena *, str locks, int64_t head, str number, bool forbid);

// One scenario, computed.
struct computed {
    enum proposal_found how;
    struct proposal_run kept;
    struct proposal_facts f;
    struct match x;
    struct match_outcome o;
};
// Tables, groups, quarters and map of the page.
void compare_show(struct rq *, struct all_page *, const struct computed *a, const struct computed *b);

// The same address at the queue's pages: "beregn", "jobb", "avbryt".
str proposal_run_address(struct arena *, const struct asked *, const char *what);
MUST err kept_show(struct rq *, kepts_shown *);
reply run_post(struct rq *);
reply run_get(struct rq *);
reply run_drop_post(struct rq *);

struct near_shown {
    text_key service, near;
    str place, from, source;
};
struct near_page {
    struct tabs tabs;
    struct crumbs crumbs;
    struct form form;
    SLICE(struct near_shown) rows;
    str count;
};
reply near_get(struct rq *);
reply near_post(struct rq *);
struct tabs proposal_tabs(struct rq *, const char *here);
reply one_get(struct rq *);
reply one_post(struct rq *);
reply all_get(struct rq *);
reply all_post(struct rq *);

// Shared by the pages.
text_key proposal_point(enum match_reason);
bool proposal_against(enum match_reason);

#endif
