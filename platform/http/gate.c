// SPDX-License-Identifier: Apache-2.0
// The gate looks at the head of a request while it is still in the socket (MSG_PEEK): only a
// head that our own reader accepts is handed to the library, which then reads the same bytes.
// Refusals, the health check and all deadlines are its work too.
#include "platform/http/engine_inside.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    EVENTS = 64,
    SWEEP_MS = 250,
    LINGER_MS = 2000,
    CLOCK_JUMP_MS = 5000,
    RESERVE = CONNECTIONS_MAX / 10
};

struct gate {
    struct engine *e;
    struct arena *a;
    struct out page;
    bool closed;   // the listening socket
    int64_t ahead; // of the wall clock before the monotonic one, ms
};

int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void conn_free(struct conn *c)
{
    free((char *)c->head.p);
    free((char *)c->address.p);
    out_drop(&c->body);
    free(c);
}

static str own_copy(str s)
{
    char *p = malloc(s.n + 1);
    if (!p)
        abort();
    memcpy(p, s.p, s.n);
    p[s.n] = 0;
    return (str){ p, s.n };
}

static void forget_locked(struct engine *e, struct conn *c)
{
    e->by_fd[c->fd] = NULL;
    e->open--;
    close(c->fd); // leaves the epoll set with it
    conn_free(c);
}

static void forget(struct gate *g, struct conn *c)
{
    pthread_mutex_lock(&g->e->lock);
    forget_locked(g->e, c);
    pthread_mutex_unlock(&g->e->lock);
}

// ---- refusing -----------------------------------------------------------------------------

static void write_answer(struct out *raw, const struct outgoing *o)
{
    char date[40];
    struct tm utc;
    time_t now = time(NULL);
    gmtime_r(&now, &utc); // the process keeps the C locale: English names
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &utc);
    out_f(raw, "HTTP/1.1 %d \r\nDate: %s\r\nConnection: close\r\nContent-Length: %zu\r\n",
          o->status, date, o->body.n);
    for (size_t i = 0; i < o->headers.n; i++)
        out_f(raw, "%.*s: %.*s\r\n", S(o->headers.p[i].name), S(o->headers.p[i].value));
    OUT(raw, "\r\n");
}

// The answer goes out in one piece, into a socket buffer that is still empty. The client may
// still be sending: reading on for a while keeps the kernel from resetting the connection
// before the answer was read.
static void send_and_linger(struct gate *g, struct conn *c, const struct outgoing *o, bool head)
{
    struct out raw = { 0 };
    write_answer(&raw, o);
    if (!head)
        out_put(&raw, o->body);
    (void)!send(c->fd, raw.p, raw.n, MSG_NOSIGNAL | MSG_DONTWAIT);
    out_drop(&raw);
    shutdown(c->fd, SHUT_WR);
    conn_move(g->e, c, STAGE_LINGER, now_ms() + LINGER_MS);
    arena_reset(g->a);
}

static void refuse(struct gate *g, struct conn *c, const struct head *h, int status,
                   const char *fault)
{
    struct outgoing o;
    flow_refuse(g->e->site, g->a, &g->page, h, status, fault, &o);
    send_and_linger(g, c, &o, h && str_is(h->method, "HEAD"));
}

static void answer_here(struct gate *g, struct conn *c, const struct head *h)
{
    struct outgoing o;
    struct incoming in = { .head = h, .body = STR(""), .peer = STR("") };
    flow_serve(g->e->site, g->a, &g->page, &in, &o);
    send_and_linger(g, c, &o, str_is(h->method, "HEAD"));
}

// ---- a whole head -------------------------------------------------------------------------

static bool counts(const struct conn *c, str address)
{
    return c && c->stage >= STAGE_BODY && str_eq(c->address, address);
}

// Why this address or anybody has to wait; NULL when there is room.
static const char *crowded(struct engine *e, str address, int *status)
{
    const char *why = NULL;
    int of_address = 0;
    pthread_mutex_lock(&e->lock);
    for (int fd = 0; address.n && fd < e->top; fd++)
        of_address += counts(e->by_fd[fd], address);
    if (of_address >= PER_ADDRESS_MAX)
        *status = 429, why = "too many connections of one address";
    else if (e->queued >= QUEUE_MAX || e->open > CONNECTIONS_MAX - RESERVE)
        *status = 503, why = "too many requests at once";
    pthread_mutex_unlock(&e->lock);
    if (why)
        atomic_fetch_add(&e->site->metrics->busy, 1);
    return why;
}

// Behind the proxy the visitor's address counts. On loopback everybody has the same.
static str visitor(const struct engine *e, const struct head *h)
{
    str list = e->site->proxied ? head_value(h, "x-forwarded-for") : STR(""), one = STR("");
    while (list.n && str_cut(&list, ',', &one))
        ;
    return str_trim(one);
}

static bool asks_health(const struct head *h)
{
    return str_is(h->path, "/health") &&
           (str_is(h->method, "GET") || str_is(h->method, "HEAD")) && h->length == 0;
}

// A good head: health is answered at once, whatever the workers do; the rest goes on.
static void admit(struct gate *g, struct conn *c, const struct head *h)
{
    struct engine *e = g->e;
    str address = visitor(e, h);
    size_t most = flow_body_max(e->site, g->a, h);
    const char *why;
    int status;
    if (asks_health(h)) {
        answer_here(g, c, h);
    } else if ((size_t)h->length > most) {
        refuse(g, c, h, 413, "the body is larger than the route takes");
    } else if ((why = crowded(e, address, &status))) {
        refuse(g, c, h, status, why);
    } else {
        c->address = own_copy(address);
        c->long_route = most > BODY_MAX;
        epoll_ctl(e->epoll, EPOLL_CTL_DEL, c->fd, NULL);
        conn_move(e, c, STAGE_BODY,
                  now_ms() + 1000 * (BODY_SECONDS + h->length / BODY_SECOND_BYTES));
        library_take(e, c);
    }
    arena_reset(g->a);
}

static void look(struct gate *g, struct conn *c)
{
    static _Thread_local char bytes[HEAD_MAX + 1];
    struct head h;
    const char *fault = "the head is too long, or a line does not end with CR LF";
    ssize_t n = recv(c->fd, bytes, sizeof bytes, MSG_PEEK | MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
        forget(g, c);
        return;
    }
    if (n < 0)
        return;
    int end = head_end((str){ bytes, (size_t)n }, &c->seen);
    if (end == 0) {
        int line = head_line((str){ bytes, (size_t)n }, &fault);
        if (line != 0 && line != 200)
            refuse(g, c, NULL, line, fault);
        return;
    }
    if (end < 0) {
        refuse(g, c, NULL, n > HEAD_MAX ? 431 : 400, fault);
        return;
    }
    c->head = own_copy((str){ bytes, (size_t)end });
    int status = head_read(g->a, c->head, &h, &fault);
    if (status == 200)
        admit(g, c, &h);
    else
        refuse(g, c, NULL, status, fault);
}

static void drain(struct gate *g, struct conn *c)
{
    char waste[16 * 1024];
    ssize_t n = 0;
    for (int i = 0; i < 64 && (n = recv(c->fd, waste, sizeof waste, MSG_DONTWAIT)) > 0; i++)
        ;
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
        forget(g, c);
}

// ---- connections --------------------------------------------------------------------------

// When every place is taken, who has been sending a head for longest gives way.
static bool make_room(struct engine *e)
{
    struct conn *oldest = NULL;
    pthread_mutex_lock(&e->lock);
    for (int fd = 0; fd < e->top; fd++) {
        struct conn *c = e->by_fd[fd];
        if (c && c->stage <= STAGE_LINGER && (!oldest || c->began < oldest->began))
            oldest = c;
    }
    bool full = e->open >= CONNECTIONS_MAX && !oldest;
    if (e->open >= CONNECTIONS_MAX && oldest)
        forget_locked(e, oldest);
    pthread_mutex_unlock(&e->lock);
    return !full;
}

static bool add(struct gate *g, int fd)
{
    struct engine *e = g->e;
    struct epoll_event ev = { .events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.fd = fd };
    if (fd >= FD_MAX || !make_room(e))
        return false;
    struct conn *c = calloc(1, sizeof *c);
    if (!c)
        return false;
    *c = (struct conn){ .fd = fd, .began = now_ms() };
    c->until = c->began + 1000 * HEADER_SECONDS;
    pthread_mutex_lock(&e->lock);
    e->by_fd[fd] = c;
    e->open++;
    if (e->top <= fd)
        e->top = fd + 1;
    pthread_mutex_unlock(&e->lock);
    if (epoll_ctl(e->epoll, EPOLL_CTL_ADD, fd, &ev) == 0)
        return true;
    forget(g, c);
    return true; // closed with it
}

static void take_all(struct gate *g)
{
    int fd;
    while (!g->closed &&
           (fd = accept4(g->e->listener.fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0)
        if (!add(g, fd))
            close(fd);
    if (!g->closed && (errno == EMFILE || errno == ENFILE))
        usleep(10 * 1000); // no descriptor is free: whoever waits at the door waits on
}

// Whose time is up is shut down: the library or the worker then finds a dead socket and lets
// go.
static void end_late(struct engine *e, struct conn *c)
{
    if (c->stage != STAGE_LINGER)
        atomic_fetch_add(&e->site->metrics->late, 1);
    if (c->stage <= STAGE_LINGER) {
        forget_locked(e, c);
    } else {
        c->gone = true;
        c->until = INT64_MAX;
        shutdown(c->fd, SHUT_RDWR);
    }
}

static void sweep(struct gate *g, int64_t now)
{
    struct engine *e = g->e;
    pthread_mutex_lock(&e->lock);
    for (int fd = 0; fd < e->top; fd++)
        if (e->by_fd[fd] && now > e->by_fd[fd]->until)
            end_late(e, e->by_fd[fd]);
    atomic_store(&e->site->metrics->open, e->open);
    atomic_store(&e->site->metrics->queued, e->queued);
    pthread_mutex_unlock(&e->lock);
    queue_expire(e, now, g->a, &g->page);
}

// A wall clock that is set is told (REL-11): records carry its time, deadlines do not.
static void watch_clock(struct gate *g)
{
    struct site *s = g->e->site;
    int64_t ahead = s->clock() - now_ms(), jump = ahead - g->ahead;
    if (g->ahead && s->log && (jump > CLOCK_JUMP_MS || jump < -CLOCK_JUMP_MS))
        s->log(s, strf(g->a, "{\"clock_jump_ms\":%lld}\n", (long long)jump));
    g->ahead = ahead;
    arena_reset(g->a);
}

static void begin_stop(struct gate *g)
{
    struct engine *e = g->e;
    take_all(g); // whoever was waiting at the door is let in
    listen_close(&e->listener);
    g->closed = true;
    int64_t soon = now_ms() + LINGER_MS;
    pthread_mutex_lock(&e->lock);
    for (int fd = 0; fd < e->top; fd++) {
        struct conn *c = e->by_fd[fd];
        if (c && c->stage == STAGE_HEAD && c->until > soon)
            c->until = soon;
    }
    pthread_mutex_unlock(&e->lock);
}

// Only conns of the gate have events here, and only the gate frees those.
static struct conn *conn_at(struct engine *e, int fd)
{
    pthread_mutex_lock(&e->lock);
    struct conn *c = e->by_fd[fd];
    if (c && c->stage > STAGE_LINGER)
        c = NULL;
    pthread_mutex_unlock(&e->lock);
    return c;
}

static void on_event(struct gate *g, int fd)
{
    struct engine *e = g->e;
    if (fd == e->listener.fd) {
        take_all(g);
    } else if (fd == e->wake) {
        uint64_t count;
        (void)!read(e->wake, &count, sizeof count);
        if (e->stopping && !g->closed)
            begin_stop(g);
    } else {
        struct conn *c = conn_at(e, fd);
        if (c && c->stage == STAGE_HEAD)
            look(g, c);
        else if (c)
            drain(g, c);
    }
}

void *gate_run(void *engine)
{
    struct gate g = { .e = engine, .a = arena_make(ARENA_MAX) };
    struct epoll_event ev[EVENTS];
    int64_t swept = now_ms();
    while (!g.e->done) {
        int n = epoll_wait(g.e->epoll, ev, EVENTS, SWEEP_MS);
        for (int i = 0; i < n; i++)
            on_event(&g, ev[i].data.fd);
        if (now_ms() - swept >= SWEEP_MS) {
            swept = now_ms();
            sweep(&g, swept);
            watch_clock(&g);
        }
    }
    arena_drop(g.a);
    out_drop(&g.page);
    return NULL;
}
