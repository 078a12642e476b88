// SPDX-License-Identifier: Apache-2.0
// The pages of interpreter orders.
#ifndef ROOMS_INTERPRETING_ORDER_H
#define ROOMS_INTERPRETING_ORDER_H

#include "rooms/interpreting/interpreting.h"

extern const struct right interpreting_read, interpreting_order;
extern const struct record order_answer_rec; // what is told when somebody comes

struct order_shown {
    int64_t no;
    str topic, language, level, way, starts, room, used, ground, interpreter, state;
    day on_day;
    int64_t minutes;
    enum tone tone;
    bool open, live; // to be answered; to be cancelled
};
struct orders_page { // the tab "Tolk"
    struct person_head head;
    bool may_order;
    SLICE(struct order_shown) all;
};
struct spoken_choice {
    str code, label;
    bool chosen;
};
struct order_page {
    struct person_head head;
    struct form form;
    bool answer, guarded; // the interpreter's answer; a protected person
    SLICE(struct spoken_choice) languages;
};
reply orders_get(struct rq *);
reply order_get(struct rq *);
reply order_post(struct rq *);
reply order_answer_get(struct rq *);
reply order_answer_post(struct rq *);
reply order_cancel_post(struct rq *);

#endif
