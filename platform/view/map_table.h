// SPDX-License-Identifier: Apache-2.0
// The table that tool/mapc writes: the municipalities' boxes in map units, sorted by number.
// The whole map is MAP_WIDTH by MAP_HEIGHT.
#ifndef PLATFORM_VIEW_MAP_TABLE_H
#define PLATFORM_VIEW_MAP_TABLE_H

#include "platform/view/choropleth.h"

enum { MAP_WIDTH = 10000, MAP_HEIGHT = 12499, MAP_COARSE = 10 };
struct map_row {
    char code[5];
    struct box box;
};
extern const struct map_row map_rows[];
extern const size_t map_count;

#endif
