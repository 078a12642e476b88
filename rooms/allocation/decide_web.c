// SPDX-License-Identifier: Apache-2.0
// /bosetting/vedtak: the decisions for everything that has been accepted, in one go; and the letters.
#include "platform/letter/letter.h"

#include "rooms/allocation/allocation_web.h"
#include "rooms/allocation/decide.html.h"
#include "rooms/allocation/letter.html.h"
#include "rooms/allocation/letter_web.h"

enum { AT_ONCE = 50, DONE_SHOWN = 10 };

SQL(to_decide, "select o.* from allocation_offer o where o.state = 'accepted' and " OFFER_LISTED("o")
               " and exists (select 1 from "
               "allocation_case c where c.offer = o.id and c.state in ('accepted', 'place_ok') and c.authority = $2) "
               "order by o.answered_on, o.id limit $1");
SQL(of_ref, "select * from allocation_decision where ref = $1");
SQL(of_today, "select d.* from allocation_decision d join allocation_case c on c.id = d.case_id where "
              "d.decided_on = $1 and " ALLOC_LISTED("c") " order by d.id desc limit $2");

static err rows_of(struct rq *q, struct decide_page *v)
{
    offers all = { 0 };
    PASS(db_all(q->db, &to_decide, ARGS(AI(AT_ONCE), AT(alloc_authority(q))), &offer_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct offer *o = &all.p[i];
        struct offer_shown *s = ADD(q->mem, &v->rows);
        *s = (struct offer_shown){ .ref = o->ref,
                                   .code = household_code(q->mem, o->household, o->head),
                                   .place = place_says(q, o->number),
                                   .answered = o->answered_on,
                                   .places = o->places,
                                   .again = o->again };
        show_profile(q, o->profile, &s->profile);
        v->persons += o->places;
    }
    return OK;
}

// What was decided today, with its letters.
static err done_today(struct rq *q, struct decide_page *v)
{
    decision_rows all = { 0 };
    PASS(db_all(q->db, &of_today, ARGS(AD(q->today), AI(DONE_SHOWN)), &alloc_decision_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct person p;
        struct offer_shown *s = ADD(q->mem, &v->done);
        PASS(person_by_id(q->db, all.p[i].person, &p));
        *s = (struct offer_shown){ .ref = all.p[i].ref, .code = person_listed(q->mem, &p),
                                   .place = place_says(q, all.p[i].number),
                                   .open = all.p[i].to_place.n > 0,
                                   .url = strf(q->mem, "/bosetting/vedtak/%.*s", S(all.p[i].ref)) };
    }
    return OK;
}

static reply show(struct rq *q, int status, text_key problem)
{
    struct decide_page *v = NEW(q->mem, struct decide_page);
    v->tabs = alloc_tabs(q, "vedtak");
    v->problem = alloc_say(q, problem);
    TRY(q, rows_of(q, v));
    TRY(q, done_today(q, v));
    return page_status(q, status, &allocation_decide_view, v);
}

reply decide_get(struct rq *q)
{
    return show(q, 200, T_NONE);
}

// Every ticked household or none: a household that was taken back meanwhile stops the batch with a
// message, before anything is written.
reply decide_post(struct rq *q)
{
    SLICE(struct offer) chosen = { 0 };
    alloc_cases all = { 0 };
    text_key why = T_NONE;
    int64_t decided = 0;
    for (size_t i = 0; i < q->form.n; i++) {
        if (!str_is(q->form.p[i].name, "liste"))
            continue;
        TRY(q, offer_by_ref(q->db, q->form.p[i].value, ADD(q->mem, &chosen)));
        struct alloc_act act = { .on = q->today };
        all.n = 0;
        TRY(q, cases_of_offer(q->db, chosen.p[chosen.n - 1].id, &all));
        bool self = all.n && all.p[0].state == ALLOC_PLACE_OK;
        err e = alloc_can_all(q->db, &all, self ? EV_APPROVE : EV_ALLOCATE, &act, &why);
        if (e == E_CONFLICT)
            return show(q, 409, why);
        TRY(q, e);
    }
    if (!chosen.n)
        return show(q, 422, T_allocation_decide_none_chosen);
    for (size_t i = 0; i < chosen.n; i++) {
        TRY(q, alloc_decide(q->db, chosen.p[i].id, &why));
        decided += chosen.p[i].places;
    }
    reply r = see_other(q, "/bosetting/vedtak");
    notice(q, &r, T_allocation_decided__n, TARGS(TI("n", decided)));
    return r;
}

// ---- one letter: to the person, or with ?til=kommunen to the municipality ----------------------

SQL(others_veiled, "select count(*) from allocation_case c where c.id = $1 and " ALLOC_LISTED("c"));

// The letter to the municipality names everybody who moves: it is for those who sent it and who got it,
// and for nobody once somebody in the household is protected (SEC-17).
static err may_read_list(struct rq *q, const struct decision_row *d, bool *yes)
{
    int64_t n;
    PASS(db_int(q->db, &others_veiled, ARGS(AI(d->case_id)), &n));
    *yes = n && (q->who->org_kind == ORG_DIRECTORATE || q->who->role == BU || q->who->org == d->org);
    return OK;
}

static err letter_of(struct rq *q, str ref, struct letter **l, struct letter_page *v)
{
    struct decision_row d;
    PASS(db_one(q->db, &of_ref, ARGS(AT(ref)), &alloc_decision_rec, &d));
    bool listed;
    PASS(may_read_list(q, &d, &listed));
    v->to_place = str_is(query(q, "til"), "kommunen");
    if (!listed)
        d.to_place = STR("");
    str json = v->to_place ? d.to_place : d.letter;
    if (!json.n)
        return E_NOTFOUND; // of a strictly protected person there is none
    v->both = d.to_place.n > 0;
    v->ref = d.ref;
    PASS(person_look(q, d.person, "vedtak", LOOK_CASE, STR("")));
    v->person = strf(q->mem, "/personer/%lld/bosetting", (long long)d.person);
    return letter_from_json(q->mem, json, l);
}

reply letter_get(struct rq *q)
{
    struct letter_page *v = NEW(q->mem, struct letter_page);
    struct letter *l;
    TRY(q, letter_of(q, arg(q, "ref"), &l, v));
    v->letter = letter_html(q->mem, l);
    return page(q, &allocation_letter_view, v);
}

reply letter_pdf_get(struct rq *q)
{
    struct letter_page v = { 0 };
    struct letter *l;
    TRY(q, letter_of(q, arg(q, "ref"), &l, &v));
    return letter_reply(q, l, strf(q->mem, "vedtak-%.*s", S(v.ref))); // no name in a file's name
}
