// SPDX-License-Identifier: Apache-2.0
// An interpreter is ordered for somebody who waits for the settlement conversation.
#include "rooms/interpreting/interpreting.h"

SQL(who_waits, "select min(p.id) from person_person p where p.family = 'Tekle' and p.given = 'Haile'");
SQL(whose_house, "select c.org from reception_stay s join reception_centre c on c.id = s.centre "
                 "where s.person = $1 and s.to_day is null");

err interpreting_demo(struct db *db, day today)
{
    struct order o = { .topic = TOPIC_TALK, .way = WAY_SCREEN, .level = 2, .language = STR("tir"), .starts = STR("10:00"),
                       .minutes = 60, .on_day = day_add(today, 4), .room = STR("Møterom 2"), .interpreter = STR(""),
                       .made_on = today };
    err e = db_int(db, &who_waits, NO_ARGS, &o.person);
    if (e || !o.person)
        return e == E_NOTFOUND ? OK : e;
    e = db_int(db, &whose_house, ARGS(AI(o.person)), &o.org);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    return db_add(db, &order_rec, &o);
}
