// SPDX-License-Identifier: Apache-2.0
// An integration centre's week: what happens, who lacks what, and a day's attendance. Everybody counts as
// present until marked otherwise, so that a day without absence is one press. Protected persons are in
// no list (SEC-16); their attendance is kept on their own page's follow-up.
#include "rooms/reception/programme_web.h"

#include <stdlib.h>

#include "rooms/reception/attendance.html.h"
#include "rooms/reception/house_week.html.h"
#include "text_keys.h"

enum { GROWN_AGE = 18, ROWS_MAX = 500, MEETINGS_MAX = 4000, DAYS_SHOWN = 5, WEEKS_BACK = 4 };

SQL(programme_rows,
    "select p.id, p.family, p.given, s.room, coalesce(g.state, '') as place, coalesce(l.id, 0) as plan, l.review_on, "
    "(select count(*) from reception_presence m where m.person = p.id and m.mark = 'invalid' and m.on_day > $3 "
    "and m.on_day <= $4) as absences "
    "from reception_stay s join person_person p on p.id = s.person "
    "left join reception_place g on g.person = p.id and g.id = "
    "(select max(g2.id) from reception_place g2 where g2.person = p.id) "
    "left join reception_plan l on l.person = p.id and l.state = 'current' "
    "where s.centre = $1 and s.to_day is null and (p.born is null or p.born <= $2) and " PERSON_LISTED("p")
    " order by p.family, p.given, p.id limit $5");
// The meetings of a week in the plans that hold now.
SQL(meetings_of_week,
    "select a.id, a.person, a.plan, a.kind, a.title, a.provider, a.weekday, a.starts, a.hours, a.from_day, a.to_day, "
    "a.version from reception_stay s join person_person p on p.id = s.person "
    "join reception_plan l on l.person = s.person and l.state = 'current' "
    "join reception_activity a on a.plan = l.id "
    "where s.centre = $1 and s.to_day is null and a.from_day <= $3 and (a.to_day is null or a.to_day >= $2) and "
    PERSON_LISTED("p") " order by p.family, p.given, p.id, a.starts, a.id limit $4");
SQL(marks_of_day, "select m.* from reception_stay s join reception_presence m on m.person = s.person "
                  "where s.centre = $1 and s.to_day is null and m.on_day = $2");

struct programme_row {
    int64_t id, plan, absences;
    str family, given, room, place;
    day review_on;
};
static const struct field row_fields[] = {
    F(programme_row, id, INT),       F(programme_row, plan, INT),  F(programme_row, absences, INT),
    F(programme_row, family, TEXT),  F(programme_row, given, TEXT), F(programme_row, room, TEXT),
    F(programme_row, place, TEXT),   F(programme_row, review_on, DAY),
};
static const struct record row_rec = { NULL, row_fields, sizeof row_fields / sizeof *row_fields,
                                       sizeof(struct programme_row), "reception.programme" };
typedef SLICE(struct programme_row) programme_rows_t;

static struct tabs tabs(struct rq *q, bool week)
{
    struct tab *at = NEW_ARRAY(q->mem, 3, struct tab);
    at[0] = (struct tab){ reception_say(q, T_reception_house_title), STR("/beboere"), false };
    at[1] = (struct tab){ reception_say(q, T_reception_programme_week), STR("/beboere/program"), week };
    at[2] = (struct tab){ reception_say(q, T_reception_programme_attendance), STR("/beboere/frammote"), !week };
    return (struct tabs){ reception_say(q, T_reception_house_tabs), at, 3 };
}

static day monday_of(day d)
{
    return day_add(d, 1 - day_weekday(d));
}

static err meetings(struct rq *q, int64_t centre, day first, day last, activities *out)
{
    return db_all(q->db, &meetings_of_week, ARGS(AI(centre), AD(first), AD(last), AI(MEETINGS_MAX)),
                  &activity_rec, out);
}

static bool runs_on(const struct activity *a, day on)
{
    return a->weekday == day_weekday(on) && day_cmp(a->from_day, on) <= 0 &&
           (!day_known(a->to_day) || day_cmp(a->to_day, on) >= 0);
}

static str clock(struct rq *q, const struct activity *a)
{
    return strf(q->mem, "%.*s–%.*s", S(minutes_shown(q->mem, a->starts)),
                S(minutes_shown(q->mem, a->starts + a->hours * 60 / 100)));
}

// ---- the week --------------------------------------------------------------------------------------

static int by_clock(const void *x, const void *y)
{
    const struct activity *a = x, *b = y;
    int c = (a->starts > b->starts) - (a->starts < b->starts);
    c = c ? c : (a->hours > b->hours) - (a->hours < b->hours);
    c = c ? c : str_cmp(a->title, b->title);
    return c ? c : str_cmp(a->provider, b->provider);
}

// The day's meetings, each once with how many take part, by the clock.
static void show_day(struct rq *q, const activities *all, day on, struct week_day_shown *d)
{
    *d = (struct week_day_shown){
        .name = fmt_weekday(q->mem, q->lang, on), .date = fmt_day(q->mem, q->lang, on),
        .url = strf(q->mem, "/beboere/frammote?dag=%.*s", S(day_iso(q->mem, on))),
    };
    activities here = { 0 };
    for (size_t i = 0; i < all->n; i++)
        if (runs_on(&all->p[i], on))
            *ADD(q->mem, &here) = all->p[i];
    if (here.n)
        qsort(here.p, here.n, sizeof *here.p, by_clock);
    for (size_t i = 0; i < here.n; i++) {
        const struct activity *a = &here.p[i];
        struct meeting_shown *last = d->at.n ? &d->at.p[d->at.n - 1] : NULL;
        if (!last || by_clock(a, &here.p[i - 1]) != 0)
            *(last = ADD(q->mem, &d->at)) = (struct meeting_shown){ clock(q, a), a->title, a->provider, 0 };
        last->n++;
    }
}

static str lacks_of(struct rq *q, const struct week_check *w)
{
    struct out o = { 0 };
    if (w->hours < FULL_TIME)
        out_put(&o, text(q->mem, q->lang, T_reception_week_short__hours,
                         TARGS(TS("hours", hours_shown(q->mem, FULL_TIME - w->hours)))));
    for (int k = 0; k < ACT_KINDS; k++)
        if (w->lacks[k])
            out_f(&o, "%s%.*s", out_str(&o).n ? ", " : "", S(choice_words(q, &activity_kinds, k)));
    str s = str_dup(q->mem, out_str(&o));
    out_drop(&o);
    return s;
}

static void show_row(struct rq *q, const struct programme_row *r, const activities *all, day monday,
                     struct house_week_row *s)
{
    activities own = { 0 };
    int state = -1;
    for (size_t i = 0; i < all->n; i++)
        if (all->p[i].person == r->id)
            *ADD(q->mem, &own) = all->p[i];
    for (size_t i = 0; i < place_states.codes->n; i++)
        if (str_is(r->place, place_states.codes->at[i].code))
            state = (int)i;
    struct week_check w = plan_week(&own, monday);
    struct person p = { .family = r->family, .given = r->given };
    *s = (struct house_week_row){
        .person = r->id, .name = person_listed(q->mem, &p), .room = r->room,
        .place = state < 0 ? reception_say(q, T_reception_place_none) : choice_words(q, place_states.codes, state),
        .place_tone = state == PLACE_ACTIVE ? TONE_SUCCESS : state == PLACE_BREACHED ? TONE_DANGER : TONE_NEUTRAL,
        .hours = hours_shown(q->mem, w.hours), .has_plan = r->plan != 0, .whole = r->plan && w.whole,
        .lacks = r->plan ? lacks_of(q, &w) : STR(""),
        .review = { .due = r->review_on, .done = DAY_NONE },
        .absent = r->absences != 0,
        .absences = text(q->mem, q->lang, T_reception_week_absences__n, TARGS(TI("n", r->absences))),
    };
}

// ?uke= any day of the week; this week when it is none.
static day week_asked(struct rq *q)
{
    day on;
    return day_parse(query(q, "uke"), &on) ? monday_of(on) : monday_of(q->today);
}

reply house_week_get(struct rq *q)
{
    struct house_week_page *v = NEW(q->mem, struct house_week_page);
    programme_rows_t rows = { 0 };
    activities all = { 0 };
    int year;
    day monday = week_asked(q);
    TRY(q, centre_of_org(q->db, q->who->org, &v->centre));
    v->tabs = tabs(q, true);
    v->integration = v->centre.kind == CENTRE_INTEGRATION;
    v->only_lacks = str_is(query(q, "vis"), "mangler");
    v->title = text(q->mem, q->lang, T_reception_programme_title__week, TARGS(TI("week", day_week(monday, &year))));
    v->before = strf(q->mem, "/beboere/program?uke=%.*s", S(day_iso(q->mem, day_add(monday, -7))));
    v->after = strf(q->mem, "/beboere/program?uke=%.*s", S(day_iso(q->mem, day_add(monday, 7))));
    if (!v->integration)
        return page(q, &reception_house_week_view, v);
    TRY(q, db_all(q->db, &programme_rows,
                  ARGS(AI(v->centre.id), AD(day_add_years(q->today, -GROWN_AGE)), AD(day_add(q->today, -7 * WEEKS_BACK)),
                       AD(q->today), AI(ROWS_MAX)), &row_rec, &rows));
    TRY(q, meetings(q, v->centre.id, monday, day_add(monday, 6), &all));
    v->all = (int64_t)rows.n;
    for (size_t i = 0; i < rows.n; i++) {
        struct house_week_row s;
        show_row(q, &rows.p[i], &all, monday, &s);
        v->lacking += !s.whole;
        if (!v->only_lacks || !s.whole)
            *ADD(q->mem, &v->rows) = s;
    }
    for (int d = 0; d < DAYS_SHOWN; d++)
        show_day(q, &all, day_add(monday, d), ADD(q->mem, &v->days));
    return page(q, &reception_house_week_view, v);
}

// ---- a day's attendance ------------------------------------------------------------------------------

static int mark_of(const attendances *marks, int64_t activity)
{
    for (size_t i = 0; i < marks->n; i++)
        if (marks->p[i].activity == activity)
            return marks->p[i].mark;
    return PRESENT;
}

static err fill(struct rq *q, struct attendance_page *v, day on, activities *all, attendances *marks)
{
    struct centre c;
    int64_t last = 0;
    const struct choices *codes = record_field(&attendance_rec, STR("mark"))->choices;
    PASS(centre_of_org(q->db, q->who->org, &c));
    PASS(meetings(q, c.id, on, on, all));
    PASS(db_all(q->db, &marks_of_day, ARGS(AI(c.id), AD(on)), &attendance_rec, marks));
    v->tabs = tabs(q, false);
    v->title = text(q->mem, q->lang, T_reception_attendance_title__day_weekday,
                    TARGS(TS("weekday", fmt_weekday(q->mem, q->lang, on)), TD("day", on)));
    v->date = fmt_day(q->mem, q->lang, on);
    v->future = day_cmp(on, q->today) > 0;
    v->saved = marks->n != 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct activity *a = &all->p[i];
        struct person p;
        if (!runs_on(a, on))
            continue;
        if (a->person != last) {
            PASS(person_by_id(q->db, a->person, &p));
            *ADD(q->mem, &v->people) = (struct attendee){
                .name = person_listed(q->mem, &p),
                .url = strf(q->mem, "/personer/%lld/mottaksplan", (long long)p.id),
            };
            last = a->person;
        }
        struct mark_shown *m = ADD(q->mem, &v->people.p[v->people.n - 1].at);
        *m = (struct mark_shown){ .activity = a->id, .label = strf(q->mem, "%.*s %.*s", S(clock(q, a)), S(a->title)) };
        str typed = posted(q, strf(q->mem, "m%lld", (long long)a->id).p);
        int mark = mark_of(marks, a->id);
        for (size_t k = 0; k < codes->n; k++)
            *ADD(q->mem, &m->marks) = (struct option){
                str_z(codes->at[k].code), choice_words(q, codes, (int)k),
                typed.n ? str_is(typed, codes->at[k].code) : (int)k == mark
            };
    }
    return OK;
}

static day day_asked(struct rq *q)
{
    day on;
    str typed = query(q, "dag");
    return day_parse(typed, &on) || read_day(typed, q->today, &on) ? on : q->today;
}

reply attendance_get(struct rq *q)
{
    struct attendance_page *v = NEW(q->mem, struct attendance_page);
    activities all = { 0 };
    attendances marks = { 0 };
    TRY(q, fill(q, v, day_asked(q), &all, &marks));
    return page(q, &reception_attendance_view, v);
}

reply attendance_post(struct rq *q)
{
    struct attendance_page *v = NEW(q->mem, struct attendance_page);
    const struct choices *codes = record_field(&attendance_rec, STR("mark"))->choices;
    activities all = { 0 };
    attendances marks = { 0 };
    day on = day_asked(q);
    int64_t n = 0;
    TRY(q, fill(q, v, on, &all, &marks));
    if (v->future) {
        v->problem = reception_say(q, T_reception_attendance_problem_future);
        return page_status(q, 422, &reception_attendance_view, v);
    }
    for (size_t i = 0; i < all.n; i++) {
        if (!runs_on(&all.p[i], on))
            continue;
        str typed = posted(q, strf(q->mem, "m%lld", (long long)all.p[i].id).p);
        int mark = -1;
        for (size_t k = 0; k < codes->n; k++)
            if (str_is(typed, codes->at[k].code))
                mark = (int)k;
        if (mark < 0) { // the plan got a meeting since the page was opened
            v->problem = reception_say(q, T_reception_attendance_problem_changed);
            return page_status(q, 422, &reception_attendance_view, v);
        }
        TRY(q, attendance_mark(q->db, &all.p[i], on, (enum presence)mark));
        n++;
    }
    reply r = see_other(q, "/beboere/frammote?dag=%.*s", S(day_iso(q->mem, on)));
    notice(q, &r, T_reception_attendance_saved__n, TARGS(TI("n", n)));
    return r;
}
