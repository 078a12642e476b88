// SPDX-License-Identifier: Apache-2.0
// Centres: what they are, how many places they have, how many sleep there each night.
#include "rooms/reception/reception_db.h"

#include "platform/who/user.h"

SQL(centre_by_org, "select * from reception_centre where org = $1");
SQL(centres_on, "select * from reception_centre where (contract_from is null or contract_from <= $1) "
                "and (contract_to is null or contract_to >= $1) order by name, id");
SQL(taken_on, "select coalesce(sum(change), 0) from reception_flow where centre = $1 and on_day <= $2");
SQL(changes, "select min(id) as id, min(centre) as centre, on_day, sum(change) as change "
             "from reception_flow where centre = $1 and on_day > $2 and on_day <= $3 "
             "group by on_day order by on_day");
SQL(places_on, "select places from reception_capacity where centre = $1 and from_day <= $2 "
               "order by from_day desc limit 1");
SQL(capacities_of, "select * from reception_capacity where centre = $1 order by from_day desc");
SQL(capacity_that_day, "select count(*) from reception_capacity where centre = $1 and from_day = $2");

err centre_by_id(struct db *db, int64_t id, struct centre *c)
{
    return db_by_id(db, &centre_rec, id, c);
}

err centre_of_org(struct db *db, int64_t org, struct centre *c)
{
    return db_one(db, &centre_by_org, ARGS(AI(org)), &centre_rec, c);
}

err centres_all(struct db *db, day on, centres *out)
{
    return db_all(db, &centres_on, ARGS(AD(on)), &centre_rec, out);
}

err centre_add(struct db *db, struct centre *c, str code, int64_t places)
{
    struct who_org org;
    PASS(org_ensure(db, code, "centre", c->name, UNKNOWN, &org));
    c->org = org.id;
    PASS(db_add(db, &centre_rec, c));
    struct capacity cap = { .centre = c->id, .places = places,
                            .from_day = day_known(c->contract_from) ? c->contract_from
                                                                    : db->deed.today };
    return db_add(db, &capacity_rec, &cap);
}

err centre_taken(struct db *db, int64_t centre, day on, int64_t *n)
{
    return db_int(db, &taken_on, ARGS(AI(centre), AD(on)), n);
}

err centre_places(struct db *db, int64_t centre, day on, int64_t *n)
{
    err e = db_int(db, &places_on, ARGS(AI(centre), AD(on)), n);
    if (e == E_NOTFOUND)
        *n = 0;
    return e == E_NOTFOUND ? OK : e;
}

err centre_capacities(struct db *db, int64_t centre, capacities *out)
{
    return db_all(db, &capacities_of, ARGS(AI(centre)), &capacity_rec, out);
}

err capacity_add(struct db *db, struct capacity *c)
{
    int64_t same;
    PASS(db_int(db, &capacity_that_day, ARGS(AI(c->centre), AD(c->from_day)), &same));
    return same ? E_CONFLICT : db_add(db, &capacity_rec, c);
}

err centre_nights(struct db *db, int64_t centre, day from, day to, nights *out)
{
    int64_t taken;
    flows moves = { 0 };
    capacities caps = { 0 };
    PASS(centre_taken(db, centre, day_add(from, -1), &taken));
    PASS(db_all(db, &changes, ARGS(AI(centre), AD(day_add(from, -1)), AD(to)), &flow_rec, &moves));
    PASS(centre_capacities(db, centre, &caps));
    size_t next = 0, cap = caps.n; // capacities come newest first: walked from the end
    int64_t places = 0;
    for (day d = from; day_cmp(d, to) <= 0; d = day_add(d, 1)) {
        while (cap && day_cmp(caps.p[cap - 1].from_day, d) <= 0)
            places = caps.p[--cap].places;
        for (; next < moves.n && day_eq(moves.p[next].on_day, d); next++)
            taken += moves.p[next].change;
        *ADD(db->mem, out) = (struct night){ d, taken, places };
    }
    return OK;
}
