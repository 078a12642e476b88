// SPDX-License-Identifier: Apache-2.0
// Who the act is for: which act (§ 52, regulation §§ 72-76) and the target group of the
// introduction programme (§§ 3, 8, 9, 37 c), in the order in which a decision is made.
#include "law/rule.h"

bool under_introduction_act(const struct decide *w)
{
    const struct law_facts *f = w->f;
    if (f->act)
        return f->act == INTRODUCTION_ACT;
    if (!day_known(f->permit_granted) || since(f->permit_granted, COMMENCEMENT))
        return false;
    return !(f->applied_from == FROM_ABROAD && since(f->arrived, COMMENCEMENT));
}

void law_applicable_act(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (!day_known(f->permit_granted) && f->status == ASYLUM_SEEKER) {
        day asked = day_known(f->request) ? f->request
                    : day_known(f->registered) ? f->registered : f->arrived;
        if (!day_known(asked)) {
            need(w, F_request);
            return;
        }
        because(w, TR_04, F_status, F_request, F_registered, F_arrived);
        say(w, since(asked, COMMENCEMENT) ? "integration_act" : "introduction_act",
            since(asked, COMMENCEMENT) ? "reg § 72(1)" : "reg § 72(2)");
        return;
    }
    if (!day_known(f->permit_granted)) {
        need(w, F_permit_granted);
    } else if (since(f->permit_granted, COMMENCEMENT)) {
        because(w, TR_01, F_permit_granted);
        say(w, "integration_act", "§ 52");
    } else if (!under_introduction_act(w)) {
        because(w, TR_02, F_permit_granted, F_applied_from, F_arrived);
        say(w, "integration_act", "reg § 72(1)");
    } else {
        because(w, TR_03, F_permit_granted, F_applied_from, F_arrived);
        say(w, "introduction_act", "reg § 72(2)");
    }
}

bool under_ch6a(const struct decide *w)
{
    return w->f->permit == UTL34 && within(w->on, CH6A, CH6A_ENDS) &&
           (!day_known(w->f->permit_granted) || since(w->f->permit_granted, CH6A_PERMITS));
}

bool on_section_9_list(const struct decide *w)
{
    return w->f->permit >= UTL28 && w->f->permit <= CH6_F ? true
           : w->f->permit >= UTL53_1B && w->f->permit <= UTL53_3;
}

bool is_family_f(const struct decide *w, bool *five_years)
{
    const struct law_facts *f = w->f;
    *five_years = day_known(f->ref_settled) && day_known(f->family_application) &&
                  day_cmp(f->family_application,
                          day_add_months(f->ref_settled, par(w, P_ref_settled_months))) >= 0;
    if (f->permit != CH6_F || *five_years)
        return false;
    if (f->ref_permit == PERMANENT)
        return since(w->on, ACT_2023_24);
    return !f->ref_permit || (f->ref_permit >= UTL28 && f->ref_permit <= UTL34);
}

static const char *letter(uint8_t permit)
{
    switch (permit) {
    case UTL35_3:
        return "§ 9(1)b";
    case UTL38_1:
        return "§ 9(1)c";
    case UTL38_5:
        return "§ 9(1)d";
    case UTL34:
        return "§ 8(1), § 9(1)e";
    case UTL53_1B:
    case UTL53_2:
    case UTL53_3:
        return "§ 9(1)g";
    }
    return "§ 8(1)";
}

static void name_permit(struct decide *w)
{
    switch (w->f->permit) {
    case UTL28:
        because(w, PE_01, F_permit);
        break;
    case UTL35_3:
        because(w, PE_02, F_permit);
        break;
    case UTL38_1:
        because(w, PE_03, F_permit);
        break;
    case UTL38_5:
        noting(w, PE_06, F_permit);
        break;
    case UTL34:
        because(w, PE_04, F_permit);
        break;
    case UTL53_1B:
    case UTL53_2:
    case UTL53_3:
        because(w, PE_05, F_permit);
        break;
    }
}

// § 8(1) and (3): less than two years in a municipality with a § 9 permit.
static day two_years_end(const struct decide *w)
{
    const struct law_facts *f = w->f;
    day since_day = f->lived_since;
    if (!day_known(since_day) && day_known(f->settled))
        since_day = day_known(f->permit_granted) && day_cmp(f->permit_granted, f->settled) > 0
                        ? f->permit_granted : f->settled;
    if (!day_known(since_day))
        return DAY_NONE;
    // CV-05: the first day outside.
    day end = day_add_months(since_day, par(w, P_municipality_months));
    return w->law->setting[C_two_years] ? day_add(end, 1) : end;
}

static void may_offer(struct decide *w, const char *paragraph)
{
    day end = two_years_end(w);
    because(w, TG_07, F_permit, F_birth, F_permit_granted, F_by_agreement);
    if (since(w->on, end)) {
        because(w, TG_04, F_lived_since, F_settled);
        say(w, "not_covered", "§ 8(3)");
    } else {
        say(w, "may_offer", paragraph);
    }
}

// Act 2025-35: work of at least 30 hours a week takes § 8(1) away while it lasts.
enum job { NO_JOB, SHORT_JOB, FULL_JOB, ENDED_JOB, UNSURE_JOB };
static enum job job_2026(const struct decide *w)
{
    const struct law_facts *f = w->f;
    int64_t hours = f->job_hours_week > f->job_offer_hours_week ? f->job_hours_week
                                                                 : f->job_offer_hours_week;
    if (hours < 0)
        return f->job_offer == NEAR_FULL_TIME
                   ? until(f->job_ended, w->on) ? ENDED_JOB : UNSURE_JOB : NO_JOB;
    if (hours < law_value_on(w->law, P_job_hours, w->on))
        return SHORT_JOB;
    return until(f->job_ended, w->on) ? ENDED_JOB : FULL_JOB;
}

// Until 2025: for § 34 a job close to full time let the municipality refuse. The sources give no
// figure; full working hours are near full time for certain, less than 30 are not.
static enum job job_near_full(const struct decide *w)
{
    const struct law_facts *f = w->f;
    if (until(f->job_ended, w->on))
        return NO_JOB;
    if (f->job_offer == NEAR_FULL_TIME)
        return FULL_JOB;
    int64_t hours = f->job_hours_week > f->job_offer_hours_week ? f->job_hours_week
                                                                 : f->job_offer_hours_week;
    if (hours >= law_value_on(w->law, P_full_time_hours, w->on))
        return FULL_JOB;
    return hours >= 3000 ? UNSURE_JOB : NO_JOB;
}

static void status_34_before_2026(struct decide *w)
{
    enum job job = job_near_full(w);
    bool act = since(w->on, ACT_2024_53);
    because(w, TG_13, F_permit);
    if (job == NO_JOB || !since(w->on, REG_2024_146)) {
        say(w, "right_only", "§ 37 c(1)");
        return;
    }
    if (act)
        because(w, TG_16, F_job_offer, F_job_hours_week, F_job_offer_hours_week);
    else
        because(w, TG_15, F_job_offer, F_job_hours_week, F_job_offer_hours_week);
    if (job == UNSURE_JOB)
        review(w, act ? "§ 37 c(1)" : "reg § 43j", "Is the job or offer close to full time?");
    else
        say(w, "may_refuse", act ? "§ 37 c(1)" : "reg § 43j");
}

static void status_ordinary(struct decide *w)
{
    const struct law_facts *f = w->f;
    const char *paragraph = letter(f->permit);
    enum job job = since(w->on, ACT_2025_35) ? job_2026(w) : NO_JOB;
    day end = two_years_end(w);
    if (f->permit == UTL34 && under_ch6a(w)) {
        because(w, TG_14, F_permit);
        paragraph = "§ 8(1), § 9(1)e, § 37 c";
    } else if (f->permit == CH6_F) {
        paragraph = f->ref_permit == UTL34 ? "§ 9(1)f"
                    : f->ref_permit == PERMANENT ? "§ 8(2), § 9(2)" : "§ 8(2), § 9(1)f";
        noting(w, TG_05, F_permit);
    } else if (f->by_agreement == NO) {
        paragraph = f->permit == UTL28 ? "§ 8(2)" : "§ 8(2), § 9(1)g";
    } else if (f->permit == UTL28 && day_known(end) && day_diff(end, w->on) <= 31) {
        paragraph = "§ 8(1) third sentence"; // the two years are what decides
    }
    if (job != NO_JOB)
        because(w, TG_09, F_job_hours_week, F_job_offer_hours_week, F_job_offer);
    if (job == ENDED_JOB)
        because(w, TG_11, F_job_ended);
    if (job == FULL_JOB)
        say(w, "not_covered", "§ 8(4)");
    else if (job == UNSURE_JOB)
        review(w, "§ 8(4)", "How many hours a week is the job that is offered?");
    else
        say(w, "right_and_duty", job == SHORT_JOB ? "§ 8(4)"
                                 : job == ENDED_JOB ? "§ 8(4) second sentence" : paragraph);
}

// Chapter 6A had its own first paragraph until 2025; since then § 8(1) is for all.
static void status_8_1(struct decide *w)
{
    static const struct version for_34[] = {
        { DAY_AT(2021, 1, 1), status_ordinary },
        { DAY_AT(2022, 6, 15), status_34_before_2026 },
        { DAY_AT(2026, 1, 1), status_ordinary },
    };
    if (under_ch6a(w))
        versions(w, for_34, sizeof for_34 / sizeof *for_34);
    else
        status_ordinary(w);
}

// Agreement with the integration authorities is not asked of letters f and g, nor (from
// 2023-08-01) of a § 28 permit that follows a letter f permit.
static bool agreement_missing(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (f->by_agreement != NO)
        return false;
    if (f->permit == CH6_F || f->permit >= UTL53_1B) {
        because(w, TG_05, F_permit, F_by_agreement);
        return false;
    }
    if (f->permit == UTL28 && f->earlier_permit == CH6_F && since(w->on, ACT_2023_24)) {
        because(w, TG_06, F_permit, F_earlier_permit, F_by_agreement);
        return false;
    }
    return true;
}

// After nationality, waiver and permit: age at grant, the two years, agreement.
static void status_by_age(struct decide *w)
{
    const struct law_facts *f = w->f;
    bool aged = day_known(f->birth);
    if (aged && !day_known(f->permit_granted)) {
        need(w, F_permit_granted);
        return;
    }
    int age = aged ? age_on(w, f->birth, f->permit_granted) : par(w, P_intro_age_from);
    int most = par(w, P_intro_age_to);
    noting(w, TG_02, F_birth, F_permit_granted);
    if (age < par(w, P_intro_age_from)) {
        because(w, TG_01, F_birth, F_permit_granted);
        say(w, "not_covered", "§ 8(1)");
        return;
    }
    if (age > most) {
        may_offer(w, "§ 8(3)");
        return;
    }
    if (since(w->on, two_years_end(w))) {
        because(w, TG_04, F_lived_since, F_settled);
        say(w, "not_covered", "§ 8(1) third sentence");
        return;
    }
    because(w, TG_01, F_birth, F_permit_granted, F_permit, F_by_agreement);
    noting(w, TG_04, F_lived_since, F_settled);
    if (agreement_missing(w)) {
        may_offer(w, "§ 8(3)");
        return;
    }
    if (age == most) {
        because(w, TG_03, F_birth, F_permit_granted);
        review(w, "§ 8(1)", "Aged exactly 55 when the permit was granted: is the person inside the "
                            "age span (right and duty) or above it (may be offered)?");
        return;
    }
    status_8_1(w);
}

static bool declined(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (f->declined_programme != YES)
        return false;
    bool work = f->reason == WENT_TO_WORK ||
                (f->reason == WORK_ABROAD && day_cmp(w->on, ACT_2024_53) < 0);
    if (under_ch6a(w) && day_cmp(w->on, ACT_2025_35) < 0 && work) {
        because(w, TG_17, F_declined_programme, F_reason, F_permit);
        return false;
    }
    because(w, TG_12, F_declined_programme);
    say(w, "no_municipal_duty", "§ 3(3)");
    return true;
}

static void status_of_family(struct decide *w)
{
    bool five_years;
    if (w->f->permit == CH6_OTHER) {
        may_offer(w, "§ 8(3)");
        return;
    }
    if (is_family_f(w, &five_years)) {
        because(w, PE_07, F_ref_permit, F_ref_settled, F_family_application);
        if (w->f->ref_permit == PERMANENT)
            because(w, PE_08, F_ref_permit);
        status_by_age(w);
        return;
    }
    because(w, PE_07, F_ref_permit, F_ref_settled, F_family_application);
    if (day_known(w->f->birth) && day_known(w->f->permit_granted) &&
        age_on(w, w->f->birth, w->f->permit_granted) < par(w, P_intro_age_from))
        say(w, "not_covered", "§ 8(3)");
    else
        may_offer(w, "§ 8(3), § 9(1)f");
}

void law_intro_status(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (f->nordic_or_eea == YES) {
        noting(w, TG_10, F_nordic_or_eea);
        say(w, "not_covered", since(w->on, ACT_2025_35) ? "§ 8(5)" : "§ 8(4)");
        return;
    }
    if (!f->permit) {
        need(w, F_permit);
        return;
    }
    if (under_introduction_act(w)) {
        because(w, TR_03, F_permit_granted, F_applied_from, F_arrived);
        review(w, "reg § 72(2)", "The Introduction Act of 2003 applies; decide by that act.");
        return;
    }
    if (declined(w))
        return;
    if (f->ch6a_decision == YES && f->permit != UTL34 && within(w->on, ACT_2025_35, CH6A_ENDS)) {
        because(w, TG_19, F_ch6a_decision, F_earlier_permit, F_permit);
        say(w, "no_new_rights", "reg § 43h");
        return;
    }
    if (f->permit == CH6_F || f->permit == CH6_OTHER) {
        status_of_family(w);
        return;
    }
    if (!on_section_9_list(w)) {
        because(w, TG_01, F_permit);
        say(w, "not_covered", "§ 9(1)");
        return;
    }
    name_permit(w);
    status_by_age(w);
    if (w->a->kind == LAW_WORD && f->declined_programme == YES &&
        str_is(STR("right_only"), w->a->word))
        w->a->paragraph = "§ 37 c(5)";
}

void law_intro_start_deadline(struct decide *w)
{
    const struct law_facts *f = w->f;
    bool asks = f->by_agreement == NO || f->permit == CH6_F ||
                (f->permit >= UTL53_1B && f->permit <= UTL53_3);
    day from = day_known(f->request) && (asks || !day_known(f->settled)) ? f->request : f->settled;
    if (asks && f->by_agreement == NO)
        from = f->request;
    if (!day_known(from)) {
        need(w, asks ? F_request : F_settled);
        return;
    }
    noting(w, ST_01, F_settled, F_request, F_by_agreement);
    because(w, CV_03, F_settled, F_request);
    say_day(w, limit_end(w, from, par(w, P_start_months)), "§ 12(2)");
}
