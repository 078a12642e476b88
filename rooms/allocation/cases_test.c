// SPDX-License-Identifier: Apache-2.0
// Cases through the rules and the database: who may move them, what each move writes. Everybody is
// invented.
#include "rooms/allocation/allocation_test.h"

#include "rooms/reception/reception.h"

#include "text_keys.h"

static struct family five;
static int64_t offer;

static err family_and_places(struct db *db, void *arg)
{
    (void)arg;
    PASS(test_places(db, "1506", 20, 4));
    PASS(test_places(db, "1507", 3, 0));
    return test_family(db, "Olena", 5, true, &five);
}

static err ask_molde(struct db *db, void *arg)
{
    text_key *why = arg;
    return alloc_ask(db, five.person[0], STR("1506"), &offer, why);
}

static err ask_alesund(struct db *db, void *arg)
{
    text_key *why = arg;
    int64_t other;
    return alloc_ask(db, five.person[0], STR("1507"), &other, why);
}

static err yes(struct db *db, void *arg)
{
    return alloc_answer(db, offer, &(struct alloc_answer){ .accept = true, .words = STR("") }, arg);
}

static err no(struct db *db, void *arg)
{
    return alloc_answer(db, offer,
                        &(struct alloc_answer){ .reason = WHY_NO_DWELLING, .words = STR("") }, arg);
}

static err decide(struct db *db, void *arg)
{
    return alloc_decide(db, offer, arg);
}

static err date_all(struct db *db, void *arg)
{
    alloc_cases all = { 0 };
    PASS(alloc_cases_of_household(db, five.household, &all));
    CHECK_INT(all.n, 5);
    for (size_t i = 0; i < all.n; i++)
        PASS(alloc_date(db, &all.p[i], day_of(2023, 9, 1), arg));
    return OK;
}

static err settle_all(struct db *db, void *arg)
{
    alloc_cases all = { 0 };
    PASS(alloc_cases_of_household(db, five.household, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(alloc_settle(db, &all.p[i], day_of(2023, 9, 1), arg));
    return OK;
}

struct seen {
    struct settlement_place place;
    enum scope_level level;
    err scope;
};
static err molde_now(struct db *db, void *arg)
{
    struct seen *s = arg;
    return settlement_place(db, 2023, STR("1506"), TEST_DAY, &s->place);
}
static err sight_of(struct db *db, void *arg)
{
    struct seen *s = arg;
    s->scope = scope_of_actor(db, five.person[0], &s->level);
    return OK;
}

static struct seen molde(struct arena *a)
{
    struct seen s = { .level = SCOPE_OWN };
    in_db(a, molde_now, &s);
    CHECK_INT(test_as(a, MC, "K1506", sight_of, &s), OK);
    return s;
}

TEST(a_household_goes_from_ready_to_settled_and_the_balance_follows)
{
    text_key why;
    in_db(a, family_and_places, NULL);
    CHECK_INT(molde(a).scope, E_NOTFOUND);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    struct seen s = molde(a);
    CHECK_INT(s.level, SCOPE_PSEUDO);
    CHECK_INT(s.place.waiting, 5);
    CHECK_INT(s.place.free.v, 15);
    test_whole(a);
    CHECK_INT(test_as(a, MC, "K1506", yes, &why), OK);
    s = molde(a);
    CHECK_INT(s.level, SCOPE_PSEUDO); // no name before the decision (SEC-2)
    CHECK_INT(s.place.agreed, 5);
    CHECK_INT(s.place.waiting, 0);
    test_whole(a);
    CHECK_INT(test_as(a, DS, "IMDI", decide, &why), OK);
    CHECK_INT(molde(a).level, SCOPE_CASE);
    CHECK_INT(test_as(a, MC, "K1506", date_all, &why), OK);
    CHECK_INT(molde(a).level, SCOPE_CASE);
    CHECK_INT(test_as(a, MC, "K1506", settle_all, &why), OK);
    s = molde(a);
    CHECK_INT(s.level, SCOPE_FULL);
    CHECK_INT(s.place.settled.v, 5);
    CHECK_INT(s.place.agreed, 0);
    CHECK_INT(s.place.free.v, 15);
    test_whole(a);
}

static err born_at_home(struct db *db, void *arg)
{
    struct alloc_case c;
    (void)arg;
    CHECK_INT(test_member(db, &five, "Hjemmefødt", day_of(2023, 9, 1), false), E_NOTFOUND);
    CHECK_INT(alloc_case_of(db, five.person[5], &c), E_NOTFOUND);
    return OK;
}

TEST(a_child_born_after_the_family_moved_in_is_not_waiting_for_a_municipality)
{
    text_key why;
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", yes, &why), OK);
    CHECK_INT(test_as(a, DS, "IMDI", decide, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", date_all, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", settle_all, &why), OK);
    in_db(a, born_at_home, NULL);
    test_whole(a);
}

TEST(a_municipality_that_says_no_loses_sight_at_once)
{
    text_key why;
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    CHECK_INT(test_as(a, MC, "K1507", yes, &why), E_NOTFOUND); // another's list is not there
    CHECK_INT(test_as(a, MP, "K1506", yes, &why), E_DENIED);
    CHECK_INT(test_as(a, MC, "K1506", no, &why), OK);
    struct seen s = molde(a);
    CHECK_INT(s.scope, OK);
    CHECK_INT(s.level, SCOPE_OWN);
    CHECK_INT(s.place.waiting, 0);
    CHECK_INT(s.place.free.v, 20);
    CHECK_INT(test_as(a, MC, "K1506", yes, &why), E_CONFLICT);
    CHECK_INT(why, T_allocation_why_answered);
    test_whole(a);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK); // and can be asked again
    test_whole(a);
}

TEST(a_list_is_refused_when_places_permit_or_household_do_not_allow_it)
{
    text_key why;
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", ask_alesund, &why), E_CONFLICT);
    CHECK_INT(why, T_allocation_why_full);
    CHECK_INT(test_as(a, MC, "K1507", ask_alesund, &why), E_NOTFOUND); // who is it?
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), E_CONFLICT); // on one list at a time
    CHECK_INT(why, T_allocation_why_household);
    test_whole(a);
}

SQL(test_keep_away, "insert into reception_exclusion (id, person, municipality, version) values ($1, $2, $3, 1)");
static err away_from_molde(struct db *db, void *arg)
{
    int64_t n;
    (void)arg;
    return db_do(db, &test_keep_away, ARGS(AI(key_new()), AI(five.person[3]), AT(STR("1506"))), &n);
}
static err ready_now(struct db *db, void *arg)
{
    return alloc_ready_of(db, five.person[0], TEST_DAY, arg);
}

// A child's conversation is enough: the household comes together. Why stands in a sealed note.
TEST(where_a_conversation_keeps_one_member_away_the_household_is_not_asked_for)
{
    text_key why = T_NONE;
    struct alloc_ready r = { 0 };
    in_db(a, family_and_places, NULL);
    in_db(a, away_from_molde, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), E_CONFLICT);
    CHECK_INT(why, T_allocation_why_excluded);
    CHECK_INT(test_as(a, DS, "IMDI", ready_now, &r), OK);
    CHECK_INT(r.ties.n, 1);
    CHECK_INT(r.ties.p[0].kind, TIE_NOT_HERE);
    CHECK_STR(r.ties.p[0].number, "1506");
}

static err moved_out(struct db *db, void *arg)
{
    struct centre c = { .name = STR("Prøve mottak"), .kind = CENTRE_ORDINARY, .operator = STR(""), .operator_number = STR(""),
                        .municipality = STR("1506"), .address = STR(""), .staffed = STR(""),
                        .contract_from = day_of(2023, 1, 1), .contract_to = DAY_NONE, .notice_on = DAY_NONE };
    (void)arg;
    PASS(centre_add(db, &c, STR("M9001"), 10));
    PASS(stay_begin(db, five.person[0], c.id, STR(""), day_of(2023, 6, 1)));
    PASS(stay_begin(db, five.person[1], c.id, STR(""), day_of(2023, 6, 1)));
    PASS(stay_end(db, five.person[0], TEST_DAY, STAY_SETTLED));
    return stay_end(db, five.person[1], TEST_DAY, STAY_LEFT);
}
static err settled_by_centre(struct db *db, void *arg)
{
    struct alloc_case c;
    (void)arg;
    PASS(alloc_case_of(db, five.person[0], &c));
    CHECK_INT(c.state, ALLOC_SETTLED);
    CHECK_INT(day_diff(c.settled_on, TEST_DAY), 0);
    PASS(alloc_case_of(db, five.person[1], &c));
    CHECK_INT(c.state, ALLOC_DATED); // left for another reason
    return OK;
}

TEST(a_resident_whom_the_centre_moves_out_to_settle_is_settled_that_day)
{
    text_key why;
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", yes, &why), OK);
    CHECK_INT(test_as(a, DS, "IMDI", decide, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", date_all, &why), OK);
    in_db(a, moved_out, NULL);
    test_whole(a); // runs what was told
    in_db(a, settled_by_centre, NULL);
    CHECK_INT(molde(a).place.settled.v, 1);
}

static err baby(struct db *db, void *arg)
{
    (void)arg;
    PASS(test_member(db, &five, "Nyfødt", day_of(2023, 8, 30), false));
    struct alloc_case c;
    PASS(alloc_case_of(db, five.person[5], &c));
    CHECK_INT(c.state, ALLOC_READY); // a child goes with the household
    return OK;
}

static err ask_again(struct db *db, void *arg)
{
    return alloc_again(db, five.person[5], &offer, arg);
}

static err settle_six(struct db *db, void *arg)
{
    alloc_cases all = { 0 };
    PASS(alloc_cases_of_household(db, five.household, &all));
    CHECK_INT(all.n, 6);
    for (size_t i = 0; i < all.n; i++) {
        PASS(alloc_date(db, &all.p[i], day_of(2023, 9, 1), arg));
        PASS(alloc_settle(db, &all.p[i], day_of(2023, 9, 1), arg));
    }
    return OK;
}

TEST(a_child_born_after_the_decision_is_asked_for_and_moves_along)
{
    text_key why;
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", yes, &why), OK);
    CHECK_INT(test_as(a, DS, "IMDI", decide, &why), OK);
    in_db(a, baby, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", ask_again, &why), OK);
    CHECK_INT(molde(a).place.waiting, 1);
    test_whole(a);
    CHECK_INT(test_as(a, MC, "K1506", yes, &why), OK);
    CHECK_INT(test_as(a, DS, "IMDI", decide, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", settle_six, &why), OK);
    CHECK_INT(molde(a).place.settled.v, 6);
    test_whole(a);
}

static err end_it(struct db *db, void *arg)
{
    text_key why;
    struct alloc_act *act = arg;
    enum alloc_event event = act->closed ? EV_CLOSE : act->told ? EV_REFUSE : EV_REALLOCATE;
    return alloc_end(db, five.person[0], event, act, &why);
}

TEST(a_reallocation_closes_the_first_municipality_and_a_refusal_must_be_told_of_first)
{
    text_key why;
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", yes, &why), OK);
    CHECK_INT(test_as(a, DS, "IMDI", decide, &why), OK);
    struct alloc_act act = { .on = TEST_DAY, .note = STR("") };
    CHECK_INT(test_as(a, DS, "IMDI", end_it, &act), E_CONFLICT); // a reason is wanted
    act.reason = WHY_FAMILY;
    CHECK_INT(test_as(a, MC, "K1506", end_it, &act), E_DENIED);
    CHECK_INT(test_as(a, DS, "IMDI", end_it, &act), OK);
    CHECK_INT(molde(a).level, SCOPE_OWN);
    CHECK_INT(molde(a).place.agreed, 0);
    test_whole(a);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", yes, &why), OK);
    CHECK_INT(test_as(a, DS, "IMDI", decide, &why), OK);
    act = (struct alloc_act){ .on = TEST_DAY, .note = STR(""), .told = true };
    CHECK_INT(test_as(a, DS, "IMDI", end_it, &act), OK);
    CHECK_INT(molde(a).place.free.v, 20);
    test_whole(a);
}

static err self_way(struct db *db, void *arg)
{
    PASS(alloc_wish(db, five.person[0], arg));
    return alloc_found(db, five.person[0], STR("1506"), STR("Leilighet, 3 rom"), &offer, arg);
}

static err sign(struct db *db, void *arg)
{
    alloc_cases all = { 0 };
    PASS(alloc_cases_of_household(db, five.household, &all));
    PASS(alloc_move_all(db, &all, EV_SIGN, &(struct alloc_act){ .on = TEST_DAY, .note = STR("") }, arg));
    return alloc_move_all(db, &all, EV_SETTLE, &(struct alloc_act){ .on = TEST_DAY, .note = STR("") }, arg);
}

TEST(an_agreed_self_settlement_is_approved_before_the_contract_is_signed)
{
    text_key why;
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", self_way, &why), OK);
    CHECK_INT(molde(a).place.waiting, 5);
    CHECK_INT(test_as(a, DS, "IMDI", sign, &why), E_CONFLICT);
    CHECK_INT(test_as(a, MC, "K1506", yes, &why), OK);
    CHECK_INT(molde(a).level, SCOPE_PSEUDO);
    test_whole(a);
    CHECK_INT(test_as(a, DS, "IMDI", decide, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", sign, &why), OK);
    CHECK_INT(molde(a).place.settled.v, 5);
    test_whole(a);
}

static err protect_one(struct db *db, void *arg)
{
    struct person was, now;
    PASS(person_by_id(db, five.person[2], &was));
    now = was;
    now.protection = *(int *)arg;
    PASS(person_save(db, &was, &now));
    for (size_t i = 0; i < five.n; i++)
        PASS(alloc_refresh(db, five.person[i]));
    return OK;
}

static err readies(struct db *db, void *arg)
{
    alloc_readies all = { 0 };
    PASS(alloc_ready_all(db, TEST_DAY, &all));
    *(size_t *)arg = all.n;
    return OK;
}

static err outside(struct db *db, void *arg)
{
    return alloc_outside(db, five.person[0], STR("1506"), arg);
}

TEST(a_shielded_household_leaves_every_list_and_counts_for_the_nation_alone)
{
    text_key why;
    size_t n;
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    in_db(a, protect_one, &(int){ PROTECT_CONFIDENTIAL });
    CHECK_INT(molde(a).place.waiting, 0);
    CHECK_INT(molde(a).level, SCOPE_OWN);
    test_whole(a);
    CHECK_INT(test_as(a, DS, "IMDI", readies, &n), OK);
    CHECK_INT(n, 0);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), E_CONFLICT);
    CHECK_INT(why, T_allocation_why_shielded);
    CHECK_INT(test_as(a, DS, "IMDI", outside, &why), OK);
    CHECK_INT(molde(a).level, SCOPE_CASE);
    CHECK_INT(molde(a).place.agreed, 0); // not in a count below the nation
    CHECK_INT(molde(a).place.free.v, 20);
    test_whole(a);
}

static err split(struct db *db, void *arg)
{
    return alloc_split(db, five.person[1], TEST_DAY, STR("samlivsbrudd"), arg);
}

TEST(a_split_takes_back_the_list_and_leaves_two_households)
{
    text_key why;
    size_t n;
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    CHECK_INT(test_as(a, DS, "IMDI", split, &why), OK);
    CHECK_INT(molde(a).place.waiting, 0);
    CHECK_INT(test_as(a, DS, "IMDI", readies, &n), OK);
    CHECK_INT(n, 2);
    test_whole(a);
}
