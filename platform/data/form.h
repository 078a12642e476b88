// SPDX-License-Identifier: Apache-2.0
// A form is a record's fields as people fill them in. The raw text of every field is kept, so a
// bad date returns as typed.
#ifndef PLATFORM_DATA_FORM_H
#define PLATFORM_DATA_FORM_H

#include "platform/http/http.h"

struct form_field {
    const struct field *f;
    str raw;        // as typed, or the value as shown
    text_key problem; // T_NONE when fine
    struct targs problem_args;
    str label, hint;
};

struct form {
    const struct record *rec;
    SLICE(struct form_field) at;
    size_t problems;
    str action;      // where it posts
    str token, once; // form token of the session; idempotency key
    text_key submit; // on the button
    str cancel;      // address of the way out; "" for none
};

// An empty or filled form to show. `from` may be NULL.
void form_show(struct rq *, struct form *, const struct record *, const void *from);
// Reads what was posted into the row; unknown and repeated fields are refused (WEB-14), fields
// left out of the table are untouched. False: problems are in the form, the row's fields that
// did not fit are as before.
bool form_read(struct rq *, struct form *, const struct record *, void *into);
void form_refuse(struct form *, const char *field, text_key problem, struct targs);
struct form_field *form_field(struct form *, const char *name);

#endif
