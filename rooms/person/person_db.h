// SPDX-License-Identifier: Apache-2.0
// What the files of this room share.
#ifndef ROOMS_PERSON_PERSON_DB_H
#define ROOMS_PERSON_PERSON_DB_H

#include "rooms/person/person.h"

struct look_row {
    int64_t id, person, by_user, org;
    str role, page;
    int purpose; // enum purpose
    str note;
    moment at;
};
typedef SLICE(struct look_row) looks;
struct key_row {
    int64_t id, key, person;
};
extern const struct record look_rec, key_rec;

text_key person_born_check(const void *person, day today); // not after today, not over 120 years ago
// Writes the search keys anew from the present and earlier names; none for a strict person.
MUST err person_keys_write(struct db *, const struct person *);

#endif
