// SPDX-License-Identifier: Apache-2.0
// Who lives where. Moving in and out writes the stay, the centre's number of residents, its sight of
// the person and the timeline in one transaction.
#include "rooms/reception/duties.h"
#include "rooms/reception/programme.h"

SQL(stay_on, "select * from reception_stay where person = $1 and from_day <= $2 and "
             "(to_day is null or to_day > $2) order by from_day desc limit 1");
SQL(stay_open, "select * from reception_stay where person = $1 and to_day is null");
SQL(stays_all, "select * from reception_stay where person = $1 order by from_day desc, id desc");
SQL(last_out, "select max(to_day) from reception_stay where person = $1");
SQL(protection_of, "select count(*) from person_person where id = $1 and protection = 'strict'");

static const char SIGHT[] = "reception", SIGHT_AFTER[] = "reception.own";

err stay_of(struct db *db, int64_t person, day on, struct stay *s)
{
    return db_one(db, &stay_on, ARGS(AI(person), AD(on)), &stay_rec, s);
}

err stays_of(struct db *db, int64_t person, stays *out)
{
    return db_all(db, &stays_all, ARGS(AI(person)), &stay_rec, out);
}

static err flow(struct db *db, int64_t centre, day on, int64_t change)
{
    struct flow f = { .centre = centre, .on_day = on, .change = change };
    return db_add(db, &flow_rec, &f);
}

// {"centre":"...","reason_key":"reception.reason.settled"}; the reason is left out when there is none.
static str detail(struct db *db, str centre, const char *reason)
{
    struct out o = { 0 };
    OUT(&o, "{\"centre\":");
    out_json(&o, centre);
    if (reason) {
        OUT(&o, ",\"reason_key\":");
        out_json(&o, str_z(reason));
    }
    OUT(&o, "}");
    str s = str_dup(db->mem, out_str(&o));
    out_drop(&o);
    return s;
}

static str stay_link(struct db *db, int64_t person)
{
    return strf(db->mem, "/personer/%lld/mottak", (long long)person);
}

static err case_ensure(struct db *db, int64_t person, day on)
{
    struct asylum_case c;
    err e = case_of(db, person, &c);
    return e == E_NOTFOUND ? case_make(db, person, on) : e;
}

// Everything of moving in but the words on the timeline.
static err move_in(struct db *db, struct stay *s, const struct centre *c)
{
    PASS(scope_open(db, s->person, c->org, SCOPE_CASE, SIGHT, s->from_day));
    PASS(db_add(db, &stay_rec, s));
    return flow(db, c->id, s->from_day, +1);
}

err stay_begin(struct db *db, int64_t person, int64_t centre, str room, day from)
{
    struct stay s;
    struct centre c;
    struct person p;
    int64_t strict;
    str out;
    PASS(person_by_id(db, person, &p));
    PASS(db_int(db, &protection_of, ARGS(AI(person)), &strict));
    if (strict)
        return E_DENIED; // no dwelling of a strictly protected person is stored
    err e = db_one(db, &stay_open, ARGS(AI(person)), &stay_rec, &s);
    if (e != E_NOTFOUND)
        return e == OK ? E_CONFLICT : e;
    day left = DAY_NONE;
    e = db_str(db, &last_out, ARGS(AI(person)), &out);
    if (e == OK && out.n && day_parse(out, &left) && day_cmp(from, left) < 0)
        return E_INPUT; // one bed at a time
    PASS(centre_by_id(db, centre, &c));
    s = (struct stay){ .person = person, .centre = centre, .room = room, .from_day = from,
                       .to_day = DAY_NONE };
    PASS(move_in(db, &s, &c));
    PASS(case_ensure(db, person, from));
    PASS(duties_open(db, person));
    if (p.unaccompanied != MINOR_NONE)
        PASS(minor_make(db, &p));
    return person_tell(db, person, from, PHASE_RECEPTION, "person.event.reception_moved_in",
                       detail(db, c.name, NULL), stay_link(db, person));
}

// The centre keeps CASE for thirty days, then what it decided or wrote itself. Sight it had from
// registering the person ends with it, and so do its duties.
static err lose_sight(struct db *db, int64_t person, int64_t org, day on)
{
    day last = day_add(on, SIGHT_DAYS);
    PASS(duties_drop(db, person, org, on));
    PASS(scope_close(db, person, org, SIGHT, last));
    PASS(scope_close(db, person, org, "registered", last));
    return scope_open(db, person, org, SCOPE_OWN, SIGHT_AFTER, day_add(last, 1));
}

// Sight is lost last: a day of moving long ago leaves none for what is still to be written.
static err move_out(struct db *db, int64_t person, day on, enum stay_reason why, struct centre *c)
{
    struct stay was, now;
    PASS(db_one(db, &stay_open, ARGS(AI(person)), &stay_rec, &was));
    if (day_cmp(on, was.from_day) < 0)
        return E_INPUT;
    PASS(centre_by_id(db, was.centre, c));
    now = was;
    now.to_day = on;
    now.reason = (int)why;
    PASS(db_save(db, &stay_rec, &was, &now));
    return flow(db, c->id, on, -1);
}

err stay_end(struct db *db, int64_t person, day on, enum stay_reason why)
{
    struct centre c;
    PASS(move_out(db, person, on, why, &c));
    PASS(programme_moved(db, person, on, why == STAY_SETTLED));
    PASS(person_tell(db, person, on, PHASE_RECEPTION, "person.event.reception_moved_out",
                     detail(db, c.name, stay_reasons.at[why].label), stay_link(db, person)));
    PASS(fact(db, "reception.moved_out", person,
              strf(db->mem, "{\"reason\":\"%s\"}", stay_reasons.at[why].code)));
    return lose_sight(db, person, c.org, on);
}

// A dead person's place is free from that day; a stay that began later in the books ends as it began.
err stay_heard_death(struct db *db, int64_t person, str payload)
{
    struct person p;
    stays all = { 0 };
    (void)payload;
    PASS(person_by_id(db, person, &p));
    PASS(stays_of(db, person, &all));
    if (!all.n || day_known(all.p[0].to_day))
        return OK;
    day on = day_known(p.died) && day_cmp(p.died, all.p[0].from_day) > 0 ? p.died : all.p[0].from_day;
    return stay_end(db, person, on, STAY_DIED);
}

err stay_move(struct db *db, int64_t person, int64_t centre, str room, day on, enum stay_reason why)
{
    struct centre from, to;
    struct stay s = { .person = person, .centre = centre, .room = room, .from_day = on,
                      .to_day = DAY_NONE };
    PASS(centre_by_id(db, centre, &to));
    PASS(move_out(db, person, on, why, &from));
    PASS(programme_moved(db, person, on, false));
    PASS(move_in(db, &s, &to));
    PASS(duties_open(db, person));
    PASS(person_tell(db, person, on, PHASE_RECEPTION, "person.event.reception_transferred",
                     detail(db, to.name, stay_reasons.at[why].label), stay_link(db, person)));
    return lose_sight(db, person, from.org, on);
}

// ---- many at once ----------------------------------------------------------------------------

SQL(centres_every, "select * from reception_centre order by id");

static const struct centre *centre_in(const centres *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->p[i].id == id)
            return &all->p[i];
    return NULL;
}

// Unaccompanied minors with a stay and nobody named responsible yet.
SQL(minors_left, "select p.* from person_person p where p.unaccompanied <> 'none' and p.merged_into is null "
                 "and exists (select 1 from reception_stay s where s.person = p.id) "
                 "and not exists (select 1 from reception_minor m where m.person = p.id)");

static err minors_make(struct db *db)
{
    persons all = { 0 };
    PASS(db_all(db, &minors_left, NO_ARGS, &person_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(minor_make(db, &all.p[i]));
    return OK;
}

err stays_add_many(struct db *db, const struct stay *at, size_t n)
{
    centres known = { 0 };
    flows moves = { 0 };
    SLICE(struct scope) sights = { 0 };
    PASS(db_all(db, &centres_every, NO_ARGS, &centre_rec, &known));
    for (size_t i = 0; i < n; i++) {
        const struct centre *c = centre_in(&known, at[i].centre);
        if (!c)
            return E_NOTFOUND;
        bool out = day_known(at[i].to_day);
        struct scope s = { .subject = at[i].person, .reader = c->org, .level = SCOPE_CASE,
                           .basis = str_z(SIGHT), .from_day = at[i].from_day,
                           .to_day = out ? day_add(at[i].to_day, SIGHT_DAYS) : DAY_NONE };
        *ADD(db->mem, &sights) = s;
        *ADD(db->mem, &moves) = (struct flow){ .centre = c->id, .on_day = at[i].from_day, .change = 1 };
        if (!out)
            continue;
        *ADD(db->mem, &moves) = (struct flow){ .centre = c->id, .on_day = at[i].to_day, .change = -1 };
        s.level = SCOPE_OWN;
        s.basis = str_z(SIGHT_AFTER);
        s.from_day = day_add(s.to_day, 1);
        s.to_day = DAY_NONE;
        *ADD(db->mem, &sights) = s;
    }
    PASS(db_add_many(db, &scope_rec, sights.p, sights.n));
    PASS(db_add_many(db, &stay_rec, at, n));
    PASS(db_add_many(db, &flow_rec, moves.p, moves.n));
    return minors_make(db);
}
