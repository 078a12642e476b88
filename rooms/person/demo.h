// SPDX-License-Identifier: Apache-2.0
#ifndef ROOMS_PERSON_DEMO_H
#define ROOMS_PERSON_DEMO_H

#include "rooms/person/person.h"

MUST err person_demo(struct db *, day today);

#endif
