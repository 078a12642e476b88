// SPDX-License-Identifier: Apache-2.0
#include "person/identifier.h"

enum { SHORT = 11, LONG = 12, ORGANISATION = 9, STEM = 9, SERIALS = 1000 };

static const int duf_weights[] = { 4, 6, 3, 2, 4, 6, 3, 2, 7, 5 };
static const int first_weights[] = { 3, 7, 6, 1, 8, 9, 4, 5, 2 };
static const int second_weights[] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };
static const int organisation_weights[] = { 3, 2, 7, 6, 5, 4, 3, 2 };

static int digit(str s, size_t i)
{
    return s.p[i] - '0';
}

static int two(str s, size_t i)
{
    return digit(s, i) * 10 + digit(s, i + 1);
}

static int sum(str s, const int *weights, size_t n)
{
    int all = 0;
    for (size_t i = 0; i < n; i++)
        all += digit(s, i) * weights[i];
    return all;
}

static bool all_digits(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

str identifier_digits(struct arena *a, str typed)
{
    char *p = mem(a, typed.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        bool nbsp = i + 1 < typed.n && (unsigned char)typed.p[i] == 0xC2 &&
                    (unsigned char)typed.p[i + 1] == 0xA0;
        if (nbsp)
            i++;
        else if (typed.p[i] != ' ' && typed.p[i] != '\t')
            p[n++] = typed.p[i];
    }
    return (str){ p, n };
}

enum identifier_form identifier_form(str s)
{
    if (!all_digits(s))
        return FORM_NONE;
    if (s.n == LONG)
        return FORM_DUF;
    if (s.n != SHORT)
        return FORM_NONE;
    return s.p[0] >= '4' && s.p[0] <= '7' ? FORM_D_NUMBER : FORM_NATIONAL;
}

static bool duf_fits(str s)
{
    return sum(s, duf_weights, 10) % 11 == two(s, 10);
}

// The remainder that tells the rule: 0 under both, 1-3 under the new one alone.
static int first_rest(str s)
{
    return (sum(s, first_weights, STEM) + digit(s, STEM)) % 11;
}

static bool second_fits(str s)
{
    return (sum(s, second_weights, STEM + 1) + digit(s, STEM + 1)) % 11 == 0;
}

enum offset { MONTH_REAL = 0, MONTH_NAV = 40, MONTH_HELSENETT = 65, MONTH_TENOR = 80 };

static int month_offset(int month)
{
    return month > MONTH_TENOR ? MONTH_TENOR
           : month > MONTH_HELSENETT ? MONTH_HELSENETT
           : month > MONTH_NAV       ? MONTH_NAV
                                     : MONTH_REAL;
}

// The century is not told by the number: 29 February is a day when the year can be a leap year.
static bool date_fits(str s, enum identifier_form form)
{
    int d = two(s, 0) - (form == FORM_D_NUMBER ? 40 : 0), m = two(s, 2);
    m -= month_offset(m);
    return m >= 1 && m <= 12 && day_known(day_of(2000 + two(s, 4), m, d));
}

enum identifier_verdict identifier_check(str s, enum identifier_form form, struct identifier_rule rule)
{
    if (!all_digits(s))
        return IDENTIFIER_LETTERS;
    if (s.n != (form == FORM_DUF ? LONG : SHORT))
        return IDENTIFIER_LENGTH;
    if (form == FORM_DUF) {
        bool invented = two(s, 0) == 19 && two(s, 2) == 0;
        if (invented != rule.invented)
            return rule.invented ? IDENTIFIER_REAL : IDENTIFIER_SYNTHETIC;
        return duf_fits(s) ? IDENTIFIER_FITS : IDENTIFIER_DOUBT;
    }
    if (identifier_form(s) != form || !date_fits(s, form))
        return IDENTIFIER_DATE;
    if (first_rest(s) > 3 || !second_fits(s))
        return IDENTIFIER_DIGITS;
    int offset = month_offset(two(s, 2));
    if (offset == MONTH_REAL)
        return rule.invented ? IDENTIFIER_REAL : IDENTIFIER_FITS;
    if (!rule.invented)
        return offset == MONTH_NAV && rule.other_synthetic ? IDENTIFIER_FITS : IDENTIFIER_SYNTHETIC;
    return offset == MONTH_TENOR || rule.other_synthetic ? IDENTIFIER_FITS : IDENTIFIER_REAL;
}

bool identifier_new_rule(str s)
{
    return s.n == SHORT && all_digits(s) && first_rest(s) != 0;
}

str identifier_shown(struct arena *a, str s)
{
    if (s.n == LONG)
        return strf(a, "%.4s %.6s %.2s", s.p, s.p + 4, s.p + 10);
    return s.n == SHORT ? strf(a, "%.6s %.5s", s.p, s.p + 6) : s;
}

str identifier_masked(struct arena *a, str s)
{
    if (s.n == LONG)
        return strf(a, "%.4s ****** **", s.p);
    return s.n == SHORT ? strf(a, "%.6s *****", s.p) : STR("*****");
}

static str invent_duf(struct arena *a, int64_t serial)
{
    str s = strf(a, "1900%06lld00", (long long)(serial % 1000000));
    return strf(a, "%.10s%02d", s.p, sum(s, duf_weights, 10) % 11);
}

str identifier_invent(struct arena *a, enum identifier_form form, day born, int64_t serial)
{
    if (form == FORM_DUF)
        return invent_duf(a, serial);
    struct ymd b = day_ymd(born);
    for (int i = 0; i < SERIALS; i++) { // one in eleven has no control digit
        str s = strf(a, "%02d%02d%02d%03lld00", b.day + (form == FORM_D_NUMBER ? 40 : 0),
                     b.month + MONTH_TENOR, b.year % 100, (long long)((serial + i) % SERIALS));
        int k1 = (11 - sum(s, first_weights, STEM) % 11) % 11;
        if (k1 == 10)
            continue;
        s = strf(a, "%.9s%d0", s.p, k1);
        int k2 = (11 - sum(s, second_weights, STEM + 1) % 11) % 11;
        if (k2 != 10)
            return strf(a, "%.10s%d", s.p, k2);
    }
    return STR("");
}

bool organisation_number_fits(str s)
{
    if (s.n != ORGANISATION || !all_digits(s))
        return false;
    int control = (11 - sum(s, organisation_weights, 8) % 11) % 11;
    return control != 10 && control == digit(s, 8);
}
