// SPDX-License-Identifier: Apache-2.0
// The settlement conversation on a phone: one long form that saves itself as a draft, and is held when
// what must be told has been told. Guidance stands beside it.
#include "rooms/reception/talk.h"

#include "rooms/access/access.h"
#include "rooms/reception/duties.h"
#include "rooms/reception/part.html.h"
#include "rooms/reception/talk.html.h"
#include "text_keys.h"

const struct right reception_talk = { "reception.talk", R(CE) | R(DS) | R(CO) };
const struct right reception_talk_write = { "reception.talk_write", R(CE) };

PERSON_TAB(tab_talk, "samtale", "reception.tab.talk", &reception_talk, 34);

SQL(talk_org_name, "select name from who_org where id = $1");

static const char *const fields[] = {
    "held_on", "language", "interpreter", "interpreter_note", "network", "occupied", "education",
    "together", "expected", "mobility", "senses", "mind", "illness", "substance", "behaviour",
    "consent_on", "wish_municipality", "wish_why", "self_settle", "self_municipality", "informed_on",
    "informed_languages", "refusal_explained", "signed", "version"
};

static const struct record *talk_form(struct rq *q)
{
    return record_part(q, &talk_rec, fields, sizeof fields / sizeof *fields);
}

static err show_notes(struct rq *q, int64_t person, struct talk_page *v)
{
    note_marks all = { 0 };
    const struct choices *kinds = record_field(&note_mark_rec, STR("kind"))->choices;
    PASS(notes_of(q->db, person, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct note n;
        str org;
        err e = db_str(q->db, &talk_org_name, ARGS(AI(all.p[i].org)), &org);
        if (e == E_NOTFOUND) // of somebody strictly protected it is not kept
            org = STR("");
        else
            PASS(e);
        e = note_open(q->db, &all.p[i], &n);
        if (e != E_NOTFOUND)
            PASS(e);
        *ADD(q->mem, &v->notes) =
            (struct note_shown){ all.p[i].id, choice_words(q, kinds, all.p[i].kind), org,
                                 all.p[i].made_on, all.p[i].withdrawn_on, e == OK };
    }
    return OK;
}

static const struct {
    const char *code;
    text_key label;
} guide_events[] = { [EV_BOOK] = { "time", T_reception_guidance_do_book },
                     [EV_GIVE] = { "gitt", T_reception_guidance_do_give },
                     [EV_RESULT] = { "resultat", T_reception_guidance_do_result } };

static err show_guidance(struct rq *q, int64_t person, struct talk_page *v)
{
    struct guidance g;
    err e = guidance_of(q->db, person, &g);
    v->may_guide = may(q->who, &reception_talk_write) || q->who->role == CO;
    if (e)
        return e == E_NOTFOUND ? OK : e;
    v->has_guidance = true;
    v->guidance = choice_words(q, record_field(&guidance_rec, STR("state"))->choices, g.state);
    v->guidance_tone = g.state == GUIDANCE_RESULT ? TONE_SUCCESS : TONE_INFO;
    v->summary = g.summary;
    v->result = g.result;
    for (size_t i = 0; v->may_guide && i < guidance_states.n; i++)
        if (guidance_states.at[i].from == g.state) {
            int event = guidance_states.at[i].event;
            *ADD(q->mem, &v->steps) = (struct step_shown){ str_z(guide_events[event].code),
                                                           reception_say(q, guide_events[event].label) };
        }
    return OK;
}

// A held conversation is read: what was said, with its labels.
static void show_facts(struct rq *q, struct talk_page *v)
{
    for (size_t i = 0; i + 1 < sizeof fields / sizeof *fields; i++) {
        const struct field *f = record_field(&talk_rec, str_z(fields[i]));
        str value = field_shown(q->mem, q->lang, f, &v->t);
        bool silent = !value.n || str_is(value, "–") ||
                      (f->kind == KIND_ENUM && *(const int *)((const char *)&v->t + f->at) == 0 &&
                       strcmp(f->name, "interpreter") != 0);
        if (!silent)
            *ADD(q->mem, &v->facts) = (struct fact_shown){
                text_find(strf(q->mem, "reception_talk.%s", f->name).p), value
            };
    }
}

static reply show(struct rq *q, int status, struct talk_page *v)
{
    v->may_write = may(q->who, &reception_talk_write);
    v->may_notes = v->may_write;
    bool task = v->task = q->who->role == CO; // the county sees its guidance: neither health nor that a note is there
    if (!task)
        TRY(q, show_notes(q, v->head.id, v));
    TRY(q, show_guidance(q, v->head.id, v));
    v->form.action = strf(q->mem, "/personer/%lld/samtale", (long long)v->head.id);
    if (!task && (v->held || !v->may_write))
        show_facts(q, v);
    return page_status(q, status, &reception_talk_view, v);
}

static err open_talk(struct rq *q, struct talk_page *v, struct person *p)
{
    PASS(person_open(q, arg(q, "id"), "samtale", &v->head, p));
    err e = talk_of(q->db, p->id, &v->t);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    v->begun = true;
    v->held = v->t.state == 1;
    return OK;
}

reply talk_get(struct rq *q)
{
    struct talk_page *v = NEW(q->mem, struct talk_page);
    struct person p;
    TRY(q, open_talk(q, v, &p));
    if (v->begun && !v->held && may(q->who, &reception_talk_write))
        TRY(q, talk_ordered(q->db, &v->t));
    form_show(q, &v->form, talk_form(q), &v->t);
    return show(q, 200, v);
}

static reply back(struct rq *q, int64_t person, text_key words)
{
    reply r = see_other(q, "/personer/%lld/samtale", (long long)person);
    notice(q, &r, words, NO_TARGS);
    return r;
}

reply talk_begin_post(struct rq *q)
{
    struct talk_page *v = NEW(q->mem, struct talk_page);
    struct person p;
    TRY(q, open_talk(q, v, &p));
    if (v->begun && !v->held)
        return back(q, p.id, T_reception_talk_begun);
    TRY(q, talk_begin(q->db, &p, &v->t));
    return back(q, p.id, T_reception_talk_begun);
}

// What must be there before the conversation counts as held.
static void complete(struct rq *q, struct talk_page *v, const struct talk *t)
{
    if (!day_known(t->held_on) || day_cmp(t->held_on, q->today) > 0)
        form_refuse(&v->form, "held_on", T_reception_talk_problem_held, NO_TARGS);
    if (!day_known(t->informed_on))
        form_refuse(&v->form, "informed_on", T_reception_talk_problem_informed, NO_TARGS);
    if (!t->refusal_explained)
        form_refuse(&v->form, "refusal_explained", T_reception_talk_problem_refusal, NO_TARGS);
    if (!t->signed_)
        form_refuse(&v->form, "signed", T_reception_talk_problem_signed, NO_TARGS);
}

reply talk_post(struct rq *q)
{
    static const char *const also[] = { "utkast", "ferdig", NULL };
    struct talk_page *v = NEW(q->mem, struct talk_page);
    struct person p;
    TRY(q, open_talk(q, v, &p));
    if (!v->begun || v->held)
        return fail(q, E_CONFLICT);
    struct talk was = v->t, now = v->t;
    v->form.also = also;
    bool done = posted_has(q, "ferdig");
    if (form_read(q, &v->form, talk_form(q), &now) && done)
        complete(q, v, &now);
    if (v->form.problems) {
        v->t = now;
        return show(q, 422, v);
    }
    now.state = done;
    err e = db_save(q->db, &talk_rec, &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &was);
    TRY(q, e);
    if (done)
        TRY(q, duties_talked(q->db, p.id, now.held_on));
    if (done)
        TRY(q, person_tell(q->db, p.id, now.held_on, PHASE_RECEPTION, "person.event.reception_talk",
                           STR("{}"), strf(q->mem, "/personer/%lld/samtale", (long long)p.id)));
    return back(q, p.id, done ? T_reception_talk_done : T_reception_talk_saved);
}

// ---- career guidance ----------------------------------------------------------------------------------

reply guidance_request_post(struct rq *q)
{
    struct talk_page *v = NEW(q->mem, struct talk_page);
    struct person p;
    struct centre c;
    struct who_org county;
    TRY(q, open_talk(q, v, &p));
    TRY(q, centre_of_org(q->db, q->who->org, &c));
    const struct place *host = place_municipality_near(c.municipality, q->today);
    if (!host)
        return fail(q, E_NOTFOUND);
    TRY(q, access_org(q->db, strf(q->mem, "F%.*s", S(str_part(host->number, 0, 2))), q->today, &county));
    TRY(q, guidance_request(q->db, p.id, county.id, q->today));
    return back(q, p.id, T_reception_guidance_sent);
}

static const struct record *guidance_form(struct rq *q, enum guidance_event e)
{
    static const char *const booked[] = { "booked_on", "version" };
    static const char *const given[] = { "given_on", "summary", "version" };
    static const char *const result[] = { "result", "version" };
    const struct record *r = e == EV_BOOK   ? record_part(q, &guidance_rec, booked, 2)
                             : e == EV_GIVE ? record_part(q, &guidance_rec, given, 3)
                                            : record_part(q, &guidance_rec, result, 2);
    ((struct field *)(uintptr_t)r->f)[0].flags |= REQUIRED;
    return r;
}

static err guidance_open(struct rq *q, struct part_page *v, struct guidance *g, enum guidance_event *e)
{
    struct person p;
    PASS(person_open(q, arg(q, "id"), "samtale", &v->head, &p));
    PASS(guidance_of(q->db, p.id, g));
    v->form.cancel = strf(q->mem, "/personer/%lld/samtale", (long long)p.id);
    for (size_t i = 0; i < sizeof guide_events / sizeof *guide_events; i++)
        if (str_is(arg(q, "event"), guide_events[i].code)) {
            *e = (enum guidance_event)i;
            v->title = guide_events[i].label;
            return OK;
        }
    return E_NOTFOUND;
}

reply guidance_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct guidance g;
    enum guidance_event event;
    TRY(q, guidance_open(q, v, &g, &event));
    str cancel = v->form.cancel;
    form_show(q, &v->form, guidance_form(q, event), &g);
    v->form.cancel = cancel;
    return part_show(q, 200, v);
}

reply guidance_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct guidance g, now;
    enum guidance_event event;
    TRY(q, guidance_open(q, v, &g, &event));
    str cancel = v->form.cancel;
    now = g;
    bool good = form_read(q, &v->form, guidance_form(q, event), &now);
    v->form.cancel = cancel;
    if (!good)
        return part_show(q, 422, v);
    day on = event == EV_BOOK ? now.booked_on : event == EV_GIVE ? now.given_on : q->today;
    err e = db_save(q->db, &guidance_rec, &g, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &g);
    TRY(q, e);
    int64_t person = now.person;
    TRY(q, guidance_step(q->db, &now, event, on));
    return back(q, person, T_reception_saved);
}
