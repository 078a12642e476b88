// SPDX-License-Identifier: Apache-2.0
#include "platform/http/router.h"

#include "test/test.h"

#undef fail

static reply nothing(struct rq *q)
{
    return bytes(q, "text/plain", STR(""));
}

#define GET(url, ...)                                                                          \
    {                                                                                          \
        "GET", url, &PUBLIC, TX_READ, nothing, __VA_ARGS__                                     \
    }
static const struct route routes[] = {
    GET("/"),
    GET("/steder", .faces = FACES),
    GET("/steder/ny"),
    GET("/steder/:place", .faces = FACES),
    GET("/steder/:place/tall/:year", .faces = 1u << FACE_CSV),
    GET("/steder/ny/hjelp"),
    { "POST", "/steder/:place", &PUBLIC, TX_WRITE, nothing },
    { "POST", "/logg-ut", &PUBLIC, TX_NONE, nothing },
    { 0 },
};
static const struct room room = { .name = "try", .routes = routes };
static const struct room *const rooms[] = { &room, NULL };

TEST(a_path_finds_its_route)
{
    static const struct {
        const char *method, *path;
        int status;
        const char *url;
        enum face face;
    } cases[] = {
        { "GET", "/", 200, "/", FACE_HTML },
        { "GET", "/steder", 200, "/steder", FACE_HTML },
        { "HEAD", "/steder", 200, "/steder", FACE_HTML },
        { "GET", "/steder.csv", 200, "/steder", FACE_CSV },
        { "GET", "/steder/ny", 200, "/steder/ny", FACE_HTML },
        { "GET", "/steder/ny.csv", 200, "/steder/:place", FACE_HTML }, // part of the name
        { "GET", "/steder/oslo", 200, "/steder/:place", FACE_HTML },
        { "GET", "/steder/oslo.json", 200, "/steder/:place", FACE_JSON },
        { "GET", "/steder/oslo.pdf", 200, "/steder/:place", FACE_HTML }, // part of the name
        { "GET", "/steder/ny/tall/2023", 200, "/steder/:place/tall/:year", FACE_HTML },
        { "GET", "/steder/x/tall/2023.csv", 200, "/steder/:place/tall/:year", FACE_CSV },
        { "GET", "/steder/x/tall/2023.xlsx", 404, NULL, FACE_HTML },
        { "GET", "/steder/x/tall", 404, NULL, FACE_HTML },
        { "GET", "/steder/ny/hjelp", 200, "/steder/ny/hjelp", FACE_HTML },
        { "GET", "/steder/", 308, NULL, FACE_HTML },
        { "GET", "/steder//", 404, NULL, FACE_HTML },
        { "GET", "//steder", 404, NULL, FACE_HTML },
        { "GET", "/steder/x//tall/1", 404, NULL, FACE_HTML },
        { "GET", "/Steder", 404, NULL, FACE_HTML },
        { "POST", "/steder/oslo", 200, "/steder/:place", FACE_HTML },
        { "POST", "/steder", 405, NULL, FACE_HTML },
        { "GET", "/logg-ut", 405, NULL, FACE_HTML },
        { "DELETE", "/steder/oslo", 405, NULL, FACE_HTML },
        { "OPTIONS", "/steder", 405, NULL, FACE_HTML },
        { "GET", "/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5", 404,
          NULL, FACE_HTML },
    };
    str fault;
    struct router *r = router_make(a, rooms, &fault);
    CHECK(r != NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct found f = router_find(r, a, str_z(cases[i].method), str_z(cases[i].path));
        CHECK_AT(f.status == cases[i].status, "%s %s gave %d", cases[i].method, cases[i].path,
                 f.status);
        CHECK_AT(!cases[i].url || strcmp(f.route->url, cases[i].url) == 0, "%s took %s",
                 cases[i].path, f.route ? f.route->url : "nothing");
        CHECK_AT(f.status != 200 || f.face == cases[i].face, "%s", cases[i].path);
    }
}

TEST(the_names_of_a_path_are_given)
{
    str fault;
    struct router *r = router_make(a, rooms, &fault);
    struct found f = router_find(r, a, STR("GET"), STR("/steder/møre/tall/2023.csv"));
    CHECK_INT(f.args.n, 2);
    CHECK_STR(f.args.p[0].name, "place");
    CHECK_STR(f.args.p[0].value, "møre");
    CHECK_STR(f.args.p[1].value, "2023");
    CHECK_STR(f.path, "/steder/møre/tall/2023");
    CHECK_STR(router_find(r, a, STR("DELETE"), STR("/steder/oslo")).allow, "GET, HEAD, POST");
}

TEST(wrong_routes_stop_the_start)
{
    static const struct {
        struct route route[3];
        const char *fault;
    } cases[] = {
        { { { "GET", "/a", NULL, TX_READ, nothing } }, "has no right" },
        { { { "GET", "/a", &PUBLIC, TX_READ, NULL } }, "has no handler" },
        { { { "GET", "a", &PUBLIC, TX_READ, nothing } }, "does not begin with a slash" },
        { { { "GET", "/a/", &PUBLIC, TX_READ, nothing } }, "ends with a slash" },
        { { { "GET", "/a//b", &PUBLIC, TX_READ, nothing } }, "has an empty part" },
        { { { "BREW", "/a", &PUBLIC, TX_READ, nothing } }, "method is not known" },
        { { { "GET", "/a", &PUBLIC, TX_WRITE, nothing } }, "is a GET that writes" },
        { { { "GET", "/a/:b", &PUBLIC, TX_READ, nothing },
            { "GET", "/a/:c", &PUBLIC, TX_READ, nothing } },
          "stands twice" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room one = { .name = "bad", .routes = cases[i].route };
        const struct room *list[] = { &one, NULL };
        str fault = STR("");
        CHECK(router_make(a, list, &fault) == NULL);
        CHECK_AT(str_ends(fault, str_z(cases[i].fault)), "%.*s", S(fault));
    }
}
