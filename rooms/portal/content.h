// SPDX-License-Identifier: Apache-2.0
// Pages that change with the program: files in content/, NAME.LANG.md, built into the binary.
// The head is "name: value" lines up to a line "---"; the rest is Markdown.
#ifndef ROOMS_PORTAL_CONTENT_H
#define ROOMS_PORTAL_CONTENT_H

#include "platform/view/view.h"

struct content {
    enum lang lang;  // of the text
    str title, lead; // "" when the head has none
    str body;        // Markdown
    str head;        // the head's lines, for other names
};
// The page in the wanted language, or in the one it was written in. E_NOTFOUND.
MUST err content_get(struct arena *, str name, enum lang wanted, struct content *);
MUST err content_read(str file, struct content *);          // E_INPUT without head or title
str content_head(const struct content *, const char *name); // "" when absent

#endif
