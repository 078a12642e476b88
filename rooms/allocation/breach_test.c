// SPDX-License-Identifier: Apache-2.0
// The ledger, the sight and the log of settled households are broken on purpose, one at a time: `check`
// reports each (I4, I5, I6 of security.md 10.3).
#include "rooms/allocation/allocation_test.h"

#include "platform/db/db_engine.h"
#include "text_keys.h"

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

// ---- two records that were one for a while ------------------------------------------------------------

static struct family here, twin;

static err merged(struct db *db, void *arg)
{
    struct alloc_act act = { .on = TEST_DAY, .reason = WHY_OTHER, .note = STR(""), .told = true, .closed = CLOSED_LEFT };
    text_key why = T_NONE;
    (void)arg;
    PASS(test_places(db, "1506", 20, 2));
    PASS(test_family(db, "Ekte", 1, true, &here));
    PASS(test_family(db, "Dobbel", 1, true, &twin));
    CHECK_INT(person_merge(db, here.person[0], twin.person[0], STR("samme"), &why), E_INPUT); // two open cases
    why = T_NONE;
    PASS(alloc_end(db, here.person[0], EV_CLOSE, &act, &why));
    return person_merge(db, here.person[0], twin.person[0], STR("samme"), &why);
}

static err asked_and_parted(struct db *db, void *arg)
{
    int64_t offer;
    text_key why = T_NONE;
    (void)arg;
    PASS(alloc_ask(db, here.person[0], STR("1506"), &offer, &why));
    return person_unmerge(db, twin.person[0], &why);
}

static err whose(struct db *db, void *arg)
{
    struct alloc_case c;
    (void)arg;
    PASS(alloc_case_of(db, twin.person[0], &c));
    CHECK_INT(c.state, ALLOC_ASKED);
    PASS(alloc_case_of(db, here.person[0], &c));
    CHECK_INT(c.state, ALLOC_CLOSED);
    return OK;
}

TEST(a_case_that_went_on_while_two_records_were_one_takes_its_sight_along)
{
    in_db(a, merged, NULL);
    test_whole(a); // what others heard of it is done
    in_db(a, asked_and_parted, NULL);
    in_db(a, whose, NULL);
    test_whole(a);
}
