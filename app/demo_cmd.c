// SPDX-License-Identifier: Apache-2.0
// demo fills an empty folder with the settlement year as it stood on a day, invented users and
// content. Each room fills its own part.
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/data_dir.h"
#include "app/keys.h"
#include "app/store.h"
#include "platform/http/setting.h"
#include "platform/room.h"
#include "platform/who/user.h"
#include "rooms/access/access.h"

#define DEMO_DAY day_of(2023, 9, 1)
#define DEMO_PERSONS "20000"

static bool empty_folder(const char *dir)
{
    DIR *d = opendir(dir);
    if (!d)
        return false;
    int entries = 0;
    while (readdir(d))
        entries++;
    closedir(d);
    return entries <= 2; // . and ..
}

struct room_demo {
    const struct room *room;
    day today;
    str day_text, persons;
};

static err settings_body(struct db *db, void *arg)
{
    struct room_demo *d = arg;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(setting_put(db, "demo_persons", d->persons));
    return setting_put(db, "demo_day", d->day_text);
}

static err room_body(struct db *db, void *arg)
{
    struct room_demo *d = arg;
    return d->room->demo(db, d->today);
}

SQL(demo_users,
    "select r.id, r.user_id, r.org_id, r.version, r.role, u.login, u.name as user_name, "
    "o.code as org_code, o.name as org_name, o.kind as org_kind, r.valid_from, r.valid_to, "
    "u.disabled from who_role r join who_user u on u.id = r.user_id "
    "join who_org o on o.id = r.org_id where u.demo = 1 order by u.id");

static err users_body(struct db *db, void *arg)
{
    return db_all(db, &demo_users, NO_ARGS, &role_row_rec, (role_rows *)arg);
}

static bool write_accounts(struct store *s, const role_rows *rows)
{
    FILE *f = fopen(strf(s->a, "%s/demo-accounts.csv", s->data).p, "w");
    if (!f)
        return false;
    fputs("role,organisation,user,password\n", f);
    for (size_t i = 0; i < rows->n; i++) {
        struct out o = { 0 };
        out_put(&o, rows->p[i].role);
        out_char(&o, ',');
        out_csv(&o, rows->p[i].org_name, ',');
        out_char(&o, ',');
        out_csv(&o, rows->p[i].login, ',');
        OUT(&o, "," DEMO_PASSWORD "\n");
        fwrite(o.p, 1, o.n, f);
        out_drop(&o);
    }
    return fclose(f) == 0;
}

static int fill(struct store *s, day today, const char *persons)
{
    struct room_demo d = { .today = today, .day_text = day_iso(s->a, today), .persons = str_z(persons) };
    role_rows users = { 0 };
    // What happened in the demo happened on its day, at ten in the morning.
    s->deed.today = today;
    s->deed.now = day_start_ms(today) + 10 * 3600000LL;
    struct out report = { 0 };
    err e = db_migrate(s->pool, false, &report, s->deed.now);
    if (e)
        fprintf(stderr, "demo: %.*s", S(out_str(&report)));
    out_drop(&report);
    if (e)
        return EXIT_BAD_DATA;
    str fault = STR("");
    if (!keys_ready(s->pool, s->a, s->keys, s->deed.now, &fault)) {
        fprintf(stderr, "demo: %.*s\n", S(fault));
        return EXIT_BAD_DATA;
    }
    int code = store_run(s, TX_WRITE, "demo: settings", settings_body, &d);
    for (const struct room *const *r = rooms_all; code == EXIT_FINE && *r; r++) {
        d.room = *r;
        if ((*r)->demo)
            code = store_run(s, TX_WRITE, (*r)->name, room_body, &d);
    }
    if (code == EXIT_FINE)
        code = store_run(s, TX_READ, "demo: accounts", users_body, &users);
    if (code == EXIT_FINE && !write_accounts(s, &users)) {
        fprintf(stderr, "demo: cannot write the accounts: %s\n", strerror(errno));
        code = EXIT_BAD_DATA;
    }
    if (code == EXIT_FINE)
        printf("%s holds a demo on %.*s with %zu users; they stand in %s/demo-accounts.csv\n",
               s->data, S(d.day_text), users.n, s->data);
    return code;
}

static int demo(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", "--day", "--persons", NULL };
    struct args args = args_of(argc, argv), look = args;
    const char *day_text = args_value(&args, "--day"), *persons = args_value(&args, "--persons");
    int64_t number = 0;
    char *copy[64];
    look.at = copy;
    look.n = args.n < 64 ? args.n : 64;
    memcpy(copy, args.at, (size_t)look.n * sizeof *copy);
    const char *dir = args_value(&look, "--data");
    day today = DEMO_DAY;
    if (day_text && !day_parse(str_z(day_text), &today)) {
        fputs("demo: --day is written YYYY-MM-DD\n", stderr);
        return EXIT_BAD_USE;
    }
    if (persons && (!str_int(str_z(persons), &number) || number < 0 || number > 200000)) {
        fputs("demo: --persons takes a number up to 200000\n", stderr);
        return EXIT_BAD_USE;
    }
    if (dir && mkdir(dir, 0700) != 0 && errno != EEXIST) {
        fprintf(stderr, "demo: cannot make %s: %s\n", dir, strerror(errno));
        return EXIT_BAD_DATA;
    }
    if (dir && !empty_folder(dir)) {
        fprintf(stderr, "demo: %s is not empty; a demo is only put where there is nothing\n", dir);
        return EXIT_BAD_DATA;
    }
    struct store s;
    int code = store_open(&s, &args, false);
    if (code == EXIT_FINE)
        code = args_end(&args, known);
    if (code == EXIT_FINE)
        code = fill(&s, today, persons ? persons : DEMO_PERSONS);
    store_close(&s);
    return code;
}

COMMAND(demo, "demo", "fills an empty folder with a demo: figures, users, content",
        "fotfeste demo --data DIR [--day YYYY-MM-DD] [--persons N] [--db URL]\n"
        "\n"
        "Makes DIR when it is not there and fills it with the settlement of refugees in Norway as it\n"
        "stood on the day (1 September 2023 unless told): the published figures since 2012, the\n"
        "year's request and answers, invented users, news in our own words, and an invented\n"
        "population: --persons says how many live in Norway that day (20000 unless told; 0: only the\n"
        "few with a story). That takes about ten seconds. Whoever opens the\n"
        "pages sees by a badge that it is a demo. Users and passwords are written to\n"
        "DIR/demo-accounts.csv; they need no one-time code, and exist in a demo only.\n"
        "\n"
        "Ends with 0 when the demo is there, 1 when DIR is not empty or cannot be written, 2 when\n"
        "the command was not understood.\n"
        "\n"
        "Example: fotfeste demo --data /tmp/demo && fotfeste serve --data /tmp/demo --listen 127.0.0.1:8080",
        demo);
