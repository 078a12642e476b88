// SPDX-License-Identifier: Apache-2.0
// Pages of the integration programme: a resident's place and plan, the house's week, a day's attendance.
#ifndef ROOMS_RECEPTION_PROGRAMME_WEB_H
#define ROOMS_RECEPTION_PROGRAMME_WEB_H

#include "platform/room.h"
#include "rooms/reception/programme.h"
#include "rooms/reception/reception_web.h"

extern const struct right reception_programme;

// ---- /personer/:id/mottaksplan
struct activity_shown {
    int64_t id;
    str day, time, title, provider, kind, from, to;
};
struct step_line {
    int64_t id;
    str what, evaluation;
    struct deadline due;
    bool done;
};
struct follow_shown {
    int64_t id;
    str kind, what, agreed, outcome;
    enum tone tone;
    day opened_on, due;
    bool open;
};
struct plan_version {
    str words, url;
    bool here;
};
struct programme_page {
    struct person_head head;
    bool has_place, open_place, must_move, has_plan, draft, may_sign, may_change, may_new, current;
    str centre, place, why;
    enum tone place_tone, plan_tone;
    SLICE(struct fact_shown) days;
    SLICE(struct step_shown) events;
    struct plan plan;
    str plan_state;
    SLICE(struct plan_version) versions;
    SLICE(struct step_line) steps;
    SLICE(struct activity_shown) activities;
    bool whole;
    str hours, lacks;
    struct how how;
    int64_t present, valid, invalid; // meetings of the last four weeks
    SLICE(struct follow_shown) follows;
};
reply programme_get(struct rq *);
reply place_apply_get(struct rq *);  // .../plass
reply place_apply_post(struct rq *);
reply place_step_get(struct rq *);   // .../plass/:event
reply place_step_post(struct rq *);
reply follow_get(struct rq *);       // .../oppfolging/:nr, "ny" for a new one
reply follow_post(struct rq *);

// A form of the tab, whose way out is the tab; and the tab again with a notice once it is saved.
reply programme_form(struct rq *, int status, struct part_page *);
reply programme_saved(struct rq *, int64_t person, text_key words);

// ---- the plan's forms: .../mottaksplan/...
reply plan_new_post(struct rq *);
reply plan_goals_get(struct rq *);
reply plan_goals_post(struct rq *);
reply plan_step_get(struct rq *);     // .../steg/:nr
reply plan_step_post(struct rq *);
reply plan_activity_get(struct rq *); // .../aktivitet/:nr
reply plan_activity_post(struct rq *);
reply plan_remove_post(struct rq *);  // .../aktivitet/:nr/fjern
reply plan_sign_get(struct rq *);
reply plan_sign_post(struct rq *);
reply plan_review_get(struct rq *);   // .../evaluering
reply plan_review_post(struct rq *);
reply plan_pdf(struct rq *);
// Hundredths of an hour as people write them: 7,5.
str hours_shown(struct arena *, int64_t hundredths);
bool minutes_read(str typed, int64_t *out);        // "9", "9.30", "09:30", "0930"
str minutes_shown(struct arena *, int64_t minutes); // 09.30
extern const struct choices weekday_choices; // index 0 is Monday

// ---- the house: /beboere/program, /beboere/frammote
struct house_week_row {
    int64_t person;
    str name, room, place, lacks, hours;
    enum tone place_tone;
    bool has_plan, whole, absent;
    struct deadline review;
    str absences;
};
struct meeting_shown {
    str time, title, provider;
    int64_t n;
};
struct week_day_shown {
    str name, date, url;
    SLICE(struct meeting_shown) at;
};
struct house_week_page {
    struct centre centre;
    struct tabs tabs;
    str title, before, after;
    bool integration, only_lacks;
    SLICE(struct house_week_row) rows;
    int64_t lacking, all;
    SLICE(struct week_day_shown) days;
};
reply house_week_get(struct rq *);

struct mark_shown {
    int64_t activity;
    str label;
    SLICE(struct option) marks;
};
struct attendee {
    str name, url;
    SLICE(struct mark_shown) at;
};
struct attendance_page {
    struct tabs tabs;
    str title, date, problem;
    bool future, saved;
    SLICE(struct attendee) people;
};
reply attendance_get(struct rq *);
reply attendance_post(struct rq *);

#endif
