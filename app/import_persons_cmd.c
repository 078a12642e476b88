// SPDX-License-Identifier: Apache-2.0
// import persons takes files of persons in: it checks everything first, tells what it finds line by
// line, and writes all or nothing.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/store.h"
#include "platform/http/setting.h"
#include "platform/who/user.h"
#include "rooms/intake/intake.h"

static const char help_text[] =
    "fotfeste import persons DIR|FILE.csv|FILE.xlsx|FILE.zip --data DIR [--db URL] [--org CODE] [--dry-run]\n"
    "                        [--alike new|skip]\n"
    "\n"
    "Takes in persons with their households, permits, stays and events. DIR holds persons.csv and, when\n"
    "there are, events.csv, relations.csv and centres.csv; a single file is persons.csv, a spreadsheet with\n"
    "a sheet for each, or a ZIP of them. The columns stand in docs/person-files.md; UTF-8, Latin-1 and UTF-16 are recognised.\n"
    "\n"
    "All or nothing: a single fault stops the whole, and each is told as FILE: line, column, value and\n"
    "reason. Who has a number that is here already is the same person, and gets telephone, e-mail,\n"
    "language and own script from the file; the rest stays. Rows that look like somebody without the\n"
    "number stop the import until --alike says what to do with them.\n"
    "\n"
    "  --data DIR   folder of the installation\n"
    "  --db URL     sqlite:PATH or postgresql://...; default sqlite:DIR/fotfeste.db\n"
    "  --org CODE   whose persons they are (K1506, M1001); else where the events say that they live\n"
    "  --alike      new: they are other persons; skip: leave them out\n"
    "  --dry-run    reports without writing\n"
    "\n"
    "Ends with 0 when the files were taken in (or would be), 1 when they are faulty, 2 when the command\n"
    "was not understood. `fotfeste import undo ID` takes an import back within 24 hours.\n"
    "\n"
    "Example: fotfeste import persons people --data /var/lib/fotfeste --dry-run";

static bool read_whole(struct arena *a, const char *path, bool must, str *bytes)
{
    struct stat st;
    FILE *f = fopen(path, "rb");
    *bytes = STR("");
    if (!f && (must || errno != ENOENT))
        fprintf(stderr, "import persons: %s: %s\n", path, strerror(errno));
    if (!f)
        return !must && errno == ENOENT;
    bool fine = fstat(fileno(f), &st) == 0 && st.st_size <= INTAKE_BYTES_MAX;
    if (fine) {
        char *p = mem_array(a, (size_t)st.st_size + 1, 1);
        size_t n = fread(p, 1, (size_t)st.st_size, f);
        fine = !ferror(f);
        *bytes = (str){ p, n };
    }
    fclose(f);
    if (!fine)
        fprintf(stderr, "import persons: %s cannot be read, or is over a gigabyte\n", path);
    return fine;
}

struct work {
    str bytes[INTAKE_FILES];
    const char *org;
    bool dry;
    int alike; // enum intake_same
    struct intake_set *set;
    struct intake_batch batch;
};

static err take_in(struct db *db, void *arg)
{
    struct work *w = arg;
    struct who_org org = { 0 };
    bool invented;
    PASS(setting_demo(db, &invented));
    if (w->org)
        PASS(org_by_code(db, str_z(w->org), &org));
    w->set = intake_set_make(db->mem, invented);
    for (int f = 0; f < INTAKE_FILES; f++)
        if (w->bytes[f].n || f == FILE_PERSONS)
            PASS(intake_read(w->set, (enum intake_file)f, w->bytes[f], NULL, 0, db->deed.today));
    intake_moved_in(w->set, &org);
    intake_join(w->set, db->deed.today);
    w->batch = (struct intake_batch){ .org = org.id, .filename = STR("persons"), .content = STR(""), .columns = STR(""),
                                      .fault = STR(""), .alike = w->alike };
    return intake_run(db, w->set, &w->batch, w->dry);
}

static int report(const struct work *w)
{
    const struct intake_set *s = w->set;
    struct out o = { 0 };
    static const char *const codings[] = { "UTF-8", "Latin-1", "UTF-16" };
    for (int f = 0; f < INTAKE_FILES; f++)
        if (s->given[f] && s->coding[f] != CODING_UTF8)
            fprintf(stderr, "%s is %s and was read as that\n", intake_file_names[f], codings[s->coding[f]]);
    intake_tell(&o, EN, s);
    fwrite(o.p, 1, o.n, stderr);
    out_drop(&o);
    bool ask = !s->faults.n && s->alike.n && w->alike == SAME_ASK;
    for (size_t i = 0; ask && i < s->alike.n; i++)
        fprintf(stderr, "persons.csv: line %lld looks like person %lld\n",
                (long long)s->persons.p[s->alike.p[i].row].line, (long long)s->alike.p[i].person);
    if (s->faults.n || ask) {
        fprintf(stderr, "nothing was written: %zu faults, %zu who look like somebody%s\n", s->faults.n + s->more,
                s->alike.n, ask ? "; say --alike new or --alike skip" : "");
        return EXIT_BAD_DATA;
    }
    printf("%zu new persons, %zu changed, %zu unchanged; %zu events\n", s->fresh, s->changed, s->unchanged, s->events.n);
    if (w->dry)
        puts("dry run: nothing was written");
    else
        printf("import %lld can be taken back for 24 hours\n", (long long)w->batch.id);
    return EXIT_FINE;
}

// A spreadsheet or a ZIP: the tables that are in it.
static bool take_apart(struct store *s, const char *path, str whole, struct work *w)
{
    struct intake_handed h;
    struct zip_file_in f = { str_z(path), whole };
    text_key problem;
    err e = intake_hand_over(s->a, &f, 1, &h, &problem);
    if (e)
        fprintf(stderr, "import persons: %.*s: %.*s\n", S(h.where.n ? h.where : f.name),
                S(problem != T_NONE ? text(s->a, EN, problem, NO_TARGS) : STR("it is too large")));
    for (size_t i = 0; !e && i < h.left_out.n; i++)
        fprintf(stderr, "%.*s is none of the tables and was left out\n", S(h.left_out.p[i]));
    for (int i = 0; !e && i < INTAKE_FILES; i++)
        w->bytes[i] = h.csv[i];
    return !e;
}

static bool read_path(struct store *s, const char *path, struct work *w)
{
    struct stat st;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        for (int f = 0; f < INTAKE_FILES; f++)
            if (!read_whole(s->a, strf(s->a, "%s/%s", path, intake_file_names[f]).p, f == FILE_PERSONS, &w->bytes[f]))
                return false;
        return true;
    }
    str whole;
    return read_whole(s->a, path, true, &whole) && (zip_is(whole) ? take_apart(s, path, whole, w) : (w->bytes[FILE_PERSONS] = whole, true));
}

static int run(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", "--org", "--alike", "--dry-run", NULL };
    struct args args = args_of(argc, argv);
    struct work w = { .dry = args_flag(&args, "--dry-run") };
    const char *alike = args_value(&args, "--alike");
    struct store s;
    w.org = args_value(&args, "--org");
    w.alike = !alike ? SAME_ASK : strcmp(alike, "new") == 0 ? SAME_NEW : strcmp(alike, "skip") == 0 ? SAME_SKIP : -1;
    int code = store_open(&s, &args, true);
    if (code != EXIT_FINE)
        return code;
    const char *path = args_next(&args);
    code = args_end(&args, known);
    if (code == EXIT_FINE && (!path || w.alike < 0)) {
        fputs("import persons: DIR, FILE.csv, FILE.xlsx or FILE.zip is needed; --alike is new or skip\n", stderr);
        code = EXIT_BAD_USE;
    }
    if (code == EXIT_FINE && !read_path(&s, path, &w))
        code = EXIT_BAD_DATA;
    if (code == EXIT_FINE)
        code = store_run(&s, w.dry ? TX_READ : TX_WRITE, "import persons", take_in, &w);
    if (code == EXIT_FINE)
        code = report(&w);
    store_close(&s);
    return code;
}

COMMAND(import_persons, .name = "import persons", .line = "take in files of persons, households and events",
        .help = help_text, .run = run);
