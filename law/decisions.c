// SPDX-License-Identifier: Apache-2.0
// Decisions and appeals (§§ 46-47, Public Administration Act §§ 29-31, Courts Act §§ 148-149), and the
// days that data have: registration and retention (§§ 41-43, regulation §§ 58-60).
#include "law/rule.h"

void law_individual_decision(struct decide *w)
{
    switch ((enum law_matter)w->f->decision) {
    case MATTER_UNKNOWN:
        need(w, F_decision);
        return;
    case DEDUCTION:
        if (w->f->deduction >= 0) {
            law_deduction_individual_decision(w);
            return;
        }
        need(w, F_deduction);
        return;
    case HOLIDAY_TIMING:
        because(w, AD_03, F_decision);
        say(w, "no", "reg § 69(1)");
        return;
    case PLAN_DETAIL:
        because(w, AD_01, F_decision);
        say(w, "no", "§ 46(2)c");
        return;
    case ALLOCATION:
        because(w, AD_05, F_decision);
        review(w, "§ 46(4)", "The appeal rules do not apply to the allocation of a municipality; the "
                             "sources do not say whether it is an individual decision.");
        return;
    case TEST_RESULT:
        because(w, AD_03, F_decision);
        say(w, "yes", "reg § 69(1)");
        return;
    case AWARD:
    case EXEMPTION:
    case PLAN:
    case STOP:
    case LEAVE:
    case EXTENSION:
    case REPAYMENT:
    case REFUND:
    case OTHERS_AWARD:
    case LARGE_DEDUCTION:
        break;
    }
    static const char *const letter[] = {
        [AWARD] = "§ 46(2)a", [EXEMPTION] = "§ 46(2)b", [PLAN] = "§ 46(2)c", [STOP] = "§ 46(2)d",
        [LEAVE] = "§ 46(2)e", [EXTENSION] = "§ 46(2)f", [LARGE_DEDUCTION] = "§ 46(2)g", [REPAYMENT] = "§ 46(2)h",
        [REFUND] = "§ 46(2)i", [OTHERS_AWARD] = "§ 46(2)a",
    };
    because(w, AD_01, F_decision);
    say(w, "yes", letter[w->f->decision]);
}

void law_appeal_body(struct decide *w)
{
    switch ((enum law_matter)w->f->decision) {
    case ALLOCATION:
        if (!since(w->on, ACT_2021_132))
            break;
        because(w, AD_05, F_decision);
        say(w, "none", "§ 46(4)");
        return;
    case OTHERS_AWARD:
        because(w, AD_04, F_decision);
        say(w, "none", "§ 46(3)");
        return;
    case HOLIDAY_TIMING:
        because(w, AD_03, F_decision);
        say(w, "none", "reg § 69(1)");
        return;
    case MATTER_UNKNOWN:
    case AWARD:
    case EXEMPTION:
    case PLAN:
    case PLAN_DETAIL:
    case STOP:
    case LEAVE:
    case EXTENSION:
    case DEDUCTION:
    case LARGE_DEDUCTION:
    case REPAYMENT:
    case REFUND:
    case TEST_RESULT:
        break;
    }
    because(w, AD_06, F_decision);
    say(w, "statsforvalteren", "§ 47(1)");
}

void law_appeal_deadline(struct decide *w)
{
    const struct law_facts *f = w->f;
    bool test = f->decision == TEST_RESULT;
    if (f->decision == ALLOCATION && since(w->on, ACT_2021_132)) {
        because(w, AD_05, F_decision);
        say(w, "none", "§ 46(4)");
        return;
    }
    if (!day_known(f->notice_received)) {
        need(w, F_notice_received);
        return;
    }
    if (test)
        because(w, TE_06, F_notice_received, F_decision);
    else
        because(w, AD_08, F_notice_received);
    because(w, AD_09, F_notice_received);
    day end = day_add(f->notice_received, 7 * par(w, test ? P_test_complaint_weeks : P_appeal_weeks));
    day last = end;
    while (!law_working_day(last))
        last = day_add(last, 1);
    // Named because people believe that it stops the clock.
    bool idle = law_court_vacation(f->notice_received);
    say_day(w, last, test ? "reg § 42(4)"
                     : !day_eq(last, end) ? "Public Administration Act §§ 29-30; Courts Act § 149"
                     : idle ? "Public Administration Act §§ 29-30" : "Public Administration Act § 29");
}

void law_late_appeal(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (!day_known(f->decision_made)) {
        need(w, F_decision_made);
        return;
    }
    because(w, AD_10, F_decision_made, F_reason);
    if (day_cmp(w->on, limit_end(w, f->decision_made, par(w, P_late_appeal_months))) > 0)
        say(w, "barred", "Public Administration Act § 31(3)");
    else if (!f->reason)
        need(w, F_reason);
    else
        say(w, f->reason == EXCUSABLE || f->reason == SPECIAL ? "possible" : "barred",
            "Public Administration Act § 31(1)");
}

void law_registration_deadline(struct decide *w)
{
    bool guidance = w->f->data == DATA_GUIDANCE;
    if (!day_known(w->f->available)) {
        need(w, F_available);
        return;
    }
    if (guidance)
        because(w, DP_03, F_data, F_available);
    else
        because(w, DP_02, F_data, F_available);
    because(w, CV_03, F_available);
    say_day(w, limit_end(w, w->f->available, par(w, P_registration_months)),
            guidance ? "reg § 59(2)" : "reg § 58(2)");
}

static void keep(struct decide *w, enum law_fact from, day first, enum law_parameter years,
                 const char *paragraph)
{
    if (!day_known(first)) {
        need(w, from);
        return;
    }
    because(w, CV_03, from);
    say_day(w, limit_end(w, first, 12 * par(w, years)), paragraph);
}

void law_retention_until(struct decide *w)
{
    const struct law_facts *f = w->f;
    switch ((enum law_data)f->data) {
    case DATA_UNKNOWN:
        need(w, F_data);
        return;
    case DATA_SETTLEMENT:
        because(w, DP_04, F_data, F_settled);
        keep(w, F_settled, day_known(f->settled) ? f->settled : f->measure_started,
             P_keep_settlement_years, "reg § 60(2)");
        return;
    case DATA_PROGRAMME:
        because(w, DP_05, F_data, F_measure_started);
        keep(w, F_measure_started, day_known(f->measure_started) ? f->measure_started : f->start,
             P_keep_programme_years, "reg § 60(3)");
        return;
    case DATA_TEST:
        because(w, DP_06, F_data, F_date, F_measure_started);
        keep(w, F_date, day_known(f->date) ? f->date : f->measure_started, P_keep_test_years,
             "reg § 60(5)");
        return;
    case DATA_RECEPTION:
        because(w, DP_07, F_data, F_measure_started, F_registered);
        keep(w, F_measure_started, day_known(f->measure_started) ? f->measure_started : f->registered,
             P_keep_reception_years, "reg § 60(6)-(8)");
        return;
    case DATA_COMPETENCE:
    case DATA_GUIDANCE:
        because(w, DP_08, F_data, F_measure_started, F_udi_rejected);
        keep(w, F_measure_started, f->measure_started,
             f->udi_rejected == YES ? P_keep_rejected_years : P_keep_competence_years, "reg § 60(9)");
        return;
    }
}
