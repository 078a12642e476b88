// SPDX-License-Identifier: Apache-2.0
// Opens what ICU knows of the languages.
#include "platform/text/icu.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

static const char *const locales[LANGS] = { "nb_NO", "nn_NO", "en_GB", "uk_UA", "ar@numbers=latn" };

static struct icu opened;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void need(UErrorCode e, const char *what)
{
    if (U_FAILURE(e)) {
        fprintf(stderr, "ICU: %s: %s\n", what, u_errorName(e));
        abort();
    }
}

// Decimals fixed, halves away from zero, grouped as the language does; minus is U+2212 in
// Norwegian by CLDR and made so in English below.
static UNumberFormatter *number(enum lang lang, int decimals)
{
    static const char *const skeletons[REAL_DECIMALS_MAX + 1] = {
        "precision-integer rounding-mode-half-up",
        ".0 rounding-mode-half-up",
        ".00 rounding-mode-half-up",
        ".000 rounding-mode-half-up",
        ".0000 rounding-mode-half-up",
    };
    UErrorCode e = U_ZERO_ERROR;
    UChar wide[64];
    u_uastrcpy(wide, skeletons[decimals]);
    UNumberFormatter *f = unumf_openForSkeletonAndLocale(wide, -1, locales[lang], &e);
    need(e, "number format");
    return f;
}

static void names(enum lang lang)
{
    UErrorCode e = U_ZERO_ERROR;
    UDateFormat *f = udat_open(UDAT_LONG, UDAT_LONG, locales[lang], NULL, 0, NULL, 0, &e);
    need(e, "date format");
    UChar wide[40];
    for (int i = 0; i < 12; i++) {
        int32_t n = udat_getSymbols(f, UDAT_MONTHS, i, wide, 40, &e);
        u_strToUTF8(opened.month[lang][i], 40, NULL, wide, n, &e);
    }
    for (int i = 0; i < 7; i++) { // ICU counts Sunday as 1
        int32_t n = udat_getSymbols(f, UDAT_WEEKDAYS, (i + 1) % 7 + 1, wide, 40, &e);
        u_strToUTF8(opened.weekday[lang][i], 40, NULL, wide, n, &e);
    }
    need(e, "names of months");
    udat_close(f);
}

static void open_all(void)
{
    UErrorCode e = U_ZERO_ERROR;
    for (enum lang lang = 0; lang < LANGS; lang++) {
        for (int d = 0; d <= REAL_DECIMALS_MAX; d++)
            opened.number[lang][d] = number(lang, d);
        opened.plural[lang] = uplrules_open(locales[lang], &e);
        need(e, "plural rules");
        opened.order[lang] = ucol_open(locales[lang], &e);
        need(e, "collation");
        names(lang);
    }
    opened.nfc = unorm2_getNFCInstance(&e);
    opened.nfkd = unorm2_getNFKDInstance(&e);
    need(e, "normalisation");
}

const struct icu *icu(void)
{
    pthread_once(&once, open_all);
    return &opened;
}

const char *icu_locale(enum lang lang)
{
    return locales[lang];
}

UChar *icu_wide(struct arena *a, str s, int32_t *n)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t room = (int32_t)s.n + 1; // UTF-16 never has more units than UTF-8 has bytes
    UChar *w = mem_array(a, (size_t)room, sizeof *w);
    u_strFromUTF8WithSub(w, room, n, s.p, (int32_t)s.n, 0xFFFD, NULL, &e);
    need(e, "UTF-8");
    return w;
}

str icu_narrow(struct arena *a, const UChar *w, int32_t n)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t room = n * 3 + 1, got = 0;
    char *p = mem(a, (size_t)room);
    u_strToUTF8WithSub(p, room, &got, w, n, 0xFFFD, NULL, &e);
    need(e, "UTF-16");
    return (str){ p, (size_t)got };
}
