// SPDX-License-Identifier: Apache-2.0
// Where a person lives or gets post, with its grading. Of a strictly protected person only a postal
// address is stored; a reception centre's address is always a client address (SEC-14, SEC-19).
#include "rooms/person/person_db.h"
#include "text_keys.h"

SQL(addresses_of, "select * from person_address where person = $1 order by to_day is null desc, from_day desc, id desc");
SQL(address_open, "select * from person_address where person = $1 and kind = $2 and to_day is null");

err person_addresses(struct db *db, int64_t person, addresses *out)
{
    return db_all(db, &addresses_of, ARGS(AI(person)), &address_rec, out);
}

static err regrade(struct db *db, const struct address *was, int grading)
{
    struct address now = *was;
    now.grading = grading;
    return was->grading >= grading ? OK : db_save(db, &address_rec, was, &now);
}

err person_addresses_regrade(struct db *db, int64_t person, int grading)
{
    addresses all = { 0 };
    PASS(person_addresses(db, person, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(regrade(db, &all.p[i], grading));
    return OK;
}

static err end_earlier(struct db *db, const struct address *next)
{
    addresses open = { 0 };
    str kind = str_z(record_field(&address_rec, STR("kind"))->choices->at[next->kind].code);
    PASS(db_all(db, &address_open, ARGS(AI(next->person), AT(kind)), &address_rec, &open));
    for (size_t i = 0; i < open.n; i++) {
        struct address now = open.p[i];
        now.to_day = day_known(next->from_day) ? day_add(next->from_day, -1) : db->deed.today;
        if (day_known(now.from_day) && day_cmp(now.to_day, now.from_day) < 0)
            PASS(db_erase(db, &address_rec, &open.p[i])); // it never was
        else
            PASS(db_save(db, &address_rec, &open.p[i], &now));
    }
    return OK;
}

err person_address_add(struct db *db, struct address *d, bool centre, text_key *problem)
{
    struct person p;
    int least = centre ? GRADING_CLIENT : GRADING_NONE;
    *problem = T_NONE;
    PASS(person_by_id(db, d->person, &p));
    if (p.protection == PROTECT_STRICT && d->kind != ADDRESS_POST) {
        *problem = T_person_address_strict;
        return E_INPUT;
    }
    if (p.protection == PROTECT_CONFIDENTIAL)
        least = GRADING_CONFIDENTIAL;
    if (d->grading < least)
        d->grading = least;
    d->digest = p.protection == PROTECT_STRICT || d->kind == ADDRESS_POST ? STR("")
                                                                          : person_address_digest(db->mem, d);
    PASS(end_earlier(db, d));
    PASS(db_add(db, &address_rec, d));
    PASS(person_shields_write(db, &p));
    return person_tell(db, d->person, day_known(d->from_day) ? d->from_day : db->deed.today,
                       PHASE_AFTER, "person.event.address", STR("{}"), STR(""));
}
