// SPDX-License-Identifier: Apache-2.0
// The guide and the pages about the site, search, and the choice of language and colours.
#include "rooms/portal/portal_web.h"

#include "base/utf8.h"
#include "rooms/portal/content.h"
#include "rooms/portal/content_page.html.h"
#include "rooms/portal/search.html.h"
#include "rooms/portal/settings.html.h"
#include "text_keys.h"

static const struct {
    text_key label;
    const char *url;
} guide[] = {
    { T_portal_guide_whole, "/om-integreringsprosessen" },
    { T_portal_guide_asylum, "/asylprosessen" },
    { T_portal_guide_reception, "/mottak" },
    { T_portal_guide_settlement, "/bosetting-i-kommune" },
    { T_portal_guide_programme, "/introduksjonsprogrammet" },
    { T_portal_guide_norwegian, "/norskopplaering" },
};
enum { GUIDE = sizeof guide / sizeof *guide };

static const text_key lang_names[] = { T_portal_language_nb, T_portal_language_nn,
                                       T_portal_language_en };

static const text_key only[] = { T_portal_content_only_nb, T_portal_content_only_nn,
                                 T_portal_content_only_en };

reply content_page_get(struct rq *q)
{
    struct content_page *v = NEW(q->mem, struct content_page);
    struct content c;
    TRY(q, content_get(q->mem, str_part(q->path, 1, q->path.n), q->lang, &c));
    v->title = c.title;
    v->lead = c.lead;
    v->body = markdown(q->mem, c.body);
    v->lang_tag = str_z(lang_tag(c.lang));
    if (c.lang != q->lang)
        v->only = only[c.lang];
    for (size_t i = 0; i < GUIDE; i++)
        if (str_is(q->path, guide[i].url))
            for (size_t k = 0; k < GUIDE; k++)
                *ADD(q->mem, &v->guide) =
                    (struct guide_link){ guide[k].label, str_z(guide[k].url), k == i };
    bool below = v->guide.n && !str_is(q->path, guide[0].url);
    v->crumbs = crumbs_of(q, below ? T_view_guide : T_NONE, guide[0].url, c.title);
    reply r = page(q, &portal_content_page_view, v);
    r.shared = true;
    return r;
}

// ---- search

static const char *const searchable[] = {
    "om-integreringsprosessen",
    "asylprosessen",
    "mottak",
    "bosetting-i-kommune",
    "introduksjonsprogrammet",
    "norskopplaering",
    "regelverk",
    "tilgjengelighet",
    "personvern",
    "om",
    "kontakt",
};

static bool holds(struct arena *a, const struct content *c, str want)
{
    str hay = strf(a, "%.*s %.*s %.*s", S(c->title), S(c->lead), S(c->body));
    return str_find(text_fold(a, hay), want) != (size_t)-1;
}

reply search_get(struct rq *q)
{
    struct search_page *v = NEW(q->mem, struct search_page);
    v->typed = str_trim(query(q, "q"));
    v->typed = str_part(v->typed, 0, 100);
    v->asked = v->typed.n != 0;
    str want = text_fold(q->mem, v->typed);
    for (size_t i = 0; v->asked && i < sizeof searchable / sizeof *searchable; i++) {
        struct content c;
        if (content_get(q->mem, str_z(searchable[i]), q->lang, &c) == OK &&
            holds(q->mem, &c, want))
            *ADD(q->mem, &v->pages) =
                (struct search_hit){ c.title, c.lead, strf(q->mem, "/%s", searchable[i]),
                                     str_z(lang_tag(c.lang)) };
    }
    updates rows = { 0 };
    if (v->asked)
        TRY(q, updates_search(q->db, q->today, v->typed, &rows));
    updates_show(q, &rows, &v->updates);
    return page(q, &portal_search_view, v);
}

// ---- language and colours

static str own_page(str url) // where the visitor came from, when it is a page of ours
{
    bool own =
        url.n > 1 && url.n < 500 && url.p[0] == '/' && url.p[1] != '/' && url.p[1] != '\\';
    return own && text_ok(url, ONE_LINE) && !str_starts(url, STR("/sprak")) ? url : STR("/");
}

reply settings_get(struct rq *q)
{
    struct settings_page *v = NEW(q->mem, struct settings_page);
    str scheme = cookie(q, "farger");
    v->next = own_page(query(q, "fra"));
    for (enum lang l = NB; l < LANGS_SITE; l++)
        *ADD(q->mem, &v->langs) =
            (struct choice_shown){ str_z(lang_tag(l)), text(q->mem, l, lang_names[l], NO_TARGS),
                                   l == q->lang };
    static const struct {
        const char *code;
        text_key label;
    } schemes[] = { { "auto", T_portal_settings_auto },
                    { "lys", T_portal_settings_light },
                    { "mork", T_portal_settings_dark } };
    for (size_t i = 0; i < 3; i++)
        *ADD(q->mem, &v->schemes) =
            (struct choice_shown){ str_z(schemes[i].code),
                                   text(q->mem, q->lang, schemes[i].label, NO_TARGS),
                                   scheme.n ? str_is(scheme, schemes[i].code) : i == 0 };
    return page(q, &portal_settings_view, v);
}

reply settings_post(struct rq *q)
{
    enum { YEAR = 365 * 24 * 3600 };
    enum lang lang = q->lang;
    str scheme = posted(q, "farger");
    (void)lang_parse(posted(q, "sprak"), &lang);
    reply r = see_other(q, "%.*s", S(own_page(posted(q, "fra"))));
    cookie_set(q, &r, "sprak", str_z(lang_tag(lang)), YEAR);
    if (str_is(scheme, "lys") || str_is(scheme, "mork"))
        cookie_set(q, &r, "farger", scheme, YEAR);
    else
        cookie_set(q, &r, "farger", STR(""), -1);
    return r;
}
