// SPDX-License-Identifier: Apache-2.0
#ifndef ROOMS_DUTY_DEMO_H
#define ROOMS_DUTY_DEMO_H

#include "platform/db/db.h"

MUST err duty_demo(struct db *, day today); // a working week for the invented people

#endif
