// SPDX-License-Identifier: Apache-2.0
// What the files of this room share.
#ifndef ROOMS_INTAKE_DB_H
#define ROOMS_INTAKE_DB_H

#include "rooms/intake/intake.h"

struct intake_came { // who came with a file
    int64_t id, batch, person;
    str was; // what a known person had before, as JSON; "" for a new one
};
typedef SLICE(struct intake_came) intake_cames;

// The new ones of the set, in order: what is written. `id` of each stands in persons.p[i].p.id.
static inline bool intake_is_new(const struct intake_person *x)
{
    return !x->known && !x->skip;
}
// Where the events say that a person lives now: number of a municipality, "" for none or secret.
str intake_lives(const struct intake_set *, const struct intake_person *);

#endif
