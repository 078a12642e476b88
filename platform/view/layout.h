// SPDX-License-Identifier: Apache-2.0
// What the frames around every page are made of; the frame_*.html templates show it.
#ifndef PLATFORM_VIEW_LAYOUT_H
#define PLATFORM_VIEW_LAYOUT_H

#include "platform/view/view.h"

#ifndef FOTFESTE_VERSION
#define FOTFESTE_VERSION "0.1"
#endif

struct layout_link {
    text_key label;
    str url;
    bool here;
};
struct layout {
    html title, body;
    bool wide, problem, borrowed;
    bool staff; // somebody is signed in
    str version, year;
    SLICE(struct layout_link) menu, foot;
    bool has_notices;
    int64_t unread; // tasks among the notices
};

// Parts of the frames.
void c_head(struct w *, const struct layout *); // <!DOCTYPE> ... <body>, up to the skip link
void c_main(struct w *, const struct layout *); // the page itself with its notice
// A nav with the main menu; for staff the seventh entry and those after it stand under "Mer" when
// they are at least two. The other one, for narrow screens, is never folded.
void c_menu(struct w *, const struct layout *, text_key label);
void c_menu_all(struct w *, const struct layout *, text_key label);
void c_mark(struct w *, str url);                               // product name with its mark
void c_session_warning(struct w *); // hidden until the script shows it
void c_badge(struct w *); // environment badge, nothing in real use

#endif
