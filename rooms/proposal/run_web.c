// SPDX-License-Identifier: Apache-2.0
// The queue's pages: /bosetting/forslag/beregn asks for a proposal, /jobb shows how far it has come until it
// stands, /avbryt takes it back. The scenario stays in the address all the way.
#include "rooms/proposal/proposal_web.h"
#include "rooms/proposal/run.html.h"

static str say(struct rq *q, text_key key)
{
    return text(q->mem, q->lang, key, NO_TARGS);
}

str proposal_run_address(struct arena *a, const struct asked *s, const char *what)
{
    str address = scenarios_address(a, s), path;
    (void)str_cut(&address, '?', &path);
    return strf(a, "/bosetting/forslag/%s?%.*s", what, S(address));
}

static struct scenario scenario_of(struct rq *q, str asked)
{
    str weights;
    (void)str_cut(&asked, ' ', &weights);
    return (struct scenario){ proposal_weights(weights), asked.p ? str_dup(q->mem, asked) : STR("") };
}

err kept_show(struct rq *q, kepts_shown *out)
{
    proposal_runs all = { 0 };
    PASS(proposal_runs_kept(q->db, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct proposal_run *r = &all.p[i];
        struct asked s = { scenario_of(q, r->asked), { match_usual, STR("") } };
        *ADD(q->mem, out) = (struct kept_shown){ fmt_moment(q->mem, q->lang, r->done_at.ms), scenarios_address(q->mem, &s),
                                                 fmt_int(q->mem, q->lang, r->households), fmt_int(q->mem, q->lang, r->placed),
                                                 fmt_real(q->mem, q->lang, (double)r->gap / 10000, 2), r->state == RUN_FAILED };
    }
    return OK;
}

reply run_post(struct rq *q)
{
    struct asked s = scenarios_asked(q);
    struct proposal_facts f;
    err e = proposal_facts_of(q->db, q->today, s.a.w, s.a.locks, &f);
    if (e != OK && e != E_NOTFOUND)
        return fail(q, e);
    if (e == E_NOTFOUND || (int64_t)f.match.households * f.match.places <= proposal_light)
        return see_other(q, "%.*s", S(scenarios_address(q->mem, &s))); // the page computes it
    str asked[2] = { proposal_asked(q->mem, s.a.w, s.a.locks), proposal_asked(q->mem, s.b.w, s.b.locks) };
    e = proposal_queue(q->db, asked, scenario_same(&s.a, &s.b) ? 1 : 2);
    if (e != OK && e != E_CONFLICT)
        return fail(q, e);
    reply r = see_other(q, "%.*s", S(proposal_run_address(q->mem, &s, "jobb")));
    if (e == E_CONFLICT) // one a user: the one that waits is shown
        notice(q, &r, T_proposal_run_one, NO_TARGS);
    return r;
}

reply run_get(struct rq *q)
{
    struct run_page *v = NEW(q->mem, struct run_page);
    struct asked s = scenarios_asked(q);
    proposal_runs all = { 0 };
    int64_t before = 0, since = -1;
    TRY(q, proposal_runs_waiting(q->db, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (all.p[i].by_user != q->who->user && since < 0)
            before++;
        else if (all.p[i].by_user == q->who->user)
            since = since < 0 ? (q->now - all.p[i].asked_at.ms) / 1000 : since;
    }
    if (since < 0)
        return see_other(q, "%.*s", S(scenarios_address(q->mem, &s)));
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ say(q, T_proposal_all_title), scenarios_address(q->mem, &s) };
    at[1] = (struct crumb){ say(q, T_proposal_run_title), STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
    v->place = before ? text(q->mem, q->lang, T_proposal_run_before__n, TARGS(TI("n", before)))
                      : say(q, T_proposal_run_next);
    v->since = text(q->mem, q->lang, T_proposal_run_since__n, TARGS(TI("n", since)));
    v->drop = proposal_run_address(q->mem, &s, "avbryt");
    reply r = page(q, &proposal_run_view, v);
    *ADD(q->mem, &r.more) = (struct pair){ STR("Refresh"), STR("2") };
    return r;
}

reply run_drop_post(struct rq *q)
{
    struct asked s = scenarios_asked(q);
    TRY(q, proposal_drop(q->db, q->who->user));
    reply r = see_other(q, "%.*s", S(scenarios_address(q->mem, &s)));
    notice(q, &r, T_proposal_run_dropped, NO_TARGS);
    return r;
}
