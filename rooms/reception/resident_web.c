// SPDX-License-Identifier: Apache-2.0
// The page "Mottak" of a person: where, how far the application has come, who acts for a minor,
// living elsewhere. Each step is a form of its own.
#include "rooms/reception/reception_web.h"

#include "rooms/place/place.h"
#include "rooms/reception/part.html.h"
#include "rooms/reception/resident.html.h"
#include "text_keys.h"

PERSON_TAB(tab_reception, "mottak", "reception.tab.stay", &reception_read, 30);

static const struct {
    const char *code;
    text_key label;
} case_events[] = {
    [EV_ALLOCATE] = { "plass", T_reception_event_allocate },
    [EV_INTERVIEW] = { "intervju", T_reception_event_interview },
    [EV_GROUP] = { "gruppe", T_reception_event_group },
    [EV_DECIDE] = { "vedtak", T_reception_event_decide },
    [EV_APPEAL] = { "klage", T_reception_event_appeal },
    [EV_TO_UNE] = { "une", T_reception_event_to_une },
    [EV_FINAL] = { "endelig", T_reception_event_final },
    [EV_WITHDRAW] = { "trukket", T_reception_event_withdraw },
};
static const struct {
    const char *code;
    text_key label;
} else_events[] = {
    [EV_ASK] = { "spor", T_reception_event_ask },
    [EV_ACCEPT] = { "ja", T_reception_event_accept },
    [EV_GRANT] = { "innvilg", T_reception_event_grant },
    [EV_DECLINE] = { "nei", T_reception_event_decline },
    [EV_REFUSE] = { "avsla", T_reception_event_refuse },
    [EV_END] = { "avslutt", T_reception_event_end },
};

const struct record *record_part(struct rq *q, const struct record *of, const char *const *names,
                                 size_t n)
{
    struct field *f = NEW_ARRAY(q->mem, n, struct field);
    struct record *r = NEW(q->mem, struct record);
    for (size_t i = 0; i < n; i++) {
        f[i] = *record_field(of, str_z(names[i]));
        f[i].flags &= ~(unsigned)READONLY;
        if (!f[i].label && !(f[i].flags & (KEY | VERSION)))
            f[i].label = strf(q->mem, "%s.%s", of->table, names[i]).p;
    }
    *r = (struct record){ of->table, f, n, of->size, of->name };
    return r;
}

// ---- the page ---------------------------------------------------------------------------------

static err show_stays(struct rq *q, struct resident_page *v, int64_t person)
{
    stays all = { 0 };
    PASS(stays_of(q->db, person, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct stay *s = &all.p[i];
        struct centre c;
        PASS(centre_by_id(q->db, s->centre, &c));
        *ADD(q->mem, &v->stays) = (struct stay_shown){
            c.name, s->room, day_known(s->to_day) ? choice_words(q, &stay_reasons, s->reason) : STR(""),
            s->from_day, s->to_day
        };
        if (day_known(s->to_day))
            continue;
        v->lives = true;
        v->here = c.org == q->who->org;
        v->centre = c.name;
        v->room = s->room;
        v->since = s->from_day;
    }
    return OK;
}

static void add_day(struct rq *q, struct resident_page *v, text_key label, day d)
{
    if (day_known(d))
        *ADD(q->mem, &v->days) = (struct fact_shown){ label, fmt_day(q->mem, q->lang, d) };
}

static enum tone outcome_tone(int outcome)
{
    return outcome == OUTCOME_GRANTED ? TONE_SUCCESS
           : outcome == OUTCOME_NONE  ? TONE_NEUTRAL
                                      : TONE_WARNING;
}

static err show_case(struct rq *q, struct resident_page *v, int64_t person)
{
    struct asylum_case c;
    err e = case_of(q->db, person, &c);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    v->has_case = true;
    v->phase = choice_words(q, &case_phases, c.phase);
    v->outcome = c.outcome == OUTCOME_NONE ? STR("") : choice_words(q, &case_outcomes, c.outcome);
    v->phase_tone = outcome_tone(c.outcome);
    add_day(q, v, T_reception_phase_registered, c.registered_on);
    add_day(q, v, T_reception_phase_allocated, c.allocated_on);
    add_day(q, v, T_reception_phase_interviewed, c.interviewed_on);
    add_day(q, v, T_reception_phase_decided, c.decided_on);
    add_day(q, v, T_reception_phase_appeal_udi, c.appealed_on);
    add_day(q, v, T_reception_phase_final, c.final_on);
    for (size_t i = 0; v->may_write && i < case_states.n; i++) {
        const struct transition *t = &case_states.at[i];
        if (t->from != c.phase || (t->event == EV_APPEAL && c.outcome == OUTCOME_GRANTED))
            continue;
        *ADD(q->mem, &v->steps) = (struct step_shown){ str_z(case_events[t->event].code),
                                                       reception_say(q, case_events[t->event].label) };
    }
    return OK;
}

static const struct states *states_of(const struct elsewhere *e)
{
    enum { PRIVATE = 2 };
    return e->kind == PRIVATE ? &private_states : &amot_states;
}

static err show_elsewhere(struct rq *q, struct resident_page *v, int64_t person)
{
    elsewheres all = { 0 };
    PASS(elsewhere_of(q->db, person, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct elsewhere *e = &all.p[i];
        struct elsewhere_shown *s = ADD(q->mem, &v->elsewhere);
        const struct place *p = place_municipality_near(e->municipality, q->today);
        *s = (struct elsewhere_shown){
            .id = e->id,
            .kind = choice_words(q, record_field(&elsewhere_rec, STR("kind"))->choices, e->kind),
            .state = choice_words(q, record_field(&elsewhere_rec, STR("state"))->choices, e->state),
            .ground = choice_words(q, record_field(&elsewhere_rec, STR("ground"))->choices, e->ground),
            .municipality = p ? p->name : e->municipality,
            .tone = e->state == ELSE_GRANTED  ? TONE_SUCCESS
                    : e->state >= ELSE_ENDED ? TONE_NEUTRAL
                                              : TONE_INFO,
            .applied_on = e->applied_on, .from_day = e->from_day, .to_day = e->to_day,
        };
        const struct states *all_moves = states_of(e);
        for (size_t k = 0; v->may_write && k < all_moves->n; k++)
            if (all_moves->at[k].from == e->state) {
                int event = all_moves->at[k].event;
                *ADD(q->mem, &s->steps) = (struct step_shown){
                    str_z(else_events[event].code), reception_say(q, else_events[event].label)
                };
            }
    }
    return OK;
}

reply resident_get(struct rq *q)
{
    struct resident_page *v = NEW(q->mem, struct resident_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "mottak", &v->head, &p));
    v->may_write = may(q->who, &reception_write);
    TRY(q, show_stays(q, v, p.id));
    TRY(q, show_case(q, v, p.id));
    TRY(q, show_elsewhere(q, v, p.id));
    err e = minor_of(q->db, p.id, &v->minor);
    if (e != E_NOTFOUND)
        TRY(q, e);
    v->is_minor = e == OK;
    if (v->is_minor) {
        v->authority = choice_words(q, record_field(&minor_rec, STR("authority"))->choices,
                                    v->minor.authority);
        v->age = choice_words(q, record_field(&minor_rec, STR("age_assessed"))->choices,
                              v->minor.age_assessed);
    }
    return page(q, &reception_resident_view, v);
}

// ---- forms ------------------------------------------------------------------------------------

reply part_show(struct rq *q, int status, struct part_page *v)
{
    if (!v->form.cancel.n)
        v->form.cancel = strf(q->mem, "/personer/%lld/mottak", (long long)v->head.id);
    return page_status(q, status, &reception_part_view, v);
}

static reply done(struct rq *q, int64_t person, text_key words)
{
    reply r = see_other(q, "/personer/%lld/mottak", (long long)person);
    notice(q, &r, words, NO_TARGS);
    return r;
}

static const struct record *in_form(struct rq *q)
{
    static const char *const names[] = { "from_day", "room" };
    return record_part(q, &stay_rec, names, sizeof names / sizeof *names);
}

reply in_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct stay s = { .from_day = q->today };
    TRY(q, person_open(q, arg(q, "id"), "mottak", &v->head, &p));
    form_show(q, &v->form, in_form(q), &s);
    v->title = v->form.submit = T_reception_in_title;
    return part_show(q, 200, v);
}

// What stays_begin and stay_move refuse, in words on the form.
static bool refused(struct part_page *v, err e)
{
    if (e == E_CONFLICT)
        form_refuse(&v->form, "from_day", T_reception_in_problem_lives, NO_TARGS);
    else if (e == E_INPUT)
        form_refuse(&v->form, "from_day", T_reception_in_problem_before, NO_TARGS);
    else if (e == E_DENIED)
        form_refuse(&v->form, "from_day", T_reception_in_problem_strict, NO_TARGS);
    return v->form.problems != 0;
}

reply in_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct centre c;
    struct stay s = { .from_day = DAY_NONE, .room = STR("") };
    TRY(q, person_open(q, arg(q, "id"), "mottak", &v->head, &p));
    TRY(q, centre_of_org(q->db, q->who->org, &c));
    v->title = T_reception_in_title;
    bool good = form_read(q, &v->form, in_form(q), &s);
    v->form.submit = T_reception_in_title;
    if (!good)
        return part_show(q, 422, v);
    err e = stay_begin(q->db, p.id, c.id, s.room, s.from_day);
    if (refused(v, e))
        return part_show(q, 422, v);
    TRY(q, e);
    return done(q, p.id, T_reception_in_done);
}

// A centre moves its own residents; one that sees a former resident yet moves nobody.
static err other_centres(struct rq *q, struct part_page *v, int64_t person, str chosen)
{
    centres all = { 0 };
    struct stay s;
    struct centre own;
    PASS(stay_of(q->db, person, q->today, &s));
    PASS(centre_of_org(q->db, q->who->org, &own));
    if (s.centre != own.id)
        return E_NOTFOUND;
    PASS(centres_all(q->db, q->today, &all));
    v->pick = T_reception_move_to;
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].id != s.centre) {
            str code = strf(q->mem, "%lld", (long long)all.p[i].id);
            *ADD(q->mem, &v->options) = (struct option){
                code,
                strf(q->mem, "%.*s (%.*s)", S(all.p[i].name),
                     S(choice_words(q, &centre_kinds, all.p[i].kind))),
                str_eq(code, chosen)
            };
        }
    return OK;
}

static const struct record *move_form(struct rq *q)
{
    static const char *const names[] = { "from_day", "reason", "room" };
    return record_part(q, &stay_rec, names, sizeof names / sizeof *names);
}

reply move_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct stay s = { .from_day = q->today, .reason = STAY_TRANSFER };
    TRY(q, person_open(q, arg(q, "id"), "mottak", &v->head, &p));
    TRY(q, other_centres(q, v, p.id, STR("")));
    form_show(q, &v->form, move_form(q), &s);
    v->title = v->form.submit = T_reception_move_title;
    v->lead = T_reception_move_lead;
    return part_show(q, 200, v);
}

reply move_post(struct rq *q)
{
    static const char *const also[] = { "pick", NULL };
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct stay s = { .from_day = DAY_NONE, .room = STR("") };
    int64_t to = 0;
    TRY(q, person_open(q, arg(q, "id"), "mottak", &v->head, &p));
    TRY(q, other_centres(q, v, p.id, posted(q, "pick")));
    v->title = T_reception_move_title;
    v->lead = T_reception_move_lead;
    v->form.also = also;
    bool good = form_read(q, &v->form, move_form(q), &s);
    v->form.submit = T_reception_move_title;
    if (!good)
        return part_show(q, 422, v);
    bool known = false;
    for (size_t i = 0; i < v->options.n; i++)
        known |= v->options.p[i].chosen;
    if (!known || !str_int(posted(q, "pick"), &to)) {
        form_refuse(&v->form, "from_day", T_reception_move_problem_to, NO_TARGS);
        return part_show(q, 422, v);
    }
    err e = stay_move(q->db, p.id, to, s.room, s.from_day, (enum stay_reason)s.reason);
    if (refused(v, e))
        return part_show(q, 422, v);
    TRY(q, e);
    return done(q, p.id, T_reception_move_done);
}

// ---- the application's phase ---------------------------------------------------------------------

static bool event_of(str code, enum case_event *event)
{
    for (size_t i = 0; i < sizeof case_events / sizeof *case_events; i++)
        if (str_is(code, case_events[i].code)) {
            *event = (enum case_event)i;
            return true;
        }
    return false;
}

static bool wants_outcome(enum case_event e)
{
    return e == EV_DECIDE || e == EV_GROUP || e == EV_FINAL;
}

static const struct record *phase_form(struct rq *q, enum case_event e)
{
    static const char *const names[] = { "decided_on", "outcome" };
    const struct record *r = record_part(q, &asylum_case_rec, names, wants_outcome(e) ? 2 : 1);
    struct field *f = (struct field *)(uintptr_t)r->f;
    f[0].flags |= REQUIRED;
    f[0].label = "reception.phase.day";
    return r;
}

static err phase_open(struct rq *q, struct part_page *v, struct person *p, enum case_event *event)
{
    struct asylum_case c;
    PASS(person_open(q, arg(q, "id"), "mottak", &v->head, p));
    if (!event_of(arg(q, "event"), event))
        return E_NOTFOUND;
    PASS(case_of(q->db, p->id, &c));
    v->title = case_events[*event].label;
    return OK;
}

reply phase_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    enum case_event event;
    struct asylum_case c = { .decided_on = q->today };
    TRY(q, phase_open(q, v, &p, &event));
    c.outcome = event == EV_GROUP ? OUTCOME_GRANTED : OUTCOME_NONE;
    form_show(q, &v->form, phase_form(q, event), &c);
    return part_show(q, 200, v);
}

reply phase_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    enum case_event event;
    struct asylum_case c = { .decided_on = DAY_NONE };
    TRY(q, phase_open(q, v, &p, &event));
    if (!form_read(q, &v->form, phase_form(q, event), &c))
        return part_show(q, 422, v);
    err e = day_cmp(c.decided_on, q->today) > 0
                ? E_INPUT
                : case_step(q->db, p.id, event, (enum case_outcome)c.outcome, c.decided_on);
    if (e == E_INPUT)
        form_refuse(&v->form, "decided_on", T_reception_phase_problem_day, NO_TARGS);
    else if (e == E_CONFLICT)
        form_refuse(&v->form, "decided_on", T_reception_phase_problem_order, NO_TARGS);
    if (v->form.problems)
        return part_show(q, 422, v);
    TRY(q, e);
    return done(q, p.id, T_reception_saved);
}

// ---- minors and living elsewhere -----------------------------------------------------------------

static const struct record *minor_form(struct rq *q)
{
    static const char *const names[] = { "representative", "contact", "appointed_on", "plan_on",
                                         "age_assessed", "dissent", "version" };
    return record_part(q, &minor_rec, names, sizeof names / sizeof *names);
}

reply minor_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct minor m;
    TRY(q, person_open(q, arg(q, "id"), "mottak", &v->head, &p));
    TRY(q, minor_of(q->db, p.id, &m));
    form_show(q, &v->form, minor_form(q), &m);
    v->title = T_reception_minor_title;
    return part_show(q, 200, v);
}

reply minor_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct minor was, now;
    TRY(q, person_open(q, arg(q, "id"), "mottak", &v->head, &p));
    TRY(q, minor_of(q->db, p.id, &was));
    now = was;
    v->title = T_reception_minor_title;
    if (!form_read(q, &v->form, minor_form(q), &now))
        return part_show(q, 422, v);
    err e = db_save(q->db, &minor_rec, &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &was);
    TRY(q, e);
    if (now.representative.n && !was.representative.n)
        TRY(q, person_tell(q->db, p.id, day_known(now.appointed_on) ? now.appointed_on : q->today,
                           PHASE_RECEPTION, "person.event.reception_representative", STR("{}"),
                           strf(q->mem, "/personer/%lld/mottak", (long long)p.id)));
    return done(q, p.id, T_reception_saved);
}

static const struct record *elsewhere_form(struct rq *q)
{
    static const char *const names[] = { "kind", "ground", "municipality", "applied_on" };
    return record_part(q, &elsewhere_rec, names, sizeof names / sizeof *names);
}

reply elsewhere_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct elsewhere e = { .applied_on = q->today, .municipality = STR("") };
    TRY(q, person_open(q, arg(q, "id"), "mottak", &v->head, &p));
    form_show(q, &v->form, elsewhere_form(q), &e);
    v->title = T_reception_elsewhere_title;
    v->lead = T_reception_elsewhere_lead;
    return part_show(q, 200, v);
}

// "1506" or "Molde".
static const struct place *municipality_typed(str typed, day on)
{
    const struct place *p = place_municipality_near(typed, on);
    place_list all = { 0 };
    struct arena *a = arena_make(0);
    place_municipalities(a, on, STR(""), &all);
    for (size_t i = 0; !p && i < all.n; i++)
        if (str_ieq(all.p[i]->name, typed))
            p = all.p[i];
    arena_drop(a);
    return p;
}

reply elsewhere_post(struct rq *q)
{
    enum { AMOT_TEMPORARY = 1 };
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct elsewhere e = { .applied_on = DAY_NONE, .municipality = STR(""), .ended = STR("") };
    TRY(q, person_open(q, arg(q, "id"), "mottak", &v->head, &p));
    v->title = T_reception_elsewhere_title;
    v->lead = T_reception_elsewhere_lead;
    if (!form_read(q, &v->form, elsewhere_form(q), &e))
        return part_show(q, 422, v);
    const struct place *host = municipality_typed(str_trim(e.municipality), q->today);
    if (!host)
        form_refuse(&v->form, "municipality", T_reception_problem_municipality, NO_TARGS);
    if (e.kind == AMOT_TEMPORARY && p.unaccompanied != MINOR_NONE)
        form_refuse(&v->form, "kind", T_reception_elsewhere_problem_minor, NO_TARGS);
    if (v->form.problems)
        return part_show(q, 422, v);
    e.person = p.id;
    e.municipality = host->number;
    TRY(q, elsewhere_add(q->db, &e));
    return done(q, p.id, T_reception_saved);
}

reply elsewhere_step_post(struct rq *q)
{
    struct person_head head;
    struct person p;
    int64_t id;
    struct elsewhere e;
    if (!str_int(arg(q, "no"), &id))
        return fail(q, E_NOTFOUND);
    TRY(q, person_open(q, arg(q, "id"), "mottak", &head, &p)); // noted, and with the purpose told
    TRY(q, db_by_id(q->db, &elsewhere_rec, id, &e));
    for (size_t i = 0; e.person == p.id && i < sizeof else_events / sizeof *else_events; i++)
        if (str_is(posted(q, "event"), else_events[i].code)) {
            TRY(q, elsewhere_step(q->db, id, (enum elsewhere_event)i, q->today, &e));
            return done(q, p.id, T_reception_saved);
        }
    return fail(q, E_NOTFOUND);
}
