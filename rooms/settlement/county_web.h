// SPDX-License-Identifier: Apache-2.0
// What the county's pages show. Inside the room only.
#ifndef ROOMS_SETTLEMENT_COUNTY_WEB_H
#define ROOMS_SETTLEMENT_COUNTY_WEB_H

#include "rooms/settlement/settlement_web.h"

struct county_row {
    str name, url, asked, decided, settled, left, weeks;
    struct chip answer;
};
struct county_page {
    str name, asked, decided, settled, left;
    int64_t year, silent;
    options years;
    struct tabs tabs;
    SLICE(struct county_row) rows;
    struct choropleth map;
    legend legend;
};
struct advice_shown {
    str number, name, last, places, reason;
    str opened, theirs; // what is stored, to be posted back; what another saved meanwhile
};
struct advice_page {
    str name, post, problem, saved;
    int64_t year;
    bool may_advise;
    struct tabs tabs;
    SLICE(struct advice_shown) rows;
};
reply county_get(struct rq *);
reply own_advice_get(struct rq *);
reply advice_get(struct rq *);
reply advice_post(struct rq *);

#endif
