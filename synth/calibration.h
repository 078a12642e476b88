// SPDX-License-Identifier: Apache-2.0
// What is publicly known of those who came and were settled, read from ref/, and what is assumed
// where nothing is known. Persons a year or a month; -1 where there is no figure.
#ifndef SYNTH_CALIBRATION_H
#define SYNTH_CALIBRATION_H

#include "base/day.h"
#include "base/err.h"
#include "synth/names.h"

enum scheme { ASYLUM, COLLECTIVE, RESETTLEMENT, FAMILY, SCHEMES };
enum origin { UA, RU, SY, AF, ER, IQ, IR, ET, SO, TR, SD, PS, CO, GE, CD, PK, YE, AL, MM, BI,
              ORIGINS };
enum house { SINGLE, WITH_CHILDREN, COUPLE, MINOR, HOUSES }; // MINOR: unaccompanied
enum age { AGE_0_5, AGE_6_10, AGE_11_17, AGE_ADULT, AGES };
enum continent { EUROPE, AFRICA, ASIA, UKRAINE, CONTINENTS };
enum education { EDU_NONE, EDU_COMPULSORY, EDU_UPPER, EDU_VOCATIONAL, EDU_SHORT, EDU_LONG, EDU_LEVELS };
enum { YEAR_0 = 2014, YEARS = 24, MONTHS = YEARS * 12, WOMAN = 0, MAN = 1 };

struct origin_facts {
    const char *alpha2, *alpha3, *language, *second; // second: another language of many; or ""
    enum culture culture;
    enum continent continent;
    double asylum, collective, resettlement; // shares where no figure is known
    double granted;                          // how likely a permit is, beside other origins
    double children, men;                    // children of all; men of the adults
};
extern const struct origin_facts origins[ORIGINS];
extern const char *const scheme_names[SCHEMES], *const education_names[EDU_LEVELS];

struct municipal { // settled persons of one municipality and year
    char number[5];
    int year;
    double settled; // a withheld cell has the mean of what is withheld that year, at most 4
    bool known;
};
struct calibration {
    double arrived[SCHEMES][MONTHS];
    bool arrived_confirmed[SCHEMES][MONTHS];
    double origin[YEARS][SCHEMES][ORIGINS];        // every one filled
    bool origin_known[YEARS][SCHEMES][ORIGINS];
    double origin_month[MONTHS][SCHEMES][ORIGINS]; // -1
    double applied[YEARS][SCHEMES];                // confirmed totals; -1
    double minors[YEARS];                          // unaccompanied applicants; -1
    double minors_of[YEARS][ORIGINS];              // -1
    double settled[YEARS];                         // -1
    double protected_of_settled[YEARS], minors_settled[YEARS], wait_months[YEARS]; // -1
    double house[YEARS][HOUSES];                   // of settled persons; -1
    double cell[ORIGINS][2][AGES];                 // applicants of 2022 by sex and age; -1
    double ukraine[2][2];                          // [sex][child, adult], those settled in 2022
    double stayers[YEARS];                         // 0-4 years after settlement, on 1 January; -1
    double schooling[CONTINENTS][EDU_LEVELS];      // percent
    SLICE(struct municipal) places;                // by year
};

static inline int month_index(day d) // months since January of YEAR_0
{
    struct ymd y = day_ymd(d);
    return (y.year - YEAR_0) * 12 + y.month - 1;
}
static inline day month_first(int m)
{
    return day_of(YEAR_0 + m / 12, m % 12 + 1, 1);
}

// Reads the built-in tables. E_INPUT when one cannot be read (a fault of the build).
MUST err calibration_read(struct arena *, struct calibration *);

#endif
