// SPDX-License-Identifier: Apache-2.0
// The programme of an integration reception centre (reception.md 4.2): place, individual plan with
// versions, timetable, attendance, follow-up; and the hours of training while the application runs.
// Hours are hundredths, times minutes after midnight.
#ifndef ROOMS_RECEPTION_PROGRAMME_H
#define ROOMS_RECEPTION_PROGRAMME_H

#include "rooms/reception/reception_db.h"

// Full time as the plan must fill it: 37.5 hours, of which the resident prepares a fifth.
enum { FULL_TIME = 3000 };

enum place_state { PLACE_APPLIED, PLACE_OFFERED, PLACE_ACCEPTED, PLACE_ACTIVE, PLACE_COMPLETED,
                   PLACE_WITHDRAWN, PLACE_BREACHED, PLACE_REJECTED };
enum place_event { EV_OFFER, EV_CONTRACT, EV_BEGIN, EV_COMPLETE, EV_LEAVE, EV_BREACH, EV_REJECT };
enum activity_kind { ACT_MAPPING, ACT_NORWEGIAN, ACT_CULTURE, ACT_WORK, ACT_VOLUNTARY, ACT_KINDS };
enum plan_state { PLAN_DRAFT, PLAN_SIGNING, PLAN_CURRENT, PLAN_REPLACED, PLAN_ENDED };
enum presence { PRESENT, ABSENT_VALID, ABSENT_INVALID, ABSENT_SICK, ABSENT_LEAVE };

struct programme_place {
    int64_t id, person, centre;
    int state;
    bool assigned;
    day applied_on, offered_on, accepted_on, started_on, ended_on;
    str why;
    int64_t version;
};
struct plan {
    int64_t id, person, no;
    int state;
    str goal_long, goal_short, goal_language, guidance, changed;
    day made_on, person_signed, adviser_signed;
    int64_t adviser;
    day review_on;
    str evaluation;
    int64_t version;
};
struct plan_step {
    int64_t id, person, plan;
    str what;
    day due, done;
    str evaluation;
    int64_t version;
};
struct activity {
    int64_t id, person, plan;
    int kind;
    str title, provider;
    int64_t weekday, starts, hours;
    day from_day, to_day;
    int64_t version;
};
struct attendance {
    int64_t id, person, activity;
    day on_day;
    int mark;
    int64_t version;
};
struct training {
    int64_t id, person;
    int subject; // 0 Norwegian, 1 culture
    day on_day;
    int64_t hours;
    str provider;
    int64_t version;
};
struct follow {
    int64_t id, person;
    int kind; // 0 absence, 1 breach
    day opened_on;
    str what, agreed;
    day due, closed_on;
    int outcome; // 0 open, 1 back, 2 warned, 3 lost the place
    int64_t version;
};
typedef SLICE(struct plan) plans;
typedef SLICE(struct plan_step) plan_steps;
typedef SLICE(struct activity) activities;
typedef SLICE(struct attendance) attendances;
typedef SLICE(struct follow) follows;
extern const struct record programme_place_rec, individual_plan_rec, plan_step_rec, activity_rec, attendance_rec,
    training_rec, follow_rec;
extern const struct states place_states;
extern const struct choices activity_kinds;

MUST err place_of_programme(struct db *, int64_t person, struct programme_place *); // the latest
MUST err programme_apply(struct db *, int64_t person, int64_t centre, bool assigned, day on);
// A breach or leaving ends the plan too. E_CONFLICT as state_move.
MUST err programme_step(struct db *, struct programme_place *, enum place_event, day on, str why);

MUST err plan_of(struct db *, int64_t person, struct plan *); // the newest version; E_NOTFOUND: none
MUST err plans_of(struct db *, int64_t person, plans *);      // newest first
// A new version: a draft with the goals, steps and activities of the one before.
MUST err plan_new(struct db *, int64_t person, day on, struct plan *);
// Both have signed: it becomes the current one, the one before is replaced. E_INPUT: a goal or the
// day of the next review is missing.
MUST err plan_sign(struct db *, struct plan *, day person, day adviser, str changed);
MUST err plan_parts(struct db *, int64_t plan, plan_steps *, activities *);

// What a week lacks: hours under full time, kinds of content that are not there.
struct week_check {
    int64_t hours;      // planned that week
    bool lacks[ACT_KINDS];
    bool whole;         // full time and every kind
};
struct week_check plan_week(const activities *, day monday); // pure

// Takes an activity out of a draft. E_CONFLICT: the plan is signed.
MUST err plan_drop_activity(struct db *, const struct plan *, const struct activity *);
// An invalid absence opens the centre's duty to follow it up.
MUST err attendance_mark(struct db *, const struct activity *, day on, enum presence);
MUST err attendance_week(struct db *, int64_t person, day monday, attendances *);
MUST err training_sum(struct db *, int64_t person, int64_t sums[static 2]); // Norwegian, culture
MUST err follows_of(struct db *, int64_t person, follows *);
// Who moves out for a municipality has completed the programme; who moves elsewhere has left it.
MUST err programme_moved(struct db *, int64_t person, day on, bool settled);

#endif
