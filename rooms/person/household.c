// SPDX-License-Identifier: Apache-2.0
// Households and family. The household is the unit of settlement; a member has dates, so that
// splits, births and deaths are told and not overwritten.
#include "rooms/person/person_db.h"

#include "platform/job/job.h"

SQL(open_membership, "select * from person_member where person = $1 and from_day <= $2 "
                     "and (to_day is null or to_day >= $2) order by from_day desc");
SQL(membership_in, "select * from person_member where household = $1 and person = $2 and to_day is null");
SQL(members_on, "select * from person_member where household = $1 and from_day <= $2 and "
                "(to_day is null or to_day >= $2) order by "
                "case role when 'head' then 0 when 'partner' then 1 else 2 end, id");
SQL(same_relation, "select count(*) from person_relation where person = $1 and other = $2 and "
                   "kind = $3 and to_day is null");
SQL(relations_of, "select * from person_relation where person = $1 or other = $1 order by id");

err household_make(struct db *db, day made, struct household *h)
{
    *h = (struct household){ .made = made };
    return db_add(db, &household_rec, h);
}

err household_of(struct db *db, int64_t person, day on, struct household *h)
{
    struct member m;
    PASS(db_one(db, &open_membership, ARGS(AI(person), AD(on)), &member_rec, &m));
    return db_by_id(db, &household_rec, m.household, h);
}

err household_members(struct db *db, int64_t household, day on, members *out)
{
    return db_all(db, &members_on, ARGS(AI(household), AD(on)), &member_rec, out);
}

static err reshield(struct db *db, int64_t person)
{
    struct person p;
    PASS(person_by_id(db, person, &p));
    return p.protection == PROTECT_NONE ? OK : person_shields_write(db, &p);
}

err household_join(struct db *db, int64_t household, int64_t person, enum member_role role, day from)
{
    struct member held, m = { .household = household, .person = person, .role = (int)role,
                              .from_day = from, .to_day = DAY_NONE, .reason = STR("") };
    err e = db_one(db, &open_membership, ARGS(AI(person), AD(from)), &member_rec, &held);
    if (e == OK) // in one household at a time: the caller ends the other first
        return held.household == household ? OK : E_CONFLICT;
    if (e != E_NOTFOUND)
        return e;
    PASS(db_add(db, &member_rec, &m));
    PASS(reshield(db, person));
    PASS(fact(db, "person.household", person, STR("{}")));
    return person_tell(db, person, from, PHASE_ARRIVAL, "person.event.joined", STR("{}"), STR(""));
}

err household_leave(struct db *db, int64_t household, int64_t person, day last, str reason)
{
    struct member was, now;
    PASS(db_one(db, &membership_in, ARGS(AI(household), AI(person)), &member_rec, &was));
    if (day_cmp(last, was.from_day) < 0)
        return E_INPUT;
    now = was;
    now.to_day = last;
    now.reason = reason;
    PASS(db_save(db, &member_rec, &was, &now));
    PASS(reshield(db, person));
    PASS(fact(db, "person.household", person, STR("{}")));
    return person_tell(db, person, last, PHASE_AFTER, "person.event.left_household", STR("{}"),
                       STR(""));
}

err person_relate(struct db *db, struct relation *r)
{
    const struct field *kind = record_field(&relation_rec, STR("kind"));
    int64_t n;
    if (r->person == r->other)
        return E_INPUT;
    PASS(db_int(db, &same_relation,
                ARGS(AI(r->person), AI(r->other), AT(str_z(kind->choices->at[r->kind].code))), &n));
    return n ? OK : db_add(db, &relation_rec, r);
}

err person_relations(struct db *db, int64_t person, relations *out)
{
    return db_all(db, &relations_of, ARGS(AI(person)), &relation_rec, out);
}
