// SPDX-License-Identifier: Apache-2.0
// Open addressing, at most two thirds full; nothing is ever taken out.
#include "base/map.h"

struct map_slot {
    str key;
    uint64_t hash;
    void *value; // NULL: free
};

void map_make(struct map *m, struct arena *a)
{
    *m = (struct map){ .a = a };
}

static struct map_slot *find(const struct map *m, str key, uint64_t hash)
{
    for (size_t i = hash & (m->cap - 1);; i = (i + 1) & (m->cap - 1)) {
        struct map_slot *s = &m->slot[i];
        if (!s->value || (s->hash == hash && str_eq(s->key, key)))
            return s;
    }
}

void *map_get(const struct map *m, str key)
{
    return m->cap ? find(m, key, str_hash(key))->value : NULL;
}

static void grow(struct map *m)
{
    struct map was = *m;
    m->cap = was.cap ? was.cap * 2 : 16;
    m->slot = NEW_ARRAY(m->a, m->cap, struct map_slot);
    for (size_t i = 0; i < was.cap; i++)
        if (was.slot[i].value)
            *find(m, was.slot[i].key, was.slot[i].hash) = was.slot[i];
}

void *map_put(struct map *m, str key, void *value)
{
    if (m->n * 3 >= m->cap * 2)
        grow(m);
    uint64_t hash = str_hash(key);
    struct map_slot *s = find(m, key, hash);
    void *before = s->value;
    m->n += !before;
    *s = (struct map_slot){ key, hash, value };
    return before;
}
