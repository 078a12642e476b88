// SPDX-License-Identifier: Apache-2.0
// The tamper matrix: whatever is changed, taken out or cut is found, and the entry is named.
#include "test/db.h"

#include "platform/db/db_engine.h"
#include "platform/trace/trace.h"

static err write_ten(struct db *db, void *arg)
{
    (void)arg;
    for (int i = 1; i <= 10; i++)
        PASS(trace_note(db, "test", "thing", i, STR("{}")));
    return OK;
}

struct proof {
    const char *tamper; // SQL, or NULL
    str checkpoint;
    struct trace_verdict v;
};

static err tamper(struct db *db, void *arg)
{
    struct proof *p = arg;
    struct connection *c = (struct connection *)db;
    // Somebody with the database's own password takes the guard away first.
    if (c->engine == &pg_engine)
        PASS(db_script(db, "alter table trace_entry disable trigger user"));
    else
        PASS(db_script(db, "drop trigger trace_entry_no_update; drop trigger trace_entry_no_delete"));
    return p->tamper ? db_script(db, p->tamper) : OK;
}

static err verify(struct db *db, void *arg)
{
    struct proof *p = arg;
    return trace_verify(db, p->checkpoint, &p->v);
}

// Rolled back, so that the next case finds the trail whole.
static err tamper_and_see(struct db *db, void *arg)
{
    PASS(tamper(db, arg));
    PASS(verify(db, arg));
    return E_INPUT;
}

static err checkpoint(struct db *db, void *arg)
{
    return trace_checkpoint(db, arg);
}

TEST(a_changed_or_missing_entry_is_named)
{
    static const struct {
        const char *tamper;
        bool needs_checkpoint;
    } cases[] = {
        { "update trace_entry set at = at + 1 where nr = 4" },
        { "update trace_entry set user_id = 7 where nr = 4" },
        { "update trace_entry set org_id = 7 where nr = 4" },
        { "update trace_entry set role = 'DS' where nr = 4" },
        { "update trace_entry set session = 'x' where nr = 4" },
        { "update trace_entry set request = 'x' where nr = 4" },
        { "update trace_entry set address = 'x' where nr = 4" },
        { "update trace_entry set action = 'x' where nr = 4" },
        { "update trace_entry set object_type = 'x' where nr = 4" },
        { "update trace_entry set object_id = 99 where nr = 4" },
        { "update trace_entry set persons = '1' where nr = 4" },
        { "update trace_entry set reason = 'x' where nr = 4" },
        { "update trace_entry set detail = '' where nr = 4" },
        { "update trace_entry set detail_enc = 'x' where nr = 4" },
        { "update trace_entry set prev_hash = '' where nr = 4" },
        { "update trace_entry set hash = '' where nr = 4" },
        { "delete from trace_entry where nr = 1" },
        { "delete from trace_entry where nr = 5" },
        { "update trace_entry set nr = 100 where nr = 3; update trace_entry set nr = 3 where nr = 4;"
          "update trace_entry set nr = 4 where nr = 100" },
        { "delete from trace_entry where nr = 10", true },
        { "delete from trace_entry where nr > 3", true },
        { "delete from trace_entry", true },
    };
    struct db_pool *pool = test_db(a);
    struct deed deed = test_deed();
    struct out head = { 0 };
    struct proof p = { .checkpoint = STR("") };
    test_run(pool, a, TX_WRITE, write_ten, NULL);
    test_run(pool, a, TX_READ, checkpoint, &head);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_run(pool, a, TX_READ, verify, &p);
        CHECK_AT(p.v.first_bad == 0 && p.v.entries == 10, "case %zu before", i);
        struct proof bad = { .tamper = cases[i].tamper, .checkpoint = STR("") };
        if (cases[i].needs_checkpoint)
            bad.checkpoint = out_str(&head);
        CHECK_AT(db_run(pool, TX_WRITE, a, &deed, tamper_and_see, &bad) == E_INPUT, "case %zu", i);
        CHECK_AT(bad.v.first_bad != 0 && bad.v.what.n, "case %zu: %s", i, cases[i].tamper);
    }
    out_drop(&head);
}

static err change(struct db *db, void *arg)
{
    return db_script(db, arg);
}

TEST(the_trail_refuses_changes_by_itself)
{
    struct db_pool *pool = test_db(a);
    struct deed deed = test_deed();
    test_run(pool, a, TX_WRITE, write_ten, NULL);
    CHECK(db_run(pool, TX_WRITE, a, &deed, change, "update trace_entry set reason = 'x'") != OK);
    CHECK(db_run(pool, TX_WRITE, a, &deed, change, "delete from trace_entry") != OK);
}
