// SPDX-License-Identifier: Apache-2.0
// Competence mapping (§§ 6, 10, 37 b), career guidance (§ 11), contract (§ 16).
#include "law/rule.h"

void law_mapping(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (f->residence == RECEPTION && f->in_programme != YES && f->mapped_in_reception != YES) {
        if (under_ch6a(w))
            because(w, RE_17, F_permit, F_residence);
        else if (f->permit == UTL35_3)
            because(w, RE_16, F_permit, F_residence);
        else
            because(w, RE_15, F_permit, F_residence);
        say(w, under_ch6a(w) ? "not_required" : "right_and_duty",
            under_ch6a(w) ? "§ 37 b(1)" : f->permit == UTL35_3 ? "§ 6(2)" : "§ 6(1)");
        return;
    }
    if (under_ch6a(w)) {
        static const day duty_after = DAY_AT(2023, 6, 2);
        if (f->in_programme == YES && !day_known(f->start)) {
            need(w, F_start);
            return;
        }
        if (day_cmp(w->on, duty_after) < 0)
            because(w, CM_05, F_permit);
        else
            because(w, CM_06, F_permit, F_in_programme, F_start);
        if (f->in_programme == YES && since(w->on, duty_after) && day_cmp(f->start, duty_after) > 0)
            say(w, "right_and_duty", "§ 37 b(2)");
        else
            say(w, "right_only", f->in_programme == YES && since(w->on, duty_after)
                                     ? "§ 37 b(2); transitional rule" : "§ 37 b(2)");
        return;
    }
    if (f->mapped_in_reception == YES)
        because(w, CM_02, F_mapped_in_reception);
    else
        because(w, CM_01, F_in_target);
    say(w, f->mapped_in_reception == YES || f->in_target == NO ? "not_required" : "right_and_duty",
        "§ 10(1)");
}

void law_career_guidance(struct decide *w)
{
    if (under_ch6a(w)) {
        because(w, CG_03, F_permit);
        say(w, "right_only", "§ 37 b(3)");
    } else {
        because(w, CG_01, F_in_target);
        say(w, w->f->in_target == NO ? "not_required" : "right_and_duty", "§ 11(1)");
    }
}

void law_contract(struct decide *w)
{
    if (under_ch6a(w) && day_cmp(w->on, ACT_2025_35) < 0) {
        because(w, PL_08, F_permit);
        say(w, "not_required", "§ 37 c(6)");
        return;
    }
    because(w, PL_06, F_in_programme);
    say(w, w->f->in_programme == NO ? "not_required" : "required", "§ 16");
}
