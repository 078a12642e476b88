// SPDX-License-Identifier: Apache-2.0
// The editor: write, look, publish. Saving asks for the language tag, and for words beside a
// picture, before anything is stored.
#include "rooms/portal/portal_web.h"

#include <sodium.h>

#include "base/embed.h"
#include "platform/trace/trace.h"
#include "rooms/portal/editor.html.h"
#include "rooms/portal/editor_list.html.h"
#include "text_keys.h"

enum { MISSING_SHOWN = 40, NYNORSK_LEAST = 25 };
static const char *const also[] = { "gjor", "bilde", "uten_bilde", NULL };

// ---- the list

static void missing_texts(struct rq *q, struct editor_list *v)
{
    str file, line;
    if (!embed_get("text_missing.txt", &file))
        return;
    while (str_cut(&file, '\n', &line)) {
        size_t colon = str_find(line, STR(": "));
        if (colon == (size_t)-1)
            continue;
        v->missing_n++;
        if (v->missing.n < MISSING_SHOWN)
            ADD(q->mem, &v->missing)->line = str_part(line, colon + 2, line.n);
    }
}

reply editor_list_get(struct rq *q)
{
    struct editor_list *v = NEW(q->mem, struct editor_list);
    updates rows = { 0 };
    TRY(q, updates_all(q->db, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        struct editor_row *r = ADD(q->mem, &v->rows);
        update_show(q, &rows.p[i], &r->shown);
        r->draft = rows.p[i].state == UPDATE_DRAFT;
        r->later = !r->draft && day_cmp(rows.p[i].published, q->today) > 0;
    }
    TRY(q, updates_share(q->db, q->today, &v->all, &v->nynorsk));
    v->year = day_ymd(q->today).year;
    v->share = v->all ? 100.0 * (double)v->nynorsk / (double)v->all : 0;
    v->too_few = v->all && v->share < NYNORSK_LEAST;
    missing_texts(q, v);
    return page(q, &portal_editor_list_view, v);
}

// ---- the picture

// By its first bytes; what the browser says of the file is not trusted. "" for no known
// picture.
static str image_type(str b)
{
    if (b.n > 3 && memcmp(b.p, "\xFF\xD8\xFF", 3) == 0)
        return STR("image/jpeg");
    if (b.n > 8 && memcmp(b.p, "\x89PNG\r\n\x1A\n", 8) == 0)
        return STR("image/png");
    if (b.n > 12 && memcmp(b.p, "RIFF", 4) == 0 && memcmp(b.p + 8, "WEBP", 4) == 0)
        return STR("image/webp");
    return STR("");
}

static const struct upload *new_image(struct rq *q)
{
    const struct upload *u = uploaded(q, "bilde");
    return u && u->bytes.n ? u : NULL;
}

static err store_image(struct rq *q, int64_t update_id, str b)
{
    size_t n = sodium_base64_encoded_len(b.n, sodium_base64_VARIANT_ORIGINAL);
    char *text = mem(q->mem, n);
    sodium_bin2base64(text, n, (const unsigned char *)b.p, b.n, sodium_base64_VARIANT_ORIGINAL);
    struct image was, now = { .update_id = update_id, .data = { text, n - 1 } };
    err e = update_image(q->db, update_id, &was);
    if (e == E_NOTFOUND)
        return db_add(q->db, &image_rec, &now);
    PASS(e);
    PASS(db_erase(q->db, &image_rec, &was));
    return db_add(q->db, &image_rec, &now);
}

static err drop_image(struct rq *q, int64_t update_id)
{
    struct image was;
    err e = update_image(q->db, update_id, &was);
    if (e == E_NOTFOUND)
        return OK;
    PASS(e);
    return db_erase(q->db, &image_rec, &was);
}

// ---- writing

static void preview(struct rq *q, struct editor *v)
{
    v->has_preview = true;
    update_show(q, &v->row, &v->preview.shown);
    v->preview.body = markdown(q->mem, v->row.body);
}

static reply shown(struct rq *q, struct editor *v, int status)
{
    v->draft = v->row.state == UPDATE_DRAFT;
    v->has_image = v->row.image_type.n != 0;
    v->form.cancel = STR("/innhold");
    return page_status(q, status, &portal_editor_view, v);
}

reply editor_new_get(struct rq *q)
{
    struct editor *v = NEW(q->mem, struct editor);
    v->is_new = true;
    form_show(q, &v->form, &update_rec, NULL);
    struct form_field *shown_from = form_field(&v->form, "published");
    if (shown_from)
        shown_from->raw = fmt_day(q->mem, q->lang, q->today);
    return shown(q, v, 200);
}

reply editor_get(struct rq *q)
{
    struct editor *v = NEW(q->mem, struct editor);
    TRY(q, update_by_slug(q->db, arg(q, "slug"), &v->row));
    form_show(q, &v->form, &update_rec, &v->row);
    preview(q, v);
    return shown(q, v, 200);
}

// What one field alone cannot know.
static bool whole(struct rq *q, struct editor *v)
{
    const struct upload *u = new_image(q);
    bool keeps = v->row.image_type.n && !posted_has(q, "uten_bilde");
    if (u && !image_type(u->bytes).n) {
        v->image_problem = T_portal_editor_image_kind;
        v->form.problems++;
        v->form.refused = T_portal_editor_image_kind;
    }
    if ((u || keeps) && !str_trim(v->row.image_alt).n)
        form_refuse(&v->form, "image_alt", T_portal_editor_alt_needed, NO_TARGS);
    if (v->row.kind == UPDATE_RULE && !day_known(v->row.in_force))
        form_refuse(&v->form, "in_force", T_portal_editor_in_force_needed, NO_TARGS);
    return v->form.problems == 0;
}

static void take_image(struct rq *q, struct update *row)
{
    const struct upload *u = new_image(q);
    if (u)
        row->image_type = image_type(u->bytes);
    else if (posted_has(q, "uten_bilde"))
        row->image_type = STR("");
}

static err keep_image(struct rq *q, const struct update *row)
{
    const struct upload *u = new_image(q);
    if (u)
        return store_image(q, row->id, u->bytes);
    return posted_has(q, "uten_bilde") ? drop_image(q, row->id) : OK;
}

static bool asks(struct rq *q, const char *what)
{
    return str_is(posted(q, "gjor"), what);
}

static reply saved(struct rq *q, const struct update *row)
{
    bool open = row->state == UPDATE_PUBLISHED;
    reply r = see_other(q, "/innhold");
    notice(q, &r, open ? T_portal_editor_published__title : T_portal_editor_saved__title,
           TARGS(TS("title", row->title)));
    return r;
}

reply editor_new_post(struct rq *q)
{
    struct editor *v = NEW(q->mem, struct editor);
    v->is_new = true;
    v->form.also = also;
    bool fits = form_read(q, &v->form, &update_rec, &v->row);
    if (!whole(q, v) || !fits)
        return shown(q, v, 422);
    if (asks(q, "vis")) {
        preview(q, v);
        return shown(q, v, 200);
    }
    take_image(q, &v->row);
    v->row.state = asks(q, "publiser") ? UPDATE_PUBLISHED : UPDATE_DRAFT;
    TRY(q, update_slug(q->db, v->row.title, &v->row.slug));
    TRY(q, db_add(q->db, &update_rec, &v->row));
    TRY(q, keep_image(q, &v->row));
    return saved(q, &v->row);
}

reply editor_post(struct rq *q)
{
    struct editor *v = NEW(q->mem, struct editor);
    struct update was;
    TRY(q, update_by_slug(q->db, arg(q, "slug"), &was));
    v->row = was;
    v->form.also = also;
    bool fits = form_read(q, &v->form, &update_rec, &v->row);
    if (!whole(q, v) || !fits)
        return shown(q, v, 422);
    if (asks(q, "vis")) {
        preview(q, v);
        return shown(q, v, 200);
    }
    take_image(q, &v->row);
    if (asks(q, "publiser"))
        v->row.state = UPDATE_PUBLISHED;
    err e = db_save(q->db, &update_rec, &was, &v->row);
    if (e == E_CONFLICT) {
        struct update theirs;
        TRY(q, update_by_slug(q->db, arg(q, "slug"), &theirs));
        return form_conflict(q, &v->form, &v->row, &theirs);
    }
    TRY(q, e);
    TRY(q, keep_image(q, &v->row));
    return saved(q, &v->row);
}

// Publish or take back from the list, in one press.
reply editor_state_post(struct rq *q)
{
    struct update was, now;
    TRY(q, update_by_slug(q->db, arg(q, "slug"), &was));
    now = was;
    now.state = asks(q, "publiser") ? UPDATE_PUBLISHED : UPDATE_DRAFT;
    TRY(q, db_save(q->db, &update_rec, &was, &now));
    return saved(q, &now);
}
