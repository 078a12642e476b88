// SPDX-License-Identifier: Apache-2.0
// The municipalities and counties of Norway since 2012: numbers and names with dates, mergers and
// splits, what belongs to which county on a day, and who is like whom.
//
// A *unit* is one municipality as a body: a new number alone (2018, 2020, 2024) leaves it the same
// unit, a merger or a split makes new ones. Numbers are text with leading zeros; they are valid
// between two days. All of it is public reference data built into the binary: nothing here reads
// a database, and every pointer lives as long as the process.
//
// Sources: Statistics Norway (classifications 128, 131 and table 07459), Kartverket; see
// ref/README.md.
#ifndef ROOMS_PLACE_PLACE_H
#define ROOMS_PLACE_PLACE_H

#include "base/arena.h"
#include "base/day.h"

enum place_kind { PLACE_NATION, PLACE_COUNTY, PLACE_MUNICIPALITY };

// What is known of a municipality that exists today (2024 structure).
struct place_facts {
    str number_2024, name_official, name_parallel, parallel_language; // ISO 639-3
    str language_form; // "bokmål", "nynorsk", "nøytral": the form the municipality asks for
    int centrality_class, centrality_index; // 1 most central ... 6; 0-1000 (2024 values)
    str adm_centre;
};

// One number of one unit while it was valid.
struct place {
    enum place_kind kind;
    int64_t unit;      // stable key; municipalities: first number x 10000 + first year (0: before 2012)
    str number, name;  // "1506", "Molde"; county "15"; nation "00", "Hele landet"
    str slug;          // "K1506-molde", "F15-more-og-romsdal", "F00-hele-landet"
    str county;        // number of its county; "" for a county and the nation
    day from, to;      // first and last day; DAY_MIN and DAY_MAX where it is open
    const struct place_facts *facts; // NULL for counties, and units that ended before 2024
};

typedef struct place_list {
    const struct place **p;
    size_t n, cap;
} place_list; // a SLICE(const struct place *)

const struct place *place_nation(void);
// The one that had the number on the day; NULL when there was none.
const struct place *place_municipality(str number, day on);
const struct place *place_county(str number, day on);
// The same, or the one whose validity is nearest to the day: sources keep old numbers a while.
const struct place *place_municipality_near(str number, day on);
// By the letter and number in an address; what follows the number is for people. An old number
// leads to its unit. NULL for an unknown one.
const struct place *place_by_slug(str slug, day on);

// All municipalities of the day, sorted by number; of one county unless it is "".
void place_municipalities(struct arena *, day on, str county, place_list *);
void place_counties(struct arena *, day on, place_list *);
const struct place *place_county_of(const struct place *municipality); // in its own time
// The unit's entry on the day; NULL when the unit had not begun or had ended.
const struct place *place_on(const struct place *, day on);
// Where the unit's figures belong in the 2024 structure: itself, what it merged into, or NULL when
// its area was divided (Tysfjord and Snillfjord 2020, Ålesund 2024): its series ends there.
const struct place *place_in_2024(const struct place *);
// What the unit is part of on a later day, through mergers; NULL as above, or before it began.
const struct place *place_became(const struct place *, day on);
bool place_was_split(const struct place *); // the reason for that NULL
// A county covers its municipalities of the day; the nation all; a municipality itself.
bool place_covers(const struct place *, const struct place *municipality, day on);

// Inhabitants on 1 January of the year; 0 when not known. For counties and the nation the sum
// over the municipalities of that day, 0 unless all are known.
int64_t place_population(const struct place *, int year);
// At most `n` municipalities of the 2024 structure like this one: same centrality class or one
// beside it, nearest in the logarithm of inhabitants (statistics.md 4.5). Most like first.
void place_similar(struct arena *, const struct place *, size_t n, place_list *);

// Municipalities, counties and the nation found by any of their names (also Sami, Kven and those
// of merged municipalities, which lead to what they became), number or beginning of a name;
// upper and lower case, accents and the Norwegian letters are alike. Best first, at most 30; an
// exact hit stands alone first.
struct place_hit {
    const struct place *place;
    str matched; // the name that fitted, when it is not the place's own
    bool exact;
};
typedef SLICE(struct place_hit) place_hits;
void place_search(struct arena *, str typed, day on, place_hits *);

#endif
