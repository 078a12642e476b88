// SPDX-License-Identifier: Apache-2.0
// tmplc FILE.html OUT
// Compiles one template to OUT.c and OUT.h. The language is described in platform/view/view.h.
//
// The HTML around a value decides how it is written: in text and in quoted attributes it is
// escaped, as the whole of an address attribute it must be an address of this site or of the
// web, inside an address it is percent-encoded. Values elsewhere, and all that the content
// security policy would refuse (style, handlers, inline script), are errors. The C is written
// to be read, and #line makes the compiler speak of the HTML file.
#include "tmplc.h"

const char *file;
const char *src, *p;
int line = 1;
struct html h;
struct block blocks[DEPTH];
int depth;
const char *var;

static struct text body, title;
static char *type, *header;
static const char *frame = "PUBLIC";
static bool in_title, wide;

void stop(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

static void view_tag(void)
{
    if (type)
        stop("{view} twice");
    blanks();
    type = name("a struct's name");
    blanks();
    var = name("a name for the data");
    blanks();
    if (!take("in"))
        stop("{view type name in \"header.h\"}");
    blanks();
    if (*p != '"')
        stop("the header is missing: {view %s %s in \"header.h\"}", type, var);
    header = quoted_c();
    brace_ends();
    if (strcmp(var, "w") == 0 || strcmp(var, "q") == 0 || strcmp(var, "data") == 0)
        stop("%s is taken; choose another name for the data", var);
}

static void frame_tag(void)
{
    static const char *const names[] = { "public", "staff", "participant", "bare" };
    static const char *const consts[] = { "PUBLIC", "STAFF", "PARTICIPANT", "BARE" };
    blanks();
    for (int i = 0; i < 4; i++)
        if (take(names[i])) {
            frame = consts[i];
            blanks();
            wide = take("wide");
            brace_ends();
            return;
        }
    stop("the frame is public, staff, participant or bare, not %.12s", p);
}

static void raw_tag(void)
{
    const char *end = strstr(p, "{/raw}");
    if (!end)
        stop("{raw} is not closed");
    while (p < end) {
        follow(p);
        put(*p);
        line += *p == '\n';
        p++;
    }
    p += 6;
}

static void skip_line_end(void) // after a tag that writes nothing
{
    const char *s = p;
    while (*s == ' ')
        s++;
    if (*s == '\n') {
        p = s + 1;
        line++;
    }
}

static void value_tag(void)
{
    const char *from = p;
    char *first = name("a value");
    if (*p == ' ' && !known(first) && strcmp(first, "q") != 0) { // {fmt_day_long v.day}
        struct text t = { 0 };
        text_f(&t, "%s(w->q->mem, w->q->lang", first);
        for (blanks(); *p && *p != '}'; blanks())
            text_f(&t, ", %s", value());
        brace_ends();
        text_f(&t, ")");
        write_value(t.p);
        return;
    }
    p = from;
    char *v = value();
    brace_ends();
    write_value(v);
}

static bool title_end(void)
{
    if (!take("title"))
        return false;
    if (!in_title)
        stop("{/title} without its beginning");
    brace_ends();
    flush();
    out = &body;
    in_title = false;
    return true;
}

static void tag(void) // after '{'
{
    if (!type && strncmp(p, "view ", 5) != 0 && *p != '!')
        stop("a template begins with {view type name in \"header.h\"}");
    if (*p == '!') {
        const char *end = strchr(p, '}');
        if (!end)
            stop("the comment is not closed");
        for (; p <= end; p++)
            line += *p == '\n';
        skip_line_end();
    } else if (take("view")) {
        view_tag();
        skip_line_end();
    } else if (take("frame")) {
        frame_tag();
        skip_line_end();
    } else if (take("title")) {
        brace_ends();
        if (depth || h.place != IN_TEXT || title.n)
            stop("{title} stands once, outside of blocks and tags");
        flush();
        out = &title;
        in_title = true;
    } else if (take("raw}")) {
        raw_tag();
    } else if (strncmp(p, "t:", 2) == 0) {
        p += 2;
        text_tag();
    } else if (strncmp(p, "k:", 2) == 0) {
        p += 2;
        place_ok("a text");
        char *v = value();
        brace_ends();
        code("w_t(w, %s, NO_TARGS);", v);
        h.value_start = false;
    } else if (strncmp(p, "url:", 4) == 0) {
        p += 4;
        url_tag();
    } else if (*p == '>') {
        p++;
        component_tag();
    } else if (*p == '#') {
        p++;
        block_begin();
    } else if (*p == '/') {
        p++;
        if (!title_end())
            block_end();
    } else {
        value_tag();
    }
}

static void read_template(void)
{
    for (p = src; *p;) {
        if (*p != '{') {
            if (!type && !isspace((unsigned char)*p))
                stop("a template begins with {view type name in \"header.h\"}");
            html_char();
        } else if (p[1] == '{') {
            follow(p);
            put('{');
            p += 2;
        } else {
            p++;
            tag();
        }
    }
    flush();
    if (depth)
        stop("the block of line %d is not closed", blocks[depth - 1].line);
    if (in_title)
        stop("{title} is not closed");
    if (h.place != IN_TEXT)
        stop("the template ends inside a tag or comment");
    if (!type)
        stop("a template begins with {view type name in \"header.h\"}");
}

// rooms/place/board.html -> place_board
static char *view_name(void)
{
    const char *slash = strrchr(file, '/'), *from = slash;
    if (!slash)
        stop("a template stands in a folder");
    while (from > file && from[-1] != '/')
        from--;
    struct text t = { 0 };
    text_f(&t, "%.*s_%.*s", (int)(slash - from), from, (int)strcspn(slash + 1, "."), slash + 1);
    for (char *c = t.p; *c; c++)
        if (*c == '-')
            *c = '_';
    return t.p;
}

static void write_files(const char *to)
{
    char *view = view_name(), path[600];
    struct text c = { 0 }, head = { 0 };
    const char *inc = strncmp(to, "build/gen/", 10) == 0 ? to + 10 : to;
    text_f(&head,
           "// Made by tool/tmplc from %s; do not edit.\n#pragma once\n"
           "#include \"platform/view/view.h\"\nextern const struct view %s_view;\n",
           file, view);
    text_f(&c,
           "// Made by tool/tmplc from %s; do not edit.\n#include \"%s.h\"\n\n#include %s\n"
           "#include \"platform/view/parts.h\"\n#include \"platform/view/chart.h\"\n"
           "#include \"platform/view/choropleth.h\"\n#include \"text_keys.h\"\n\n",
           file, inc, header);
    const char *parts[] = { "title", title.p ? title.p : "", "body", body.p ? body.p : "" };
    for (int i = 0; i < 4; i += 2)
        text_f(&c,
               "static void %s(struct w *w, const void *data)\n{\n"
               "    const struct %s *%s = data;\n    (void)w, (void)%s;\n%s}\n\n",
               parts[i], type, var, var, parts[i + 1]);
    text_f(&c,
           "const struct view %s_view = {\n    .name = \"%s\",\n    .frame = FRAME_%s,\n"
           "    .wide = %s,\n    .title = title,\n    .body = body,\n};\n",
           view, view, frame, wide ? "true" : "false");
    snprintf(path, sizeof path, "%s.h", to);
    write_file(path, &head);
    snprintf(path, sizeof path, "%s.c", to);
    write_file(path, &c);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: tmplc FILE.html OUT\n", stderr);
        return 2;
    }
    file = argv[1];
    out = &body;
    src = slurp(file, NULL);
    read_template();
    write_files(argv[2]);
    return 0;
}
