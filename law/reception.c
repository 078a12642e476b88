// SPDX-License-Identifier: Apache-2.0
// Training of asylum seekers in reception centres: § 5, § 37 a, regulation §§ 1-2 and 73(1).
#include "law/rule.h"

void law_reception_training(struct decide *w)
{
    const struct law_facts *f = w->f;
    if (f->collective_protection_target == YES && within(w->on, CH6A, CH6A_ENDS)) {
        because(w, RE_06, F_collective_protection_target);
        say(w, "no_duty", "§ 37 a");
    } else if (f->track == TRACK_FAST) {
        because(w, RE_02, F_track);
        say(w, "no_duty", "§ 5(1)a");
    } else if (f->merits_refused == YES) {
        because(w, RE_03, F_merits_refused);
        say(w, "no_duty", "§ 5(1)b");
    } else if (f->residence == ARRIVAL_CENTRE || f->residence == TRANSIT_CENTRE) {
        because(w, RE_04, F_residence);
        say(w, "no_duty", "§ 5(1)c");
    } else if (f->udi_rejected == YES) {
        because(w, RE_05, F_udi_rejected);
        say(w, "no_duty", "§ 5(1)d");
    } else {
        bool young = day_known(f->birth) && age_on(w, f->birth, w->on) < par(w, P_reception_age);
        bool apart = f->residence == OUTSIDE_CENTRE || f->status == STATUS_OTHER;
        because(w, RE_01, F_birth, F_status, F_residence);
        say(w, young || apart ? "no_duty" : "duty", "§ 5(1)");
    }
}

// The hours follow the duty: without one they are 0, for the same reason.
static bool has_duty(struct decide *w)
{
    law_reception_training(w);
    if (w->a->kind != LAW_WORD || str_is(STR("duty"), w->a->word))
        return w->a->kind == LAW_WORD;
    say_number(w, 0, w->a->paragraph);
    return false;
}

void law_reception_norwegian_hours(struct decide *w)
{
    if (!has_duty(w))
        return;
    because(w, RE_07, F_residence);
    say_number(w, par(w, P_reception_norwegian_hours) * 100, "reg § 1(1)");
}

static void social_2021(struct decide *w)
{
    because(w, RE_08, F_residence);
    say_number(w, par(w, P_reception_social_hours) * 100, "reg § 2 (2021 wording)");
}

static void social_2022(struct decide *w)
{
    const struct law_facts *f = w->f;
    bool late = since(f->registered, ACT_2021_132) || since(f->arrived, ACT_2021_132) ||
                since(f->date, ACT_2021_132);
    if (f->social_hours_done_in_reception >= par(w, P_culture_hours_enough) * 100 && !late) {
        because(w, RE_11, F_social_hours_done_in_reception, F_registered);
        say_number(w, 0, "reg § 73(1)");
        return;
    }
    because(w, RE_09, F_residence);
    say_number(w, par(w, P_reception_social_hours) * 100, "reg § 2(1)");
}

void law_reception_social_hours(struct decide *w)
{
    static const struct version all[] = {
        { DAY_AT(2021, 1, 1), social_2021 },
        { DAY_AT(2022, 1, 1), social_2022 },
    };
    if (has_duty(w))
        versions(w, all, sizeof all / sizeof *all);
}
