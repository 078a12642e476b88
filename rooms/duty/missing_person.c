// SPDX-License-Identifier: Apache-2.0
// What the person room knows and may lack. Each opens the form that has the one field.
#include "rooms/duty/duty_db.h"

#include "platform/who/who.h"

#define WHO (R(CE) | R(MC) | R(MP) | R(MH) | R(DS))

MISSING_PERSON(no_number, "not exists (select 1 from person_identifier i where i.person = p.id "
                          "and i.status = 'current')",
               .name = "duty.no_number", .link = "/personer/%lld/nummer", .roles = WHO);
MISSING_PERSON(no_birth, "p.born is null", .name = "duty.no_birth", .link = "/personer/%lld/rediger",
               .roles = WHO);
MISSING_PERSON(no_language, "p.language = ''", .name = "duty.no_language",
               .link = "/personer/%lld/rediger", .roles = WHO);
// Nobody arrives who was born here: somebody of the household had come before the birth.
MISSING_PERSON(no_arrival, "p.arrived is null and not exists (select 1 from person_member a "
                           "join person_member b on b.household = a.household "
                           "join person_person o on o.id = b.person "
                           "where a.person = p.id and o.arrived <= p.born)",
               .name = "duty.no_arrival", .link = "/personer/%lld/rediger", .roles = WHO);
MISSING_PERSON(no_citizenship, "not exists (select 1 from person_citizenship c where c.person = p.id "
                               "and c.to_day is null)",
               .name = "duty.no_citizenship", .link = "/personer/%lld/rediger", .roles = WHO);
MISSING_PERSON(no_permit_end, "exists (select 1 from person_permit t where t.person = p.id "
                              "and t.revoked is null and t.valid_to is null)",
               .name = "duty.no_permit_end", .link = "/personer/%lld/tillatelse", .roles = WHO);
MISSING_PERSON(permit_over, "exists (select 1 from person_permit t where t.person = p.id) and not exists "
                            "(select 1 from person_permit t where t.person = p.id and t.revoked is null "
                            "and (t.valid_to is null or t.valid_to >= $2))",
               .name = "duty.permit_over", .link = "/personer/%lld/tillatelse", .roles = WHO);
MISSING_PERSON(no_notified, "exists (select 1 from person_permit t where t.person = p.id "
                            "and t.notified is null and t.revoked is null)",
               .name = "duty.no_notified", .link = "/personer/%lld/tillatelse", .roles = WHO);
