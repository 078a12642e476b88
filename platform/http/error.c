// SPDX-License-Identifier: Apache-2.0
// One page for everything that could not be done: what happened, what to do now. A page that
// was not found reads the same whether the thing is unknown or somebody else's, byte for byte,
// so the reference stands only where the fault is ours.
#include "platform/http/flow_inside.h"

#include "platform/http/error.h"
#include "platform/http/error.html.h"
#include "text_keys.h"

#define ROW(n)                                                                                 \
    {                                                                                          \
        n, T_http_error_##n##_title, T_http_error_##n##_what, T_http_error_##n##_do            \
    }
static const struct error texts[] = {
    ROW(400), ROW(403), ROW(404), ROW(405), ROW(409), ROW(413),
    ROW(419), ROW(421), ROW(422), ROW(429), ROW(500), ROW(503),
};

static const struct error *text_of(int status)
{
    int as = status == 401 ? 403 : status == 415 ? 422 : status;
    const struct error *other = NULL;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i].status == as)
            return &texts[i];
        if (texts[i].status == (status >= 500 ? 500 : 400))
            other = &texts[i];
    }
    return other;
}

// What nobody wants to find in the text of a page.
static bool is_secret(str name)
{
    return str_find(name, STR("pass")) != (size_t)-1 || str_is(name, "code") ||
           str_is(name, "csrf");
}

// Everything that was typed, ready to be sent again with a token that is good now.
static void keep_form(struct rq *q, struct error *e)
{
    e->files = q->uploads.n > 0;
    e->kept = q->form.n > 0 && !e->files;
    e->sign_in = !q->who->user && q->route && !may(q->who, q->route->may);
    e->target = q->target;
    e->token = form_token(q);
    for (size_t i = 0; i < q->form.n; i++)
        if (!is_secret(q->form.p[i].name))
            *ADD(q->mem, &e->fields) =
                (struct pair){ e->sign_in ? strf(q->mem, KEPT "%.*s", S(q->form.p[i].name))
                                          : q->form.p[i].name,
                               q->form.p[i].value };
}

// RFC 9457, for programs.
static void problem(struct out *o, struct rq *q, int status, text_key title)
{
    OUT(o, "{\"type\":\"about:blank\",\"title\":");
    out_json(o, text(q->mem, q->lang, title, NO_TARGS));
    out_f(o, ",\"status\":%d}\n", status);
}

void error_page(struct out *o, struct rq *q, int status, str *type)
{
    struct error *e = NEW(q->mem, struct error);
    struct w w = { .o = o, .q = q };
    *e = *text_of(status);
    if (status == 503 && q->readonly)
        *e = (struct error){ 503, T_http_readonly_title, T_http_readonly_what, T_http_readonly_do };
    out_clear(o);
    if (q->face == FACE_JSON) {
        problem(o, q, status, e->title);
        *type = STR("application/problem+json");
        return;
    }
    e->fragment = q->fragment;
    if (e->status == 419 || (e->status == 503 && q->readonly))
        keep_form(q, e);
    e->search = e->status == 404;
    e->id = e->status >= 500 ? q->id : STR("");
    view_page(&w, &http_error_view, e);
    *type = STR("text/html; charset=utf-8");
}
