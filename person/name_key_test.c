// SPDX-License-Identifier: Apache-2.0
#include "person/name_key.h"
#include "test/test.h"

static bool share_key(struct arena *a, const char *x, const char *y)
{
    name_key_list kx = { 0 }, ky = { 0 };
    name_keys(a, str_z(x), &kx);
    name_keys(a, str_z(y), &ky);
    for (size_t i = 0; i < kx.n; i++)
        for (size_t j = 0; j < ky.n; j++)
            if (kx.p[i].hash == ky.p[j].hash)
                return true;
    return false;
}

TEST(names_are_brought_to_plain_letters)
{
    CHECK_STR(name_plain(a, STR("Abd al-Raḥmān")), "abd al rahman");
    CHECK_STR(name_plain(a, STR("Коваленко")), "kovalenko");
    CHECK_STR(name_plain(a, STR("  Ødegård,  Kjærsti ")), "odegard kjaersti");
    CHECK_STR(name_plain(a, STR("")), "");
}

TEST(names_written_in_several_ways_share_a_key)
{
    static const char *const same[][2] = {
        { "Mohammed", "Muhammad" }, { "Mohamed", "Muxamed" },     { "محمد", "Mohammad" },
        { "Yusuf", "Yousef" },      { "Yosief", "Jusuf" },        { "Olena", "Elena" },
        { "Олена", "Alyona" },      { "Kovalenko", "Kowalenko" }, { "Abdulrahman", "Abd al-Rahman" },
        { "Tesfay", "Tesfai" },     { "ተስፋይ", "Tesfay" },         { "Nguyễn", "Nguyen" },
        { "Ahmad", "Achmed" },      { "Hussein", "Xuseen" },      { "Omar", "Umar" },
        { "Jamal", "Djamal" },      { "Fatima", "Fatema" },       { "Zekarias", "Zakarias" },
        { "Oleksandr", "Александр" }, { "Shevchenko", "Шевченко" },
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        CHECK_AT(share_key(a, same[i][0], same[i][1]), "%s %s", same[i][0], same[i][1]);
}

TEST(different_names_are_less_close_than_spellings_of_one)
{
    double same = name_closeness(a, STR("Olena Kovalenko"), STR("Kowalenko, Elena"));
    double other = name_closeness(a, STR("Olena Kovalenko"), STR("Oksana Kravchenko"));
    CHECK_AT(same > 0.8, "%f", same);
    CHECK_AT(other < 0.75, "%f", other);
    CHECK(name_closeness(a, STR("Олена Коваленко"), STR("kovalenko olena")) > 0.99);
    CHECK(name_closeness(a, STR("Mohammed Ali Hassan"), STR("Mohammed Hassan")) > 0.9);
}
