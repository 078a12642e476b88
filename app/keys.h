// SPDX-License-Identifier: Apache-2.0
// The keys that sealed notes and health notes are encrypted with, as an installation keeps them: a
// file beside the data, or where --key or FOTFESTE_KEY_FILE says. The database remembers the name of
// the newest, so that a missing or foreign file is refused before anything is read or written.
#ifndef APP_KEYS_H
#define APP_KEYS_H

#include "platform/db/db.h"

#define KEYS_FILE "sealed.key"
#define KEYS_ENVIRONMENT "FOTFESTE_KEY_FILE"

const char *keys_path(struct arena *, const char *data, const char *given);
// For a migrated database: reads the file, makes it where there never was one, seals what was written
// before, and hands the keys to the pool. False with a sentence in *fault.
bool keys_ready(struct db_pool *, struct arena *, const char *path, int64_t now, str *fault);
// In the transaction that loaded a backup: E_INPUT with *fault when its key is not among ours.
MUST err keys_fit(struct db *, const char *path, str *fault);

#endif
