// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/reception/reception_db.h"

static const struct record *const records[] = { &centre_rec, &capacity_rec, &stay_rec, &flow_rec,
                                                &asylum_case_rec, &minor_rec, &elsewhere_rec,
                                                &mapping_rec, &map_language_rec, &map_education_rec,
                                                &map_work_rec, &map_version_rec, &code_row_rec, NULL };

static const struct states *const states[] = { &case_states, &amot_states, &private_states,
                                               &mapping_states_, NULL };

extern const struct room reception_room;
const struct room reception_room = {
    .name = "reception",
    .records = records,
    .states = states,
    .check = reception_check,
};
