// SPDX-License-Identifier: Apache-2.0
// From a reply, which is a value, to the bytes and headers of the answer.
#include "platform/http/flow_inside.h"

static str write_rows(struct rq *q, const reply *r, struct out *page)
{
    switch (q->face) {
    case FACE_CSV:
        rows_csv(page, q->lang, r->rows.rec, r->rows.rows, r->rows.n);
        return STR("text/csv; charset=utf-8");
    case FACE_JSON:
        rows_json(page, r->rows.rec, r->rows.rows, r->rows.n);
        return STR("application/json");
    case FACE_XLSX:
        if (rows_xlsx(page, q->lang, r->rows.rec, r->rows.rows, r->rows.n, r->rows.title,
                      r->rows.about) == OK)
            return STR("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        break;
    case FACE_HTML:
        break;
    }
    return STR("");
}

static const char *ending(enum face face)
{
    switch (face) {
    case FACE_CSV:
        return ".csv";
    case FACE_XLSX:
        return ".xlsx";
    case FACE_JSON:
        return ".json";
    case FACE_HTML:
        break;
    }
    return "";
}

static str last_part(str path)
{
    size_t from = path.n;
    while (from && path.p[from - 1] != '/')
        from--;
    return str_part(path, from, path.n);
}

// Writes the body that the reply asks for; its type, or "" when it asks for none that is there.
static str write_body(struct rq *q, reply *r, struct out *page)
{
    if (r->failed == OK && q->face != FACE_HTML && r->rows.rec) {
        str type = write_rows(q, r, page);
        if (q->face != FACE_JSON && type.n && !r->filename.n)
            r->filename = strf(q->mem, "%.*s%s", S(last_part(q->path)), ending(q->face));
        return type;
    }
    if (r->view && (q->face == FACE_HTML || r->status >= 400)) {
        struct w w = { .o = page, .q = q };
        view_page(&w, r->view, r->data);
        return STR("text/html; charset=utf-8");
    }
    if (r->type.n)
        return r->type;
    return r->location.n ? STR("text/plain; charset=utf-8") : STR("");
}

// A part of a page that could not be had or saved leaves the page as it is, with what was typed
// in it; the page has a place for the message.
static void beside_the_page(struct rq *q, reply *r)
{
    *ADD(q->mem, &r->more) = (struct pair){ STR("HX-Retarget"), STR("#hendelse") };
    *ADD(q->mem, &r->more) = (struct pair){ STR("HX-Reselect"), STR("#feilmelding") };
    *ADD(q->mem, &r->more) = (struct pair){ STR("HX-Reswap"), STR("innerHTML") };
}

void render(struct rq *q, reply *r, struct out *page, struct outgoing *o)
{
    out_clear(page);
    str type = write_body(q, r, page);
    if (!type.n) { // an error, or a face the handler gave no rows for
        if (r->status < 400)
            r->status = 404;
        error_page(page, q, r->status, &type);
        if (q->fragment)
            beside_the_page(q, r);
    }
    o->status = r->status;
    o->body = r->type.n && type.p == r->type.p ? r->body : out_str(page);
    o->lasting = r->lasting && o->body.p == r->body.p;
    headers_add(q, r, o, type);
}
