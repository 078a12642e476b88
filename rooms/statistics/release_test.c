// SPDX-License-Identifier: Apache-2.0
// Counting from persons and releasing: what is told, what is withheld, what is held back.
#include "platform/room.h"
#include "rooms/statistics/release.h"
#include "rooms/statistics/statistics_web.h"
#include "test/db.h"
#include "test/web.h"

static int region(const char *code)
{
    return region_by_code(regions_all(), str_z(code));
}

static void add(struct arena *a, grains *g, const char *code, int wait, int kind, int32_t days, int n)
{
    for (int i = 0; i < n; i++) {
        struct grain *x = ADD(a, g);
        *x = (struct grain){ .region = code ? region(code) : regions_all()->n, .persons = 1, .days = days };
        x->split[0] = (uint8_t)wait;
        x->split[1] = (uint8_t)kind;
        x->group[BY_HOUSEHOLD] = kind == 2 ? 0 : 4;
        x->group[BY_PERMIT] = 1;
    }
}

static struct fig told(const lines *all, int time, const char *code, int content)
{
    const struct line *l = line_find(all, time, 0, region(code));
    return l ? l->at[content] : fig_of(0);
}

static lines counted(struct arena *a, const grains *g, const lines *before, bool closed)
{
    lines out = { 0 };
    struct protect_report r = { 0 };
    struct count_before b = { before, before ? 2023 : -1, closed };
    count_population(a, &populations[POP_SETTLED], g, 2023, &b, &out, &r);
    lines_sort(&out);
    CHECK_INT(r.narrow, 0);
    return out;
}

TEST(waiting_times_are_counted_and_a_median_needs_ten)
{
    grains g = { 0 };
    add(a, &g, "1506", 0, 0, 30, 6);
    add(a, &g, "1506", 1, 0, 150, 6);
    add(a, &g, "1103", 0, 0, 60, 9);
    lines l = counted(a, &g, NULL, false);
    CHECK_INT(told(&l, 2023, "1506", 0).v, 12);
    CHECK_INT(told(&l, 2023, "1506", SETTLED_3).v, 6);
    CHECK_INT(told(&l, 2023, "1506", SETTLED_6).v, 12);
    CHECK(fabs(told(&l, 2023, "1506", SETTLED_MEAN).v - 90) < 0.01);
    CHECK_INT(told(&l, 2023, "1506", SETTLED_MEDIAN).v, 30); // the lower of the two in the middle
    CHECK_INT(told(&l, 2023, "1103", SETTLED_MEDIAN).sign, SIGN_WITHHELD);
    CHECK_INT(told(&l, 2023, "1103", 0).v, 9);
    CHECK_INT(told(&l, 2023, "00", 0).v, 21);
}

TEST(few_are_withheld_with_what_would_tell_of_them)
{
    grains g = { 0 };
    add(a, &g, "1506", 0, 0, 30, 3);
    add(a, &g, "1505", 0, 0, 30, 20);
    add(a, &g, "0301", 0, 0, 30, 50);
    add(a, &g, "1103", 0, 0, 30, 40);
    add(a, &g, "1108", 0, 0, 30, 40);
    lines l = counted(a, &g, NULL, false);
    CHECK_INT(told(&l, 2023, "1506", 0).sign, SIGN_WITHHELD);
    CHECK_INT(told(&l, 2023, "1506", SETTLED_MEAN).sign, SIGN_WITHHELD);
    bool county = told(&l, 2023, "15", 0).sign == SIGN_VALUE, other = told(&l, 2023, "1505", 0).sign == SIGN_VALUE;
    CHECK(!(county && other)); // 23 less 20
    CHECK_INT(told(&l, 2023, "00", 0).v, 153);
    CHECK_INT(told(&l, 2023, "03", 0).sign, told(&l, 2023, "0301", 0).sign); // one municipality, one county
}

TEST(a_share_is_withheld_when_the_rest_is_few)
{
    grains g = { 0 };
    add(a, &g, "1506", 0, 0, 30, 28);
    add(a, &g, "1506", 3, 0, 500, 2);
    add(a, &g, "1103", 0, 0, 30, 40);
    add(a, &g, "1103", 3, 0, 400, 10);
    lines l = counted(a, &g, NULL, false);
    CHECK_INT(told(&l, 2023, "1506", 0).v, 30);
    CHECK_INT(told(&l, 2023, "1506", SETTLED_12).sign, SIGN_WITHHELD);
    CHECK_INT(told(&l, 2023, "1103", SETTLED_12).sign == SIGN_VALUE && told(&l, 2023, "00", SETTLED_12).sign == SIGN_VALUE, 0);
}

TEST(protected_persons_count_in_the_nation_alone)
{
    grains g = { 0 };
    add(a, &g, "1506", 0, 0, 30, 20);
    add(a, &g, NULL, 0, 0, 30, 6);
    lines l = counted(a, &g, NULL, false);
    CHECK_INT(told(&l, 2023, "00", 0).v, 26);
    CHECK_INT(told(&l, 2023, "15", 0).v, 20);
    for (size_t i = 0; i < l.n; i++)
        CHECK(l.p[i].region < regions_all()->n);
}

TEST(a_small_growth_is_held_back_and_a_closed_year_opens_nothing)
{
    grains g = { 0 };
    add(a, &g, "1506", 0, 0, 30, 12);
    add(a, &g, "1505", 0, 0, 30, 3);
    add(a, &g, "1103", 0, 0, 30, 40);
    add(a, &g, "1108", 0, 0, 30, 40);
    lines first = counted(a, &g, NULL, false);
    CHECK_INT(told(&first, 2023, "1108", 0).v, 40);
    add(a, &g, "1108", 0, 0, 30, 2);
    lines second = counted(a, &g, &first, false);
    CHECK_INT(told(&second, 2023, "1108", 0).v, 40); // two more: not yet
    add(a, &g, "1108", 0, 0, 30, 4);
    lines third = counted(a, &g, &second, false);
    CHECK_INT(told(&third, 2023, "1108", 0).v, 46);
    add(a, &g, "1505", 0, 0, 30, 30);
    lines closed = counted(a, &g, &third, true);
    CHECK_INT(told(&closed, 2023, "1505", 0).sign, SIGN_WITHHELD);
}

static err fill(struct db *db, void *arg)
{
    (void)arg;
    for (const struct room *const *r = rooms_all; *r; r++)
        if ((*r)->demo && (strcmp((*r)->name, "settlement") == 0 || strcmp((*r)->name, "statistics") == 0))
            PASS((*r)->demo(db, TEST_DAY));
    return OK;
}

static err run_jobs(struct db *db, void *arg)
{
    (void)arg;
    releases all = { 0 };
    PASS(releases_all(db, &all));
    return release_make(db, all.p[0].id);
}

static err no_breach(struct db *db, void *arg)
{
    struct out o = { 0 };
    (void)arg;
    PASS(statistics_check(db, &o));
    CHECK_STR(out_str(&o), "");
    out_drop(&o);
    return OK;
}

TEST(a_release_is_counted_looked_over_and_published_once_a_day)
{
    in_db(a, fill, NULL);
    CHECK_INT(get(a, "/tall-og-statistikk/utgivelser", as(DS, "IMDI")).status, 403);
    struct answer asked = post(a, "/tall-og-statistikk/utgivelser", as(DA, "IMDI"), "");
    CHECK_INT(asked.status, 303);
    str at = str_dup(a, asked.location);
    CHECK(has_text(get(a, at.p, as(DA, "IMDI")).body, "Tallene regnes ut"));
    in_db(a, run_jobs, NULL);
    struct answer draft = get(a, at.p, as(DA, "IMDI"));
    CHECK(has_text(draft.body, "Endringer siden utgivelse 1") && has_text(draft.body, "Skjult, små"));
    CHECK_STR(post(a, at.p, as(DA, "IMDI"), "").location, "/tall-og-statistikk/utgivelser");
    CHECK_INT(post(a, at.p, as(DA, "IMDI"), "").status, 409);
    struct answer again = post(a, "/tall-og-statistikk/utgivelser", as(DA, "IMDI"), "");
    in_db(a, run_jobs, NULL);
    CHECK_INT(post(a, str_dup(a, again.location).p, as(DA, "IMDI"), "").status, 409);
    in_db(a, no_breach, NULL);
    static const char *const tables[] = { "IB102", "IB104", "IB106", "IB107", "IB107M", "IB108" };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        str base = strf(a, "/tall-og-statistikk/tabeller/%s", tables[i]);
        CHECK_INT(get(a, base.p, public_()).status, 200);
        CHECK_INT(get(a, strf(a, "%.*s.csv", S(base)).p, public_()).status, 200);
        CHECK_INT(get(a, strf(a, "%.*s.xlsx", S(base)).p, public_()).status, 200);
        struct answer json = get(a, strf(a, "%.*s.json?ar=alle", S(base)).p, public_());
        CHECK(json.status == 200 && has_text(json.body, "\"class\":\"dataset\""));
    }
    CHECK_INT(get(a, "/bosetting/ventetid", as(DS, "IMDI")).status, 200);
    CHECK_INT(get(a, "/bosetting/ventetid", as(MC, "K1506")).status, 403);
}
