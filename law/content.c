// SPDX-License-Identifier: Apache-2.0
// What the programme holds: elements and work-directed hours (old § 14, § 14 a, § 37 c, regulation
// § 43h of 2024), life skills (regulation § 4), lessons as programme hours.
#include "law/rule.h"

static bool has_child(const struct decide *w)
{
    const struct law_facts *f = w->f;
    if (f->child_under_18)
        return f->child_under_18 == YES;
    if (day_known(f->child_birth))
        return age_on(w, f->child_birth, w->on) < 18;
    return f->has_children == YES;
}

static void elements_34(struct decide *w)
{
    because(w, CO_05, F_permit);
    say(w, has_child(w) ? "work_education+language+parental_guidance" : "work_education+language",
        "§ 37 c(4)");
}

static void elements_2021(struct decide *w)
{
    because(w, CO_01, F_permit);
    say(w, has_child(w) ? "work_education+norwegian+social_studies+life_skills+parental_guidance"
                        : "work_education+norwegian+social_studies+life_skills", "old § 14");
}

static void elements_2026(struct decide *w)
{
    bool child = has_child(w);
    because(w, CO_02, F_permit);
    if (under_ch6a(w)) {
        because(w, CO_04, F_permit);
        say(w, child ? "work_education+norwegian+life_skills+parental_guidance"
                     : "work_education+norwegian+life_skills",
            child ? "§ 14 a(1)-(2), § 37 c" : "§ 14 a(1), § 37 c");
        return;
    }
    say(w, child ? "work_education+norwegian+social_studies+life_skills+parental_guidance"
                 : "work_education+norwegian+social_studies+life_skills",
        child ? "§ 14 a(1)-(2)" : "§ 14 a(1)");
}

void law_elements(struct decide *w)
{
    if (has_child(w))
        noting(w, CO_03, F_child_under_18, F_child_birth, F_has_children);
    if (since(w->on, ACT_2025_35))
        elements_2026(w);
    else if (under_ch6a(w))
        elements_34(w);
    else
        elements_2021(w);
}

// "After N months": the N months are over (CV-03 counts the same day number as the last of them).
static bool months_in(const struct decide *w, int months)
{
    return day_cmp(w->on, day_add_months(w->f->start, months)) > 0;
}

static void work_hours_34(struct decide *w)
{
    const struct law_facts *f = w->f;
    bool group = has_upper(w) && f->goal == GOAL_WORK;
    because(w, CO_09, F_edu, F_goal, F_start);
    if (!group || !since(w->on, REG_2024_146)) {
        say_number(w, 0, "reg § 43h");
    } else if (!day_known(f->start)) {
        need(w, F_start);
    } else if (!since(f->start, REG_2024_146) || !months_in(w, par(w, P_work_after_upper))) {
        say_number(w, 0, "reg § 43h");
    } else if (f->municipality_lowers == YES && f->part_time_percent >= 0 &&
               f->part_time_percent <= par(w, P_lowered_part_time) * 100) {
        because(w, CO_10, F_part_time_percent, F_municipality_lowers);
        say_number(w, par(w, P_work_directed_lowered) * 100, "reg § 43h");
    } else {
        say_number(w, par(w, P_work_directed_hours) * 100, "reg § 43h");
    }
}

static void work_hours_2026(struct decide *w)
{
    const struct law_facts *f = w->f;
    bool upper = has_upper(w);
    if (!f->edu || !f->goal) {
        need(w, f->edu ? F_goal : F_edu);
        return;
    }
    if (upper)
        because(w, CO_06, F_edu, F_goal, F_start);
    else
        because(w, CO_07, F_edu, F_goal, F_start);
    if (f->goal != GOAL_WORK) {
        say_number(w, 0, "§ 14 a(3)");
    } else if (!day_known(f->start)) {
        need(w, F_start);
    } else if (!months_in(w, par(w, upper ? P_work_after_upper : P_work_after_other))) {
        say_number(w, 0, "§ 14 a(3)");
    } else if (!since(f->start, ACT_2025_35)) {
        review(w, "§ 14 a(3)", "The programme was running before 2026-01-01 and no transitional rule was "
                               "found: do the 15 hours a week apply to it?");
    } else {
        say_number(w, par(w, P_work_directed_hours) * 100, "§ 14 a(3)");
    }
}

static void no_work_hours(struct decide *w)
{
    noting(w, CO_01, F_permit);
    say_number(w, 0, "old § 14");
}

void law_work_hours_week(struct decide *w)
{
    if (since(w->on, ACT_2025_35))
        work_hours_2026(w);
    else if (under_ch6a(w))
        work_hours_34(w);
    else
        no_work_hours(w);
}

static void life_skills(struct decide *w, int culture, int career)
{
    say(w, culture == 5 && career == 10 ? "5+10" : culture == 10 && career == 15 ? "10+15" : NULL,
        "reg § 4");
    if (!w->a->word)
        fault(w, "law-parameters: the life-skills hours have no token");
}

static void life_skills_2021(struct decide *w)
{
    if (under_ch6a(w)) {
        because(w, CO_05, F_permit);
        say(w, "0+0", "§ 37 c(4)");
        return;
    }
    because(w, CO_18, F_NONE);
    life_skills(w, par(w, P_life_skills_culture), par(w, P_life_skills_career));
}

static void life_skills_2026(struct decide *w)
{
    if (!w->f->edu) {
        need(w, F_edu);
        return;
    }
    bool upper = has_upper(w);
    if (upper)
        because(w, CO_20, F_edu);
    else
        because(w, CO_19, F_edu);
    life_skills(w, par(w, upper ? P_life_skills_culture_upper : P_life_skills_culture),
                par(w, upper ? P_life_skills_career_upper : P_life_skills_career));
}

void law_life_skills_hours(struct decide *w)
{
    static const struct version all[] = {
        { DAY_AT(2021, 1, 1), life_skills_2021 },
        { DAY_AT(2026, 1, 1), life_skills_2026 },
    };
    versions(w, all, sizeof all / sizeof *all);
}

void law_lesson_hours(struct decide *w)
{
    int64_t lessons = w->f->lessons_norwegian_social_week;
    if (lessons < 0) {
        need(w, F_lessons_norwegian_social_week);
        return;
    }
    because(w, CO_16, F_lessons_norwegian_social_week);
    say_number(w, (lessons * par(w, P_lesson_minutes) + 30) / 60, "guidance on full time");
}
