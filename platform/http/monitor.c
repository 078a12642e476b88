// SPDX-License-Identifier: Apache-2.0
#include "platform/http/monitor.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WAIT_MS = 1000 };

struct monitor {
    struct listener listener;
    const struct metrics *metrics;
};

static void answer(int fd, const struct metrics *m)
{
    char request[4096];
    struct pollfd p = { .fd = fd, .events = POLLIN };
    struct out body = { 0 }, raw = { 0 };
    if (poll(&p, 1, WAIT_MS) > 0 && recv(fd, request, sizeof request, 0) > 0) {
        metrics_text(m, &body);
        out_f(&raw,
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\n"
              "Cache-Control: no-store\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n",
              body.n);
        out_put(&raw, out_str(&body));
        (void)!send(fd, raw.p, raw.n, MSG_NOSIGNAL);
    }
    out_drop(&body);
    out_drop(&raw);
}

static void *run(void *arg)
{
    struct monitor *m = arg;
    struct pollfd p = { .fd = m->listener.fd, .events = POLLIN };
    for (;;) {
        poll(&p, 1, -1);
        int fd = accept4(m->listener.fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            continue;
        answer(fd, m->metrics);
        close(fd);
    }
    return NULL;
}

bool monitor_start(struct listener l, const struct metrics *metrics)
{
    pthread_t thread;
    struct monitor *m = malloc(sizeof *m);
    if (!m)
        return false;
    *m = (struct monitor){ l, metrics };
    if (pthread_create(&thread, NULL, run, m) != 0)
        return false;
    pthread_detach(thread);
    return true;
}
