// SPDX-License-Identifier: Apache-2.0
#include "platform/http/parse.h"

#include "base/utf8.h"
#include "platform/http/limits.h"

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

// Undoes %XX, and '+' where blanks are written so. False on a bad escape.
static bool unescape(struct arena *a, str raw, bool plus, str *out)
{
    char *p = mem(a, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.p[i];
        if (c == '%') {
            int high = i + 2 < raw.n ? hex(raw.p[i + 1]) : -1;
            int low = i + 2 < raw.n ? hex(raw.p[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        p[n++] = c;
    }
    *out = (str){ p, n };
    return true;
}

// No control bytes (line breaks and tabs only in many lines). Which fields may hold many lines,
// and signs that turn the writing direction, are the form's to judge.
static bool no_controls(str s, enum text_rule rule)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool line = c == '\n' || c == '\r' || c == '\t';
        if ((c < 0x20 && !(line && rule == MANY_LINES)) || c == 0x7F ||
            (c == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xA0))
            return false;
    }
    return true;
}

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

// CR LF and CR alone, as browsers send line breaks, become LF.
static str one_line_end(struct arena *a, str s)
{
    if (!memchr(s.p, '\r', s.n))
        return s;
    char *p = mem(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\r')
            p[n++] = s.p[i];
        else if (i + 1 == s.n || s.p[i + 1] != '\n')
            p[n++] = '\n';
    }
    return (str){ p, n };
}

static err clean(struct arena *a, str *s, enum text_rule rule, const char **fault)
{
    *fault = "text that is not UTF-8";
    if (!utf8_ok(*s))
        return E_INPUT;
    *fault = "a control byte in a text";
    if (!no_controls(*s, rule))
        return E_INPUT;
    if (rule == MANY_LINES)
        *s = one_line_end(a, *s);
    if (!is_ascii(*s))
        *s = text_nfc(a, *s);
    return OK;
}

static bool has_dots(str path)
{
    str part;
    while (str_cut(&path, '/', &part))
        if (str_is(part, ".") || str_is(part, ".."))
            return true;
    return false;
}

err parse_path(struct arena *a, str raw, str *path, const char **fault)
{
    str s;
    *fault = "the path does not begin with a slash or is too long";
    if (!raw.n || raw.p[0] != '/')
        return E_INPUT;
    if (raw.n > PATH_LEN_MAX)
        return E_TOOBIG;
    for (size_t i = 0; i + 2 < raw.n; i++)
        if (raw.p[i] == '%' && ((raw.p[i + 1] == '2' && (raw.p[i + 2] | 32) == 'f') ||
                                (raw.p[i + 1] == '5' && (raw.p[i + 2] | 32) == 'c'))) {
            *fault = "an escaped slash in the path";
            return E_INPUT;
        }
    *fault = "a percent sign without two hexadecimal digits in the path";
    if (!unescape(a, raw, false, &s))
        return E_INPUT;
    PASS(clean(a, &s, ONE_LINE, fault));
    *fault = "the path has a part . or ..";
    if (has_dots(s) || memchr(s.p, '\\', s.n))
        return E_INPUT;
    *path = s;
    return OK;
}

static err parse_fields(struct arena *a, str rest, enum text_rule rule, size_t most, pairs *to,
                        const char **fault)
{
    str piece, name;
    while (rest.n && str_cut(&rest, '&', &piece)) {
        struct pair one;
        if (!piece.n)
            continue;
        if (to->n >= most) {
            *fault = "too many fields";
            return E_TOOBIG;
        }
        (void)str_cut(&piece, '=', &name);
        *fault = "a percent sign without two hexadecimal digits in a field";
        if (!unescape(a, name, true, &one.name) ||
            !unescape(a, piece.p ? piece : STR(""), true, &one.value))
            return E_INPUT;
        PASS(clean(a, &one.name, ONE_LINE, fault));
        PASS(clean(a, &one.value, rule, fault));
        *ADD(a, to) = one;
    }
    return OK;
}

err parse_query(struct arena *a, str raw, pairs *to, const char **fault)
{
    *fault = "the query is too long";
    if (raw.n > QUERY_LEN_MAX)
        return E_TOOBIG;
    return parse_fields(a, raw, ONE_LINE, QUERY_FIELDS_MAX, to, fault);
}

err parse_form(struct arena *a, str raw, pairs *to, const char **fault)
{
    return parse_fields(a, raw, MANY_LINES, FORM_FIELDS_MAX, to, fault);
}

err parse_value(struct arena *a, str raw, str *value, const char **fault)
{
    str s = raw;
    PASS(clean(a, &s, MANY_LINES, fault));
    *value = s;
    return OK;
}

static bool cookie_char(unsigned char c) // RFC 6265 4.1.1 cookie-octet
{
    return c > 0x20 && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\';
}

static bool all_cookie_chars(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!cookie_char((unsigned char)s.p[i]))
            return false;
    return true;
}

void parse_cookies(struct arena *a, str header_value, pairs *to)
{
    str piece, name;
    while (header_value.n && str_cut(&header_value, ';', &piece)) {
        piece = str_trim(piece);
        (void)str_cut(&piece, '=', &name);
        if (!name.n || !piece.p || to->n >= COOKIES_MAX)
            continue;
        if (piece.n >= 2 && piece.p[0] == '"' && piece.p[piece.n - 1] == '"')
            piece = str_part(piece, 1, piece.n - 2);
        if (all_cookie_chars(name) && all_cookie_chars(piece))
            *ADD(a, to) = (struct pair){ name, piece };
    }
}

// "0.8" to 800; 1000 when there is no q.
static int quality(str params)
{
    str p;
    while (params.p && str_cut(&params, ';', &p)) {
        double q;
        p = str_trim(p);
        if (str_starts(p, STR("q=")) && str_double(str_part(p, 2, p.n), &q))
            return q < 0 ? 0 : q > 1 ? 1000 : (int)(q * 1000);
    }
    return 1000;
}

enum lang parse_languages(str header_value)
{
    enum lang best = NB;
    int most = 0;
    str one, tag;
    while (header_value.n && str_cut(&header_value, ',', &one)) {
        enum lang lang;
        (void)str_cut(&one, ';', &tag);
        tag = str_trim(tag);
        int q = quality(one);
        str primary;
        (void)str_cut(&tag, '-', &primary);
        char low[2] = { 0 };
        for (size_t i = 0; i < 2 && i < primary.n; i++)
            low[i] = (char)(primary.p[i] | 32);
        if (primary.n == 2 && lang_parse((str){ low, 2 }, &lang) && q > most) {
            best = lang;
            most = q;
        }
    }
    return best;
}

str media_type(str content_type)
{
    str type;
    (void)str_cut(&content_type, ';', &type);
    return str_trim(type);
}

// The text in quotes that `s` begins with, its backslashes undone; steps past it.
static bool quoted(struct arena *a, str *s, str *out)
{
    char *p = mem(a, s->n + 1);
    size_t n = 0, i = 1;
    for (; i < s->n && s->p[i] != '"'; i++) {
        if (s->p[i] == '\\' && i + 1 < s->n)
            i++;
        p[n++] = s->p[i];
    }
    if (i >= s->n)
        return false;
    *s = str_part(*s, i + 1, s->n);
    *out = (str){ p, n };
    return true;
}

str media_param(struct arena *a, str s, const char *wanted)
{
    str ignored, name, value;
    if (!str_cut(&s, ';', &ignored))
        return STR("");
    while (s.p && s.n) {
        s = str_trim(s);
        size_t eq = str_find(s, STR("="));
        if (eq == (size_t)-1)
            return STR("");
        name = str_trim(str_part(s, 0, eq));
        s = str_part(s, eq + 1, s.n);
        if (s.n && s.p[0] == '"') {
            if (!quoted(a, &s, &value))
                return STR("");
            (void)str_cut(&s, ';', &ignored);
        } else {
            (void)str_cut(&s, ';', &value);
            value = str_trim(value);
        }
        if (str_ieq(name, str_z(wanted)))
            return value;
    }
    return STR("");
}

void out_url(struct out *o, str s)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            (c && strchr("-._~", c))) {
            out_char(o, (char)c);
        } else {
            out_char(o, '%');
            out_char(o, digits[c >> 4]);
            out_char(o, digits[c & 15]);
        }
    }
}
