// SPDX-License-Identifier: Apache-2.0
// Persons through pages and rules: who sees whom, numbers over time, search, protection. Everybody
// here is invented.
#include "test/web.h"

#include "platform/http/setting.h"
#include "platform/trace/trace.h"
#include "rooms/access/access.h"
#include "rooms/person/check.h"
#include "test/db.h"
#include "rooms/person/person_db.h"

enum { CENTRE = 901, OTHER = 902 };
static struct person olena, omar, hidden;

static struct person invent(const char *given, const char *family, const char *own, day born)
{
    return (struct person){ .family = str_z(family), .given = str_z(given), .own_script = str_z(own),
                            .born = born, .sex = SEX_FEMALE, .language = STR("ukr"),
                            .arrived = day_of(2023, 3, 1), .died = DAY_NONE,
                            .protection_to = DAY_NONE, .synthetic = true };
}

// Olena lives at the centre K1506 stands for in these tests, Omar belongs to Ålesund, and nobody
// but named users sees the third.
static err people(struct db *db, void *arg)
{
    (void)arg;
    struct who_org molde, alesund;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("K1506"), TEST_DAY, &molde));
    PASS(access_org(db, STR("K1507"), TEST_DAY, &alesund));
    olena = invent("Olena", "Kovalenko", "Олена Коваленко", day_of(1991, 5, 3));
    omar = invent("Omar", "Al-Hassan", "عمر الحسن", day_of(1985, 1, 9));
    hidden = invent("Mysteria", "Kanarifugl", "", day_of(1990, 2, 2));
    hidden.protection = PROTECT_STRICT;
    PASS(person_add(db, &olena, molde.id, "allocation"));
    PASS(person_add(db, &omar, alesund.id, "allocation"));
    return person_add(db, &hidden, molde.id, "allocation");
}

static const char *url_of(struct arena *a, const struct person *p, const char *more)
{
    return strf(a, "/personer/%lld%s", (long long)p->id, more).p;
}

TEST(a_person_is_seen_by_those_in_scope_and_nobody_else)
{
    in_db(a, people, NULL);
    struct answer own = get(a, url_of(a, &olena, ""), as(MC, "K1506"));
    CHECK_INT(own.status, 200);
    CHECK(has_text(own.body, "Kovalenko, Olena"));
    CHECK(has_text(own.body, "lang=\"uk\""));
    struct answer other = get(a, url_of(a, &omar, ""), as(MC, "K1506"));
    struct answer never = get(a, "/personer/123456789", as(MC, "K1506"));
    CHECK_INT(other.status, 404);
    CHECK_INT(never.status, 404);
    CHECK_INT(get(a, url_of(a, &omar, ""), as(MC, "K1507")).status, 200);
    CHECK_INT(get(a, url_of(a, &omar, "/familie"), as(MC, "K1506")).status, 404);
    CHECK_INT(get(a, url_of(a, &omar, "/tilgang"), as(MH, "K1506")).status, 404);
    CHECK_INT(get(a, url_of(a, &olena, ""), as(DE, "IMDI")).status, 403);
    CHECK_INT(get(a, url_of(a, &olena, ""), public_()).status, 303);
    CHECK_INT(get(a, "/personer/abc", as(MC, "K1506")).status, 404);
}

TEST(a_strictly_protected_person_is_nowhere)
{
    in_db(a, people, NULL);
    static const struct {
        enum role role;
        const char *org;
    } all[] = { { MC, "K1506" }, { MH, "K1506" }, { MP, "K1506" }, { DS, "IMDI" }, { MC, "K1507" } };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct actor *who = as(all[i].role, all[i].org);
        CHECK_INT(get(a, url_of(a, &hidden, ""), who).status, 404);
        CHECK(!has_text(get(a, "/personer", who).body, "Kanarifugl"));
        struct answer found = post(a, "/personer", who, "sok=Mysteria+Kanarifugl");
        CHECK_INT(found.status, 303);
        struct answer hits = get(a, str_cz(a, found.location), who);
        CHECK_INT(hits.status, 200);
        CHECK(has_text(hits.body, "0 treff"));
    }
}

TEST(a_search_finds_however_the_name_is_written)
{
    static const char *const ways[] = { "Olena+Kovalenko", "Kowalenko+Elena", "kovalenko",
                                        "%D0%9E%D0%BB%D0%B5%D0%BD%D0%B0",  "Alyona+1991" };
    in_db(a, people, NULL);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct answer found = post(a, "/personer", as(MC, "K1506"), strf(a, "sok=%s", ways[i]).p);
        CHECK_INT(found.status, 303);
        CHECK(!has_text(found.location, "ovalenko")); // no name in the address
        CHECK_AT(has_text(get(a, str_cz(a, found.location), as(MC, "K1506")).body, "Kovalenko, Olena"),
                 "%s", ways[i]);
        // Another user does not open the search by its key.
        struct actor stranger = *as(MC, "K1506");
        stranger.user++;
        CHECK(!has_text(get(a, str_cz(a, found.location), &stranger).body, "1 treff"));
    }
    struct answer omars = post(a, "/personer", as(MC, "K1506"), "sok=Omar+Hassan");
    CHECK(has_text(get(a, str_cz(a, omars.location), as(MC, "K1506")).body, "0 treff"));
}

static err number_of(struct db *db, void *arg)
{
    identifiers ids = { 0 };
    text_key problem;
    struct identifier d = { .person = olena.id, .kind = ID_D_NUMBER, .value = STR("558590 12336"),
                            .from_day = day_of(2023, 3, 1), .to_day = DAY_NONE };
    struct identifier n = { .person = olena.id, .kind = ID_NATIONAL, .value = STR("15859012342"),
                            .from_day = day_of(2023, 8, 1), .to_day = DAY_NONE };
    struct identifier same = n, doubt = { .person = olena.id, .kind = ID_DUF, .to_day = DAY_NONE,
                                          .from_day = DAY_NONE, .value = STR("190012345603") };
    struct identifier real = n;
    (void)arg;
    CHECK_INT(person_identify(db, &d, &problem), OK);
    CHECK_INT(person_identify(db, &n, &problem), OK);
    PASS(person_identifiers(db, olena.id, &ids));
    CHECK_INT(ids.n, 2);
    CHECK_INT(ids.p[0].kind, ID_NATIONAL); // the current one first
    CHECK_INT(ids.p[1].status, ID_HISTORIC);
    CHECK(day_eq(ids.p[1].to_day, day_of(2023, 7, 31)));
    same.person = omar.id;
    CHECK_INT(person_identify(db, &same, &problem), E_CONFLICT);
    CHECK(problem != T_NONE);
    CHECK_INT(person_identify(db, &doubt, &problem), E_INPUT);
    doubt.confirmed = true;
    CHECK_INT(person_identify(db, &doubt, &problem), OK);
    real.value = STR("15059012342");
    CHECK_INT(person_identify(db, &real, &problem), E_INPUT);
    return OK;
}

TEST(numbers_of_a_person_follow_each_other)
{
    in_db(a, people, NULL);
    in_db(a, number_of, NULL);
    struct answer masked = get(a, url_of(a, &olena, ""), as(MC, "K1506"));
    CHECK(has_text(masked.body, "158590 *****"));
    CHECK(!has_text(masked.body, "12342"));
    CHECK(has_text(get(a, url_of(a, &olena, "?nummer=vis"), as(MC, "K1506")).body, "158590 12342"));
    struct answer found = post(a, "/personer", as(MC, "K1506"), "sok=1900+123456+03");
    CHECK(has_text(get(a, str_cz(a, found.location), as(MC, "K1506")).body, "Kovalenko, Olena"));
}

TEST(a_new_person_comes_out_of_a_search_and_the_like_are_shown_first)
{
    in_db(a, people, NULL);
    const struct actor *who = as(MP, "K1506");
    struct answer found = post(a, "/personer", who, "sok=Elena+Kowalenko");
    str key = str_part(found.location, 14, found.location.n - 14);
    CHECK_INT(get(a, "/personer/ny", who).status, 303); // search first
    struct answer form = get(a, strf(a, "/personer/ny?sok=%.*s", S(key)).p, who);
    CHECK_INT(form.status, 200);
    CHECK(has_text(form.body, "value=\"Kowalenko\""));
    const char *typed = "family=Kowalenko&given=Elena&own_script=&born=03.05.1991&born_precision=day"
                        "&sex=female&citizenship=UKR&duf=&arrived=01.03.2023&unaccompanied=none"
                        "&language=ukr";
    struct answer like = post(a, "/personer/ny", who, typed);
    CHECK_INT(like.status, 409);
    CHECK(has_text(like.body, "Kovalenko, Olena"));
    CHECK(has_text(like.body, "value=\"Elena\"")); // what was typed is kept
    struct answer made = post(a, "/personer/ny", who, strf(a, "%s&another=1", typed).p);
    CHECK_INT(made.status, 303);
    struct answer seen = get(a, str_cz(a, made.location), who);
    CHECK(has_text(seen.body, "Kowalenko, Elena"));
    CHECK(has_text(seen.body, "Ukraina"));
    CHECK_INT(get(a, str_cz(a, made.location), as(MP, "K1507")).status, 404);
    CHECK_INT(post(a, "/personer/ny", who, "family=&sex=female&born=31.02.1991").status, 422);
}

TEST(a_changed_name_keeps_the_earlier_one_and_finds_it)
{
    in_db(a, people, NULL);
    const struct actor *who = as(MP, "K1506");
    struct answer saved = post(a, url_of(a, &olena, "/rediger"), who,
                               "family=Hansen&given=Olena&own_script=&preferred=&born=03.05.1991"
                               "&born_precision=day&sex=female&language=ukr&phone=&email=&arrived="
                               "01.03.2023&died=&version=1");
    CHECK_INT(saved.status, 303);
    struct answer p = get(a, url_of(a, &olena, ""), who);
    CHECK(has_text(p.body, "Hansen, Olena"));
    CHECK(has_text(p.body, "Kovalenko, Olena"));
    struct answer found = post(a, "/personer", who, "sok=Kovalenko");
    CHECK(has_text(get(a, str_cz(a, found.location), who).body, "Hansen, Olena"));
    // Somebody else's older form meets the conflict page.
    struct answer late = post(a, url_of(a, &olena, "/rediger"), who,
                              "family=Berg&given=Olena&own_script=&preferred=&born=03.05.1991"
                              "&born_precision=day&sex=female&language=ukr&phone=&email=&arrived="
                              "01.03.2023&died=&version=1");
    CHECK_INT(late.status, 409);
    CHECK(has_text(late.body, "Berg"));
}

TEST(a_stricter_level_takes_effect_at_once)
{
    in_db(a, people, NULL);
    const struct actor *head = as(MH, "K1506");
    CHECK_INT(get(a, url_of(a, &olena, ""), as(MC, "K1506")).status, 200);
    CHECK_INT(post(a, url_of(a, &olena, "/beskyttelse"), head, "protection=strict&protection_to=&version=1").status, 303);
    CHECK_INT(get(a, url_of(a, &olena, ""), as(MC, "K1506")).status, 404);
    CHECK_INT(get(a, url_of(a, &olena, ""), head).status, 200); // who did it keeps sight, by name
    struct answer found = post(a, "/personer", as(MC, "K1506"), "sok=Kovalenko");
    CHECK(has_text(get(a, str_cz(a, found.location), as(MC, "K1506")).body, "0 treff"));
}

static err no_breach(struct db *db, void *arg)
{
    struct out breaches = { 0 };
    (void)arg;
    PASS(person_check(db, &breaches));
    CHECK_STR(out_str(&breaches), "");
    out_drop(&breaches);
    return OK;
}

static err household(struct db *db, void *arg)
{
    struct household h, again;
    members list = { 0 };
    (void)arg;
    PASS(household_make(db, day_of(2023, 3, 1), &h));
    PASS(household_join(db, h.id, omar.id, MEMBER_CHILD, day_of(2023, 3, 1)));
    PASS(household_join(db, h.id, olena.id, MEMBER_HEAD, day_of(2023, 3, 1)));
    CHECK_INT(household_join(db, h.id, olena.id, MEMBER_HEAD, day_of(2023, 4, 1)), OK); // already
    PASS(household_members(db, h.id, TEST_DAY, &list));
    CHECK_INT(list.n, 2);
    CHECK_INT(list.p[0].role, MEMBER_HEAD);
    CHECK_INT(household_leave(db, h.id, omar.id, day_of(2023, 2, 1), STR("")), E_INPUT);
    PASS(household_leave(db, h.id, omar.id, day_of(2023, 5, 31), STR("voksen")));
    CHECK_INT(household_of(db, omar.id, day_of(2023, 5, 31), &again), OK);
    CHECK_INT(household_of(db, omar.id, day_of(2023, 6, 1), &again), E_NOTFOUND);
    struct household other;
    PASS(household_make(db, day_of(2023, 6, 1), &other));
    CHECK_INT(household_join(db, other.id, olena.id, MEMBER_HEAD, day_of(2023, 6, 1)), E_CONFLICT);
    return OK;
}

TEST(a_member_is_in_one_household_at_a_time)
{
    in_db(a, people, NULL);
    in_db(a, household, NULL);
    in_db(a, no_breach, NULL);
    CHECK(has_text(get(a, url_of(a, &olena, ""), as(MC, "K1506")).body, "Hovedperson"));
}

static err looks_of(struct db *db, void *arg)
{
    static const struct sql count = { "count", "select count(*) from person_look where person = $1", __FILE__ };
    return db_int(db, &count, ARGS(AI(olena.id)), arg);
}

TEST(every_look_is_noted_once_in_ten_minutes)
{
    int64_t n = -1;
    in_db(a, people, NULL);
    get(a, url_of(a, &olena, ""), as(MC, "K1506"));
    get(a, url_of(a, &olena, ""), as(MC, "K1506"));
    get(a, url_of(a, &omar, ""), as(MC, "K1506"));
    in_db(a, looks_of, &n);
    CHECK_INT(n, 1);
    get(a, url_of(a, &olena, "?nummer=vis"), as(MC, "K1506"));
    in_db(a, looks_of, &n);
    CHECK_INT(n, 2);
    struct answer log = get(a, url_of(a, &olena, "/tilgang"), as(MH, "K1506"));
    CHECK_INT(log.status, 200);
    CHECK(has_text(log.body, "Saksbehandling"));
    CHECK_INT(get(a, url_of(a, &olena, "/tilgang"), as(MC, "K1506")).status, 403);
}
