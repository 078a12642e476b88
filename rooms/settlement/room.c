// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/settlement/demo.h"
#include "rooms/settlement/settlement_db.h"

static const struct record *const records[] = {
    &figure_rec, &need_rec,   &round_rec,    &request_rec, &decision_rec,
    &notice_rec, &status_rec, &movement_rec, &week_rec,    &dwelling_rec,
    &advice_rec, &draft_rec,  &cell_rec,     &import_rec,  NULL,
};

extern const struct room settlement_room;
const struct room settlement_room = {
    .name = "settlement",
    .records = records,
    .check = settlement_check,
    .demo = settlement_demo,
};
