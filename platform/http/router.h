// SPDX-License-Identifier: Apache-2.0
// Every route of every room in one look-up. Fixed parts of a path win over :names.
#ifndef PLATFORM_HTTP_ROUTER_H
#define PLATFORM_HTTP_ROUTER_H

#include "platform/room.h"

struct router;

// `rooms` ends with NULL and outlives the router. NULL when a route is wrong (no right, no
// handler, the same address twice, a bad method): *fault names it.
struct router *router_make(struct arena *, const struct room *const *rooms, str *fault);

struct found {
    int status;                // 200; 404; 405; 308 with a slash too many at the end
    const struct route *route; // at 200
    pairs args;
    str path; // without face ending; at 308 without the slash
    enum face face;
    str allow; // at 405: "GET, HEAD, POST"
};
// HEAD finds what GET has. An ending .csv .xlsx .json is taken off for routes with faces, and
// 404 when it is not one of them; on routes without faces it is part of the name.
struct found router_find(const struct router *, struct arena *, str method, str path);

// Every route with its room, for tests over all of them. Ends with a NULL route.
struct routed {
    const struct route *route;
    const struct room *room;
};
const struct routed *router_all(const struct router *);

#endif
