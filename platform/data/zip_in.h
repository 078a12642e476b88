// SPDX-License-Identifier: Apache-2.0
// A ZIP somebody uploaded, with plain files in it. Hostile until proven otherwise (WEB-21): the limits
// stand in xlsx_in.h; no archives in it, no encryption, and of a path the name alone counts.
#ifndef PLATFORM_DATA_ZIP_IN_H
#define PLATFORM_DATA_ZIP_IN_H

#include "base/arena.h"
#include "base/err.h"

struct zip_file_in {
    str name;  // without folders
    str bytes;
};
typedef SLICE(struct zip_file_in) zip_files_in;

bool zip_is(str bytes);                    // begins as one
bool zip_is_spreadsheet(str bytes);        // a ZIP that holds a book
// All files in the order they stand, without what operating systems put beside them. E_INPUT: not a ZIP
// or not allowed in one; E_TOOBIG: a limit.
MUST err zip_files(struct arena *, str bytes, zip_files_in *out);
// The same within this process, for the child that does the work (apart.h) and for fuzzing.
bool zip_is_spreadsheet_here(str bytes);
typedef err zip_file_fn(void *arg, const struct zip_file_in *); // valid during the call only
MUST err zip_each_here(struct arena *, str bytes, zip_file_fn *, void *arg);

#endif
