// SPDX-License-Identifier: Apache-2.0
// Templates are HTML files beside the room's code, compiled to C by tool/tmplc. Names are C
// members: a wrong one does not compile, and the message points into the HTML file.
//
//     {view board_data v in "rooms/settlement/settlement_web.h"}   first line: C type, name,
//     header {frame staff}                        public | staff | participant | bare; default
//     public;
//                                          "public wide" lets sections reach the screen's edge
//     {title}{t:settlement.board.title}{/title}
//     {v.name} {r.place.name}              written by its C type, escaped for text or
//     attribute:
//                                          str, int64_t, int, optint, day, money, double, html
//     {t:settlement.asked n=v.asked due=v.due}   a text; its placeholders must all be given
//     {k:r.label}                          the text of a text_key value
//     {url:"/steder/%s" r.slug}            an address from parts: each part is percent-encoded
//     {#if v.may_answer} ... {#elif !v.done} ... {#else} ... {/if}
//                                          a path, !path, path == path|NUMBER|CONST (also != <
//                                          <= >
//                                          >=), and, or;
//                                          path == "literal"; ( ) group. True: number not 0,
//                                          str not empty, optint known, day known, pointer not
//                                          NULL; a slice by its .n
//     {#each v.rows as r} ... {#empty} ... {/each}   over a SLICE; r is a pointer to an
//     element;
//                                          r# is its number from 0. A member that is a pointer
//                                          is followed by ->: {r.place->name}; q is the request
//     {fmt_day_long v.day}                 str function(arena, lang, value), result escaped; as
//     a value inside other
//                                          tags: {t:a.b due=fmt_day_long(v.day)}
//     {>form &v.form}                      a component: void c_form(struct w *, value...);
//     values
//                                          are paths, &path, "literal" (a str), NUMBER, CONST
//                                          or t:key (see parts.h)
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
    bool borrowed; // a text was lacking in the page's language: a note says so
};

struct view {
    const char *name;
    enum frame frame;
    void (*title)(struct w *, const void *data);
    void (*body)(struct w *, const void *data);
    bool wide; // the template itself sets its margins ({frame public wide})
};

// Markup that needs no escaping. Made only by components and by cmark in safe mode.
typedef struct html {
    str s;
} html;

void w_text(struct w *, str); // escaped for text and for quoted attributes
void w_html(struct w *, html);
void w_int(struct w *, int64_t);
void w_opt(struct w *, optint);       // "–" with hidden text when unknown
void w_opt_plain(struct w *, optint); // "–" alone
void w_day(struct w *, day);
void w_money(struct w *, money);
void w_real(struct w *, double); // one decimal
void w_t(struct w *, text_key, struct targs);
void w_moment(struct w *, moment);
void w_z(struct w *, const char *);
// An address as the whole of href or action: of this site or http(s), mailto, tel; else "#".
void w_link(struct w *, str);
// One part inside an address, percent-encoded.
void w_part_str(struct w *, str);
void w_part_int(struct w *, int64_t);
#define w_attr(w, x)                                                                           \
    _Generic((x), str: w_text, int64_t: w_int, int: w_int, size_t: w_int, optint: w_opt_plain, \
             day: w_day, money: w_money, double: w_real, moment: w_moment, char *: w_z,        \
             const char *: w_z)((w), (x))
#define w_value(w, x)                                                                          \
    _Generic((x), str: w_text, html: w_html, int64_t: w_int, int: w_int, size_t: w_int,        \
             optint: w_opt, day: w_day, money: w_money, double: w_real, moment: w_moment,      \
             char *: w_z, const char *: w_z)((w), (x))
#define w_part(w, x)                                                                           \
    _Generic((x), str                                                                          \
             : w_part_str, int64_t                                                             \
             : w_part_int, int                                                                 \
             : w_part_int, size_t                                                              \
             : w_part_int)((w), (x))

static inline bool true_str(str s)
{
    return s.n != 0;
}
static inline bool true_opt(optint o)
{
    return o.known;
}
static inline bool true_day(day d)
{
    return day_known(d);
}
static inline bool true_int(int64_t i)
{
    return i != 0;
}
static inline bool true_real(double d)
{
    return d != 0;
}
static inline bool true_html(html s)
{
    return s.s.n != 0;
}
static inline bool true_ptr(const void *p)
{
    return p != NULL;
}
#define w_true(x)                                                                              \
    _Generic((x), str                                                                          \
             : true_str, html                                                                  \
             : true_html, optint                                                               \
             : true_opt, day                                                                   \
             : true_day, bool                                                                  \
             : true_int, int                                                                   \
             : true_int, unsigned                                                              \
             : true_int, int64_t                                                               \
             : true_int, size_t                                                                \
             : true_int, double                                                                \
             : true_real, default                                                              \
             : true_ptr)(x)

static inline struct targ targ_str(const char *name, str s)
{
    return (struct targ)TS(name, s);
}
static inline struct targ targ_int(const char *name, int64_t i)
{
    return (struct targ)TI(name, i);
}
static inline struct targ targ_day(const char *name, day d)
{
    return (struct targ)TD(name, d);
}
static inline struct targ targ_money(const char *name, money m)
{
    return (struct targ)TM(name, m);
}
static inline struct targ targ_real(const char *name, double r)
{
    return (struct targ)TR(name, r);
}
#define T_ARG(name, x)                                                                         \
    _Generic((x), str                                                                          \
             : targ_str, int64_t                                                               \
             : targ_int, int                                                                   \
             : targ_int, size_t                                                                \
             : targ_int, day                                                                   \
             : targ_day, money                                                                 \
             : targ_money, double                                                              \
             : targ_real)((name), (x))

// The whole page: frame, header, menu, footer around the view's body.
void view_page(struct w *, const struct view *, const void *data);
// Markdown by cmark in safe mode: no raw HTML, no script links. Headings begin at h2.
html markdown(struct arena *, str);

#endif
