// SPDX-License-Identifier: Apache-2.0
// Memory that belongs to one piece of work (a request, a job, a test) and vanishes with it.
//
// There is no free: what `mem` gives lives until the arena is reset, dropped, or taken back to
// a mark made before. Out of memory ends the process: the transaction never happened. The limit
// is soft: passing it only sets a flag, which the platform looks at between rows and answers
// with E_TOOBIG; `mem_try` refuses at the limit instead.
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

struct arena;
struct mark {
    void *block;
    size_t used;
    void *closing;
};

struct arena *arena_make(size_t limit); // bytes; 0 means no limit
void arena_drop(struct arena *);        // NULL is allowed
void arena_reset(struct arena *);       // runs the closing list, keeps the first block
bool arena_over(const struct arena *);  // more than the limit is in use
size_t arena_used(const struct arena *);

struct mark arena_mark(struct arena *);
void arena_back(struct arena *, struct mark); // closes and forgets what came after the mark

// Zeroed memory, aligned for anything.
void *mem(struct arena *, size_t n) __attribute__((malloc, alloc_size(2), returns_nonnull));
void *mem_try(struct arena *, size_t n); // NULL when the limit would be passed
// n things of `size` bytes; an overflow of the product ends the process.
void *mem_array(struct arena *, size_t n, size_t size) __attribute__((malloc, returns_nonnull));
#define NEW(a, type) ((type *)mem((a), sizeof(type)))
#define NEW_ARRAY(a, n, type) ((type *)mem_array((a), (n), sizeof(type)))

// `fn(arg)` runs when the arena is reset or dropped, or taken back past this point: last first.
void arena_closing(struct arena *, void (*fn)(void *), void *arg);

str str_dup(struct arena *, str);
char *str_cz(struct arena *, str); // terminated copy, for C libraries
str strf(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
str str_join(struct arena *, const str *parts, size_t n, str between);

// A growing list of one type: struct { T *p; size_t n, cap; }. The elements may move.
#define SLICE(T)                                                                               \
    struct {                                                                                   \
        T *p;                                                                                  \
        size_t n, cap;                                                                         \
    }
#define ADD(a, slice) /* address of a new zeroed element at the end */                         \
    ({                                                                                         \
        __typeof__(slice) add_ = (slice);                                                      \
        if (add_->n == add_->cap)                                                              \
            slice_grow((a), add_, sizeof *add_->p);                                            \
        memset(&add_->p[add_->n], 0, sizeof *add_->p);                                         \
        &add_->p[add_->n++];                                                                   \
    })
void slice_grow(struct arena *, void *slice, size_t size); // for ADD only

#endif
