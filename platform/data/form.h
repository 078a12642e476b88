// SPDX-License-Identifier: Apache-2.0
// A form is a record's fields as people fill them in. The raw text of every field is kept, so a
// bad date returns as typed.
//
// Hidden parts of every form (written by the form component): csrf (token of the session), once
// (idempotency key), the VERSION field, and `was`: the values the page was opened with, so that a
// conflict can show before, theirs and yours.
#ifndef PLATFORM_DATA_FORM_H
#define PLATFORM_DATA_FORM_H

#include "platform/http/http.h"

struct form_field {
    const struct field *f;
    str raw;          // as typed, or the value as it is shown in an input
    text_key problem; // T_NONE when fine
    struct targs problem_args;
    str label, hint;  // hint: empty when the texts have none at "<label key>.hint"
    const char *list; // id of a datalist on the page to choose from; NULL for none
};

struct form {
    const struct record *rec;
    SLICE(struct form_field) at; // the fields a person sees, in the record's order
    size_t problems;
    text_key refused;  // a problem of the form as a whole; T_NONE when there is none
    str action;        // where it posts; the page's own address unless set
    str token, once, was;
    str version;       // value of the VERSION field, "" when the record has none
    text_key submit;   // on the button; default T_data_save
    str cancel;        // address of the way out; "" for none
    const char *const *also; // further names that may be posted (buttons), ends with NULL
};

// An empty or filled form to show. `from` may be NULL.
void form_show(struct rq *, struct form *, const struct record *, const void *from);
// Reads what was posted into the row; unknown and repeated fields are refused (WEB-14), fields
// left out of the table are untouched. False: problems are in the form, the row's fields that
// did not fit are as before. Set form->also before; the rest is filled in here.
bool form_read(struct rq *, struct form *, const struct record *, void *into);
void form_refuse(struct form *, const char *field, text_key problem, struct targs);
struct form_field *form_field(struct form *, const char *name); // NULL when not in the form

// The page after E_CONFLICT (ux.md 4.5), status 409: the fields that differ in three columns,
// before, theirs and mine, to choose from; posting it comes back to the same handler. `mine` is
// the row as form_read left it, `theirs` the row as it is stored now.
reply form_conflict(struct rq *, struct form *, const void *mine, const void *theirs);

struct conflict_row {
    str name, label, before, theirs, mine;       // shown
    str theirs_raw, mine_raw;                    // posted back
    bool mine_first;                             // what is ticked: I changed it
};
struct conflict {
    struct form form;
    str by, at;                    // who saved and when, "" when unknown
    str version;                   // of theirs
    SLICE(struct conflict_row) rows;
    SLICE(struct pair) same;       // the other fields, posted back as they are
};

#endif
