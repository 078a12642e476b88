// SPDX-License-Identifier: Apache-2.0
// What a centre must do by when: map and hold the conversation once a permit is there. The days are
// those of the contract with the directorate of immigration, not of law.
#include "rooms/duty/duty.h"
#include "rooms/reception/duties.h"

DUTY_KIND(map_due, .name = "reception.mapping", .roles = R(CE), .days = 21, .working_day = true);
DUTY_KIND(talk_due, .name = "reception.talk", .roles = R(CE), .days = 14, .working_day = true);
// The programme of an integration centre (reception.md 4.2): the review that the plan itself names;
// the other lengths are the contract's.
DUTY_KIND(review_due, .name = "reception.plan_review", .roles = R(CE), .days = 90);
DUTY_KIND(absence_due, .name = "reception.absence", .roles = R(CE), .days = 3, .working_day = true);
DUTY_KIND(breach_due, .name = "reception.breach_move", .roles = R(CE), .days = 14, .working_day = true);

enum { MAPPED_FROM_AGE = 16 };

SQL(permit_day, "select max(decided) from person_permit where person = $1 and settles = 1 and revoked is null");
SQL(stay_now, "select * from reception_stay where person = $1 and to_day is null");

static err open_one(struct db *db, const struct duty_kind *kind, const struct person *p, int64_t org,
                    day since, const char *page)
{
    struct duty d = { .person = p->id, .org = org, .subject = p->id, .start = since, .due = DAY_NONE,
                      .why = STR(""),
                      .link = strf(db->mem, "/personer/%lld/%s", (long long)p->id, page) };
    return duty_open(db, kind, &d);
}

// The centre a person lives in; E_NOTFOUND when in none.
static err house_of(struct db *db, int64_t person, struct centre *c)
{
    struct stay s;
    PASS(db_one(db, &stay_now, ARGS(AI(person)), &stay_rec, &s));
    return centre_by_id(db, s.centre, c);
}

err duties_open(struct db *db, int64_t person)
{
    struct person p;
    struct centre c;
    struct mapping m;
    day since, talked;
    str decided;
    err e = house_of(db, person, &c);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    PASS(person_by_id(db, person, &p));
    PASS(db_str(db, &permit_day, ARGS(AI(person)), &decided));
    bool grown = !day_known(p.born) || day_age(p.born, db->deed.today) >= MAPPED_FROM_AGE;
    if (!decided.n || !day_parse(decided, &since) || !grown)
        return OK;
    e = mapping_of(db, person, &m);
    if (e && e != E_NOTFOUND)
        return e;
    if (e == E_NOTFOUND || m.state < MAPPING_VERIFIED)
        PASS(open_one(db, &map_due, &p, c.org, since, "kartlegging"));
    PASS(reception_talk_held(db, person, &talked));
    return day_known(talked) ? OK : open_one(db, &talk_due, &p, c.org, since, "samtale");
}

err duties_heard_permit(struct db *db, int64_t person, str payload)
{
    (void)payload;
    return duties_open(db, person);
}

err duties_drop(struct db *db, int64_t person, int64_t org, day on)
{
    PASS(duty_drop(db, &map_due, org, person, on));
    PASS(duty_drop(db, &review_due, org, person, on));
    PASS(duty_drop(db, &absence_due, org, person, on));
    PASS(duty_done(db, &breach_due, org, person, on)); // moving out is what it asks for
    return duty_drop(db, &talk_due, org, person, on);
}

static err ended(struct db *db, const struct duty_kind *kind, int64_t person, day on, bool done)
{
    struct centre c;
    err e = house_of(db, person, &c);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    return done ? duty_done(db, kind, c.org, person, on) : duty_drop(db, kind, c.org, person, on);
}

err duties_mapped(struct db *db, int64_t person, bool done)
{
    return ended(db, &map_due, person, db->deed.today, done);
}

err duties_talked(struct db *db, int64_t person, day on)
{
    return ended(db, &talk_due, person, on, true);
}

// ---- the integration programme --------------------------------------------------------------------

static err open_on(struct db *db, const struct duty_kind *kind, int64_t person, day since, day due,
                   const char *page)
{
    struct centre c;
    err e = house_of(db, person, &c);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    struct duty d = { .person = person, .org = c.org, .subject = person, .start = since, .due = due,
                      .why = STR(""), .link = strf(db->mem, "/personer/%lld/%s", (long long)person, page) };
    return duty_open(db, kind, &d);
}

err duties_review(struct db *db, int64_t person, day signed_on, day review)
{
    return open_on(db, &review_due, person, signed_on, review, "mottaksplan/evaluering");
}

err duties_reviewed(struct db *db, int64_t person)
{
    return ended(db, &review_due, person, db->deed.today, true);
}

err duties_absent(struct db *db, int64_t person, day on)
{
    return open_on(db, &absence_due, person, on, DAY_NONE, "mottaksplan/oppfolging/ny");
}

err duties_followed(struct db *db, int64_t person, day on)
{
    return ended(db, &absence_due, person, on, true);
}

err duties_breached(struct db *db, int64_t person, day on)
{
    return open_on(db, &breach_due, person, on, DAY_NONE, "mottak/flytt");
}
