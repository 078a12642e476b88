// SPDX-License-Identifier: Apache-2.0
#ifndef ROOMS_PERSON_CHECK_H
#define ROOMS_PERSON_CHECK_H

#include "rooms/person/person.h"

MUST err person_check(struct db *, struct out *breaches);

#endif
