// SPDX-License-Identifier: Apache-2.0
// The table that tool/textc writes: one row per key, sorted by number.
#ifndef PLATFORM_TEXT_TEXT_TABLE_H
#define PLATFORM_TEXT_TEXT_TABLE_H

#include "platform/text/text.h"

struct text_row {
    text_key number;
    const char *key;
    bool plural;
    const str *form[LANGS]; // the single form, or one for each plural category; NULL when missing
};
extern const struct text_row text_rows[];
extern const size_t text_count;

#endif
