// SPDX-License-Identifier: Apache-2.0
// /personer/:id/bosetting/<verb>: one thing done with a case, with what it wants: a day, a reason, a
// municipality, or that the person was told first. And what the household needs, set by a person.
#include "rooms/allocation/allocation_web.h"
#include "rooms/allocation/deed.html.h"
#include "rooms/allocation/need.html.h"

enum { WORDS = 500 };

struct verb {
    const char *slug;
    enum alloc_event event;
    text_key title, lead, done;
    unsigned wants;
};
enum { PLACE_ = 1, REASON_ = 2, DAY_ = 4, WORDS_ = 8, TOLD_ = 16, CLOSING_ = 32, DWELLING_ = 64 };
static const struct verb all_deeds[] = {
    { "kartlagt", EV_MAPPED, T_allocation_deed_mapped, T_allocation_lead_mapped, T_allocation_saved, DAY_ },
    { "sokt", EV_APPLIED, T_allocation_deed_applied, T_allocation_lead_applied, T_allocation_saved, DAY_ },
    { "sporigjen", EV_AGAIN, T_allocation_deed_again, T_allocation_lead_again, T_allocation_saved, 0 },
    { "utenfor", EV_OUTSIDE, T_allocation_deed_outside, T_allocation_lead_outside, T_allocation_saved, PLACE_ },
    { "onske", EV_WISH, T_allocation_deed_wish, T_allocation_lead_wish, T_allocation_saved, 0 },
    { "bolig", EV_FOUND, T_allocation_deed_found, T_allocation_lead_found, T_allocation_saved, PLACE_ | DWELLING_ },
    { "signert", EV_SIGN, T_allocation_deed_sign, T_allocation_lead_sign, T_allocation_saved, DAY_ },
    { "dato", EV_DATE, T_allocation_deed_date, T_allocation_lead_date, T_allocation_saved, DAY_ },
    { "bosatt", EV_SETTLE, T_allocation_deed_settle, T_allocation_lead_settle, T_allocation_saved, DAY_ },
    { "rett", EV_CORRECT, T_allocation_deed_correct, T_allocation_lead_correct, T_allocation_saved, DAY_ | WORDS_ },
    { "takket-nei", EV_REFUSE, T_allocation_deed_refuse, T_allocation_lead_refuse, T_allocation_saved, TOLD_ | WORDS_ },
    { "avlys", EV_CANCEL, T_allocation_deed_cancel, T_allocation_lead_cancel, T_allocation_saved, REASON_ | WORDS_ },
    { "omfordel", EV_REALLOCATE, T_allocation_deed_reallocate, T_allocation_lead_reallocate, T_allocation_saved, REASON_ | WORDS_ },
    { "avslag", EV_NO, T_allocation_deed_no, T_allocation_lead_no, T_allocation_saved, REASON_ | WORDS_ },
    { "avslutt", EV_CLOSE, T_allocation_deed_close, T_allocation_lead_close, T_allocation_saved, CLOSING_ | WORDS_ },
};

static const struct verb *verb_of(str slug)
{
    for (size_t i = 0; i < sizeof all_deeds / sizeof *all_deeds; i++)
        if (str_is(slug, all_deeds[i].slug))
            return &all_deeds[i];
    return NULL;
}

static void choose(struct rq *q, struct deed_page *v, const struct verb *d)
{
    const struct choices *closings = record_field(&alloc_case_rec, STR("closed"))->choices;
    for (int r = WHY_DWELLING_FELL; d->wants & REASON_ && r <= WHY_OTHER; r++)
        if (r != WHY_REFUSED)
            *ADD(q->mem, &v->reasons) = (struct choice_shown){
                str_z(alloc_reason_choices.at[r].code),
                alloc_say(q, text_find(alloc_reason_choices.at[r].label)), false
            };
    for (size_t i = 1; d->wants & CLOSING_ && i < closings->n; i++)
        *ADD(q->mem, &v->closings) = (struct choice_shown){
            str_z(closings->at[i].code), alloc_say(q, text_find(closings->at[i].label)), false
        };
}

static err begin(struct rq *q, const struct verb **d, struct deed_page *v, struct alloc_case *c)
{
    struct person p;
    *d = verb_of(arg(q, "verb"));
    if (!*d)
        return E_NOTFOUND;
    if (!(alloc_rules[(*d)->event].who & R(q->who->role)))
        return E_DENIED;
    PASS(person_open(q, arg(q, "id"), "bosetting", &v->head, &p));
    PASS(alloc_case_of(q->db, p.id, c));
    v->title = (*d)->title;
    v->lead = (*d)->lead;
    v->deed = str_z((*d)->slug);
    v->wants_place = (*d)->wants & PLACE_ && c->shield != PROTECT_STRICT;
    v->wants_reason = (*d)->wants & REASON_;
    v->wants_day = (*d)->wants & DAY_;
    v->wants_words = (*d)->wants & WORDS_;
    v->wants_told = (*d)->wants & TOLD_;
    v->wants_closed = (*d)->wants & CLOSING_;
    v->wants_dwelling = (*d)->wants & DWELLING_;
    v->day_typed = v->wants_day ? fmt_day(q->mem, q->lang, q->today) : STR("");
    v->note = v->number = v->words = v->problem = STR("");
    choose(q, v, *d);
    return OK;
}

reply deed_get(struct rq *q)
{
    struct deed_page *v = NEW(q->mem, struct deed_page);
    const struct verb *d;
    struct alloc_case c;
    TRY(q, begin(q, &d, v, &c));
    return page(q, &allocation_deed_view, v);
}

static int code_of(const struct choices *all, str code)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_is(code, all->at[i].code))
            return (int)i;
    return 0;
}

// A municipality is named, or its number given.
static str number_typed(struct rq *q, str typed)
{
    place_hits hits = { 0 };
    typed = str_trim(typed);
    const struct place *p = place_municipality(typed, q->today);
    if (p)
        return p->number;
    place_search(q->mem, typed, q->today, &hits);
    for (size_t i = 0; i < hits.n; i++)
        if (hits.p[i].place->kind == PLACE_MUNICIPALITY && (hits.p[i].exact || hits.n == 1))
            return hits.p[i].place->number;
    return STR("");
}

static err perform(struct rq *q, const struct verb *d, struct alloc_case *c, const struct alloc_act *act,
                   text_key *why)
{
    int64_t offer;
    str number = number_typed(q, posted(q, "kommune"));
    switch (d->event) {
    case EV_MAPPED: return alloc_move(q->db, c, EV_MAPPED, act, why);
    case EV_AGAIN: return alloc_again(q->db, c->person, &offer, why);
    case EV_OUTSIDE: return alloc_outside(q->db, c->person, number, why);
    case EV_WISH: return alloc_wish(q->db, c->person, why);
    case EV_FOUND: return alloc_found(q->db, c->person, number, act->note, &offer, why);
    case EV_REFUSE:
    case EV_CANCEL:
    case EV_REALLOCATE:
    case EV_NO:
    case EV_CLOSE: return alloc_end(q->db, c->person, d->event, act, why);
    default: return alloc_move(q->db, c, d->event, act, why);
    }
}

reply deed_post(struct rq *q)
{
    struct deed_page *v = NEW(q->mem, struct deed_page);
    const struct verb *d;
    struct alloc_case c;
    text_key why = T_NONE;
    TRY(q, begin(q, &d, v, &c));
    struct alloc_act act = {
        .on = q->today,
        .mapped = true,
        .told = posted_has(q, "fortalt"),
        .note = str_part(str_trim(v->wants_dwelling ? posted(q, "bolig") : posted(q, "tekst")), 0, WORDS),
        .reason = d->event == EV_CORRECT ? WHY_WRONG
                                         : code_of(&alloc_reason_choices, posted(q, "grunn")),
        .closed = code_of(record_field(&alloc_case_rec, STR("closed"))->choices, posted(q, "hvorfor")),
    };
    v->note = act.note;
    v->number = posted(q, "kommune");
    if (v->wants_day) {
        v->day_typed = posted(q, "dag");
        if (!read_day(v->day_typed, q->today, &act.on))
            why = T_allocation_date_unreadable;
    }
    if (v->wants_closed && !act.closed)
        why = T_allocation_why_no_reason;
    err e = why == T_NONE ? perform(q, d, &c, &act, &why) : E_CONFLICT;
    if (e == E_CONFLICT) {
        v->problem = alloc_say(q, why);
        return page_status(q, 422, &allocation_deed_view, v);
    }
    TRY(q, e);
    return alloc_done(q, OK, T_NONE, d->done,
                      strf(q->mem, "/personer/%lld/bosetting", (long long)c.person).p);
}

// ---- needs and ties ----------------------------------------------------------------------------------

static err need_row(struct rq *q, const struct alloc_case *c, struct need_row *n, bool *held)
{
    err e = need_of(q->db, c->household, n);
    *held = e == OK;
    if (e == E_NOTFOUND)
        *n = (struct need_row){ .household = c->household, .head = c->person, .earliest = DAY_NONE,
                                .education = STR(""), .work = STR("") };
    return e == E_NOTFOUND ? OK : e;
}

static err need_page_of(struct rq *q, struct need_page *v, struct alloc_case *c)
{
    struct person p;
    tie_rows ties = { 0 };
    const struct choices *kinds = record_field(&tie_rec, STR("kind"))->choices;
    PASS(person_open(q, arg(q, "id"), "bosetting", &v->head, &p));
    PASS(alloc_case_of(q->db, p.id, c));
    PASS(ties_of(q->db, c->household, &ties));
    for (size_t i = 0; i < ties.n; i++)
        *ADD(q->mem, &v->ties) = (struct offer_shown){
            .place = place_says(q, ties.p[i].number),
            .names = alloc_say(q, text_find(kinds->at[ties.p[i].kind].label)),
        };
    for (size_t i = 0; i < kinds->n; i++)
        *ADD(q->mem, &v->kinds) = (struct choice_shown){
            str_z(kinds->at[i].code), alloc_say(q, text_find(kinds->at[i].label)), false
        };
    return OK;
}

reply need_get(struct rq *q)
{
    struct need_page *v = NEW(q->mem, struct need_page);
    struct alloc_case c;
    struct need_row n;
    bool held;
    TRY(q, need_page_of(q, v, &c));
    TRY(q, need_row(q, &c, &n, &held));
    form_show(q, &v->form, &alloc_need_rec, &n);
    return page(q, &allocation_need_view, v);
}

reply need_post(struct rq *q)
{
    struct need_page *v = NEW(q->mem, struct need_page);
    struct alloc_case c;
    struct need_row was, now;
    bool held;
    TRY(q, need_page_of(q, v, &c));
    TRY(q, need_row(q, &c, &was, &held));
    now = was;
    if (!form_read(q, &v->form, &alloc_need_rec, &now))
        return page_status(q, 422, &allocation_need_view, v);
    if (!c.household)
        return fail(q, E_NOTFOUND);
    err e = held ? db_save(q->db, &alloc_need_rec, &was, &now) : db_add(q->db, &alloc_need_rec, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &was);
    TRY(q, e);
    return alloc_done(q, OK, T_NONE, T_allocation_saved,
                      strf(q->mem, "/personer/%lld/bosetting", (long long)c.person).p);
}

reply tie_post(struct rq *q)
{
    struct need_page *v = NEW(q->mem, struct need_page);
    struct alloc_case c;
    TRY(q, need_page_of(q, v, &c));
    str number = number_typed(q, posted(q, "kommune"));
    const char *back = strf(q->mem, "/personer/%lld/bosetting/behov", (long long)c.person).p;
    if (!number.n || !c.household)
        return alloc_done(q, E_CONFLICT, T_allocation_why_no_such_place, T_NONE, back);
    struct tie_row t = { .household = c.household, .head = c.person, .number = number,
                         .kind = code_of(record_field(&tie_rec, STR("kind"))->choices, posted(q, "slag")) };
    TRY(q, db_add(q->db, &tie_rec, &t));
    return alloc_done(q, OK, T_NONE, T_allocation_saved, back);
}
