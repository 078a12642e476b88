// SPDX-License-Identifier: Apache-2.0
// The updates of a demo: files content/aktuelt-SLUG.LANG.md, told in our own words on figures
// that this installation holds or names the source of.
#include "base/embed.h"
#include "rooms/portal/content.h"
#include "rooms/portal/portal_web.h"

#define FOLDER "rooms/portal/content/aktuelt-"

static day head_day(const struct content *c, const char *name)
{
    day d;
    return day_parse(content_head(c, name), &d) ? d : DAY_NONE;
}

static err add(struct db *db, const char *path)
{
    str file, rest = str_part(str_z(path), sizeof FOLDER - 1, 200), slug, tag;
    struct content c;
    if (!embed_get(path, &file) || !str_cut(&rest, '.', &slug) || !str_cut(&rest, '.', &tag))
        return E_INPUT;
    enum lang lang;
    PASS(content_read(file, &c));
    if (!lang_parse(tag, &lang))
        return E_INPUT;
    struct update row = {
        .slug = slug,
        .state = UPDATE_PUBLISHED,
        .language = (int)lang,
        .title = c.title,
        .lead = c.lead,
        .body = c.body,
        .published = head_day(&c, "published"),
        .in_force = head_day(&c, "in_force"),
        .deadline = head_day(&c, "deadline"),
        .image_alt = STR(""),
        .image_type = STR(""),
    };
    for (size_t i = 0; i < update_kinds.n; i++)
        if (str_is(content_head(&c, "kind"), update_kinds.at[i].code))
            row.kind = (int)i;
    return day_known(row.published) ? db_add(db, &update_rec, &row) : E_INPUT;
}

err portal_demo(struct db *db, day today)
{
    (void)today; // the dates are those of the stories; what lies ahead is not shown yet
    for (size_t i = 0; i < embed_count(); i++)
        if (str_starts(str_z(embed_path(i)), STR(FOLDER)))
            PASS(add(db, embed_path(i)));
    return OK;
}
