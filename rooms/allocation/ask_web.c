// SPDX-License-Identifier: Apache-2.0
// /bosetting/klare/:person: one ready household, and the municipalities it can be put on a list of.
#include <stdlib.h>

#include "platform/http/setting.h"
#include "rooms/allocation/allocation_web.h"
#include "rooms/allocation/ask.html.h"

enum { SHOWN = 14 };

static err members_shown(struct rq *q, const alloc_cases *all, struct ask_page *v)
{
    for (size_t i = 0; i < all->n; i++) {
        struct person p;
        PASS(person_by_id(q->db, all->p[i].person, &p));
        PASS(person_look(q, p.id, "klare", LOOK_CASE, STR("")));
        *ADD(q->mem, &v->members) = (struct member_shown){
            .person = p.id,
            .name = person_listed(q->mem, &p),
            .born = person_born(q->mem, q->lang, &p),
            .state = alloc_say(q, text_find(alloc_state_choices.at[all->p[i].state].label)),
            .url = strf(q->mem, "/personer/%lld/bosetting", (long long)p.id),
        };
    }
    return OK;
}

// Tied municipalities first, then those with most places left; never one that is out.
struct ranked {
    struct settlement_place place;
    int64_t tie; // 1 family, 2 other tie, 3 none
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->tie != y->tie)
        return x->tie < y->tie ? -1 : 1;
    if (x->place.free.v != y->place.free.v)
        return x->place.free.v > y->place.free.v ? -1 : 1;
    return str_cmp(x->place.number, y->place.number);
}

static int64_t tie_of(const struct alloc_ready *r, str number)
{
    int64_t best = 3;
    for (size_t i = 0; i < r->ties.n; i++) {
        if (!str_eq(r->ties.p[i].number, number))
            continue;
        if (r->ties.p[i].kind == TIE_NOT_HERE)
            return 0;
        best = r->ties.p[i].kind == TIE_FAMILY ? 1 : best > 2 ? 2 : best;
    }
    return best;
}

static err rank(struct rq *q, const struct alloc_ready *r, str typed, struct ranked **out, size_t *n)
{
    settlement_places all = { 0 };
    PASS(settlement_places_of(q->db, day_ymd(q->today).year, STR(""), q->today, &all));
    *out = NEW_ARRAY(q->mem, all.n ? all.n : 1, struct ranked);
    *n = 0;
    str wanted = text_fold(q->mem, str_trim(typed));
    for (size_t i = 0; i < all.n; i++) {
        int64_t tie = tie_of(r, all.p[i].number);
        bool named = wanted.n && str_starts(text_fold(q->mem, all.p[i].name), wanted);
        bool room = all.p[i].answered && (!all.p[i].free.known || all.p[i].free.v >= r->persons);
        if (tie && (wanted.n ? named : room && all.p[i].free.known))
            (*out)[(*n)++] = (struct ranked){ all.p[i], tie };
    }
    if (*n)
        qsort(*out, *n, sizeof **out, by_rank);
    return OK;
}

static err places_shown(struct rq *q, struct ask_page *v)
{
    struct ranked *all;
    size_t n;
    PASS(rank(q, &v->ready, v->typed, &all, &n));
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        const struct settlement_place *p = &all[i].place;
        const struct place *county = place_county(str_part(p->number, 0, 2), q->today);
        *ADD(q->mem, &v->places) = (struct offer_place){
            .number = p->number,
            .name = p->name,
            .county = county ? county->name : STR(""),
            .free = p->free.known ? fmt_int(q->mem, q->lang, p->free.v)
                                  : alloc_say(q, T_allocation_free_unknown),
            .why = all[i].tie == 1   ? alloc_say(q, T_allocation_tie_family)
                   : all[i].tie == 2 ? alloc_say(q, T_allocation_tie_network)
                                     : STR(""),
        };
    }
    return OK;
}

static reply show(struct rq *q, int status, int64_t person, text_key problem)
{
    struct ask_page *v = NEW(q->mem, struct ask_page);
    struct alloc_case c;
    alloc_cases all = { 0 };
    struct need_row need;
    struct person p;
    TRY(q, person_by_id(q->db, person, &p)); // a pseudonym is not enough to come here
    TRY(q, alloc_case_of(q->db, person, &c));
    TRY(q, alloc_together(q->db, &c, &all));
    err e = alloc_ready_of(q->db, person, q->today, &v->ready);
    if (e == E_NOTFOUND) // shielded, or no longer waiting: the person's own page tells
        return see_other(q, "/personer/%lld/bosetting", (long long)person);
    TRY(q, e);
    TRY(q, members_shown(q, &all, v));
    e = need_of(q->db, c.household, &need);
    if (e != OK && e != E_NOTFOUND)
        return fail(q, e);
    show_profile(q, profile_of(q->mem, q->db, &all, e == OK ? &need : NULL, q->today), &v->profile);
    v->person = person;
    v->typed = query(q, "kommune");
    v->filtered = v->typed.n > 0;
    TRY(q, places_shown(q, v));
    v->code = household_code(q->mem, c.household, person);
    v->size = v->profile.size;
    v->waited = text(q->mem, q->lang, T_allocation_board_waited__n, TARGS(TI("n", v->ready.waited)));
    str days;
    int64_t answer = alloc_rules[EV_ASK].days;
    TRY(q, setting_get(q->db, "allocation.answer_days", &days));
    if (!str_int(days, &answer))
        answer = alloc_rules[EV_ASK].days;
    v->due = fmt_day(q->mem, q->lang, day_add(q->today, (int32_t)answer));
    v->problem = alloc_say(q, problem);
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ alloc_say(q, T_allocation_board_title), STR("/bosetting") };
    at[1] = (struct crumb){ v->code, STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
    return page_status(q, status, &allocation_ask_view, v);
}

static bool person_of(struct rq *q, int64_t *person)
{
    return str_int(arg(q, "person"), person);
}

reply ask_get(struct rq *q)
{
    int64_t person;
    if (!person_of(q, &person))
        return fail(q, E_NOTFOUND);
    return show(q, 200, person, T_NONE);
}

reply ask_post(struct rq *q)
{
    int64_t person, offer;
    text_key why;
    if (!person_of(q, &person))
        return fail(q, E_NOTFOUND);
    err e = alloc_ask(q->db, person, posted(q, "kommune"), &offer, &why);
    if (e == E_CONFLICT)
        return show(q, 409, person, why);
    TRY(q, e);
    reply r = see_other(q, "/bosetting");
    struct offer o;
    TRY(q, db_by_id(q->db, &offer_rec, offer, &o));
    notice(q, &r, T_allocation_asked__due_place,
           TARGS(TS("place", place_says(q, o.number)), TD("due", o.due_on)));
    return r;
}
