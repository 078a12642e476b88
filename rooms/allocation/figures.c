// SPDX-License-Identifier: Apache-2.0
// What statistics counts: every case with what it is counted by, and what municipalities answered.
#include "rooms/allocation/allocation_db.h"

static const struct choices standings_ = CHOICES({ "nowhere", "" }, { "waiting", "" }, { "agreed", "" }, { "home", "" });
static const struct choices sexes = CHOICES({ "female", "" }, { "male", "" }, { "other", "" }, { "unknown", "" });
static const struct choices tracks = CHOICES({ "reception", "" }, { "resettlement", "" }, { "private", "" },
                                             { "amot", "" }, { "self", "" }, { "minor", "" });
static const struct choices bases = CHOICES({ "ASYLUM", "" }, { "COLLECTIVE", "" }, { "RESETTLED", "" },
                                            { "HUMANITARIAN", "" }, { "FAMILY_REF", "" }, { "LIMITED", "" }, { "OTHER", "" });
static const struct field history_fields[] = {
    F(alloc_history, person, INT),         F(alloc_history, household, INT),
    F(alloc_history, track, ENUM, .choices = &tracks), F(alloc_history, stands, ENUM, .choices = &standings_),
    F(alloc_history, shielded, BOOL),      F(alloc_history, number, TEXT),
    F(alloc_history, clock_on, DAY),       F(alloc_history, settled_on, DAY),
    F(alloc_history, ended_on, DAY),       F(alloc_history, born, DAY),
    F(alloc_history, sex, ENUM, .choices = &sexes), F(alloc_history, basis, ENUM, .choices = &bases),
};
static const struct record history_rec = { NULL, history_fields, sizeof history_fields / sizeof *history_fields,
                                           sizeof(struct alloc_history), "alloc_history" };
static const struct field reply_fields[] = { F(alloc_reply, number, TEXT), F(alloc_reply, answered_on, DAY),
                                             F(alloc_reply, persons, INT), F(alloc_reply, declined, BOOL) };
static const struct record reply_rec = { NULL, reply_fields, 4, sizeof(struct alloc_reply), "alloc_reply" };

// A person who is settled anew has two cases: the days are each case's own.
SQL(histories,
    "select c.person, c.household, c.track, case when c.state in ('asked', 'found') then 'waiting' when c.state = "
    "'settled' then 'home' when c.state in ('accepted', 'allocated', 'dated', 'signed', 'place_ok', 'approved') "
    "then 'agreed' else 'nowhere' end as stands, case when c.shield = 'none' then 0 else 1 end as shielded, "
    "case when c.shield = 'none' then c.number else '' end as number, c.clock_on, c.settled_on, e.ended_on, p.born, "
    "p.sex, coalesce(t.basis, 'OTHER') as basis from allocation_case c join person_person p on p.id = c.person "
    "left join (select case_id, max(happened) as ended_on from allocation_log where to_state = 'closed' group by "
    "case_id) e on e.case_id = c.id and c.state = 'closed' left join (select person, basis, row_number() over "
    "(partition by person order by decided, id) as rank from person_permit where settles = 1) t on t.person = c.person "
    "and t.rank = 1 where c.state <> 'closed' or e.ended_on is not null order by c.household, c.person, c.id");
SQL(replies, "select number, answered_on, places as persons, case when state = 'declined' then 1 else 0 end as declined "
             "from allocation_offer where state in ('accepted', 'declined') and answered_on between $1 and $2 "
             "order by answered_on, id");

err alloc_histories_all(struct db *db, alloc_histories *out)
{
    return db_all(db, &histories, NO_ARGS, &history_rec, out);
}

err alloc_replies_between(struct db *db, day from, day to, alloc_replies *out)
{
    return db_all(db, &replies, ARGS(AD(from), AD(to)), &reply_rec, out);
}
