// SPDX-License-Identifier: Apache-2.0
// Sockets, threads and deadlines around the flow. One thread (the gate) takes connections and
// looks at each head before anything else sees it; the HTTP library's own thread reads bodies
// and sends answers; workers do what lies between.
//
// A connection carries one request. Whatever bytes may stand behind it are never read, so no
// request can hide behind another; the proxy in front keeps the visitors' connections alive.
#ifndef PLATFORM_HTTP_ENGINE_H
#define PLATFORM_HTTP_ENGINE_H

#include "platform/http/flow.h"
#include "platform/http/listen.h"

struct engine;

// Serves the site until engine_stop. workers 0: two for each core, at least four. The listener
// belongs to the engine from here on. NULL with *fault when it cannot start.
struct engine *engine_start(struct site *, struct listener, int workers, str *fault);

// Takes no more connections, finishes what was begun (at most STOP_SECONDS), ends all threads.
// The number of requests that had to be cut off.
int engine_stop(struct engine *);

#endif
