// SPDX-License-Identifier: Apache-2.0
// The components: written once, used by name in templates, {>alert v.note} is c_alert(w,
// v->note). An argument is a path, &path (its address), "literal", NUMBER, CONST or t:key.
#ifndef PLATFORM_VIEW_PARTS_H
#define PLATFORM_VIEW_PARTS_H

#include "platform/data/form.h"
#include "platform/view/view.h"

// ---- forms: {>form &v.form}
// The whole form: error summary with links, fields, hidden token, key and version, buttons.
void c_form(struct w *, const struct form *);
// The same in pieces, for forms with their own arrangement.
void c_form_errors(struct w *, const struct form *); // nothing when there are none
void c_form_hidden(struct w *, const struct form *); // token, once, HIDDEN and VERSION
void c_form_field(struct w *, const struct form *, str name);
void c_form_fields(struct w *, const struct form *); // all of them, in order
void c_form_buttons(struct w *, const struct form *);
// Hidden inputs of a form that is written by hand and has no record: token and key.
void c_token(struct w *);

// ---- lists
// A table header with sort link, inside <tr>: sorts by ?sorter=name or -name (ux.md 3.1).
void c_sort(struct w *, str name, text_key label);
void c_sort_end(struct w *, str name, text_key label); // the same for number columns
struct pager {
    int64_t page, per_page, total; // page from 1
};
void c_pager(struct w *, const struct pager *); // "Viser 1–50 av 214" and links by ?side=
struct crumb {
    str label, url; // the last has no url
};
struct crumbs {
    const struct crumb *at;
    size_t n;
};
void c_crumbs(struct w *, const struct crumbs *);

// ---- words with a colour
enum tone { TONE_INFO, TONE_SUCCESS, TONE_WARNING, TONE_DANGER, TONE_NEUTRAL };
void c_alert(struct w *, enum tone, str heading, str words); // words "" for heading alone
void c_note(struct w *, enum tone, text_key heading);        // the same with a fixed text
void c_tag(struct w *, enum tone, str words);
void c_tag_t(struct w *, enum tone, text_key words);
// A duty's deadline (ux.md 4.1) against today: over, this week, later; done when `done` known.
struct deadline {
    day due, done;
    str stopped; // what stopped the clock; "" when it runs
    str url;     // where "Slik regnet vi" stands; "" for a chip that opens nothing
};
void c_deadline(struct w *, const struct deadline *);
void c_empty(struct w *, str heading, str words, str url, str action); // url "" for no action
void c_empty_t(struct w *, text_key heading, text_key words);

// ---- ways
struct tab {
    str label, url;
    bool here;
};
struct tabs {
    str label; // for screen readers
    const struct tab *at;
    size_t n;
};
void c_tabs(struct w *, const struct tabs *);
struct steps { // "1 Hva > 2 Vilkår": done before `here`, from 0
    const str *at;
    size_t n, here;
};
void c_steps(struct w *, const struct steps *);
// Download line of a page with faces: Excel, CSV, JSON with this page's own selection.
void c_downloads(struct w *);
// "Slik regnet vi": opens to words and lines of (name, value).
struct how_line {
    str name, value;
};
struct how {
    str summary; // "" gives "Slik regnet vi"
    str words;
    const struct how_line *at;
    size_t n;
};
void c_how(struct w *, const struct how *);
void c_facts(struct w *, const struct how *); // its lines alone, lying open
void c_icon(struct w *, str name); // of the sprite, hidden from screen readers

#endif
