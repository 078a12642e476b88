// SPDX-License-Identifier: Apache-2.0
// Text as {pointer, length}: not owned, not terminated, never NULL when n > 0.
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct str {
    const char *p;
    size_t n;
} str;

#define STR(lit) ((str){ "" lit, sizeof(lit) - 1 }) // of a literal
#define STR_INIT(lit) { "" lit, sizeof(lit) - 1 }   // the same inside a static table
#define S(s) (int)(s).n, (s).p                      // for "%.*s"

static inline str str_z(const char *z) // of a terminated string; NULL gives the empty text
{
    return z ? (str){ z, strlen(z) } : (str){ "", 0 };
}

static inline bool str_eq(str a, str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_is(str a, const char *z)
{
    return str_eq(a, str_z(z));
}

// The part from byte `from`, at most `n` bytes; shorter or empty when there is less.
static inline str str_part(str s, size_t from, size_t n)
{
    if (from > s.n)
        from = s.n;
    if (n > s.n - from)
        n = s.n - from;
    return (str){ s.p + from, n };
}

int str_cmp(str a, str b);              // byte order: < 0, 0, > 0
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_ieq(str a, str b);             // equal, ASCII letters of either case
str str_trim(str s);                    // without ASCII blanks at both ends
size_t str_find(str s, str what);       // byte position, or (size_t)-1

// Takes the text up to `sep` off the front of *rest and steps past it. False when *rest is
// used up (its pointer is NULL then). An empty text gives one empty part.
bool str_cut(str *rest, char sep, str *part);

// The whole of `s` as a decimal integer with optional sign; false on anything else or overflow.
bool str_int(str s, int64_t *out);
bool str_double(str s, double *out); // digits, one point, optional sign and exponent

uint64_t str_hash(str s); // FNV-1a, for tables inside one process

#endif
