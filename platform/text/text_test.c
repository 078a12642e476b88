// SPDX-License-Identifier: Apache-2.0
// Texts and written forms, as tables of cases.
#include "platform/text/text.h"

#include <math.h>

#include "test/test.h"
#include "text_keys.h"

TEST(numbers_are_written_as_the_language_does)
{
    static const struct {
        int64_t v;
        const char *nb, *en;
    } at[] = {
        { 0, "0", "0" },
        { 999, "999", "999" },
        { 12345, "12\u00A0345", "12,345" },
        { -1234567, "\u22121\u00A0234\u00A0567", "\u22121,234,567" },
    };
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        CHECK_STR(fmt_int(a, NB, at[i].v), at[i].nb);
        CHECK_STR(fmt_int(a, NN, at[i].v), at[i].nb);
        CHECK_STR(fmt_int(a, EN, at[i].v), at[i].en);
    }
}

TEST(halves_are_rounded_away_from_zero)
{
    CHECK_STR(fmt_real(a, NB, 4.25, 1), "4,3");
    CHECK_STR(fmt_real(a, NB, -4.25, 1), "\u22124,3");
    CHECK_STR(fmt_real(a, NB, 2.5, 0), "3");
    CHECK_STR(fmt_real(a, NB, -0.04, 1), "0,0");
    CHECK_STR(fmt_real(a, EN, 1234.5, 1), "1,234.5");
    CHECK_STR(fmt_real(a, NB, NAN, 1), "–");
    CHECK_STR(fmt_pct(a, NN, 4.2), "4,2\u00A0%");
}

TEST(money_shows_ore_only_when_there_are_some)
{
    CHECK_STR(fmt_money(a, NB, kroner(254700)), "254\u00A0700\u00A0kr");
    CHECK_STR(fmt_money(a, NB, (money){ -50 }), "\u22120,50\u00A0kr");
    CHECK_STR(fmt_money(a, NB, (money){ 123405 }), "1\u00A0234,05\u00A0kr");
    CHECK_STR(fmt_money(a, EN, kroner(1000)), "NOK\u00A01,000");
}

TEST(days_and_moments_follow_the_house_rules)
{
    day d = day_of(2026, 9, 14);
    CHECK_STR(fmt_day(a, NB, d), "14.09.2026");
    CHECK_STR(fmt_day_long(a, NB, d), "14. september 2026");
    CHECK_STR(fmt_day_long(a, EN, d), "14 September 2026");
    CHECK_STR(fmt_weekday(a, NB, d), "mandag");
    CHECK_STR(fmt_weekday(a, NN, d), "måndag");
    CHECK_STR(fmt_day(a, NB, DAY_NONE), "–");
}

TEST(the_clock_is_right_on_the_days_it_is_moved)
{
    static const struct {
        int y, m, d;
        int64_t minutes_after_midnight_utc;
        const char *nb;
    } at[] = {
        { 2023, 3, 26, 59, "26.03.2023 kl.\u00A001.59" },
        { 2023, 3, 26, 60, "26.03.2023 kl.\u00A003.00" },
        { 2023, 10, 29, 59, "29.10.2023 kl.\u00A002.59" },
        { 2023, 10, 29, 60, "29.10.2023 kl.\u00A002.00" },
        { 2023, 10, 29, 600, "29.10.2023 kl.\u00A011.00" },
        { 2023, 9, 1, 522, "01.09.2023 kl.\u00A010.42" },
    };
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        int64_t days = day_diff(day_of(at[i].y, at[i].m, at[i].d), day_of(1970, 1, 1));
        int64_t ms = (days * 1440 + at[i].minutes_after_midnight_utc) * 60000;
        CHECK_STR(fmt_moment(a, NB, ms), at[i].nb);
    }
}

TEST(a_day_is_read_in_every_form_people_type)
{
    static const struct {
        const char *typed, *iso; // "" when refused
    } at[] = {
        { "14.9.26", "2026-09-14" },
        { "14/9-2026", "2026-09-14" },
        { "140926", "2026-09-14" },
        { "14092026", "2026-09-14" },
        { "2026-09-14", "2026-09-14" },
        { " 14.09.2026 ", "2026-09-14" },
        { "14. 9. 2026", "2026-09-14" },
        { "010199", "1999-01-01" },
        { "01.01.75", "1975-01-01" },
        { "29.02.2023", "" },
        { "14.13.2026", "" },
        { "14.9", "" },
        { "14.9.026", "" },
        { "i dag", "" },
        { "", "" },
        { "1.2.3.4", "" },
        { "-1.2.2020", "2020-02-01" },
    };
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        day d = DAY_NONE;
        bool ok = read_day(str_z(at[i].typed), day_of(2023, 9, 1), &d);
        CHECK_AT(ok == (at[i].iso[0] != 0), "%s", at[i].typed);
        CHECK_STR(day_iso(a, d), at[i].iso);
    }
}

TEST(a_number_is_read_with_blanks_comma_or_point)
{
    static const struct {
        const char *typed;
        bool ok;
        double v;
    } at[] = {
        { "12 345,50", true, 12345.5 },
        { "12345.5", true, 12345.5 },
        { "12\u00A0345", true, 12345 },
        { "\u22125", true, -5 },
        { "1 2", false, 0 },
        { "12 34", false, 0 },
        { "1,2,3", false, 0 },
        { "12.345,50", false, 0 },
        { "", false, 0 },
        { "-", false, 0 },
        { "5,", false, 0 },
        { "fem", false, 0 },
        { "1 234 567", true, 1234567 },
        { "\xff", false, 0 },
    };
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        double v = 0;
        CHECK_AT(read_real(str_z(at[i].typed), &v) == at[i].ok && v == at[i].v, "%s",
                 at[i].typed);
    }
    int64_t n = 0;
    CHECK(read_int(STR("12 345"), &n));
    CHECK_INT(n, 12345);
    CHECK(!read_int(STR("12,5"), &n));
    CHECK(!read_int(STR("99999999999999999999"), &n));
    money m = { 0 };
    CHECK(read_money(STR("kr 1 200,50"), &m));
    CHECK_INT(m.ore, 120050);
    CHECK(read_money(STR("1 200,-"), &m));
    CHECK_INT(m.ore, 120000);
    CHECK(read_money(STR("254\u00A0700\u00A0kr"), &m));
    CHECK_INT(m.ore, 25470000);
    CHECK(!read_money(STR("12,345"), &m));
}

TEST(names_sort_by_the_norwegian_alphabet)
{
    static const char *const order[] = { "Alta",        "alver", "Bø",  "Vik",    "Ærfugl",
                                         "Østre Toten", "Ål",    "Aal", "Ålesund" };
    for (size_t i = 0; i + 1 < sizeof order / sizeof *order; i++)
        for (enum lang l = NB; l <= NN; l++)
            CHECK_AT(text_cmp(l, str_z(order[i]), str_z(order[i + 1])) <= 0, "%s %s", order[i],
                     order[i + 1]);
    CHECK(text_cmp(NB, STR("Vik"), STR("Ål")) < 0);
    CHECK(text_cmp(NB, STR("Zumba"), STR("Aasen")) < 0);
    CHECK_INT(text_cmp(NB, STR("Molde"), STR("Molde")), 0);
}

TEST(search_and_addresses_know_no_accents)
{
    CHECK_STR(text_fold(a, STR("Kárášjohka – Ærø ÅS")), "karasjohka – aero as");
    CHECK_STR(text_slug(a, STR("Møre og Romsdal")), "more-og-romsdal");
    CHECK_STR(text_slug(a, STR(" Nord-Aurdal / Ål! ")), "nord-aurdal-al");
    CHECK_STR(text_slug(a, STR("Unjárga Nesseby")), "unjarga-nesseby");
    CHECK_STR(text_nfc(a, STR("A\u030Al")), "Ål");
}

TEST(a_text_counts_and_fills_in)
{
    text_key k = text_find("view.list.shown");
    CHECK_INT(k, T_view_list_shown__from_n_to);
    CHECK_STR(text(a, NB, k, TARGS(TI("from", 1), TI("to", 50), TI("n", 1214))),
              "Viser 1–50 av 1\u00A0214");
    CHECK_STR(text(a, NB, T_view_deadline_over__n, TARGS(TI("n", 1))), "Over tiden – 1 dag");
    CHECK_STR(text(a, NN, T_view_deadline_over__n, TARGS(TI("n", 2))), "Over tida – 2 dagar");
    CHECK_STR(text(a, EN, T_view_deadline_over__n, TARGS(TI("n", 0))), "Overdue – 0 days");
    CHECK_INT(text_find("no.such.key"), T_NONE);
    CHECK_STR(text(a, NB, T_NONE, NO_TARGS), "");
    CHECK_STR(str_z(text_name(k)), "view.list.shown");
}

TEST(a_year_is_written_without_space)
{
    CHECK_STR(text(a, NB, T_view_chart_in_year__year, TARGS(TI("year", 2023))), "i 2023");
}

TEST(languages_are_known_by_their_tags)
{
    enum lang l = EN;
    CHECK(lang_parse(STR("no"), &l) && l == NB);
    CHECK(lang_parse(STR("nn"), &l) && l == NN);
    CHECK(!lang_parse(STR("sv"), &l) && l == NN);
    CHECK_STR(str_z(lang_tag(EN)), "en");
}

TEST(participants_languages_have_their_own_plurals_and_fall_back)
{
    text_key lines = T_reception_map_years__n;
    static const struct {
        enum lang lang;
        int n;
        const char *says;
    } cases[] = { { UKR, 1, "1 рік" },   { UKR, 3, "3 роки" },  { UKR, 11, "11 років" },
                  { UKR, 21, "21 рік" }, { ARA, 5, "5 سنوات" }, { ARA, 20, "20 سنة" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_STR(text(a, cases[i].lang, lines, TARGS(TI("n", cases[i].n))), cases[i].says);
    CHECK(lang_rtl(ARA) && !lang_rtl(UKR));
    CHECK(!text_stands_in(ARA, T_reception_house_title));
    CHECK_STR(text(a, ARA, T_reception_house_title, NO_TARGS), "Beboere");
    CHECK_STR(text(a, UKR, T_view_search, NO_TARGS), "Search");
    CHECK_STR(text_language(a, UKR, STR("ar")), "арабська");
    CHECK_STR(text_country(a, ARA, STR("NO")), "النرويج");
    CHECK_STR(fmt_day(a, ARA, day_of(2026, 9, 14)), "14.09.2026");
}
