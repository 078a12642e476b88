// SPDX-License-Identifier: Apache-2.0
// Fills a demo database with the settlement years on the real figures.
#ifndef ROOMS_SETTLEMENT_DEMO_H
#define ROOMS_SETTLEMENT_DEMO_H

#include "platform/db/db.h"

// Requests, decisions and figures are the directorate's published ones. Postponements, places per
// week and dwellings are made up, and say so.
MUST err settlement_demo(struct db *, day today);
MUST err settlement_check(struct db *, struct out *breaches);

#endif
