// SPDX-License-Identifier: Apache-2.0
#include "platform/letter/letter.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "test/test.h"

static const char lorem[] =
    "Kommunen har sagt ja til å ta imot hele husstanden. Vi har lagt vekt på at dere er fem, at dere har "
    "familie i nabokommunen, og at kommunen har en bolig som passer. Dere kan flytte til en annen kommune, men "
    "da mister dere retten til introduksjonsprogram hvis den nye kommunen ikke sier ja først.";

// A decision with everything a letter can hold. Invented people.
static struct letter *decision(struct arena *a, size_t paragraphs, size_t rows)
{
    struct letter *l = letter_new(a, NB);
    letter_sender(l, STR("Integrerings- og mangfoldsdirektoratet"));
    letter_sender_line(l, STR("Postboks 8059 Dep, 0031 Oslo"));
    letter_sender_line(l, STR("Telefon +47 00 00 00 00 · post@example.org"));
    letter_to(l, STR("Fatima Al-Hassan (فاطمة الحسن)"));
    letter_to_line(l, STR("Nordvik mottak"));
    letter_to_line(l, STR("Storgata 1"));
    letter_to_line(l, STR("6413 Molde"));
    letter_dated(l, day_of(2023, 9, 1));
    letter_our_ref(l, STR("23/01234"));
    letter_your_ref(l, STR(""));
    letter_heading(l, STR("Dere skal bosettes i Molde kommune"));
    for (size_t i = 0; i < paragraphs; i++)
        letter_p(l, str_z(lorem));
    letter_p(l, STR("Vedtaket gjelder:"));
    letter_list(l);
    letter_item(l, STR("Fatima Al-Hassan, født 1988"));
    letter_item(l, STR("Олена Коваленко, født 1990"));
    letter_item(l, STR("ሰላም ገብረ, født 2015"));
    letter_item(l, STR("陳大文 og Łukasz Şahin, født 2019"));
    letter_sub(l, STR("Slik fordelte vi"));
    static const str heads[] = { STR_INIT("Kommune"), STR_INIT("Ledige plasser"), STR_INIT("Hva som talte for og mot") };
    letter_table(l, STR("Kommuner vi så på"), heads, 3);
    letter_numbers(l, 1);
    for (size_t i = 0; i < rows; i++) {
        str row[] = { strf(a, "Kommune %zu", i + 1), strf(a, "%zu", 5 + i * 7 % 40),
                      i % 2 ? str_z("Passer, men langt fra familien i Kristiansund og uten plass på skolen før jul") : str_z("Passer") };
        letter_row(l, row);
    }
    letter_sub(l, STR("Hvordan dere kan klage"));
    letter_p(l, STR("Fristen er tre uker, til 22. september 2023. Send klagen til oss (se øverst) & \"kommunen\" <begge>."));
    letter_sign(l, STR("Kari Nordmann Saksbehandler"), STR("seniorrådgiver"));
    letter_sign(l, STR("Ola Godkjenner"), STR("avdelingsdirektør"));
    letter_attach(l, STR("Orientering om introduksjonsprogrammet"));
    letter_attach(l, STR("Skjema for klage"));
    return l;
}

// Only what is read: no blanks, list dashes, or marks of direction.
static str bare(struct arena *a, str s)
{
    char *p = mem(a, s.n + 1);
    size_t n = 0;
    for (str rest = s; rest.n;) {
        const char *at = rest.p;
        uint32_t c = utf8_next(&rest);
        bool blank = c <= ' ' || c == '-' || c == 0xa0 || (c >= 0x2000 && c <= 0x200f) ||
                     (c >= 0x202a && c <= 0x202f) || (c >= 0x2066 && c <= 0x2069);
        if (!blank) {
            memcpy(p + n, at, (size_t)(rest.p - at));
            n += (size_t)(rest.p - at);
        }
    }
    return (str){ p, n };
}

static str without_tags(struct arena *a, str s)
{
    static const struct {
        const char *entity;
        char sign;
    } e[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#39;", '\'' } };
    char *p = mem(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t k = 0;
        if (s.p[i] == '<') {
            i += str_find(str_part(s, i, s.n), STR(">")) + 1;
            continue;
        }
        while (k < 5 && !str_starts(str_part(s, i, 6), str_z(e[k].entity)))
            k++;
        p[n++] = k < 5 ? e[k].sign : s.p[i];
        i += k < 5 ? strlen(e[k].entity) : 1;
    }
    return (str){ p, n };
}

// What a program of poppler's says about a PDF.
static str said(struct arena *a, str pdf, const char *command, const char *after)
{
    char path[] = "/tmp/fotfeste-letter-XXXXXX";
    int fd = mkstemp(path);
    CHECK(write(fd, pdf.p, pdf.n) == (ssize_t)pdf.n);
    close(fd);
    FILE *f = popen(str_cz(a, strf(a, "%s %s%s", command, path, after)), "r");
    CHECK(f);
    struct out o = { 0 };
    for (size_t n = 1; n;) {
        n = fread(out_room(&o, 4096), 1, 4096, f);
        o.n += n;
    }
    pclose(f);
    unlink(path);
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

static str pdf_of(struct arena *a, const struct letter *l)
{
    struct out o = { 0 };
    CHECK_INT(letter_pdf(a, l, &o), OK);
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

// The words of the tree of structure: what a screen reader reads. Artifacts are not in it.
static str structure_words(struct arena *a, str pdf)
{
    str all = said(a, pdf, "pdfinfo -struct-text", ""), one;
    struct out o = { 0 };
    while (str_cut(&all, '\n', &one)) {
        one = str_trim(one);
        if (one.n > 1 && one.p[0] == '"')
            out_put(&o, str_part(one, 1, one.n - 2));
    }
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

static bool has(str s, const char *what)
{
    return str_find(s, str_z(what)) != (size_t)-1;
}

TEST(a_letter_says_the_same_in_html_pdf_and_text)
{
    for (size_t paragraphs = 1; paragraphs < 14; paragraphs += 6) {
        struct letter *l = decision(a, paragraphs, paragraphs * 4 - 3);
        char *plain = str_cz(a, bare(a, letter_text(a, l)));
        CHECK_STR(bare(a, without_tags(a, letter_html(a, l).s)), plain);
        str pdf = pdf_of(a, l);
        CHECK_STR(bare(a, structure_words(a, pdf)), plain);
        if (paragraphs == 1) { // one page: nothing but the page number is added
            str seen = bare(a, said(a, pdf, "pdftotext -raw", " -"));
            size_t n = str_find(seen, STR("Side1av1"));
            CHECK(n != (size_t)-1);
            CHECK_STR(strf(a, "%.*s%.*s", (int)n, seen.p, S(str_part(seen, n + 8, seen.n))), plain);
        }
    }
}

TEST(a_letter_is_a_tagged_pdf_with_language_title_and_embedded_fonts)
{
    str pdf = pdf_of(a, decision(a, 8, 40));
    str info = said(a, pdf, "pdfinfo", ""), tags = said(a, pdf, "pdfinfo -struct", "");
    CHECK(has(info, " Dere skal bosettes i Molde kommune"));
    CHECK(has(info, "Tagged:          yes"));
    CHECK(has(info, "(A4)"));
    CHECK(!has(info, "Pages:           1\n"));
    CHECK(!has(info, "CreationDate"));
    CHECK(has(said(a, pdf, "pdfinfo -meta", ""), "<pdfuaid:part>1</pdfuaid:part>"));
    static const char *const want[] = { "Document", "H1 ", "H2 ", "L ", "LI ", "LBody", "Table", "Caption", "TR", "TH", "TD" };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        CHECK_AT(has(tags, want[i]), "%s", want[i]);
    CHECK(!has(tags, "NonStruct"));
    str fonts = said(a, pdf, "pdffonts", " | tail -n +3"), one;
    size_t n = 0;
    while (str_cut(&fonts, '\n', &one))
        if (one.n) { // emb sub uni
            CHECK_AT(has(one, "yes yes yes"), "%.*s", S(one));
            n++;
        }
    CHECK(n >= 5); // Latin in two weights, Arabic, Ge'ez, Han
    CHECK(has(pdf, "%PDF-1.7"));
}

TEST(the_same_letter_gives_the_same_bytes_and_comes_back_from_its_json)
{
    struct letter *l = decision(a, 2, 3), *back;
    l->draft = true;
    str json = letter_json(a, l);
    CHECK_INT(letter_from_json(a, json, &back), OK);
    CHECK_STR(letter_json(a, back), str_cz(a, json));
    CHECK(back->draft && back->blocks.n == l->blocks.n);
    str first = pdf_of(a, l), second = pdf_of(a, back);
    CHECK(str_eq(first, second));
    CHECK(has(letter_text(a, back), "Utkast, ikke sendt\nDato: 1. september 2023\n"));
}

TEST(what_is_not_a_letter_is_refused)
{
    struct letter *l;
    str json = letter_json(a, decision(a, 1, 2));
    for (size_t n = 0; n < json.n; n += 7)
        CHECK_INT(letter_from_json(a, str_part(json, 0, n), &l), E_INPUT);
    static const struct {
        const char *from, *to;
    } bad[] = { { "\"letter\":1", "\"letter\":2" }, { "\"lang\":\"nb\"", "\"lang\":\"xx\"" },
                { "\"part\":\"p\"", "\"part\":\"q\"" }, { "\"columns\":3", "\"columns\":5" },
                { "\"refs\":[[", "\"refs\":[[\"a\"],[" } };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t at = str_find(json, str_z(bad[i].from));
        CHECK(at != (size_t)-1);
        str changed = strf(a, "%.*s%s%.*s", (int)at, json.p, bad[i].to,
                           S(str_part(json, at + strlen(bad[i].from), json.n)));
        CHECK_AT(letter_from_json(a, changed, &l) == E_INPUT, "%s", bad[i].to);
    }
}

TEST(a_sign_without_a_glyph_stops_the_letter)
{
    struct letter *l = decision(a, 1, 1);
    struct out o = { 0 };
    letter_p(l, STR("\xf0\x90\xa4\x80")); // Phoenician, of which we have no font
    CHECK_INT(letter_pdf(a, l, &o), E_INPUT);
    CHECK_INT(o.n, 0);
    out_drop(&o);
}

TEST(words_of_letters_follow_the_language)
{
    static const str names[] = { STR_INIT("Amina"), STR_INIT("Yusuf"), STR_INIT("Hodan") };
    CHECK_STR(letter_and(a, NN, names, 3), "Amina, Yusuf og Hodan");
    CHECK_STR(letter_and(a, NB, names, 2), "Amina og Yusuf");
    CHECK_STR(letter_and(a, NB, names, 1), "Amina");
    CHECK_STR(letter_and(a, NB, names, 0), "");
    CHECK_INT(letter_lang(STR("nynorsk")), NN);
    CHECK_INT(letter_lang(STR("nøytral")), NB);
    struct letter *l = letter_new(a, NN);
    letter_your_ref(l, STR("7"));
    letter_p(l, STR("to\nlinjer"));
    CHECK_STR(letter_text(a, l), "Dykkar referanse: 7\n\n\n\nto linjer\n\n");
}

static void keep(const char *path, str s)
{
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(s.p, 1, s.n, f) == s.n);
    fclose(f);
}

// LETTERS=1 in the environment leaves a letter in build/ to look at.
TEST(a_letter_can_be_looked_at)
{
    struct letter *l = decision(a, 6, 30);
    if (!getenv("LETTERS"))
        return;
    l->draft = true;
    keep("build/letter.pdf", pdf_of(a, l));
    keep("build/letter.txt", letter_text(a, l));
    keep("build/letter.html",
         strf(a, "<!DOCTYPE html><html lang=nb data-color-scheme=auto><meta charset=utf-8><meta name=viewport content='width=device-width'><link rel=stylesheet href=gen/asset/ds-theme.css>"
                 "<link rel=stylesheet href=gen/asset/ds.css><link rel=stylesheet href=gen/asset/app.css><body style='padding:1rem'>%.*s", S(letter_html(a, l).s)));
}
