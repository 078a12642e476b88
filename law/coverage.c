// SPDX-License-Identifier: Apache-2.0
// Runs the built-in cases, notes which rules each answer rested on, and writes the law map from it.
#include "law/coverage.h"

#include "base/csv.h"
#include "base/embed.h"
#include "law/rule.h"

struct run {
    struct arena *a;
    const struct law *law;
    struct law_covered *covered;
    int cases;
    str *fault;
};

static err on_case(void *arg, const struct csv_row *row)
{
    struct run *r = arg;
    const str *c = row->cell;
    struct law_facts f;
    struct law_fault wrong;
    struct law_answer a;
    enum law_question q;
    day on;
    if (row->line == 1)
        return OK;
    if (row->n < 6 || !day_parse(c[1], &on) || !law_question_of(c[3], &q)) {
        *r->fault = strf(r->a, "line %lld is no case", (long long)row->line);
        return E_INPUT;
    }
    if (law_facts_read(c[2], &f, &wrong) != OK) {
        *r->fault = strf(r->a, "%.*s: %s", S(c[0]), wrong.text);
        return E_INPUT;
    }
    law_answer(r->law, q, &f, on, &a);
    str got = law_answer_text(r->a, &a);
    if (!str_eq(got, c[4])) {
        *r->fault = strf(r->a, "%.*s: %.*s, expected %.*s %s", S(c[0]), S(got), S(c[4]), a.note);
        return E_INPUT;
    }
    r->cases++;
    for (int i = 0; i < a.n; i++) {
        struct law_covered *at = &r->covered[r->law->row_of[a.reason[i].rule]];
        at->questions |= UINT64_C(1) << q;
        *ADD(r->a, &at->cases) = str_dup(r->a, c[0]);
    }
    return OK;
}

err law_coverage(struct arena *a, const struct law *law, struct law_covered **covered, int *cases,
                 str *fault)
{
    static const char *const files[] = { "law/law-cases.csv", "law/law-own-cases.csv" };
    struct run r = { a, law, mem_array(a, law->rules, sizeof(struct law_covered)), 0, fault };
    for (int i = 0; i < RULE_COUNT; i++)
        r.covered[law->row_of[i]].applied = true;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        str text;
        if (!embed_get(files[i], &text)) {
            *fault = strf(a, "%s is not in the program", files[i]);
            return E_NOTFOUND;
        }
        PASS(csv_read(a, text, ',', on_case, &r));
    }
    *covered = r.covered;
    *cases = r.cases;
    return OK;
}

static bool in_force(const struct law_rule *r, day on)
{
    return day_known(r->from) && day_cmp(r->from, on) <= 0 &&
           (!day_known(r->to) || day_cmp(on, r->to) <= 0);
}

void law_rules_csv(struct arena *a, const struct law *law, day on, str paragraph, struct out *o)
{
    OUT(o, "rule_id,paragraph,topic,valid_from,valid_to,condition,result,value,unit,source_url,confidence\n");
    for (size_t i = 0; i < law->rules; i++) {
        const struct law_rule *r = &law->rule[i];
        if ((day_known(on) && !in_force(r, on)) ||
            (paragraph.n && str_find(r->paragraph, paragraph) == (size_t)-1))
            continue;
        const str cells[] = { r->id, r->paragraph, r->topic,
                              day_known(r->from) ? day_iso(a, r->from) : STR("not_in_force"),
                              day_known(r->to) ? day_iso(a, r->to) : STR(""), r->condition, r->result,
                              r->value, r->unit, r->source, str_z(law_confidence_name(r->confidence)) };
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
            if (k)
                out_char(o, ',');
            out_csv(o, cells[k], ',');
        }
        out_char(o, '\n');
    }
}

static void questions(struct out *o, uint64_t set)
{
    bool any = false;
    for (int q = 0; q < Q_COUNT; q++)
        if (set >> q & 1) {
            out_f(o, "%s`law_%s` (%s)", any ? ", " : "", law_question_name((enum law_question)q),
                  law_question_file((enum law_question)q) + 4);
            any = true;
        }
}

static void cases(struct out *o, const struct law_covered *c)
{
    enum { SHOWN = 6 };
    for (size_t i = 0; i < c->cases.n && i < SHOWN; i++)
        out_f(o, "%s%.*s", i ? " " : "", S(c->cases.p[i]));
    if (c->cases.n > SHOWN)
        out_f(o, " and %zu more", c->cases.n - SHOWN);
}

void law_map(struct arena *a, const struct law *law, const struct law_covered *covered, struct out *o)
{
    size_t reached = 0, applied = 0;
    for (size_t i = 0; i < law->rules; i++) {
        applied += covered[i].applied;
        reached += covered[i].cases.n > 0;
    }
    OUT(o, "# The law map\n\nWritten by `make law-map`; what the sources leave open stands in "
           "[law-doubts.md](law-doubts.md).\n\n");
    out_f(o, "## Paragraphs, versions, functions, cases\n\n%zu rule versions; %zu are applied by functions, %zu of them reached by the "
             "tables of cases.\n\n", law->rules, applied, reached);
    OUT(o, "| Rule | Paragraph | From | To | Confidence | Functions | Cases |\n"
           "| --- | --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < law->rules; i++) {
        const struct law_rule *r = &law->rule[i];
        if (!covered[i].applied)
            continue;
        out_f(o, "| %.*s | %.*s | %.*s | %.*s | %s | ", S(r->id), S(r->paragraph), S(day_iso(a, r->from)),
              S(day_known(r->to) ? day_iso(a, r->to) : STR("")), law_confidence_name(r->confidence));
        questions(o, covered[i].questions);
        OUT(o, " | ");
        cases(o, &covered[i]);
        OUT(o, " |\n");
    }
    OUT(o, "\n## Not decided by a function\n\nDuties of form, powers, definitions and rules of other acts; "
           "they are shown by `law rules` and are not asked for by a question.\n\n"
           "| Rule | Paragraph | From | What it says |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < law->rules; i++) {
        const struct law_rule *r = &law->rule[i];
        if (!covered[i].applied)
            out_f(o, "| %.*s | %.*s | %.*s | %.*s |\n", S(r->id), S(r->paragraph),
                  S(day_known(r->from) ? day_iso(a, r->from) : STR("not in force")), S(r->result));
    }
}
