// SPDX-License-Identifier: Apache-2.0
// Rows of a record as one table: CSV, JSON, spreadsheet; and the difference for the trace.
#include "platform/data/record.h"

#include "platform/data/class.h"
#include "platform/data/xlsx.h"

#define AT(type, f, row) ((const type *)((const char *)(row) + (f)->at))


static const void *row_at(const struct record *r, const void *rows, size_t i)
{
    return (const char *)rows + i * r->size;
}

// As a Norwegian spreadsheet reads it: decimal comma in numbers, all else plain.
static void csv_value(struct out *o, struct arena *a, enum lang lang, const struct field *f,
                      const void *row)
{
    str s = field_plain(a, f, row);
    if (f->kind == KIND_REAL || f->kind == KIND_MONEY) {
        char *p = str_cz(a, s);
        for (char *dot = strchr(p, '.'); dot; dot = NULL)
            *dot = ',';
        s = str_z(p);
    } else if (f->kind == KIND_ENUM || f->kind == KIND_BOOL) {
        s = field_shown(a, lang, f, row);
    }
    out_csv_safe(o, s, ';');
}

void rows_csv(struct out *o, enum lang lang, const struct record *r, const void *rows, size_t n)
{
    struct arena *a = arena_make(0);
    OUT(o, "\xEF\xBB\xBF");
    bool first = true;
    for (size_t i = 0; i < r->n; i++) {
        if (!field_exported(r, &r->f[i]))
            continue;
        if (!first)
            out_char(o, ';');
        first = false;
        out_csv_safe(o, field_label(a, lang, r, &r->f[i]), ';');
    }
    OUT(o, "\r\n");
    for (size_t k = 0; k < n; k++) {
        struct mark m = arena_mark(a);
        first = true;
        for (size_t i = 0; i < r->n; i++) {
            if (!field_exported(r, &r->f[i]))
                continue;
            if (!first)
                out_char(o, ';');
            first = false;
            csv_value(o, a, lang, &r->f[i], row_at(r, rows, k));
        }
        OUT(o, "\r\n");
        arena_back(a, m);
    }
    arena_drop(a);
}

static void json_value(struct out *o, struct arena *a, const struct field *f, const void *row)
{
    str s = field_plain(a, f, row);
    switch (f->kind) {
    case KIND_INT:
    case KIND_REAL:
    case KIND_MONEY: out_put(o, s); return;
    case KIND_BOOL:
        if (*AT(bool, f, row))
            OUT(o, "true");
        else
            OUT(o, "false");
        return;
    case KIND_OPT:
    case KIND_DAY:
    case KIND_MOMENT:
        if (!s.n) {
            OUT(o, "null");
            return;
        }
        if (f->kind == KIND_OPT)
            out_put(o, s);
        else
            out_json(o, s);
        return;
    case KIND_TEXT:
    case KIND_ENUM: out_json(o, s); return;
    }
}

void rows_json(struct out *o, const struct record *r, const void *rows, size_t n)
{
    struct arena *a = arena_make(0);
    out_char(o, '[');
    for (size_t k = 0; k < n; k++) {
        struct mark m = arena_mark(a);
        if (k)
            OUT(o, ",\n");
        char before = '{';
        for (size_t i = 0; i < r->n; i++) {
            if (!field_exported(r, &r->f[i]))
                continue;
            out_char(o, before);
            before = ',';
            out_json(o, str_z(r->f[i].name));
            out_char(o, ':');
            json_value(o, a, &r->f[i], row_at(r, rows, k));
        }
        if (before == '{')
            out_char(o, before);
        out_char(o, '}');
        arena_back(a, m);
    }
    OUT(o, "]\n");
    arena_drop(a);
}

static void xlsx_value(struct xlsx *x, struct arena *a, enum lang lang, const struct field *f,
                       const void *row)
{
    switch (f->kind) {
    case KIND_INT: xlsx_int(x, *AT(int64_t, f, row)); return;
    case KIND_OPT: {
        const optint *v = AT(optint, f, row);
        if (v->known)
            xlsx_int(x, v->v);
        else
            xlsx_empty(x);
        return;
    }
    case KIND_REAL: xlsx_real(x, *AT(double, f, row), 1); return;
    case KIND_MONEY: xlsx_real(x, (double)AT(money, f, row)->ore / 100, 2); return;
    case KIND_DAY: xlsx_day(x, *AT(day, f, row)); return;
    case KIND_TEXT:
    case KIND_MOMENT:
    case KIND_BOOL:
    case KIND_ENUM: xlsx_text(x, field_shown(a, lang, f, row)); return;
    }
}

err rows_xlsx(struct out *o, enum lang lang, const struct record *r, const void *rows, size_t n,
              str title, str about)
{
    struct arena *a = arena_make(0);
    struct xlsx *x = xlsx_make(a, title);
    if (!x) {
        arena_drop(a);
        return E_IO;
    }
    SLICE(str) names = { 0 };
    for (size_t i = 0; i < r->n; i++)
        if (field_exported(r, &r->f[i]))
            *ADD(a, &names) = field_label(a, lang, r, &r->f[i]);
    xlsx_head(x, names.p, names.n);
    for (size_t k = 0; k < n; k++) {
        xlsx_row(x);
        for (size_t i = 0; i < r->n; i++)
            if (field_exported(r, &r->f[i]))
                xlsx_value(x, a, lang, &r->f[i], row_at(r, rows, k));
    }
    err e = xlsx_end(x, about, o);
    arena_drop(a);
    return e;
}

// One side of a difference; `row` NULL is no row.
static void side(struct out *o, struct arena *a, const struct field *f, const void *row)
{
    if (!row)
        OUT(o, "null");
    else if (f->flags & (PERSONAL | SENSITIVE))
        OUT(o, "\"***\"");
    else
        json_value(o, a, f, row);
}

void record_difference(struct out *o, const struct record *r, const void *was, const void *now)
{
    struct arena *a = arena_make(0);
    char before = '{';
    for (size_t i = 0; i < r->n; i++) {
        const struct field *f = &r->f[i];
        if (f->flags & (SECRET | VERSION | NOT_STORED) || (was && now && field_same(f, was, now)))
            continue;
        out_char(o, before);
        before = ',';
        out_json(o, str_z(f->name));
        OUT(o, ":[");
        side(o, a, f, was);
        out_char(o, ',');
        side(o, a, f, now);
        out_char(o, ']');
    }
    if (before == '{')
        out_char(o, '{');
    out_char(o, '}');
    arena_drop(a);
}
