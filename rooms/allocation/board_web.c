// SPDX-License-Identifier: Apache-2.0
// /bosetting: the directorate's board of households, step by step, overdue first. Others are led to
// their own page. Shielded households are on no board.
#include <stdlib.h>

#include "rooms/allocation/allocation_web.h"
#include "rooms/allocation/board.html.h"

enum { FEW = 6, SOME = 8, CARDS = 60, PER_PAGE = 50, LONG_WAIT = 30 };

struct unit {
    int state;
    int64_t unit, person, persons, minors;
    day clock_on, ready_on, moves_on, enter_by, allocated_on, due_on, sent_on, reminded_on;
    str number, ref;
    int64_t again, offer;
};
static const struct field unit_fields[] = {
    F(unit, state, ENUM, .choices = &alloc_state_choices),
    F(unit, unit, INT),        F(unit, person, INT),       F(unit, persons, INT),
    F(unit, minors, INT),      F(unit, clock_on, DAY),     F(unit, ready_on, DAY),
    F(unit, moves_on, DAY),    F(unit, enter_by, DAY),     F(unit, allocated_on, DAY),
    F(unit, due_on, DAY),      F(unit, sent_on, DAY),      F(unit, reminded_on, DAY),
    F(unit, number, TEXT),     F(unit, ref, TEXT),         F(unit, again, INT),
    F(unit, offer, INT),
};
static const struct record unit_rec = { NULL, unit_fields, sizeof unit_fields / sizeof *unit_fields,
                                        sizeof(struct unit), "unit" };
typedef SLICE(struct unit) units;

SQL(units_at_work,
    "select c.state, case c.household when 0 then -c.id else c.household end as unit, "
    "min(c.person) as person, count(*) as persons, "
    "sum(case c.track when 'minor' then 1 else 0 end) as minors, min(c.clock_on) as clock_on, "
    "min(c.ready_on) as ready_on, min(c.moves_on) as moves_on, min(c.enter_by) as enter_by, "
    "min(c.allocated_on) as allocated_on, min(o.due_on) as due_on, min(o.sent_on) as sent_on, "
    "max(o.reminded_on) as reminded_on, max(c.number) as number, coalesce(max(o.ref), '') as ref, "
    "coalesce(max(o.again), 0) as again, max(c.offer) as offer from allocation_case c "
    "left join allocation_offer o on o.id = c.offer where " ALLOC_LISTED("c") " and c.state <> 'settled' and "
    "c.state <> 'closed' and c.state in " // so that the index of those at work is seen to hold them all
    "('ready', 'asked', 'accepted', 'allocated', 'dated', 'found', 'place_ok', 'approved', "
    "'signed') and (c.track = $1 or $1 = '') and c.authority = $2 group by c.state, unit, c.offer");
// The child-welfare authority's own; the directorate reads the nation's figure, which is kept.
SQL(settled_own, "select count(*) from allocation_case c where c.state = 'settled' and c.authority = 'child_welfare' and "
                 "c.settled_on >= $1 and " ALLOC_LISTED("c"));

enum step { STEP_READY, STEP_ASKED, STEP_ACCEPTED, STEP_ALLOCATED, STEP_DATED, STEPS };
static const char *const step_names[STEPS] = { "klare", "spurt", "ja", "vedtatt", "dato" };

static enum step step_of(int state)
{
    switch ((enum alloc_state)state) {
    case ALLOC_ASKED:
    case ALLOC_FOUND: return STEP_ASKED;
    case ALLOC_ACCEPTED:
    case ALLOC_PLACE_OK:
    case ALLOC_APPROVED: return STEP_ACCEPTED;
    case ALLOC_ALLOCATED: return STEP_ALLOCATED;
    case ALLOC_DATED:
    case ALLOC_SIGNED: return STEP_DATED;
    default: return STEP_READY;
    }
}

// ---- order: overdue first, then the nearest day; ready by the length of the wait ----------------

static day key_day(const struct unit *u)
{
    switch (step_of(u->state)) {
    case STEP_READY: return u->clock_on;
    case STEP_ASKED: return u->due_on;
    case STEP_ACCEPTED: return u->sent_on;
    case STEP_ALLOCATED: return u->allocated_on;
    case STEP_DATED: return u->moves_on;
    case STEPS: break;
    }
    return DAY_NONE;
}

static int by_step(const void *a, const void *b)
{
    const struct unit *x = a, *y = b;
    int c = (int)step_of(x->state) - (int)step_of(y->state);
    if (!c)
        c = day_cmp(key_day(x), key_day(y));
    return c ? c : (x->unit > y->unit) - (x->unit < y->unit);
}

// ---- words ----------------------------------------------------------------------------------------

static str ago(struct rq *q, text_key key, day since)
{
    int64_t days = day_known(since) ? day_diff(q->today, since) : 0;
    return text(q->mem, q->lang, key, TARGS(TI("n", days)));
}

static void show_unit(struct rq *q, const struct unit *u, struct unit_shown *s)
{
    enum step step = step_of(u->state);
    int64_t household = u->unit > 0 ? u->unit : 0;
    *s = (struct unit_shown){
        .household = household,
        .person = u->person,
        .code = household_code(q->mem, household, u->person),
        .url = step == STEP_READY ? strf(q->mem, "/bosetting/klare/%lld", (long long)u->person)
                                  : strf(q->mem, "/personer/%lld/bosetting", (long long)u->person),
        .persons = text(q->mem, q->lang, T_allocation_persons__n, TARGS(TI("n", u->persons))),
        .about = u->state == ALLOC_FOUND || u->state == ALLOC_PLACE_OK
                     ? alloc_say(q, T_allocation_track_self)
                     : STR(""),
        .place = place_says(q, u->number),
        .ref = u->ref,
        .due = { .due = step == STEP_DATED ? u->moves_on : u->due_on, .done = DAY_NONE },
        .has_due = step == STEP_ASKED && day_known(u->due_on),
        .late = step == STEP_ASKED && day_known(u->due_on) && day_cmp(u->due_on, q->today) < 0 &&
                may(q->who, &alloc_asks),
        .sent = u->sent_on,
        .moves = u->moves_on,
        .reminded = u->reminded_on,
        .again = u->again != 0,
        .minors = u->minors != 0,
        .may_ask = may(q->who, &alloc_asks),
        .proposal = step == STEP_READY && may(q->who, &alloc_proposes)
                        ? strf(q->mem, "/bosetting/forslag/%lld", (long long)u->person)
                        : STR(""),
    };
    if (step == STEP_READY)
        s->when = ago(q, T_allocation_board_waited__n, u->clock_on);
    else if (step == STEP_ALLOCATED)
        s->when = ago(q, T_allocation_board_since__n, u->allocated_on);
}

// What stands on a ready household's card.
static str ready_words(struct rq *q, const struct alloc_ready *r)
{
    str s = r->language.n ? text(q->mem, q->lang, T_allocation_board_speaks__language,
                                 TARGS(TS("language", language_name(q->lang, r->language))))
                          : STR("");
    if (r->children)
        s = strf(q->mem, "%.*s%s%.*s", S(s), s.n ? ". " : "",
                 S(text(q->mem, q->lang, T_allocation_children__n, TARGS(TI("n", r->children)))));
    if (r->step_free)
        s = strf(q->mem, "%.*s. %.*s", S(s), S(alloc_say(q, T_allocation_profile_steps)));
    if (r->service)
        s = strf(q->mem, "%.*s. %.*s", S(s), S(alloc_say(q, T_allocation_profile_health)));
    for (size_t i = 0; i < r->ties.n; i++)
        if (r->ties.p[i].kind == TIE_FAMILY)
            s = text(q->mem, q->lang, T_allocation_board_family__place_words,
                     TARGS(TS("words", s), TS("place", place_says(q, r->ties.p[i].number))));
    return s;
}

// Read for those that are shown alone: there may be thousands.
static err add_ready_words(struct rq *q, units_shown *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct alloc_ready r;
        err e = ready_shown(q->db, rows->p[i].household, rows->p[i].person, q->today, &r);
        if (e == OK)
            rows->p[i].about = ready_words(q, &r);
        else if (e != E_NOTFOUND)
            return e;
    }
    return OK;
}

// ---- filters ----------------------------------------------------------------------------------------

static void track_choices(struct rq *q, str here, struct alloc_board *v)
{
    const struct choices *all = record_field(&alloc_case_rec, STR("track"))->choices;
    *ADD(q->mem, &v->tracks) =
        (struct choice_shown){ STR(""), alloc_say(q, T_allocation_filter_all_tracks), !here.n };
    for (size_t i = 0; i < all->n; i++)
        *ADD(q->mem, &v->tracks) =
            (struct choice_shown){ str_z(all->at[i].code), alloc_say(q, text_find(all->at[i].label)),
                                   str_is(here, all->at[i].code) };
}

static void county_choices(struct rq *q, str here, struct alloc_board *v)
{
    place_list all = { 0 };
    place_counties(q->mem, q->today, &all);
    *ADD(q->mem, &v->counties) =
        (struct choice_shown){ STR(""), alloc_say(q, T_allocation_filter_all_counties), !here.n };
    for (size_t i = 0; i < all.n; i++)
        *ADD(q->mem, &v->counties) = (struct choice_shown){ all.p[i]->number, all.p[i]->name,
                                                            str_eq(here, all.p[i]->number) };
}

static bool known_track(str code)
{
    const struct choices *all = record_field(&alloc_case_rec, STR("track"))->choices;
    for (size_t i = 0; i < all->n; i++)
        if (str_is(code, all->at[i].code))
            return true;
    return false;
}

// ---- the page -----------------------------------------------------------------------------------------

static void add_step(struct rq *q, struct alloc_board *v, text_key name, int64_t n, str note, bool late,
                     const char *step)
{
    *ADD(q->mem, &v->steps) = (struct board_step){
        .name = alloc_say(q, name),
        .value = fmt_int(q->mem, q->lang, n),
        .note = note,
        .late = late,
        .url = *step ? here_with(q, "steg", str_z(step)) : STR("/bosetting/kommuner"),
        .here = str_is(v->step, step),
    };
}

static err settled_so_far(struct rq *q, bool nation, optint *n)
{
    struct settlement_key key;
    int64_t own;
    if (nation) {
        err e = settlement_key_figures(q->db, q->today, &key);
        *n = e == OK ? key.settled : UNKNOWN;
        return e == E_NOTFOUND ? OK : e;
    }
    PASS(db_int(q->db, &settled_own, ARGS(AD(day_of(day_ymd(q->today).year, 1, 1))), &own));
    *n = KNOWN(own);
    return OK;
}

static err flow(struct rq *q, struct alloc_board *v, int64_t waited_long, int64_t moves_soon)
{
    optint settled;
    bool nation = may(q->who, &alloc_proposes);
    PASS(settled_so_far(q, nation, &settled));
    add_step(q, v, T_allocation_step_ready, v->ready_n,
             text(q->mem, q->lang, T_allocation_step_long__n, TARGS(TI("n", waited_long))),
             waited_long > 0, "klare");
    add_step(q, v, T_allocation_step_asked, v->asked_n,
             text(q->mem, q->lang, T_allocation_step_late__n, TARGS(TI("n", v->late_n))),
             v->late_n > 0, "spurt");
    add_step(q, v, T_allocation_step_accepted, v->accepted_n, alloc_say(q, T_allocation_step_can_decide),
             false, "ja");
    add_step(q, v, T_allocation_step_allocated, v->allocated_n,
             alloc_say(q, T_allocation_step_wants_date), false, "vedtatt");
    add_step(q, v, T_allocation_step_dated, v->dated_n,
             text(q->mem, q->lang, T_allocation_step_week__n, TARGS(TI("n", moves_soon))), false,
             "dato");
    add_step(q, v, T_allocation_step_settled, settled.known ? settled.v : 0,
             alloc_say(q, nation ? T_allocation_step_nation : T_allocation_step_persons), false, "");
    if (!settled.known)
        v->steps.p[v->steps.n - 1].value = STR("–");
    return OK;
}

static void put_in(struct rq *q, struct alloc_board *v, const struct unit *u)
{
    units_shown *to[STEPS] = { &v->ready, &v->asked, &v->accepted, &v->allocated, &v->dated };
    int64_t *n[STEPS] = { &v->ready_n, &v->asked_n, &v->accepted_n, &v->allocated_n, &v->dated_n };
    enum step step = step_of(u->state);
    bool late = step == STEP_ASKED && day_known(u->due_on) && day_cmp(u->due_on, q->today) < 0;
    size_t most = step == STEP_READY ? FEW : SOME;
    ++*n[step];
    v->late_n += late;
    if (v->one) {
        int64_t k = *n[step], from = (v->pager.page - 1) * PER_PAGE;
        if (str_is(v->step, step_names[step]) && k > from && k <= from + PER_PAGE)
            show_unit(q, u, ADD(q->mem, &v->chosen));
    } else if (late && v->late.n < SOME) {
        show_unit(q, u, ADD(q->mem, &v->late));
    } else if (!late && to[step]->n < most) {
        show_unit(q, u, ADD(q->mem, to[step]));
    }
}

static int64_t step_total(const struct alloc_board *v)
{
    const int64_t n[STEPS] = { v->ready_n, v->asked_n, v->accepted_n, v->allocated_n, v->dated_n };
    for (size_t i = 0; i < STEPS; i++)
        if (str_is(v->step, step_names[i]))
            return n[i];
    return 0;
}

static void read_query(struct rq *q, struct alloc_board *v, str *track, str *county)
{
    int64_t side;
    str step = query(q, "steg");
    v->step = STR("");
    for (size_t i = 0; i < STEPS; i++)
        if (str_is(step, step_names[i]))
            v->step = step;
    v->one = v->step.n > 0;
    *track = known_track(query(q, "type")) ? query(q, "type") : STR("");
    *county = place_county(query(q, "fylke"), q->today) ? query(q, "fylke") : STR("");
    v->pager = (struct pager){ str_int(query(q, "side"), &side) && side > 0 ? side : 1, PER_PAGE, 0 };
    v->filtered = track->n || county->n || v->one;
}

static err fill(struct rq *q, struct alloc_board *v)
{
    units all = { 0 };
    str track, county;
    int64_t waited_long = 0, soon = 0;
    read_query(q, v, &track, &county);
    track_choices(q, track, v);
    county_choices(q, county, v);
    PASS(db_all(q->db, &units_at_work, ARGS(AT(track), AT(alloc_authority(q))), &unit_rec, &all));
    if (all.n)
        qsort(all.p, all.n, sizeof *all.p, by_step);
    for (size_t i = 0; i < all.n; i++) {
        const struct unit *u = &all.p[i];
        enum step step = step_of(u->state);
        if (county.n && step != STEP_READY && !str_starts(u->number, county))
            continue;
        waited_long += step == STEP_READY && day_diff(q->today, u->clock_on) > LONG_WAIT;
        soon += step == STEP_DATED && day_known(u->moves_on) &&
                day_diff(u->moves_on, q->today) < 7;
        put_in(q, v, u);
    }
    if (!v->one)
        PASS(add_ready_words(q, &v->ready));
    v->pager.total = step_total(v);
    v->cards = v->one && v->pager.total <= CARDS && str_is(v->step, "klare") &&
               !str_is(query(q, "visning"), "tabell");
    if (v->cards)
        PASS(add_ready_words(q, &v->chosen));
    v->late_heading = text(q->mem, q->lang, T_allocation_board_late__n, TARGS(TI("n", v->late_n)));
    return flow(q, v, waited_long, soon);
}

static reply led_away(struct rq *q)
{
    const struct place *p = access_place_of(q->who->org_kind, q->who->org_code, q->today);
    if (q->who->org_kind == ORG_DIRECTORATE)
        return see_other(q, "/bosetting/kommuner");
    if (p && p->kind == PLACE_COUNTY)
        return see_other(q, "/bosetting/fylke/%.*s", S(p->number));
    if (p && p->kind == PLACE_MUNICIPALITY)
        return see_other(q, "/bosetting/kommune/%.*s", S(p->number));
    return fail(q, E_DENIED);
}

reply board_entry(struct rq *q)
{
    struct alloc_board *v = NEW(q->mem, struct alloc_board);
    if (!may(q->who, &alloc_see))
        return led_away(q);
    TRY(q, fill(q, v));
    v->tabs = alloc_tabs(q, "tavle");
    v->may_ask = may(q->who, &alloc_asks);
    v->lead = text(q->mem, q->lang, T_allocation_board_lead__day_weekday,
                   TARGS(TS("weekday", fmt_weekday(q->mem, q->lang, q->today)),
                         TS("day", fmt_day_long(q->mem, q->lang, q->today))));
    return page(q, &allocation_board_view, v);
}
