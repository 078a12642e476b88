// SPDX-License-Identifier: Apache-2.0
// How cells become values; shared by the readers of the four files.
#ifndef ROOMS_INTAKE_COLUMNS_H
#define ROOMS_INTAKE_COLUMNS_H

#include "person/identifier.h"
#include "rooms/intake/intake.h"

enum intake_cell { CELL_TEXT, CELL_DAY, CELL_CODE, CELL_COUNTRIES, CELL_LANGUAGES, CELL_YES, CELL_DUF, CELL_D_NUMBER,
                   CELL_NATIONAL, CELL_INT, CELL_COUNT, CELL_PERSON, CELL_MUNICIPALITY };

struct intake_reading {
    struct intake_set *set;
    enum intake_file file;
    struct identifier_rule rule;
    day today;
    const struct intake_column *columns; // of the file
    size_t n;
    const int *chosen;   // by the user, per heading; NULL: guessed
    size_t chosen_n;
    int *of;             // of each heading
    size_t heads;
    bool headed;
};

// Reads one cell that is not empty into the row. T_NONE or the problem.
text_key intake_cell(struct intake_reading *, const struct intake_column *, str, void *row);

#endif
