// SPDX-License-Identifier: Apache-2.0
// Spreadsheets and ZIP files that were uploaded, read by the child: what it is asked for, and how the
// answers come back.
#include "platform/data/apart.h"
#include "platform/data/xlsx_in.h"
#include "platform/data/zip_in.h"

// ---- within the child

static err sheets(struct arena *a, str bytes, size_t n, apart_row *row, void *arg)
{
    sheet_names all = { 0 };
    (void)n;
    PASS(xlsx_sheets_here(a, bytes, &all));
    return row(arg, &(struct csv_row){ all.p, all.n, 1 });
}

struct passing_on {
    apart_row *row;
    void *arg;
    int64_t n;
};

static err one_file(void *arg, const struct zip_file_in *f)
{
    struct passing_on *p = arg;
    const str pair[] = { f->name, f->bytes };
    return p->row(p->arg, &(struct csv_row){ pair, 2, ++p->n });
}

static err files(struct arena *a, str bytes, size_t n, apart_row *row, void *arg)
{
    (void)n;
    return zip_each_here(a, bytes, one_file, &(struct passing_on){ row, arg, 0 });
}

static err is_book(struct arena *a, str bytes, size_t n, apart_row *row, void *arg)
{
    (void)a, (void)n, (void)row, (void)arg;
    return zip_is_spreadsheet_here(bytes) ? OK : E_NOTFOUND;
}

apart_work *const apart_works[APART_KINDS] = { [APART_ROWS] = xlsx_rows_here, [APART_SHEETS] = sheets,
                                               [APART_FILES] = files, [APART_IS_BOOK] = is_book,
                                               [APART_SPARE] = apart_spare };

// ---- what the rest of the house calls

struct taking {
    struct arena *a;
    sheet_names *names;
    zip_files_in *files;
};

static err take_names(void *arg, const struct csv_row *r)
{
    struct taking *t = arg;
    for (size_t i = 0; i < r->n; i++)
        *ADD(t->a, t->names) = str_dup(t->a, r->cell[i]);
    return OK;
}

static err take_file(void *arg, const struct csv_row *r)
{
    struct taking *t = arg;
    if (r->n != 2)
        return E_INPUT;
    *ADD(t->a, t->files) = (struct zip_file_in){ str_dup(t->a, r->cell[0]), str_dup(t->a, r->cell[1]) };
    return OK;
}

static err nothing(void *arg, const struct csv_row *r)
{
    (void)arg, (void)r;
    return E_INPUT;
}

err xlsx_rows(struct arena *a, str bytes, size_t sheet, err (*row)(void *, const struct csv_row *), void *arg)
{
    (void)a;
    return apart(APART_ROWS, bytes, sheet, row, arg);
}

err xlsx_sheets(struct arena *a, str bytes, sheet_names *names)
{
    return apart(APART_SHEETS, bytes, 0, take_names, &(struct taking){ .a = a, .names = names });
}

err zip_files(struct arena *a, str bytes, zip_files_in *out)
{
    return apart(APART_FILES, bytes, 0, take_file, &(struct taking){ .a = a, .files = out });
}

bool zip_is_spreadsheet(str bytes)
{
    return zip_is(bytes) && apart(APART_IS_BOOK, bytes, 0, nothing, NULL) == OK;
}
