// SPDX-License-Identifier: Apache-2.0
#include "platform/http/assets.h"

#include "base/embed.h"
#include "test/web.h"

static const struct room *const no_rooms[] = { NULL };

TEST(an_asset_is_found_by_its_digest_and_kept_for_ever)
{
    test_site_of(a, no_rooms);
    str url = asset_url(a, "app.css");
    CHECK(str_starts(url, STR("/statisk/app.")) && str_ends(url, STR(".css")));
    CHECK_INT(url.n, strlen("/statisk/app.0123456789ab.css"));
    struct answer r = get(a, url.p, public_());
    CHECK_INT(r.status, 200);
    CHECK_STR(r.type, "text/css; charset=utf-8");
    CHECK_STR(answer_header(&r, "Cache-Control"), "public, max-age=31536000, immutable");
    str file;
    CHECK(embed_get("asset/app.css", &file) && str_eq(r.body, file));
    struct answer plain = get(a, "/statisk/app.css", public_());
    CHECK_STR(answer_header(&plain, "Cache-Control"), "public, max-age=300");
}

TEST(an_old_digest_is_not_found)
{
    test_site_of(a, no_rooms);
    CHECK_INT(get(a, "/statisk/app.000000000000.css", public_()).status, 404);
    CHECK_INT(get(a, "/statisk/", public_()).status, 404);
    CHECK_INT(get(a, "/statisk/../ref/x", public_()).status, 400);
    CHECK_INT(post(a, "/statisk/app.css", public_(), "").status, 404);
}

TEST(a_browser_that_has_it_gets_no_bytes)
{
    test_site_of(a, no_rooms);
    str url = asset_url(a, "app.css");
    struct answer r = get(a, url.p, public_());
    str tag = answer_header(&r, "ETag");
    struct answer again =
        ask(a, "GET", url.p, public_(), strf(a, "If-None-Match: %.*s\r\n", S(tag)).p, STR(""));
    CHECK_INT(again.status, 304);
    CHECK_INT(again.body.n, 0);
}

TEST(a_browser_that_takes_gzip_gets_the_packed_file)
{
    static const struct {
        const char *accept;
        bool packed;
    } cases[] = {
        { "Accept-Encoding: gzip, deflate, br\r\n", true },
        { "Accept-Encoding: br;q=1, gzip;q=0.8\r\n", true },
        { "Accept-Encoding: gzip;q=0\r\n", false },
        { "Accept-Encoding: identity\r\n", false },
        { "", false },
    };
    test_site_of(a, no_rooms);
    str url = asset_url(a, "app.css");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct answer r = ask(a, "GET", url.p, public_(), cases[i].accept, STR(""));
        str coding = answer_header(&r, "Content-Encoding");
        CHECK_AT((coding.n > 0) == cases[i].packed, "%s", cases[i].accept);
        CHECK_AT(!cases[i].packed || str_starts(r.body, STR("\x1f\x8b")), "%s",
                 cases[i].accept);
        CHECK_STR(answer_header(&r, "Vary"), "Accept-Encoding");
    }
}
