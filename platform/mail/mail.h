// SPDX-License-Identifier: Apache-2.0
// E-mail by SMTP (security.md REL-6). A mail says that something waits and where; it is made of fixed
// texts, so that no name and nothing of a case can stand in it.
//
// Settings (table setting): mail_host (no mail is sent without), mail_port (587), mail_tls
// (starttls, tls or none; none only to this machine), mail_from, mail_user, and mail_site, the
// address that links begin with. The password comes from the environment: FOTFESTE_MAIL_PASSWORD.
#ifndef PLATFORM_MAIL_MAIL_H
#define PLATFORM_MAIL_MAIL_H

#include "platform/db/db.h"
#include "platform/text/text.h"

// Whether mail is set up at all.
MUST err mail_ready(struct db *, bool *ready);
bool mail_address_ok(str); // one plain address that can stand in a header
// Puts a mail in the outbox in the caller's transaction. `path` begins with "/". E_INPUT on an
// address that cannot be one.
MUST err mail_later(struct db *, str address, enum lang, text_key subject, text_key words, str path);

enum { MAIL_HOURS = 48 }; // then it is given up
// Sends what is due, in transactions of its own; never holds one while it talks to the server. Each
// mail is under a lease of two minutes. Refused for good (5xx): dead at once. Anything else:
// again after 1 s, 2 s ... 1 h with jitter. When the server cannot be reached it stops and leaves the
// rest. *sent: how many were taken.
MUST err mail_deliver(struct db_pool *, struct arena *, int64_t now, int *sent);
// Pause before the next try after so many, without jitter, ms.
int64_t mail_pause(int64_t attempts);
MUST err mail_counts(struct db *, int64_t *waiting, int64_t *dead, int64_t *oldest_ms);

#endif
