// SPDX-License-Identifier: Apache-2.0
// States of (municipality, year, request version). A new version does not undo a decision: its
// places stay available until the municipality decides again.
#include "rooms/settlement/answer.h"

enum answer_kind answer_kind(optint asked, optint decided)
{
    if (!decided.known)
        return ANSWER_NONE;
    if (asked.known && decided.v == asked.v)
        return ANSWER_EQUAL; // asked for none and answered none is no refusal
    if (decided.v == 0)
        return ANSWER_REFUSED;
    return asked.known && decided.v < asked.v ? ANSWER_FEWER : ANSWER_MORE;
}

static int32_t days_over(day due, day today)
{
    if (!day_known(due) || day_cmp(today, due) <= 0)
        return 0;
    return day_diff(today, due);
}

struct answer_status answer_status(const struct answer_facts *f, day today)
{
    struct answer_status s = { .state = NOT_ASKED, .due = DAY_NONE };
    s.valid = f->decided.known ? f->decided : f->earlier;
    s.kind = answer_kind(f->asked, s.valid);
    if (!f->asked.known)
        return s;

    s.due = day_known(f->deferred_to) ? f->deferred_to : f->due_on;
    if (f->decided.known) {
        s.state = DECIDED;
        s.answers_newest = true;
        return s;
    }
    s.days_over = days_over(s.due, today);
    if (day_known(f->deferred_to) && s.days_over == 0)
        s.state = DEFERRED;
    else if (f->earlier.known)
        s.state = SUPERSEDED;
    else
        s.state = s.days_over > 0 ? OVERDUE : ASKED;
    return s;
}

enum answer_fault answer_check(const struct answer_facts *f, const struct answer_given *a,
                               day today)
{
    if (!f->asked.known)
        return ANSWER_NOT_ASKED;
    if (!a->places.known || a->places.v < 0)
        return ANSWER_NO_NUMBER;
    if (a->places.v > 1000 && a->places.v > 10 * f->asked.v)
        return ANSWER_TOO_MANY;
    if (a->minors.known && a->minors.v > a->places.v)
        return ANSWER_MINORS_ABOVE;
    if (!day_known(a->decided_on))
        return ANSWER_NO_DAY;
    if (day_cmp(a->decided_on, today) > 0)
        return ANSWER_DAY_AHEAD;
    if (day_known(f->letter_on) && day_cmp(a->decided_on, f->letter_on) < 0)
        return ANSWER_DAY_BEFORE;
    return ANSWER_FINE;
}

enum defer_fault defer_check(const struct answer_facts *f, int year, day to, day today)
{
    if (!f->asked.known)
        return DEFER_NOT_ASKED;
    if (f->decided.known)
        return DEFER_ANSWERED;
    if (!day_known(to))
        return DEFER_NO_DAY;
    if (day_cmp(to, today) <= 0)
        return DEFER_PAST;
    if (day_cmp(to, day_of(year, 12, 31)) > 0)
        return DEFER_TOO_LATE;
    return DEFER_FINE;
}
