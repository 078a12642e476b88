// SPDX-License-Identifier: Apache-2.0
// A tree with one node per part of a path. A path is walked part by part; where both a fixed
// part and a :name fit, the fixed one is tried first and the other is the way back.
#include "platform/http/router.h"

#include "base/map.h"

enum { METHODS = 5, PARTS_MAX = 32 };
static const char *const methods[METHODS] = { "GET", "POST", "PUT", "PATCH", "DELETE" };

struct node {
    struct map fixed; // part -> node
    struct node *any; // for :name
    const struct route *at[METHODS];
};

struct router {
    struct node root;
    SLICE(struct routed) all;
};

static int method_index(str m)
{
    for (int i = 0; i < METHODS; i++)
        if (str_is(m, methods[i]))
            return i;
    return -1;
}

static struct node *node_make(struct arena *a)
{
    struct node *n = NEW(a, struct node);
    map_make(&n->fixed, a);
    return n;
}

static struct node *step(struct arena *a, struct node *n, str part)
{
    if (part.n && part.p[0] == ':') {
        if (!n->any)
            n->any = node_make(a);
        return n->any;
    }
    struct node *next = map_get(&n->fixed, part);
    if (!next) {
        next = node_make(a);
        map_put(&n->fixed, part, next);
    }
    return next;
}

static const char *wrong(const struct route *t)
{
    str url = str_z(t->url);
    return method_index(str_z(t->method)) < 0       ? "method is not known"
           : !t->may                                ? "has no right"
           : !t->run                                ? "has no handler"
           : !url.n || url.p[0] != '/'              ? "does not begin with a slash"
           : url.n > 1 && url.p[url.n - 1] == '/'   ? "ends with a slash"
           : str_find(url, STR("//")) != (size_t)-1 ? "has an empty part"
           : str_is(str_z(t->method), "GET") && t->tx == TX_WRITE ? "is a GET that writes"
                                                                  : NULL;
}

static const char *add(struct router *r, struct arena *a, const struct room *room,
                       const struct route *t)
{
    const char *why = wrong(t);
    if (why)
        return why;
    str rest = str_part(str_z(t->url), 1, SIZE_MAX), part;
    struct node *n = &r->root;
    size_t parts = 0;
    while (rest.n && str_cut(&rest, '/', &part)) {
        n = step(a, n, part);
        if (++parts > PARTS_MAX)
            return "has too many parts";
    }
    const struct route **slot = &n->at[method_index(str_z(t->method))];
    if (*slot)
        return "stands twice";
    *slot = t;
    *ADD(a, &r->all) = (struct routed){ t, room };
    return NULL;
}

struct router *router_make(struct arena *a, const struct room *const *rooms, str *fault)
{
    struct router *r = NEW(a, struct router);
    map_make(&r->root.fixed, a);
    for (; *rooms; rooms++)
        for (const struct route *t = (*rooms)->routes; t && t->url; t++) {
            const char *why = add(r, a, *rooms, t);
            if (why) {
                *fault = strf(a, "room %s: route %s %s %s", (*rooms)->name,
                              t->method ? t->method : "(no method)", t->url, why);
                return NULL;
            }
        }
    (void)ADD(a, &r->all);
    r->all.n--;
    return r;
}

const struct routed *router_all(const struct router *r)
{
    return r->all.p;
}

static bool has_route(const struct node *n)
{
    for (int i = 0; i < METHODS; i++)
        if (n->at[i])
            return true;
    return false;
}

// Depth is the number of parts, at most PARTS_MAX; each level has at most two ways.
static const struct node *walk(const struct node *n, const str *part, size_t parts)
{
    if (!parts)
        return has_route(n) ? n : NULL;
    const struct node *next = map_get(&n->fixed, *part), *end = NULL;
    if (next)
        end = walk(next, part + 1, parts - 1);
    if (!end && n->any && part->n)
        end = walk(n->any, part + 1, parts - 1);
    return end;
}

static const struct node *find_node(const struct router *r, str path)
{
    str part[PARTS_MAX], rest = str_part(path, 1, path.n), one;
    size_t n = 0;
    while (rest.n && str_cut(&rest, '/', &one)) {
        if (!one.n || n == PARTS_MAX)
            return NULL;
        part[n++] = one;
    }
    if (path.n > 1 && path.p[path.n - 1] == '/')
        return NULL;
    return walk(&r->root, part, n);
}

static enum face ending(str path, str *without)
{
    static const struct {
        str end;
        enum face face;
    } faces[] = { { STR_INIT(".csv"), FACE_CSV },
                  { STR_INIT(".xlsx"), FACE_XLSX },
                  { STR_INIT(".json"), FACE_JSON } };
    for (size_t i = 0; i < sizeof faces / sizeof *faces; i++)
        if (str_ends(path, faces[i].end)) {
            *without = str_part(path, 0, path.n - faces[i].end.n);
            return faces[i].face;
        }
    return FACE_HTML;
}

static str allowed(struct arena *a, const struct node *n)
{
    str list[METHODS + 1];
    size_t count = 0;
    for (int i = 0; i < METHODS; i++)
        if (n->at[i]) {
            list[count++] = str_z(methods[i]);
            if (i == 0)
                list[count++] = STR("HEAD");
        }
    return str_join(a, list, count, STR(", "));
}

// The parts of the path at the :names of the route.
static pairs named(struct arena *a, const struct route *t, str path)
{
    pairs args = { 0 };
    str pattern = str_z(t->url), want, got;
    while (str_cut(&pattern, '/', &want) && str_cut(&path, '/', &got))
        if (want.n && want.p[0] == ':')
            *ADD(a, &args) = (struct pair){ str_part(want, 1, want.n), got };
    return args;
}

static struct found found_at(struct arena *a, const struct node *n, str method, str path,
                             enum face face)
{
    struct found f = { .status = 405, .path = path, .face = face };
    int i = method_index(str_is(method, "HEAD") ? STR("GET") : method);
    if (i < 0 || !n->at[i]) {
        f.allow = allowed(a, n);
        return f;
    }
    if (face != FACE_HTML && !(n->at[i]->faces & 1u << face)) {
        f.status = 404;
        return f;
    }
    f.status = 200;
    f.route = n->at[i];
    f.args = named(a, f.route, path);
    return f;
}

struct found router_find(const struct router *r, struct arena *a, str method, str path)
{
    str without;
    const struct node *n;
    enum face face = ending(path, &without);
    if (face != FACE_HTML && without.n && (n = find_node(r, without))) {
        struct found f = found_at(a, n, method, without, face);
        if (f.status == 200 || (n->at[0] && n->at[0]->faces))
            return f;
    }
    if ((n = find_node(r, path)))
        return found_at(a, n, method, path, FACE_HTML);
    if (path.n > 1 && path.p[path.n - 1] == '/') {
        without = str_part(path, 0, path.n - 1);
        if ((n = find_node(r, without)))
            return (struct found){ .status = 308, .path = without };
    }
    return (struct found){ .status = 404, .path = path };
}
