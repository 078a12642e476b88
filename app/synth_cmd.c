// SPDX-License-Identifier: Apache-2.0
// synth writes an invented population as files in the form that import takes.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/command.h"
#include "synth/synth.h"

static const char help_text[] =
    "fotfeste synth --persons N --seed S --out DIR [--from DAY] [--to DAY]\n"
    "\n"
    "Writes an invented population of refugees that looks like the public figures: persons.csv,\n"
    "events.csv, relations.csv, centres.csv (docs/person-files.md), and report.csv and report.txt,\n"
    "which set it beside those figures. The same question gives the same files. Nobody in it\n"
    "exists; the identity numbers are of the synthetic ranges.\n"
    "\n"
    "  --persons N  how many, 100 to 1000000\n"
    "  --seed S     a number; another seed gives other people\n"
    "  --out DIR    an empty or new folder\n"
    "  --from DAY   first day of arrival, default 2015-01-01\n"
    "  --to DAY     the day on which the files are as of, default 2026-11-01\n"
    "\n"
    "Ends with 0 when written, 1 when a file could not be written, 2 when the command was not\n"
    "understood.\n"
    "\n"
    "Example: fotfeste synth --persons 20000 --seed 1 --out people";

static bool save(const char *dir, const char *name, struct out *o)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = n > 0 && (size_t)n < sizeof path ? fopen(path, "wb") : NULL;
    bool fine = f && fwrite(o->p ? o->p : "", 1, o->n, f) == o->n;
    if (f && fclose(f) != 0)
        fine = false;
    if (!fine)
        fprintf(stderr, "synth: %s/%s: %s\n", dir, name, strerror(errno));
    out_clear(o);
    return fine;
}

static int write_all(struct arena *a, const struct synth *s, const char *dir)
{
    struct out o = { 0 };
    struct synth_report report;
    bool fine = true;
    if (mkdir(dir, 0755) != 0 && errno != EEXIST) {
        fprintf(stderr, "synth: %s: %s\n", dir, strerror(errno));
        return EXIT_BAD_DATA;
    }
    synth_persons_csv(s, &o);
    fine &= save(dir, "persons.csv", &o);
    synth_events_csv(s, &o);
    fine &= save(dir, "events.csv", &o);
    synth_relations_csv(s, &o);
    fine &= save(dir, "relations.csv", &o);
    synth_centres_csv(s, &o);
    fine &= save(dir, "centres.csv", &o);
    synth_report(a, s, &report);
    synth_report_csv(&report, &o);
    fine &= save(dir, "report.csv", &o);
    synth_report_text(&report, &o);
    const char *last = o.n ? o.p + o.n - 1 : o.p;
    while (last > o.p && last[-1] != '\n')
        last--;
    if (o.n)
        fwrite(last, 1, (size_t)(o.p + o.n - last), stdout);
    fine &= save(dir, "report.txt", &o);
    out_drop(&o);
    return fine ? EXIT_FINE : EXIT_BAD_DATA;
}

static bool read_ask(struct args *args, struct synth_ask *ask, const char **dir)
{
    const char *persons = args_value(args, "--persons"), *seed = args_value(args, "--seed");
    const char *from = args_value(args, "--from"), *to = args_value(args, "--to");
    int64_t number = 0;
    *dir = args_value(args, "--out");
    *ask = (struct synth_ask){ .from = day_of(2015, 1, 1), .to = day_of(2026, 11, 1) };
    const char *wrong = !persons || !str_int(str_z(persons), &ask->persons) ? "--persons takes a number"
                        : !seed || !str_int(str_z(seed), &number)           ? "--seed takes a number"
                        : from && !day_parse(str_z(from), &ask->from) ? "--from is no day YYYY-MM-DD"
                        : to && !day_parse(str_z(to), &ask->to)       ? "--to is no day YYYY-MM-DD"
                        : !*dir                                       ? "--out takes a folder"
                                                                      : NULL;
    ask->seed = (uint64_t)number;
    if (wrong)
        fprintf(stderr, "synth: %s\n", wrong);
    return !wrong;
}

static int run(int argc, char **argv)
{
    static const char *const known[] = { "--persons", "--seed", "--from", "--to", "--out", NULL };
    struct args args = args_of(argc, argv);
    struct synth_ask ask;
    const char *dir;
    str fault = STR("");
    struct synth *s;
    if (!read_ask(&args, &ask, &dir) || args_end(&args, known) != EXIT_FINE)
        return EXIT_BAD_USE;
    struct arena *a = arena_make(0);
    int code = EXIT_BAD_USE;
    if (synth_make(a, ask, &s, &fault) == OK)
        code = write_all(a, s, dir);
    else
        fprintf(stderr, "synth: %.*s\n", S(fault));
    arena_drop(a);
    return code;
}

COMMAND(synth, .name = "synth", .line = "write an invented population as files for import",
        .help = help_text, .run = run);
