// SPDX-License-Identifier: Apache-2.0
// What other rooms need of sign-in: an invitation for a new or forgetful user.
#ifndef ROOMS_ACCESS_ACCESS_H
#define ROOMS_ACCESS_ACCESS_H

#include "platform/who/user.h"

// A link that lets the user choose a password and set up the second factor, good for 72 hours and
// once. Older links of the user are void. *path: "/velkommen/<token>"; only its digest is stored.
MUST err access_invite(struct db *, int64_t user, int64_t clock, str *path);

#endif
