// SPDX-License-Identifier: Apache-2.0
// The portal: front page, updates, the guide from arrival to work, and the editor behind them.
#include "platform/room.h"
#include "rooms/portal/portal_web.h"

static const struct right edit = { "portal.edit", R(DE) };
static const struct right *const rights[] = { &edit, NULL };

enum { IMAGE_MAX = 600 * 1024 };

#define CONTENT(path)                                                                          \
    {                                                                                          \
        "GET", path, &PUBLIC, TX_NONE, content_page_get                                        \
    }
static const struct route routes[] = {
    { "GET", "/", &PUBLIC, TX_READ, front_get },
    { "GET", "/aktuelt", &PUBLIC, TX_READ, news_get },
    { "GET", "/aktuelt/:slug", &PUBLIC, TX_READ, article_get },
    { "GET", "/aktuelt/:slug/bilde", &PUBLIC, TX_READ, image_get },
    { "GET", "/regelverk/endringer", &PUBLIC, TX_READ, rules_get },
    CONTENT("/om-integreringsprosessen"),
    CONTENT("/asylprosessen"),
    CONTENT("/mottak"),
    CONTENT("/bosetting-i-kommune"),
    CONTENT("/introduksjonsprogrammet"),
    CONTENT("/norskopplaering"),
    CONTENT("/regelverk"),
    CONTENT("/tilgjengelighet"),
    CONTENT("/personvern"),
    CONTENT("/om"),
    CONTENT("/kontakt"),
    { "GET", "/sok", &PUBLIC, TX_READ, search_get },
    { "GET", "/sprak", &PUBLIC, TX_NONE, settings_get },
    { "POST", "/sprak", &PUBLIC, TX_NONE, settings_post },
    { "GET", "/innhold", &edit, TX_READ, editor_list_get },
    { "GET", "/innhold/ny", &edit, TX_READ, editor_new_get },
    { "POST", "/innhold/ny", &edit, TX_WRITE, editor_new_post, .body_max = IMAGE_MAX },
    { "GET", "/innhold/:slug", &edit, TX_READ, editor_get },
    { "POST", "/innhold/:slug", &edit, TX_WRITE, editor_post, .body_max = IMAGE_MAX },
    { "POST", "/innhold/:slug/tilstand", &edit, TX_WRITE, editor_state_post },
    { 0 },
};

static const struct record *const records[] = { &update_rec, NULL };

static const struct menu_item menu[] = {
    { "portal.menu.settlement", "/bosetting-i-kommune", NULL, 20, MENU_PUBLIC },
    { "portal.menu.programme", "/introduksjonsprogrammet", NULL, 30, MENU_PUBLIC },
    { "portal.menu.rules", "/regelverk", NULL, 50, MENU_PUBLIC },
    { "portal.menu.news", "/aktuelt", NULL, 60, MENU_PUBLIC },
    { "portal.menu.content", "/innhold", &edit, 10, MENU_STAFF },
    { 0 },
};

static const struct check_page pages[] = {
    { "/aktuelt?slag=rule", ROLE_NONE, "" },
    { "/sok?q=norsk", ROLE_NONE, "" },
    { 0 },
};

extern const struct room portal_room;
const struct room portal_room = {
    .name = "portal",
    .routes = routes,
    .rights = rights,
    .records = records,
    .menu = menu,
    .demo = portal_demo,
    .pages = pages,
};
