// SPDX-License-Identifier: Apache-2.0
// Order of names, and texts made comparable for search and addresses.
#include "platform/text/text.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "base/utf8.h"
#include "platform/text/icu.h"

int text_cmp(enum lang lang, str a, str b)
{
    UErrorCode e = U_ZERO_ERROR;
    int c = (int)ucol_strcollUTF8(icu()->order[lang], a.n ? a.p : "", (int32_t)a.n,
                                  b.n ? b.p : "", (int32_t)b.n, &e);
    return U_SUCCESS(e) && c ? c : str_cmp(a, b);
}

static bool ascii(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

static UChar *normal(struct arena *a, const UNormalizer2 *form, const UChar *w, int32_t n,
                     int32_t *got)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t room = n * 2 + 16;
    UChar *to = mem_array(a, (size_t)room, sizeof *to);
    *got = unorm2_normalize(form, w, n, to, room, &e);
    if (e == U_BUFFER_OVERFLOW_ERROR) {
        e = U_ZERO_ERROR;
        room = *got + 1;
        to = mem_array(a, (size_t)room, sizeof *to);
        *got = unorm2_normalize(form, w, n, to, room, &e);
    }
    return to;
}

str text_nfc(struct arena *a, str s)
{
    if (ascii(s))
        return s;
    int32_t n, got;
    UChar *w = icu_wide(a, s, &n);
    w = normal(a, icu()->nfc, w, n, &got);
    return icu_narrow(a, w, got);
}

// Letters that no decomposition takes apart.
static const char *spelled(UChar32 c)
{
    switch (c) {
    case 0xE6:
        return "ae"; // æ
    case 0xF8:
        return "o"; // ø
    case 0x153:
        return "oe";
    case 0xDF:
        return "ss";
    case 0x111:
        return "d"; // đ
    case 0xF0:
        return "d";
    case 0xFE:
        return "th";
    case 0x142:
        return "l";
    case 0x131:
        return "i";
    case 0x14B:
        return "n"; // ŋ
    case 0x167:
        return "t"; // ŧ
    default:
        return NULL;
    }
}

static str ascii_lower(struct arena *a, str s)
{
    char *p = mem(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 32) : s.p[i];
    return (str){ p, s.n };
}

str text_fold(struct arena *a, str s)
{
    if (ascii(s))
        return ascii_lower(a, s);
    int32_t n, len;
    UErrorCode e = U_ZERO_ERROR;
    UChar *w = icu_wide(a, s, &n);
    UChar *low = mem_array(a, (size_t)n * 3 + 1, sizeof *low);
    int32_t m = u_strToLower(low, n * 3 + 1, w, n, "", &e);
    w = normal(a, icu()->nfkd, low, m, &len);
    UChar *to = mem_array(a, (size_t)len * 2 + 1, sizeof *to);
    int32_t at = 0;
    for (int32_t i = 0; i < len;) {
        UChar32 c;
        U16_NEXT(w, i, len, c);
        const char *as = spelled(c);
        if (u_charType(c) == U_NON_SPACING_MARK)
            continue;
        for (; as && *as; as++)
            to[at++] = (UChar)*as;
        if (!spelled(c))
            U16_APPEND_UNSAFE(to, at, c);
    }
    return icu_narrow(a, to, at);
}

str text_slug(struct arena *a, str s)
{
    str f = text_fold(a, s);
    char *p = mem(a, f.n + 1);
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < f.n; i++) {
        char c = f.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            if (gap && n)
                p[n++] = '-';
            gap = false;
            p[n++] = c;
        } else {
            gap = true;
        }
    }
    return (str){ p, n };
}
