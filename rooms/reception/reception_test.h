// SPDX-License-Identifier: Apache-2.0
// Two invented centres and four invented people, shared by this room's tests.
#ifndef ROOMS_RECEPTION_RECEPTION_TEST_H
#define ROOMS_RECEPTION_RECEPTION_TEST_H

#include "rooms/reception/reception_db.h"

struct house {
    struct centre nes, vika;  // M1001 ordinary, M1002 integration
    struct person olena, danylo, omar, hidden;
    struct household family;  // Olena and Danylo, room 214 at Nes since 1 March 2023
};
extern struct house tested;

struct person house_person(const char *given, const char *family, day born);
err house_make(struct db *, void *);
err house_sound(struct db *, void *); // check finds nothing
const char *house_url(struct arena *, const struct person *, const char *more);

#endif
