// SPDX-License-Identifier: Apache-2.0
// Releases: a count of all populations as of a day, protected against everything that was published before, stored as
// what may be published. Pages read the newest published one; nothing is counted for a page. At most one a day.
#ifndef ROOMS_STATISTICS_RELEASE_H
#define ROOMS_STATISTICS_RELEASE_H

#include "rooms/statistics/facts.h"

enum release_state { RELEASE_ASKED, RELEASE_DRAFT, RELEASE_UNSAFE, RELEASE_DROPPED, RELEASE_PUBLISHED };
struct release {
    int64_t id, no;
    int state;
    day on_day;
    str asked_by;
    moment published_at;
    str published_by;
    int64_t version;
};
extern const struct record release_rec;
typedef SLICE(struct release) releases;

// Beside the populations: settled so far in the year, day by day; persons settled since the figures were imported;
// what was asked and decided of minors (0 and 1).
enum series_id { SERIES_SOFAR = POPULATIONS, SERIES_ADDED, SERIES_MINORS, SERIES };
const char *series_name(int series);
struct series_of {
    lines all;
    uint64_t basis;
    int64_t small, second;
};
struct released {
    struct release head; // id 0: there is none
    struct series_of series[SERIES];
};
// The last time of a series; -1 when it is empty.
int series_last(const struct released *, int series);
// What is told of a place: the line's content; 0 for a place with nobody, "." for what is not told of it.
struct fig released_at(const struct released *, int series, int time, int group, int region, int content);

MUST err release_newest(struct db *, struct released *);        // published; head.id 0 when there is none
MUST err release_read(struct db *, int64_t id, struct released *); // E_NOTFOUND
MUST err releases_all(struct db *, releases *);                 // newest first

// ---- what is done
MUST err release_ask(struct db *, str by, int64_t *id); // a job counts it
// Counts as of its day against the newest published (a job's or command's deed).
MUST err release_count(struct db *, const struct released *before, day on, struct released *, bool *safe);
MUST err release_make(struct db *, int64_t id);
// E_CONFLICT: it is no draft, or a release of the day is out already.
MUST err release_publish(struct db *, int64_t id, str by);
MUST err release_drop(struct db *, int64_t id);
extern const struct job_kind release_job, inside_job;

// ---- inside: the nation's true numbers of who waits, newest month
struct inside {
    day on_day;
    lines ready; // of POP_READY
};
MUST err inside_read(struct db *, struct inside *); // E_NOTFOUND before the first night
MUST err inside_make(struct db *);

// ---- check: numbers in the newest release obey suppression, and can be recomputed from the same persons
MUST err statistics_check(struct db *, struct out *breaches);
void released_obeys(const struct released *, struct out *breaches); // the first part

#endif
