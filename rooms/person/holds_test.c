// SPDX-License-Identifier: Apache-2.0
// Every table with a person in it follows a merge and is known to the access package: what no room
// declared is found here, by walking the records of all rooms.
#include "platform/db/dump.h"
#include "rooms/person/person_db.h"
#include "test/db.h"
#include "test/test.h"

// Merging and its undoing do these by themselves (merge.c); the last is the merge's own log.
static bool handled(const char *table)
{
    static const char *const own[] = { "person_member", "person_key", "person_relation", "person_shield", "person_merge",
                                       "person_hand", "person_distinct" };
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

static err put(void *arg, str s)
{
    out_put(arg, s);
    return OK;
}
static err dump(struct db *db, void *arg)
{
    struct dump_count n;
    return db_dump(db, put, arg, &n);
}

// The tables as the migrations made them, with or without a record: a room that has not written its
// pages yet has its rows all the same.
TEST(no_table_with_a_person_in_it_is_forgotten)
{
    static const char *const columns[] = { "person", "head" };
    struct out o = { 0 };
    int found = 0;
    test_run(test_db(a), a, TX_READ, dump, &o);
    str all = out_str(&o), line, start = STR("{\"table\":\"");
    while (str_cut(&all, '\n', &line)) {
        if (!str_starts(line, start))
            continue;
        str table = str_part(line, start.n, line.n), names = line;
        table.n = str_find(table, STR("\""));
        const char *name = str_cz(a, str_starts(table, STR("base_")) ? str_part(table, 5, table.n) : table);
        for (size_t c = 0; c < 2; c++) {
            if (str_find(names, strf(a, "\"%s\"", columns[c])) == (size_t)-1)
                continue;
            // A duty of an organisation names nobody: it has the fields of one that does.
            if (handled(name) || strcmp(name, "duty_of_org") == 0)
                continue;
            CHECK_AT(declared(name, columns[c]), "no PERSON_HOLDS for %s.%s", name, columns[c]);
            found++;
        }
    }
    out_drop(&o);
    CHECK_AT(found > 35, "%d tables", found);
    EACH_HOOK(person_holds, person_holds, h)
    {
        CHECK_AT(!(*h)->title || text_find((*h)->title) != T_NONE, "no text %s", (*h)->title);
    }
}
