// SPDX-License-Identifier: Apache-2.0
#include "rooms/portal/content.h"

#include "base/embed.h"

str content_head(const struct content *c, const char *name)
{
    str rest = c->head, line, key;
    while (str_cut(&rest, '\n', &line)) {
        str value = line;
        if (str_cut(&value, ':', &key) && value.p && str_is(str_trim(key), name))
            return str_trim(value);
    }
    return STR("");
}

err content_read(str file, struct content *c)
{
    size_t end = str_find(file, STR("\n---\n"));
    if (end == (size_t)-1)
        return E_INPUT;
    c->head = str_part(file, 0, end);
    c->body = str_part(file, end + 5, file.n);
    c->title = content_head(c, "title");
    c->lead = content_head(c, "lead");
    return c->title.n ? OK : E_INPUT;
}

err content_get(struct arena *a, str name, enum lang wanted, struct content *c)
{
    const enum lang order[] = { wanted,
                                wanted == EN   ? NB
                                : wanted == NB ? NN
                                               : NB,
                                NN, NB, EN };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        str file,
            path = strf(a, "rooms/portal/content/%.*s.%s.md", S(name), lang_tag(order[i]));
        if (!embed_get(path.p, &file))
            continue;
        c->lang = order[i];
        return content_read(file, c);
    }
    return E_NOTFOUND;
}
