// SPDX-License-Identifier: Apache-2.0
// Numbers, money and days as people in the three languages write them. Days and moments follow
// the house rules (14.09.2026, kl. 10.42); digits, grouping and names come from ICU.
#include "platform/text/text.h"

#include <math.h>
#include <stdlib.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "platform/text/icu.h"

#define NBSP "\xC2\xA0"
#define MINUS "\xE2\x88\x92"

// ICU writes a hyphen for minus in English; a typographic minus is wanted in all three.
static str with_minus(struct arena *a, str s)
{
    if (s.n && s.p[0] == '-')
        return strf(a, MINUS "%.*s", (int)s.n - 1, s.p + 1);
    return s;
}

static str written(struct arena *a, UFormattedNumber *r)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar wide[512];
    int32_t n = unumf_resultToString(r, wide, 512, &e);
    unumf_closeResult(r);
    return U_SUCCESS(e) ? with_minus(a, icu_narrow(a, wide, n)) : STR("?");
}

str fmt_int(struct arena *a, enum lang lang, int64_t v)
{
    UErrorCode e = U_ZERO_ERROR;
    UFormattedNumber *r = unumf_openResult(&e);
    unumf_formatInt(icu()->number[lang][0], v, r, &e);
    return written(a, r);
}

str fmt_real(struct arena *a, enum lang lang, double v, int decimals)
{
    if (!isfinite(v))
        return STR("–");
    decimals = decimals < 0 ? 0 : decimals > REAL_DECIMALS_MAX ? REAL_DECIMALS_MAX : decimals;
    if (fabs(v) * pow(10, decimals) < 0.5)
        v = 0; // never a minus before nothing
    UErrorCode e = U_ZERO_ERROR;
    UFormattedNumber *r = unumf_openResult(&e);
    unumf_formatDouble(icu()->number[lang][decimals], v, r, &e);
    return written(a, r);
}

str fmt_pct(struct arena *a, enum lang lang, double percent)
{
    str s = fmt_real(a, lang, percent, 1);
    return strf(a, lang == EN ? "%.*s%%" : "%.*s" NBSP "%%", S(s));
}

str fmt_money(struct arena *a, enum lang lang, money m)
{
    str s;
    if (m.ore % 100 == 0) {
        s = fmt_int(a, lang, m.ore / 100);
    } else {
        int ore = (int)llabs(m.ore % 100);
        str whole = fmt_int(a, lang, m.ore / 100);
        const char *sign = m.ore < 0 && m.ore > -100 ? MINUS : "";
        s = strf(a, "%s%.*s%c%02d", sign, S(whole), lang == EN ? '.' : ',', ore);
    }
    return strf(a, lang == EN ? "NOK" NBSP "%.*s" : "%.*s" NBSP "kr", S(s));
}

str fmt_day(struct arena *a, enum lang lang, day d)
{
    if (!day_known(d))
        return STR("–");
    struct ymd t = day_ymd(d);
    if (lang == EN)
        return strf(a, "%d" NBSP "%.3s" NBSP "%d", t.day, icu()->month[EN][t.month - 1],
                    t.year);
    return strf(a, "%02d.%02d.%04d", t.day, t.month, t.year);
}

str fmt_day_long(struct arena *a, enum lang lang, day d)
{
    if (!day_known(d))
        return STR("–");
    struct ymd t = day_ymd(d);
    const char *month = icu()->month[lang][t.month - 1];
    return strf(a, lang == NB || lang == NN ? "%d. %s %d" : "%d %s %d", t.day, month, t.year);
}

typedef int32_t display(const char *, const char *, UChar *, int32_t, UErrorCode *);

static str displayed(struct arena *a, enum lang lang, str tag, const char *locale, display *name)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar wide[128];
    int32_t n = name(locale, icu_locale(lang), wide, 128, &e);
    return U_SUCCESS(e) && n > 0 && n < 128 ? icu_narrow(a, wide, n) : tag;
}

str text_language(struct arena *a, enum lang lang, str tag)
{
    return displayed(a, lang, tag, str_cz(a, tag), uloc_getDisplayLanguage);
}

str text_country(struct arena *a, enum lang lang, str alpha2)
{
    return displayed(a, lang, alpha2, strf(a, "und_%.*s", S(alpha2)).p, uloc_getDisplayCountry);
}

str fmt_weekday(struct arena *a, enum lang lang, day d)
{
    (void)a;
    return day_known(d) ? str_z(icu()->weekday[lang][day_weekday(d) - 1]) : STR("–");
}

str fmt_moment(struct arena *a, enum lang lang, int64_t ms)
{
    day d = day_in_oslo(ms);
    int64_t from = day_start_ms(d), hour = 3600000, since = ms - from;
    int64_t length = day_start_ms(day_add(d, 1)) - from;
    // The clock is moved at 02 in spring (to 03) and at 03 in autumn (back to 02).
    if (length == 23 * hour && since >= 2 * hour)
        since += hour;
    else if (length == 25 * hour && since >= 3 * hour)
        since -= hour;
    int minutes = (int)(since / 60000);
    str date = fmt_day(a, lang, d);
    if (lang > EN)
        return strf(a, "%.*s, %02d:%02d", S(date), minutes / 60, minutes % 60);
    return strf(a, lang == EN ? "%.*s at %02d:%02d" : "%.*s kl." NBSP "%02d.%02d", S(date),
                minutes / 60, minutes % 60);
}
