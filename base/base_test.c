// SPDX-License-Identifier: Apache-2.0
#include "test/test.h"

#include "base/csv.h"
#include "base/day.h"
#include "base/map.h"
#include "base/money.h"
#include "base/out.h"
#include "base/utf8.h"

TEST(arena_memory_is_zeroed_and_comes_back_after_a_mark)
{
    struct mark m = arena_mark(a);
    size_t before = arena_used(a);
    for (int i = 0; i < 1000; i++) {
        char *p = mem(a, 1000);
        CHECK(p[0] == 0 && p[999] == 0);
        memset(p, 'x', 1000);
    }
    arena_back(a, m);
    CHECK_INT(arena_used(a), before);
    CHECK_INT(((char *)mem(a, 64))[63], 0);
}

static void count(void *n)
{
    ++*(int *)n;
}

TEST(the_closing_list_runs_once_and_only_what_came_after_the_mark)
{
    int first = 0, second = 0;
    struct arena *b = arena_make(0);
    arena_closing(b, count, &first);
    struct mark m = arena_mark(b);
    arena_closing(b, count, &second);
    arena_back(b, m);
    CHECK_INT(first, 0);
    CHECK_INT(second, 1);
    arena_drop(b);
    CHECK_INT(first, 1);
    CHECK_INT(second, 1);
}

TEST(mem_try_refuses_at_the_limit)
{
    struct arena *b = arena_make(100000);
    CHECK(mem_try(b, 50000) != NULL);
    CHECK(mem_try(b, 60000) == NULL);
    CHECK(!arena_over(b));
    mem(b, 60000);
    CHECK(arena_over(b));
    arena_drop(b);
}

TEST(slices_keep_their_elements_when_they_grow)
{
    SLICE(int) s = { 0 };
    for (int i = 0; i < 1000; i++)
        *ADD(a, &s) = i;
    for (int i = 0; i < 1000; i++)
        CHECK_INT(s.p[i], i);
}

TEST(whole_numbers_are_read_to_their_limits_and_no_further)
{
    static const struct {
        const char *text;
        bool ok;
        int64_t v;
    } cases[] = {
        { "0", true, 0 },
        { "-9223372036854775808", true, INT64_MIN },
        { "9223372036854775807", true, INT64_MAX },
        { "+7", true, 7 },
        { "9223372036854775808", false, 0 },
        { "", false, 0 },
        { "-", false, 0 },
        { "1 ", false, 0 },
        { "0x1", false, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t v = 0;
        bool ok = str_int(str_z(cases[i].text), &v);
        CHECK_AT(ok == cases[i].ok && v == cases[i].v, "case \"%s\"", cases[i].text);
    }
}

TEST(every_day_of_four_centuries_goes_there_and_back)
{
    day d = day_of(1800, 1, 1);
    int weekday = day_weekday(d);
    for (; day_cmp(d, day_of(2200, 1, 1)) < 0; d = day_add(d, 1)) {
        struct ymd t = day_ymd(d);
        CHECK(day_eq(day_of(t.year, t.month, t.day), d));
        CHECK_INT(day_weekday(d), weekday);
        weekday = weekday % 7 + 1;
        int year, week = day_week(d, &year);
        CHECK(day_eq(day_of_week(year, week, day_weekday(d)), d));
    }
}

TEST(months_are_added_by_the_calendar)
{
    static const struct {
        const char *from;
        int months;
        const char *to;
    } cases[] = {
        { "2024-01-31", 1, "2024-02-29" }, { "2023-01-31", 1, "2023-02-28" },
        { "2024-02-29", 12, "2025-02-28" }, { "2023-12-31", 2, "2024-02-29" },
        { "2023-03-31", -1, "2023-02-28" }, { "2023-01-15", -13, "2021-12-15" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        day d;
        CHECK(day_parse(str_z(cases[i].from), &d));
        CHECK_STR(day_iso(a, day_add_months(d, cases[i].months)), cases[i].to);
    }
    CHECK(!day_known(day_add(DAY_MAX, 1)));
    CHECK(!day_known(day_add_months(DAY_MIN, -1)));
}

TEST(an_impossible_day_is_not_read)
{
    static const char *const bad[] = { "2023-02-29", "2023-13-01", "2023-00-10", "2023-1-1",
                                       "23-01-01",   "0000-01-01", "",           "2023-01-01 " };
    day d;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_AT(!day_parse(str_z(bad[i]), &d), "\"%s\"", bad[i]);
}

TEST(age_turns_on_the_birthday)
{
    day born = day_of(2004, 2, 29);
    CHECK_INT(day_age(born, day_of(2022, 2, 28)), 17);
    CHECK_INT(day_age(born, day_of(2022, 3, 1)), 18);
    CHECK_INT(day_age(born, day_of(2024, 2, 29)), 20);
}

TEST(the_day_in_oslo_follows_summer_time)
{
    day d = day_of(2023, 7, 1);
    CHECK(day_eq(day_in_oslo(day_start_ms(d)), d));
    CHECK(day_eq(day_in_oslo(day_start_ms(d) - 1), day_of(2023, 6, 30)));
    CHECK_INT(day_moment_on(day_start_ms(day_of(2026, 11, 27)) + 5000, d), day_start_ms(d) + 5000);
    CHECK_INT(day_moment_on(7000, DAY_NONE), 7000);
    CHECK_INT(day_start_ms(d) % 86400000, 22 * 3600000);
    CHECK_INT(day_start_ms(day_of(2023, 1, 1)) % 86400000, 23 * 3600000);
    CHECK_INT(day_start_ms(day_of(2023, 3, 26)) % 86400000, 23 * 3600000);
    CHECK_INT(day_start_ms(day_of(2023, 3, 27)) % 86400000, 22 * 3600000);
}

TEST(money_rounds_half_away_from_zero)
{
    CHECK_INT(money_times((money){ 5 }, 1, 2).ore, 3);
    CHECK_INT(money_times((money){ -5 }, 1, 2).ore, -3);
    CHECK_INT(money_times((money){ 1 }, 1, 3).ore, 0);
    CHECK_INT(money_times((money){ 2 }, 1, 3).ore, 1);
    CHECK_INT(money_round((money){ 12350 }, 100).ore, 12400);
    CHECK_STR(money_plain(a, (money){ -5 }), "-0.05");
    money m;
    CHECK(money_parse(STR("12345.5"), &m) && m.ore == 1234550);
    CHECK(money_parse(STR("-0.05"), &m) && m.ore == -5);
    CHECK(!money_parse(STR("1.234"), &m) && !money_parse(STR(""), &m) && !money_parse(STR("1.-1"), &m));
}

TEST(ill_formed_utf8_is_refused)
{
    static const char *const bad[] = { "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82",
                                       "\x80",     "\xF8\x88\x80\x80\x80" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_AT(!utf8_ok(str_z(bad[i])), "case %zu", i);
    CHECK(utf8_ok(STR("Unjárga – Nesseby Ørland ስም \xF0\x9F\x8F\xA0")));
    CHECK(!text_ok(STR("a\nb"), ONE_LINE) && text_ok(STR("a\nb"), MANY_LINES));
    CHECK(!text_ok(STR("a\xE2\x80\xAE""b"), MANY_LINES));
    CHECK(!text_ok((str){ "a\0b", 3 }, MANY_LINES));
}

TEST(a_map_finds_what_was_put)
{
    struct map m;
    map_make(&m, a);
    for (int i = 0; i < 1000; i++) {
        int *v = NEW(a, int);
        *v = i;
        CHECK(map_put(&m, strf(a, "key %d", i), v) == NULL);
    }
    for (int i = 0; i < 1000; i++)
        CHECK_INT(*(int *)map_get(&m, strf(a, "key %d", i)), i);
    CHECK(map_get(&m, STR("other")) == NULL);
}

struct seen {
    struct out text;
};

static err see(void *arg, const struct csv_row *row)
{
    struct seen *s = arg;
    out_f(&s->text, "%d:", (int)row->line);
    for (size_t i = 0; i < row->n; i++)
        out_f(&s->text, "[%.*s]", S(row->cell[i]));
    return OK;
}

TEST(csv_rows_keep_line_numbers_quotes_and_blanks)
{
    const str text = STR("\xEF\xBB\xBF""a,\"b\"\"c\nd\", e \r\n\n1,,\"\"\nlast,x,y");
    struct seen s = { { 0 } };
    CHECK_INT(csv_read(a, text, ',', see, &s), OK);
    CHECK_STR(out_str(&s.text), "1:[a][b\"c\nd][ e ]4:[1][][]5:[last][x][y]");
    out_clear(&s.text);
    struct csv_in *c = csv_in_make(a, ',', 100, see, &s); // one byte at a time: the same
    for (size_t i = 3; i < text.n; i++)
        CHECK_INT(csv_in_feed(c, str_part(text, i, 1)), OK);
    CHECK_INT(csv_in_end(c), OK);
    CHECK_STR(out_str(&s.text), "1:[a][b\"c\nd][ e ]4:[1][][]5:[last][x][y]");
    out_clear(&s.text);
    CHECK_INT(csv_read(a, STR("a,\"b\nc"), ',', see, &s), E_INPUT);
    c = csv_in_make(a, ',', 10, see, &s);
    CHECK_INT(csv_in_feed(c, STR("0123456789abcdef")), E_TOOBIG);
    out_drop(&s.text);
}

TEST(csv_cells_that_look_like_formulas_are_disarmed)
{
    struct out o = { 0 };
    out_csv_safe(&o, STR("=1+1"), ';');
    out_csv_safe(&o, STR(" @x"), ';');
    out_csv_safe(&o, STR("-12,5"), ';');
    out_csv_safe(&o, STR("a;b\"c"), ';');
    CHECK_STR(out_str(&o), "'=1+1\"' @x\"-12,5\"a;b\"\"c\"");
    out_drop(&o);
}

TEST(json_and_xml_text_is_escaped)
{
    struct out o = { 0 };
    out_json(&o, STR("a\"\\\n\x01ø"));
    out_xml(&o, STR("<a href='x'>&\""));
    CHECK_STR(out_str(&o), "\"a\\\"\\\\\\n\\u0001ø\"&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
    out_clear(&o);
    out_int(&o, INT64_MIN);
    CHECK_STR(out_str(&o), "-9223372036854775808");
    out_drop(&o);
}
