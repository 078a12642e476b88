// SPDX-License-Identifier: Apache-2.0
#include "test/db.h"

#include "platform/job/job.h"

static const struct job_kind lost = { "test.lost", NULL, 0 };

SQL(test_job_state, "select state from job where kind = 'test.lost'");
SQL(test_job_attempts, "select attempts from job where kind = 'test.lost'");

static err add_lost(struct db *db, void *arg)
{
    (void)arg;
    return job_later(db, &lost, db->deed.now, STR("{}"));
}

static err state(struct db *db, void *arg)
{
    return db_str(db, &test_job_state, NO_ARGS, arg);
}

static err attempts(struct db *db, void *arg)
{
    return db_int(db, &test_job_attempts, NO_ARGS, arg);
}

TEST(a_job_that_keeps_failing_is_parked_after_growing_pauses)
{
    struct db_pool *p = test_db(a);
    int64_t now = test_deed().now, tried = 0;
    int ran;
    str is;
    CHECK_INT(job_run_due(p, a, now - 60000, &ran), OK); // those by the clock have had their turn
    test_run(p, a, TX_WRITE, add_lost, NULL);
    CHECK_INT(job_run_due(p, a, now - 1, &ran), OK);
    CHECK_INT(ran, 0);
    CHECK_INT(job_run_due(p, a, now, &ran), OK);
    CHECK_INT(ran, 1);
    CHECK_INT(job_run_due(p, a, now, &ran), OK); // the pause has not passed
    CHECK_INT(ran, 0);
    for (int i = 0; i < 20; i++)
        CHECK_INT(job_run_due(p, a, now += 300000, &ran), OK);
    test_run(p, a, TX_READ, attempts, &tried);
    test_run(p, a, TX_READ, state, &is);
    CHECK_INT(tried, 8);
    CHECK_STR(is, "parked");
}
