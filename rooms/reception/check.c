// SPDX-License-Identifier: Apache-2.0
// The room's invariants for `check`. A report gives numbers of rows and persons, never who.
#include "rooms/reception/reception_db.h"

struct breach {
    str at;
};
static const struct field breach_fields[] = { F(breach, at, TEXT) };
static const struct record breach_rec = { NULL, breach_fields, 1, sizeof(struct breach), "breach" };
typedef SLICE(struct breach) breaches_found;

SQL(two_stays, "select cast(person as text) as at from reception_stay where to_day is null "
               "group by person having count(*) > 1");
SQL(stay_backwards, "select cast(person as text) as at from reception_stay where to_day < from_day");
SQL(stays_overlap, "select distinct cast(a.person as text) as at from reception_stay a "
                   "join reception_stay b on b.person = a.person and b.id <> a.id "
                   "where a.from_day < coalesce(b.to_day, '9999-12-31') and "
                   "b.from_day < coalesce(a.to_day, '9999-12-31') and a.from_day < a.to_day");
// Residents counted by their stays and by what came and went must be the same number.
SQL(centre_miscounts, "select cast(c.id as text) as at from reception_centre c where "
                      "(select coalesce(sum(f.change), 0) from reception_flow f where f.centre = c.id) <> "
                      "(select count(*) from reception_stay s where s.centre = c.id and s.to_day is null)");
// A running sum walks the flow once; a sum for each day would walk it once a day.
SQL(centre_negative, "select cast(r.centre as text) as at from (select f.centre, sum(f.change) over "
                     "(partition by f.centre order by f.on_day) as residents from reception_flow f) r "
                     "where r.residents < 0 group by r.centre");
SQL(resident_unseen, "select cast(s.person as text) as at from reception_stay s join reception_centre c "
                     "on c.id = s.centre where s.to_day is null and not exists (select 1 from who_scope w "
                     "where w.subject = s.person and w.reader = c.org and w.level >= 2 and w.to_day is null)");
SQL(seen_too_long, "select distinct cast(s.person as text) as at from reception_stay s "
                   "join reception_centre c on c.id = s.centre join who_scope w on w.subject = s.person "
                   "and w.reader = c.org and w.basis in ('reception', 'registered') where w.to_day is null "
                   "and s.to_day is not null and not exists (select 1 from reception_stay o where "
                   "o.person = s.person and o.centre = s.centre and o.to_day is null)");
// Invariant I10: of a strictly protected person no house, no place lived at and no school is stored.
#define STRICT_IN(table) "select distinct cast(x.person as text) as at from " table " x join person_person p " \
                         "on p.id = x.person where p.protection = 'strict'"
SQL(strict_stays, STRICT_IN("reception_stay"));
SQL(strict_elsewhere, STRICT_IN("reception_elsewhere"));
SQL(strict_place, STRICT_IN("reception_place"));
SQL(strict_taught, STRICT_IN("reception_training") " and x.provider <> ''");
#define TELLS(column) " and x." column " in (select id from who_org where kind <> 'directorate')"
SQL(strict_noted, STRICT_IN("reception_note_mark") TELLS("org"));
SQL(strict_mapped, STRICT_IN("reception_map_version") TELLS("org"));
SQL(strict_advised, STRICT_IN("reception_guidance") TELLS("county"));
SQL(strict_joined, STRICT_IN("reception_joined"));
SQL(no_centre, "select cast(s.person as text) as at from reception_stay s left join reception_centre c "
               "on c.id = s.centre where c.id is null");
SQL(map_gap, "select cast(m.person as text) as at from reception_mapping m where m.no <> "
             "(select count(*) from reception_map_version v where v.person = m.person) "
             "and exists (select 1 from reception_map_version v where v.person = m.person)");
SQL(verified_undated, "select cast(person as text) as at from reception_mapping where state in "
                      "('verified', 'supplemented') and verified_on is null");
SQL(case_undated, "select cast(person as text) as at from reception_case where "
                  "(phase = 'decided' and (decided_on is null or outcome = 'none')) or "
                  "(phase = 'final' and final_on is null)");

err reception_check(struct db *db, struct out *breaches)
{
    static const struct {
        const struct sql *sql;
        const char *of, *what;
    } all[] = {
        { &two_stays, "person", "two open stays" },
        { &stay_backwards, "person", "a stay ends before it begins" },
        { &stays_overlap, "person", "two stays at the same time" },
        { &centre_miscounts, "centre", "residents and comings and goings differ" },
        { &centre_negative, "centre", "fewer than no residents on some day" },
        { &resident_unseen, "person", "lives in a centre that has no sight" },
        { &seen_too_long, "person", "moved out, yet the centre's sight has no end" },
        { &strict_stays, "person", "strictly protected, yet a stay in a centre is stored" },
        { &strict_elsewhere, "person", "strictly protected, yet a place lived at is stored" },
        { &strict_place, "person", "strictly protected, yet a place in a programme is stored" },
        { &strict_taught, "person", "strictly protected, yet who gives the training is stored" },
        { &strict_noted, "person", "strictly protected, yet a note tells which house wrote it" },
        { &strict_mapped, "person", "strictly protected, yet a mapping tells who made it" },
        { &strict_advised, "person", "strictly protected, yet the county that advised is stored" },
        { &strict_joined, "person", "strictly protected, yet whose activities were visited is stored" },
        { &no_centre, "person", "lives in a centre that is not there" },
        { &map_gap, "person", "the mapping's versions are not counted right" },
        { &verified_undated, "person", "verified without a day" },
        { &case_undated, "person", "the application's phase lacks its day or outcome" },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        breaches_found found = { 0 };
        PASS(db_all(db, all[i].sql, NO_ARGS, &breach_rec, &found));
        for (size_t j = 0; j < found.n; j++)
            out_f(breaches, "%s %.*s: %s\n", all[i].of, S(found.p[j].at), all[i].what);
    }
    return OK;
}
