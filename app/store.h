// SPDX-License-Identifier: Apache-2.0
// The database of an installation, for the commands that work on it.
#ifndef APP_STORE_H
#define APP_STORE_H

#include "app/command.h"
#include "platform/db/db.h"

struct store {
    struct arena *a;
    struct db_pool *pool;
    struct deed deed; // of the command, now
    const char *data; // the folder
    const char *keys; // the file that sealed notes are encrypted with (app/keys.h)
};

// Takes --data DIR, --db URL and --key FILE from the arguments and opens the database. EXIT_FINE, or
// prints why not (with the command's name) and gives the exit code. `migrated`: the schema must be
// there and up to date, and the keys of its sealed notes as well.
int store_open(struct store *, struct args *, bool migrated);
void store_close(struct store *);
// Runs in a transaction; prints what went wrong. EXIT_FINE or EXIT_BAD_DATA.
int store_run(struct store *, enum tx, const char *what, err (*body)(struct db *, void *), void *);
int64_t store_clock(void); // real clock, ms since 1970 UTC

#endif
