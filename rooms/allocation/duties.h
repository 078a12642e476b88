// SPDX-License-Identifier: Apache-2.0
// What a move of a case means for the lists of duties and notices. Called in the same transaction.
#ifndef ROOMS_ALLOCATION_DUTIES_H
#define ROOMS_ALLOCATION_DUTIES_H

#include "rooms/allocation/allocation_db.h"

extern const struct right alloc_asks, alloc_answers;

MUST err duty_asked(struct db *, const struct offer *);
MUST err duty_answered(struct db *, const struct offer *);
MUST err duty_decided(struct db *, const struct offer *);
MUST err duty_dated(struct db *, int64_t org, int64_t offer); // the household has its day
MUST err duty_over(struct db *, const struct offer *);        // taken back
MUST err duty_forgotten(struct db *, int64_t offer);          // nothing is left of who was asked
MUST err duty_opened(struct db *, const struct alloc_case *); // the entry permit's six months
MUST err duty_applied(struct db *, const struct alloc_case *); // asked for help, or need not
MUST err duty_travels(struct db *, const struct alloc_case *); // resettled: the municipality is told two weeks before
MUST err duty_told(struct db *, const struct offer *);         // it has been
MUST err duty_arrived(struct db *, const struct alloc_case *); // resettled: to the police within seven days
MUST err duty_reported(struct db *, const struct alloc_case *);
MUST err duty_closed(struct db *, const struct alloc_case *);

#endif
