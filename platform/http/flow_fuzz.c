// SPDX-License-Identifier: Apache-2.0
// A whole request, head and body, through the flow: no input gives anything but a proper
// answer.
#include "platform/http/flow.h"

#include "platform/http/limits.h"
#include "test/fuzz.h"

static reply echo(struct rq *q)
{
    str to = posted(q, "til");
    if (to.n)
        return see_other(q, "%.*s", S(to));
    return bytes(q, "text/plain; charset=utf-8", here_with(q, "side", query(q, "side")));
}

static const struct route routes[] = {
    { "GET", "/a", &PUBLIC, TX_NONE, echo },
    { "GET", "/a/:navn", &PUBLIC, TX_NONE, echo },
    { "POST", "/a/:navn", &PUBLIC, TX_NONE, echo },
    { 0 },
};
static const struct room room = { .name = "fuzz", .routes = routes };
static const struct room *const rooms[] = { &room, NULL };

static int64_t noon(void)
{
    return INT64_C(1693562400000);
}

static void check_headers(const struct outgoing *o)
{
    for (size_t i = 0; i < o->headers.n; i++) {
        str v = o->headers.p[i].value;
        for (size_t j = 0; j < v.n; j++)
            HOLDS((unsigned char)v.p[j] >= 0x20 && (unsigned char)v.p[j] < 0x7F);
        if (str_is(o->headers.p[i].name, "Location"))
            HOLDS(v.n && v.p[0] == '/' && (v.n == 1 || (v.p[1] != '/' && v.p[1] != '\\')));
    }
}

FUZZ(request)
{
    static struct out page;
    struct head h;
    struct outgoing o;
    size_t seen = 0;
    const char *fault;
    str name = STR("localhost"), why;
    int end = head_end(in, &seen);
    if (end <= 0 || head_read(a, str_part(in, 0, (size_t)end), &h, &fault) != 200)
        return;
    struct site s = { .router = router_make(a, rooms, &why),
                      .hosts = &name,
                      .host_count = 1,
                      .proxied = true,
                      .fixed = DAY_NONE,
                      .clock = noon };
    flow_serve(&s, a, &page,
               &(struct incoming){
                   .head = &h, .body = str_part(in, (size_t)end, in.n), .peer = STR("") },
               &o);
    HOLDS(o.status >= 200 && o.status < 600);
    check_headers(&o);
}
