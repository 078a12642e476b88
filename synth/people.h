// SPDX-License-Identifier: Apache-2.0
// The invented population in memory; for the files of this folder alone. Days are numbers of
// base/day.h; NEVER stands for what did not happen until the last day.
#ifndef SYNTH_PEOPLE_H
#define SYNTH_PEOPLE_H

#include "synth/calibration.h"
#include "synth/synth.h"

enum { NEVER = INT32_MAX, CENTRES = 64 };
enum role { HEAD, PARTNER, CHILD, PARENT, SIBLING };
enum channel { CHANNEL_CENTRE, CHANNEL_PRIVATE };

struct human {
    int32_t home, next; // next of the household; -1 ends
    int32_t born, arrived, died, left, apart; // apart: left the household and lives alone
    int16_t given;
    uint8_t sex, scheme, role, minor; // minor: 0 no, 1 under 15, 2 15-17 when registered
    uint8_t precision, education;     // precision: 0 day, 2 year, 3 estimated
    bool born_here;
};
struct home {
    int32_t first, n; // n: those who came together
    int32_t applied, interview, decided, notified, ready, settled, moved, left;
    int32_t next;     // in a queue
    int16_t family, centre;
    uint8_t scheme, origin, house, protection, channel;
    bool granted;
    char place[5], moved_to[5]; // "" until then; 9999: protected
};
struct centre {
    char municipality[5];
    const char *kind;
    int32_t most; // residents at once
};
struct synth {
    struct arena *a;
    struct synth_ask ask;
    struct calibration c;
    uint64_t random;
    double scale; // people made for one true person
    SLICE(struct human) humans;
    SLICE(struct home) homes;
    struct centre centres[CENTRES];
};

uint64_t synth_draw(struct synth *);                 // splitmix64
double synth_unit(struct synth *);                   // [0, 1)
int synth_between(struct synth *, int least, int most);
size_t synth_pick(struct synth *, const double *weight, size_t n); // by weight, one at least > 0
int synth_add(struct synth *, int home, struct human); // its number

void synth_arrive(struct synth *);   // arrivals.c: who comes when, in which households
void synth_decide(struct synth *);   // paths.c: permits, settlement, leaving
void synth_place(struct synth *);    // places.c: municipalities and moves
void synth_grow(struct synth *, int64_t family); // family.c: that many join; the rest are born
void synth_house(struct synth *);    // centres.c: who lives in which centre, and its size

// The stays of a household in reception: from, to (NEVER: still) and centre. At most two.
struct stay {
    int32_t from, to;
    int centre;
};
int synth_stays(const struct synth *, const struct home *, struct stay stay[2]);
str synth_centre_code(struct arena *, int centre);

// In parts of a month that lies inside the question, 0 to 1; the year before it counts as those
// who then wait for settlement.
double synth_month_share(const struct synth *, int month);

#endif
