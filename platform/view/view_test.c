// SPDX-License-Identifier: Apache-2.0
// The pen, the components and the frames, by what they write.
#include <math.h>

#include "platform/view/chart.h"
#include "platform/view/choropleth.h"
#include "platform/view/parts.h"
#include "test/test.h"
#include "text_keys.h"

struct desk {
    struct out o;
    struct rq q;
    struct w w;
};

static void clear(void *o)
{
    out_drop(o);
}

static struct desk *desk(struct arena *a)
{
    struct desk *d = NEW(a, struct desk);
    d->q = (struct rq){ .mem = a, .who = &NOBODY, .lang = NB, .today = day_of(2023, 9, 1) };
    d->q.path = d->q.target = STR("/steder");
    d->q.method = STR("GET");
    d->w = (struct w){ .o = &d->o, .q = &d->q };
    arena_closing(a, clear, &d->o);
    return d;
}

static bool wrote(const struct desk *d, const char *what)
{
    return str_find(out_str(&d->o), str_z(what)) != (size_t)-1;
}

static size_t times(const struct desk *d, const char *what)
{
    size_t n = 0;
    str s = out_str(&d->o), w = str_z(what);
    for (size_t at; (at = str_find(s, w)) != (size_t)-1; n++)
        s = str_part(s, at + w.n, s.n);
    return n;
}

TEST(nothing_a_person_wrote_becomes_markup)
{
    struct desk *d = desk(a);
    w_value(&d->w, STR("<b a=\"x\" c='y'>&amp;"));
    CHECK_STR(out_str(&d->o), "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp;");
    out_clear(&d->o);
    w_value(&d->w, ((html){ STR("<b>") }));
    w_value(&d->w, UNKNOWN);
    CHECK(wrote(d, "<b><span aria-hidden=\"true\">–</span>") && wrote(d, "ikke registrert"));
}

TEST(a_link_leads_only_where_it_says)
{
    static const char *const at[][2] = {
        { "/steder?a=1&b=2", "/steder?a=1&amp;b=2" },
        { "/", "/" },
        { "https://udi.no/x", "https://udi.no/x" },
        { "#f-x", "#f-x" },
        { "?side=2", "?side=2" },
        { "mailto:a@b.no", "mailto:a@b.no" },
        { "javascript:alert(1)", "#" },
        { "//evil.example", "#" },
        { "/\\evil.example", "#" },
        { "data:text/html,x", "#" },
        { "", "#" },
        { " /x", "#" },
    };
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        struct desk *d = desk(a);
        w_link(&d->w, str_z(at[i][0]));
        CHECK_STR(out_str(&d->o), at[i][1]);
    }
    struct desk *d = desk(a);
    w_part(&d->w, STR("a/b æ?\"&"));
    w_part(&d->w, 7);
    CHECK_STR(out_str(&d->o), "a%2Fb%20%C3%A6%3F%22%267");
}

TEST(markdown_lets_no_script_through_and_keeps_one_h1)
{
    html h = markdown(a, STR("# Hei\n\n<script>x</script>\n\n[a](javascript:x) **b** [c](/c)"));
    CHECK(str_find(h.s, STR("<h2>Hei</h2>")) != (size_t)-1);
    CHECK(str_find(markdown(a, STR("## A\n\n### B")).s, STR("<h2>A</h2>\n<h3>B")) == 0);
    CHECK(str_find(h.s, STR("<script")) == (size_t)-1);
    CHECK(str_find(h.s, STR("javascript")) == (size_t)-1);
    CHECK(str_find(h.s, STR("<strong>b</strong> <a href=\"/c\">c</a>")) != (size_t)-1);
}

TEST(a_deadline_says_how_long_is_left)
{
    static const struct {
        int days;
        const char *nb, *look;
    } at[] = {
        { -2, "Over tiden – 2 dager", "frist sen" },
        { -1, "Over tiden – 1 dag<", "frist sen" },
        { 0, "I dag", "frist snart" },
        { 1, "Om 1 dag<", "frist snart" },
        { 7, "Om 7 dager", "frist snart" },
        { 8, "Frist 09.09.2023", "frist \"" },
    };
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        struct desk *d = desk(a);
        struct deadline due = { .due = day_add(d->q.today, at[i].days), .done = DAY_NONE };
        c_deadline(&d->w, &due);
        CHECK_AT(wrote(d, at[i].nb) && wrote(d, at[i].look), "%d days: %.*s", at[i].days,
                 S(out_str(&d->o)));
    }
    struct desk *d = desk(a);
    c_deadline(&d->w, &(struct deadline){ .due = d->q.today, .done = day_of(2023, 8, 31) });
    CHECK(wrote(d, "Gjort 31.08.2023"));
}

TEST(pages_and_order_are_links_with_the_whole_state)
{
    struct desk *d = desk(a);
    *ADD(a, &d->q.query) = (struct pair){ STR("fylke"), STR("15") };
    *ADD(a, &d->q.query) = (struct pair){ STR("side"), STR("2") };
    d->q.target = STR("/steder?fylke=15&side=2");
    c_pager(&d->w, &(struct pager){ .page = 2, .per_page = 50, .total = 214 });
    CHECK(wrote(d, "Viser 51–100 av 214"));
    CHECK(wrote(d, "/steder?fylke=15&amp;side=3"));
    CHECK_INT(times(d, "aria-current=\"page\""), 1);
    out_clear(&d->o);
    c_sort_end(&d->w, STR("asked"), T_view_search);
    CHECK(wrote(d, "href=\"/steder?fylke=15&amp;sorter=-asked\""));
    CHECK(!wrote(d, "aria-sort"));
    *ADD(a, &d->q.query) = (struct pair){ STR("sorter"), STR("-asked") };
    out_clear(&d->o);
    c_sort_end(&d->w, STR("asked"), T_view_search);
    CHECK(wrote(d, "aria-sort=\"descending\""));
    out_clear(&d->o);
    c_pager(&d->w, &(struct pager){ .page = 1, .per_page = 50, .total = 0 });
    CHECK(wrote(d, "Ingen treff") && !wrote(d, "<nav"));
}

TEST(a_chart_names_its_last_values_and_skips_what_is_missing)
{
    struct desk *d = desk(a);
    str years[] = { STR("2021"), STR("2022"), STR("2023") };
    double asked[] = { 33, 270, 350 }, settled[] = { 38, NAN, 223 };
    struct series s[] = { { STR("Anmodet"), LOOK_FRAME, asked },
                          { STR("Bosatt"), LOOK_BAR, settled } };
    struct chart c = { .id = STR("d1"),
                       .title = STR("Tittel <"),
                       .about = STR("Personer"),
                       .labels = years,
                       .n = 3,
                       .series = s,
                       .series_n = 2,
                       .strong = 2 };
    c_chart(&d->w, &c);
    CHECK(wrote(d, ">Anmodet 350</text>") && wrote(d, ">Bosatt 223</text>"));
    CHECK_INT(times(d, "class=\"ramme\""), 3);
    CHECK_INT(times(d, "class=\"soyle"), 2);
    CHECK(wrote(d, "Tittel &lt;") && !wrote(d, "nan") && !wrote(d, "style="));
    CHECK(wrote(d, ">400</text>")); // the axis ends on a round number above 350
}

TEST(a_chart_without_figures_is_an_empty_frame)
{
    struct desk *d = desk(a);
    str years[] = { STR("2023") };
    double none[] = { NAN };
    struct series s[] = { { STR("Bosatt"), LOOK_LINE, none } };
    c_chart(&d->w, &(struct chart){ .id = STR("d"),
                                    .title = STR("T"),
                                    .labels = years,
                                    .n = 1,
                                    .series = s,
                                    .series_n = 1,
                                    .strong = 1 });
    CHECK(wrote(d, "</svg>") && !wrote(d, "nan") && !wrote(d, "inf"));
}

TEST(classes_are_cut_at_round_numbers)
{
    double v[100], cut[4];
    for (int i = 0; i < 100; i++)
        v[i] = i * 0.123;
    CHECK(map_cuts(v, 100, cut, a));
    for (int i = 1; i < 4; i++)
        CHECK(cut[i] > cut[i - 1]);
    CHECK_INT(map_class_of(cut[0] - 0.01, cut), MAP_1);
    CHECK_INT(map_class_of(cut[0], cut), MAP_2);
    CHECK_INT(map_class_of(1000, cut), MAP_5);
    CHECK_INT(map_class_of(NAN, cut), MAP_HIDDEN);
    double same[] = { 1, 1, 1, 1, 2, 3, 4 };
    CHECK(!map_cuts(same, 7, cut, a));
    str labels[MAP_CLASSES];
    map_labels(a, NB, (double[]){ 2, 4, 6, 10 }, 1, labels);
    CHECK_STR(labels[MAP_1], "under 2");
    CHECK_STR(labels[MAP_2], "2–3,9");
    CHECK_STR(labels[MAP_5], "10 og mer");
    map_labels(a, NN, (double[]){ 1, 2, 6, 10 }, 0, labels);
    CHECK_STR(labels[MAP_2], "1");
    CHECK_STR(labels[MAP_5], "10 og meir");
}

TEST(the_map_knows_where_places_are)
{
    struct box molde, county;
    CHECK(map_box(STR("1506"), &molde) && map_box(STR("15"), &county));
    CHECK(county.x <= molde.x && county.y <= molde.y && county.w > molde.w);
    CHECK(!map_box(STR("9999"), &molde) && !map_box(STR("99"), &molde));
}

TEST(a_map_groups_places_by_class_and_marks_those_without_answer)
{
    struct desk *d = desk(a);
    struct map_place p[] = {
        { STR("1506"), MAP_3, STR("Molde"), STR("6,9"), STR("/m") },
        { STR("0301"), MAP_1, STR("Oslo"), STR("1,6"), STR("") },
        { STR("5622"), MAP_HATCH, STR("Porsanger"), STR(""), STR("") },
        { STR("9999"), MAP_1, STR("Ukjent"), STR(""), STR("") },
    };
    struct choropleth c = { .id = STR("k"),
                            .title = STR("T"),
                            .unit = STR("per 1 000"),
                            .at = p,
                            .n = 4,
                            .chosen = STR("1506") };
    map_labels(a, NB, (double[]){ 2, 4, 6, 10 }, 1, c.labels);
    c_choropleth(&d->w, &c);
    CHECK(wrote(d, "<title>Molde: 6,9 per 1 000</title>"));
    CHECK(wrote(d, "<title>Porsanger: ikke svart</title>"));
    CHECK(wrote(d, "fill=\"url(#k-skra)\"") && wrote(d, "<pattern id=\"k-skra\""));
    CHECK(wrote(d, "role=\"group\"") && !wrote(d, "Ukjent") && wrote(d, ">Molde 6,9</text>"));
    CHECK(wrote(d, "under 2: 1 kommune. ")); // the description counts
    out_clear(&d->o);
    c.county = STR("15");
    c_choropleth(&d->w, &c);
    CHECK(wrote(d, "kart-fin.") && !wrote(d, "Oslo"));
}

// ---- forms and frames

struct answer_row {
    str name;
    int64_t asked;
    bool sure;
    int64_t version;
};
static const struct field answer_fields[] = {
    F(answer_row, name, TEXT, .flags = REQUIRED, .label = "view.search"),
    F(answer_row, asked, INT, .label = "view.menu"),
    F(answer_row, sure, BOOL, .label = "view.about"),
    F(answer_row, version, INT, .flags = VERSION),
};
static const struct record answer_rec = RECORD("view_answer", answer_row, answer_fields);

static void title_of(struct w *w, const void *data)
{
    (void)data;
    w_text(w, STR("Svar & mer"));
}
static void body_of(struct w *w, const void *data)
{
    c_form(w, data);
}
static const struct view answer_view = { .name = "answer", .title = title_of, .body = body_of };

TEST(a_form_keeps_what_was_typed_and_says_first_that_something_is_wrong)
{
    struct desk *d = desk(a);
    struct answer_row row = { .name = STR("\"><b>"), .sure = true, .version = 7 };
    struct form f = { 0 };
    form_show(&d->q, &f, &answer_rec, &row);
    view_page(&d->w, &answer_view, &f);
    CHECK(wrote(d, "<title>Svar &amp; mer – Fotfeste</title>"));
    CHECK(wrote(d, "value=\"&quot;&gt;&lt;b&gt;\"") && wrote(d, " checked"));
    CHECK(wrote(d, "name=\"version\" value=\"7\"") && wrote(d, "name=\"csrf\"") &&
          wrote(d, "name=\"once\""));
    CHECK(wrote(d, "(valgfritt)") && !wrote(d, "ds-error-summary"));
    form_refuse(&f, "asked", T_view_list_none, NO_TARGS);
    out_clear(&d->o);
    view_page(&d->w, &answer_view, &f);
    CHECK(wrote(d, "<title>Feil: Svar &amp; mer – Fotfeste</title>"));
    CHECK(wrote(d, "<a href=\"#f-asked\">Ingen treff</a>"));
    CHECK(wrote(d, "aria-describedby=\"p-asked\" aria-invalid=\"true\""));
    CHECK(wrote(d, "Rett 1 feil"));
}

TEST(every_frame_is_whole_and_holds_nothing_the_policy_refuses)
{
    struct actor staff = {
        .user = 1, .name = STR("M. Lien"), .org_name = STR("IMDi"), .form_token = STR("x")
    };
    for (enum frame f = FRAME_PUBLIC; f <= FRAME_BARE; f++)
        for (enum lang l = NB; l < LANGS_SITE; l++) {
            struct desk *d = desk(a);
            struct form form = { 0 };
            d->q.lang = l;
            d->q.demo = true;
            d->q.who = f == FRAME_STAFF ? &staff : &NOBODY;
            form_show(&d->q, &form, &answer_rec, NULL);
            struct view v = answer_view;
            v.frame = f;
            view_page(&d->w, &v, &form);
            CHECK(str_starts(out_str(&d->o), STR("<!DOCTYPE html>\n<html lang=\"")));
            CHECK_INT(times(d, "<main id=\"innhold\""), 1);
            CHECK_INT(times(d, "</html>"), 1);
            CHECK(!wrote(d, " style=") && !wrote(d, " onclick=") && !wrote(d, "<style"));
            if (f != FRAME_BARE)
                CHECK(wrote(d, "ds-skip-link") && wrote(d, "2023</span>"));
        }
}
