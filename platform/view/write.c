// SPDX-License-Identifier: Apache-2.0
// The pen: every value that reaches a page passes here and is escaped for its place.
#include "platform/view/view.h"

#include "text_keys.h"

void w_text(struct w *w, str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        str as;
        switch (s.p[i]) {
        case '&':
            as = STR("&amp;");
            break;
        case '<':
            as = STR("&lt;");
            break;
        case '>':
            as = STR("&gt;");
            break;
        case '"':
            as = STR("&quot;");
            break;
        case '\'':
            as = STR("&#39;");
            break;
        default:
            continue;
        }
        out_put(w->o, (str){ s.p + from, i - from });
        out_put(w->o, as);
        from = i + 1;
    }
    if (s.n > from)
        out_put(w->o, (str){ s.p + from, s.n - from });
}

void w_html(struct w *w, html h)
{
    out_put(w->o, h.s);
}

void w_z(struct w *w, const char *z)
{
    w_text(w, str_z(z));
}

void w_int(struct w *w, int64_t v)
{
    w_text(w, fmt_int(w->q->mem, w->q->lang, v));
}

void w_opt(struct w *w, optint o)
{
    if (o.known) {
        w_int(w, o.v);
        return;
    }
    OUT(w->o, "<span aria-hidden=\"true\">–</span><span class=\"ds-sr-only\">");
    w_t(w, T_view_list_unknown, NO_TARGS);
    OUT(w->o, "</span>");
}

void w_opt_plain(struct w *w, optint o)
{
    if (o.known)
        w_int(w, o.v);
    else
        OUT(w->o, "–");
}

void w_day(struct w *w, day d)
{
    w_text(w, fmt_day(w->q->mem, w->q->lang, d));
}

void w_moment(struct w *w, moment m)
{
    w_text(w, m.ms ? fmt_moment(w->q->mem, w->q->lang, m.ms) : STR("–"));
}

void w_money(struct w *w, money m)
{
    w_text(w, fmt_money(w->q->mem, w->q->lang, m));
}

void w_real(struct w *w, double v)
{
    w_text(w, fmt_real(w->q->mem, w->q->lang, v, 1));
}

void w_t(struct w *w, text_key key, struct targs args)
{
    w->borrowed |= w->q->lang >= LANGS_SITE && !text_stands_in(w->q->lang, key);
    w_text(w, text(w->q->mem, w->q->lang, key, args));
}

void w_link(struct w *w, str url)
{
    static const char *const kinds[] = { "https://", "http://", "mailto:", "tel:" };
    // "//host" and "/\host" lead out of the site without saying so
    bool own = url.n && (strchr("#?", url.p[0]) ||
                         (url.p[0] == '/' && (url.n == 1 || !strchr("/\\", url.p[1]))));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !own; i++)
        own = str_starts(url, str_z(kinds[i]));
    w_text(w, own ? url : STR("#"));
}

void w_part_str(struct w *w, str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') || (c && strchr("-._~", c));
        if (plain) {
            out_char(w->o, (char)c);
        } else {
            out_char(w->o, '%');
            out_char(w->o, hex[c >> 4]);
            out_char(w->o, hex[c & 15]);
        }
    }
}

void w_part_int(struct w *w, int64_t v)
{
    out_int(w->o, v);
}
