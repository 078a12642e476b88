// SPDX-License-Identifier: Apache-2.0
// This room's lines of the authorisation matrix (platform/who/authz_test.c).
#include "rooms/interpreting/interpreting.h"
#include "test/crawl.h"

// An order of the role's own organisation for the person.
static err order_row(struct db *db, const char *id, enum role role, str *with)
{
    struct order o = { .org = AUTHZ_ORG(role), .by_user = AUTHZ_USER(role), .language = STR("ukr"),
                       .on_day = db->deed.today, .starts = STR("10:00"), .minutes = 60, .room = STR(""),
                       .interpreter = STR(""), .made_on = db->deed.today };
    if (!str_int(str_z(id), &o.person))
        return E_NOTFOUND;
    PASS(db_add(db, &order_rec, &o));
    *with = strf(db->mem, "%lld", (long long)o.id);
    return OK;
}

AUTHZ(interpreting_lines,
      { "GET", "/personer/:id/tolk", "interpreter order", 'r' },
      { "GET", "/personer/:id/tolk/bestill", "interpreter order", 'c' },
      { "POST", "/personer/:id/tolk/bestill", "interpreter order", 'c' },
      { "GET", "/personer/:id/tolk/:no/svar", "interpreter order", 'u', .sub = order_row },
      { "POST", "/personer/:id/tolk/:no/svar", "interpreter order", 'u', .sub = order_row },
      { "POST", "/personer/:id/tolk/:no/avlys", "interpreter order", 'u', .sub = order_row });
