// SPDX-License-Identifier: Apache-2.0
// user add, user role, user list: the first user of an installation, and help when nobody can get
// in. Everything else is done on the pages.
#include <stdio.h>

#include "app/store.h"
#include "platform/who/user.h"
#include "rooms/access/access.h"

struct user_add {
    const char *login, *name, *email;
    int64_t clock;
    str link;
};

static err add_body(struct db *db, void *arg)
{
    struct user_add *u = arg;
    struct who_user user = { .login = str_z(u->login), .name = str_z(u->name),
                             .email = str_z(u->email), .password = STR(""), .totp = STR(""),
                             .lang = STR("") };
    PASS(db_add(db, &who_user_rec, &user));
    return access_invite(db, user.id, u->clock, &u->link);
}

static int user_add(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", "--login", "--name", "--email", NULL };
    struct args args = args_of(argc, argv);
    args.command = "user add";
    struct user_add u = { .login = args_value(&args, "--login"), .name = args_value(&args, "--name"),
                          .email = args_value(&args, "--email"), .clock = store_clock() };
    struct store s;
    int code = store_open(&s, &args, true);
    if (code == EXIT_FINE)
        code = args_end(&args, known);
    if (code == EXIT_FINE && (!u.login || !u.name)) {
        fputs("user add: --login and --name are needed\n", stderr);
        code = EXIT_BAD_USE;
    }
    if (code == EXIT_FINE) {
        err e = db_run(s.pool, TX_WRITE, s.a, &s.deed, add_body, &u);
        if (e == E_CONFLICT)
            fprintf(stderr, "user add: there is a user %s already\n", u.login);
        else if (e)
            fprintf(stderr, "user add: %s\n", err_name(e));
        else
            printf("%s was added. Within 72 hours, open once:\n%.*s\n", u.login, S(u.link));
        code = e ? EXIT_BAD_DATA : EXIT_FINE;
    }
    store_close(&s);
    return code;
}

COMMAND(user_add, "user add", "adds a user and prints the link that opens the account",
        "fotfeste user add --data DIR --login NAME --name \"FULL NAME\" [--email ADDRESS] [--db URL]\n"
        "\n"
        "Adds a user without password. The link that is printed, put after the installation's\n"
        "address, lets the user choose a password and connect an app for one-time codes; it works\n"
        "once and for 72 hours. Give the user a role with \"user role\".\n"
        "\n"
        "Ends with 0 when the user was added, 1 when not, 2 when the command was not understood.\n"
        "\n"
        "Example: fotfeste user add --data /var/lib/fotfeste --login ola --name \"Ola Nordmann\"",
        user_add);

struct user_role {
    const char *login, *role, *org;
    day from, until;
    str why;
};

static err role_body(struct db *db, void *arg)
{
    struct user_role *u = arg;
    struct who_user user;
    struct who_org org;
    struct who_role given;
    enum role role;
    u->why = strf(db->mem, "there is no user %s", u->login);
    PASS(user_by_login(db, str_z(u->login), &user));
    u->why = strf(db->mem, "there is no organisation %s: IMDI, F and two digits, K and four", u->org);
    PASS(access_org(db, str_z(u->org), u->from, &org));
    u->why = strf(db->mem, "there is no role %s", u->role);
    if (!role_parse(str_z(u->role), &role))
        return E_INPUT;
    u->why = strf(db->mem, "%s is no role of %s", u->role, u->org);
    PASS(role_give(db, user.id, &org, role, u->from, u->until, &given));
    u->why = STR("");
    return OK;
}

static int user_role(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", "--login", "--role", "--org", "--from",
                                         "--until", NULL };
    struct args args = args_of(argc, argv);
    args.command = "user role";
    struct user_role u = { .login = args_value(&args, "--login"), .role = args_value(&args, "--role"),
                           .org = args_value(&args, "--org"), .until = DAY_NONE, .why = STR("") };
    const char *from = args_value(&args, "--from"), *until = args_value(&args, "--until");
    struct store s;
    int code = store_open(&s, &args, true);
    if (code == EXIT_FINE)
        code = args_end(&args, known);
    u.from = code == EXIT_FINE ? s.deed.today : DAY_NONE;
    if (code == EXIT_FINE && (!u.login || !u.role || !u.org)) {
        fputs("user role: --login, --role and --org are needed\n", stderr);
        code = EXIT_BAD_USE;
    }
    if (code == EXIT_FINE && ((from && !day_parse(str_z(from), &u.from)) ||
                              (until && !day_parse(str_z(until), &u.until)))) {
        fputs("user role: a day is written YYYY-MM-DD\n", stderr);
        code = EXIT_BAD_USE;
    }
    if (code == EXIT_FINE) {
        err e = db_run(s.pool, TX_WRITE, s.a, &s.deed, role_body, &u);
        if (e)
            fprintf(stderr, "user role: %.*s\n", S(u.why.n ? u.why : str_z(err_name(e))));
        else
            printf("%s has the role %s in %s\n", u.login, u.role, u.org);
        code = e ? EXIT_BAD_DATA : EXIT_FINE;
    }
    store_close(&s);
    return code;
}

COMMAND(user_role, "user role", "gives a user a role in an organisation, with dates",
        "fotfeste user role --data DIR --login NAME --role CODE --org CODE [--from DAY]\n"
        "                   [--until DAY] [--db URL]\n"
        "\n"
        "  --role CODE   DS DG DE DA (directorate), MC MP MH MT MB BA MU (municipality), CO\n"
        "                (county), CE (centre), SY (technical), PO (privacy) ...\n"
        "  --org CODE    IMDI, a county as F15, a municipality as K1506; made when it is new\n"
        "  --from DAY    first day, YYYY-MM-DD; default today\n"
        "  --until DAY   last day; default until further notice\n"
        "\n"
        "Ends with 0 when the role was given, 1 when not, 2 when the command was not understood.\n"
        "\n"
        "Example: fotfeste user role --data /var/lib/fotfeste --login ola --role MU --org K1506",
        user_role);

SQL(user_list_sql,
    "select r.id, r.user_id, r.org_id, r.version, r.role, u.login, u.name as user_name, "
    "o.code as org_code, o.name as org_name, o.kind as org_kind, r.valid_from, r.valid_to, "
    "u.disabled from who_role r join who_user u on u.id = r.user_id "
    "join who_org o on o.id = r.org_id order by u.login, r.valid_from, r.id");

static err list_body(struct db *db, void *arg)
{
    return db_all(db, &user_list_sql, NO_ARGS, &role_row_rec, (role_rows *)arg);
}

static int user_list(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", NULL };
    struct args args = args_of(argc, argv);
    args.command = "user list";
    struct store s;
    role_rows rows = { 0 };
    int code = store_open(&s, &args, true);
    if (code == EXIT_FINE)
        code = args_end(&args, known);
    if (code == EXIT_FINE)
        code = store_run(&s, TX_READ, "user list", list_body, &rows);
    for (size_t i = 0; code == EXIT_FINE && i < rows.n; i++) {
        const struct role_row *r = &rows.p[i];
        printf("%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s%s\n", S(r->login), S(r->user_name), S(r->role),
               S(r->org_code), S(day_iso(s.a, r->valid_from)), S(day_iso(s.a, r->valid_to)),
               r->disabled ? "\tdisabled" : "");
    }
    store_close(&s);
    return code;
}

COMMAND(user_list, "user list", "lists users with their roles",
        "fotfeste user list --data DIR [--db URL]\n"
        "\n"
        "One line for each role, separated by tabs: user, name, role, organisation, first day,\n"
        "last day.\n"
        "\n"
        "Example: fotfeste user list --data /var/lib/fotfeste",
        user_list);
