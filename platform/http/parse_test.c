// SPDX-License-Identifier: Apache-2.0
#include "platform/http/parse.h"

#include "platform/http/limits.h"
#include "test/test.h"

#undef fail

TEST(paths_are_decoded_or_refused)
{
    static const struct {
        const char *raw, *path; // NULL: refused
    } cases[] = {
        { "/", "/" },
        { "/a%20b/%C3%A6", "/a b/æ" },
        { "/A%CC%8Alesund", "/Ålesund" }, // composed
        { "/a+b", "/a+b" },
        { "/a/", "/a/" },
        { "a", NULL },
        { "", NULL },
        { "/%", NULL },
        { "/%4", NULL },
        { "/%4g", NULL },
        { "/%00", NULL },
        { "/a%0d%0ab", NULL },
        { "/%e6", NULL },
        { "/%C0%AF", NULL },    // overlong
        { "/%ED%A0%80", NULL }, // surrogate
        { "/..", NULL },
        { "/a/../b", NULL },
        { "/%2e%2E/b", NULL },
        { "/a/./b", NULL },
        { "/a%2Fb", NULL },
        { "/a%5cb", NULL },
        { "/...", "/..." },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str got = STR("");
        const char *fault = "";
        err e = parse_path(a, str_z(cases[i].raw), &got, &fault);
        CHECK_AT(cases[i].path ? e == OK && str_is(got, cases[i].path) : e == E_INPUT,
                 "%s gave \"%.*s\" (%s)", cases[i].raw, S(got), fault);
    }
}

TEST(a_query_gives_its_fields_in_order)
{
    pairs p = { 0 };
    const char *fault;
    CHECK(parse_query(a, STR("a=1&b=x+y%2B&&c&=d&a=%C3%A6&e=f=g"), &p, &fault) == OK);
    CHECK_INT(p.n, 6);
    CHECK_STR(p.p[1].value, "x y+");
    CHECK_STR(p.p[2].name, "c");
    CHECK_STR(p.p[2].value, "");
    CHECK_STR(p.p[3].name, "");
    CHECK_STR(p.p[4].value, "æ");
    CHECK_STR(p.p[5].value, "f=g");
}

TEST(queries_with_bad_bytes_are_refused)
{
    static const char *const bad[] = { "a=%",   "a=%0",  "a=%zz",    "a=%00", "a=%0A",
                                       "%01=a", "a=%e6", "a=%C2%80", "a=%7F" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        pairs p = { 0 };
        const char *fault = NULL;
        CHECK_AT(parse_query(a, str_z(bad[i]), &p, &fault) == E_INPUT && fault, "%s", bad[i]);
    }
}

TEST(a_form_may_hold_lines_and_has_a_number_of_fields)
{
    pairs p = { 0 };
    const char *fault;
    CHECK(parse_form(a, STR("t=a%0D%0Ab%0Dc%0Ad%09e"), &p, &fault) == OK);
    CHECK_STR(p.p[0].value, "a\nb\nc\nd\te");
    struct out o = { 0 };
    for (int i = 0; i < FORM_FIELDS_MAX; i++)
        OUT(&o, "a=1&");
    p = (pairs){ 0 };
    CHECK(parse_form(a, out_str(&o), &p, &fault) == OK);
    OUT(&o, "a=1");
    p = (pairs){ 0 };
    CHECK(parse_form(a, out_str(&o), &p, &fault) == E_TOOBIG);
    out_drop(&o);
}

#define TYPE STR("multipart/form-data; boundary=----WebKit1")

TEST(a_multipart_form_gives_fields_and_files)
{
    str body = STR("------WebKit1\r\nContent-Disposition: form-data; name=\"navn\"\r\n\r\n"
                   "K\xc3\xa5re\r\nto\r\n------WebKit1\r\n"
                   "Content-Disposition: form-data; name=\"fil\"; filename=\"C:\\a\\t.csv\"\r\n"
                   "Content-Type: text/csv; charset=utf-8\r\n\r\na;b\r\n\r\n------WebKit2\r\n"
                   "------WebKit1\r\n"
                   "Content-Disposition: form-data; name=\"tom\"; filename=\"\"\r\n\r\n\r\n"
                   "------WebKit1--\r\n");
    pairs p = { 0 };
    uploads u = { 0 };
    const char *fault = "";
    err e = parse_multipart(a, TYPE, body, &p, &u, &fault);
    CHECK_AT(e == OK, "%s", fault);
    CHECK_INT(p.n, 1);
    CHECK_STR(p.p[0].value, "Kåre\nto");
    CHECK_INT(u.n, 1); // the file field without a file is left out
    CHECK_STR(u.p[0].field, "fil");
    CHECK_STR(u.p[0].filename, "t.csv");
    CHECK_STR(u.p[0].type, "text/csv");
    CHECK_STR(u.p[0].bytes, "a;b\r\n\r\n------WebKit2");
}

TEST(multipart_forms_that_no_browser_sends_are_refused)
{
#define D "Content-Disposition: form-data; name=\"a\"\r\n"
    static const char *const bad[] = {
        "",
        "--x\r\n" D "\r\n1",                  // no end
        "pre\r\n--x\r\n" D "\r\n1\r\n--x--",  // preamble
        "--x\r\n" D "\r\n1\r\n--x--\r\nmore", // epilogue
        "--x\n" D "\r\n1\r\n--x--",           // bare line feed
        "--x\r\n" D "Content-Transfer-Encoding: base64\r\n\r\n1\r\n--x--",
        "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--", // no name
        "--x\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n1\r\n--x--",
        "--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--x--",
        "--x\r\nContent-Type: text/plain\r\n\r\n1\r\n--x--",
        "--x\r\n" D "\r\n\x01\r\n--x--", // control byte
        "--x\r\n" D "\r\n\xe6\r\n--x--", // not UTF-8
        "--x\r\nodd\r\n\r\n1\r\n--x--",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        pairs p = { 0 };
        uploads u = { 0 };
        const char *fault = NULL;
        err e = parse_multipart(a, STR("multipart/form-data; boundary=x"), str_z(bad[i]), &p,
                                &u, &fault);
        CHECK_AT(e == E_INPUT && fault, "case %zu", i);
    }
    static const char *const types[] = { "multipart/form-data",
                                         "multipart/form-data; boundary=",
                                         "multipart/form-data; boundary=\"a",
                                         "multipart/form-data; boundary=a{b" };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        pairs p = { 0 };
        uploads u = { 0 };
        const char *fault;
        CHECK(parse_multipart(a, str_z(types[i]), STR("--x--"), &p, &u, &fault) == E_INPUT);
    }
}

TEST(cookies_of_others_do_no_harm)
{
    pairs p = { 0 };
    parse_cookies(a, STR("a=1; ; =x; odd; b=\"2\" ;c=\xe6; fotfeste=abc; d=e f"), &p);
    CHECK_INT(p.n, 3);
    CHECK_STR(p.p[1].name, "b");
    CHECK_STR(p.p[1].value, "2");
    CHECK_STR(p.p[2].value, "abc");
}

TEST(the_wanted_language_is_the_best_of_ours)
{
    CHECK_INT(parse_languages(STR("")), NB);
    CHECK_INT(parse_languages(STR("nn")), NN);
    CHECK_INT(parse_languages(STR("de-DE, en-US;q=0.7, nn-NO;q=0.9")), NN);
    CHECK_INT(parse_languages(STR("EN")), EN);
    CHECK_INT(parse_languages(STR("no, nn;q=0.9")), NB);
    CHECK_INT(parse_languages(STR("en;q=0, fr")), NB);
    CHECK_INT(parse_languages(STR("enx, *;q=0.1")), NB);
}

TEST(parameters_of_a_media_type_are_read)
{
    str t = STR("multipart/form-data; charset=\"a;b\" ; Boundary=\"x\\\"y\"; z=1");
    CHECK_STR(media_type(t), "multipart/form-data");
    CHECK_STR(media_param(a, t, "charset"), "a;b");
    CHECK_STR(media_param(a, t, "boundary"), "x\"y");
    CHECK_STR(media_param(a, t, "z"), "1");
    CHECK_STR(media_param(a, t, "w"), "");
}
