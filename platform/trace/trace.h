// SPDX-License-Identifier: Apache-2.0
// The audit trail (security.md 6): append-only, hash-chained, written in the transaction of the
// change. db_add, db_save and db_erase write theirs; this is for all that is not a row.
#ifndef PLATFORM_TRACE_TRACE_H
#define PLATFORM_TRACE_TRACE_H

#include "platform/db/db.h"

// action: "login", "refused", "import", "publish" ...; object: kind of thing; detail: JSON or "".
MUST err trace_note(struct db *, const char *action, const char *object, int64_t id, str detail);

// Who wrote a row last, for "Kari saved at 10.31". E_NOTFOUND when nobody did.
struct trace_last {
    int64_t user, at; // at: ms since 1970 UTC
    str name;         // display name from who_user; "" for the system
};
MUST err trace_last(struct db *, const char *table, int64_t id, struct trace_last *);

struct trace_verdict {
    int64_t entries, streams;
    int64_t first_bad; // seq of the first wrong entry, 0 when whole
    str what;          // in English: changed, missing, cut ...
};
// Reads the whole chain; with a checkpoint text (from trace_checkpoint) also finds a cut tail.
MUST err trace_verify(struct db *, str checkpoint, struct trace_verdict *);
MUST err trace_checkpoint(struct db *, struct out *);

#endif
