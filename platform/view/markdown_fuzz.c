// SPDX-License-Identifier: Apache-2.0
// Whatever an editor writes, no markup of theirs comes through and no link runs a script.
#include "base/utf8.h"
#include "platform/view/view.h"
#include "test/fuzz.h"

// The tags that Markdown may make; everything else in the result is text.
static bool known_tag(str s)
{
    static const char *const tags[] = { "p",  "a",  "em",   "strong",     "ul", "ol", "li",
                                        "h1", "h2", "h3",   "h4",         "h5", "h6", "pre",
                                        "hr", "br", "code", "blockquote", "img" };
    if (str_starts(s, STR("!-- raw HTML omitted -->")))
        return true;
    if (s.n && s.p[0] == '/')
        s = str_part(s, 1, s.n);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        size_t n = strlen(tags[i]);
        if (str_starts(s, str_z(tags[i])) && s.n > n && strchr(" >/", s.p[n]))
            return true;
    }
    return false;
}

FUZZ(markdown)
{
    if (!utf8_ok(in) || in.n > 4096)
        return;
    str out = markdown(a, in).s;
    HOLDS(utf8_ok(out));
    for (size_t i = 0; i < out.n; i++)
        if (out.p[i] == '<')
            HOLDS(known_tag(str_part(out, i + 1, out.n)));
    HOLDS(str_find(out, STR("=\"javascript:")) == (size_t)-1);
}
