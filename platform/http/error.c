// SPDX-License-Identifier: Apache-2.0
// One page for everything that could not be done: what happened, what to do now. A page that
// was not found reads the same whether the thing is unknown or somebody else's, byte for byte,
// so the reference stands only where the fault is ours.
#include "platform/http/flow_inside.h"

#include "text_keys.h"

struct error_text {
    int status;
    text_key title, what, act;
};
#define ROW(n)                                                                                 \
    {                                                                                          \
        n, T_http_error_##n##_title, T_http_error_##n##_what, T_http_error_##n##_do            \
    }
static const struct error_text texts[] = {
    ROW(400), ROW(403), ROW(404), ROW(405), ROW(409), ROW(413),
    ROW(419), ROW(421), ROW(422), ROW(429), ROW(500), ROW(503),
};

static const struct error_text *text_of(int status)
{
    int as = status == 401 ? 403 : status == 415 ? 422 : status;
    const struct error_text *other = NULL;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i].status == as)
            return &texts[i];
        if (texts[i].status == (status >= 500 ? 500 : 400))
            other = &texts[i];
    }
    return other;
}

static void paragraph(struct w *w, text_key key)
{
    OUT(w->o, "<p>");
    w_t(w, key, NO_TARGS);
    OUT(w->o, "</p>\n");
}

static void hidden(struct w *w, str name, str value)
{
    OUT(w->o, "<input type=\"hidden\" name=\"");
    w_text(w, name);
    OUT(w->o, "\" value=\"");
    w_text(w, value);
    OUT(w->o, "\">\n");
}

// Everything that was typed, ready to be sent again with a token that is good now.
static void kept_form(struct w *w)
{
    struct rq *q = w->q;
    if (q->uploads.n)
        paragraph(w, T_http_error_419_files);
    if (!q->form.n)
        return;
    OUT(w->o, "<form method=\"post\" action=\"");
    w_text(w, q->target);
    OUT(w->o, "\">\n");
    for (size_t i = 0; i < q->form.n; i++)
        if (!str_is(q->form.p[i].name, "csrf"))
            hidden(w, q->form.p[i].name, q->form.p[i].value);
    hidden(w, STR("csrf"), form_token(q));
    paragraph(w, T_http_error_kept);
    OUT(w->o, "<p><button class=\"ds-button\" type=\"submit\">");
    w_t(w, T_http_error_again, NO_TARGS);
    OUT(w->o, "</button>");
    if (!q->who->user) {
        OUT(w->o, " <a class=\"ds-link\" href=\"/logg-inn\" target=\"_blank\">");
        w_t(w, T_http_error_sign_in, NO_TARGS);
        OUT(w->o, "</a>");
    }
    OUT(w->o, "</p>\n</form>\n");
}

static void write_title(struct w *w, const void *data)
{
    w_t(w, ((const struct error_text *)data)->title, NO_TARGS);
}

static void write_body(struct w *w, const void *data)
{
    const struct error_text *t = data;
    OUT(w->o, "<div class=\"error-page\">\n<h1 class=\"ds-heading\" data-size=\"lg\">");
    w_t(w, t->title, NO_TARGS);
    OUT(w->o, "</h1>\n");
    paragraph(w, t->what);
    paragraph(w, t->act);
    if (t->status == 419)
        kept_form(w);
    if (t->status >= 500) {
        OUT(w->o, "<p>");
        w_t(w, T_http_error_reference__id, TARGS(TS("id", w->q->id)));
        OUT(w->o, "</p>\n");
    }
    OUT(w->o, "<p><a class=\"ds-link\" href=\"/\">");
    w_t(w, T_http_error_back, NO_TARGS);
    OUT(w->o, "</a></p>\n</div>\n");
}

static const struct view error_view = {"http.error", FRAME_PUBLIC, write_title, write_body};

// RFC 9457, for programs.
static void problem(struct out *o, struct rq *q, int status, text_key title)
{
    OUT(o, "{\"type\":\"about:blank\",\"title\":");
    out_json(o, text(q->mem, q->lang, title, NO_TARGS));
    out_f(o, ",\"status\":%d}\n", status);
}

void error_page(struct out *o, struct rq *q, int status, str *type)
{
    const struct error_text *t = text_of(status);
    struct w w = {o, q};
    out_clear(o);
    if (q->face == FACE_JSON) {
        problem(o, q, status, t->title);
        *type = STR("application/problem+json");
        return;
    }
    if (q->fragment)
        write_body(&w, t);
    else
        view_page(&w, &error_view, t);
    *type = STR("text/html; charset=utf-8");
}
