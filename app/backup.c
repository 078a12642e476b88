// SPDX-License-Identifier: Apache-2.0
#include "app/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/command.h"
#include "platform/db/dump.h"

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

int backup_trouble(const char *command, const char *what, const char *where)
{
    fprintf(stderr, "%s: %s %s: %s\n", command, what, where, strerror(errno));
    return EXIT_BAD_DATA;
}

static bool make_dir(const char *dir)
{
    return mkdir(dir, 0700) == 0 || errno == EEXIST;
}

// The list of digests comes last: a backup without it was cut short.
int backup_write(struct db_pool *pool, struct arena *a, const struct deed *deed, const char *command,
                 const char *dir)
{
    if (!make_dir(dir))
        return backup_trouble(command, "cannot make", dir);
    struct copy c = { .f = create(a, dir, BACKUP_DUMP) };
    if (!c.f)
        return backup_trouble(command, "cannot begin a backup in", dir);
    err e = db_run(pool, TX_READ, a, deed, dump_body, &c);
    int code = e == OK ? EXIT_FINE : backup_trouble(command, err_name(e), dir);
    if (!settled(c.f) && code == EXIT_FINE)
        code = backup_trouble(command, "cannot write in", dir);
    if (code != EXIT_FINE)
        return code;
    FILE *list = create(a, dir, BACKUP_DIGESTS);
    if (!list)
        return backup_trouble(command, "cannot write in", dir);
    str digest = digest_of(a, &c);
    fprintf(list, "%.*s  %s\n", S(digest), BACKUP_DUMP);
    if (!settled(list))
        return backup_trouble(command, "cannot write in", dir);
    printf("%lld rows of %lld tables in %s, sha256 %.*s\n", (long long)c.n.rows,
           (long long)c.n.tables, dir, S(digest));
    return EXIT_FINE;
}


err backup_digest(struct db_pool *pool, struct arena *a, const struct deed *deed, str *digest)
{
    struct copy c = { 0 };
    PASS(db_run(pool, TX_READ, a, deed, dump_body, &c));
    *digest = digest_of(a, &c);
    return OK;
}

str backup_digest_of(struct arena *a, str text)
{
    struct copy c = { 0 };
    crypto_hash_sha256_init(&c.hash);
    if (put(&c, text) != OK)
        return STR("");
    return digest_of(a, &c);
}
