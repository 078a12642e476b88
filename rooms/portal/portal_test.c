// SPDX-License-Identifier: Apache-2.0
// The portal as its readers and its editor meet it.
#include "base/embed.h"
#include "platform/room.h"
#include "rooms/portal/content.h"
#include "rooms/portal/portal_web.h"
#include "test/web.h"

static err fill(struct db *db, void *arg)
{
    (void)arg;
    return portal_demo(db, day_of(2023, 9, 1));
}

#define FORM "kind=news&language=nn&title=Ny+sak&lead=Kort&body=%23+Hei&published=1.9.23"

static size_t count(str s, const char *what)
{
    size_t n = 0;
    for (size_t at; (at = str_find(s, str_z(what))) != (size_t)-1; n++)
        s = str_part(s, at + strlen(what), s.n);
    return n;
}

TEST(the_front_page_shows_the_nine_newest_in_their_own_language)
{
    in_db(a, fill, NULL);
    struct answer r = ask(a, "GET", "/", public_(), "Cookie: sprak=nb\r\n", STR(""));
    CHECK_INT(r.status, 200);
    CHECK_INT(count(r.body, "<span class=\"slag\">"), 9);
    CHECK(has_text(r.body, "<div lang=\"nn\"><h3>"));
    CHECK(has_text(r.body, "Et sted å bo, et språk, et arbeid"));
    CHECK(has_text(r.body, "action=\"/tall-og-statistikk/steder\""));
    CHECK(r.body.n < 60 * 1024);
    CHECK(has_text(ask(a, "GET", "/", public_(), "Cookie: sprak=nn\r\n", STR("")).body,
                   "Ein stad å bu"));
    CHECK(has_text(ask(a, "GET", "/", public_(), "Cookie: sprak=en\r\n", STR("")).body,
                   "A place to live"));
}

static err whole_demo(struct db *db, void *arg)
{
    (void)arg;
    for (const struct room *const *r = rooms_all; *r; r++)
        if ((*r)->demo)
            PASS((*r)->demo(db, day_of(2023, 9, 1)));
    return OK;
}

TEST(the_strip_and_the_map_show_the_figures_that_are_stored)
{
    in_db(a, whole_demo, NULL);
    struct answer r = ask(a, "GET", "/", public_(), "Cookie: sprak=nb\r\n", STR(""));
    CHECK(has_text(r.body, "<dd>38\u00A0000<small>plasser, siste brev 15. mai 2023"));
    CHECK(has_text(r.body, "<dd>32\u00A0732<small>86 % av anmodningen"));
    CHECK(has_text(r.body, "<dd>18\u00A0851<small>58 % av det vedtatte"));
    CHECK(has_text(r.body,
                   "<dd>345 <small class=\"del-av\">av 356</small><small>11 kommuner mangler"));
    CHECK(has_text(r.body, "<dd>37\u00A0000<small>plasser ved årsslutt"));
    CHECK(has_text(r.body, "Ventet uten økning: 31\u00A0000 plasser."));
    CHECK_INT(count(r.body, "/statisk/kart."),
              357); // every municipality of today is on the map
    CHECK(has_text(r.body, "#k1506\""));
    CHECK(r.body.n < 60 * 1024);
}

TEST(an_empty_installation_has_a_front_page_too)
{
    struct answer r = ask(a, "GET", "/", public_(), "Cookie: sprak=nb\r\n", STR(""));
    CHECK_INT(r.status, 200);
    CHECK(has_text(r.body, "Her er det ingenting ennå."));
    CHECK(!has_text(r.body, "class=\"maal\""));
}

TEST(what_lies_ahead_is_not_shown_before_its_day)
{
    in_db(a, fill, NULL);
    test_site(a)->fixed = day_of(2023, 8, 1);
    struct answer r = get(a, "/aktuelt", public_());
    CHECK(has_text(r.body, "Nye reglar å kjenne"));
    CHECK(!has_text(r.body, "Seks kommuner"));
    CHECK_INT(get(a, "/aktuelt/seks-kommuner-nominert", public_()).status, 404);
    CHECK_INT(get(a, "/aktuelt/seks-kommuner-nominert", as(DE, "IMDI")).status, 200);
    CHECK_INT(get(a, "/aktuelt/finnes-ikke", public_()).status, 404);
}

TEST(updates_are_chosen_by_kind_and_found_by_words)
{
    in_db(a, fill, NULL);
    struct answer r = get(a, "/aktuelt?slag=rule", public_());
    CHECK_INT(count(r.body, "<span class=\"slag\">"), 1);
    CHECK_INT(get(a, "/aktuelt?slag=ukjent&side=-4", public_()).status, 200);
    CHECK(has_text(get(a, "/regelverk/endringer", public_()).body, "01.08.2023"));
    CHECK(has_text(get(a, "/sok?q=TOLKELOVEN", public_()).body, "Hvert tredje tolkeoppdrag"));
    CHECK(has_text(get(a, "/sok?q=%3Cscript%3E", public_()).body, "&lt;script&gt;"));
}

TEST(every_page_of_the_guide_and_about_the_site_is_written)
{
    static const char *const urls[] = {
        "/om-integreringsprosessen",
        "/asylprosessen",
        "/mottak",
        "/bosetting-i-kommune",
        "/introduksjonsprogrammet",
        "/norskopplaering",
        "/regelverk",
        "/tilgjengelighet",
        "/personvern",
        "/om",
        "/kontakt",
        "/sprak",
        "/sok",
    };
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        for (enum lang l = NB; l < LANGS_SITE; l++) {
            struct answer r = ask(a, "GET", urls[i], public_(),
                                  strf(a, "Cookie: sprak=%s\r\n", lang_tag(l)).p, STR(""));
            CHECK_AT(r.status == 200 && count(r.body, "<h1") == 1, "%s %s", urls[i],
                     lang_tag(l));
        }
    CHECK(has_text(ask(a, "GET", "/om", public_(), "Cookie: sprak=en\r\n", STR("")).body,
                   "<article lang=\"en\">"));
}

TEST(each_content_file_has_a_head_and_a_known_language)
{
    size_t seen = 0;
    for (size_t i = 0; i < embed_count(); i++) {
        str file;
        struct content c;
        if (!str_starts(str_z(embed_path(i)), STR("rooms/portal/content/")))
            continue;
        CHECK_AT(embed_get(embed_path(i), &file) && content_read(file, &c) == OK && c.lead.n &&
                     c.body.n,
                 "%s", embed_path(i));
        seen++;
    }
    CHECK(seen > 20);
}

TEST(only_the_editor_writes)
{
    CHECK_INT(get(a, "/innhold", as(DE, "IMDI")).status, 200);
    CHECK(get(a, "/innhold", as(DS, "IMDI")).status == 403);
    CHECK(post(a, "/innhold/ny", as(MC, "K1506"), FORM "&gjor=publiser").status == 403);
}

TEST(a_draft_is_seen_by_the_public_only_when_it_is_published)
{
    const struct actor *de = as(DE, "IMDI");
    struct answer r = post(a, "/innhold/ny", de, FORM "&gjor=lagre");
    CHECK_STR(r.location, "/innhold");
    CHECK_INT(get(a, "/aktuelt/ny-sak", public_()).status, 404);
    CHECK(has_text(get(a, "/aktuelt/ny-sak", de).body, "<h2>Hei</h2>"));
    r = post(a, "/innhold/ny-sak/tilstand", de, "gjor=publiser");
    CHECK_INT(r.status, 303);
    CHECK_INT(get(a, "/aktuelt/ny-sak", public_()).status, 200);
    r = post(a, "/innhold/ny", de, FORM "&gjor=publiser"); // same title, its own address
    CHECK_INT(get(a, "/aktuelt/ny-sak-2", public_()).status, 200);
    CHECK(has_text(get(a, "/innhold", de).body, "100,0\u00A0%")); // all in nynorsk
}

TEST(nothing_is_saved_without_a_language_or_the_day_a_rule_begins)
{
    const struct actor *de = as(DE, "IMDI");
    struct answer r = post(
        a, "/innhold/ny", de,
        "kind=news&language=&title=Ny+sak&lead=Kort&body=x&published=1.9.23&gjor=publiser");
    CHECK_INT(r.status, 422);
    CHECK(has_text(r.body, "href=\"#f-language\"") && has_text(r.body, "value=\"Ny sak\""));
    r = post(
        a, "/innhold/ny", de,
        "kind=rule&language=nb&title=Ny+sak&lead=Kort&body=x&published=1.9.23&gjor=publiser");
    CHECK_INT(r.status, 422);
    CHECK(has_text(r.body, "href=\"#f-in_force\""));
    CHECK_INT(get(a, "/aktuelt/ny-sak", de).status, 404);
}

// A form with a file, as browsers send it.
static struct answer with_image(struct arena *a, const char *alt, const char *bytes, size_t n)
{
    const struct actor *de = as(DE, "IMDI");
    static const char *const sent[][2] = {
        { "once", "abcdefghijklmnopqrstuv" },
        { "kind", "news" },
        { "language", "nb" },
        { "title", "Med bilde" },
        { "lead", "Kort" },
        { "body", "Tekst" },
        { "published", "1.9.23" },
        { "gjor", "publiser" },
    };
    struct out o = { 0 };
    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
        out_f(&o, "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n",
              sent[i][0], sent[i][1]);
    out_f(&o, "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s\r\n",
          S(de->form_token));
    out_f(&o, "--x\r\nContent-Disposition: form-data; name=\"image_alt\"\r\n\r\n%s\r\n", alt);
    OUT(&o, "--x\r\nContent-Disposition: form-data; name=\"bilde\"; filename=\"a.png\"\r\n"
            "Content-Type: image/png\r\n\r\n");
    out_put(&o, (str){ bytes, n });
    OUT(&o, "\r\n--x--\r\n");
    struct answer r = ask(a, "POST", "/innhold/ny", de,
                          "Content-Type: multipart/form-data; boundary=x\r\n"
                          "Sec-Fetch-Site: same-origin\r\n",
                          str_dup(a, out_str(&o)));
    out_drop(&o);
    return r;
}

TEST(a_picture_needs_words_and_is_looked_at_before_it_is_kept)
{
    static const char png[] = "\x89PNG\r\n\x1A\n-rest-";
    struct answer r = with_image(a, "", png, sizeof png - 1);
    CHECK_INT(r.status, 422);
    CHECK(has_text(r.body, "href=\"#f-image_alt\""));
    r = with_image(a, "Et hus", "<svg onload=x>", 14);
    CHECK_INT(r.status, 422);
    CHECK(has_text(r.body, "JPEG, PNG eller WebP"));
    r = with_image(a, "Et hus", png, sizeof png - 1);
    CHECK_STR(r.location, "/innhold");
    r = get(a, "/aktuelt/med-bilde", public_());
    CHECK(has_text(r.body, "alt=\"Et hus\""));
    r = get(a, "/aktuelt/med-bilde/bilde", public_());
    CHECK_STR(r.type, "image/png");
    CHECK_STR(r.body, png);
}

TEST(the_choice_of_language_leads_back_to_the_page_it_was_made_from)
{
    struct answer r = post(a, "/sprak", as(DE, "IMDI"), "sprak=nn&farger=mork&fra=%2Fom");
    CHECK_STR(r.location, "/om");
    r = post(a, "/sprak", as(DE, "IMDI"), "sprak=nn&farger=auto&fra=%2F%2Fevil.example");
    CHECK_STR(r.location, "/");
}
