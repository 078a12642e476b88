// SPDX-License-Identifier: Apache-2.0
// Pages of training in the reception centre.
#ifndef ROOMS_RECEPTION_TRAINING_WEB_H
#define ROOMS_RECEPTION_TRAINING_WEB_H

#include "rooms/reception/programme_web.h"

// ---- /personer/:id/opplaring, /beboere/opplaring
struct training_line {
    str subject, day, hours, provider;
};
struct training_shown {
    str subject, by_law, taken, left;
    bool none, done;
    struct how how;
};
struct training_page {
    struct person_head head;
    bool may_write;
    SLICE(struct training_shown) due;
    SLICE(struct training_line) lines;
};
struct training_row {
    int64_t person;
    str name, norwegian, culture;
    bool duty, done;
};
struct training_house_page {
    struct centre centre;
    str title;
    SLICE(struct training_row) rows;
};
reply training_get(struct rq *);
reply training_new_get(struct rq *);
reply training_new_post(struct rq *);
reply training_house_get(struct rq *);

#endif
