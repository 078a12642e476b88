// SPDX-License-Identifier: Apache-2.0
// Invented users for a demo, one for each role that has work there. Their names say so.
#include "rooms/access/access_demo.h"

#include "platform/http/setting.h"
#include "platform/who/secret.h"
#include "rooms/access/access.h"

static const struct {
    const char *login, *name, *org; // org with its number of 2023
    enum role role;
} people[] = {
    { "bosetting", "Marit Øvelse", "IMDI", DS },
    { "analyse", "Anders Øvelse", "IMDI", DA },
    { "redaktor", "Jonas Øvelse", "IMDI", DE },
    { "drift", "Dina Øvelse", "IMDI", SY },
    { "imdi-brukere", "Brit Øvelse", "IMDI", MU },
    { "fylke", "Line Øvelse", "F15", CO },
    { "molde", "Per Øvelse", "K1506", MC },
    { "molde-leder", "Hilde Øvelse", "K1506", MH },
    { "molde-radgiver", "Nadia Øvelse", "K1506", MP },
    { "molde-brukere", "Ola Øvelse", "K1506", MU },
    { "alesund", "Åse Øvelse", "K1507", MC },
    { "jevnaker", "Jens Øvelse", "K3053", MC },
    { "nesseby", "Nils Øvelse", "K5442", MC },
    { "harstad", "Hanna Øvelse", "K5402", MC },
};

// The code on the demo's day of the unit that had that number in 2023.
static str code_on(struct arena *a, const char *code, day on)
{
    const struct place *p = place_by_slug(str_z(code), day_of(2023, 9, 1));
    if (!p || p->kind != PLACE_MUNICIPALITY)
        return str_z(code);
    const struct place *then = place_became(p, on);
    return strf(a, "K%.*s", S(then ? then->number : p->number));
}

static err all_organisations(struct db *db, day on)
{
    struct who_org org;
    place_list places = { 0 };
    PASS(access_org(db, STR("IMDI"), on, &org));
    place_counties(db->mem, on, &places);
    place_municipalities(db->mem, on, STR(""), &places);
    for (size_t i = 0; i < places.n; i++)
        PASS(access_org_of(db, places.p[i], &org));
    return OK;
}

SQL(one_hash, "select password from who_user where demo = 1 order by id limit 1");

// All share the password, so one reckoning of its digest is enough.
err access_demo_user(struct db *db, const char *login, const char *name, const struct who_org *org, enum role role,
                     struct who_user *user)
{
    struct who_role given;
    str hash;
    err e = db_str(db, &one_hash, NO_ARGS, &hash);
    if (e == E_NOTFOUND)
        e = password_hash(db->mem, STR(DEMO_PASSWORD), &hash);
    PASS(e);
    *user = (struct who_user){ .login = str_z(login), .name = str_z(name), .email = STR(""), .password = hash,
                               .totp = STR(""), .demo = true, .lang = STR("") };
    PASS(db_add(db, &who_user_rec, user));
    return role_give(db, user->id, org, role, day_of(2012, 1, 1), DAY_NONE, &given);
}

err access_demo(struct db *db, day today)
{
    PASS(all_organisations(db, today));
    PASS(setting_put(db, "demo_password", STR(DEMO_PASSWORD)));
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        struct who_org org;
        struct who_user user;
        err e = access_org(db, code_on(db->mem, people[i].org, today), today, &org);
        if (e == E_NOTFOUND)
            continue; // a county that is no more on that day
        PASS(e);
        PASS(access_demo_user(db, people[i].login, people[i].name, &org, people[i].role, &user));
    }
    return OK;
}
