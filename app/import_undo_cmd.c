// SPDX-License-Identifier: Apache-2.0
// import undo takes an import of persons back, within a day and while nobody has worked with them.
#include <stdio.h>

#include "app/store.h"
#include "rooms/intake/intake.h"
#include "text_keys.h"

struct work {
    int64_t id;
    struct intake_batch batch;
    text_key problem;
};

static err undo(struct db *db, void *arg)
{
    struct work *w = arg;
    struct intake_batch was;
    PASS(db_by_id(db, &intake_batch_rec, w->id, &was));
    w->batch = was;
    PASS(intake_undo(db, &w->batch, &w->problem));
    w->batch.state = w->problem == T_NONE ? BATCH_UNDONE : was.state;
    return w->problem == T_NONE ? db_save(db, &intake_batch_rec, &was, &w->batch) : OK;
}

static int run(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", NULL };
    struct args args = args_of(argc, argv);
    struct work w = { 0 };
    struct store s;
    int code = store_open(&s, &args, true);
    if (code != EXIT_FINE)
        return code;
    const char *id = args_next(&args);
    code = args_end(&args, known);
    if (code == EXIT_FINE && (!id || !str_int(str_z(id), &w.id))) {
        fputs("import undo: the number that import persons printed is needed\n", stderr);
        code = EXIT_BAD_USE;
    }
    if (code == EXIT_FINE)
        code = store_run(&s, TX_WRITE, "import undo", undo, &w);
    if (code == EXIT_FINE && w.problem != T_NONE) {
        fprintf(stderr, "import undo: %.*s\n", S(text(s.a, EN, w.problem, NO_TARGS)));
        code = EXIT_BAD_DATA;
    }
    if (code == EXIT_FINE)
        printf("%lld persons taken out again, %lld as they were before\n", (long long)w.batch.added, (long long)w.batch.changed);
    store_close(&s);
    return code;
}

COMMAND(import_undo, .name = "import undo", .line = "take an import of persons back within 24 hours",
        .help = "fotfeste import undo ID --data DIR [--db URL]\n"
                "\n"
                "Takes back what `import persons` brought in: new persons go with everything that came with\n"
                "them, changed ones get their earlier values. Only within 24 hours, and only while nobody has\n"
                "worked with one of them.\n"
                "\n"
                "Ends with 0 when it is undone, 1 when it cannot be, 2 when the command was not understood.\n"
                "\n"
                "Example: fotfeste import undo 12 --data /var/lib/fotfeste",
        .run = run);
