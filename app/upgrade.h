// SPDX-License-Identifier: Apache-2.0
// Bringing a database to the schema of this program (REL-8): one that holds something is copied
// first, to DATA/before-upgrade-<day>-<milliseconds of the day>.
#ifndef APP_UPGRADE_H
#define APP_UPGRADE_H

#include "platform/db/db.h"

// False when it could not be brought there; the report says why, or what was applied.
bool upgrade(struct db_pool *, const char *data, int64_t now, struct out *report);

#endif
