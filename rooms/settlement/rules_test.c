// SPDX-License-Identifier: Apache-2.0
// The rules of the quantity process: answers, forecast, balance, distribution.
#include "test/test.h"

#include <math.h>

#include "rooms/settlement/answer.h"
#include "rooms/settlement/distribution.h"
#include "rooms/settlement/forecast.h"
#include "rooms/settlement/ledger.h"

// ---- answers
// -----------------------------------------------------------------------------------

#define TODAY day_of(2023, 9, 1)
#define NO DAY_NONE

TEST(every_state_of_an_answer_follows_from_the_facts)
{
    day may = day_of(2023, 5, 15), june = day_of(2023, 6, 15), october = day_of(2023, 10, 1);
    static const optint none = UNKNOWN;
    const struct {
        const char *what;
        struct answer_facts f;
        enum answer_state state;
        enum answer_kind kind;
        int days_over;
    } cases[] = {
        { "not asked", { none, NO, NO, NO, none, none }, NOT_ASKED, ANSWER_NONE, 0 },
        { "within time", { KNOWN(40), may, october, NO, none, none }, ASKED, ANSWER_NONE, 0 },
        { "last day", { KNOWN(40), may, TODAY, NO, none, none }, ASKED, ANSWER_NONE, 0 },
        { "too late", { KNOWN(40), may, june, NO, none, none }, OVERDUE, ANSWER_NONE, 78 },
        { "no limit", { KNOWN(40), may, NO, NO, none, none }, ASKED, ANSWER_NONE, 0 },
        { "put off", { KNOWN(40), may, june, october, none, none }, DEFERRED, ANSWER_NONE, 0 },
        { "put off and passed",
          { KNOWN(40), may, june, day_of(2023, 8, 31), none, none },
          OVERDUE,
          ANSWER_NONE,
          1 },
        { "refused", { KNOWN(40), may, june, NO, KNOWN(0), none }, DECIDED, ANSWER_REFUSED, 0 },
        { "fewer", { KNOWN(40), may, june, NO, KNOWN(39), none }, DECIDED, ANSWER_FEWER, 0 },
        { "equal", { KNOWN(40), may, june, NO, KNOWN(40), none }, DECIDED, ANSWER_EQUAL, 0 },
        { "more", { KNOWN(40), may, june, NO, KNOWN(41), none }, DECIDED, ANSWER_MORE, 0 },
        { "none asked, none given",
          { KNOWN(0), may, june, NO, KNOWN(0), none },
          DECIDED,
          ANSWER_EQUAL,
          0 },
        { "old answer waits for a new one",
          { KNOWN(40), may, october, NO, none, KNOWN(35) },
          SUPERSEDED,
          ANSWER_FEWER,
          0 },
        { "old answer, new limit passed",
          { KNOWN(40), may, june, NO, none, KNOWN(35) },
          SUPERSEDED,
          ANSWER_FEWER,
          78 },
        { "old answer, put off",
          { KNOWN(40), may, june, october, none, KNOWN(35) },
          DEFERRED,
          ANSWER_FEWER,
          0 },
        { "old answer, new answer",
          { KNOWN(40), may, june, NO, KNOWN(40), KNOWN(35) },
          DECIDED,
          ANSWER_EQUAL,
          0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct answer_status s = answer_status(&cases[i].f, TODAY);
        CHECK_AT(s.state == cases[i].state, "%s: state %d", cases[i].what, s.state);
        CHECK_AT(s.kind == cases[i].kind, "%s: kind %d", cases[i].what, s.kind);
        CHECK_AT(s.days_over == cases[i].days_over, "%s: %d days", cases[i].what, s.days_over);
        CHECK_AT(s.answers_newest == cases[i].f.decided.known, "%s", cases[i].what);
    }
}

TEST(no_answer_and_zero_are_never_the_same)
{
    struct answer_facts silent = { KNOWN(10), NO, NO, NO, UNKNOWN, UNKNOWN }, refused = silent;
    refused.decided = KNOWN(0);
    CHECK(!answer_status(&silent, TODAY).valid.known);
    CHECK(answer_status(&refused, TODAY).valid.known);
    CHECK_INT(answer_status(&refused, TODAY).valid.v, 0);
    CHECK(answer_status(&silent, TODAY).state != answer_status(&refused, TODAY).state);
}

TEST(places_of_an_older_decision_stay_valid_until_the_new_one)
{
    struct answer_facts f = { KNOWN(50), NO, NO, NO, UNKNOWN, KNOWN(30) };
    CHECK_INT(answer_status(&f, TODAY).valid.v, 30);
    f.decided = KNOWN(0);
    CHECK_INT(answer_status(&f, TODAY).valid.v, 0);
}

TEST(an_answer_is_refused_with_the_reason)
{
    day may = day_of(2023, 5, 15);
    struct answer_facts asked = { KNOWN(40), may, day_of(2023, 6, 15), NO, UNKNOWN, UNKNOWN };
    struct answer_facts nobody = { UNKNOWN, NO, NO, NO, UNKNOWN, UNKNOWN };
    const struct {
        const struct answer_facts *f;
        struct answer_given a;
        enum answer_fault fault;
    } cases[] = {
        { &asked, { KNOWN(40), KNOWN(2), may }, ANSWER_FINE },
        { &asked, { KNOWN(0), UNKNOWN, TODAY }, ANSWER_FINE },
        { &asked, { KNOWN(400), UNKNOWN, TODAY }, ANSWER_FINE },
        { &nobody, { KNOWN(40), UNKNOWN, may }, ANSWER_NOT_ASKED },
        { &asked, { UNKNOWN, UNKNOWN, may }, ANSWER_NO_NUMBER },
        { &asked, { KNOWN(-1), UNKNOWN, may }, ANSWER_NO_NUMBER },
        { &asked, { KNOWN(4000), UNKNOWN, may }, ANSWER_TOO_MANY },
        { &asked, { KNOWN(4), KNOWN(5), may }, ANSWER_MINORS_ABOVE },
        { &asked, { KNOWN(4), UNKNOWN, NO }, ANSWER_NO_DAY },
        { &asked, { KNOWN(4), UNKNOWN, day_of(2023, 9, 2) }, ANSWER_DAY_AHEAD },
        { &asked, { KNOWN(4), UNKNOWN, day_of(2023, 5, 14) }, ANSWER_DAY_BEFORE },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum answer_fault got = answer_check(cases[i].f, &cases[i].a, TODAY);
        CHECK_AT(got == cases[i].fault, "case %zu gave %d", i, got);
    }
}

TEST(a_matter_can_be_put_off_within_the_year_only)
{
    struct answer_facts f = { KNOWN(40), NO, day_of(2023, 6, 15), NO, UNKNOWN, KNOWN(10) };
    CHECK_INT(defer_check(&f, 2023, day_of(2023, 9, 2), TODAY), DEFER_FINE);
    CHECK_INT(defer_check(&f, 2023, day_of(2023, 12, 31), TODAY), DEFER_FINE);
    CHECK_INT(defer_check(&f, 2023, day_of(2024, 1, 1), TODAY), DEFER_TOO_LATE);
    CHECK_INT(defer_check(&f, 2023, TODAY, TODAY), DEFER_PAST);
    CHECK_INT(defer_check(&f, 2023, NO, TODAY), DEFER_NO_DAY);
    f.decided = KNOWN(0);
    CHECK_INT(defer_check(&f, 2023, day_of(2023, 9, 2), TODAY), DEFER_ANSWERED);
    f.asked = UNKNOWN;
    CHECK_INT(defer_check(&f, 2023, day_of(2023, 9, 2), TODAY), DEFER_NOT_ASKED);
}

// ---- forecast
// ----------------------------------------------------------------------------------

TEST(the_forecast_of_2023_is_37_000)
{
    struct forecast f = forecast(&(struct forecast_facts){ 31000, 34000, 178, 356, TODAY });
    CHECK_INT(f.fault, FORECAST_FINE);
    CHECK_INT(f.places, 37000);
    CHECK_INT(f.added, 3000);
    CHECK(f.share == 0.5);
}

TEST(a_forecast_needs_somebody_who_has_answered)
{
    CHECK_INT(forecast(&(struct forecast_facts){ 10, 20, 0, 5, NO }).fault,
              FORECAST_NOBODY_ANSWERED);
    CHECK_INT(forecast(&(struct forecast_facts){ 10, 20, 0, 0, NO }).fault,
              FORECAST_NOBODY_ASKED);
    CHECK_INT(forecast(&(struct forecast_facts){ 10, 20, 6, 5, NO }).fault,
              FORECAST_WRONG_SHARE);
    CHECK_INT(forecast(&(struct forecast_facts){ 10, 20, 1, 11, NO }).fault, FORECAST_TOO_FEW);
    CHECK_INT(forecast(&(struct forecast_facts){ 10, 20, 1, 10, NO }).fault, FORECAST_FINE);
}

TEST(when_all_have_answered_the_forecast_is_what_they_decided)
{
    uint64_t seed = test_seed();
    for (int i = 0; i < 1000; i++) {
        int64_t base = (int64_t)(test_random(&seed) % 50000);
        int64_t decided = (int64_t)(test_random(&seed) % 50000);
        int64_t n = 1 + (int64_t)(test_random(&seed) % 400);
        struct forecast f = forecast(&(struct forecast_facts){ base, decided, n, n, NO });
        CHECK_AT(f.places == decided, "base %jd decided %jd", (intmax_t)base,
                 (intmax_t)decided);
    }
}

// ---- balance
// -----------------------------------------------------------------------------------

TEST(free_is_decided_less_settled_agreed_and_waiting)
{
    struct balance b = { KNOWN(210), KNOWN(120), 30, 12 };
    CHECK_INT(balance_free(&b).v, 48);
    b.decided = UNKNOWN;
    CHECK(!balance_free(&b).known);
    b = (struct balance){ KNOWN(10), UNKNOWN, 0, 0 };
    CHECK(!balance_free(&b).known);
    b = (struct balance){ KNOWN(10), KNOWN(12), 0, 0 };
    CHECK_INT(balance_free(&b).v, -2);
}

TEST(a_person_who_moves_on_takes_one_place_all_the_way)
{
    const struct movement way[] = {
        { LEDGER_TOTAL, LEDGER_WAITING, 1 }, { LEDGER_TOTAL, LEDGER_WAITING, -1 },
        { LEDGER_TOTAL, LEDGER_AGREED, 1 },  { LEDGER_TOTAL, LEDGER_AGREED, -1 },
        { LEDGER_TOTAL, LEDGER_SETTLED, 1 },
    };
    struct balance b = { KNOWN(10), KNOWN(0), 0, 0 };
    for (size_t n = 1; n <= 5; n += 2) {
        struct balance after = balance_after(b, LEDGER_TOTAL, way, n);
        CHECK_INT(balance_free(&after).v, 9);
    }
    struct balance minors = balance_after(b, LEDGER_MINORS, way, 5);
    CHECK_INT(balance_free(&minors).v, 10);
}

TEST(the_identity_holds_whatever_happens)
{
    uint64_t seed = test_seed();
    for (int round = 0; round < 500; round++) {
        struct movement m[50];
        struct balance b = { KNOWN((int64_t)(test_random(&seed) % 300)),
                             KNOWN((int64_t)(test_random(&seed) % 300)), 0, 0 };
        int64_t used = b.settled.v;
        for (int i = 0; i < 50; i++) {
            m[i] = (struct movement){ (enum ledger_kind)(test_random(&seed) % LEDGER_KINDS),
                                      (enum ledger_what)(test_random(&seed) % LEDGER_WHATS),
                                      (int64_t)(test_random(&seed) % 11) - 5 };
            used += m[i].kind == LEDGER_TOTAL ? m[i].places : 0;
        }
        b = balance_after(b, LEDGER_TOTAL, m, 50);
        CHECK_AT(balance_free(&b).v == b.decided.v - used, "seed %ju", (uintmax_t)test_seed());
    }
}

TEST(a_withheld_figure_stays_withheld_when_people_come)
{
    struct movement m = { LEDGER_TOTAL, LEDGER_SETTLED, 7 };
    struct balance b = { KNOWN(10), UNKNOWN, 0, 0 };
    b = balance_after(b, LEDGER_TOTAL, &m, 1);
    CHECK(!b.settled.known && !balance_free(&b).known);
}

// ---- distribution
// ------------------------------------------------------------------------------

static struct cell cell_of(int64_t inhabitants)
{
    return (struct cell){ .inhabitants = inhabitants, .signal = { NAN, NAN, NAN, NAN } };
}

static struct weights plain(int64_t total)
{
    return (struct weights){ .power = 1, .total = total, .step = 1 };
}

TEST(shares_follow_inhabitants_when_nothing_else_counts)
{
    struct cell c[] = { cell_of(1000), cell_of(2000), cell_of(7000) };
    struct weights w = plain(100);
    CHECK_INT(distribute(a, &w, c, 3).fault, DISTRIBUTION_FINE);
    CHECK_INT(c[0].calculated, 10);
    CHECK_INT(c[1].calculated, 20);
    CHECK_INT(c[2].calculated, 70);
}

TEST(a_power_below_one_favours_small_municipalities)
{
    struct cell c[] = { cell_of(1000), cell_of(64000) };
    struct weights w = plain(90);
    w.power = 0.5;
    CHECK_INT(distribute(a, &w, c, 2).fault, DISTRIBUTION_FINE);
    CHECK_INT(c[0].calculated, 10); // 1 : 8 instead of 1 : 64
}

TEST(locked_cells_floor_cap_and_step_are_kept)
{
    struct cell c[] = { cell_of(100), cell_of(50000), cell_of(9000), cell_of(8000) };
    struct weights w = { .power = 1, .total = 403, .floor = 10, .cap = 250, .step = 5 };
    c[2].fixed = KNOWN(33);
    struct distribution d = distribute(a, &w, c, 4);
    CHECK_INT(d.fault, DISTRIBUTION_FINE);
    CHECK_INT(c[0].calculated, 10);
    CHECK_INT(c[1].calculated, 250);
    CHECK_INT(c[2].calculated, 33);
    CHECK_INT(c[3].calculated, 110);
    CHECK_INT(d.odd, 4); // 370 left is a multiple of five
}

TEST(a_rest_that_is_no_multiple_of_the_step_falls_to_one_named_cell)
{
    struct cell c[] = { cell_of(100), cell_of(100), cell_of(100) };
    struct weights w = { .power = 1, .total = 92, .step = 5 };
    struct distribution d = distribute(a, &w, c, 3);
    CHECK(d.odd < 3);
    CHECK_INT(c[0].calculated + c[1].calculated + c[2].calculated, 92);
    CHECK_INT(c[d.odd].calculated % 5, 2);
}

TEST(a_signal_moves_a_share_by_no_more_than_a_factor_of_two)
{
    struct cell c[] = { cell_of(1000), cell_of(1000), cell_of(100000) };
    c[0].signal[SIGNAL_PROGRAMME] = 0.01;
    c[1].signal[SIGNAL_PROGRAMME] = NAN; // counts as the mean
    c[2].signal[SIGNAL_PROGRAMME] = 0.6;
    struct weights w = plain(1000000);
    w.signal[SIGNAL_PROGRAMME] = 1;
    CHECK_INT(distribute(a, &w, c, 3).fault, DISTRIBUTION_FINE);
    CHECK(fabs(c[0].score / c[1].score - 0.5) < 1e-9);
}

TEST(the_county_pulls_within_what_its_municipalities_would_get_together)
{
    struct cell c[] = { cell_of(1000), cell_of(1000), cell_of(2000) };
    c[0].recommended = KNOWN(30);
    c[1].recommended = KNOWN(10);
    struct weights w = plain(100);
    w.county_pull = 1;
    CHECK_INT(distribute(a, &w, c, 3).fault, DISTRIBUTION_FINE);
    CHECK_INT(c[2].calculated, 50);
    CHECK(c[0].calculated == 38 || c[0].calculated == 37);
    CHECK_INT(c[0].calculated + c[1].calculated, 50);
}

TEST(a_raise_can_leave_every_share_as_it_was)
{
    struct cell c[] = { cell_of(1000), cell_of(50000), cell_of(9000) };
    c[0].last = KNOWN(100);
    c[1].last = KNOWN(50);
    c[2].last = KNOWN(200);
    struct weights w = plain(700);
    w.last_pull = 1;
    CHECK_INT(distribute(a, &w, c, 3).fault, DISTRIBUTION_FINE);
    CHECK_INT(c[0].calculated, 200);
    CHECK_INT(c[1].calculated, 100);
    CHECK_INT(c[2].calculated, 400);
}

TEST(totals_that_cannot_be_met_get_a_reason_and_change_nothing)
{
    struct cell c[] = { cell_of(100), cell_of(100) };
    c[0].calculated = 77;
    struct weights w = { .power = 1, .total = 15, .floor = 10, .step = 5 };
    struct distribution d = distribute(a, &w, c, 2);
    CHECK_INT(d.fault, DISTRIBUTION_FLOOR);
    CHECK_INT(d.short_of, 5);
    w.cap = 10;
    w.total = 30;
    d = distribute(a, &w, c, 2);
    CHECK_INT(d.fault, DISTRIBUTION_CAP);
    CHECK_INT(d.short_of, 10);
    w.cap = 12;
    CHECK_INT(distribute(a, &w, c, 2).fault, DISTRIBUTION_STEP);
    w.step = 0;
    CHECK_INT(distribute(a, &w, c, 2).fault, DISTRIBUTION_SETTINGS);
    w = plain(20);
    c[1].fixed = KNOWN(21);
    d = distribute(a, &w, c, 2);
    CHECK_INT(d.fault, DISTRIBUTION_FIXED);
    CHECK_INT(d.short_of, 1);
    c[1].fixed = KNOWN(10);
    c[0].inhabitants = 0;
    CHECK_INT(distribute(a, &w, c, 2).fault, DISTRIBUTION_NO_SCORE);
    CHECK_INT(distribute(a, &w, c, 0).fault, DISTRIBUTION_NOBODY);
    CHECK_INT(c[0].calculated, 77);
}

// Random settings: every outcome is either exact within all bounds, or refused for a reason
// that is true.
static void check_one(struct arena *a, uint64_t *seed)
{
    enum { MOST = 60 };
    struct cell c[MOST];
    size_t n = 1 + test_random(seed) % MOST;
    struct weights w = { .power = (double)(test_random(seed) % 16) / 10,
                         .county_pull = (double)(test_random(seed) % 11) / 10,
                         .last_pull = (double)(test_random(seed) % 11) / 10,
                         .step = 1 + (int64_t)(test_random(seed) % 10) };
    w.total = (int64_t)(test_random(seed) % 5000);
    w.floor = w.step * (int64_t)(test_random(seed) % 5);
    w.cap = test_random(seed) % 2 ? 0 : w.floor + w.step * (int64_t)(test_random(seed) % 60);
    for (size_t k = 0; k < SIGNALS; k++)
        w.signal[k] = (double)(test_random(seed) % 31) / 10;
    int64_t fixed = 0, frees = 0;
    for (size_t i = 0; i < n; i++) {
        c[i] = cell_of(1 + (int64_t)(test_random(seed) % 100000));
        for (size_t k = 0; k < SIGNALS; k++)
            if (test_random(seed) % 2)
                c[i].signal[k] = (double)(test_random(seed) % 100) / 100;
        if (test_random(seed) % 3 == 0)
            c[i].recommended = KNOWN((int64_t)(test_random(seed) % 200));
        if (test_random(seed) % 2)
            c[i].last = KNOWN((int64_t)(test_random(seed) % 200));
        if (test_random(seed) % 4 == 0)
            c[i].fixed = KNOWN((int64_t)(test_random(seed) % 60));
        fixed += c[i].fixed.known ? c[i].fixed.v : 0;
        frees += !c[i].fixed.known;
    }
    struct distribution d = distribute(a, &w, c, n);
    int64_t rest = w.total - fixed;
    switch (d.fault) {
    case DISTRIBUTION_FIXED:
        CHECK(rest < 0 && d.short_of == -rest);
        return;
    case DISTRIBUTION_FLOOR:
        CHECK(rest < frees * w.floor && d.short_of == frees * w.floor - rest);
        return;
    case DISTRIBUTION_CAP:
        CHECK((w.cap && rest > frees * w.cap) || (frees == 0 && rest > 0));
        return;
    case DISTRIBUTION_FINE:
        break;
    case DISTRIBUTION_NOBODY:
    case DISTRIBUTION_SETTINGS:
    case DISTRIBUTION_STEP:
    case DISTRIBUTION_NO_SCORE:
        CHECK_AT(false, "fault %d", d.fault);
    }
    int64_t sum = 0, odd = 0;
    for (size_t i = 0; i < n; i++) {
        sum += c[i].calculated;
        if (c[i].fixed.known) {
            CHECK_INT(c[i].calculated, c[i].fixed.v);
            continue;
        }
        CHECK(c[i].calculated >= w.floor && (!w.cap || c[i].calculated <= w.cap));
        odd += c[i].calculated % w.step != 0;
    }
    CHECK_INT(sum, w.total);
    CHECK(odd <= 1 && (odd == 1) == (d.odd < n));
}

TEST(the_sum_is_exact_within_all_bounds_or_the_reason_is_true)
{
    uint64_t seed = test_seed();
    for (int i = 0; i < 3000; i++) {
        struct mark m = arena_mark(a);
        check_one(a, &seed);
        arena_back(a, m);
    }
}

TEST(more_inhabitants_never_get_fewer_places_than_the_step_allows)
{
    uint64_t seed = test_seed();
    for (int round = 0; round < 200; round++) {
        struct cell c[40];
        for (size_t i = 0; i < 40; i++)
            c[i] = cell_of(1 + (int64_t)(test_random(&seed) % 50000));
        struct weights w = { .power = 0.66,
                             .floor = 10,
                             .step = 5,
                             .total = 400 + (int64_t)(test_random(&seed) % 4000) };
        struct distribution d = distribute(a, &w, c, 40);
        CHECK_INT(d.fault, DISTRIBUTION_FINE);
        for (size_t i = 0; i < 40; i++)
            for (size_t k = 0; k < 40; k++)
                if (c[i].inhabitants > c[k].inhabitants && d.odd != k)
                    CHECK_AT(c[i].calculated >= c[k].calculated, "%jd got %jd, %jd got %jd",
                             (intmax_t)c[i].inhabitants, (intmax_t)c[i].calculated,
                             (intmax_t)c[k].inhabitants, (intmax_t)c[k].calculated);
    }
}
