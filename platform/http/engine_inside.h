// SPDX-License-Identifier: Apache-2.0
// What gate.c and engine.c share. What stands below the lock is read and written under it, and
// so are stage, until and gone of a conn; the rest of a conn belongs to the thread that its
// stage names.
#ifndef PLATFORM_HTTP_ENGINE_INSIDE_H
#define PLATFORM_HTTP_ENGINE_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "platform/http/engine.h"
#include "platform/http/limits.h"
#include "platform/http/metrics.h"

enum stage {
    STAGE_HEAD,   // the gate waits for the head
    STAGE_LINGER, // the gate has refused, and lets the client read that
    STAGE_BODY,   // the library reads the body
    STAGE_QUEUED, // waits for a worker; the library has it suspended
    STAGE_WORK,   // with a worker
    STAGE_ANSWER, // the library sends the answer
};

struct conn {
    int fd;
    enum stage stage;
    int64_t began, until, queued; // monotonic ms; `until`: shut down after that
    size_t seen;                  // see head_end
    str head;                     // raw bytes, own memory
    str address;                  // of the visitor, own memory; "" where it is the proxy's own
    struct out body;
    bool gone;                   // hung up or cut off: no answer
    bool long_route;             // takes uploads
    void *connection, *response; // the library's
    int status;                  // of the response
    struct conn *next;           // in the queue
};

enum { FD_MAX = 8192 };

struct engine {
    struct site *site;
    struct listener listener;
    void *daemon; // the library's
    int epoll, wake;
    pthread_t gate;
    pthread_t *worker;
    int workers;

    pthread_mutex_t lock;
    pthread_cond_t work; // something in the queue, or stopping
    struct conn *by_fd[FD_MAX];
    int top; // no conn has this descriptor or a higher one
    int open;
    struct conn *first, *last;
    int queued;
    atomic_bool stopping, done; // no more connections; no more work
};

int64_t now_ms(void); // monotonic

// gate.c
void *gate_run(void *engine);

// engine.c, the only file that knows the library
bool library_start(struct engine *);
void library_stop(struct engine *);
// Hands over a connection whose head is good; its bytes are still unread in the socket.
void library_take(struct engine *, struct conn *);
// Answers 503 to those that have waited too long for a worker.
void queue_expire(struct engine *, int64_t now, struct arena *, struct out *page);
void conn_move(struct engine *, struct conn *, enum stage, int64_t until);

void conn_free(struct conn *);

#endif
