// SPDX-License-Identifier: Apache-2.0
// Reading CSV (RFC 4180; the separator is given), in pieces of any size and constant memory.
// A face of libcsv that hands over whole rows with their line number.
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"
#include "base/err.h"

struct csv_row {
    const str *cell; // valid during the call only; bytes as in the file, quotes undone
    size_t n;
    int64_t line; // line of the file where the row begins, from 1
};

struct csv_in;
// `row` gives OK to go on; anything else stops the reading and is handed to the caller.
// A row longer than `row_max` bytes stops it with E_TOOBIG, a broken quote with E_INPUT.
struct csv_in *csv_in_make(struct arena *, char sep, size_t row_max,
                           err (*row)(void *arg, const struct csv_row *), void *arg);
MUST err csv_in_feed(struct csv_in *, str piece);
MUST err csv_in_end(struct csv_in *);    // hands over a last row without a line break
int64_t csv_in_line(const struct csv_in *); // where the reading is, for messages

// The whole of a text at once; a byte-order mark is skipped. E_TOOBIG for a row of more than a megabyte
// or 100 000 cells.
MUST err csv_read(struct arena *, str text, char sep,
                  err (*row)(void *arg, const struct csv_row *), void *arg);

#endif
