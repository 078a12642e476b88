// SPDX-License-Identifier: Apache-2.0
// Two records of one person: duties and caseload follow, and come back. Everybody is invented.
#include "rooms/duty/check.h"
#include "rooms/duty/duty_test.h"
#include "rooms/person/person_db.h"
#include "test/db.h"
#include "test/web.h"

DUTY_KIND(of_row, .name = "duty.test_of_row", .roles = R(MP), .days = 7);
DUTY_KIND(of_person, .name = "duty.test_of_person", .roles = R(MP), .days = 14);
#define W duty_world

static struct person twin;

static err open_one(struct db *db, const struct duty_kind *k, int64_t person, int64_t subject)
{
    struct duty d = { .person = person, .org = W.molde.id, .subject = subject, .start = TEST_DAY,
                      .due = DAY_NONE, .link = STR("/personer") };
    return duty_open(db, k, &d);
}

// The same woman twice; both records have the duty that follows from herself, the second also one
// from a row, and only the second is in somebody's hands.
static err two_records(struct db *db, void *arg)
{
    PASS(duty_people(db, NULL));
    twin = W.olena;
    twin.id = 0;
    PASS(person_add(db, &twin, W.molde.id, "allocation"));
    PASS(open_one(db, &of_person, W.olena.id, W.olena.id));
    PASS(open_one(db, &of_person, twin.id, twin.id));
    PASS(open_one(db, &of_row, twin.id, 77));
    PASS(case_give(db, twin.id, W.molde.id, W.nadia));
    return *(bool *)arg ? case_give(db, W.olena.id, W.molde.id, W.berit) : OK;
}

struct seen {
    int open, dropped, of_nadia, of_berit;
    int64_t owner;
};

static err see(struct db *db, int64_t person, struct seen *s)
{
    duties all = { 0 };
    *s = (struct seen){ 0 };
    db->deed.org = W.molde.id;
    PASS(duties_of_person(db, person, &all));
    for (size_t i = 0; i < all.n; i++) {
        s->open += all.p[i].ended == DUTY_OPEN;
        s->dropped += all.p[i].ended == DUTY_DROPPED;
        s->of_nadia += all.p[i].user_id == W.nadia;
        s->of_berit += all.p[i].user_id == W.berit;
    }
    return case_owner(db, person, W.molde.id, &s->owner);
}

static err sound(struct db *db)
{
    struct out o = { 0 };
    PASS(duty_check(db, &o));
    CHECK_STR(out_str(&o), "");
    out_drop(&o);
    return OK;
}

static err one_and_two_again(struct db *db, void *arg)
{
    bool both = *(bool *)arg;
    struct seen s;
    text_key problem;
    PASS(person_merge(db, W.olena.id, twin.id, STR("samme"), &problem));
    PASS(see(db, W.olena.id, &s));
    CHECK_INT(s.open, 2); // the one of a row, and one of the two about herself
    CHECK_INT(s.dropped, 1);
    CHECK_INT(s.owner, both ? W.berit : W.nadia);
    CHECK_INT(s.of_nadia + s.of_berit, 3); // none is nobody's
    PASS(duty_done(db, &of_row, W.molde.id, 77, TEST_DAY));
    PASS(sound(db));
    PASS(see(db, twin.id, &s));
    CHECK_INT(s.open + s.dropped, 0);
    PASS(person_unmerge(db, twin.id, &problem));
    PASS(see(db, twin.id, &s));
    CHECK_INT(s.open, 1); // its own again; the one that was done stays done
    CHECK_INT(s.dropped, 0);
    CHECK_INT(s.owner, W.nadia);
    PASS(see(db, W.olena.id, &s));
    CHECK_INT(s.open, 1);
    CHECK_INT(s.owner, both ? W.berit : 0);
    return sound(db);
}

TEST(duties_and_caseload_follow_when_two_records_are_merged)
{
    bool both = false;
    in_db(a, two_records, &both);
    in_db(a, one_and_two_again, &both);
}

TEST(of_two_cases_in_hand_the_kept_record_s_stands)
{
    bool both = true;
    in_db(a, two_records, &both);
    in_db(a, one_and_two_again, &both);
}
