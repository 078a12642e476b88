// SPDX-License-Identifier: Apache-2.0
#include "platform/data/xlsx.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

struct xlsx {
    struct arena *a;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *date, *whole, *bold, *marked, *real[4];
    lxw_row_t row;
    lxw_col_t col, cols;
    int fd;
};

enum { SHEET_NAME = 31, CELL_MAX = 32767, COLUMN_WIDTH = 18, MARK = 0xFDE3A7 };

static void drop(void *arg)
{
    struct xlsx *x = arg;
    if (x->fd >= 0)
        close(x->fd);
    x->fd = -1;
}

static const char *sheet_name(struct arena *a, str title)
{
    char *name = mem(a, title.n + 1);
    size_t n = 0, points = 0;
    for (size_t i = 0; i < title.n; i++) {
        if (strchr("[]:*?/\\'", title.p[i]))
            continue;
        points += ((unsigned char)title.p[i] & 0xC0) != 0x80;
        if (points > SHEET_NAME)
            break;
        name[n++] = title.p[i];
    }
    name[n] = '\0';
    return n ? name : "Tabell";
}

static lxw_format *number_format(lxw_workbook *book, const char *code)
{
    lxw_format *f = workbook_add_format(book);
    format_set_num_format(f, code);
    return f;
}

struct xlsx *xlsx_make(struct arena *a, str title)
{
    struct xlsx *x = NEW(a, struct xlsx);
    x->a = a;
    x->fd = memfd_create("xlsx", MFD_CLOEXEC);
    if (x->fd < 0)
        return NULL;
    arena_closing(a, drop, x);
    // The library wants a file name; the memory file has one in this process.
    str path = strf(a, "/proc/self/fd/%d", x->fd);
    lxw_workbook_options options = { .constant_memory = LXW_TRUE };
    x->book = workbook_new_opt(path.p, &options);
    x->sheet = workbook_add_worksheet(x->book, sheet_name(a, title));
    x->date = number_format(x->book, "dd.mm.yyyy");
    x->whole = number_format(x->book, "#,##0");
    x->bold = workbook_add_format(x->book);
    format_set_bold(x->bold);
    x->marked = workbook_add_format(x->book);
    format_set_bg_color(x->marked, MARK);
    format_set_border(x->marked, LXW_BORDER_THIN);
    static const char *const reals[] = { "#,##0", "#,##0.0", "#,##0.00", "#,##0.000" };
    for (int i = 0; i < 4; i++)
        x->real[i] = number_format(x->book, reals[i]);
    return x;
}

static void filter(struct xlsx *x)
{
    if (x->cols && x->row)
        worksheet_autofilter(x->sheet, 0, 0, x->row, (lxw_col_t)(x->cols - 1));
}

void xlsx_sheet(struct xlsx *x, str title)
{
    filter(x);
    x->sheet = workbook_add_worksheet(x->book, sheet_name(x->a, title));
    x->row = x->col = x->cols = 0;
}

void xlsx_head(struct xlsx *x, const str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        worksheet_write_string(x->sheet, 0, (lxw_col_t)i, str_cz(x->a, names[i]), x->bold);
    worksheet_set_column(x->sheet, 0, n ? (lxw_col_t)(n - 1) : 0, COLUMN_WIDTH, NULL);
    worksheet_freeze_panes(x->sheet, 1, 0);
    x->cols = (lxw_col_t)n;
}

void xlsx_row(struct xlsx *x)
{
    x->row++;
    x->col = 0;
}

static void text_cell(struct xlsx *x, str s, lxw_format *f)
{
    struct mark m = arena_mark(x->a);
    worksheet_write_string(x->sheet, x->row, x->col++, str_cz(x->a, str_part(s, 0, CELL_MAX)), f);
    arena_back(x->a, m);
}

void xlsx_text(struct xlsx *x, str s)
{
    text_cell(x, s, NULL);
}

// An empty string would leave no cell to colour.
void xlsx_marked(struct xlsx *x, str s)
{
    if (s.n)
        text_cell(x, s, x->marked);
    else
        worksheet_write_blank(x->sheet, x->row, x->col++, x->marked);
}

void xlsx_int(struct xlsx *x, int64_t v)
{
    worksheet_write_number(x->sheet, x->row, x->col++, (double)v, x->whole);
}

void xlsx_real(struct xlsx *x, double v, int decimals)
{
    int d = decimals < 0 ? 0 : decimals > 3 ? 3 : decimals;
    worksheet_write_number(x->sheet, x->row, x->col++, v, x->real[d]);
}

void xlsx_day(struct xlsx *x, day d)
{
    if (!day_known(d)) {
        xlsx_empty(x);
        return;
    }
    struct ymd t = day_ymd(d);
    lxw_datetime at = { .year = t.year, .month = t.month, .day = t.day };
    worksheet_write_datetime(x->sheet, x->row, x->col++, &at, x->date);
}

void xlsx_empty(struct xlsx *x)
{
    x->col++;
}

static void write_about(struct xlsx *x, str about)
{
    lxw_worksheet *sheet = workbook_add_worksheet(x->book, "Om dataene");
    worksheet_set_column(sheet, 0, 0, COLUMN_WIDTH, NULL);
    lxw_row_t row = 0;
    for (str line; str_cut(&about, '\n', &line); row++) {
        lxw_col_t col = 0;
        for (str cell; str_cut(&line, '\t', &cell); col++)
            worksheet_write_string(sheet, row, col, str_cz(x->a, str_part(cell, 0, CELL_MAX)),
                                   NULL);
    }
}

err xlsx_end(struct xlsx *x, str about, struct out *out)
{
    filter(x);
    write_about(x, about);
    if (workbook_close(x->book) != LXW_NO_ERROR)
        return E_IO;
    // The library closed its own descriptor of the memory file; ours still holds the bytes.
    struct stat st;
    if (fstat(x->fd, &st) != 0)
        return E_IO;
    char *p = out_room(out, (size_t)st.st_size);
    for (off_t at = 0; at < st.st_size;) {
        ssize_t n = pread(x->fd, p + at, (size_t)(st.st_size - at), at);
        if (n <= 0)
            return E_IO;
        at += n;
    }
    out->n += (size_t)st.st_size;
    drop(x);
    return OK;
}
