// SPDX-License-Identifier: Apache-2.0
// From the Cookie header to the actor, against a database with one session: nobody is somebody
// unless the cookie is that session's, sign for sign.
#include "platform/who/session.h"

#include <unistd.h>

#include "platform/http/parse.h"
#include "platform/who/secret.h"
#include "test/fuzz.h"

#define CLOCK INT64_C(1693562400000)
// SHA-256 of GOOD_COOKIE is what the database holds.
#define GOOD_COOKIE "Zm90ZmVzdGUtZnV6ei1zZXNzaW9uLTAwMDAwMDAwMDE"

SQL(seed_org,
    "insert into who_org (code, kind, name) values ('K1506', 'municipality', 'Molde')");
SQL(seed_user, "insert into who_user (login, name) values ('kari', 'Kari Nordmann')");
SQL(seed_role, "insert into who_role (user_id, org_id, role, valid_from) "
               "select u.id, o.id, 'MC', '2023-01-01' from who_user u cross join who_org o");
SQL(seed_session,
    "insert into who_session (digest, user_id, role_id, form_token, began, seen, authed) "
    "select $1, r.user_id, r.id, 'token', $2, $2, $2 from who_role r");

static const struct deed deed = { .role = "",
                                  .session = STR_INIT(""),
                                  .request = STR_INIT("fuzz"),
                                  .reason = STR_INIT(""),
                                  .now = CLOCK };

static err fill(struct db *db, void *arg)
{
    int64_t n;
    PASS(db_do(db, &seed_org, NO_ARGS, &n));
    PASS(db_do(db, &seed_user, NO_ARGS, &n));
    PASS(db_do(db, &seed_role, NO_ARGS, &n));
    return db_do(db, &seed_session, ARGS(AT(token_digest(arg, STR(GOOD_COOKIE))), AI(CLOCK)),
                 &n);
}

static struct db_pool *pool; // lives as long as the process

static void tidy(void)
{
    db_close(pool);
}

static void open_once(struct arena *a)
{
    char folder[] = "/tmp/fotfeste-fuzz-XXXXXX";
    str fault;
    struct out report = { 0 };
    if (pool)
        return;
    HOLDS(mkdtemp(folder) != NULL);
    str file = strf(a, "%s/db", folder);
    HOLDS(db_open(strf(a, "sqlite:%s", file.p).p, 1, &pool, &fault, a) == OK);
    HOLDS(db_migrate(pool, false, &report, CLOCK) == OK);
    struct deed d = deed;
    d.today = day_in_oslo(CLOCK);
    HOLDS(db_run(pool, TX_WRITE, a, &d, fill, a) == OK);
    out_drop(&report);
    atexit(tidy);
}

struct
try {
    struct arena *a;
    str cookie;
    const struct actor *who;
};

static err find(struct db *db, void *arg)
{
    struct try *t = arg;
    return session_find(db, t->cookie, CLOCK, t->a, &t->who);
}

FUZZ(session)
{
    pairs list = { 0 };
    open_once(a);
    parse_cookies(a, in, &list);
    for (size_t i = 0; i < list.n; i++) {
        struct try t = { a, list.p[i].value, NULL };
        struct deed d = deed;
        d.today = day_in_oslo(CLOCK);
        HOLDS(db_run(pool, TX_READ, a, &d, find, &t) == OK && t.who);
        HOLDS((t.who->user != 0) == str_is(t.cookie, GOOD_COOKIE));
    }
}
