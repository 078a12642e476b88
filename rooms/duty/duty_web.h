// SPDX-License-Identifier: Apache-2.0
// The pages: the day's work, one deadline, the team, hand-over, notices, what is not registered.
#ifndef ROOMS_DUTY_DUTY_WEB_H
#define ROOMS_DUTY_DUTY_WEB_H

#include "platform/view/parts.h"
#include "platform/who/user.h"
#include "rooms/duty/duty_db.h"

extern const struct right duty_see, duty_team, duty_missing, duty_notices;

// ---- the day --------------------------------------------------------------------------------------
// A duty as the lists read it, with what they show beside it.
struct duty_line {
    int64_t id;
    str kind;
    int64_t person, user_id, subject, stopped_days;
    day start, first, due, stopped, plan_day;
    str stop_reason, link, why, family, given, owner;
    str protection;           // code; "" when the duty names nobody
};
typedef SLICE(struct duty_line) duty_lines;
// Every open duty of the acting organisation that the actor may know of.
MUST err duty_lines_of(struct rq *, duty_lines *);
struct duty duty_of_line(const struct duty_line *, int64_t org);

enum day_group { DAY_OVER, DAY_TODAY, DAY_WEEK, DAY_LATER, DAY_WAITS, DAY_GROUPS };
enum day_group duty_group(const struct duty_kind *, const struct duty *, day today);

struct day_row {
    int64_t id;
    str when, year, what, who, who_url, basis, owner, plan, do_url, do_label, late_url;
    struct deadline chip;
    day order;
    bool since, main;         // since: the day is when it began to stand; main: its button is filled
};
struct day_block {
    str id;
    text_key title;
    bool late;
    int64_t n;
    str more;                 // address that shows all; "" when all are shown
    SLICE(struct day_row) rows;
};
struct week_day {
    str name, date, words;
    bool today;
};
struct queue_line {
    str label, url;
    int64_t n;
};
struct day_page {
    str date, empty;
    bool queued; // something of the queues beside waits
    int64_t over, today, week, waits;
    bool any;
    struct tabs tabs;
    bool may_team;            // the load of the team is this user's to see
    str team;                 // whose list it is, in words
    SLICE(struct day_block) blocks;
    str week_title;
    SLICE(struct week_day) days;
    SLICE(struct queue_line) queues;
    SLICE(struct queue_line) recent;
    str how_title;
    struct how how;           // of the duty that was asked for; n 0 for none
    SLICE(struct queue_line) away; // colleagues whose work is looked after now
};

// ---- one deadline ---------------------------------------------------------------------------------
struct deadline_page {
    int64_t id;
    str what, who, who_url, do_url, do_label;
    struct deadline chip;
    SLICE(struct how_line) lines;
    bool late, may_explain, open;
    struct crumbs crumbs;
};
struct explain_page {
    int64_t id;
    str what, who;
    struct deadline chip;
    str legal;
    struct form form;
    struct crumbs crumbs;
};
// The open duty of that number in the acting organisation; E_NOTFOUND otherwise.
MUST err duty_find(struct rq *, str id, struct duty_line *, struct duty *);
// Why the day is that day, line by line, in the reader's language.
void duty_how_lines(struct rq *, const struct duty *, const struct duty_line *, void *how_lines);
str duty_do_label(struct rq *, const struct duty *);

// ---- the team -------------------------------------------------------------------------------------
struct mate {
    int64_t user;
    str name, roles, away, cover;
    int64_t cases, open, over, week;
    bool absent, self;
};
typedef SLICE(struct mate) mates;
struct option {
    str value, label;
    bool here;
};
struct case_line {
    int64_t person;
    str id, name, born, why, owner; // id: the person's number for a form, without spaces
    struct deadline chip;
    bool has_chip;
};
struct team_page {
    str org;
    int64_t open, over, unowned, absent;
    mates mates;
    SLICE(struct case_line) urgent;
    SLICE(struct option) givable;
    bool may_move;
    int64_t more;
};
struct mate_page {
    struct crumbs crumbs;
    int64_t user;
    str id, name, title;
    int64_t cases, open, over;
    SLICE(struct case_line) list;
    SLICE(struct option) givable;
    struct form form;         // absence
    SLICE(struct queue_line) absences;
    bool nobody;
    struct pager pager;
};
struct handover_page {
    struct crumbs crumbs;
    int64_t from;
    str from_id, from_name;
    int64_t n;
    text_key problem;
    SLICE(struct case_line) list;
    SLICE(struct option) to;
};
struct receipt_page {
    struct crumbs crumbs;
    str from_name, to_name, by_name, at;
    int64_t cases, duties;
    SLICE(struct case_line) list;
};

// ---- notices --------------------------------------------------------------------------------------
struct notice_shown {
    int64_t id;
    str kind, words, at;
    bool unread, task, opens;
};
struct notices_page {
    SLICE(struct notice_shown) list;
    int64_t unread;
    struct pager pager;
};
struct notice_choice {
    int64_t id, user_id;
    int digest;               // never, each, daily, weekly
    int64_t quiet_from, quiet_to; // hours of the day
    moment mailed;
    int64_t version;
};
extern const struct record notice_choice_rec;
struct choice_page {
    struct crumbs crumbs;
    str email;
    struct form form;
};

// ---- missing --------------------------------------------------------------------------------------
struct missing_line {
    str words, url;
    int64_t n;
    str room;
};
struct missing_page {
    str org;
    int64_t total;
    bool national;
    SLICE(struct missing_line) kinds;
};
struct missing_row {
    str name, born, url;
    int64_t n;
};
struct missing_kind_page {
    struct crumbs crumbs;
    str title, how;
    int64_t n;
    bool by_org, cut;
    SLICE(struct missing_row) rows;
};
MUST err missing_total(struct rq *, int64_t *n);

MUST err duty_unread(struct rq *, int64_t *n); // E_NOTFOUND for roles without notices

reply duty_day_get(struct rq *);
reply duty_deadline_get(struct rq *);
reply duty_explain_get(struct rq *);
reply duty_explain_post(struct rq *);
reply team_get(struct rq *);
reply mate_get(struct rq *);
reply team_absence_post(struct rq *);
reply case_move_post(struct rq *);
reply handover_get(struct rq *);
reply handover_post(struct rq *);
reply handover_receipt_get(struct rq *);
reply notices_get(struct rq *);
reply notice_open_post(struct rq *);
reply notice_done_post(struct rq *);
reply notices_read_post(struct rq *);
reply notice_choice_get(struct rq *);
reply notice_choice_post(struct rq *);
reply duty_missing_get(struct rq *);
reply duty_missing_kind_get(struct rq *);

#endif
