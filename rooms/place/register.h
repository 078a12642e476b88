// SPDX-License-Identifier: Apache-2.0
// The register of places as it is built from ref/; for the place room itself.
#ifndef ROOMS_PLACE_REGISTER_H
#define ROOMS_PLACE_REGISTER_H

#include "base/map.h"
#include "rooms/place/place.h"

// A name a place can be found by, folded for comparison.
struct place_name {
    str folded, shown;
    struct place *place;
};

struct population {
    str number;
    int year;
    int64_t persons;
};

// How one entry of a number became others.
struct passage {
    struct place *from, *to;
    bool split;
};

struct place_register {
    struct arena *a;
    struct place nation;
    SLICE(struct place *) municipalities; // every entry, by number, then day
    SLICE(struct place *) counties;
    SLICE(struct passage) passages;
    SLICE(struct place_name) names;       // sorted by folded name
    SLICE(struct population) populations; // sorted by year, number
};

int population_order(const void *, const void *); // of two struct population

// Built at the first call, by whichever thread comes first; never changed after.
const struct place_register *place_register(void);

#endif
