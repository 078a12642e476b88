// SPDX-License-Identifier: Apache-2.0
#include "platform/data/form.h"

#include "platform/data/class.h"

#include <inttypes.h>
#include <jansson.h>

#include "base/utf8.h"
#include "platform/trace/trace.h"
#include "platform/data/conflict.html.h"
#include "text_keys.h"

#define CELL(type, f, row) ((const type *)((const char *)(row) + (f)->at))

static bool in_form(const struct field *f)
{
    return !(f->flags & (KEY | READONLY | VERSION | NOT_STORED));
}

static const struct field *version_field(const struct record *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->f[i].flags & VERSION)
            return &r->f[i];
    return NULL;
}

// The value as it stands in an input: codes for choices, no grouping of digits.
static str raw_of(struct rq *q, const struct field *f, const void *row)
{
    if (!row || f->flags & SECRET)
        return STR("");
    switch (f->kind) {
    case KIND_INT:
    case KIND_OPT:
    case KIND_TEXT:
    case KIND_BOOL:
    case KIND_ENUM: return field_plain(q->mem, f, row);
    case KIND_MONEY: {
        char *p = str_cz(q->mem, field_plain(q->mem, f, row));
        for (char *dot = p; *dot; dot++)
            if (*dot == '.')
                *dot = ',';
        return str_z(p);
    }
    case KIND_REAL:
    case KIND_DAY:
    case KIND_MOMENT: return field_shown(q->mem, q->lang, f, row);
    }
    return STR("");
}

static str hint_of(struct rq *q, const struct record *r, const struct field *f)
{
    str key = f->label ? strf(q->mem, "%s.hint", f->label)
                       : strf(q->mem, "%s.%s.hint", r->name ? r->name : r->table, f->name);
    text_key k = text_find(key.p);
    return k ? text(q->mem, q->lang, k, NO_TARGS) : STR("");
}

// What the fields held when the page was opened, as a JSON object of raw texts.
static str was_json(struct rq *q, const struct record *r, const void *row)
{
    struct out o = { 0 };
    char before = '{';
    for (size_t i = 0; row && i < r->n; i++) {
        if (!in_form(&r->f[i]) || r->f[i].flags & SECRET)
            continue;
        out_char(&o, before);
        before = ',';
        out_json(&o, str_z(r->f[i].name));
        out_char(&o, ':');
        out_json(&o, raw_of(q, &r->f[i], row));
    }
    if (before == ',')
        out_char(&o, '}');
    str s = str_dup(q->mem, out_str(&o));
    out_drop(&o);
    return s;
}

static void begin(struct rq *q, struct form *form, const struct record *r)
{
    const char *const *also = form->also;
    *form = (struct form){ .rec = r, .also = also };
    // An address without its query would lose the filter the form stands under.
    form->action = q->target;
    form->token = form_token(q);
    form->submit = T_data_save;
    form->cancel = STR("");
    form->was = form->version = STR("");
    for (size_t i = 0; i < r->n; i++)
        // What is secret is never shown, but a new password has to be typed.
        if (in_form(&r->f[i]) && (r->f[i].flags & SECRET || field_class(r, &r->f[i]) != CLASS_NONE))
            *ADD(q->mem, &form->at) =
                (struct form_field){ .f = &r->f[i],
                                     .raw = STR(""),
                                     .label = field_label(q->mem, q->lang, r, &r->f[i]),
                                     .hint = hint_of(q, r, &r->f[i]) };
}

void form_show(struct rq *q, struct form *form, const struct record *r, const void *from)
{
    begin(q, form, r);
    form->once = once_new(q);
    form->was = was_json(q, r, from);
    for (size_t i = 0; i < form->at.n; i++)
        form->at.p[i].raw = raw_of(q, form->at.p[i].f, from);
    const struct field *version = version_field(r);
    if (version && from)
        form->version = field_plain(q->mem, version, from);
}

struct form_field *form_field(struct form *form, const char *name)
{
    for (size_t i = 0; i < form->at.n; i++)
        if (strcmp(form->at.p[i].f->name, name) == 0)
            return &form->at.p[i];
    return NULL;
}

static struct targs problem_args(struct rq *q, const struct form_field *ff)
{
    struct targ *at = NEW_ARRAY(q->mem, 3, struct targ);
    bool kr = ff->f->kind == KIND_MONEY;
    at[0] = (struct targ)TS("field", ff->label);
    if (kr) {
        at[1] = (struct targ)TM("min", ((money){ ff->f->min }));
        at[2] = (struct targ)TM("max", ((money){ ff->f->max }));
    } else {
        at[1] = (struct targ)TI("min", ff->f->min);
        at[2] = (struct targ)TI("max", ff->f->max);
    }
    return (struct targs){ at, 3 };
}

void form_refuse(struct form *form, const char *field, text_key problem, struct targs args)
{
    struct form_field *ff = field ? form_field(form, field) : NULL;
    form->problems++;
    if (ff && !ff->problem) {
        ff->problem = problem;
        ff->problem_args = args;
    } else if (!ff) {
        form->refused = problem;
    }
}

static bool own_name(str name)
{
    static const char *const names[] = { "csrf", "once", "was" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}

// On the conflict page each differing field comes as choice.NAME, mine.NAME and theirs.NAME.
static str conflict_part(str name)
{
    static const char *const parts[] = { "choice.", "mine.", "theirs." };
    for (size_t i = 0; i < 3; i++)
        if (str_starts(name, str_z(parts[i])))
            return str_part(name, strlen(parts[i]), name.n);
    return STR("");
}

static bool expected(const struct form *form, str name)
{
    if (own_name(name))
        return true;
    for (const char *const *a = form->also; a && *a; a++)
        if (str_is(name, *a))
            return true;
    str part = conflict_part(name);
    const struct field *f = record_field(form->rec, part.n ? part : name);
    return f && (in_form(f) || f->flags & VERSION);
}

static bool strange_fields(struct rq *q, const struct form *form)
{
    for (size_t i = 0; i < q->form.n; i++) {
        if (!expected(form, q->form.p[i].name))
            return true;
        for (size_t j = 0; j < i; j++)
            if (str_eq(q->form.p[i].name, q->form.p[j].name))
                return true;
    }
    return false;
}

static str posted_raw(struct rq *q, const char *name)
{
    str choice = posted(q, strf(q->mem, "choice.%s", name).p);
    if (str_is(choice, "mine") || str_is(choice, "theirs"))
        return posted(q, strf(q->mem, "%.*s.%s", S(choice), name).p);
    return posted(q, name);
}

bool form_read(struct rq *q, struct form *form, const struct record *r, void *into)
{
    begin(q, form, r);
    form->once = posted(q, "once");
    form->was = posted(q, "was");
    if (!form->once.n)
        form->once = once_new(q);
    if (strange_fields(q, form)) {
        q->fault = "unknown or repeated form field";
        form_refuse(form, NULL, T_data_problem_strange, NO_TARGS);
        return false;
    }
    for (size_t i = 0; i < form->at.n; i++) {
        struct form_field *ff = &form->at.p[i];
        str raw = posted_raw(q, ff->f->name);
        ff->raw = ff->f->flags & SECRET ? STR("") : raw;
        text_key bad = field_read(q->mem, ff->f, raw, false, q->today, into);
        if (bad)
            form_refuse(form, ff->f->name, bad, problem_args(q, ff));
    }
    const struct field *version = version_field(r);
    if (version) {
        form->version = posted(q, version->name);
        int64_t v;
        if (str_int(form->version, &v))
            *(int64_t *)((char *)into + version->at) = v;
    }
    return form->problems == 0;
}

// ---- conflict ---------------------------------------------------------------------------

static str before_raw(struct rq *q, json_t *was, const struct field *f)
{
    const char *s = was ? json_string_value(json_object_get(was, f->name)) : NULL;
    return s ? str_dup(q->mem, str_z(s)) : STR(""); // the JSON goes before the page is written
}

// Typed text read and shown again, so that the three columns compare like with like.
static str shown_raw(struct rq *q, const struct field *f, str raw, const struct record *r)
{
    void *row = mem(q->mem, r->size);
    if (field_read(q->mem, f, raw, false, q->today, row))
        return raw;
    return field_shown(q->mem, q->lang, f, row);
}

static void compare(struct rq *q, struct conflict *c, struct form_field *ff, json_t *was,
                    const void *mine, const void *theirs)
{
    const struct field *f = ff->f;
    str theirs_raw = raw_of(q, f, theirs), mine_raw = ff->raw;
    if (field_same(f, mine, theirs)) {
        *ADD(q->mem, &c->same) = (struct pair){ str_z(f->name), mine_raw };
        return;
    }
    str before = before_raw(q, was, f);
    *ADD(q->mem, &c->rows) = (struct conflict_row){
        .name = str_z(f->name),
        .label = ff->label,
        .before = shown_raw(q, f, before, c->form.rec),
        .theirs = field_shown(q->mem, q->lang, f, theirs),
        .mine = field_shown(q->mem, q->lang, f, mine),
        .theirs_raw = theirs_raw,
        .mine_raw = mine_raw,
        .mine_first = !was || !str_eq(shown_raw(q, f, before, c->form.rec),
                                      field_shown(q->mem, q->lang, f, mine)),
    };
}

reply form_conflict(struct rq *q, struct form *form, const void *mine, const void *theirs)
{
    struct conflict *c = NEW(q->mem, struct conflict);
    json_error_t bad;
    json_t *was = form->was.n ? json_loadb(form->was.p, form->was.n, 0, &bad) : NULL;
    *c = (struct conflict){ .form = *form, .by = STR(""), .at = STR("") };
    for (size_t i = 0; i < form->at.n; i++)
        compare(q, c, &form->at.p[i], was, mine, theirs);
    json_decref(was);
    // What stands now is what the next post is measured against.
    form->was = was_json(q, form->rec, theirs);
    form->once = once_new(q);
    const struct field *version = version_field(form->rec), *key = NULL;
    if (version)
        c->version = field_plain(q->mem, version, theirs);
    for (size_t i = 0; i < form->rec->n; i++)
        if (form->rec->f[i].flags & KEY)
            key = &form->rec->f[i];
    c->form = *form;
    struct trace_last last;
    if (key && trace_last(q->db, form->rec->table, *CELL(int64_t, key, theirs), &last) == OK) {
        c->by = last.name;
        c->at = fmt_moment(q->mem, q->lang, last.at);
    }
    return page_status(q, 409, &data_conflict_view, c);
}
