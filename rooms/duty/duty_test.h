// SPDX-License-Identifier: Apache-2.0
// What the room's tests share: invented people and colleagues.
#ifndef ROOMS_DUTY_DUTY_TEST_H
#define ROOMS_DUTY_DUTY_TEST_H

#include "platform/who/user.h"
#include "rooms/duty/duty_db.h"
#include "rooms/person/person.h"

struct duty_people {
    struct who_org molde, alesund;
    struct person olena, omar, hidden, quiet; // quiet: confidential; hidden: strict
    int64_t nadia, berit, stranger;           // advisers; the last in the other municipality
};
extern struct duty_people duty_world;
err duty_people(struct db *, void *);

#endif
