// SPDX-License-Identifier: Apache-2.0
#ifndef ROOMS_INTAKE_DEMO_H
#define ROOMS_INTAKE_DEMO_H

#include "rooms/intake/intake.h"

// For a demo database: brings the invented population in as files, so that it shows the import too.
MUST err intake_demo(struct db *, day today);
MUST err intake_demo_lists(struct db *, day today); // lists, answers and dates for some of them

#endif
