// SPDX-License-Identifier: Apache-2.0
// What somebody uploaded is unpacked in a process of its own (security.md WEB-23): it has read its
// input, may write to one pipe and take memory, and any other call of the system ends it; 256 MiB,
// ten seconds. Whatever a hostile file makes of a library, there is nothing to reach from there.
#ifndef PLATFORM_DATA_APART_H
#define PLATFORM_DATA_APART_H

#include "base/csv.h"

enum apart_what { APART_ROWS, APART_SHEETS, APART_FILES, APART_IS_BOOK, APART_SPARE, APART_KINDS };
typedef err apart_row(void *arg, const struct csv_row *);
// Does the work within the child; `n` is a sheet's index.
typedef err apart_work(struct arena *, str bytes, size_t n, apart_row *, void *arg);
extern apart_work *const apart_works[APART_KINDS];
apart_work apart_spare __attribute__((weak)); // a test's own misdeeds; the product has none
extern int apart_seconds;                     // that a child may take

// Hands each row over as it comes. What the work gave; E_TOOBIG when it took too much time or memory;
// E_INPUT when it did something that it must not, or fell over; E_IO when no process can be had.
MUST err apart(enum apart_what, str bytes, size_t n, apart_row *, void *arg);

#endif
