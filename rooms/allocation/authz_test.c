// SPDX-License-Identifier: Apache-2.0
// This room's lines of the authorisation matrix (platform/who/authz_test.c).
#include "rooms/allocation/allocation_test.h"
#include "rooms/allocation/letters.h"
#include "test/crawl.h"

#define ASKS (R(DS) | R(BU))
#define LISTS (R(DS) | R(BU) | R(MC) | R(MH))

AUTHZ(allocation_lines,
      { "GET", "/personer/:id/bosetting", "settlement case, move plan", 'r' },
      { "GET", "/personer/:id/bosetting/behov", "ready list, allocation list", 'u' },
      { "POST", "/personer/:id/bosetting/behov", "ready list, allocation list", 'u' },
      { "POST", "/personer/:id/bosetting/band", "ready list, allocation list", 'u' },
      { "GET", "/personer/:id/bosetting/:verb", "settlement case, move plan", 'u', .with = "bosatt" },
      { "POST", "/personer/:id/bosetting/politi", .roles = R(DS) | R(BU) | R(MC) },
      { "POST", "/personer/:id/bosetting/:verb", "settlement case, move plan", 'u', .with = "bosatt" });

static err case_on(struct db *db, int64_t person, enum situation s, int64_t org, int state, struct alloc_case *c)
{
    *c = (struct alloc_case){ .person = person, .state = state, .clock_on = day_of(2023, 3, 1),
                              .ready_on = day_of(2023, 4, 1), .apply_by = DAY_NONE, .enter_by = DAY_NONE,
                              .number = STR("1506"), .counted = STR(""), .allocated_on = day_of(2023, 8, 1),
                              .moves_on = day_of(2023, 8, 20), .settled_on = DAY_NONE,
                              .opened_on = day_of(2023, 3, 1), .org = s == SIT_FOREIGN ? 6999 : org };
    c->shield = s == SIT_STRICT ? PROTECT_STRICT : s == SIT_PROTECTED ? PROTECT_CONFIDENTIAL : PROTECT_NONE;
    if (s == SIT_STRICT) {
        c->org = 0;
        c->number = STR("");
    }
    return db_add(db, &alloc_case_rec, c);
}

static err dated(struct db *db, int64_t person, enum situation s, enum role role, int64_t org)
{
    struct alloc_case c;
    (void)role;
    return case_on(db, person, s, org, ALLOC_DATED, &c);
}
AUTHZ_FIXTURE(allocation_fixture, dated);

// ---- a ready household, before anybody is asked ---------------------------------------------------------

static err ready(struct db *db, enum situation s, enum role role, int64_t org, str *id)
{
    struct alloc_case c;
    int64_t person;
    PASS(authz_person(db, s, role, org, &person));
    PASS(case_on(db, person, s, 0, ALLOC_READY, &c));
    *id = strf(db->mem, "%lld", (long long)person);
    return OK;
}
AUTHZ_OBJECT(ready_object, "/bosetting/klare/:person", "987650123", ready);
AUTHZ(ready_lines,
      { "GET", "/bosetting/klare/:person", "ready list, allocation list", 'r' },
      { "POST", "/bosetting/klare/:person", "ready list, allocation list", 'u' });

// ---- a list: of the municipality asked, which knows no name ------------------------------------------

static err offer_in(struct db *db, enum situation s, enum role role, int64_t org, int state, str *id)
{
    struct alloc_case c;
    int64_t person;
    PASS(authz_person(db, s, role, org, &person));
    struct offer o = { .ref = ref_new(db->mem), .head = person, .org = s == SIT_FOREIGN ? 6999 : org,
                       .number = STR("1506"), .places = 1, .sent_on = db->deed.today, .due_on = db->deed.today,
                       .earliest = DAY_NONE, .enter_by = DAY_NONE, .profile = STR("{\"size\":1,\"ages\":[33]}"),
                       .state = state == ALLOC_ASKED ? OFFER_SENT : OFFER_ACCEPTED, .answered_on = DAY_NONE, .words = STR(""), .reminded_on = DAY_NONE };
    PASS(db_add(db, &offer_rec, &o));
    PASS(case_on(db, person, s, o.org, state, &c));
    struct alloc_case was = c;
    c.offer = o.id;
    PASS(db_save(db, &alloc_case_rec, &was, &c));
    *id = o.ref;
    return OK;
}
static err offer_of(struct db *db, enum situation s, enum role role, int64_t org, str *id)
{
    return offer_in(db, s, role, org, ALLOC_ASKED, id);
}
// Who is asked sees the list before the name; after it was taken back, nothing.
static bool sees_offer(enum situation s, enum role role)
{
    return role_sees_persons(role) && (s == SIT_OWN || s == SIT_BEFORE || s == SIT_PROTECTED);
}
AUTHZ_OBJECT(offer_object, "/bosetting/fordelinger/:ref", "abcdefghij", offer_of, sees_offer);
AUTHZ(offer_lines,
      { "POST", "/bosetting/fordelinger/:ref/svar", .roles = R(MC) | R(MH) },
      { "POST", "/bosetting/fordelinger/:ref/purr", "ready list, allocation list", 'u' },
      { "POST", "/bosetting/fordelinger/:ref/trekk", "ready list, allocation list", 'u' });

// The day is set for persons with names, so after the decision alone.
static err allocated(struct db *db, enum situation s, enum role role, int64_t org, str *id)
{
    return offer_in(db, s, role, org, ALLOC_ALLOCATED, id);
}
AUTHZ_OBJECT(dated_object, "/bosetting/fordelinger/:ref/dato", "abcdefghij", allocated);
AUTHZ(dated_lines,
      { "GET", "/bosetting/fordelinger/:ref/dato", .roles = R(DS) | R(BU) | R(MC) },
      { "POST", "/bosetting/fordelinger/:ref/dato", .roles = R(DS) | R(BU) | R(MC) });

// The journey of a resettled household.
static err travelling(struct db *db, enum situation s, enum role role, int64_t org, str *id)
{
    struct alloc_case was, c;
    struct offer o;
    PASS(offer_in(db, s, role, org, ALLOC_DATED, id));
    PASS(offer_by_ref(db, *id, &o));
    PASS(alloc_case_of(db, o.head, &was));
    c = was;
    c.track = TRACK_RESETTLEMENT;
    return db_save(db, &alloc_case_rec, &was, &c);
}
AUTHZ_OBJECT(travel_object, "/bosetting/fordelinger/:ref/reise", "abcdefghij", travelling);
AUTHZ(travel_lines,
      { "GET", "/bosetting/fordelinger/:ref/reise", .roles = R(DS) | R(BU) },
      { "POST", "/bosetting/fordelinger/:ref/reise", .roles = R(DS) | R(BU) });

// ---- a decision with its letter ------------------------------------------------------------------------

static err decision_of(struct db *db, enum situation s, enum role role, int64_t org, str *id)
{
    struct alloc_case c;
    struct person p;
    int64_t person;
    PASS(authz_person(db, s, role, org, &person));
    PASS(person_by_id(db, person, &p));
    PASS(case_on(db, person, s, org, ALLOC_DATED, &c));
    struct decision_row d = { .ref = ref_new(db->mem), .case_id = c.id, .person = person, .org = c.org,
                              .number = c.number, .decided_on = db->deed.today, .decided_by = STR(""),
                              .to_place = STR("") };
    d.letter = letter_to_person(db->mem, &p, STR("Molde"), d.ref, STR(""), d.decided_on);
    PASS(db_add(db, &alloc_decision_rec, &d));
    *id = d.ref;
    return OK;
}
AUTHZ_OBJECT(decision_object, "/bosetting/vedtak/:ref", "abcdefghij", decision_of);
AUTHZ(decision_lines,
      { "GET", "/bosetting/vedtak/:ref", "allocation decision", 'r' },
      { "GET", "/bosetting/vedtak/:ref/pdf", "allocation decision", 'r' });
