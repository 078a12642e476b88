// SPDX-License-Identifier: Apache-2.0
// The quantity process of settlement: national need -> request to each municipality -> municipal
// decision -> places -> forecast. What other rooms may ask of it.
#ifndef ROOMS_SETTLEMENT_SETTLEMENT_H
#define ROOMS_SETTLEMENT_SETTLEMENT_H

#include "platform/db/db.h"

// ---- the key figures of a year, each with the day it is true of ---------------------------------

struct settlement_key {
    int64_t year;
    int64_t asked;         // sum of the newest request
    day asked_on;          // its letter
    int64_t decided;       // sum of the valid decisions
    int64_t answered;      // municipalities with a decision (0 counts, no answer does not)
    int64_t asked_of;      // municipalities with a request
    day decided_on;        // day of the newest decision, or of the table they came from
    optint settled;        // of the nation; unknown when no figures are held
    day settled_on;        // day of the table
    optint forecast;       // places at the end of the year
    day forecast_on;       // day of the status it builds on; DAY_NONE when there is none
    int64_t base;          // the forecast's inputs (forecast.h)
    int64_t status_decided, status_answered, status_asked;
};
// Of the year `day` lies in, as known on that day. E_NOTFOUND when the year holds nothing.
MUST err settlement_key_figures(struct db *, day, struct settlement_key *out);

// ---- places, and the movements that rooms above make of persons --------------------------------
// Free places of one municipality in one year: decided - settled - agreed - waiting.
struct settlement_place {
    str number, name;      // of the year
    bool answered;         // it has decided
    optint decided, settled, free, minors_free;
    int64_t agreed, waiting;
};
typedef SLICE(struct settlement_place) settlement_places;
// Those that have figures or a request in the year; `county`: two digits, "" for all.
MUST err settlement_places_of(struct db *, int64_t year, str county, day today,
                              settlement_places *out);
// E_NOTFOUND when the year does not know it.
MUST err settlement_place(struct db *, int64_t year, str number, day today,
                          struct settlement_place *out);
enum settlement_what { SETTLEMENT_SETTLED, SETTLEMENT_AGREED, SETTLEMENT_WAITING };
// Adds places (negative takes back) under the municipality's number in that year; 9999 for a
// person with protected identity. `minors`: for unaccompanied minors, who count in the total too.
// `cause` names the act; the same cause counts once and is E_CONFLICT after that.
MUST err settlement_move(struct db *, int64_t year, str number, bool minors,
                         enum settlement_what, int64_t places, day on, str cause);
// The movements whose cause begins so are nobody's any longer; the sums stay (SEC-14).
MUST err settlement_forget(struct db *, str cause);
// ---- for statistics: persons settled here since the figures were imported, and what was asked and
// decided of unaccompanied minors; both by year and the municipality's number in it
struct settlement_count {
    int64_t year;
    str number;
    int64_t persons;
};
typedef SLICE(struct settlement_count) settlement_counts;
MUST err settlement_moved_in(struct db *, settlement_counts *out);
struct settlement_minors {
    int64_t year;
    str number;
    optint asked, decided; // of the newest request; of the valid decision
};
typedef SLICE(struct settlement_minors) settlement_minors_rows;
MUST err settlement_minors_all(struct db *, settlement_minors_rows *out);

// Places a municipality has reported for the weeks that begin from `from` on.
struct settlement_week {
    day monday;
    int64_t places, minors;
};
typedef SLICE(struct settlement_week) settlement_weeks;
MUST err settlement_weeks_of(struct db *, str number, day from, settlement_weeks *out);

// ---- the table "request, decision and actual settlement" ----------------------------------------
// One row per municipality and year in the numbering of that year; 9999 holds persons with
// protected identity, who are counted nationally only.

enum why_empty { EMPTY_NOT, EMPTY_SUPPRESSED, EMPTY_MISSING, EMPTY_UNCLEAR, EMPTY_UNSAID };
// SUPPRESSED ":" four or fewer, or hidden to protect such a cell; MISSING "." no report, or not
// asked; UNCLEAR one of these or zero, the source no longer says; UNSAID empty without a reason.

#define PROTECTED_NUMBER "9999"

struct figure {
    int64_t id, year;
    str number, name;
    optint requested, requested_first, decided, settled;
    int requested_why, first_why, decided_why, settled_why; // enum why_empty
    str source;                                              // "A"
};
extern const struct record figure_rec; // table settlement_figure
typedef SLICE(struct figure) figures;
MUST err settlement_figures(struct db *, figures *out); // all, by year and number
MUST err settlement_figures_of(struct db *, int64_t year, figures *out); // by number

enum { SETTLEMENT_FILE_MAX = 8 * 1024 * 1024 }; // bytes of a file of figures
// Takes a file in, all or nothing: `good` tells whether it had no fault. The report is one line
// per fault or per changed row, and a sum, in the language. Nothing is written unless `write`.
MUST err settlement_import(struct db *, str name, str bytes, bool write, enum lang, bool *good,
                           struct out *report);

// Where the figures come from: ref/settlement-sources.csv.
struct figure_source {
    str code, title, url;
    day on;              // of the export
    int64_t final_until; // years after this one are a status, not a result
};
bool settlement_source(struct arena *, str code, struct figure_source *out);

#endif
