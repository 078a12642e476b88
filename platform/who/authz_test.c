// SPDX-License-Identifier: Apache-2.0
// The authorisation matrix, cell by cell: every route that a room declared, as every role, for a thing
// of one's own, somebody else's, before allocation, after withdrawal, of a protected person and of a
// strictly protected one. And that what may not be seen cannot be told from what never was (SEC-5).
#include "test/crawl.h"

#include <ctype.h>
#include <stdlib.h>
#include <time.h>

#include "base/csv.h"
#include "base/embed.h"
#include "platform/http/setting.h"
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
        return !t->roles ? PARTLY : t->roles & R(role) ? WHOLLY : NOT;
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
    const struct authz_object *best = NULL;
    for (const struct authz_object *const *o = __start_authz_objects; o != __stop_authz_objects; o++)
        if (strncmp(url, (*o)->url, strlen((*o)->url)) == 0 &&
            (!best || strlen(best->url) < strlen((*o)->url)))
            best = *o;
    return best;
}

struct making {
    const struct authz_object *o;
    const struct authz_route *t;
    enum situation s;
    enum role role;
    str id, with;
    char text[64];
};
static err make(struct db *db, void *arg)
{
    struct making *m = arg;
    return m->o->make(db, m->s, m->role, AUTHZ_ORG(m->role), &m->id);
}
static err make_sub(struct db *db, void *arg)
{
    struct making *m = arg;
    return m->t->sub(db, str_cz(db->mem, m->id), m->role, &m->with);
}

static const struct route *route_named(struct arena *a, const struct authz_route *t)
{
    for (const struct routed *r = router_all(test_site(a)->router); r->route; r++)
        if (strcmp(r->route->url, t->url) == 0 && strcmp(r->route->method, t->method) == 0)
            return r->route;
    return NULL;
}

static const char *address(struct arena *a, const struct authz_route *t, str id, str with)
{
    struct out o = { 0 };
    str rest = str_z(t->url), part;
    int names = 0;
    for (bool first = true; str_cut(&rest, '/', &part); first = false) {
        if (!first)
            out_char(&o, '/');
        if (!part.n || part.p[0] != ':')
            out_put(&o, part);
        else
            out_put(&o, names++ == 0 ? id : with);
    }
    const char *all = str_cz(a, out_str(&o));
    out_drop(&o);
    return all;
}

static const struct actor *somebody(enum role role)
{
    static struct actor who[ROLES];
    who[role] = *as(role, role >= DS && role <= DA   ? "IMDI"
                          : role == CO || role == CG ? "F15"
                          : role == CE               ? "M1"
                          : role == BU               ? "BUFETAT"
                                                     : "K1506");
    who[role].org = AUTHZ_ORG(role); // an organisation of its own
    return &who[role];
}

static bool sees(const struct authz_object *o, enum situation s, enum role role)
{
    return o->sees ? o->sees(s, role) : (s == SIT_OWN || s == SIT_PROTECTED) && role_sees_persons(role);
}

static const char *const situations[] = { "own", "foreign", "before allocation", "after withdrawal", "protected",
                                          "strict" };
static str ids[ROLES][SITUATIONS];

SQL(org_row, "insert into who_org (id, code, kind, name) values ($1, $2, $3, $2)");

// The organisations that the actors are of: pages name them, and people are given roles in them.
static err make_orgs(struct db *db, void *arg)
{
    (void)arg;
    for (enum role role = ROLE_NONE + 1; role < ROLES; role++) {
        static const char *const kinds[] = { "other", "directorate", "county", "municipality", "centre", "other" };
        enum org_kind kind = role == CE ? ORG_CENTRE : somebody(role)->org_kind;
        PASS(db_do(db, &org_row, ARGS(AI(AUTHZ_ORG(role)), AT(strf(db->mem, "T-%s", role_code(role))),
                                      AT(str_z(kinds[kind]))), NULL));
    }
    return OK;
}

static void make_all(struct arena *a, const struct authz_object *o)
{
    for (enum role role = ROLE_NONE + 1; role < ROLES; role++)
        for (enum situation k = SIT_OWN; k < SITUATIONS; k++) {
            struct making m = { .o = o, .s = k, .role = role };
            in_db(a, make, &m);
            ids[role][k] = str_dup(a, m.id);
        }
}

static str second(struct arena *a, const struct authz_route *t, enum role role, enum situation k)
{
    struct making m = { .t = t, .role = role, .id = ids[role][k], .with = STR("1") };
    if (t->sub)
        in_db(a, make_sub, &m);
    return t->with ? str_z(t->with) : str_dup(a, m.with);
}

// One cell: what the matrix says of the role, and what the route answers in each situation.
static int cell(struct arena *a, const struct authz_object *o, const struct authz_route *t,
                const struct route *route, enum role role)
{
    const struct actor *who = somebody(role);
    enum grant g = granted(t, role);
    bool right = may(who, route->may);
    CHECK_AT(g != NOT || !right, "%s may %s %s, and the matrix says no", role_code(role), t->method, t->url);
    CHECK_AT(g != WHOLLY || right, "%s may not %s %s, and the matrix says yes", role_code(role), t->method, t->url);
    for (enum situation k = SIT_OWN; k < SITUATIONS; k++) {
        struct mark m = arena_mark(a);
        const char *url = address(a, t, ids[role][k], right ? second(a, t, role, k) : STR("1"));
        int status = strcmp(t->method, "GET") == 0 ? get(a, url, who).status : post(a, url, who, t->form ? t->form : "").status;
        bool in = sees(o, k, role);
        bool good = !right                                   ? status == 403
                    : t->narrows & R(role) && (status == 403 || status == 404) ? true
                    : in                                     ? status < 500 && status != 403 && status != 404
                                                             : status == 404;
        CHECK_AT(good, "%s %s as %s, %s, gave %d", t->method, t->url, role_code(role), situations[k], status);
        arena_back(a, m);
    }
    return SITUATIONS;
}

#define EACH_ROUTE_OF(o, s, t)                                                                 \
    for (const struct authz_set *const *s = __start_authz_sets; s != __stop_authz_sets; s++)   \
        for (const struct authz_route *t = (*s)->at; t < (*s)->at + (*s)->n; t++)              \
            if (object_of(t->url) == (o))

TEST(every_cell_of_the_authorisation_matrix_is_as_it_says)
{
    int asked = 0;
    test_site(a);
    in_db(a, make_orgs, NULL);
    read_matrix(a);
    EACH_ROUTE_OF(NULL, s, t)
        CHECK_AT(false, "nothing makes what %s is about", t->url);
    for (const struct authz_object *const *o = __start_authz_objects; o != __stop_authz_objects; o++) {
        make_all(a, *o);
        EACH_ROUTE_OF(*o, s, t)
        {
            const struct route *route = route_named(a, t);
            CHECK_AT(route, "there is no %s %s", t->method, t->url);
            for (enum role role = ROLE_NONE + 1; role < ROLES; role++)
                asked += cell(a, *o, t, route, role);
        }
    }
    CHECK_AT(asked > 8000, "%d cells", asked);
}

// ---- existence is secret (SEC-5) ------------------------------------------------------------------

// Without the address as the visitor wrote it, and with each form's random key made the same.
static str without(struct arena *a, str body, str id)
{
    struct out o = { 0 };
    str once = STR("name=\"once\" value=\"");
    enum { KEY_SIGNS = 43 };
    char *plain = str_cz(a, body);
    for (size_t at, from = 0; (at = str_find(str_part(body, from, body.n), once)) != (size_t)-1;) {
        from += at + once.n;
        memset(plain + from, '-', from + KEY_SIGNS <= body.n ? KEY_SIGNS : 0);
    }
    body.p = plain;
    str rest = body;
    for (size_t at, from = 0; (at = str_find(str_part(body, from, body.n), id)) != (size_t)-1;) {
        size_t end = from + at + id.n;
        bool word = (from + at == 0 || !isalnum((unsigned char)body.p[from + at - 1]) ||
                     str_ends(str_part(body, 0, from + at), STR("%2F"))) &&
                    (end == body.n || !isalnum((unsigned char)body.p[end]));
        out_put(&o, str_part(body, from, word ? at : at + id.n));
        from = end;
        rest = str_part(body, end, body.n - end);
    }
    out_put(&o, rest);
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

static int rising(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

// `form` NULL: read, else posted.
static int64_t took_us(struct arena *a, const char *url, const char *form, const struct actor *who)
{
    struct mark m = arena_mark(a);
    struct timespec from, to;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    if (form)
        post(a, url, who, form);
    else
        get(a, url, who);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    arena_back(a, m);
    return (to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000;
}

// Processor time of this thread, each taken in turn so that whatever else the machine does meets both;
// the median of an odd number.
static int64_t apart_us(struct arena *a, const char *one, const char *other, const char *form,
                        const struct actor *who)
{
    enum { N = 9 };
    int64_t x[N], y[N];
    for (int i = 0; i < N; i++) {
        x[i] = took_us(a, one, form, who);
        y[i] = took_us(a, other, form, who);
    }
    qsort(x, N, sizeof *x, rising);
    qsort(y, N, sizeof *y, rising);
    return llabs(x[N / 2] - y[N / 2]);
}

static void same_as_never(struct arena *a, const struct authz_object *o, const struct authz_route *t,
                          enum role role, enum situation k)
{
    enum { CLOSE_US = 5000 };
    const struct actor *who = somebody(role);
    str with = second(a, t, role, k), id = ids[role][k], never_id = str_z(o->never);
    const char *url = address(a, t, id, with), *never_url = address(a, t, never_id, with);
    const char *form = strcmp(t->method, "GET") == 0 ? NULL : t->form ? t->form : "";
    struct answer never = form ? post(a, never_url, who, form) : get(a, never_url, who);
    struct answer r = form ? post(a, url, who, form) : get(a, url, who);
    CHECK_AT(r.status == 404 && never.status == 404, "%s as %s, %s: %d, and %d for nothing", t->url, role_code(role),
             situations[k], r.status, never.status);
    CHECK_AT(str_eq(without(a, r.body, id), without(a, never.body, never_id)), "%s as %s, %s reads otherwise", t->url,
             role_code(role), situations[k]);
    CHECK_AT(r.headers.n == never.headers.n, "%s as %s, %s has other headers", t->url, role_code(role), situations[k]);
    for (size_t i = 0; i < r.headers.n; i++)
        CHECK_AT(str_eq(r.headers.p[i].name, never.headers.p[i].name) &&
                     (str_eq(r.headers.p[i].value, never.headers.p[i].value) ||
                      str_is(r.headers.p[i].name, "Set-Cookie") ||
                      str_is(r.headers.p[i].name, "X-Request-Id")),
                 "%s as %s, %s: header %.*s", t->url, role_code(role), situations[k], S(r.headers.p[i].name));
    int64_t apart = apart_us(a, url, never_url, form, who);
    if (apart >= CLOSE_US) // once more: a page of memory, a plan made anew
        apart = apart_us(a, url, never_url, form, who);
    CHECK_AT(apart < CLOSE_US, "%s as %s, %s: %lld us apart from nothing", t->url, role_code(role), situations[k],
             (long long)apart);
}

// One role that has the right stands for all of them: the cells above say that each gets 404.
static enum role first_with(const struct route *route)
{
    for (enum role role = ROLE_NONE + 1; role < ROLES; role++)
        if (role_sees_persons(role) && may(somebody(role), route->may))
            return role;
    return ROLE_NONE;
}

TEST(what_may_not_be_seen_answers_like_what_never_was_and_as_soon)
{
    int compared = 0;
    test_site(a);
    in_db(a, make_orgs, NULL);
    for (const struct authz_object *const *o = __start_authz_objects; o != __stop_authz_objects; o++) {
        make_all(a, *o);
        EACH_ROUTE_OF(*o, s, t)
        {
            const struct route *route = route_named(a, t);
            enum role role = route ? first_with(route) : ROLE_NONE;
            for (enum situation k = SIT_FOREIGN; role && k < SITUATIONS; k++) {
                struct mark m = arena_mark(a);
                if (!sees(*o, k, role) && !(t->narrows & R(role))) {
                    same_as_never(a, *o, t, role, k);
                    compared++;
                }
                arena_back(a, m);
            }
        }
    }
    CHECK_AT(compared > 200, "%d answers were compared", compared);
}

// A room that has a route about a person has declared it: one that stands in no list fails here.
TEST(every_route_of_a_person_is_in_the_matrix_test)
{
    static const char *const about[] = { "/personer/:id", "/bosetting/klare/:", "/bosetting/vedtak/:",
                                         "/bosetting/forslag/:", "/bosetting/fordelinger/:", "/beboere/utflytting/:",
                                         "/frister/:", "/import/:id", "/team/overforing/:" };
    for (const struct room *const *r = rooms_all; *r; r++)
        for (const struct route *t = (*r)->routes; t && t->url; t++) {
            bool found = false, asked = false;
            for (size_t i = 0; i < sizeof about / sizeof *about; i++)
                asked |= strncmp(t->url, about[i], strlen(about[i])) == 0;
            for (const struct authz_set *const *s = __start_authz_sets; s != __stop_authz_sets; s++)
                for (size_t i = 0; i < (*s)->n; i++)
                    found |= strcmp((*s)->at[i].url, t->url) == 0 && strcmp((*s)->at[i].method, t->method) == 0;
            CHECK_AT(found || !asked, "%s %s stands in no AUTHZ list", t->method, t->url);
        }
}

// ---- numbers guessed one by one ---------------------------------------------------------------------

static err fill_demo(struct db *db, void *arg)
{
    (void)arg;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(setting_put(db, "demo_persons", STR("80")));
    for (const struct room *const *r = rooms_all; *r; r++)
        if ((*r)->demo)
            PASS((*r)->demo(db, db->deed.today));
    return OK;
}

// Whose rows with a number of their own are nobody else's business: somebody of an organisation that has
// nothing meets each number as one that was never given.
TEST(numbers_guessed_one_by_one_answer_like_numbers_never_given)
{
    // About no person: centres, places, periods and published pages are there for all who may open them.
    static const char *const open[] = { "/tall-og-statistikk/", "/om-integrering-i-norge/", "/aktuelt/", "/innhold/",
                                        "/bosetting/kommune/", "/bosetting/fylke/", "/bosetting/anmodninger/",
                                        "/mangler/", "/velkommen/", "/mottakene/" };
    const str never = STR("987650123");
    static const struct { enum role role; const char *org; } strangers[] = {
        { MC, "K5601" }, { MP, "K5601" }, { MH, "K5601" }, { MT, "K5601" }, { MB, "K5601" }, { MU, "K5601" },
        { CE, "M9999" }, { CO, "F56" }, { CG, "F56" }, { IN, "T1" }, { IO, "K5601" }, { PA, "P1" }, { RE, "P1" }, { VO, "V1" }
    };
    enum { TRIED = 25 };
    int asked = 0, routes = 0;
    test_site(a);
    in_db(a, fill_demo, NULL);
    for (const struct routed *r = router_all(test_site(a)->router); r->route; r++) {
        const struct route *t = r->route;
        bool skip = !strchr(t->url, ':');
        for (size_t i = 0; i < sizeof open / sizeof *open; i++)
            skip |= strncmp(t->url, open[i], strlen(open[i])) == 0;
        for (size_t s = 0; s < sizeof strangers / sizeof *strangers && !skip; s++) {
            const struct actor *who = as(strangers[s].role, strangers[s].org);
            if (!may(who, t->may))
                continue;
            struct authz_route at = { .method = t->method, .url = t->url };
            bool reads = strcmp(t->method, "GET") == 0;
            struct mark m = arena_mark(a);
            const char *never_url = address(a, &at, never, STR("1"));
            struct answer n = reads ? get(a, never_url, who) : post(a, never_url, who, "");
            for (int id = 1; id <= TRIED; id++) {
                struct mark one = arena_mark(a);
                str no = strf(a, "%d", id);
                const char *url = address(a, &at, no, STR("1"));
                struct answer g = reads ? get(a, url, who) : post(a, url, who, "");
                CHECK_AT(g.status == n.status && 
                             str_eq(without(a, without(a, g.body, no), never), without(a, without(a, n.body, no), never)),
                         "%s %s as %s: %d, and %d for a number never given", t->method, url,
                         role_code(strangers[s].role), g.status, n.status);
                arena_back(a, one);
                asked++;
            }
            arena_back(a, m);
            routes++;
        }
    }
    CHECK_AT(routes > 100 && asked > 2500, "%d routes, %d numbers", routes, asked);
}

// ---- routes about no one thing -------------------------------------------------------------------------

// Lists, forms for something new, work of a unit: whoever has the right must have the letter in the matrix,
// and where `all` everybody with the letter has the right. `but`: roles that come in though no line says so,
// and see nothing there that the line is about.
static const struct {
    const char *method, *url, *resource;
    char action;
    bool all;
    uint64_t but;
} without_object[] = {
    { "GET", "/personer", "person core", 'r', false, R(PO) | R(BU) },
    { "POST", "/personer", "person core", 'r', false, R(PO) | R(BU) },
    { "GET", "/personer/ny", "person core", 'c', true, 0 },
    { "POST", "/personer/ny", "person core", 'c', true, 0 },
    { "GET", "/personer/nodtilgang", "person core", 'r', false, R(BU) },
    { "POST", "/personer/nodtilgang", "person core", 'r', false, R(BU) },
    { "GET", "/personer/kontroll", "audit log", 'r', false, R(DS) | R(MH) | R(PO) },
    { "GET", "/beboere", "person core", 'u', false, 0 },
    { "GET", "/beboere/ny", "person core", 'u', false, 0 },
    { "GET", "/beboere/kartlegging", "mapping, competence", 'u', false, 0 },
    { "GET", "/bosetting/kapasitet", "capacity, dwelling", 'r', true, 0 },
    { "POST", "/bosetting/kapasitet/uker", "capacity, dwelling", 'u', true, 0 },
    { "POST", "/bosetting/kapasitet/bolig", "capacity, dwelling", 'c', true, 0 },
    { "GET", "/bosetting/anmodninger", "need, request, municipal decision", 'r', false, R(DA) | R(DE) },
    { "GET", "/bosetting/fordeling", "need, request, municipal decision", 'd', false, 0 },
    { "POST", "/bosetting/fordeling/ny", "need, request, municipal decision", 'c', false, 0 },
    { "POST", "/bosetting/tall", "need, request, municipal decision", 'c', false, 0 },
    { "GET", "/bosetting/fordelinger", "ready list, allocation list", 'r', false, R(BU) },
    { "GET", "/bosetting/forslag", "ready list, allocation list", 'd', true, R(BU) },
    { "POST", "/bosetting/forslag", "ready list, allocation list", 'd', true, R(BU) },
    { "GET", "/bosetting/vedtak", "allocation decision", 'd', true, R(BU) },
    { "POST", "/bosetting/vedtak", "allocation decision", 'd', true, R(BU) },
    { "POST", "/avstemming", "settlement case, move plan", 'r', false, 0 },
    { "POST", "/import", "person core", 'u', false, R(MC) }, // contact: the room holds it to that
};

TEST(routes_about_no_one_thing_are_for_those_whom_the_matrix_names)
{
    read_matrix(a);
    in_db(a, make_orgs, NULL);
    for (size_t i = 0; i < sizeof without_object / sizeof *without_object; i++) {
        struct authz_route t = { .method = without_object[i].method, .url = without_object[i].url,
                                 .resource = without_object[i].resource, .action = without_object[i].action };
        const struct route *route = route_named(a, &t);
        CHECK_AT(route, "there is no %s %s", t.method, t.url);
        for (enum role role = ROLE_NONE + 1; role < ROLES; role++) {
            struct mark m = arena_mark(a);
            enum grant g = role == BU && granted(&t, BU) != NOT ? PARTLY : granted(&t, role);
            const struct actor *who = somebody(role);
            bool right = may(who, route->may);
            CHECK_AT(!right || g != NOT || without_object[i].but & R(role), "%s may %s %s, and the matrix says no",
                     role_code(role), t.method, t.url);
            CHECK_AT(right || g != WHOLLY || !without_object[i].all, "%s may not %s %s, and the matrix says yes",
                     role_code(role), t.method, t.url);
            int status = strcmp(t.method, "GET") == 0 ? get(a, t.url, who).status : post(a, t.url, who, "").status;
            CHECK_AT((status == 403) == !right && status < 500, "%s %s as %s gave %d", t.method, t.url, role_code(role), status);
            arena_back(a, m);
        }
    }
}
