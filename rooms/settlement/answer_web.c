// SPDX-License-Identifier: Apache-2.0
// The municipality answers the request, or puts the matter off to a day. Two who answer at once
// meet on the conflict page: the version of the request decides.
#include "rooms/settlement/answer.html.h"
#include "rooms/settlement/settlement_web.h"

static const struct choices by_choices =
    CHOICES({ "council", "settlement.by.council" }, { "delegated", "settlement.by.delegated" });

enum { PLACES_MAX = 20000 };
static const struct field answer_fields[] = {
    F(request, id, INT, .flags = KEY),
    F(request, places, OPT, .flags = REQUIRED, .min = 0, .max = PLACES_MAX),
    F(request, minors, OPT, .min = 0, .max = PLACES_MAX),
    F(request, decided_by, ENUM, .flags = REQUIRED, .choices = &by_choices),
    F(request, decided_on, DAY, .flags = REQUIRED),
    F(request, could_more, OPT, .min = 0, .max = PLACES_MAX),
    F(request, note, TEXT, .flags = MULTILINE, .max = 2000),
    F(request, version, INT, .flags = VERSION),
};
static const struct record answer_rec = RECORD("settlement_request", request, answer_fields);

static const struct field defer_fields[] = {
    F(request, id, INT, .flags = KEY),
    F(request, deferred_to, DAY, .flags = REQUIRED),
    F(request, deferred_why, TEXT, .flags = MULTILINE, .max = 500),
    F(request, version, INT, .flags = VERSION),
};
static const struct record defer_rec = RECORD("settlement_request", request, defer_fields);

// ---- what both need
// -----------------------------------------------------------------------------

// The request by its reference, when it is the actor's own; to all others it does not exist.
static err own_request(struct rq *q, struct request *r)
{
    PASS(request_any(q->db, arg(q, "ref"), r));
    return covers_place(q, r->number) ? OK : E_NOTFOUND;
}

static err facts_of(struct rq *q, const struct request *r, struct answer_facts *f, str *newest)
{
    struct standing s;
    PASS(standing_of(q->db, r->year, r->number, q->today, &s));
    *newest = s.ref;
    *f = (struct answer_facts){ s.asked,       s.letter_on, s.due_on,
                                s.deferred_to, s.places,    s.earlier };
    return OK;
}

static struct answer_page *shown(struct rq *q, const struct request *r)
{
    struct answer_page *v = NEW(q->mem, struct answer_page);
    v->name = r->name;
    v->year = r->year;
    v->asked = fmt_int(q->mem, q->lang, r->asked);
    v->again = r->places.known;
    v->before = number_text(q, r->places);
    v->back = strf(q->mem, "/bosetting/kommune/%.*s?ar=%jd", S(r->number), (intmax_t)r->year);
    struct crumb *c = NEW_ARRAY(q->mem, 2, struct crumb);
    c[0] = (struct crumb){ r->name, v->back };
    c[1] =
        (struct crumb){ text(q->mem, q->lang, T_settlement_place_answer, NO_TARGS), STR("") };
    v->crumbs = (struct crumbs){ c, 2 };
    return v;
}

static str json_of(struct rq *q, const struct request *r)
{
    return strf(q->mem, "{\"year\":%jd,\"number\":\"%.*s\",\"places\":%jd}", (intmax_t)r->year,
                S(r->number), (intmax_t)r->places.v);
}

// The row with the answer, its place in the history, and word to the rooms above.
static err store(struct rq *q, const struct request *was, struct request *now)
{
    PASS(db_save(q->db, &request_rec, was, now));
    struct decision d = { .request = now->id,
                          .places = now->places,
                          .minors = now->minors,
                          .could_more = now->could_more,
                          .decided_by = now->decided_by,
                          .decided_on = now->decided_on,
                          .deferred_to = now->deferred_to,
                          .note = now->places.known ? now->note : now->deferred_why,
                          .answered_on = q->today,
                          .answered_by = q->who->name };
    PASS(db_add(q->db, &decision_rec, &d));
    return now->places.known ? fact(q->db, "settlement.answered", now->id, json_of(q, now))
                             : OK;
}

// ---- answer
// -------------------------------------------------------------------------------------

static void refuse(struct form *form, enum answer_fault fault)
{
    switch (fault) {
    case ANSWER_FINE:
        return;
    case ANSWER_NOT_ASKED:
        form_refuse(form, NULL, T_settlement_refuse_not_asked, NO_TARGS);
        return;
    case ANSWER_NO_NUMBER:
        form_refuse(form, "places", T_settlement_refuse_no_number, NO_TARGS);
        return;
    case ANSWER_TOO_MANY:
        form_refuse(form, "places", T_settlement_refuse_too_many, NO_TARGS);
        return;
    case ANSWER_MINORS_ABOVE:
        form_refuse(form, "minors", T_settlement_refuse_minors, NO_TARGS);
        return;
    case ANSWER_NO_DAY:
        form_refuse(form, "decided_on", T_settlement_refuse_no_day, NO_TARGS);
        return;
    case ANSWER_DAY_AHEAD:
        form_refuse(form, "decided_on", T_settlement_refuse_day_ahead, NO_TARGS);
        return;
    case ANSWER_DAY_BEFORE:
        form_refuse(form, "decided_on", T_settlement_refuse_day_before, NO_TARGS);
        return;
    }
}

static reply answer_form(struct rq *q, const struct request *r, const struct form *read)
{
    struct answer_page *v = shown(q, r);
    if (read) {
        v->form = *read;
    } else {
        struct request from = *r;
        if (from.decided_by != BY_DELEGATION)
            from.decided_by = BY_COUNCIL;
        form_show(q, &v->form, &answer_rec, &from);
    }
    v->form.submit = T_settlement_answer_send;
    v->form.cancel = v->back;
    return read ? page_status(q, 422, &settlement_answer_view, v)
                : page(q, &settlement_answer_view, v);
}

reply answer_get(struct rq *q)
{
    struct request r;
    struct answer_facts f;
    str newest;
    TRY(q, own_request(q, &r));
    TRY(q, facts_of(q, &r, &f, &newest));
    if (!str_eq(newest, r.ref))
        return see_other(q, "/bosetting/anmodning/%.*s/svar", S(newest));
    return answer_form(q, &r, NULL);
}

reply answer_post(struct rq *q)
{
    struct request was;
    struct answer_facts f;
    struct form form = { 0 };
    str newest;
    TRY(q, own_request(q, &was));
    TRY(q, facts_of(q, &was, &f, &newest));
    struct request now = was;
    if (!form_read(q, &form, &answer_rec, &now))
        return answer_form(q, &was, &form);
    struct answer_given given = { now.places, now.minors, now.decided_on };
    enum answer_fault fault = answer_check(&f, &given, q->today);
    if (!str_eq(newest, was.ref))
        form_refuse(&form, NULL, T_settlement_refuse_newer, NO_TARGS);
    else
        refuse(&form, fault);
    if (form.problems || form.refused)
        return answer_form(q, &was, &form);
    now.answered_on = q->today;
    now.deferred_to = DAY_NONE;
    err e = store(q, &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &form, &now, &was);
    TRY(q, e);
    reply r = see_other(q, "/bosetting/kommune/%.*s?ar=%jd", S(was.number), (intmax_t)was.year);
    notice(q, &r, T_settlement_answer_saved__n, TARGS(TI("n", now.places.v)));
    return r;
}

// ---- put off
// ------------------------------------------------------------------------------------

static text_key defer_key(enum defer_fault fault)
{
    switch (fault) {
    case DEFER_FINE:
        return T_NONE;
    case DEFER_NOT_ASKED:
        return T_settlement_refuse_not_asked;
    case DEFER_ANSWERED:
        return T_settlement_refuse_answered;
    case DEFER_NO_DAY:
        return T_settlement_refuse_no_day;
    case DEFER_PAST:
        return T_settlement_refuse_past;
    case DEFER_TOO_LATE:
        return T_settlement_refuse_too_late;
    }
    return T_NONE;
}

static reply defer_form(struct rq *q, const struct request *r, const struct form *read)
{
    struct answer_page *v = shown(q, r);
    if (read)
        v->form = *read;
    else
        form_show(q, &v->form, &defer_rec, r);
    v->form.submit = T_settlement_defer_send;
    v->form.cancel = v->back;
    return read ? page_status(q, 422, &settlement_answer_view, v)
                : page(q, &settlement_answer_view, v);
}

reply defer_get(struct rq *q)
{
    struct request r;
    TRY(q, own_request(q, &r));
    return defer_form(q, &r, NULL);
}

reply defer_post(struct rq *q)
{
    struct request was;
    struct answer_facts f;
    struct form form = { 0 };
    str newest;
    TRY(q, own_request(q, &was));
    TRY(q, facts_of(q, &was, &f, &newest));
    struct request now = was;
    if (!form_read(q, &form, &defer_rec, &now))
        return defer_form(q, &was, &form);
    text_key bad = defer_key(defer_check(&f, (int)was.year, now.deferred_to, q->today));
    if (bad)
        form_refuse(&form, "deferred_to", bad, NO_TARGS);
    if (!str_eq(newest, was.ref))
        form_refuse(&form, NULL, T_settlement_refuse_newer, NO_TARGS);
    if (form.problems || form.refused)
        return defer_form(q, &was, &form);
    err e = store(q, &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &form, &now, &was);
    TRY(q, e);
    reply r = see_other(q, "/bosetting/kommune/%.*s?ar=%jd", S(was.number), (intmax_t)was.year);
    notice(q, &r, T_settlement_defer_saved__to, TARGS(TD("to", now.deferred_to)));
    return r;
}
