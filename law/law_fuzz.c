// SPDX-License-Identifier: Apache-2.0
// Any bytes as facts: they are refused by name, or read, written and read again as the same, and then
// every question has an answer on every kind of day.
#include "law/law.h"
#include "law/rule.h"
#include "test/fuzz.h"

static void answers(struct arena *a, const struct law *law, const struct law_facts *f)
{
    static const day days[] = { DAY_AT(2020, 12, 31), DAY_AT(2021, 1, 1), DAY_AT(2023, 8, 1),
                                DAY_AT(2024, 2, 29), DAY_AT(2026, 1, 1), DAY_AT(2029, 1, 1) };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        for (int q = 0; q < Q_COUNT; q++) {
            struct law_answer one, two;
            law_answer(law, (enum law_question)q, f, days[i], &one);
            law_answer(law, (enum law_question)q, f, days[i], &two);
            HOLDS(law_answer_same(&one, &two));
            HOLDS(one.kind != LAW_WORD || one.word[0]);
            HOLDS(one.kind == LAW_FAULT || one.kind == LAW_NEEDS || one.paragraph[0]);
            HOLDS(one.kind != LAW_MONEY || one.hundredths >= 0);
            HOLDS(law_answer_text(a, &one).n > 0);
        }
}

FUZZ(law)
{
    struct law_facts f, again;
    struct law_fault fault = { "" };
    const struct law *law;
    str what;
    if (law_facts_read(in, &f, &fault) != OK) {
        HOLDS(fault.text[0]);
        return;
    }
    HOLDS(law_embedded(a, &law, &what) == OK);
    str text = law_facts_text(a, &f);
    if (text.n <= LAW_TEXT_MAX) {
        HOLDS(law_facts_read(text, &again, &fault) == OK);
        HOLDS(str_eq(law_facts_text(a, &again), text));
    }
    answers(a, law, &f);
}
