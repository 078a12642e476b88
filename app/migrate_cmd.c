// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>

#include "app/keys.h"
#include "app/store.h"
#include "app/upgrade.h"

static int migrate(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", "--dry-run", NULL };
    struct args args = args_of(argc, argv);
    struct store s;
    int dry_run = args_flag(&args, "--dry-run");
    int code = store_open(&s, &args, false);
    if (code == EXIT_FINE)
        code = args_end(&args, known);
    if (code == EXIT_FINE) {
        struct out report = { 0 };
        bool fine = dry_run ? db_migrate(s.pool, true, &report, s.deed.now) == OK
                            : upgrade(s.pool, s.data, s.deed.now, &report);
        str fault = STR("");
        fputs(fine ? "" : "migrate: stopped, nothing of the failing step was kept\n", stderr);
        fwrite(report.p, 1, report.n, fine ? stdout : stderr);
        out_drop(&report);
        if (fine && !dry_run && !keys_ready(s.pool, s.a, s.keys, s.deed.now, &fault)) {
            fprintf(stderr, "migrate: %.*s\n", S(fault));
            fine = false;
        }
        code = fine ? EXIT_FINE : EXIT_BAD_DATA;
    }
    store_close(&s);
    return code;
}

COMMAND(migrate, "migrate", "brings the database to the schema of this program",
        "fotfeste migrate --data DIR [--db URL] [--dry-run]\n"
        "\n"
        "Applies the migrations that the database has not seen, by date, each in a transaction of\n"
        "its own with a checksum. Refuses a database that a newer program has changed, and one\n"
        "whose applied migrations differ from this program's. A database that holds something is\n"
        "copied first, to DIR/before-upgrade-...; \"restore\" takes it back.\n"
        "\n"
        "  --data DIR   folder of the installation; made by the database when it is SQLite\n"
        "  --db URL     sqlite:PATH or postgresql://...; default sqlite:DIR/fotfeste.db\n"
        "  --dry-run    says what would be applied\n"
        "\n"
        "The last line counts. Ends with 0 when all is in place, 1 when it stopped, 2 when the\n"
        "command was not understood.\n"
        "\n"
        "Example: fotfeste migrate --data /var/lib/fotfeste --dry-run",
        migrate);

static int version(int argc, char **argv)
{
    (void)argc, (void)argv;
    puts("fotfeste 0.1.0");
    return EXIT_FINE;
}

COMMAND(version, "version", "prints the version",
        "fotfeste version\n\nPrints the version of the program.", version);
