// SPDX-License-Identifier: Apache-2.0
// The ledger, the sight and the log of settled households are broken on purpose, one at a time: `check`
// reports each (I4, I5, I6 of security.md 10.3).
#include "rooms/allocation/allocation_test.h"

#include "platform/db/db_engine.h"

static struct family three;

static err settled(struct db *db, void *arg)
{
    int64_t offer;
    text_key why;
    (void)arg;
    PASS(test_places(db, "1506", 20, 2));
    PASS(test_places(db, "1507", 20, 2));
    PASS(test_family(db, "Brudd", 3, true, &three));
    PASS(alloc_ask(db, three.person[0], STR("1506"), &offer, &why));
    PASS(alloc_answer(db, offer, &(struct alloc_answer){ .accept = true, .words = STR("") }, &why));
    PASS(alloc_decide(db, offer, &why));
    for (size_t i = 0; i < three.n; i++) {
        struct alloc_case c;
        PASS(alloc_case_of(db, three.person[i], &c));
        PASS(alloc_date(db, &c, TEST_DAY, &why));
        if (i)
            PASS(alloc_settle(db, &c, TEST_DAY, &why));
    }
    return OK;
}

struct breaking {
    const char *sql, *told; // told NULL: nothing
};

static err broken(struct db *db, void *arg)
{
    const struct breaking *b = arg;
    struct out o = { 0 };
    if (b->sql)
        PASS(db_script(db, b->sql));
    PASS(allocation_check(db, &o));
    bool told = b->told ? str_find(out_str(&o), str_z(b->told)) != (size_t)-1 : o.n == 0;
    CHECK_AT(told, "%s\n%.*s", b->sql ? b->sql : "nothing was broken", S(out_str(&o)));
    out_drop(&o);
    return E_NOTFOUND; // taken back
}

TEST(check_reports_a_ledger_a_log_and_sight_that_were_broken)
{
    static const struct breaking all[] = {
        { NULL, NULL },
        { "delete from settlement_movement where what = 'settled' and cause like 'case %'", "off from the cases" },
        { "update settlement_movement set places = places + 1 where what = 'settled' and kind = 'total'", "off from the cases" },
        { "update settlement_movement set number = '1507' where what = 'settled' and kind = 'total'", "off from the cases" },
        { "insert into settlement_movement (year, number, kind, what, places, moved_on, cause) "
          "values (2023, '1506', 'total', 'agreed', 1, '2023-09-01', 'case 1.x')", "off from the cases" },
        { "update base_allocation_case set counted = '1507' where state = 'settled'", "off from the cases" },
        { "update base_allocation_case set state = 'allocated' where state = 'dated'", "the log ends in another state" },
        { "delete from who_scope where basis = 'settlement'", "the municipality lacks the sight" },
        { "update who_scope set level = 1 where basis = 'settlement'", "the municipality lacks the sight" },
        { "update base_allocation_case set settled_on = '2020-01-01' where state = 'settled'", "moves before the decision" },
        { "update base_allocation_case set org = 0 where state = 'dated'", "a municipality has sight without a case" },
        { "update base_allocation_case set org = 0 where state = 'dated'", "no municipality" },
    };
    struct deed deed = test_deed();
    in_db(a, settled, NULL);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_int_equal(db_run(test_pool(a), TX_WRITE, a, &deed, broken, (void *)(uintptr_t)&all[i]), E_NOTFOUND);
}
