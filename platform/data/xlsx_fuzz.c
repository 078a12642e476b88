// SPDX-License-Identifier: Apache-2.0
// Whatever is uploaded as a spreadsheet is read within the limits, or refused.
#include <zip.h>

#include "platform/data/xlsx_in.h"
#include "test/fuzz.h"

enum { COLUMNS_MOST = 500, CELL_MOST = 32 << 10 };

static err see(void *arg, const struct csv_row *row)
{
    size_t *rows = arg;
    HOLDS(row->n > 0 && row->n <= COLUMNS_MOST);
    for (size_t i = 0; i < row->n; i++)
        HOLDS(row->cell[i].n <= CELL_MOST && (row->cell[i].p || !row->cell[i].n));
    ++*rows;
    return OK;
}

FUZZ(xlsx)
{
    size_t rows = 0, again = 0;
    err e = xlsx_rows_here(a, in, 0, see, &rows);
    HOLDS(e == OK || e == E_INPUT || e == E_TOOBIG);
    HOLDS(xlsx_rows_here(a, in, 0, see, &again) == e && rows == again);
}

// The same text as each part of a book, not packed: so that what is invented reaches the reader of XML
// instead of failing at a checksum.
static str booked(struct arena *a, str in)
{
    static const char *const parts[] = { "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
                                         "xl/styles.xml", "xl/worksheets/sheet1.xml" };
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *z = zip_open_from_source(to, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    zip_stat_t st;
    HOLDS(z);
    zip_source_keep(to);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        zip_int64_t at = zip_file_add(z, parts[i], zip_source_buffer(z, in.p, in.n, 0), 0);
        HOLDS(at >= 0 && zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0) == 0);
    }
    HOLDS(zip_close(z) == 0 && zip_source_stat(to, &st) == 0 && zip_source_open(to) == 0);
    char *p = mem(a, st.size + 1);
    HOLDS(zip_source_read(to, p, st.size) == (zip_int64_t)st.size);
    zip_source_close(to);
    zip_source_free(to);
    return (str){ p, st.size };
}

FUZZ(sheet)
{
    sheet_names names = { 0 };
    size_t rows = 0;
    str book = booked(a, in);
    err e = xlsx_rows_here(a, book, 0, see, &rows);
    HOLDS(e == OK || e == E_INPUT || e == E_TOOBIG);
    e = xlsx_sheets_here(a, book, &names);
    HOLDS((e == OK && names.n > 0) || e == E_INPUT || e == E_TOOBIG);
}
