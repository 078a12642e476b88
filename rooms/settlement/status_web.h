// SPDX-License-Identifier: Apache-2.0
// What the page of the forecast's status shows. Inside the room only.
#ifndef ROOMS_SETTLEMENT_STATUS_WEB_H
#define ROOMS_SETTLEMENT_STATUS_WEB_H

#include "rooms/settlement/settlement_web.h"

typedef SLICE(struct status) statuses;
struct status_row {
    str on, base, decided, share, forecast, source;
};
struct status_page {
    int64_t year;
    str back;
    struct crumbs crumbs;
    struct form form;
    bool has_how;
    struct how how; // the forecast as it stands
    SLICE(struct status_row) rows;
};
reply status_get(struct rq *);
reply status_post(struct rq *);

#endif
