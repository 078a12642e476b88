// SPDX-License-Identifier: Apache-2.0
// What the pages of the room show. Inside the room only.
#ifndef ROOMS_PROPOSAL_PROPOSAL_WEB_H
#define ROOMS_PROPOSAL_PROPOSAL_WEB_H

#include "platform/room.h"
#include "platform/view/parts.h"
#include "rooms/proposal/proposal.h"
#include "text_keys.h"

extern const struct right proposal_use;

struct point_shown {
    text_key words;
    bool against;
};
struct best_shown { // one of the three
    str number, name, county, order, free, cost, moved;
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
    SLICE(struct option_shown) reasons;
    bool none;
};
struct weight_shown {
    str name, label, value;
};
struct row_shown { // a household in the proposal for all
    str code, url, persons, waited, place, number, head, free, lock, forbid;
    bool placed, locked;
    SLICE(struct point_shown) points;
};
struct figure_shown {
    text_key label;
    str usual, now;
};
struct all_page {
    struct crumbs crumbs;
    str made_on, households, problem, locks, address, weights, open;
    SLICE(struct weight_shown) weight;
    SLICE(struct row_shown) rows;
    SLICE(struct figure_shown) figures, groups;
    bool more, usual, locked, unlock;
};
reply one_get(struct rq *);
reply one_post(struct rq *);
reply all_get(struct rq *);
reply all_post(struct rq *);

// Shared by the pages.
str proposal_code(struct arena *, const struct alloc_ready *); // "H-482 113": no name
text_key proposal_point(enum match_reason);
bool proposal_against(enum match_reason);

#endif
