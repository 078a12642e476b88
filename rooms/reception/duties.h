// SPDX-License-Identifier: Apache-2.0
// The duties of a centre: competence mapping and settlement conversation once a permit is there.
#ifndef ROOMS_RECEPTION_DUTIES_H
#define ROOMS_RECEPTION_DUTIES_H

#include "rooms/reception/reception_db.h"

// Opens what is due for a resident with a permit that settles; others: nothing happens.
MUST err duties_open(struct db *, int64_t person);
err duties_heard_permit(struct db *, int64_t person, str payload); // the fact "person.permit"
err stay_heard_death(struct db *, int64_t person, str payload);    // the fact "person.died"
MUST err duties_drop(struct db *, int64_t person, int64_t org, day on); // before sight is lost
MUST err duties_mapped(struct db *, int64_t person, bool done);         // false: exempt or declined
MUST err duties_talked(struct db *, int64_t person, day on);

// ---- the integration programme
MUST err duties_review(struct db *, int64_t person, day signed_on, day review); // the plan's next review
MUST err duties_reviewed(struct db *, int64_t person);
MUST err duties_absent(struct db *, int64_t person, day on);   // invalid absence: to be followed up
MUST err duties_followed(struct db *, int64_t person, day on);
MUST err duties_breached(struct db *, int64_t person, day on); // the resident moves to an ordinary centre

#endif
