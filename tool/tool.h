// SPDX-License-Identifier: Apache-2.0
// What the build tools share: whole files in, files out only when they change. A tool runs for
// a moment, so nothing is freed.
#ifndef TOOL_TOOL_H
#define TOOL_TOOL_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static inline void *grab(size_t n)
{
    void *p = calloc(1, n ? n : 1);
    if (!p) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return p;
}

static inline char *cut_out(const char *from, size_t n)
{
    char *p = grab(n + 1);
    memcpy(p, from, n);
    return p;
}

struct text {
    char *p;
    size_t n, cap;
};

static inline void text_add(struct text *t, const char *s, size_t n)
{
    if (t->n + n + 1 > t->cap) {
        t->cap = (t->n + n + 1) * 2;
        t->p = realloc(t->p, t->cap);
        if (!t->p) {
            fputs("out of memory\n", stderr);
            exit(1);
        }
    }
    memcpy(t->p + t->n, s, n);
    t->n += n;
    t->p[t->n] = 0;
}

__attribute__((format(printf, 2, 3))) static inline void text_f(struct text *t, const char *fmt,
                                                                ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *p = grab((size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    text_add(t, p, (size_t)n);
}

// The whole file, terminated; ends the tool when it cannot be read.
static inline char *slurp(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(1);
    }
    struct text t = { 0 };
    char piece[65536];
    for (size_t got; (got = fread(piece, 1, sizeof piece, f)) > 0;)
        text_add(&t, piece, got);
    text_add(&t, "", 0);
    fclose(f);
    if (n)
        *n = t.n;
    return t.p;
}

static inline void write_file(const char *path, const struct text *t)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(t->p, 1, t->n, f) != t->n || fclose(f) != 0) {
        perror(path);
        exit(1);
    }
}

// An unchanged file keeps its time, so that what includes it is not built again.
static inline void write_changed(const char *path, const struct text *t)
{
    FILE *f = fopen(path, "rb");
    if (f) {
        fclose(f);
        size_t n;
        char *was = slurp(path, &n);
        if (n == t->n && memcmp(was, t->p, n) == 0)
            return;
    }
    write_file(path, t);
}

#endif
