// SPDX-License-Identifier: Apache-2.0
// What the files of this bench share.
#ifndef TEST_BENCH_PERSONS_BENCH_H
#define TEST_BENCH_PERSONS_BENCH_H

#include "platform/db/db_engine.h"
#include "rooms/access/access.h"

enum { ORGS = 300, USUAL = 7 }; // municipalities; the one of usual size that is measured

struct orgs {
    int64_t id[ORGS], imdi;
    str code[ORGS], number[ORGS];
    size_t n;
};
extern struct orgs orgs;
extern day today;
extern struct arena *kept; // for what lives as long as the program

uint64_t next(void); // the same numbers each time
void stop(const char *what, err, str fault) __attribute__((noreturn));
double seconds(clockid_t);
int64_t clock_ms(void);
void run(struct db_pool *, enum tx, err (*body)(struct db *, void *), void *arg);

void fill(struct db_pool *, size_t n);
void measure_all(struct db_pool *);

// Indexes and foreign keys of the database, away while many rows go in, and made anew from all of them:
// the same in the end, and a tenth of the time (aside.c).
void aside_take(struct db_pool *);
void aside_put_back(struct db_pool *);

#endif
