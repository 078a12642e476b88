// SPDX-License-Identifier: Apache-2.0
// Names of countries and languages by their codes: ref/countries.csv (ISO 3166-1, Unicode CLDR) and
// ref/languages.csv (ISO 639-3, CLDR).
#ifndef ROOMS_PERSON_CODES_H
#define ROOMS_PERSON_CODES_H

#include "platform/text/text.h"

struct code {
    str code, tag;     // language: ISO 639-3 and the shortest tag for lang=""; country: alpha-3, alpha-2
    str name[LANGS];
    bool rtl;
};
// Sorted by the language's own order of names; lives as long as the process.
const struct code *languages_all(size_t *n), *countries_all(size_t *n);

str language_name(enum lang, str code); // the code itself when unknown
str language_tag(str code);             // "uk" for "ukr"; the code itself when there is none shorter
bool language_known(str code);
str country_name(enum lang, str alpha3);
bool country_known(str alpha3);

#endif
