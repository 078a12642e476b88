// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/settlement/demo.h"
#include "rooms/settlement/settlement_web.h"

static const struct record *const records[] = {
    &figure_rec, &need_rec,   &round_rec,    &request_rec, &decision_rec,
    &notice_rec, &status_rec, &movement_rec, &week_rec,    &dwelling_rec,
    &advice_rec, &draft_rec,  &cell_rec,     &import_rec,  NULL,
};

static const struct right *const rights[] = {
    &MAY_SEE_ALL, &MAY_SEE_PLACE, &MAY_SEE_COUNTY,   &MAY_ENTER,  &MAY_REQUEST,
    &MAY_ANSWER,  &MAY_REPORT,    &MAY_SEE_CAPACITY, &MAY_ADVISE, NULL,
};

static const struct route routes[] = {
    {"GET",       "/bosetting", &MAY_ENTER, TX_READ, enter_get, 0, FACES},
    {0},
};

static const struct menu_item menu[] = {
    {"settlement.menu", "/bosetting", &MAY_ENTER, 20, MENU_STAFF},
    {0      },
};

extern const struct room settlement_room;
const struct room settlement_room = {
    .name = "settlement",
    .routes = routes,
    .rights = rights,
    .records = records,
    .menu = menu,
    .check = settlement_check,
    .demo = settlement_demo,
};
