// SPDX-License-Identifier: Apache-2.0
// /bosetting/forslag: a proposal for all who wait, beside another with other weights. Only ticked rows
// become lists, and those are asked one by one like any other. Another place than the proposed one
// needs a reason, for each household.
#include "rooms/place/place.h"
#include "rooms/proposal/all.html.h"
#include "rooms/proposal/proposal_web.h"

enum { PER_PAGE = 40, WORDS = 500 };

static str say(struct rq *q, text_key key)
{
    return key ? text(q->mem, q->lang, key, NO_TARGS) : STR("");
}

// What was posted for one row: 'h' the tick, 'k' the place, 'g' the reason.
static str row_posted(struct rq *q, char what, int64_t head)
{
    return posted(q, strf(q->mem, "%c%lld", what, (long long)head).p);
}

static int reason_of(str typed)
{
    for (size_t i = 0; i < choice_reasons.n; i++)
        if (str_is(typed, choice_reasons.at[i].code))
            return (int)i;
    return CHOICE_NONE;
}

static str quarter_words(struct rq *q, int later)
{
    int n = (day_ymd(q->today).month - 1) / 3 + 1 + later;
    return text(q->mem, q->lang, T_proposal_quarter__n, TARGS(TI("n", n)));
}

// ---- rows --------------------------------------------------------------------------------------

static void choices(struct rq *q, const struct proposal_facts *f, const struct match_choice *best, int n, int32_t m,
                    struct row_shown *r, int64_t head)
{
    str want = row_posted(q, 'k', head), why = row_posted(q, 'g', head);
    bool seen = false;
    for (int i = 0; i < n; i++)
        seen |= (int32_t)best[i].place == m;
    if (m >= 0 && !seen)
        *ADD(q->mem, &r->places) = (struct option_shown){ f->places.p[m].number, f->places.p[m].name, true };
    for (int i = 0; i < n; i++) {
        const struct settlement_place *p = &f->places.p[best[i].place];
        *ADD(q->mem, &r->places) = (struct option_shown){ p->number, p->name,
                                                          want.n ? str_eq(want, p->number) : (int32_t)best[i].place == m };
    }
    for (size_t i = 0; i < choice_reasons.n; i++)
        *ADD(q->mem, &r->reasons) = (struct option_shown){ str_z(choice_reasons.at[i].code),
                                                           say(q, text_find(choice_reasons.at[i].label)),
                                                           str_is(why, choice_reasons.at[i].code) };
}

static void one_row(struct rq *q, struct computed *c, uint32_t h, const struct asked *s, struct row_shown *r)
{
    const struct alloc_ready *a = &c->f.ready.p[h];
    struct match_choice best[MATCH_BEST];
    struct asked lock = *s, forbid = *s;
    *r = (struct row_shown){ .code = household_code(q->mem, a->household, a->head), .head = strf(q->mem, "%lld", (long long)a->head),
                             .url = strf(q->mem, "/bosetting/forslag/%lld?vekt=%.*s&valg=%.*s", (long long)a->head,
                                         S(proposal_weights_text(q->mem, s->a.w)), S(s->a.locks)),
                             .persons = text(q->mem, q->lang, T_proposal_size__n, TARGS(TI("n", a->persons))),
                             .waited = fmt_int(q->mem, q->lang, a->waited), .number = STR(""), .free = STR(""),
                             .lock = STR(""), .forbid = STR(""), .when = STR(""),
                             .place = say(q, T_proposal_nowhere_short) };
    int32_t m = c->x.plan.place[h];
    if (m < 0)
        return;
    r->placed = true;
    r->number = c->f.places.p[m].number;
    r->place = c->f.places.p[m].name;
    r->ticked = row_posted(q, 'h', a->head).n > 0;
    lock.a.locks = lock_added(q->mem, s->a.locks, a->head, r->number, false);
    forbid.a.locks = lock_added(q->mem, s->a.locks, a->head, r->number, true);
    r->lock = scenarios_address(q->mem, &lock);
    r->forbid = scenarios_address(q->mem, &forbid);
    r->when = c->x.plan.period[h] ? quarter_words(q, c->x.plan.period[h]) : STR("");
    for (size_t i = 0; i < c->f.match.lock_n; i++)
        r->locked |= c->f.match.lock[i].household == h && !c->f.match.lock[i].forbid;
    int n = match_best(q->mem, &c->f.match, &c->x, h, best);
    choices(q, &c->f, best, n, m, r, a->head);
    for (int i = 0; i < n; i++)
        if ((int32_t)best[i].place == m) {
            r->free = fmt_int(q->mem, q->lang, best[i].free_after);
            for (int k = 0; k < best[i].reasons; k++)
                *ADD(q->mem, &r->points) = (struct point_shown){ proposal_point(best[i].reason[k]),
                                                                 proposal_against(best[i].reason[k]) };
        }
}

// ---- what is locked ------------------------------------------------------------------------------

// The address without one of its locks.
static str without(struct rq *q, const struct asked *s, size_t which)
{
    struct asked other = *s;
    str rest = s->a.locks, one, kept = STR("");
    for (size_t i = 0; rest.n && str_cut(&rest, ',', &one); i++)
        if (i != which)
            kept = strf(q->mem, "%.*s%s%.*s", S(kept), kept.n ? "," : "", S(one));
    other.a.locks = kept;
    return scenarios_address(q->mem, &other);
}

static void locked(struct rq *q, struct all_page *v, const struct asked *s, const struct proposal_facts *f)
{
    str rest = s->a.locks, one, head;
    for (size_t i = 0; rest.n && str_cut(&rest, ',', &one); i++) {
        int64_t person;
        if (!str_cut(&one, ':', &head) || !str_int(head, &person) || !one.n)
            continue;
        bool forbid = one.p[0] == '-';
        const struct place *p = place_municipality(forbid ? str_part(one, 1, one.n) : one, q->today);
        for (size_t h = 0; p && h < f->ready.n; h++)
            if (f->ready.p[h].head == person)
                *ADD(q->mem, &v->locked) = (struct lock_shown){
                    text(q->mem, q->lang, forbid ? T_proposal_not_in__code_place : T_proposal_held_in__code_place,
                         TARGS(TS("code", household_code(q->mem, f->ready.p[h].household, f->ready.p[h].head)), TS("place", p->name))),
                    without(q, s, i)
                };
    }
}

// ---- the page ----------------------------------------------------------------------------------

static void page_addresses(struct rq *q, struct all_page *v, const struct asked *s)
{
    struct asked keep = { s->a, s->a }, swap = { s->b, s->a }, reset = { s->a, { match_usual, STR("") } };
    v->address = scenarios_address(q->mem, s);
    v->keep = scenarios_address(q->mem, &keep);
    v->swap = scenarios_address(q->mem, &swap);
    v->reset = scenarios_address(q->mem, &reset);
    v->locks = s->a.locks;
    v->block = s->b.locks;
    v->a_quarters = s->a.w.quarters;
    v->b_quarters = s->b.w.quarters;
}

static void head_of(struct rq *q, struct all_page *v, const struct asked *s, const struct proposal_facts *f)
{
    static const struct {
        const char *name;
        text_key label;
    } all[] = { { "vent", T_proposal_weight_wait },       { "familie", T_proposal_weight_family },
                { "arbeid", T_proposal_weight_work },     { "nettverk", T_proposal_weight_network },
                { "balanse", T_proposal_weight_balance } };
    const struct match_weights a = s->a.w, b = s->b.w;
    const int now[][2] = { { a.wait, b.wait }, { a.family, b.family }, { a.work, b.work },
                           { a.network, b.network }, { a.balance, b.balance } };
    for (int i = 0; i < 5; i++)
        *ADD(q->mem, &v->weight) = (struct weight_shown){ str_z(all[i].name), say(q, all[i].label),
                                                          strf(q->mem, "%d", now[i][0]), strf(q->mem, "%d", now[i][1]) };
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ say(q, T_proposal_board), STR("/bosetting") };
    at[1] = (struct crumb){ say(q, T_proposal_all_title), STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
    v->tabs = proposal_tabs(q, "alle");
    v->made_on = fmt_day(q->mem, q->lang, q->today);
    v->households = text(q->mem, q->lang, T_proposal_households__n, TARGS(TI("n", f->match.households)));
    page_addresses(q, v, s);
    v->compute = proposal_run_address(q->mem, s, "beregn");
    locked(q, v, s, f);
}

// One scenario, kept or computed here; how is PROPOSAL_NONE when the queue must compute it first.
static err compute(struct rq *q, const struct scenario *s, struct computed *c)
{
    str fault;
    PASS(proposal_facts_of(q->db, q->today, s->w, s->locks, &c->f));
    PASS(proposal_get(q->db, &c->f, proposal_asked(q->mem, s->w, s->locks), &c->x, &c->kept, &c->how));
    return c->how == PROPOSAL_NONE ? OK : match_outcome(q->mem, &c->f.match, &c->x, &c->o, &fault);
}

// The file: what the page shows of every household, without the controls.
struct line {
    str household;
    int64_t persons, waited;
    str number, place;
    int64_t quarter;
    str reasons;
};
static const struct field line_fields[] = {
    F(line, household, TEXT), F(line, persons, INT), F(line, waited, INT),   F(line, number, TEXT),
    F(line, place, TEXT),     F(line, quarter, INT), F(line, reasons, TEXT),
};
static const struct record line_rec = { NULL, line_fields, 7, sizeof(struct line), "proposal_line" };

static void file_rows(struct rq *q, struct computed *c, reply *r)
{
    SLICE(struct line) all = { 0 };
    int first = (day_ymd(q->today).month - 1) / 3 + 1;
    for (uint32_t h = 0; h < c->f.match.households; h++) {
        const struct alloc_ready *a = &c->f.ready.p[h];
        struct match_choice best[MATCH_BEST];
        int32_t m = c->x.plan.place[h];
        struct line *l = ADD(q->mem, &all);
        *l = (struct line){ household_code(q->mem, a->household, a->head), a->persons, a->waited, STR(""), STR(""), 0, STR("") };
        if (m < 0)
            continue;
        l->number = c->f.places.p[m].number;
        l->place = c->f.places.p[m].name;
        l->quarter = first + c->x.plan.period[h];
        int n = match_best(q->mem, &c->f.match, &c->x, h, best);
        for (int i = 0; i < n; i++)
            for (int k = 0; (int32_t)best[i].place == m && k < best[i].reasons; k++)
                l->reasons = strf(q->mem, "%.*s%s%.*s", S(l->reasons), l->reasons.n ? ". " : "",
                                  S(say(q, proposal_point(best[i].reason[k]))));
    }
    r->rows.rec = &line_rec;
    r->rows.rows = all.p;
    r->rows.n = all.n;
    r->rows.title = say(q, T_proposal_all_title);
    r->rows.about = strf(q->mem, "%.*s %.*s", S(say(q, T_proposal_all_on)), S(fmt_day(q->mem, q->lang, q->today)));
}

// ---- which rows ------------------------------------------------------------------------------------

enum which { ROWS_ALL, ROWS_PLACED, ROWS_NOWHERE, ROWS_LARGE, ROWS_AGAINST, WHICHES };
static const char *const which_words[WHICHES] = { "", "plass", "uten", "store", "mot" };

static bool wanted(struct rq *q, struct computed *c, uint32_t h, enum which which)
{
    struct match_choice best[MATCH_BEST];
    int32_t m = c->x.plan.place[h];
    switch (which) {
    case ROWS_PLACED: return m >= 0;
    case ROWS_NOWHERE: return m < 0;
    case ROWS_LARGE: return c->f.match.household[h].persons >= MATCH_LARGE;
    case ROWS_AGAINST: // something speaks against where it is proposed
        for (int n = m < 0 ? 0 : match_best(q->mem, &c->f.match, &c->x, h, best), i = 0; i < n; i++)
            for (int k = 0; (int32_t)best[i].place == m && k < best[i].reasons; k++)
                if (proposal_against(best[i].reason[k]))
                    return true;
        return false;
    case ROWS_ALL:
    case WHICHES: break;
    }
    return true;
}

static enum which which_rows(struct rq *q, struct all_page *v)
{
    static const text_key names[WHICHES] = { T_proposal_rows_all, T_proposal_rows_placed, T_proposal_rows_nowhere,
                                             T_proposal_rows_large, T_proposal_rows_against };
    enum which which = ROWS_ALL;
    for (int i = 0; i < WHICHES; i++)
        if (str_is(query(q, "vis"), which_words[i]))
            which = (enum which)i;
    for (int i = 0; i < WHICHES; i++)
        *ADD(q->mem, &v->filters) = (struct filter_shown){
            say(q, names[i]), strf(q->mem, "%.*s%s%s#rader", S(v->address), i ? "&vis=" : "", which_words[i]), i == (int)which };
    return which;
}

static void rows(struct rq *q, struct all_page *v, const struct asked *s, struct computed *c)
{
    SLICE(uint32_t) all = { 0 };
    enum which which = which_rows(q, v);
    int64_t side;
    for (uint32_t h = 0; h < c->f.match.households; h++)
        if (wanted(q, c, h, which))
            *ADD(q->mem, &all) = h;
    int64_t n = (int64_t)all.n, most = (n + PER_PAGE - 1) / PER_PAGE;
    if (!str_int(query(q, "side"), &side) || side < 1 || side > most)
        side = 1;
    v->pager = (struct pager){ side, PER_PAGE, n };
    if (which)
        v->address = strf(q->mem, "%.*s&vis=%s", S(v->address), which_words[which]);
    if (side > 1)
        v->address = strf(q->mem, "%.*s&side=%lld", S(v->address), (long long)side);
    for (int64_t h = (side - 1) * PER_PAGE; h < n && h < side * PER_PAGE; h++)
        one_row(q, c, all.p[h], s, ADD(q->mem, &v->rows));
}

// The queue has not computed it yet: the page says so and offers to.
static reply to_compute(struct rq *q, int status, struct all_page *v)
{
    v->missing = true;
    TRY(q, kept_show(q, &v->earlier));
    return page_status(q, status, &proposal_all_view, v);
}

static reply show(struct rq *q, int status, str problem)
{
    struct all_page *v = NEW(q->mem, struct all_page);
    struct asked s = scenarios_asked(q);
    struct computed *a = NEW(q->mem, struct computed), *b = NEW(q->mem, struct computed);
    v->problem = problem;
    err e = compute(q, &s.a, a);
    if (e != OK && e != E_NOTFOUND && e != E_TOOBIG)
        return fail(q, e);
    head_of(q, v, &s, &a->f);
    v->empty = e == OK && !a->f.match.households;
    if (e != OK || v->empty) {
        v->problem = e == E_NOTFOUND ? say(q, T_proposal_no_places) : e ? say(q, T_proposal_too_big) : problem;
        return page_status(q, status, &proposal_all_view, v);
    }
    if (scenario_same(&s.a, &s.b))
        b = a;
    else
        TRY(q, compute(q, &s.b, b));
    if (a->how == PROPOSAL_NONE || b->how == PROPOSAL_NONE)
        return to_compute(q, status, v);
    if (a->how != PROPOSAL_COMPUTED)
        v->kept = text(q->mem, q->lang, a->how == PROPOSAL_MENDED ? T_proposal_kept_mended__at : T_proposal_kept__at,
                       TARGS(TS("at", fmt_moment(q->mem, q->lang, a->kept.done_at.ms))));
    TRY(q, kept_show(q, &v->earlier));
    compare_show(q, v, a, b);
    rows(q, v, &s, a);
    v->stopped = a->x.plan.status == PLACEMENT_LIMIT || b->x.plan.status == PLACEMENT_LIMIT;
    v->gap = fmt_real(q->mem, q->lang, 100 * a->x.plan.gap, 2);
    reply r = page_status(q, status, &proposal_all_view, v);
    file_rows(q, a, &r);
    return r;
}

reply all_get(struct rq *q)
{
    return show(q, 200, STR(""));
}

// ---- using what is ticked ------------------------------------------------------------------------

// The place that stands in the proposal for the household.
static str proposed_for(const struct computed *c, int64_t head)
{
    for (uint32_t h = 0; h < c->f.match.households; h++)
        if (c->f.ready.p[h].head == head && c->x.plan.place[h] >= 0)
            return c->f.places.p[c->x.plan.place[h]].number;
    return STR("");
}

static bool ticked(const struct pair *p, int64_t *head)
{
    return p->name.n > 1 && p->name.p[0] == 'h' && str_int(str_part(p->name, 1, p->name.n), head);
}

static str chosen(struct rq *q, int64_t head, str value)
{
    str want = row_posted(q, 'k', head);
    return want.n ? want : value;
}

// Codes of ticked households that got another place and no reason: nobody is asked before they have one.
static str lacking(struct rq *q, const struct computed *c)
{
    str all = STR("");
    int64_t head;
    for (size_t i = 0; i < q->form.n; i++) {
        if (!ticked(&q->form.p[i], &head))
            continue;
        str first = proposed_for(c, head);
        if (!first.n || str_eq(first, chosen(q, head, q->form.p[i].value)) || reason_of(row_posted(q, 'g', head)))
            continue;
        for (size_t h = 0; h < c->f.ready.n; h++)
            if (c->f.ready.p[h].head == head)
                all = strf(q->mem, "%.*s%s%.*s", S(all), all.n ? ", " : "", S(household_code(q->mem, c->f.ready.p[h].household, c->f.ready.p[h].head)));
    }
    return all;
}

reply all_post(struct rq *q)
{
    struct asked s = scenarios_asked(q);
    struct computed c;
    int64_t done = 0, head, offer;
    text_key why = T_NONE;
    TRY(q, compute(q, &s.a, &c));
    if (c.how == PROPOSAL_NONE)
        return show(q, 409, say(q, T_proposal_not_computed));
    str without_reason = lacking(q, &c);
    if (without_reason.n)
        return show(q, 422, text(q->mem, q->lang, T_proposal_reasons_needed__codes, TARGS(TS("codes", without_reason))));
    for (size_t i = 0; i < q->form.n; i++) {
        if (!ticked(&q->form.p[i], &head))
            continue;
        err e = proposal_choose(q->db, &c.f, &c.x, head, chosen(q, head, q->form.p[i].value), proposed_for(&c, head),
                                reason_of(row_posted(q, 'g', head)), say(q, T_proposal_ticked),
                                proposal_weights_text(q->mem, s.a.w), &offer, &why);
        if (e == E_CONFLICT || e == E_NOTFOUND)
            continue; // meanwhile on a list, or no room left: the next page shows it
        TRY(q, e);
        done++;
    }
    if (!done)
        return show(q, 422, say(q, why ? why : T_proposal_none_ticked));
    reply r = see_other(q, "%.*s", S(scenarios_address(q->mem, &s)));
    notice(q, &r, T_proposal_asked_all__n, TARGS(TI("n", done)));
    return r;
}
