// SPDX-License-Identifier: Apache-2.0
// Letters of the decision on municipality, as JSON of platform/letter.
#ifndef ROOMS_ALLOCATION_LETTERS_H
#define ROOMS_ALLOCATION_LETTERS_H

#include "rooms/allocation/allocation_db.h"

str letter_to_person(struct arena *, const struct person *, str place, str ref, str signer, day on);
// In the written form the municipality has asked for.
str letter_to_place(struct arena *, str number, const str *names, size_t n, str ref, str signer, day on);

#endif
