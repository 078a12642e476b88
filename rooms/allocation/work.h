// SPDX-License-Identifier: Apache-2.0
#ifndef ROOMS_ALLOCATION_WORK_H
#define ROOMS_ALLOCATION_WORK_H

#include "platform/room.h"
#include "rooms/allocation/allocation_db.h"

extern const struct hears alloc_hears[];
extern const struct job_kind alloc_nightly;

#endif
