// SPDX-License-Identifier: Apache-2.0
// Ordering an interpreter from the person's pages: two taps when what is known already is right.
#include "rooms/interpreting/order.h"

#include "rooms/interpreting/answer.html.h"
#include "rooms/interpreting/order.html.h"
#include "rooms/interpreting/orders.html.h"
#include "text_keys.h"

#define ORDERERS (R(CE) | R(MC) | R(MP) | R(CO))
const struct right interpreting_read = { "interpreting.read", ORDERERS | R(MH) };
const struct right interpreting_order = { "interpreting.order", ORDERERS };

PERSON_TAB(tab_interpreter, "tolk", "interpreting.tab", &interpreting_read, 36);

enum { AHEAD = 2, HOUR = 60 }; // municipal services ask for two days (interpreting.md 4)

static str shown(struct rq *q, const struct order *o, const char *name)
{
    return field_shown(q->mem, q->lang, record_field(&order_rec, str_z(name)), o);
}

reply orders_get(struct rq *q)
{
    static const enum tone tones[] = { [ORDER_REQUESTED] = TONE_INFO, [ORDER_ACCEPTED] = TONE_SUCCESS,
                                       [ORDER_CANCELLED] = TONE_NEUTRAL };
    struct orders_page *v = NEW(q->mem, struct orders_page);
    struct person p;
    interpreter_orders all = { 0 };
    TRY(q, person_open(q, arg(q, "id"), "tolk", &v->head, &p));
    TRY(q, interpreting_orders(q->db, p.id, &all));
    v->may_order = may(q->who, &interpreting_order);
    for (size_t i = 0; i < all.n; i++) {
        const struct order *o = &all.p[i];
        *ADD(q->mem, &v->all) = (struct order_shown){
            .no = o->id, .topic = shown(q, o, "topic"), .language = language_name(q->lang, o->language),
            .level = shown(q, o, "level"), .way = shown(q, o, "way"), .starts = o->starts.n == 5 ? strf(q->mem, "%.2s.%.2s", o->starts.p, o->starts.p + 3) : o->starts, .room = o->room,
            .used = o->used ? shown(q, o, "used") : STR(""), .ground = o->ground ? shown(q, o, "ground") : STR(""),
            .interpreter = o->interpreter, .state = shown(q, o, "state"), .on_day = o->on_day,
            .minutes = o->minutes, .tone = tones[o->state],
            .open = v->may_order && o->state == ORDER_REQUESTED,
            .live = v->may_order && o->state != ORDER_CANCELLED
        };
    }
    return page_status(q, 200, &interpreting_orders_view, v);
}

static reply back(struct rq *q, int64_t person, text_key words)
{
    reply r = see_other(q, "/personer/%lld/tolk", (long long)person);
    notice(q, &r, words, NO_TARGS);
    return r;
}

// ---- a new order ----------------------------------------------------------------------------------

static void offer_languages(struct rq *q, struct order_page *v, str chosen)
{
    size_t n;
    const struct code *all = languages_all(&n);
    for (size_t i = 0; i < n; i++)
        *ADD(q->mem, &v->languages) =
            (struct spoken_choice){ all[i].code, all[i].name[q->lang], str_eq(all[i].code, chosen) };
}

static reply show_order(struct rq *q, int status, struct order_page *v, str language)
{
    offer_languages(q, v, language);
    v->form.submit = T_interpreting_send;
    v->form.cancel = strf(q->mem, "/personer/%lld/tolk", (long long)v->head.id);
    return page_status(q, status, &interpreting_order_view, v);
}

reply order_get(struct rq *q)
{
    struct order_page *v = NEW(q->mem, struct order_page);
    struct person p;
    struct order o = { .on_day = day_add(q->today, AHEAD), .starts = STR("10:00"), .minutes = HOUR,
                       .level = USED_E - USED_A };
    TRY(q, person_open(q, arg(q, "id"), "tolk", &v->head, &p));
    v->guarded = p.protection != PROTECT_NONE;
    form_show(q, &v->form, &order_rec, &o);
    return show_order(q, 200, v, p.language);
}

static bool two_digits(const char *p, int below)
{
    return p[0] >= '0' && p[0] <= '9' && p[1] >= '0' && p[1] <= '9' && (p[0] - '0') * 10 + p[1] - '0' < below;
}

static bool clock_time(str s)
{
    enum { HOURS = 24, MINUTES = 60, LENGTH = 5 };
    return s.n == LENGTH && (s.p[2] == ':' || s.p[2] == '.') && two_digits(s.p, HOURS) &&
           two_digits(s.p + 3, MINUTES);
}

reply order_post(struct rq *q)
{
    static const char *const also[] = { "sprak", NULL };
    struct order_page *v = NEW(q->mem, struct order_page);
    struct person p;
    struct order o = { .on_day = DAY_NONE };
    str language = posted(q, "sprak");
    TRY(q, person_open(q, arg(q, "id"), "tolk", &v->head, &p));
    v->guarded = p.protection != PROTECT_NONE;
    v->form.also = also;
    if (form_read(q, &v->form, &order_rec, &o)) {
        if (!language_known(language))
            form_refuse(&v->form, "level", T_interpreting_problem_language, NO_TARGS);
        if (day_cmp(o.on_day, q->today) < 0)
            form_refuse(&v->form, "on_day", T_interpreting_problem_past, NO_TARGS);
        if (!clock_time(o.starts))
            form_refuse(&v->form, "starts", T_interpreting_problem_time, NO_TARGS);
        if (v->guarded && o.room.n)
            form_refuse(&v->form, "room", T_interpreting_problem_room, NO_TARGS);
    }
    if (v->form.problems)
        return show_order(q, 422, v, language);
    o.language = language;
    TRY(q, interpreting_add(q->db, &p, &o));
    return back(q, p.id, T_interpreting_sent);
}

// ---- who comes, and calling off ---------------------------------------------------------------------

// An order of another organisation, or of another person, is not there.
static err open_order(struct rq *q, struct person_head *head, struct order *o)
{
    struct person p;
    interpreter_orders all = { 0 };
    int64_t no;
    PASS(person_open(q, arg(q, "id"), "tolk", head, &p));
    PASS(interpreting_orders(q->db, p.id, &all));
    if (!str_int(arg(q, "no"), &no))
        return E_NOTFOUND;
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].id == no) {
            *o = all.p[i];
            return OK;
        }
    return E_NOTFOUND;
}

static reply show_answer(struct rq *q, int status, struct order_page *v)
{
    v->form.submit = T_interpreting_answer;
    v->form.cancel = strf(q->mem, "/personer/%lld/tolk", (long long)v->head.id);
    return page_status(q, status, &interpreting_answer_view, v);
}

reply order_answer_get(struct rq *q)
{
    struct order_page *v = NEW(q->mem, struct order_page);
    struct order o;
    TRY(q, open_order(q, &v->head, &o));
    if (o.used == USED_NONE)
        o.used = USED_A + o.level;
    form_show(q, &v->form, &order_answer_rec, &o);
    return show_answer(q, 200, v);
}

reply order_answer_post(struct rq *q)
{
    struct order_page *v = NEW(q->mem, struct order_page);
    struct order was, now;
    TRY(q, open_order(q, &v->head, &was));
    now = was;
    if (!form_read(q, &v->form, &order_answer_rec, &now))
        return show_answer(q, 422, v);
    err e = interpreting_accept(q->db, &was, &now);
    if (e == E_INPUT) {
        form_refuse(&v->form, now.used == USED_NONE ? "used" : "ground",
                    now.used == USED_NONE          ? T_interpreting_problem_used
                    : now.used != USED_UNQUALIFIED ? T_interpreting_problem_needless
                                                   : T_interpreting_problem_ground,
                    NO_TARGS);
        return show_answer(q, 422, v);
    }
    TRY(q, e);
    return back(q, now.person, T_interpreting_answered);
}

reply order_cancel_post(struct rq *q)
{
    struct person_head head;
    struct order o;
    TRY(q, open_order(q, &head, &o));
    TRY(q, interpreting_cancel(q->db, &o));
    return back(q, o.person, T_interpreting_cancelled);
}
