// SPDX-License-Identifier: Apache-2.0
// A resident who becomes strictly protected, and hours of training while the application runs.
#include "rooms/reception/programme.h"
#include "rooms/reception/reception_test.h"
#include "test/db.h"
#include "test/web.h"


SQL(left_stays, "select count(*) from reception_stay where person = $1");
SQL(left_elsewhere, "select count(*) from reception_elsewhere where person = $1");
SQL(left_places, "select count(*) from reception_place where person = $1");
SQL(left_words, "select count(*) from reception_activity where person = $1 and "
               "(provider <> '' or title <> '')");
SQL(left_schools, "select count(*) from reception_training where person = $1 and provider <> ''");
SQL(left_told, "select count(*) from person_event where person = $1 and detail like '%mottak%'");
SQL(left_joined, "select count(*) from reception_joined where person = $1");
SQL(still_there, "select count(*) from reception_activity where person = $1");
SQL(beds, "select coalesce(sum(change), 0) from reception_flow where centre = $1");

static err canaries(struct db *db, void *arg)
{
    int64_t who = tested.omar.id;
    day d = day_of(2023, 6, 10);
    struct elsewhere e = { .person = who, .kind = 0, .municipality = STR("1506"), .applied_on = d };
    struct activity act = { .person = who, .plan = 0, .kind = ACT_NORWEGIAN, .title = STR("Kanarikurs"),
                            .provider = STR("Kanariskolen"), .weekday = 1, .starts = 540, .hours = 600,
                            .from_day = d, .to_day = DAY_NONE };
    struct training t = { .person = who, .subject = 0, .on_day = d, .hours = 600,
                          .provider = STR("Kanariskolen") };
    struct plan plan;
    (void)arg;
    PASS(elsewhere_add(db, &e));
    PASS(programme_apply(db, who, tested.vika.id, false, d));
    PASS(plan_new(db, who, d, &plan));
    act.plan = plan.id;
    PASS(db_add(db, &activity_rec, &act));
    PASS(db_add(db, &reception_joined_rec, &(struct joined){ .joiner = 1, .event = 1, .person = who }));
    return db_add(db, &training_rec, &t);
}

static err strict(struct db *db, void *arg)
{
    struct person was, now;
    (void)arg;
    PASS(person_by_id(db, tested.omar.id, &was));
    now = was;
    now.protection = PROTECT_STRICT;
    return person_save(db, &was, &now);
}

static err nothing_says_where(struct db *db, void *arg)
{
    static const struct sql *const none[] = { &left_stays,  &left_elsewhere, &left_places,
                                              &left_words,  &left_schools,   &left_told,
                                             &left_joined };
    int64_t n;
    (void)arg;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        PASS(db_int(db, none[i], ARGS(AI(tested.omar.id)), &n));
        CHECK_INT(n, 0);
    }
    PASS(db_int(db, &still_there, ARGS(AI(tested.omar.id)), &n));
    CHECK_INT(n, 1); // the rows are in sight here: what is not found is gone
    PASS(db_int(db, &beds, ARGS(AI(tested.vika.id)), &n));
    CHECK_INT(n, 0); // the only resident of Vika has left the count
    return OK;
}

TEST(a_resident_who_becomes_strictly_protected_leaves_no_house_room_or_school)
{
    in_db(a, house_make, NULL);
    in_db(a, canaries, NULL);
    const struct actor *centre = as(CE, "M1002");
    CHECK_INT(get(a, house_url(a, &tested.omar, "/mottak"), centre).status, 200);
    CHECK(has_text(get(a, "/beboere", centre).body, "Omar"));
    in_db(a, strict, NULL);
    in_db(a, nothing_says_where, NULL);
    CHECK_INT(get(a, house_url(a, &tested.omar, "/mottak"), centre).status, 404);
    CHECK(!has_text(get(a, "/beboere", centre).body, "Omar"));
    in_db(a, house_sound, NULL);
}

static err hours(struct db *db, void *arg)
{
    static const int64_t done[] = { 600, 750, 125 };
    int64_t sums[2];
    (void)arg;
    for (size_t i = 0; i < 3; i++) {
        struct training t = { .person = tested.olena.id, .subject = 0, .hours = done[i],
                              .on_day = day_of(2023, 6, 1 + (int)i), .provider = STR("") };
        PASS(db_add(db, &training_rec, &t));
    }
    struct training culture = { .person = tested.olena.id, .subject = 1, .hours = 250,
                                .on_day = day_of(2023, 6, 5), .provider = STR("") };
    struct training others = { .person = tested.omar.id, .subject = 0, .hours = 9900,
                               .on_day = day_of(2023, 6, 5), .provider = STR("") };
    PASS(db_add(db, &training_rec, &culture));
    PASS(db_add(db, &training_rec, &others));
    PASS(training_sum(db, tested.olena.id, sums));
    CHECK_INT(sums[0], 1475);
    CHECK_INT(sums[1], 250);
    PASS(training_sum(db, tested.danylo.id, sums));
    CHECK_INT(sums[0] + sums[1], 0); // nobody else's hours
    return OK;
}

TEST(hours_of_training_are_summed_by_subject_and_person)
{
    in_db(a, house_make, NULL);
    in_db(a, hours, NULL);
}
