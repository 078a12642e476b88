// SPDX-License-Identifier: Apache-2.0
// A room is one public task: everything it is made of stands in its folder, and room.c declares
// it. tool/roomc finds every rooms/*/room.c; no list is kept by hand.
#ifndef PLATFORM_ROOM_H
#define PLATFORM_ROOM_H

#include "platform/http/http.h"
#include "platform/job/job.h"

// States are a table: the page shows only the events that table, right and guard allow.
struct transition {
    int from, event, to;
};
struct states {
    const char *name;
    const struct choices *codes; // of the states
    const struct transition *at;
    size_t n;
};
// E_CONFLICT when the event is not possible from *state; else *state is moved.
MUST err state_move(const struct states *, int *state, int event);

struct menu_item {
    const char *label, *url; // text key's name, address
    const struct right *may;
    int order;               // small first
    enum { MENU_STAFF, MENU_PUBLIC, MENU_FOOT } where;
};

// Tables end with a zeroed row. Any may be NULL.
struct room {
    const char *name;
    const struct route *routes;
    const struct right *const *rights; // every right the room names
    const struct record *const *records;
    const struct states *const *states;
    const struct job_kind *const *jobs;
    const struct hears *hears;
    const struct menu_item *menu;
    // Proves the room's invariants for `fotfeste check`: adds one line per breach.
    err (*check)(struct db *, struct out *breaches);
    // Fills a demo database on the given day; called in the order of rooms/ORDER.
    err (*demo)(struct db *, day today);
    // Unread tasks of who acts, for the number beside the bell; read for each page of staff.
    err (*unread)(struct rq *, int64_t *n);
    const struct check_page *pages; // addresses every page test visits, beyond the plain routes
};
// An address with its arguments filled in, and who opens it: for axe, HTML and rights tests.
struct check_page {
    const char *url;
    enum role role; // ROLE_NONE: the public
    const char *org; // code of the organisation, "" for any
};

extern const struct room *const rooms_all[]; // written by tool/roomc, lowest room first; ends NULL

#endif
