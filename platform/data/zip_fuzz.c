// SPDX-License-Identifier: Apache-2.0
// Whatever is uploaded as an archive is unpacked within the limits, or refused.
#include "platform/data/zip_in.h"
#include "test/fuzz.h"

static err see(void *arg, const struct zip_file_in *f)
{
    HOLDS(f->name.n && str_find(f->name, STR("/")) == (size_t)-1 && !zip_is(f->bytes));
    ++*(size_t *)arg;
    return OK;
}

FUZZ(zip)
{
    size_t files = 0, again = 0;
    err e = zip_each_here(a, in, see, &files);
    HOLDS(e == OK || e == E_INPUT || e == E_TOOBIG);
    HOLDS(zip_each_here(a, in, see, &again) == e && again == files);
    (void)zip_is_spreadsheet_here(in);
}
