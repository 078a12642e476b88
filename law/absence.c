// SPDX-License-Identifier: Apache-2.0
// Absence and leave: when the benefit is kept and for how many days (§ 17, regulation ch. 3-4; outside
// the programme regulation §§ 31-31a).
#include "law/rule.h"

static bool child_too_old(struct decide *w, day on)
{
    const struct law_facts *f = w->f;
    if (!day_known(f->child_birth))
        return false;
    int most = par(w, f->chronic == YES ? P_chronic_child_year : P_child_year);
    if (f->chronic == YES)
        because(w, AB_04, F_child_birth, F_chronic);
    else
        because(w, AB_03, F_child_birth);
    return day_ymd(on).year > day_ymd(f->child_birth).year + most;
}

static int child_days(struct decide *w, const char **paragraph)
{
    const struct law_facts *f = w->f;
    bool sole = f->sole_carer == YES, many = f->children > par(w, P_many_children) * 100;
    *paragraph = "reg § 7(1)";
    if (f->chronic == YES && f->higher_absence_risk != NO) {
        because(w, AB_09, F_chronic, F_higher_absence_risk, F_sole_carer);
        *paragraph = "reg § 7(2)";
        return par(w, sole ? P_child_days_chronic_sole : P_child_days_chronic);
    }
    if (sole && many)
        because(w, AB_08, F_children, F_sole_carer);
    else if (sole)
        because(w, AB_07, F_children, F_sole_carer);
    else if (many)
        because(w, AB_06, F_children, F_sole_carer);
    else
        because(w, AB_05, F_children, F_sole_carer);
    return par(w, sole && many ? P_child_days_sole_many
                  : sole ? P_child_days_sole : many ? P_child_days_many : P_child_days);
}

// Days of leave with benefit, regulation §§ 11-18; -1 when the ground gives none of its own.
static int leave_days(struct decide *w, const char **paragraph)
{
    const struct law_facts *f = w->f;
    bool outside = f->in_programme == NO;
    switch ((enum law_ground)f->ground) {
    case CHILD_ILLNESS:
        return child_days(w, paragraph);
    case PREGNANCY:
        because(w, LV_01, F_ground);
        *paragraph = "reg § 11";
        return par(w, P_pregnancy_days);
    case MOTHER_BIRTH:
        because(w, LV_02, F_ground);
        *paragraph = "reg § 12(1)";
        return par(w, P_mother_days);
    case FATHER_BIRTH:
        because(w, LV_03, F_ground, F_lives_with_mother);
        *paragraph = "reg § 12(2)";
        return f->lives_with_mother == NO ? 0 : par(w, P_father_days);
    case WELFARE:
        if (outside)
            because(w, AT_02, F_ground, F_in_programme);
        else
            because(w, LV_05, F_ground);
        *paragraph = outside ? "reg § 31" : "reg § 14(1)";
        return par(w, P_welfare_days);
    case KINDERGARTEN_START:
    case FIRST_SCHOOL_DAY:
    case WEDDING:
    case DEATH:
        because(w, LV_06, F_ground);
        *paragraph = "reg § 14(2)";
        return par(w, f->ground == KINDERGARTEN_START ? P_kindergarten_days
                      : f->ground == FIRST_SCHOOL_DAY ? P_school_start_days
                      : f->ground == WEDDING ? P_wedding_days : P_death_days);
    case PEACE_WORK:
        if (outside)
            because(w, AT_06, F_ground, F_in_programme);
        else
            because(w, LV_07, F_ground);
        *paragraph = outside ? "reg § 31a" : "reg § 14a";
        return par(w, P_peace_days);
    case RELIGIOUS:
        if (outside)
            because(w, AT_03, F_ground, F_in_programme);
        else
            because(w, LV_08, F_ground);
        *paragraph = outside ? "reg § 31(2)g" : "reg § 17(2)";
        return par(w, P_religious_days);
    case HOLIDAY:
        because(w, LV_09, F_ground);
        *paragraph = "reg § 18";
        return par(w, P_holiday_days);
    case GROUND_UNKNOWN:
    case ILLNESS:
    case BREASTFEEDING:
    case LONG_ILLNESS:
    case PARENTAL_LEAVE:
    case ADOPTION:
    case NO_GROUND:
        break;
    }
    return -1;
}

void law_leave_days_max(struct decide *w)
{
    const struct law_facts *f = w->f;
    const char *paragraph = "";
    if (!f->ground) {
        need(w, F_ground);
        return;
    }
    if (f->ground == HOLIDAY && f->duration_months >= 0 && f->duration_months < 1200) {
        because(w, LV_09, F_ground, F_duration_months);
        review(w, "reg § 18", "The programme is shorter than a year: how many of the 25 holiday days "
                              "does it give?");
        return;
    }
    if (f->ground == CHILD_ILLNESS && child_too_old(w, w->on)) {
        say_number(w, 0, "reg § 6(2)");
        return;
    }
    int days = leave_days(w, &paragraph);
    if (days < 0)
        fault(w, "ground: the sources name no number of working days for it");
    else
        say_number(w, days * 100, paragraph);
}

static void own_illness(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (f->documentation != SELF_CERTIFICATION) {
        because(w, AB_01, F_documentation, F_illness_days);
        if (!f->documentation)
            need(w, F_documentation);
        else
            say(w, f->documentation == DOCTOR ? "yes" : "no", "reg § 5(1)");
        return;
    }
    day first = day_known(f->illness_from) ? f->illness_from : w->on;
    if (!day_known(f->start)) {
        need(w, F_start);
        return;
    }
    int64_t earlier = f->earlier_self_certified > 0 ? f->earlier_self_certified : 0;
    int64_t ill = f->illness_days >= 0 ? f->illness_days : f->days >= 0 ? f->days : 100;
    bool early = day_diff(first, f->start) < par(w, P_self_weeks) * 7;
    because(w, AB_10, F_start, F_illness_from, F_illness_days, F_documentation);
    if (earlier)
        because(w, AB_11, F_earlier_self_certified, F_illness_days);
    say(w, early || ill + earlier > par(w, P_self_days) * 100 ? "no" : "yes", "reg § 8(1)");
}

static int64_t days_away(const struct law_facts *f)
{
    return f->days >= 0 ? f->days : f->leave_days >= 0 ? f->leave_days
           : f->illness_days >= 0 ? f->illness_days : -1;
}

static void child_illness(struct decide *w)
{
    const struct law_facts *f = w->f;
    const char *paragraph;
    day on = day_known(f->day) ? f->day : day_known(f->illness_from) ? f->illness_from : w->on;
    if (child_too_old(w, on)) {
        say(w, "no", "reg § 6(2)");
    } else if (f->documentation == NO_DOCUMENT) {
        say(w, "no", "reg § 6(1)");
    } else if (days_away(f) > (int64_t)child_days(w, &paragraph) * 100) {
        say(w, "no", paragraph);
    } else {
        say(w, "yes", "reg § 6(2)");
    }
}

static void religious_days(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (!day_known(f->day) || !day_known(f->notice)) {
        need(w, day_known(f->day) ? F_notice : F_day);
        return;
    }
    because(w, LV_08, F_day, F_notice, F_days);
    bool late = day_diff(f->day, f->notice) < par(w, P_religious_notice);
    bool many = days_away(f) > (int64_t)par(w, P_religious_days) * 100;
    say(w, late || many ? "no" : "yes", "reg § 17(2)");
}

static void without_benefit(struct decide *w, const char *paragraph)
{
    say(w, "no", paragraph);
}

void law_benefit_kept(struct decide *w)
{
    const struct law_facts *f = w->f;
    const char *paragraph = "";
    switch ((enum law_ground)f->ground) {
    case GROUND_UNKNOWN:
    case ILLNESS:
        own_illness(w);
        return;
    case CHILD_ILLNESS:
        child_illness(w);
        return;
    case RELIGIOUS:
        religious_days(w);
        return;
    case BREASTFEEDING:
        because(w, LV_04, F_ground, F_child_birth);
        say(w, day_known(f->child_birth) && since(w->on, day_add_months(f->child_birth, 12)) ? "no"
                                                                                             : "yes",
            "reg § 13");
        return;
    case LONG_ILLNESS:
        because(w, LV_10, F_ground);
        without_benefit(w, "reg § 15");
        return;
    case PARENTAL_LEAVE:
        because(w, LV_11, F_ground);
        without_benefit(w, "reg § 16(1)");
        return;
    case ADOPTION:
        because(w, LV_12, F_ground);
        without_benefit(w, "reg § 16(3)");
        return;
    case NO_GROUND:
        because(w, BE_10, F_ground);
        without_benefit(w, "§ 21");
        return;
    case PREGNANCY:
    case MOTHER_BIRTH:
    case FATHER_BIRTH:
    case WELFARE:
    case KINDERGARTEN_START:
    case FIRST_SCHOOL_DAY:
    case WEDDING:
    case DEATH:
    case PEACE_WORK:
    case HOLIDAY:
        break;
    }
    int most = leave_days(w, &paragraph);
    int64_t away = days_away(f);
    say(w, most > 0 && away <= (int64_t)most * 100 ? "yes" : "no", paragraph);
}
