// SPDX-License-Identifier: Apache-2.0
// The authorisation matrix, cell by cell: every route that a room declared, as every role, for a person
// of one's own, somebody else's, before allocation, after withdrawal, protected and strictly protected.
#include "test/crawl.h"

#include "base/csv.h"
#include "base/embed.h"
#include "platform/room.h"
#include "platform/who/scope.h"
#include "test/db.h"

extern const struct authz_set *const __start_authz_sets[], *const __stop_authz_sets[];
extern const struct authz_object *const __start_authz_objects[], *const __stop_authz_objects[];

struct cell {
    str resource, role, rights;
};
static SLICE(struct cell) matrix;

static err keep_row(void *arg, const struct csv_row *r)
{
    struct arena *a = arg;
    if (r->line > 1 && r->n == 3)
        *ADD(a, &matrix) = (struct cell){ str_dup(a, r->cell[0]), str_dup(a, r->cell[1]), str_dup(a, r->cell[2]) };
    return OK;
}

static void read_matrix(struct arena *a)
{
    str text;
    matrix.n = 0;
    memset(&matrix, 0, sizeof matrix);
    CHECK(embed_get("ref/authz-matrix.csv", &text));
    CHECK_INT(csv_read(a, text, ',', keep_row, a), OK);
    CHECK(matrix.n > 400);
}

// What a cell says of a letter: not at all; in part (a class, a task, a payee, the own case), which a
// route may leave out; wholly.
enum grant { NOT, PARTLY, WHOLLY };

static enum grant clause(str c, const struct authz_route *t)
{
    static const char *const whole[] = { "n", "m", "e", "y", "a", "" };
    str letters, rest = str_trim(c);
    str_cut(&rest, ' ', &letters);
    rest = rest.p ? str_trim(rest) : STR("");
    for (size_t i = 0; i < letters.n; i++)
        if (!strchr("rcudx", letters.p[i]))
            return NOT;
    if (!memchr(letters.p, t->action, letters.n))
        return NOT;
    if (t->only && str_is(rest, t->only))
        return WHOLLY;
    if (!t->only && str_is(rest, "contact"))
        return NOT;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (str_is(rest, whole[i]))
            return WHOLLY;
    return PARTLY;
}

static enum grant granted(const struct authz_route *t, enum role role)
{
    enum grant best = NOT;
    bool found = false;
    if (!t->resource)
        return PARTLY;
    for (size_t i = 0; i < matrix.n; i++) {
        str names = matrix.p[i].role, name, rights = matrix.p[i].rights, one;
        bool mine = false;
        if (!str_is(matrix.p[i].resource, t->resource))
            continue;
        found = true;
        while (str_cut(&names, '/', &name))
            mine |= str_is(name, role_code(role));
        while (mine && str_cut(&rights, ',', &one)) {
            enum grant g = clause(one, t);
            best = g > best ? g : best;
        }
    }
    CHECK_AT(found, "the matrix has no line \"%s\"", t->resource);
    if ((role == PA || role == RE) && best == WHOLLY)
        return PARTLY; // on pages of their own
    // The child-welfare authority is the directorate's settlement, for those under 15.
    return role == BU && best == NOT ? (granted(t, DS) ? PARTLY : NOT) : best;
}

static const struct authz_object *object_of(const char *url)
{
    for (const struct authz_object *const *o = __start_authz_objects; o != __stop_authz_objects; o++)
        if (strncmp(url, (*o)->url, strlen((*o)->url)) == 0)
            return *o;
    return NULL;
}

struct making {
    const struct authz_object *o;
    enum situation s;
    enum role role;
    int64_t org, id;
};
static err make(struct db *db, void *arg)
{
    struct making *m = arg;
    return m->o->make(db, m->s, m->role, m->org, &m->id);
}

static const struct route *route_named(struct arena *a, const struct authz_route *t)
{
    for (const struct routed *r = router_all(test_site(a)->router); r->route; r++)
        if (strcmp(r->route->url, t->url) == 0 && strcmp(r->route->method, t->method) == 0)
            return r->route;
    return NULL;
}

static const char *address(struct arena *a, const struct authz_route *t, int64_t id)
{
    struct out o = { 0 };
    str rest = str_z(t->url), part;
    int names = 0;
    for (bool first = true; str_cut(&rest, '/', &part); first = false) {
        if (!first)
            out_char(&o, '/');
        if (!part.n || part.p[0] != ':')
            out_put(&o, part);
        else if (names++ == 0)
            out_f(&o, "%lld", (long long)id);
        else
            out_f(&o, "%s", t->with ? t->with : "1");
    }
    const char *all = str_cz(a, out_str(&o));
    out_drop(&o);
    return all;
}

static const struct actor *somebody(enum role role)
{
    static struct actor who[ROLES];
    who[role] = *as(role, role >= DS && role <= DA ? "IMDI" : role == CO || role == CG ? "F15" : "K1506");
    who[role].org = 7000 + (int64_t)role; // an organisation of its own
    return &who[role];
}

TEST(every_cell_of_the_authorisation_matrix_is_as_it_says)
{
    static const char *const situations[] = { "own", "foreign", "before allocation", "after withdrawal",
                                              "protected", "strict" };
    int asked = 0;
    test_site(a);
    read_matrix(a);
    static int64_t ids[ROLES][SITUATIONS];
    const struct authz_object *made = NULL;
    for (const struct authz_set *const *s = __start_authz_sets; s != __stop_authz_sets; s++)
        for (size_t i = 0; i < (*s)->n; i++) {
            const struct authz_route *t = &(*s)->at[i];
            const struct route *route = route_named(a, t);
            const struct authz_object *o = object_of(t->url);
            CHECK_AT(route, "there is no %s %s", t->method, t->url);
            CHECK_AT(o, "nothing makes what %s is about", t->url);
            for (enum role role = ROLE_NONE + 1; o != made && role < ROLES; role++)
                for (enum situation k = SIT_OWN; k < SITUATIONS; k++) {
                    struct making m = { o, k, role, somebody(role)->org, 0 };
                    in_db(a, make, &m);
                    ids[role][k] = m.id;
                }
            made = o;
            for (enum role role = ROLE_NONE + 1; role < ROLES; role++) {
                const struct actor *who = somebody(role);
                enum grant g = granted(t, role);
                bool right = may(who, route->may);
                CHECK_AT(g != NOT || !right, "%s may %s %s, and the matrix says no", role_code(role), t->method, t->url);
                CHECK_AT(g != WHOLLY || right, "%s may not %s %s, and the matrix says yes", role_code(role), t->method, t->url);
                for (enum situation k = SIT_OWN; k < SITUATIONS; k++) {
                    struct mark m = arena_mark(a);
                    const char *url = address(a, t, ids[role][k]);
                    int status = strcmp(t->method, "GET") == 0 ? get(a, url, who).status : post(a, url, who, "").status;
                    bool in = (k == SIT_OWN || k == SIT_PROTECTED) && role_sees_persons(role);
                    bool good = !right ? status == 403 : in ? status < 500 && status != 403 && status != 404 : status == 404;
                    CHECK_AT(good, "%s %s as %s, %s, gave %d", t->method, t->url, role_code(role), situations[k], status);
                    arena_back(a, m);
                    asked++;
                }
            }
        }
    CHECK(asked > 1000);
}

// A room that has declared one of its routes about a person has declared them all.
TEST(every_route_of_a_person_is_in_the_matrix_test)
{
    for (const struct room *const *r = rooms_all; *r; r++) {
        bool declares = false;
        for (int round = 0; round < 2; round++)
            for (const struct route *t = (*r)->routes; t && t->url; t++) {
                bool found = false;
                for (const struct authz_set *const *s = __start_authz_sets; s != __stop_authz_sets; s++)
                    for (size_t i = 0; i < (*s)->n; i++)
                        found |= strcmp((*s)->at[i].url, t->url) == 0 && strcmp((*s)->at[i].method, t->method) == 0;
                declares |= found;
                if (round && declares && strncmp(t->url, "/personer/:id", 13) == 0)
                    CHECK_AT(found, "%s %s stands in no AUTHZ list", t->method, t->url);
            }
    }
}
