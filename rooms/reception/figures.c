// SPDX-License-Identifier: Apache-2.0
// What statistics counts of residents.
#include "rooms/reception/reception_db.h"

static const struct choices sexes = CHOICES({ "female", "" }, { "male", "" }, { "other", "" }, { "unknown", "" });
static const struct choices outcomes =
    CHOICES({ "none", "" }, { "granted", "" }, { "rejected", "" }, { "dismissed", "" }, { "withdrawn", "" });
static const struct field residence_fields[] = {
    F(residence, person, INT),     F(residence, from_day, DAY), F(residence, to_day, DAY),
    F(residence, municipality, TEXT), F(residence, decided_on, DAY), F(residence, born, DAY),
    F(residence, outcome, ENUM, .choices = &outcomes), F(residence, sex, ENUM, .choices = &sexes),
    F(residence, collective, BOOL),
};
static const struct record residence_rec = { NULL, residence_fields, sizeof residence_fields / sizeof *residence_fields,
                                             sizeof(struct residence), "residence" };

SQL(residences_sql, "select s.person, s.from_day, s.to_day, case when p.protection = 'none' then c.municipality else '' "
                    "end as municipality, k.decided_on, p.born, coalesce(k.outcome, 'none') as outcome, p.sex, "
                    "coalesce(k.collective, 0) as collective from reception_stay s join reception_centre c on c.id = "
                    "s.centre join person_person p on p.id = s.person left join reception_case k on k.person = s.person "
                    "order by s.person, s.from_day");

err residences_all(struct db *db, residences *out)
{
    return db_all(db, &residences_sql, NO_ARGS, &residence_rec, out);
}
