// SPDX-License-Identifier: Apache-2.0
// Rows of the integration programme and what its rules say.
#include "rooms/reception/programme.h"

#include "rooms/reception/duties.h"

enum { LINE = 200, WORDS = 2000 };

static const struct choices place_codes =
    CHOICES({ "applied", "reception.place.applied" }, { "offered", "reception.place.offered" },
            { "accepted", "reception.place.accepted" }, { "active", "reception.place.active" },
            { "completed", "reception.place.completed" }, { "withdrawn", "reception.place.withdrawn" },
            { "breached", "reception.place.breached" }, { "rejected", "reception.place.rejected" });
static const struct choices plan_codes =
    CHOICES({ "draft", "reception.plan.draft" }, { "signing", "reception.plan.signing" },
            { "current", "reception.plan.current" }, { "replaced", "reception.plan.replaced" },
            { "ended", "reception.plan.ended" });
const struct choices activity_kinds =
    CHOICES({ "mapping", "reception.content.mapping" }, { "norwegian", "reception.content.norwegian" },
            { "culture", "reception.content.culture" }, { "work", "reception.content.work" },
            { "voluntary", "reception.content.voluntary" });
static const struct choices marks =
    CHOICES({ "present", "reception.mark.present" }, { "valid", "reception.mark.valid" },
            { "invalid", "reception.mark.invalid" }, { "sick", "reception.mark.sick" },
            { "leave", "reception.mark.leave" });
static const struct choices subjects = CHOICES({ "norwegian", "reception.training.norwegian" },
                                               { "culture", "reception.training.culture" });
static const struct choices follow_kinds =
    CHOICES({ "absence", "reception.follow.absence" }, { "breach", "reception.follow.breach" });
static const struct choices follow_outcomes =
    CHOICES({ "open", "reception.follow.open" }, { "back", "reception.follow.back" },
            { "warned", "reception.follow.warned" }, { "lost", "reception.follow.lost" });

static const struct field place_fields[] = {
    F(programme_place, id, INT, .flags = KEY),
    F(programme_place, person, INT),
    F(programme_place, centre, INT),
    F(programme_place, state, ENUM, .choices = &place_codes),
    F(programme_place, assigned, BOOL),
    F(programme_place, applied_on, DAY),
    F(programme_place, offered_on, DAY),
    F(programme_place, accepted_on, DAY),
    F(programme_place, started_on, DAY),
    F(programme_place, ended_on, DAY),
    F(programme_place, why, TEXT, .flags = SENSITIVE | SEALED, .max = LINE),
    F(programme_place, version, INT, .flags = VERSION),
};
static const struct field plan_fields[] = {
    F(plan, id, INT, .flags = KEY),
    F(plan, person, INT, .flags = READONLY),
    F(plan, no, INT, .flags = READONLY),
    F(plan, state, ENUM, .flags = READONLY, .choices = &plan_codes),
    F(plan, goal_long, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(plan, goal_short, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(plan, goal_language, TEXT, .flags = PERSONAL, .max = LINE),
    F(plan, guidance, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(plan, changed, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(plan, made_on, DAY, .flags = READONLY),
    F(plan, person_signed, DAY, .flags = READONLY),
    F(plan, adviser_signed, DAY, .flags = READONLY),
    F(plan, adviser, INT, .flags = READONLY),
    F(plan, review_on, DAY),
    F(plan, evaluation, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(plan, version, INT, .flags = VERSION),
};
static const struct field step_fields[] = {
    F(plan_step, id, INT, .flags = KEY),
    F(plan_step, person, INT, .flags = READONLY),
    F(plan_step, plan, INT, .flags = READONLY),
    F(plan_step, what, TEXT, .flags = REQUIRED | PERSONAL, .max = LINE),
    F(plan_step, due, DAY),
    F(plan_step, done, DAY, .flags = READONLY),
    F(plan_step, evaluation, TEXT, .flags = PERSONAL, .max = LINE),
    F(plan_step, version, INT, .flags = VERSION),
};
static const struct field activity_fields[] = {
    F(activity, id, INT, .flags = KEY),
    F(activity, person, INT, .flags = READONLY),
    F(activity, plan, INT, .flags = READONLY),
    F(activity, kind, ENUM, .flags = REQUIRED, .choices = &activity_kinds),
    F(activity, title, TEXT, .flags = REQUIRED | PERSONAL, .max = LINE),
    F(activity, provider, TEXT, .flags = PERSONAL, .max = LINE),
    F(activity, weekday, INT, .flags = REQUIRED, .min = 1, .max = 7),
    F(activity, starts, INT, .flags = READONLY, .min = 0, .max = 1439),
    F(activity, hours, INT, .flags = READONLY, .min = 25, .max = 1200),
    F(activity, from_day, DAY, .flags = REQUIRED),
    F(activity, to_day, DAY),
    F(activity, version, INT, .flags = VERSION),
};
static const struct field attendance_fields[] = {
    F(attendance, id, INT, .flags = KEY),
    F(attendance, person, INT),
    F(attendance, activity, INT),
    F(attendance, on_day, DAY),
    F(attendance, mark, ENUM, .flags = SENSITIVE, .choices = &marks),
    F(attendance, version, INT, .flags = VERSION),
};
static const struct field training_fields[] = {
    F(training, id, INT, .flags = KEY),
    F(training, person, INT, .flags = READONLY),
    F(training, subject, ENUM, .flags = REQUIRED, .choices = &subjects),
    F(training, on_day, DAY, .flags = REQUIRED),
    F(training, hours, INT, .flags = READONLY),
    F(training, provider, TEXT, .flags = PERSONAL, .max = LINE),
    F(training, version, INT, .flags = VERSION),
};
static const struct field follow_fields[] = {
    F(follow, id, INT, .flags = KEY),
    F(follow, person, INT, .flags = READONLY),
    F(follow, kind, ENUM, .flags = REQUIRED, .choices = &follow_kinds),
    F(follow, opened_on, DAY, .flags = REQUIRED),
    F(follow, what, TEXT, .flags = REQUIRED | SENSITIVE | SEALED, .max = LINE),
    F(follow, agreed, TEXT, .flags = SENSITIVE | SEALED, .max = LINE),
    F(follow, due, DAY),
    F(follow, closed_on, DAY, .flags = READONLY),
    F(follow, outcome, ENUM, .flags = READONLY, .choices = &follow_outcomes),
    F(follow, version, INT, .flags = VERSION),
};
const struct record programme_place_rec = RECORD("reception_place", programme_place, place_fields);
const struct record individual_plan_rec = RECORD("reception_plan", plan, plan_fields);
const struct record plan_step_rec = RECORD("reception_step", plan_step, step_fields);
const struct record activity_rec = RECORD("reception_activity", activity, activity_fields);
const struct record attendance_rec = RECORD("reception_presence", attendance, attendance_fields);
const struct record training_rec = RECORD("reception_training", training, training_fields);
const struct record follow_rec = RECORD("reception_follow", follow, follow_fields);

static const struct transition moves[] = {
    { PLACE_APPLIED, EV_OFFER, PLACE_OFFERED },    { PLACE_APPLIED, EV_REJECT, PLACE_REJECTED },
    { PLACE_OFFERED, EV_CONTRACT, PLACE_ACCEPTED }, { PLACE_OFFERED, EV_LEAVE, PLACE_WITHDRAWN },
    { PLACE_ACCEPTED, EV_BEGIN, PLACE_ACTIVE },    { PLACE_ACCEPTED, EV_LEAVE, PLACE_WITHDRAWN },
    { PLACE_ACTIVE, EV_COMPLETE, PLACE_COMPLETED }, { PLACE_ACTIVE, EV_LEAVE, PLACE_WITHDRAWN },
    { PLACE_ACTIVE, EV_BREACH, PLACE_BREACHED },
};
const struct states place_states = { "reception.place", &place_codes, moves, sizeof moves / sizeof *moves };

SQL(place_latest, "select * from reception_place where person = $1 order by id desc limit 1");
SQL(plans_all, "select * from reception_plan where person = $1 order by no desc");
SQL(steps_of, "select * from reception_step where plan = $1 order by due, id");
SQL(activities_of, "select * from reception_activity where plan = $1 order by weekday, starts, id");
SQL(presence_at, "select * from reception_presence where activity = $1 and on_day = $2");
SQL(presence_week, "select * from reception_presence where person = $1 and on_day >= $2 and on_day <= $3");
SQL(training_of, "select coalesce(sum(hours), 0) from reception_training where person = $1 and subject = $2");
SQL(follows_all, "select * from reception_follow where person = $1 order by opened_on desc, id desc");

static str link_of(struct db *db, int64_t person)
{
    return strf(db->mem, "/personer/%lld/mottaksplan", (long long)person);
}

// ---- the place --------------------------------------------------------------------------------------

err place_of_programme(struct db *db, int64_t person, struct programme_place *p)
{
    return db_one(db, &place_latest, ARGS(AI(person)), &programme_place_rec, p);
}

static err told(struct db *db, const struct programme_place *p, day on)
{
    return person_tell(db, p->person, on, PHASE_RECEPTION, "person.event.reception_place",
                       strf(db->mem, "{\"state_key\":\"%s\"}", place_codes.at[p->state].label),
                       link_of(db, p->person));
}

err programme_apply(struct db *db, int64_t person, int64_t centre, bool assigned, day on)
{
    struct programme_place p;
    err e = place_of_programme(db, person, &p);
    if (e == OK && p.state < PLACE_COMPLETED)
        return E_CONFLICT; // one at a time
    if (e && e != E_NOTFOUND)
        return e;
    p = (struct programme_place){ .person = person, .centre = centre, .assigned = assigned,
                                  .applied_on = on, .offered_on = DAY_NONE, .accepted_on = DAY_NONE,
                                  .started_on = DAY_NONE, .ended_on = DAY_NONE };
    PASS(db_add(db, &programme_place_rec, &p));
    return told(db, &p, on);
}

static err end_plan(struct db *db, int64_t person)
{
    struct plan was, now;
    err e = plan_of(db, person, &was);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    now = was;
    now.state = PLAN_ENDED;
    return db_save(db, &individual_plan_rec, &was, &now);
}

err programme_step(struct db *db, struct programme_place *p, enum place_event event, day on, str why)
{
    struct programme_place was = *p;
    PASS(state_move(&place_states, &p->state, (int)event));
    switch (event) {
    case EV_OFFER: p->offered_on = on; break;
    case EV_CONTRACT: p->accepted_on = on; break;
    case EV_BEGIN: p->started_on = on; break;
    case EV_COMPLETE:
    case EV_LEAVE:
    case EV_BREACH:
    case EV_REJECT:
        p->ended_on = on;
        p->why = why;
        PASS(end_plan(db, p->person));
        break;
    }
    PASS(db_save(db, &programme_place_rec, &was, p));
    if (event == EV_BREACH)
        PASS(duties_breached(db, p->person, on));
    return told(db, p, on);
}

err programme_moved(struct db *db, int64_t person, day on, bool settled)
{
    struct programme_place p;
    err e = place_of_programme(db, person, &p);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    if (p.state == PLACE_ACTIVE && settled)
        return programme_step(db, &p, EV_COMPLETE, on, STR(""));
    if (p.state != PLACE_ACTIVE && p.state != PLACE_ACCEPTED)
        return OK;
    return programme_step(db, &p, EV_LEAVE, on, STR(""));
}

// ---- the plan ---------------------------------------------------------------------------------------

err plans_of(struct db *db, int64_t person, plans *out)
{
    return db_all(db, &plans_all, ARGS(AI(person)), &individual_plan_rec, out);
}

err plan_of(struct db *db, int64_t person, struct plan *p)
{
    plans all = { 0 };
    PASS(plans_of(db, person, &all));
    if (!all.n)
        return E_NOTFOUND;
    *p = all.p[0];
    return OK;
}

err plan_parts(struct db *db, int64_t plan, plan_steps *s, activities *a)
{
    PASS(db_all(db, &steps_of, ARGS(AI(plan)), &plan_step_rec, s));
    return db_all(db, &activities_of, ARGS(AI(plan)), &activity_rec, a);
}

static err copy_parts(struct db *db, int64_t from, int64_t to)
{
    plan_steps s = { 0 };
    activities a = { 0 };
    PASS(plan_parts(db, from, &s, &a));
    for (size_t i = 0; i < s.n; i++) {
        s.p[i].plan = to;
        PASS(db_add(db, &plan_step_rec, &s.p[i]));
    }
    for (size_t i = 0; i < a.n; i++) {
        a.p[i].plan = to;
        PASS(db_add(db, &activity_rec, &a.p[i]));
    }
    return OK;
}

err plan_new(struct db *db, int64_t person, day on, struct plan *p)
{
    struct plan last;
    err e = plan_of(db, person, &last);
    if (e && e != E_NOTFOUND)
        return e;
    if (e == OK && last.state <= PLAN_SIGNING)
        return E_CONFLICT; // finish the draft first
    *p = e == OK ? last : (struct plan){ .person = person };
    p->id = 0;
    p->no++;
    p->state = PLAN_DRAFT;
    p->made_on = on;
    p->person_signed = p->adviser_signed = p->review_on = DAY_NONE;
    p->changed = p->evaluation = STR("");
    p->adviser = 0;
    PASS(db_add(db, &individual_plan_rec, p));
    return e == OK ? copy_parts(db, last.id, p->id) : OK;
}

err plan_drop_activity(struct db *db, const struct plan *p, const struct activity *a)
{
    if (p->state > PLAN_SIGNING || a->plan != p->id)
        return E_CONFLICT;
    return db_erase(db, &activity_rec, a);
}

static err replace_older(struct db *db, const struct plan *p)
{
    plans all = { 0 };
    PASS(plans_of(db, p->person, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct plan now = all.p[i];
        if (now.id == p->id || now.state != PLAN_CURRENT)
            continue;
        now.state = PLAN_REPLACED;
        PASS(db_save(db, &individual_plan_rec, &all.p[i], &now));
    }
    return OK;
}

err plan_sign(struct db *db, struct plan *p, day person, day adviser, str changed)
{
    struct plan was = *p;
    if (p->state > PLAN_SIGNING)
        return E_CONFLICT;
    if (!p->goal_long.n || !p->goal_short.n || !day_known(p->review_on))
        return E_INPUT;
    p->person_signed = person;
    p->adviser_signed = adviser;
    p->adviser = db->deed.user;
    p->changed = changed;
    p->state = day_known(person) && day_known(adviser) ? PLAN_CURRENT : PLAN_SIGNING;
    PASS(db_save(db, &individual_plan_rec, &was, p));
    if (p->state != PLAN_CURRENT)
        return OK;
    PASS(replace_older(db, p));
    PASS(duties_reviewed(db, p->person));
    PASS(duties_review(db, p->person, adviser, p->review_on));
    return person_tell(db, p->person, adviser, PHASE_RECEPTION, "person.event.reception_plan",
                       strf(db->mem, "{\"no\":%lld}", (long long)p->no), link_of(db, p->person));
}

struct week_check plan_week(const activities *all, day monday)
{
    struct week_check w = { .whole = true };
    bool there[ACT_KINDS] = { 0 };
    for (size_t i = 0; i < all->n; i++) {
        const struct activity *a = &all->p[i];
        day on = day_add(monday, (int32_t)a->weekday - 1);
        bool runs = day_cmp(a->from_day, on) <= 0 && (!day_known(a->to_day) || day_cmp(a->to_day, on) >= 0);
        if (!runs)
            continue;
        w.hours += a->hours;
        there[a->kind] = true;
    }
    for (int k = 0; k < ACT_KINDS; k++) {
        w.lacks[k] = !there[k];
        w.whole &= there[k];
    }
    w.whole &= w.hours >= FULL_TIME;
    return w;
}

// ---- days --------------------------------------------------------------------------------------------

err attendance_mark(struct db *db, const struct activity *a, day on, enum presence mark)
{
    struct attendance was, now;
    if (mark == ABSENT_INVALID)
        PASS(duties_absent(db, a->person, on));
    err e = db_one(db, &presence_at, ARGS(AI(a->id), AD(on)), &attendance_rec, &was);
    if (e == E_NOTFOUND) {
        now = (struct attendance){ .person = a->person, .activity = a->id, .on_day = on, .mark = (int)mark };
        return db_add(db, &attendance_rec, &now);
    }
    PASS(e);
    now = was;
    now.mark = (int)mark;
    return now.mark == was.mark ? OK : db_save(db, &attendance_rec, &was, &now);
}

err attendance_week(struct db *db, int64_t person, day monday, attendances *out)
{
    return db_all(db, &presence_week, ARGS(AI(person), AD(monday), AD(day_add(monday, 6))), &attendance_rec,
                  out);
}

err training_sum(struct db *db, int64_t person, int64_t sums[static 2])
{
    for (size_t i = 0; i < 2; i++)
        PASS(db_int(db, &training_of, ARGS(AI(person), AT(str_z(subjects.at[i].code))), &sums[i]));
    return OK;
}

err follows_of(struct db *db, int64_t person, follows *out)
{
    return db_all(db, &follows_all, ARGS(AI(person)), &follow_rec, out);
}
