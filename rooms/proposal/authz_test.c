// SPDX-License-Identifier: Apache-2.0
// This room's lines of the authorisation matrix (platform/who/authz_test.c).
#include "rooms/allocation/allocation_db.h"
#include "test/crawl.h"

static err waiting(struct db *db, enum situation s, enum role role, int64_t org, str *id)
{
    int64_t person;
    PASS(authz_person(db, s, role, org, &person));
    struct alloc_case c = { .person = person, .state = ALLOC_READY, .clock_on = day_of(2023, 3, 1),
                            .ready_on = day_of(2023, 4, 1), .apply_by = DAY_NONE, .enter_by = DAY_NONE,
                            .number = STR(""), .counted = STR(""), .allocated_on = DAY_NONE, .moves_on = DAY_NONE,
                            .settled_on = DAY_NONE, .opened_on = day_of(2023, 3, 1) };
    c.shield = s == SIT_STRICT ? PROTECT_STRICT : s == SIT_PROTECTED ? PROTECT_CONFIDENTIAL : PROTECT_NONE;
    PASS(db_add(db, &alloc_case_rec, &c));
    *id = strf(db->mem, "%lld", (long long)person);
    return OK;
}
// Nobody protected is ever proposed a place for.
static bool sees_waiting(enum situation s, enum role role)
{
    return s == SIT_OWN && role_sees_persons(role);
}
AUTHZ_OBJECT(waiting_object, "/bosetting/forslag/:person", "987650123", waiting, sees_waiting);
AUTHZ(proposal_lines,
      { "GET", "/bosetting/forslag/:person", "ready list, allocation list", 'r' });
AUTHZ(proposal_writes,
      { "POST", "/bosetting/forslag/:person", .roles = R(DS),
        .narrows = R(DS) }); // no municipality has places here
