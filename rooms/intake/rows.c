// SPDX-License-Identifier: Apache-2.0
// From bytes to rows: which coding, which separator, or a spreadsheet.
#include <unicode/ucnv.h>

#include "base/csv.h"
#include "base/utf8.h"
#include "platform/data/xlsx_in.h"
#include "rooms/intake/intake.h"
#include "text_keys.h"

enum { ROW_MAX = 64 << 10, COLUMNS_MAX = 500, CELL_MAX = 32 << 10 };

// Converts by ICU; windows-1252 is what spreadsheets mean by Latin-1.
static str converted(struct arena *a, str s, const char *from)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = ucnv_convert("UTF-8", from, NULL, 0, s.p, (int32_t)s.n, &e);
    char *p = mem(a, (size_t)n + 1);
    e = U_ZERO_ERROR;
    n = ucnv_convert("UTF-8", from, p, n + 1, s.p, (int32_t)s.n, &e);
    return U_FAILURE(e) ? STR("") : (str){ p, (size_t)n };
}

static str to_utf8(struct arena *a, str s, enum intake_coding *coding)
{
    *coding = CODING_UTF8;
    if (str_starts(s, STR("\xff\xfe")) || str_starts(s, STR("\xfe\xff"))) {
        *coding = CODING_UTF16;
        return converted(a, s, "UTF-16");
    }
    if (utf8_ok(s))
        return s;
    *coding = CODING_LATIN1;
    return converted(a, s, "windows-1252");
}

// The separator that the heading has most of.
static char separator(str s)
{
    size_t count[128] = { 0 };
    bool quoted = false;
    for (size_t i = 0; i < s.n && (quoted || s.p[i] != '\n'); i++) {
        quoted ^= s.p[i] == '"';
        if (!quoted && (unsigned char)s.p[i] < 128)
            count[(unsigned char)s.p[i]]++;
    }
    return count[';'] > count[','] ? ';' : count['\t'] > count[','] ? '\t' : ',';
}

struct passing {
    intake_row_fn *row;
    void *arg;
    int64_t line;
    bool wide, long_cell;
};

static err pass_row(void *arg, const struct csv_row *r)
{
    struct passing *p = arg;
    bool empty = true;
    p->line = r->line;
    p->wide = r->n > COLUMNS_MAX;
    if (p->wide)
        return E_INPUT;
    for (size_t i = 0; i < r->n; i++) {
        empty = empty && str_trim(r->cell[i]).n == 0;
        p->long_cell |= r->cell[i].n > CELL_MAX;
    }
    if (p->long_cell)
        return E_INPUT;
    return empty ? OK : p->row(p->arg, r); // spreadsheets leave empty rows at the end
}

err intake_rows(struct arena *a, str bytes, size_t sheet, intake_row_fn *row, void *arg, enum intake_coding *coding,
                text_key *problem, int64_t *line)
{
    struct passing p = { .row = row, .arg = arg, .line = 1 };
    err e;
    *problem = T_NONE;
    *coding = CODING_UTF8;
    if (zip_is(bytes)) {
        e = xlsx_rows(a, bytes, sheet, pass_row, &p);
        *problem = e == E_INPUT ? T_intake_problem_spreadsheet : T_NONE;
    } else {
        str s = to_utf8(a, bytes, coding);
        bool text = text_ok(s, MANY_LINES);
        e = !s.n || !text ? E_INPUT : csv_read(a, s, separator(s), pass_row, &p);
        *problem = e != E_INPUT ? T_NONE : !s.n ? T_intake_problem_empty : !text ? T_intake_problem_text : T_intake_problem_quote;
    }
    if (e == E_TOOBIG && !p.wide && *problem == T_NONE) { // a row no spreadsheet has
        p.long_cell = true;
        e = E_INPUT;
    }
    if (p.wide || p.long_cell)
        *problem = p.wide ? T_intake_problem_columns : T_intake_problem_cell;
    *line = p.line;
    return e;
}
