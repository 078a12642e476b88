// SPDX-License-Identifier: Apache-2.0
// Training in the reception centre: hours by the law, hours taken, and the pages.
#include "rooms/reception/training.h"

#include "rooms/reception/reception_test.h"
#include "test/db.h"
#include "test/web.h"

#define NES as(CE, "M1001")

static const char *training_url(struct arena *a, const char *more)
{
    return house_url(a, &tested.olena, strf(a, "/opplaring%s", more).p);
}

static err hours_by_law(struct db *db, void *arg)
{
    struct training_due due[TRAIN_SUBJECTS];
    struct law_facts f;
    (void)arg;
    PASS(training_due(db, &tested.olena, db->deed.today, &f, due));
    CHECK_INT(due[TRAIN_NORWEGIAN].by_law, 17500); // regulation § 1(1)
    CHECK_INT(due[TRAIN_CULTURE].by_law, 2500);    // regulation § 2(1)
    CHECK_INT(due[TRAIN_NORWEGIAN].left, 17500);
    struct training t = { .person = tested.olena.id, .on_day = db->deed.today, .hours = 2600, .subject = TRAIN_CULTURE,
                          .provider = STR("") };
    PASS(db_add(db, &training_rec, &t));
    PASS(training_due(db, &tested.olena, db->deed.today, &f, due));
    CHECK_INT(due[TRAIN_CULTURE].left, 0); // more than asked leaves nothing owed
    PASS(case_step(db, tested.olena.id, EV_ALLOCATE, OUTCOME_NONE, db->deed.today));
    PASS(case_step(db, tested.olena.id, EV_INTERVIEW, OUTCOME_NONE, db->deed.today));
    PASS(case_step(db, tested.olena.id, EV_DECIDE, OUTCOME_REJECTED, db->deed.today));
    PASS(training_due(db, &tested.olena, db->deed.today, &f, due));
    CHECK_INT(due[TRAIN_NORWEGIAN].by_law, 0); // § 5(1)d
    CHECK_STR(str_z(due[TRAIN_NORWEGIAN].answer.paragraph), "§ 5(1)d");
    return OK;
}

TEST(the_law_says_how_many_hours_of_training_a_resident_owes)
{
    in_db(a, house_make, NULL);
    in_db(a, hours_by_law, NULL);
}

TEST(hours_of_training_are_entered_counted_and_explained)
{
    in_db(a, house_make, NULL);
    CHECK(has_text(get(a, training_url(a, ""), NES).body, "Ingen timer er ført"));
    str bad = post(a, training_url(a, "/ny"), NES, "subject=norwegian&on_day=31.12.2030&hours=40&provider=").body;
    CHECK(has_text(bad, "Skriv timer fra 0,25 til 12"));
    CHECK(has_text(bad, "value=\"40\""));
    CHECK_INT(post(a, training_url(a, "/ny"), NES, "subject=norwegian&on_day=31.08.2023&hours=2%2C5&provider=Skolen").status, 303);
    str body = get(a, training_url(a, ""), NES).body;
    CHECK(has_text(body, "<dd>172,5</dd>"));
    CHECK(has_text(body, "Skolen"));
    CHECK(has_text(body, "§ 1"));
    str house = get(a, "/beboere/opplaring", NES).body;
    CHECK(has_text(house, "2,5 av 175 timer"));
    CHECK(!has_text(house, "Danylo")); // a child
    CHECK(!has_text(house, "Kanarifugl"));
    CHECK_INT(get(a, training_url(a, ""), as(CE, "M1002")).status, 404);
    CHECK_INT(get(a, training_url(a, ""), as(MC, "K1506")).status, 403);
}
