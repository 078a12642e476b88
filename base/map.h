// SPDX-License-Identifier: Apache-2.0
// A table from text to pointer in an arena. Keys are not copied: they must live as long as it.
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

struct map {
    struct arena *a;
    struct map_slot *slot;
    size_t n, cap;
};

void map_make(struct map *, struct arena *);
void *map_get(const struct map *, str key);   // NULL when absent
// Puts or replaces; gives what was there before, or NULL. `value` is not NULL.
void *map_put(struct map *, str key, void *value);

#endif
