// SPDX-License-Identifier: Apache-2.0
// A chain of blocks, each twice the last up to 4 MB. Under the address sanitizer free space is
// poisoned and a poisoned gap stands between objects, so that overruns and late use are seen.
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
enum { GAP = 16 }; // poisoned bytes between objects
#else
#define POISON(p, n) ((void)0)
#define UNPOISON(p, n) ((void)0)
enum { GAP = 0 };
#endif

enum { FIRST = 64 * 1024, LARGEST = 4 * 1024 * 1024, ALIGN = alignof(max_align_t) };

struct block {
    struct block *before;
    size_t size, used;
    alignas(max_align_t) char at[];
};

struct closing {
    struct closing *before;
    void (*fn)(void *);
    void *arg;
};

struct arena {
    struct block *last;
    struct closing *closing;
    size_t limit, older; // older: bytes in blocks before the last
};

static _Noreturn void no_memory(size_t n)
{
    fprintf(stderr, "out of memory: %zu bytes wanted\n", n);
    abort();
}

static struct block *block_make(size_t size, struct block *before)
{
    struct block *b = malloc(sizeof *b + size);
    if (!b)
        no_memory(size);
    b->before = before;
    b->size = size;
    b->used = 0;
    POISON(b->at, size);
    return b;
}

struct arena *arena_make(size_t limit)
{
    struct arena *a = calloc(1, sizeof *a);
    if (!a)
        no_memory(sizeof *a);
    a->limit = limit;
    a->last = block_make(FIRST, NULL);
    return a;
}

static void close_until(struct arena *a, struct closing *stop)
{
    while (a->closing != stop) {
        struct closing *c = a->closing;
        a->closing = c->before;
        c->fn(c->arg);
    }
}

static void blocks_until(struct arena *a, struct block *stop)
{
    while (a->last != stop) {
        struct block *b = a->last;
        a->last = b->before;
        a->older -= a->last->used;
        UNPOISON(b->at, b->size);
        free(b);
    }
}

void arena_back(struct arena *a, struct mark m)
{
    close_until(a, m.closing);
    blocks_until(a, m.block);
    a->last->used = m.used;
    POISON(a->last->at + m.used, a->last->size - m.used);
}

struct mark arena_mark(struct arena *a)
{
    return (struct mark){ a->last, a->last->used, a->closing };
}

void arena_reset(struct arena *a)
{
    struct block *first = a->last;
    while (first->before)
        first = first->before;
    arena_back(a, (struct mark){ first, 0, NULL });
}

void arena_drop(struct arena *a)
{
    if (!a)
        return;
    arena_reset(a);
    UNPOISON(a->last->at, a->last->size);
    free(a->last);
    free(a);
}

size_t arena_used(const struct arena *a)
{
    return a->older + a->last->used;
}

bool arena_over(const struct arena *a)
{
    return a->limit && arena_used(a) > a->limit;
}

void *mem(struct arena *a, size_t n)
{
    size_t whole;
    if (__builtin_add_overflow(n, (size_t)(ALIGN - 1 + GAP), &whole))
        no_memory(n);
    whole &= ~(size_t)(ALIGN - 1);
    if (whole == 0)
        whole = ALIGN; // distinct addresses also for empty objects
    if (whole > a->last->size - a->last->used) {
        size_t size = a->last->size * 2 < LARGEST ? a->last->size * 2 : LARGEST;
        a->older += a->last->used;
        a->last = block_make(size > whole ? size : whole, a->last);
    }
    char *p = a->last->at + a->last->used;
    a->last->used += whole;
    UNPOISON(p, n);
    memset(p, 0, n);
    return p;
}

void *mem_try(struct arena *a, size_t n)
{
    size_t after;
    if (__builtin_add_overflow(arena_used(a), n, &after) || (a->limit && after > a->limit))
        return NULL;
    return mem(a, n);
}

void *mem_array(struct arena *a, size_t n, size_t size)
{
    size_t whole;
    if (__builtin_mul_overflow(n, size, &whole))
        no_memory(SIZE_MAX);
    return mem(a, whole);
}

void arena_closing(struct arena *a, void (*fn)(void *), void *arg)
{
    struct closing *c = NEW(a, struct closing);
    *c = (struct closing){ a->closing, fn, arg };
    a->closing = c;
}

str str_dup(struct arena *a, str s)
{
    return (str){ str_cz(a, s), s.n };
}

char *str_cz(struct arena *a, str s)
{
    char *p = mem(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    return p;
}

str strf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        n = 0;
    char *p = mem(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return (str){ p, (size_t)n };
}

str str_join(struct arena *a, const str *parts, size_t n, str between)
{
    size_t whole = 0;
    for (size_t i = 0; i < n; i++)
        whole += parts[i].n + (i ? between.n : 0);
    char *p = mem(a, whole + 1);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (i && between.n) {
            memcpy(p + at, between.p, between.n);
            at += between.n;
        }
        if (parts[i].n)
            memcpy(p + at, parts[i].p, parts[i].n);
        at += parts[i].n;
    }
    return (str){ p, whole };
}

// Every SLICE has the same layout; the element pointer is moved bytewise, so no aliasing rule
// is broken whatever the element type is.
void slice_grow(struct arena *a, void *slice, size_t size)
{
    struct any {
        void *p;
        size_t n, cap;
    } s;
    memcpy(&s, slice, sizeof s);
    size_t cap = s.cap ? s.cap * 2 : 8;
    void *bigger = mem_array(a, cap, size);
    if (s.n)
        memcpy(bigger, s.p, s.n * size);
    s.p = bigger;
    s.cap = cap;
    memcpy(slice, &s, sizeof s);
}
