// SPDX-License-Identifier: Apache-2.0
// backup writes the database as text that either engine takes back, with a digest that sha256sum
// can check; restore fills an empty installation and proves that it holds the same.
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/backup.h"
#include "app/keys.h"
#include "app/store.h"
#include "platform/db/dump.h"
#include "platform/trace/trace.h"

static int backup(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", NULL };
    struct args args = args_of(argc, argv);
    struct store s;
    int code = store_open(&s, &args, true);
    const char *dir = args_next(&args);
    if (code == EXIT_FINE)
        code = args_end(&args, known);
    if (code == EXIT_FINE && !dir) {
        fputs("backup: a folder to write to is needed\n", stderr);
        code = EXIT_BAD_USE;
    }
    if (code == EXIT_FINE)
        code = backup_write(s.pool, s.a, &s.deed, "backup", dir);
    store_close(&s);
    return code;
}

COMMAND(backup, "backup", "writes a whole copy of the database while it is in use",
        "fotfeste backup FOLDER --data DIR [--db URL]\n"
        "\n"
        "Writes the database, as it is at one moment, to FOLDER/database.jsonl and the file's\n"
        "digest to FOLDER/SHA256SUMS (sha256sum -c reads it). The service may run meanwhile. The\n"
        "copy is text and can be restored on SQLite and on PostgreSQL. Sealed notes and health notes\n"
        "are encrypted in it, with the keys in DIR/sealed.key, which is no part of it: keep a copy\n"
        "of that file in another place. All else is not encrypted: keep it where only the right\n"
        "people reach it. Files made earlier are never written over.\n"
        "\n"
        "  FOLDER       is made when it is not there\n"
        "  --data DIR   folder of the installation\n"
        "  --db URL     sqlite:PATH or postgresql://...; default sqlite:DIR/fotfeste.db\n"
        "\n"
        "The last line counts. Ends with 0 when the copy is whole and on the disk, 1 when it is\n"
        "not, 2 when the command was not understood.\n"
        "\n"
        "Example: fotfeste backup /mnt/elsewhere/2026-11-24 --data /var/lib/fotfeste",
        backup);

// ---- restore -------------------------------------------------------------------------------

struct restored {
    str text, fault;
    const char *keys;
    struct dump_count n;
    bool empty;
    struct trace_verdict v;
};

static bool map_file(const char *path, str *text)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    void *p = MAP_FAILED;
    if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0)
        p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (fd >= 0)
        close(fd);
    if (p == MAP_FAILED)
        return false;
    *text = (str){ p, (size_t)st.st_size };
    return true;
}

static err empty_body(struct db *db, void *arg)
{
    struct restored *r = arg;
    return db_is_unused(db, &r->empty);
}

static err load_body(struct db *db, void *arg)
{
    struct restored *r = arg;
    PASS(db_load(db, r->text, &r->n, &r->fault));
    return keys_fit(db, r->keys, &r->fault);
}

static err proof_body(struct db *db, void *arg)
{
    struct restored *r = arg;
    return trace_verify(db, STR(""), &r->v);
}

// The file must be the one that was written: its digest is in the list.
static int read_backup(struct arena *a, const char *dir, struct restored *r, str *digest)
{
    str list;
    if (!map_file(strf(a, "%s/%s", dir, BACKUP_DIGESTS).p, &list) ||
        !map_file(strf(a, "%s/%s", dir, BACKUP_DUMP).p, &r->text))
        return backup_trouble("restore", "there is no whole backup in", dir);
    *digest = backup_digest_of(a, r->text);
    if (str_eq(str_part(list, 0, digest->n), *digest))
        return EXIT_FINE;
    fprintf(stderr, "restore: %s/%s is not as it was written: its digest differs\n", dir, BACKUP_DUMP);
    return EXIT_BAD_DATA;
}

static int fill(struct store *s, struct restored *r, str digest)
{
    struct out report = { 0 };
    str again;
    r->keys = s->keys;
    if (store_run(s, TX_READ, "restore", empty_body, r) != EXIT_FINE)
        return EXIT_BAD_DATA;
    if (!r->empty) {
        fputs("restore: the database is not empty; nothing was done\n", stderr);
        return EXIT_BAD_DATA;
    }
    if (db_migrate(s->pool, false, &report, s->deed.now) != OK) {
        fprintf(stderr, "restore: %.*s\n", S(out_str(&report)));
        out_drop(&report);
        return EXIT_BAD_DATA;
    }
    out_drop(&report);
    if (db_run(s->pool, TX_WRITE, s->a, &s->deed, load_body, r) != OK) {
        fprintf(stderr, "restore: %.*s; no row was kept\n", S(r->fault));
        return EXIT_BAD_DATA;
    }
    if (backup_digest(s->pool, s->a, &s->deed, &again) != OK || !str_eq(again, digest)) {
        fputs("restore: what was stored is not the same as the backup\n", stderr);
        return EXIT_BAD_DATA;
    }
    if (store_run(s, TX_READ, "restore", proof_body, r) != EXIT_FINE)
        return EXIT_BAD_DATA;
    if (r->v.first_bad)
        printf("audit trail: %.*s\n", S(r->v.what));
    printf("%lld rows of %lld tables restored and compared; %lld audit entries, %s\n",
           (long long)r->n.rows, (long long)r->n.tables, (long long)r->v.entries,
           r->v.first_bad ? "NOT whole" : "whole");
    return r->v.first_bad ? EXIT_BAD_DATA : EXIT_FINE;
}

static int restore(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", NULL };
    struct args args = args_of(argc, argv);
    struct arena *a = arena_make(0);
    struct restored r = { .fault = STR("") };
    struct store s;
    str digest = STR("");
    int code = store_open(&s, &args, false);
    const char *dir = args_next(&args);
    if (code == EXIT_FINE)
        code = args_end(&args, known);
    if (code == EXIT_FINE && !dir) {
        fputs("restore: the folder of the backup is needed\n", stderr);
        code = EXIT_BAD_USE;
    }
    if (code == EXIT_FINE)
        code = read_backup(a, dir, &r, &digest);
    if (code == EXIT_FINE)
        code = fill(&s, &r, digest);
    store_close(&s);
    arena_drop(a);
    return code;
}

COMMAND(restore, "restore", "fills an empty installation from a backup and proves it",
        "fotfeste restore FOLDER --data DIR [--db URL]\n"
        "\n"
        "Reads what \"fotfeste backup\" wrote, refuses it when its digest differs, and fills the\n"
        "database in one transaction. Then the database is read again and must give the same\n"
        "digest, and the audit trail must be whole. A database that holds anything is left alone;\n"
        "a backup of another version of the program is refused, and one whose sealed notes are\n"
        "encrypted with a key that the file of keys does not hold: put that file there first.\n"
        "\n"
        "  FOLDER       where the backup is\n"
        "  --data DIR   folder of the new installation; it must be there\n"
        "  --db URL     sqlite:PATH or postgresql://..., may be another kind than the backup's\n"
        "  --key FILE   the file of keys; default what FOTFESTE_KEY_FILE names, or DIR/sealed.key\n"
        "\n"
        "The last line counts. Ends with 0 when all is restored and proven, 1 when it is not, 2\n"
        "when the command was not understood.\n"
        "\n"
        "Example: fotfeste restore /mnt/elsewhere/2026-11-24 --data /var/lib/fotfeste-new",
        restore);
