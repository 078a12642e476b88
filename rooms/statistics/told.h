// SPDX-License-Identifier: Apache-2.0
// The tables that are counted from persons (IB102, IB104, IB106, IB107, IB108): which numbers of a release each shows.
// A table is a view: what is withheld in the release is withheld in each of its tables, and shares and files come from
// the same numbers.
#ifndef ROOMS_STATISTICS_TOLD_H
#define ROOMS_STATISTICS_TOLD_H

#include "rooms/statistics/cube.h"
#include "rooms/statistics/release.h"

enum told_id { TOLD_RECEPTION, TOLD_ON_THE_WAY, TOLD_MINORS, TOLD_WAIT, TOLD_WAITING, TOLD_OWN, TOLD_TABLES };
enum told_time { TOLD_YEARS, TOLD_MONTHS, TOLD_DAYS };
struct told_content {
    const char *code;
    text_key label, unit;
    int decimals, series, content;
    bool share;          // of all persons of the series
};
enum { TOLD_CONTENTS = 8 };
struct told_def {
    const char *id, *slug;
    text_key title, lead, definition, sentence, hidden; // sentences: what the figures say; that they are withheld
    enum told_time time;
    int series;          // whose times and places it has
    bool by_place;       // else the nation alone
    int variables;
    enum variable variable[VARIABLES];
    struct told_content content[TOLD_CONTENTS];
    int contents, chart; // chart: the content it shows
};
extern const struct told_def told_defs[TOLD_TABLES];
bool told_find(str id_or_slug, enum told_id *);
const struct told_def *told_variable(enum told_id, str name, enum variable *); // NULL: not told by it
const char *variable_code(enum variable); // "Husholdning": code of JSON-stat and, in small letters, of the address
text_key variable_label(enum variable);
text_key category_label(enum variable, int category);

typedef SLICE(int) ints;
void told_times(struct arena *, const struct released *, enum told_id, ints *); // earliest first
str told_time_code(struct arena *, enum told_time, int time);              // "2023", "2023M08", "2023-09-01"
str told_time_label(struct arena *, enum lang, enum told_time, int time);  // "2023", "31. august 2023"
bool told_of(enum told_id, int region, bool by_group); // whether such a place has numbers of its own

struct told_selection {
    enum told_id table;
    ints regions, times;
    bool by_group;
    enum variable variable;
};
void told_cube(struct arena *, enum lang, const struct released *, const struct told_selection *, struct cube *);
str told_sentence(struct arena *, enum lang, const struct released *, enum told_id, int region, int time);

#endif
