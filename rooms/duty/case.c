// SPDX-License-Identifier: Apache-2.0
// Who has whose case in hand. Duties follow the case.
#include "rooms/duty/duty_db.h"

#include "rooms/person/person.h"

SQL(open_case, "select * from duty_case where person = $1 and org = $2 and to_day is null");
SQL(has_role, "select count(*) from who_role r join who_user u on u.id = r.user_id "
              "where r.user_id = $1 and r.org_id = $2 and u.disabled = 0 and r.valid_from <= $3 "
              "and (r.valid_to is null or r.valid_to >= $3)");
SQL(handover_counts, "update duty_handover set cases = $2, duties = $3 where id = $1");
SQL(owned_duties, "select * from duty_of_person where person = $1 and org = $2 and ended = 'open' "
                  "and user_id in ($3, 0)");

err case_owner(struct db *db, int64_t person, int64_t org, int64_t *user)
{
    struct case_row c;
    err e = db_one(db, &open_case, ARGS(AI(person), AI(org)), &duty_case_rec, &c);
    if (e != OK && e != E_NOTFOUND)
        return e;
    *user = e == OK ? c.user_id : 0;
    return OK;
}

static err move_duties(struct db *db, int64_t person, int64_t org, int64_t from, int64_t to,
                       int64_t *moved)
{
    duties all = { 0 };
    PASS(db_all(db, &owned_duties, ARGS(AI(person), AI(org), AI(from)), &duty_of_person_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct duty now = all.p[i];
        now.user_id = to;
        PASS(db_save(db, &duty_of_person_rec, &all.p[i], &now));
    }
    *moved += (int64_t)all.n;
    return OK;
}

err case_give(struct db *db, int64_t person, int64_t org, int64_t user)
{
    int64_t moved = 0;
    return case_move(db, person, org, user, 0, &moved);
}

err case_move(struct db *db, int64_t person, int64_t org, int64_t user, int64_t handover,
              int64_t *moved)
{
    struct person p;
    struct case_row was;
    int64_t roles = 0, from = 0;
    PASS(person_by_id(db, person, &p));
    if (user) {
        PASS(db_int(db, &has_role, ARGS(AI(user), AI(org), AD(db->deed.today)), &roles));
        if (!roles)
            return E_DENIED;
    }
    err e = db_one(db, &open_case, ARGS(AI(person), AI(org)), &duty_case_rec, &was);
    if (e != OK && e != E_NOTFOUND)
        return e;
    if (e == OK) {
        if (was.user_id == user)
            return OK;
        from = was.user_id;
        struct case_row now = was;
        now.to_day = db->deed.today;
        PASS(db_save(db, &duty_case_rec, &was, &now));
    }
    if (user) {
        struct case_row given = { .person = person, .org = org, .user_id = user,
                                  .from_day = db->deed.today, .to_day = DAY_NONE,
                                  .given_by = db->deed.user, .handover = handover };
        PASS(db_add(db, &duty_case_rec, &given));
    }
    return move_duties(db, person, org, from, user, moved);
}

err duty_handover_counts(struct db *db, const struct handover *h)
{
    return db_do(db, &handover_counts, ARGS(AI(h->id), AI(h->cases), AI(h->duties)), NULL);
}
