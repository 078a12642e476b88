// SPDX-License-Identifier: Apache-2.0
// Colleagues, their load, and their cases.
#ifndef ROOMS_DUTY_TEAM_DB_H
#define ROOMS_DUTY_TEAM_DB_H

#include "rooms/duty/duty_web.h"

struct case_found {
    int64_t person;
    str family, given;
    day born;
};
typedef SLICE(struct case_found) cases_found;

// Who works here today with a role that sees persons, and whoever still has cases; by name.
MUST err team_mates(struct rq *, const duty_lines *, mates *);
MUST err team_unowned(struct rq *, int64_t *n);
// The cases of a colleague (0: of nobody) by name, without protected persons.
MUST err team_cases(struct rq *, int64_t user, int64_t most, int64_t skip, cases_found *);
MUST err team_cases_of_handover(struct rq *, int64_t handover, cases_found *);
MUST err team_name(struct rq *, int64_t user, str *name); // E_NOTFOUND when never of this team
MUST err team_absences(struct rq *, int64_t user, void *queue_lines);
// Whether the case is the user's (0: nobody's) and may be moved from these pages.
MUST err team_has_case(struct rq *, int64_t person, int64_t user, bool *has);

#endif
