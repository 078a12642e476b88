// SPDX-License-Identifier: Apache-2.0
// The room's invariants for `check`. A line gives the number of a case and nothing that tells who.
#include "rooms/allocation/allocation_db.h"

struct at_case {
    int64_t id;
};
static const struct field at_fields[] = { F(at_case, id, INT) };
static const struct record at_rec = { NULL, at_fields, 1, sizeof(struct at_case), "at_case" };
typedef SLICE(struct at_case) at_cases;

// Sight that the state means: 1 PSEUDO, 2 CASE, 3 FULL, -1 none.
#define LEVEL                                                                                  \
    "case when c.org = 0 then -1 when c.state in ('asked', 'accepted', 'found', 'place_ok', "  \
    "'approved') then 1 when c.state in ('allocated', 'dated', 'signed') then 2 "              \
    "when c.state = 'settled' then 3 else -1 end"
#define OPEN_NOW "s.to_day is null"

SQL(two_open, "select min(id) as id from allocation_case where state not in ('settled', 'closed') "
              "group by person having count(*) > 1");
SQL(no_sight, "select c.id from allocation_case c where " LEVEL " >= 0 and not exists (select 1 from "
              "who_scope s where s.subject = c.person and s.reader = c.org and s.basis = 'settlement' "
              "and " OPEN_NOW " and s.level = " LEVEL ")");
// An open row that no case of the person stands behind.
SQL(sight_left, "select s.subject as id from who_scope s where s.basis = 'settlement' and " OPEN_NOW
                " and not exists (select 1 from allocation_case c where c.person = s.subject and "
                "c.org = s.reader and " LEVEL " = s.level)");
SQL(own_lost, "select distinct l.case_id as id from allocation_log l where l.event in ('decline', 'withdraw', "
              "'cancel', 'reallocate', 'refuse') and l.org <> 0 and not exists (select 1 from who_scope s "
              "where s.subject = l.person and s.reader = l.org and s.basis = 'settlement-own')");
// The last line of the log is the state, and each line begins where the one before ended.
SQL(log_end, "select c.id from allocation_case c join allocation_log l on l.case_id = c.id where l.id = "
             "(select max(id) from allocation_log x where x.case_id = c.id) and l.to_state <> c.state");
SQL(log_gap, "select l.case_id as id from (select case_id, from_state, lag(to_state) over (partition by "
             "case_id order by id) as before from allocation_log) l where l.before <> l.from_state");
SQL(early_date, "select id from allocation_case where moves_on < allocated_on or "
                "(state = 'settled' and settled_on < allocated_on)");
SQL(dateless, "select id from allocation_case where (state = 'dated' and moves_on is null) or "
              "(state = 'settled' and settled_on is null) or (state = 'ready' and ready_on is null)");
SQL(unplaced, "select id from allocation_case where shield <> 'strict' and org = 0 and state in "
              "('asked', 'accepted', 'allocated', 'dated', 'signed', 'found', 'place_ok', 'approved')");
SQL(strict_placed, "select id from allocation_case where shield = 'strict' and (org <> 0 or number <> '')");
SQL(strict_left, "select c.id from allocation_case c where c.shield = 'strict' and (exists (select 1 from "
                 "allocation_decision d where d.case_id = c.id and (d.org <> 0 or d.number <> '' or d.letter <> '')) "
                 "or exists (select 1 from allocation_settled s where s.case_id = c.id and (s.org <> 0 or "
                 "s.number <> '')) or exists (select 1 from allocation_log l where l.case_id = c.id and l.org <> 0) "
                 "or exists (select 1 from allocation_offer o where o.head = c.person and o.number <> ''))");
SQL(shield_listed, "select c.id from allocation_case c join allocation_offer o on o.id = c.offer "
                   "where c.shield <> 'none' and o.state = 'sent'");
SQL(shield_low, "select c.id from allocation_case c join person_person p on p.id = c.person where "
                "c.state <> 'closed' and ((p.protection = 'strict' and c.shield <> 'strict') or "
                "(p.protection = 'confidential' and c.shield = 'none'))");
SQL(settled_twice, "select case_id as id from allocation_settled where corrects is null "
                   "group by case_id having count(*) > 1");
SQL(settled_other, "select c.id from allocation_case c join allocation_settled s on s.case_id = c.id "
                   "where s.id = (select max(id) from allocation_settled x where x.case_id = c.id) "
                   "and c.state = 'settled' and s.settled_on <> c.settled_on");
SQL(minor_track, "select c.id from allocation_case c join person_person p on p.id = c.person where "
                 "c.state <> 'closed' and (c.track = 'minor') <> (p.unaccompanied <> 'none')");
SQL(offer_places, "select o.id from allocation_offer o where o.state = 'sent' and o.places <> "
                  "(select count(*) from allocation_case c where c.offer = o.id)");

struct total {
    int64_t year;
    str number, what;
    int64_t places;
};
static const struct field total_fields[] = { F(total, year, INT), F(total, number, TEXT),
                                             F(total, what, TEXT), F(total, places, INT) };
static const struct record total_rec = { NULL, total_fields, 4, sizeof(struct total), "total" };
typedef SLICE(struct total) totals;

#define WHAT                                                                                   \
    "case when c.state in ('asked', 'found') then 'waiting' when c.state = 'settled' then "    \
    "'settled' else 'agreed' end"
#define DIFFERENT(kind, minors)                                                                \
    "select year, number, what, sum(places) as places from (select year, number, what, places " \
    "from settlement_movement where kind = '" kind "' and cause like 'case %' union all "      \
    "select c.year, c.counted as number, " WHAT " as what, -1 as places from allocation_case c " \
    "where c.year <> 0" minors ") b group by year, number, what having sum(places) <> 0"
SQL(balance_all, DIFFERENT("total", ""));
SQL(balance_minors, DIFFERENT("minors", " and c.track = 'minor'"));

static err balances(struct db *db, const struct sql *sql, const char *kind, struct out *breaches)
{
    totals all = { 0 };
    PASS(db_all(db, sql, NO_ARGS, &total_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        out_f(breaches, "balance %lld %.*s: %.*s (%s) is %lld off from the cases\n",
              (long long)all.p[i].year, S(all.p[i].number), S(all.p[i].what), kind,
              (long long)all.p[i].places);
    return OK;
}

err allocation_check(struct db *db, struct out *breaches)
{
    static const struct {
        const struct sql *sql;
        const char *what;
    } all[] = {
        { &two_open, "the person has two open cases" },
        { &no_sight, "the municipality lacks the sight that the state means" },
        { &own_lost, "a municipality that has had the case has lost what it decided itself" },
        { &log_end, "the log ends in another state" },
        { &log_gap, "the log does not hang together" },
        { &early_date, "moves before the decision" },
        { &dateless, "a day is missing" },
        { &unplaced, "no municipality" },
        { &strict_placed, "strictly protected, yet the municipality is stored" },
        { &strict_left, "strictly protected, yet the municipality is stored in what hangs on the case" },
        { &shield_listed, "shielded, yet on a list" },
        { &shield_low, "less shielded than the person" },
        { &settled_twice, "settled twice" },
        { &settled_other, "the settlement has another day" },
        { &minor_track, "the track does not fit who the person is" },
    };
    at_cases found = { 0 };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        found.n = 0;
        PASS(db_all(db, all[i].sql, NO_ARGS, &at_rec, &found));
        for (size_t j = 0; j < found.n; j++)
            out_f(breaches, "settlement case %lld: %s\n", (long long)found.p[j].id, all[i].what);
    }
    found.n = 0;
    PASS(db_all(db, &sight_left, NO_ARGS, &at_rec, &found));
    for (size_t j = 0; j < found.n; j++)
        out_f(breaches, "person %lld: a municipality has sight without a case\n",
              (long long)found.p[j].id);
    found.n = 0;
    PASS(db_all(db, &offer_places, NO_ARGS, &at_rec, &found));
    for (size_t j = 0; j < found.n; j++)
        out_f(breaches, "list %lld: asks for another number of places than it has persons\n",
              (long long)found.p[j].id);
    PASS(balances(db, &balance_all, "all", breaches));
    return balances(db, &balance_minors, "minors", breaches);
}
