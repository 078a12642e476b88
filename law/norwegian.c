// SPDX-License-Identifier: Apache-2.0
// Norwegian and social studies: who (§§ 26-28, 37 d), who provides and what it costs (§ 30), tests
// (§ 37), exemption (§ 29), goals (regulation §§ 26-28).
#include "law/rule.h"

enum group { UNDECIDED, RIGHT_AND_DUTY, RIGHT_ONLY, DUTY_ONLY, MAY_OFFER, NOT_COVERED };

bool sec28_permit(const struct decide *w)
{
    return w->f->permit == UTL23 || w->f->permit == UTL25 || w->f->permit == CH6_WORK;
}

static enum group by_permit(struct decide *w, const char **paragraph)
{
    const struct law_facts *f = w->f;
    if (f->permit == UK_19_33) {
        because(w, NT_29, F_permit);
        *paragraph = "UK separation reg § 1";
        return NOT_COVERED;
    }
    if (under_ch6a(w)) {
        because(w, NT_23, F_permit);
        if (f->by_agreement == NO) {
            because(w, NT_06, F_by_agreement);
            *paragraph = "§ 26(2)";
            return MAY_OFFER;
        }
        *paragraph = "§ 37 d(1)";
        return RIGHT_ONLY;
    }
    if (sec28_permit(w) && f->basis_for_permanent != NO) {
        because(w, NT_02, F_permit, F_basis_for_permanent, F_birth, F_permit_granted);
        *paragraph = "§ 26(3), § 28";
        return DUTY_ONLY;
    }
    bool other = f->permit == CH6_OTHER || f->permit == PERM_BASIS || f->permit == PERMANENT;
    if (on_section_9_list(w) || (other && f->basis_for_permanent != NO)) {
        because(w, NT_01, F_permit, F_birth, F_permit_granted);
        if (f->permit == UTL38_5)
            noting(w, NT_05, F_permit);
        *paragraph = "§ 26(1)";
        return RIGHT_AND_DUTY;
    }
    because(w, NT_09, F_permit, F_basis_for_permanent);
    *paragraph = "§ 26(7)";
    return MAY_OFFER;
}

// The group a person belongs to. UNDECIDED: the answer has been said (a need, or for a human).
static enum group group(struct decide *w, const char **paragraph)
{
    const struct law_facts *f = w->f;
    if (f->nordic_or_eea == YES) {
        noting(w, TG_10, F_nordic_or_eea);
        *paragraph = "§ 26(1)";
        return NOT_COVERED;
    }
    if (!f->permit) {
        need(w, F_permit);
        return UNDECIDED;
    }
    if (under_introduction_act(w)) {
        because(w, TR_03, F_permit_granted, F_applied_from, F_arrived);
        review(w, "reg § 72(2)", "The Introduction Act of 2003 applies; decide by that act.");
        return UNDECIDED;
    }
    if (f->ch6a_decision == YES && f->permit != UTL34 && within(w->on, ACT_2025_35, CH6A_ENDS)) {
        because(w, TG_19, F_ch6a_decision, F_permit);
        review(w, "reg § 43h", "A chapter 6A decision came before this permit: no new rights or duties, but "
                               "what remains of the training may be completed. What remains?");
        return UNDECIDED;
    }
    enum group g = by_permit(w, paragraph);
    if (g == NOT_COVERED || g == MAY_OFFER || !day_known(f->birth))
        return g;
    int most = par(w, P_training_age_to);
    if (age_on(w, f->birth, w->on) >= most) {
        because(w, NT_03, F_birth);
        *paragraph = "§ 26(5)";
        return NOT_COVERED;
    }
    if (day_known(f->permit_granted) &&
        age_on(w, f->birth, f->permit_granted) < par(w, P_training_age_from)) {
        because(w, NT_03, F_birth, F_permit_granted);
        *paragraph = "§ 26(5)";
        return NOT_COVERED;
    }
    return g;
}

void law_norwegian_status(struct decide *w)
{
    static const char *const word[] = { "", "right_and_duty", "right_only", "duty_only", "may_offer",
                                        "not_covered" };
    const char *paragraph = "";
    if (day_known(w->f->birth) && !day_known(w->f->permit_granted) && w->f->permit) {
        need(w, F_permit_granted);
        return;
    }
    enum group g = group(w, &paragraph);
    if (g != UNDECIDED)
        say(w, word[g], paragraph);
}

void law_may_charge(struct decide *w)
{
    const char *paragraph = "";
    enum group g = group(w, &paragraph);
    if (g == UNDECIDED)
        return;
    because(w, NT_13, F_permit);
    say(w, g == RIGHT_AND_DUTY || g == RIGHT_ONLY ? "no" : "yes", "§ 30(4)");
}

void law_test_duty(struct decide *w)
{
    const char *paragraph = "";
    enum group g = group(w, &paragraph);
    if (g == UNDECIDED)
        return;
    if (g == RIGHT_ONLY)
        because(w, NT_28, F_permit);
    else
        because(w, TE_01, F_permit);
    say(w, g == RIGHT_AND_DUTY ? "yes" : "no", g == RIGHT_ONLY ? "§ 37 d(2)" : "§ 37(1)");
}

void law_free_test(struct decide *w)
{
    const char *paragraph = "";
    enum group g = group(w, &paragraph);
    if (g == UNDECIDED)
        return;
    if (g == RIGHT_ONLY)
        because(w, NT_28, F_permit);
    else if (g == RIGHT_AND_DUTY)
        because(w, TE_03, F_permit);
    else
        because(w, TE_04, F_permit);
    say(w, g == RIGHT_ONLY || g == RIGHT_AND_DUTY ? "yes" : "no",
        g == RIGHT_ONLY ? "§ 37 d(2)" : g == RIGHT_AND_DUTY ? "reg § 38(4)" : "reg § 38");
}

// County: § 26(1) persons in full-time upper secondary; from 2023-08-01 also combined offers.
static bool by_county(struct decide *w)
{
    const struct law_facts *f = w->f;
    bool combined = f->track == TRACK_COMBINED && since(w->on, ACT_2023_24);
    if (f->provider)
        return f->provider == COUNTY;
    return (f->full_time_upper_secondary == YES || combined) && !sec28_permit(w);
}

void law_provider(struct decide *w)
{
    if (by_county(w)) {
        noting(w, NT_11, F_full_time_upper_secondary, F_track, F_permit);
        say(w, "county", "§ 30(2)");
    } else {
        because(w, NT_10, F_permit, F_full_time_upper_secondary);
        say(w, "municipality", "§ 30(1)");
    }
}

static void extended_none(struct decide *w)
{
    because(w, NT_24, F_permit);
    say_number(w, 0, "§ 37 d(2)");
}

static void extended_2023(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (!f->edu) {
        need(w, F_edu);
        return;
    }
    bool upper = has_upper(w);
    if (upper)
        because(w, NT_25, F_permit, F_edu, F_needs_more);
    else
        because(w, NT_26, F_permit, F_edu, F_needs_more);
    say_number(w, f->needs_more == NO ? 0 : par(w, upper ? P_extended_upper_34 : P_extended_other_34) * 100,
               "reg § 43g");
}

static void extended_2026(struct decide *w)
{
    because(w, NT_27, F_permit);
    say_number(w, par(w, P_extended_other_34) * 100, "reg § 43g repealed");
}

void law_extended_norwegian_months_max(struct decide *w)
{
    static const struct version all[] = {
        { DAY_AT(2021, 1, 1), extended_none },
        { DAY_AT(2023, 7, 1), extended_2023 },
        { DAY_AT(2026, 7, 1), extended_2026 },
    };
    if (!w->f->permit)
        need(w, F_permit);
    else if (!under_ch6a(w))
        say_number(w, 0, "reg § 43g");
    else
        versions(w, all, sizeof all / sizeof *all);
}

void law_norwegian_goal(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (f->track == TRACK_UPPER_SECONDARY || (f->full_time_upper_secondary == YES && !f->track)) {
        because(w, LG_05, F_track);
        say(w, "2", "reg § 28(5)");
        return;
    }
    if (f->track == TRACK_FOV && since(w->on, ACT_2025_35)) {
        because(w, LG_06, F_track);
        say(w, "2 or A2/A2/A2/B1", "reg § 28(6)");
        return;
    }
    switch ((enum law_edu)f->edu) {
    case EDU_UNKNOWN:
        need(w, F_edu);
        return;
    case EDU_NONE:
        because(w, LG_01, F_edu);
        say(w, "A2/A2/A2/B1", "reg § 28(1)");
        return;
    case EDU_LOWER:
        break;
    case EDU_UPPER:
    case EDU_UA_UPPER:
        if (!has_upper(w))
            break;
        if (f->needs_b2 == YES) {
            because(w, LG_04, F_edu, F_needs_b2);
            say(w, "B2/B2/B2/B2", "reg § 28(4)");
        } else {
            noting(w, LG_03, F_edu, F_needs_b2);
            say(w, "B1/B1/B1/B2", "reg § 28(3)");
        }
        return;
    }
    because(w, LG_02, F_edu);
    say(w, "B1/B1/B1/B1", "reg § 28(2)");
}

void law_exemption_norwegian(struct decide *w)
{
    static const enum law_fact skills[] = { F_test_listening, F_test_reading, F_test_writing,
                                            F_test_oral };
    const struct law_facts *f = w->f;
    const uint8_t level[] = { f->test_listening, f->test_reading, f->test_writing, f->test_oral };
    bool enough = true;
    for (int i = 0; i < 4; i++)
        if (level[i] && level[i] < B1)
            enough = false;
    because(w, EX_01, F_test_listening, F_test_reading, F_test_writing, F_test_oral);
    for (int i = 0; i < 4 && enough; i++)
        if (!level[i]) {
            need(w, skills[i]);
            return;
        }
    say(w, enough ? "granted" : "refused", "reg § 23 a");
}
