// SPDX-License-Identifier: Apache-2.0
// Around every page: head, menus from the rooms by right, frame. The page itself is written
// first, since only then it is known whether its title must begin with "Feil:".
#include "platform/view/layout.h"

#include <stdlib.h>

#include "platform/http/assets.h"
#include "platform/room.h"
#include "platform/view/frame_bare.html.h"
#include "platform/view/frame_participant.html.h"
#include "platform/view/frame_public.html.h"
#include "platform/view/frame_staff.html.h"
#include "platform/view/parts.h"
#include "text_keys.h"

enum { TITLE_LONG = 58 }; // bytes
enum { MENU_SHOWN = 6 };   // entries beside each other; more than one above is folded under "Mer"

static html written(struct w *w, void (*write)(struct w *, const void *), const void *data)
{
    size_t from = w->o->n;
    write(w, data);
    html h = { str_dup(w->q->mem, (str){ w->o->p + from, w->o->n - from }) };
    w->o->n = from;
    return h;
}

// The page's own address, or one below it, is "here"; "/" only for itself.
static bool here(const struct rq *q, str url)
{
    if (str_eq(q->path, url))
        return true;
    return url.n > 1 && str_starts(q->path, url) && q->path.p[url.n] == '/';
}

struct item {
    const struct menu_item *m;
    size_t seen;
};

static int by_order(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int c = (x->m->order > y->m->order) - (x->m->order < y->m->order);
    return c ? c : (x->seen > y->seen) - (x->seen < y->seen);
}

static void menu(struct rq *q, int where, void *slice)
{
    SLICE(struct item) items = { 0 };
    for (size_t i = 0; rooms_all[i]; i++)
        for (const struct menu_item *m = rooms_all[i]->menu; m && m->label; m++)
            if ((int)m->where == where && (!m->may || may(q->who, m->may)))
                *ADD(q->mem, &items) = (struct item){ m, items.n };
    if (items.n)
        qsort(items.p, items.n, sizeof *items.p, by_order);
    SLICE(struct layout_link) *to = slice;
    struct layout_link *best = NULL;
    for (size_t i = 0; i < items.n; i++) {
        str url = str_z(items.p[i].m->url);
        *ADD(q->mem, to) = (struct layout_link){ text_find(items.p[i].m->label), url, false };
    }
    // One entry at most is "here": the one that says most of the address.
    for (size_t i = 0; i < to->n; i++)
        if (here(q, to->p[i].url) && (!best || to->p[i].url.n > best->url.n))
            best = &to->p[i];
    if (best)
        best->here = true;
}

// A page written outside of a transaction (an error, a sign-in) shows no number.
static void notices(struct rq *q, struct layout *l)
{
    for (size_t i = 0; q->db && rooms_all[i]; i++) {
        int64_t n = 0;
        if (!rooms_all[i]->unread || rooms_all[i]->unread(q, &n) != OK)
            continue;
        l->has_notices = true;
        l->unread += n;
    }
}

void view_page(struct w *w, const struct view *v, const void *data)
{
    if (w->q->fragment) {
        v->body(w, data);
        return;
    }
    struct layout l = {
        .body = written(w, v->body, data),
        .title = written(w, v->title, data),
        .wide = v->wide,
        .problem = w->problem,
        .borrowed = w->borrowed,
        .staff = w->q->who->user != 0 && w->q->who->role != PA && w->q->who->role != RE,
        .version = STR(FOTFESTE_VERSION),
    };
    enum frame frame = v->frame;
    if (frame == FRAME_STAFF && !l.staff)
        frame = FRAME_PUBLIC; // nobody is signed in any more
    menu(w->q, frame == FRAME_STAFF ? MENU_STAFF : MENU_PUBLIC, &l.menu);
    if (frame == FRAME_STAFF)
        notices(w->q, &l);
    menu(w->q, MENU_FOOT, &l.foot);
    static const struct view *const frames[] = {
        [FRAME_PUBLIC] = &view_frame_public_view,
        [FRAME_STAFF] = &view_frame_staff_view,
        [FRAME_PARTICIPANT] = &view_frame_participant_view,
        [FRAME_BARE] = &view_frame_bare_view,
    };
    frames[frame]->body(w, &l);
}

// ---- parts of the frames

static void style(struct w *w, const char *name)
{
    OUT(w->o, "<link rel=\"stylesheet\" href=\"");
    w_text(w, asset_url(w->q->mem, name));
    OUT(w->o, "\">\n");
}

static void script(struct w *w, const char *name)
{
    OUT(w->o, "<script src=\"");
    w_text(w, asset_url(w->q->mem, name));
    OUT(w->o, "\" defer></script>\n");
}

// The visitor's choice on the page /sprak; the browser's own else.
static const char *scheme(struct rq *q)
{
    str chosen = cookie(q, "farger");
    return str_is(chosen, "mork") ? "dark" : str_is(chosen, "lys") ? "light" : "auto";
}

void c_head(struct w *w, const struct layout *l)
{
    bool staff = l->staff;
    out_f(w->o,
          "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\" data-color-scheme=\"%s\" "
          "data-size=\"%s\" data-hvem=\"%lld\">\n<head>\n" // whose drafts the tab may show again
          "<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
          lang_tag(w->q->lang), lang_rtl(w->q->lang) ? "rtl" : "ltr", scheme(w->q), staff ? "sm" : "md",
          (long long)w->q->who->user);
    if (l->problem)
        out_put(w->o, text(w->q->mem, w->q->lang, T_view_title_problem__title,
                           TARGS(TS("title", l->title.s))));
    else
        w_html(w, l->title);
    // A long title fills the tab by itself.
    if (l->title.s.n <= TITLE_LONG) {
        if (l->title.s.n)
            OUT(w->o, " – ");
        w_t(w, T_view_product, NO_TARGS);
    }
    OUT(w->o, "</title>\n<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin "
              "href=\"/statisk/inter-latin-wght-normal.woff2\">\n");
    style(w, "ds-theme.css");
    style(w, "ds.css");
    style(w, "app.css");
    OUT(w->o, "<link rel=\"icon\" type=\"image/svg+xml\" href=\"");
    w_text(w, asset_url(w->q->mem, "merke.svg"));
    OUT(w->o, "\">\n");
    if (staff) { // public pages need no behaviour of their own and stay small
        script(w, "ds-web.js");
        script(w, "htmx.js");
    }
    script(w, "app.js");
    OUT(w->o, "</head>\n");
}

// "This page is not in Ukrainian yet", in Ukrainian: said to visitors, not to staff at work.
static void borrowed_note(struct w *w, const struct layout *l)
{
    enum lang wished = w->q->wished;
    if (wished < LANGS_SITE || l->staff || (wished == w->q->lang && !l->borrowed))
        return;
    out_f(w->o, "<div class=\"side varselrad\"><p class=\"merknad\" lang=\"%s\" dir=\"%s\">",
          lang_tag(wished), lang_rtl(wished) ? "rtl" : "ltr");
    w_text(w, text(w->q->mem, wished,
                   l->borrowed ? T_view_borrowed_parts : T_view_borrowed_page, NO_TARGS));
    OUT(w->o, "</p></div>\n");
}

void c_main(struct w *w, const struct layout *l)
{
    OUT(w->o, "<main id=\"innhold\" tabindex=\"-1\">\n");
    if (w->q->readonly && l->staff) {
        OUT(w->o, "<div class=\"side varselrad\">");
        c_note(w, TONE_WARNING, T_view_readonly);
        OUT(w->o, "</div>\n");
    }
    if (w->q->notice.n) {
        OUT(w->o,
            "<div class=\"side varselrad\"><div class=\"ds-alert\" data-color=\"success\" "
            "role=\"status\"><p>");
        w_text(w, w->q->notice);
        OUT(w->o, "</p></div></div>\n");
    }
    borrowed_note(w, l);
    if (!l->wide)
        OUT(w->o, "<div class=\"side innhold\">\n");
    w_html(w, l->body);
    out_put(w->o, l->wide ? STR("</main>\n") : STR("</div>\n</main>\n"));
}

static void menu_entries(struct w *w, const struct layout *l, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        OUT(w->o, "<li><a href=\"");
        w_link(w, l->menu.p[i].url);
        OUT(w->o, "\"");
        if (l->menu.p[i].here)
            OUT(w->o, " aria-current=\"page\"");
        OUT(w->o, ">");
        w_t(w, l->menu.p[i].label, NO_TARGS);
        OUT(w->o, "</a></li>");
    }
}

static void menu_of(struct w *w, const struct layout *l, text_key label, bool fold)
{
    size_t n = l->menu.n, shown = fold && l->staff && n > MENU_SHOWN + 1 ? MENU_SHOWN : n;
    if (!n)
        return;
    OUT(w->o, "<nav class=\"meny\" aria-label=\"");
    w_t(w, label, NO_TARGS);
    OUT(w->o, "\"><ul>");
    menu_entries(w, l, 0, shown);
    if (shown < n) {
        bool here = false;
        for (size_t i = shown; i < n; i++)
            here |= l->menu.p[i].here;
        OUT(w->o, "<li><details class=\"nedtrekk mer\"><summary");
        if (here)
            OUT(w->o, " class=\"her\"");
        OUT(w->o, ">");
        w_t(w, T_view_more, NO_TARGS);
        c_icon(w, STR("ned"));
        OUT(w->o, "</summary><div class=\"nedtrekk-flate\"><ul>");
        menu_entries(w, l, shown, n);
        OUT(w->o, "</ul></div></details></li>");
    }
    OUT(w->o, "</ul></nav>\n");
}

void c_menu(struct w *w, const struct layout *l, text_key label)
{
    menu_of(w, l, label, true);
}

void c_menu_all(struct w *w, const struct layout *l, text_key label)
{
    menu_of(w, l, label, false);
}

void c_mark(struct w *w, str url)
{
    OUT(w->o, "<a class=\"merke\" href=\"");
    w_link(w, url);
    OUT(w->o, "\"><svg viewBox=\"0 0 36 36\" aria-hidden=\"true\" focusable=\"false\">"
              "<rect class=\"flate\" width=\"36\" height=\"36\" rx=\"8\"/>"
              "<path class=\"grep\" d=\"M9 7h5v22H9z\"/>"
              "<path class=\"grep\" d=\"M14 16h8.5l-3 5H14z\"/>"
              "<path class=\"steg\" d=\"M14 7h14l-3 5H14z\"/></svg><span>");
    w_t(w, T_view_product, NO_TARGS);
    OUT(w->o, "</span></a>\n");
}

void c_badge(struct w *w)
{
    if (!w->q->demo)
        return;
    OUT(w->o, "<span class=\"miljo\">");
    w_t(w, T_view_demo_day__day, TARGS(TD("day", w->q->today)));
    OUT(w->o, "</span>\n");
}

void c_session_warning(struct w *w)
{
    int64_t left = (w->q->who->expires_ms - w->q->clock) / 1000;
    if (left <= 0)
        return;
    out_f(w->o, "<div class=\"oktvarsel\" role=\"alert\" hidden data-okt=\"%lld\"><p>",
          (long long)left);
    w_t(w, T_view_session_ending, NO_TARGS);
    OUT(w->o, "</p><button class=\"ds-button\" type=\"button\">");
    w_t(w, T_view_session_go_on, NO_TARGS);
    OUT(w->o, "</button></div>\n");
}
