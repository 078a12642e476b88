// SPDX-License-Identifier: Apache-2.0
// The running server keeps the heads of the audit trail, signed, in DATA/audit.heads: each minute
// in which something was written, and when it stops. "audit verify" compares with them.
#ifndef APP_HEADS_H
#define APP_HEADS_H

#include "platform/db/db.h"

#define HEADS_FILE "audit.heads"

// True when the file says what the database says; why not stands on stderr.
bool heads_keep(struct db_pool *, const char *data, int64_t now);

#endif
