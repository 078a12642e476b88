// SPDX-License-Identifier: Apache-2.0
// The build tools as a person meets them: small files in, C or a message with file and line
// out.
#include <stdlib.h>

#include "base/out.h"
#include "test/test.h"

static void save(struct arena *a, str dir, const char *name, const char *text)
{
    FILE *f = fopen(str_cz(a, strf(a, "%.*s/%s", S(dir), name)), "wb");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static void folder(struct arena *a, str dir, const char *path)
{
    assert_int_equal(system(str_cz(a, strf(a, "mkdir -p %.*s/%s", S(dir), path))), 0);
}

// What the command says on both channels; *status is its exit status.
static str run(struct arena *a, str dir, const char *command, int *status)
{
    char *cwd = realpath(".", NULL);
    FILE *f = popen(
        str_cz(a, strf(a, "cd %.*s && %s/build/tool/%s 2>&1", S(dir), cwd, command)), "r");
    free(cwd);
    assert_non_null(f);
    char said[4096];
    size_t n = fread(said, 1, sizeof said, f);
    *status = pclose(f);
    return str_dup(a, (str){ said, n });
}

#define HEAD "{view board v in \"rooms/x/x.h\"}\n"

TEST(a_template_becomes_the_c_that_one_would_write)
{
    static const struct {
        const char *html, *c;
    } at[] = {
        { "<b>{v.name}</b>", "w_value(w, v->name);" },
        { "<b>{v.place.name} {v.form->action}</b>", "w_value(w, v->form->action);" },
        { "<b title=\"{v.name}\"></b>", "w_attr(w, v->name);" },
        { "<a href=\"{v.url}\">x</a>", "w_link(w, v->url);" },
        { "<a href=\"/a/{v.slug}\">x</a>", "w_part(w, v->slug);" },
        { "<a href=\"{url:\"/a/%s?b=%s\" v.slug v.n}\">x</a>", "\\?b=\");" },
        { "{t:x.head to=v.b from=\"x\"}", "w_t(w, T_x_head__from_to, TARGS(T_ARG(\"from\", "
                                          "STR(\"x\")), T_ARG(\"to\", v->b)));" },
        { "{t:x.due d=fmt_day_long(v.due)}",
          "T_ARG(\"d\", fmt_day_long(w->q->mem, w->q->lang, v->due))" },
        { "{k:v.label}", "w_t(w, v->label, NO_TARGS);" },
        { "{#if v.a and !(v.b or v.c == KIND_X)}x{/if}",
          "if (w_true(v->a) && !(w_true(v->b) || (v->c == KIND_X))) {" },
        { "{#if q.who->user != 0}x{/if}", "if ((w->q->who->user != 0)) {" },
        { "{#each v.rows as r}{r#}{#empty}0{/each}", "if ((v->rows).n == 0) {" },
        { "{#each v.rows as r}{#each r.at as s}{s.n}{/each}{/each}",
          "const __typeof__(*(r->at).p) *s = &(r->at).p[s_at];" },
        { "<option{#if v.on} selected{/if}>a</option>", "OUT(w->o, \" selected\");" },
        { "{fmt_day_long v.day}", "w_value(w, fmt_day_long(w->q->mem, w->q->lang, v->day));" },
        { "{>form &v.form}", "c_form(w, &v->form);" },
        { "{>alert TONE_INFO v.a \"\"}", "c_alert(w, TONE_INFO, v->a, STR(\"\"));" },
        { "{raw}{v.x}{/raw}", "{v.x}" },
        { "{{ {! {v.x } brace", "{ brace" },
        { "<pre>a\n   b</pre>", "   b</pre>" },
        { "{frame staff}", ".frame = FRAME_STAFF" },
        { "x", "#line 2 \"rooms/x/a.html\"" },
    };
    str dir = test_dir(a);
    int status;
    folder(a, dir, "rooms/x");
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        save(a, dir, "rooms/x/a.html", str_cz(a, strf(a, HEAD "%s\n", at[i].html)));
        str said = run(a, dir, "tmplc rooms/x/a.html a.html", &status);
        CHECK_AT(status == 0 && said.n == 0, "%s\n%.*s", at[i].html, S(said));
        str c = test_file(a, str_cz(a, strf(a, "%.*s/a.html.c", S(dir))));
        CHECK_AT(str_find(c, str_z(at[i].c)) != (size_t)-1, "%s\n%.*s", at[i].html, S(c));
    }
}

TEST(a_wrong_template_is_refused_with_its_line)
{
    static const struct {
        const char *html, *says;
    } at[] = {
        { "\n{x.name}", ":3: x is not known here" },
        { "{#if v.a}", ":3: the block of line 2 is not closed" },
        { "{/if}", "{/if} without its beginning" },
        { "{#if v.a}{/each}", "{/each} without its beginning" },
        { "{#if v.a}<b{/if}>", "must end where it began" },
        { "{#if v.a}x{#else}y{#else}z{/if}", "{#else} twice" },
        { "<b {v.a}>", "not inside a tag" },
        { "<b class={v.a}>", "put the value of class in quotes" },
        { "<b style=\"x\">", "style is refused" },
        { "<b onclick=\"x\">", "onclick is refused" },
        { "<script>a()</script>", "inline script is refused" },
        { "<style>a</style>", "inline style is refused" },
        { "<!-- {v.a} -->", "inside an HTML comment" },
        { "<a href=\"{url:\"/a/%s/%s\" v.a}\">", "more %s than values" },
        { "<a href=\"{url:\"/a\" v.a}\">", "more values than %s" },
        { "{t:x.Y}", "cannot stand in a text's key" },
        { "{t:x.y v.a}", "a placeholder is given as v=value" },
        { "{#each v.rows as v}{/each}", "v is in use already" },
        { "{#for v.rows}", "{#if}, {#elif}, {#else}, {#each}, {#empty} are known" },
        { "{title}x", "{title} is not closed" },
        { "<b title=\"x", "inside a tag" },
        { "{v.name", "} is expected" },
        { "{frame blue}", "the frame is public" },
        { "<b {>icon \"x\"}>", "a component stands in text" },
        { HEAD, "{view} twice" },
    };
    str dir = test_dir(a);
    int status;
    folder(a, dir, "rooms/x");
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        save(a, dir, "rooms/x/a.html", str_cz(a, strf(a, HEAD "%s\n", at[i].html)));
        str said = run(a, dir, "tmplc rooms/x/a.html a.html", &status);
        CHECK_AT(status != 0 && str_starts(said, STR("rooms/x/a.html:")) &&
                     str_find(said, str_z(at[i].says)) != (size_t)-1,
                 "%s\n%.*s", at[i].html, S(said));
    }
}

#define PO(key, words) "msgid \"" key "\"\nmsgstr \"" words "\"\n"

TEST(texts_are_checked_against_each_other)
{
    static const struct {
        const char *nb, *nn, *en, *html, *says; // "" when all is well
    } at[] = {
        { PO("a.b", "hei"), PO("a.b", "hei"), PO("a.b", "hello"), "", "" },
        { PO("a.b", "hei"), PO("a.b", "hei"), "", "", "" },
        { PO("a.b", "hei"), "", "", "", "nb.po:1: a.b is missing in nn" },
        { "", PO("a.b", "hei"), "", "", "nn.po:1: a.b is missing in nb" },
        { PO("a.b", "hei"), PO("a.b", ""), "", "", "a.b is missing in nn" },
        { PO("a.b", "hei"), "#, fuzzy\n" PO("a.b", "hei"), "", "", "a.b is missing in nn" },
        { PO("a.b", "hei") PO("a.b", "du"), PO("a.b", "hei"), "", "",
          "a.b stands here and in nb.po:" },
        { PO("a.b", "{n}"), PO("a.b", "{m}"), "", "", "nn.po:1: a.b has other placeholders" },
        { PO("a.b", "{N}"), PO("a.b", "x"), "", "", "is not a placeholder like {name}" },
        { PO("a b", "x"), PO("a b", "x"), "", "", "is not a key like room.page.thing" },
        { "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"{n}\"\n", PO("a", "{n}"), "", "",
          "nb.po:1: a: needs msgstr[0] to msgstr[1]" },
        { "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"{n}\"\nmsgstr[1] \"{n}\"\n",
          PO("a", "{n}"), "", "", "plural forms in one language only" },
        { PO("a", "x") "\nmsgid b\n", "", "", "", "nb.po:4: a text stands in quotes" },
        { PO("a", "x") "what\n", "", "", "", "nb.po:3: not understood: what" },
        { PO("a", "x"), PO("a", "x"), "", "{t:a}", "x.html:1: a has no English words" },
        { PO("a", "x"), PO("a", "x"), "", "{frame staff}{t:a}", "" },
    };
    str dir = test_dir(a);
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        save(a, dir, "nb.po", at[i].nb);
        save(a, dir, "nn.po", at[i].nn);
        save(a, dir, "en.po", at[i].en);
        save(a, dir, "x.html", at[i].html);
        int status;
        str said = run(a, dir, "textc . nb.po nn.po en.po x.html", &status);
        CHECK_AT((status == 0) == !*at[i].says &&
                     str_find(said, str_z(at[i].says)) != (size_t)-1,
                 "case %zu\n%.*s", i, S(said));
    }
    str missing = test_file(a, str_cz(a, strf(a, "%.*s/text_missing.txt", S(dir))));
    CHECK_STR(missing, "nb.po:1: a\n");
}

TEST(the_map_is_coarser_but_loses_no_municipality)
{
    str dir = test_dir(a);
    int status;
    save(a, dir, "m.json",
         "{\"x\":1,\"paths\":{\"1506\":\"M100 100l50 0 0 50-50 0z\",\"0301\":\"M11 11l1 0 0 "
         "1z\"}}");
    str svg = run(a, dir, "mapc svg 10 m.json", &status);
    CHECK_INT(status, 0);
    CHECK(str_find(svg, STR("<path id=\"k1506\" d=\"M10 10l5 0 0 5-5 0z\"/>")) != (size_t)-1);
    CHECK(str_find(svg, STR("<path id=\"k0301\" d=\"M1 1l1 0 0 1-1 0z\"/>")) != (size_t)-1);
    str table = run(a, dir, "mapc table m.json", &status);
    size_t oslo = str_find(table, STR("{ \"0301\", { 11, 11, 1, 1 } }"));
    size_t molde = str_find(table, STR("{ \"1506\", { 100, 100, 50, 50 } }"));
    CHECK(oslo < molde && molde != (size_t)-1);
    save(a, dir, "m.json", "{\"paths\":{\"1506\":\"L1 1z\"}}");
    CHECK(str_find(run(a, dir, "mapc table m.json", &status),
                   STR("m.json: a ring begins with M")) == 0);
    CHECK(status != 0);
}
