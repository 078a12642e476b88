// SPDX-License-Identifier: Apache-2.0
// law answer: a file of cases in, a file of answers out, row by row in constant memory.
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "app/law_cmd.h"
#include "base/csv.h"
#include "base/out.h"
#include "base/utf8.h"

enum { ROW_MAX = 1 << 16, PIECE = 1 << 16, FLUSH = 1 << 15 };

const struct law *law_ready(struct arena *a, const char *command)
{
    const struct law *law = NULL;
    str fault;
    if (law_embedded(a, &law, &fault) != OK) {
        fprintf(stderr, "%s: %.*s\n", command, S(fault));
        return NULL;
    }
    return law;
}

int law_lang_of(const char *word, enum law_lang *lang)
{
    static const char *const words[] = { "nb", "nn", "en" };
    *lang = LAW_NB;
    if (!word)
        return EXIT_FINE;
    for (int i = 0; i < LAW_LANGS; i++)
        if (strcmp(word, words[i]) == 0) {
            *lang = (enum law_lang)i;
            return EXIT_FINE;
        }
    fprintf(stderr, "--lang: nb, nn or en\n");
    return EXIT_BAD_USE;
}

enum column { CASE_ID, DECISION_DATE, FACTS, QUESTION, COLUMNS };
static const char *const column_names[] = { "case_id", "decision_date", "facts", "question" };

struct answering {
    const struct law *law;
    struct arena *row; // emptied for each row
    struct out out;
    int at[COLUMNS]; // column of each; -1 until the heading is read
    bool heading, explain, errors, failed;
    enum law_lang lang;
    const char *problem; // with the heading
};

static void flush(struct answering *w)
{
    if (w->out.n && fwrite(w->out.p, 1, w->out.n, stdout) != w->out.n)
        w->failed = true;
    out_clear(&w->out);
}

static err heading(struct answering *w, const struct csv_row *row)
{
    for (int c = 0; c < COLUMNS; c++) {
        w->at[c] = -1;
        for (size_t i = 0; i < row->n; i++) {
            str name = str_trim(row->cell[i]);
            if (str_starts(name, STR("\xEF\xBB\xBF")))
                name = str_part(name, 3, name.n);
            if (str_is(name, column_names[c]))
                w->at[c] = (int)i;
        }
        if (w->at[c] < 0) {
            w->problem = column_names[c];
            return E_INPUT;
        }
    }
    w->heading = true;
    out_put(&w->out, STR("case_id,answer,paragraph,confidence,note"));
    if (w->explain)
        OUT(&w->out, ",reasons");
    out_char(&w->out, '\n');
    return OK;
}

static void write_row(struct answering *w, str id, str answer, str paragraph, str confidence, str note)
{
    const str cells[] = { id, answer, paragraph, confidence, note };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        if (i)
            out_char(&w->out, ',');
        out_csv(&w->out, cells[i], ',');
    }
}

static void write_reasons(struct answering *w, enum law_question q, const struct law_facts *f, day on,
                          const struct law_answer *a)
{
    struct law_explained e = { 0 };
    struct out all = { 0 };
    law_explain(w->row, w->law, q, f, on, a, w->lang, &e);
    for (size_t i = 0; i < e.lines.n; i++) {
        if (i)
            OUT(&all, " | ");
        out_put(&all, e.lines.p[i].text);
    }
    out_char(&w->out, ',');
    out_csv(&w->out, out_str(&all), ',');
    out_drop(&all);
}

// One case. What cannot be read is an error row with the reason; the file goes on.
static void answer_row(struct answering *w, const struct csv_row *row)
{
    str cell[COLUMNS];
    for (int c = 0; c < COLUMNS; c++)
        cell[c] = (size_t)w->at[c] < row->n ? str_trim(row->cell[w->at[c]]) : STR("");
    struct law_facts f;
    struct law_fault fault;
    struct law_answer a;
    enum law_question q = Q_COUNT;
    day on = DAY_NONE;
    str problem = STR("");
    if (row->n <= (size_t)w->at[FACTS] || row->n <= (size_t)w->at[QUESTION])
        problem = STR("the row has too few columns");
    else if (!utf8_ok(cell[FACTS]) || !utf8_ok(cell[CASE_ID]) || !utf8_ok(cell[QUESTION]))
        problem = STR("the row is not UTF-8");
    else if (!day_parse(cell[DECISION_DATE], &on))
        problem = STR("decision_date: is not a day YYYY-MM-DD");
    else if (!law_question_of(cell[QUESTION], &q))
        problem = strf(w->row, "question: \"%.*s\" is not known", S(str_part(cell[QUESTION], 0, 60)));
    else if (law_facts_read(cell[FACTS], &f, &fault) != OK)
        problem = strf(w->row, "%s", fault.text);
    else if (law_facts_on(&f, on, &fault) != OK)
        problem = strf(w->row, "%s", fault.text);
    if (!problem.n) {
        law_answer(w->law, q, &f, on, &a);
        if (a.kind == LAW_NEEDS)
            problem = strf(w->row, "needs: %s", a.note);
        else if (a.kind == LAW_FAULT)
            problem = str_z(a.note);
    }
    if (problem.n) {
        w->errors = true;
        write_row(w, utf8_ok(cell[CASE_ID]) ? cell[CASE_ID] : STR(""), STR("error"), STR(""), STR(""),
                  utf8_ok(problem) ? problem : STR("the row is not UTF-8"));
        if (w->explain)
            out_char(&w->out, ',');
    } else {
        write_row(w, cell[CASE_ID], law_answer_text(w->row, &a), str_z(a.paragraph),
                  str_z(law_confidence_name(a.confidence)), str_z(a.note));
        if (w->explain)
            write_reasons(w, q, &f, on, &a);
    }
    out_char(&w->out, '\n');
}

static err on_row(void *arg, const struct csv_row *row)
{
    struct answering *w = arg;
    if (!w->heading)
        return heading(w, row);
    answer_row(w, row);
    arena_reset(w->row);
    if (w->out.n > FLUSH)
        flush(w);
    return w->failed ? E_IO : OK;
}

static int read_file(struct answering *w, struct arena *a, FILE *in, const char *path)
{
    struct csv_in *csv = csv_in_make(a, ',', ROW_MAX, on_row, w);
    char *piece = mem_array(a, PIECE, 1);
    err e = OK;
    size_t n;
    bool first = true;
    while (e == OK && (n = fread(piece, 1, PIECE, in)) > 0) {
        bool mark = first && n >= 3 && memcmp(piece, "\xEF\xBB\xBF", 3) == 0;
        e = csv_in_feed(csv, (str){ piece + (mark ? 3 : 0), n - (mark ? 3 : 0) });
        first = false;
    }
    if (e == OK && ferror(in))
        e = E_IO;
    if (e == OK)
        e = csv_in_end(csv);
    flush(w);
    if (e == OK && w->heading && !w->failed && fflush(stdout) == 0)
        return w->errors ? EXIT_BAD_DATA : EXIT_FINE;
    if (e == OK && !w->heading)
        w->problem = "case_id";
    if (w->problem)
        fprintf(stderr, "law answer: %s: the heading has no column %s\n", path, w->problem);
    else
        fprintf(stderr, "law answer: %s, line %lld: %s\n", path, (long long)csv_in_line(csv),
                e == E_INPUT ? "a quote is broken" : e == E_TOOBIG ? "the row is over 64 kB"
                                                                   : "cannot be read or written");
    return EXIT_BAD_DATA;
}

static int answer(int argc, char **argv)
{
    static const char *const known[] = { "--explain", "--lang", NULL };
    struct args args = args_of(argc, argv);
    struct answering w = { .explain = args_flag(&args, "--explain") };
    if (law_lang_of(args_value(&args, "--lang"), &w.lang) != EXIT_FINE)
        return EXIT_BAD_USE;
    const char *path = args_next(&args);
    if (args_end(&args, known) != EXIT_FINE)
        return EXIT_BAD_USE;
    if (!path) {
        fputs("law answer: CASES.csv is needed (- for standard input)\n", stderr);
        return EXIT_BAD_USE;
    }
    FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!in) {
        fprintf(stderr, "law answer: %s: %s\n", path, strerror(errno));
        return EXIT_BAD_DATA;
    }
    struct arena *a = arena_make(0);
    w.row = arena_make(0);
    w.law = law_ready(a, "law answer");
    int code = w.law ? read_file(&w, a, in, path) : EXIT_BAD_DATA;
    if (in != stdin)
        fclose(in);
    out_drop(&w.out);
    arena_drop(w.row);
    arena_drop(a);
    return code;
}

COMMAND(law_answer, .name = "law answer",
        .line = "answer cases under the Integration Act, with paragraph and confidence",
        .help = "fotfeste law answer CASES.csv [--explain] [--lang nb|nn|en]\n"
                "\n"
                "Reads a CSV file (UTF-8, comma) with the columns case_id, decision_date, facts and\n"
                "question, in any order; other columns are passed over. `facts` is a list\n"
                "\"key=value; key=value\". Writes case_id,answer,paragraph,confidence,note in the\n"
                "same order. `note` holds the question for a human when the answer is\n"
                "manual_review, and the reason when a row cannot be answered (answer: error).\n"
                "\n"
                "  --explain   a column more: the reasons, the facts looked at, what would change it\n"
                "  --lang      language of the reasons; nb when not given\n"
                "\n"
                "Ends with 0 when every row was answered, 1 when one was in error, 2 when the command\n"
                "was not understood.\n"
                "\n"
                "Example: fotfeste law answer law/law-cases.csv --explain --lang nn",
        .run = answer);
