// SPDX-License-Identifier: Apache-2.0
// Somebody becomes strictly protected: which municipality was asked, decided on or moved to is stored
// no more (security.md SEC-14), neither of the person nor of the household that lives there too. The
// case goes on without a place; named users settle it outside lists.
#include "rooms/allocation/duties.h"

#include "rooms/duty/duty.h"

SQL(strict_cases, "select * from allocation_case where person = $1 order by id");
SQL(strict_decisions, "select * from allocation_decision where person = $1 order by id");
SQL(strict_letters, "select d.* from allocation_decision d join allocation_case c on c.id = d.case_id where "
                    "c.household = $1 and c.household <> 0 and d.to_place <> '' order by d.id");
SQL(strict_settled, "select * from allocation_settled where person = $1 order by id");
SQL(strict_log, "select * from allocation_log where person = $1 and (org <> 0 or by_org <> 0) order by id");
SQL(strict_offers, "select * from allocation_offer where number <> '' and state <> 'sent' and (head = $1 or "
                   "(household = $2 and household <> 0)) order by id");
SQL(strict_plans, "select * from allocation_plan where head = $1 or (household = $2 and household <> 0)");
SQL(strict_events, "select * from person_event where person = $1 and kind like 'person.event.allocation_%' "
                   "and detail like '%\"place\"%' order by id");
SQL(strict_listed, "delete from allocation_listed where person = $1");
SQL(directorate, "select id from who_org where code = 'IMDI'");

static err forget_decisions(struct db *db, const struct sql *sql, int64_t key, bool whole)
{
    decision_rows all = { 0 };
    PASS(db_all(db, sql, ARGS(AI(key)), &alloc_decision_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct decision_row now = all.p[i];
        now.to_place = STR(""); // names everybody who moves
        if (whole) {
            now.org = 0;
            now.number = now.letter = STR("");
        }
        PASS(db_save(db, &alloc_decision_rec, &all.p[i], &now));
    }
    return OK;
}

static err forget_settled(struct db *db, int64_t person)
{
    settled_rows all = { 0 };
    PASS(db_all(db, &strict_settled, ARGS(AI(person)), &settled_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct settled_row now = all.p[i];
        now.org = 0;
        now.number = STR("");
        PASS(db_save(db, &settled_rec, &all.p[i], &now));
    }
    return OK;
}

// Who did it stays known of the directorate alone: another organisation is the place.
static err forget_log(struct db *db, int64_t person)
{
    alloc_logs all = { 0 };
    int64_t imdi;
    err e = db_int(db, &directorate, NO_ARGS, &imdi);
    if (e == E_NOTFOUND)
        imdi = 0;
    else
        PASS(e);
    PASS(db_all(db, &strict_log, ARGS(AI(person)), &alloc_log_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct alloc_log now = all.p[i];
        bool ours = now.by_org == imdi;
        now.org = 0;
        if (!ours) {
            now.by_org = now.by_user = 0;
            now.note = STR("");
        }
        PASS(db_save(db, &alloc_log_rec, &all.p[i], &now));
    }
    return OK;
}

static err forget_offers(struct db *db, int64_t person, int64_t household)
{
    offers all = { 0 };
    SLICE(struct plan_row) plans = { 0 };
    PASS(db_all(db, &strict_offers, ARGS(AI(person), AI(household)), &offer_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct offer now = all.p[i];
        PASS(duty_forgotten(db, now.id));
        now.org = now.answered_by = 0;
        now.number = now.words = STR("");
        PASS(db_save(db, &offer_rec, &all.p[i], &now));
    }
    PASS(db_all(db, &strict_plans, ARGS(AI(person), AI(household)), &plan_rec, &plans));
    for (size_t i = 0; i < plans.n; i++)
        PASS(db_erase(db, &plan_rec, &plans.p[i]));
    return OK;
}

static err forget_events(struct db *db, int64_t person)
{
    SLICE(struct person_event) told = { 0 };
    PASS(db_all(db, &strict_events, ARGS(AI(person)), &person_event_rec, &told));
    for (size_t i = 0; i < told.n; i++) {
        struct person_event now = told.p[i];
        now.detail = STR("{\"place_key\":\"allocation.somewhere\"}");
        PASS(db_save(db, &person_event_rec, &told.p[i], &now));
    }
    return OK;
}

err alloc_forget_place(struct db *db, const struct alloc_case *c)
{
    PASS(forget_decisions(db, &strict_decisions, c->person, true));
    PASS(forget_decisions(db, &strict_letters, c->household, false));
    PASS(forget_settled(db, c->person));
    PASS(forget_log(db, c->person));
    PASS(forget_offers(db, c->person, c->household));
    PASS(forget_events(db, c->person));
    PASS(db_do(db, &strict_listed, ARGS(AI(c->person)), NULL));
    return settlement_forget(db, strf(db->mem, "case %lld.", (long long)c->id));
}

// The others of the household follow by the fact "person.protection" (alloc_refresh).
static err sealed(struct db *db, int64_t person)
{
    alloc_cases all = { 0 };
    PASS(db_all(db, &strict_cases, ARGS(AI(person)), &alloc_case_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(alloc_hide(db, &all.p[i]));
    return OK;
}
PERSON_STRICT(allocation_sealed, sealed);
