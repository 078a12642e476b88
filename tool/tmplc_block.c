// SPDX-License-Identifier: Apache-2.0
// Conditions and loops.
#include "tmplc.h"

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

void block_begin(void)
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

void block_end(void)
{
    bool an_if = take("if");
    if (!an_if && !take("each"))
        stop("{/if}, {/each}, {/title} are known, not {/%.10s", p);
    top(an_if ? B_IF : B_EACH, an_if ? "{/if}" : "{/each}");
    brace_ends();
    flush();
    depth--;
    code("}");
}
