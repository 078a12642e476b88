// SPDX-License-Identifier: Apache-2.0
// Whatever is uploaded as an archive is unpacked within the limits, or refused.
#include "platform/data/zip_in.h"
#include "test/fuzz.h"

FUZZ(zip)
{
    zip_files_in files = { 0 }, again = { 0 };
    err e = zip_files_here(a, in, &files);
    HOLDS(e == OK || e == E_INPUT || e == E_TOOBIG);
    for (size_t i = 0; i < files.n; i++)
        HOLDS(files.p[i].name.n && str_find(files.p[i].name, STR("/")) == (size_t)-1 && !zip_is(files.p[i].bytes));
    HOLDS(zip_files_here(a, in, &again) == e && again.n == files.n);
    (void)zip_is_spreadsheet(in);
}
