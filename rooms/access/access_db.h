// SPDX-License-Identifier: Apache-2.0
// Rows of the access room; for the room itself.
#ifndef ROOMS_ACCESS_ACCESS_DB_H
#define ROOMS_ACCESS_ACCESS_DB_H

#include "rooms/access/access.h"

struct invite {
    int64_t id, user_id;
    str digest;
    int64_t expires;
    str totp;
    optint used;
};
extern const struct record invite_rec;
MUST err invite_find(struct db *, str token, int64_t clock, struct invite *); // E_NOTFOUND
MUST err invite_close(struct db *, int64_t id, int64_t clock);                // E_NOTFOUND

struct session_row {
    int64_t id;
    moment began, seen;
    str address, role, org_name;
};
typedef SLICE(struct session_row) session_rows;
MUST err sessions_list(struct db *, int64_t user, int64_t since, session_rows *);
MUST err session_owner_of(struct db *, int64_t session, int64_t *user);

#endif
