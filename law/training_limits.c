// SPDX-License-Identifier: Apache-2.0
// Hours and time limits of Norwegian and social studies: §§ 30(3), 32, 33, 37 d, regulation §§ 73-74.
#include "law/rule.h"

day right_arose(const struct decide *w)
{
    const struct law_facts *f = w->f;
    if (day_known(f->request))
        return f->request;
    if (since(f->arrived, f->permit_granted) && f->applied_from == FROM_ABROAD)
        return f->arrived;
    return f->permit_granted;
}

int from_offer(const struct decide *w)
{
    const struct law_facts *f = w->f;
    if (!day_known(f->permit_granted) || day_cmp(f->permit_granted, ACT_2023_24) > 0)
        return 1;
    if (f->applied_from == FROM_ABROAD && day_known(f->arrived) && day_cmp(f->arrived, ACT_2023_24) > 0)
        return 1;
    return day_eq(f->permit_granted, ACT_2023_24) ? -1 : 0;
}

static int leave_months(const struct decide *w)
{
    return w->f->approved_leave_months > 0 ? (int)(w->f->approved_leave_months / 100) : 0;
}

void law_norwegian_offer_deadline(struct decide *w)
{
    const struct law_facts *f = w->f;
    day from = day_known(f->registered) ? f->registered : f->request;
    if (!day_known(from)) {
        need(w, F_registered);
        return;
    }
    because(w, NT_12, F_registered, F_request);
    because(w, CV_03, F_registered, F_request);
    say_day(w, limit_end(w, from, par(w, P_training_offer_months)), "§ 30(3)");
}

// The right ends on the 67th birthday whatever else runs.
static void capped(struct decide *w, day last, const char *paragraph, const char *with_age)
{
    if (day_known(w->f->birth)) {
        int age = par(w, P_training_age_to);
        day end = day_add_years(w->f->birth, age); // 28 February for who is born on the 29th
        if (age_on(w, w->f->birth, end) >= age)
            end = day_add(end, -1);
        if (day_cmp(end, last) < 0) {
            because(w, NT_03, F_birth);
            say_day(w, end, with_age);
            return;
        }
    }
    say_day(w, last, paragraph);
}

static void last_day_34(struct decide *w)
{
    day from = day_known(w->f->training_offer) ? w->f->training_offer : w->f->start;
    if (!day_known(from)) {
        need(w, F_start);
        return;
    }
    because(w, NT_24, F_permit, F_start, F_training_offer);
    because(w, CV_03, F_start, F_training_offer);
    capped(w, limit_end(w, from, par(w, P_training_months_34)), "§ 37 d(2)", "§ 37 d(2), § 26(5)");
}

static void last_day_28(struct decide *w)
{
    if (!day_known(w->f->birth)) {
        need(w, F_birth);
        return;
    }
    because(w, NT_18, F_permit);
    capped(w, DAY_MAX, "§ 26(5)", "§ 26(5)");
}

void law_norwegian_last_day(struct decide *w)
{
    const struct law_facts *f = w->f;
    int offered = from_offer(w);
    if (under_ch6a(w)) {
        last_day_34(w);
        return;
    }
    if (sec28_permit(w)) {
        last_day_28(w);
        return;
    }
    if (!f->edu) {
        need(w, F_edu);
        return;
    }
    int months = par(w, has_upper(w) ? P_training_months_upper : P_training_months) + leave_months(w);
    if (offered < 0) {
        because(w, NT_17, F_permit_granted);
        review(w, "§ 32(1); reg § 74", "The permit was granted on 2023-08-01 itself: is the limit counted "
                                       "from the offered start or from when the right arose?");
        return;
    }
    if (offered && !day_known(f->training_offer)) {
        need(w, F_training_offer);
        return;
    }
    if (!offered && f->permit == UTL38_5 && !day_known(f->request)) {
        because(w, NT_05, F_permit);
        review(w, "§ 26(2)", "The right arises at the first renewal of a § 38(5) permit: when was it?");
        return;
    }
    if (!offered)
        because(w, NT_17, F_permit_granted, F_arrived, F_request);
    else if (has_upper(w))
        because(w, NT_16, F_training_offer, F_edu, F_permit_granted);
    else
        because(w, NT_15, F_training_offer, F_edu, F_permit_granted);
    because(w, CV_03, F_training_offer, F_approved_leave_months);
    capped(w, limit_end(w, offered ? f->training_offer : right_arose(w), months),
           offered ? "§ 32(1)" : "old § 32(1); reg § 74",
           offered ? "§ 32(1), § 26(5)" : "old § 32(1), § 26(5)");
}

static void hours_of_2003_act(struct decide *w)
{
    bool duty = sec28_permit(w);
    because(w, TR_05, F_permit, F_permit_granted);
    say_number(w, par(w, duty ? P_introduction_duty_hours : P_introduction_norwegian_hours) * 100,
               "reg § 73(2)");
}

void law_norwegian_hours_cap(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (!f->permit) {
        need(w, F_permit);
    } else if (under_introduction_act(w)) {
        hours_of_2003_act(w);
    } else if (!sec28_permit(w)) {
        if (under_ch6a(w))
            because(w, NT_24, F_permit);
        else
            because(w, NT_01, F_permit);
        say(w, "none", under_ch6a(w) ? "§ 37 d(2)" : "§ 32(1)");
    } else if (!day_known(f->permit_granted)) {
        need(w, F_permit_granted);
    } else if (!since(f->permit_granted, ACT_2021_132) && f->applied_from == FROM_ABROAD &&
               since(f->arrived, ACT_2021_132)) {
        because(w, NT_19, F_permit_granted, F_applied_from, F_arrived);
        review(w, "reg § 73(3)", "Granted before 2022 from abroad and arrived later: 225 or 250 hours?");
    } else if (since(f->permit_granted, ACT_2021_132)) {
        because(w, NT_18, F_permit, F_permit_granted);
        say_number(w, par_on(w, P_duty_only_hours, f->permit_granted) * 100, "§ 32(2)");
    } else {
        because(w, NT_19, F_permit, F_permit_granted);
        say_number(w, par_on(w, P_duty_only_hours, since(f->permit_granted, COMMENCEMENT)
                                                       ? f->permit_granted : COMMENCEMENT) * 100,
                   since(w->on, ACT_2021_132) ? "reg § 73(3)" : "old § 32(2)");
    }
}

// Hours of social studies; -1 when the answer has been said. Grant, and arrival, choose.
static int social(struct decide *w, const char **paragraph)
{
    const struct law_facts *f = w->f;
    *paragraph = "§ 33(1)";
    if (f->permit == UK_19_33) {
        because(w, NT_29, F_permit);
        *paragraph = "UK separation reg § 1";
        return 0;
    }
    if (under_ch6a(w)) {
        because(w, NT_23, F_permit);
        *paragraph = "§ 37 d(1)";
        return 0;
    }
    if (f->provider == COUNTY || f->full_time_upper_secondary == YES) {
        because(w, SS_06, F_provider, F_full_time_upper_secondary);
        *paragraph = "§ 33(2)";
        return 0;
    }
    if (!day_known(f->permit_granted)) {
        need(w, F_permit_granted);
        return -1;
    }
    if (since(f->permit_granted, ACT_2021_132)) {
        because(w, SS_02, F_permit_granted);
        return par_on(w, P_social_hours, f->permit_granted);
    }
    if (f->applied_from == FROM_ABROAD && since(f->arrived, ACT_2021_132)) {
        because(w, SS_03, F_permit_granted, F_applied_from, F_arrived);
        *paragraph = "reg § 73(4)";
        return par_on(w, P_social_hours, ACT_2021_132);
    }
    if (under_introduction_act(w)) {
        because(w, TR_05, F_permit_granted);
        *paragraph = "reg § 73(2)";
        return par(w, P_introduction_social_hours);
    }
    because(w, SS_01, F_permit_granted);
    *paragraph = since(w->on, ACT_2021_132) ? "reg § 73(3)" : "old § 33(1)";
    return par_on(w, P_social_hours, COMMENCEMENT);
}

void law_social_hours(struct decide *w)
{
    const char *paragraph;
    int hours = social(w, &paragraph);
    if (hours >= 0)
        say_number(w, hours * 100, paragraph);
}

void law_social_hours_remaining(struct decide *w)
{
    const char *paragraph;
    int64_t hours = social(w, &paragraph), done = w->f->social_hours_done_in_reception;
    if (hours < 0)
        return;
    if (done <= 0 || hours == 0) {
        say_number(w, hours * 100, paragraph);
        return;
    }
    because(w, RE_10, F_social_hours_done_in_reception);
    if (hours != par_on(w, P_social_hours, ACT_2021_132))
        review(w, "reg § 2(3)", "Hours done in reception count towards the 75 hours; the sources do not say "
                                "whether they count towards the older 50.");
    else
        say_number(w, hours * 100 > done ? hours * 100 - done : 0, "§ 33(1); reg § 2(3)");
}

void law_social_deadline(struct decide *w)
{
    const struct law_facts *f = w->f;
    int offered = from_offer(w);
    if (under_ch6a(w)) {
        because(w, NT_23, F_permit);
        say(w, "none", "§ 37 d(1)");
        return;
    }
    if (f->provider == COUNTY || f->full_time_upper_secondary == YES) {
        because(w, SS_06, F_provider, F_full_time_upper_secondary);
        say(w, "none", "§ 33(2)");
        return;
    }
    if (offered < 0) {
        because(w, SS_05, F_permit_granted);
        review(w, "§ 33(1); reg § 74", "The permit was granted on 2023-08-01 itself: is the year counted "
                                       "from the offered start or from when the right arose?");
        return;
    }
    if (offered && !day_known(f->training_offer)) {
        need(w, F_training_offer);
        return;
    }
    if (offered) {
        because(w, SS_04, F_training_offer, F_permit_granted);
        noting(w, TE_02, F_training_offer);
    } else {
        because(w, SS_05, F_permit_granted, F_arrived, F_request);
    }
    because(w, CV_03, F_training_offer, F_approved_leave_months);
    say_day(w, limit_end(w, offered ? f->training_offer : right_arose(w),
                              par(w, P_social_months) + leave_months(w)),
            offered ? "§ 33(1)" : "old § 33(1)");
}
