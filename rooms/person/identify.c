// SPDX-License-Identifier: Apache-2.0
// Numbers of persons through time: one current of each kind, the others kept.
#include "person/identifier.h"

#include <sodium.h>

#include "rooms/person/person_db.h"
#include "text_keys.h"

SQL(numbers_of, "select * from person_identifier where person = $1 "
                "order by case status when 'current' then 0 else 1 end, id desc");
SQL(current_of, "select * from person_identifier where person = $1 and kind = $2 and status = 'current'");
SQL(same_number, "select * from person_identifier where person = $1 and kind = $2 and value = $3");
// A number shared by two persons is a fault wherever the other one is, so this asks the whole
// register; of the other nothing is told. Digests, so that the list names no number.
SQL(taken_by, "select count(*) from person_number where digest = $1 and person <> $2");
SQL(take, "insert into person_number (digest, person) values ($1, $2)");

str person_number_digest(struct arena *a, str value)
{
    unsigned char h[16];
    char *hex = mem(a, sizeof h * 2 + 1);
    crypto_generichash(h, sizeof h, (const unsigned char *)value.p, value.n, NULL, 0);
    sodium_bin2hex(hex, sizeof h * 2 + 1, h, sizeof h);
    return str_z(hex);
}

static text_key problem_of(enum identifier_verdict v, bool confirmed)
{
    switch (v) {
    case IDENTIFIER_FITS: return T_NONE;
    case IDENTIFIER_DOUBT: return confirmed ? T_NONE : T_person_identifier_doubt;
    case IDENTIFIER_LENGTH: return T_person_identifier_length;
    case IDENTIFIER_LETTERS: return T_person_identifier_letters;
    case IDENTIFIER_DATE: return T_person_identifier_date;
    case IDENTIFIER_DIGITS: return T_person_identifier_digits;
    case IDENTIFIER_SYNTHETIC: return T_person_identifier_synthetic;
    case IDENTIFIER_REAL: return T_person_identifier_real;
    }
    return T_NONE;
}

static enum identifier_form form_of(enum identifier_kind k)
{
    return k == ID_DUF ? FORM_DUF : k == ID_D_NUMBER ? FORM_D_NUMBER : FORM_NATIONAL;
}

static err retire(struct db *db, int64_t person, enum identifier_kind kind, day last)
{
    struct identifier was, now;
    const struct field *f = record_field(&identifier_rec, STR("kind"));
    err e = db_one(db, &current_of, ARGS(AI(person), AT(str_z(f->choices->at[kind].code))),
                   &identifier_rec, &was);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    now = was;
    now.status = ID_HISTORIC;
    now.to_day = last;
    return db_save(db, &identifier_rec, &was, &now);
}

text_key person_number_problem(const struct identifier *id, struct identifier_rule rule)
{
    return problem_of(identifier_check(id->value, form_of(id->kind), rule), id->confirmed);
}

err person_identify(struct db *db, struct identifier *id, text_key *problem)
{
    int64_t others;
    struct identifier held;
    struct person owner;
    const struct field *f = record_field(&identifier_rec, STR("kind"));
    PASS(person_by_id(db, id->person, &owner));
    struct identifier_rule rule = { .invented = owner.synthetic };
    id->value = identifier_digits(db->mem, id->value);
    *problem = person_number_problem(id, rule);
    if (*problem != T_NONE)
        return E_INPUT;
    err e = db_one(db, &same_number,
                   ARGS(AI(id->person), AT(str_z(f->choices->at[id->kind].code)), AT(id->value)),
                   &identifier_rec, &held);
    if (e != E_NOTFOUND)
        return e; // the person has it already
    PASS(db_int(db, &taken_by, ARGS(AT(person_number_digest(db->mem, id->value)), AI(id->person)), &others));
    if (others) {
        *problem = T_person_identifier_taken;
        return E_CONFLICT;
    }
    if (id->status == ID_CURRENT) {
        day last = day_known(id->from_day) ? day_add(id->from_day, -1) : db->deed.today;
        PASS(retire(db, id->person, id->kind, last));
        if (id->kind == ID_NATIONAL)
            PASS(retire(db, id->person, ID_D_NUMBER, last));
    }
    PASS(db_add(db, &identifier_rec, id));
    PASS(db_do(db, &take, ARGS(AT(person_number_digest(db->mem, id->value)), AI(id->person)), NULL));
    return person_tell(db, id->person, day_known(id->from_day) ? id->from_day : db->deed.today,
                       PHASE_ARRIVAL, "person.event.number",
                       strf(db->mem, "{\"kind_key\":\"%s\"}", f->choices->at[id->kind].label), STR(""));
}

err person_identifiers(struct db *db, int64_t person, identifiers *out)
{
    return db_all(db, &numbers_of, ARGS(AI(person)), &identifier_rec, out);
}
