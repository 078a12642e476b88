// SPDX-License-Identifier: Apache-2.0
// The pages of an integration centre: a place, a plan that both sign, a day's attendance, following up.
#include "test/web.h"

#include "rooms/reception/programme.h"
#include "rooms/reception/reception_test.h"
#include "test/db.h"

#define VIKA as(CE, "M1002")

static const char *plan_url(struct arena *a, const char *more)
{
    return house_url(a, &tested.olena, strf(a, "/mottaksplan%s", more).p);
}

static err moved_in(struct db *db, void *arg)
{
    PASS(house_make(db, arg));
    return stay_move(db, tested.olena.id, tested.vika.id, STR("7"), day_of(2023, 8, 1), STAY_TRANSFER);
}

// Applied, offered, contract signed and begun.
static void begun(struct arena *a)
{
    in_db(a, moved_in, NULL);
    const char *apply = strf(a, "pick=%lld&applied_on=02.08.2023", (long long)tested.vika.id).p;
    CHECK_INT(post(a, plan_url(a, "/plass"), VIKA, apply).status, 303);
    CHECK_INT(post(a, plan_url(a, "/plass/tilbud"), VIKA, "ended_on=03.08.2023").status, 303);
    CHECK_INT(post(a, plan_url(a, "/plass/kontrakt"), VIKA, "ended_on=04.08.2023").status, 303);
    CHECK_INT(post(a, plan_url(a, "/plass/start"), VIKA, "ended_on=07.08.2023").status, 303);
}

static const char *const ACTIVITY = "kind=norwegian&title=Norsk&provider=Voksenoppl%C3%A6ringen&weekday=fri&from_day=07.08.2023"
                                    "&to_day=&version=0";

static void planned(struct arena *a)
{
    begun(a);
    CHECK_STR(post(a, plan_url(a, "/ny"), VIKA, "").location, plan_url(a, "/mal"));
    CHECK_INT(post(a, plan_url(a, "/mal"), VIKA, "goal_long=Elektriker&goal_short=Norsk+B1&goal_language=B1&guidance="
                                                 "&review_on=01.10.2023&version=1").status, 303);
    CHECK_INT(post(a, plan_url(a, "/aktivitet/ny"), VIKA, strf(a, "%s&starts=9.30&hours=2%%2C5", ACTIVITY).p).status, 303);
    CHECK_INT(post(a, plan_url(a, "/steg/ny"), VIKA, "what=Ta+kurs&due=20.09.2023&version=0").status, 303);
}

static void signed_(struct arena *a)
{
    planned(a);
    CHECK_INT(post(a, plan_url(a, "/signer"), VIKA, "person_signed=08.08.2023&adviser_signed=08.08.2023&version=2").status, 303);
}

TEST(a_place_is_applied_for_offered_agreed_and_begun_by_who_lives_there)
{
    in_db(a, house_make, NULL);
    const struct actor *nes = as(CE, "M1001");
    CHECK(has_text(get(a, plan_url(a, ""), nes).body, "Beboeren har ikke søkt om plass"));
    CHECK(has_text(post(a, plan_url(a, "/plass"), nes, "pick=&applied_on=02.08.2023").body, "Velg hvilket integreringsmottak"));
    const char *apply = strf(a, "pick=%lld&applied_on=02.08.2023", (long long)tested.vika.id).p;
    CHECK_INT(post(a, plan_url(a, "/plass"), nes, apply).status, 303);
    CHECK(has_text(post(a, plan_url(a, "/plass"), nes, apply).body, "en søknad eller plass fra før"));
    CHECK(has_text(post(a, plan_url(a, "/plass/start"), nes, "ended_on=07.08.2023").body, "Registrer flyttingen først"));
    CHECK_INT(post(a, plan_url(a, "/plass/tilbud"), nes, "ended_on=03.08.2023").status, 303);
    CHECK(has_text(post(a, plan_url(a, "/plass/kontrakt"), nes, "ended_on=03.08.2030").body, "ended_on"));
    CHECK_INT(post(a, plan_url(a, "/plass/kontrakt"), nes, "ended_on=04.08.2023").status, 303);
    CHECK_INT(post(a, plan_url(a, "/plass/start"), nes, "ended_on=07.08.2023").status, 422); // lives at Nes still
    CHECK_INT(get(a, plan_url(a, ""), VIKA).status, 404); // a centre sees who lives there
    CHECK_INT(get(a, plan_url(a, ""), as(MP, "K1506")).status, 403);
    in_db(a, house_sound, NULL);
}

TEST(a_plan_is_checked_against_full_time_signed_and_printed)
{
    planned(a);
    str body = get(a, plan_url(a, ""), VIKA).body;
    CHECK(has_text(body, "Elektriker"));
    CHECK(has_text(body, "09.30–12.00"));
    CHECK(has_text(body, "Ikke fulltid ennå"));
    CHECK(has_text(body, "Mangler: Kartlegging og karriereveiledning, Kultur og samfunn"));
    CHECK(has_text(body, "37,5 timer i uka"));
    // What was typed comes back with what is wrong.
    str bad = post(a, plan_url(a, "/aktivitet/ny"), VIKA, strf(a, "%s&starts=25.10&hours=99", ACTIVITY).p).body;
    CHECK(has_text(bad, "Skriv klokkeslettet som 09.30"));
    CHECK(has_text(bad, "Skriv timer fra 0,25 til 12"));
    CHECK(has_text(bad, "value=\"25.10\""));
    CHECK_INT(post(a, plan_url(a, "/mal"), VIKA, "goal_long=&goal_short=x&goal_language=&guidance=&review_on=&version=2").status, 303);
    CHECK(has_text(post(a, plan_url(a, "/signer"), VIKA, "person_signed=08.08.2023&adviser_signed=08.08.2023&version=3").body,
                   "Planen mangler mål"));
    CHECK_INT(post(a, plan_url(a, "/mal"), VIKA, "goal_long=Elektriker&goal_short=x&goal_language=&guidance=&review_on=01.10.2023"
                                                 "&version=3").status, 303);
    CHECK_INT(post(a, plan_url(a, "/signer"), VIKA, "person_signed=08.08.2023&adviser_signed=&version=4").status, 303);
    CHECK(has_text(get(a, plan_url(a, ""), VIKA).body, "Til underskrift"));
    CHECK_INT(post(a, plan_url(a, "/signer"), VIKA, "person_signed=08.08.2023&adviser_signed=09.08.2023&version=5").status, 303);
    CHECK(has_text(get(a, plan_url(a, ""), VIKA).body, "Gjeldende"));
    CHECK_INT(post(a, plan_url(a, "/aktivitet/ny"), VIKA, strf(a, "%s&starts=9&hours=2", ACTIVITY).p).status, 404); // signed stands
    struct answer paper = get(a, plan_url(a, "/pdf"), VIKA);
    CHECK_STR(paper.type, "application/pdf");
    CHECK(!has_text(answer_header(&paper, "Content-Disposition"), "Kovalenko"));
    CHECK(has_text(get(a, "/min-dag", VIKA).body, "Gå gjennom individuell plan"));
    // The next version begins with what the first had.
    CHECK_INT(post(a, plan_url(a, "/ny"), VIKA, "").status, 303);
    CHECK(has_text(get(a, plan_url(a, ""), VIKA).body, "09.30–12.00"));
    CHECK(has_text(get(a, plan_url(a, "?versjon=1"), VIKA).body, "Gjeldende"));
    in_db(a, house_sound, NULL);
}

static err meeting(struct db *db, void *arg)
{
    plans all = { 0 };
    plan_steps s = { 0 };
    activities acts = { 0 };
    PASS(plans_of(db, tested.olena.id, &all));
    PASS(plan_parts(db, all.p[0].id, &s, &acts));
    *(int64_t *)arg = acts.p[0].id;
    return OK;
}

TEST(a_day_without_absence_is_one_press_and_invalid_absence_is_followed_up)
{
    int64_t id;
    signed_(a);
    in_db(a, meeting, &id);
    const char *friday = "/beboere/frammote?dag=2023-09-01";
    str body = get(a, friday, VIKA).body;
    CHECK(has_text(body, "Kovalenko, Olena"));
    CHECK(has_text(body, "Alle står som til stede"));
    CHECK(has_text(body, strf(a, "name=\"m%lld\"", (long long)id).p));
    CHECK(has_text(get(a, "/beboere/frammote?dag=2023-08-31", VIKA).body, "Ingen aktiviteter denne dagen"));
    CHECK_INT(post(a, "/beboere/frammote?dag=2023-09-08", VIKA, strf(a, "m%lld=present", (long long)id).p).status, 422);
    CHECK_INT(post(a, friday, VIKA, "m999999=present").status, 422); // names another meeting than the day has
    CHECK_INT(post(a, friday, VIKA, strf(a, "m%lld=present", (long long)id).p).status, 303);
    CHECK(has_text(get(a, friday, VIKA).body, "Dagen er ført"));
    CHECK(!has_text(get(a, "/min-dag", VIKA).body, "Følg opp ugyldig fravær"));
    CHECK_INT(post(a, friday, VIKA, strf(a, "m%lld=invalid", (long long)id).p).status, 303);
    CHECK(has_text(get(a, "/min-dag", VIKA).body, "Følg opp ugyldig fravær"));
    CHECK(has_text(get(a, "/beboere/program", VIKA).body, "1 ugyldig fravær siste fire uker"));
    CHECK_INT(post(a, plan_url(a, "/oppfolging/ny"), VIKA, "kind=absence&opened_on=01.09.2023&what=Kom+ikke&agreed=Prate+mandag"
                                                           "&due=05.09.2023").status, 303);
    CHECK(!has_text(get(a, "/min-dag", VIKA).body, "Følg opp ugyldig fravær"));
    CHECK(has_text(get(a, plan_url(a, ""), VIKA).body, "Kom ikke"));
    in_db(a, house_sound, NULL);
}

TEST(who_breaks_the_contract_loses_the_place_and_moves)
{
    signed_(a);
    CHECK(has_text(post(a, plan_url(a, "/plass/brudd"), VIKA, "ended_on=31.08.2023&why=").body, "Skriv hvorfor"));
    CHECK_INT(post(a, plan_url(a, "/plass/brudd"), VIKA, "ended_on=31.08.2023&why=M%C3%B8tte+ikke").status, 303);
    str body = get(a, plan_url(a, ""), VIKA).body;
    CHECK(has_text(body, "Mistet plassen"));
    CHECK(has_text(body, "skal flytte til et ordinært mottak"));
    CHECK(has_text(get(a, "/min-dag", VIKA).body, "Flytt til ordinært mottak"));
    CHECK_INT(post(a, house_url(a, &tested.olena, "/mottak/flytt"), VIKA,
                   strf(a, "pick=%lld&from_day=01.09.2023&reason=transfer&room=", (long long)tested.nes.id).p).status, 303);
    CHECK(!has_text(get(a, "/min-dag", VIKA).body, "Flytt til ordinært mottak"));
    in_db(a, house_sound, NULL);
}

static err settled(struct db *db, void *arg)
{
    struct programme_place p;
    (void)arg;
    PASS(stay_end(db, tested.olena.id, day_of(2023, 8, 31), STAY_SETTLED));
    PASS(place_of_programme(db, tested.olena.id, &p));
    CHECK_INT(p.state, PLACE_COMPLETED);
    return OK;
}

TEST(who_moves_out_to_a_municipality_has_completed_the_programme)
{
    signed_(a);
    in_db(a, settled, NULL);
    in_db(a, house_sound, NULL);
}

TEST(the_week_of_the_house_shows_who_lacks_what_and_no_protected_person)
{
    signed_(a);
    str body = get(a, "/beboere/program?uke=2023-08-28", VIKA).body;
    CHECK(has_text(body, "Program uke 35"));
    CHECK(has_text(body, "27,5 timer")); // 30 less the 2,5 planned
    CHECK(has_text(body, "Voksenopplæringen"));
    CHECK(!has_text(body, "Al-Hassan")); // sixteen: no programme for children
    CHECK(has_text(get(a, "/beboere/program", as(CE, "M1001")).body, "ikke et integreringsmottak"));
    CHECK_INT(get(a, "/beboere/program", as(DS, "IMDI")).status, 403);
}
