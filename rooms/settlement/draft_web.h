// SPDX-License-Identifier: Apache-2.0
// What the pages of the distribution tool show. Inside the room only.
#ifndef ROOMS_SETTLEMENT_DRAFT_WEB_H
#define ROOMS_SETTLEMENT_DRAFT_WEB_H

#include "rooms/settlement/draft.h"
#include "rooms/settlement/settlement_web.h"

struct drafts_page {
    drafts rows;
    struct tabs tabs;
};
struct draft_new {
    struct form form;
    struct tabs tabs;
};
struct cell_shown {
    str number, name, inhabitants, calculated, advice, advice_why, before, change;
    bool locked;
    str manual, reason, final;
    str opened, theirs; // what is stored, to be posted back; what another saved meanwhile
};
struct draft_page {
    struct draft d;
    struct tabs tabs;
    str fault, problem, county, sum, before, changed, byhand, post, send;
    bool exact, used, ready;
    options counties;
    SLICE(struct cell_shown) cells;
    struct choropleth map;
    legend legend;
    struct form form;
};
struct draft_letter {
    struct draft d;
    str total, asked, decided;
    bool again;
    struct form form;
};
reply drafts_get(struct rq *);
reply draft_new_get(struct rq *);
reply draft_new_post(struct rq *);
reply draft_get(struct rq *);
reply draft_post(struct rq *);
reply cells_post(struct rq *);
reply send_get(struct rq *);
reply send_post(struct rq *);

#endif
