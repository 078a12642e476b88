// SPDX-License-Identifier: Apache-2.0
// Follows the HTML letter by letter, so that a value is written for its place, and refuses what
// the content security policy would.
#include "tmplc.h"

static bool is(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

bool address_attr(void)
{
    static const char *const names[] = { "href",       "src",         "action",
                                         "formaction", "poster",      "cite",
                                         "xlink:href", "data-hx-get", "data-hx-post" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is(h.attr, names[i]))
            return true;
    return false;
}

static void attr_begins(void)
{
    if (strncasecmp(h.attr, "on", 2) == 0 || is(h.attr, "style") || is(h.attr, "srcdoc"))
        stop("the attribute %s is refused by the content security policy", h.attr);
    h.value_start = true;
}

static void tag_ends(void)
{
    bool closing = h.element[0] == '/';
    const char *name = h.element + closing;
    if (is(name, "pre") || is(name, "textarea"))
        h.pre += closing ? -1 : 1;
    h.place = !closing && (is(name, "script") || is(name, "style")) ? IN_CODE : IN_TEXT;
    if (h.place == IN_CODE && is(name, "style"))
        stop("inline style is refused by the content security policy");
}

static void element_begins(const char *at) // after '<'
{
    size_t n = 0;
    if (at[0] == '/')
        n++;
    while (isalnum((unsigned char)at[n]) || at[n] == '-')
        n++;
    if (n >= sizeof h.element)
        n = sizeof h.element - 1;
    memcpy(h.element, at, n);
    h.element[n] = 0;
    h.place = IN_TAG;
    h.attr[0] = 0;
    h.attr_n = 0;
}

static void in_tag(char c)
{
    if (c == '>') {
        tag_ends();
    } else if (c == '=') {
        h.place = IN_AFTER_EQ;
    } else if (isspace((unsigned char)c) || c == '/') {
        h.attr_n = 0;
    } else {
        if (h.attr_n + 1 < sizeof h.attr)
            h.attr[h.attr_n++] = c;
        h.attr[h.attr_n] = 0;
    }
}

// One character of HTML; `at` points at it in the source.
void follow(const char *at)
{
    char c = *at;
    switch (h.place) {
    case IN_TEXT:
        if (c == '<' && strncmp(at, "<!--", 4) == 0)
            h.place = IN_COMMENT;
        else if (c == '<' && (isalpha((unsigned char)at[1]) || at[1] == '/' || at[1] == '!'))
            element_begins(at + 1);
        break;
    case IN_COMMENT:
        if (c == '>' && at - src >= 2 && at[-1] == '-' && at[-2] == '-')
            h.place = IN_TEXT;
        break;
    case IN_CODE:
        if (c == '<' && at[1] == '/')
            element_begins(at + 1);
        else if (!isspace((unsigned char)c))
            stop("inline script is refused by the content security policy");
        break;
    case IN_TAG:
    case IN_NAME:
        in_tag(c);
        break;
    case IN_AFTER_EQ:
        if (c != '"' && c != '\'')
            stop("put the value of %s in quotes", h.attr);
        attr_begins();
        h.place = c == '"' ? IN_DQ : IN_SQ;
        break;
    case IN_DQ:
    case IN_SQ:
        if (c == (h.place == IN_DQ ? '"' : '\'')) {
            h.place = IN_TAG;
            h.attr_n = 0;
        } else {
            h.value_start = false;
        }
        break;
    }
}

static bool blanks_collapse(void)
{
    return (h.place == IN_TEXT && !h.pre) || h.place == IN_TAG;
}

void html_char(void)
{
    if (isspace((unsigned char)*p) && blanks_collapse()) {
        bool lines = false;
        const char *first = p;
        follow(p);
        while (isspace((unsigned char)*p)) {
            lines |= *p == '\n';
            line += *p == '\n';
            p++;
        }
        if (first != src)
            put_blank(lines && h.place == IN_TEXT ? '\n' : ' ');
        return;
    }
    follow(p);
    put(*p);
    line += *p == '\n';
    p++;
}
