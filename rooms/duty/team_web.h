// SPDX-License-Identifier: Apache-2.0
// What the team's pages share.
#ifndef ROOMS_DUTY_TEAM_WEB_H
#define ROOMS_DUTY_TEAM_WEB_H

#include "rooms/duty/team_db.h"

void team_options(struct rq *, const mates *, int64_t not_this, void *options); // whom to give to
struct case_line team_case_line(struct rq *, const duty_lines *, const struct case_found *);
struct crumbs team_crumbs(struct rq *, str last);

#endif
