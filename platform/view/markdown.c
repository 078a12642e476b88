// SPDX-License-Identifier: Apache-2.0
// Markdown of the editors. cmark in safe mode leaves out raw HTML and addresses that could run
// script; headings are moved so that the highest is h2, below
// the h1 of the page.
#include <cmark.h>
#include <stdlib.h>

#include "platform/view/view.h"

// Adds `by` to the level of each heading; gives the smallest level there was, 7 without any.
static int headings(cmark_node *doc, int by)
{
    int least = 7;
    cmark_iter *it = cmark_iter_new(doc);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        if (e != CMARK_EVENT_ENTER || cmark_node_get_type(n) != CMARK_NODE_HEADING)
            continue;
        int level = cmark_node_get_heading_level(n);
        least = level < least ? level : least;
        int moved = level + by;
        if (by)
            cmark_node_set_heading_level(n, moved < 2 ? 2 : moved > 6 ? 6 : moved);
    }
    cmark_iter_free(it);
    return least;
}

html markdown(struct arena *a, str s)
{
    cmark_node *doc = cmark_parse_document(s.n ? s.p : "", s.n, CMARK_OPT_VALIDATE_UTF8);
    int least = headings(doc, 0);
    if (least != 2 && least < 7)
        (void)headings(doc, 2 - least);
    char *out = cmark_render_html(doc, CMARK_OPT_DEFAULT); // safe is the default since 0.29
    html h = { str_dup(a, str_z(out)) };
    free(out);
    cmark_node_free(doc);
    return h;
}
