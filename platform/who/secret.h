// SPDX-License-Identifier: Apache-2.0
// Passwords, random tokens and one-time codes.
#ifndef PLATFORM_WHO_SECRET_H
#define PLATFORM_WHO_SECRET_H

#include "base/arena.h"
#include "base/err.h"

enum { PASSWORD_MIN = 15, PASSWORD_MAX = 128 }; // code points after NFC

str token_new(struct arena *);          // 32 random bytes, base64url
str token_digest(struct arena *, str);  // SHA-256 in hex: what the database keeps
bool token_same(str a, str b);          // in constant time

// Argon2id, 3 passes, 64 MiB. At most one hash per core at a time and eight waiting; more gives
// E_TOOBIG at once (the edge answers 429).
MUST err password_hash(struct arena *, str password, str *hash);
// *ok tells whether it fits. An empty hash (no such user) costs the same time and never fits.
MUST err password_check(str hash, str password, bool *ok);
// Why a new password will not do: "" when it will, else short, long or known. `context`: words it
// must not contain (login, name, organisation), ends with an empty text.
const char *password_fault(str password, const str *context);

// Time-based one-time codes (RFC 6238: 6 digits, 30 s, one step to either side).
str totp_secret(struct arena *);        // base32
str totp_uri(struct arena *, str secret, str login); // for the authenticator app
// The step the code belongs to when it is right and later than `last_step`; else 0.
int64_t totp_step(str secret, str code, int64_t clock_ms, int64_t last_step);
str recovery_code(struct arena *);      // 4 groups of 5 letters and digits

#endif
