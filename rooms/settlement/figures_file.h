// SPDX-License-Identifier: Apache-2.0
// Reading a file of the table "request, decision and actual settlement": every fault is listed, by
// line and column, up to a hundred. Pure: bytes in, rows and faults out.
#ifndef ROOMS_SETTLEMENT_FIGURES_FILE_H
#define ROOMS_SETTLEMENT_FIGURES_FILE_H

#include "rooms/settlement/settlement.h"

enum { FIGURE_FAULTS_MAX = 100 };

enum fault_kind {
    FAULT_UTF16,    // the file is UTF-16
    FAULT_LATIN1,   // not UTF-8: probably Latin-1; line of the first such byte
    FAULT_EMPTY,    // no rows
    FAULT_QUOTE,    // a quotation mark is not closed
    FAULT_COLUMN_MISSING,
    FAULT_COLUMN_UNKNOWN,
    FAULT_COLUMN_TWICE,
    FAULT_CELLS,    // more or fewer cells than the heading
    FAULT_NUMBER,   // not a whole number
    FAULT_NEGATIVE,
    FAULT_TOO_BIG,
    FAULT_YEAR,     // outside the years the table can hold
    FAULT_PLACE,    // no municipality had this number that year
    FAULT_NAME,     // empty or unreadable text
    FAULT_FLAG,     // not column=reason, or an unknown reason
    FAULT_FLAG_AGAINST, // says empty, but the cell has a value
    FAULT_FLAG_TWICE,
    FAULT_SOURCE,   // unknown source
    FAULT_TWICE,    // the same municipality and year on an earlier line
};
struct figure_fault {
    enum fault_kind kind;
    int64_t line;
    str column, value; // "" when it is not about one
    int64_t first;     // FAULT_TWICE: the earlier line
};

struct figures_file {
    figures rows;
    SLICE(struct figure_fault) faults; // the first hundred
    int64_t fault_count;               // all of them
    int64_t first_year, last_year;
};

// Separator comma or semicolon, after the heading. `last_year`: the highest year that may stand
// in it. Texts point into `bytes` or the arena.
void figures_read(struct arena *, str bytes, int64_t last_year, struct figures_file *out);
str figure_fault_text(struct arena *, enum lang, const struct figure_fault *);

#endif
