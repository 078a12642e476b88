// SPDX-License-Identifier: Apache-2.0
// The whole content of a database as text, the same bytes from either engine: for each table a
// line {"table":"T","columns":[...]}, then a line for each row, an array of texts and nulls.
#ifndef PLATFORM_DB_DUMP_H
#define PLATFORM_DB_DUMP_H

#include "platform/db/db.h"

struct dump_count {
    int64_t tables, rows;
};
// Within a read transaction, so that it is one moment. Gives the text piece by piece to `put`,
// whose failure ends the dump.
MUST err db_dump(struct db *, err (*put)(void *, str), void *arg, struct dump_count *);
// Fills a migrated database that holds no rows of its own. E_INPUT with a sentence in *fault
// (line and reason) when the text does not fit, or comes from another schema.
MUST err db_load(struct db *, str text, struct dump_count *, str *fault);
// No table at all, or only what migrations make: nothing was ever traced there.
MUST err db_is_unused(struct db *, bool *unused);

#endif
