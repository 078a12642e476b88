// SPDX-License-Identifier: Apache-2.0
// A voluntary organisation sees first names and nothing else of anybody, and of protected persons nothing.
#include "rooms/reception/voluntary.h"

#include "platform/who/user.h"

#include "rooms/reception/reception_test.h"
#include "test/db.h"
#include "test/web.h"

#define NES as(CE, "M1001")
#define CAFE as(VO, "V1")

static int64_t cafe_id, event_id;

static err cafe(struct db *db, void *arg)
{
    struct who_org org;
    PASS(house_make(db, arg));
    PASS(org_ensure(db, STR("V1"), "other", STR("Språkkafeen (øvelse)"), UNKNOWN, &org));
    cafe_id = org.id;
    return org_ensure(db, STR("V2"), "other", STR("Turlaget (øvelse)"), UNKNOWN, &org);
}

SQL(any_event, "select max(id) from reception_event");

static err event(struct db *db, void *arg)
{
    (void)arg;
    return db_int(db, &any_event, NO_ARGS, &event_id);
}

static const char *const FORM = "title=Spr%C3%A5kkaf%C3%A9&about=&on_day=01.09.2023&starts=17&hours=2&spot=Biblioteket";

static void joined(struct arena *a)
{
    in_db(a, cafe, NULL);
    CHECK_INT(post(a, "/frivillig/ny", CAFE, strf(a, "centre=%lld&%s", (long long)tested.nes.id, FORM).p).status, 422); // no agreement
    CHECK(has_text(get(a, "/beboere/frivillig", NES).body, "Språkkafeen"));
    CHECK_INT(post(a, "/beboere/frivillig/avtale", NES, strf(a, "org=%lld", (long long)cafe_id).p).status, 303);
    CHECK_INT(post(a, "/frivillig/ny", CAFE, strf(a, "centre=%lld&%s", (long long)tested.nes.id, FORM).p).status, 303);
    in_db(a, event, NULL);
    CHECK_INT(post(a, strf(a, "/beboere/frivillig/%lld", (long long)event_id).p, NES,
                   strf(a, "med=%lld&med=%lld&med=%lld", (long long)tested.olena.id, (long long)tested.danylo.id,
                        (long long)tested.hidden.id).p).status, 303);
}

TEST(a_voluntary_organisation_sees_first_names_and_marks_who_came)
{
    joined(a);
    const char *url = strf(a, "/frivillig/%lld", (long long)event_id).p;
    str seen[] = { get(a, url, CAFE).body, get(a, "/frivillig", CAFE).body, get(a, "/frivillig/ny", CAFE).body };
    CHECK(has_text(seen[0], "Olena"));
    CHECK(has_text(seen[0], "Danylo"));
    for (int i = 0; i < 3; i++) {
        CHECK(!has_text(seen[i], "Kovalenko"));
        CHECK(!has_text(seen[i], "1991"));
        CHECK(!has_text(seen[i], "2014"));
        CHECK(!has_text(seen[i], "UKR"));
        CHECK(!has_text(seen[i], "Mysteria")); // strictly protected: joins by no list
        CHECK(!has_text(seen[i], strf(a, "%lld", (long long)tested.olena.id).p)); // no key of a person either
    }
    CHECK_INT(post(a, url, CAFE, "kom=1").status, 303);
    CHECK(has_text(get(a, url, CAFE).body, "value=\"1\" id=\"k-1\" checked"));
    CHECK(!has_text(get(a, url, CAFE).body, "value=\"2\" id=\"k-2\" checked"));
    in_db(a, house_sound, NULL);
}

TEST(an_activity_is_its_organisations_and_its_centres)
{
    joined(a);
    const char *url = strf(a, "/frivillig/%lld", (long long)event_id).p,
               *house = strf(a, "/beboere/frivillig/%lld", (long long)event_id).p;
    CHECK_INT(get(a, url, as(VO, "V2")).status, 404);
    CHECK_INT(post(a, url, as(VO, "V2"), "kom=1").status, 404);
    CHECK_INT(get(a, house, as(CE, "M1002")).status, 404);
    CHECK_INT(get(a, url, NES).status, 403);
    CHECK_INT(get(a, house_url(a, &tested.olena, ""), CAFE).status, 403);
    CHECK_INT(get(a, "/personer", CAFE).status, 403);
    CHECK_INT(get(a, "/beboere", CAFE).status, 403);
    CHECK(!has_text(get(a, "/frivillig", as(VO, "V2")).body, "Språkkafé"));
    // Taken off the list: the first name goes with it.
    CHECK_INT(post(a, house, NES, "").status, 303);
    CHECK(!has_text(get(a, url, CAFE).body, "Olena"));
}
