// SPDX-License-Identifier: Apache-2.0
#include "base/str.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

int str_cmp(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    if (c)
        return c;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(str s, str prefix)
{
    return s.n >= prefix.n && str_eq(str_part(s, 0, prefix.n), prefix);
}

bool str_ends(str s, str suffix)
{
    return s.n >= suffix.n && str_eq(str_part(s, s.n - suffix.n, suffix.n), suffix);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_ieq(str a, str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

str str_trim(str s)
{
    while (s.n && blank(s.p[0]))
        s = (str){ s.p + 1, s.n - 1 };
    while (s.n && blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

size_t str_find(str s, str what)
{
    if (what.n == 0)
        return 0;
    if (what.n > s.n)
        return (size_t)-1;
    const char *hit = memmem(s.p, s.n, what.p, what.n);
    return hit ? (size_t)(hit - s.p) : (size_t)-1;
}

bool str_cut(str *rest, char sep, str *part)
{
    if (!rest->p)
        return false;
    const char *hit = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
    if (!hit) {
        *part = *rest;
        *rest = (str){ NULL, 0 };
        return true;
    }
    size_t n = (size_t)(hit - rest->p);
    *part = (str){ rest->p, n };
    *rest = (str){ hit + 1, rest->n - n - 1 };
    return true;
}

bool str_int(str s, int64_t *out)
{
    bool minus = s.n && s.p[0] == '-';
    size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+') ? 1 : 0;
    int64_t v = 0;
    if (i == s.n)
        return false;
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        int digit = s.p[i] - '0';
        // Built downwards, because the most negative value has no positive twin.
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, digit, &v))
            return false;
    }
    if (!minus && __builtin_sub_overflow(0, v, &v))
        return false;
    *out = v;
    return true;
}

bool str_double(str s, double *out)
{
    char buf[64];
    if (s.n == 0 || s.n >= sizeof buf)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("0123456789.+-eE", s.p[i]) || s.p[i] == '\0')
            return false;
    memcpy(buf, s.p, s.n);
    buf[s.n] = '\0';
    char *end;
    errno = 0;
    double v = strtod(buf, &end);
    if (*end || end == buf || errno == ERANGE || !isfinite(v))
        return false;
    *out = v;
    return true;
}

uint64_t str_hash(str s)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return h;
}
