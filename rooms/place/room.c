// SPDX-License-Identifier: Apache-2.0
// Places are reference data: the room has no pages and no tables of its own.
#include "platform/room.h"

extern const struct room place_room;
const struct room place_room = { .name = "place" };
