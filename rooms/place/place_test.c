// SPDX-License-Identifier: Apache-2.0
#include "test/test.h"

#include <stdlib.h>

#include "rooms/place/place.h"

static day in(int year)
{
    return day_of(year, 6, 1);
}

TEST(every_year_has_its_number_of_municipalities)
{
    // Statistics Norway's counts; Svalbard is no municipality.
    static const struct {
        int year, municipalities, counties;
    } cases[] = { { 2012, 429, 19 }, { 2013, 428, 19 }, { 2017, 426, 19 }, { 2018, 422, 18 },
                  { 2019, 422, 18 }, { 2020, 356, 11 }, { 2023, 356, 11 }, { 2024, 357, 15 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        place_list m = { 0 }, f = { 0 };
        place_municipalities(a, in(cases[i].year), STR(""), &m);
        place_counties(a, in(cases[i].year), &f);
        CHECK_AT(m.n == (size_t)cases[i].municipalities && f.n == (size_t)cases[i].counties,
                 "%d: %zu municipalities, %zu counties", cases[i].year, m.n, f.n);
        size_t in_counties = 0;
        for (size_t k = 0; k < f.n; k++) {
            place_list part = { 0 };
            place_municipalities(a, in(cases[i].year), f.p[k]->number, &part);
            in_counties += part.n;
        }
        CHECK_AT(in_counties == m.n, "%d: %zu stand in a county", cases[i].year, in_counties);
    }
}

TEST(a_new_number_is_the_same_unit_a_merger_is_not)
{
    const struct place *drammen = place_municipality(STR("3005"), in(2022));
    CHECK(drammen != NULL);
    CHECK_STR(place_on(drammen, in(2024))->number, "3301");
    CHECK(place_on(drammen, in(2019)) == NULL);
    CHECK_STR(place_in_2024(place_municipality(STR("0625"), in(2018)))->number, "3301");
    const struct place *stavanger = place_municipality(STR("1103"), in(2019));
    CHECK(stavanger->unit != place_municipality(STR("1103"), in(2020))->unit);
    CHECK_STR(place_in_2024(stavanger)->number, "1103");
    const struct place *molde = place_municipality(STR("1502"), in(2019));
    CHECK_STR(place_in_2024(molde)->slug, "K1506-molde");
}

TEST(a_divided_municipality_ends_its_series)
{
    static const struct {
        const char *number;
        int year;
    } cases[] = { { "1507", 2023 }, { "1850", 2019 }, { "5012", 2019 }, { "1504", 2019 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct place *p = place_municipality(str_z(cases[i].number), in(cases[i].year));
        CHECK_AT(p && !place_in_2024(p) && place_was_split(p), "%s", cases[i].number);
    }
    CHECK(!place_was_split(place_municipality(STR("1506"), in(2023))));
}

TEST(counties_cover_the_municipalities_of_the_day)
{
    const struct place *drammen = place_municipality(STR("3005"), in(2022));
    CHECK(place_covers(place_county(STR("30"), in(2022)), drammen, in(2022)));
    CHECK(!place_covers(place_county(STR("30"), in(2022)), drammen, in(2024)));
    CHECK(place_covers(place_county(STR("33"), in(2024)), drammen, in(2024)));
    CHECK_STR(place_county_of(drammen)->name, "Viken");
    CHECK(place_county(STR("30"), in(2024)) == NULL);
}

TEST(inhabitants_add_up)
{
    CHECK_INT(place_population(place_nation(), 2023), 5488984);
    CHECK_INT(place_population(place_nation(), 2024), 5550203);
    CHECK_INT(place_population(place_nation(), 2026), 5627400);
    CHECK_INT(place_population(place_nation(), 2015), 0);
    CHECK_INT(place_population(place_municipality(STR("1507"), in(2023)), 2023), 67520);
    CHECK_INT(place_population(place_county(STR("15"), in(2024)), 2024), 270624);
}

TEST(addresses_lead_to_places_whatever_follows_the_number)
{
    CHECK_STR(place_by_slug(STR("K1506-molde"), in(2023))->name, "Molde");
    CHECK_STR(place_by_slug(STR("K1506"), in(2023))->name, "Molde");
    CHECK_STR(place_by_slug(STR("K1502-molde"), in(2023))->number, "1502");
    CHECK_STR(place_by_slug(STR("F15-noe-annet"), in(2023))->slug, "F15-more-og-romsdal");
    CHECK_STR(place_by_slug(STR("F00"), in(2023))->slug, "F00-hele-landet");
    static const char *const bad[] = { "K0000-x", "K15", "X1506", "", "K1506x", "F99", "K-molde" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_AT(!place_by_slug(str_z(bad[i]), in(2023)), "%s", bad[i]);
}

TEST(people_find_a_place_by_any_of_its_names)
{
    static const struct {
        const char *typed, *number;
        bool exact;
    } cases[] = {
        { "Molde", "1506", true },        { "molde kommune", "1506", true },
        { "1506", "1506", true },         { "1502", "1506", true },
        { "Deatnu", "5441", true },       { "kárášjohka", "5437", true },
        { "karasjohka", "5437", true },   { "ÅLESUND", "1507", true },
        { "alesund", "1507", true },
        { "Haram", "1507", true },      { "Nedre Eiker", "3005", true },
        { "kristiansnd", "4204", false }, { "Nordre Fo", "3020", false },
        { "Møre", "15", false },          { "15", "15", true },
        { "Noreg", "00", true },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        place_hits hits = { 0 };
        place_search(a, str_z(cases[i].typed), in(2023), &hits);
        CHECK_AT(hits.n && str_is(hits.p[0].place->number, cases[i].number) &&
                     hits.p[0].exact == cases[i].exact,
                 "\"%s\" gave %.*s of %zu", cases[i].typed,
                 S(hits.n ? hits.p[0].place->number : STR("nothing")), hits.n);
    }
    place_hits none = { 0 };
    place_search(a, STR("  "), in(2023), &none);
    place_search(a, STR("9999"), in(2023), &none);
    place_search(a, STR("qqqqqq"), in(2023), &none);
    CHECK_INT(none.n, 0);
}

TEST(municipalities_like_molde_are_of_its_size_and_centrality)
{
    const struct place *molde = place_municipality(STR("1506"), in(2024));
    place_list like = { 0 };
    place_similar(a, molde, 15, &like);
    CHECK_INT(like.n, 15);
    for (size_t i = 0; i < like.n; i++) {
        CHECK(like.p[i]->unit != molde->unit);
        CHECK(abs(like.p[i]->facts->centrality_class - molde->facts->centrality_class) <= 1);
        int64_t persons = place_population(like.p[i], 2024), own = place_population(molde, 2024);
        CHECK(persons > own / 2 && persons < own * 2);
    }
}
