// SPDX-License-Identifier: Apache-2.0
// Taking a file of figures into the database: all or nothing, and twice the same is nothing.
#ifndef ROOMS_SETTLEMENT_FIGURES_DB_H
#define ROOMS_SETTLEMENT_FIGURES_DB_H

#include "rooms/settlement/figures_file.h"

enum { IMPORT_CHANGES_SHOWN = 100, FIGURE_YEARS_AHEAD = 2 }; // a request comes the year before

struct figure_change {
    struct figure was, now;
};
struct import_report {
    int64_t lines, added, changed, unchanged;
    SLICE(struct figure_change) changes; // the first hundred
};

// Compares the rows with those held, and writes them when `write`. Rows held that the file does
// not name stay. One trace names the file and what it changed.
MUST err figures_import(struct db *, const struct figures_file *, str name, str bytes, bool write,
                        struct import_report *);
// "2023 1506 Molde: settled 223 -> 230"
str figure_change_text(struct arena *, const struct figure_change *);

#endif
