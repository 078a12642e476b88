// SPDX-License-Identifier: Apache-2.0
// A cube: figures along region, content and time. What a page shows and every file holds comes
// from one cube, so they cannot differ. The shape is that of PxWebApi 2 (statistics.md section 5).
#ifndef ROOMS_STATISTICS_CUBE_H
#define ROOMS_STATISTICS_CUBE_H

#include "rooms/statistics/figure.h"

struct code {
    str code, label;
};

struct content {
    str code, label, unit; // unit: "personer", "prosent", "per 1 000 innbyggere"
    int decimals;
};

struct cube {
    str id, label;          // "IB103", "Anmodning, vedtak og bosatte"
    str source, updated;    // updated: RFC 3339 UTC
    SLICE(str) notes;
    str region_label;       // "region", "sentralitet"
    str time_label;         // "måned"; "" is "år"
    str group_code, group_label; // "Husholdning", "husholdning"; without groups ""
    SLICE(struct code) regions, groups, times; // groups: empty, or the persons divided by one variable
    SLICE(struct content) contents;
    struct fig *at;         // regions x groups x contents x times, time fastest
};

// Allocates the figures, all "..", once regions, contents and times are there.
void cube_make(struct arena *, struct cube *);
struct fig *cube_at(const struct cube *, size_t region, size_t content, size_t time); // first group
struct fig *cube_cell(const struct cube *, size_t region, size_t group, size_t content, size_t time);
str fig_shown(struct arena *, enum lang, struct fig, int decimals); // for people
void cube_csv(struct out *, const struct cube *, enum lang);  // one row per region, group and time
MUST err cube_xlsx(struct out *, const struct cube *, enum lang);
void cube_jsonstat(struct out *, const struct cube *, enum lang); // JSON-stat 2.0

#endif
