// SPDX-License-Identifier: Apache-2.0
// What rooms above ask of places and add to the balance.
#include "rooms/settlement/settlement_db.h"

SQL(weeks_from, "select monday, places, minors from settlement_week where number = $1 and "
                "monday >= $2 order by monday");

static const struct field week_fields[] = { F(settlement_week, monday, DAY),
                                            F(settlement_week, places, INT),
                                            F(settlement_week, minors, INT) };
static const struct record week_shown_rec = { NULL, week_fields, 3,
                                              sizeof(struct settlement_week), "week" };

static struct settlement_place place_from(const struct standing *s)
{
    return (struct settlement_place){ .number = s->number,
                                      .name = s->name,
                                      .answered = s->balance.decided.known,
                                      .decided = s->balance.decided,
                                      .settled = s->settled,
                                      .free = s->left,
                                      .minors_free = s->minors_left,
                                      .agreed = s->agreed,
                                      .waiting = s->waiting };
}

err settlement_places_of(struct db *db, int64_t year, str county, day today,
                         settlement_places *out)
{
    standings all = { 0 };
    PASS(standings_of(db, year, county, today, &all));
    for (size_t i = 0; i < all.n; i++)
        *ADD(db->mem, out) = place_from(&all.p[i]);
    return OK;
}

err settlement_place(struct db *db, int64_t year, str number, day today,
                     struct settlement_place *out)
{
    struct standing s;
    PASS(standing_of(db, year, number, today, &s));
    *out = place_from(&s);
    return OK;
}

static err add_movement(struct db *db, struct movement_row m, enum ledger_kind kind, str cause)
{
    m.kind = (int)kind;
    m.cause = kind == LEDGER_MINORS ? strf(db->mem, "%.*s em", S(cause)) : cause;
    return db_add(db, &movement_rec, &m);
}

err settlement_move(struct db *db, int64_t year, str number, bool minors,
                    enum settlement_what what, int64_t places, day on, str cause)
{
    static const enum ledger_what kinds[] = { LEDGER_SETTLED, LEDGER_AGREED, LEDGER_WAITING };
    struct movement_row m = { .year = year, .number = number, .what = (int)kinds[what],
                              .places = places, .moved_on = on };
    PASS(add_movement(db, m, LEDGER_TOTAL, cause));
    return minors ? add_movement(db, m, LEDGER_MINORS, cause) : OK;
}

SQL(forget_cause, "update settlement_movement set cause = 'case 0.' || cast(id as text) where cause like $1");

err settlement_forget(struct db *db, str cause)
{
    return db_do(db, &forget_cause, ARGS(AT(strf(db->mem, "%.*s%%", S(cause)))), NULL);
}

err settlement_weeks_of(struct db *db, str number, day from, settlement_weeks *out)
{
    return db_all(db, &weeks_from, ARGS(AT(number), AD(from)), &week_shown_rec, out);
}

// ---- for statistics --------------------------------------------------------------------------

SQL(moved_in, "select year, number, sum(places) as persons from settlement_movement where kind = 'total' and what = "
              "'settled' group by year, number having sum(places) <> 0 order by year, number");
SQL(minors_all,
    "select a.year, a.number, a.asked_minors as asked, d.minors as decided from (select r.year, r.number, r.asked_minors, "
    "row_number() over (partition by r.year, r.number order by w.no desc) as rank from settlement_request r join "
    "settlement_round w on w.id = r.round) a left join (select r.year, r.number, r.minors, row_number() over (partition by "
    "r.year, r.number order by w.no desc) as rank from settlement_request r join settlement_round w on w.id = r.round "
    "where r.places is not null) d on d.year = a.year and d.number = a.number and d.rank = 1 where a.rank = 1 "
    "order by a.year, a.number");

static const struct field count_fields[] = { F(settlement_count, year, INT), F(settlement_count, number, TEXT),
                                             F(settlement_count, persons, INT) };
static const struct record count_rec = { NULL, count_fields, 3, sizeof(struct settlement_count), "settlement_count" };
static const struct field minors_fields[] = { F(settlement_minors, year, INT), F(settlement_minors, number, TEXT),
                                              F(settlement_minors, asked, OPT), F(settlement_minors, decided, OPT) };
static const struct record minors_rec = { NULL, minors_fields, 4, sizeof(struct settlement_minors), "settlement_minors" };

err settlement_moved_in(struct db *db, settlement_counts *out)
{
    return db_all(db, &moved_in, NO_ARGS, &count_rec, out);
}

err settlement_minors_all(struct db *db, settlement_minors_rows *out)
{
    return db_all(db, &minors_all, NO_ARGS, &minors_rec, out);
}
