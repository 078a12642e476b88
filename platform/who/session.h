// SPDX-License-Identifier: Apache-2.0
// Sessions (security.md 4.4): the cookie holds 32 random bytes, the database their SHA-256.
// `clock` here is always the real clock in ms since 1970 UTC, also where a demo's day stands still.
#ifndef PLATFORM_WHO_SESSION_H
#define PLATFORM_WHO_SESSION_H

#include "platform/who/who.h"

#define SESSION_COOKIE "fotfeste" // cookie_set adds __Host- over TLS

// Who the cookie's value belongs to now: NOBODY for none, unknown, ended, idle too long (30 min;
// participants and guardians 15) or too old (10 h; they 60 min), or whose role is not valid on the deed's day. Reads only.
MUST err session_find(struct db *, str cookie, int64_t clock, struct arena *,
                      const struct actor **);
MUST err session_touch(struct db *, int64_t session, int64_t clock); // when actor->touch_due

// A new session, always with a new id. Older ones beyond five of the user end. *cookie is the
// value to set. `role` is a row of who_role.
MUST err session_begin(struct db *, int64_t user, int64_t role, str address, int64_t clock,
                       struct arena *, str *cookie);
MUST err session_end(struct db *, int64_t session, int64_t clock);
MUST err session_end_all(struct db *, int64_t user, int64_t clock);

#endif
