// SPDX-License-Identifier: Apache-2.0
// The preview and the plain text. The heading of the letter is h2: the page around it has its own
// h1. Each line finds its own direction, as a name in Arabic letters must.
#include "platform/letter/letter.h"

// How a role is written: what stands before and after its text, in HTML and in plain text.
static const struct {
    const char *open, *close, *before, *after;
} how[] = {
    [LR_SENDER] = { "<p dir=\"auto\">", "</p>\n", "", "\n" },
    [LR_SENDER_LINE] = { "<p dir=\"auto\">", "</p>\n", "", "\n" },
    [LR_TO] = { "<p dir=\"auto\">", "</p>\n", "", "\n" },
    [LR_REF] = { "<p>", "</p>\n", "", "\n" },
    [LR_DRAFT] = { "<p class=\"brev-utkast\">", "</p>\n", "", "\n" },
    [LR_HEADING] = { "<h2 dir=\"auto\">", "</h2>\n", "\n", "\n\n" },
    [LR_PARAGRAPH] = { "<p dir=\"auto\">", "</p>\n", "", "\n\n" },
    [LR_SUBHEADING] = { "<h3 dir=\"auto\">", "</h3>\n", "", "\n" },
    [LR_LIST] = { "<ul>\n", "", "", "" },
    [LR_ITEM] = { "<li dir=\"auto\">", "</li>\n", "- ", "\n" },
    [LR_LIST_END] = { "</ul>\n", "", "\n", "" },
    [LR_TABLE] = { "<div class=\"rulle\"><table class=\"tabell\">\n", "", "", "" },
    [LR_CAPTION] = { "<caption dir=\"auto\">", "</caption>\n", "", "\n" },
    [LR_ROW] = { "<tr>", "", "", "" },
    [LR_HEAD] = { "<th scope=\"col\" dir=\"auto\"", "</th>", "", "" },
    [LR_CELL] = { "<td dir=\"auto\"", "</td>", "", "" },
    [LR_ROW_END] = { "</tr>\n", "", "\n", "" },
    [LR_TABLE_END] = { "</table></div>\n", "", "\n", "" },
    [LR_CLOSING] = { "<p class=\"brev-hilsen\">", "</p>\n", "", "\n\n" },
    [LR_SIGNER] = { "<p dir=\"auto\">", "</p>\n", "", "\n" },
    [LR_SIGNER_TITLE] = { "<p dir=\"auto\">", "</p>\n", "", "\n" },
    [LR_ATTACHED] = { "<h3>", "</h3>\n", "\n", "\n" },
    [LR_ATTACHMENT] = { "<p dir=\"auto\">", "</p>\n", "", "\n" },
};

// Pieces of the head that stand together, and a name with its title.
static str group(enum letter_role r)
{
    switch (r) {
    case LR_SENDER:
        return STR("navn");
    case LR_SENDER_LINE:
        return STR("fra");
    case LR_TO:
        return STR("til");
    case LR_REF:
    case LR_DRAFT:
        return STR("ref");
    case LR_SIGNER:
    case LR_SIGNER_TITLE:
        return STR("navn");
    default:
        return STR("");
    }
}

// Closes the group that ends before piece i and opens the one that begins with it.
static void grouping(struct out *o, const letter_pieces *all, size_t i)
{
    enum letter_role role = i < all->n ? all->p[i].role : LR_HEADING;
    str before = i ? group(all->p[i - 1].role) : STR(""), now = group(role);
    bool same = str_eq(before, now) && role != LR_SIGNER;
    if (before.n && !same)
        OUT(o, "</div>\n");
    if (i == 0)
        OUT(o, "<div class=\"hode\">\n");
    if (role == LR_HEADING && i < all->n)
        OUT(o, "</div>\n");
    if (now.n && !same)
        out_f(o, "<div class=\"%.*s\">", S(now));
}

static void marked_up(struct out *o, const struct letter_piece *p)
{
    out_put(o, str_z(how[p->role].open));
    if (p->role == LR_HEAD || p->role == LR_CELL)
        out_put(o, str_z(p->block->numbers >> p->column & 1 ? " class=\"tall\">" : ">"));
    if (p->role == LR_REF) {
        OUT(o, "<span>");
        out_xml(o, p->name);
        OUT(o, ":</span> ");
    }
    out_xml(o, p->text);
    out_put(o, str_z(how[p->role].close));
}

html letter_html(struct arena *a, const struct letter *l)
{
    struct out o = { 0 };
    letter_pieces all = letter_walk(a, l);
    out_f(&o, "<article class=\"brev\" lang=\"%s\">\n", lang_tag(l->lang));
    for (size_t i = 0; i < all.n; i++) {
        grouping(&o, &all, i);
        marked_up(&o, &all.p[i]);
    }
    grouping(&o, &all, all.n);
    OUT(&o, "</article>\n");
    html h = { str_dup(a, out_str(&o)) };
    out_drop(&o);
    return h;
}

// A line free between the blocks of the letter's head.
static bool apart(enum letter_role before, enum letter_role now)
{
    return !str_eq(group(before), group(now)) && (now == LR_TO || now == LR_REF || now == LR_DRAFT);
}

str letter_text(struct arena *a, const struct letter *l)
{
    struct out o = { 0 };
    letter_pieces all = letter_walk(a, l);
    for (size_t i = 0; i < all.n; i++) {
        const struct letter_piece *p = &all.p[i];
        if (i && apart(all.p[i - 1].role, p->role))
            OUT(&o, "\n");
        out_put(&o, str_z(how[p->role].before));
        if ((p->role == LR_HEAD || p->role == LR_CELL) && p->column)
            OUT(&o, "\t");
        if (p->role == LR_REF) {
            out_put(&o, p->name);
            OUT(&o, ": ");
        }
        out_put(&o, p->text);
        out_put(&o, str_z(how[p->role].after));
    }
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}
