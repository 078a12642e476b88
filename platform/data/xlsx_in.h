// SPDX-License-Identifier: Apache-2.0
// Reading a spreadsheet somebody uploaded: a sheet of it, as text. Hostile until proven otherwise
// (WEB-21): at most 1 000 entries, 200 MiB unpacked, 100 times the packed size, counted while
// unpacking; no DTD, no macros, no encryption; nothing is ever computed or written to disk. It is read in
// a process of its own (apart.h).
#ifndef PLATFORM_DATA_XLSX_IN_H
#define PLATFORM_DATA_XLSX_IN_H

#include "base/csv.h"

// The sheets in the order their tabs stand, hidden ones too. E_INPUT and E_TOOBIG as below.
typedef SLICE(str) sheet_names;
MUST err xlsx_sheets(struct arena *, str bytes, sheet_names *names);
// `row` as in csv.h, of the sheet with that index; cells that are dates by their format come as YYYY-MM-DD, numbers in shortest
// form, with a point. E_INPUT: not a spreadsheet or not allowed in one; E_TOOBIG: a limit.
MUST err xlsx_rows(struct arena *, str bytes, size_t sheet, err (*row)(void *arg, const struct csv_row *), void *arg);

// The same within this process, for the child that does the work and for fuzzing. Nobody else.
MUST err xlsx_sheets_here(struct arena *, str bytes, sheet_names *names);
MUST err xlsx_rows_here(struct arena *, str bytes, size_t sheet, err (*row)(void *arg, const struct csv_row *),
                        void *arg);

#endif
