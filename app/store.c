// SPDX-License-Identifier: Apache-2.0
#include "app/store.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/data_dir.h"
#include "app/keys.h"
#include "app/upgrade.h"

int64_t store_clock(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int bad(const char *command, int code, const char *what, str why)
{
    fprintf(stderr, "%s: %s%.*s\n", command, what, S(why));
    return code;
}

// A command on an installation that is not there would make an empty one: a wrong --data is told.
static bool there(const char *url)
{
    static const char sqlite[] = "sqlite:";
    return strncmp(url, sqlite, sizeof sqlite - 1) != 0 || access(url + sizeof sqlite - 1, F_OK) == 0;
}

int store_open(struct store *s, struct args *args, bool migrated)
{
    const char *db = args_value(args, "--db");
    const char *key = args_value(args, "--key");
    s->data = args_value(args, "--data");
    s->a = arena_make(0);
    s->pool = NULL;
    if (!s->data)
        return bad(args->command, EXIT_BAD_USE, "--data DIR is needed", STR(""));
    s->keys = keys_path(s->a, s->data, key);
    const char *url = data_url(s->a, s->data, db);
    if (migrated && !there(url))
        return bad(args->command, EXIT_BAD_DATA, "there is no installation in ", str_z(s->data));
    str fault = STR("");
    if (db_open(url, 1, &s->pool, &fault, s->a) != OK)
        return bad(args->command, EXIT_BAD_DATA, "", fault);
    int64_t now = store_clock();
    s->deed = (struct deed){ .system = true, .role = "", .session = STR(""), .reason = STR(""),
                             .request = strf(s->a, "command %s", args->command),
                             .now = now, .today = day_in_oslo(now) };
    struct out report = { 0 };
    if (migrated && !upgrade(s->pool, s->data, now, &report)) {
        fprintf(stderr, "%s: the database is not of this program:\n%.*s", args->command,
                S(out_str(&report)));
        out_drop(&report);
        return EXIT_BAD_DATA;
    }
    out_drop(&report);
    if (migrated && !keys_ready(s->pool, s->a, s->keys, now, &fault))
        return bad(args->command, EXIT_BAD_DATA, "", fault);
    return EXIT_FINE;
}

void store_close(struct store *s)
{
    db_close(s->pool);
    arena_drop(s->a);
}

int store_run(struct store *s, enum tx tx, const char *what, err (*body)(struct db *, void *),
              void *arg)
{
    err e = db_run(s->pool, tx, s->a, &s->deed, body, arg);
    if (e == OK)
        return EXIT_FINE;
    fprintf(stderr, "%s: %s\n", what, err_name(e));
    return EXIT_BAD_DATA;
}
