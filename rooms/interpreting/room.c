// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/interpreting/order.h"

static const struct route routes[] = {
    { "GET", "/personer/:id/tolk", &interpreting_read, TX_READ, orders_get },
    { "GET", "/personer/:id/tolk/bestill", &interpreting_order, TX_READ, order_get },
    { "POST", "/personer/:id/tolk/bestill", &interpreting_order, TX_WRITE, order_post },
    { "GET", "/personer/:id/tolk/:no/svar", &interpreting_order, TX_READ, order_answer_get },
    { "POST", "/personer/:id/tolk/:no/svar", &interpreting_order, TX_WRITE, order_answer_post },
    { "POST", "/personer/:id/tolk/:no/avlys", &interpreting_order, TX_WRITE, order_cancel_post },
    { 0 },
};
static const struct right *const rights[] = { &interpreting_read, &interpreting_order, NULL };
static const struct record *const records[] = { &order_rec, NULL };
static const struct states *const states[] = { &order_states, NULL };

extern const struct room interpreting_room;
const struct room interpreting_room = {
    .name = "interpreting",
    .routes = routes,
    .rights = rights,
    .records = records,
    .states = states,
};
