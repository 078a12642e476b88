// SPDX-License-Identifier: Apache-2.0
// What the folder shares of ICU: objects opened once per process and never changed afterwards,
// so that every thread may use them.
#ifndef PLATFORM_TEXT_ICU_H
#define PLATFORM_TEXT_ICU_H

#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>

#include "platform/text/text.h"

enum { REAL_DECIMALS_MAX = 4 };

struct icu {
    UNumberFormatter *number[LANGS][REAL_DECIMALS_MAX + 1]; // by number of decimals
    UPluralRules *plural[LANGS];
    UCollator *order[LANGS];
    const UNormalizer2 *nfc, *nfkd;
    char month[LANGS][12][40], weekday[LANGS][7][40]; // UTF-8; Monday first
};
const char *icu_locale(enum lang);
const struct icu *icu(void); // never NULL: without ICU's data the process ends

// UTF-16 of well-formed UTF-8, in the arena.
UChar *icu_wide(struct arena *, str, int32_t *n);
str icu_narrow(struct arena *, const UChar *, int32_t n);

#endif
