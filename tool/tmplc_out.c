// SPDX-License-Identifier: Apache-2.0
// Writes C that is meant to be read: literal HTML as lines, statements with their place in the
// HTML.
#include "tmplc.h"

struct text *out;
static struct text literal;
static int literal_line;

void indent(void)
{
    for (int i = 0; i <= depth; i++)
        text_add(out, "    ", 4);
}

void flush(void)
{
    if (!literal.n)
        return;
    text_f(out, "#line %d \"%s\"\n", literal_line, file);
    indent();
    text_f(out, "OUT(w->o, \"");
    for (size_t i = 0; i < literal.n; i++) {
        char c = literal.p[i];
        if (c == '\n') {
            text_f(out, "\\n");
            if (i + 1 < literal.n) {
                text_f(out, "\"\n");
                indent();
                text_f(out, "          \"");
            }
        } else if (c == '"' || c == '\\') {
            text_f(out, "\\%c", c);
        } else if (c == '?') {
            text_f(out, "\\?"); // no trigraphs
        } else {
            text_add(out, &c, 1);
        }
    }
    text_f(out, "\");\n");
    literal.n = 0;
}

__attribute__((format(printf, 1, 2))) void code(const char *fmt, ...)
{
    flush();
    char c[4096];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(c, sizeof c, fmt, ap);
    va_end(ap);
    if (n >= (int)sizeof c)
        stop("this is too long for one line of code");
    text_f(out, "#line %d \"%s\"\n", line, file);
    indent();
    text_f(out, "%s\n", c);
}

void put(char c)
{
    if (!literal.n)
        literal_line = line;
    text_add(&literal, &c, 1);
}

void put_blank(char c)
{
    char last = literal.n ? literal.p[literal.n - 1] : 0;
    if (last != '\n' && last != ' ')
        put(c);
}
