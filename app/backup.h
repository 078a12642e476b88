// SPDX-License-Identifier: Apache-2.0
// A copy of the whole database as text, with a digest that sha256sum can check. The commands
// backup and restore use it, and so does every upgrade before it changes anything.
#ifndef APP_BACKUP_H
#define APP_BACKUP_H

#include "platform/db/db.h"

#define BACKUP_DUMP "database.jsonl"
#define BACKUP_DIGESTS "SHA256SUMS"

// Writes both files to `dir`, made when it is not there; never over older ones. Prints what it
// did, or with `command` in front what went wrong. An exit code.
int backup_write(struct db_pool *, struct arena *, const struct deed *, const char *command,
                 const char *dir);
// What the digest of such a copy would be now.
MUST err backup_digest(struct db_pool *, struct arena *, const struct deed *, str *digest);
str backup_digest_of(struct arena *, str text);
int backup_trouble(const char *command, const char *what, const char *where); // with errno

#endif
