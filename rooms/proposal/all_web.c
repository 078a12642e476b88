// SPDX-License-Identifier: Apache-2.0
// /bosetting/forslag: a proposal for all who wait, beside the one with the usual weights. Weights and
// locked choices stand in the address, so that the same address is the same proposal. Only ticked rows
// become lists, and those are asked one by one like any other.
#include "rooms/proposal/all.html.h"
#include "rooms/proposal/proposal_web.h"

enum { SHOWN = 200 };

static str say(struct rq *q, text_key key)
{
    return key ? text(q->mem, q->lang, key, NO_TARGS) : STR("");
}

// ---- the address -------------------------------------------------------------------------------

static const char *const weight_names[] = { "vent", "familie", "arbeid", "nettverk", "balanse" };

static struct match_weights weights_asked(struct rq *q)
{
    struct match_weights w = match_usual;
    int *at[] = { &w.wait, &w.family, &w.work, &w.network, &w.balance };
    int64_t n;
    for (int i = 0; i < 5; i++)
        if (str_int(str_trim(query(q, weight_names[i])), &n) && n >= 0 && n <= 10)
            *at[i] = (int)n;
    return w;
}

static str address(struct rq *q, struct match_weights w, str locks)
{
    return strf(q->mem, "/bosetting/forslag?vent=%d&familie=%d&arbeid=%d&nettverk=%d&balanse=%d&valg=%.*s", w.wait,
                w.family, w.work, w.network, w.balance, S(locks));
}

// The locks with one more; digits, colons, commas and minus signs only, whatever came in.
static str with_lock(struct rq *q, str locks, int64_t head, str number, bool forbid)
{
    return strf(q->mem, "%.*s%s%lld:%s%.*s", S(locks), locks.n ? "," : "", (long long)head, forbid ? "-" : "", S(number));
}

static str locks_asked(struct rq *q)
{
    enum { LONGEST = 4000 };
    str s = query(q, "valg");
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("0123456789:,-", s.p[i]) || i > LONGEST)
            return STR("");
    return s;
}

// ---- rows --------------------------------------------------------------------------------------

static void one_row(struct rq *q, const struct proposal_facts *f, struct match *x, uint32_t h, struct match_weights w,
                    str locks, struct row_shown *r)
{
    const struct alloc_ready *a = &f->ready.p[h];
    struct match_choice best[MATCH_BEST];
    *r = (struct row_shown){ .code = proposal_code(q->mem, a), .head = strf(q->mem, "%lld", (long long)a->head),
                             .url = strf(q->mem, "/bosetting/forslag/%lld?vekt=%.*s&valg=%.*s", (long long)a->head,
                                         S(proposal_weights_text(q->mem, w)), S(locks)),
                             .persons = text(q->mem, q->lang, T_proposal_size__n, TARGS(TI("n", a->persons))),
                             .waited = fmt_int(q->mem, q->lang, a->waited), .number = STR(""), .free = STR(""),
                             .lock = STR(""), .forbid = STR(""), .place = say(q, T_proposal_nowhere_short) };
    int32_t m = x->plan.place[h];
    if (m < 0)
        return;
    r->placed = true;
    r->number = f->places.p[m].number;
    r->place = f->places.p[m].name;
    r->lock = address(q, w, with_lock(q, locks, a->head, r->number, false));
    r->forbid = address(q, w, with_lock(q, locks, a->head, r->number, true));
    for (size_t i = 0; i < f->match.lock_n; i++)
        r->locked |= f->match.lock[i].household == h && !f->match.lock[i].forbid;
    int n = match_best(q->mem, &f->match, x, h, best);
    for (int i = 0; i < n; i++)
        if ((int32_t)best[i].place == m) {
            r->free = fmt_int(q->mem, q->lang, best[i].free_after);
            for (int k = 0; k < best[i].reasons; k++)
                *ADD(q->mem, &r->points) = (struct point_shown){ proposal_point(best[i].reason[k]),
                                                                 proposal_against(best[i].reason[k]) };
        }
}

// ---- comparison --------------------------------------------------------------------------------

static void figure(struct rq *q, struct all_page *v, text_key label, double usual, double now, int decimals)
{
    *ADD(q->mem, &v->figures) = (struct figure_shown){ label, fmt_real(q->mem, q->lang, usual, decimals),
                                                       fmt_real(q->mem, q->lang, now, decimals) };
}

static void compare(struct rq *q, struct all_page *v, const struct match_outcome *u, const struct match_outcome *n)
{
    figure(q, v, T_proposal_figure_unplaced, u->households - u->placed, n->households - n->placed, 0);
    figure(q, v, T_proposal_figure_persons, (double)u->persons_placed, (double)n->persons_placed, 0);
    figure(q, v, T_proposal_figure_wait, u->mean_wait_placed, n->mean_wait_placed, 0);
    figure(q, v, T_proposal_figure_wait_left, u->mean_wait_left, n->mean_wait_left, 0);
    figure(q, v, T_proposal_figure_large, u->large_most, n->large_most, 0);
    figure(q, v, T_proposal_figure_least, 100 * u->fill_least, 100 * n->fill_least, 0);
    figure(q, v, T_proposal_figure_most, 100 * u->fill_most, 100 * n->fill_most, 0);
    static const text_key sex[] = { T_proposal_sex_female, T_proposal_sex_male, T_proposal_sex_other },
                          origin[] = { T_proposal_origin_ukr, T_proposal_origin_other },
                          kind[] = { T_proposal_kind_single, T_proposal_kind_adults, T_proposal_kind_children,
                                     T_proposal_kind_minor };
    static const struct {
        const text_key *label;
        uint32_t n;
    } all[MATCH_GROUPINGS] = { { sex, 3 }, { origin, 2 }, { kind, 4 } };
    for (int g = 0; g < MATCH_GROUPINGS; g++)
        for (uint32_t i = 0; i < all[g].n && i < u->by[g].groups && i < n->by[g].groups; i++) {
            const struct fair_group *a = &u->by[g].group[i], *b = &n->by[g].group[i];
            enum { FEW = 5 }; // a mean of so few says more of them than of the proposal
            if (a->households < FEW)
                continue;
            *ADD(q->mem, &v->groups) = (struct figure_shown){ all[g].label[i],
                                                              fmt_real(q->mem, q->lang, (double)a->rank / 1e6, 1),
                                                              fmt_real(q->mem, q->lang, (double)b->rank / 1e6, 1) };
        }
}

static err outcomes(struct rq *q, struct all_page *v, const struct proposal_facts *f, struct match *x)
{
    struct proposal_facts usual = *f;
    struct match y;
    struct match_outcome now, then;
    str fault;
    usual.match.weights = match_usual;
    usual.match.lock_n = 0;
    PASS(proposal_make(q->db, &usual, &y));
    PASS(match_outcome(q->mem, &f->match, x, &now, &fault));
    PASS(match_outcome(q->mem, &usual.match, &y, &then, &fault));
    compare(q, v, &then, &now);
    return OK;
}

// ---- the page ----------------------------------------------------------------------------------

static void head_of(struct rq *q, struct all_page *v, struct match_weights w, const struct proposal_facts *f)
{
    static const text_key labels[] = { T_proposal_weight_wait, T_proposal_weight_family, T_proposal_weight_work,
                                       T_proposal_weight_network, T_proposal_weight_balance };
    const int now[] = { w.wait, w.family, w.work, w.network, w.balance };
    for (int i = 0; i < 5; i++)
        *ADD(q->mem, &v->weight) = (struct weight_shown){ str_z(weight_names[i]), say(q, labels[i]),
                                                          strf(q->mem, "%d", now[i]) };
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ say(q, T_proposal_board), STR("/bosetting") };
    at[1] = (struct crumb){ say(q, T_proposal_all_title), STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
    v->locked = v->locks.n > 0;
    v->open = address(q, w, STR(""));
    v->address = address(q, w, v->locks);
    v->made_on = fmt_day(q->mem, q->lang, q->today);
    v->households = text(q->mem, q->lang, T_proposal_households__n, TARGS(TI("n", f->match.households)));
}

static reply show(struct rq *q, int status, text_key problem)
{
    struct all_page *v = NEW(q->mem, struct all_page);
    struct match_weights w = weights_asked(q);
    struct proposal_facts f;
    struct match x;
    v->locks = locks_asked(q);
    v->problem = say(q, problem);
    err e = proposal_facts_of(q->db, q->today, w, v->locks, &f);
    if (e != OK && e != E_NOTFOUND)
        return fail(q, e);
    head_of(q, v, w, &f);
    if (e == E_NOTFOUND) {
        v->problem = say(q, T_proposal_no_places);
        return page_status(q, status, &proposal_all_view, v);
    }
    TRY(q, proposal_make(q->db, &f, &x));
    TRY(q, outcomes(q, v, &f, &x));
    for (uint32_t h = 0; h < f.match.households && h < SHOWN; h++)
        one_row(q, &f, &x, h, w, v->locks, ADD(q->mem, &v->rows));
    v->more = f.match.households > SHOWN;
    return page_status(q, status, &proposal_all_view, v);
}

reply all_get(struct rq *q)
{
    return show(q, 200, T_NONE);
}

reply all_post(struct rq *q)
{
    struct match_weights w = weights_asked(q);
    struct proposal_facts f;
    struct match x;
    int64_t asked = 0, head, offer;
    text_key why = T_NONE;
    TRY(q, proposal_facts_of(q->db, q->today, w, locks_asked(q), &f));
    TRY(q, proposal_make(q->db, &f, &x));
    for (size_t i = 0; i < q->form.n; i++) {
        str name = q->form.p[i].name;
        if (name.n < 2 || name.p[0] != 'h' || !str_int(str_part(name, 1, name.n), &head))
            continue;
        // The proposal's own place, seen and ticked: another than the household's first choice is the
        // proposal's doing and needs no further reason.
        err e = proposal_choose(q->db, &f, &x, head, q->form.p[i].value, CHOICE_OTHER, say(q, T_proposal_ticked),
                                proposal_weights_text(q->mem, w), &offer, &why);
        if (e == E_CONFLICT || e == E_NOTFOUND)
            continue; // meanwhile on a list, or no room left: the next page shows it
        TRY(q, e);
        asked++;
    }
    if (!asked)
        return show(q, 422, why ? why : T_proposal_none_ticked);
    reply r = see_other(q, "/bosetting/forslag");
    notice(q, &r, T_proposal_asked_all__n, TARGS(TI("n", asked)));
    return r;
}
