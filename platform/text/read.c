// SPDX-License-Identifier: Apache-2.0
// Reads days and numbers as people type them. All reasonable forms are accepted, none is
// guessed: what could mean two things is refused.
#include "platform/text/text.h"

#include <stdlib.h>

#include "base/utf8.h"

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

// ---- days

// The year with these last two digits that puts the day nearest to today.
static day nearest(int yy, int month, int dom, day today)
{
    day best = DAY_NONE;
    int century = day_known(today) ? day_ymd(today).year / 100 * 100 : 2000;
    for (int y = century - 100 + yy; y <= century + 100 + yy; y += 100) {
        day d = day_of(y, month, dom);
        if (!day_known(d) || !day_known(today))
            continue;
        if (!day_known(best) ||
            llabs((long long)day_diff(d, today)) < llabs((long long)day_diff(best, today)))
            best = d;
    }
    return best;
}

static bool make(int y, int digits, int month, int dom, day today, day *out)
{
    day d = digits == 2   ? nearest(y, month, dom, today)
            : digits == 4 ? day_of(y, month, dom)
                          : DAY_NONE;
    if (!day_known(d))
        return false;
    *out = d;
    return true;
}

static int number(str s)
{
    int64_t v;
    return s.n && s.n <= 4 && digit(s.p[0]) && str_int(s, &v) ? (int)v : -1;
}

bool read_day(str s, day today, day *out)
{
    s = str_trim(s);
    day iso;
    if (day_parse(s, &iso)) {
        *out = iso;
        return true;
    }
    size_t digits = 0;
    while (digits < s.n && digit(s.p[digits]))
        digits++;
    if (digits == s.n && (s.n == 6 || s.n == 8))
        return make(number(str_part(s, 4, 4)), (int)s.n - 4, number(str_part(s, 2, 2)),
                    number(str_part(s, 0, 2)), today, out);
    str part[3];
    size_t n = 0, from = 0;
    for (size_t i = 0; i <= s.n; i++) {
        bool end = i == s.n, gap = !end && strchr("./- ", s.p[i]) != NULL;
        if (!end && !gap && !digit(s.p[i]))
            return false;
        if ((end || gap) && i > from) {
            if (n == 3)
                return false;
            part[n++] = str_part(s, from, i - from);
        }
        if (end || gap)
            from = i + 1;
    }
    if (n != 3 || part[0].n > 2 || part[1].n > 2)
        return false;
    return make(number(part[2]), (int)part[2].n, number(part[1]), number(part[0]), today, out);
}

// ---- numbers

enum { NUMBER_MAX = 40 };
struct plain {
    char s[NUMBER_MAX + 1]; // sign, digits, at most one point
    size_t n;
    bool decimals;
};

static bool blank(uint32_t c)
{
    return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

// Blanks stand between digits only, and groups after the first have three digits.
static bool groups_ok(const int *groups, int n)
{
    for (int i = 1; i < n; i++)
        if (groups[i] != 3)
            return false;
    return n == 1 || (groups[0] >= 1 && groups[0] <= 3);
}

static bool plain(str s, struct plain *out)
{
    *out = (struct plain){ 0 };
    if (!utf8_ok(s))
        return false;
    int groups[16] = { 0 }, n = 1, after = 0;
    bool any = false, gap = false;
    for (s = str_trim(s); s.n;) {
        uint32_t c = utf8_next(&s);
        if (out->n == NUMBER_MAX)
            return false;
        if ((c == '-' || c == 0x2212 || c == '+') && !any && out->n == 0) {
            if (c != '+')
                out->s[out->n++] = '-';
        } else if (c >= '0' && c <= '9') {
            if (gap && (++n > 15 || out->decimals))
                return false;
            gap = false;
            any = true;
            out->s[out->n++] = (char)c;
            if (out->decimals)
                after++;
            else
                groups[n - 1]++;
        } else if ((c == ',' || c == '.') && any && !out->decimals && !gap) {
            out->decimals = true;
            out->s[out->n++] = '.';
        } else if (blank(c) && any && !out->decimals) {
            gap = true;
        } else if (!blank(c)) {
            return false;
        }
    }
    return any && (!out->decimals || after) && groups_ok(groups, n);
}

bool read_int(str typed, int64_t *out)
{
    struct plain p;
    return plain(typed, &p) && !p.decimals && str_int((str){ p.s, p.n }, out);
}

bool read_real(str typed, double *out)
{
    struct plain p;
    return plain(typed, &p) && str_double((str){ p.s, p.n }, out);
}

// "kr 1 200", "1 200 kr", "1 200,-"
static str without_unit(str s)
{
    s = str_trim(s);
    if (s.n > 2 && str_ieq(str_part(s, 0, 2), STR("kr")))
        s = str_trim(str_part(s, s.p[2] == '.' ? 3 : 2, s.n));
    if (s.n > 2 && str_ieq(str_part(s, s.n - 2, 2), STR("kr")))
        s = str_part(s, 0, s.n - 2);
    if (str_ends(s, STR(",-")))
        s = str_part(s, 0, s.n - 2);
    while (str_ends(s, STR("\xC2\xA0")))
        s = str_part(s, 0, s.n - 2);
    return str_trim(s);
}

bool read_money(str typed, money *out)
{
    struct plain p;
    return plain(without_unit(typed), &p) && money_parse((str){ p.s, p.n }, out);
}
