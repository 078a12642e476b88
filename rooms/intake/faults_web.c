// SPDX-License-Identifier: Apache-2.0
// The file back with its faults: a spreadsheet with the cells marked, or CSV; both with a column that says
// what is wrong, which a later upload passes over.
#include <stdlib.h>

#include "platform/data/xlsx.h"
#include "rooms/intake/web.h"
#include "text_keys.h"

struct back { // one table on its way back
    struct rq *q;
    enum intake_file file;
    SLICE(struct intake_fault) faults; // of this table, by line
    size_t at;                         // the first of the present line
    const int *of;                     // column of each heading
    bool headed;
    void (*cell)(struct back *, str, bool marked, bool last);
    struct xlsx *x;
    struct out csv;
};

static void sheet_cell(struct back *b, str s, bool marked, bool last)
{
    (void)last;
    (marked ? xlsx_marked : xlsx_text)(b->x, s);
}
static void csv_cell(struct back *b, str s, bool marked, bool last)
{
    (void)marked;
    out_csv_safe(&b->csv, s, ';');
    out_put(&b->csv, last ? STR("\r\n") : STR(";"));
}

static int by_line(const void *a, const void *b)
{
    const struct intake_fault *x = a, *y = b;
    return (x->line > y->line) - (x->line < y->line);
}

static bool on_line(const struct back *b, size_t i, int64_t line)
{
    return i < b->faults.n && b->faults.p[i].line == line;
}

static str words_of_line(struct back *b, int64_t line)
{
    struct out o = { 0 };
    for (size_t i = b->at; on_line(b, i, line); i++) {
        const struct intake_fault *f = &b->faults.p[i];
        out_f(&o, "%s%.*s%s%.*s", o.n ? " " : "", S(intake_column_label(b->q, f->column)), *f->column ? ": " : "",
              S(intake_fault_words(b->q, f)));
    }
    str s = str_dup(b->q->mem, out_str(&o));
    out_drop(&o);
    return s;
}

static bool marked(const struct back *b, int64_t line, size_t column)
{
    size_t n;
    const struct intake_column *c = intake_columns(b->file, &n);
    for (size_t i = b->at; on_line(b, i, line); i++)
        if (b->of[column] >= 0 && str_is(str_z(b->faults.p[i].column), c[b->of[column]].name))
            return true;
    return false;
}

// A column that is not there at all is told in the heading.
static err heading(struct back *b, const struct csv_row *r, str words)
{
    str *names = NEW_ARRAY(b->q->mem, r->n + 1, str), about = text(b->q->mem, b->q->lang, T_intake_fault_column, NO_TARGS);
    for (size_t i = 0; i < r->n; i++)
        names[i] = str_dup(b->q->mem, r->cell[i]);
    names[r->n] = words.n ? strf(b->q->mem, "%.*s: %.*s", S(about), S(words)) : about;
    if (!b->of) {
        int *of = NEW_ARRAY(b->q->mem, r->n + 1, int);
        intake_guess(b->q->mem, b->file, r->cell, r->n, NULL, of);
        b->of = of;
    }
    if (b->x)
        xlsx_head(b->x, names, r->n + 1);
    for (size_t i = 0; !b->x && i <= r->n; i++)
        csv_cell(b, names[i], false, i == r->n);
    return OK;
}

static err row(void *arg, const struct csv_row *r)
{
    struct back *b = arg;
    while (b->at < b->faults.n && b->faults.p[b->at].line < r->line)
        b->at++;
    str words = words_of_line(b, r->line);
    if (!b->headed) {
        b->headed = true;
        return heading(b, r, words);
    }
    if (b->x)
        xlsx_row(b->x);
    for (size_t i = 0; i < r->n; i++)
        b->cell(b, r->cell[i], marked(b, r->line, i), false);
    b->cell(b, words, false, true);
    return OK;
}

static err table(struct back *b, const struct intake_set *s, enum intake_file file, const int *of, str content)
{
    enum intake_coding coding;
    text_key problem;
    int64_t line;
    b->file = file;
    b->of = of;
    b->headed = false;
    b->at = b->faults.n = 0;
    for (size_t i = 0; i < s->faults.n; i++)
        if (s->faults.p[i].file == file)
            *ADD(b->q->mem, &b->faults) = s->faults.p[i];
    if (b->faults.n)
        qsort(b->faults.p, b->faults.n, sizeof *b->faults.p, by_line);
    return intake_rows(b->q->mem, content, 0, row, b, &coding, &problem, &line);
}

static reply as_csv(struct rq *q, struct back *b, const struct intake_set *s, const struct intake_batch *batch, const int *of)
{
    b->cell = csv_cell;
    OUT(&b->csv, "\xef\xbb\xbf");
    err e = table(b, s, FILE_PERSONS, of, batch->content);
    reply r = bytes(q, "text/csv; charset=utf-8", str_dup(q->mem, out_str(&b->csv)));
    out_drop(&b->csv);
    TRY(q, e);
    r.filename = STR("feil.csv");
    return r;
}

static reply as_sheets(struct rq *q, struct back *b, const struct intake_set *s, const struct intake_batch *batch, const int *of)
{
    static const text_key names[INTAKE_FILES] = { T_intake_file_persons, T_intake_file_events, T_intake_file_relations, T_intake_file_centres };
    intake_pieces more = { 0 };
    struct out o = { 0 };
    TRY(q, batch_pieces(q->db, batch, &more));
    b->cell = sheet_cell;
    b->x = xlsx_make(q->mem, text(q->mem, q->lang, names[FILE_PERSONS], NO_TARGS));
    TRY(q, b->x ? OK : E_IO);
    TRY(q, table(b, s, FILE_PERSONS, of, batch->content));
    for (size_t i = 0; i < more.n; i++) {
        xlsx_sheet(b->x, text(q->mem, q->lang, names[more.p[i].kind], NO_TARGS));
        TRY(q, table(b, s, (enum intake_file)more.p[i].kind, NULL, more.p[i].content));
    }
    TRY(q, xlsx_end(b->x, text(q->mem, q->lang, T_intake_fault_about, NO_TARGS), &o));
    reply r = bytes(q, XLSX_TYPE, str_dup(q->mem, out_str(&o)));
    out_drop(&o);
    r.filename = STR("feil.xlsx");
    return r;
}

reply batch_faults(struct rq *q)
{
    struct intake_batch b;
    struct batch_head h;
    struct intake_set *s;
    struct back back = { .q = q };
    TRY(q, batch_open(q, &b));
    TRY(q, b.state == BATCH_STAGED ? OK : E_NOTFOUND);
    TRY(q, batch_head(q->db, &b, &h));
    TRY(q, batch_set(q->db, &b, &s));
    TRY(q, intake_compare(q->db, s, b.org));
    return str_is(query(q, "slag"), "csv") ? as_csv(q, &back, s, &b, h.column) : as_sheets(q, &back, s, &b, h.column);
}
