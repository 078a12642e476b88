// SPDX-License-Identifier: Apache-2.0
// Centres, stays, the application and the mapping as rules. Everybody here is invented.
#include <time.h>

#include "test/web.h"

#include "platform/http/setting.h"
#include "rooms/access/access.h"
#include "rooms/reception/reception_db.h"
#include "rooms/reception/reception_test.h"
#include "test/db.h"

struct house tested;

struct person house_person(const char *given, const char *family, day born)
{
    return (struct person){ .family = str_z(family), .given = str_z(given), .born = born,
                            .sex = SEX_FEMALE, .language = STR("ukr"), .interpreter = true,
                            .arrived = day_of(2023, 3, 1), .died = DAY_NONE,
                            .protection_to = DAY_NONE, .synthetic = true };
}

static err one_centre(struct db *db, const char *name, const char *code, enum centre_kind kind,
                      struct centre *c)
{
    *c = (struct centre){ .name = str_z(name), .kind = kind, .municipality = STR("1506"),
                          .contract_from = day_of(2022, 1, 1), .contract_to = DAY_NONE,
                          .notice_on = DAY_NONE };
    return centre_add(db, c, str_z(code), 120);
}

err house_make(struct db *db, void *arg)
{
    struct house *h = &tested;
    (void)arg;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(one_centre(db, "Nes mottak", "M1001", CENTRE_ORDINARY, &h->nes));
    PASS(one_centre(db, "Vika mottak", "M1002", CENTRE_INTEGRATION, &h->vika));
    h->olena = house_person("Olena", "Kovalenko", day_of(1991, 5, 3));
    h->danylo = house_person("Danylo", "Kovalenko", day_of(2014, 9, 28));
    h->omar = house_person("Omar", "Al-Hassan", day_of(2007, 1, 9));
    h->hidden = house_person("Mysteria", "Kanarifugl", day_of(1990, 2, 2));
    h->omar.unaccompanied = MINOR_FROM15;
    h->hidden.protection = PROTECT_STRICT;
    PASS(person_add(db, &h->olena, h->nes.org, "registered"));
    PASS(person_add(db, &h->danylo, h->nes.org, "registered"));
    PASS(person_add(db, &h->omar, h->vika.org, "registered"));
    PASS(person_add(db, &h->hidden, h->nes.org, "registered"));
    PASS(household_make(db, day_of(2023, 3, 1), &h->family));
    PASS(household_join(db, h->family.id, h->olena.id, MEMBER_HEAD, day_of(2023, 3, 1)));
    PASS(household_join(db, h->family.id, h->danylo.id, MEMBER_CHILD, day_of(2023, 3, 1)));
    PASS(stay_begin(db, h->olena.id, h->nes.id, STR("214"), day_of(2023, 3, 1)));
    PASS(stay_begin(db, h->danylo.id, h->nes.id, STR("214"), day_of(2023, 3, 1)));
    return stay_begin(db, h->omar.id, h->vika.id, STR("12"), day_of(2023, 6, 1));
}

err house_sound(struct db *db, void *arg)
{
    struct out breaches = { 0 };
    (void)arg;
    PASS(reception_check(db, &breaches));
    CHECK_STR(out_str(&breaches), "");
    out_drop(&breaches);
    return OK;
}

const char *house_url(struct arena *a, const struct person *p, const char *more)
{
    return strf(a, "/personer/%lld%s", (long long)p->id, more).p;
}

// ---- stays ------------------------------------------------------------------------------------

static err moves(struct db *db, void *arg)
{
    struct house *h = &tested;
    struct stay s;
    int64_t n;
    (void)arg;
    CHECK_INT(stay_begin(db, h->olena.id, h->vika.id, STR(""), day_of(2023, 7, 1)), E_CONFLICT);
    CHECK_INT(stay_begin(db, h->hidden.id, h->nes.id, STR(""), day_of(2023, 7, 1)), E_DENIED);
    CHECK_INT(stay_end(db, h->olena.id, day_of(2023, 2, 1), STAY_SETTLED), E_INPUT);
    PASS(stay_move(db, h->olena.id, h->vika.id, STR("7"), day_of(2023, 7, 1), STAY_FAMILY));
    PASS(stay_of(db, h->olena.id, day_of(2023, 6, 30), &s));
    CHECK_INT(s.centre, h->nes.id);
    PASS(stay_of(db, h->olena.id, day_of(2023, 7, 1), &s));
    CHECK_INT(s.centre, h->vika.id);
    PASS(centre_taken(db, h->nes.id, day_of(2023, 6, 30), &n));
    CHECK_INT(n, 2);
    PASS(centre_taken(db, h->nes.id, day_of(2023, 7, 1), &n));
    CHECK_INT(n, 1);
    PASS(centre_taken(db, h->vika.id, day_of(2023, 7, 1), &n));
    CHECK_INT(n, 2);
    PASS(stay_end(db, h->olena.id, day_of(2023, 8, 20), STAY_SETTLED));
    CHECK_INT(stay_of(db, h->olena.id, day_of(2023, 8, 20), &s), E_NOTFOUND);
    CHECK_INT(stay_end(db, h->olena.id, day_of(2023, 8, 21), STAY_SETTLED), E_NOTFOUND);
    CHECK_INT(stay_begin(db, h->olena.id, h->nes.id, STR(""), day_of(2023, 8, 1)), E_INPUT);
    return OK;
}

// Fifteen years of comings and goings of one centre: squared, this takes minutes.
static err many_flows(struct db *db, void *arg)
{
    static const struct sql fill = {
        "fill",
        "insert into reception_flow (centre, on_day, change) "
        "select cast($1 as bigint), '2020-01-01', 0 from (with recursive n (i) as (select 1 union all select i + 1 "
        "from n where i < 20000) select i from n) t", __FILE__
    };
    struct out breaches = { 0 };
    (void)arg;
    PASS(db_do(db, &fill, ARGS(AI(tested.nes.id)), NULL));
    clock_t begin = clock();
    PASS(reception_check(db, &breaches));
    CHECK((double)(clock() - begin) / CLOCKS_PER_SEC < 3);
    out_drop(&breaches);
    return OK;
}

TEST(checking_a_centre_takes_time_in_proportion_to_its_years)
{
    in_db(a, house_make, NULL);
    in_db(a, many_flows, NULL);
}

TEST(a_person_lives_in_one_centre_at_a_time)
{
    in_db(a, house_make, NULL);
    in_db(a, moves, NULL);
    in_db(a, house_sound, NULL);
}

// Moved from Nes on 1 July: 30 days of sight are over on 1 September. From Vika on 20 August: not.
TEST(a_centre_loses_sight_thirty_days_after_moving_out)
{
    in_db(a, house_make, NULL);
    CHECK_INT(get(a, house_url(a, &tested.olena, ""), as(CE, "M1001")).status, 200);
    CHECK_INT(get(a, house_url(a, &tested.olena, ""), as(CE, "M1002")).status, 404);
    in_db(a, moves, NULL);
    CHECK_INT(get(a, house_url(a, &tested.olena, ""), as(CE, "M1001")).status, 404);
    CHECK_INT(get(a, house_url(a, &tested.olena, ""), as(CE, "M1002")).status, 200);
    CHECK_INT(get(a, house_url(a, &tested.danylo, ""), as(CE, "M1001")).status, 200);
}

static err occupancy(struct db *db, void *arg)
{
    struct house *h = &tested;
    nights all = { 0 };
    struct capacity more = { .centre = h->nes.id, .from_day = day_of(2023, 7, 2), .places = 90 };
    (void)arg;
    PASS(capacity_add(db, &more));
    CHECK_INT(capacity_add(db, &more), E_CONFLICT);
    PASS(centre_nights(db, h->nes.id, day_of(2023, 2, 28), day_of(2023, 7, 3), &all));
    CHECK_INT(all.n, 126);
    CHECK_INT(all.p[0].taken, 0);
    CHECK_INT(all.p[1].taken, 2);
    CHECK_INT(all.p[124].places, 90);
    CHECK_INT(all.p[123].places, 120);
    CHECK_INT(all.p[123].taken, 1);
    return OK;
}

TEST(occupancy_is_known_for_each_night)
{
    in_db(a, house_make, NULL);
    in_db(a, moves, NULL);
    in_db(a, occupancy, NULL);
}

// ---- the application ----------------------------------------------------------------------------

static err phases(struct db *db, void *arg)
{
    int64_t who = tested.olena.id;
    struct asylum_case c;
    (void)arg;
    CHECK_INT(case_step(db, who, EV_INTERVIEW, OUTCOME_NONE, day_of(2023, 4, 1)), E_CONFLICT);
    PASS(case_step(db, who, EV_ALLOCATE, OUTCOME_NONE, day_of(2023, 3, 4)));
    CHECK_INT(case_step(db, who, EV_INTERVIEW, OUTCOME_NONE, day_of(2023, 3, 1)), E_INPUT);
    PASS(case_step(db, who, EV_INTERVIEW, OUTCOME_NONE, day_of(2023, 4, 1)));
    CHECK_INT(case_step(db, who, EV_DECIDE, OUTCOME_NONE, day_of(2023, 5, 1)), E_INPUT);
    PASS(case_step(db, who, EV_DECIDE, OUTCOME_REJECTED, day_of(2023, 5, 1)));
    PASS(case_step(db, who, EV_APPEAL, OUTCOME_NONE, day_of(2023, 5, 15)));
    PASS(case_step(db, who, EV_TO_UNE, OUTCOME_NONE, day_of(2023, 6, 1)));
    PASS(case_step(db, who, EV_FINAL, OUTCOME_GRANTED, day_of(2023, 8, 1)));
    PASS(case_of(db, who, &c));
    CHECK_INT(c.phase, CASE_FINAL);
    CHECK_INT(c.outcome, OUTCOME_GRANTED);
    CHECK_INT(case_step(db, who, EV_WITHDRAW, OUTCOME_NONE, day_of(2023, 8, 2)), E_CONFLICT);
    // Collective protection needs no interview; a grant is not appealed.
    PASS(case_step(db, tested.danylo.id, EV_GROUP, OUTCOME_GRANTED, day_of(2023, 3, 9)));
    CHECK_INT(case_step(db, tested.danylo.id, EV_APPEAL, OUTCOME_NONE, day_of(2023, 4, 1)), E_CONFLICT);
    return OK;
}

TEST(an_application_goes_through_its_phases_in_order)
{
    in_db(a, house_make, NULL);
    in_db(a, phases, NULL);
    in_db(a, house_sound, NULL);
}

// ---- minors and living elsewhere ------------------------------------------------------------------

static err alternative(struct db *db, void *arg)
{
    enum { AMOT = 0, PRIVATE = 2 };
    struct minor m;
    struct elsewhere e = { .person = tested.omar.id, .kind = AMOT, .ground = 1,
                           .municipality = STR("1506"), .applied_on = day_of(2023, 7, 1) };
    struct elsewhere p = { .person = tested.olena.id, .kind = PRIVATE, .ground = 5,
                           .municipality = STR("1506"), .applied_on = day_of(2023, 7, 1) };
    (void)arg;
    PASS(minor_of(db, tested.omar.id, &m));
    CHECK_INT(m.authority, AUTHORITY_IMDI);
    PASS(elsewhere_add(db, &e));
    CHECK_INT(elsewhere_step(db, e.id, EV_GRANT, day_of(2023, 7, 2), &e), E_CONFLICT); // nobody asked
    PASS(elsewhere_step(db, e.id, EV_ASK, day_of(2023, 7, 2), &e));
    CHECK_INT(elsewhere_step(db, e.id, EV_ACCEPT, day_of(2023, 7, 1), &e), E_INPUT);
    PASS(elsewhere_step(db, e.id, EV_ACCEPT, day_of(2023, 7, 9), &e));
    PASS(elsewhere_step(db, e.id, EV_GRANT, day_of(2023, 7, 10), &e));
    PASS(elsewhere_step(db, e.id, EV_END, day_of(2023, 8, 10), &e));
    CHECK_INT(e.state, ELSE_ENDED);
    PASS(elsewhere_add(db, &p));
    CHECK_INT(elsewhere_step(db, p.id, EV_ASK, day_of(2023, 7, 2), &p), E_CONFLICT);
    PASS(elsewhere_step(db, p.id, EV_GRANT, day_of(2023, 7, 2), &p));
    return OK;
}

TEST(an_alternative_place_asks_the_municipality_first)
{
    in_db(a, house_make, NULL);
    in_db(a, alternative, NULL);
}

// ---- mapping ----------------------------------------------------------------------------------

static err versions(struct db *db, void *arg)
{
    struct mapping m;
    map_versions all = { 0 };
    bool yes;
    struct map_education e = { .person = tested.olena.id, .level = SCHOOL_BACHELOR,
                               .country = STR("UKR"), .years = KNOWN(4), .completed = true };
    (void)arg;
    PASS(mapping_verified(db, tested.olena.id, &yes));
    CHECK(!yes);
    PASS(mapping_invite(db, tested.olena.id, day_of(2023, 5, 1), &m));
    CHECK_INT(mapping_step(db, &m, EV_VERIFY), E_CONFLICT);
    PASS(mapping_step(db, &m, EV_START));
    PASS(db_add(db, &map_education_rec, &e));
    PASS(mapping_step(db, &m, EV_SUBMIT));
    PASS(mapping_step(db, &m, EV_VERIFY));
    CHECK_INT(mapping_step(db, &m, EV_VERIFY), E_CONFLICT); // once in a life
    CHECK_INT(mapping_step(db, &m, EV_DECLINE_), E_CONFLICT);
    PASS(mapping_step(db, &m, EV_SUPPLEMENT));
    PASS(mapping_verified(db, tested.olena.id, &yes));
    CHECK(yes);
    PASS(mapping_versions(db, tested.olena.id, &all));
    CHECK_INT(all.n, 3);
    CHECK_INT(all.p[0].no, 3);
    CHECK(has_text(all.p[2].body, "bachelor"));
    return OK;
}

TEST(a_mapping_is_verified_once_and_supplemented_after)
{
    in_db(a, house_make, NULL);
    in_db(a, versions, NULL);
    in_db(a, house_sound, NULL);
}

// ---- many at once -------------------------------------------------------------------------------

static err in_bulk(struct db *db, void *arg)
{
    struct house *h = &tested;
    struct person p = house_person("Bulk", "Øvelse", day_of(1980, 1, 1));
    (void)arg;
    PASS(person_add(db, &p, 0, "import"));
    struct stay s[] = { { .person = p.id, .centre = h->nes.id, .from_day = day_of(2023, 1, 1),
                          .to_day = day_of(2023, 2, 1), .reason = STAY_TRANSFER, .room = STR("") },
                        { .person = p.id, .centre = h->vika.id, .from_day = day_of(2023, 2, 1),
                          .to_day = DAY_NONE, .room = STR("") } };
    struct asylum_case c = { .person = p.id, .registered_on = day_of(2023, 1, 1),
                             .allocated_on = DAY_NONE, .interviewed_on = DAY_NONE,
                             .decided_on = DAY_NONE, .notified_on = DAY_NONE,
                             .appealed_on = DAY_NONE, .final_on = DAY_NONE };
    PASS(stays_add_many(db, s, 2));
    PASS(cases_add_many(db, &c, 1));
    h->omar = p; // for the page below
    return OK;
}

TEST(many_stays_at_once_give_the_same_sight_and_numbers)
{
    in_db(a, house_make, NULL);
    in_db(a, in_bulk, NULL);
    in_db(a, house_sound, NULL);
    CHECK_INT(get(a, house_url(a, &tested.omar, ""), as(CE, "M1002")).status, 200);
    CHECK_INT(get(a, house_url(a, &tested.omar, ""), as(CE, "M1001")).status, 404);
}

// ---- pages ------------------------------------------------------------------------------------

TEST(the_house_lists_its_own_residents_and_who_lacks_mapping)
{
    in_db(a, house_make, NULL);
    struct answer nes = get(a, "/beboere", as(CE, "M1001"));
    CHECK_INT(nes.status, 200);
    CHECK(has_text(nes.body, "Kovalenko, Olena"));
    CHECK(!has_text(nes.body, "Al-Hassan, Omar"));
    CHECK(!has_text(nes.body, "Kanarifugl"));
    struct answer lack = get(a, "/beboere/kartlegging", as(CE, "M1001"));
    CHECK(has_text(lack.body, "Kovalenko, Olena"));
    CHECK(!has_text(lack.body, "Kovalenko, Danylo")); // a child
    in_db(a, versions, NULL);
    CHECK(has_text(get(a, "/beboere/kartlegging", as(CE, "M1001")).body, "Alle er kartlagt"));
    CHECK_INT(get(a, "/beboere", as(DS, "IMDI")).status, 403);
    CHECK_INT(get(a, "/beboere", as(CE, "K1506")).status, 404); // no centre
    CHECK_INT(get(a, "/beboere/ny", as(CE, "M1001")).status, 200);
}

TEST(a_household_moves_out_together)
{
    in_db(a, house_make, NULL);
    const char *url = strf(a, "/beboere/utflytting/%lld", (long long)tested.olena.id).p;
    struct answer form = get(a, url, as(CE, "M1001"));
    CHECK(has_text(form.body, "Flytt ut 2 personer"));
    CHECK(has_text(form.body, strf(a, "value=\"%lld\"", (long long)tested.olena.id).p)); // no spaces
    CHECK_INT(get(a, url, as(CE, "M1002")).status, 404);
    const char *both = strf(a, "person=%lld&person=%lld&day=30.08.2023&reason=settled",
                            (long long)tested.olena.id, (long long)tested.danylo.id).p;
    CHECK_INT(post(a, url, as(CE, "M1001"), "day=30.08.2023&reason=settled").status, 422);
    CHECK_INT(post(a, url, as(CE, "M1001"), strf(a, "%s&x=1", "day=tull&reason=settled").p).status, 422);
    struct answer early = post(a, url, as(CE, "M1001"),
                               strf(a, "person=%lld&day=01.01.2023&reason=settled",
                                    (long long)tested.olena.id).p);
    CHECK_INT(early.status, 422);
    CHECK_INT(post(a, url, as(CE, "M1001"), both).status, 303);
    in_db(a, house_sound, NULL);
    CHECK(has_text(get(a, "/beboere", as(CE, "M1001")).body, "Ingen beboere"));
    CHECK(has_text(get(a, house_url(a, &tested.olena, ""), as(CE, "M1001")).body, "Nes mottak: Bosatt i kommune"));
    CHECK_INT(get(a, url, as(CE, "M1001")).status, 404);
}

TEST(a_resident_is_moved_between_centres_by_the_one_that_has_them)
{
    in_db(a, house_make, NULL);
    const char *url = house_url(a, &tested.olena, "/mottak/flytt");
    const char *to = strf(a, "pick=%lld&from_day=01.08.2023&reason=transfer&room=9",
                          (long long)tested.vika.id).p;
    CHECK_INT(get(a, url, as(CE, "M1001")).status, 200);
    CHECK_INT(post(a, url, as(CE, "M1002"), to).status, 404);
    CHECK_INT(post(a, url, as(CE, "M1001"), "pick=77&from_day=01.08.2023&reason=transfer&room=").status, 422);
    CHECK_INT(post(a, url, as(CE, "M1001"), to).status, 303);
    CHECK(has_text(get(a, "/beboere", as(CE, "M1002")).body, "Kovalenko, Olena"));
    CHECK_INT(get(a, house_url(a, &tested.olena, "/mottak"), as(CE, "M1001")).status, 404); // 31 days on
    in_db(a, house_sound, NULL);
}

TEST(phases_minors_and_places_elsewhere_have_their_forms)
{
    in_db(a, house_make, NULL);
    const struct actor *nes = as(CE, "M1001"), *vika = as(CE, "M1002");
    CHECK_INT(get(a, house_url(a, &tested.olena, "/mottak/fase/plass"), nes).status, 200);
    CHECK_INT(get(a, house_url(a, &tested.olena, "/mottak/fase/tull"), nes).status, 404);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/mottak/fase/plass"), nes, "decided_on=02.03.2023").status, 303);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/mottak/fase/plass"), nes, "decided_on=02.03.2023").status, 422);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/mottak/fase/gruppe"), nes,
                   "decided_on=09.03.2023&outcome=granted").status, 303);
    CHECK(has_text(get(a, house_url(a, &tested.olena, "/mottak"), nes).body, "Innvilget"));
    struct answer m = get(a, house_url(a, &tested.omar, "/mottak"), vika);
    CHECK(has_text(m.body, "Ikke oppnevnt"));
    CHECK_INT(post(a, house_url(a, &tested.omar, "/mottak/verge"), vika,
                   "representative=Vigdis+%C3%98velse&contact=&appointed_on=05.06.2023&plan_on=&age_assessed=not"
                   "&dissent=&version=1").status, 303);
    CHECK(has_text(get(a, house_url(a, &tested.omar, "/mottak"), vika).body, "Vigdis"));
    CHECK_INT(post(a, house_url(a, &tested.omar, "/mottak/utenfor"), vika,
                   "kind=amot_temporary&ground=collective&municipality=Molde&applied_on=01.07.2023").status, 422);
    CHECK_INT(post(a, house_url(a, &tested.omar, "/mottak/utenfor"), vika,
                   "kind=amot&ground=family&municipality=Oslooo&applied_on=01.07.2023").status, 422);
    CHECK_INT(post(a, house_url(a, &tested.omar, "/mottak/utenfor"), vika,
                   "kind=amot&ground=family&municipality=Molde&applied_on=01.07.2023").status, 303);
    CHECK_INT(post(a, house_url(a, &tested.omar, "/mottak/utenfor/1"), vika, "event=innvilg").status, 409);
    CHECK_INT(post(a, house_url(a, &tested.omar, "/mottak/utenfor/1"), vika, "event=spor").status, 303);
    CHECK(has_text(get(a, house_url(a, &tested.omar, "/mottak"), vika).body, "Kommunen er spurt"));
    CHECK_INT(get(a, house_url(a, &tested.omar, "/mottak"), nes).status, 404);
}

TEST(the_directorate_makes_centres_and_sees_how_full_they_are)
{
    in_db(a, house_make, NULL);
    const struct actor *ds = as(DS, "IMDI");
    CHECK(has_text(get(a, "/mottakene", ds).body, "Vika mottak"));
    const char *form = "name=Lia+mottak&kind=ORDINARY&operator=&operator_number=&municipality=1506&address=&"
                       "contract_from=01.01.2023&contract_to=&notice_on=&staffed=&places=80&code=";
    CHECK_INT(post(a, "/mottakene/ny", ds, strf(a, "%sM1001", form).p).status, 422); // taken
    CHECK_INT(post(a, "/mottakene/ny", ds, strf(a, "%s1234", form).p).status, 422);
    CHECK_INT(post(a, "/mottakene/ny", as(CE, "M1001"), strf(a, "%sM1003", form).p).status, 403);
    struct answer made = post(a, "/mottakene/ny", ds, strf(a, "%sM1003", form).p);
    CHECK_INT(made.status, 303);
    CHECK(has_text(get(a, str_cz(a, made.location), ds).body, "0 av 80 plasser"));
    CHECK_INT(get(a, str_cz(a, made.location), as(CE, "M1001")).status, 404);
    CHECK_INT(post(a, strf(a, "%.*s/plasser", S(made.location)).p, ds,
                   "from_day=01.09.2023&places=40&family=50&adapted=0&minors=0").status, 422);
    CHECK_INT(post(a, strf(a, "%.*s/plasser", S(made.location)).p, ds,
                   "from_day=01.09.2023&places=40&family=20&adapted=0&minors=0").status, 303);
    CHECK(has_text(get(a, str_cz(a, made.location), ds).body, "0 av 40 plasser"));
}

SQL(sight_of, "select count(*) from who_scope where subject = $1 and reader = $2 and to_day is null");

static err minors_come_in(struct db *db, void *arg)
{
    struct house *h = &tested;
    struct minor m;
    struct who_org bufetat;
    int64_t seen;
    (void)arg;
    struct person young = house_person("Selam", "Tekle", day_of(2011, 4, 2));
    young.unaccompanied = MINOR_UNDER15;
    PASS(person_add(db, &young, h->nes.org, "registered"));
    struct stay s = { .person = young.id, .centre = h->nes.id, .room = STR(""), .from_day = day_of(2023, 8, 1),
                      .to_day = DAY_NONE };
    PASS(stays_add_many(db, &s, 1));
    PASS(minor_of(db, young.id, &m));
    CHECK_INT(m.authority, AUTHORITY_BUFETAT);
    PASS(org_by_code(db, STR("BUFETAT"), &bufetat));
    PASS(db_int(db, &sight_of, ARGS(AI(young.id), AI(bufetat.id)), &seen));
    CHECK_INT(seen, 1);
    return OK;
}

TEST(minors_who_come_in_by_file_have_a_responsible_authority)
{
    in_db(a, house_make, NULL);
    in_db(a, minors_come_in, NULL);
    in_db(a, house_sound, NULL);
}
