// SPDX-License-Identifier: Apache-2.0
// Markdown of the editors. cmark in safe mode leaves out raw HTML and addresses that could run
// script; headings are moved down so that the page keeps its one h1.
#include <cmark.h>
#include <stdlib.h>

#include "platform/view/view.h"

static void lower_headings(cmark_node *doc)
{
    cmark_iter *it = cmark_iter_new(doc);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(it);
        if (e != CMARK_EVENT_ENTER || cmark_node_get_type(n) != CMARK_NODE_HEADING)
            continue;
        int level = cmark_node_get_heading_level(n) + 1;
        cmark_node_set_heading_level(n, level < 6 ? level : 6);
    }
    cmark_iter_free(it);
}

html markdown(struct arena *a, str s)
{
    cmark_node *doc = cmark_parse_document(s.n ? s.p : "", s.n, CMARK_OPT_VALIDATE_UTF8);
    lower_headings(doc);
    char *out = cmark_render_html(doc, CMARK_OPT_DEFAULT); // safe is the default since 0.29
    html h = { str_dup(a, str_z(out)) };
    free(out);
    cmark_node_free(doc);
    return h;
}
