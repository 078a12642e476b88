// SPDX-License-Identifier: Apache-2.0
// What the kinds of crash rounds share.
#ifndef TEST_CRASH_CRASH_H
#define TEST_CRASH_CRASH_H

#include "platform/db/db.h"

struct deed deed_now(void);
struct db_pool *open_or_end(const char *url, struct arena *);
// Runs `work` in a process of its own until it is killed at a random moment, `most_us` at the latest. It writes what has ended
// into the pipe; `heard` gets each piece of `size` bytes that came through.
void kill_in_the_middle(int most_us, void (*work)(void *arg, int acknowledge), void *arg, size_t size,
                        void (*heard)(void *arg, const void *piece), void *to);

// One round of settlements (chain.c); *total grows by the steps acknowledged. False: it was said why.
bool chain_play(const char *url, int number, int64_t *total);
bool chain_begin(const char *url); // municipalities with places

#endif
