// SPDX-License-Identifier: Apache-2.0
// What is set for the whole installation, as rows of the table setting.
//   demo      "1" in a demo database: badge, accounts without second factor
//   demo_day  the day on which the demo stands still, YYYY-MM-DD
#ifndef PLATFORM_HTTP_SETTING_H
#define PLATFORM_HTTP_SETTING_H

#include "platform/db/db.h"

MUST err setting_get(struct db *, const char *name, str *value); // "" when not set
MUST err setting_demo(struct db *, bool *demo); // people here are invented, no others come in
MUST err setting_put(struct db *, const char *name, str value);

#endif
