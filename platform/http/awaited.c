// SPDX-License-Identifier: Apache-2.0
// Stand-ins for what the view folder will bring; the linker prefers theirs. Goes away with the
// last.
#include "platform/view/parts.h"
#define WEAK __attribute__((weak))
WEAK void view_page(struct w *w, const struct view *v, const void *d)
{
    out_f(w->o, "<!doctype html>\n<html lang=\"%s\"><meta charset=\"utf-8\"><title>",
          lang_tag(w->q->lang));
    v->title(w, d);
    OUT(w->o, "</title>\n<main>");
    v->body(w, d);
    OUT(w->o, "</main></html>\n");
}
WEAK void c_token(struct w *w)
{
    out_f(w->o, "<input type=\"hidden\" name=\"csrf\" value=\"%.*s\">", S(form_token(w->q)));
    out_f(w->o, "<input type=\"hidden\" name=\"once\" value=\"%.*s\">", S(once_new(w->q)));
}
WEAK void c_form(struct w *w, const struct form *f)
{
    (void)w, (void)f;
}
