// SPDX-License-Identifier: Apache-2.0
// law needs, law rules, law check, law map: what the library knows, and the proof that it is sound.
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "app/law_cmd.h"
#include "law/coverage.h"

static int finish(struct arena *a, struct out *o, int code)
{
    fwrite(o->p ? o->p : "", 1, o->n, stdout);
    out_drop(o);
    arena_drop(a);
    return code;
}

static int unknown_question(const char *word)
{
    const char *names[Q_COUNT + 1];
    for (int q = 0; q < Q_COUNT; q++)
        names[q] = law_question_name((enum law_question)q);
    names[Q_COUNT] = NULL;
    const char *near = nearest_word(word, names);
    fprintf(stderr, "law needs: \"%s\" is no question", word);
    if (near)
        fprintf(stderr, "; did you mean \"%s\"?", near);
    fputc('\n', stderr);
    return EXIT_BAD_USE;
}

static int needs(int argc, char **argv)
{
    static const char *const known[] = { NULL };
    struct args args = args_of(argc, argv);
    const char *word = args_next(&args);
    enum law_question q;
    if (args_end(&args, known) != EXIT_FINE)
        return EXIT_BAD_USE;
    if (!word) {
        for (int i = 0; i < Q_COUNT; i++)
            printf("%-32s %s\n", law_question_name((enum law_question)i),
                   law_question_asks((enum law_question)i));
        return EXIT_FINE;
    }
    if (!law_question_of(str_z(word), &q))
        return unknown_question(word);
    printf("%s: %s (%s)\n", law_question_name(q), law_question_asks(q), law_question_file(q));
    const enum law_fact *fact = law_question_needs(q);
    if (!*fact)
        puts("  needs nothing: what is not given has its ordinary case");
    for (; *fact; fact++)
        printf("  needs: %s\n", law_fact_name(*fact));
    struct arena *a = arena_make(0);
    const struct law *law = law_ready(a, "law needs");
    struct law_covered *covered;
    int cases;
    str fault;
    if (law && law_coverage(a, law, &covered, &cases, &fault) == OK)
        for (size_t i = 0; i < law->rules; i++)
            if (covered[i].questions >> q & 1)
                printf("  rule %.*s (%.*s): %.*s\n", S(law->rule[i].id), S(law->rule[i].paragraph),
                       S(law->rule[i].condition));
    arena_drop(a);
    return EXIT_FINE;
}

COMMAND(law_needs, .name = "law needs", .line = "the facts and rules that a question hangs on",
        .help = "fotfeste law needs [QUESTION]\n"
                "\n"
                "Lists the facts a question cannot be answered without, and the rules it goes through.\n"
                "Without a question: lists the questions.\n"
                "\n"
                "Example: fotfeste law needs intro_status",
        .run = needs);

static int rules(int argc, char **argv)
{
    static const char *const known[] = { "--on", "--paragraph", NULL };
    struct args args = args_of(argc, argv);
    const char *word = args_value(&args, "--on"), *paragraph = args_value(&args, "--paragraph");
    day on = DAY_NONE;
    if (args_end(&args, known) != EXIT_FINE)
        return EXIT_BAD_USE;
    if (word && !day_parse(str_z(word), &on)) {
        fputs("law rules: --on is no day YYYY-MM-DD\n", stderr);
        return EXIT_BAD_USE;
    }
    struct arena *a = arena_make(0);
    struct out o = { 0 };
    const struct law *law = law_ready(a, "law rules");
    if (law)
        law_rules_csv(a, law, on, str_z(paragraph), &o);
    return finish(a, &o, law ? EXIT_FINE : EXIT_BAD_DATA);
}

COMMAND(law_rules, .name = "law rules", .line = "the rule versions, with source and confidence",
        .help = "fotfeste law rules [--on DAY] [--paragraph P]\n"
                "\n"
                "Writes the rule versions as CSV: all, those in force on a day, those whose paragraph\n"
                "holds the text P.\n"
                "\n"
                "Example: fotfeste law rules --on 2026-01-01 --paragraph '§ 8'",
        .run = rules);

static int check(int argc, char **argv)
{
    static const char *const known[] = { NULL };
    struct args args = args_of(argc, argv);
    if (args_end(&args, known) != EXIT_FINE)
        return EXIT_BAD_USE;
    struct arena *a = arena_make(0);
    struct out o = { 0 };
    struct law_covered *covered;
    int cases, applied = 0, unreached = 0;
    str fault;
    const struct law *law = law_ready(a, "law check");
    if (!law)
        return finish(a, &o, EXIT_BAD_DATA);
    if (law_coverage(a, law, &covered, &cases, &fault) != OK) {
        fprintf(stderr, "law check: %.*s\n", S(fault));
        return finish(a, &o, EXIT_BAD_DATA);
    }
    for (size_t i = 0; i < law->rules; i++) {
        applied += covered[i].applied;
        if (covered[i].applied && !covered[i].cases.n) {
            unreached++;
            out_f(&o, "no case reaches %.*s (%.*s)\n", S(law->rule[i].id), S(law->rule[i].paragraph));
        }
        if (!covered[i].applied)
            out_f(&o, "not decided by a function: %.*s (%.*s): %.*s\n", S(law->rule[i].id),
                  S(law->rule[i].paragraph), S(law->rule[i].result));
    }
    out_f(&o, "%zu rule versions, %d applied, %d of them without a case; %d parameters without gap or "
              "overlap; %d cases right\n", law->rules, applied, unreached, (int)P_COUNT, cases);
    return finish(a, &o, unreached ? EXIT_BAD_DATA : EXIT_FINE);
}

COMMAND(law_check, .name = "law check", .line = "prove the tables of the law and their cases",
        .help = "fotfeste law check\n"
                "\n"
                "Reads every table of the law (no gap, no overlap, every source named), answers the\n"
                "built-in cases, and lists the rule versions that no case reaches or no function\n"
                "decides.\n"
                "\n"
                "Ends with 0 when all is sound, 1 when not.\n"
                "\n"
                "Example: fotfeste law check",
        .run = check);

static int map(int argc, char **argv)
{
    static const char *const known[] = { NULL };
    struct args args = args_of(argc, argv);
    if (args_end(&args, known) != EXIT_FINE)
        return EXIT_BAD_USE;
    struct arena *a = arena_make(0);
    struct out o = { 0 };
    struct law_covered *covered;
    int cases, code = EXIT_BAD_DATA;
    str fault = STR("");
    const struct law *law = law_ready(a, "law map");
    if (law && law_coverage(a, law, &covered, &cases, &fault) == OK) {
        law_map(a, law, covered, &o);
        code = EXIT_FINE;
    } else if (law) {
        fprintf(stderr, "law map: %.*s\n", S(fault));
    }
    return finish(a, &o, code);
}

COMMAND(law_map, .name = "law map", .line = "paragraphs, versions, functions and cases as Markdown",
        .help = "fotfeste law map\n"
                "\n"
                "Writes the second part of docs/law.md. `make law-map` writes the file anew.\n"
                "\n"
                "Example: fotfeste law map | less",
        .run = map);
