// SPDX-License-Identifier: Apache-2.0
// /bosetting/forslag/:person: three best places for one household, with reasons, what speaks against, and
// what the choice would cost the others. The choice is the caseworker's, and so is the reason kept.
#include "rooms/place/place.h"
#include "rooms/proposal/one.html.h"
#include "rooms/proposal/proposal_web.h"

const struct right proposal_use = { "proposal.use", R(DS) };

text_key proposal_point(enum match_reason why)
{
    static const text_key words[] = {
        [FOR_FAMILY] = T_proposal_for_family,       [FOR_WORK] = T_proposal_for_work,
        [FOR_STUDY] = T_proposal_for_study,         [FOR_NETWORK] = T_proposal_for_network,
        [FOR_SERVICE] = T_proposal_for_service,
        [FOR_SERVICE_GUESSED] = T_proposal_for_service_guessed,     [FOR_MANY_FREE] = T_proposal_for_many_free,
        [FOR_SHARE] = T_proposal_for_share,
        [AGAINST_FAMILY_ELSEWHERE] = T_proposal_against_family,
        [AGAINST_WORK_ELSEWHERE] = T_proposal_against_work,
        [AGAINST_FULL] = T_proposal_against_full,   [AGAINST_LAST_PLACES] = T_proposal_against_last,
        [AGAINST_LARGE_FULL] = T_proposal_against_large,
        [AGAINST_MINORS_FULL] = T_proposal_against_minors,
        [AGAINST_LATER] = T_proposal_against_later,
    };
    return words[why];
}

bool proposal_against(enum match_reason why)
{
    return why >= AGAINST_FAMILY_ELSEWHERE;
}

static str say(struct rq *q, text_key key)
{
    return key ? text(q->mem, q->lang, key, NO_TARGS) : STR("");
}

// The parts that are not nothing, each against the largest one that any of the three has; gives their sum.
static str parts(struct rq *q, const struct match_score *s, int64_t most, struct best_shown *b)
{
    static const text_key words[] = { T_proposal_part_family, T_proposal_part_work, T_proposal_part_network,
                                      T_proposal_part_balance };
    int64_t sum = 0;
    for (int k = 0; k < MATCH_PARTS; k++) {
        sum += s->part[k];
        if (s->part[k] > 0)
            *ADD(q->mem, &b->parts) = (struct part_shown){ say(q, words[k]), fmt_int(q->mem, q->lang, s->part[k]), s->part[k], most };
    }
    return fmt_int(q->mem, q->lang, sum);
}

static int64_t largest(const struct match_choice *best, int n)
{
    int64_t most = 1;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < MATCH_PARTS; k++)
            most = best[i].score.part[k] > most ? best[i].score.part[k] : most;
    return most;
}

// Why a municipality is out, by the hard rules: the names of the first, the number of all.
static void outs(struct rq *q, struct one_page *v, const struct proposal_facts *f, const struct match *x, uint32_t h)
{
    enum { NAMED = 12 };
    static const text_key words[MATCH_OUTS] = { [OUT_EXCLUDED] = T_proposal_out_excluded, [OUT_SERVICE] = T_proposal_out_service,
                                                [OUT_NO_PLACE] = T_proposal_out_no_place, [OUT_FULL] = T_proposal_out_full };
    uint8_t *why = NEW_ARRAY(q->mem, f->match.places + 1, uint8_t);
    match_outs(x, h, why);
    for (int k = OUT_EXCLUDED; k < MATCH_OUTS; k++) {
        int64_t n = 0;
        str names = STR("");
        for (uint32_t m = 0; m < f->match.places; m++)
            if (why[m] == k && ++n <= NAMED)
                names = strf(q->mem, "%.*s%s%.*s", S(names), n > 1 ? ", " : "", S(f->places.p[m].name));
        if (n > NAMED)
            names = text(q->mem, q->lang, T_proposal_out_more__n_names, TARGS(TS("names", names), TI("n", n - NAMED)));
        if (n)
            *ADD(q->mem, &v->outs) = (struct out_shown){ words[k], names, fmt_int(q->mem, q->lang, n) };
    }
}

static struct best_shown shown(struct rq *q, const struct proposal_facts *f, const struct match_choice *c, int order,
                               int64_t most)
{
    const struct settlement_place *p = &f->places.p[c->place];
    const struct place *county = place_county(str_part(p->number, 0, 2), q->today);
    struct best_shown b = { .number = p->number, .name = p->name, .county = county ? county->name : STR(""),
                            .order = strf(q->mem, "%d", order), .free = fmt_int(q->mem, q->lang, c->free_after),
                            .first = order == 1, .possible = c->move.possible, .proposed = c->proposed,
                            .cost = STR(""), .moved = STR(""),
                            .when = STR("") };
    b.score = parts(q, &c->score, most, &b);
    if (c->quarter)
        b.when = text(q->mem, q->lang, T_proposal_quarter__n,
                      TARGS(TI("n", (day_ymd(q->today).month - 1) / 3 + 1 + c->quarter)));
    if (c->move.possible)
        b.cost = c->move.loss > 0 ? text(q->mem, q->lang, T_proposal_cost_some__n, TARGS(TI("n", c->move.loss)))
                                  : say(q, T_proposal_cost_none);
    if (c->move.possible && c->move.moves)
        b.moved = text(q->mem, q->lang, T_proposal_moved__n, TARGS(TI("n", c->move.moves)));
    for (int i = 0; i < c->reasons; i++) {
        b.has_for |= !proposal_against(c->reason[i]);
        b.has_against |= proposal_against(c->reason[i]);
    }
    for (int i = 0; i < c->reasons; i++)
        *ADD(q->mem, &b.points) = (struct point_shown){ proposal_point(c->reason[i]), proposal_against(c->reason[i]) };
    return b;
}

static bool index_of(const struct proposal_facts *f, int64_t head, uint32_t *h)
{
    for (*h = 0; *h < f->match.households; (*h)++)
        if (f->ready.p[*h].head == head)
            return true;
    return false;
}

static void reasons(struct rq *q, struct one_page *v)
{
    str typed = posted(q, "grunn");
    for (size_t i = 0; i < choice_reasons.n; i++)
        *ADD(q->mem, &v->reasons) = (struct option_shown){ str_z(choice_reasons.at[i].code),
                                                           say(q, text_find(choice_reasons.at[i].label)),
                                                           str_is(typed, choice_reasons.at[i].code) };
}

static str asked_here(struct rq *q)
{
    return proposal_asked(q->mem, proposal_weights(query(q, "vekt")), query(q, "valg"));
}

static reply show(struct rq *q, int status, int64_t head, text_key problem)
{
    struct one_page *v = NEW(q->mem, struct one_page);
    struct proposal_facts f;
    struct match x;
    struct match_choice best[MATCH_BEST];
    uint32_t h;
    err e = proposal_facts_of(q->db, q->today, proposal_weights(query(q, "vekt")), query(q, "valg"), &f);
    if (e != OK && e != E_NOTFOUND)
        return fail(q, e);
    if (!index_of(&f, head, &h))
        return fail(q, E_NOTFOUND); // shielded, or waits no more
    int n = 0;
    if (e == OK) {
        TRY(q, proposal_quick(q->db, &f, asked_here(q), &x));
        n = match_best(q->mem, &f.match, &x, h, best);
        outs(q, v, &f, &x, h);
    }
    for (int i = 0; i < n; i++)
        *ADD(q->mem, &v->best) = shown(q, &f, &best[i], i + 1, largest(best, n));
    v->none = n == 0;
    v->code = household_code(q->mem, f.ready.p[h].household, f.ready.p[h].head);
    v->size = text(q->mem, q->lang, T_proposal_size__n, TARGS(TI("n", f.ready.p[h].persons)));
    v->waited = text(q->mem, q->lang, T_proposal_waited_days__n, TARGS(TI("n", f.ready.p[h].waited)));
    v->problem = say(q, problem);
    v->words = posted(q, "ord");
    v->address = q->target;
    v->all = STR("/bosetting/forslag");
    reasons(q, v);
    struct crumb *at = NEW_ARRAY(q->mem, 3, struct crumb);
    at[0] = (struct crumb){ say(q, T_proposal_board), STR("/bosetting") };
    at[1] = (struct crumb){ say(q, T_proposal_all_title), STR("/bosetting/forslag") };
    at[2] = (struct crumb){ v->code, STR("") };
    v->crumbs = (struct crumbs){ at, 3 };
    return page_status(q, status, &proposal_one_view, v);
}

reply one_get(struct rq *q)
{
    int64_t head;
    return str_int(arg(q, "person"), &head) ? show(q, 200, head, T_NONE) : fail(q, E_NOTFOUND);
}

static int reason_of(str typed)
{
    for (size_t i = 0; i < choice_reasons.n; i++)
        if (str_is(typed, choice_reasons.at[i].code))
            return (int)i;
    return CHOICE_NONE;
}

reply one_post(struct rq *q)
{
    enum { WORDS = 500 };
    struct proposal_facts f;
    struct match x;
    struct match_weights w = proposal_weights(query(q, "vekt"));
    int64_t head, offer;
    text_key why;
    if (!str_int(arg(q, "person"), &head))
        return fail(q, E_NOTFOUND);
    TRY(q, proposal_facts_of(q->db, q->today, w, query(q, "valg"), &f));
    TRY(q, proposal_quick(q->db, &f, asked_here(q), &x));
    err e = proposal_choose(q->db, &f, &x, head, posted(q, "kommune"), STR(""), reason_of(posted(q, "grunn")),
                            str_part(posted(q, "ord"), 0, WORDS), proposal_weights_text(q->mem, w), &offer, &why);
    if (e == E_CONFLICT)
        return show(q, 409, head, why);
    TRY(q, e);
    reply r = see_other(q, "/bosetting/forslag");
    const struct place *p = place_municipality(posted(q, "kommune"), q->today);
    notice(q, &r, T_proposal_asked__place, TARGS(TS("place", p ? p->name : posted(q, "kommune"))));
    return r;
}
