// SPDX-License-Identifier: Apache-2.0
// The published table of requests, decisions and settled, loaded once and shared by all requests.
// A new import makes a new book; the old one lives until its last reader is done.
#ifndef ROOMS_STATISTICS_BOOK_H
#define ROOMS_STATISTICS_BOOK_H

#include "platform/db/db.h"
#include "rooms/place/place.h"
#include "rooms/statistics/figure.h"

struct released; // release.h

enum measure { M_ASKED, M_ASKED_FIRST, M_DECIDED, M_SETTLED, MEASURES };

// What one place has of one year.
struct year_figures {
    struct fig of[MEASURES];
    int hidden[MEASURES];  // withheld municipal cells that the sum leaves out
    int unanswered;        // municipalities that were asked and have no decision
    int municipalities;    // rows behind it
};

struct entry { // a municipality's row of one year, in the numbering of the time
    int year;
    const struct place *place;   // of the time (nearest); NULL for 9999
    const struct place *present; // in the structure of 2024; NULL when it was divided, or 9999
    int centrality;              // class of 2024, carried back; 0 for 9999
    str name;                    // as the source writes it
    struct fig of[MEASURES];
};

struct book {
    struct arena *a;
    str release;           // digest of the import behind it, and the release; "" when there was no import
    const struct released *now; // the newest release; head.id 0 when there is none
    int first_year, last_year; // 0 when it is empty
    int last_full_year;    // newest year in which the whole country has rows
    SLICE(struct entry) entries; // by year, number
    int readers;
};

// The newest book; given back by itself when the arena of the connection is done.
MUST err book_get(struct db *, const struct book **);

enum structure { OF_THE_TIME, OF_2024 };
// Figures of a place in a year. Counties and the nation: sum of the visible cells, with the number
// of withheld ones beside (docs/decisions/sums-of-visible-cells.md). Nothing known: signs "..".
struct year_figures book_of(const struct book *, const struct place *, int year, enum structure);
struct year_figures book_of_class(const struct book *, int centrality, int year);
// The municipality's row in that year's own numbering; NULL when it has none.
const struct entry *book_entry(const struct book *, const struct place *, int year);
// The present municipality that most of a divided one went to: for classes and counties, never for
// figures. NULL when it was not divided.
const struct place *book_main_part(const struct place *);
bool book_is_status(const struct book *, int year); // provisional: a state during the year

#endif
