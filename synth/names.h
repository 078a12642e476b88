// SPDX-License-Identifier: Apache-2.0
// Names for invented people: common given and family names by the language they belong to, each
// with the way it is written at home where that is not in Latin letters. No pair of them is meant
// to be anybody.
#ifndef SYNTH_NAMES_H
#define SYNTH_NAMES_H

#include "base/arena.h"

enum culture { UKRAINIAN, RUSSIAN, ARABIC, PERSIAN, TIGRINYA, AMHARIC, SOMALI, TURKISH, SPANISH,
               GEORGIAN, CONGOLESE, URDU, BURMESE, ALBANIAN, CULTURES };

struct name { // of one part
    const char *latin, *own; // own is "" where the language is written in Latin letters
};
struct name_list {
    const struct name *at;
    size_t n;
};
enum name_part { NAME_FEMALE, NAME_MALE, NAME_FAMILY };
struct name_list synth_names(enum culture, enum name_part);

#endif
