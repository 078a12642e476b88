// SPDX-License-Identifier: Apache-2.0
// What the invented residents of the integration centre do all week: one is whole, one lacks something,
// one waits for a signature, one has been away.
#include "rooms/interpreting/interpreting.h"
#include "rooms/reception/demo.h"
#include "rooms/reception/training.h"
#include "rooms/reception/voluntary.h"

static const struct {
    int kind, weekday, starts, hours; // minutes after midnight, hundredths
    const char *title, *provider;
} week[] = {
    { ACT_NORWEGIAN, 1, 510, 300, "Norsk", "Voksenopplæringen" },
    { ACT_CULTURE, 1, 750, 300, "Kultur og samfunn", "Mottaket" },
    { ACT_NORWEGIAN, 2, 510, 300, "Norsk", "Voksenopplæringen" },
    { ACT_WORK, 2, 750, 300, "Språkpraksis", "Kommunens kjøkken (øvelse)" },
    { ACT_NORWEGIAN, 3, 510, 300, "Norsk", "Voksenopplæringen" },
    { ACT_MAPPING, 3, 750, 300, "Karriereveiledning og plan", "Karrieresenteret" },
    { ACT_WORK, 4, 510, 600, "Arbeidspraksis", "Kommunens kjøkken (øvelse)" },
    { ACT_NORWEGIAN, 5, 510, 300, "Norsk", "Voksenopplæringen" },
    { ACT_VOLUNTARY, 5, 750, 300, "Språkkafé", "Frivilligsentralen (øvelse)" },
};
enum { WEEK = sizeof week / sizeof *week, WHOLE = WEEK, SHORT = 5 };

static const struct story {
    const char *family, *given, *goal_long, *goal_short, *step, *followed;
    int meetings; // of the week above
    bool signed_;
} stories[] = {
    { "Melnyk", "Viktoriia", "Arbeide som sykepleier i Norge", "Bestå norskprøven på nivå B1",
      "Sende vitnemålet til godkjenning", "", WHOLE, true },
    { "Haddad", "Rami", "Fagbrev som elektriker", "Praksis i en bedrift før jul", "Lage en CV på norsk",
      "Møtte ikke på to dager", SHORT, true },
    { "Kravets", "Hanna", "Studere økonomi", "Norsk på nivå B2", "Finne studiekrav", "", WHOLE, false },
};

static err meetings(struct db *db, const struct plan *p, const struct story *s, day from)
{
    for (int i = 0; i < s->meetings; i++) {
        struct activity a = { .person = p->person, .plan = p->id, .kind = week[i].kind, .weekday = week[i].weekday,
                              .starts = week[i].starts, .hours = week[i].hours, .title = str_z(week[i].title),
                              .provider = str_z(week[i].provider), .from_day = from, .to_day = DAY_NONE };
        PASS(db_add(db, &activity_rec, &a));
    }
    return OK;
}

static err attended(struct db *db, const struct plan *p, const struct story *s, day today)
{
    enum { DAYS = 11 };
    plan_steps steps = { 0 };
    activities all = { 0 };
    PASS(plan_parts(db, p->id, &steps, &all));
    for (int back = DAYS; back > 0; back--)
        for (size_t i = 0; i < all.n; i++) {
            day on = day_add(today, -back);
            bool away = s->followed[0] && back <= 3;
            if (all.p[i].weekday == day_weekday(on))
                PASS(attendance_mark(db, &all.p[i], on, away ? ABSENT_INVALID : PRESENT));
        }
    return OK;
}

static err planned(struct db *db, int64_t person, const struct story *s, day begin, day today)
{
    struct plan was, now;
    PASS(plan_new(db, person, begin, &now));
    was = now;
    now.goal_long = str_z(s->goal_long);
    now.goal_short = str_z(s->goal_short);
    now.goal_language = STR("B1");
    now.guidance = STR("Bygg på yrket fra hjemlandet.");
    now.review_on = day_add(today, 12);
    PASS(db_save(db, &individual_plan_rec, &was, &now));
    struct plan_step step = { .person = person, .plan = now.id, .what = str_z(s->step), .due = day_add(today, 20),
                              .done = DAY_NONE, .evaluation = STR("") };
    PASS(db_add(db, &plan_step_rec, &step));
    PASS(meetings(db, &now, s, begin));
    if (!s->signed_)
        return OK;
    PASS(plan_sign(db, &now, begin, begin, STR("")));
    return attended(db, &now, s, today);
}

SQL(by_name, "select id from person_person where family = $1 and given = $2");

err demo_programme(struct db *db, int64_t centre, day today)
{
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        const struct story *s = &stories[i];
        struct programme_place p;
        struct stay stay;
        int64_t person;
        PASS(db_int(db, &by_name, ARGS(AT(str_z(s->family)), AT(str_z(s->given))), &person));
        PASS(stay_of(db, person, today, &stay));
        day in = stay.from_day, begin = day_add(in, 7);
        PASS(programme_apply(db, person, centre, false, in));
        PASS(place_of_programme(db, person, &p));
        PASS(programme_step(db, &p, EV_OFFER, in, STR("")));
        PASS(programme_step(db, &p, EV_CONTRACT, day_add(in, 2), STR("")));
        PASS(programme_step(db, &p, EV_BEGIN, begin, STR("")));
        PASS(planned(db, person, s, begin, today));
        if (s->followed[0]) {
            struct follow f = { .person = person, .opened_on = day_add(today, -1), .what = str_z(s->followed),
                                .agreed = STR("Samtale med kontaktpersonen"), .due = day_add(today, 3),
                                .closed_on = DAY_NONE };
            PASS(db_add(db, &follow_rec, &f));
        }
    }
    return OK;
}

// ---- who comes in from outside -----------------------------------------------------------------------

SQL(some_residents, "select p.* from reception_stay s join person_person p on p.id = s.person where s.centre = $1 "
                    "and s.to_day is null and p.protection = 'none' order by p.family, p.given, p.id limit $2");

static err activity_of(struct db *db, int64_t centre, int64_t org, const char *title, const char *spot, day on, bool held)
{
    enum { JOIN = 5 };
    persons all = { 0 };
    joiners there = { 0 };
    struct vol_event e = { .centre = centre, .org = org, .title = str_z(title), .about = STR(""), .on_day = on,
                           .starts = 17 * 60, .hours = 200, .spot = str_z(spot), .held = held };
    PASS(db_add(db, &vol_event_rec, &e));
    PASS(db_all(db, &some_residents, ARGS(AI(centre), AI(JOIN)), &person_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(vol_join(db, &e, all.p[i].id));
    PASS(vol_joiners(db, e.id, &there));
    for (size_t i = 0; held && i + 1 < there.n; i++) { // one did not come
        struct joiner j = there.p[i];
        j.present = true;
        PASS(db_save(db, &joiner_rec, &there.p[i], &j));
    }
    return OK;
}

err demo_voluntary(struct db *db, int64_t centre, day today)
{
    struct who_org org;
    PASS(org_ensure(db, STR("V0001"), "other", STR("Frivilligsentralen (øvelse)"), UNKNOWN, &org));
    PASS(demo_user(db, "frivillig", "Frida Øvelse", STR("V0001"), VO));
    struct vol_agreement a = { .centre = centre, .org = org.id, .from_day = day_add(today, -200), .to_day = DAY_NONE };
    PASS(db_add(db, &vol_agreement_rec, &a));
    PASS(activity_of(db, centre, org.id, "Språkkafé", "Biblioteket", day_add(today, -3), true));
    return activity_of(db, centre, org.id, "Tur i marka", "Oppmøte ved inngangen", day_add(today, 5), false);
}

// Hours of training of those who wait for an answer.
err demo_training(struct db *db, int64_t centre, day today)
{
    enum { PEOPLE = 40, DAYS = 12 };
    persons all = { 0 };
    PASS(db_all(db, &some_residents, ARGS(AI(centre), AI(PEOPLE)), &person_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct training_due due[TRAIN_SUBJECTS];
        struct law_facts f;
        PASS(training_due(db, &all.p[i], today, &f, due));
        for (int d = 1; due[TRAIN_NORWEGIAN].by_law && d <= DAYS + (int)i; d++) {
            struct training t = { .person = all.p[i].id, .subject = d % 6 == 0 ? TRAIN_CULTURE : TRAIN_NORWEGIAN,
                                  .on_day = day_add(today, -2 * d), .hours = 300, .provider = STR("Voksenopplæringen") };
            PASS(db_add(db, &training_rec, &t));
        }
    }
    return OK;
}

// Somebody who waits for the settlement conversation: an interpreter is asked for, nobody has answered.
err demo_order(struct db *db, const struct centre *c, day today)
{
    struct order o = { .topic = TOPIC_TALK, .way = WAY_SCREEN, .level = 2, .language = STR("tir"), .starts = STR("10:00"),
                       .minutes = 60, .on_day = day_add(today, 4), .room = STR("Møterom 2"), .interpreter = STR(""),
                       .made_on = today, .org = c->org };
    PASS(db_int(db, &by_name, ARGS(AT(STR("Tekle")), AT(STR("Haile"))), &o.person));
    return db_add(db, &order_rec, &o);
}
