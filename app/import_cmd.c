// SPDX-License-Identifier: Apache-2.0
// import takes a file of figures in: it says what it finds line by line, and writes all or
// nothing.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/store.h"
#include "rooms/settlement/settlement.h"

static const char help_text[] =
    "fotfeste import settlement-figures FILE.csv --data DIR [--db URL] [--dry-run]\n"
    "\n"
    "Takes in the table of requests, municipal decisions and settled persons: one row per\n"
    "municipality and year. The heading names these columns, in any order, separated by comma\n"
    "or semicolon:\n"
    "  year, municipality_no, municipality, requested, requested_original, decided, settled,\n"
    "  flags, source\n"
    "The file is UTF-8. An empty cell is no figure, never 0; `flags` may say why it is empty:\n"
    "column=suppressed, column=missing, column=zero_or_suppressed_or_missing.\n"
    "\n"
    "Prints the rows that change, with the value before and after, and a sum. All or nothing "
    "is\n"
    "written; the same file twice changes nothing; rows the file does not name stay.\n"
    "\n"
    "  --data DIR   folder of the installation\n"
    "  --db URL     sqlite:PATH or postgresql://...; default sqlite:DIR/fotfeste.db\n"
    "  --dry-run    reports without writing\n"
    "\n"
    "Ends with 0 when the file was taken in (or would be), 1 when it is faulty: each fault is\n"
    "told as FILE: line, column and reason, up to a hundred; 2 when the command was not\n"
    "understood.\n"
    "\n"
    "Example: fotfeste import settlement-figures figures.csv --data /var/lib/fotfeste "
    "--dry-run";

static bool read_whole(struct arena *a, const char *path, str *bytes)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        fprintf(stderr, "import: %s: %s\n", path, strerror(errno));
        return false;
    }
    char *p = mem_array(a, SETTLEMENT_FILE_MAX + 1, 1);
    size_t n = fread(p, 1, SETTLEMENT_FILE_MAX + 1, f);
    bool failed = ferror(f);
    fclose(f);
    if (failed)
        fprintf(stderr, "import: %s cannot be read: %s\n", path, strerror(errno));
    else if (n > SETTLEMENT_FILE_MAX)
        fprintf(stderr, "import: %s is over %d MB\n", path, SETTLEMENT_FILE_MAX >> 20);
    *bytes = (str){p, n};
    return !failed && n <= SETTLEMENT_FILE_MAX;
}

struct work {
    const char *path;
    str bytes;
    bool dry;
    bool good; // the file has no fault
    struct out report;
};

static err take_in(struct db *db, void *arg)
{
    struct work *w = arg;
    out_clear(&w->report); // the body may run again
    return settlement_import(db, str_z(w->path), w->bytes, !w->dry, EN, &w->good, &w->report);
}

static int import_file(struct store *s, struct work *w)
{
    if (!read_whole(s->a, w->path, &w->bytes))
        return EXIT_BAD_DATA;
    int code = store_run(s, w->dry ? TX_READ : TX_WRITE, "import", take_in, w);
    if (code == EXIT_FINE && !w->good)
        code = EXIT_BAD_DATA;
    fwrite(w->report.p, 1, w->report.n, w->good ? stdout : stderr);
    if (w->good && w->dry)
        puts("dry run: nothing was written");
    out_drop(&w->report);
    return code;
}

static int run(int argc, char **argv)
{
    static const char *const known[] = {"--data", "--db", "--dry-run", NULL};
    struct args args = args_of(argc, argv);
    struct work w = {.dry = args_flag(&args, "--dry-run")};
    struct store s;
    int code = store_open(&s, &args, true);
    if (code != EXIT_FINE)
        return code;
    w.path = args_next(&args);
    code = args_end(&args, known);
    if (code == EXIT_FINE && !w.path) {
        fputs("import settlement-figures: FILE.csv is needed\n", stderr);
        code = EXIT_BAD_USE;
    }
    if (code == EXIT_FINE)
        code = import_file(&s, &w);
    store_close(&s);
    return code;
}

COMMAND(import, .name = "import settlement-figures",
        .line = "take in a file of requests, decisions and settled persons", .help = help_text,
        .run = run);
