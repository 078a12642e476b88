// SPDX-License-Identifier: Apache-2.0
// Every table with a person in it follows a merge and is known to the access package: what no room
// declared is found here, by walking the records of all rooms.
#include "platform/room.h"
#include "rooms/person/person_db.h"
#include "test/db.h"
#include "test/test.h"

// Merging and its undoing do these by themselves (merge.c); the last is the merge's own log.
static bool handled(const char *table)
{
    static const char *const own[] = { "person_member", "person_key", "person_relation", "person_shield", "person_merge" };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (strcmp(own[i], table) == 0)
            return true;
    return false;
}

static bool declared(const char *table, const char *column)
{
    EACH_HOOK(person_holds, person_holds, h)
    {
        if (strcmp((*h)->table, table) == 0 && strcmp((*h)->column, column) == 0)
            return true;
    }
    return false;
}

TEST(no_table_with_a_person_in_it_is_forgotten)
{
    static const char *const columns[] = { "person", "head" };
    int found = 0;
    for (const struct room *const *r = rooms_all; *r; r++)
        for (const struct record *const *t = (*r)->records; t && *t; t++)
            for (size_t f = 0; (*t)->table && f < (*t)->n; f++)
                for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
                    const struct field *x = &(*t)->f[f];
                    if (strcmp(x->name, columns[c]) != 0 || (x->kind != KIND_INT && x->kind != KIND_OPT))
                        continue;
                    // A duty of an organisation names nobody: it has the fields of one that does.
                    if (handled((*t)->table) || strcmp((*t)->table, "duty_of_org") == 0)
                        continue;
                    CHECK_AT(declared((*t)->table, columns[c]), "no PERSON_HOLDS for %s.%s", (*t)->table, columns[c]);
                    found++;
                }
    CHECK(found > 25);
    EACH_HOOK(person_holds, person_holds, h)
    {
        CHECK_AT(!(*h)->title || text_find((*h)->title) != T_NONE, "no text %s", (*h)->title);
    }
}
