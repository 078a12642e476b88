// SPDX-License-Identifier: Apache-2.0
// The deadlines that run in a person's case: each with its rule, what started it, when it is due, what
// stops it and whose it is. Deadlines that are questions come from their rules; the others are rows.
#include "law/rule.h"

#include <stdlib.h>

#define YOURS "municipality"

static void add(struct arena *a, struct law_duties *all, const struct law *law, int rule,
                enum law_question q, enum law_fact from, day start, day due, const char *what,
                const char *stops, const char *owner)
{
    const struct law_rule *r = law_rule_of(law, rule);
    *ADD(a, &all->list) = (struct law_duty){ q, r->id, r->paragraph, from, start, due, what, stops,
                                             owner, law_confidence_name(r->confidence) };
}

// Deadlines that the vocabulary asks for.
static const struct asked {
    enum law_question question;
    uint16_t rule;
    enum law_fact from[4]; // one of them started it
    const char *what, *stops, *owner;
} asked[] = {
    { Q_intro_start_deadline, ST_01, { F_request, F_settled }, "decide on and start the programme",
      "the programme has started", YOURS },
    { Q_norwegian_offer_deadline, NT_12, { F_registered, F_request }, "offer Norwegian training",
      "training is offered", YOURS },
    { Q_social_deadline, SS_04, { F_training_offer, F_request, F_arrived, F_permit_granted },
      "complete social studies and sit its test", "the test is sat; approved leave moves it", "participant" },
    { Q_norwegian_last_day, NT_15, { F_training_offer, F_start, F_permit_granted, F_birth },
      "last day of Norwegian training",
      "the goal is reached; approved leave moves it", YOURS },
    { Q_programme_last_day, SP_03, { F_start }, "last day of the programme",
      "the goal is reached; extension, absence and leave move it", YOURS },
    { Q_appeal_deadline, AD_08, { F_notice_received }, "last day to appeal", "the appeal is posted",
      "participant" },
    { Q_registration_deadline, DP_02, { F_available }, "register data in the national registers",
      "the data are registered", YOURS },
    { Q_retention_until, DP_05, { F_measure_started, F_settled, F_start }, "delete the data",
      "nothing; what the immigration authorities need is handed over first", "register owner" },
};

// Deadlines that are a number of days, weeks or months from one fact.
static const struct plain {
    uint16_t rule;
    enum law_fact from;
    enum law_parameter length;
    enum { DAYS, WEEKS, MONTHS, YEARS } unit;
    const char *what, *stops, *owner;
} plain[] = {
    { TG_04, F_lived_since, P_municipality_months, MONTHS, "decide on the programme (before this day)",
      "the decision is made", YOURS },
    { AB_10, F_start, P_self_weeks, WEEKS, "self-certification may be used from this day", "nothing",
      "participant" },
    { AD_10, F_decision_made, P_late_appeal_months, MONTHS, "latest day for a late appeal",
      "an appeal is lodged", "participant" },
    { TE_06, F_date, P_test_complaint_weeks, WEEKS, "complain about a test", "the complaint is lodged",
      "participant" },
};

static day later(day from, int n, int unit)
{
    switch (unit) {
    case DAYS:
        return day_add(from, n);
    case WEEKS:
        return day_add(from, 7 * n);
    case MONTHS:
        return day_add_months(from, n);
    }
    return day_add_years(from, n);
}

static void work_hours_begin(struct arena *a, const struct decide *w, struct law_duties *all)
{
    if (w->f->goal != GOAL_WORK || !w->f->edu || !since(w->f->start, ACT_2025_35))
        return;
    bool upper = has_upper(w);
    int months = par(w, upper ? P_work_after_upper : P_work_after_other);
    add(a, all, w->law, upper ? CO_06 : CO_07, Q_work_hours_week, F_start, w->f->start,
        day_add_months(w->f->start, months), "work-directed elements of 15 hours a week after this day",
        "the programme ends", YOURS);
}

static int by_due(const void *x, const void *y)
{
    const struct law_duty *a = x, *b = y;
    return day_cmp(a->due, b->due);
}

// The fact that the deadline hangs on: without it there is another day, or none.
static enum law_fact started_by(const struct decide *w, const struct asked *d,
                                const struct law_answer *is)
{
    for (int k = 0; k < 4; k++) {
        struct law_facts without = *w->f;
        struct law_answer other;
        if (!d->from[k] || !law_fact_known(w->f, d->from[k]))
            continue;
        law_fact_set_day(&without, d->from[k], DAY_NONE);
        law_answer(w->law, d->question, &without, w->on, &other);
        if (!law_answer_same(&other, is))
            return d->from[k];
    }
    return F_NONE;
}

void law_duties(struct arena *a, const struct law *law, const struct law_facts *f, day on,
                struct law_duties *all)
{
    struct decide w = { law, f, on, NULL };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const struct asked *d = &asked[i];
        struct law_answer answer;
        if (d->question == Q_appeal_deadline && f->decision == ALLOCATION)
            continue;
        law_answer(law, d->question, f, on, &answer);
        if (answer.kind != LAW_DAY)
            continue;
        enum law_fact from = started_by(&w, d, &answer);
        if (!from)
            continue;
        add(a, all, law, d->rule, d->question, from, law_fact_day(f, from), answer.day, d->what, d->stops, d->owner);
        all->list.p[all->list.n - 1].paragraph = str_z(answer.paragraph);
        all->list.p[all->list.n - 1].confidence = law_confidence_name(answer.confidence);
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        const struct plain *d = &plain[i];
        day start = law_fact_day(f, d->from);
        if (d->rule == TE_06 && f->data != DATA_TEST)
            continue;
        if (day_known(start))
            add(a, all, law, d->rule, Q_COUNT, d->from, start,
                later(start, par(&w, d->length), (int)d->unit), d->what, d->stops, d->owner);
    }
    work_hours_begin(a, &w, all);
    if (all->list.n)
        qsort(all->list.p, all->list.n, sizeof *all->list.p, by_due);
}
