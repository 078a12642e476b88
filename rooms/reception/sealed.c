// SPDX-License-Identifier: Apache-2.0
// A resident becomes strictly protected: which house, room, school and municipality is stored no more
// (security.md SEC-14). What is left, the application and the mapping, says nothing of where.
#include "rooms/reception/duties.h"
#include "rooms/reception/programme.h"
#include "rooms/reception/talk.h"
#include "rooms/reception/voluntary.h"

SQL(sealed_elsewhere, "select * from reception_elsewhere where person = $1");
SQL(sealed_joined, "select * from reception_joined where person = $1");
SQL(sealed_places, "select * from reception_place where person = $1");
SQL(sealed_activities, "select * from reception_activity where person = $1");
SQL(sealed_training, "select * from reception_training where person = $1");
SQL(sealed_marks, "select * from reception_note_mark where person = $1 and org <> 0");
SQL(sealed_guidance, "select * from reception_guidance where person = $1 and county <> 0");
SQL(sealed_versions, "select * from reception_map_version where person = $1 and org <> 0");
// Moving in and out tell the house's name, living elsewhere leads to its page.
SQL(sealed_events, "select * from person_event where person = $1 and kind in "
                   "('person.event.reception_moved_in', 'person.event.reception_moved_out', "
                   "'person.event.reception_transferred', 'person.event.reception_elsewhere')");

// One bed is free again; the house's number of residents stays right without saying who left.
static err leave_bed(struct db *db, const struct stay *s)
{
    struct centre c;
    day on = day_cmp(db->deed.today, s->from_day) < 0 ? s->from_day : db->deed.today;
    struct flow f = { .centre = s->centre, .on_day = on, .change = -1 };
    PASS(centre_by_id(db, s->centre, &c));
    PASS(duties_drop(db, s->person, c.org, on));
    return db_add(db, &flow_rec, &f);
}

static err erase_stays(struct db *db, int64_t person)
{
    stays all = { 0 };
    PASS(stays_of(db, person, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (!day_known(all.p[i].to_day))
            PASS(leave_bed(db, &all.p[i]));
        PASS(db_erase(db, &stay_rec, &all.p[i]));
    }
    return OK;
}

static err erase_elsewhere(struct db *db, int64_t person)
{
    elsewheres all = { 0 };
    SLICE(struct person_event) told = { 0 };
    PASS(db_all(db, &sealed_elsewhere, ARGS(AI(person)), &elsewhere_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(db_erase(db, &elsewhere_rec, &all.p[i]));
    PASS(db_all(db, &sealed_events, ARGS(AI(person)), &person_event_rec, &told));
    for (size_t i = 0; i < told.n; i++)
        PASS(db_erase(db, &person_event_rec, &told.p[i]));
    return OK;
}

// The programme goes on as a record; whose house and which school are taken out of it.
static err erase_programme(struct db *db, int64_t person)
{
    SLICE(struct programme_place) at = { 0 };
    activities acts = { 0 };
    SLICE(struct training) hours = { 0 };
    PASS(db_all(db, &sealed_places, ARGS(AI(person)), &programme_place_rec, &at));
    for (size_t i = 0; i < at.n; i++)
        PASS(db_erase(db, &programme_place_rec, &at.p[i]));
    PASS(db_all(db, &sealed_activities, ARGS(AI(person)), &activity_rec, &acts));
    for (size_t i = 0; i < acts.n; i++) {
        struct activity now = acts.p[i];
        now.title = now.provider = STR("");
        PASS(db_save(db, &activity_rec, &acts.p[i], &now));
    }
    PASS(db_all(db, &sealed_training, ARGS(AI(person)), &training_rec, &hours));
    for (size_t i = 0; i < hours.n; i++) {
        struct training now = hours.p[i];
        now.provider = STR("");
        PASS(db_save(db, &training_rec, &hours.p[i], &now));
    }
    return OK;
}

// Which house's activities the person came to.
static err erase_joined(struct db *db, int64_t person)
{
    SLICE(struct joined) all = { 0 };
    PASS(db_all(db, &sealed_joined, ARGS(AI(person)), &reception_joined_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct joiner j;
        PASS(db_erase(db, &reception_joined_rec, &all.p[i]));
        err e = db_by_id(db, &joiner_rec, all.p[i].joiner, &j); // the first name that was copied
        PASS(e == OK ? db_erase(db, &joiner_rec, &j) : e == E_NOTFOUND ? OK : e);
    }
    return OK;
}

// What was written stays; which house wrote it and which county advised is taken out.
static err forget_who_wrote(struct db *db, int64_t person)
{
    note_marks notes = { 0 };
    SLICE(struct guidance) advice = { 0 };
    SLICE(struct map_version) maps = { 0 };
    PASS(db_all(db, &sealed_marks, ARGS(AI(person)), &note_mark_rec, &notes));
    for (size_t i = 0; i < notes.n; i++) {
        struct note_mark now = notes.p[i];
        now.org = now.by_user = 0;
        PASS(db_save(db, &note_mark_rec, &notes.p[i], &now));
    }
    PASS(db_all(db, &sealed_guidance, ARGS(AI(person)), &guidance_rec, &advice));
    for (size_t i = 0; i < advice.n; i++) {
        struct guidance now = advice.p[i];
        now.county = 0;
        PASS(db_save(db, &guidance_rec, &advice.p[i], &now));
    }
    PASS(db_all(db, &sealed_versions, ARGS(AI(person)), &map_version_rec, &maps));
    for (size_t i = 0; i < maps.n; i++) {
        struct map_version now = maps.p[i];
        now.org = now.by_user = 0;
        PASS(db_save(db, &map_version_rec, &maps.p[i], &now));
    }
    return OK;
}

static err sealed(struct db *db, int64_t person)
{
    PASS(forget_who_wrote(db, person));
    PASS(erase_joined(db, person));
    PASS(erase_stays(db, person));
    PASS(erase_elsewhere(db, person));
    return erase_programme(db, person);
}
PERSON_STRICT(reception_sealed, sealed);
