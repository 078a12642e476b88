// SPDX-License-Identifier: Apache-2.0
// Values: paths, literals, texts, addresses and the components they are given to.
#include "tmplc.h"

void blanks(void)
{
    while (isspace((unsigned char)*p)) {
        line += *p == '\n';
        p++;
    }
}

bool take(const char *word)
{
    size_t n = strlen(word);
    if (strncmp(p, word, n) != 0)
        return false;
    if (isalpha((unsigned char)word[n - 1]) && (isalnum((unsigned char)p[n]) || p[n] == '_'))
        return false;
    p += n;
    return true;
}

char *name(const char *what)
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

bool known(const char *s)
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

char *quoted_c(void)
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
char *value(void)
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

void brace_ends(void)
{
    blanks();
    if (*p != '}')
        stop("} is expected here: %.20s", p);
    p++;
}

void place_ok(const char *what)
{
    if (h.place == IN_TEXT || h.place == IN_DQ || h.place == IN_SQ)
        return;
    if (h.place == IN_AFTER_EQ)
        stop("put the value of %s in quotes", h.attr);
    if (h.place == IN_COMMENT)
        stop("%s inside an HTML comment; a template's comment is {! }", what);
    stop("%s may stand in text or in a quoted attribute, not inside a tag or script", what);
}

void write_value(const char *v)
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
void text_tag(void)
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
void url_tag(void)
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
void component_tag(void)
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
