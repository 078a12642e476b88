// SPDX-License-Identifier: Apache-2.0
// Persons counted by place and kind, and what of it may be published. A population is a set of persons
// (settled in a year, living in reception on a day); a line of it is a place, or a group of persons in a place,
// with the numbers that are published of it. Counties and the nation are counted from persons; those with protected
// identity only in the nation (statistics.md 1). Groups are told of the nation and counties, not of municipalities.
#ifndef ROOMS_STATISTICS_COUNT_H
#define ROOMS_STATISTICS_COUNT_H

#include "rooms/place/place.h"
#include "rooms/statistics/figure.h"
#include "rooms/statistics/protect.h"

enum variable { BY_PERMIT, BY_HOUSEHOLD, BY_SEX, BY_AGE, VARIABLES };
enum { SPLITS = 2, CATEGORIES = 4, MASKS = 5, CONTENTS = MASKS + 3, SMALL_BELOW = 5, MEDIAN_FROM = 10 };
extern const int variable_n[VARIABLES]; // categories of each

// Numbered from 0: the nation, the counties, the six classes of centrality, the municipalities of 2024, and those
// that were divided before, under their last number.
struct regions {
    struct arena *a;
    place_list at;      // NULL for a class
    int *county, *class; // of a municipality: indexes of regions
    int counties, first_class, first_town, n; // n also stands for persons without a place
};
const struct regions *regions_all(void);   // made once
str region_code(struct arena *, const struct regions *, int region); // "00", "15", "C1", "1506"
int region_by_code(const struct regions *, str code);                // -1
int region_of(const struct regions *, str number, day on);           // regions->n when it cannot be placed
int region_of_place(const struct regions *, const struct place *);   // -1 when it has none

struct mask { // persons in some categories of a split
    int split;
    unsigned in;
    bool sensitive; // a small group that is all of one kind is hidden too
};
struct population {
    const char *name;
    int splits, split_n[SPLITS];
    int variables;
    enum variable variable[VARIABLES];
    int masks;
    struct mask mask[MASKS];
    bool by_place;  // else the nation alone
    bool by_class;
    bool growing;   // a later count of the same time is seldom smaller
    bool days;      // with mean and median of the days
    bool linked;    // category 0 of BY_HOUSEHOLD is category 2 of split 1: unaccompanied minors
};
// Contents: 0 all, 1.. masks, then mean and median.
int contents_of(const struct population *);
int groups_of(const struct population *); // 0 all, then each category of each variable
int group_index(const struct population *, enum variable, int category); // -1
bool group_variable(const struct population *, int group, enum variable *, int *category);

struct grain {
    int region;
    uint8_t split[SPLITS], group[VARIABLES];
    int32_t persons, days;
};
typedef SLICE(struct grain) grains;
struct line {
    int time, group, region;
    struct fig at[CONTENTS];
};
typedef SLICE(struct line) lines; // by time, group, region; a place without a line has nobody
const struct line *line_find(const lines *, int time, int group, int region);
void lines_sort(lines *);

struct count_before { // the last release: at the same time, or for a stock at the last day told of
    const lines *all;
    int time;     // -1: never told
    bool closed;  // the time is over: what was withheld stays so
    const lines *least; // of all persons of a place, told elsewhere to be at least so many; may be NULL
};
void count_population(struct arena *, const struct population *, const grains *, int time,
                      const struct count_before *, lines *, struct protect_report *);

// The same without protection, for those who settle: never for a release.
void count_inside(struct arena *, const struct population *, const grains *, int time, lines *);

#endif
