// SPDX-License-Identifier: Apache-2.0
#include "platform/http/flow_inside.h"

#include "platform/http/limits.h"

static const struct pair always[] = {
    { STR_INIT("Content-Security-Policy"),
      STR_INIT("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
               "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
               "frame-ancestors 'none'; object-src 'none'") },
    { STR_INIT("X-Content-Type-Options"), STR_INIT("nosniff") },
    { STR_INIT("Referrer-Policy"), STR_INIT("no-referrer") },
    { STR_INIT("Cross-Origin-Opener-Policy"), STR_INIT("same-origin") },
    { STR_INIT("Cross-Origin-Resource-Policy"), STR_INIT("same-origin") },
    { STR_INIT("Permissions-Policy"),
      STR_INIT("accelerometer=(), autoplay=(), camera=(), display-capture=(), "
               "encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), "
               "idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), "
               "picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), "
               "serial=(), usb=(), xr-spatial-tracking=()") },
};

static void put(struct rq *q, struct outgoing *o, str name, str value)
{
    *ADD(q->mem, &o->headers) = (struct pair){ name, value };
}

static bool has(const struct outgoing *o, const char *name)
{
    for (size_t i = 0; i < o->headers.n; i++)
        if (str_ieq(o->headers.p[i].name, str_z(name)))
            return true;
    return false;
}

// A file name as the header grammar wants it, and as it is for browsers that know RFC 8187.
static str attachment(struct rq *q, str name)
{
    struct out o = { 0 };
    OUT(&o, "attachment; filename=\"");
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (c < 0x80)
            out_char(&o, c < 0x20 || c == 0x7F || strchr("\"\\/%", c) ? '_' : (char)c);
        else if (c >= 0xC0)
            out_char(&o, '_');
    }
    OUT(&o, "\"; filename*=UTF-8''");
    out_url(&o, name);
    str all = str_dup(q->mem, out_str(&o));
    out_drop(&o);
    return all;
}

// Cookies that the request itself calls for: a language that was chosen, a visitor's first form
// token, a notice that has been shown.
static void own_cookies(struct rq *q, reply *r)
{
    enum lang chosen;
    bool shown = r->status == 200 && q->face == FACE_HTML && !q->fragment;
    if (lang_parse(query(q, "sprak"), &chosen))
        cookie_set(q, r, LANG_COOKIE, str_z(lang_tag(chosen)), 365 * 24 * 3600);
    if (q->token.n && !str_eq(q->token, cookie(q, FORM_COOKIE)))
        cookie_set(q, r, FORM_COOKIE, q->token, 0);
    if (shown && q->route && cookie(q, NOTICE_COOKIE).n)
        cookie_set(q, r, NOTICE_COOKIE, STR(""), -1);
}

static str caching(const struct rq *q, const reply *r)
{
    bool everybody =
        r->shared && r->status == 200 && !q->who->user && !q->token.n && !q->notice.n;
    return everybody ? STR("public, max-age=60") : STR("no-store");
}

void headers_add(struct rq *q, const reply *given, struct outgoing *o, str type)
{
    reply r = *given;
    for (size_t i = 0; i < r.more.n; i++)
        put(q, o, r.more.p[i].name, r.more.p[i].value);
    r.more = (pairs){ 0 };
    own_cookies(q, &r);
    for (size_t i = 0; i < r.more.n; i++)
        put(q, o, r.more.p[i].name, r.more.p[i].value);
    put(q, o, STR("Content-Type"), type);
    if (r.location.n)
        put(q, o, STR("Location"), r.location);
    if (r.filename.n)
        put(q, o, STR("Content-Disposition"), attachment(q, r.filename));
    if (!has(o, "Cache-Control"))
        put(q, o, STR("Cache-Control"), caching(q, &r));
    if (!has(o, "Vary"))
        put(q, o, STR("Vary"), STR("Accept-Language, Cookie, HX-Request"));
    if (r.status == 429 || r.status == 503)
        put(q, o, STR("Retry-After"), strf(q->mem, "%d", RETRY_AFTER));
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (!has(o, always[i].name.p))
            put(q, o, always[i].name, always[i].value);
    if (q->secure)
        put(q, o, STR("Strict-Transport-Security"), STR("max-age=31536000; includeSubDomains"));
    put(q, o, STR("X-Request-Id"), q->id);
}
