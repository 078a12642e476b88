// SPDX-License-Identifier: Apache-2.0
// Every route of every room, with every role: who may come in, what protects the answer, and
// that odd addresses and empty forms never end in a fault of ours. Made from the route tables,
// so a new route is tested the moment it stands there.
#include "platform/room.h"
#include "test/db.h"
#include "test/web.h"

static const char *const orgs[] = { "IMDI", "F15", "K1506", "K1804", "" };

static const char *org_of(enum role role)
{
    return role >= DS && role <= DA ? orgs[0] : role == CO || role == CG ? orgs[1] : orgs[2];
}

// The address with its :names filled in.
static const char *filled(struct arena *a, const char *url, const char *with)
{
    struct out o = { 0 };
    str rest = str_z(url), part;
    bool first = true;
    while (str_cut(&rest, '/', &part)) {
        if (!first)
            out_char(&o, '/');
        first = false;
        out_put(&o, part.n && part.p[0] == ':' ? str_z(with) : part);
    }
    char *all = str_cz(a, out_str(&o));
    out_drop(&o);
    return all;
}

static bool is_get(const struct route *t)
{
    return strcmp(t->method, "GET") == 0;
}

static void check_protected(const struct answer *r, const char *what)
{
    static const char *const names[] = { "Content-Security-Policy",
                                         "X-Content-Type-Options",
                                         "Referrer-Policy",
                                         "Cross-Origin-Opener-Policy",
                                         "Cross-Origin-Resource-Policy",
                                         "Permissions-Policy",
                                         "Cache-Control" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CHECK_AT(answer_header(r, names[i]).n > 0, "%s lacks %s", what, names[i]);
    CHECK_AT(!r->location.n ||
                 (r->location.p[0] == '/' && (r->location.n == 1 || r->location.p[1] != '/')),
             "%s leads away: %.*s", what, S(r->location));
}

static const struct routed *all_routes(struct arena *a)
{
    return router_all(test_site(a)->router);
}

static err fill_room(struct db *db, void *room)
{
    return ((const struct room *)room)->demo(db, TEST_DAY);
}

// The same as the demo that people try: rows behind every page.
static const struct routed *all_routes_with_demo(struct arena *a)
{
    const struct routed *all = all_routes(a);
    for (const struct room *const *r = rooms_all; *r; r++)
        if ((*r)->demo)
            in_db(a, fill_room, (void *)*r);
    return all;
}

TEST(nobody_comes_in_without_the_right)
{
    int checked = 0;
    for (const struct routed *r = all_routes(a); r->route; r++) {
        const struct route *t = r->route;
        const char *url = filled(a, t->url, "x");
        for (enum role role = ROLE_NONE; role < ROLES; role++) {
            const struct actor *who = role == ROLE_NONE ? public_() : as(role, org_of(role));
            if (may(who, t->may))
                continue;
            struct answer p = is_get(t) ? get(a, url, who) : post(a, url, who, "");
            bool out = role != ROLE_NONE ? p.status == 403
                       : is_get(t)
                           ? p.status == 303 && str_starts(p.location, STR("/logg-inn?neste="))
                           : p.status == 419;
            CHECK_AT(out, "%s %s as %s gave %d", t->method, t->url,
                     role == ROLE_NONE ? "nobody" : role_code(role), p.status);
            check_protected(&p, t->url);
            checked++;
        }
    }
    CHECK(checked > 0);
}

TEST(no_write_is_taken_without_its_token)
{
    for (const struct routed *r = all_routes(a); r->route; r++) {
        const struct route *t = r->route;
        if (is_get(t))
            continue;
        for (enum role role = ROLE_NONE; role < ROLES; role++) {
            const struct actor *who = role == ROLE_NONE ? public_() : as(role, org_of(role));
            if (!may(who, t->may))
                continue;
            const char *url = filled(a, t->url, "x");
            struct answer p = post(a, url, who, "csrf=not-ours");
            CHECK_AT(p.status == 419, "%s as %s gave %d", t->url, role_code(role), p.status);
            struct answer other = ask(a, "POST", url, who,
                                      "Content-Type: application/x-www-form-urlencoded\r\n"
                                      "Origin: https://evil.example\r\n",
                                      strf(a, "csrf=%.*s", S(who->form_token)));
            CHECK_AT(other.status == 403, "%s from elsewhere gave %d", t->url, other.status);
            check_protected(&p, t->url);
        }
    }
}

// What stands in the place of a :name or in a query: known, unknown, absurd.
static const char *const odd[] = {
    "x",      "2023",      "0",      "-1",  "99999999999999999999",
    "K1506",  "F15",       "%C3%A6", "%27", "%3Cscript%3E",
    "a.b.c.", "2023-13-45"
};

TEST(odd_addresses_are_not_found_rather_than_a_fault)
{
    for (const struct routed *r = all_routes_with_demo(a); r->route; r++) {
        const struct route *t = r->route;
        bool has_names = strchr(t->url, ':') != NULL;
        if (!is_get(t))
            continue;
        for (size_t i = 0; i < (has_names ? sizeof odd / sizeof *odd : 1); i++) {
            const char *url = filled(a, t->url, odd[i]);
            for (enum role role = ROLE_NONE; role < ROLES; role++) {
                const struct actor *who =
                    role == ROLE_NONE ? public_() : as(role, org_of(role));
                if (!may(who, t->may) || (role != ROLE_NONE && role != DS && role != MC))
                    continue;
                struct answer p = get(a, url, who);
                CHECK_AT(p.status < 500, "%s as %s gave %d", url, role_code(role), p.status);
                CHECK_AT(!has_text(p.body, "<script>"), "%s repeats markup", url);
                check_protected(&p, url);
            }
        }
    }
}

TEST(odd_queries_are_borne)
{
    static const char *const names[] = { "side", "sorter", "ar",    "fylke", "status",
                                         "q",    "vis",    "neste", "enhet", "kommune" };
    for (const struct routed *r = all_routes_with_demo(a); r->route; r++) {
        const struct route *t = r->route;
        const struct actor *who = may(public_(), t->may) ? public_() : as(DS, "IMDI");
        if (!is_get(t) || !may(who, t->may))
            continue;
        for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
            struct out o = { 0 };
            out_f(&o, "%s?", filled(a, t->url, "2023"));
            for (size_t k = 0; k < sizeof names / sizeof *names; k++)
                out_f(&o, "%s=%s&", names[k], odd[i]);
            out_char(&o, '\0');
            struct answer p = get(a, str_dup(a, out_str(&o)).p, who);
            CHECK_AT(p.status < 500, "%s gave %d", o.p, p.status);
            CHECK_AT(!has_text(p.body, "<script>"), "%s repeats markup", o.p);
            out_drop(&o);
        }
    }
}

TEST(empty_forms_are_answered_not_a_fault)
{
    for (const struct routed *r = all_routes_with_demo(a); r->route; r++) {
        const struct route *t = r->route;
        if (is_get(t))
            continue;
        for (size_t i = 0; i < sizeof orgs / sizeof *orgs; i++)
            for (enum role role = ROLE_NONE; role < ROLES; role++) {
                const struct actor *who = role == ROLE_NONE ? public_() : as(role, orgs[i]);
                if (!may(who, t->may))
                    continue;
                struct answer p = post(a, filled(a, t->url, "2023"), who, "");
                CHECK_AT(p.status < 500, "%s as %s gave %d", t->url, role_code(role), p.status);
                check_protected(&p, t->url);
                break; // one role that may, for each organisation
            }
    }
}
