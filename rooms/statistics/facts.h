// SPDX-License-Identifier: Apache-2.0
// The populations that are counted, read from the rooms where persons are (a job's or command's deed).
// Times are numbers: a year 2023, the last day of a month 202308, a day 20230901.
#ifndef ROOMS_STATISTICS_FACTS_H
#define ROOMS_STATISTICS_FACTS_H

#include "platform/db/db.h"
#include "rooms/statistics/count.h"

enum population_id {
    POP_SETTLED,   // I07, I14, I16: by year of settlement
    POP_ANSWERED,  // I17: persons on lists that a municipality answered, by year
    POP_AGREED,    // I08: a municipality has accepted, not yet settled, on the day
    POP_ASKED,     // on a list without an answer, on the day
    POP_RESIDENTS, // I03: in reception, last day of the month
    POP_READY,     // I04, I15: granted, not settled, last day of the month
    POPULATIONS
};
extern const struct population populations[POPULATIONS];
// Contents of each, after 0 (all): the masks in order, then mean and median.
enum { SETTLED_3 = 1, SETTLED_6, SETTLED_12, SETTLED_SELF, SETTLED_MINORS, SETTLED_MEAN, SETTLED_MEDIAN };
enum { ANSWERED_NO = 1 };
enum { RESIDENTS_APPLIED = 1, RESIDENTS_GRANTED, RESIDENTS_REFUSED };
enum { READY_OVER_3 = 1, READY_OVER_6, READY_OVER_12, READY_MEAN, READY_MEDIAN };

enum { YEARS_BACK = 9, MONTHS_BACK = 60, DAYS_KEPT = 60 };

struct people { // at one time of one population
    int time;
    grains all;
};
typedef SLICE(struct people) peoples; // by time
// As of the day: years up to its own, months that are over, the day itself.
MUST err people_of(struct db *, enum population_id, day on, peoples *);
uint64_t people_digest(const peoples *);
int time_of_day(day);   // 20230901
int time_of_month(day); // 202308
bool time_closed(enum population_id, int time, day on); // the time is over

#endif
