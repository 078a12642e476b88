// SPDX-License-Identifier: Apache-2.0
// What other rooms need of sign-in: organisations by their code, and an invitation for a new or
// forgetful user.
#ifndef ROOMS_ACCESS_ACCESS_H
#define ROOMS_ACCESS_ACCESS_H

#include "platform/who/user.h"
#include "rooms/place/place.h"

// A link that lets the user choose a password and set up the second factor, good for 72 hours and
// once. Older links of the user are void. *path: "/velkommen/<token>"; only its digest is stored.
MUST err access_invite(struct db *, int64_t user, int64_t clock, str *path);

// The organisation of that code: IMDI, a county as F15, a municipality as K1506 with its number on
// the day. Made when it is new and the code names something that is. E_NOTFOUND otherwise.
MUST err access_org(struct db *, str code, day on, struct who_org *);
// The same of a place; the nation has none (E_NOTFOUND).
MUST err access_org_of(struct db *, const struct place *, struct who_org *);
// The place an organisation or actor stands for on the day; the nation for the directorate; NULL
// for others (centres, abroad).
const struct place *access_place_of(enum org_kind, str org_code, day on);

// The password all users of a demo share; they exist in demo databases only.
#define DEMO_PASSWORD "ovelse gjor mester"
// A user of a demo with a role in an organisation that is there already.
MUST err access_demo_user(struct db *, const char *login, const char *name, const struct who_org *, enum role,
                          struct who_user *);

#endif
