// SPDX-License-Identifier: Apache-2.0
// tmplc FILE.html OUT
// Compiles one template to OUT.c and OUT.h. The language is described in platform/view/view.h.
//
// The HTML around a value decides how it is written: in text and in quoted attributes it is
// escaped, as the whole of an address attribute it must be an address of this site or of the
// web, inside an address it is percent-encoded. Values elsewhere, and all that the content
// security policy would refuse (style, handlers, inline script), are errors. The C is written
// to be read, and #line makes the compiler speak of the HTML file.
#include "tool.h"

#include <ctype.h>

enum place { IN_TEXT, IN_TAG, IN_NAME, IN_DQ, IN_SQ, IN_COMMENT, IN_CODE, IN_AFTER_EQ };

struct html { // where in the HTML the reading is
    enum place place;
    char element[32], attr[48];
    size_t attr_n;
    bool value_start; // nothing of the attribute's value has been written
    int pre;          // inside pre or textarea: blanks count
};

enum { DEPTH = 32, ARGS = 16 };
enum block_kind { B_IF, B_EACH };
struct block {
    enum block_kind kind;
    char *var;      // of each
    char *slice;    // C expression of each
    struct html at; // where in the HTML it began
    bool second;    // else or empty was seen
    int line;
};

static const char *file;
static const char *src, *p; // whole file, and the reading position
static int line = 1;
static struct html h;
static struct block blocks[DEPTH];
static int depth;
static struct text body, title, literal, *out = &body;
static int literal_line;
static char *type, *var, *header;
static const char *frame = "PUBLIC";
static bool in_title, wide;

__attribute__((noreturn, format(printf, 1, 2))) static void stop(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

// ---- C output
// ----------------------------------------------------------------------------------

static void indent(void)
{
    for (int i = 0; i <= depth; i++)
        text_add(out, "    ", 4);
}

static void flush(void)
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

__attribute__((format(printf, 1, 2))) static void code(const char *fmt, ...)
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

static void put(char c)
{
    if (!literal.n)
        literal_line = line;
    text_add(&literal, &c, 1);
}

// ---- following the HTML
// --------------------------------------------------------------------------

static bool is(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

static bool address_attr(void)
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
static void follow(const char *at)
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

static void html_char(void)
{
    if (isspace((unsigned char)*p) && blanks_collapse()) {
        bool lines = false;
        const char *first = p;
        follow(p);
        int from = line;
        while (isspace((unsigned char)*p)) {
            lines |= *p == '\n';
            line += *p == '\n';
            p++;
        }
        if (!literal.n)
            literal_line = from;
        char last = literal.n ? literal.p[literal.n - 1] : 0;
        if (first != src && last != '\n' && last != ' ')
            put(lines && h.place == IN_TEXT ? '\n' : ' ');
        return;
    }
    follow(p);
    put(*p);
    line += *p == '\n';
    p++;
}

// ---- values
// --------------------------------------------------------------------------------------

static void blanks(void)
{
    while (isspace((unsigned char)*p)) {
        line += *p == '\n';
        p++;
    }
}

static bool take(const char *word)
{
    size_t n = strlen(word);
    if (strncmp(p, word, n) != 0)
        return false;
    if (isalpha((unsigned char)word[n - 1]) && (isalnum((unsigned char)p[n]) || p[n] == '_'))
        return false;
    p += n;
    return true;
}

static char *name(const char *what)
{
    size_t n = 0;
    while (isalnum((unsigned char)p[n]) || p[n] == '_')
        n++;
    if (!n || isdigit((unsigned char)*p))
        stop("%s is expected here: %.20s", what, p);
    char *s = cut_out(p, n);
    p += n;
    return s;
}

static bool known(const char *s)
{
    if (var && strcmp(s, var) == 0)
        return true;
    for (int i = 0; i < depth; i++)
        if (blocks[i].kind == B_EACH && blocks[i].var && !blocks[i].second &&
            strcmp(s, blocks[i].var) == 0)
            return true;
    return false;
}

static bool constant(const char *s)
{
    for (; *s; s++)
        if (!isupper((unsigned char)*s) && !isdigit((unsigned char)*s) && *s != '_')
            return false;
    return true;
}

// The members after the first name: .a ->b [NUMBER].
static void members(struct text *t, bool pointer)
{
    for (;;) {
        if (*p == '.' && isalpha((unsigned char)p[1])) {
            p++;
            text_f(t, "%s%s", pointer ? "->" : ".", name("a member"));
        } else if (p[0] == '-' && p[1] == '>') {
            p += 2;
            text_f(t, "->%s", name("a member"));
        } else if (*p == '[') {
            size_t n = strcspn(p, "]\n");
            text_add(t, p, n + 1);
            p += n + 1;
        } else {
            return;
        }
        pointer = false;
    }
}

static char *quoted_c(void)
{
    size_t n = 1;
    while (p[n] && p[n] != '"' && p[n] != '\n')
        n += p[n] == '\\' ? 2 : 1;
    if (p[n] != '"')
        stop("the quote is not closed");
    char *s = cut_out(p, n + 1);
    p += n + 1;
    return s;
}

static char *key_constant(char *const *hole, int holes)
{
    struct text t = { 0 };
    size_t n = 0;
    while (islower((unsigned char)p[n]) || isdigit((unsigned char)p[n]) || strchr("._-", p[n]))
        n++;
    if (!n)
        stop("a text's key is expected here: %.20s", p);
    text_f(&t, "T_");
    for (size_t i = 0; i < n; i++)
        text_add(&t, p[i] == '.' || p[i] == '-' ? "_" : p + i, 1);
    for (int i = 0; i < holes; i++)
        text_f(&t, "%s%s", i ? "_" : "__", hole[i]);
    p += n;
    return t.p;
}

// A value: path, &path, "literal", number, CONST, t:key, function(value...).
static char *value(void)
{
    struct text t = { 0 };
    if (*p == '"') {
        text_f(&t, "STR(%s)", quoted_c());
        return t.p;
    }
    if (isdigit((unsigned char)*p) || (*p == '-' && isdigit((unsigned char)p[1]))) {
        size_t n = 1;
        while (isdigit((unsigned char)p[n]))
            n++;
        text_add(&t, p, n);
        p += n;
        return t.p;
    }
    if (p[0] == 't' && p[1] == ':') {
        p += 2;
        return key_constant(NULL, 0);
    }
    if (*p == '&') {
        p++;
        text_add(&t, "&", 1);
    }
    char *first = name("a value");
    if (known(first) && *p == '#') {
        p++;
        text_f(&t, "%s_at", first);
    } else if (known(first)) {
        text_f(&t, "%s", first);
        members(&t, true);
    } else if (strcmp(first, "q") == 0) {
        text_f(&t, "w->q");
        members(&t, true);
    } else if (*p == '(') {
        p++;
        text_f(&t, "%s(w->q->mem, w->q->lang", first);
        for (blanks(); *p && *p != ')'; blanks())
            text_f(&t, ", %s", value());
        if (*p++ != ')')
            stop("the bracket of %s( is not closed", first);
        text_f(&t, ")");
    } else if (constant(first)) {
        text_f(&t, "%s", first);
    } else {
        stop("%s is not known here; values begin with %s, q or the name of an each", first,
             var);
    }
    return t.p;
}

static void brace_ends(void)
{
    blanks();
    if (*p != '}')
        stop("} is expected here: %.20s", p);
    p++;
}

static void place_ok(const char *what)
{
    if (h.place == IN_TEXT || h.place == IN_DQ || h.place == IN_SQ)
        return;
    if (h.place == IN_AFTER_EQ)
        stop("put the value of %s in quotes", h.attr);
    if (h.place == IN_COMMENT)
        stop("%s inside an HTML comment; a template's comment is {! }", what);
    stop("%s may stand in text or in a quoted attribute, not inside a tag or script", what);
}

static void write_value(const char *v)
{
    place_ok("a value");
    if (h.place == IN_TEXT)
        code("w_value(w, %s);", v);
    else if (address_attr() && h.value_start)
        code("w_link(w, %s);", v);
    else if (address_attr())
        code("w_part(w, %s);", v);
    else
        code("w_attr(w, %s);", v);
    h.value_start = false;
}

// {t:key name=value ...}
static void text_tag(void)
{
    place_ok("a text");
    const char *key = p;
    int key_line = line;
    p += strcspn(p, " }\n");
    char *hole[ARGS], *given[ARGS];
    int n = 0;
    for (blanks(); *p && *p != '}'; blanks()) {
        if (n == ARGS)
            stop("more than %d placeholders", ARGS);
        char *nm = name("a placeholder's name");
        if (*p++ != '=')
            stop("a placeholder is given as %s=value", nm);
        char *v = value();
        int at = n++;
        for (; at > 0 && strcmp(hole[at - 1], nm) > 0; at--) {
            hole[at] = hole[at - 1];
            given[at] = given[at - 1];
        }
        hole[at] = nm;
        given[at] = v;
    }
    brace_ends();
    const char *after = p;
    int after_line = line;
    p = key;
    line = key_line;
    char *c = key_constant(hole, n);
    if (p[0] != ' ' && p[0] != '}' && p[0] != '\n')
        stop("%.1s cannot stand in a text's key", p);
    struct text args = { 0 };
    for (int i = 0; i < n; i++)
        text_f(&args, "%sT_ARG(\"%s\", %s)", i ? ", " : "", hole[i], given[i]);
    if (n)
        code("w_t(w, %s, TARGS(%s));", c, args.p);
    else
        code("w_t(w, %s, NO_TARGS);", c);
    p = after;
    line = after_line;
    h.value_start = false;
}

// {url:"/steder/%s" value ...}
static void url_tag(void)
{
    place_ok("an address");
    blanks();
    if (*p != '"')
        stop("{url: is followed by \"/address/%%s\"");
    char *q = quoted_c();
    size_t n = strlen(q) - 1;
    for (size_t i = 1; i < n;) {
        char *hole = strstr(q + i, "%s");
        size_t len = hole ? (size_t)(hole - q) - i : n - i;
        for (size_t k = 0; k < len; k++) {
            if (q[i + k] == '&')
                for (const char *amp = "&amp;"; *amp; amp++)
                    put(*amp);
            else
                put(q[i + k]);
        }
        i += len;
        if (!hole)
            break;
        blanks();
        if (*p == '}')
            stop("the address has more %%s than values");
        code("w_part(w, %s);", value());
        i += 2;
    }
    blanks();
    if (*p != '}')
        stop("the address has more values than %%s");
    p++;
    h.value_start = false;
}

// {>part value ...}
static void component_tag(void)
{
    if (h.place != IN_TEXT)
        stop("a component stands in text, not inside a tag");
    struct text t = { 0 };
    text_f(&t, "c_%s(w", name("a component's name"));
    for (blanks(); *p && *p != '}'; blanks())
        text_f(&t, ", %s", value());
    brace_ends();
    text_f(&t, ");");
    code("%s", t.p);
}

// ---- conditions and loops
// ------------------------------------------------------------------------

static char *condition(void);

static char *factor(void)
{
    struct text t = { 0 };
    blanks();
    if (*p == '!' && p[1] != '=') {
        p++;
        text_f(&t, "!%s", factor());
        return t.p;
    }
    if (*p == '(') {
        p++;
        text_f(&t, "(%s)", condition());
        blanks();
        if (*p++ != ')')
            stop(") is missing");
        return t.p;
    }
    char *left = value();
    blanks();
    static const char *const signs[] = { "==", "!=", "<=", ">=", "<", ">" };
    const char *sign = NULL;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && !sign; i++)
        if (take(signs[i]))
            sign = signs[i];
    if (!sign) {
        text_f(&t, "w_true(%s)", left);
        return t.p;
    }
    blanks();
    if (*p == '"' && sign[1] == '=' && (*sign == '=' || *sign == '!'))
        text_f(&t, "%sstr_is(%s, %s)", *sign == '!' ? "!" : "", left, quoted_c());
    else
        text_f(&t, "(%s %s %s)", left, sign, value());
    return t.p;
}

static char *condition(void)
{
    struct text t = { 0 };
    text_f(&t, "%s", factor());
    for (;;) {
        blanks();
        if (take("and"))
            text_f(&t, " && %s", factor());
        else if (take("or"))
            text_f(&t, " || %s", factor());
        else
            return t.p;
    }
}

static struct block *push(enum block_kind kind)
{
    if (depth == DEPTH)
        stop("more than %d blocks inside each other", DEPTH);
    struct block *b = &blocks[depth];
    *b = (struct block){ .kind = kind, .at = h, .line = line };
    return b;
}

static void same_place(const struct block *b, const char *what)
{
    if (b->at.place != h.place || b->at.pre != h.pre)
        stop("%s must end where it began in the HTML: the block of line %d opens or closes a "
             "tag "
             "or attribute only half",
             what, b->line);
}

static struct block *top(enum block_kind kind, const char *what)
{
    if (!depth || blocks[depth - 1].kind != kind)
        stop("%s without its beginning", what);
    same_place(&blocks[depth - 1], what);
    return &blocks[depth - 1];
}

static void block_begin(void)
{
    if (take("if")) {
        char *c = condition();
        brace_ends();
        code("if (%s) {", c);
        push(B_IF);
        depth++;
    } else if (take("elif")) {
        struct block *b = top(B_IF, "{#elif}");
        if (b->second)
            stop("{#elif} after {#else}");
        char *c = condition();
        brace_ends();
        flush();
        depth--;
        code("} else if (%s) {", c);
        depth++;
        h = b->at;
    } else if (take("else")) {
        struct block *b = top(B_IF, "{#else}");
        if (b->second)
            stop("{#else} twice");
        brace_ends();
        flush();
        depth--;
        code("} else {");
        depth++;
        b->second = true;
        h = b->at;
    } else if (take("each")) {
        blanks();
        char *slice = value();
        blanks();
        if (!take("as"))
            stop("{#each values as name}");
        blanks();
        char *v = name("a name");
        brace_ends();
        if (known(v))
            stop("%s is in use already", v);
        code("for (size_t %s_at = 0; %s_at < (%s).n; %s_at++) {", v, v, slice, v);
        struct block *b = push(B_EACH);
        b->var = v;
        b->slice = slice;
        depth++;
        indent();
        text_f(out, "const __typeof__(*(%s).p) *%s = &(%s).p[%s_at];\n", slice, v, slice, v);
        indent();
        text_f(out, "(void)%s;\n", v);
    } else if (take("empty")) {
        struct block *b = top(B_EACH, "{#empty}");
        brace_ends();
        flush();
        depth--;
        code("}");
        code("if ((%s).n == 0) {", b->slice);
        depth++;
        b->second = true;
        h = b->at;
    } else {
        stop("{#if}, {#elif}, {#else}, {#each}, {#empty} are known, not {#%.10s", p);
    }
}

static void block_end(void)
{
    if (take("title")) {
        if (!in_title)
            stop("{/title} without its beginning");
        brace_ends();
        flush();
        out = &body;
        in_title = false;
        return;
    }
    bool an_if = take("if");
    if (!an_if && !take("each"))
        stop("{/if}, {/each}, {/title} are known, not {/%.10s", p);
    top(an_if ? B_IF : B_EACH, an_if ? "{/if}" : "{/each}");
    brace_ends();
    flush();
    depth--;
    code("}");
}

// ---- tags
// ----------------------------------------------------------------------------------------

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
    src = slurp(file, NULL);
    read_template();
    write_files(argv[2]);
    return 0;
}
