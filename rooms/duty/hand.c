// SPDX-License-Identifier: Apache-2.0
// What the person's pages ask of the caseload: whether a colleague has the person in hand, so that a
// purpose is told first (SEC-4); and who hears of an emergency access (SEC-40).
#include "rooms/duty/duty_db.h"
#include "rooms/person/person.h"

SQL(covers, "select count(*) from duty_absence where org = $1 and user_id = $2 and cover = $3 "
            "and from_day <= $4 and (to_day is null or to_day >= $4)");

// Who covers for a colleague who is away has the colleague's persons as her own.
static err in_hand(struct db *db, int64_t person, enum in_hand *hand)
{
    int64_t user, covering = 0;
    PASS(case_owner(db, person, db->deed.org, &user));
    *hand = !user ? HAND_NOBODYS : user == db->deed.user ? HAND_MINE : HAND_ANOTHERS;
    if (*hand == HAND_ANOTHERS)
        PASS(db_int(db, &covers, ARGS(AI(db->deed.org), AI(user), AI(db->deed.user), AD(db->deed.today)),
                    &covering));
    if (covering)
        *hand = HAND_MINE;
    return OK;
}
PERSON_CASELOAD(caseload, in_hand);

// The head of the service and the privacy officer of the organisation where it was used.
static err tell(struct db *db, int64_t emergency)
{
    (void)emergency;
    return notice_tell(db, db->deed.org, R(MH) | R(PO) | R(DS), NOTICE_WAITING, "duty.notice.emergency",
                       STR("/personer/kontroll"));
}
PERSON_ALARM(emergency_used, tell);
