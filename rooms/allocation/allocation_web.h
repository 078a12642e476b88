// SPDX-License-Identifier: Apache-2.0
// What the pages of the room show, and who may open them. Inside the room only.
#ifndef ROOMS_ALLOCATION_ALLOCATION_WEB_H
#define ROOMS_ALLOCATION_ALLOCATION_WEB_H

#include "platform/room.h"
#include "platform/view/parts.h"
#include "rooms/allocation/allocation_db.h"
#include "rooms/place/place.h"
#include "text_keys.h"

extern const struct right alloc_enter; // the address that leads each role to its own page
extern const struct right alloc_see;   // the board of households
extern const struct right alloc_asks;  // lists, decisions
extern const struct right alloc_proposes; // the link to proposals of the room above
extern const struct right alloc_lists; // lists: all of them, or the own municipality's
extern const struct right alloc_answers; // for the own municipality
extern const struct right alloc_reads;   // one person's case
extern const struct right alloc_own;     // the person's own decisions
extern const struct right alloc_dates;   // the day a household moves
extern const struct right alloc_acts;    // what may be done with it; the table of moves says more
extern const struct right alloc_compares;

str alloc_say(struct rq *, text_key);
str place_says(struct rq *, str number);
struct tabs alloc_tabs(struct rq *, const char *here);
// After a move: back to the page with a message, or the page of the error. E_CONFLICT tells `why`.
reply alloc_done(struct rq *, err, text_key why, text_key done, const char *url);

// What a municipality is told of a household, as words.
struct profile_shown {
    str size, ages, language, interpreter, education, work, needs;
};
void show_profile(struct rq *, str json, struct profile_shown *);

// ---- the board /bosetting
struct board_step {
    str name, value, note, url;
    bool late, here;
};
struct unit_shown { // a household at one step
    int64_t household, person;
    str code, url, persons, about, place, when, ref;
    struct deadline due;
    day sent, moves, reminded;
    bool has_due, may_ask, late, again, minors;
    str proposal; // address, "" where none may be asked for
};
typedef SLICE(struct unit_shown) units_shown;
struct choice_shown {
    str value, label;
    bool here;
};
struct alloc_board {
    str lead, title;
    struct tabs tabs;
    SLICE(struct choice_shown) counties, tracks, faces;
    SLICE(struct board_step) steps;
    units_shown late, ready, asked, accepted, allocated, dated, chosen;
    int64_t late_n, ready_n, asked_n, accepted_n, allocated_n, dated_n;
    str late_heading;
    bool may_ask, filtered, one, cards; // one: a single step, as a list
    struct pager pager;
    str step;
};
reply board_entry(struct rq *);

// ---- one household to be put on a list /bosetting/klare/:person
struct member_shown {
    int64_t person;
    str name, born, state, url;
    bool minor;
};
struct offer_place {
    str number, name, free, county, why;
    int64_t places;
};
struct ask_page {
    struct crumbs crumbs;
    str code, size, waited, due, problem, typed;
    struct profile_shown profile;
    SLICE(struct member_shown) members;
    SLICE(struct offer_place) places;
    int64_t person;
    bool may, filtered;
    struct alloc_ready ready;
};
reply ask_get(struct rq *);
reply ask_post(struct rq *);

// ---- lists /bosetting/fordelinger
// Whose cases the actor asks and decides for, as stored: each authority has its own (settlement.md 8).
str alloc_authority(const struct rq *);
// The people of cases, oldest first; who is not in sight is left out.
struct case_person {
    struct person p;
    const struct alloc_case *c;
};
typedef SLICE(struct case_person) case_people;
MUST err alloc_people(struct rq *, const alloc_cases *, case_people *);

struct offer_shown {
    str ref, code, url, sent, place, words, names;
    text_key state, reason;
    struct profile_shown profile;
    struct deadline due;
    day earliest, enter_by, answered, moves, reminded;
    int64_t places;
    bool again, self, minor, child_welfare, open; // minor: came alone; child_welfare: that authority asks
    SLICE(struct member_shown) members;
};
typedef SLICE(struct offer_shown) offers_shown;
struct lists_page {
    str name, problem;
    struct tabs tabs;
    offers_shown waiting, accepted, allocated, dated, over;
    str free, settled, in_week;
    SLICE(struct choice_shown) reasons;
    bool own, may_answer, may_date;
};
reply lists_get(struct rq *);
reply answer_offer_post(struct rq *);
reply remind_offer_post(struct rq *);
reply withdraw_offer_post(struct rq *);

// ---- decisions in one go /bosetting/vedtak
struct decide_page {
    struct tabs tabs;
    offers_shown rows;
    int64_t persons;
    str problem;
    SLICE(struct offer_shown) done;
};
reply decide_get(struct rq *);
reply decide_post(struct rq *);

// ---- the date of a household /bosetting/fordelinger/:ref/dato
struct date_member {
    int64_t id, person;
    str name, born, own, problem;   // own: a day of the member's own, as typed
    bool ticked, can;
};
struct effect_line {
    str words;
};
struct date_page {
    struct crumbs crumbs;
    str code, place, day_typed, problem, day_problem, ref;
    day shown;
    bool moved, ready, has_plan;    // ready: the effect is shown and it may be saved
    SLICE(struct date_member) members;
    SLICE(struct effect_line) effects;
    str transport, contact_centre, contact_municipality, dwelling;
    bool interpreter;
};
reply date_get(struct rq *);
reply date_post(struct rq *);

// ---- the journey of a resettled household /bosetting/fordelinger/:ref/reise
struct travel_page {
    struct crumbs crumbs;
    str ref, code, place, persons, problem, transport, day_typed;
    day moves, enter_by, told;
    struct deadline due;
};
reply travel_get(struct rq *);
reply travel_post(struct rq *);
reply police_post(struct rq *);

// ---- our numbers against the directorate's /avstemming
struct compare_row {
    str name, url, ours, theirs;
    text_key what;
};
struct compare_page {
    struct tabs tabs;
    int64_t year;
    str name, ours, theirs, problem;
    day read_on;
    bool has_list, equal;
    SLICE(struct compare_row) rows;
    SLICE(struct choice_shown) years;
};
reply compare_get(struct rq *);
reply compare_post(struct rq *);

// ---- a person's tab
struct log_shown {
    day on;
    text_key what, reason;
    str place, note;
    bool has_reason;
};
struct deed_shown {
    str url;
    text_key label;
};
struct case_page {
    struct person_head head;
    bool has, shielded, can_need;
    str place, code;
    text_key state, track, authority, closed;
    struct alloc_case c;
    SLICE(struct log_shown) log;
    SLICE(struct deed_shown) deeds;
    SLICE(struct member_shown) members;
    SLICE(struct offer_shown) ties;
    struct how how;
    str waited;
    str decision;                   // its address
    struct plan_row plan;
    bool has_plan, to_police, asked_for; // asked_for: a municipality has been asked for others of the household
};
struct deed_page {
    struct person_head head;
    text_key title, lead, submit;
    str problem, deed, note, number, words;
    bool wants_place, wants_reason, wants_day, wants_words, wants_told, wants_closed, wants_dwelling;
    str day_typed;
    SLICE(struct choice_shown) reasons, closings;
    struct crumbs crumbs;
};
struct need_page {
    struct person_head head;
    struct form form;
    SLICE(struct choice_shown) kinds;
    SLICE(struct offer_shown) ties;
};
reply case_get(struct rq *);
reply deed_get(struct rq *);
reply deed_post(struct rq *);
reply need_get(struct rq *);
reply need_post(struct rq *);
reply tie_post(struct rq *);

#endif
