// SPDX-License-Identifier: Apache-2.0
// What the files of this room share.
#ifndef ROOMS_PERSON_PERSON_DB_H
#define ROOMS_PERSON_PERSON_DB_H

#include "person/identifier.h"
#include "person/name_key.h"
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
    int64_t key, person, id;
};
struct number_row { // a number in use, as a digest
    int64_t id, person;
    str digest;
};
struct shield_row { // protection that a member or an address brings with it (shield.c)
    int64_t id, person, household;
    str address;   // digest
    int level;     // enum protection
};
extern const struct record look_rec, key_rec, number_rec, shield_rec;

text_key person_born_check(const void *person, day today); // not after today, not over 120 years ago
// Writes the search keys anew from the present and earlier names; none for a strict person.
MUST err person_keys_write(struct db *, const struct person *);

// The keys of the present name and the own script.
void person_key_list(struct arena *, const struct person *, name_key_list *);

text_key person_number_problem(const struct identifier *, struct identifier_rule); // of its digits
str person_number_digest(struct arena *, str digits);

// ---- shields: who shares a household or an address with a protected person (shield.c)
// Writes the person's own anew, from its level, household and addresses.
MUST err person_shields_write(struct db *, const struct person *);
MUST err person_shields_build(struct db *); // of everybody; a system deed

#endif
