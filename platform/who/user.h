// SPDX-License-Identifier: Apache-2.0
// Users, organisations and the roles users have in them, with dates.
#ifndef PLATFORM_WHO_USER_H
#define PLATFORM_WHO_USER_H

#include "platform/who/who.h"

struct who_org {
    int64_t id;
    str code, kind, name;
    optint unit; // of the place room, when the organisation is a place
    int64_t version;
};
struct who_user {
    int64_t id;
    str login, name, email, password, totp;
    int64_t totp_step, failures, wait_until;
    bool demo, disabled;
    str lang;
    int64_t version;
};
struct who_role {
    int64_t id, user_id, org_id;
    str role;
    day valid_from, valid_to; // last day; DAY_NONE until further notice
    int64_t granted_by, version;
};
extern const struct record who_org_rec, who_user_rec, who_role_rec;

enum org_kind org_kind_of(str code);

MUST err org_by_code(struct db *, str code, struct who_org *);
MUST err org_by_id(struct db *, int64_t id, struct who_org *);
// Adds the organisation, or gives the one that has the code already.
MUST err org_ensure(struct db *, str code, const char *kind, str name, optint unit,
                    struct who_org *);
MUST err user_by_login(struct db *, str login, struct who_user *);
MUST err user_by_id(struct db *, int64_t id, struct who_user *);
// Gives a role. E_DENIED when the organisation has no such role or the giver is the user
// (SEC-31: nobody changes own roles).
MUST err role_give(struct db *, int64_t user, const struct who_org *, enum role, day from, day to,
                   struct who_role *out);

// A role as it is shown: with the names of user and organisation.
struct role_row {
    int64_t id, user_id, org_id, version;
    str role, login, user_name, org_code, org_name, org_kind;
    day valid_from, valid_to;
    bool disabled;
};
extern const struct record role_row_rec;
typedef SLICE(struct role_row) role_rows;
MUST err roles_of_user(struct db *, int64_t user, role_rows *); // also past and future ones
MUST err roles_of_org(struct db *, int64_t org, role_rows *);
MUST err roles_now(struct db *, int64_t user, day today, role_rows *); // to choose from

// ---- local sign-in (security.md 4.3), behind which OpenID Connect comes next --------------
enum login_outcome {
    LOGIN_OK,
    LOGIN_WRONG,  // unknown user, wrong password, disabled, braked: the same answer for all
    LOGIN_CODE,   // the password fits; a one-time code is wanted
    LOGIN_SETUP,  // the password fits; no second factor is set up yet
    LOGIN_NO_ROLE,
};
struct login {
    str name, password, code, address; // code: one-time or recovery, "" when not given yet
    int64_t clock;
};
// Runs its own transactions: looks up, hashes outside of any, writes the outcome. E_TOOBIG when
// too many passwords are being hashed or the address block is braked (the edge answers 429).
MUST err login_try(struct db_pool *, struct arena *, const struct deed *, const struct login *,
                   enum login_outcome *, struct who_user *, str *cookie);

MUST err password_set(struct db *, struct who_user *, str hash); // ends all sessions
// Ten new recovery codes in clear, stored as digests; older ones are void.
MUST err recovery_renew(struct db *, int64_t user, str codes[static 10]);

#endif
