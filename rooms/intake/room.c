// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/intake/db.h"
#include "rooms/intake/demo.h"

static const struct record *const records[] = { &intake_batch_rec, &intake_person_rec, &intake_heading_rec, NULL };

extern const struct room intake_room;
const struct room intake_room = {
    .name = "intake",
    .records = records,
    .demo = intake_demo,
};
