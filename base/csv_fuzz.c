// SPDX-License-Identifier: Apache-2.0
// What is read, written again and read again is the same; in one piece or byte by byte.
#include "base/csv.h"

#include "base/out.h"
#include "test/fuzz.h"

enum { ROW_MAX = 4096 };

static err write_row(void *arg, const struct csv_row *row)
{
    struct out *o = arg;
    for (size_t i = 0; i < row->n; i++) {
        if (i)
            out_char(o, ';');
        // An only, empty cell would be an empty line, which is no row.
        if (row->n == 1 && !row->cell[0].n)
            OUT(o, "\"\"");
        else
            out_csv(o, row->cell[i], ';');
    }
    OUT(o, "\r\n");
    return OK;
}

static err bytewise(struct arena *a, str in, struct out *o)
{
    struct csv_in *c = csv_in_make(a, ';', ROW_MAX, write_row, o);
    for (size_t i = 0; i < in.n; i++)
        PASS(csv_in_feed(c, str_part(in, i, 1)));
    return csv_in_end(c);
}

FUZZ(csv)
{
    struct out whole = { 0 }, slow = { 0 };
    struct csv_in *c = csv_in_make(a, ';', ROW_MAX, write_row, &whole);
    err e = csv_in_feed(c, in);
    if (e == OK)
        e = csv_in_end(c);
    HOLDS((bytewise(a, in, &slow) == OK) == (e == OK));
    if (e == OK) {
        HOLDS(str_eq(out_str(&whole), out_str(&slow)));
        out_clear(&slow);
        HOLDS(bytewise(a, out_str(&whole), &slow) == OK);
        HOLDS(str_eq(out_str(&whole), out_str(&slow)));
    }
    out_drop(&whole);
    out_drop(&slow);
}
