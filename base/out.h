// SPDX-License-Identifier: Apache-2.0
// A growing buffer of bytes on the heap, kept and reused by its owner (a worker, a command).
// Writers for CSV, JSON and XML text live here, because each is a few lines over the buffer.
#ifndef BASE_OUT_H
#define BASE_OUT_H

#include "base/arena.h"

struct out {
    char *p;
    size_t n, cap;
};

void out_drop(struct out *);                 // frees the bytes; the buffer can be used again
static inline void out_clear(struct out *o)  // forgets the bytes, keeps the room
{
    o->n = 0;
}
static inline str out_str(const struct out *o) // valid until the next write
{
    return (str){ o->p, o->n };
}

char *out_room(struct out *, size_t n); // n writable bytes at the end; add to o->n what was used

static inline void out_put(struct out *o, str s)
{
    if (s.n) {
        memcpy(out_room(o, s.n), s.p, s.n);
        o->n += s.n;
    }
}
static inline void out_char(struct out *o, char c)
{
    *out_room(o, 1) = c;
    o->n++;
}
#define OUT(o, lit) out_put((o), STR(lit))

void out_f(struct out *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void out_int(struct out *, int64_t);

void out_json(struct out *, str);     // a JSON string with its quotes; text must be UTF-8
void out_xml(struct out *, str);      // text or attribute value: & < > " ' escaped
void out_csv(struct out *, str, char sep); // a cell, quoted when it must be
// The same for a file that people open in a spreadsheet: a cell that could be taken for a
// formula (= + - @ tab, return, full-width forms, after blanks too) gets an apostrophe first,
// unless it is a number.
void out_csv_safe(struct out *, str, char sep);

#endif
