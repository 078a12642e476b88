// SPDX-License-Identifier: Apache-2.0
// The facts of one person's case, each known or not. Read from "key=value; key=value".
//
// Days are DAY_NONE, words and yes/no 0, numbers and kroner -1 while unknown. Numbers are kept in
// hundredths and kroner in øre, so that 37.5 hours are exact.
#ifndef LAW_FACTS_H
#define LAW_FACTS_H

#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"

enum law_yes { YES_UNKNOWN, NO, YES };

enum law_permit { // residence permits by paragraph of the Immigration Act
    PERMIT_UNKNOWN, UTL28, UTL35_3, UTL38_1, UTL38_5, UTL34, CH6_F, CH6_OTHER, UTL53_1B, UTL53_2,
    UTL53_3, UTL23, UTL25, CH6_WORK, PERM_BASIS, UK_19_33, PERMANENT, OTHER_PERMIT
};
// Schooling: none, lower secondary, upper secondary or more, Ukrainian upper secondary.
enum law_edu { EDU_UNKNOWN, EDU_NONE, EDU_LOWER, EDU_UPPER, EDU_UA_UPPER };
enum law_goal { GOAL_UNKNOWN, GOAL_WORK, GOAL_COMPLETE_UPPER, GOAL_PARTS_UPPER, GOAL_VOCATIONAL,
                GOAL_HIGHER_ED };
enum law_from { FROM_UNKNOWN, FROM_NORWAY, FROM_ABROAD };
enum law_status { STATUS_UNKNOWN, ASYLUM_SEEKER, STATUS_OTHER };
enum law_residence { RESIDENCE_UNKNOWN, RECEPTION, ARRIVAL_CENTRE, TRANSIT_CENTRE, OUTSIDE_CENTRE };
enum law_act { ACT_UNKNOWN, INTEGRATION_ACT, INTRODUCTION_ACT };
enum law_track { TRACK_UNKNOWN, TRACK_MUNICIPAL, TRACK_UPPER_SECONDARY, TRACK_FOV, TRACK_COMBINED,
                 TRACK_FAST };
enum law_provider { PROVIDER_UNKNOWN, MUNICIPALITY, COUNTY };
enum law_level { LEVEL_UNKNOWN, BELOW_A1, A1, A2, B1, B2, C1, C2 };
enum law_near { NEAR_UNKNOWN, NOT_NEAR_FULL_TIME, NEAR_FULL_TIME };
enum law_document { DOCUMENT_UNKNOWN, NO_DOCUMENT, SELF_CERTIFICATION, DOCTOR };
enum law_part { PART_UNKNOWN, MUNICIPAL_CAPACITY, PART_OTHER };
enum law_why { WHY_UNKNOWN, EXCUSABLE, SPECIAL, WENT_TO_WORK, WORK_ABROAD, WHY_OTHER };
enum law_ground { // reasons to be away, regulation chapters 3 and 4
    GROUND_UNKNOWN, ILLNESS, CHILD_ILLNESS, PREGNANCY, MOTHER_BIRTH, FATHER_BIRTH, BREASTFEEDING,
    WELFARE, KINDERGARTEN_START, FIRST_SCHOOL_DAY, WEDDING, DEATH, PEACE_WORK, RELIGIOUS, HOLIDAY,
    LONG_ILLNESS, PARENTAL_LEAVE, ADOPTION, NO_GROUND
};
enum law_matter { // what was decided, § 46(2) and regulation § 69
    MATTER_UNKNOWN, AWARD, EXEMPTION, PLAN, PLAN_DETAIL, STOP, LEAVE, EXTENSION, DEDUCTION, REPAYMENT,
    REFUND, LARGE_DEDUCTION, HOLIDAY_TIMING, ALLOCATION, OTHERS_AWARD, TEST_RESULT
};
enum law_data { DATA_UNKNOWN, DATA_SETTLEMENT, DATA_PROGRAMME, DATA_TEST, DATA_RECEPTION,
                DATA_COMPETENCE, DATA_GUIDANCE };

struct law_share { // a fraction of the full benefit; den is 0 while unknown
    int32_t num, den;
};

// name, kind. Kinds: DAY, MONTH, YES, NUM, KR, SHARE, or the list of words WORD_x.
#define LAW_FACTS(X)                                                                           \
    X(birth, DAY) X(arrived, DAY) X(applied_from, FROM) X(permit_granted, DAY)                 \
    X(permit, PERMIT) X(earlier_permit, PERMIT) X(settled, DAY) X(by_agreement, YES)           \
    X(ref_permit, PERMIT) X(ref_settled, DAY) X(family_application, DAY)                       \
    X(nordic_or_eea, YES) X(job_hours_week, NUM) X(job_offer_hours_week, NUM)                  \
    X(job_offer, NEAR) X(job_ended, DAY) X(declined_programme, YES) X(ch6a_decision, YES)      \
    X(basis_for_permanent, YES) X(status, STATUS) X(residence, RESIDENCE) X(registered, DAY)   \
    X(collective_protection_target, YES) X(udi_rejected, YES) X(merits_refused, YES)           \
    X(request, DAY) X(lived_since, DAY) X(edu, EDU) X(goal, GOAL) X(offer, DAY) X(start, DAY)  \
    X(training_offer, DAY) X(duration_months, NUM) X(child_under_18, YES)                      \
    X(part_time_percent, NUM) X(part_time_reason, PART) X(municipality_lowers, YES)            \
    X(in_programme, YES) X(in_target, YES) X(mapped_in_reception, YES)                         \
    X(spouse_in_programme, YES) X(spouse_start, DAY) X(has_children, YES)                      \
    X(living_with_parents, YES) X(month, MONTH) X(date, DAY) X(act, ACT) X(year_of_G, DAY)     \
    X(benefit_share, SHARE) X(absence_hours, NUM) X(absence_days, NUM)                         \
    X(programme_work_hours, NUM) X(programme_pay, KR) X(outside_pay, KR) X(aap_month, KR)      \
    X(transitional_benefit_year, KR) X(child_benefit_month, KR) X(payment_before, KR)          \
    X(deduction, KR) X(illness_days, NUM) X(illness_from, DAY) X(documentation, DOCUMENT)      \
    X(earlier_self_certified, NUM) X(children, NUM) X(child_birth, DAY) X(sole_carer, YES)     \
    X(chronic, YES) X(higher_absence_risk, YES) X(lives_with_mother, YES) X(ground, GROUND)    \
    X(day, DAY) X(days, NUM) X(notice, DAY) X(leave_days, NUM) X(religious_days, NUM)          \
    X(holiday_days, NUM) X(approved_leave_months, NUM) X(norwegian_year_used, YES)             \
    X(needs_more, YES) X(needs_b2, YES) X(track, TRACK) X(provider, PROVIDER)                  \
    X(full_time_upper_secondary, YES) X(test_listening, LEVEL) X(test_reading, LEVEL)          \
    X(test_writing, LEVEL) X(test_oral, LEVEL) X(decision, MATTER) X(notice_received, DAY)     \
    X(decision_made, DAY) X(reason, WHY) X(data, DATA) X(available, DAY)                       \
    X(measure_started, DAY) X(social_hours_done_in_reception, NUM)                             \
    X(lessons_norwegian_social_week, NUM)

#define LAW_TYPE_DAY day
#define LAW_TYPE_MONTH day
#define LAW_TYPE_YES uint8_t
#define LAW_TYPE_NUM int64_t
#define LAW_TYPE_KR int64_t
#define LAW_TYPE_SHARE struct law_share
#define LAW_TYPE_FROM uint8_t
#define LAW_TYPE_PERMIT uint8_t
#define LAW_TYPE_NEAR uint8_t
#define LAW_TYPE_STATUS uint8_t
#define LAW_TYPE_RESIDENCE uint8_t
#define LAW_TYPE_EDU uint8_t
#define LAW_TYPE_GOAL uint8_t
#define LAW_TYPE_PART uint8_t
#define LAW_TYPE_ACT uint8_t
#define LAW_TYPE_DOCUMENT uint8_t
#define LAW_TYPE_GROUND uint8_t
#define LAW_TYPE_TRACK uint8_t
#define LAW_TYPE_PROVIDER uint8_t
#define LAW_TYPE_LEVEL uint8_t
#define LAW_TYPE_MATTER uint8_t
#define LAW_TYPE_WHY uint8_t
#define LAW_TYPE_DATA uint8_t

#define LAW_FACT_ID(name, kind) F_##name,
enum law_fact { F_NONE, LAW_FACTS(LAW_FACT_ID) F_months, F_COUNT };
#undef LAW_FACT_ID

enum { LAW_MONTHS_MAX = 24, LAW_TEXT_MAX = 4096 };

struct law_absence { // unauthorised absence of one month, hundredths; -1 when not given
    day month;
    int64_t hours, days;
};

struct law_facts {
#define LAW_FACT_FIELD(name, kind) LAW_TYPE_##kind name;
    LAW_FACTS(LAW_FACT_FIELD)
#undef LAW_FACT_FIELD
    uint8_t n_months, n_absent;
    day months[LAW_MONTHS_MAX];
    struct law_absence absent[LAW_MONTHS_MAX];
};

struct law_fault { // which fact, and what is wrong with it: English, for the note
    char text[160];
};

void law_facts_clear(struct law_facts *);
// Reads and checks each fact by itself and against the others. E_INPUT with the fault told; `f` is
// then not to be used. At most LAW_TEXT_MAX bytes.
MUST err law_facts_read(str text, struct law_facts *f, struct law_fault *fault);
// Facts that cannot be true together: birth after grant, start before offer.
MUST err law_facts_agree(const struct law_facts *f, struct law_fault *fault);
// Facts that cannot be true on the day of the decision: born after it.
MUST err law_facts_on(const struct law_facts *f, day on, struct law_fault *fault);

bool law_fact_known(const struct law_facts *, enum law_fact);
const char *law_fact_name(enum law_fact);                 // the key; "" for F_NONE
str law_fact_value(struct arena *, const struct law_facts *, enum law_fact); // as it is written
str law_facts_text(struct arena *, const struct law_facts *); // what law_facts_read reads

// For asking "what if": the words a fact may have (0 for days and numbers), setting one of them.
int law_fact_words(enum law_fact);
bool law_fact_is_day(enum law_fact);
day law_fact_day(const struct law_facts *, enum law_fact);
int64_t law_fact_number(const struct law_facts *, enum law_fact); // hundredths; -1: none, or no number
void law_fact_set_number(struct law_facts *, enum law_fact, int64_t hundredths);
void law_fact_set_word(struct law_facts *, enum law_fact, int word);
void law_fact_set_day(struct law_facts *, enum law_fact, day);

#endif
