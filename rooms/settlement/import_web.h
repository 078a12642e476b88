// SPDX-License-Identifier: Apache-2.0
// What the import page shows. Inside the room only.
#ifndef ROOMS_SETTLEMENT_IMPORT_WEB_H
#define ROOMS_SETTLEMENT_IMPORT_WEB_H

#include "rooms/settlement/settlement_web.h"

typedef SLICE(struct import_row) imports;
MUST err imports_all(struct db *, imports *); // newest first

struct import_line {
    str words;
};
struct import_page {
    str name, refused, sum;
    bool written;
    struct tabs tabs;
    SLICE(struct import_line) lines;
    imports held;
};
reply import_get(struct rq *);
reply import_post(struct rq *);

#endif
