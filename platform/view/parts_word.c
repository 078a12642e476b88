// SPDX-License-Identifier: Apache-2.0
// Messages, tags, deadlines and ways through a task. Colour is never alone: a word and an icon
// say the same.
#include "platform/http/assets.h"
#include "platform/view/parts.h"
#include "text_keys.h"

void c_icon(struct w *w, str name)
{
    OUT(w->o, "<svg class=\"ikon\" aria-hidden=\"true\" focusable=\"false\"><use href=\"");
    w_text(w, asset_url(w->q->mem, "ikoner.svg"));
    OUT(w->o, "#");
    w_part_str(w, name);
    OUT(w->o, "\"/></svg>");
}

static const struct {
    const char *color, *icon, *chip;
    text_key says;
} tones[] = {
    [TONE_INFO] = { "info", "info", "stans", T_view_tone_info },
    [TONE_SUCCESS] = { "success", "ok", "gjort", T_view_tone_success },
    [TONE_WARNING] = { "warning", "klokke", "snart", T_view_tone_warning },
    [TONE_DANGER] = { "danger", "varsel", "sen", T_view_tone_danger },
    [TONE_NEUTRAL] = { "neutral", "info", "", T_view_tone_info },
};

void c_alert(struct w *w, enum tone tone, str heading, str words)
{
    const char *color = tone == TONE_NEUTRAL ? "info" : tones[tone].color;
    out_f(w->o, "<div class=\"ds-alert\" data-color=\"%s\">", color);
    OUT(w->o, "<span class=\"ds-sr-only\">");
    w_t(w, tones[tone].says, NO_TARGS);
    OUT(w->o, ": </span>");
    if (words.n) {
        OUT(w->o, "<p><strong>");
        w_text(w, heading);
        OUT(w->o, "</strong></p><p>");
        w_text(w, words);
        OUT(w->o, "</p>");
    } else {
        OUT(w->o, "<p>");
        w_text(w, heading);
        OUT(w->o, "</p>");
    }
    OUT(w->o, "</div>\n");
}

void c_note(struct w *w, enum tone tone, text_key heading)
{
    c_alert(w, tone, text(w->q->mem, w->q->lang, heading, NO_TARGS), STR(""));
}

// url: where it leads; "" for a chip that is only words.
static void chip(struct w *w, enum tone tone, str words, str url)
{
    out_f(w->o, url.n ? "<a class=\"frist %s\"" : "<span class=\"frist %s\"", tones[tone].chip);
    if (url.n) {
        OUT(w->o, " href=\"");
        w_link(w, url);
        OUT(w->o, "\"");
    }
    OUT(w->o, ">");
    if (tone != TONE_NEUTRAL)
        c_icon(w, str_z(tones[tone].icon));
    w_text(w, words);
    if (url.n) {
        OUT(w->o, "<span class=\"ds-sr-only\">, ");
        w_t(w, T_view_how_opens, NO_TARGS);
        OUT(w->o, "</span></a>");
    } else {
        OUT(w->o, "</span>");
    }
}

void c_tag(struct w *w, enum tone tone, str words)
{
    chip(w, tone, words, STR(""));
}

void c_tag_t(struct w *w, enum tone tone, text_key words)
{
    chip(w, tone, text(w->q->mem, w->q->lang, words, NO_TARGS), STR(""));
}

void c_deadline(struct w *w, const struct deadline *d)
{
    struct arena *a = w->q->mem;
    enum lang l = w->q->lang;
    if (day_known(d->done)) {
        chip(w, TONE_SUCCESS,
             text(a, l, T_view_deadline_done__done, TARGS(TD("done", d->done))), d->url);
        return;
    }
    if (d->stopped.n) {
        chip(w, TONE_INFO,
             text(a, l, T_view_deadline_stopped__what, TARGS(TS("what", d->stopped))), d->url);
        return;
    }
    if (!day_known(d->due))
        return;
    int left = day_diff(d->due, w->q->today);
    if (left < 0)
        chip(w, TONE_DANGER, text(a, l, T_view_deadline_over__n, TARGS(TI("n", -left))), d->url);
    else if (left == 0)
        chip(w, TONE_WARNING, text(a, l, T_view_deadline_today, NO_TARGS), d->url);
    else if (left <= 7)
        chip(w, TONE_WARNING, text(a, l, T_view_deadline_soon__n, TARGS(TI("n", left))), d->url);
    else
        chip(w, TONE_NEUTRAL, text(a, l, T_view_deadline_later__due, TARGS(TD("due", d->due))), d->url);
}

void c_empty(struct w *w, str heading, str words, str url, str action)
{
    OUT(w->o, "<div class=\"tomt\"><p class=\"tittel\">");
    w_text(w, heading);
    OUT(w->o, "</p>");
    if (words.n) {
        OUT(w->o, "<p class=\"dempet\">");
        w_text(w, words);
        OUT(w->o, "</p>");
    }
    if (url.n) {
        OUT(w->o, "<a class=\"ds-button\" data-variant=\"secondary\" href=\"");
        w_link(w, url);
        OUT(w->o, "\">");
        w_text(w, action);
        OUT(w->o, "</a>");
    }
    OUT(w->o, "</div>\n");
}

void c_empty_t(struct w *w, text_key heading, text_key words)
{
    c_empty(w, text(w->q->mem, w->q->lang, heading, NO_TARGS),
            text(w->q->mem, w->q->lang, words, NO_TARGS), STR(""), STR(""));
}

void c_tabs(struct w *w, const struct tabs *t)
{
    OUT(w->o, "<nav class=\"faner\" aria-label=\"");
    w_text(w, t->label);
    OUT(w->o, "\"><ul>");
    for (size_t i = 0; i < t->n; i++) {
        OUT(w->o, "<li><a href=\"");
        w_link(w, t->at[i].url);
        OUT(w->o, "\"");
        if (t->at[i].here)
            OUT(w->o, " aria-current=\"page\"");
        OUT(w->o, ">");
        w_text(w, t->at[i].label);
        OUT(w->o, "</a></li>");
    }
    OUT(w->o, "</ul></nav>\n");
}

void c_steps(struct w *w, const struct steps *s)
{
    OUT(w->o, "<ol class=\"trinn\">");
    for (size_t i = 0; i < s->n; i++) {
        if (i == s->here)
            OUT(w->o, "<li class=\"her\" aria-current=\"step\">");
        else
            out_f(w->o, "<li%s>", i < s->here ? " class=\"gjort\"" : "");
        if (i < s->here)
            w_t(w, T_view_step_done__step, TARGS(TS("step", s->at[i])));
        else
            w_text(w, s->at[i]);
        OUT(w->o, "</li>");
    }
    OUT(w->o, "</ol>\n");
}

static void pairs_of(struct w *w, const struct how *h, const char *open)
{
    out_put(w->o, str_z(open));
    for (size_t i = 0; i < h->n; i++) {
        OUT(w->o, "<dt>");
        w_text(w, h->at[i].name);
        OUT(w->o, "</dt><dd>");
        w_text(w, h->at[i].value);
        OUT(w->o, "</dd>");
    }
    OUT(w->o, "</dl>");
}

void c_facts(struct w *w, const struct how *h)
{
    pairs_of(w, h, "<dl class=\"fakta ovenfor\">");
}

void c_how(struct w *w, const struct how *h)
{
    OUT(w->o, "<details class=\"slik\"><summary>");
    c_icon(w, STR("vink"));
    if (h->summary.n)
        w_text(w, h->summary);
    else
        w_t(w, T_view_how, NO_TARGS);
    OUT(w->o, "</summary><div>");
    if (h->words.n) {
        OUT(w->o, "<p>");
        w_text(w, h->words);
        OUT(w->o, "</p>");
    }
    if (h->n)
        pairs_of(w, h, "<dl>");
    OUT(w->o, "</div></details>\n");
}
