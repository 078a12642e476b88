// SPDX-License-Identifier: Apache-2.0
// What follows when two records of one person are merged: the duties, and who has the case in hand.
// Where both records have the same, the kept record's stands. And what is left of them when somebody
// becomes strictly protected.
#include "rooms/duty/duty_db.h"

#include "rooms/person/person.h"

// Kinds whose subject is the person, not a row of some table.
#define OF_PERSON "(x.kind like 'duty.%' or x.kind like 'reception.%')"
#define BOTH_OPEN                                                                              \
    "x.ended = 'open' and exists (select 1 from duty_of_person k where k.kind = x.kind and "   \
    "k.org = x.org and k.subject = $2 and k.ended = 'open')"

PERSON_HOLDS(duties, duty_of_person_rec, "duty_of_person", "person", NULL);
PERSON_HOLDS_WHERE(causes, duty_of_person_rec, "duty_of_person", "subject",
                   OF_PERSON " and not (" BOTH_OPEN ")", "");
// One duty is done once: the second is dropped on its own day, and open again when they are two.
PERSON_HOLDS_WHERE(twice, duty_of_person_rec, "duty_of_person", "subject", OF_PERSON " and " BOTH_OPEN,
                   "ended_on = case when ended = 'open' then start end, "
                   "ended = case when ended = 'open' then 'dropped' else 'open' end, ");
PERSON_HOLDS_WHERE(cases, duty_case_rec, "duty_case", "person",
                   "not (x.to_day is null and exists (select 1 from duty_case k where k.person = $2 "
                   "and k.org = x.org and k.to_day is null))", "");

SQL(follow_case, "update duty_of_person set user_id = (select c.user_id from duty_case c where c.person = $1 "
                 "and c.org = duty_of_person.org and c.to_day is null) where person = $1 and ended = 'open' "
                 "and user_id = 0 and exists (select 1 from duty_case c where c.person = $1 "
                 "and c.org = duty_of_person.org and c.to_day is null)");

// Duties that nobody had go to whoever has the case now.
static err settle(struct db *db, int64_t person)
{
    return db_do(db, &follow_case, ARGS(AI(person)), NULL);
}
PERSON_MERGED(duties_follow_the_case, settle);

// Which organisation has the work tells where the person is (SEC-14). The directorate's stays, and what a
// user has in hand who sees the person by name (SEC-15); the rest is nobody's any more.
#define ELSEWHERE(row)                                                                         \
    "not exists (select 1 from who_org o where o.id = " row ".org and o.kind = 'directorate') and not exists " \
    "(select 1 from who_scope s where s.subject = " row ".person and s.reader = -" row ".user_id and "         \
    row ".user_id <> 0 and s.to_day is null)"
SQL(strict_duties, "select d.* from duty_of_person d where d.person = $1 and " ELSEWHERE("d"));
SQL(strict_in_hand, "select c.* from duty_case c where c.person = $1 and " ELSEWHERE("c"));

static err sealed(struct db *db, int64_t person)
{
    duties all = { 0 };
    SLICE(struct case_row) held = { 0 };
    PASS(db_all(db, &strict_duties, ARGS(AI(person)), &duty_of_person_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(db_erase(db, &duty_of_person_rec, &all.p[i]));
    PASS(db_all(db, &strict_in_hand, ARGS(AI(person)), &duty_case_rec, &held));
    for (size_t i = 0; i < held.n; i++)
        PASS(db_erase(db, &duty_case_rec, &held.p[i]));
    return OK;
}
PERSON_STRICT(duties_sealed, sealed);
