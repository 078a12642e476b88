// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/access/access_demo.h"
#include "rooms/access/access_web.h"

static const struct route routes[] = {
    { "GET", "/logg-inn", &PUBLIC, TX_NONE, sign_in_get },
    { "POST", "/logg-inn", &PUBLIC, TX_NONE, sign_in_post },
    { "POST", "/logg-ut", &SIGNED_IN, TX_WRITE, sign_out_post },
    { "GET", "/start", &SIGNED_IN, TX_NONE, start_get },
    { "POST", "/rolle", &SIGNED_IN, TX_WRITE, role_post },
    { "GET", "/profil", &SIGNED_IN, TX_READ, profile_get },
    { "POST", "/profil/passord", &SIGNED_IN, TX_NONE, password_post },
    { "POST", "/profil/okter/:id/avslutt", &SIGNED_IN, TX_WRITE, session_end_post },
    { "GET", "/velkommen/:token", &PUBLIC, TX_NONE, welcome_get },
    { "POST", "/velkommen/:token", &PUBLIC, TX_NONE, welcome_post },
    { 0 },
};

static const struct record *const records[] = { &invite_rec, NULL };

extern const struct room access_room;
const struct room access_room = {
    .name = "access",
    .routes = routes,
    .records = records,
    .demo = access_demo,
};
