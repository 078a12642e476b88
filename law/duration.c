// SPDX-License-Identifier: Apache-2.0
// How long the programme lasts: old § 13 and § 37 c, new §§ 13-14 with regulation §§ 75-76, and
// the days that absence adds (§ 17, regulation §§ 10 and 19).
//
// The day of decision chooses the act, the day the start was offered chooses the duration.
#include "law/rule.h"

struct term {
    int months, extension; // -1: not settled, see the question
    const char *paragraph, *extension_paragraph, *question;
    enum law_fact missing;
};

bool has_upper(const struct decide *w)
{
    const struct law_facts *f = w->f;
    if (f->edu == EDU_UA_UPPER)
        return !f->permit || (f->permit == UTL34 && since(w->on, AT(2022, 6, 27)));
    return f->edu == EDU_UPPER;
}

static void name_schooling(struct decide *w)
{
    if (w->f->edu == EDU_UA_UPPER && w->f->permit == UTL34) {
        if (since(w->on, ACT_2025_35))
            because(w, DU_22, F_edu, F_permit);
        else
            because(w, DU_20, F_edu, F_permit);
    } else if (since(w->on, ACT_2023_24)) {
        noting(w, DU_21, F_edu);
    }
}

// 1 under 25, 0 not, -1 when it hangs on which day is meant, which the text does not say.
static int young(const struct decide *w)
{
    const struct law_facts *f = w->f;
    const day days[] = { f->permit_granted, f->offer, f->start, w->on };
    int under = 0, over = 0;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (day_known(days[i])) {
            bool is = age_on(w, f->birth, days[i]) < par(w, P_youth_age);
            under += is;
            over += !is;
        }
    return under && over ? -1 : under > 0;
}

static struct term old_upper(struct decide *w)
{
    because(w, DU_01, F_edu);
    noting(w, DU_02, F_edu);
    return (struct term){ par(w, P_upper_months_2021), par(w, P_upper_extension_2021),
                          "old § 13(2)", "old § 13(2)", NULL, F_NONE };
}

static struct term old_lower(struct decide *w)
{
    struct term t = { par(w, P_other_months_2021), par(w, P_other_extension_2021), "old § 13(4)",
                      "old § 13(4)", NULL, F_NONE };
    if (!day_known(w->f->birth)) {
        t.missing = F_birth;
        return t;
    }
    int is = young(w);
    if (is == 1) {
        because(w, DU_03, F_birth, F_edu);
        noting(w, DU_04, F_birth, F_edu);
        return (struct term){ par(w, P_young_months_2021), par(w, P_young_extension_2021),
                              "old § 13(3)", "old § 13(3)", NULL, F_NONE };
    }
    if (is < 0) {
        because(w, GO_09, F_birth, F_permit_granted, F_offer, F_start);
        t.months = -1;
        t.paragraph = "old § 13(3)";
        t.question = "Turned 25 between grant, offer, start and decision: on which of the days is "
                     "\"under 25\" measured?";
        return t;
    }
    because(w, DU_05, F_birth, F_edu);
    noting(w, DU_06, F_birth, F_edu);
    return t;
}

static struct term old_34(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (!has_upper(w)) {
        because(w, DU_18, F_permit, F_edu);
        struct term t = old_lower(w);
        t.paragraph = t.extension_paragraph = "§ 37 c(3)";
        return t;
    }
    name_schooling(w);
    if (f->edu == EDU_UA_UPPER && f->goal == GOAL_HIGHER_ED && since(w->on, AT(2023, 7, 1))) {
        because(w, DU_17, F_permit, F_edu, F_goal);
        return (struct term){ par(w, P_ua_upper_months), 0, "reg § 43d", "reg § 43d", NULL, F_NONE };
    }
    because(w, DU_15, F_permit, F_edu);
    noting(w, DU_16, F_permit, F_edu);
    return (struct term){ par(w, P_ch6a_upper_months), par(w, P_ch6a_upper_extension),
                          "§ 37 c(2)", "§ 37 c(2)", NULL, F_NONE };
}

static struct term term_2021(struct decide *w)
{
    if (under_ch6a(w))
        return old_34(w);
    name_schooling(w);
    return has_upper(w) ? old_upper(w) : old_lower(w);
}

// The transitional rules: offered before the switch day, the old duration; on it, not settled.
static bool switched(struct decide *w, day from, bool first, struct term *t)
{
    static const char *const young_old[] = { "reg § 76(1); old § 13(3)", "reg § 76(2); old § 13(3)" };
    static const char *const other_old[] = { "reg § 76(1); old § 13(4)", "reg § 76(2); old § 13(4)" };
    int c = day_cmp(w->f->offer, from);
    if (c > 0)
        return true;
    if (c == 0) {
        because(w, DU_14, F_offer);
        *t = (struct term){ -1, -1, "reg § 76", "reg § 76",
                            "The start was offered on the very day after which the new durations "
                            "apply: old or new duration?", F_NONE };
        if (has_upper(w))
            t->paragraph = t->extension_paragraph = "reg § 75";
        return false;
    }
    because(w, DU_14, F_offer);
    if (w->f->permit == UTL34 && w->f->edu == EDU_UA_UPPER && w->f->goal == GOAL_HIGHER_ED) {
        *t = (struct term){ -1, -1, "reg § 75", "reg § 75",
                            "Offered under reg § 43d, which was repealed on 2026-01-01: does the "
                            "twelve-month programme go on?", F_NONE };
        return false;
    }
    if (has_upper(w)) {
        *t = old_upper(w);
        t->paragraph = t->extension_paragraph = "reg § 75; old § 13(2)";
        return false;
    }
    *t = old_lower(w);
    bool is_young = str_is(STR("old § 13(3)"), t->paragraph);
    t->paragraph = (is_young ? young_old : other_old)[!first];
    t->extension_paragraph = t->paragraph;
    return false;
}

static struct term lower_2026(struct decide *w)
{
    static const day first = DAY_AT(2025, 1, 1), second = DAY_AT(2026, 1, 1);
    struct term t = { 0 };
    switch ((enum law_goal)w->f->goal) {
    case GOAL_COMPLETE_UPPER:
        if (!switched(w, first, true, &t))
            return t;
        because(w, DU_10, F_edu, F_goal, F_offer);
        noting(w, DU_11, F_goal);
        return (struct term){ par(w, P_complete_upper_months), par(w, P_upper_training_extension),
                              "§ 14(4); reg § 76(1)", "§ 14(4)", NULL, F_NONE };
    case GOAL_PARTS_UPPER:
        if (!switched(w, first, true, &t))
            return t;
        because(w, DU_09, F_edu, F_goal, F_offer);
        noting(w, DU_11, F_goal);
        return (struct term){ par(w, P_parts_upper_months), par(w, P_upper_training_extension),
                              "§ 14(4); reg § 76(1)", "§ 14(4)", NULL, F_NONE };
    case GOAL_VOCATIONAL:
        if (!switched(w, first, true, &t))
            return t;
        because(w, DU_12, F_edu, F_goal, F_offer);
        return (struct term){ par(w, P_vocational_months), 0,
                              day_cmp(w->f->offer, ACT_2025_35) < 0 ? "§ 14(5); reg § 76(1)"
                                                                    : "§ 14(5)",
                              "§ 14(5)", NULL, F_NONE };
    case GOAL_WORK:
        if (!switched(w, second, false, &t))
            return t;
        because(w, DU_13, F_edu, F_goal, F_offer);
        return (struct term){ par(w, P_work_months), 0, "§ 14(6); reg § 76(2)", "§ 14(6)", NULL,
                              F_NONE };
    case GOAL_HIGHER_ED:
        because(w, GO_05, F_edu, F_goal);
        return (struct term){ -1, -1, "§ 14(1)", "§ 14(1)",
                              "Higher education is no final goal without upper secondary: which goal "
                              "has the municipality set?", F_NONE };
    case GOAL_UNKNOWN:
        if (day_cmp(w->f->offer, first) < 0) {
            (void)switched(w, first, true, &t);
            return t;
        }
    }
    t.missing = F_goal;
    return t;
}

static struct term term_2026(struct decide *w)
{
    struct term t = { 0 };
    if (!day_known(w->f->offer)) {
        t.missing = F_offer;
        return t;
    }
    name_schooling(w);
    if (!has_upper(w))
        return lower_2026(w);
    if (!switched(w, ACT_2025_35, true, &t))
        return t;
    because(w, DU_07, F_edu, F_offer);
    noting(w, DU_08, F_edu);
    return (struct term){ par(w, P_upper_months), 0, "§ 13(3)", "§ 13(3)", NULL, F_NONE };
}

static struct term term(struct decide *w)
{
    struct term t = { 0 };
    if (under_introduction_act(w)) {
        because(w, TR_03, F_act, F_permit_granted, F_arrived);
        return (struct term){ 24, 12, "Introduction Act § 5", "Introduction Act § 5", NULL, F_NONE };
    }
    if (!w->f->edu)
        t.missing = F_edu;
    else
        t = since(w->on, ACT_2025_35) ? term_2026(w) : term_2021(w);
    return t;
}

void law_duration_months(struct decide *w)
{
    struct term t = term(w);
    if (t.missing)
        need(w, t.missing);
    else if (t.months < 0)
        review(w, t.paragraph, t.question);
    else
        say_number(w, t.months * 100, t.paragraph);
}

void law_extension_months(struct decide *w)
{
    struct term t = term(w);
    if (t.missing)
        need(w, t.missing);
    else if (t.extension < 0)
        review(w, t.extension_paragraph, t.question);
    else
        say_number(w, t.extension * 100, t.extension_paragraph);
}

void law_programme_last_day(struct decide *w)
{
    const struct law_facts *f = w->f;
    const char *paragraph = since(w->on, ACT_2025_35) ? "§ 18 a(2)" : "old § 13(6)";
    int64_t months = f->duration_months < 0 ? -1 : f->duration_months / 100;
    if (!day_known(f->start)) {
        need(w, F_start);
        return;
    }
    if (f->edu && (months < 0 || day_known(f->offer) || !since(w->on, ACT_2025_35))) {
        struct term t = term(w);
        if (months < 0 && (t.missing || t.months < 0)) {
            if (t.missing)
                need(w, t.missing);
            else
                review(w, t.paragraph, t.question);
            return;
        }
        months = months < 0 ? t.months : months;
        paragraph = t.missing || t.months < 0 ? paragraph : t.extension_paragraph;
    }
    if (months <= 0) {
        need(w, F_duration_months);
        return;
    }
    noting(w, SP_03, F_start, F_duration_months);
    because(w, CV_04, F_start);
    months += f->approved_leave_months > 0 ? f->approved_leave_months / 100 : 0;
    day end = day_add_months(f->start, (int)months);
    say_day(w, w->law->setting[C_programme_end] ? end : day_add(end, -1), paragraph);
}

static void added_2021(struct decide *w)
{
    because(w, DU_24, F_absence_days, F_leave_days);
    review(w, "reg §§ 10, 19", "Before 2026 valid absence and leave were added above a number of days "
                               "that the sources do not show: how many days are added?");
}

static void added_2026(struct decide *w)
{
    const struct law_facts *f = w->f;
    int64_t own = (f->absence_days > 0 ? f->absence_days : 0) + (f->leave_days > 0 ? f->leave_days : 0);
    int64_t more = own + (f->religious_days > 0 ? f->religious_days : 0);
    int64_t limit = (int64_t)par(w, P_added_days_over) * 100;
    because(w, DU_23, F_absence_days, F_leave_days, F_religious_days, F_holiday_days);
    if (own <= limit && more > limit)
        review(w, "reg §§ 10, 19", "Over ten days only with the religious days: do they count towards "
                                   "the ten?");
    else
        say_number(w, own > limit ? own : 0, "reg §§ 10, 19");
}

void law_added_days(struct decide *w)
{
    static const struct version all[] = {
        { DAY_AT(2021, 1, 1), added_2021 },
        { DAY_AT(2026, 1, 1), added_2026 },
    };
    versions(w, all, sizeof all / sizeof *all);
}
