// SPDX-License-Identifier: Apache-2.0
#ifndef ROOMS_DUTY_CHECK_H
#define ROOMS_DUTY_CHECK_H

#include "platform/db/db.h"

MUST err duty_check(struct db *, struct out *breaches); // one line a breach

#endif
