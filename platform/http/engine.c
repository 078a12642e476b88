// SPDX-License-Identifier: Apache-2.0
// libmicrohttpd reads the body and sends the answer; nothing outside this file knows it. While
// a worker makes the answer the connection is suspended, so a slow handler holds nobody else
// up.
#include "platform/http/engine_inside.h"

#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAGE_KEPT = 1024 * 1024, STACK = 1024 * 1024 };

void conn_move(struct engine *e, struct conn *c, enum stage stage, int64_t until)
{
    pthread_mutex_lock(&e->lock);
    c->stage = stage;
    c->until = until;
    pthread_mutex_unlock(&e->lock);
}

// ---- the queue ----------------------------------------------------------------------------

static bool push(struct engine *e, struct conn *c)
{
    pthread_mutex_lock(&e->lock);
    bool room = e->queued < QUEUE_MAX;
    if (room) {
        c->stage = STAGE_QUEUED;
        c->queued = now_ms();
        c->until = c->queued + 1000 * (c->long_route ? UPLOAD_SECONDS : REQUEST_SECONDS);
        c->next = NULL;
        *(e->last ? &e->last->next : &e->first) = c;
        e->last = c;
        e->queued++;
        pthread_cond_signal(&e->work);
    }
    pthread_mutex_unlock(&e->lock);
    return room;
}

static struct conn *take_first(struct engine *e) // the lock is held
{
    struct conn *c = e->first;
    e->first = c->next;
    if (!e->first)
        e->last = NULL;
    e->queued--;
    c->stage = STAGE_WORK;
    return c;
}

static struct conn *pop(struct engine *e)
{
    struct conn *c = NULL;
    pthread_mutex_lock(&e->lock);
    while (!e->first && !e->done)
        pthread_cond_wait(&e->work, &e->lock);
    if (e->first)
        c = take_first(e);
    pthread_mutex_unlock(&e->lock);
    return c;
}

// ---- answers ------------------------------------------------------------------------------

static struct MHD_Response *response_of(struct arena *a, const struct outgoing *o)
{
    struct MHD_Response *r = MHD_create_response_from_buffer(
        o->body.n, (void *)(o->body.n ? o->body.p : ""),
        o->lasting ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
    if (!r)
        return NULL;
    for (size_t i = 0; i < o->headers.n; i++)
        MHD_add_response_header(r, str_cz(a, o->headers.p[i].name),
                                str_cz(a, o->headers.p[i].value));
    MHD_add_response_header(r, "Connection", "close");
    return r;
}

// From here on the library's thread may free the conn at any time.
static void give_back(struct engine *e, struct conn *c, struct arena *a,
                      const struct outgoing *o)
{
    void *connection = c->connection;
    c->response = response_of(a, o);
    c->status = o->status;
    conn_move(e, c, STAGE_ANSWER,
              now_ms() + 1000 * (BODY_SECONDS + (int64_t)o->body.n / BODY_SECOND_BYTES));
    MHD_resume_connection(connection);
}

static void busy(struct engine *e, struct conn *c, struct arena *a, struct out *page,
                 struct outgoing *o)
{
    struct head h;
    const char *fault;
    atomic_fetch_add(&e->site->metrics->busy, 1);
    (void)head_read(a, c->head, &h, &fault);
    flow_refuse(e->site, a, page, &h, 503, "waited too long for a worker", o);
}

void queue_expire(struct engine *e, int64_t now, struct arena *a, struct out *page)
{
    for (;;) {
        struct conn *c = NULL;
        struct outgoing o;
        pthread_mutex_lock(&e->lock);
        if (e->first && now - e->first->queued > QUEUE_WAIT_MS)
            c = take_first(e);
        pthread_mutex_unlock(&e->lock);
        if (!c)
            return;
        busy(e, c, a, page, &o);
        give_back(e, c, a, &o);
        arena_reset(a);
    }
}

// ---- workers ------------------------------------------------------------------------------

// Closed by the other end. A client that only ended its sending is still there.
static bool hung_up(const struct conn *c)
{
    struct pollfd p = { .fd = c->fd };
    return poll(&p, 1, 0) > 0 && (p.revents & (POLLHUP | POLLERR));
}

static void let_go(struct engine *e, struct conn *c)
{
    void *connection = c->connection;
    atomic_fetch_add(&e->site->metrics->hung_up, 1);
    pthread_mutex_lock(&e->lock);
    c->gone = true;
    c->stage = STAGE_ANSWER;
    pthread_mutex_unlock(&e->lock);
    MHD_resume_connection(connection);
}

static void work_on(struct engine *e, struct conn *c, struct arena *a, struct out *page)
{
    struct outgoing o;
    // Over TCP nobody but this machine comes in.
    struct incoming in = { .body = out_str(&c->body),
                           .peer = e->site->proxied ? c->address : STR("127.0.0.1") };
    struct head h;
    const char *fault;
    if (hung_up(c)) {
        let_go(e, c);
        return;
    }
    if (now_ms() - c->queued > QUEUE_WAIT_MS) {
        busy(e, c, a, page, &o);
    } else {
        (void)head_read(a, c->head, &h, &fault); // the gate has seen that it is good
        in.head = &h;
        flow_serve(e->site, a, page, &in, &o);
    }
    give_back(e, c, a, &o);
}

static void *worker_run(void *engine)
{
    struct engine *e = engine;
    struct arena *a = arena_make(ARENA_MAX);
    struct out page = { 0 };
    struct conn *c;
    while ((c = pop(e))) {
        work_on(e, c, a, &page);
        arena_reset(a);
        if (page.cap > PAGE_KEPT)
            out_drop(&page);
    }
    out_drop(&page);
    arena_drop(a);
    return NULL;
}

// ---- the library's thread -----------------------------------------------------------------

static struct conn *conn_of(struct engine *e, struct MHD_Connection *m)
{
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(m, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct conn *c = NULL;
    pthread_mutex_lock(&e->lock);
    if (i && i->connect_fd >= 0 && i->connect_fd < FD_MAX)
        c = e->by_fd[i->connect_fd];
    if (c)
        c->connection = m;
    pthread_mutex_unlock(&e->lock);
    return c;
}

static enum stage stage_of(struct engine *e, const struct conn *c, bool *gone)
{
    pthread_mutex_lock(&e->lock);
    enum stage stage = c->stage;
    *gone = c->gone;
    pthread_mutex_unlock(&e->lock);
    return stage;
}

static enum MHD_Result send_answer(struct MHD_Connection *m, struct conn *c)
{
    struct MHD_Response *r = c->response;
    enum MHD_Result done = MHD_queue_response(m, (unsigned)c->status, r);
    c->response = NULL;
    MHD_destroy_response(r);
    return done;
}

static enum MHD_Result busy_at_once(struct engine *e, struct MHD_Connection *m, struct conn *c)
{
    struct arena *a = arena_make(ARENA_MAX);
    struct out page = { 0 };
    struct outgoing o;
    busy(e, c, a, &page, &o);
    c->response = response_of(a, &o);
    c->status = o.status;
    out_drop(&page);
    arena_drop(a);
    return c->response ? send_answer(m, c) : MHD_NO;
}

// Called when the head is there, for each piece of the body, at its end, and when a worker is
// done. The library's reading of the head is not used.
static enum MHD_Result on_request(void *engine, struct MHD_Connection *m, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **state)
{
    (void)url, (void)method, (void)version;
    struct engine *e = engine;
    struct conn *c = *state;
    if (!c) {
        *state = c = conn_of(e, m);
        return c ? MHD_YES : MHD_NO;
    }
    bool gone;
    enum stage stage = stage_of(e, c, &gone);
    if (gone)
        return MHD_NO;
    if (c->response)
        return send_answer(m, c);
    if (*upload_size) { // the gate has looked at the length
        out_put(&c->body, (str){ upload, *upload_size });
        *upload_size = 0;
        return MHD_YES;
    }
    if (stage != STAGE_BODY)
        return MHD_NO;         // no memory for the answer
    MHD_suspend_connection(m); // before a worker can resume it
    if (push(e, c))
        return MHD_YES;
    MHD_resume_connection(m);
    return busy_at_once(e, m, c);
}

static void on_connection(void *engine, struct MHD_Connection *m, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    (void)context;
    if (code != MHD_CONNECTION_NOTIFY_CLOSED)
        return;
    struct engine *e = engine;
    struct conn *c = conn_of(e, m);
    if (!c)
        return;
    pthread_mutex_lock(&e->lock); // its descriptor is still open: no other conn has the number
    e->by_fd[c->fd] = NULL;
    e->open--;
    pthread_mutex_unlock(&e->lock);
    if (c->response)
        MHD_destroy_response(c->response);
    conn_free(c);
}

// What the library has to say names addresses; what matters is in our own log.
static void silent(void *engine, const char *fmt, va_list ap)
{
    (void)engine, (void)fmt, (void)ap;
}

bool library_start(struct engine *e)
{
    e->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                                     MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC | MHD_USE_ERROR_LOG,
                                 0, NULL, NULL, on_request, e, MHD_OPTION_EXTERNAL_LOGGER,
                                 silent, e, MHD_OPTION_NOTIFY_CONNECTION, on_connection, e,
                                 MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX + 100,
                                 MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)4 * HEAD_MAX,
                                 MHD_OPTION_CONNECTION_TIMEOUT, 0u,
                                 MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    return e->daemon != NULL;
}

void library_stop(struct engine *e)
{
    MHD_stop_daemon(e->daemon);
}

void library_take(struct engine *e, struct conn *c)
{
    struct sockaddr_storage from = { 0 };
    socklen_t len = sizeof from;
    int fd = c->fd;
    getpeername(fd, (struct sockaddr *)&from, &len);
    if (MHD_add_connection(e->daemon, fd, (struct sockaddr *)&from, len) == MHD_YES)
        return;
    pthread_mutex_lock(&e->lock); // it has closed the descriptor
    e->by_fd[fd] = NULL;
    e->open--;
    pthread_mutex_unlock(&e->lock);
    conn_free(c);
}

// ---- start and stop -----------------------------------------------------------------------

static bool watch(struct engine *e, int fd)
{
    struct epoll_event ev = { .events = EPOLLIN, .data.fd = fd };
    return epoll_ctl(e->epoll, EPOLL_CTL_ADD, fd, &ev) == 0;
}

static int workers_for(int wanted)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return wanted > 0 ? wanted : cores > 2 ? 2 * (int)cores : 4;
}

static bool start_threads(struct engine *e)
{
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, STACK);
    bool fine = pthread_create(&e->gate, &attr, gate_run, e) == 0;
    for (int i = 0; fine && i < e->workers; i++)
        fine = pthread_create(&e->worker[i], &attr, worker_run, e) == 0;
    pthread_attr_destroy(&attr);
    return fine;
}

struct engine *engine_start(struct site *site, struct listener listener, int workers,
                            str *fault)
{
    struct engine *e = calloc(1, sizeof *e);
    *fault = STR("no memory, descriptors or threads to start with");
    if (!e)
        return NULL;
    e->site = site;
    e->listener = listener;
    e->workers = workers_for(workers);
    e->worker = calloc((size_t)e->workers, sizeof *e->worker);
    e->epoll = epoll_create1(EPOLL_CLOEXEC);
    e->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&e->lock, NULL);
    pthread_cond_init(&e->work, NULL);
    if (!e->worker || e->epoll < 0 || e->wake < 0 || !watch(e, listener.fd) ||
        !watch(e, e->wake) || !library_start(e) || !start_threads(e))
        return NULL; // the process ends with the message; nothing to undo
    return e;
}

static int open_now(struct engine *e)
{
    pthread_mutex_lock(&e->lock);
    int n = e->open;
    pthread_mutex_unlock(&e->lock);
    return n;
}

static void wake_gate(struct engine *e)
{
    uint64_t one = 1;
    (void)!write(e->wake, &one, sizeof one);
}

// Answers to what is still queued when the time is up are never made: the connections are let
// go so that the library can be stopped.
static void abandon_queue(struct engine *e)
{
    struct conn *c;
    pthread_mutex_lock(&e->lock);
    while (e->first) {
        c = take_first(e);
        pthread_mutex_unlock(&e->lock);
        let_go(e, c);
        pthread_mutex_lock(&e->lock);
    }
    pthread_mutex_unlock(&e->lock);
}

int engine_stop(struct engine *e)
{
    int64_t until = now_ms() + 1000 * STOP_SECONDS;
    e->stopping = true;
    wake_gate(e);
    usleep(2 * 1000); // the gate closes the door
    while (open_now(e) > 0 && now_ms() < until)
        usleep(5 * 1000);
    int cut = open_now(e);
    abandon_queue(e);
    e->done = true;
    wake_gate(e);
    pthread_join(e->gate, NULL);
    pthread_mutex_lock(&e->lock);
    pthread_cond_broadcast(&e->work);
    pthread_mutex_unlock(&e->lock);
    for (int i = 0; i < e->workers; i++)
        pthread_join(e->worker[i], NULL);
    library_stop(e);
    close(e->epoll);
    close(e->wake);
    pthread_cond_destroy(&e->work);
    pthread_mutex_destroy(&e->lock);
    free(e->worker);
    free(e);
    return cut;
}
