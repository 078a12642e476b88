// SPDX-License-Identifier: Apache-2.0
// Rows of voluntary activities, and the one way from a person to a first name.
#include "rooms/reception/voluntary.h"

enum { LINE = 200, WORDS = 1000 };

static const struct field agreement_fields[] = {
    F(vol_agreement, id, INT, .flags = KEY), F(vol_agreement, centre, INT), F(vol_agreement, org, INT),
    F(vol_agreement, from_day, DAY), F(vol_agreement, to_day, DAY), F(vol_agreement, version, INT, .flags = VERSION),
};
static const struct field event_fields[] = {
    F(vol_event, id, INT, .flags = KEY),
    F(vol_event, centre, INT, .flags = READONLY),
    F(vol_event, org, INT, .flags = READONLY),
    F(vol_event, title, TEXT, .flags = REQUIRED, .max = LINE),
    F(vol_event, about, TEXT, .flags = MULTILINE, .max = WORDS),
    F(vol_event, on_day, DAY, .flags = REQUIRED),
    F(vol_event, starts, INT, .flags = READONLY),
    F(vol_event, hours, INT, .flags = READONLY),
    F(vol_event, spot, TEXT, .max = LINE),
    F(vol_event, held, BOOL, .flags = READONLY),
    F(vol_event, version, INT, .flags = VERSION),
};
static const struct field joiner_fields[] = {
    F(joiner, id, INT, .flags = KEY), F(joiner, event, INT), F(joiner, called, TEXT, .flags = PERSONAL, .max = LINE),
    F(joiner, present, BOOL), F(joiner, version, INT, .flags = VERSION),
};
const struct record vol_agreement_rec = RECORD("reception_agreement", vol_agreement, agreement_fields);
const struct record vol_event_rec = RECORD("reception_event", vol_event, event_fields);
const struct record joiner_rec = RECORD("reception_joiner", joiner, joiner_fields);

SQL(joiners_of, "select * from reception_joiner where event = $1 order by called, id");
SQL(joined_row, "select * from reception_joined where event = $1 and person = $2");

err vol_joiners(struct db *db, int64_t event, joiners *out)
{
    return db_all(db, &joiners_of, ARGS(AI(event)), &joiner_rec, out);
}

// "Olena Maria" is Olena.
static str first_name(str given)
{
    str first, rest = str_trim(given);
    return str_cut(&rest, ' ', &first) ? first : STR("");
}

err vol_join(struct db *db, const struct vol_event *e, int64_t person)
{
    struct joined row;
    struct person p;
    err is = db_one(db, &joined_row, ARGS(AI(e->id), AI(person)), &reception_joined_rec, &row);
    if (is != E_NOTFOUND)
        return is;
    PASS(person_by_id(db, person, &p));
    if (p.protection != PROTECT_NONE)
        return E_DENIED;
    struct joiner j = { .event = e->id, .called = first_name(p.given) };
    PASS(db_add(db, &joiner_rec, &j));
    row = (struct joined){ .joiner = j.id, .event = e->id, .person = person };
    return db_add(db, &reception_joined_rec, &row);
}

err vol_leave(struct db *db, const struct vol_event *e, int64_t person)
{
    struct joined row;
    struct joiner j;
    err is = db_one(db, &joined_row, ARGS(AI(e->id), AI(person)), &reception_joined_rec, &row);
    if (is)
        return is == E_NOTFOUND ? OK : is;
    PASS(db_erase(db, &reception_joined_rec, &row));
    is = db_by_id(db, &joiner_rec, row.joiner, &j);
    return is == OK ? db_erase(db, &joiner_rec, &j) : is == E_NOTFOUND ? OK : is;
}
