// SPDX-License-Identifier: Apache-2.0
// Row scope over persons (security.md 3.2, SEC-1): which organisation, or which named user, sees
// which person, at what level, from when to when and why. The state change that gives or ends
// scope calls these in its own transaction; the database holds every guarded table to it
// (platform/db/guard.c).
#ifndef PLATFORM_WHO_SCOPE_H
#define PLATFORM_WHO_SCOPE_H

#include "platform/db/db.h"

enum scope_level {
    SCOPE_OWN,    // only what the organisation itself decided or wrote
    SCOPE_PSEUDO, // no name, no identifier
    SCOPE_CASE,   // the settlement subset
    SCOPE_FULL,   // programme and later
    SCOPE_PARTY,  // the person's own view, or the guardian's
};
struct scope {
    int64_t id, subject, reader, level;
    str basis;
    bool sealed;
    day from_day, to_day; // to_day: last day; DAY_NONE until further notice
    int64_t until_ms;     // a loan's end, ms since 1970 UTC; 0 none
    bool reads;           // a loan for reading alone
};
extern const struct record scope_rec;

#define READER_USER(user) (-(int64_t)(user))

// One row per (subject, reader, basis) is open at a time; a second call raises or lowers its level.
// On a strictly protected person the directorate's row comes sealed, and of no other organisation is one
// kept, since it would tell where the person is (SEC-14).
MUST err scope_open(struct db *, int64_t subject, int64_t reader, enum scope_level,
                    const char *basis, day from);
// `last` is the last day of sight. No open row of that basis: nothing happens.
MUST err scope_close(struct db *, int64_t subject, int64_t reader, const char *basis, day last);
// A person becomes strict: the directorate's rows are sealed, those of all other organisations erased.
// Or is strict no longer: what was sealed is open again.
MUST err scope_seal(struct db *, int64_t subject, bool sealed);
// A loan of CASE to a user until a moment (break-glass): the database itself lets it end. Nothing
// when the subject is strictly protected (E_DENIED).
MUST err scope_lend(struct db *, int64_t subject, int64_t user, const char *basis, int64_t until_ms,
                    bool reads);
// Whether knowing of that organisation tells where a person is: all but the directorate.
MUST err scope_tells_place(struct db *, int64_t org, bool *tells);
// Whose act a row about the subject may say it was: nobody's when the subject is strictly protected and
// the organisation would tell where (SEC-14).
MUST err scope_actor_kept(struct db *, int64_t subject, int64_t *org, int64_t *user);
// Whether strict protection has sealed the subject; asks nothing that needs sight of it.
MUST err scope_sealed(struct db *, int64_t subject, bool *sealed);
// How the actor sees the subject: `lent` when by a loan alone, which ends at until_ms.
struct sight {
    bool lent, reads;
    int64_t until_ms;
};
MUST err scope_sight(struct db *, int64_t subject, struct sight *);
// Many rows at once, for imports: nobody of the subjects has scope yet.
MUST err scope_open_many(struct db *, const struct scope *, size_t n);
// The best level the acting organisation or user has today; E_NOTFOUND when none.
MUST err scope_of_actor(struct db *, int64_t subject, enum scope_level *);

#endif
