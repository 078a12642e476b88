// SPDX-License-Identifier: Apache-2.0
// For the files that hold rules. A rule function reads facts, names the rules it applies with
// `because`, and ends with one of say, say_day, say_number, say_money, review or need.
#ifndef LAW_RULE_H
#define LAW_RULE_H

#include "law/law.h"

// A day known at compile time (days from civil after the proleptic Gregorian calendar).
#define YEAR_OF(y, m) ((y) - ((m) <= 2))
#define DAY_AT(y, m, d)                                                                        \
    { 365 * YEAR_OF(y, m) + YEAR_OF(y, m) / 4 - YEAR_OF(y, m) / 100 + YEAR_OF(y, m) / 400 +    \
      (153 * ((m) + ((m) > 2 ? -3 : 9)) + 2) / 5 + (d) - 1 - 719468 }
#define AT(y, m, d) ((day)DAY_AT(y, m, d))

// Commencements that rules ask for by name.
#define COMMENCEMENT AT(2021, 1, 1)         // Act 2020-127
#define ACT_2021_132 AT(2022, 1, 1)         // 75 h social studies, 225 h
#define CH6A_PERMITS AT(2022, 3, 11)        // permits that chapter 6A covers
#define CH6A AT(2022, 6, 15)                // Act 2022-35
#define ACT_2023_24 AT(2023, 8, 1)          // limits counted from the offered start
#define REG_2024_146 AT(2024, 2, 1)         // work hours for § 34
#define ACT_2024_53 AT(2024, 7, 1)          // new chapter 6A; 5/6 benefit
#define ACT_2025_35 AT(2026, 1, 1)          // new §§ 12 a-14 a
#define CH6A_ENDS AT(2028, 6, 30)

struct decide;
struct version { // of a rule: the last one whose day has come is used
    day from;
    void (*rule)(struct decide *);
};

struct decide {
    const struct law *law;
    const struct law_facts *f;
    day on; // of the decision
    struct law_answer *a;
};

#define LAW_RULE_NAME(id) id,
#include "law/rule_ids.h"
enum law_rule_id { LAW_RULE_IDS(LAW_RULE_NAME) RULE_COUNT };

#define because(w, rule, ...) because_(w, rule, (const uint8_t[LAW_REASON_FACTS]){ __VA_ARGS__ }, true)
// A rule that is shown but does not make the answer less sure.
#define noting(w, rule, ...) because_(w, rule, (const uint8_t[LAW_REASON_FACTS]){ __VA_ARGS__ }, false)
void because_(struct decide *, int rule, const uint8_t fact[LAW_REASON_FACTS], bool weighs);

void say(struct decide *, const char *word, const char *paragraph);
void say_day(struct decide *, day, const char *paragraph);
void say_number(struct decide *, int64_t hundredths, const char *paragraph);
void say_money(struct decide *, int64_t ore, const char *paragraph);
void review(struct decide *, const char *paragraph, const char *question);
void need(struct decide *, enum law_fact);
void fault(struct decide *, const char *what);
void versions(struct decide *, const struct version *, size_t n);

// The parameter on the day of decision, whole units; 0 when none is in force yet.
int par(const struct decide *, enum law_parameter);
int par_on(const struct decide *, enum law_parameter, day);

static inline bool since(day d, day from) // both known and not before
{
    return day_known(d) && day_known(from) && day_cmp(d, from) >= 0;
}
static inline bool until(day d, day last) // both known and not after
{
    return day_known(d) && day_known(last) && day_cmp(d, last) <= 0;
}
static inline bool within(day d, day from, day last)
{
    return since(d, from) && until(d, last);
}

// The conventions, as the settings say.
day limit_end(const struct decide *, day from, int months); // CV-03: last permitted day
int age_on(const struct decide *, day born, day on);        // CV-06: completed years

// Shared readings of the facts.
bool under_introduction_act(const struct decide *); // regulation § 72
bool under_ch6a(const struct decide *);             // § 34 permit and chapter 6A in force
bool has_upper(const struct decide *);              // regulation § 65a
bool on_section_9_list(const struct decide *);      // § 9 without the test of letter f
bool is_family_f(const struct decide *, bool *known); // § 9(1) f and (2)
bool sec28_permit(const struct decide *);           // §§ 23, 25 and their family
day right_arose(const struct decide *);             // § 26(2): grant, or arrival after it
// Whether the limits are counted from the offered start: 1 yes, 0 no, -1 not settled.
int from_offer(const struct decide *);

#define LAW_QUESTION_RULE(name) void law_##name(struct decide *);
LAW_QUESTIONS(LAW_QUESTION_RULE)
#undef LAW_QUESTION_RULE

#endif
