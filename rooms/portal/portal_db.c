// SPDX-License-Identifier: Apache-2.0
#include "rooms/portal/portal_db.h"

const struct choices update_kinds =
    CHOICES({ "news", "portal.kind.news" }, { "report", "portal.kind.report" },
            { "call", "portal.kind.call" }, { "call_more", "portal.kind.call_more" },
            { "rule", "portal.kind.rule" });
static const struct choices states =
    CHOICES({ "draft", "portal.state.draft" }, { "published", "portal.state.published" });
const struct choices update_languages =
    CHOICES({ "nb", "portal.language.nb" }, { "nn", "portal.language.nn" },
            { "en", "portal.language.en" });

static const struct field update_fields[] = {
    F(update, id, INT, .flags = KEY),
    F(update, kind, ENUM, .flags = REQUIRED, .choices = &update_kinds),
    F(update, language, ENUM, .flags = REQUIRED, .choices = &update_languages),
    F(update, title, TEXT, .flags = REQUIRED, .max = 120),
    F(update, lead, TEXT, .flags = REQUIRED | MULTILINE, .max = 600),
    F(update, body, TEXT, .flags = REQUIRED | MULTILINE, .max = 20000),
    F(update, published, DAY, .flags = REQUIRED),
    F(update, in_force, DAY),
    F(update, deadline, DAY),
    F(update, image_alt, TEXT, .max = 250),
    F(update, slug, TEXT, .flags = READONLY),
    F(update, state, ENUM, .flags = READONLY, .choices = &states),
    F(update, image_type, TEXT, .flags = READONLY),
    F(update, version, INT, .flags = VERSION),
};
const struct record update_rec = RECORD("portal_update", update, update_fields);

static const struct field image_fields[] = {
    F(image, id, INT, .flags = KEY), F(image, update_id, INT),
    F(image, data, TEXT, .flags = SECRET), // not copied into the audit trail
};
const struct record image_rec = RECORD("portal_image", image, image_fields);

SQL(public_all, "select * from portal_update where state = 'published' and published <= $1 "
                "order by published desc, id desc limit $2 offset $3");
SQL(public_kind, "select * from portal_update where state = 'published' and published <= $1 "
                 "and kind = $4 order by published desc, id desc limit $2 offset $3");
SQL(count_all,
    "select count(*) from portal_update where state = 'published' and published <= $1");
SQL(count_kind, "select count(*) from portal_update where state = 'published' "
                "and published <= $1 and kind = $2");
SQL(rules, "select * from portal_update where state = 'published' and published <= $1 "
           "and kind = 'rule' order by in_force desc, id desc");
SQL(ahead,
    "select * from portal_update where state = 'published' and published <= $1 "
    "and (deadline > $1 or in_force > $1) order by coalesce(deadline, in_force), id limit 5");
SQL(everything, "select * from portal_update order by state, published desc, id desc");
SQL(by_slug, "select * from portal_update where slug = $1");
SQL(image_of, "select * from portal_image where update_id = $1");
SQL(slug_count, "select count(*) from portal_update where slug = $1");
SQL(share_all, "select count(*) from portal_update where state = 'published' "
               "and published >= $1 and published <= $2");
SQL(share_nn, "select count(*) from portal_update where state = 'published' "
              "and published >= $1 and published <= $2 and language = 'nn'");

err updates_public(struct db *db, day on, int kind, int64_t limit, int64_t offset, updates *out)
{
    if (kind < 0)
        return db_all(db, &public_all, ARGS(AD(on), AI(limit), AI(offset)), &update_rec, out);
    str code = str_z(update_kinds.at[kind].code);
    return db_all(db, &public_kind, ARGS(AD(on), AI(limit), AI(offset), AT(code)), &update_rec,
                  out);
}

err updates_public_count(struct db *db, day on, int kind, int64_t *n)
{
    if (kind < 0)
        return db_int(db, &count_all, ARGS(AD(on)), n);
    return db_int(db, &count_kind, ARGS(AD(on), AT(str_z(update_kinds.at[kind].code))), n);
}

err updates_rules(struct db *db, day on, updates *out)
{
    return db_all(db, &rules, ARGS(AD(on)), &update_rec, out);
}

err updates_ahead(struct db *db, day on, updates *out)
{
    return db_all(db, &ahead, ARGS(AD(on)), &update_rec, out);
}

err updates_all(struct db *db, updates *out)
{
    return db_all(db, &everything, NO_ARGS, &update_rec, out);
}

// A few hundred rows at most: folded here, so that accents and æ ø å are alike on both engines.
err updates_search(struct db *db, day on, str words, updates *out)
{
    updates all = { 0 };
    PASS(updates_public(db, on, -1, 1000, 0, &all));
    str want = text_fold(db->mem, str_trim(words));
    for (size_t i = 0; i < all.n && want.n && out->n < 20; i++) {
        str hay = strf(db->mem, "%.*s %.*s %.*s", S(all.p[i].title), S(all.p[i].lead),
                       S(all.p[i].body));
        if (str_find(text_fold(db->mem, hay), want) != (size_t)-1)
            *ADD(db->mem, out) = all.p[i];
    }
    return OK;
}

err update_by_slug(struct db *db, str slug, struct update *out)
{
    return db_one(db, &by_slug, ARGS(AT(slug)), &update_rec, out);
}

err update_image(struct db *db, int64_t update_id, struct image *out)
{
    return db_one(db, &image_of, ARGS(AI(update_id)), &image_rec, out);
}

err update_slug(struct db *db, str title, str *slug)
{
    str base = text_slug(db->mem, title);
    base = str_part(base, 0, 70);
    if (!base.n)
        base = STR("sak");
    for (int i = 1;; i++) {
        str try = i == 1 ? base : strf(db->mem, "%.*s-%d", S(base), i);
        int64_t n;
        PASS(db_int(db, &slug_count, ARGS(AT(try)), &n));
        if (n == 0) {
            *slug = try;
            return OK;
        }
    }
}

err updates_share(struct db *db, day on, int64_t *all, int64_t *nynorsk)
{
    day from = day_of(day_ymd(on).year, 1, 1);
    PASS(db_int(db, &share_all, ARGS(AD(from), AD(on)), all));
    return db_int(db, &share_nn, ARGS(AD(from), AD(on)), nynorsk);
}
