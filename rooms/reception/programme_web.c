// SPDX-License-Identifier: Apache-2.0
// The tab "Mottaksplan": the place in the programme of an integration centre, the individual plan with
// its week, and what follows absence. The plan's own forms are in plan_web.c.
#include "rooms/reception/programme_web.h"

#include "rooms/reception/duties.h"
#include "rooms/reception/part.html.h"
#include "rooms/reception/programme.html.h"
#include "text_keys.h"

const struct right reception_programme = { "reception.programme", R(CE) };

PERSON_TAB(tab_programme, "mottaksplan", "reception.tab.programme", &reception_programme, 36);

enum { WEEKS_BACK = 4, PERCENT_OF_WEEK = 80, WEEK = 3750 }; // hundredths of hours

SQL(marks_since, "select mark, count(*) as n from reception_presence where person = $1 and on_day > $2 "
                 "and on_day <= $3 group by mark");

struct mark_count {
    str mark;
    int64_t n;
};
static const struct field mark_fields[] = { F(mark_count, mark, TEXT), F(mark_count, n, INT) };
static const struct record mark_rec = { NULL, mark_fields, 2, sizeof(struct mark_count), "reception.marks" };

static const struct {
    const char *code;
    text_key label;
    bool ends;
} place_events[] = {
    [EV_OFFER] = { "tilbud", T_reception_place_do_offer, false },
    [EV_CONTRACT] = { "kontrakt", T_reception_place_do_contract, false },
    [EV_BEGIN] = { "start", T_reception_place_do_begin, false },
    [EV_COMPLETE] = { "fullfor", T_reception_place_do_complete, true },
    [EV_LEAVE] = { "trekk", T_reception_place_do_leave, true },
    [EV_BREACH] = { "brudd", T_reception_place_do_breach, true },
    [EV_REJECT] = { "avslag", T_reception_place_do_reject, true },
};

// ---- the page ------------------------------------------------------------------------------------

static void add_day(struct rq *q, struct programme_page *v, text_key label, day d)
{
    if (day_known(d))
        *ADD(q->mem, &v->days) = (struct fact_shown){ label, fmt_day(q->mem, q->lang, d) };
}

static err show_place(struct rq *q, struct programme_page *v, int64_t person)
{
    struct programme_place p;
    struct centre c;
    struct stay s;
    err e = place_of_programme(q->db, person, &p);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    PASS(centre_by_id(q->db, p.centre, &c));
    v->has_place = true;
    v->open_place = p.state < PLACE_COMPLETED;
    v->centre = c.name;
    v->why = p.why;
    v->place = choice_words(q, place_states.codes, p.state);
    v->place_tone = p.state == PLACE_ACTIVE || p.state == PLACE_COMPLETED ? TONE_SUCCESS
                    : p.state == PLACE_BREACHED                         ? TONE_DANGER
                    : v->open_place                                      ? TONE_INFO
                                                                         : TONE_NEUTRAL;
    add_day(q, v, p.assigned ? T_reception_place_assigned_on : T_reception_place_applied, p.applied_on);
    add_day(q, v, T_reception_place_offered_on, p.offered_on);
    add_day(q, v, T_reception_place_accepted_on, p.accepted_on);
    add_day(q, v, T_reception_place_started_on, p.started_on);
    add_day(q, v, T_reception_place_ended_on, p.ended_on);
    for (size_t i = 0; i < place_states.n; i++)
        if (place_states.at[i].from == p.state) {
            int event = place_states.at[i].event;
            *ADD(q->mem, &v->events) = (struct step_shown){ str_z(place_events[event].code),
                                                            reception_say(q, place_events[event].label) };
        }
    e = stay_of(q->db, person, q->today, &s);
    v->must_move = p.state == PLACE_BREACHED && e == OK && s.centre == p.centre;
    return e == E_NOTFOUND ? OK : e;
}

// What the week has, against full time and the kinds of content that must be there.
static void check_week(struct rq *q, struct programme_page *v, const activities *all)
{
    day monday = day_add(q->today, 1 - day_weekday(q->today));
    struct week_check w = plan_week(all, monday);
    struct out o = { 0 };
    struct how_line *at = NEW_ARRAY(q->mem, 4 + ACT_KINDS, struct how_line);
    size_t n = 0;
    v->whole = w.whole;
    v->hours = hours_shown(q->mem, w.hours);
    at[n++] = (struct how_line){ reception_say(q, T_reception_week_full),
                                 text(q->mem, q->lang, T_reception_week_full_words__hours_week,
                                      TARGS(TS("week", hours_shown(q->mem, WEEK)),
                                            TS("hours", hours_shown(q->mem, FULL_TIME)))) };
    at[n++] = (struct how_line){ reception_say(q, T_reception_week_planned), v->hours };
    for (int k = 0; k < ACT_KINDS; k++) {
        at[n++] = (struct how_line){ choice_words(q, &activity_kinds, k),
                                     reception_say(q, w.lacks[k] ? T_reception_week_lacks
                                                                 : T_reception_week_has) };
        if (w.lacks[k])
            out_f(&o, "%s%.*s", out_str(&o).n ? ", " : "", S(choice_words(q, &activity_kinds, k)));
    }
    v->lacks = str_dup(q->mem, out_str(&o));
    out_drop(&o);
    v->how = (struct how){ STR(""), reception_say(q, T_reception_week_how), at, n };
}

static err show_parts(struct rq *q, struct programme_page *v)
{
    plan_steps steps = { 0 };
    activities acts = { 0 };
    PASS(plan_parts(q->db, v->plan.id, &steps, &acts));
    for (size_t i = 0; i < steps.n; i++) {
        const struct plan_step *s = &steps.p[i];
        *ADD(q->mem, &v->steps) = (struct step_line){
            s->id, s->what, s->evaluation, { .due = s->due, .done = s->done }, day_known(s->done)
        };
    }
    for (size_t i = 0; i < acts.n; i++) {
        const struct activity *a = &acts.p[i];
        *ADD(q->mem, &v->activities) = (struct activity_shown){
            .id = a->id,
            .day = choice_words(q, &weekday_choices, (int)a->weekday - 1),
            .time = strf(q->mem, "%.*s–%.*s", S(minutes_shown(q->mem, a->starts)),
                         S(minutes_shown(q->mem, a->starts + a->hours * 60 / 100))),
            .title = a->title,
            .provider = a->provider,
            .kind = choice_words(q, &activity_kinds, a->kind),
            .from = fmt_day(q->mem, q->lang, a->from_day),
            .to = day_known(a->to_day) ? fmt_day(q->mem, q->lang, a->to_day) : STR(""),
        };
    }
    check_week(q, v, &acts);
    return OK;
}

static err show_plan(struct rq *q, struct programme_page *v, int64_t person)
{
    plans all = { 0 };
    int64_t wanted = 0;
    PASS(plans_of(q->db, person, &all));
    v->may_new = v->open_place && (!all.n || all.p[0].state > PLAN_SIGNING);
    if (!all.n)
        return OK;
    if (!str_int(query(q, "versjon"), &wanted))
        wanted = all.p[0].no;
    v->has_plan = true;
    v->plan = all.p[0];
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].no == wanted)
            v->plan = all.p[i];
    const struct choices *states = record_field(&individual_plan_rec, STR("state"))->choices;
    for (size_t i = 0; all.n > 1 && i < all.n; i++)
        *ADD(q->mem, &v->versions) = (struct plan_version){
            text(q->mem, q->lang, T_reception_plan_version__no, TARGS(TI("no", all.p[i].no))),
            strf(q->mem, "/personer/%lld/mottaksplan?versjon=%lld", (long long)person, (long long)all.p[i].no),
            all.p[i].no == v->plan.no
        };
    v->draft = v->plan.state <= PLAN_SIGNING;
    v->current = v->plan.state == PLAN_CURRENT;
    v->may_sign = v->draft && v->open_place;
    v->may_change = v->draft || v->current;
    v->plan_state = choice_words(q, states, v->plan.state);
    v->plan_tone = v->current ? TONE_SUCCESS : v->draft ? TONE_WARNING : TONE_NEUTRAL;
    return show_parts(q, v);
}

static err show_marks(struct rq *q, struct programme_page *v, int64_t person)
{
    SLICE(struct mark_count) all = { 0 };
    PASS(db_all(q->db, &marks_since,
                ARGS(AI(person), AD(day_add(q->today, -7 * WEEKS_BACK)), AD(q->today)), &mark_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        bool present = str_is(all.p[i].mark, "present"), invalid = str_is(all.p[i].mark, "invalid");
        *(present ? &v->present : invalid ? &v->invalid : &v->valid) += all.p[i].n;
    }
    return OK;
}

static err show_follows(struct rq *q, struct programme_page *v, int64_t person)
{
    follows all = { 0 };
    PASS(follows_of(q->db, person, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct follow *f = &all.p[i];
        *ADD(q->mem, &v->follows) = (struct follow_shown){
            .id = f->id,
            .kind = choice_words(q, record_field(&follow_rec, STR("kind"))->choices, f->kind),
            .outcome = choice_words(q, record_field(&follow_rec, STR("outcome"))->choices, f->outcome),
            .tone = f->outcome == 0 ? TONE_WARNING : f->outcome == 1 ? TONE_SUCCESS : TONE_NEUTRAL,
            .what = f->what, .agreed = f->agreed, .opened_on = f->opened_on, .due = f->due,
            .open = f->outcome == 0,
        };
    }
    return OK;
}

reply programme_get(struct rq *q)
{
    struct programme_page *v = NEW(q->mem, struct programme_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "mottaksplan", &v->head, &p));
    TRY(q, show_place(q, v, p.id));
    TRY(q, show_plan(q, v, p.id));
    TRY(q, show_marks(q, v, p.id));
    TRY(q, show_follows(q, v, p.id));
    return page(q, &reception_programme_view, v);
}

// ---- the place -----------------------------------------------------------------------------------

reply programme_form(struct rq *q, int status, struct part_page *v)
{
    v->form.cancel = strf(q->mem, "/personer/%lld/mottaksplan", (long long)v->head.id);
    return part_show(q, status, v);
}

reply programme_saved(struct rq *q, int64_t person, text_key words)
{
    reply r = see_other(q, "/personer/%lld/mottaksplan", (long long)person);
    notice(q, &r, words, NO_TARGS);
    return r;
}

static const struct record *apply_form(struct rq *q)
{
    static const char *const names[] = { "assigned", "applied_on" };
    return record_part(q, &programme_place_rec, names, sizeof names / sizeof *names);
}

static err open_apply(struct rq *q, struct part_page *v, struct person *p, str chosen)
{
    centres all = { 0 };
    PASS(person_open(q, arg(q, "id"), "mottaksplan", &v->head, p));
    PASS(centres_all(q->db, q->today, &all));
    v->title = T_reception_place_apply;
    v->lead = T_reception_place_apply_lead;
    v->pick = T_reception_place_centre;
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].kind == CENTRE_INTEGRATION) {
            str code = strf(q->mem, "%lld", (long long)all.p[i].id);
            *ADD(q->mem, &v->options) = (struct option){ code, all.p[i].name, str_eq(code, chosen) };
        }
    return OK;
}

reply place_apply_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct programme_place place = { .applied_on = q->today };
    struct person p;
    TRY(q, open_apply(q, v, &p, STR("")));
    form_show(q, &v->form, apply_form(q), &place);
    return programme_form(q, 200, v);
}

reply place_apply_post(struct rq *q)
{
    static const char *const also[] = { "pick", NULL };
    struct part_page *v = NEW(q->mem, struct part_page);
    struct programme_place place = { .applied_on = DAY_NONE };
    struct person p;
    int64_t centre = 0;
    bool known = false;
    TRY(q, open_apply(q, v, &p, posted(q, "pick")));
    v->form.also = also;
    bool good = form_read(q, &v->form, apply_form(q), &place);
    for (size_t i = 0; i < v->options.n; i++)
        known |= v->options.p[i].chosen;
    if (!known || !str_int(posted(q, "pick"), &centre))
        form_refuse(&v->form, "applied_on", T_reception_place_problem_centre, NO_TARGS);
    else if (good && day_cmp(place.applied_on, q->today) > 0)
        form_refuse(&v->form, "applied_on", T_reception_phase_problem_day, NO_TARGS);
    if (v->form.problems)
        return programme_form(q, 422, v);
    err e = programme_apply(q->db, p.id, centre, place.assigned, place.applied_on);
    if (e == E_CONFLICT) {
        form_refuse(&v->form, "applied_on", T_reception_place_problem_one, NO_TARGS);
        return programme_form(q, 422, v);
    }
    TRY(q, e);
    return programme_saved(q, p.id, T_reception_saved);
}

static const struct record *step_form(struct rq *q, bool ends)
{
    static const char *const names[] = { "ended_on", "why" };
    const struct record *r = record_part(q, &programme_place_rec, names, ends ? 2 : 1);
    struct field *f = (struct field *)(uintptr_t)r->f;
    f[0].flags |= REQUIRED;
    f[0].label = "reception.phase.day";
    return r;
}

static err open_step(struct rq *q, struct part_page *v, struct person *p, struct programme_place *place,
                     int *event)
{
    PASS(person_open(q, arg(q, "id"), "mottaksplan", &v->head, p));
    PASS(place_of_programme(q->db, p->id, place));
    for (size_t i = 0; i < sizeof place_events / sizeof *place_events; i++)
        if (str_is(arg(q, "event"), place_events[i].code)) {
            *event = (int)i;
            v->title = place_events[i].label;
            v->lead = i == EV_BREACH ? T_reception_place_breach_lead : T_NONE;
            return OK;
        }
    return E_NOTFOUND;
}

reply place_step_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct programme_place place;
    struct person p;
    int event;
    TRY(q, open_step(q, v, &p, &place, &event));
    place.ended_on = q->today;
    place.why = STR("");
    form_show(q, &v->form, step_form(q, place_events[event].ends), &place);
    return programme_form(q, 200, v);
}

// Who begins must live there; who loses the place must be told why.
static text_key may_step(struct rq *q, const struct programme_place *p, int event, const struct programme_place *typed)
{
    struct stay s;
    if (day_cmp(typed->ended_on, q->today) > 0)
        return T_reception_phase_problem_day;
    if (event == EV_BEGIN && (stay_of(q->db, p->person, typed->ended_on, &s) != OK || s.centre != p->centre))
        return T_reception_place_problem_lives;
    if ((event == EV_BREACH || event == EV_REJECT) && !typed->why.n)
        return T_reception_place_problem_why;
    return T_NONE;
}

reply place_step_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct programme_place place, typed = { .ended_on = DAY_NONE, .why = STR("") };
    struct person p;
    int event;
    TRY(q, open_step(q, v, &p, &place, &event));
    if (!form_read(q, &v->form, step_form(q, place_events[event].ends), &typed))
        return programme_form(q, 422, v);
    text_key problem = may_step(q, &place, event, &typed);
    err e = problem == T_NONE ? programme_step(q->db, &place, (enum place_event)event, typed.ended_on, typed.why) : OK;
    if (e == E_CONFLICT)
        problem = T_reception_phase_problem_order;
    if (problem != T_NONE) {
        form_refuse(&v->form, problem == T_reception_place_problem_why ? "why" : "ended_on", problem, NO_TARGS);
        return programme_form(q, 422, v);
    }
    TRY(q, e);
    return programme_saved(q, p.id, T_reception_saved);
}

// ---- following up ----------------------------------------------------------------------------------

static const struct record *follow_form(struct rq *q, bool new)
{
    static const char *const first[] = { "kind", "opened_on", "what", "agreed", "due" };
    static const char *const then[] = { "agreed", "due", "outcome", "closed_on", "version" };
    return record_part(q, &follow_rec, new ? first : then, 5);
}

static err open_follow(struct rq *q, struct part_page *v, struct person *p, struct follow *f, bool *new)
{
    int64_t id;
    PASS(person_open(q, arg(q, "id"), "mottaksplan", &v->head, p));
    *new = str_is(arg(q, "nr"), "ny");
    v->title = *new ? T_reception_follow_new : T_reception_follow_title;
    v->lead = T_reception_follow_lead;
    *f = (struct follow){ .person = p->id, .opened_on = q->today, .due = DAY_NONE, .closed_on = DAY_NONE,
                          .what = STR(""), .agreed = STR("") };
    if (*new)
        return OK;
    if (!str_int(arg(q, "nr"), &id))
        return E_NOTFOUND;
    PASS(db_by_id(q->db, &follow_rec, id, f));
    return f->person == p->id ? OK : E_NOTFOUND;
}

reply follow_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct follow f;
    struct person p;
    bool new;
    TRY(q, open_follow(q, v, &p, &f, &new));
    form_show(q, &v->form, follow_form(q, new), &f);
    return programme_form(q, 200, v);
}

reply follow_post(struct rq *q)
{
    enum { OUTCOME_OPEN };
    struct part_page *v = NEW(q->mem, struct part_page);
    struct follow was, now;
    struct person p;
    bool new;
    TRY(q, open_follow(q, v, &p, &was, &new));
    now = was;
    bool good = form_read(q, &v->form, follow_form(q, new), &now);
    if (good && new && day_cmp(now.opened_on, q->today) > 0)
        form_refuse(&v->form, "opened_on", T_reception_phase_problem_day, NO_TARGS);
    if (good && !new && (now.outcome == OUTCOME_OPEN) == day_known(now.closed_on))
        form_refuse(&v->form, "closed_on", T_reception_follow_problem_closed, NO_TARGS);
    if (v->form.problems)
        return programme_form(q, 422, v);
    err e = new ? db_add(q->db, &follow_rec, &now) : db_save(q->db, &follow_rec, &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &was);
    TRY(q, e);
    if (new)
        TRY(q, duties_followed(q->db, p.id, now.opened_on));
    return programme_saved(q, p.id, T_reception_saved);
}
