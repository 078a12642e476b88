// SPDX-License-Identifier: Apache-2.0
// Templates are HTML files beside the room's code, compiled to C by tool/tmplc. Names are C
// members: a wrong one does not compile, and the message points into the HTML file.
//
//     {view board_data v in "rooms/settlement/settlement_web.h"}   first line: C type, name, header
//     {frame staff}                        public | staff | participant | bare; default public
//     {title}{t:settlement.board.title}{/title}
//     {v.name} {r.place.name}              written by its C type, escaped for text or attribute:
//                                          str, int64_t, int, optint, day, money, double, html
//     {t:settlement.asked n=v.asked due=v.due}   a text; its placeholders must all be given
//     {k:r.label}                          the text of a text_key value
//     {url:"/steder/%s" r.slug}            an address from parts: each part is percent-encoded
//     {#if v.may_answer} ... {#elif !v.done} ... {#else} ... {/if}
//                                          a path, !path, path == path|NUMBER|CONST, and, or;
//                                          true: number not 0, str not empty, slice not empty,
//                                          optint known, day known, pointer not NULL
//     {#each v.rows as r} ... {#empty} ... {/each}   over a SLICE; r is a pointer to an element;
//                                          r# is its number from 0
//     {fmt_day_long v.day}                 str function(arena, lang, value), result escaped
//     {>form &v.form}                      a component: void c_form(struct w *, value...); values
//                                          are paths, &path, "literal" (a str), NUMBER, CONST or
//                                          t:key (see parts.h)
//     {raw}{not read}{/raw}   {! comment }   {{ is a brace
//
// tmplc writes for file NAME.html in folder rooms/ROOM: extern const struct view ROOM_NAME_view
// in build/gen/rooms/ROOM/NAME.html.h
#ifndef PLATFORM_VIEW_VIEW_H
#define PLATFORM_VIEW_VIEW_H

#include "platform/http/http.h"

enum frame { FRAME_PUBLIC, FRAME_STAFF, FRAME_PARTICIPANT, FRAME_BARE };

// The pen of a page being written.
struct w {
    struct out *o;
    struct rq *q; // language, actor, address; its arena
    bool problem; // a form with problems was written: the page's title says so first
};

struct view {
    const char *name;
    enum frame frame;
    void (*title)(struct w *, const void *data);
    void (*body)(struct w *, const void *data);
};

// Markup that needs no escaping. Made only by components and by cmark in safe mode.
typedef struct html {
    str s;
} html;

void w_text(struct w *, str); // escaped for text and for quoted attributes
void w_html(struct w *, html);
void w_int(struct w *, int64_t);
void w_opt(struct w *, optint);   // "–" with hidden text when unknown
void w_day(struct w *, day);
void w_money(struct w *, money);
void w_real(struct w *, double);  // one decimal
void w_t(struct w *, text_key, struct targs);
#define w_value(w, x)                                                                          \
    _Generic((x), str: w_text, html: w_html, int64_t: w_int, int: w_int, size_t: w_int,        \
             optint: w_opt, day: w_day, money: w_money, double: w_real)((w), (x))
#define w_true(x)                                                                              \
    _Generic((x), str: true_str, optint: true_opt, day: true_day, bool: true_int, int: true_int, \
             int64_t: true_int, size_t: true_int, double: true_real, default: true_ptr)(x)

// The whole page: frame, header, menu, footer around the view's body.
void view_page(struct w *, const struct view *, const void *data);
// Markdown by cmark in safe mode: no raw HTML, no script links. Headings begin at h2.
html markdown(struct arena *, str);

#endif
