// SPDX-License-Identifier: Apache-2.0
// Norwegian public holidays, working days and court vacations.
#include "law/law.h"

// Gregorian Easter after the anonymous algorithm of 1876.
day law_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
    int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return day_of(year, n / 31, n % 31 + 1);
}

bool law_holiday(day d)
{
    static const struct {
        int month, day;
    } fixed[] = { { 1, 1 }, { 5, 1 }, { 5, 17 }, { 12, 25 }, { 12, 26 } };
    static const int after_easter[] = { -3, -2, 0, 1, 39, 49, 50 };
    struct ymd at = day_ymd(d);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (at.month == fixed[i].month && at.day == fixed[i].day)
            return true;
    int32_t from_easter = day_diff(d, law_easter(at.year));
    for (size_t i = 0; i < sizeof after_easter / sizeof *after_easter; i++)
        if (from_easter == after_easter[i])
            return true;
    return false;
}

bool law_working_day(day d)
{
    return day_weekday(d) < 6 && !law_holiday(d);
}

// Courts Act § 140: Saturday before Palm Sunday to Easter Monday, July to 15 August, Christmas.
bool law_court_vacation(day d)
{
    struct ymd at = day_ymd(d);
    int32_t from_easter = day_diff(d, law_easter(at.year));
    return (from_easter >= -8 && from_easter <= 1) || at.month == 7 || (at.month == 8 && at.day <= 15) ||
           (at.month == 12 && at.day >= 24) || (at.month == 1 && at.day <= 3);
}
