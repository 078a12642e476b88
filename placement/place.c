// SPDX-License-Identifier: Apache-2.0
// The whole: merge and clean, prices, first plan, improvement, certificate.
#include <limits.h>
#include <math.h>
#include <string.h>

#include "placement/market.h"

struct work {
    struct arena *a;
    const struct placement_problem *p;
    const struct placement_limits *l;
    struct model o;
    struct prices x;
    struct state s;
    struct clockwork clock;
    uint8_t *when;      // room for the largest unit
    int32_t *best_at;   // the best plan so far
    uint8_t *best_when;
    double best;        // its gain over nothing placed
    double typical;     // value of a unit's best place
    double nothing;     // what the plan is worth with nobody placed
    double wanted;      // the gain at which the gap asked for is proven
    double shown;       // no gain is greater, by household prices
    enum dual_depth depth; // how near the bottom the prices are
    bool proven;        // nothing better is left, whatever the prices prove
};

static double whole_gain(const struct state *s)
{
    double sum = 0;
    const struct model *o = s->o;
    for (uint32_t u = 0; u < o->units; u++) {
        if (s->at[u] < 0)
            continue;
        uint32_t m = (uint32_t)s->at[u];
        const struct unit *x = &o->unit[u];
        sum += (double)row_value(o, u, m) + (double)x->penalty;
        for (uint32_t i = 0; i < x->n && o->by_period; i++) {
            uint32_t h = o->member[x->from + i];
            sum -= (double)o->p->delay[h] * (s->when[x->from + i] - o->p->ready[h]);
        }
        for (uint32_t i = 0; i < x->ties; i++)
            if (s->at[o->tie_of[x->first_tie + i].other] == (int32_t)m)
                sum += (double)o->tie_of[x->first_tie + i].bonus / 2;
    }
    for (uint32_t m = 0; m < o->m; m++)
        if (o->fill_left[m] > s->persons[m])
            sum -= (double)o->fill_price[m] * (double)(o->fill_left[m] - s->persons[m]);
    return sum;
}

static void keep_best(struct work *w)
{
    double gain = whole_gain(&w->s);
    uint32_t members = w->o.units ? w->o.unit[w->o.units - 1].from + w->o.unit[w->o.units - 1].n : 0;
    if (w->best_at && gain <= w->best)
        return;
    if (!w->best_at) {
        w->best_at = NEW_ARRAY(w->a, w->o.units + 1, int32_t);
        w->best_when = NEW_ARRAY(w->a, members + 1, uint8_t);
    }
    w->best = gain;
    memcpy(w->best_at, w->s.at, w->o.units * sizeof *w->best_at);
    memcpy(w->best_when, w->s.when, members);
}

// An earlier plan, as far as it still holds.
static void warm_start(struct work *w)
{
    const struct placement_plan *plan = w->l->warm;
    for (uint32_t u = 0; u < w->o.units; u++) {
        const struct unit *x = &w->o.unit[u];
        int32_t m = plan->place[w->o.member[x->from]];
        bool together = m >= 0 && (uint32_t)m < w->o.m && row_value(&w->o, u, (uint32_t)m) > -1e30f;
        for (uint32_t i = 1; i < x->n; i++)
            together &= plan->place[w->o.member[x->from + i]] == m;
        if (together && state_fits(&w->s, u, (uint32_t)m, w->when))
            state_put(&w->s, u, (uint32_t)m, w->when);
    }
}

static double gain_wanted(const struct work *w, int64_t bound, int64_t nothing)
{
    // The gain at which the gap asked for is proven: objective = nothing placed + gain.
    double objective = (double)bound / (1 + (bound > 0 ? w->l->gap : -w->l->gap));
    return objective - (double)nothing;
}

// Improvement until nothing more comes of it.
static void polish(struct work *w, struct random *r, double wanted)
{
    enum { SWEEPS = 40 };
    for (int i = 0; i < SWEEPS && !late(&w->clock); i++) {
        double won = improve(w->a, &w->s, w->when, r, &w->clock);
        if (w->o.types > 1 && (keep_best(w), w->best >= wanted))
            return;
        if (i < 2)
            won += cycles(w->a, &w->s, w->when, &w->clock);
        keep_best(w);
        if ((w->best >= wanted && w->o.types > 1) || won <= 1e-7 * (fabs(w->best) + 1))
            return;
    }
}

static void back_to_best(struct work *w)
{
    for (uint32_t u = 0; u < w->o.units; u++)
        if (w->s.at[u] >= 0)
            state_drop(&w->s, u);
    for (uint32_t u = 0; u < w->o.units; u++)
        if (w->best_at[u] >= 0)
            state_put(&w->s, u, (uint32_t)w->best_at[u], w->best_when + w->o.unit[u].from);
}

// The bound of the prices when ties are left out and all their bonuses granted, as a gain.
static double loose_gain(const struct work *w)
{
    const struct model *o = &w->o;
    double sum = 0;
    for (uint32_t u = 0; u < o->units; u++) {
        sum += (double)w->s.best[u] + (double)o->unit[u].penalty;
        for (uint32_t i = 0; i < o->unit[u].ties; i++)
            sum += (double)o->tie_of[o->unit[u].first_tie + i].bonus / 2;
    }
    for (uint32_t m = 0; m < o->m; m++) {
        for (int k = 0; k < o->kinds; k++) {
            size_t at = m * (size_t)o->kinds + (size_t)k;
            sum += unlimited(o->left[at]) ? 0 : (double)o->left[at] * w->x.row[at];
            if (o->period_left && o->periods == 1 && !unlimited(o->period_left[at]))
                sum += (double)o->period_left[at] * w->x.period[at];
        }
        sum -= (double)o->fill_left[m] * w->x.fill[m];
    }
    for (uint32_t i = 0; i < w->x.cuts; i++)
        sum += w->x.cut[i].price * (double)w->x.cut[i].room;
    return sum;
}

// True when nothing better is left: the plan is the best there is.
static bool search_all(struct work *w, uint64_t nodes)
{
    const struct model *o = &w->o;
    double distance = loose_gain(w) - w->best;
    double size = fabs(w->best) + fabs(loose_gain(w));
    enum exact e = exact(w->a, &w->s, w->when, distance + 1e-6 * size + 1, w->best, w->best_at, nodes, &w->clock);
    if (e != EXACT_NOT) // perhaps another plan: its gain is counted anew
        for (uint32_t u = 0; u < o->units; u++)
            if (w->best_at[u] >= 0)
                state_put(&w->s, u, (uint32_t)w->best_at[u], w->best_when);
    if (e != EXACT_NOT) {
        w->best = -HUGE_VAL;
        keep_best(w);
    }
    w->proven = e == EXACT_DONE;
    return w->proven;
}

// Prices with rounded inequalities, when they prove more.
static void cut_prices(struct work *w, struct placement_plan *out, uint32_t per)
{
    enum { ROUNDS = 4 };
    struct placement_plan with = *out;
    dual_cuts(w->a, &w->o, &w->x, ROUNDS, &w->clock);
    prices_to_plan(w->a, &w->o, &w->x, &with);
    with.bound = model_bound(w->a, &w->o, &with);
    if (with.bound < out->bound)
        *out = with;
    state_near(w->a, &w->s, per); // the lists follow the prices
}

// How good prices must be at first for the gap asked: the last thousandths of a per cent are dear.
static enum dual_depth depth_asked(const struct work *w)
{
    // Over so many units rough prices mislead: the plan they give is mended for longer than better ones take.
    enum { SOME = 1500, MANY = 8000, TOO_MANY = 40000 };
    const double wide = 0.005, usual = 0.0005;
    if (w->o.types < 2 || w->o.units <= SOME)
        return DUAL_FINE;
    return w->l->gap >= wide && w->o.units <= TOO_MANY ? DUAL_ROUGH : w->l->gap >= usual && w->o.units > MANY ? DUAL_NEAR : DUAL_FINE;
}

// The rest of the way to the best prices, when the gap was not reached without.
static void deepen(struct work *w, struct placement_plan *out, uint32_t per)
{
    if (w->depth == DUAL_FINE || w->best >= w->wanted || late(&w->clock))
        return;
    struct placement_plan with = *out;
    w->depth = dual(w->a, &w->o, &w->x, w->depth, DUAL_FINE, &w->clock);
    prices_to_plan(w->a, &w->o, &w->x, &with);
    with.bound = model_bound(w->a, &w->o, &with);
    if (with.bound < out->bound)
        *out = with;
    w->wanted = gain_wanted(w, out->bound, (int64_t)w->nothing);
    state_near(w->a, &w->s, per); // the lists follow the prices
}

// Nearly a plan, from whoever picked whom: those contested or in the way find other places.
static void follow_picks(struct work *w, const int32_t *at, const uint8_t *at_when, struct random *r)
{
    struct state *s = &w->s;
    for (uint32_t u = 0; u < w->o.units; u++)
        if (s->at[u] >= 0)
            state_drop(s, u);
    for (uint32_t u = 0; u < w->o.units && at_when; u++) {
        const uint8_t *when = at_when + w->o.unit[u].from;
        if (at[u] >= 0 && state_fits_when(s, u, (uint32_t)at[u], when))
            state_put(s, u, (uint32_t)at[u], when);
    }
    for (uint32_t u = 0; u < w->o.units; u++)
        if (at[u] >= 0 && s->at[u] < 0 && state_fits(s, u, (uint32_t)at[u], w->when))
            state_put(s, u, (uint32_t)at[u], w->when);
    first_plan(w->a, s, w->when, &w->clock);
    polish(w, r, w->wanted);
}

// Whether the plan is good enough, or the best, by the bound that household prices show.
static bool near_enough(struct work *w)
{
    const double small = 1.0001e-4; // so near, a bound that is shown and not written down will do
    double objective = w->nothing + w->best;
    w->proven |= w->shown - w->best < 1 - 1e-3;
    return w->proven || w->best >= w->wanted ||
           (w->l->gap <= small && w->shown - w->best <= w->l->gap * fabs(objective));
}

// Opens municipalities around one by chance: those that somebody there could as well come to.
static void open_around(struct work *w, struct random *r, bool *open, uint32_t most)
{
    enum { TRIES = 40, NEAREST = 6 };
    const struct state *s = &w->s;
    uint32_t *place = NEW_ARRAY(w->a, most, uint32_t), n = 0;
    memset(open, 0, w->o.m * sizeof *open);
    open[place[n++] = (uint32_t)(random_next(r) % w->o.m)] = true;
    for (uint32_t i = 0; i < TRIES * most && n < most; i++) {
        uint32_t m = place[random_next(r) % n], steps = (uint32_t)(random_next(r) % 16), u = s->head[m];
        for (; u && s->next[u - 1] && steps; steps--)
            u = s->next[u - 1];
        if (!u || !s->near_n[u - 1])
            continue;
        uint32_t k = (uint32_t)(random_next(r) % NEAREST) % s->near_n[u - 1];
        uint32_t to = s->near[(size_t)(u - 1) * s->per + k].m;
        if (!open[to])
            open[place[n++] = to] = true;
    }
}

// A part of the best plan is taken apart and priced anew; true when it became better.
static bool dive(struct work *w, struct market *h, struct random *r, uint32_t most)
{
    struct mark back = arena_mark(w->a);
    bool *open = NEW_ARRAY(w->a, w->o.m, bool);
    double before = w->best;
    back_to_best(w);
    open_around(w, r, open, most);
    if (market_dive(h, r, w->best, w->best_at, open, &w->clock))
        follow_picks(w, h->at, h->when, r);
    arena_back(w->a, back);
    return w->best > before;
}

struct by_picks {
    struct work *w;
    struct random *r;
    struct market *h;
};
static double plan_of_picks(void *arg, const int32_t *at)
{
    struct by_picks *b = arg;
    follow_picks(b->w, at, b->h->when, b->r);
    return b->w->best;
}

// Small problems to the end; true when nothing better is left.
static bool branch_all(struct work *w, struct market *h, struct random *r, uint64_t nodes)
{
    struct by_picks b = { w, r, h };
    struct branch_by by = { plan_of_picks, &b };
    w->proven |= market_branch(h, &by, w->best, nodes, &w->clock);
    return w->proven;
}

// Household prices, and after each step a plan from what they make the municipalities pick.
static struct market *market_rounds(struct work *w, struct random *r)
{
    enum { FIRST = 40, EVERY = 12, SOME = 6, FEW = 10, MANY = 24, IDLE = 60, SMALL = 150, NODES = 20000, FEW_NODES = 60 };
    struct market *h = market_make(w->a, &w->s);
    bool more = h != NULL;
    uint32_t size = FEW;
    int idle = 0;
    bool small = w->o.units <= SMALL;
    // With periods knapsacks are dear and heat does much: some rounds only.
    int rounds = w->o.by_period ? FIRST + 1 : INT_MAX;
    for (int i = 0; h && i < rounds && (more || idle < IDLE) && !late(&w->clock) && !near_enough(w); i++) {
        const int32_t *at;
        if (more) {
            more = market_step(h, w->best, &w->shown, &at);
            follow_picks(w, at, h->when, r);
        }
        if (small && (i >= FIRST || !more)) {
            small = false;
            if (!near_enough(w) && branch_all(w, h, r, w->o.by_period ? FEW_NODES : NODES))
                break;
        }
        bool now = !more || (i >= FIRST && i % EVERY == 0);
        for (int k = 0; now && k < SOME && !late(&w->clock) && !near_enough(w); k++) {
            bool better = dive(w, h, r, size);
            size = better ? FEW : size < MANY ? size + 1 : FEW;
            idle = better ? 0 : idle + 1;
        }
    }
    return h;
}

// Rounds of several heats, longer and longer: the mild ones mend, the hot ones begin anew.
enum { HEATS = 5 };
static void heats(struct work *w, struct random *r, struct market *h, int rounds)
{
    enum { DIVES = 4, WIDE = 14 };
    static const double heats[HEATS] = { 0.008, 0.03, 0.15, 0.6, 2 };
    for (int round = 0; round < rounds && !late(&w->clock) && !near_enough(w); round++) {
        int length = round / HEATS < 8 ? round / HEATS : 8;
        back_to_best(w);
        anneal(w->a, &w->s, w->when, r, w->typical, heats[round % HEATS], 0.0002,
               (uint64_t)w->o.units * (200u << length), &w->clock);
        polish(w, r, w->wanted);
        for (int i = 0; h && i < DIVES && !late(&w->clock) && !near_enough(w); i++)
            (void)dive(w, h, r, WIDE);
        if (round % HEATS == HEATS - 1 && !near_enough(w) && search_all(w, UINT64_C(100000) << length))
            return;
    }
}

static void search(struct work *w, struct placement_plan *out)
{
    struct random r = { w->l->seed };
    enum { PER = 48, PER_LARGE = 24, HURRY = 6, MANY = 60000, LARGE = 8000, MILD = 4 };
    const struct model *o = &w->o;
    uint32_t per = o->units > MANY ? PER_LARGE : PER;
    out->bound = model_bound(w->a, o, out);
    state_near(w->a, &w->s, late(&w->clock) ? HURRY : per); // time is up: a plan, if not as good
    first_plan(w->a, &w->s, w->when, &w->clock);
    keep_best(w);
    hand_over(w->a, &w->o, w->best_at, w->best_when, out);
    for (uint32_t u = 0; u < o->units; u++)
        w->typical += fabs((double)w->s.best[u]) / o->units;
    // What the plan is worth with nobody placed; the fill wishes are in the gain.
    w->nothing = (double)out->objective - w->best;
    w->wanted = gain_wanted(w, out->bound, (int64_t)w->nothing);
    if (o->types < 2 || w->best < w->wanted)
        polish(w, &r, w->wanted);
    back_to_best(w);
    if (w->depth == DUAL_ROUGH) {
        deepen(w, out, per);
        polish(w, &r, w->wanted);
    }
    if (o->types == 1 && !w->x.cuts && ring_prices(w->a, &w->s, w->x.row)) {
        prices_cost(o, &w->x);
        prices_to_plan(w->a, o, &w->x, out);
        out->bound = model_bound(w->a, o, out);
        if ((double)out->bound - w->nothing <= w->best + 0.5)
            return;
    }
    for (int i = 0; i < MILD && o->units > LARGE && w->best < w->wanted && !late(&w->clock); i++) {
        // Large ones come near at once by mild heat, and steps of the market are dear there.
        back_to_best(w);
        anneal(w->a, &w->s, w->when, &r, w->typical, i % 2 ? 0.03 : 0.008, 0.0002, (uint64_t)o->units * 200, &w->clock);
        polish(w, &r, w->wanted);
    }
    deepen(w, out, per);
    if (w->best >= w->wanted || late(&w->clock))
        return;
    if (o->types > 1) {
        cut_prices(w, out, per);
        w->wanted = gain_wanted(w, out->bound, (int64_t)w->nothing);
    }
    // With periods picking is dear and heat finds what forcing cannot: other times for those who are in the way.
    if (o->by_period)
        heats(w, &r, NULL, 6 * HEATS);
    heats(w, &r, market_rounds(w, &r), INT_MAX);
}

// Nobody stands beside a better free place.
static void last_look(struct work *w)
{
    // The time asked for may be over by a little, so that a plan that took all of it is looked over too.
    const double least = 0.01, share = 0.05;
    struct clockwork grace = w->clock;
    double now = seconds_used();
    if (grace.until > 0)
        grace.until = (grace.until > now ? grace.until : now) + least + share * w->l->seconds;
    back_to_best(w);
    if (tidy(w->a, &w->s, w->when, &grace) > 0)
        keep_best(w);
}

err place(struct arena *a, const struct placement_problem *p, const struct placement_limits *l,
          struct placement_plan *out, str *fault)
{
    struct work w = { .a = a, .p = p, .l = l, .shown = HUGE_VAL };
    *out = (struct placement_plan){ 0 };
    double began = seconds_used();
    w.clock = (struct clockwork){ l->seconds > 0 ? began + l->seconds : 0, l->stop, l->stop_arg };
    PASS(model_make(a, p, &w.o, fault));
    if (l->bytes && arena_used(a) > l->bytes) {
        *fault = STR("more memory is needed than the limit allows");
        return E_TOOBIG;
    }
    uint32_t largest = 1;
    for (uint32_t u = 0; u < w.o.units; u++)
        largest = w.o.unit[u].n > largest ? w.o.unit[u].n : largest;
    w.when = NEW_ARRAY(a, largest + 1, uint8_t);
    prices_make(a, &w.o, &w.x);
    if (l->warm && (l->warm->price_count || l->warm->fill_price))
        prices_from_plan(&w.o, l->warm, &w.x);
    w.depth = dual(a, &w.o, &w.x, l->warm && l->warm->price_count ? DUAL_WARM : DUAL_NOTHING, depth_asked(&w), &w.clock);
    prices_to_plan(a, &w.o, &w.x, out);
    state_make(a, &w.o, &w.x, &w.s);
    if (l->warm && l->warm->place)
        warm_start(&w);
    search(&w, out);
    last_look(&w);
    hand_over(a, &w.o, w.best_at, w.best_when, out);
    out->gap = gap_of(out->bound, out->objective);
    out->bound_search = w.proven              ? out->objective
                        : w.shown < HUGE_VAL ? (int64_t)floor(w.nothing + w.shown + 1e-2)
                                              : INT64_MAX;
    bool enough = near_enough(&w) || out->gap <= l->gap;
    out->status = out->bound == out->objective || w.proven ? PLACEMENT_OPTIMAL
                  : enough                                 ? PLACEMENT_WITHIN
                                                           : PLACEMENT_LIMIT;
    return OK;
}
