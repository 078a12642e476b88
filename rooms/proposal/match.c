// SPDX-License-Identifier: Apache-2.0
#include "rooms/proposal/match.h"

#include <string.h>

const struct match_weights match_usual = { .wait = 5, .family = 8, .work = 6, .network = 3, .balance = 4 };

enum { PERSONS, MINORS, LARGE, KINDS };
enum { UNIT = 100, NETWORK_UNIT = 60, PERSON_PENALTY = 3000, CHILD_PENALTY = 600, MINOR_PENALTY = 3000,
       WAIT_UNIT = 2, WAIT_MOST = 1500, LARGE_SHARE = 15, 
       BALANCE_MOST = 6, SHARE_PRICE = 12, // of a weight's hundred: the most free places, a person short of its share
       MANY_FREE = 20, LAST_PLACES = 2,
       QUARTER_DAYS = 45, // what waiting a quarter counts for: half of its days
       ONE_HOUSEHOLD = 8 }; // a quarter's share holds one large household at least

// ---- values ------------------------------------------------------------------------------------

static bool tied(const struct match_household *h, uint32_t place, enum match_tie_kind kind)
{
    for (size_t i = 0; i < h->tie_n; i++)
        if (h->ties[i].kind == kind && h->ties[i].place == place)
            return true;
    return false;
}

static bool tied_elsewhere(const struct match_household *h, uint32_t place, enum match_tie_kind kind)
{
    for (size_t i = 0; i < h->tie_n; i++)
        if (h->ties[i].kind == kind && h->ties[i].place != place)
            return true;
    return false;
}

static int64_t room(int64_t n)
{
    return n < 0 ? 0 : n < PLACEMENT_NUMBER ? n : PLACEMENT_NUMBER;
}

static int64_t most_free(const struct match_facts *f)
{
    int64_t most = 1;
    for (uint32_t m = 0; m < f->places; m++)
        most = room(f->place[m].free) > most ? room(f->place[m].free) : most;
    return most;
}

static struct match_score value_of(const struct match_facts *f, const struct match_household *h, uint32_t m, int64_t most)
{
    const struct match_weights *w = &f->weights;
    struct match_score s = { 0 };
    if (tied(h, m, MATCH_FAMILY))
        s.part[PART_FAMILY] = w->family * UNIT;
    if (tied(h, m, MATCH_WORK) || tied(h, m, MATCH_STUDY))
        s.part[PART_WORK] = w->work * UNIT;
    if (tied(h, m, MATCH_NETWORK))
        s.part[PART_NETWORK] = w->network * NETWORK_UNIT;
    s.part[PART_BALANCE] = (int32_t)(w->balance * BALANCE_MOST * room(f->place[m].free) / most);
    return s;
}

struct match_score match_value(const struct match_facts *f, uint32_t household, uint32_t place)
{
    return value_of(f, &f->household[household], place, most_free(f));
}

static int32_t penalty_of(const struct match_facts *f, const struct match_household *h)
{
    int64_t waited = h->waited < 0 ? 0 : h->waited < WAIT_MOST ? h->waited : WAIT_MOST;
    return (int32_t)(h->persons * PERSON_PENALTY + h->children * CHILD_PENALTY +
                     (h->minors_alone ? MINOR_PENALTY : 0) + f->weights.wait * WAIT_UNIT * waited);
}

static int quarters(const struct match_facts *f)
{
    return f->quarters < 1 ? 1 : f->quarters < MATCH_QUARTERS ? f->quarters : MATCH_QUARTERS;
}

// ---- the problem -------------------------------------------------------------------------------

// What a municipality can take in a quarter: what it has told of and, when asked for, its share of the year.
static const int32_t *by_quarter(struct arena *a, const struct match_facts *f, int n)
{
    int32_t *cap = NEW_ARRAY(a, (size_t)f->places * (size_t)n * KINDS, int32_t);
    bool any = false;
    for (uint32_t m = 0; m < f->places; m++)
        for (int p = 0; p < n; p++) {
            int32_t *c = &cap[((size_t)m * (size_t)n + (size_t)p) * KINDS];
            int64_t told = f->place[m].quarter[p], share = (room(f->place[m].free) + n - 1) / n;
            c[PERSONS] = told < 0 ? PLACEMENT_UNLIMITED : (int32_t)room(told);
            share = share < ONE_HOUSEHOLD ? ONE_HOUSEHOLD : share;
            if (f->weights.quarters && share < room(f->place[m].free) && (told < 0 || share < told))
                c[PERSONS] = (int32_t)share;
            any |= c[PERSONS] != PLACEMENT_UNLIMITED;
            c[MINORS] = c[LARGE] = PLACEMENT_UNLIMITED;
        }
    return any && n > 1 ? cap : NULL;
}

// Everybody takes part: each municipality's share of those who wait, by its free places, is wished for. The
// mere number of free places elsewhere does not outweigh it; family, work and study do, also for a large household.
static void shares(const struct match_facts *f, int32_t *least, int32_t *price)
{
    int64_t persons = 0, free = 0;
    for (uint32_t h = 0; h < f->households; h++)
        persons += f->household[h].persons;
    for (uint32_t m = 0; m < f->places; m++)
        free += room(f->place[m].free);
    for (uint32_t m = 0; m < f->places && f->weights.balance; m++) {
        int64_t own = room(f->place[m].free);
        least[m] = persons >= free ? (int32_t)own : (int32_t)((double)persons * (double)own / (double)free);
        price[m] = f->weights.balance * SHARE_PRICE;
    }
}

static void places(struct arena *a, const struct match_facts *f, struct placement_problem *p)
{
    int32_t *cap = NEW_ARRAY(a, (size_t)f->places * KINDS, int32_t);
    uint64_t *services = NEW_ARRAY(a, f->places, uint64_t);
    for (uint32_t m = 0; m < f->places; m++) {
        int64_t free = room(f->place[m].free);
        cap[m * KINDS + PERSONS] = (int32_t)free;
        cap[m * KINDS + MINORS] = (int32_t)room(f->place[m].minors_free);
        // Large households are spread: one for each so many free places.
        cap[m * KINDS + LARGE] = (int32_t)((free + LARGE_SHARE - 1) / LARGE_SHARE);
        services[m] = f->place[m].services;
    }
    p->capacity = cap;
    p->period_capacity = by_quarter(a, f, p->periods);
    p->services = services;
    int32_t *least = NEW_ARRAY(a, f->places, int32_t), *price = NEW_ARRAY(a, f->places, int32_t);
    p->fill_minimum = least;
    p->fill_price = price;
    p->region = NEW_ARRAY(a, f->places, int32_t);
    shares(f, least, price);
}

static void households(struct arena *a, const struct match_facts *f, struct placement_problem *p)
{
    uint32_t n = f->households;
    int32_t *use = NEW_ARRAY(a, (size_t)n * KINDS + 1, int32_t), *penalty = NEW_ARRAY(a, n + 1, int32_t);
    int32_t *value = NEW_ARRAY(a, (size_t)n * f->places + 1, int32_t);
    uint64_t *needs = NEW_ARRAY(a, n + 1, uint64_t), *at = NEW_ARRAY(a, n + 1, uint64_t);
    uint8_t *dense = NEW_ARRAY(a, n + 1, uint8_t);
    int64_t most = most_free(f);
    for (uint32_t h = 0; h < n; h++) {
        const struct match_household *x = &f->household[h];
        use[h * KINDS + PERSONS] = (int32_t)x->persons;
        use[h * KINDS + MINORS] = x->minors_alone ? (int32_t)x->persons : 0;
        use[h * KINDS + LARGE] = x->persons >= MATCH_LARGE;
        penalty[h] = penalty_of(f, x);
        needs[h] = x->needs;
        dense[h] = 1;
        at[h + 1] = at[h] + f->places;
        for (uint32_t m = 0; m < f->places; m++) {
            struct match_score s = value_of(f, x, m, most);
            for (int k = 0; k < MATCH_PARTS; k++)
                value[at[h] + m] += s.part[k];
        }
    }
    p->use = use;
    p->penalty = penalty;
    p->value = value;
    p->needs = needs;
    p->at = at;
    p->sparse_at = NEW_ARRAY(a, n + 1, uint64_t);
    p->dense = dense;
    int32_t *delay = NEW_ARRAY(a, n + 1, int32_t);
    uint8_t *ready = NEW_ARRAY(a, n + 1, uint8_t);
    for (uint32_t h = 0; h < n; h++) {
        delay[h] = f->weights.wait * WAIT_UNIT * QUARTER_DAYS;
        ready[h] = f->household[h].ready < p->periods ? f->household[h].ready : (uint8_t)(p->periods - 1);
    }
    p->delay = delay;
    p->ready = ready;
}

static err bans(struct arena *a, const struct match_facts *f, struct placement_problem *p, str *fault)
{
    SLICE(struct placement_ban) all = { 0 };
    int32_t *penalty = (int32_t *)(uintptr_t)p->penalty; // made here
    for (uint32_t h = 0; h < f->households; h++)
        for (size_t i = 0; i < f->household[h].tie_n; i++)
            if (f->household[h].ties[i].kind == MATCH_NOT_HERE && f->household[h].ties[i].place < f->places)
                *ADD(a, &all) = (struct placement_ban){ h, f->household[h].ties[i].place };
    for (size_t i = 0; i < f->lock_n; i++) {
        const struct match_lock *l = &f->lock[i];
        if (l->household >= f->households || l->place >= f->places) {
            *fault = strf(a, "choice %zu names nobody", i + 1);
            return E_INPUT;
        }
        for (uint32_t m = 0; m < f->places; m++)
            if ((m == l->place) == l->forbid)
                *ADD(a, &all) = (struct placement_ban){ l->household, m };
        if (!l->forbid)
            penalty[l->household] = PLACEMENT_NUMBER / 2; // before all others
    }
    p->bans = all.p;
    p->ban_count = all.n;
    return OK;
}

static err problem_of(struct arena *a, const struct match_facts *f, struct match *out, str *fault)
{
    *out = (struct match){ .problem = { .households = f->households, .municipalities = f->places, .kinds = KINDS,
                                        .periods = quarters(f) } };
    if (!f->places) {
        *fault = STR("there is no municipality");
        return E_INPUT;
    }
    for (uint32_t h = 0; h < f->households; h++)
        if (f->household[h].persons < 1 || f->household[h].persons > 1000) {
            *fault = strf(a, "household %u has no persons, or too many", h);
            return E_INPUT;
        }
    places(a, f, &out->problem);
    households(a, f, &out->problem);
    return bans(a, f, &out->problem, fault);
}

err match_make(struct arena *a, const struct match_facts *f, const struct placement_limits *l, struct match *out, str *fault)
{
    PASS(problem_of(a, f, out, fault));
    PASS(place(a, &out->problem, l, &out->plan, fault));
    return explain_make(a, &out->problem, &out->plan, NULL, &out->explain, fault);
}

err match_keep(struct arena *a, const struct match_facts *f, const struct placement_plan *before,
               const struct placement_limits *l, struct match *out, str *fault)
{
    PASS(problem_of(a, f, out, fault));
    PASS(placement_repair(a, &out->problem, before, l, &out->plan, fault));
    return explain_make(a, &out->problem, &out->plan, NULL, &out->explain, fault);
}

// ---- reasons -----------------------------------------------------------------------------------

static void because(struct match_choice *c, enum match_reason why)
{
    if (c->reasons < MATCH_REASONS)
        c->reason[c->reasons++] = why;
}

static void reasons_for(const struct match_facts *f, const struct match_household *h, uint32_t m, struct match_choice *c)
{
    if (tied(h, m, MATCH_FAMILY))
        because(c, FOR_FAMILY);
    if (tied(h, m, MATCH_WORK))
        because(c, FOR_WORK);
    if (tied(h, m, MATCH_STUDY))
        because(c, FOR_STUDY);
    if (tied(h, m, MATCH_NETWORK))
        because(c, FOR_NETWORK);
    if (h->needs) // it would not be here without
        because(c, (h->needs & f->place[m].known) == h->needs ? FOR_SERVICE : FOR_SERVICE_GUESSED);
    if (f->place[m].free >= MANY_FREE)
        because(c, FOR_MANY_FREE);
}

static void reasons_against(const struct match_household *h, uint32_t m, const struct explained_place *x,
                            struct match_choice *c)
{
    if (!tied(h, m, MATCH_FAMILY) && tied_elsewhere(h, m, MATCH_FAMILY))
        because(c, AGAINST_FAMILY_ELSEWHERE);
    if (!tied(h, m, MATCH_WORK) && !tied(h, m, MATCH_STUDY) &&
        (tied_elsewhere(h, m, MATCH_WORK) || tied_elsewhere(h, m, MATCH_STUDY)))
        because(c, AGAINST_WORK_ELSEWHERE);
    for (int i = 0; i < x->full_n; i++)
        because(c, x->full[i].kind == PERSONS  ? AGAINST_FULL
                   : x->full[i].kind == MINORS ? AGAINST_MINORS_FULL
                                               : AGAINST_LARGE_FULL);
    if (x->period > h->ready)
        because(c, AGAINST_LATER);
    if (!x->full_n && c->free_after <= LAST_PLACES)
        because(c, AGAINST_LAST_PLACES);
}

static int64_t free_now(const struct match_facts *f, const struct match *x, uint32_t m)
{
    int64_t free = room(f->place[m].free);
    for (uint32_t h = 0; h < f->households; h++)
        free -= x->plan.place[h] == (int32_t)m ? f->household[h].persons : 0;
    return free;
}

// The place of the plan stands first, also where others are as good for this household alone.
static int planned_first(struct match *x, uint32_t household, struct explained_place *best, int n)
{
    int32_t there = x->plan.place[household];
    int i = 0;
    if (there < 0)
        return n;
    while (i < n && best[i].municipality != there)
        i++;
    if (i == n) {
        i = n < MATCH_BEST ? n++ : n - 1;
        explain_place(x->explain, household, (uint32_t)there, &best[i]);
    }
    struct explained_place first = best[i];
    memmove(best + 1, best, (size_t)i * sizeof *best);
    best[0] = first;
    return n;
}

int match_best(struct arena *a, const struct match_facts *f, struct match *x, uint32_t household,
               struct match_choice out[MATCH_BEST])
{
    struct explained_place best[MATCH_BEST];
    const struct match_household *h = &f->household[household];
    int n = planned_first(x, household, best, explain_best(x->explain, household, MATCH_BEST, best));
    (void)a;
    for (int i = 0; i < n; i++) {
        uint32_t m = (uint32_t)best[i].municipality;
        bool here = x->plan.place[household] == (int32_t)m;
        out[i] = (struct match_choice){ .place = m, .score = match_value(f, household, m), .proposed = here,
                                         .quarter = best[i].period };
        int64_t left = free_now(f, x, m);
        out[i].free_after = left - (here ? 0 : h->persons);
        if (x->problem.fill_minimum[m] && room(f->place[m].free) - left <= x->problem.fill_minimum[m])
            because(&out[i], FOR_SHARE);
        explain_move(x->explain, household, m, &out[i].move);
        reasons_for(f, h, m, &out[i]);
        reasons_against(h, m, &best[i], &out[i]);
    }
    return n;
}

void match_outs(const struct match *x, uint32_t household, uint8_t *out)
{
    for (uint32_t m = 0; m < x->problem.municipalities; m++) {
        struct explained_place p;
        explain_place(x->explain, household, m, &p);
        out[m] = p.why == WHY_EXCLUDED || p.why == WHY_NO_CANDIDATE ? OUT_EXCLUDED
                 : p.why == WHY_SERVICE                             ? OUT_SERVICE
                 : p.why == WHY_TOO_LARGE                           ? OUT_NO_PLACE
                 : p.why == WHY_FULL                                ? OUT_FULL
                                                                    : OUT_NOT;
    }
}

// ---- outcome -----------------------------------------------------------------------------------

static void by_place(struct arena *a, const struct match_facts *f, const struct match *x, struct match_outcome *o)
{
    uint32_t *large = NEW_ARRAY(a, f->places, uint32_t);
    bool any = false;
    for (uint32_t h = 0; h < f->households; h++)
        if (x->plan.place[h] >= 0 && f->household[h].persons >= MATCH_LARGE) {
            o->large++;
            o->large_places += large[x->plan.place[h]]++ == 0;
        }
    for (uint32_t m = 0; m < f->places; m++) {
        int64_t free = room(f->place[m].free);
        o->large_most = large[m] > o->large_most ? large[m] : o->large_most;
        if (!free)
            continue;
        double share = (double)(free - free_now(f, x, m)) / (double)free;
        o->fill_least = any && o->fill_least < share ? o->fill_least : share;
        o->fill_most = share > o->fill_most ? share : o->fill_most;
        any = true;
    }
}

err match_outcome(struct arena *a, const struct match_facts *f, const struct match *x, struct match_outcome *o, str *fault)
{
    double waited = 0, left = 0;
    *o = (struct match_outcome){ .households = f->households };
    for (uint32_t h = 0; h < f->households; h++) {
        const struct match_household *m = &f->household[h];
        bool placed = x->plan.place[h] >= 0;
        o->placed += placed;
        o->persons += m->persons;
        o->persons_placed += placed ? m->persons : 0;
        if (placed)
            o->quarter[x->plan.period[h]] += m->persons;
        waited += placed ? (double)m->waited : 0;
        left += placed ? 0 : (double)m->waited;
    }
    o->mean_wait_placed = o->placed ? waited / o->placed : 0;
    o->mean_wait_left = o->placed < o->households ? left / (o->households - o->placed) : 0;
    by_place(a, f, x, o);
    uint32_t *group = NEW_ARRAY(a, f->households + 1, uint32_t);
    for (int g = 0; g < MATCH_GROUPINGS; g++) {
        uint32_t groups = 1;
        for (uint32_t h = 0; h < f->households; h++) {
            group[h] = f->household[h].group[g];
            groups = group[h] + 1 > groups ? group[h] + 1 : groups;
        }
        PASS(placement_fair_report(a, &x->problem, &x->plan, group, groups, &o->by[g], fault));
    }
    return OK;
}
