// SPDX-License-Identifier: Apache-2.0
// The figures from the running program against the published file and tables.
#include "test/web.h"

#include <jansson.h>

#include "platform/room.h"
#include "rooms/statistics/book.h"
#include "rooms/statistics/tables.h"

// The demo of every room below: the published figures among them.
static err fill_demo(struct db *db, void *arg)
{
    (void)arg;
    for (const struct room *const *r = rooms_all; *r; r++)
        if ((*r)->demo && strcmp((*r)->name, "settlement") == 0)
            PASS((*r)->demo(db, day_of(2023, 9, 1)));
    return OK;
}

static err get_book(struct db *db, void *arg)
{
    return book_get(db, arg);
}

static const struct book *the_book(struct arena *a)
{
    static const struct book *b; // lives until the arena does
    in_db(a, fill_demo, NULL);
    in_db(a, get_book, &b);
    return b;
}

TEST(national_sums_equal_the_file)
{
    const struct book *b = the_book(a);
    struct year_figures y = book_of(b, place_nation(), 2023, OF_THE_TIME);
    CHECK_INT(y.of[M_ASKED].v, 38000);
    CHECK_INT(y.of[M_DECIDED].v, 32732);
    CHECK_INT(y.of[M_SETTLED].v, 18851);
    CHECK_INT(y.unanswered, 11);
    CHECK_INT(y.municipalities, 356);
    y = book_of(b, place_nation(), 2022, OF_THE_TIME);
    CHECK_INT(y.of[M_ASKED].v, 35000);
    CHECK_INT(y.of[M_ASKED_FIRST].v, 5500);
    CHECK_INT(b->last_full_year, 2023);
    CHECK(book_is_status(b, 2023) && !book_is_status(b, 2022));
}

TEST(counties_add_up_to_the_country_in_every_year_and_structure)
{
    const struct book *b = the_book(a);
    for (int year = 2012; year <= 2023; year++) {
        place_list counties = { 0 };
        double sum[MEASURES] = { 0 };
        place_counties(a, day_of(year, 7, 1), &counties);
        for (size_t i = 0; i < counties.n; i++)
            for (int m = 0; m < MEASURES; m++) {
                struct fig f = book_of(b, counties.p[i], year, OF_THE_TIME).of[m];
                sum[m] += f.sign == SIGN_VALUE ? f.v : 0;
            }
        struct year_figures all = book_of(b, place_nation(), year, OF_THE_TIME);
        // Protected persons are in the country alone.
        double hidden = year == 2014 ? 112 : year == 2015 ? 74 : 0;
        CHECK_AT(sum[M_SETTLED] + hidden == all.of[M_SETTLED].v,
                 "%d: %.0f and %.0f", year, sum[M_SETTLED], all.of[M_SETTLED].v);
    }
}

TEST(settlement_by_centrality_equals_the_published_shares)
{
    // statistics.md 4.1: 2022.
    static const struct {
        int64_t asked, decided, settled;
        double share, people;
    } want[] = { { 2950, 2950, 2796, 8.9, 18.2 }, { 5890, 5896, 5430, 17.4, 27.3 },
                 { 7930, 7765, 7013, 22.4, 25.8 }, { 7145, 7289, 6548, 21.0, 14.7 },
                 { 7155, 7471, 6441, 20.6, 10.2 }, { 3930, 3984, 3025, 9.7, 3.8 } };
    const struct book *b = the_book(a);
    struct cube c;
    struct selection s = { IB109, NULL, 0, 2022, 2022, OF_THE_TIME };
    table_cube(a, NB, b, &s, &c);
    for (size_t k = 0; k < 6; k++)
        CHECK_AT((int64_t)cube_at(&c, k, 0, 0)->v == want[k].asked &&
                     (int64_t)cube_at(&c, k, 1, 0)->v == want[k].decided &&
                     (int64_t)cube_at(&c, k, 2, 0)->v == want[k].settled &&
                     fabs(cube_at(&c, k, 3, 0)->v - want[k].share) < 0.01 &&
                     fabs(cube_at(&c, k, 4, 0)->v - want[k].people) < 0.01,
                 "class %zu", k + 1);
}

TEST(a_merger_with_a_withheld_part_is_withheld)
{
    CHECK_INT(fig_merge(fig_of(3), fig_sign(SIGN_WITHHELD)).sign, SIGN_WITHHELD);
    CHECK_INT(fig_merge(fig_sign(SIGN_NOT), fig_of(3)).v, 3);
    CHECK_INT(fig_merge(fig_sign(SIGN_NOT), fig_sign(SIGN_MISSING)).sign, SIGN_MISSING);
    CHECK_INT(fig_percent(fig_sign(SIGN_WITHHELD), fig_of(10)).sign, SIGN_WITHHELD);
    CHECK_INT(fig_percent(fig_of(1), fig_of(0)).sign, SIGN_NOT);
    CHECK_INT((int)(fig_percent(fig_of(1), fig_of(8)).v * 10), 125);
    CHECK(fabs(round_half_away(2.35, 1) - 2.4) < 1e-9 && fabs(round_half_away(-2.35, 1) + 2.4) < 1e-9);
}

// The withheld cells of the source: in each file they are signs, and no derived value shows them.
TEST(withheld_cells_stay_withheld_in_every_file)
{
    const struct book *b = the_book(a);
    int seen = 0;
    for (size_t i = 0; i < b->entries.n && seen < 40; i++) {
        const struct entry *e = &b->entries.p[i];
        if (e->of[M_SETTLED].sign != SIGN_WITHHELD || !e->place)
            continue;
        seen++;
        struct selection s = { IB103, &e->place, 1, e->year, e->year, OF_THE_TIME };
        struct cube c;
        table_cube(a, NB, b, &s, &c);
        CHECK_INT(cube_at(&c, 0, 3, 0)->sign, SIGN_WITHHELD);
        CHECK_INT(cube_at(&c, 0, 4, 0)->sign == SIGN_VALUE, 0);
        CHECK_INT(cube_at(&c, 0, 5, 0)->sign == SIGN_VALUE, 0);
        struct out o = { 0 };
        cube_csv(&o, &c, NB);
        CHECK(has_text(out_str(&o), ";:;"));
        out_clear(&o);
        cube_jsonstat(&o, &c, NB);
        CHECK(has_text(out_str(&o), "\"3\":\":\""));
        out_drop(&o);
    }
    CHECK_INT(seen, 40);
}

TEST(the_page_and_its_files_hold_the_same)
{
    the_book(a);
    struct answer csv = get(a, "/tall-og-statistikk/tabeller/IB103.csv?ar=2023", public_());
    struct answer json = get(a, "/tall-og-statistikk/tabeller/IB103.json?ar=2023", public_());
    struct answer html = get(a, "/tall-og-statistikk/tabeller/IB103?ar=2023", public_());
    CHECK_INT(csv.status, 200);
    CHECK_INT(html.status, 200);
    CHECK(has_text(csv.body, "1506;Molde;2023;350;350;350;223;63,7;63,7"));
    CHECK(has_text(html.body, ">223<") && has_text(html.body, ">63,7<"));
    json_error_t bad;
    json_t *j = json_loadb(json.body.p, json.body.n, 0, &bad);
    CHECK(j != NULL);
    CHECK_STR(str_z(json_string_value(json_object_get(j, "version"))), "2.0");
    json_t *index = json_object_get(json_object_get(json_object_get(json_object_get(
                        j, "dimension"), "Region"), "category"), "index");
    size_t molde = (size_t)json_integer_value(json_object_get(index, "1506"));
    json_t *values = json_object_get(j, "value");
    CHECK_INT(json_array_size(values), 357 * 6);
    CHECK_INT(json_integer_value(json_array_get(values, molde * 6 + 3)), 223);
    json_decref(j);
    CHECK_INT(get(a, "/tall-og-statistikk/tabeller/IB103.xlsx", public_()).status, 200);
}

TEST(a_place_is_found_by_search_and_an_old_address)
{
    the_book(a);
    CHECK_STR(get(a, "/tall-og-statistikk/steder?q=molde", public_()).location,
              "/tall-og-statistikk/steder/K1506-molde");
    CHECK_STR(get(a, "/tall-og-statistikk/steder/K1506", public_()).location,
              "/tall-og-statistikk/steder/K1506-molde");
    CHECK_INT(get(a, "/tall-og-statistikk/steder/K0000-x", public_()).status, 404);
    CHECK_INT(get(a, "/tall-og-statistikk/tabeller/IB999", public_()).status, 404);
    struct answer p = get(a, "/tall-og-statistikk/steder/K1506-molde", public_());
    CHECK(has_text(p.body, "Så langt i 2023 ble Molde bedt om å bosette 350, vedtok 350 og bosatte 223."));
}

TEST(the_source_of_the_figures_is_named_whole)
{
    the_book(a);
    struct answer t = get(a, "/tall-og-statistikk/tabeller/IB103", public_());
    CHECK(has_text(t.body, "(IMDi, tabell bosatt_anmodede)</a>"));
}

TEST(without_figures_the_pages_say_so)
{
    CHECK_INT(get(a, "/tall-og-statistikk", public_()).status, 200);
    struct answer t = get(a, "/tall-og-statistikk/tabeller/IB103", public_());
    CHECK_INT(t.status, 200);
    CHECK(has_text(t.body, "Det er ikke lagt inn tall ennå"));
}
