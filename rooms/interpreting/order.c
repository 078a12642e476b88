// SPDX-License-Identifier: Apache-2.0
// Rows of interpreter orders and what the law asks of them.
#include "rooms/interpreting/order.h"

#include "platform/room.h"

enum { ROOM = 40, NUMBER = 40, LONGEST = 480 };

static const struct choices order_codes =
    CHOICES({ "requested", "interpreting.state.requested" }, { "accepted", "interpreting.state.accepted" },
            { "cancelled", "interpreting.state.cancelled" });
static const struct choices levels =
    CHOICES({ "a", "interpreting.level.a" }, { "b", "interpreting.level.b" }, { "c", "interpreting.level.c" },
            { "d", "interpreting.level.d" }, { "e", "interpreting.level.e" });
static const struct choices ways =
    CHOICES({ "telephone", "interpreting.way.telephone" }, { "screen", "interpreting.way.screen" },
            { "on_site", "interpreting.way.on_site" });
static const struct choices topics =
    CHOICES({ "talk", "interpreting.topic.talk" }, { "mapping", "interpreting.topic.mapping" },
            { "guidance", "interpreting.topic.guidance" }, { "other", "interpreting.topic.other" });
static const struct choices used =
    CHOICES({ "none", "interpreting.used.none" }, { "a", "interpreting.used.a" }, { "b", "interpreting.used.b" },
            { "c", "interpreting.used.c" }, { "d", "interpreting.used.d" }, { "e", "interpreting.used.e" },
            { "unqualified", "interpreting.used.unqualified" });
static const struct choices grounds =
    CHOICES({ "none", "interpreting.ground.none" }, { "urgent", "interpreting.ground.urgent" },
            { "emergency", "interpreting.ground.emergency" }, { "strong", "interpreting.ground.strong" },
            { "dispensation", "interpreting.ground.dispensation" });

static const struct field order_fields[] = {
    F(order, id, INT, .flags = KEY),
    F(order, person, INT, .flags = READONLY),
    F(order, org, INT, .flags = READONLY),
    F(order, state, ENUM, .flags = READONLY, .choices = &order_codes),
    F(order, language, TEXT, .flags = READONLY | PERSONAL, .max = 3),
    F(order, level, ENUM, .flags = REQUIRED, .choices = &levels),
    F(order, way, ENUM, .flags = REQUIRED, .choices = &ways),
    F(order, topic, ENUM, .flags = REQUIRED, .choices = &topics),
    F(order, on_day, DAY, .flags = REQUIRED),
    F(order, starts, TEXT, .flags = REQUIRED | PERSONAL, .max = 5),
    F(order, minutes, INT, .flags = REQUIRED, .min = 15, .max = LONGEST),
    F(order, room, TEXT, .flags = PERSONAL, .max = ROOM),
    F(order, used, ENUM, .flags = READONLY, .choices = &used),
    F(order, ground, ENUM, .flags = READONLY, .choices = &grounds),
    F(order, interpreter, TEXT, .flags = READONLY | PERSONAL, .max = NUMBER),
    F(order, by_user, INT, .flags = READONLY),
    F(order, made_on, DAY, .flags = READONLY),
    F(order, version, INT, .flags = VERSION),
};
const struct record order_rec = RECORD("interpreting_order", order, order_fields);

static const struct field answer_fields[] = {
    F(order, used, ENUM, .flags = REQUIRED, .choices = &used),
    F(order, ground, ENUM, .flags = REQUIRED, .choices = &grounds),
    F(order, interpreter, TEXT, .flags = PERSONAL, .max = NUMBER),
    F(order, version, INT, .flags = VERSION),
};
const struct record order_answer_rec = RECORD("interpreting_order", order, answer_fields);

static const struct transition moves[] = {
    { ORDER_REQUESTED, EV_ORDER_ACCEPT, ORDER_ACCEPTED },
    { ORDER_REQUESTED, EV_ORDER_CANCEL, ORDER_CANCELLED },
    { ORDER_ACCEPTED, EV_ORDER_CANCEL, ORDER_CANCELLED },
};
const struct states order_states = { "interpreting.order", &order_codes, moves, sizeof moves / sizeof *moves };

PERSON_HOLDS(orders, order_rec, "interpreting_order", "person", "interpreting.holds.orders");

SQL(orders_of, "select * from interpreting_order where person = $1 and org = $2 order by on_day desc, id desc");
SQL(orders_all, "select * from interpreting_order where person = $1");
SQL(order_for, "select * from interpreting_order where person = $1 and org = $2 and topic = $3 and state = 'accepted' "
               "order by on_day desc, id desc limit 1");

err interpreting_orders(struct db *db, int64_t person, interpreter_orders *out)
{
    return db_all(db, &orders_of, ARGS(AI(person), AI(db->deed.org)), &order_rec, out);
}

err interpreting_for(struct db *db, int64_t person, enum order_topic topic, struct order *o)
{
    return db_one(db, &order_for, ARGS(AI(person), AI(db->deed.org), AT(str_z(topics.at[topic].code))), &order_rec, o);
}

err interpreting_add(struct db *db, const struct person *p, struct order *o)
{
    if (p->protection != PROTECT_NONE && o->room.n)
        return E_DENIED;
    o->person = p->id;
    o->org = db->deed.org;
    o->by_user = db->deed.user;
    o->made_on = db->deed.today;
    o->state = ORDER_REQUESTED;
    o->used = USED_NONE;
    o->ground = GROUND_NONE;
    o->interpreter = STR("");
    return db_add(db, &order_rec, o);
}

// Section 7, fifth paragraph: the dispensation ends with 2026. It is the day of the conversation that counts.
static bool lawful(const struct order *o)
{
    if (o->used == USED_NONE)
        return false;
    if (o->used != USED_UNQUALIFIED)
        return o->ground == GROUND_NONE;
    return o->ground != GROUND_NONE &&
           (o->ground != GROUND_DISPENSATION || day_cmp(o->on_day, day_of(2026, 12, 31)) <= 0);
}

err interpreting_accept(struct db *db, const struct order *was, struct order *now)
{
    PASS(state_move(&order_states, &now->state, EV_ORDER_ACCEPT));
    return lawful(now) ? db_save(db, &order_rec, was, now) : E_INPUT;
}

err interpreting_cancel(struct db *db, const struct order *was)
{
    struct order now = *was;
    PASS(state_move(&order_states, &now.state, EV_ORDER_CANCEL));
    return db_save(db, &order_rec, was, &now);
}

// Where and by whom a person who becomes strictly protected is met is stored no more (SEC-14).
static err sealed(struct db *db, int64_t person)
{
    interpreter_orders all = { 0 };
    PASS(db_all(db, &orders_all, ARGS(AI(person)), &order_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct order now = all.p[i];
        now.room = now.interpreter = STR("");
        now.org = now.by_user = 0; // whose order it was tells as much
        PASS(db_save(db, &order_rec, &all.p[i], &now));
    }
    return OK;
}
PERSON_STRICT(interpreting_sealed, sealed);
