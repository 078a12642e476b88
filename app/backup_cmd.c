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

#include "app/data_dir.h"
#include "app/store.h"
#include "platform/db/dump.h"
#include "platform/trace/trace.h"

static const char dump_name[] = "database.jsonl", digests_name[] = "SHA256SUMS";

struct copy {
    FILE *f; // NULL: only the digest
    crypto_hash_sha256_state hash;
    struct dump_count n;
};

static err put(void *arg, str s)
{
    struct copy *c = arg;
    crypto_hash_sha256_update(&c->hash, (const unsigned char *)s.p, s.n);
    return !c->f || fwrite(s.p, 1, s.n, c->f) == s.n ? OK : E_IO;
}

static err dump_body(struct db *db, void *arg)
{
    struct copy *c = arg;
    crypto_hash_sha256_init(&c->hash);
    if (c->f && (fseek(c->f, 0, SEEK_SET) || ftruncate(fileno(c->f), 0)))
        return E_IO;
    return db_dump(db, put, c, &c->n);
}

static str digest_of(struct arena *a, struct copy *c)
{
    unsigned char bytes[crypto_hash_sha256_BYTES];
    char *hex = mem(a, sizeof bytes * 2 + 1);
    crypto_hash_sha256_final(&c->hash, bytes);
    sodium_bin2hex(hex, sizeof bytes * 2 + 1, bytes, sizeof bytes);
    return str_z(hex);
}

// On the disk before the command says so.
static bool settled(FILE *f)
{
    bool fine = fflush(f) == 0 && fsync(fileno(f)) == 0;
    return fclose(f) == 0 && fine;
}

static FILE *create(struct arena *a, const char *dir, const char *name)
{
    int fd = open(strf(a, "%s/%s", dir, name).p, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return fd < 0 ? NULL : fdopen(fd, "w+");
}

static int trouble(const char *command, const char *what, const char *where)
{
    fprintf(stderr, "%s: %s %s: %s\n", command, what, where, strerror(errno));
    return EXIT_BAD_DATA;
}

static bool make_dir(const char *dir)
{
    return mkdir(dir, 0700) == 0 || errno == EEXIST;
}

// The list of digests comes last: a backup without it was cut short.
static int write_backup(struct store *s, const char *dir)
{
    if (!make_dir(dir))
        return trouble("backup", "cannot make", dir);
    struct copy c = { .f = create(s->a, dir, dump_name) };
    if (!c.f)
        return trouble("backup", "cannot begin a backup in", dir);
    int code = store_run(s, TX_READ, "backup", dump_body, &c);
    if (!settled(c.f) && code == EXIT_FINE)
        code = trouble("backup", "cannot write in", dir);
    if (code != EXIT_FINE)
        return code;
    FILE *list = create(s->a, dir, digests_name);
    if (!list)
        return trouble("backup", "cannot write in", dir);
    str digest = digest_of(s->a, &c);
    fprintf(list, "%.*s  %s\n", S(digest), dump_name);
    if (!settled(list))
        return trouble("backup", "cannot write in", dir);
    printf("%lld rows of %lld tables in %s, sha256 %.*s\n", (long long)c.n.rows,
           (long long)c.n.tables, dir, S(digest));
    return EXIT_FINE;
}

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
        code = write_backup(&s, dir);
    store_close(&s);
    return code;
}

COMMAND(backup, "backup", "writes a whole copy of the database while it is in use",
        "fotfeste backup FOLDER --data DIR [--db URL]\n"
        "\n"
        "Writes the database, as it is at one moment, to FOLDER/database.jsonl and the file's\n"
        "digest to FOLDER/SHA256SUMS (sha256sum -c reads it). The service may run meanwhile. The\n"
        "copy is text and can be restored on SQLite and on PostgreSQL. It is not encrypted: keep\n"
        "it where only the right people reach it. Files made earlier are never written over.\n"
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
    return db_is_empty(db, &r->empty);
}

static err load_body(struct db *db, void *arg)
{
    struct restored *r = arg;
    return db_load(db, r->text, &r->n, &r->fault);
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
    struct copy c = { 0 };
    if (!map_file(strf(a, "%s/%s", dir, digests_name).p, &list) ||
        !map_file(strf(a, "%s/%s", dir, dump_name).p, &r->text))
        return trouble("restore", "there is no whole backup in", dir);
    crypto_hash_sha256_init(&c.hash);
    if (put(&c, r->text) != OK)
        return EXIT_BAD_DATA;
    *digest = digest_of(a, &c);
    if (str_eq(str_part(list, 0, digest->n), *digest))
        return EXIT_FINE;
    fprintf(stderr, "restore: %s/%s is not as it was written: its digest differs\n", dir, dump_name);
    return EXIT_BAD_DATA;
}

static int fill(struct store *s, struct restored *r, str digest)
{
    struct out report = { 0 };
    struct copy again = { 0 };
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
    if (store_run(s, TX_READ, "restore", dump_body, &again) != EXIT_FINE)
        return EXIT_BAD_DATA;
    if (!str_eq(digest_of(s->a, &again), digest)) {
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
        "a backup of another version of the program is refused.\n"
        "\n"
        "  FOLDER       where the backup is\n"
        "  --data DIR   folder of the new installation; it must be there\n"
        "  --db URL     sqlite:PATH or postgresql://..., may be another kind than the backup's\n"
        "\n"
        "The last line counts. Ends with 0 when all is restored and proven, 1 when it is not, 2\n"
        "when the command was not understood.\n"
        "\n"
        "Example: fotfeste restore /mnt/elsewhere/2026-11-24 --data /var/lib/fotfeste-new",
        restore);
