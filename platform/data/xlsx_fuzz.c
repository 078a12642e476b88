// SPDX-License-Identifier: Apache-2.0
// Whatever is uploaded as a spreadsheet is read within the limits, or refused.
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
