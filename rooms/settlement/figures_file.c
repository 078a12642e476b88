// SPDX-License-Identifier: Apache-2.0
// The file is read whole, because all faults of it are wanted at once and a good one has 200
// kB.
#include "rooms/settlement/figures_file.h"

#include "base/csv.h"
#include "base/map.h"
#include "base/utf8.h"
#include "rooms/place/place.h"
#include "text_keys.h"

enum column {
    COL_YEAR,
    COL_NUMBER,
    COL_NAME,
    COL_REQUESTED,
    COL_FIRST,
    COL_DECIDED,
    COL_SETTLED,
    COL_FLAGS,
    COL_SOURCE,
    COLUMNS
};
static const char *const column_name[COLUMNS] = {
    "year",    "municipality_no", "municipality", "requested", "requested_original",
    "decided", "settled",         "flags",        "source",
};
enum { FIRST_YEAR = 2000, PLACES_MAX = 100000, CELLS_MAX = 64 };

struct reading {
    struct arena *a;
    struct figures_file *out;
    int64_t last_year;
    bool heading_read, heading_good;
    size_t cells;          // of the heading
    int column[CELLS_MAX]; // which column the cell is; -1 for none
    struct map seen;       // "year number" -> line
    int64_t line;
    str source; // the last one found known
};

static void fault(struct reading *r, enum fault_kind kind, const char *column, str value)
{
    r->out->fault_count++;
    if (r->out->faults.n < FIGURE_FAULTS_MAX)
        *ADD(r->a, &r->out->faults) =
            (struct figure_fault){ kind, r->line, str_z(column), str_dup(r->a, value), 0 };
}

// ---- heading
// ------------------------------------------------------------------------------------

static int column_of(str name)
{
    for (int c = 0; c < COLUMNS; c++)
        if (str_is(name, column_name[c]))
            return c;
    return -1;
}

static void read_heading(struct reading *r, const struct csv_row *row)
{
    bool have[COLUMNS] = { 0 };
    int64_t before = r->out->fault_count;
    r->cells = row->n;
    for (size_t i = 0; i < row->n && i < CELLS_MAX; i++) {
        str name = str_trim(row->cell[i]);
        int c = r->column[i] = column_of(name);
        if (c < 0)
            fault(r, FAULT_COLUMN_UNKNOWN, NULL, name);
        else if (have[c])
            fault(r, FAULT_COLUMN_TWICE, NULL, name);
        else
            have[c] = true;
    }
    for (int c = 0; c < COLUMNS; c++)
        if (!have[c])
            fault(r, FAULT_COLUMN_MISSING, NULL, str_z(column_name[c]));
    r->heading_good = row->n <= CELLS_MAX && r->out->fault_count == before;
}

// ---- one row
// ------------------------------------------------------------------------------------

static optint read_count(struct reading *r, int column, str cell)
{
    int64_t v;
    if (!cell.n)
        return UNKNOWN;
    if (!str_int(cell, &v))
        fault(r, FAULT_NUMBER, column_name[column], cell);
    else if (v < 0)
        fault(r, FAULT_NEGATIVE, column_name[column], cell);
    else if (v > PLACES_MAX)
        fault(r, FAULT_TOO_BIG, column_name[column], cell);
    else
        return KNOWN(v);
    return UNKNOWN;
}

static bool reason_of(str word, int *why)
{
    static const struct {
        const char *word;
        enum why_empty why;
    } reasons[] = { { "suppressed", EMPTY_SUPPRESSED },
                    { "missing", EMPTY_MISSING },
                    { "zero_or_suppressed_or_missing", EMPTY_UNCLEAR } };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (str_is(word, reasons[i].word)) {
            *why = (int)reasons[i].why;
            return true;
        }
    return false;
}

static void read_flag(struct reading *r, str flag, const str cell[COLUMNS], int why[COLUMNS])
{
    str reason = flag, name;
    str_cut(&reason, '=', &name);
    int c = column_of(name), said;
    if (c < COL_REQUESTED || c > COL_SETTLED || !reason.p || !reason_of(reason, &said))
        fault(r, FAULT_FLAG, "flags", flag);
    else if (why[c] != EMPTY_NOT)
        fault(r, FAULT_FLAG_TWICE, "flags", flag);
    else if (cell[c].n)
        fault(r, FAULT_FLAG_AGAINST, column_name[c], flag);
    else
        why[c] = said;
}

static void read_flags(struct reading *r, const str cell[COLUMNS], struct figure *f)
{
    int why[COLUMNS] = { 0 };
    str rest = cell[COL_FLAGS], flag;
    while (rest.n && str_cut(&rest, ' ', &flag))
        if (flag.n)
            read_flag(r, flag, cell, why);
    for (int c = COL_REQUESTED; c <= COL_SETTLED; c++)
        if (why[c] == EMPTY_NOT && !cell[c].n)
            why[c] = EMPTY_UNSAID;
    f->requested_why = why[COL_REQUESTED];
    f->first_why = why[COL_FIRST];
    f->decided_why = why[COL_DECIDED];
    f->settled_why = why[COL_SETTLED];
}

static void read_year(struct reading *r, str cell, struct figure *f)
{
    if (!str_int(cell, &f->year))
        fault(r, FAULT_NUMBER, column_name[COL_YEAR], cell);
    else if (f->year < FIRST_YEAR || f->year > r->last_year)
        fault(r, FAULT_YEAR, column_name[COL_YEAR], cell);
    else
        return;
    f->year = 0;
}

// Sources keep an old number for a year or two after the reform, and republish a year just
// before it in the new ones.
static bool number_known(str number, int64_t year)
{
    enum { KEPT = 2, AHEAD = 1 };
    if (str_is(number, PROTECTED_NUMBER))
        return true;
    const struct place *p = place_municipality_near(number, day_of((int)year, 7, 1));
    return p && day_cmp(p->from, day_of((int)year + AHEAD, 12, 31)) <= 0 &&
           day_cmp(p->to, day_of((int)year - KEPT, 1, 1)) >= 0;
}

static void check_twice(struct reading *r, const struct figure *f)
{
    str key = strf(r->a, "%jd %.*s", (intmax_t)f->year, S(f->number));
    int64_t *before = map_get(&r->seen, key);
    if (before) {
        fault(r, FAULT_TWICE, column_name[COL_NUMBER], f->number);
        if (r->out->fault_count == (int64_t)r->out->faults.n)
            r->out->faults.p[r->out->faults.n - 1].first = *before;
        return;
    }
    before = NEW(r->a, int64_t);
    *before = r->line;
    map_put(&r->seen, key, before);
}

// Every row names its source; the list is read once for each.
static bool source_known(struct reading *r, str code)
{
    struct figure_source source;
    if (code.n && str_eq(code, r->source))
        return true;
    if (!settlement_source(r->a, code, &source))
        return false;
    r->source = code;
    return true;
}

static void read_figure(struct reading *r, const str cell[COLUMNS])
{
    struct figure f = { .number = str_dup(r->a, cell[COL_NUMBER]),
                        .name = str_dup(r->a, cell[COL_NAME]),
                        .source = str_dup(r->a, cell[COL_SOURCE]) };
    read_year(r, cell[COL_YEAR], &f);
    if (f.year && !number_known(f.number, f.year))
        fault(r, FAULT_PLACE, column_name[COL_NUMBER], f.number);
    if (!f.name.n || !text_ok(f.name, ONE_LINE))
        fault(r, FAULT_NAME, column_name[COL_NAME], f.name);
    f.requested = read_count(r, COL_REQUESTED, cell[COL_REQUESTED]);
    f.requested_first = read_count(r, COL_FIRST, cell[COL_FIRST]);
    f.decided = read_count(r, COL_DECIDED, cell[COL_DECIDED]);
    f.settled = read_count(r, COL_SETTLED, cell[COL_SETTLED]);
    read_flags(r, cell, &f);
    if (!source_known(r, f.source))
        fault(r, FAULT_SOURCE, column_name[COL_SOURCE], f.source);
    if (f.year)
        check_twice(r, &f);
    if (f.year && (!r->out->first_year || f.year < r->out->first_year))
        r->out->first_year = f.year;
    if (f.year > r->out->last_year)
        r->out->last_year = f.year;
    *ADD(r->a, &r->out->rows) = f;
}

static err read_row(void *arg, const struct csv_row *row)
{
    struct reading *r = arg;
    r->line = row->line;
    if (!r->heading_read) {
        r->heading_read = true;
        read_heading(r, row);
        return r->heading_good ? OK : E_INPUT;
    }
    if (row->n == 1 && !row->cell[0].n)
        return OK; // an empty line
    if (row->n != r->cells) {
        fault(r, FAULT_CELLS, NULL, strf(r->a, "%zu", row->n)); // the heading has r->cells
        return OK;
    }
    str cell[COLUMNS];
    for (size_t i = 0; i < row->n; i++)
        cell[r->column[i]] = str_trim(row->cell[i]);
    read_figure(r, cell);
    return OK;
}

// ---- the file
// -----------------------------------------------------------------------------------

static bool is_utf16(str bytes)
{
    if (bytes.n < 2)
        return false;
    unsigned char x = (unsigned char)bytes.p[0], y = (unsigned char)bytes.p[1];
    return (x == 0xff && y == 0xfe) || (x == 0xfe && y == 0xff) || x == 0 || y == 0;
}

static int64_t first_bad_line(str bytes)
{
    int64_t line = 1;
    for (str rest = bytes, part; str_cut(&rest, '\n', &part); line++)
        if (!utf8_ok(part))
            break;
    return line;
}

static char separator(str bytes)
{
    size_t end = str_find(bytes, STR("\n"));
    str heading = str_part(bytes, 0, end == (size_t)-1 ? bytes.n : end);
    return str_find(heading, STR(";")) != (size_t)-1 ? ';' : ',';
}

void figures_read(struct arena *a, str bytes, int64_t last_year, struct figures_file *out)
{
    *out = (struct figures_file){ 0 };
    struct reading r = { .a = a, .out = out, .last_year = last_year };
    map_make(&r.seen, a);
    r.line = 1;
    if (is_utf16(bytes)) {
        fault(&r, FAULT_UTF16, NULL, STR(""));
        return;
    }
    if (!utf8_ok(bytes)) {
        r.line = first_bad_line(bytes);
        fault(&r, FAULT_LATIN1, NULL, STR(""));
        return;
    }
    err e = csv_read(a, bytes, separator(bytes), read_row, &r);
    if (r.heading_read && !r.heading_good)
        return;
    if (e != OK)
        fault(&r, FAULT_QUOTE, NULL, STR(""));
    else if (!out->rows.n && !out->fault_count)
        fault(&r, FAULT_EMPTY, NULL, STR(""));
}

static text_key fault_key(enum fault_kind kind)
{
    switch (kind) {
    case FAULT_UTF16:
        return T_settlement_fault_utf16__line;
    case FAULT_LATIN1:
        return T_settlement_fault_latin1__line;
    case FAULT_EMPTY:
        return T_settlement_fault_empty__line;
    case FAULT_QUOTE:
        return T_settlement_fault_quote__line;
    case FAULT_COLUMN_MISSING:
        return T_settlement_fault_column_missing__line_value;
    case FAULT_COLUMN_UNKNOWN:
        return T_settlement_fault_column_unknown__line_value;
    case FAULT_COLUMN_TWICE:
        return T_settlement_fault_column_twice__line_value;
    case FAULT_CELLS:
        return T_settlement_fault_cells__line_value;
    case FAULT_NUMBER:
        return T_settlement_fault_number__column_line_value;
    case FAULT_NEGATIVE:
        return T_settlement_fault_negative__column_line_value;
    case FAULT_TOO_BIG:
        return T_settlement_fault_too_big__column_line_value;
    case FAULT_YEAR:
        return T_settlement_fault_year__column_line_value;
    case FAULT_PLACE:
        return T_settlement_fault_place__column_line_value;
    case FAULT_NAME:
        return T_settlement_fault_name__column_line;
    case FAULT_FLAG:
        return T_settlement_fault_flag__column_line_value;
    case FAULT_FLAG_AGAINST:
        return T_settlement_fault_flag_against__column_line_value;
    case FAULT_FLAG_TWICE:
        return T_settlement_fault_flag_twice__column_line_value;
    case FAULT_SOURCE:
        return T_settlement_fault_source__column_line_value;
    case FAULT_TWICE:
        return T_settlement_fault_twice__column_first_line_value;
    }
    return T_NONE;
}

str figure_fault_text(struct arena *a, enum lang lang, const struct figure_fault *f)
{
    // Line numbers are written without a thousands' space: they are looked up in an editor.
    return text(a, lang, fault_key(f->kind),
                TARGS(TS("line", strf(a, "%jd", (intmax_t)f->line)), TS("column", f->column),
                      TS("value", f->value), TS("first", strf(a, "%jd", (intmax_t)f->first))));
}
