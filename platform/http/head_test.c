// SPDX-License-Identifier: Apache-2.0
// Heads that must be refused (security.md 5.1), and those that must not.
#include "platform/http/head.h"

#include "platform/http/limits.h"
#include "test/test.h"

#undef fail

static int status_of(struct arena *a, str raw)
{
    struct head h;
    size_t seen = 0;
    const char *fault;
    int end = head_end(raw, &seen);
    return end <= 0 ? end : head_read(a, str_part(raw, 0, (size_t)end), &h, &fault);
}

TEST(heads_are_read_strictly)
{
    static const struct {
        const char *raw;
        int status; // -1: broken before its end, 0: more must come
    } cases[] = {
        { "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200 },
        { "GET /a?b=c&d HTTP/1.0\r\nHost: a.example:8080\r\nX-A:\r\n\r\n", 200 },
        { "POST / HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 5\r\nCookie: a=b\r\n\r\n",
          200 },
        { "GET / HTTP/1.1\r\nHost: a\r\nCookie: a=b\r\nCookie: c=d\r\n\r\n", 200 },
        { "GET / HTTP/1.1\r\nHost: a\r\n", 0 },
        { "GET / HTTP/1.1\r\nHost: a\r\n\r", 0 },
        // line ends and control bytes
        { "GET / HTTP/1.1\nHost: a\n\n", -1 },
        { "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", -1 },
        { "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", -1 },
        { "GET / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n", -1 },
        { "GET / HTTP/1.1\r\nHost: a\r\nX: \x7f\r\n\r\n", -1 },
        { "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        // length
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1a\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999\r\n\r\n", 413 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: "
          "chunked\r\n\r\n",
          400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 501 },
        { "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 501 },
        { "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\ntransfer-encoding: "
          "identity\r\n\r\n",
          400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n\r\n", 415 },
        { "GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417 },
        // names
        { "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nX(Y): b\r\n\r\n", 400 },
        // host
        { "GET / HTTP/1.1\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: b@a\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: :80\r\n\r\n", 400 },
        // request line
        { "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501 },
        { "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 501 },
        { "get / HTTP/1.1\r\nHost: a\r\n\r\n", 501 },
        { "FROB / HTTP/1.1\r\nHost: a\r\n\r\n", 501 },
        { "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 505 },
        { "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET /\xc3\xa6 HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET /\r\nHost: a\r\n\r\n", 400 },
        { "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505 },
        { "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505 },
        { "GET / http/1.1\r\nHost: a\r\n\r\n", 400 },
        { "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int got = status_of(a, str_z(cases[i].raw));
        CHECK_AT(got == cases[i].status, "%s\ngave %d, not %d", cases[i].raw, got,
                 cases[i].status);
    }
    CHECK_INT(status_of(a, STR("GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n")), -1);
}

static str with_headers(struct arena *a, int n)
{
    str s = STR("GET / HTTP/1.1\r\nHost: a\r\n");
    for (int i = 1; i < n; i++)
        s = strf(a, "%.*sX-%d: b\r\n", S(s), i);
    return strf(a, "%.*s\r\n", S(s));
}

static str with_address(struct arena *a, int path, int query)
{
    char *p = mem(a, 20000);
    memset(p, 'a', 20000);
    return strf(a, "GET /%.*s?%.*s HTTP/1.1\r\nHost: a\r\n\r\n", path - 1, p, query, p);
}

TEST(heads_have_limits)
{
    CHECK_INT(status_of(a, with_headers(a, HEADERS_MAX)), 200);
    CHECK_INT(status_of(a, with_headers(a, HEADERS_MAX + 1)), 431);
    CHECK_INT(status_of(a, with_address(a, PATH_LEN_MAX, QUERY_LEN_MAX)), 200);
    CHECK_INT(status_of(a, with_address(a, PATH_LEN_MAX + 1, 0)), 414);
    CHECK_INT(status_of(a, with_address(a, 1, QUERY_LEN_MAX + 1)), 414);
    CHECK_INT(status_of(a, with_address(a, 1, HEAD_MAX)), -1);
}

TEST(a_head_gives_its_parts)
{
    str raw = STR("POST /a%20b?c=d HTTP/1.1\r\nhost: X.example\r\nCONTENT-LENGTH: 12\r\n"
                  "X-A: \t b c \t\r\n\r\nrest");
    struct head h;
    size_t seen = 0;
    const char *fault;
    int end = head_end(raw, &seen);
    CHECK_INT(end, raw.n - 4);
    CHECK_INT(head_read(a, str_part(raw, 0, (size_t)end), &h, &fault), 200);
    CHECK_STR(h.method, "POST");
    CHECK_STR(h.target, "/a%20b?c=d");
    CHECK_STR(h.path, "/a%20b");
    CHECK_STR(h.query, "c=d");
    CHECK_STR(h.host, "X.example");
    CHECK_INT(h.length, 12);
    CHECK_STR(head_value(&h, "x-a"), "b c");
    CHECK_STR(head_value(&h, "x-b"), "");
}
