// SPDX-License-Identifier: Apache-2.0
// The tables IB103, IB105 and IB109 (statistics.md section 3): what each holds, and its cube.
#ifndef ROOMS_STATISTICS_TABLES_H
#define ROOMS_STATISTICS_TABLES_H

#include "rooms/statistics/book.h"
#include "rooms/statistics/cube.h"

enum table_id { IB103, IB105, IB109, TABLES };

struct table_def {
    const char *id, *slug; // "IB103", "anmodning-vedtak-bosatte"
    text_key title, lead, definition;
    bool by_place;         // false: by classes of centrality, the nation alone
    int map;               // content that the map shows
};
extern const struct table_def table_defs[TABLES];
bool table_find(str id_or_slug, enum table_id *); // either case

struct selection {
    enum table_id table;
    const struct place *const *places; // for tables by place
    size_t n;
    int from, to;                      // years
    enum structure structure;
};
// Labels in the language; figures as book.h gives them.
void table_cube(struct arena *, enum lang, const struct book *, const struct selection *,
                struct cube *);

// "I 2023 ble Molde bedt om å bosette 350, vedtok 350 og bosatte 223."
str table_sentence(struct arena *, enum lang, const struct book *, const struct place *, int year);
str table_sentence_1000(struct arena *, enum lang, const struct book *, const struct place *, int year);
str table_sentence_class(struct arena *, enum lang, const struct book *, int year);
str place_label(struct arena *, enum lang, const struct place *); // "Hele landet" in the language

#endif
