// SPDX-License-Identifier: Apache-2.0
// This room's lines of the authorisation matrix (platform/who/authz_test.c): a deadline on a person, and
// the receipt of a hand-over, which belongs to an organisation.
#include "platform/who/user.h"
#include "rooms/duty/duty_db.h"
#include "test/crawl.h"

#define STAFF (R(DS) | R(DG) | R(CE) | R(MC) | R(MP) | R(MH) | R(CO) | R(BU))

static err deadline(struct db *db, enum situation s, enum role role, int64_t org, str *id)
{
    int64_t person;
    PASS(authz_person(db, s, role, org, &person));
    struct duty d = { .kind = STR("duty.registration"), .person = person, .org = org,
                      .user_id = AUTHZ_USER(role), .subject = person, .start = day_of(2023, 8, 1),
                      .first = day_of(2023, 8, 20), .due = day_of(2023, 8, 20), .stopped = DAY_NONE,
                      .stop_reason = STR(""), .plan_day = DAY_NONE, .plan_reason = STR(""),
                      .ended_on = DAY_NONE, .link = STR(""), .why = STR("[]") };
    PASS(db_add(db, &duty_of_person_rec, &d));
    *id = strf(db->mem, "%lld", (long long)d.id);
    return OK;
}
AUTHZ_OBJECT(deadline_object, "/frister/:id", "987650123", deadline);
AUTHZ(deadline_lines,
      { "GET", "/frister/:id", .roles = STAFF },
      { "GET", "/frister/:id/forsinkelse", .roles = STAFF },
      { "POST", "/frister/:id/forsinkelse", .roles = STAFF });

static err receipt(struct db *db, enum situation s, enum role role, int64_t org, str *id)
{
    struct handover h = { .org = s == SIT_FOREIGN ? 6999 : org, .at = { db->deed.now } };
    struct who_user u = { .login = strf(db->mem, "overtar%d-%d", (int)role, (int)s), .name = STR("Kari Nordmann"),
                          .email = STR(""), .password = STR(""), .totp = STR(""), .lang = STR("nb") };
    struct case_row c = { .org = h.org, .from_day = db->deed.today, .to_day = DAY_NONE };
    PASS(authz_person(db, SIT_OWN, role, org, &c.person));
    PASS(db_add(db, &who_user_rec, &u));
    c.user_id = h.to_user = u.id;
    PASS(db_add(db, &duty_case_rec, &c));
    PASS(db_add(db, &handover_rec, &h));
    *id = strf(db->mem, "%lld", (long long)h.id);
    return OK;
}
static bool sees_receipt(enum situation s, enum role role)
{
    (void)role;
    return s != SIT_FOREIGN; // it tells of colleagues; the persons in it are listed as everywhere
}
AUTHZ_OBJECT(receipt_object, "/team/overforing/:id", "987650123", receipt, sees_receipt);
AUTHZ(receipt_lines, { "GET", "/team/overforing/:id", .roles = R(MH) | R(DS) | R(CE) | R(MC) });
