// SPDX-License-Identifier: Apache-2.0
// What happened to a person, told by every room; and who has looked.
#include "rooms/person/person_db.h"

enum { SAME_LOOK_MS = 10 * 60 * 1000 };

SQL(events_of, "select * from person_event where person = $1 order by happened desc, id desc");
SQL(recent_look, "select count(*) from person_look where person = $1 and by_user = $2 and page = $3 "
                 "and at > $4");

err person_tell(struct db *db, int64_t person, day happened, enum phase phase, const char *kind,
                str detail, str link)
{
    struct person_event e = { .person = person, .happened = happened, .phase = (int)phase,
                              .kind = str_z(kind), .detail = detail.n ? detail : STR("{}"),
                              .link = link, .noted = { db->deed.now } };
    PASS(scope_actor_kept(db, person, &e.org, &e.by_user));
    return db_add(db, &person_event_rec, &e);
}

err person_timeline(struct db *db, int64_t person, person_events *out)
{
    return db_all(db, &events_of, ARGS(AI(person)), &person_event_rec, out);
}

static err write_look(struct db *db, void *arg)
{
    return db_add(db, &look_rec, arg);
}

err person_look(struct rq *q, int64_t person, const char *page, enum purpose purpose, str note)
{
    int64_t lately;
    PASS(db_int(q->db, &recent_look,
                ARGS(AI(person), AI(q->who->user), AT(str_z(page)), AI(q->now - SAME_LOOK_MS)),
                &lately));
    if (lately && !note.n)
        return OK;
    struct look_row *look = NEW(q->mem, struct look_row);
    *look = (struct look_row){ .person = person, .by_user = q->who->user, .org = q->who->org,
                               .role = str_z(role_code(q->who->role)), .page = str_z(page),
                               .purpose = (int)purpose, .note = note, .at = { q->now } };
    before_answer(q, write_look, look);
    return OK;
}
