// SPDX-License-Identifier: Apache-2.0
// The room's invariants for `check`.
#include "rooms/person/check.h"

struct breach {
    str at;
};
static const struct field breach_fields[] = { F(breach, at, TEXT) };
static const struct record breach_rec = { NULL, breach_fields, 1, sizeof(struct breach), "breach" };
typedef SLICE(struct breach) breaches_found;

// Invariants I6, I10 of security.md and the rules of identifiers.md. Each gives the person's number
// and nothing else: a report must not tell who.
SQL(two_current, "select cast(person as text) as at from person_identifier where status = 'current' "
                 "group by person, kind having count(*) > 1");
SQL(two_households, "select cast(person as text) as at from person_member where to_day is null "
                    "group by person having count(*) > 1");
SQL(strict_in_index, "select distinct cast(k.person as text) as at from person_key k "
                     "join person_person p on p.id = k.person where p.protection = 'strict'");
SQL(strict_unsealed, "select distinct cast(p.id as text) as at from person_person p join who_scope s "
                     "on s.subject = p.id where p.protection = 'strict' and s.reader > 0 and s.sealed = 0");
SQL(strict_address, "select distinct cast(a.person as text) as at from person_address a "
                    "join person_person p on p.id = a.person where p.protection = 'strict' "
                    "and a.kind <> 'post'");
SQL(strict_traced, "select distinct cast(p.id as text) as at from person_person p join who_scope s "
                   "on s.subject = p.id join who_org o on o.id = s.reader where p.protection = 'strict' "
                   "and o.kind <> 'directorate'");
SQL(strict_acts, "select distinct cast(p.id as text) as at from person_person p join person_event e "
                 "on e.person = p.id join who_org o on o.id = e.org where p.protection = 'strict' "
                 "and o.kind <> 'directorate'");
SQL(sealed_open, "select distinct cast(p.id as text) as at from person_person p join who_scope s "
                 "on s.subject = p.id where p.protection <> 'strict' and s.sealed = 1 and s.reader > 0");
SQL(member_backwards, "select cast(person as text) as at from person_member where to_day < from_day");

SQL(no_household, "select cast(m.person as text) as at from person_member m left join person_household h "
                  "on h.id = m.household where h.id is null");

err person_check(struct db *db, struct out *breaches)
{
    static const struct {
        const struct sql *sql;
        const char *what;
    } all[] = {
        { &two_current, "two current numbers of one kind" },
        { &two_households, "in two households" },
        { &strict_in_index, "strictly protected, yet in the search keys" },
        { &strict_unsealed, "strictly protected, yet an organisation has sight" },
        { &strict_traced, "strictly protected, yet the rows of sight tell which organisation had it" },
        { &strict_acts, "strictly protected, yet the timeline tells which organisation did what" },
        { &strict_address, "strictly protected, yet an address is stored" },
        { &sealed_open, "sealed, yet not strictly protected" },
        { &no_household, "member of a household that is not there" },
        { &member_backwards, "a membership ends before it begins" },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        breaches_found found = { 0 };
        PASS(db_all(db, all[i].sql, NO_ARGS, &breach_rec, &found));
        for (size_t j = 0; j < found.n; j++)
            out_f(breaches, "person %.*s: %s\n", S(found.p[j].at), all[i].what);
    }
    return OK;
}
