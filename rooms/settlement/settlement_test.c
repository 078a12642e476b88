// SPDX-License-Identifier: Apache-2.0
// The tables and the import, on the real figures.
#include "test/db.h"

#include "base/embed.h"
#include "rooms/settlement/demo.h"
#include "rooms/settlement/figures_db.h"
#include "rooms/settlement/settlement_db.h"

static str real_file(void)
{
    str bytes;
    CHECK(embed_get("ref/settlement-by-municipality.csv", &bytes));
    return bytes;
}

TEST(the_real_file_of_figures_has_no_fault)
{
    struct figures_file f;
    figures_read(a, real_file(), 2026, &f);
    if (f.fault_count)
        print_error("%.*s\n", S(figure_fault_text(a, EN, &f.faults.p[0])));
    CHECK_INT(f.fault_count, 0);
    CHECK_INT(f.rows.n, 4551);
    CHECK_INT(f.first_year, 2012);
    CHECK_INT(f.last_year, 2025);
    CHECK_INT(f.rows.p[5].decided_why, EMPTY_MISSING); // Aremark 2012
}

#define HEADING                                                                                \
    "year,municipality_no,municipality,requested,requested_original,decided,settled,flags,"    \
    "source\n"

TEST(every_fault_of_a_file_is_named_with_line_and_column)
{
    static const struct {
        const char *rows, *said;
    } cases[] = {
        { "2023,1506,Molde,-3,,,0,decided=missing,A\n",
          "line 2, column requested: -3 is below zero" },
        { "2023,1506,Molde,x,,,0,decided=missing,A\n",
          "line 2, column requested: \"x\" is not a whole number" },
        { "2023,9998,Nowhere,3,,,0,decided=missing,A\n",
          "line 2, column municipality_no: unknown municipality, none had number \"9998\" that "
          "year" },
        { "2018,1506,Molde,3,,,0,decided=missing,A\n",
          "line 2, column municipality_no: unknown municipality, none had number \"1506\" that "
          "year" },
        { "1999,1506,Molde,3,,,0,decided=missing,A\n",
          "line 2, column year: year 1999 is out of range" },
        { "2031,1506,Molde,3,,,0,decided=missing,A\n",
          "line 2, column year: year 2031 is out of range" },
        { "2023,1506,,3,,,0,decided=missing,A\n",
          "line 2, column municipality: the name is empty or cannot be read" },
        { "2023,1506,Molde,3,,4,0,decided=missing,A\n",
          "line 2, column decided: flag \"decided=missing\" says the cell is empty, but it has "
          "a value" },
        { "2023,1506,Molde,3,,,0,decided=unknown,A\n",
          "line 2, column flags: \"decided=unknown\" is not column=suppressed, column=missing "
          "or "
          "column=zero_or_suppressed_or_missing" },
        { "2023,1506,Molde,3,,,0,decided=missing decided=suppressed,A\n",
          "line 2, column flags: \"decided=suppressed\" is for a cell that has a flag "
          "already" },
        { "2023,1506,Molde,3,,,0,decided=missing,Q\n",
          "line 2, column source: source \"Q\" is unknown" },
        { "2023,1506,Molde,3,,,0,decided=missing\n",
          "line 2: the row has 8 cells, unlike the heading" },
        { "2023,1506,Molde,3,,3,0,,A\n2023,1506,Molde,3,,3,0,,A\n",
          "line 3, column municipality_no: municipality 1506 stands on line 2 too with the "
          "same "
          "year" },
        { "", "the file has no rows (line 1)" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct figures_file f;
        figures_read(a, strf(a, HEADING "%s", cases[i].rows), 2025, &f);
        CHECK_AT(f.fault_count == 1, "%s: %jd faults", cases[i].said, (intmax_t)f.fault_count);
        CHECK_STR(figure_fault_text(a, EN, &f.faults.p[0]), cases[i].said);
    }
}

TEST(a_wrong_heading_is_told_by_column)
{
    struct figures_file f;
    figures_read(
        a,
        STR("year;municipality_no;municipality;requested;decided;decided;settled;flags;by\n"),
        2025, &f);
    CHECK_INT(f.fault_count, 4);
    CHECK_STR(figure_fault_text(a, EN, &f.faults.p[0]), "line 1: column decided stands twice");
    CHECK_STR(figure_fault_text(a, EN, &f.faults.p[1]), "line 1: column \"by\" is unknown");
    CHECK_STR(figure_fault_text(a, EN, &f.faults.p[2]),
              "line 1: column requested_original is missing");
    CHECK_STR(figure_fault_text(a, NB, &f.faults.p[3]), "Linje 1: kolonnen source mangler.");
}

TEST(a_file_in_another_encoding_is_told_so)
{
    struct figures_file f;
    figures_read(a, STR(HEADING "2023,1507,\xC5lesund,3,,3,0,,A\n"), 2025, &f);
    CHECK_INT(f.faults.p[0].kind, FAULT_LATIN1);
    CHECK_INT(f.faults.p[0].line, 2);
    figures_read(a, (str){ "\xFF\xFEy\0e\0", 6 }, 2025, &f);
    CHECK_INT(f.faults.p[0].kind, FAULT_UTF16);
    CHECK_INT(f.faults.p[0].line, 1);
    figures_read(a, (str){ "y\0e\0", 4 }, 2025, &f);
    CHECK_INT(f.faults.p[0].kind, FAULT_UTF16);
}

TEST(a_hundred_faults_are_listed_and_all_are_counted)
{
    struct out o = { 0 };
    OUT(&o, HEADING);
    for (int i = 0; i < 250; i++)
        OUT(&o, "2023,0000,Nowhere,1,,1,1,,A\n");
    struct figures_file f;
    figures_read(a, out_str(&o), 2025, &f);
    CHECK_INT(f.faults.n, FIGURE_FAULTS_MAX);
    CHECK_INT(f.fault_count, 250 + 249); // unknown, and the same as line 2
    out_drop(&o);
}

// ---- import
// -------------------------------------------------------------------------------------

struct job {
    str bytes;
    bool write;
    struct import_report report;
};

static err import(struct db *db, void *arg)
{
    struct job *j = arg;
    struct figures_file f;
    figures_read(db->mem, j->bytes, 2026, &f);
    return figures_import(db, &f, STR("test.csv"), j->bytes, j->write, &j->report);
}

TEST(the_same_file_twice_changes_nothing)
{
    struct db_pool *p = test_db(a);
    struct job j = { real_file(), false, { 0 } };
    test_run(p, a, TX_READ, import, &j);
    CHECK_INT(j.report.added, 4551);
    j.write = true;
    test_run(p, a, TX_WRITE, import, &j);
    CHECK_INT(j.report.added, 4551); // the first run wrote nothing
    test_run(p, a, TX_WRITE, import, &j);
    CHECK_INT(j.report.added + j.report.changed, 0);
    CHECK_INT(j.report.unchanged, 4551);
}

TEST(a_corrected_file_changes_the_rows_it_corrects)
{
    struct db_pool *p = test_db(a);
    struct job j = { STR(HEADING "2023,1506,Molde,350,,350,223,,A\n"), true, { 0 } };
    test_run(p, a, TX_WRITE, import, &j);
    j.bytes =
        STR(HEADING
            "2023,1506,Molde,350,,,230,decided=missing,A\n2023,1508,Ålesund,470,,300,129,,A\n");
    test_run(p, a, TX_WRITE, import, &j);
    CHECK_INT(j.report.added, 1);
    CHECK_INT(j.report.changed, 1);
    CHECK_INT(j.report.changes.p[0].was.settled.v, 223);
    CHECK_INT(j.report.changes.p[0].now.settled.v, 230);
    test_run(p, a, TX_WRITE, import, &j);
    CHECK_INT(j.report.unchanged, 2);
}

// ---- the demo's story
// ---------------------------------------------------------------------------

static err fill(struct db *db, void *arg)
{
    return settlement_demo(db, *(day *)arg);
}

struct look {
    int64_t year;
    str county;
    standings all;
    struct settlement_key key;
};

static err look(struct db *db, void *arg)
{
    struct look *l = arg;
    l->all = (standings){ 0 };
    PASS(standings_of(db, l->year, l->county, TEST_DAY, &l->all));
    return settlement_key_of_year(db, l->year, TEST_DAY, &l->key);
}

static struct look looked(struct arena *a, struct db_pool *p, int64_t year, const char *county)
{
    struct look l = { .year = year, .county = str_z(county) };
    test_run(p, a, TX_READ, look, &l);
    return l;
}

static struct db_pool *demo(struct arena *a)
{
    struct db_pool *p = test_db(a);
    day today = TEST_DAY;
    test_run(p, a, TX_WRITE, fill, &today);
    return p;
}

TEST(the_key_figures_of_2023_are_those_of_the_table)
{
    struct look l = looked(a, demo(a), 2023, "");
    CHECK_INT(l.key.asked, 38000);
    CHECK_INT(l.key.decided, 32732);
    CHECK_INT(l.key.settled.v, 18851);
    CHECK_INT(l.key.answered, 345);
    CHECK_INT(l.key.asked_of, 356);
    CHECK_INT(l.key.forecast.v, 37000);
    CHECK(day_eq(l.key.forecast_on, day_of(2023, 9, 1)));
    CHECK(day_eq(l.key.settled_on, day_of(2023, 8, 31)));
    CHECK_INT(l.all.n, 356);
    int64_t silent = 0, late = 0, deferred = 0;
    for (size_t i = 0; i < l.all.n; i++) {
        silent += !l.all.p[i].answer.valid.known;
        late += l.all.p[i].answer.state == OVERDUE;
        deferred += l.all.p[i].answer.state == DEFERRED;
    }
    CHECK_INT(silent, 11);
    CHECK_INT(late + deferred, 11);
    CHECK(deferred > 0);
}

TEST(the_year_2022_has_two_versions_of_the_request)
{
    struct look l = looked(a, demo(a), 2022, "");
    CHECK_INT(l.key.asked, 35000);
    CHECK_INT(l.key.decided, 35355);
    CHECK(!l.key.forecast.known);
    CHECK(day_eq(l.key.settled_on, day_of(2022, 12, 31)));
}

TEST(the_balance_holds_for_every_municipality_and_year)
{
    struct db_pool *p = demo(a);
    for (int year = 2012; year <= 2025; year++) {
        struct look l = looked(a, p, year, "");
        CHECK(l.all.n > 0);
        for (size_t i = 0; i < l.all.n; i++) {
            const struct standing *s = &l.all.p[i];
            bool known = s->answer.valid.known && s->settled.known;
            CHECK_AT(s->left.known == known, "%d %.*s", year, S(s->number));
            if (known)
                CHECK_AT(s->left.v == s->answer.valid.v - s->settled.v - s->agreed - s->waiting,
                         "%d %.*s", year, S(s->number));
        }
    }
}

TEST(a_county_holds_its_own_municipalities)
{
    struct look l = looked(a, demo(a), 2023, "15");
    CHECK_INT(l.all.n, 26);
    int64_t asked = 0;
    for (size_t i = 0; i < l.all.n; i++)
        asked += l.all.p[i].asked.v;
    CHECK_INT(asked, 2990);
}

static err move_and_decide(struct db *db, void *arg)
{
    (void)arg;
    requests r = { 0 };
    PASS(requests_of_place(db, STR("3053"), &r)); // Jevnaker: 60 asked, no answer, 28 settled
    struct request was = r.p[0], now = was;
    now.places = KNOWN(60);
    now.decided_by = BY_COUNCIL;
    now.answered_on = now.decided_on = TEST_DAY;
    PASS(db_save(db, &request_rec, &was, &now));
    struct decision d = { .request = now.id,
                          .places = now.places,
                          .decided_by = BY_COUNCIL,
                          .decided_on = TEST_DAY,
                          .deferred_to = DAY_NONE,
                          .answered_on = TEST_DAY };
    PASS(db_add(db, &decision_rec, &d));
    struct movement_row m = { .year = 2023,
                              .number = now.number,
                              .kind = LEDGER_TOTAL,
                              .what = LEDGER_AGREED,
                              .places = 5,
                              .moved_on = TEST_DAY,
                              .cause = STR("person 1") };
    return db_add(db, &movement_rec, &m);
}

TEST(an_answer_moves_the_forecast_and_the_balance)
{
    struct db_pool *p = demo(a);
    test_run(p, a, TX_WRITE, move_and_decide, NULL);
    struct look l = looked(a, p, 2023, "");
    CHECK_INT(l.key.answered, 346);
    CHECK_INT(l.key.decided, 32792);
    CHECK_INT(l.key.status_decided, 34060);
    CHECK_INT(l.key.status_answered, 179);
    CHECK_INT(l.key.forecast.v, 31000 + 6086); // 3 060 x 356 / 179
    for (size_t i = 0; i < l.all.n; i++)
        if (str_is(l.all.p[i].number, "3053"))
            CHECK_INT(l.all.p[i].left.v, 60 - 28 - 5);
}

static err minors_of_a_new_year(struct db *db, void *arg)
{
    struct round r = { .ref = ref_new(db->mem),
                       .year = 2024,
                       .no = 1,
                       .total = 10,
                       .letter_on = TEST_DAY,
                       .due_on = DAY_NONE };
    PASS(db_add(db, &round_rec, &r));
    struct request q = { .ref = ref_new(db->mem),
                         .round = r.id,
                         .year = 2024,
                         .number = STR("0301"),
                         .name = STR("Oslo"),
                         .asked = 10,
                         .places = KNOWN(10),
                         .minors = KNOWN(4),
                         .decided_by = BY_COUNCIL,
                         .decided_on = TEST_DAY,
                         .answered_on = TEST_DAY,
                         .deferred_to = DAY_NONE,
                         .reminded_on = DAY_NONE };
    PASS(db_add(db, &request_rec, &q));
    struct movement_row m = { .year = 2024,
                              .number = STR("0301"),
                              .kind = LEDGER_MINORS,
                              .what = LEDGER_SETTLED,
                              .places = 1,
                              .moved_on = TEST_DAY,
                              .cause = STR("person 1, minor") };
    PASS(db_add(db, &movement_rec, &m));
    m.kind = LEDGER_TOTAL;
    m.cause = STR("person 1");
    PASS(db_add(db, &movement_rec, &m));
    m.what = LEDGER_WAITING;
    m.cause = STR("person 2");
    PASS(db_add(db, &movement_rec, &m));
    return standing_of(db, 2024, STR("0301"), TEST_DAY, arg);
}

TEST(persons_feed_the_balance_of_all_and_of_minors)
{
    struct standing s;
    test_run(test_db(a), a, TX_WRITE, minors_of_a_new_year, &s);
    CHECK_INT(s.left.v, 10 - 1 - 1);
    CHECK_INT(s.minors_left.v, 4 - 1);
    CHECK_INT(s.settled.v, 1);
}

static err breaches(struct db *db, void *arg)
{
    return settlement_check(db, arg);
}

TEST(the_demo_breaks_no_rule_on_any_day)
{
    static const int days[][3] = {
        { 2023, 9, 1 }, { 2023, 2, 1 }, { 2022, 1, 15 }, { 2026, 11, 24 }
    };
    for (size_t i = 0; i < 4; i++) {
        struct db_pool *p = test_db(a);
        struct out found = { 0 };
        day today = day_of(days[i][0], days[i][1], days[i][2]);
        test_run(p, a, TX_WRITE, fill, &today);
        test_run(p, a, TX_READ, breaches, &found);
        CHECK_STR(out_str(&found), "");
    }
}
