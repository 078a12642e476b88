// SPDX-License-Identifier: Apache-2.0
// routes prints what the program answers, for whom: the tests of rights and pages are made from it.
#include <stdio.h>

#include "app/command.h"
#include "platform/room.h"

static void roles(struct out *o, const struct right *right)
{
    out_char(o, '[');
    bool first = true;
    for (int r = ROLE_NONE; r < ROLES; r++) {
        const struct actor who = { .user = r != ROLE_NONE, .role = (enum role)r };
        if (!may(&who, right))
            continue;
        if (!first)
            out_char(o, ',');
        first = false;
        out_json(o, str_z(r == ROLE_NONE ? "public" : role_code((enum role)r)));
    }
    out_char(o, ']');
}

static void route(struct out *o, const struct room *room, const struct route *r)
{
    static const char *const tx[] = { [TX_NONE] = "none", [TX_READ] = "read", [TX_WRITE] = "write" };
    OUT(o, "{\"room\":");
    out_json(o, str_z(room->name));
    OUT(o, ",\"method\":");
    out_json(o, str_z(r->method));
    OUT(o, ",\"url\":");
    out_json(o, str_z(r->url));
    out_f(o, ",\"tx\":\"%s\",\"files\":%s,\"right\":", tx[r->tx], r->faces ? "true" : "false");
    out_json(o, str_z(r->may->name));
    OUT(o, ",\"roles\":");
    roles(o, r->may);
    OUT(o, "}");
}

static void page_line(struct out *o, const struct check_page *p)
{
    OUT(o, "{\"url\":");
    out_json(o, str_z(p->url));
    OUT(o, ",\"role\":");
    out_json(o, str_z(p->role == ROLE_NONE ? "public" : role_code(p->role)));
    OUT(o, ",\"org\":");
    out_json(o, str_z(p->org));
    OUT(o, "}");
}

static int routes(int argc, char **argv)
{
    static const char *const known[] = { NULL };
    struct args args = args_of(argc, argv);
    struct out o = { 0 };
    int code = args_end(&args, known);
    if (code)
        return code;
    const char *between = "";
    OUT(&o, "{\"routes\":[\n");
    for (const struct room *const *r = rooms_all; *r; r++)
        for (const struct route *t = (*r)->routes; t && t->method; t++) {
            out_put(&o, str_z(between));
            between = ",\n";
            route(&o, *r, t);
        }
    OUT(&o, "\n],\"pages\":[\n");
    between = "";
    for (const struct room *const *r = rooms_all; *r; r++)
        for (const struct check_page *p = (*r)->pages; p && p->url; p++) {
            out_put(&o, str_z(between));
            between = ",\n";
            page_line(&o, p);
        }
    OUT(&o, "\n]}\n");
    fwrite(o.p, 1, o.n, stdout);
    out_drop(&o);
    return EXIT_FINE;
}

COMMAND(routes, "routes", "prints every address the program answers, and for whom, as JSON",
        "fotfeste routes\n"
        "\n"
        "Prints one JSON object: routes (room, method, url, tx, files, right, roles) and pages\n"
        "(example addresses with the role and organisation that open them). \"public\" stands for\n"
        "whoever is not signed in.\n"
        "\n"
        "Example: fotfeste routes | jq '.routes[] | select(.method == \"POST\") | .url'",
        routes);
