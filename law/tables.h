// SPDX-License-Identifier: Apache-2.0
// The law as tables: rule versions with paragraph and confidence, dated parameters, the basic
// amount G, and the reasons in three languages. Read once, never changed afterwards.
#ifndef LAW_TABLES_H
#define LAW_TABLES_H

#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"
#include "base/map.h"
#include "law/facts.h"

// From the surest to the least sure; an answer is as sure as the weakest rule it rests on.
enum law_confidence { SURE_LAW, SURE_LAW_INFERRED, SURE_GUIDANCE, SURE_INFERRED, SURE_CONVENTION,
                      SURE_MEMORY, SURE_UNKNOWN, SURE_COUNT };
const char *law_confidence_name(enum law_confidence);

enum law_lang { LAW_NB, LAW_NN, LAW_EN, LAW_LANGS };

#define LAW_PARAMETERS(X)                                                                      \
    X(reception_age) X(reception_norwegian_hours) X(reception_social_hours)                    \
    X(culture_hours_enough) X(intro_age_from) X(intro_age_to) X(municipality_months)           \
    X(ref_settled_months) X(job_hours) X(full_time_hours) X(start_months)                      \
    X(upper_months_2021) X(upper_extension_2021) X(young_months_2021)                          \
    X(young_extension_2021) X(other_months_2021) X(other_extension_2021) X(upper_months)       \
    X(parts_upper_months) X(complete_upper_months) X(upper_training_extension)                 \
    X(vocational_months) X(work_months) X(ch6a_upper_months) X(ch6a_upper_extension)           \
    X(ua_upper_months) X(added_days_over) X(work_directed_hours) X(work_directed_lowered)      \
    X(lowered_part_time) X(work_after_upper) X(work_after_other) X(lesson_minutes)             \
    X(life_skills_culture) X(life_skills_career) X(life_skills_culture_upper)                  \
    X(life_skills_career_upper) X(child_year) X(chronic_child_year) X(child_days)              \
    X(child_days_many) X(child_days_sole) X(child_days_sole_many) X(child_days_chronic)        \
    X(child_days_chronic_sole) X(many_children) X(self_weeks) X(self_days)                     \
    X(self_reconsider_months) X(pregnancy_days) X(mother_days) X(father_days)                  \
    X(welfare_days) X(kindergarten_days) X(school_start_days) X(wedding_days) X(death_days)    \
    X(peace_days) X(religious_days) X(religious_notice) X(holiday_days) X(year_in_G)           \
    X(months_of_year) X(days_of_month) X(hours_of_year) X(youth_age) X(transitional_percent)   \
    X(transitional_free_G) X(large_deduction_percent) X(large_deduction_G_parts)               \
    X(training_age_from) X(training_age_to) X(training_offer_months) X(training_months)        \
    X(training_months_upper) X(training_months_34) X(extended_upper_34) X(extended_other_34)   \
    X(duty_only_hours) X(social_hours) X(introduction_social_hours)                            \
    X(introduction_duty_hours) X(introduction_norwegian_hours) X(social_months)                \
    X(late_start_years) X(test_complaint_weeks) X(appeal_weeks) X(late_appeal_months)          \
    X(provisional_reply_months) X(registration_months) X(keep_settlement_years)                \
    X(keep_programme_years) X(keep_test_years) X(keep_reception_years)                         \
    X(keep_competence_years) X(keep_rejected_years)
#define LAW_PARAMETER_ID(name) P_##name,
enum law_parameter { LAW_PARAMETERS(LAW_PARAMETER_ID) P_COUNT };
#undef LAW_PARAMETER_ID

// Project choices where the law is silent (section 14 of the sources): rows of ref/law-conventions.csv.
// The first value of each is 0.
enum law_setting { C_rounding, C_month_basic_amount, C_limit_end, C_programme_end, C_two_years,
                   C_new_age, C_whole_day, C_mixed_months, C_COUNT };
enum { HALF_UP, HALF_EVEN, DOWN };                  // rounding; for the others 1 is the second value

struct law_rule { // a row of ref/law-rules.csv
    str id, paragraph, topic, condition, result, value, unit, source;
    day from, to; // inclusive; DAY_NONE: open; not in force: from is DAY_NONE
    enum law_confidence confidence;
};

struct law_value { // a dated row of ref/law-parameters.csv
    day from, to;
    int64_t value; // hundredths
    str rule, source;
};

struct law_amendment { // ref/law-amendments.csv
    day from;
    str instrument, what;
};

enum { LAW_VALUES_MAX = 16 };

struct law {
    const struct law_rule *rule;
    size_t rules;
    struct {
        const struct law_value *row;
        size_t n;
    } parameter[P_COUNT];
    const struct law_value *basic; // G, value in whole kroner
    size_t basics;
    const struct law_amendment *amendment; // by day
    size_t amendments;
    const uint16_t *row_of;      // by enum law_rule_id: the row in `rule`
    str (*text)[LAW_LANGS];      // by row of `rule`: the reason in words
    str fact[F_COUNT][LAW_LANGS]; // the facts by name
    uint8_t setting[C_COUNT];     // the place of the value among those allowed
};

struct law_sources { // the files as text, see ref/README.md
    str rules, parameters, basic, amendments, texts, facts, conventions;
};

// Reads and proves the tables: days in order without gap or overlap for each parameter, every source
// and confidence named, every rule known by the code present. E_INPUT with table, line and reason.
MUST err law_load(struct arena *, const struct law_sources *, const struct law **, str *fault);
// The same from the files that are built into the binary.
MUST err law_embedded(struct arena *, const struct law **, str *fault);

// The value in force on the day, hundredths; -1 when none is.
int64_t law_value_on(const struct law *, enum law_parameter, day);
int64_t law_basic_on(const struct law *, day); // G in whole kroner; -1 before the first row
const struct law_rule *law_rule_of(const struct law *, int rule_id);
const char *law_parameter_name(enum law_parameter);

#endif
