// SPDX-License-Identifier: Apache-2.0
// The room's invariants for `check`. Each gives the row's number and nothing else.
#include "rooms/duty/check.h"

#include "rooms/duty/duty_db.h"

struct breach {
    int64_t id;
};
static const struct field breach_fields[] = { F(breach, id, INT) };
static const struct record breach_rec = { NULL, breach_fields, 1, sizeof(struct breach), "breach" };
typedef SLICE(struct breach) breaches_found;

#define BOTH                                                                                   \
    "(select id, kind, start, first, due, stopped, stopped_days, ended, ended_on from duty_of_person " \
    "union all select id, kind, start, first, due, stopped, stopped_days, ended, ended_on from duty_of_org) d"
SQL(ended_without_day, "select d.id from " BOTH " where (d.ended = 'open') <> (d.ended_on is null)");
SQL(before_start, "select d.id from " BOTH " where d.stopped < d.start or d.ended_on < d.start "
                  "or d.stopped_days < 0 or d.first < d.start");
SQL(ended_standing, "select d.id from " BOTH " where d.ended <> 'open' and d.stopped is not null");
SQL(other_owner, "select d.id from duty_of_person d join duty_case c on c.person = d.person and c.org = d.org "
                 "and c.to_day is null where d.ended = 'open' and d.user_id = 0");
// SEC-1: a duty on somebody whom the organisation has no sight of can be seen and done by nobody.
SQL(out_of_sight, "select d.id from duty_of_person d where d.ended = 'open' and not exists "
                  "(select 1 from who_scope s where s.subject = d.person and s.level >= 2 "
                  "and (s.reader = d.org or s.reader < 0) and s.from_day <= $1 "
                  "and (s.to_day is null or s.to_day >= $1))");
SQL(case_out_of_sight, "select c.id from duty_case c where c.to_day is null and not exists "
                       "(select 1 from who_scope s where s.subject = c.person and s.level >= 1 "
                       "and (s.reader = c.org or s.reader < 0))");
SQL(case_backwards, "select id from duty_case where to_day < from_day");
SQL(absence_backwards, "select id from duty_absence where to_day < from_day or cover = user_id");
SQL(all_of_both, "select id, kind, 0 as person, 0 as org, 0 as user_id, 0 as subject, start, first, due, stopped, "
                 "'' as stop_reason, stopped_days, null as plan_day, '' as plan_reason, ended, ended_on, "
                 "'' as link, '' as why, 0 as version from " BOTH " where d.ended = 'open'");

static err found(struct db *db, const struct sql *sql, struct db_args args, const char *what,
                 struct out *breaches)
{
    breaches_found all = { 0 };
    PASS(db_all(db, sql, args, &breach_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        out_f(breaches, "duty %lld: %s\n", (long long)all.p[i].id, what);
    return OK;
}

// The stored legal day is what the clock's arithmetic gives.
static err days_agree(struct db *db, struct out *breaches)
{
    duties all = { 0 };
    PASS(db_all(db, &all_of_both, NO_ARGS, &duty_of_person_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct duty_kind *k = duty_kind_named(all.p[i].kind);
        struct duty d = all.p[i];
        d.stopped = DAY_NONE;
        if (!k)
            out_f(breaches, "duty %lld: no room declares its kind\n", (long long)d.id);
        else if (!day_eq(duty_due_on(k, &d, db->deed.today), d.due))
            out_f(breaches, "duty %lld: the due day is not the first one moved by the stops\n",
                  (long long)d.id);
    }
    return OK;
}

err duty_check(struct db *db, struct out *breaches)
{
    const struct db_args today = ARGS(AD(db->deed.today));
    PASS(found(db, &ended_without_day, NO_ARGS, "ended and open do not agree with its day", breaches));
    PASS(found(db, &before_start, NO_ARGS, "a day before the start", breaches));
    PASS(found(db, &ended_standing, NO_ARGS, "ended while its clock stands", breaches));
    PASS(found(db, &other_owner, NO_ARGS, "somebody has the case and nobody the duty", breaches));
    PASS(found(db, &out_of_sight, today, "open on somebody out of the organisation's sight", breaches));
    PASS(found(db, &case_out_of_sight, NO_ARGS, "a case on somebody never in sight", breaches));
    PASS(found(db, &case_backwards, NO_ARGS, "a case ends before it begins", breaches));
    PASS(found(db, &absence_backwards, NO_ARGS, "an absence ends before it begins, or covers itself", breaches));
    return days_agree(db, breaches);
}
