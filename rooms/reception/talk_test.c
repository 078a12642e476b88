// SPDX-License-Identifier: Apache-2.0
// The settlement conversation, sealed notes, guidance and a centre's duties, through pages.
#include "test/web.h"

#include "rooms/duty/duty.h"
#include "rooms/reception/reception_test.h"
#include "rooms/reception/talk.h"
#include "test/db.h"

#define TALK                                                                                   \
    "held_on=%s&language=ukr&interpreter=b&interpreter_note=skjerm&network=Bror+i+Molde&occupied=&education=" \
    "&together=&expected=&mobility=noted&senses=none&mind=none&illness=none&substance=none&behaviour=none" \
    "&consent_on=&wish_municipality=Molde&wish_why=&self_municipality=&informed_on=%s&informed_languages=" \
    "&version=%d%s"

TEST(a_conversation_is_a_draft_until_all_is_told)
{
    const struct actor *nes = as(CE, "M1001");
    in_db(a, house_make, NULL);
    const char *url = house_url(a, &tested.olena, "/samtale");
    CHECK(has_text(get(a, url, nes).body, "Start samtalen"));
    CHECK_INT(post(a, house_url(a, &tested.olena, "/samtale/start"), nes, "").status, 303);
    CHECK_INT(post(a, url, nes, strf(a, TALK, "", "", 1, "&utkast=1").p).status, 303);
    CHECK(has_text(get(a, url, nes).body, "Bror i Molde"));
    // Another phone with the older version meets the conflict, and what it wrote.
    struct answer late = post(a, url, nes, strf(a, TALK, "30.08.2023", "", 1, "&utkast=1").p);
    CHECK_INT(late.status, 409);
    struct answer early = post(a, url, nes, strf(a, TALK, "30.08.2023", "", 2, "&ferdig=1").p);
    CHECK_INT(early.status, 422);
    CHECK(has_text(early.body, "Bror i Molde"));
    CHECK_INT(post(a, url, nes,
                   strf(a, TALK, "30.08.2023", "30.08.2023", 2, "&refusal_explained=1&signed=1&ferdig=1").p).status, 303);
    struct answer held = get(a, url, nes);
    CHECK(has_text(held.body, "Kategori B"));
    CHECK(!has_text(held.body, "data-kladd"));
    CHECK_INT(post(a, url, nes, strf(a, TALK, "", "", 3, "&utkast=1").p).status, 409);
    CHECK_INT(get(a, url, as(CE, "M1002")).status, 404);
}

static err a_note(struct db *db, void *arg)
{
    note_marks all = { 0 };
    PASS(notes_of(db, tested.olena.id, &all));
    CHECK_INT(all.n, 1);
    *(struct note_mark *)arg = all.p[0];
    municipality_numbers out = { 0 };
    PASS(reception_excluded(db, tested.olena.id, &out));
    CHECK_INT(out.n, 2);
    return OK;
}

// Even a colleague at the same centre sees that there is a note, and not a word of it.
TEST(a_sealed_note_is_read_by_named_readers_alone)
{
    const struct actor *nes = as(CE, "M1001");
    struct note_mark mark;
    in_db(a, house_make, NULL);
    const char *url = house_url(a, &tested.olena, "/notat/ny/skjermet");
    CHECK_INT(get(a, url, nes).status, 200);
    CHECK_INT(post(a, url, nes, "body=Kanarihemmelighet&apart=Molde,+Oslooo").status, 422);
    CHECK_INT(post(a, url, nes, "body=Kanarihemmelighet&apart=Molde,+Aukra").status, 303);
    in_db(a, a_note, &mark);
    const char *note = house_url(a, &tested.olena, strf(a, "/notat/%lld", (long long)mark.id).p);
    CHECK(has_text(get(a, note, nes).body, "Kanarihemmelighet"));
    struct actor colleague = *nes;
    colleague.user = nes->user + 1;
    CHECK_INT(get(a, note, &colleague).status, 404);
    struct answer page = get(a, house_url(a, &tested.olena, "/samtale"), &colleague);
    CHECK(has_text(page.body, "navngitte lesere"));
    CHECK(!has_text(page.body, "Kanarihemmelighet"));
    CHECK_INT(post(a, strf(a, "%s/trekk", note).p, &colleague, "").status, 404);
    CHECK_INT(post(a, strf(a, "%s/trekk", note).p, nes, "").status, 303);
    CHECK_INT(get(a, note, nes).status, 404);
}

TEST(health_is_written_down_after_consent_alone)
{
    const struct actor *nes = as(CE, "M1001");
    in_db(a, house_make, NULL);
    const char *url = house_url(a, &tested.olena, "/notat/ny/helse");
    CHECK_INT(post(a, url, nes, "body=Astma&consent_on=").status, 422);
    CHECK_INT(post(a, url, nes, "body=Astma&consent_on=01.10.2023").status, 422);
    CHECK_INT(post(a, url, nes, "body=Astma&consent_on=30.08.2023").status, 303);
    CHECK_INT(get(a, house_url(a, &tested.olena, "/notat/ny/tull"), nes).status, 404);
}

TEST(guidance_is_asked_of_the_county_that_then_sees_the_person)
{
    const struct actor *nes = as(CE, "M1001"), *county = as(CO, "F15");
    in_db(a, house_make, NULL);
    CHECK_INT(get(a, house_url(a, &tested.olena, "/samtale"), county).status, 404);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/veiledning"), nes, "").status, 303);
    county = as(CO, "F15");
    CHECK_INT(get(a, house_url(a, &tested.olena, "/samtale"), county).status, 200);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/veiledning/resultat"), county, "result=x&version=1").status, 409);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/veiledning/gitt"), county,
                   "given_on=30.08.2023&summary=Vil+bli+kokk&version=1").status, 303);
    CHECK(has_text(get(a, house_url(a, &tested.olena, "/samtale"), nes).body, "Vil bli kokk"));
}

static err permitted(struct db *db, void *arg)
{
    duties due = { 0 };
    struct permit t = { .person = tested.olena.id, .basis = PERMIT_COLLECTIVE, .decided = day_of(2023, 8, 1),
                        .notified = DAY_NONE, .valid_from = DAY_NONE, .valid_to = DAY_NONE, .settles = true,
                        .entry_by = DAY_NONE, .revoked = DAY_NONE };
    (void)arg;
    PASS(person_permit_add(db, &t));
    PASS(duties_of_person(db, tested.olena.id, &due));
    return OK;
}

struct wanted {
    int open;
};
static const struct sql open_duties = { "open_duties",
                                        "select count(*) from duty_of_person where person = $1 and ended = 'open'",
                                        __FILE__ };
static err count_open(struct db *db, void *arg)
{
    int64_t n;
    PASS(db_int(db, &open_duties, ARGS(AI(tested.olena.id)), &n));
    CHECK_INT(n, ((struct wanted *)arg)->open);
    return OK;
}

static err leave(struct db *db, void *arg)
{
    (void)arg;
    return stay_end(db, tested.olena.id, day_of(2023, 9, 1), STAY_SETTLED);
}

TEST(a_permit_gives_the_centre_its_duties_and_moving_out_takes_them)
{
    int ran;
    in_db(a, house_make, NULL);
    in_db(a, permitted, NULL);
    CHECK_INT(job_run_due(test_pool(a), a, INT64_C(1693562400000), &ran), OK);
    in_db(a, count_open, &(struct wanted){ 2 });
    in_db(a, leave, NULL);
    in_db(a, count_open, &(struct wanted){ 0 });
    in_db(a, house_sound, NULL);
}
