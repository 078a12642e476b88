// SPDX-License-Identifier: Apache-2.0
// None of these numbers can belong to a person: the years and months are out of range.
#include "person/identifier.h"
#include "test/test.h"

static const struct identifier_rule demo = { .invented = true }, real = { 0 };

TEST(identifier_duf_numbers)
{
    static const struct {
        const char *number;
        enum identifier_verdict want;
    } all[] = {
        { "190012345602", IDENTIFIER_FITS },   { "190000000108", IDENTIFIER_FITS },
        { "190099999904", IDENTIFIER_FITS },   { "190000000600", IDENTIFIER_FITS },
        { "190000000810", IDENTIFIER_FITS },   { "190012345603", IDENTIFIER_DOUBT },
        { "190012345620", IDENTIFIER_DOUBT },  { "19001234560", IDENTIFIER_LENGTH },
        { "1900123456O2", IDENTIFIER_LETTERS }, { "190021345602", IDENTIFIER_DOUBT },
        { "202312345602", IDENTIFIER_REAL },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        CHECK_AT(identifier_check(str_z(all[i].number), FORM_DUF, demo) == all[i].want, "%s",
                 all[i].number);
    CHECK(identifier_check(STR("190012345602"), FORM_DUF, real) == IDENTIFIER_SYNTHETIC);
    CHECK_STR(identifier_digits(a, STR(" 1900 123456\xc2\xa0" "02 ")), "190012345602");
}

TEST(identifier_national_and_d_numbers_under_both_rules)
{
    static const struct {
        const char *number;
        enum identifier_form form;
        enum identifier_verdict want;
        bool new_rule;
    } all[] = {
        { "15859012342", FORM_NATIONAL, IDENTIFIER_FITS, false },
        { "15859023441", FORM_NATIONAL, IDENTIFIER_FITS, false },
        { "55859012336", FORM_D_NUMBER, IDENTIFIER_FITS, false },
        { "02813299952", FORM_NATIONAL, IDENTIFIER_FITS, false },
        { "15859012350", FORM_NATIONAL, IDENTIFIER_FITS, true },
        { "15859012369", FORM_NATIONAL, IDENTIFIER_FITS, true },
        { "15859012377", FORM_NATIONAL, IDENTIFIER_FITS, true },
        { "55859012344", FORM_D_NUMBER, IDENTIFIER_FITS, true },
        { "29820460098", FORM_NATIONAL, IDENTIFIER_FITS, true },
        { "15859010501", FORM_NATIONAL, IDENTIFIER_FITS, true },
        { "15859012343", FORM_NATIONAL, IDENTIFIER_DIGITS, false },
        { "15859012385", FORM_NATIONAL, IDENTIFIER_DIGITS, true },
        { "31840412388", FORM_NATIONAL, IDENTIFIER_DATE, false },
        { "29820360069", FORM_NATIONAL, IDENTIFIER_DATE, false },
        { "1585901234", FORM_NATIONAL, IDENTIFIER_LENGTH, false },
        { "1585901234a", FORM_NATIONAL, IDENTIFIER_LETTERS, false },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        str s = str_z(all[i].number);
        CHECK_AT(identifier_check(s, all[i].form, demo) == all[i].want, "%s", all[i].number);
        if (all[i].want == IDENTIFIER_FITS) {
            CHECK_AT(identifier_new_rule(s) == all[i].new_rule, "%s", all[i].number);
            CHECK(identifier_form(s) == all[i].form);
        }
    }
    CHECK(identifier_check(STR("15859012342"), FORM_NATIONAL, real) == IDENTIFIER_SYNTHETIC);
}

TEST(identifier_other_synthetic_ranges_only_when_switched_on)
{
    struct identifier_rule open = { .invented = true, .other_synthetic = true };
    int tried = 0;
    for (int k = 0; k < 100; k++) { // the control digits of month + 40 and + 65, found by trying
        str nav = strf(a, "154590123%02d", k), helse = strf(a, "157090123%02d", k);
        str both[] = { nav, helse };
        for (int i = 0; i < 2; i++)
            if (identifier_check(both[i], FORM_NATIONAL, open) == IDENTIFIER_FITS) {
                CHECK(identifier_check(both[i], FORM_NATIONAL, demo) == IDENTIFIER_REAL);
                tried |= 1 << i;
            }
    }
    CHECK_INT(tried, 3);
}

TEST(identifier_is_shown_in_groups_and_masked)
{
    CHECK_STR(identifier_shown(a, STR("15859012342")), "158590 12342");
    CHECK_STR(identifier_shown(a, STR("190012345602")), "1900 123456 02");
    CHECK_STR(identifier_masked(a, STR("15859012342")), "158590 *****");
    CHECK_STR(identifier_masked(a, STR("190012345602")), "1900 ****** **");
}

TEST(identifier_invented_numbers_fit_and_differ)
{
    day born = day_of(1990, 5, 15);
    for (int i = 0; i < 300; i++) {
        str d = identifier_invent(a, FORM_D_NUMBER, born, i), n = identifier_invent(a, FORM_NATIONAL, born, i),
            duf = identifier_invent(a, FORM_DUF, born, i);
        CHECK(identifier_check(d, FORM_D_NUMBER, demo) == IDENTIFIER_FITS);
        CHECK(identifier_check(n, FORM_NATIONAL, demo) == IDENTIFIER_FITS);
        CHECK(identifier_check(duf, FORM_DUF, demo) == IDENTIFIER_FITS);
        CHECK(!identifier_new_rule(n));
    }
}

TEST(organisation_numbers)
{
    CHECK(organisation_number_fits(STR("974760673")));
    CHECK(!organisation_number_fits(STR("974760674")));
    CHECK(!organisation_number_fits(STR("97476067")));
}
