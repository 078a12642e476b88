// SPDX-License-Identifier: Apache-2.0
// Local sign-in in three movements: look (brake, user), hash (outside any transaction, so that the
// write lock is never held for it), write (failure or session). Every refusal looks the same.
#include "platform/who/user.h"

#include "platform/trace/trace.h"
#include "platform/who/secret.h"
#include "platform/who/session.h"

enum {
    FREE_FAILURES = 3,        // wrong tries before the account is braked
    LONGEST_WAIT = 60 * 1000, // never a lasting lock that others could cause
    CODE_FAILURES = 10,
    CODE_WAIT = 15 * 60 * 1000,
    BLOCK_TRIES = 100,
    BLOCK_WINDOW = 10 * 60 * 1000,
};

struct attempt {
    struct db_pool *pool;
    const struct login *given;
    struct who_user user; // id 0: no such user
    bool braked;
    bool password_fits;
    enum login_outcome outcome;
    str cookie;
};

SQL(brake_of, "select tries from who_brake where block = $1 and since > $2");
SQL(brake_count, "insert into who_brake (block, since, tries) values ($1, $2, 1) "
                 "on conflict (block) do update set "
                 "tries = case when who_brake.since > $3 then who_brake.tries + 1 else 1 end, "
                 "since = case when who_brake.since > $3 then who_brake.since else $2 end");
SQL(failure_count, "update who_user set failures = failures + 1, wait_until = $2 where id = $1");
SQL(failure_clear, "update who_user set failures = 0, wait_until = 0, totp_step = $2 where id = $1");
SQL(recovery_use, "update who_recovery set used = $3 where user_id = $1 and digest = $2 and "
                  "used is null");

// "192.0.2.17" -> "192.0.2.", an IPv6 address -> its first three groups.
static str address_block(str address)
{
    char sep = memchr(address.p, ':', address.n) ? ':' : '.';
    size_t n = 0;
    for (int groups = 0; n < address.n && groups < 3; n++)
        groups += address.p[n] == sep;
    return str_part(address, 0, n);
}

static err look(struct db *db, void *arg)
{
    struct attempt *t = arg;
    int64_t tries = 0;
    err e = db_int(db, &brake_of,
                   ARGS(AT(address_block(t->given->address)), AI(t->given->clock - BLOCK_WINDOW)),
                   &tries);
    if (e != OK && e != E_NOTFOUND)
        return e;
    if (tries >= BLOCK_TRIES)
        return E_TOOBIG;
    e = user_by_login(db, t->given->name, &t->user);
    if (e == E_NOTFOUND) {
        t->user = (struct who_user){ 0 };
        return OK;
    }
    t->braked = e == OK && t->user.wait_until > t->given->clock;
    return e;
}

// 1, 2, 4 ... 60 s after the third failure.
static int64_t wait_after(int64_t failures)
{
    if (failures < FREE_FAILURES)
        return 0;
    int64_t shift = failures - FREE_FAILURES;
    int64_t wait = shift > 5 ? LONGEST_WAIT : 1000LL << shift;
    return wait < LONGEST_WAIT ? wait : LONGEST_WAIT;
}

static err refuse(struct db *db, struct attempt *t, const char *why)
{
    t->outcome = LOGIN_WRONG;
    const struct login *g = t->given;
    PASS(db_do(db, &brake_count,
               ARGS(AT(address_block(g->address)), AI(g->clock), AI(g->clock - BLOCK_WINDOW)), NULL));
    if (t->user.id && !t->braked) {
        int64_t failures = t->user.failures + 1;
        int64_t wait = t->password_fits && failures >= CODE_FAILURES ? CODE_WAIT : wait_after(failures);
        PASS(db_do(db, &failure_count, ARGS(AI(t->user.id), AI(g->clock + wait)), NULL));
    }
    return trace_note(db, "login-refused", "who_user", t->user.id,
                      strf(db->mem, "{\"why\":\"%s\"}", why));
}

// *fits and, for a one-time code, the step it used.
static err second_factor(struct db *db, struct attempt *t, bool *fits, int64_t *step)
{
    const struct login *g = t->given;
    *step = totp_step(t->user.totp, g->code, g->clock, t->user.totp_step);
    *fits = *step != 0;
    if (*fits)
        return OK;
    int64_t used = 0;
    PASS(db_do(db, &recovery_use,
               ARGS(AI(t->user.id), AT(token_digest(db->mem, g->code)), AI(g->clock)), &used));
    *fits = used == 1;
    *step = t->user.totp_step;
    return OK;
}

static err enter(struct db *db, struct attempt *t, int64_t step)
{
    role_rows roles = { 0 };
    PASS(roles_now(db, t->user.id, db->deed.today, &roles));
    if (!roles.n) {
        t->outcome = LOGIN_NO_ROLE;
        return trace_note(db, "login-refused", "who_user", t->user.id, STR("{\"why\":\"no role\"}"));
    }
    PASS(db_do(db, &failure_clear, ARGS(AI(t->user.id), AI(step)), NULL));
    PASS(session_begin(db, t->user.id, roles.p[0].id, t->given->address, t->given->clock, db->mem,
                       &t->cookie));
    t->outcome = LOGIN_OK;
    return trace_note(db, "login", "who_user", t->user.id, STR(""));
}

static err write(struct db *db, void *arg)
{
    struct attempt *t = arg;
    if (!t->user.id)
        return refuse(db, t, "unknown user");
    if (t->braked)
        return refuse(db, t, "braked");
    if (!t->password_fits)
        return refuse(db, t, "wrong password");
    if (t->user.disabled)
        return refuse(db, t, "disabled");
    if (t->user.demo)
        return enter(db, t, t->user.totp_step);
    if (!t->user.totp.n) {
        t->outcome = LOGIN_SETUP;
        return OK;
    }
    if (!t->given->code.n) {
        t->outcome = LOGIN_CODE;
        return OK;
    }
    bool fits;
    int64_t step;
    PASS(second_factor(db, t, &fits, &step));
    return fits ? enter(db, t, step) : refuse(db, t, "wrong code");
}

err login_try(struct db_pool *pool, struct arena *a, const struct deed *deed,
              const struct login *given, enum login_outcome *outcome, struct who_user *user,
              str *cookie)
{
    struct attempt t = { .pool = pool, .given = given, .cookie = STR("") };
    PASS(db_run(pool, TX_READ, a, deed, look, &t));
    // Braked or unknown users cost a hash too, so that nobody learns which it was.
    PASS(password_check(t.braked ? STR("") : t.user.password, given->password, &t.password_fits));
    struct deed as = *deed;
    as.user = t.user.id;
    PASS(db_run(pool, TX_WRITE, a, &as, write, &t));
    *outcome = t.outcome;
    *user = t.user;
    *cookie = t.cookie;
    return OK;
}
