// SPDX-License-Identifier: Apache-2.0
// client ADDRESS get PATH [USER]      connections and seconds from CONNECTIONS and SECONDS
// client ADDRESS decide USER          a municipality's answer, sent again and again
// Prints: requests a second, then p50 and p99 of one request in milliseconds. Keep-alive over plain
// sockets, so that what is measured is the server. Any answer that is not the expected one ends it.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 8 << 20, SAMPLES = 1 << 20, CONNECTIONS_MAX = 256 };

struct link {
    int fd;
    char *in; // ROOM bytes
    size_t n;
};
static struct sockaddr_in address;
static const char *host, *password = "ovelse gjor mester";

static void die(const char *what)
{
    fprintf(stderr, "bench client: %s\n", what);
    exit(1);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void link_up(struct link *l)
{
    int one = 1;
    l->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (l->fd < 0 || connect(l->fd, (struct sockaddr *)&address, sizeof address))
        die("cannot connect");
    setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (!l->in && !(l->in = malloc(ROOM)))
        die("memory");
}

// Sends and reads one whole answer into l->in (head and body, ended by a zero). Gives the status.
static int exchange(struct link *l, const char *request, size_t n)
{
    for (int again = 0; again < 2; again++) {
        if (!l->fd)
            link_up(l);
        bool sent = true;
        for (size_t at = 0; at < n && sent;) {
            ssize_t w = send(l->fd, request + at, n - at, MSG_NOSIGNAL);
            sent = w > 0;
            at += sent ? (size_t)w : 0;
        }
        l->n = 0;
        char *body = NULL;
        long length = -1;
        while (sent) {
            ssize_t r = recv(l->fd, l->in + l->n, ROOM - 1 - l->n, 0);
            if (r <= 0)
                break;
            l->n += (size_t)r;
            l->in[l->n] = '\0';
            if (!body && (body = strstr(l->in, "\r\n\r\n"))) {
                body += 4;
                const char *len = strcasestr(l->in, "\nContent-Length:");
                length = len && len < body ? atol(len + 16) : 0;
            }
            if (body && (long)(l->n - (size_t)(body - l->in)) >= length)
                break;
        }
        const char *closing = body ? strcasestr(l->in, "\nConnection: close") : NULL;
        bool done = body && (long)(l->n - (size_t)(body - l->in)) >= length;
        if (!done || (closing && closing < body)) {
            close(l->fd);
            l->fd = 0;
        }
        if (done)
            return atoi(l->in + 9);
    }
    die("the connection was lost");
    return 0;
}

static int get(struct link *l, const char *path, const char *cookies)
{
    char request[2048];
    int n = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n\r\n", path,
                     host, cookies);
    return exchange(l, request, (size_t)n);
}

static int post(struct link *l, const char *path, const char *cookies, const char *form)
{
    static char request[1 << 16];
    int n = snprintf(request, sizeof request,
                     "POST %s HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nCookie: %s\r\n"
                     "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
                     path, host, host, cookies, strlen(form), form);
    return exchange(l, request, (size_t)n);
}

// The value of the first such input after `from`, percent-encoded as form data.
static void field(const char *from, const char *name, char *out, size_t room)
{
    char mark[80];
    snprintf(mark, sizeof mark, "name=\"%s\" value=\"", name);
    const char *p = strstr(from, mark);
    size_t n = 0;
    if (!p)
        die("a form has not the field it should have");
    for (p += strlen(mark); *p && *p != '"' && n + 4 < room; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '&' && strncmp(p, "&quot;", 6) == 0) {
            c = '"';
            p += 5;
        }
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_')
            out[n++] = (char)c;
        else
            n += (size_t)sprintf(out + n, "%%%02X", c);
    }
    out[n] = '\0';
}

static void keep_cookies(const struct link *l, char *cookies, size_t room)
{
    for (const char *p = l->in; (p = strcasestr(p, "\nSet-Cookie: "));) {
        p += 13;
        size_t n = strcspn(p, ";\r");
        size_t have = strlen(cookies);
        if (have + n + 3 < room)
            snprintf(cookies + have, room - have, "%s%.*s", have ? "; " : "", (int)n, p);
    }
}

static void sign_in(struct link *l, const char *user, char *cookies, size_t room)
{
    char csrf[200], once[200], form[1024];
    cookies[0] = '\0';
    if (get(l, "/logg-inn", cookies) != 200)
        die("no sign-in page");
    keep_cookies(l, cookies, room);
    field(l->in, "csrf", csrf, sizeof csrf);
    field(l->in, "once", once, sizeof once);
    snprintf(form, sizeof form, "csrf=%s&once=%s&neste=&login=%s&password=%s&code=", csrf, once, user,
             "ovelse+gjor+mester");
    (void)password;
    if (post(l, "/logg-inn", cookies, form) != 303)
        die("sign-in refused");
    cookies[0] = '\0';
    keep_cookies(l, cookies, room);
}

static int rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report(double *took, size_t n, double seconds)
{
    if (!n)
        die("nothing was answered");
    qsort(took, n, sizeof *took, rising);
    printf("%.0f %.2f %.2f\n", (double)n / seconds, took[n / 2] * 1e3, took[n * 99 / 100] * 1e3);
}

// ---- pages ----------------------------------------------------------------------------------

static const char *path;
static char cookies[1024];
static double *samples;
static size_t taken;
static double until;

static void *visitor(void *arg)
{
    struct link l = { 0 };
    (void)arg;
    while (now() < until) {
        double from = now();
        if (get(&l, path, cookies) != 200)
            die("a page was refused");
        double took = now() - from;
        size_t at = __atomic_fetch_add(&taken, 1, __ATOMIC_RELAXED);
        if (at < SAMPLES)
            samples[at] = took;
    }
    return NULL;
}

static void pages(int connections, double seconds)
{
    pthread_t all[CONNECTIONS_MAX];
    struct link warm = { 0 };
    for (int i = 0; i < 20; i++)
        if (get(&warm, path, cookies) != 200)
            die("the page is not there");
    double from = now();
    until = from + seconds;
    for (int i = 0; i < connections; i++)
        pthread_create(&all[i], NULL, visitor, NULL);
    for (int i = 0; i < connections; i++)
        pthread_join(all[i], NULL);
    report(samples, taken < SAMPLES ? taken : SAMPLES, now() - from);
}

// ---- decisions ------------------------------------------------------------------------------

// The form is fetched for each answer as a person would; only the sending is timed.
static void decisions(const char *user, double seconds)
{
    struct link l = { 0 };
    char form_path[200], csrf[200], once[200], version[40], was[2000], form[4000];
    sign_in(&l, user, cookies, sizeof cookies);
    if (get(&l, "/bosetting", cookies) == 303) {
        const char *to = strcasestr(l.in, "\nLocation: ");
        if (!to)
            die("no place page");
        snprintf(form_path, sizeof form_path, "%.*s", (int)strcspn(to + 11, "\r"), to + 11);
        if (get(&l, form_path, cookies) != 200)
            die("no place page");
    }
    const char *link = strstr(l.in, "/bosetting/anmodning/");
    if (!link)
        die("no request to answer");
    snprintf(form_path, sizeof form_path, "%.*s", (int)strcspn(link, "\""), link);
    double busy = 0, end = now() + seconds;
    for (int i = 0; now() < end; i++) {
        if (get(&l, form_path, cookies) != 200)
            die("no answer form");
        const char *at = strstr(l.in, "class=\"skjema\"");
        if (!at)
            die("no answer form");
        field(at, "csrf", csrf, sizeof csrf);
        field(at, "once", once, sizeof once);
        field(at, "version", version, sizeof version);
        field(at, "was", was, sizeof was);
        snprintf(form, sizeof form,
                 "csrf=%s&once=%s&was=%s&version=%s&places=%d&minors=&decided_by=council"
                 "&decided_on=01.09.2023&could_more=&note=", csrf, once, was, version, 300 + i % 50);
        double from = now();
        int status = post(&l, form_path, cookies, form);
        double took = now() - from;
        if (status != 303)
            die("an answer was refused");
        busy += took;
        if (taken < SAMPLES)
            samples[taken++] = took;
    }
    report(samples, taken, busy);
}

int main(int argc, char **argv)
{
    const char *n = getenv("CONNECTIONS"), *s = getenv("SECONDS_EACH");
    int connections = n ? atoi(n) : 1;
    double seconds = s ? atof(s) : 2;
    if (argc < 4 || connections < 1 || connections > CONNECTIONS_MAX)
        die("use: client ADDRESS get PATH [USER] | decide USER");
    char ip[64];
    const char *colon = strrchr(argv[1], ':');
    if (!colon || colon - argv[1] >= (long)sizeof ip)
        die("the address is IP:PORT");
    memcpy(ip, argv[1], (size_t)(colon - argv[1]));
    ip[colon - argv[1]] = '\0';
    host = argv[1];
    address = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(colon + 1)) };
    samples = malloc(SAMPLES * sizeof *samples);
    if (!samples || inet_pton(AF_INET, ip, &address.sin_addr) != 1)
        die("the address is IP:PORT");
    path = argv[3];
    struct link first = { 0 };
    if (strcmp(argv[2], "decide") == 0) {
        decisions(argv[3], seconds);
    } else {
        if (argc > 4)
            sign_in(&first, argv[4], cookies, sizeof cookies);
        pages(connections, seconds);
    }
    return 0;
}
