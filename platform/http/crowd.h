// SPDX-License-Identifier: Apache-2.0
// Two ways of keeping the house standing: nobody takes all its hands, and a nearly full disk is only
// read from.
#ifndef PLATFORM_HTTP_CROWD_H
#define PLATFORM_HTTP_CROWD_H

#include "platform/http/flow.h"

// Requests of one user that are worked on at the same time (REL-9); one more is answered 429.
enum { PER_USER_MAX = 4 };
bool crowd_enter(int64_t user); // false: too many already, and nothing is counted
void crowd_leave(int64_t user);

// Less than 5 % of the disk is free (REL-12): pages are shown with a banner and nothing is written
// but who signs in and out and who looked at whom.
bool site_full(const struct site *);

#endif
