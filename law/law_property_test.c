// SPDX-License-Identifier: Apache-2.0
// What must hold for any facts, and the tables and messages a caller relies on.
#include "base/embed.h"
#include "law/coverage.h"
#include "law/rule.h"
#include "test/test.h"

static const struct law *the_law(struct arena *a)
{
    const struct law *law = NULL;
    str fault;
    CHECK_AT(law_embedded(a, &law, &fault) == OK, "%.*s", S(fault));
    return law;
}

static int below(uint64_t *seed, int n)
{
    return (int)(test_random(seed) % (uint64_t)n);
}

static day some_day(uint64_t *seed, int from, int to)
{
    return day_add(day_of(from, 1, 1), below(seed, (to - from + 1) * 365));
}

// Half of the facts of words and some days, at random; never days that contradict each other.
static void some_facts(uint64_t *seed, struct law_facts *f)
{
    law_facts_clear(f);
    for (enum law_fact id = F_NONE + 1; id < F_COUNT; id++)
        if (law_fact_words(id) && below(seed, 2))
            law_fact_set_word(f, id, 1 + below(seed, law_fact_words(id)));
        else if (law_fact_is_day(id) && below(seed, 2))
            law_fact_set_day(f, id, some_day(seed, 2020, 2026));
    f->birth = some_day(seed, 1950, 2008);
    f->month = day_of(2021 + below(seed, 6), 1 + below(seed, 12), 1);
    f->absence_hours = below(seed, 3) ? -1 : below(seed, 20000);
    f->absence_days = below(seed, 3) ? -1 : 100 * below(seed, 40);
    f->aap_month = below(seed, 3) ? -1 : below(seed, 4000000);
    f->duration_months = below(seed, 2) ? -1 : 100 * below(seed, 60);
    f->year_of_G = DAY_NONE;
}

TEST(a_payment_is_never_negative_and_never_above_the_full_benefit)
{
    const struct law *law = the_law(a);
    uint64_t seed = test_seed();
    for (int i = 0; i < 20000; i++) {
        struct law_facts f;
        struct law_answer payment, full, cut;
        some_facts(&seed, &f);
        f.payment_before = f.deduction = -1;
        day on = some_day(&seed, 2021, 2026);
        law_answer(law, Q_payment, &f, on, &payment);
        law_answer(law, Q_benefit_month, &f, on, &full);
        law_answer(law, Q_deduction, &f, on, &cut);
        CHECK(payment.kind == full.kind && full.kind == cut.kind);
        if (payment.kind != LAW_MONEY)
            continue;
        int64_t g = law_basic_on(law, f.month) * 100;
        CHECK(payment.hundredths >= 0 && payment.hundredths <= full.hundredths);
        CHECK(cut.hundredths >= 0 && cut.hundredths <= full.hundredths);
        CHECK(full.hundredths <= g / 6 + 1);
    }
}

TEST(a_deadline_is_never_before_what_starts_it)
{
    const struct law *law = the_law(a);
    uint64_t seed = test_seed();
    for (int i = 0; i < 5000; i++) {
        struct law_facts f;
        struct law_duties all = { 0 };
        struct mark m = arena_mark(a);
        some_facts(&seed, &f);
        law_duties(a, law, &f, some_day(&seed, 2021, 2026), &all);
        for (size_t k = 0; k < all.list.n; k++) {
            const struct law_duty *d = &all.list.p[k];
            bool by_age = d->question == Q_norwegian_last_day; // 67 years may come first
            CHECK_AT(by_age || day_cmp(d->due, d->start) >= 0 || f.duration_months == 0, "%s", d->what);
            CHECK(!k || day_cmp(d->due, all.list.p[k - 1].due) >= 0);
        }
        arena_back(a, m);
    }
}

// Ranks the outcomes: none, discretion, right.
static int rank(const struct law_answer *a)
{
    if (a->kind != LAW_WORD)
        return -1;
    return str_is(STR("right_and_duty"), a->word) || str_is(STR("right_only"), a->word) ||
           str_is(STR("may_refuse"), a->word);
}

TEST(a_later_day_never_revives_a_lapsed_right_unless_an_amendment_says_so)
{
    const struct law *law = the_law(a);
    uint64_t seed = test_seed();
    for (int i = 0; i < 3000; i++) {
        struct law_facts f;
        some_facts(&seed, &f);
        f.job_ended = DAY_NONE; // a job that ends is the rule that revives
        day on = some_day(&seed, 2021, 2026);
        struct law_answer before, after;
        day next = day_add(on, 1 + below(&seed, 200));
        law_answer(law, Q_intro_status, &f, on, &before);
        law_answer(law, Q_intro_status, &f, next, &after);
        bool amended = false;
        for (size_t k = 0; k < law->amendments; k++)
            amended |= day_cmp(law->amendment[k].from, on) > 0 && day_cmp(law->amendment[k].from, next) <= 0;
        if (!amended && rank(&before) == 0)
            CHECK_AT(rank(&after) == 0, "%.*s", S(law_facts_text(a, &f)));
    }
}

TEST(an_answer_is_the_same_in_any_order_and_language)
{
    const struct law *law = the_law(a);
    uint64_t seed = test_seed();
    for (int i = 0; i < 300; i++) {
        struct law_facts f;
        struct law_answer first[Q_COUNT], again;
        some_facts(&seed, &f);
        day on = some_day(&seed, 2021, 2026);
        for (int q = 0; q < Q_COUNT; q++)
            law_answer(law, (enum law_question)q, &f, on, &first[q]);
        for (int q = Q_COUNT; q-- > 0;) {
            struct law_explained e = { 0 };
            enum law_lang lang = (enum law_lang)(q % LAW_LANGS);
            law_explain(a, law, (enum law_question)q, &f, on, &first[q], lang, &e);
            law_answer(law, (enum law_question)q, &f, on, &again);
            CHECK(law_answer_same(&first[q], &again) && first[q].n == again.n);
            CHECK(e.lines.n >= (size_t)first[q].n);
        }
    }
}

TEST(facts_that_cannot_be_are_refused_by_name)
{
    static const struct {
        const char *facts, *says;
    } wrong[] = {
        { "birth=2024-02-11; permit_granted=2024-02-10", "permit_granted: is before birth" },
        { "offer=2024-02-11; start=2024-02-10", "start: is before offer" },
        { "absence_hours=-1", "absence_hours: is negative" },
        { "colour=red", "colour: is not a fact that is known here" },
        { "permit=utl99", "permit: the value \"utl99\" is not known" },
        { "birth=2023-02-29", "birth: is not a day YYYY-MM-DD" },
        { "birth", "birth: has no value (key=value)" },
        { "edu=none; edu=upper", "edu: is given twice" },
        { "months=2026-04,2026-04", "months: names a month twice" },
        { "part_time_percent=101", "part_time_percent: is more than 100" },
        { "benefit_share=3/2", "benefit_share: is not a share from 0 to 1" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct law_facts f;
        struct law_fault fault;
        CHECK_AT(law_facts_read(str_z(wrong[i].facts), &f, &fault) == E_INPUT, "%s", wrong[i].facts);
        CHECK_STR(str_z(fault.text), wrong[i].says);
    }
}

TEST(a_question_that_lacks_a_fact_names_it)
{
    const struct law *law = the_law(a);
    struct law_facts f;
    struct law_fault fault;
    struct law_answer answer;
    CHECK(law_facts_read(STR("permit=utl28; birth=1990-01-01"), &f, &fault) == OK);
    law_answer(law, Q_intro_status, &f, AT(2024, 5, 1), &answer);
    CHECK_INT(answer.kind, LAW_NEEDS);
    CHECK_INT(answer.needs, F_permit_granted);
}

TEST(a_gap_an_overlap_or_a_missing_source_stops_the_start)
{
    static const char head[] = "name,valid_from,valid_to,value,unit,rule_id,paragraph,source,confidence\n";
    static const char rule[] =
        "rule_id,paragraph,topic,valid_from,valid_to,condition,result,value,unit,source_url,confidence\n"
        "BE-02,§ 20(1),benefit,2021-01-01,,c,r,2,G,x,law\n";
    static const struct {
        const char *rows, *says;
    } wrong[] = {
        { "job_hours,2021-01-01,2021-12-31,30,h,BE-02,p,x,law\njob_hours,2022-01-02,,30,h,BE-02,p,x,law\n",
          "law-parameters.csv, line 3: a gap or overlap with the row before: job_hours" },
        { "job_hours,2021-01-01,2021-12-31,30,h,BE-02,p,x,law\njob_hours,2021-12-31,,30,h,BE-02,p,x,law\n",
          "law-parameters.csv, line 3: a gap or overlap with the row before: job_hours" },
        { "job_hours,2021-01-01,,30,h,BE-02,p,,law\n",
          "law-parameters.csv, line 2: no source or confidence: job_hours" },
        { "job_hours,2021-01-01,,30,h,XX-02,p,x,law\n", "law-parameters.csv, line 2: no such rule: XX-02" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const struct law *law;
        str fault;
        struct law_sources s = { .rules = str_z(rule),
                                 .parameters = strf(a, "%s%s", head, wrong[i].rows) };
        CHECK(law_load(a, &s, &law, &fault) == E_INPUT);
        CHECK_STR(fault, wrong[i].says);
    }
}

TEST(every_applied_rule_version_is_reached_by_a_case)
{
    const struct law *law = the_law(a);
    struct law_covered *covered;
    int cases;
    str fault;
    CHECK_AT(law_coverage(a, law, &covered, &cases, &fault) == OK, "%.*s", S(fault));
    CHECK(cases >= 400);
    for (size_t i = 0; i < law->rules; i++)
        CHECK_AT(!covered[i].applied || covered[i].cases.n, "%.*s", S(law->rule[i].id));
}

TEST(the_calendar_knows_the_moving_holidays_of_norway)
{
    CHECK(day_eq(law_easter(2024), day_of(2024, 3, 31)));
    CHECK(day_eq(law_easter(2026), day_of(2026, 4, 5)));
    CHECK(day_eq(law_easter(2038), day_of(2038, 4, 25)));
    CHECK(law_holiday(day_of(2026, 4, 2)) && law_holiday(day_of(2026, 4, 3)));
    CHECK(law_holiday(day_of(2026, 5, 14)) && law_holiday(day_of(2026, 5, 25)));
    CHECK(law_holiday(day_of(2026, 5, 17)) && !law_holiday(day_of(2026, 12, 24)));
    CHECK(!law_working_day(day_of(2026, 4, 4)) && law_working_day(day_of(2026, 4, 7)));
}

TEST(a_diff_names_the_amendment_and_the_day)
{
    const struct law *law = the_law(a);
    struct law_facts f;
    struct law_fault fault;
    struct law_changes all = { 0 };
    CHECK(law_facts_read(STR("permit=utl34; permit_granted=2025-08-01; birth=1990-01-01"), &f, &fault) == OK);
    law_diff(a, law, &f, AT(2025, 12, 1), AT(2026, 3, 1), &all);
    bool found = false;
    for (size_t i = 0; i < all.list.n; i++)
        if (all.list.p[i].question == Q_intro_status) {
            found = true;
            CHECK(day_eq(all.list.p[i].since, ACT_2025_35));
            CHECK(all.list.p[i].amendment && str_starts(all.list.p[i].amendment->instrument, STR("Act 2025-35")));
            CHECK(str_is(STR("right_only"), all.list.p[i].before.word));
            CHECK(str_is(STR("right_and_duty"), all.list.p[i].after.word));
        }
    CHECK(found);
}

static str with(struct arena *a, const char *convention, const char *other, const char *facts,
                enum law_question q, day on)
{
    struct law_sources s;
    const struct law *law;
    struct law_facts f;
    struct law_fault fault;
    struct law_answer answer;
    str what, file;
    CHECK(embed_get("ref/law-rules.csv", &s.rules) && embed_get("ref/law-parameters.csv", &s.parameters));
    CHECK(embed_get("ref/law-grunnbelop.csv", &s.basic) && embed_get("ref/law-texts.csv", &s.texts));
    CHECK(embed_get("ref/law-amendments.csv", &s.amendments) && embed_get("ref/law-facts.csv", &s.facts));
    CHECK(embed_get("ref/law-conventions.csv", &file));
    size_t at = str_find(file, str_z(convention));
    CHECK(at != (size_t)-1);
    size_t name = str_find(str_part(file, at, file.n), STR(",")) + 1;
    size_t value = str_find(str_part(file, at + name, file.n), STR(","));
    s.conventions = strf(a, "%.*s%s%.*s", (int)(at + name), file.p, other,
                         S(str_part(file, at + name + value, file.n)));
    CHECK_AT(law_load(a, &s, &law, &what) == OK, "%.*s", S(what));
    CHECK(law_facts_read(str_z(facts), &f, &fault) == OK);
    law_answer(law, q, &f, on, &answer);
    return law_answer_text(a, &answer);
}

TEST(each_convention_is_a_setting_that_changes_its_answers)
{
    static const char month[] = "month=2025-09; benefit_share=1";
    CHECK_STR(with(a, "rounding", "down", "month=2025-09; benefit_share=1/3; absence_days=1", Q_deduction,
                   AT(2025, 9, 30)), "241.03");
    CHECK_STR(with(a, "month_basic_amount", "last_day", month, Q_benefit_month, AT(2025, 9, 30)), "21693.33");
    CHECK_STR(with(a, "limit_end", "day_before", "permit=utl28; settled=2024-04-01", Q_intro_start_deadline,
                   AT(2024, 5, 1)), "2024-06-30");
    CHECK_STR(with(a, "programme_end", "same_number", "start=2026-02-01; duration_months=12",
                   Q_programme_last_day, AT(2026, 2, 10)), "2027-02-01");
    CHECK_STR(with(a, "two_years", "inclusive", "permit=utl28; lived_since=2022-03-01", Q_intro_status,
                   AT(2024, 3, 1)), "right_and_duty");
    CHECK_STR(with(a, "new_age", "day_after", "birth=2006-02-10; permit=utl28; permit_granted=2024-02-10",
                   Q_intro_status, AT(2024, 5, 1)), "not_covered");
    CHECK_STR(with(a, "whole_day", "hour_rate", "month=2025-09; benefit_share=1; absence_days=1", Q_deduction,
                   AT(2025, 9, 30)), "1055.35");
    CHECK_STR(with(a, "mixed_months", "first_month_rate",
                   "months=2026-04,2026-05; benefit_share=1; absence_days_2026_05=1", Q_deduction,
                   AT(2026, 5, 31)), "723.11");
}
