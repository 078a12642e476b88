// SPDX-License-Identifier: Apache-2.0
#ifndef ROOMS_RECEPTION_DEMO_H
#define ROOMS_RECEPTION_DEMO_H

#include "platform/who/user.h"
#include "rooms/reception/reception_db.h"

err reception_demo(struct db *, day today);
MUST err demo_user(struct db *, const char *login, const char *name, str org_code, enum role);

// Places, plans and attendance of the integration centre's residents.
MUST err demo_programme(struct db *, int64_t centre, day today);
MUST err demo_voluntary(struct db *, int64_t centre, day today);
MUST err demo_training(struct db *, int64_t centre, day today);
MUST err demo_order(struct db *, const struct centre *, day today);

#endif
