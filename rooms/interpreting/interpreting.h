// SPDX-License-Identifier: Apache-2.0
// Ordering an interpreter for a conversation (Interpreting Act s. 6 and 7). The public body orders and
// pays; a qualified interpreter is asked for, and an unqualified one needs a ground.
#ifndef ROOMS_INTERPRETING_INTERPRETING_H
#define ROOMS_INTERPRETING_INTERPRETING_H

#include "platform/view/parts.h"
#include "rooms/person/person.h"

enum order_state { ORDER_REQUESTED, ORDER_ACCEPTED, ORDER_CANCELLED };
enum order_event { EV_ORDER_ACCEPT, EV_ORDER_CANCEL };
enum order_way { WAY_TELEPHONE, WAY_SCREEN, WAY_ON_SITE };
enum order_topic { TOPIC_TALK, TOPIC_MAPPING, TOPIC_GUIDANCE, TOPIC_OTHER };
// Categories of the national register (regulation s. 10), best first; the last is none of them.
enum order_used { USED_NONE, USED_A, USED_B, USED_C, USED_D, USED_E, USED_UNQUALIFIED };
enum order_ground { GROUND_NONE, GROUND_URGENT, GROUND_EMERGENCY, GROUND_STRONG, GROUND_DISPENSATION };

struct order {
    int64_t id, person, org;
    int state;           // enum order_state
    str language;        // ISO 639-3
    int level;           // 0 A ... 4 E: at least
    int way, topic;
    day on_day;
    str starts;          // "10:00"
    int64_t minutes;
    str room;            // within the house; never an address
    int used, ground;    // of the interpreter who comes
    str interpreter;     // number in the register
    int64_t by_user;
    day made_on;
    int64_t version;
};
typedef SLICE(struct order) interpreter_orders;
extern const struct record order_rec;
extern const struct states order_states;

// This organisation's orders for the person, the latest day first.
MUST err interpreting_orders(struct db *, int64_t person, interpreter_orders *);
// Of them, the next accepted one that is not cancelled for this kind of conversation, or the latest;
// E_NOTFOUND when there is none.
MUST err interpreting_for(struct db *, int64_t person, enum order_topic, struct order *);
// E_DENIED: where a protected person meets an interpreter is not stored (SEC-14).
MUST err interpreting_add(struct db *, const struct person *, struct order *);
// Somebody comes: how qualified, and on which ground when not at all. E_INPUT when that is not lawful.
MUST err interpreting_accept(struct db *, const struct order *was, struct order *now);
MUST err interpreting_cancel(struct db *, const struct order *was);

#endif
