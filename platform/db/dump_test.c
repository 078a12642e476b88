// SPDX-License-Identifier: Apache-2.0
#include "platform/db/dump.h"

#include "platform/db/db_engine.h"
#include "platform/who/user.h"
#include "test/db.h"

static err add_rows(struct db *db, void *arg)
{
    (void)arg;
    for (int i = 0; i < 12; i++) { // ten and more: ids come by number, not by text
        struct who_org o = { .code = strf(db->mem, "K%d", i), .kind = STR("municipality"),
                             .name = STR("Å \"sitat\"\nlinje \\ 'apostrof'"),
                             .unit = i % 2 ? KNOWN(0) : UNKNOWN };
        PASS(db_add(db, &who_org_rec, &o));
    }
    return OK;
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

struct loading {
    str text, fault;
    struct dump_count n;
};

static err load(struct db *db, void *arg)
{
    struct loading *l = arg;
    return db_load(db, l->text, &l->n, &l->fault);
}

TEST(a_dump_loads_into_another_database_to_the_same_bytes)
{
    struct out first = { 0 }, second = { 0 };
    struct db_pool *from = test_db(a), *to = test_db(a);
    test_run(from, a, TX_WRITE, add_rows, NULL);
    test_run(from, a, TX_READ, dump, &first);
    struct loading l = { .text = out_str(&first) };
    test_run(to, a, TX_WRITE, load, &l);
    test_run(to, a, TX_READ, dump, &second);
    CHECK(l.n.rows > 24); // twelve rows, each with its trace
    CHECK(str_eq(out_str(&first), out_str(&second)));
    out_drop(&first);
    out_drop(&second);
}

static err add_one_more(struct db *db, void *arg)
{
    struct who_org *o = arg;
    *o = (struct who_org){ .code = STR("K99"), .kind = STR("other"), .name = STR("x"), .unit = UNKNOWN };
    return db_add(db, &who_org_rec, o);
}

TEST(keys_go_on_after_what_was_loaded)
{
    struct out text = { 0 };
    struct who_org o;
    struct db_pool *from = test_db(a), *to = test_db(a);
    test_run(from, a, TX_WRITE, add_rows, NULL);
    test_run(from, a, TX_READ, dump, &text);
    struct loading l = { .text = out_str(&text) };
    test_run(to, a, TX_WRITE, load, &l);
    test_run(to, a, TX_WRITE, add_one_more, &o);
    CHECK_INT(o.id, 13);
    out_drop(&text);
}

TEST(a_bad_dump_names_its_line_and_keeps_nothing)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        { "x\n", "line 1: not JSON" },
        { "[\"1\"]\n", "line 1: not as many values as columns" },
        { "{\"table\":\"nobody\",\"columns\":[\"id\"]}\n", "line 1: a table that this program" },
        { "{\"table\":\"who_org; drop\",\"columns\":[\"id\"]}\n", "line 1: no table and columns" },
        { "{\"table\":\"who_org\",\"columns\":[\"id\"]}\n[1]\n", "line 2: a value that is no text" },
        { "{\"table\":\"who_org\",\"columns\":[\"id\"]}\n", "1 tables, but this program has" },
        { "{\"table\":\"migration\",\"columns\":[\"name\",\"checksum\",\"applied\"]}\n"
          "[\"platform/x.sql\",\"00\",\"1\"]\n", "line 2: a migration that this program" },
    };
    struct deed deed = test_deed();
    struct db_pool *p = test_db(a);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct loading l = { .text = str_z(cases[i].text) };
        CHECK_INT(db_run(p, TX_WRITE, a, &deed, load, &l), E_INPUT);
        CHECK_AT(str_find(l.fault, str_z(cases[i].says)) != (size_t)-1,
                 "case %zu: %.*s", i, S(l.fault));
    }
}

static const struct field part_fields[] = { F(who_org, id, INT, .flags = KEY), F(who_org, code, TEXT) };
static const struct record part_rec = RECORD("who_org", who_org, part_fields);

static err by_both(struct db *db, void *arg)
{
    struct who_org o, back;
    (void)arg;
    PASS(add_one_more(db, &o));
    size_t before = arena_used(((struct connection *)db)->a), after;
    for (int i = 0; i < 100; i++)
        PASS(db_by_id(db, &who_org_rec, o.id, &back));
    after = arena_used(((struct connection *)db)->a);
    CHECK(after - before < 4096); // one statement is kept, whatever the number of calls
    CHECK_STR(back.name, "x");
    o.code = STR("K98");
    CHECK_INT(db_save(db, &part_rec, &back, &o), OK); // not the other record's statement
    return OK;
}

TEST(two_records_of_a_table_have_statements_of_their_own_and_calls_keep_no_memory)
{
    struct db_pool *p = test_db(a);
    test_run(p, a, TX_WRITE, by_both, NULL);
}
