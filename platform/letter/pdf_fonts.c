// SPDX-License-Identifier: Apache-2.0
// Fonts by file (Debian: fonts-noto-core, fonts-droid-fallback), not by what the machine happens to
// have. Noto Sans for Latin, Greek and Cyrillic; Pango takes the first of the others that has the
// sign.
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <pthread.h>
#include <unistd.h>

#include "platform/letter/pdf.h"

#define NOTO "/usr/share/fonts/truetype/noto/NotoSans"
static const char *const scripts[] = {
    "",           "Arabic",   "Ethiopic",       "Hebrew",   "Armenian",  "Georgian", "Devanagari",
    "Bengali",    "Tamil",    "Sinhala",        "Myanmar",  "Thai",      "Khmer",    "Lao",
    "Gurmukhi",   "Gujarati", "Telugu",         "Malayalam", "Kannada",  "Syriac",   "Thaana",
    "NKo",        "Tifinagh", "HanifiRohingya", "Symbols",  "Mongolian", "Adlam",
};
static const char *const more[] = { "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf" };

static FcConfig *files; // NULL: not installed
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool add(FcConfig *c, const char *path)
{
    return access(path, R_OK) == 0 && FcConfigAppFontAddFile(c, (const FcChar8 *)path);
}

static void find(void)
{
    FcConfig *c = FcConfigCreate();
    bool latin = false;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        char path[200];
        snprintf(path, sizeof path, NOTO "%s-Regular.ttf", scripts[i]);
        bool there = add(c, path);
        snprintf(path, sizeof path, NOTO "%s-Bold.ttf", scripts[i]);
        there &= add(c, path);
        latin |= there && i == 0;
    }
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        (void)add(c, more[i]);
    if (latin)
        files = c;
    else
        FcConfigDestroy(c);
}

static _Thread_local PangoFontMap *mine;

PangoFontMap *letter_fonts(void)
{
    pthread_once(&once, find);
    if (!mine && files) {
        mine = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(mine), 72); // a point is a point
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(mine), files);
    }
    return mine;
}
