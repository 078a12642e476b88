// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

static bool tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

// Length of the well-formed sequence at p, 0 when there is none.
static size_t sequence(const unsigned char *p, size_t n)
{
    unsigned char a = p[0];
    if (a < 0x80)
        return 1;
    if (a < 0xC2 || a > 0xF4)
        return 0;
    if (a < 0xE0)
        return n >= 2 && tail(p[1]) ? 2 : 0;
    unsigned char low = a == 0xE0 ? 0xA0 : a == 0xF0 ? 0x90 : 0x80;
    unsigned char high = a == 0xED ? 0x9F : a == 0xF4 ? 0x8F : 0xBF;
    size_t k = a < 0xF0 ? 3 : 4;
    if (n < k || p[1] < low || p[1] > high || !tail(p[2]) || (k == 4 && !tail(p[3])))
        return 0;
    return k;
}

bool utf8_ok(str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    for (size_t i = 0; i < s.n;) {
        size_t k = sequence(p + i, s.n - i);
        if (!k)
            return false;
        i += k;
    }
    return true;
}

uint32_t utf8_next(str *rest)
{
    if (!rest->n)
        return 0;
    const unsigned char *p = (const unsigned char *)rest->p;
    size_t k = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    uint32_t c = k == 1 ? p[0] : p[0] & (0xFFu >> (k + 1));
    for (size_t i = 1; i < k; i++)
        c = c << 6 | (p[i] & 0x3F);
    *rest = (str){ rest->p + k, rest->n - k };
    return c;
}

size_t utf8_count(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += !tail((unsigned char)s.p[i]);
    return n;
}

static bool forbidden(uint32_t c, enum text_rule rule)
{
    if (c < 0x20)
        return !(rule == MANY_LINES && (c == '\n' || c == '\r' || c == '\t'));
    return (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFFFE || c == 0xFFFF;
}

bool text_ok(str s, enum text_rule rule)
{
    if (!utf8_ok(s))
        return false;
    while (s.n)
        if (forbidden(utf8_next(&s), rule))
            return false;
    return true;
}
