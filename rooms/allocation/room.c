// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/allocation/work.h"

static const struct record *const records[] = {
    &alloc_case_rec, &alloc_log_rec, &offer_rec,   &alloc_need_rec, &tie_rec,
    &alloc_decision_rec, &plan_rec,  &settled_rec, &listed_row_rec, NULL,
};
static const struct states *const states[] = { &alloc_states, NULL };
static const struct job_kind *const jobs[] = { &alloc_nightly, NULL };

extern const struct room allocation_room;
const struct room allocation_room = {
    .name = "allocation",
    .records = records,
    .states = states,
    .jobs = jobs,
    .hears = alloc_hears,
    .check = allocation_check,
};
