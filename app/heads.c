// SPDX-License-Identifier: Apache-2.0
#include "app/heads.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "platform/trace/sign.h"
#include "platform/trace/trace.h"

static err read_heads(struct db *db, void *arg)
{
    out_clear(arg);
    return trace_checkpoint(db, arg);
}

// The old file stands until the new one is whole and on the disk.
static bool replace(struct arena *a, const char *data, str text)
{
    const char *path = strf(a, "%s/" HEADS_FILE, data).p, *fresh = strf(a, "%s.new", path).p;
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool fine = write(fd, text.p, text.n) == (ssize_t)text.n && fsync(fd) == 0;
    return close(fd) == 0 && fine && rename(fresh, path) == 0;
}

static bool same_heads(struct arena *a, const char *data, str heads)
{
    char have[4096];
    int fd = open(strf(a, "%s/" HEADS_FILE, data).p, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, have, sizeof have);
    if (fd >= 0)
        close(fd);
    return n >= (ssize_t)heads.n && heads.n && memcmp(have, heads.p, heads.n) == 0;
}

bool heads_keep(struct db_pool *pool, const char *data, int64_t now)
{
    struct arena *a = arena_make(0);
    struct deed deed = { .system = true, .role = "", .session = STR(""), .request = STR("heads"),
                         .reason = STR(""), .now = now, .today = day_in_oslo(now) };
    struct out o = { 0 };
    str fault = STR("the heads cannot be read");
    bool fine = db_run(pool, TX_READ, a, &deed, read_heads, &o) == OK;
    if (fine && o.n && !same_heads(a, data, out_str(&o))) {
        fine = trace_sign(a, data, &o, &fault) == OK;
        if (fine && !replace(a, data, out_str(&o))) {
            fault = str_z(strerror(errno));
            fine = false;
        }
    }
    if (!fine)
        fprintf(stderr, "audit heads: %.*s\n", S(fault));
    out_drop(&o);
    arena_drop(a);
    return fine;
}
