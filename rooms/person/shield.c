// SPDX-License-Identifier: Apache-2.0
// Protection is shared: who lives in a household or at an address with a protected person is shown
// at the strictest level there (security.md SEC-17). The rows here are open to all organisations,
// since the protected one may be out of a reader's sight; they say that somebody is, not who.
#include "rooms/person/person_db.h"

#include <sodium.h>

SQL(own_shields, "select * from person_shield where person = $1 order by id");
SQL(drop_shields, "delete from person_shield where person = $1");
SQL(drop_all, "delete from person_shield");
SQL(households_of, "select * from person_member where person = $1 and (to_day is null or to_day >= $2)");
SQL(addresses_now, "select * from person_address where person = $1 and (to_day is null or to_day >= $2)");
SQL(shields_of_household, "select count(*) from person_shield where household = $1 and level = $2");
SQL(shields_of_address, "select count(*) from person_shield where address = $1 and level = $2");
SQL(all_protected, "select * from person_person where protection <> 'none' and merged_into is null "
                   "order by id");

// The same dwelling however it was typed: letters and digits alone, in lower case.
str person_address_digest(struct arena *a, const struct address *d)
{
    unsigned char h[16];
    char *hex = mem(a, sizeof h * 2 + 1);
    struct out o = { 0 };
    str all = text_fold(a, strf(a, "%.*s %.*s", S(d->lines), S(d->postcode)));
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i] != ' ' && all.p[i] != ',' && all.p[i] != '.' && all.p[i] != '\n' && all.p[i] != '\r')
            out_char(&o, all.p[i]);
    str plain = out_str(&o);
    crypto_generichash(h, sizeof h, (const unsigned char *)plain.p, plain.n, NULL, 0);
    out_drop(&o);
    sodium_bin2hex(hex, sizeof h * 2 + 1, h, sizeof h);
    return str_z(hex);
}

static err places(struct db *db, const struct person *p, members *in, addresses *at)
{
    PASS(db_all(db, &households_of, ARGS(AI(p->id), AD(db->deed.today)), &member_rec, in));
    return db_all(db, &addresses_now, ARGS(AI(p->id), AD(db->deed.today)), &address_rec, at);
}

static err add(struct db *db, const struct person *p, int64_t household, str address)
{
    struct shield_row s = { .person = p->id, .household = household, .address = address,
                            .level = p->protection };
    return db_add(db, &shield_rec, &s);
}

err person_shields_write(struct db *db, const struct person *p)
{
    members in = { 0 };
    addresses at = { 0 };
    SLICE(struct shield_row) were = { 0 };
    PASS(db_all(db, &own_shields, ARGS(AI(p->id)), &shield_rec, &were));
    if (were.n)
        PASS(db_do(db, &drop_shields, ARGS(AI(p->id)), NULL));
    if (p->protection == PROTECT_NONE || p->merged_into.known)
        return OK;
    PASS(places(db, p, &in, &at));
    for (size_t i = 0; i < in.n; i++)
        PASS(add(db, p, in.p[i].household, STR("")));
    if (!in.n && !at.n)
        PASS(add(db, p, 0, STR(""))); // alone: still told, so that statements need no look at the person
    // A digest can be guessed, so none is kept of where a strictly protected person lives.
    for (size_t i = 0; i < at.n && p->protection != PROTECT_STRICT; i++)
        PASS(add(db, p, 0, person_address_digest(db->mem, &at.p[i])));
    return OK;
}

err person_shields_build(struct db *db)
{
    persons all = { 0 };
    if (!db->deed.system)
        return E_DENIED;
    PASS(db_do(db, &drop_all, NO_ARGS, NULL));
    PASS(db_all(db, &all_protected, NO_ARGS, &person_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(person_shields_write(db, &all.p[i]));
    return OK;
}

static err strictest(struct db *db, const struct sql *sql, struct arg place, int *level)
{
    for (int l = PROTECT_STRICT; l > *level; l--) {
        int64_t n;
        str code = str_z(record_field(&shield_rec, STR("level"))->choices->at[l].code);
        struct arg at[2] = { place, AT(code) };
        PASS(db_int(db, sql, ((struct db_args){ at, 2 }), &n));
        if (n)
            *level = l;
    }
    return OK;
}

err person_shown_protection(struct db *db, const struct person *p, int *level)
{
    members in = { 0 };
    addresses at = { 0 };
    *level = p->protection;
    PASS(places(db, p, &in, &at));
    for (size_t i = 0; i < in.n; i++)
        PASS(strictest(db, &shields_of_household, (struct arg)AI(in.p[i].household), level));
    for (size_t i = 0; i < at.n; i++)
        PASS(strictest(db, &shields_of_address,
                       (struct arg)AT(person_address_digest(db->mem, &at.p[i])), level));
    return OK;
}
