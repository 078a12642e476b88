// SPDX-License-Identifier: Apache-2.0
#ifndef ROOMS_ACCESS_ACCESS_DEMO_H
#define ROOMS_ACCESS_ACCESS_DEMO_H

#include "platform/db/db.h"

MUST err access_demo(struct db *, day today); // organisations and invented users

#endif
