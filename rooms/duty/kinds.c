// SPDX-License-Identifier: Apache-2.0
// Duties that the law gives a municipality from the day somebody is settled. They are opened here
// for all rooms, since the facts they hang on come from several; the room that does the work ends
// them.
#include "rooms/duty/duty_db.h"

#include "platform/who/who.h"

#define STAFF (R(MP) | R(MC) | R(MH))

DUTY_KIND(intro_start, .name = "duty.intro_start", .rule = "ST-01", .roles = STAFF,
          .question = LAW_DUE(intro_start_deadline));
DUTY_KIND(norwegian_offer, .name = "duty.norwegian_offer", .rule = "NT-12", .roles = STAFF,
          .question = LAW_DUE(norwegian_offer_deadline));
DUTY_KIND(social_studies, .name = "duty.social_studies", .rule = "SS-04", .roles = STAFF,
          .question = LAW_DUE(social_deadline));
DUTY_KIND(registration, .name = "duty.registration", .rule = "DP-02", .roles = STAFF,
          .question = LAW_DUE(registration_deadline));

static const struct duty_kind *const of_law[] = { &intro_start, &norwegian_offer, &social_studies,
                                                  &registration };

err duty_open_for_facts(struct db *db, int64_t person, int64_t org, const struct law_facts *f)
{
    for (size_t i = 0; i < sizeof of_law / sizeof *of_law; i++) {
        struct duty d = { .person = person, .org = org, .subject = person,
                          .link = strf(db->mem, "/personer/%lld", (long long)person) };
        err e = duty_open_by_law(db, of_law[i], f, &d);
        if (e != OK && e != E_NOTFOUND) // the law has no such deadline for these facts
            return e;
    }
    return OK;
}

err duty_law_done(struct db *db, const char *kind, int64_t person, int64_t org, day on)
{
    const struct duty_kind *k = duty_kind_named(str_z(kind));
    return k ? duty_done(db, k, org, person, on) : E_INPUT;
}
