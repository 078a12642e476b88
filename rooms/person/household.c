// SPDX-License-Identifier: Apache-2.0
// Households and family. The household is the unit of settlement; a member has dates, so that
// splits, births and deaths are told and not overwritten.
#include "rooms/person/person_db.h"

#include "platform/job/job.h"

SQL(open_membership, "select * from person_member where person = $1 and from_day <= $2 "
                     "and (to_day is null or to_day >= $2) order by from_day desc");
SQL(membership_in, "select * from person_member where household = $1 and person = $2 and to_day is null");
SQL(members_on, "select * from person_member where household = $1 and from_day <= $2 and "
                "(to_day is null or to_day >= $2) and not exists (select 1 from "
                "person_person x where x.id = person_member.person and x.merged_into is not null) order by "
                "case role when 'head' then 0 when 'partner' then 1 else 2 end, id");
SQL(open_household, "select * from person_member where person = $1 and to_day is null order by id desc");
SQL(sights_of, "select * from who_scope where subject = $1 and reader <> 0 and to_day is null and "
               "until_ms = 0 and basis <> 'emergency' order by id");
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

// ---- changes --------------------------------------------------------------------------------

static err told(struct db *db, const char *what, int64_t person, int64_t household)
{
    return fact(db, what, person, strf(db->mem, "{\"household\":%lld}", (long long)household));
}

err household_split(struct db *db, int64_t household, const int64_t *who, size_t n, day on,
                    str reason, struct household *made)
{
    members in = { 0 };
    enum member_role role = MEMBER_HEAD;
    PASS(household_members(db, household, day_add(on, -1), &in));
    PASS(household_make(db, on, made));
    // In the order of the old household, so that an adult becomes the new head.
    for (size_t i = 0; i < in.n; i++)
        for (size_t k = 0; k < n; k++)
            if (in.p[i].person == who[k]) {
                PASS(household_leave(db, household, who[k], day_add(on, -1), reason));
                PASS(household_join(db, made->id, who[k],
                                    role == MEMBER_HEAD ? role : (enum member_role)in.p[i].role, on));
                PASS(told(db, "person.split", who[k], made->id));
                role = MEMBER_OTHER;
            }
    return role == MEMBER_HEAD ? E_INPUT : OK; // nobody left
}

err household_move_in(struct db *db, int64_t household, int64_t person, enum member_role role, day on)
{
    struct member open;
    err e = db_one(db, &open_household, ARGS(AI(person)), &member_rec, &open);
    if (e == OK && open.household == household)
        return OK;
    if (e == OK)
        e = household_leave(db, open.household, person, day_add(on, -1), STR("moved"));
    if (e && e != E_NOTFOUND)
        return e;
    PASS(household_join(db, household, person, role, on));
    return told(db, "person.joined", person, household);
}

// Whoever has the parent in sight has the child too, on the same basis.
static err see_child(struct db *db, int64_t parent, int64_t child)
{
    SLICE(struct scope) all = { 0 };
    PASS(db_all(db, &sights_of, ARGS(AI(parent)), &scope_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(scope_open(db, child, all.p[i].reader, (enum scope_level)all.p[i].level,
                        str_cz(db->mem, all.p[i].basis), db->deed.today));
    return OK;
}

err household_born(struct db *db, int64_t parent, struct person *child)
{
    struct member home;
    struct person mother;
    citizenships from = { 0 };
    PASS(person_by_id(db, parent, &mother));
    PASS(db_one(db, &open_household, ARGS(AI(parent)), &member_rec, &home));
    child->protection = mother.protection; // till somebody decides otherwise
    child->protection_to = mother.protection_to;
    child->synthetic = mother.synthetic;
    child->language = mother.language;
    PASS(person_add(db, child, 0, "family"));
    PASS(see_child(db, parent, child->id));
    PASS(household_join(db, home.household, child->id, MEMBER_CHILD, child->born));
    struct relation r = { .person = parent, .other = child->id, .kind = REL_PARENT,
                          .from_day = child->born, .to_day = DAY_NONE };
    PASS(person_relate(db, &r));
    PASS(person_citizenships(db, parent, &from));
    for (size_t i = 0; i < from.n; i++) {
        struct citizenship c = { .person = child->id, .country = from.p[i].country,
                                 .from_day = child->born, .to_day = DAY_NONE };
        PASS(db_add(db, &citizenship_rec, &c));
    }
    PASS(person_tell(db, parent, child->born, PHASE_AFTER, "person.event.born", STR("{}"), STR("")));
    return told(db, "person.born", child->id, home.household);
}

err person_die(struct db *db, int64_t person, day on)
{
    struct person was, now;
    struct member home;
    PASS(person_by_id(db, person, &was));
    now = was;
    now.died = on;
    PASS(person_save(db, &was, &now));
    err e = db_one(db, &open_household, ARGS(AI(person)), &member_rec, &home);
    if (e == OK)
        e = household_leave(db, home.household, person, on, STR("died"));
    if (e && e != E_NOTFOUND)
        return e;
    PASS(person_tell(db, person, on, PHASE_AFTER, "person.event.died", STR("{}"), STR("")));
    return told(db, "person.died", person, e == OK ? home.household : 0);
}
