// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/admin/admin_web.h"

static const struct route routes[] = {
    { "GET", "/admin/brukere", &admin_users, TX_READ, users_get },
    { "GET", "/admin/brukere/ny", &admin_users, TX_READ, user_new_get },
    { "POST", "/admin/brukere/ny", &admin_users, TX_WRITE, user_new_post },
    { "GET", "/admin/brukere/:id", &admin_users, TX_READ, user_get },
    { "POST", "/admin/brukere/:id/rolle", &admin_users, TX_WRITE, user_role_post },
    { "POST", "/admin/brukere/:id/rolle-slutt", &admin_users, TX_WRITE, user_role_end_post },
    { "POST", "/admin/brukere/:id/lenke", &admin_users, TX_WRITE, user_link_post },
    { "POST", "/admin/brukere/:id/stengt", &admin_users, TX_WRITE, user_closed_post },
    { 0 },
};

static const struct right *const rights[] = { &admin_users, NULL };

static const struct menu_item menu[] = {
    { "admin.menu.users", "/admin/brukere", &admin_users, 10, MENU_STAFF },
    { 0 },
};

extern const struct room admin_room;
const struct room admin_room = {
    .name = "admin",
    .routes = routes,
    .rights = rights,
    .menu = menu,
};
