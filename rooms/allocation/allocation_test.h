// SPDX-License-Identifier: Apache-2.0
// Invented households and municipalities for the room's tests.
#ifndef ROOMS_ALLOCATION_ALLOCATION_TEST_H
#define ROOMS_ALLOCATION_ALLOCATION_TEST_H

#include "rooms/allocation/allocation_db.h"
#include "test/db.h"
#include "test/web.h"

enum { FAMILY_MAX = 8 };
struct family {
    int64_t household, person[FAMILY_MAX];
    size_t n;
};
// Places a municipality has decided on for 2023, as its answer to a request.
MUST err test_places(struct db *, const char *number, int64_t places, int64_t minors);
// A household of `n` with permits, all mapped and ready when `ready`: two adults, then children.
MUST err test_family(struct db *, const char *name, size_t n, bool ready, struct family *);
MUST err test_member(struct db *, struct family *, const char *given, day born, bool ready);
// The body as somebody with that role in that organisation.
err test_as(struct arena *, enum role, const char *org, err (*body)(struct db *, void *), void *arg);
void test_whole(struct arena *); // fails on any breach of the room's or the persons' invariants

#endif
