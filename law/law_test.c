// SPDX-License-Identifier: Apache-2.0
// The table of cases: each question has the answer and the paragraph that lawyers agreed on.
#include "base/csv.h"
#include "base/embed.h"
#include "law/law.h"
#include "test/test.h"

struct table {
    struct arena *a;
    const struct law *law;
    const char *file;
    int cases, wrong;
};

// case_id,decision_date,facts,question,expected,paragraph,...
static err on_case(void *arg, const struct csv_row *row)
{
    struct table *t = arg;
    const str *c = row->cell;
    struct law_facts f;
    struct law_fault fault;
    struct law_answer got;
    enum law_question q;
    day on;
    if (row->line == 1)
        return OK;
    CHECK_AT(row->n >= 6, "%s, line %d", t->file, (int)row->line);
    CHECK_AT(day_parse(c[1], &on), "%.*s", S(c[0]));
    CHECK_AT(law_question_of(c[3], &q), "%.*s: %.*s", S(c[0]), S(c[3]));
    t->cases++;
    str text = STR("error"), note = STR("");
    const char *paragraph = "";
    if (law_facts_read(c[2], &f, &fault) == OK) {
        law_answer(t->law, q, &f, on, &got);
        text = law_answer_text(t->a, &got);
        paragraph = got.paragraph;
        note = str_z(got.note);
    } else {
        note = str_z(fault.text);
    }
    if (!str_eq(text, c[4]) || (c[5].n && !str_is(c[5], paragraph))) {
        print_error("%.*s %.*s: %.*s [%s], not %.*s [%.*s] %.*s\n", S(c[0]), S(c[3]), S(text), paragraph,
                    S(c[4]), S(c[5]), S(note));
        t->wrong++;
    }
    return OK;
}

static const struct law *the_law(struct arena *a)
{
    const struct law *law = NULL;
    str fault;
    err e = law_embedded(a, &law, &fault);
    CHECK_AT(e == OK, "%.*s", S(fault));
    return law;
}

static void run_table(struct arena *a, const char *file, int least)
{
    struct table t = { a, the_law(a), file, 0, 0 };
    str text;
    CHECK(embed_get(file, &text));
    CHECK(csv_read(a, text, ',', on_case, &t) == OK);
    CHECK(t.cases >= least);
    CHECK_INT(t.wrong, 0);
}

TEST(every_worked_case_has_its_answer_and_paragraph)
{
    run_table(a, "law/law-cases.csv", 132);
}

TEST(each_rule_version_holds_on_both_sides_of_its_limits)
{
    run_table(a, "law/law-own-cases.csv", 200);
}
