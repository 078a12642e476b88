// SPDX-License-Identifier: Apache-2.0
#include "platform/letter/letter.h"

#include <assert.h>

#include "text_keys.h"

struct letter *letter_new(struct arena *a, enum lang lang)
{
    struct letter *l = NEW(a, struct letter);
    l->mem = a;
    l->lang = lang;
    l->draft_word = text(a, lang, T_letter_draft, NO_TARGS);
    l->closing = text(a, lang, T_letter_closing, NO_TARGS);
    l->attached = text(a, lang, T_letter_attached, NO_TARGS);
    return l;
}

// One line: what would break it becomes a blank.
static str line(struct letter *l, str s)
{
    bool broken = false;
    for (size_t i = 0; i < s.n && !broken; i++)
        broken = (unsigned char)s.p[i] < ' ';
    if (!broken)
        return s;
    char *p = mem(l->mem, s.n);
    for (size_t i = 0; i < s.n; i++)
        p[i] = (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i];
    return (str){ p, s.n };
}

static void add_line(struct letter *l, letter_lines *to, str s)
{
    if (s.n)
        *ADD(l->mem, to) = line(l, s);
}

void letter_sender(struct letter *l, str name)
{
    add_line(l, &l->sender, name);
}
void letter_sender_line(struct letter *l, str s)
{
    add_line(l, &l->sender, s);
}
void letter_to(struct letter *l, str name)
{
    add_line(l, &l->to, name);
}
void letter_to_line(struct letter *l, str s)
{
    add_line(l, &l->to, s);
}

void letter_ref(struct letter *l, str name, str value)
{
    if (value.n)
        *ADD(l->mem, &l->refs) = (struct letter_pair){ line(l, name), line(l, value) };
}

void letter_dated(struct letter *l, day d)
{
    letter_ref(l, text(l->mem, l->lang, T_letter_date, NO_TARGS), fmt_day_long(l->mem, l->lang, d));
}
void letter_our_ref(struct letter *l, str s)
{
    letter_ref(l, text(l->mem, l->lang, T_letter_our_ref, NO_TARGS), s);
}
void letter_your_ref(struct letter *l, str s)
{
    letter_ref(l, text(l->mem, l->lang, T_letter_your_ref, NO_TARGS), s);
}

void letter_heading(struct letter *l, str s)
{
    l->heading = line(l, s);
}

static struct letter_block *block(struct letter *l, enum letter_part part, str s)
{
    struct letter_block *b = ADD(l->mem, &l->blocks);
    b->part = part;
    b->text = line(l, s);
    return b;
}

static struct letter_block *last(struct letter *l, enum letter_part part)
{
    assert(l->blocks.n && l->blocks.p[l->blocks.n - 1].part == part);
    return &l->blocks.p[l->blocks.n - 1];
}

void letter_p(struct letter *l, str s)
{
    if (s.n)
        block(l, LETTER_PARAGRAPH, s);
}
void letter_sub(struct letter *l, str s)
{
    block(l, LETTER_SUBHEADING, s);
}
void letter_list(struct letter *l)
{
    block(l, LETTER_LIST, STR(""));
}
void letter_item(struct letter *l, str s)
{
    *ADD(l->mem, &last(l, LETTER_LIST)->cells) = line(l, s);
}

void letter_table(struct letter *l, str caption, const str *heads, size_t n)
{
    assert(n && n <= 12);
    struct letter_block *b = block(l, LETTER_TABLE, caption);
    b->columns = n;
    letter_row(l, heads);
}
void letter_numbers(struct letter *l, size_t column)
{
    last(l, LETTER_TABLE)->numbers |= 1u << column;
}
void letter_row(struct letter *l, const str *cells)
{
    struct letter_block *b = last(l, LETTER_TABLE);
    for (size_t c = 0; c < b->columns; c++)
        *ADD(l->mem, &b->cells) = line(l, cells[c]);
}

void letter_sign(struct letter *l, str name, str title)
{
    *ADD(l->mem, &l->signers) = (struct letter_pair){ line(l, name), line(l, title) };
}
void letter_attach(struct letter *l, str name)
{
    add_line(l, &l->attachments, name);
}

str letter_say(const struct letter *l, text_key key, struct targs args)
{
    return text(l->mem, l->lang, key, args);
}
void letter_t(struct letter *l, text_key key, struct targs args)
{
    letter_p(l, letter_say(l, key, args));
}
void letter_sub_t(struct letter *l, text_key key)
{
    letter_sub(l, letter_say(l, key, NO_TARGS));
}
void letter_item_t(struct letter *l, text_key key, struct targs args)
{
    letter_item(l, letter_say(l, key, args));
}

enum lang letter_lang(str language_form)
{
    return str_is(language_form, "nynorsk") ? NN : NB;
}

str letter_and(struct arena *a, enum lang lang, const str *at, size_t n)
{
    if (n < 2)
        return n ? at[0] : STR("");
    str first = str_join(a, at, n - 1, STR(", "));
    return text(a, lang, T_letter_and__first_last, TARGS(TS("first", first), TS("last", at[n - 1])));
}

// ---- the one order

static void put(struct arena *a, letter_pieces *p, enum letter_role role, str s)
{
    *ADD(a, p) = (struct letter_piece){ .role = role, .text = s };
}

static void put_table(struct arena *a, letter_pieces *p, const struct letter_block *b)
{
    size_t first = p->n;
    put(a, p, LR_TABLE, STR(""));
    if (b->text.n)
        put(a, p, LR_CAPTION, b->text);
    for (size_t i = 0; i < b->cells.n; i++) {
        size_t c = i % b->columns;
        if (c == 0)
            put(a, p, LR_ROW, STR(""));
        put(a, p, i < b->columns ? LR_HEAD : LR_CELL, b->cells.p[i]);
        p->p[p->n - 1].column = c;
        if (c + 1 == b->columns)
            put(a, p, LR_ROW_END, STR(""));
    }
    put(a, p, LR_TABLE_END, STR(""));
    for (size_t i = first; i < p->n; i++)
        p->p[i].block = b;
}

static void put_block(struct arena *a, letter_pieces *p, const struct letter_block *b)
{
    switch (b->part) {
    case LETTER_PARAGRAPH:
        put(a, p, LR_PARAGRAPH, b->text);
        break;
    case LETTER_SUBHEADING:
        put(a, p, LR_SUBHEADING, b->text);
        break;
    case LETTER_LIST:
        if (!b->cells.n)
            break;
        put(a, p, LR_LIST, STR(""));
        for (size_t i = 0; i < b->cells.n; i++)
            put(a, p, LR_ITEM, b->cells.p[i]);
        put(a, p, LR_LIST_END, STR(""));
        break;
    case LETTER_TABLE:
        put_table(a, p, b);
        break;
    }
}

letter_pieces letter_walk(struct arena *a, const struct letter *l)
{
    letter_pieces p = { 0 };
    for (size_t i = 0; i < l->sender.n; i++)
        put(a, &p, i ? LR_SENDER_LINE : LR_SENDER, l->sender.p[i]);
    for (size_t i = 0; i < l->to.n; i++)
        put(a, &p, LR_TO, l->to.p[i]);
    if (l->draft)
        put(a, &p, LR_DRAFT, l->draft_word);
    for (size_t i = 0; i < l->refs.n; i++) {
        put(a, &p, LR_REF, l->refs.p[i].value);
        p.p[p.n - 1].name = l->refs.p[i].name;
    }
    put(a, &p, LR_HEADING, l->heading);
    for (size_t i = 0; i < l->blocks.n; i++)
        put_block(a, &p, &l->blocks.p[i]);
    if (l->signers.n)
        put(a, &p, LR_CLOSING, l->closing);
    for (size_t i = 0; i < l->signers.n; i++) {
        put(a, &p, LR_SIGNER, l->signers.p[i].name);
        if (l->signers.p[i].value.n)
            put(a, &p, LR_SIGNER_TITLE, l->signers.p[i].value);
    }
    if (l->attachments.n)
        put(a, &p, LR_ATTACHED, l->attached);
    for (size_t i = 0; i < l->attachments.n; i++)
        put(a, &p, LR_ATTACHMENT, l->attachments.p[i]);
    return p;
}
