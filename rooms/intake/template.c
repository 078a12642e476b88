// SPDX-License-Identifier: Apache-2.0
// The files to fill in: the headings in the user's words, a sheet for each table, and what a cell may hold.
#include "platform/data/xlsx.h"
#include "rooms/intake/web.h"
#include "text_keys.h"

enum { COLUMNS_MOST = 64 };

// A centre tells who moved in by a column; who may register centres is the directorate.
static bool offered(const struct rq *q, enum intake_file f, const struct intake_column *c)
{
    return !str_is(str_z(c->name), "synthetic") && (f != FILE_PERSONS || !str_is(str_z(c->name), "moved_in") || q->who->role == CE);
}

static size_t heads_of(struct rq *q, enum intake_file f, str *heads)
{
    size_t all, n = 0;
    const struct intake_column *c = intake_columns(f, &all);
    for (size_t i = 0; i < all && n < COLUMNS_MOST; i++)
        if (offered(q, f, &c[i]))
            heads[n++] = intake_column_label(q, c[i].name);
    return n;
}

static void about(struct rq *q, enum intake_file f, text_key file, struct out *o)
{
    size_t all;
    const struct intake_column *c = intake_columns(f, &all);
    out_f(o, "\n%.*s\n", S(text(q->mem, q->lang, file, NO_TARGS)));
    for (size_t i = 0; i < all; i++)
        if (offered(q, f, &c[i]))
            out_f(o, "%.*s\t%.*s\t%.*s\n", S(intake_column_label(q, c[i].name)),
                  S(c[i].must ? text(q->mem, q->lang, T_intake_problem_required, NO_TARGS) : STR("")),
                  S(c[i].codes ? intake_allowed(q->mem, q->lang, str_z(c[i].codes)) : STR("")));
}

static err sheets(struct rq *q, struct out *o)
{
    static const text_key names[] = { T_intake_file_persons, T_intake_file_events, T_intake_file_relations, T_intake_file_centres };
    int files = q->who->role == DS ? INTAKE_FILES : FILE_CENTRES;
    struct out words = { 0 };
    str heads[COLUMNS_MOST];
    struct xlsx *x = xlsx_make(q->mem, text(q->mem, q->lang, names[0], NO_TARGS));
    if (!x)
        return E_IO;
    out_f(&words, "%.*s\n", S(text(q->mem, q->lang, T_intake_template_about, NO_TARGS)));
    for (int f = 0; f < files; f++) {
        if (f)
            xlsx_sheet(x, text(q->mem, q->lang, names[f], NO_TARGS));
        xlsx_head(x, heads, heads_of(q, (enum intake_file)f, heads));
        about(q, (enum intake_file)f, names[f], &words);
    }
    err e = xlsx_end(x, out_str(&words), o);
    out_drop(&words);
    return e;
}

reply intake_template(struct rq *q)
{
    struct out o = { 0 };
    bool sheet = str_is(arg(q, "slag"), "xlsx");
    str heads[COLUMNS_MOST];
    if (sheet) {
        TRY(q, sheets(q, &o));
    } else {
        TRY(q, str_is(arg(q, "slag"), "csv") ? OK : E_NOTFOUND);
        size_t n = heads_of(q, FILE_PERSONS, heads);
        OUT(&o, "\xef\xbb\xbf");
        for (size_t i = 0; i < n; i++) {
            out_csv(&o, heads[i], ';');
            out_put(&o, i + 1 < n ? STR(";") : STR("\r\n"));
        }
    }
    reply r = bytes(q, sheet ? XLSX_TYPE : "text/csv; charset=utf-8", str_dup(q->mem, out_str(&o)));
    r.filename = sheet ? STR("personer.xlsx") : STR("personer.csv");
    out_drop(&o);
    return r;
}
