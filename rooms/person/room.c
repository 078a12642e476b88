// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/person/check.h"
#include "rooms/person/demo.h"
#include "rooms/person/person_web.h"

// Every page of a person notes the look before it is shown (person_open).
static const struct route routes[] = {
    { "GET", "/personer", &person_find, TX_READ, persons_get },
    { "POST", "/personer", &person_find, TX_WRITE, search_post },
    { "GET", "/personer/ny", &person_create, TX_READ, new_get },
    { "POST", "/personer/ny", &person_create, TX_WRITE, new_post },
    { "GET", "/personer/nodtilgang", &person_emergency, TX_READ, emergency_get },
    { "POST", "/personer/nodtilgang", &person_emergency, TX_WRITE, emergency_post },
    { "GET", "/personer/kontroll", &person_review, TX_READ, control_get },
    { "POST", "/personer/kontroll/nodtilgang/:nr", &person_review, TX_WRITE, review_post },
    { "POST", "/personer/kontroll/godkjenning/:nr", &person_protect, TX_WRITE, approval_post },
    { "GET", "/personer/:id", &person_read, TX_READ, person_get },
    { "GET", "/personer/:id/familie", &person_family, TX_READ, family_get },
    { "GET", "/personer/:id/tilgang", &person_looks, TX_READ, looks_get },
    { "GET", "/personer/:id/rediger", &person_change, TX_READ, change_get },
    { "POST", "/personer/:id/rediger", &person_change, TX_WRITE, change_post },
    { "GET", "/personer/:id/beskyttelse", &person_protect, TX_READ, protect_get },
    { "POST", "/personer/:id/beskyttelse", &person_protect, TX_WRITE, protect_post },
    { "GET", "/personer/:id/nummer", &person_change, TX_READ, identifier_get },
    { "POST", "/personer/:id/nummer", &person_change, TX_WRITE, identifier_post },
    { "GET", "/personer/:id/tillatelse", &person_change, TX_READ, permit_get },
    { "POST", "/personer/:id/tillatelse", &person_change, TX_WRITE, permit_post },
    { "GET", "/personer/:id/tillatelse/:nr", &person_change, TX_READ, permit_revoke_get },
    { "POST", "/personer/:id/tillatelse/:nr", &person_change, TX_WRITE, permit_revoke_post },
    { "GET", "/min-side", &person_own, TX_READ, person_own_get },
    { "GET", "/personer/:id/innsyn", &person_looks, TX_READ, package_get },
    { "GET", "/personer/:id/innsyn/fil", &person_looks, TX_READ, package_file_get },
    { "GET", "/personer/:id/formal", &person_read, TX_READ, purpose_get },
    { "POST", "/personer/:id/formal", &person_read, TX_WRITE, purpose_post },
    { "GET", "/personer/:id/innsynsrett", &person_protect, TX_READ, grant_get },
    { "POST", "/personer/:id/innsynsrett", &person_protect, TX_WRITE, grant_post },
    { "GET", "/personer/:id/samme", &person_join_records, TX_READ, same_get },
    { "POST", "/personer/:id/samme", &person_join_records, TX_WRITE, same_post },
    { "GET", "/personer/:id/husstand/:hva", &person_home, TX_READ, home_get },
    { "POST", "/personer/:id/husstand/:hva", &person_home, TX_WRITE, home_post },
    { "GET", "/personer/:id/adresse", &person_where, TX_READ, address_get },
    { "GET", "/personer/:id/adresse/ny", &person_address, TX_READ, address_new_get },
    { "POST", "/personer/:id/adresse/ny", &person_address, TX_WRITE, address_new_post },
    { "GET", "/personer/:id/kontakt", &person_contact, TX_READ, contact_get },
    { "POST", "/personer/:id/kontakt", &person_contact, TX_WRITE, contact_post },
    { "GET", "/personer/:id/statsborgerskap", &person_change, TX_READ, citizenship_get },
    { "POST", "/personer/:id/statsborgerskap", &person_change, TX_WRITE, citizenship_post },
    { "GET", "/personer/:id/sprak", &person_change, TX_READ, language_get },
    { "POST", "/personer/:id/sprak", &person_change, TX_WRITE, language_post },
    { 0 },
};

static const struct right *const rights[] = { &person_find,   &person_read,    &person_create,
                                              &person_change, &person_protect, &person_looks,
                                              &person_contact, &person_home,   &person_address,
                                              &person_join_records, &person_emergency,
                                              &person_review, &person_own, &person_family, &person_where,
                                              &person_numbers, &person_flag, NULL };

static const struct record *const records[] = { &person_rec,   &person_name_rec,  &identifier_rec,
                                                &citizenship_rec, &spoken_rec,    &permit_rec,
                                                &household_rec,   &member_rec,    &relation_rec,
                                                &person_event_rec, &look_rec,     &key_rec,
                                                &address_rec,     &number_rec,   &shield_rec,
                                                &merge_rec,       &emergency_rec, &approval_rec, NULL };

static const struct menu_item menu[] = {
    { "person.menu", "/personer", &person_find, 25, MENU_STAFF },
    { "person.control.menu", "/personer/kontroll", &person_review, 85, MENU_STAFF },
    { 0 },
};

static const struct job_kind *const jobs[] = { &person_keys_job, NULL };

extern const struct room person_room;
const struct room person_room = {
    .name = "person",
    .routes = routes,
    .rights = rights,
    .records = records,
    .menu = menu,
    .jobs = jobs,
    .check = person_check,
    .demo = person_demo,
};
