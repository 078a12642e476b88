// SPDX-License-Identifier: Apache-2.0
#include "base/out.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void out_drop(struct out *o)
{
    free(o->p);
    *o = (struct out){ 0 };
}

char *out_room(struct out *o, size_t n)
{
    if (n > o->cap - o->n) {
        size_t cap = o->cap ? o->cap : 4096;
        while (cap - o->n < n)
            if (__builtin_mul_overflow(cap, 2, &cap))
                abort();
        char *p = realloc(o->p, cap);
        if (!p) {
            fprintf(stderr, "out of memory: %zu bytes wanted\n", cap);
            abort();
        }
        o->p = p;
        o->cap = cap;
    }
    return o->p + o->n;
}

void out_f(struct out *o, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n > 0) {
        vsnprintf(out_room(o, (size_t)n + 1), (size_t)n + 1, fmt, again);
        o->n += (size_t)n;
    }
    va_end(again);
}

void out_int(struct out *o, int64_t v)
{
    char buf[20];
    size_t i = sizeof buf;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do
        buf[--i] = (char)('0' + u % 10);
    while (u /= 10);
    if (v < 0)
        buf[--i] = '-';
    out_put(o, (str){ buf + i, sizeof buf - i });
}

void out_json(struct out *o, str s)
{
    out_char(o, '"');
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out_put(o, str_part(s, from, i - from));
        if (c == '"' || c == '\\') {
            out_char(o, '\\');
            out_char(o, (char)c);
        } else if (c == '\n') {
            OUT(o, "\\n");
        } else {
            out_f(o, "\\u%04x", c);
        }
        from = i + 1;
    }
    out_put(o, str_part(s, from, s.n));
    out_char(o, '"');
}

void out_xml(struct out *o, str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        str as;
        switch (s.p[i]) {
        case '&': as = STR("&amp;"); break;
        case '<': as = STR("&lt;"); break;
        case '>': as = STR("&gt;"); break;
        case '"': as = STR("&quot;"); break;
        case '\'': as = STR("&#39;"); break;
        default: continue;
        }
        out_put(o, str_part(s, from, i - from));
        out_put(o, as);
        from = i + 1;
    }
    out_put(o, str_part(s, from, s.n));
}

static bool needs_quotes(str s, char sep)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == sep || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r')
            return true;
    return s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
}

static void csv_cell(struct out *o, str before, str s, char sep)
{
    if (!needs_quotes(s, sep)) {
        out_put(o, before);
        out_put(o, s);
        return;
    }
    out_char(o, '"');
    out_put(o, before);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            out_char(o, '"');
        out_char(o, s.p[i]);
    }
    out_char(o, '"');
}

void out_csv(struct out *o, str s, char sep)
{
    csv_cell(o, STR(""), s, sep);
}

static bool is_number(str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c >= '0' && c <= '9')
            digits++;
        else if (!(c == '.' || c == ',' || (i == 0 && (c == '-' || c == '+'))))
            return false;
    }
    return digits > 0;
}

static bool like_formula(str s)
{
    if (s.n && (s.p[0] == '\t' || s.p[0] == '\r'))
        return true;
    s = str_trim(s);
    while (str_starts(s, STR("\xc2\xa0"))) // no-break space
        s = str_trim(str_part(s, 2, s.n));
    if (!s.n)
        return false;
    static const char *const wide[] = { "＝", "＋", "－", "＠" };
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (str_starts(s, str_z(wide[i])))
            return true;
    return s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '-' || s.p[0] == '@';
}

void out_csv_safe(struct out *o, str s, char sep)
{
    csv_cell(o, like_formula(s) && !is_number(s) ? STR("'") : STR(""), s, sep);
}
