// SPDX-License-Identifier: Apache-2.0
// The folder that an installation lives in: database, lock, files.
#ifndef APP_DATA_DIR_H
#define APP_DATA_DIR_H

#include "platform/db/db.h"

// One process per folder (REL-12): takes DIR/lock until the process ends. False with *fault
// when the folder is not there, cannot be written, or belongs to a running process.
bool data_lock(struct arena *, const char *dir, str *fault);

// The address of its database: `given` when not NULL, else sqlite:DIR/fotfeste.db.
const char *data_url(struct arena *, const char *dir, const char *given);

#endif
