// SPDX-License-Identifier: Apache-2.0
// Who acts, in which role, for which organisation. Deny is the default.
#ifndef PLATFORM_WHO_WHO_H
#define PLATFORM_WHO_WHO_H

#include "platform/db/db.h"

enum org_kind { ORG_NONE, ORG_DIRECTORATE, ORG_COUNTY, ORG_MUNICIPALITY, ORG_CENTRE, ORG_OTHER };

// Role codes of security.md 3.1.
enum role {
    ROLE_NONE,
    DS, DG, DE, DA,      // directorate: settlement, grants, editor, statistician
    CE,                  // reception centre
    MC, MP, MH, MT, MB, BA, MU, // municipality: coordinator, adviser, head, teacher, payments
                         // (prepares, approves), user administrator
    CO, CG, BU,          // county officer, county governor, child-welfare authority
    IN, IO,              // interpreter, orderer
    PA, RE,              // participant, representative
    PO, AR, SY, MA,      // privacy, archivist, technical administrator, machine client
    VO,                  // voluntary organisation: activities at a centre, no persons (reception.md 4.2)
    ROLES,
};
const char *role_code(enum role);           // "DS"
bool role_parse(str code, enum role *);
bool role_sees_persons(enum role); // by its organisation's scope (who/scope.h)
bool role_fits(enum role, enum org_kind); // whether such an organisation has such a role
#define R(role) (UINT64_C(1) << (role))

// A right is named once in a room, given to roles, asked for in the route.
struct right {
    const char *name; // "settlement.answer"; its text is the key "right.settlement.answer"
    uint64_t roles;
};
extern const struct right PUBLIC;    // everybody, signed in or not
extern const struct right SIGNED_IN; // whoever is signed in

struct actor {
    int64_t user;          // 0: the public
    str name;              // display name
    enum role role;        // the active one
    int64_t org;           // row of who_org
    enum org_kind org_kind;
    str org_code;          // "IMDI", "F15", "K1506": number of the unit when the org was made
    str org_name;
    int64_t session;       // row, 0 for none
    str session_digest;
    str form_token;        // goes into every form, compared in constant time
    int64_t expires_ms;    // when the session ends if nothing more is done
    bool touch_due;        // the flow calls session_touch before answering
    size_t role_count;     // how many roles the user may switch between
};
extern const struct actor NOBODY;

bool may(const struct actor *, const struct right *); // the role part alone
// The same and the organisation: true for directorate roles (national) and for the own
// organisation. County over its municipalities is the place room's to say.
bool may_for(const struct actor *, const struct right *, int64_t org);

#endif
