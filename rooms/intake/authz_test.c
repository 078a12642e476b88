// SPDX-License-Identifier: Apache-2.0
// This room's lines of the authorisation matrix (platform/who/authz_test.c): a file belongs to the
// organisation that brought it.
#include "rooms/intake/db.h"
#include "test/crawl.h"

static err batch(struct db *db, enum situation s, enum role role, int64_t org, str *id)
{
    struct intake_batch b = { .org = s == SIT_FOREIGN ? 6999 : org, .by_user = AUTHZ_USER(role),
                              .made = { db->deed.now }, .kind = FILE_PERSONS, .filename = STR("personer.csv"),
                              .content = STR("key,family_name,given_name,duf_number\n1,Prøve,Person,\n"),
                              .columns = STR("0 1 2 3"), .fault = STR("") };
    PASS(db_add(db, &intake_batch_rec, &b));
    *id = strf(db->mem, "%lld", (long long)b.id);
    return OK;
}
static bool sees_batch(enum situation s, enum role role)
{
    (void)role;
    return s != SIT_FOREIGN;
}
AUTHZ_OBJECT(batch_object, "/import/:id", "987650123", batch, sees_batch);
#define TAKES_IN (R(DS) | R(CE) | R(MC))
AUTHZ(batch_lines,
      { "GET", "/import/:id", .roles = TAKES_IN },
      { "GET", "/import/:id/feil", .roles = TAKES_IN },
      { "POST", "/import/:id/kjor", .roles = TAKES_IN },
      { "POST", "/import/:id/kolonner", .roles = TAKES_IN },
      { "POST", "/import/:id/angre", .roles = TAKES_IN });
