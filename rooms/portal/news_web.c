// SPDX-License-Identifier: Apache-2.0
// Updates as the public reads them.
#include "rooms/portal/portal_web.h"

#include <sodium.h>

#include "rooms/portal/article.html.h"
#include "rooms/portal/news.html.h"
#include "rooms/portal/rules.html.h"
#include "text_keys.h"

enum { PER_PAGE = 20 };

static const text_key lang_names[] = { T_portal_language_nb, T_portal_language_nn,
                                       T_portal_language_en };

void update_show(struct rq *q, const struct update *u, struct update_shown *s)
{
    enum lang lang = (enum lang)u->language;
    *s = (struct update_shown){
        .u = u,
        .kind = text_find(update_kinds.at[u->kind].label),
        .lang_tag = str_z(lang_tag(lang)),
        .url = strf(q->mem, "/aktuelt/%.*s", S(u->slug)),
        .dated = u->published,
        .ahead = day_known(u->deadline) ? u->deadline : u->in_force,
    };
    if (lang != q->lang)
        s->lang_name = text(q->mem, q->lang, lang_names[lang], NO_TARGS);
    bool call = u->kind == UPDATE_CALL || u->kind == UPDATE_CALL_MORE;
    if (call && day_known(u->deadline)) {
        s->dated = u->deadline;
        s->is_deadline = true;
    }
}

void updates_show(struct rq *q, const updates *from, updates_shown *to)
{
    for (size_t i = 0; i < from->n; i++)
        update_show(q, &from->p[i], ADD(q->mem, to));
}

// The list of the front page and of /aktuelt: kind, date and language beside title and lead.
void c_update_list(struct w *w, const updates_shown *list, str level)
{
    OUT(w->o, "<ul class=\"nytt\">\n");
    for (size_t i = 0; i < list->n; i++) {
        const struct update_shown *s = &list->p[i];
        out_put(w->o, i == 0 ? STR("<li class=\"forst\">") : STR("<li>"));
        OUT(w->o, "<div class=\"meta\"><span class=\"slag\">");
        w_t(w, s->kind, NO_TARGS);
        OUT(w->o, "</span><span>");
        str dated = fmt_day_long(w->q->mem, w->q->lang, s->dated);
        if (s->is_deadline)
            w_t(w, T_portal_news_deadline__day, TARGS(TS("day", dated)));
        else
            w_text(w, dated);
        OUT(w->o, "</span>");
        if (s->lang_name.n) {
            OUT(w->o, "<span>");
            w_text(w, s->lang_name);
            OUT(w->o, "</span>");
        }
        OUT(w->o, "</div><div lang=\"");
        w_text(w, s->lang_tag);
        out_f(w->o, "\"><h%.*s><a href=\"", S(level));
        w_link(w, s->url);
        OUT(w->o, "\">");
        w_text(w, s->u->title);
        out_f(w->o, "</a></h%.*s><p>", S(level));
        w_text(w, s->u->lead);
        OUT(w->o, "</p></div></li>\n");
    }
    OUT(w->o, "</ul>\n");
}

struct crumbs crumbs_of(struct rq *q, text_key parent, const char *parent_url, str here)
{
    struct crumb *at = NEW_ARRAY(q->mem, 3, struct crumb);
    size_t n = 0;
    at[n++] = (struct crumb){ text(q->mem, q->lang, T_view_home_short, NO_TARGS), STR("/") };
    if (parent)
        at[n++] = (struct crumb){ text(q->mem, q->lang, parent, NO_TARGS), str_z(parent_url) };
    at[n++] = (struct crumb){ here, STR("") };
    return (struct crumbs){ at, n };
}

static int kind_of(str code)
{
    for (size_t i = 0; i < update_kinds.n; i++)
        if (str_is(code, update_kinds.at[i].code))
            return (int)i;
    return -1;
}

static void kinds(struct rq *q, struct news *v, int chosen)
{
    *ADD(q->mem, &v->kinds) =
        (struct kind_filter){ T_portal_news_all_kinds, STR("/aktuelt"), chosen < 0 };
    for (size_t i = 0; i < update_kinds.n; i++)
        *ADD(q->mem, &v->kinds) =
            (struct kind_filter){ text_find(update_kinds.at[i].label),
                                  strf(q->mem, "/aktuelt?slag=%s", update_kinds.at[i].code),
                                  chosen == (int)i };
}

reply news_get(struct rq *q)
{
    struct news *v = NEW(q->mem, struct news);
    int kind = kind_of(query(q, "slag"));
    updates rows = { 0 };
    v->pager = (struct pager){ .page = 1, .per_page = PER_PAGE };
    if (!str_int(query(q, "side"), &v->pager.page) || v->pager.page < 1 ||
        v->pager.page > 100000)
        v->pager.page = 1;
    TRY(q, updates_public_count(q->db, q->today, kind, &v->pager.total));
    TRY(q,
        updates_public(q->db, q->today, kind, PER_PAGE, (v->pager.page - 1) * PER_PAGE, &rows));
    updates_show(q, &rows, &v->updates);
    kinds(q, v, kind);
    v->crumbs = crumbs_of(q, T_NONE, "", text(q->mem, q->lang, T_view_updates, NO_TARGS));
    return page(q, &portal_news_view, v);
}

reply rules_get(struct rq *q)
{
    struct news *v = NEW(q->mem, struct news);
    updates rows = { 0 };
    TRY(q, updates_rules(q->db, q->today, &rows));
    updates_show(q, &rows, &v->updates);
    v->crumbs = crumbs_of(q, T_portal_menu_rules, "/regelverk",
                          text(q->mem, q->lang, T_view_rule_changes, NO_TARGS));
    return page(q, &portal_rules_view, v);
}

// What the public may not see yet is not there for them.
static err visible(struct rq *q, struct update *u)
{
    PASS(update_by_slug(q->db, arg(q, "slug"), u));
    bool open = u->state == UPDATE_PUBLISHED && day_cmp(u->published, q->today) <= 0;
    return open || q->who->role == DE ? OK : E_NOTFOUND;
}

reply article_get(struct rq *q)
{
    struct article *v = NEW(q->mem, struct article);
    struct update *u = NEW(q->mem, struct update);
    TRY(q, visible(q, u));
    update_show(q, u, &v->shown);
    v->body = markdown(q->mem, u->body);
    v->draft = u->state == UPDATE_DRAFT || day_cmp(u->published, q->today) > 0;
    if (u->image_type.n)
        v->image = strf(q->mem, "/aktuelt/%.*s/bilde", S(u->slug));
    v->crumbs = crumbs_of(q, T_view_updates, "/aktuelt", u->title);
    return page(q, &portal_article_view, v);
}

reply image_get(struct rq *q)
{
    struct update u;
    struct image image;
    TRY(q, visible(q, &u));
    TRY(q, update_image(q->db, u.id, &image));
    size_t n = 0;
    char *bin = mem(q->mem, image.data.n + 1);
    if (sodium_base642bin((unsigned char *)bin, image.data.n, image.data.p, image.data.n, NULL,
                          &n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
        return fail(q, E_DB);
    return bytes(q, u.image_type.p, (str){ bin, n });
}
