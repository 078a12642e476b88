// SPDX-License-Identifier: Apache-2.0
// Sign-in as people and attackers try it. Hashing is slow on purpose, so few tests sign in.
#include "test/web.h"

#include "platform/http/setting.h"
#include "platform/who/secret.h"
#include "platform/who/session.h"
#include "platform/who/user.h"
#include "rooms/access/access.h"
#include "rooms/access/access_demo.h"

static err fill(struct db *db, void *arg)
{
    (void)arg;
    return access_demo(db, day_of(2023, 9, 1));
}

static const struct {
    const char *form;
} refused_forms[] = {
    { "login=molde&password=wrong+wrong+wrong&code=&neste=" },
    { "login=nobody&password=wrong+wrong+wrong&code=&neste=" },
};

TEST(a_wrong_password_and_an_unknown_user_look_the_same)
{
    in_db(a, fill, NULL);
    struct answer first = post(a, "/logg-inn", public_(), refused_forms[0].form);
    struct answer second = post(a, "/logg-inn", public_(), refused_forms[1].form);
    CHECK_INT(first.status, 422);
    CHECK_INT(second.status, 422);
    CHECK(has_text(first.body, "Vi kjenner ikke igjen"));
    CHECK(has_text(second.body, "Vi kjenner ikke igjen"));
    CHECK(!answer_header(&first, "Set-Cookie").n ||
          !has_text(answer_header(&first, "Set-Cookie"), "fotfeste="));
}

TEST(a_form_that_the_sessions_end_stopped_goes_by_way_of_the_sign_in)
{
    in_db(a, fill, NULL);
#define KEPT_FORM "kept=%2Fbosetting%2Fx&kept.note=%22nei%22+%26&"
    struct answer p = post(a, "/logg-inn", public_(), KEPT_FORM);
    CHECK_INT(p.status, 200); // asks who it is
    CHECK(has_text(p.body, "name=\"kept.note\" value=\"&quot;nei&quot; &amp;\""));
    p = post(a, "/logg-inn", public_(), KEPT_FORM "login=molde&password=wrong&code=&neste=");
    CHECK_INT(p.status, 422);
    CHECK(has_text(p.body, "name=\"kept.note\" value=\"&quot;nei&quot; &amp;\""));
    p = post(a, "/logg-inn", public_(),
             KEPT_FORM "login=molde&password=ovelse+gjor+mester&code=&neste=");
    CHECK_INT(p.status, 200);
    CHECK(has_text(p.body, "action=\"/bosetting/x\""));
    CHECK(has_text(p.body, "name=\"note\" value=\"&quot;nei&quot; &amp;\""));
    CHECK(!has_text(p.body, "mester"));
    CHECK(has_text(answer_header(&p, "Set-Cookie"), "fotfeste="));
    p = post(a, "/logg-inn", public_(),
             "kept=%2F%2Fevil.example&kept.x=1&login=molde&password=ovelse+gjor+mester&code=&"
             "neste=");
    CHECK_INT(p.status, 303);
    CHECK(!has_text(p.location, "evil"));
}

TEST(a_demo_user_signs_in_and_lands_where_asked)
{
    in_db(a, fill, NULL);
    struct answer p = post(a, "/logg-inn", public_(),
                           "login=molde&password=ovelse+gjor+mester&code=&neste=%2Fprofil");
    CHECK_INT(p.status, 303);
    CHECK_STR(p.location, "/profil");
    p = post(a, "/logg-inn", public_(),
             "login=molde&password=ovelse+gjor+mester&code=&neste=%2F%2Fevil.example");
    CHECK_INT(p.status, 303);
    CHECK(!has_text(p.location, "evil"));
}

struct session_case {
    str cookie;
    int64_t clock;
    const struct actor *who;
};

static err begin_session(struct db *db, void *arg)
{
    struct session_case *c = arg;
    struct who_user user;
    role_rows roles = { 0 };
    PASS(user_by_login(db, STR("molde"), &user));
    PASS(roles_now(db, user.id, db->deed.today, &roles));
    return session_begin(db, user.id, roles.p[0].id, STR("127.0.0.1"), c->clock, db->mem,
                         &c->cookie);
}

static err touch_session(struct db *db, void *arg)
{
    struct session_case *c = arg;
    return session_touch(db, c->who->session, c->clock);
}

static err find_session(struct db *db, void *arg)
{
    struct session_case *c = arg;
    return session_find(db, c->cookie, c->clock, db->mem, &c->who);
}

TEST(a_session_ends_when_idle_and_is_found_by_its_cookie_alone)
{
    const int64_t minute = 60000;
    struct session_case c = { .clock = 1700000000000 };
    in_db(a, fill, NULL);
    in_db(a, begin_session, &c);
    in_db(a, find_session, &c);
    CHECK_INT(c.who->role, MC);
    CHECK_STR(c.who->org_code, "K1506");
    c.clock += 29 * minute;
    in_db(a, find_session, &c);
    CHECK(c.who->user && c.who->touch_due);
    c.clock += 2 * minute;
    in_db(a, find_session, &c);
    CHECK_INT(c.who->user, 0);
    c.clock -= 20 * minute;
    c.cookie = STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    in_db(a, find_session, &c);
    CHECK_INT(c.who->user, 0);
}

SQL(become_participant, "update who_role set role = $1");

static err as_role(struct db *db, void *arg)
{
    return db_do(db, &become_participant, ARGS(AT(str_z(arg))), NULL);
}

// ID-31: fifteen minutes idle, an hour in all, however busy.
TEST(a_participants_session_ends_after_a_quarter_idle_and_an_hour_in_all)
{
    const int64_t minute = 60000;
    static const char *const roles[] = { "PA", "RE" };
    in_db(a, fill, NULL);
    for (size_t i = 0; i < 2; i++) {
        struct session_case c = { .clock = 1700000000000 }, idle;
        in_db(a, as_role, (void *)(uintptr_t)roles[i]);
        in_db(a, begin_session, &c);
        idle = c;
        idle.clock += 14 * minute;
        in_db(a, find_session, &idle);
        CHECK(idle.who->user && idle.who->expires_ms == 1700000000000 + 15 * minute);
        idle.clock += 2 * minute;
        in_db(a, find_session, &idle);
        CHECK_INT(idle.who->user, 0);
        for (int64_t t = 0; t <= 70; t += 10) { // a click every ten minutes
            c.clock = 1700000000000 + t * minute;
            in_db(a, find_session, &c);
            CHECK_AT((c.who->user != 0) == (t <= 60), "%s after %lld minutes", roles[i], (long long)t);
            if (c.who->user)
                in_db(a, touch_session, &c);
        }
    }
}

TEST(a_one_time_code_is_right_for_a_step_to_either_side_and_once)
{
    // RFC 6238's secret "12345678901234567890"; its eight digits for time 59 end with 287082.
    const str secret = STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    CHECK_INT(totp_step(secret, STR("287082"), 59000, 0), 1);
    CHECK_INT(totp_step(secret, STR("287 082"), 89000, 0), 1);
    CHECK_INT(totp_step(secret, STR("287082"), 125000, 0), 0); // too late
    CHECK_INT(totp_step(secret, STR("287082"), 59000, 1), 0);  // used
    CHECK_INT(totp_step(secret, STR("287083"), 59000, 0), 0);
    CHECK_INT(totp_step(secret, STR("28708"), 59000, 0), 0);
    CHECK_INT(totp_step(secret, STR("28708a"), 59000, 0), 0);
}

TEST(passwords_that_are_short_plain_or_about_oneself_are_refused)
{
    const str about[] = { STR("molde"), STR("Per Øvelse"), STR("") };
    static const struct {
        const char *password, *fault;
    } cases[] = {
        { "kort", "short" },
        { "aaaaaaaaaaaaaaaaaaaa", "known" },
        { "abcdefghijklmnopqrst", "known" },
        { "jeg bor i Molde by", "known" },
        { "velkommen til Fotfeste", "known" },
        { "fire grønne hester løper", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_AT(strcmp(password_fault(str_z(cases[i].password), about), cases[i].fault) == 0,
                 "\"%s\"", cases[i].password);
}

struct invited {
    int64_t user, clock;
    str path;
};

static err invite(struct db *db, void *arg)
{
    struct invited *v = arg;
    struct who_user user;
    PASS(user_by_login(db, STR("molde"), &user));
    v->user = user.id;
    return access_invite(db, user.id, v->clock, &v->path);
}

TEST(an_invitation_shows_its_page_and_an_unknown_one_is_gone)
{
    in_db(a, fill, NULL);
    struct invited v = { .clock = test_site(a)->clock() };
    in_db(a, invite, &v);
    CHECK_INT(get(a, v.path.p, public_()).status, 200);
    CHECK_INT(get(a, "/velkommen/ukjent", public_()).status, 404);
    struct answer p = post(a, v.path.p, public_(), "password=kort&again=kort&code=123456");
    CHECK_INT(p.status, 422);
    CHECK(has_text(p.body, "minst 15 tegn"));
}
