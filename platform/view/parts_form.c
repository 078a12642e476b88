// SPDX-License-Identifier: Apache-2.0
// Forms as ux.md 4.3 draws them: one column, label above, help under it, problems under the
// field and together on top with links. Every id and aria attribute is written here, so nothing
// waits for a script.
#include <stdlib.h>

#include "platform/view/parts.h"
#include "text_keys.h"

static void attr(struct w *w, const char *name, str value)
{
    out_char(w->o, ' ');
    out_put(w->o, str_z(name));
    OUT(w->o, "=\"");
    w_text(w, value);
    OUT(w->o, "\"");
}

static void hidden(struct w *w, str name, str value)
{
    OUT(w->o, "<input type=\"hidden\"");
    attr(w, "name", name);
    attr(w, "value", value);
    OUT(w->o, ">\n");
}

void c_token(struct w *w)
{
    hidden(w, STR("csrf"), form_token(w->q));
    hidden(w, STR("once"), once_new(w->q));
}

void c_form_hidden(struct w *w, const struct form *f)
{
    hidden(w, STR("csrf"), f->token);
    hidden(w, STR("once"), f->once);
    if (f->was.n)
        hidden(w, STR("was"), f->was);
    for (size_t i = 0; i < f->rec->n; i++)
        if (f->rec->f[i].flags & VERSION && f->version.n)
            hidden(w, str_z(f->rec->f[i].name), f->version);
    for (size_t i = 0; i < f->at.n; i++)
        if (f->at.p[i].f->flags & HIDDEN)
            hidden(w, str_z(f->at.p[i].f->name), f->at.p[i].raw);
}

// ---- problems

static void problem_line(struct w *w, const struct form_field *ff)
{
    OUT(w->o, "<li><a href=\"#f-");
    w_text(w, str_z(ff->f->name));
    // A group of radio buttons has no field of its own name: the first button is the target.
    OUT(w->o, "\">");
    w_t(w, ff->problem, ff->problem_args);
    OUT(w->o, "</a></li>\n");
}

void c_form_errors(struct w *w, const struct form *f)
{
    if (!f->problems)
        return;
    w->problem = true;
    OUT(w->o, "<section class=\"ds-error-summary feilliste\" tabindex=\"-1\" autofocus "
              "aria-labelledby=\"feil-tittel\">\n<h2 class=\"ds-heading\" id=\"feil-tittel\">");
    w_t(w, T_view_form_problems__n, TARGS(TI("n", (int64_t)f->problems)));
    OUT(w->o, "</h2>\n<ul class=\"ds-list\">\n");
    if (f->refused) {
        OUT(w->o, "<li>");
        w_t(w, f->refused, NO_TARGS);
        OUT(w->o, "</li>\n");
    }
    for (size_t i = 0; i < f->at.n; i++)
        if (f->at.p[i].problem)
            problem_line(w, &f->at.p[i]);
    OUT(w->o, "</ul>\n</section>\n");
}

// ---- one field

static str hint_of(struct w *w, const struct form_field *ff)
{
    if (!ff->hint.n && ff->f->kind == KIND_DAY)
        return text(w->q->mem, w->q->lang, T_view_form_day_hint, NO_TARGS);
    return ff->hint;
}

// The attributes every input of the field shares.
static void common(struct w *w, const struct form_field *ff)
{
    str name = str_z(ff->f->name);
    struct arena *a = w->q->mem;
    attr(w, "id", strf(a, "f-%.*s", S(name)));
    attr(w, "name", name);
    str hint = hint_of(w, ff);
    if (hint.n || ff->problem)
        attr(w, "aria-describedby",
             strf(a, "%s%.*s%s%s%.*s", hint.n ? "h-" : "", hint.n ? (int)name.n : 0, name.p,
                  hint.n && ff->problem ? " " : "", ff->problem ? "p-" : "",
                  ff->problem ? (int)name.n : 0, name.p));
    if (ff->problem)
        OUT(w->o, " aria-invalid=\"true\"");
}

static void label(struct w *w, const struct form_field *ff)
{
    OUT(w->o, "<label class=\"ds-label\" for=\"f-");
    w_text(w, str_z(ff->f->name));
    OUT(w->o, "\">");
    w_text(w, ff->label);
    if (!(ff->f->flags & REQUIRED)) {
        OUT(w->o, " <span class=\"valgfritt\">");
        w_t(w, T_view_form_optional, NO_TARGS);
        OUT(w->o, "</span>");
    }
    OUT(w->o, "</label>\n");
}

static void hint(struct w *w, const struct form_field *ff)
{
    str words = hint_of(w, ff);
    if (!words.n)
        return;
    OUT(w->o, "<p data-field=\"description\" id=\"h-");
    w_text(w, str_z(ff->f->name));
    OUT(w->o, "\">");
    w_text(w, words);
    OUT(w->o, "</p>\n");
}

static void problem(struct w *w, const struct form_field *ff)
{
    if (!ff->problem)
        return;
    OUT(w->o, "<p class=\"ds-validation-message\" data-field=\"validation\" id=\"p-");
    w_text(w, str_z(ff->f->name));
    OUT(w->o, "\">");
    w_t(w, ff->problem, ff->problem_args);
    OUT(w->o, "</p>\n");
}

static void input(struct w *w, const struct form_field *ff, const char *mode, const char *width)
{
    OUT(w->o, "<input class=\"ds-input\" type=\"");
    out_put(w->o, ff->f->flags & SECRET ? STR("password") : STR("text"));
    OUT(w->o, "\"");
    common(w, ff);
    attr(w, "value", ff->raw);
    if (*mode)
        attr(w, "inputmode", str_z(mode));
    if (*width)
        attr(w, "data-bredde", str_z(width));
    if (ff->list)
        attr(w, "list", str_z(ff->list));
    // What a password manager should do: fill in the old one, offer a new one.
    const char *fill = !(ff->f->flags & SECRET)             ? "off"
                       : strcmp(ff->f->name, "now") == 0 ? "current-password"
                                                         : "new-password";
    out_f(w->o, " autocomplete=\"%s\">\n", fill);
}

static void area(struct w *w, const struct form_field *ff)
{
    OUT(w->o, "<textarea class=\"ds-input\" rows=\"");
    out_int(w->o, ff->f->max > 2000 ? 14 : 4);
    OUT(w->o, "\"");
    common(w, ff);
    OUT(w->o, ">\n"); // a line break after the tag is not part of the value
    w_text(w, ff->raw);
    OUT(w->o, "</textarea>\n");
}

static str choice_label(struct w *w, const struct choice *c)
{
    text_key key = c->label ? text_find(c->label) : T_NONE;
    return key ? text(w->q->mem, w->q->lang, key, NO_TARGS) : str_z(c->code);
}

static void select_one(struct w *w, const struct form_field *ff)
{
    OUT(w->o, "<select class=\"ds-input\"");
    common(w, ff);
    OUT(w->o, ">\n");
    if (!ff->raw.n || !(ff->f->flags & REQUIRED)) {
        OUT(w->o, "<option value=\"\">");
        w_t(w, T_view_form_choose, NO_TARGS);
        OUT(w->o, "</option>\n");
    }
    for (size_t i = 0; ff->f->choices && i < ff->f->choices->n; i++) {
        const struct choice *c = &ff->f->choices->at[i];
        OUT(w->o, "<option");
        attr(w, "value", str_z(c->code));
        if (str_is(ff->raw, c->code))
            OUT(w->o, " selected");
        OUT(w->o, ">");
        w_text(w, choice_label(w, c));
        OUT(w->o, "</option>\n");
    }
    OUT(w->o, "</select>\n");
}

static void tick(struct w *w, const struct form_field *ff)
{
    OUT(w->o, "<ds-field class=\"ds-field\"><input class=\"ds-input\" type=\"checkbox\"");
    common(w, ff);
    OUT(w->o, " value=\"1\"");
    if (str_is(ff->raw, "1") || str_is(ff->raw, "on"))
        OUT(w->o, " checked");
    OUT(w->o, ">\n<label class=\"ds-label\" data-weight=\"regular\" for=\"f-");
    w_text(w, str_z(ff->f->name));
    OUT(w->o, "\">");
    w_text(w, ff->label);
    OUT(w->o, "</label>\n");
    hint(w, ff);
    problem(w, ff);
    OUT(w->o, "</ds-field>\n");
}

static void control(struct w *w, const struct form_field *ff)
{
    switch (ff->f->kind) {
    case KIND_INT:
    case KIND_OPT:
        input(w, ff, "numeric", "s");
        break;
    case KIND_REAL:
    case KIND_MONEY:
        input(w, ff, "decimal", "m");
        break;
    case KIND_DAY:
        input(w, ff, "numeric", "m");
        break;
    case KIND_MOMENT:
        input(w, ff, "", "m");
        break;
    case KIND_ENUM:
        select_one(w, ff);
        break;
    case KIND_TEXT:
        if (ff->f->flags & MULTILINE)
            area(w, ff);
        else
            input(w, ff, "", ff->f->max && ff->f->max <= 12 ? "m" : "");
        break;
    case KIND_BOOL:
        break; // drawn by tick
    }
}

static void field(struct w *w, const struct form_field *ff)
{
    if (ff->f->flags & HIDDEN)
        return;
    if (ff->f->kind == KIND_BOOL) {
        tick(w, ff);
        return;
    }
    OUT(w->o, "<ds-field class=\"ds-field\">\n");
    label(w, ff);
    hint(w, ff);
    control(w, ff);
    problem(w, ff);
    OUT(w->o, "</ds-field>\n");
}

void c_form_field(struct w *w, const struct form *f, str name)
{
    for (size_t i = 0; i < f->at.n; i++)
        if (str_is(name, f->at.p[i].f->name))
            field(w, &f->at.p[i]);
}

void c_form_buttons(struct w *w, const struct form *f)
{
    OUT(w->o, "<div class=\"handling\"><button class=\"ds-button\" type=\"submit\">");
    w_t(w, f->submit ? f->submit : T_view_form_save, NO_TARGS);
    OUT(w->o, "</button>");
    if (f->cancel.n) {
        OUT(w->o, "<a class=\"ds-button\" data-variant=\"tertiary\" href=\"");
        w_link(w, f->cancel);
        OUT(w->o, "\">");
        w_t(w, T_view_form_cancel, NO_TARGS);
        OUT(w->o, "</a>");
    }
    OUT(w->o, "</div>\n");
}

void c_form_fields(struct w *w, const struct form *f)
{
    for (size_t i = 0; i < f->at.n; i++)
        field(w, &f->at.p[i]);
}

void c_form(struct w *w, const struct form *f)
{
    c_form_errors(w, f);
    OUT(w->o, "<form class=\"skjema\" method=\"post\" data-vakt novalidate action=\"");
    w_link(w, f->action);
    OUT(w->o, "\">\n");
    c_form_hidden(w, f);
    c_form_fields(w, f);
    c_form_buttons(w, f);
    OUT(w->o, "</form>\n");
}
