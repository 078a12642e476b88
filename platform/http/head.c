// SPDX-License-Identifier: Apache-2.0
// The library behind us takes a repeated Content-Length, a folded line, a bare line feed or a
// NUL and goes on; each of these has been used to slip one request past a proxy inside another.
// So the head is read here first, byte by byte, and nothing odd comes further.
#include "platform/http/head.h"

#include "platform/http/limits.h"

int head_end(str b, size_t *seen)
{
    for (size_t i = *seen; i < b.n; i++) {
        unsigned char c = (unsigned char)b.p[i];
        bool after_cr = i > 0 && b.p[i - 1] == '\r';
        if ((c == '\n') != after_cr || (c < 0x20 && c != '\r' && c != '\n' && c != '\t') ||
            c == 0x7F || i >= HEAD_MAX)
            return -1;
        if (c == '\n' && i >= 3 && b.p[i - 2] == '\n')
            return (int)i + 1;
        *seen = i + 1;
    }
    return 0;
}

static bool token_char(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("!#$%&'*+-.^_`|~", c));
}

static bool is_token(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!token_char((unsigned char)s.p[i]))
            return false;
    return s.n > 0;
}

static bool is_method(str s)
{
    static const char *const known[] = { "GET",   "HEAD",   "POST",   "PUT",
                                         "PATCH", "DELETE", "OPTIONS" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(s, known[i]))
            return true;
    return false;
}

static int read_version(str s)
{
    if (str_is(s, "HTTP/1.1") || str_is(s, "HTTP/1.0"))
        return 200;
    return str_starts(s, STR("HTTP/")) ? 505 : 400;
}

// A path and query of this server. An absolute address, "*" and an authority are not.
static int read_target(struct head *h, const char **fault)
{
    *fault = "the address is not a path";
    if (!h->target.n || h->target.p[0] != '/')
        return 400;
    for (size_t i = 0; i < h->target.n; i++) {
        unsigned char c = (unsigned char)h->target.p[i];
        if (c <= 0x20 || c >= 0x7F || strchr("\"#<>\\", c)) {
            *fault = "a byte in the address should have been percent-encoded";
            return 400;
        }
    }
    str rest = h->target;
    (void)str_cut(&rest, '?', &h->path);
    h->query = rest.p ? rest : STR("");
    *fault = "the address is too long";
    return h->path.n > PATH_LEN_MAX || h->query.n > QUERY_LEN_MAX ? 414 : 200;
}

static int read_request_line(str line, struct head *h, const char **fault)
{
    str version, rest = line;
    *fault = "the request line is not METHOD ADDRESS VERSION";
    if (!str_cut(&rest, ' ', &h->method) || !rest.p || !str_cut(&rest, ' ', &h->target) ||
        !rest.p)
        return 400;
    version = rest;
    int status = read_version(version);
    if (status != 200)
        return status;
    if (!is_token(h->method))
        return 400;
    if (!is_method(h->method)) {
        *fault = "the method is not known";
        return 501;
    }
    return read_target(h, fault);
}

static str trim_blanks(str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = str_part(s, 1, s.n);
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
        s.n--;
    return s;
}

static bool is_port(str s)
{
    int64_t port;
    return s.n && s.n <= 5 && s.p[0] >= '0' && s.p[0] <= '9' && str_int(s, &port) && port > 0 &&
           port < 65536;
}

static bool is_host(str s)
{
    size_t end = 0;
    if (s.n && s.p[0] == '[') { // an IPv6 address
        for (end = 1; end < s.n && s.p[end] != ']'; end++)
            if (!strchr("0123456789abcdefABCDEF:.", s.p[end]))
                return false;
        if (end < 3 || end++ == s.n)
            return false;
    } else {
        while (end < s.n && s.p[end] != ':' && (token_char((unsigned char)s.p[end])) &&
               !strchr("!#$%&'*+^`|~", s.p[end]))
            end++;
    }
    return end > 0 && s.n <= 255 &&
           (end == s.n || (s.p[end] == ':' && is_port(str_part(s, end + 1, s.n))));
}

// Headers of which a second one would leave it open which counts.
static bool only_once(str name)
{
    static const char *const names[] = {
        "host",   "content-length", "content-type",     "authorization",
        "origin", "expect",         "content-encoding", "transfer-encoding"
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_ieq(name, str_z(names[i])))
            return true;
    return false;
}

static int read_header(struct arena *a, str line, struct head *h, const char **fault)
{
    str name, rest = line;
    (void)str_cut(&rest, ':', &name);
    *fault = "a header line is not NAME: VALUE";
    if (!rest.p || !is_token(name))
        return 400;
    if (h->headers.n >= HEADERS_MAX) {
        *fault = "too many headers";
        return 431;
    }
    for (size_t i = 0; only_once(name) && i < h->headers.n; i++)
        if (str_ieq(h->headers.p[i].name, name)) {
            *fault = "a header that may stand once stands twice";
            return 400;
        }
    *ADD(a, &h->headers) = (struct pair){ name, trim_blanks(rest) };
    return 200;
}

static bool has(const struct head *h, const char *name)
{
    for (size_t i = 0; i < h->headers.n; i++)
        if (str_ieq(h->headers.p[i].name, str_z(name)))
            return true;
    return false;
}

static int read_length(struct head *h, const char **fault)
{
    str s = head_value(h, "content-length");
    *fault = "Content-Length is not a number";
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return 400;
    if (!s.n)
        return has(h, "content-length") ? 400 : 200;
    if (s.n > 15) {
        *fault = "the body is too large";
        return 413;
    }
    return str_int(s, &h->length) ? 200 : 400;
}

static int check_whole(struct head *h, const char **fault)
{
    h->host = head_value(h, "host");
    *fault = "there is no Host, or it is not a name";
    if (!is_host(h->host))
        return 400;
    int status = read_length(h, fault);
    if (status != 200)
        return status;
    // A body in chunks has no length that could be checked before it is read, and no browser
    // sends one; the proxy in front sends the length.
    if (has(h, "transfer-encoding")) {
        *fault = "Transfer-Encoding is not taken: send Content-Length";
        return has(h, "content-length") ? 400 : 501;
    }
    if (has(h, "content-encoding")) {
        *fault = "Content-Encoding is not taken";
        return 415;
    }
    if (has(h, "expect") && !str_ieq(head_value(h, "expect"), STR("100-continue"))) {
        *fault = "the expectation is not known";
        return 417;
    }
    return 200;
}

int head_line(str b, const char **fault)
{
    struct head h = { 0 };
    size_t end = str_find(b, STR("\r\n"));
    return end == (size_t)-1 ? 0 : read_request_line(str_part(b, 0, end), &h, fault);
}

int head_read(struct arena *a, str b, struct head *h, const char **fault)
{
    *h = (struct head){ 0 };
    size_t line = 0;
    for (size_t i = 1; i < b.n; i++) {
        if (b.p[i] != '\n' || b.p[i - 1] != '\r')
            continue;
        str s = str_part(b, line, i - 1 - line);
        bool first = line == 0;
        line = i + 1;
        if (!s.n && !first)
            return check_whole(h, fault);
        int status = first ? read_request_line(s, h, fault) : read_header(a, s, h, fault);
        if (status != 200)
            return status;
    }
    *fault = "the head has no end";
    return 400;
}

str head_value(const struct head *h, const char *name)
{
    for (size_t i = 0; i < h->headers.n; i++)
        if (str_ieq(h->headers.p[i].name, str_z(name)))
            return h->headers.p[i].value;
    return STR("");
}
