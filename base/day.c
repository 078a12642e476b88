// SPDX-License-Identifier: Apache-2.0
// Day arithmetic after the era method: years begin on 1 March, so that the leap day comes last.
#include "base/day.h"

enum { YEAR_MIN = 1, YEAR_MAX = 9999 };

static bool leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int month_days(int y, int m)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return m == 2 && leap(y) ? 29 : days[m - 1];
}

day day_of(int y, int m, int d)
{
    if (y < YEAR_MIN || y > YEAR_MAX || m < 1 || m > 12 || d < 1 || d > month_days(y, m))
        return DAY_NONE;
    y -= m <= 2;
    int era = y / 400;
    int yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return (day){ era * 146097 + doe - 719468 };
}

struct ymd day_ymd(day at)
{
    int32_t z = at.d + 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    int m = mp + (mp < 10 ? 3 : -9);
    return (struct ymd){ yoe + era * 400 + (m <= 2), m, doy - (153 * mp + 2) / 5 + 1 };
}

day day_add(day d, int32_t n)
{
    int64_t sum = (int64_t)d.d + n;
    if (!day_known(d) || sum < DAY_MIN.d || sum > DAY_MAX.d)
        return DAY_NONE;
    return (day){ (int32_t)sum };
}

day day_add_months(day d, int months)
{
    if (!day_known(d))
        return d;
    struct ymd t = day_ymd(d);
    int64_t count = (int64_t)t.year * 12 + (t.month - 1) + months;
    if (count < YEAR_MIN * 12 || count >= (YEAR_MAX + 1) * 12)
        return DAY_NONE;
    int y = (int)(count / 12), m = (int)(count % 12) + 1;
    return day_of(y, m, t.day < month_days(y, m) ? t.day : month_days(y, m));
}

day day_add_years(day d, int years)
{
    int months;
    return __builtin_mul_overflow(years, 12, &months) ? DAY_NONE : day_add_months(d, months);
}

int day_weekday(day d) // 1970-01-01 was a Thursday
{
    int w = (d.d + 3) % 7;
    return (w < 0 ? w + 7 : w) + 1;
}

static int weeks_in(int year) // 53 when the year begins or, in a leap year, ends on a Thursday
{
    int first = day_weekday(day_of(year, 1, 1));
    return first == 4 || (first == 3 && leap(year)) ? 53 : 52;
}

int day_week(day d, int *year)
{
    struct ymd t = day_ymd(d);
    int doy = day_diff(d, day_of(t.year, 1, 1)) + 1;
    int week = (doy - day_weekday(d) + 10) / 7;
    if (week < 1 && t.year > YEAR_MIN) {
        *year = t.year - 1;
        return weeks_in(t.year - 1);
    }
    if (week > weeks_in(t.year)) {
        *year = t.year + 1;
        return 1;
    }
    *year = t.year;
    return week;
}

day day_of_week(int year, int week, int weekday)
{
    if (year < YEAR_MIN || year > YEAR_MAX || week < 1 || week > weeks_in(year) || weekday < 1 ||
        weekday > 7)
        return DAY_NONE;
    day fourth = day_of(year, 1, 4); // always in week 1
    return day_add(fourth, (week - 1) * 7 + weekday - day_weekday(fourth));
}

int day_age(day born, day on)
{
    struct ymd b = day_ymd(born), o = day_ymd(on);
    int age = o.year - b.year;
    return age - (o.month < b.month || (o.month == b.month && o.day < b.day));
}

bool day_parse(str s, day *out)
{
    static const char shape[] = "0000-00-00";
    int v[3] = { 0 }, part = 0;
    if (s.n != sizeof shape - 1)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (shape[i] == '-') {
            if (s.p[i] != '-')
                return false;
            part++;
        } else if (s.p[i] < '0' || s.p[i] > '9') {
            return false;
        } else {
            v[part] = v[part] * 10 + (s.p[i] - '0');
        }
    }
    day d = day_of(v[0], v[1], v[2]);
    if (!day_known(d))
        return false;
    *out = d;
    return true;
}

str day_iso(struct arena *a, day d)
{
    if (!day_known(d))
        return STR("");
    struct ymd t = day_ymd(d);
    int part[] = { t.year / 100, t.year % 100, t.month, t.day };
    char *p = mem(a, 11);
    memcpy(p, "0000-00-00", 11); // by hand: files and traces write millions of them
    for (int i = 0; i < 4; i++) {
        char *at = p + (i < 2 ? 2 * i : 3 * i - 1);
        at[0] = (char)('0' + part[i] / 10 % 10);
        at[1] = (char)('0' + part[i] % 10);
    }
    return (str){ p, 10 };
}

// Central European time by the rule in force since 1996: summer time from the last Sunday of
// March to the last Sunday of October, both at 01:00 UTC. Older moments (1980-1995 differed in
// the autumn) do not occur in the system's records.
static int32_t last_sunday(int year, int month)
{
    day last = day_of(year, month, 31);
    return last.d - day_weekday(last) % 7;
}

static int64_t oslo_offset_ms(int64_t ms)
{
    enum { HOUR = 3600000 };
    int64_t days = ms / 86400000 - (ms % 86400000 < 0);
    int year = day_ymd((day){ (int32_t)days }).year;
    int64_t from = (int64_t)last_sunday(year, 3) * 86400000 + HOUR;
    int64_t to = (int64_t)last_sunday(year, 10) * 86400000 + HOUR;
    return ms >= from && ms < to ? 2 * HOUR : HOUR;
}

int64_t day_start_ms(day d)
{
    int64_t local = (int64_t)d.d * 86400000;
    return local - oslo_offset_ms(local - 3600000); // the change is never at midnight
}

day day_in_oslo(int64_t ms)
{
    int64_t local = ms + oslo_offset_ms(ms);
    return (day){ (int32_t)(local / 86400000 - (local % 86400000 < 0)) };
}

int64_t day_moment_on(int64_t ms, day on)
{
    return day_known(on) ? ms + day_start_ms(on) - day_start_ms(day_in_oslo(ms)) : ms;
}
