// SPDX-License-Identifier: Apache-2.0
// Where the server listens: a Unix socket for the proxy in front, or TCP on loopback only. A
// network is faced by the proxy alone (security.md WEB-1).
#ifndef PLATFORM_HTTP_LISTEN_H
#define PLATFORM_HTTP_LISTEN_H

#include "base/arena.h"

struct listener {
    int fd; // non-blocking, listening
    bool is_unix;
    bool inherited; // from the service manager: neither made nor removed by us
    str address;    // as bound: "127.0.0.1:8080", "[::1]:8080", "unix:/run/fotfeste/web"
};

// where: "unix:PATH", "127.0.0.1:PORT", "[::1]:PORT" or "localhost:PORT"; port 0 takes a free
// one. A socket handed over by the service manager (LISTEN_FDS) is used instead when there is
// one. False with *fault in English.
bool listen_open(struct arena *, const char *where, struct listener *, str *fault);
void listen_close(struct listener *); // removes the Unix socket's file

#endif
