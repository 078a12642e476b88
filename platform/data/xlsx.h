// SPDX-License-Identifier: Apache-2.0
// A spreadsheet of one table or more: frozen header with filter, real numbers and dates, and a last
// sheet "Om dataene". A face of libxlsxwriter that writes to memory. Text is stored as text, so
// nothing in a cell is ever a formula.
#ifndef PLATFORM_DATA_XLSX_H
#define PLATFORM_DATA_XLSX_H

#include "base/day.h"
#include "base/err.h"
#include "base/out.h"

struct xlsx;
// `title` names the sheet (cut to 31 characters, forbidden signs left out). NULL when the system
// has no memory file to give.
struct xlsx *xlsx_make(struct arena *, str title);
void xlsx_sheet(struct xlsx *, str title); // a further table on a sheet of its own; then its head and rows
void xlsx_head(struct xlsx *, const str *names, size_t n); // the first row
void xlsx_row(struct xlsx *);                              // steps to the next row
void xlsx_text(struct xlsx *, str);                        // next cell of the row
void xlsx_marked(struct xlsx *, str);                      // the same, on a ground that says: look here
void xlsx_int(struct xlsx *, int64_t);
void xlsx_real(struct xlsx *, double, int decimals);
void xlsx_day(struct xlsx *, day); // empty cell for DAY_NONE
void xlsx_empty(struct xlsx *);
// `about`: lines "name<tab>value" or plain lines, for the second sheet. Adds the file to `out`.
MUST err xlsx_end(struct xlsx *, str about, struct out *out);

#endif
