// SPDX-License-Identifier: Apache-2.0
#include "test/web.h"

#include "platform/who/session.h"
#include "platform/who/user.h"
#include "rooms/access/access.h"
#include "rooms/access/access_demo.h"

struct found_user {
    struct who_user user;
    role_rows roles;
};

static err fill(struct db *db, void *arg)
{
    (void)arg;
    return access_demo(db, day_of(2023, 9, 1));
}

static err find_kari(struct db *db, void *arg)
{
    struct found_user *f = arg;
    PASS(user_by_login(db, STR("kari"), &f->user));
    return roles_of_user(db, f->user.id, &f->roles);
}

static const char new_user[] = "name=Kari+Test&login=kari&email=&role=MC&until=31.12.2023";

TEST(a_new_colleague_gets_a_role_until_a_day_and_a_link)
{
    struct found_user f = { 0 };
    in_db(a, fill, NULL);
    struct answer p = post(a, "/admin/brukere/ny", as(MU, "K1506"), new_user);
    CHECK_INT(p.status, 303);
    in_db(a, find_kari, &f);
    CHECK_INT(f.roles.n, 1);
    CHECK_STR(f.roles.p[0].role, "MC");
    CHECK_STR(f.roles.p[0].org_code, "K1506");
    CHECK_STR(day_iso(a, f.roles.p[0].valid_to), "2023-12-31");
    CHECK(!f.user.password.n);
}

TEST(another_municipality_does_not_know_the_user)
{
    struct found_user f = { 0 };
    in_db(a, fill, NULL);
    post(a, "/admin/brukere/ny", as(MU, "K1506"), new_user);
    in_db(a, find_kari, &f);
    str url = strf(a, "/admin/brukere/%lld", (long long)f.user.id);
    CHECK_INT(get(a, url.p, as(MU, "K1506")).status, 200);
    struct answer foreign = get(a, url.p, as(MU, "K1507"));
    struct answer unknown = get(a, "/admin/brukere/99" /* as long an address */, as(MU, "K1507"));
    CHECK_INT(foreign.status, 404);
    CHECK_INT(unknown.status, 404);
    CHECK_INT(foreign.body.n, unknown.body.n);
}

TEST(a_role_that_the_organisation_lacks_cannot_be_given)
{
    in_db(a, fill, NULL);
    struct answer p = post(a, "/admin/brukere/ny", as(MU, "K1506"),
                           "name=Kari+Test&login=kari&email=&role=DS&until=");
    CHECK_INT(p.status, 422);
    CHECK(has_text(p.body, "Kari Test")); // what was typed stays
}

TEST(a_taken_name_and_a_past_day_are_told_by_field)
{
    in_db(a, fill, NULL);
    struct answer p = post(a, "/admin/brukere/ny", as(MU, "K1506"),
                           "name=Per&login=molde&email=&role=MC&until=01.01.2023");
    CHECK_INT(p.status, 422);
    CHECK(has_text(p.body, "Brukernavnet er tatt"));
    CHECK(has_text(p.body, "01.01.2023"));
}

TEST(nobody_ends_or_gives_own_roles)
{
    struct found_user f = { 0 };
    in_db(a, fill, NULL);
    post(a, "/admin/brukere/ny", as(MU, "K1506"),
         "name=Kari+Test&login=kari&email=&role=MU&until=");
    in_db(a, find_kari, &f);
    struct actor kari = *as(MU, "K1506");
    kari.user = f.user.id;
    struct answer p = post(a, strf(a, "/admin/brukere/%lld/rolle", (long long)kari.user).p, &kari,
                           "role=MH&from=01.09.2023&until=");
    CHECK_INT(p.status, 422);
    p = post(a, strf(a, "/admin/brukere/%lld/rolle-slutt", (long long)kari.user).p, &kari,
             strf(a, "role_id=%lld&version=1", (long long)f.roles.p[0].id).p);
    CHECK_INT(p.status, 403);
}

TEST(the_coordinator_may_not_open_the_users)
{
    in_db(a, fill, NULL);
    CHECK_INT(get(a, "/admin/brukere", as(MC, "K1506")).status, 403);
    CHECK_INT(get(a, "/admin/brukere", public_()).status, 303);
}
