// SPDX-License-Identifier: Apache-2.0
#include "test/crawl.h"

#include "platform/room.h"

static const char *filled(struct arena *a, const char *url, const char *with, const char *ending)
{
    struct out o = { 0 };
    str rest = str_z(url), part, values = str_z(with), value = values;
    for (bool first = true; str_cut(&rest, '/', &part); first = false) {
        if (!first)
            out_char(&o, '/');
        if (part.n && part.p[0] == ':' && values.n) // what is left over stands for the rest
            (void)str_cut(&values, '/', &value);
        out_put(&o, part.n && part.p[0] == ':' ? value : part);
    }
    out_put(&o, str_z(ending));
    const char *all = str_cz(a, out_str(&o));
    out_drop(&o);
    return all;
}

static int ask_as_all(struct arena *a, const struct crawl *c, const struct route *t, const char *url)
{
    int n = 0;
    for (const char *const *org = c->orgs; *org; org++)
        for (enum role role = ROLE_NONE; role < ROLES; role++) {
            const struct actor *who = role == ROLE_NONE ? public_() : as(role, *org);
            bool home = role == ROLE_NONE ? org == c->orgs : role == CE || role_fits(role, who->org_kind);
            if (!home || !may(who, t->may))
                continue;
            struct mark m = arena_mark(a);
            struct answer r = get(a, url, who);
            c->look(c->arg, url, who, &r);
            arena_back(a, m);
            n++;
        }
    return n;
}

int crawl(struct arena *a, const struct crawl *c)
{
    static const char *const endings[] = { "", ".json", ".csv", ".xlsx" };
    int n = 0;
    for (const struct routed *r = router_all(test_site(a)->router); r->route; r++) {
        const struct route *t = r->route;
        bool named = strchr(t->url, ':') != NULL;
        if (strcmp(t->method, "GET") != 0)
            continue;
        for (const char *const *with = c->with; *with; with++) {
            if (named && c->fits && !c->fits(t->url, *with))
                continue;
            for (size_t i = 0; i < (t->faces ? 4 : 1); i++)
                n += ask_as_all(a, c, t, filled(a, t->url, *with, endings[i]));
            if (!named)
                break;
        }
    }
    return n;
}
