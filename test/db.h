// SPDX-License-Identifier: Apache-2.0
// A database for one test, on the engine that the environment names: DB=sqlite (default), or
// DB=postgres with PGSOCK, the socket folder that test/postgres prints.
#ifndef TEST_DB_H
#define TEST_DB_H

#include "platform/db/db.h"
#include "test/test.h"

enum { TEST_CLOCK_HOURS = 10 };
#define TEST_DAY day_of(2023, 9, 1) // "today" in tests

// Freshly migrated and empty; gone when the arena is.
struct db_pool *test_db(struct arena *);
struct deed test_deed(void); // of the system, at ten o'clock on TEST_DAY
// Runs the body in a transaction; the test fails when it gives anything but OK.
void test_run(struct db_pool *, struct arena *, enum tx, err (*body)(struct db *, void *), void *);
// The address of the test's database, for the binary's --db; sqlite:PATH or postgresql://...
str test_url(struct arena *, struct db_pool *);

#endif
