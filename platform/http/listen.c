// SPDX-License-Identifier: Apache-2.0
#include "platform/http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024, FIRST_INHERITED = 3 };

union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
    struct sockaddr_un local;
};

static bool is_loopback(const union address *a)
{
    static const struct in6_addr one = IN6ADDR_LOOPBACK_INIT;
    return a->any.sa_family == AF_UNIX ||
           (a->any.sa_family == AF_INET && ntohl(a->four.sin_addr.s_addr) >> 24 == 127) ||
           (a->any.sa_family == AF_INET6 && memcmp(&a->six.sin6_addr, &one, sizeof one) == 0);
}

static bool read_tcp(struct arena *a, str where, union address *to, socklen_t *len, str *fault)
{
    size_t colon = where.n;
    while (colon && where.p[colon - 1] != ':')
        colon--;
    int64_t port;
    if (!colon || !str_int(str_part(where, colon, where.n), &port) || port < 0 ||
        port > 65535) {
        *fault = strf(a, "\"%.*s\" is neither unix:PATH nor ADDRESS:PORT", S(where));
        return false;
    }
    str host = str_part(where, 0, colon - 1);
    if (str_is(host, "localhost"))
        host = STR("127.0.0.1");
    if (host.n > 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
        host = str_part(host, 1, host.n - 2);
    *to = (union address){ 0 };
    if (inet_pton(AF_INET, str_cz(a, host), &to->four.sin_addr) == 1) {
        to->four.sin_family = AF_INET;
        to->four.sin_port = htons((uint16_t)port);
        *len = sizeof to->four;
    } else if (inet_pton(AF_INET6, str_cz(a, host), &to->six.sin6_addr) == 1) {
        to->six.sin6_family = AF_INET6;
        to->six.sin6_port = htons((uint16_t)port);
        *len = sizeof to->six;
    } else {
        *fault = strf(a, "\"%.*s\" is not an address", S(host));
        return false;
    }
    if (is_loopback(to))
        return true;
    *fault =
        strf(a,
             "\"%.*s\" is not on this machine: listen on unix:PATH or 127.0.0.1:PORT and put "
             "a proxy in front (ops/nginx.conf)",
             S(where));
    return false;
}

// A socket file that nobody listens on is left from a process that was killed.
static bool remove_stale(struct arena *a, const union address *at, str *fault)
{
    struct stat st;
    if (lstat(at->local.sun_path, &st) != 0)
        return true;
    if (!S_ISSOCK(st.st_mode)) {
        *fault = strf(a, "%s is there and is not a socket", at->local.sun_path);
        return false;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool used = fd >= 0 && connect(fd, &at->any, sizeof at->local) == 0;
    if (fd >= 0)
        close(fd);
    if (used)
        *fault = strf(a, "another process listens on %s", at->local.sun_path);
    return !used && unlink(at->local.sun_path) == 0;
}

static bool read_unix(struct arena *a, str path, union address *to, socklen_t *len, str *fault)
{
    *to = (union address){ .local.sun_family = AF_UNIX };
    *len = sizeof to->local;
    if (!path.n || path.n >= sizeof to->local.sun_path || memchr(path.p, 0, path.n)) {
        *fault = strf(a, "a socket path has 1 to %zu bytes", sizeof to->local.sun_path - 1);
        return false;
    }
    memcpy(to->local.sun_path, path.p, path.n);
    return remove_stale(a, to, fault);
}

static str address_of(struct arena *a, int fd)
{
    union address at = { 0 };
    socklen_t len = sizeof at;
    char text[INET6_ADDRSTRLEN] = "";
    getsockname(fd, &at.any, &len);
    if (at.any.sa_family == AF_UNIX)
        return strf(a, "unix:%s", at.local.sun_path);
    if (at.any.sa_family == AF_INET6)
        return strf(a, "[%s]:%d", inet_ntop(AF_INET6, &at.six.sin6_addr, text, sizeof text),
                    ntohs(at.six.sin6_port));
    return strf(a, "%s:%d", inet_ntop(AF_INET, &at.four.sin_addr, text, sizeof text),
                ntohs(at.four.sin_port));
}

static bool inherited(struct arena *a, struct listener *l, str *fault, bool *fine)
{
    const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
    union address at = { 0 };
    socklen_t len = sizeof at;
    int64_t who, count;
    if (!pid || !fds || !str_int(str_z(pid), &who) || !str_int(str_z(fds), &count) ||
        who != getpid() || count < 1)
        return false;
    *fine = getsockname(FIRST_INHERITED, &at.any, &len) == 0 && is_loopback(&at) &&
            fcntl(FIRST_INHERITED, F_SETFL, O_NONBLOCK) == 0 &&
            fcntl(FIRST_INHERITED, F_SETFD, FD_CLOEXEC) == 0;
    if (!*fine)
        *fault = STR("the socket handed over is neither a Unix socket nor on loopback");
    *l = (struct listener){ FIRST_INHERITED, at.any.sa_family == AF_UNIX, true,
                            address_of(a, FIRST_INHERITED) };
    return true;
}

bool listen_open(struct arena *a, const char *where, struct listener *l, str *fault)
{
    union address to;
    socklen_t len;
    bool fine, is_unix = str_starts(str_z(where), STR("unix:"));
    int on = 1;
    if (inherited(a, l, fault, &fine))
        return fine;
    *fault = strf(a, "cannot listen on %s", where);
    if (is_unix ? !read_unix(a, str_z(where + 5), &to, &len, fault)
                : !read_tcp(a, str_z(where), &to, &len, fault))
        return false;
    int fd = socket(to.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && !is_unix)
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd < 0 || bind(fd, &to.any, len) != 0 || listen(fd, BACKLOG) != 0 ||
        (is_unix && chmod(to.local.sun_path, 0660) != 0)) {
        *fault = strf(a, "cannot listen on %s: %s", where, strerror(errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    *l = (struct listener){ fd, is_unix, false, address_of(a, fd) };
    return true;
}

void listen_close(struct listener *l)
{
    if (l->fd < 0)
        return;
    if (l->is_unix && !l->inherited)
        unlink(str_part(l->address, 5, SIZE_MAX).p); // strf ends its text with a zero
    close(l->fd);
    l->fd = -1;
}
