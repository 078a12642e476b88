// SPDX-License-Identifier: Apache-2.0
// Every word a person reads, in every language, and how numbers, days and names are written.
//
// Texts stand in rooms/*/nb.po, nn.po, en.po, uk.po, ar.po (and platform/*/nb.po ...): msgid is the stable
// key
// ("settlement.answer.title"), msgstr the text with {placeholders}; msgid_plural and msgstr[0],
// msgstr[1] ... where a number {n} decides. tool/textc checks that every language has the same
// placeholders and writes text_keys.h: for the key "a.b" with placeholders {n} and {name} the
// constant T_a_b__n_name (names sorted), so that a forgotten value does not compile. A number
// whose placeholder is {year} or ends with _year is written without space: 2023.
#ifndef PLATFORM_TEXT_TEXT_H
#define PLATFORM_TEXT_TEXT_H

#include "base/day.h"
#include "base/money.h"

// Bokmål, nynorsk, English: the whole site. Those after LANGS_SITE are for pages that participants
// use (route.participants): Ukrainian, Arabic. To add one: a tag here and in tool/textc, its locale in
// icu.c, its plural forms in text.c, and the texts.
enum lang { NB, NN, EN, LANGS_SITE, UKR = LANGS_SITE, ARA, LANGS };

const char *lang_tag(enum lang);          // "nb", "nn", "en", "uk", "ar"
bool lang_parse(str tag, enum lang *out); // those and "no"; else false
bool lang_rtl(enum lang);                 // written from right to left
const char *lang_own_name(enum lang);     // "bokmål", "українська": as its readers write it

typedef unsigned text_key; // a T_... constant of text_keys.h (generated); 0 is no key
#define T_NONE 0u

struct targ {
    const char *name; // of the placeholder, without braces
    enum { TARG_STR, TARG_INT, TARG_DAY, TARG_MONEY, TARG_REAL } kind;
    union {
        str s;
        int64_t i;
        day d;
        money m;
        double r; // one decimal
    };
};
struct targs {
    const struct targ *at;
    size_t n;
};
#define TS(nm, v)                                                                              \
    {                                                                                          \
        .name = nm, .kind = TARG_STR, .s = (v)                                                 \
    }
#define TI(nm, v)                                                                              \
    {                                                                                          \
        .name = nm, .kind = TARG_INT, .i = (v)                                                 \
    }
#define TD(nm, v)                                                                              \
    {                                                                                          \
        .name = nm, .kind = TARG_DAY, .d = (v)                                                 \
    }
#define TM(nm, v)                                                                              \
    {                                                                                          \
        .name = nm, .kind = TARG_MONEY, .m = (v)                                               \
    }
#define TR(nm, v)                                                                              \
    {                                                                                          \
        .name = nm, .kind = TARG_REAL, .r = (v)                                                \
    }
// text(a, NB, T_x__n, TARGS(TI("n", 3))); the last is written NO_TARGS where there is none.
#define TARGS(...)                                                                             \
    ((struct targs){ (const struct targ[]){ __VA_ARGS__ },                                     \
                     sizeof((const struct targ[]){ __VA_ARGS__ }) / sizeof(struct targ) })
#define NO_TARGS ((struct targs){ NULL, 0 })

// The text with its values filled in, plain (not escaped). Missing in a language: nn -> nb,
// others -> en -> nb.
str text(struct arena *, enum lang, text_key, struct targs);
bool text_stands_in(enum lang, text_key); // without falling back
text_key text_find(const char *key); // by its name in the PO file; T_NONE when unknown
const char *text_name(text_key);

// ---- written forms (ux.md section 8), by ICU's data
str fmt_int(struct arena *, enum lang, int64_t);               // 12 345, minus U+2212
str fmt_real(struct arena *, enum lang, double, int decimals); // 4,2; half away from zero
str fmt_pct(struct arena *, enum lang, double percent);        // 4,2 %
str fmt_money(struct arena *, enum lang, money);               // 254 700 kr
str fmt_day(struct arena *, enum lang, day);                   // 14.09.2026
str fmt_day_long(struct arena *, enum lang, day);              // 14. september 2026
str fmt_weekday(struct arena *, enum lang, day);               // mandag
str fmt_moment(struct arena *, enum lang, int64_t ms); // 14.09.2026 kl. 10.42, Oslo time

// Reads what people type: 14.9.26, 14/9-2026, 140926, 2026-09-14; 12 345,50 and 12345.5.
bool read_day(str typed, day today, day *out); // two-digit years: nearest to today
bool read_int(str typed, int64_t *out);
bool read_real(str typed, double *out);
bool read_money(str typed, money *out);

// Names of languages and countries by their tags, from ICU; the tag itself when unknown.
str text_language(struct arena *, enum lang, str tag);      // "uk" -> "Ukrainian"
str text_country(struct arena *, enum lang, str alpha2);

// ---- order and comparison
int text_cmp(enum lang, str a, str b); // ICU collation: æ ø å last, aa as å
str text_nfc(struct arena *, str);     // normal form C of well-formed UTF-8
str text_fold(struct arena *, str);    // for search: lower case, no accents, æ->ae ø->o å->a
str text_slug(struct arena *, str);    // "Møre og Romsdal" -> "more-og-romsdal"

#endif
