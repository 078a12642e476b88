// SPDX-License-Identifier: Apache-2.0
// A letter is a small tree of plain text. Three renderers show it: HTML for the preview, a tagged
// PDF (A4, embedded fonts, PDF/UA mark) and plain text. All walk the same pieces (letter_walk), so
// they say the same words. The tree holds every word it shows, names of fields and the day in words
// too: kept as JSON with the decision it can be shown again as it was sent, whatever the texts of
// the program say later.
//
// A decision on where a household shall live:
//
//     struct letter *l = letter_new(q->mem, letter_lang(municipality_language_form));
//     letter_sender(l, STR("Integrerings- og mangfoldsdirektoratet"));
//     letter_sender_line(l, STR("Postboks 8059 Dep, 0031 Oslo"));
//     letter_to(l, name_of(person));
//     letter_to_line(l, centre_name); letter_to_line(l, centre_address);
//     letter_dated(l, q->today);
//     letter_our_ref(l, case_number);
//     letter_heading(l, letter_say(l, T_allocation_letter_title__place, TARGS(TS("place", place))));
//     letter_t(l, T_allocation_letter_result__day_place, TARGS(...));   // paragraph of the texts
//     letter_list(l);
//     for (each member)
//         letter_item(l, name_of(member));
//     letter_sub_t(l, T_allocation_letter_why);                         // "Hvorfor"
//     letter_t(l, T_allocation_letter_rule, NO_TARGS);                  // rule in words, section
//     letter_sub_t(l, T_allocation_letter_complain);
//     letter_t(l, T_allocation_letter_complain_how__day, TARGS(TD("day", day_add(q->today, 21))));
//     letter_sign(l, caseworker, STR("seniorrådgiver"));
//     letter_sign(l, approver, STR("avdelingsdirektør"));
//     letter_attach(l, STR("Orientering om introduksjonsprogrammet"));
//     row.letter = letter_json(q->mem, l);                              // stored with the decision
//
// Pages show it by {v.letter} (an html value) and serve it by letter_reply.
#ifndef PLATFORM_LETTER_LETTER_H
#define PLATFORM_LETTER_LETTER_H

#include "platform/view/view.h"

enum letter_part { LETTER_PARAGRAPH, LETTER_SUBHEADING, LETTER_LIST, LETTER_TABLE };
typedef SLICE(str) letter_lines;
struct letter_block {
    enum letter_part part;
    str text;           // of a paragraph or subheading; caption of a table
    letter_lines cells; // items of a list; of a table the heads and then the cells, row by row
    size_t columns;     // of a table, 1-12
    uint32_t numbers;   // bit c: column c holds numbers and stands to the right
};
struct letter_pair {
    str name, value;
};
struct letter {
    struct arena *mem;
    enum lang lang;
    bool draft;             // says so on top; not to be sent
    letter_lines sender;    // the first is the name
    letter_lines to;        // stands where an envelope has its window
    SLICE(struct letter_pair) refs;
    str heading;            // says the result; title of the PDF
    str draft_word, closing, attached; // the words around the body, as of the day it was made
    SLICE(struct letter_block) blocks;
    SLICE(struct letter_pair) signers; // name and title; two where four eyes decide
    letter_lines attachments;
};

// ---- building; texts are one line each (letter_p: line breaks become blanks) and are not copied
struct letter *letter_new(struct arena *, enum lang);
void letter_sender(struct letter *, str name);
void letter_sender_line(struct letter *, str);
void letter_to(struct letter *, str name);
void letter_to_line(struct letter *, str); // an empty one is left out
void letter_dated(struct letter *, day);   // in words
void letter_our_ref(struct letter *, str);
void letter_your_ref(struct letter *, str);
void letter_ref(struct letter *, str name, str value);
void letter_heading(struct letter *, str);
void letter_p(struct letter *, str);
void letter_sub(struct letter *, str);
void letter_list(struct letter *); // followed by its items
void letter_item(struct letter *, str);
void letter_table(struct letter *, str caption, const str *heads, size_t n); // n 1-12
void letter_numbers(struct letter *, size_t column);          // of the table, from 0
void letter_row(struct letter *, const str *cells); // as many as there are heads
void letter_sign(struct letter *, str name, str title);
void letter_attach(struct letter *, str name);

// ---- words in the letter's own language
str letter_say(const struct letter *, text_key, struct targs);
void letter_t(struct letter *, text_key, struct targs); // a paragraph
void letter_sub_t(struct letter *, text_key);
void letter_item_t(struct letter *, text_key, struct targs);
// The language an office writes to a municipality in: "nynorsk" gives NN, all else NB.
enum lang letter_lang(str language_form);
// "Amina, Yusuf og Hodan"; "Amina og Yusuf"; "" for none.
str letter_and(struct arena *, enum lang, const str *, size_t n);

// ---- showing
html letter_html(struct arena *, const struct letter *);
str letter_text(struct arena *, const struct letter *); // lines; lists by "- ", cells by tab
// Adds the file to `out`; the same letter gives the same bytes. E_INPUT when a sign has no glyph in
// our fonts (the letter would show a box), E_IO when the fonts are not installed. About
// 6 ms of processor time a page (make bench-letter).
MUST err letter_pdf(struct arena *, const struct letter *, struct out *out);
// The PDF as an answer, shown in the browser under "name.pdf".
struct reply letter_reply(struct rq *, const struct letter *, str name);

// ---- storing
str letter_json(struct arena *, const struct letter *);
MUST err letter_from_json(struct arena *, str json, struct letter **); // E_INPUT: not a letter

// ---- the one order of a letter, for renderers
enum letter_role {
    LR_SENDER, LR_SENDER_LINE, LR_TO, LR_REF, LR_DRAFT, LR_HEADING, LR_PARAGRAPH, LR_SUBHEADING,
    LR_LIST, LR_ITEM, LR_LIST_END, LR_TABLE, LR_CAPTION, LR_ROW, LR_HEAD, LR_CELL, LR_ROW_END,
    LR_TABLE_END, LR_CLOSING, LR_SIGNER, LR_SIGNER_TITLE, LR_ATTACHED, LR_ATTACHMENT,
};
struct letter_piece {
    enum letter_role role;
    str text;        // of the piece
    str name;        // LR_REF: stands before the text
    size_t column;   // LR_HEAD, LR_CELL
    const struct letter_block *block; // of lists and tables
};
typedef SLICE(struct letter_piece) letter_pieces;
letter_pieces letter_walk(struct arena *, const struct letter *);

#endif
