// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/duty/duty_db.h"

static const struct record *const records[] = { &duty_of_person_rec, &duty_of_org_rec, &duty_case_rec, &handover_rec,
                                                &duty_absence_rec, &duty_notice_rec, &duty_read_rec, NULL };

extern const struct room duty_room;
const struct room duty_room = {
    .name = "duty",
    .records = records,
};
