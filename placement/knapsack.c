// SPDX-License-Identifier: Apache-2.0
// The best set of units for one municipality, exactly. Seen from prices that are nearly right a set
// loses in three ways, all small: units that would rather be elsewhere, places with a price left empty,
// wishes of filling missed. So what is sought is the set that loses least, and nothing is followed
// that already loses more than a limit; the limit grows until a set is found.
//
// Units of one type are alike but for their losses: of each type the first so many are picked. Units
// with ties go by groups of relatives, every choice among them being one option. What was picked so far
// is known by its loads alone: of two ways to the same loads the dearer is dropped.
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "placement/knapsack_work.h"

static int by_least(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    uint32_t nx = x->options, ny = y->options;
    if (nx != ny)
        return nx > ny ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static void look_ahead(struct knapsack_work *w)
{
    size_t n = w->group.n, kinds = (size_t)w->kinds;
    if (n)
        qsort(w->group.p, n, sizeof *w->group.p, by_least);
    w->rest = NEW_ARRAY(w->a, n + 1, double);
    w->could = NEW_ARRAY(w->a, (n + 1) * kinds + 1, int64_t);
    for (size_t g = n; g-- > 0;) {
        const struct group *x = &w->group.p[g];
        w->rest[g] = w->rest[g + 1] + x->least;
        for (size_t k = 0; k < kinds; k++) {
            int64_t most = 0;
            for (uint32_t i = 0; i < x->options; i++) {
                int64_t v = load_of(w, w->option.p[x->option + i].key, (int)k);
                most = v > most ? v : most;
            }
            w->could[g * kinds + k] = w->could[(g + 1) * kinds + k] + most;
        }
    }
}

// What a set with these loads leaves unused or wished for, at the least, when the groups from g on are open.
static double unused(const struct knapsack_work *w, uint64_t key, size_t g)
{
    double sum = 0;
    for (int k = 0; k < w->kinds; k++) {
        if (w->price[k] <= 0)
            continue;
        int64_t left = w->room[k] - load_of(w, key, k) - w->could[g * (size_t)w->kinds + (size_t)k];
        if (left > 0)
            sum += w->price[k] * (double)left;
    }
    return sum;
}

static double final_waste(const struct knapsack_work *w, const struct label *x)
{
    double sum = x->loss + w->cut_room - x->cuts + unused(w, x->key, w->group.n);
    if (w->fill_price > 0) {
        int64_t persons = load_of(w, x->key, 0), lack = w->lo - persons;
        sum += lack > 0 ? (w->fill_price - w->fill) * (double)lack : -w->fill * (double)lack;
    }
    return sum;
}

static bool insert(struct knapsack_work *w, struct label x)
{
    uint32_t i = (uint32_t)((x.key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (w->slots - 1);
    for (; w->slot[i]; i = (i + 1) & (w->slots - 1)) {
        struct label *y = &w->label[w->slot[i] - 1];
        if (y->key != x.key)
            continue;
        if (y->loss - y->cuts <= x.loss - x.cuts)
            return true;
        break;
    }
    if (w->n == w->k->room->labels)
        return false;
    x.at = i;
    w->label[w->n++] = x;
    w->slot[i] = w->n;
    return true;
}

// All sets that lose at most `limit`; false when there are too many to follow.
static bool follow(struct knapsack_work *w, double limit, uint32_t *found)
{
    for (uint32_t i = 0; i < w->n; i++) // of the last time
        w->slot[w->label[i].at] = 0;
    w->n = 0;
    (void)insert(w, (struct label){ 0 });
    w->alive[0] = 0;
    w->alives = 1;
    for (size_t g = 0; g < w->group.n; g++) {
        const struct group *x = &w->group.p[g];
        for (uint32_t i = 0; i < w->alives; i++)
            for (uint32_t k = 0; k < x->options; k++) {
                const struct label *l = &w->label[w->alive[i]];
                const struct option *c = &w->option.p[x->option + k];
                if (l->loss + c->loss + w->rest[g + 1] > limit) {
                    continue;
                }
                if (!fits(w, l->key, c->key))
                    continue;
                struct label y = { l->key + c->key, l->loss + c->loss, l->cuts + c->cuts, w->alive[i] + 1,
                                   x->option + k + 1 };
                if (y.loss + w->rest[g + 1] + unused(w, y.key, g + 1) > limit)
                    continue;
                if (!insert(w, y))
                    return false;
            }
        w->alives = 0;
        for (uint32_t i = 0; i < w->n; i++) {
            const struct label *l = &w->label[i];
            if (w->slot[l->at] == i + 1 && l->loss + w->rest[g + 1] + unused(w, l->key, g + 1) <= limit)
                w->alive[w->alives++] = i;
        }
    }
    double best = limit;
    *found = UINT32_MAX;
    for (uint32_t i = 0; i < w->alives; i++) {
        double v = final_waste(w, &w->label[w->alive[i]]);
        if (v <= best && (v < best || *found == UINT32_MAX)) {
            best = v;
            *found = w->alive[i];
        }
    }
    return true;
}

// The units of an option, and how each comes.
static void take(struct knapsack_work *w, const struct group *g, const struct option *c)
{
    struct knapsack *k = w->k;
    for (;; c = &w->option.p[c->parent - 1]) {
        if (k->times)
            k->times[k->picks] = c->times;
        k->pick[k->picks++] = k->item[g->item + c->last].unit;
        if (!c->parent)
            return;
    }
}

static void collect(struct knapsack_work *w, uint32_t label)
{
    for (const struct label *l = &w->label[label]; l->option; l = &w->label[l->parent - 1]) {
        uint32_t at = l->option - 1;
        const struct group *g = w->group.p;
        while (at < g->option || at >= g->option + g->options)
            g++;
        take(w, g, &w->option.p[at]);
    }
}

void knapsack_room(struct arena *a, uint32_t labels, struct knapsack_room *r)
{
    r->labels = labels;
    r->slots = 1024;
    while (r->slots < 2 * labels)
        r->slots *= 2;
    r->label = NEW_ARRAY(a, labels, struct label);
    r->slot = NEW_ARRAY(a, r->slots, uint32_t);
    r->alive = NEW_ARRAY(a, labels + 1, uint32_t);
}

// As if there were room for all: the cheapest option of each group. No set loses less.
static void pick_freely(struct knapsack_work *w)
{
    struct knapsack *k = w->k;
    k->waste = k->least = w->rest[0];
    k->picks = 0;
    for (size_t g = 0; g < w->group.n; g++) {
        const struct group *x = &w->group.p[g];
        const struct option *least = NULL;
        for (uint32_t i = 0; i < x->options; i++) {
            const struct option *c = &w->option.p[x->option + i];
            least = c->loss < (least ? least->loss : 0) ? c : least;
        }
        if (least)
            take(w, x, least);
    }
}

void knapsack(struct arena *a, struct knapsack *k)
{
    enum { WIDER = 3, TIMES = 7 };
    struct mark back = arena_mark(a);
    struct knapsack_work w;
    memset(&w, 0, offsetof(struct knapsack_work, pattern));
    w.k = k;
    w.a = a;
    double neg = 0;
    k->picks = 0;
    k->exact = false;
    k->waste = -HUGE_VAL; // until it is looked at
    for (uint32_t i = 0; i < k->items; i++) { // half of a bonus may make up for either's loss
        double loss = k->item[i].loss;
        const struct unit *u = &k->o->unit[k->item[i].unit];
        for (uint32_t t = 0; t < u->ties; t++)
            loss -= (double)k->o->tie_of[u->first_tie + t].bonus / 2;
        neg += loss < 0 ? loss : 0;
    }
    struct item *all = k->item;
    w.slots = k->room->slots;
    w.label = k->room->label;
    w.slot = k->room->slot;
    w.alive = k->room->alive;
    if (!knapsack_rows(&w)) {
        arena_back(a, back);
        return;
    }
    uint32_t n = k->items;
    k->item = NEW_ARRAY(a, k->items + 1, struct item);
    double limit = k->limit;
    for (int i = 0; i < TIMES; i++, limit *= WIDER) {
        uint32_t found;
        w.items = 0;
        for (uint32_t u = 0; u < n; u++)
            if (all[u].loss <= limit - neg)
                k->item[w.items++] = all[u];
        w.limit = limit;
        if (!knapsack_groups(&w)) { // too many to follow: no set loses less than all that would pay
            if (i == 0)
                k->waste = k->least = neg;
            break;
        }
        look_ahead(&w);
        if (i == 0)
            pick_freely(&w);
        if (k->hopeless || !follow(&w, limit + neg, &found))
            break;
        if (found != UINT32_MAX) {
            k->waste = final_waste(&w, &w.label[found]);
            k->exact = true;
            k->picks = 0;
            collect(&w, found);
            break;
        }
        k->waste = limit + neg > k->waste ? limit + neg : k->waste;
    }
    for (uint32_t i = 0; i < w.n; i++)
        w.slot[w.label[i].at] = 0;
    k->item = all;
    arena_back(a, back);
}
