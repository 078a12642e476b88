// SPDX-License-Identifier: Apache-2.0
// A civil day in Norway (no clock, no zone): days since 1970-01-01 in the Gregorian calendar.
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/arena.h"

typedef struct day {
    int32_t d;
} day;

#define DAY_NONE ((day){ INT32_MIN }) // no day known
#define DAY_MIN ((day){ -719162 })    // 0001-01-01
#define DAY_MAX ((day){ 2932896 })    // 9999-12-31

struct ymd {
    int year, month, day; // month and day from 1
};

static inline bool day_known(day d)
{
    return d.d != INT32_MIN;
}
static inline int day_cmp(day a, day b) // < 0, 0, > 0; DAY_NONE before all
{
    return (a.d > b.d) - (a.d < b.d);
}
static inline bool day_eq(day a, day b)
{
    return a.d == b.d;
}
static inline int32_t day_diff(day later, day earlier) // both known
{
    return later.d - earlier.d;
}

day day_of(int year, int month, int dom);     // DAY_NONE when there is no such day
struct ymd day_ymd(day);                      // of a known day
day day_add(day, int32_t days);               // DAY_NONE outside 0001-9999
day day_add_months(day, int months);          // the last of the month where the day is lacking
day day_add_years(day, int years);            // 29 February becomes 28 February
int day_weekday(day);                         // 1 Monday ... 7 Sunday
int day_week(day, int *year);                 // ISO 8601 week 1-53 and the year it belongs to
day day_of_week(int year, int week, int weekday); // DAY_NONE when there is no such week
int month_days(int year, int month);
int day_age(day born, day on);                // whole years; 29 February: birthday 1 March in
                                              // common years; negative before birth

bool day_parse(str iso, day *out);            // exactly YYYY-MM-DD
str day_iso(struct arena *, day);             // YYYY-MM-DD; empty for DAY_NONE
int64_t day_start_ms(day);                    // first moment in Europe/Oslo, ms since 1970 UTC
day day_in_oslo(int64_t ms);                  // the civil day of a moment
// The moment at the same time of day on `on`; the moment itself for DAY_NONE. For a day that stands still.
int64_t day_moment_on(int64_t ms, day on);

#endif
