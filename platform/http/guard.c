// SPDX-License-Identifier: Apache-2.0
// Writes are taken only from our own pages (WEB-11): the browser's own word on where the
// request came from, and the token that only our page could know. And names of others are not
// answered.
#include "platform/http/flow_inside.h"

#include <sodium.h>

bool guard_host(const struct site *s, str host)
{
    size_t end = host.n;
    for (size_t i = 0; i < host.n; i++)
        if (host.p[i] == ':' && (host.p[0] != '[' || (i && host.p[i - 1] == ']')))
            end = i;
    for (size_t i = 0; i < s->host_count; i++)
        if (str_ieq(str_part(host, 0, end), s->hosts[i]))
            return true;
    return s->host_count == 0;
}

int guard_body(struct rq *q, str body)
{
    str whole = header(q, "content-type"), type = media_type(whole);
    err e;
    if (str_ieq(type, STR("application/x-www-form-urlencoded")))
        e = parse_form(q->mem, body, &q->form, &q->fault);
    else if (str_ieq(type, STR("multipart/form-data")))
        e = parse_multipart(q->mem, whole, body, &q->form, &q->uploads, &q->fault);
    else {
        q->fault = "the content type is not that of a form";
        return 415;
    }
    if (e == OK)
        q->fault = NULL;
    return e == OK ? 200 : e == E_TOOBIG ? 413 : 400;
}

// A browser sends "null" for Origin where the page's referrer policy hides it, as ours does;
// then Sec-Fetch-Site, which no page can forge, must say that the page was ours.
static bool own_origin(struct rq *q)
{
    str origin = header(q, "origin"), site = header(q, "sec-fetch-site");
    if (site.n && !str_is(site, "same-origin") && !str_is(site, "none"))
        return false;
    if (!origin.n)
        return true;
    if (str_is(origin, "null"))
        return !site.n || str_is(site, "same-origin");
    return str_ieq(origin, strf(q->mem, "%s://%.*s", q->secure ? "https" : "http", S(q->host)));
}

static bool same_secret(str a, str b)
{
    return a.n > 0 && a.n == b.n && sodium_memcmp(a.p, b.p, a.n) == 0;
}

int guard_write(struct rq *q)
{
    if (!own_origin(q)) {
        q->fault = "a write that another site sent";
        return 403;
    }
    str ours = q->who->user ? q->who->form_token : cookie(q, FORM_COOKIE);
    if (!same_secret(posted(q, "csrf"), ours)) {
        q->fault = "the form token is missing or not of this session";
        return 419;
    }
    return 200;
}
