// SPDX-License-Identifier: Apache-2.0
// Training while the application is treated: Norwegian and culture (Integration Act § 5, regulation §§ 1-2),
// hours by the law and hours taken. Hours are hundredths.
#ifndef ROOMS_RECEPTION_TRAINING_H
#define ROOMS_RECEPTION_TRAINING_H

#include "law/law.h"
#include "rooms/reception/programme.h"

enum { TRAIN_NORWEGIAN, TRAIN_CULTURE, TRAIN_SUBJECTS };

struct training_due {
    int64_t by_law;      // what the law gives on the day; 0 where it gives no duty
    int64_t taken, left; // left is never below 0
    struct law_answer answer;
};
// The facts the rules look at, from what reception knows: age, application, centre. `p` has a stay or none.
MUST err training_facts(struct db *, const struct person *p, day on, struct law_facts *);
MUST err training_due(struct db *, const struct person *p, day on, struct law_facts *,
                      struct training_due due[static TRAIN_SUBJECTS]);

#endif
