// SPDX-License-Identifier: Apache-2.0
// Notices as one user has them.
#ifndef ROOMS_DUTY_NOTICE_DB_H
#define ROOMS_DUTY_NOTICE_DB_H

#include "rooms/duty/duty_web.h"

struct own_notice {
    int64_t id;
    int kind;
    str words, link;
    moment at, read_at;
};
typedef SLICE(struct own_notice) own_notices;
struct notice_reader { // who reads: the user, or the user in a role
    int64_t user, org, roles;
};
enum digest { DIGEST_NEVER, DIGEST_EACH, DIGEST_DAILY, DIGEST_WEEKLY };

MUST err notices_of(struct db *, const struct notice_reader *, int64_t most, int64_t skip, own_notices *);
MUST err notices_count(struct db *, const struct notice_reader *, int64_t *all, int64_t *unread_tasks);
// Unread tasks that came after the moment.
MUST err notices_since(struct db *, const struct notice_reader *, int64_t after_ms, int64_t *tasks);
MUST err notice_mark(struct db *, const struct notice_reader *, int64_t notice, bool done, str *link);
MUST err notices_read_all(struct db *, const struct notice_reader *);
// The user's choice; the ordinary one when none was made (id 0).
MUST err notice_choice_of(struct db *, int64_t user, struct notice_choice *);
bool notice_is_task(int kind);
// Whether a mail may go at this hour, and the moment from which notices belong to it.
bool notice_quiet(const struct notice_choice *, int64_t now_ms);
bool notice_mail_due(const struct notice_choice *, int64_t now_ms);

#endif
