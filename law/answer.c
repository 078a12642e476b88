// SPDX-License-Identifier: Apache-2.0
// The table of questions, and the small verbs with which the rule files build an answer.
#include "law/rule.h"

static const struct question {
    str name;
    void (*rule)(struct decide *);
    const char *asks, *file;
    bool any_day; // also before the act was in force
    enum law_fact needs[4];
} questions[Q_COUNT] = {
#define Q(id, f, any, text, ...)                                                               \
    [Q_##id] = { STR_INIT(#id), law_##id, text, "law/" f ".c", any, { __VA_ARGS__ } }
    Q(applicable_act, "target", true, "which act applies", F_permit_granted),
    Q(reception_training, "reception", false, "duty to train in the reception centre", F_NONE),
    Q(reception_norwegian_hours, "reception", false, "hours of Norwegian in reception", F_NONE),
    Q(reception_social_hours, "reception", false, "hours of social studies in reception", F_NONE),
    Q(social_hours_remaining, "training_limits", false, "hours of social studies left",
      F_permit_granted),
    Q(intro_status, "target", false, "right and duty to the introduction programme", F_permit,
      F_permit_granted),
    Q(intro_start_deadline, "target", false, "last day to decide and start the programme", F_settled),
    Q(norwegian_offer_deadline, "training_limits", false, "last day to offer Norwegian", F_registered),
    Q(social_deadline, "training_limits", false, "last day for social studies and its test",
      F_training_offer),
    Q(norwegian_last_day, "training_limits", false, "last day of Norwegian", F_edu, F_training_offer),
    Q(registration_deadline, "decisions", false, "last day to register data nationally", F_available),
    Q(retention_until, "decisions", false, "last day the data may be kept", F_data),
    Q(duration_months, "duration", false, "length of the programme without extension", F_edu),
    Q(extension_months, "duration", false, "longest extension of the programme", F_edu),
    Q(programme_last_day, "duration", false, "last day of the programme", F_start, F_duration_months),
    Q(work_hours_week, "content", false, "least work-directed hours a week", F_NONE),
    Q(elements, "content", false, "least elements of the programme", F_NONE),
    Q(life_skills_hours, "content", false, "least hours of life skills", F_NONE),
    Q(mapping, "guidance", false, "right and duty to competence mapping", F_NONE),
    Q(career_guidance, "guidance", false, "right and duty to career guidance", F_NONE),
    Q(contract, "guidance", false, "is an integration contract made", F_NONE),
    Q(benefit_month, "benefit", true, "benefit of a month", F_month),
    Q(benefit_day, "benefit", true, "benefit of a day", F_NONE),
    Q(benefit_hour, "benefit", true, "benefit of an hour", F_NONE),
    Q(benefit_year, "benefit", true, "benefit of a year", F_NONE),
    Q(benefit_sum, "benefit", true, "benefit of several months", F_months),
    Q(payment, "benefit", true, "what is paid after deductions", F_month),
    Q(deduction, "benefit", true, "what is deducted", F_month),
    Q(deduction_individual_decision, "benefit", false, "is the deduction an individual decision",
      F_payment_before, F_deduction),
    Q(benefit_kept, "absence", false, "is the benefit kept while away", F_documentation),
    Q(leave_days_max, "absence", false, "most working days of leave with benefit", F_ground),
    Q(added_days, "duration", false, "working days added to the programme", F_NONE),
    Q(norwegian_status, "norwegian", false, "right and duty to Norwegian", F_permit, F_permit_granted),
    Q(norwegian_hours_cap, "training_limits", false, "most hours of Norwegian", F_permit,
      F_permit_granted),
    Q(norwegian_goal, "norwegian", false, "least goal in Norwegian", F_edu),
    Q(social_hours, "training_limits", false, "hours of social studies", F_permit_granted),
    Q(exemption_norwegian, "norwegian", false, "exemption by test results", F_test_listening,
      F_test_reading, F_test_writing, F_test_oral),
    Q(provider, "norwegian", false, "who provides the training", F_NONE),
    Q(may_charge, "norwegian", false, "may the municipality charge", F_permit),
    Q(test_duty, "norwegian", false, "duty to sit the tests", F_permit),
    Q(free_test, "norwegian", false, "is the first test free", F_permit),
    Q(extended_norwegian_months_max, "norwegian", false, "longest extended Norwegian (section 34)",
      F_permit),
    Q(appeal_deadline, "decisions", true, "last day to appeal", F_notice_received),
    Q(appeal_body, "decisions", true, "who decides the appeal", F_NONE),
    Q(late_appeal, "decisions", true, "may a late appeal be heard", F_decision_made),
    Q(individual_decision, "decisions", true, "is it an individual decision", F_decision),
    Q(lesson_hours, "content", false, "programme hours of lessons",
      F_lessons_norwegian_social_week),
#undef Q
};

const char *law_question_name(enum law_question q)
{
    return questions[q].name.p;
}

const char *law_question_asks(enum law_question q)
{
    return questions[q].asks;
}

const char *law_question_file(enum law_question q)
{
    return questions[q].file;
}

const enum law_fact *law_question_needs(enum law_question q)
{
    static const enum law_fact none[] = { F_NONE };
    static enum law_fact const exemption[] = { F_test_listening, F_test_reading, F_test_writing,
                                               F_test_oral, F_NONE };
    if (q == Q_exemption_norwegian)
        return exemption;
    return questions[q].needs[0] ? questions[q].needs : none;
}

bool law_question_of(str name, enum law_question *out)
{
    for (int q = 0; q < Q_COUNT; q++)
        if (str_eq(questions[q].name, name)) {
            *out = (enum law_question)q;
            return true;
        }
    return false;
}

void law_answer(const struct law *law, enum law_question q, const struct law_facts *f, day on,
                struct law_answer *a)
{
    struct decide w = { law, f, on, a };
    a->kind = LAW_FAULT;
    a->word = a->paragraph = "";
    a->note = "";
    a->confidence = SURE_LAW;
    a->needs = F_NONE;
    a->n = 0;
    if (!questions[q].any_day && day_cmp(on, COMMENCEMENT) < 0)
        fault(&w, "decision_date: the Integration Act was not in force before 2021-01-01");
    else
        questions[q].rule(&w);
}

bool law_answer_same(const struct law_answer *a, const struct law_answer *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case LAW_WORD:
        return strcmp(a->word, b->word) == 0;
    case LAW_DAY:
        return day_eq(a->day, b->day);
    case LAW_NUMBER:
    case LAW_MONEY:
        return a->hundredths == b->hundredths;
    case LAW_NEEDS:
        return a->needs == b->needs;
    case LAW_REVIEW:
    case LAW_FAULT:
        return strcmp(a->note, b->note) == 0;
    }
    return false;
}

str law_answer_text(struct arena *m, const struct law_answer *a)
{
    int64_t n = a->hundredths;
    switch (a->kind) {
    case LAW_WORD:
        return str_z(a->word);
    case LAW_DAY:
        return day_iso(m, a->day);
    case LAW_MONEY:
        return strf(m, "%lld.%02lld", (long long)(n / 100), (long long)(n % 100));
    case LAW_NUMBER:
        if (n % 100 == 0)
            return strf(m, "%lld", (long long)(n / 100));
        if (n % 10 == 0)
            return strf(m, "%lld.%lld", (long long)(n / 100), (long long)(n % 100 / 10));
        return strf(m, "%lld.%02lld", (long long)(n / 100), (long long)(n % 100));
    case LAW_REVIEW:
        return STR("manual_review");
    case LAW_NEEDS:
    case LAW_FAULT:
        break;
    }
    return STR("error");
}

void because_(struct decide *w, int rule, const uint8_t fact[LAW_REASON_FACTS], bool weighs)
{
    struct law_answer *a = w->a;
    enum law_confidence sure = law_rule_of(w->law, rule)->confidence;
    if (weighs && sure > a->confidence)
        a->confidence = sure;
    for (int i = 0; i < a->n; i++)
        if (a->reason[i].rule == rule) {
            a->reason[i].weighs |= weighs;
            return;
        }
    if (a->n == LAW_REASONS_MAX)
        return;
    struct law_reason *r = &a->reason[a->n++];
    r->rule = (uint16_t)rule;
    memcpy(r->fact, fact, LAW_REASON_FACTS);
    r->weighs = weighs;
}

void say(struct decide *w, const char *word, const char *paragraph)
{
    w->a->kind = LAW_WORD;
    w->a->word = word;
    w->a->paragraph = paragraph;
}

void say_day(struct decide *w, day d, const char *paragraph)
{
    if (!day_known(d)) {
        fault(w, "the day lies outside the calendar");
        return;
    }
    w->a->kind = LAW_DAY;
    w->a->day = d;
    w->a->paragraph = paragraph;
}

void say_number(struct decide *w, int64_t hundredths, const char *paragraph)
{
    w->a->kind = LAW_NUMBER;
    w->a->hundredths = hundredths;
    w->a->paragraph = paragraph;
}

void say_money(struct decide *w, int64_t ore, const char *paragraph)
{
    w->a->kind = LAW_MONEY;
    w->a->hundredths = ore;
    w->a->paragraph = paragraph;
}

void review(struct decide *w, const char *paragraph, const char *question)
{
    w->a->kind = LAW_REVIEW;
    w->a->word = "manual_review";
    w->a->paragraph = paragraph;
    w->a->note = question;
    w->a->confidence = SURE_UNKNOWN;
}

void need(struct decide *w, enum law_fact fact)
{
    w->a->kind = LAW_NEEDS;
    w->a->needs = fact;
    w->a->note = law_fact_name(fact);
    w->a->paragraph = "";
}

void fault(struct decide *w, const char *what)
{
    w->a->kind = LAW_FAULT;
    w->a->word = w->a->paragraph = "";
    w->a->note = what;
}

void versions(struct decide *w, const struct version *v, size_t n)
{
    while (n-- > 0)
        if (day_cmp(w->on, v[n].from) >= 0) {
            v[n].rule(w);
            return;
        }
    fault(w, "decision_date: no version of the rule was in force");
}

int par_on(const struct decide *w, enum law_parameter p, day on)
{
    int64_t v = law_value_on(w->law, p, on);
    return v < 0 ? 0 : (int)(v / 100);
}

int par(const struct decide *w, enum law_parameter p)
{
    return par_on(w, p, w->on);
}

day limit_end(const struct decide *w, day from, int months)
{
    day end = day_add_months(from, months);
    return w->law->setting[C_limit_end] ? day_add(end, -1) : end;
}

int age_on(const struct decide *w, day born, day on)
{
    return day_age(born, w->law->setting[C_new_age] ? day_add(on, -1) : on);
}
