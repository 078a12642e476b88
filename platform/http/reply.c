// SPDX-License-Identifier: Apache-2.0
// What handlers use: looking things up in the request, and making the reply.
#include "platform/http/flow_inside.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>

static str first_of(const pairs *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_is(list->p[i].name, name))
            return list->p[i].value;
    return STR("");
}

str arg(const struct rq *q, const char *name)
{
    return first_of(&q->args, name);
}

str query(const struct rq *q, const char *name)
{
    return first_of(&q->query, name);
}

str posted(const struct rq *q, const char *name)
{
    return first_of(&q->form, name);
}

bool posted_has(const struct rq *q, const char *name)
{
    for (size_t i = 0; i < q->form.n; i++)
        if (str_is(q->form.p[i].name, name))
            return true;
    return false;
}

str header(const struct rq *q, const char *name)
{
    for (size_t i = 0; i < q->headers.n; i++)
        if (str_ieq(q->headers.p[i].name, str_z(name)))
            return q->headers.p[i].value;
    return STR("");
}

static const char *cookie_name(const struct rq *q, const char *name)
{
    return q->secure ? strf(q->mem, "__Host-%s", name).p : name;
}

str cookie(const struct rq *q, const char *name)
{
    return first_of(&q->cookies, cookie_name(q, name));
}

const struct upload *uploaded(const struct rq *q, const char *field)
{
    for (size_t i = 0; i < q->uploads.n; i++)
        if (str_is(q->uploads.p[i].field, field))
            return &q->uploads.p[i];
    return NULL;
}

str here_with(struct rq *q, const char *name, str value)
{
    struct out o = { 0 };
    str rest = q->target, path;
    (void)str_cut(&rest, '?', &path);
    out_put(&o, path);
    char between = '?';
    bool done = value.n == 0;
    for (size_t i = 0; i <= q->query.n; i++) {
        struct pair one = { str_z(name), value };
        if (i < q->query.n && !str_is(q->query.p[i].name, name))
            one = q->query.p[i];
        else if (done)
            continue;
        else
            done = true;
        out_char(&o, between);
        between = '&';
        out_url(&o, one.name);
        out_char(&o, '=');
        out_url(&o, one.value);
    }
    str all = str_dup(q->mem, out_str(&o));
    out_drop(&o);
    return all;
}

reply page_status(struct rq *q, int status, const struct view *view, const void *data)
{
    (void)q;
    return (reply){ .status = status, .view = view, .data = data };
}

reply page(struct rq *q, const struct view *view, const void *data)
{
    return page_status(q, 200, view, data);
}

reply bytes(struct rq *q, const char *type, str body)
{
    (void)q;
    return (reply){ .status = 200, .type = str_z(type), .body = body };
}

bool own_path(str s)
{
    if (!s.n || s.p[0] != '/' || (s.n > 1 && (s.p[1] == '/' || s.p[1] == '\\')))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F)
            return false;
    return true;
}

// Bytes that may not stand in a header or an address become escapes; escapes stay as they are.
static str location_of(struct arena *a, str s)
{
    struct out o = { 0 };
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c > 0x20 && c < 0x7F && !strchr("\"<>\\^`{|}", c))
            out_char(&o, (char)c);
        else
            out_f(&o, "%%%02X", c);
    }
    str all = str_dup(a, out_str(&o));
    out_drop(&o);
    return all;
}

reply see_other(struct rq *q, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *p = mem(q->mem, (size_t)(n < 0 ? 0 : n) + 1);
    vsnprintf(p, (size_t)(n < 0 ? 0 : n) + 1, fmt, again);
    va_end(again);
    if (!own_path(str_z(p))) {
        q->fault = "a redirect to a place that is not ours";
        return fail(q, E_INPUT);
    }
    return (reply){ .status = 303, .location = location_of(q->mem, str_z(p)) };
}

reply fail(struct rq *q, err e)
{
    int status = 500;
    if (e == E_DENIED && q->instead.n)
        return see_other(q, "%.*s", S(q->instead));
    switch (e) {
    case OK:
        status = 500;
        break;
    case E_NOTFOUND:
        status = 404;
        break;
    case E_DENIED:
        status = 403;
        break;
    case E_CONFLICT:
        status = 409;
        break;
    case E_RETRY:
        status = 503;
        break;
    case E_TOOBIG:
        status = 413;
        break;
    case E_INPUT:
        status = 400;
        break;
    case E_DB:
    case E_IO:
    case E_PEER:
        status = 500;
        break;
    }
    if (!q->fault && q->db && q->db->fault.n && status >= 500)
        q->fault = str_cz(q->mem, q->db->fault);
    if (!q->fault)
        q->fault = err_name(e);
    return (reply){ .status = status, .failed = e };
}

static str random_token(struct arena *a)
{
    unsigned char raw[32];
    char *text = mem(a, 44);
    randombytes_buf(raw, sizeof raw);
    sodium_bin2base64(text, 44, raw, sizeof raw, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return (str){ text, 43 };
}

str form_token(struct rq *q)
{
    if (q->who->user)
        return q->who->form_token;
    if (!q->token.n) {
        str had = cookie(q, FORM_COOKIE);
        q->token = had.n == 43 ? had : random_token(q->mem);
    }
    return q->token;
}

str once_new(struct rq *q)
{
    return random_token(q->mem);
}

void cookie_set(struct rq *q, reply *r, const char *name, str value, int64_t seconds)
{
    str age = seconds ? strf(q->mem, "; Max-Age=%lld", (long long)(seconds < 0 ? 0 : seconds))
                      : STR("");
    *ADD(q->mem, &r->more) = (struct pair){
        STR("Set-Cookie"),
        strf(q->mem, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%.*s", cookie_name(q, name),
             S(value), q->secure ? "; Secure" : "", S(age)),
    };
}
