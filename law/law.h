// SPDX-License-Identifier: Apache-2.0
// What the Integration Act and its Regulation say for given facts on a given day, and why.
//
// Pure: no input or output, no clock, no state. The day of the decision comes from the caller; the
// day of grant or arrival and the day of offer or start are among the facts. The three choose
// the version of each rule. The same question asked twice has the same answer.
#ifndef LAW_LAW_H
#define LAW_LAW_H

#include "law/facts.h"
#include "law/tables.h"

// name, what it asks, the facts that cannot be done without (others have an ordinary case).
#define LAW_QUESTIONS(X)                                                                       \
    X(applicable_act) X(reception_training) X(reception_norwegian_hours)                       \
    X(reception_social_hours) X(social_hours_remaining) X(intro_status)                        \
    X(intro_start_deadline) X(norwegian_offer_deadline) X(social_deadline)                     \
    X(norwegian_last_day) X(registration_deadline) X(retention_until) X(duration_months)       \
    X(extension_months) X(programme_last_day) X(work_hours_week) X(elements)                   \
    X(life_skills_hours) X(mapping) X(career_guidance) X(contract) X(benefit_month)            \
    X(benefit_day) X(benefit_hour) X(benefit_year) X(benefit_sum) X(payment) X(deduction)      \
    X(deduction_individual_decision) X(benefit_kept) X(leave_days_max) X(added_days)           \
    X(norwegian_status) X(norwegian_hours_cap) X(norwegian_goal) X(social_hours)               \
    X(exemption_norwegian) X(provider) X(may_charge) X(test_duty) X(free_test)                 \
    X(extended_norwegian_months_max) X(appeal_deadline) X(appeal_body) X(late_appeal)          \
    X(individual_decision) X(lesson_hours)
#define LAW_QUESTION_ID(name) Q_##name,
enum law_question { LAW_QUESTIONS(LAW_QUESTION_ID) Q_COUNT };
#undef LAW_QUESTION_ID

enum law_kind { LAW_WORD, LAW_DAY, LAW_NUMBER, LAW_MONEY, LAW_REVIEW, LAW_NEEDS, LAW_FAULT };

enum { LAW_REASONS_MAX = 12, LAW_REASON_FACTS = 4 };

struct law_reason {
    uint16_t rule;                   // enum law_rule_id, see rule.h
    uint8_t fact[LAW_REASON_FACTS];  // enum law_fact; F_NONE after the last
    bool weighs;                     // the answer is no surer than this rule
};

struct law_answer {
    enum law_kind kind;
    const char *word;      // LAW_WORD: a token of the vocabulary; LAW_REVIEW: "manual_review"
    day day;               // LAW_DAY
    int64_t hundredths;    // LAW_NUMBER, and LAW_MONEY in øre
    const char *paragraph; // what decides; "" when nothing does
    const char *note;      // LAW_REVIEW: the question for a human; LAW_NEEDS, LAW_FAULT: what is wrong
    enum law_fact needs;   // LAW_NEEDS
    enum law_confidence confidence;
    int n;                 // of reasons, in the order they were applied
    struct law_reason reason[LAW_REASONS_MAX];
};

// Always gives an answer. Facts are taken as law_facts_read left them. About 50 ns.
void law_answer(const struct law *, enum law_question, const struct law_facts *, day on,
                struct law_answer *);
str law_answer_text(struct arena *, const struct law_answer *); // as the vocabulary writes it
bool law_answer_same(const struct law_answer *, const struct law_answer *); // the outcome alone

const char *law_question_name(enum law_question);
bool law_question_of(str name, enum law_question *);
const char *law_question_asks(enum law_question);                    // English, one line
const enum law_fact *law_question_needs(enum law_question);          // ends with F_NONE
const char *law_question_file(enum law_question);                    // where its rules stand

// The reasons in words, a sentence each: the rule, the facts it looked at, what it rests on, and
// what would have changed the outcome.
struct law_sentence {
    str text;
};
struct law_explained {
    SLICE(struct law_sentence) lines;
};
void law_explain(struct arena *, const struct law *, enum law_question, const struct law_facts *,
                 day on, const struct law_answer *, enum law_lang, struct law_explained *);

// Every deadline that runs for a person, by due day.
struct law_duty {
    enum law_question question; // Q_COUNT when it is no question of its own
    str rule, paragraph;
    enum law_fact start_fact;
    day start, due;
    const char *what, *stops, *owner; // English keys for translation
    const char *confidence;
};
struct law_duties {
    SLICE(struct law_duty) list;
};
void law_duties(struct arena *, const struct law *, const struct law_facts *, day on,
                struct law_duties *);

// Which answers differ between two days of decision, and since when. `from` before `to`.
struct law_change {
    enum law_question question;
    struct law_answer before, after;
    day since;                              // first day with the new answer
    const struct law_amendment *amendment;  // in force that day; NULL: time went by, no amendment
    bool basic;                             // a new basic amount G made the difference
};
struct law_changes {
    SLICE(struct law_change) list;
};
void law_diff(struct arena *, const struct law *, const struct law_facts *, day from, day to,
              struct law_changes *);

// Movable and fixed public holidays in Norway.
bool law_holiday(day);       // Sundays are not in it
bool law_working_day(day);   // neither Saturday, Sunday nor holiday
bool law_court_vacation(day);
day law_easter(int year);    // Easter Sunday, 1583 and later

#endif
