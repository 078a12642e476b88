// SPDX-License-Identifier: Apache-2.0
// Interpreter orders through pages: everybody here is invented.
#include "test/web.h"

#include "platform/who/user.h"
#include "rooms/interpreting/interpreting.h"
#include "test/db.h"

static struct { struct person olena, hidden; struct order order; } here;

static struct person somebody(const char *given, enum protection level)
{
    return (struct person){ .family = STR("Kovalenko"), .given = str_z(given), .born = day_of(1991, 5, 3),
                            .sex = SEX_FEMALE, .language = STR("ukr"), .interpreter = true, .protection = level,
                            .arrived = day_of(2023, 3, 1), .died = DAY_NONE, .protection_to = DAY_NONE,
                            .synthetic = true };
}

static err make(struct db *db, void *arg)
{
    struct who_org house, county;
    (void)arg;
    PASS(org_ensure(db, STR("M1001"), "other", STR("Nes mottak"), UNKNOWN, &house));
    PASS(org_ensure(db, STR("F15"), "county", STR("Møre og Romsdal"), UNKNOWN, &county));
    here.olena = somebody("Olena", PROTECT_NONE);
    here.hidden = somebody("Mysteria", PROTECT_CONFIDENTIAL);
    PASS(person_add(db, &here.olena, house.id, "registered"));
    PASS(scope_open(db, here.olena.id, county.id, SCOPE_CASE, "guidance", day_of(2023, 3, 1)));
    return person_add(db, &here.hidden, house.id, "registered");
}

SQL(test_orders, "select * from interpreting_order where person = $1 order by id");

static err read_one(struct db *db, void *arg)
{
    const struct person *p = arg;
    interpreter_orders all = { 0 };
    PASS(db_all(db, &test_orders, ARGS(AI(p->id)), &order_rec, &all));
    here.order = all.n ? all.p[all.n - 1] : (struct order){ 0 };
    return OK;
}

static const char *url(struct arena *a, const struct person *p, const char *more)
{
    return strf(a, "/personer/%lld/tolk%s", (long long)p->id, more).p;
}

static const char *of_order(struct arena *a, const char *deed)
{
    return url(a, &here.olena, strf(a, "/%lld/%s", (long long)here.order.id, deed).p);
}

#define ORDER "sprak=%s&level=b&way=telephone&topic=talk&on_day=%s&starts=%s&minutes=60&room=%s"

TEST(an_interpreter_is_ordered_with_what_is_known_and_noted_when_one_accepts)
{
    const struct actor *both[] = { as(CE, "M1001"), as(CO, "F15") };
    const struct actor *nes = both[0], *county = both[1];
    in_db(a, make, NULL);
    struct answer form = get(a, url(a, &here.olena, "/bestill"), nes);
    CHECK_INT(form.status, 200);
    CHECK(has_text(form.body, "<option value=\"ukr\" selected>"));
    CHECK(has_text(form.body, "value=\"10:00\""));
    CHECK_INT(post(a, url(a, &here.olena, "/bestill"), nes, strf(a, ORDER, "ukr", "20.09.2023", "10:00", "2B").p).status, 303);
    in_db(a, read_one, &here.olena);
    CHECK_INT(here.order.state, ORDER_REQUESTED);
    CHECK_STR(here.order.language, "ukr");
    CHECK(has_text(get(a, url(a, &here.olena, ""), nes).body, "Minst Kategori B"));
    // Another organisation that sees the person sees neither the order nor a way to touch it.
    CHECK(!has_text(get(a, url(a, &here.olena, ""), county).body, "Minst Kategori B"));
    CHECK_INT(post(a, of_order(a, "avlys"), county, "").status, 404);
    CHECK_INT(get(a, of_order(a, "svar"), county).status, 404);
    CHECK_INT(post(a, of_order(a, "svar"), nes, "used=a&ground=none&interpreter=4711&version=1").status, 303);
    CHECK(has_text(get(a, url(a, &here.olena, ""), nes).body, "4711"));
    CHECK_INT(post(a, of_order(a, "svar"), nes, "used=a&ground=none&interpreter=&version=2").status, 409);
    CHECK_INT(post(a, of_order(a, "avlys"), nes, "").status, 303);
    in_db(a, read_one, &here.olena);
    CHECK_INT(here.order.state, ORDER_CANCELLED);
}

// Section 7: a ground for somebody who is not qualified; the dispensation is over with 2026.
TEST(an_unqualified_interpreter_needs_a_ground_that_holds_that_day)
{
    static const struct { const char *day, *answer; int status; } cases[] = {
        { "20.09.2023", "used=unqualified&ground=none", 422 }, { "20.09.2023", "used=none&ground=none", 422 },
        { "20.09.2023", "used=b&ground=urgent", 422 },         { "20.09.2023", "used=unqualified&ground=dispensation", 303 },
        { "31.12.2026", "used=unqualified&ground=dispensation", 303 },
        { "01.01.2027", "used=unqualified&ground=dispensation", 422 },
        { "01.01.2027", "used=unqualified&ground=emergency", 303 },
    };
    const struct actor *both[] = { as(CE, "M1001"), as(CO, "F15") };
    in_db(a, make, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_INT(post(a, url(a, &here.olena, "/bestill"), both[0], strf(a, ORDER, "ukr", cases[i].day, "10:00", "").p).status, 303);
        in_db(a, read_one, &here.olena);
        CHECK_INT(post(a, of_order(a, "svar"), both[0], strf(a, "%s&interpreter=&version=1", cases[i].answer).p).status,
                  cases[i].status);
    }
}

TEST(an_order_refuses_what_cannot_be_and_a_room_for_the_protected)
{
    const struct actor *both[] = { as(CE, "M1001"), as(CO, "F15") };
    const struct actor *nes = both[0];
    in_db(a, make, NULL);
    const char *to = url(a, &here.olena, "/bestill");
    struct answer no = post(a, to, nes, strf(a, ORDER, "ukr", "20.09.2023", "25:00", "Kjeller").p);
    CHECK_INT(no.status, 422);
    CHECK(has_text(no.body, "Skriv klokkeslettet slik"));
    CHECK(has_text(no.body, "Kjeller"));
    CHECK_INT(post(a, to, nes, strf(a, ORDER, "xxq", "20.09.2023", "10:00", "").p).status, 422);
    CHECK_INT(post(a, to, nes, strf(a, ORDER, "ukr", "20.09.2001", "10:00", "").p).status, 422);
    const char *guarded = url(a, &here.hidden, "/bestill");
    CHECK_INT(post(a, guarded, nes, strf(a, ORDER, "ukr", "20.09.2023", "10:00", "Rom+2").p).status, 422);
    CHECK_INT(post(a, guarded, nes, strf(a, ORDER, "ukr", "20.09.2023", "10:00", "").p).status, 303);
    CHECK_INT(get(a, to, as(CE, "M1002")).status, 404);
}
