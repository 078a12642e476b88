// SPDX-License-Identifier: Apache-2.0
// What is published, as rows.
#ifndef ROOMS_PORTAL_PORTAL_DB_H
#define ROOMS_PORTAL_PORTAL_DB_H

#include "platform/db/db.h"

enum update_kind { UPDATE_NEWS, UPDATE_REPORT, UPDATE_CALL, UPDATE_CALL_MORE, UPDATE_RULE };
enum update_state { UPDATE_DRAFT, UPDATE_PUBLISHED };

struct update {
    int64_t id;
    str slug;
    int kind, state, language; // enum update_kind, update_state, lang
    str title, lead, body;
    day published, in_force, deadline;
    str image_alt, image_type;
    int64_t version;
};
typedef SLICE(struct update) updates;
extern const struct record update_rec;
extern const struct choices update_kinds, update_languages;

struct image {
    int64_t id, update_id;
    str data; // base64
};
extern const struct record image_rec;

// Published ones that the public may see on the day, newest first; kind -1 for all.
MUST err updates_public(struct db *, day on, int kind, int64_t limit, int64_t offset,
                        updates *);
MUST err updates_public_count(struct db *, day on, int kind, int64_t *n);
MUST err updates_rules(struct db *, day on, updates *); // changes in the rules by day in force
MUST err updates_ahead(struct db *, day on,
                       updates *);            // with a day still to come, five at most
MUST err updates_all(struct db *, updates *); // for the editor: drafts first
MUST err updates_search(struct db *, day on, str words, updates *);
MUST err update_by_slug(struct db *, str slug, struct update *);
MUST err update_image(struct db *, int64_t update_id, struct image *);
// A free address made from the title.
MUST err update_slug(struct db *, str title, str *slug);
// Of what was published in the year until the day: how many, and how many in nynorsk.
MUST err updates_share(struct db *, day on, int64_t *all, int64_t *nynorsk);

#endif
