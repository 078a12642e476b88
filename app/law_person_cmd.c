// SPDX-License-Identifier: Apache-2.0
// law diff and law duties: what an amendment changes for persons, and the deadlines that run for them.
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "app/law_cmd.h"
#include "base/csv.h"
#include "base/out.h"

enum { PERSONS_ROW_MAX = 1 << 16 };

struct asking {
    const struct law *law;
    struct arena *row;
    struct out out;
    day from, to;
    int id, facts; // columns; -1 until the heading is read
    bool duties, errors, heading;
    const char *command;
};

static void cells(struct out *o, const str *cell, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            out_char(o, ',');
        out_csv(o, cell[i], ',');
    }
    out_char(o, '\n');
}

static void diff_of(struct asking *w, str id, const struct law_facts *f)
{
    struct law_changes all = { 0 };
    law_diff(w->row, w->law, f, w->from, w->to, &all);
    for (size_t i = 0; i < all.list.n; i++) {
        const struct law_change *c = &all.list.p[i];
        bool was = c->before.kind != LAW_NEEDS && c->before.kind != LAW_FAULT;
        bool is = c->after.kind != LAW_NEEDS && c->after.kind != LAW_FAULT;
        if (!was && !is)
            continue;
        const str row[] = { id, str_z(law_question_name(c->question)), law_answer_text(w->row, &c->before),
                            str_z(c->before.paragraph), law_answer_text(w->row, &c->after),
                            str_z(c->after.paragraph), day_iso(w->row, c->since),
                            c->amendment ? c->amendment->instrument
                            : c->basic   ? STR("new basic amount (G)") : STR("time has passed") };
        cells(&w->out, row, sizeof row / sizeof *row);
    }
}

static void duties_of(struct asking *w, str id, const struct law_facts *f)
{
    struct law_duties all = { 0 };
    law_duties(w->row, w->law, f, w->from, &all);
    for (size_t i = 0; i < all.list.n; i++) {
        const struct law_duty *d = &all.list.p[i];
        const str row[] = { id, day_iso(w->row, d->due), str_z(d->what), str_z(d->owner), d->rule,
                            d->paragraph, str_z(law_fact_name(d->start_fact)), day_iso(w->row, d->start),
                            str_z(d->stops), str_z(d->confidence) };
        cells(&w->out, row, sizeof row / sizeof *row);
    }
}

static void person(struct asking *w, str id, str facts)
{
    struct law_facts f;
    struct law_fault fault;
    if (law_facts_read(facts, &f, &fault) != OK) {
        fprintf(stderr, "%s: %.*s: %s\n", w->command, S(id), fault.text);
        w->errors = true;
        return;
    }
    if (w->duties)
        duties_of(w, id, &f);
    else
        diff_of(w, id, &f);
    fwrite(w->out.p ? w->out.p : "", 1, w->out.n, stdout);
    out_clear(&w->out);
    arena_reset(w->row);
}

static err on_row(void *arg, const struct csv_row *row)
{
    struct asking *w = arg;
    if (!w->heading) {
        w->heading = true;
        w->id = w->facts = -1;
        for (size_t i = 0; i < row->n; i++) {
            w->id = str_is(row->cell[i], "case_id") ? (int)i : w->id;
            w->facts = str_is(row->cell[i], "facts") ? (int)i : w->facts;
        }
        return w->facts < 0 ? E_INPUT : OK;
    }
    if ((size_t)w->facts < row->n)
        person(w, w->id >= 0 && (size_t)w->id < row->n ? row->cell[w->id] : STR(""), row->cell[w->facts]);
    return OK;
}

static int persons(struct asking *w, struct arena *a, const char *path)
{
    FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char piece[4096];
    size_t n;
    err e = OK;
    if (!in) {
        fprintf(stderr, "%s: %s: %s\n", w->command, path, strerror(errno));
        return EXIT_BAD_DATA;
    }
    struct csv_in *csv = csv_in_make(a, ',', PERSONS_ROW_MAX, on_row, w);
    while (e == OK && (n = fread(piece, 1, sizeof piece, in)) > 0)
        e = csv_in_feed(csv, (str){ piece, n });
    if (e == OK)
        e = csv_in_end(csv);
    if (in != stdin)
        fclose(in);
    if (e == OK)
        return w->errors ? EXIT_BAD_DATA : EXIT_FINE;
    fprintf(stderr, "%s: %s: %s\n", w->command, path,
            w->facts < 0 ? "the heading has no column facts" : "is not CSV");
    return EXIT_BAD_DATA;
}

static int run(struct asking *w, const char *facts, const char *path)
{
    struct arena *a = arena_make(0);
    int code = EXIT_BAD_DATA;
    w->row = arena_make(0);
    w->law = law_ready(a, w->command);
    if (w->law) {
        puts(w->duties ? "case_id,due,what,owner,rule,paragraph,started_by,started,stopped_by,confidence"
                       : "case_id,question,before,paragraph_before,after,paragraph_after,since,amendment");
        if (facts)
            person(w, STR(""), str_z(facts));
        code = facts ? w->errors ? EXIT_BAD_DATA : EXIT_FINE : persons(w, a, path);
    }
    out_drop(&w->out);
    arena_drop(w->row);
    arena_drop(a);
    return code;
}

static bool a_day(const char *command, const char *option, const char *word, day *out)
{
    if (word && day_parse(str_z(word), out))
        return true;
    fprintf(stderr, "%s: %s DAY (YYYY-MM-DD) is needed\n", command, option);
    return false;
}

static int with_facts(struct asking *w, struct args *args, const char *const *known)
{
    const char *facts = args_value(args, "--facts"), *path = args_next(args);
    if (args_end(args, known) != EXIT_FINE)
        return EXIT_BAD_USE;
    if (!facts == !path) {
        fprintf(stderr, "%s: either CASES.csv or --facts is needed\n", w->command);
        return EXIT_BAD_USE;
    }
    return run(w, facts, path);
}

static int diff(int argc, char **argv)
{
    static const char *const known[] = { "--from", "--to", "--facts", NULL };
    struct args args = args_of(argc, argv);
    struct asking w = { .command = "law diff" };
    if (!a_day("law diff", "--from", args_value(&args, "--from"), &w.from) ||
        !a_day("law diff", "--to", args_value(&args, "--to"), &w.to))
        return EXIT_BAD_USE;
    if (day_cmp(w.from, w.to) >= 0) {
        fputs("law diff: --from is not before --to\n", stderr);
        return EXIT_BAD_USE;
    }
    return with_facts(&w, &args, known);
}

COMMAND(law_diff, .name = "law diff", .line = "which answers change between two days, and by what",
        .help = "fotfeste law diff --from DAY --to DAY (CASES.csv | --facts 'key=value; ...')\n"
                "\n"
                "Asks every question on each day between the two and writes, as CSV, each change of an\n"
                "answer: since when, and by which amending instrument; `time has passed` when no\n"
                "amendment made it. CASES.csv has the columns case_id and facts.\n"
                "\n"
                "Example: fotfeste law diff --from 2025-12-31 --to 2026-01-01 --facts 'permit=utl34'",
        .run = diff);

static int duties(int argc, char **argv)
{
    static const char *const known[] = { "--on", "--facts", NULL };
    struct args args = args_of(argc, argv);
    struct asking w = { .command = "law duties", .duties = true };
    if (!a_day("law duties", "--on", args_value(&args, "--on"), &w.from))
        return EXIT_BAD_USE;
    return with_facts(&w, &args, known);
}

COMMAND(law_duties, .name = "law duties", .line = "the deadlines that run in a person's case",
        .help = "fotfeste law duties --on DAY (CASES.csv | --facts 'key=value; ...')\n"
                "\n"
                "Writes, as CSV by due day, every deadline that the facts have started: rule,\n"
                "paragraph, what started it, what stops it, whose it is.\n"
                "\n"
                "Example: fotfeste law duties --on 2026-02-10 --facts 'permit=utl28; settled=2026-01-05'",
        .run = duties);
