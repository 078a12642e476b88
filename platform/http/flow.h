// SPDX-License-Identifier: Apache-2.0
// The life of a request (architecture.md 5): route, who, may, guard, transaction, reply, bytes.
// Knows no sockets: the engine feeds it, and so do the tests.
#ifndef PLATFORM_HTTP_FLOW_H
#define PLATFORM_HTTP_FLOW_H

#include "platform/http/head.h"
#include "platform/http/router.h"

// What all requests share; immutable once serving has begun.
struct site {
    const struct router *router;
    struct db_pool *db;
    const str *hosts;  // names we answer to, with port where it is not the scheme's own
    size_t host_count; // 0: every name (tests)
    bool proxied;      // a proxy is in front: X-Forwarded-For and -Proto are believed
    const char *data;  // folder whose disk must have room; NULL: not looked at
    bool full;         // as if its disk were nearly full (tests)
    bool demo;
    day fixed;                            // DAY_NONE: today is the clock's
    int64_t (*clock)(void);               // ms since 1970 UTC
    void (*log)(struct site *, str line); // one line per request; NULL: none
    struct metrics *metrics;              // may be NULL
};

// Keys of forms are kept for seven days (REL-3); called at start.
MUST err once_forget(struct db *, int64_t now);

struct incoming {
    const struct head *head;
    str body;
    str peer;               // address of the other end, "" for a Unix socket
    const struct actor *as; // tests: who it is, instead of the session cookie
};

struct outgoing {
    int status;
    pairs headers; // without Content-Length, Date, Connection
    str body;      // in the request's arena, the worker's buffer or the binary
    bool lasting;  // the body is in the binary
};

// The bytes that a route would take, for the engine to ask before it reads a body.
size_t flow_body_max(const struct site *, struct arena *, const struct head *);

// Never fails: whatever goes wrong becomes a page. The answer lives until the arena is reset
// and `page` is written again.
void flow_serve(struct site *, struct arena *, struct out *page, const struct incoming *,
                struct outgoing *);

// An answer without a route: 400 for a head that cannot be read, 503 when busy, and the like.
void flow_refuse(struct site *, struct arena *, struct out *page, const struct head *,
                 int status, const char *fault, struct outgoing *);

#endif
