// SPDX-License-Identifier: Apache-2.0
// Which answers change between two days of decision, when, and by which amendment. The days to look at
// are known: commencements, and else the passing of time, found by halving.
#include "law/rule.h"

static void ask(const struct law *law, enum law_question q, const struct law_facts *f, day on,
                struct law_answer *a)
{
    struct law_fault ignored;
    law_answer(law, q, f, on, a);
    if (law_facts_on(f, on, &ignored) != OK)
        fault(&(struct decide){ law, f, on, a }, "birth: is after the day");
}

// The first day in (from, to] with another answer than on `from`, when the answer on `to` differs.
static day first_change(const struct law *law, enum law_question q, const struct law_facts *f, day from,
                        day to, const struct law_answer *was)
{
    int32_t near = 0, far = day_diff(to, from);
    while (far - near > 1) {
        int32_t mid = near + (far - near) / 2;
        struct law_answer a;
        ask(law, q, f, day_add(from, mid), &a);
        if (law_answer_same(&a, was))
            near = mid;
        else
            far = mid;
    }
    return day_add(from, far);
}

static void change(struct arena *a, struct law_changes *all, enum law_question q,
                   const struct law_answer *before, const struct law_answer *after, day since_day,
                   const struct law_amendment *amendment)
{
    *ADD(a, &all->list) = (struct law_change){ q, *before, *after, since_day, amendment };
}

static bool new_basic(const struct law *law, day d)
{
    for (size_t i = 0; i < law->basics; i++)
        if (day_eq(law->basic[i].from, d))
            return true;
    return false;
}

// Walks from commencement to commencement, so that an answer that changes and changes back is told.
static void one_question(struct arena *a, const struct law *law, enum law_question q,
                         const struct law_facts *f, day from, day to, struct law_changes *all)
{
    struct law_answer was, now;
    day at = from;
    ask(law, q, f, from, &was);
    for (size_t i = 0; i <= law->amendments; i++) {
        bool last = i == law->amendments;
        day next = last ? to : day_add(law->amendment[i].from, -1);
        if (!last && (day_cmp(law->amendment[i].from, from) <= 0 ||
                      day_cmp(law->amendment[i].from, to) > 0))
            continue;
        ask(law, q, f, next, &now);
        while (!law_answer_same(&was, &now)) { // time alone, before the next commencement
            day d = first_change(law, q, f, at, next, &was);
            struct law_answer then;
            ask(law, q, f, d, &then);
            change(a, all, q, &was, &then, d, NULL);
            all->list.p[all->list.n - 1].basic = new_basic(law, d) && then.kind == LAW_MONEY;
            was = then;
            at = d;
        }
        at = next;
        if (last)
            return;
        ask(law, q, f, law->amendment[i].from, &now);
        if (!law_answer_same(&was, &now))
            change(a, all, q, &was, &now, law->amendment[i].from, &law->amendment[i]);
        was = now;
        at = law->amendment[i].from;
    }
}

void law_diff(struct arena *a, const struct law *law, const struct law_facts *f, day from, day to,
              struct law_changes *all)
{
    for (int q = 0; q < Q_COUNT; q++)
        one_question(a, law, (enum law_question)q, f, from, to, all);
}
