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

#include "placement/market.h"

enum { ROWS = 64, TREE = 6, MOST_OPTIONS = 4000, MOST_PATTERNS = 256 };

// One way to come, by type: with periods, which of them each member takes.
struct pattern {
    uint64_t key;
    double cost;        // of the periods alone
    uint32_t times;     // member by member, in base PLACEMENT_PERIODS
};

struct option {
    uint64_t key;       // loads, packed
    double loss, cuts;  // cuts: what its sizes are worth in rounded inequalities
    int64_t use0;
    uint32_t set;       // of a group of relatives: bits; of a type: how many
    uint32_t parent;    // the option it adds one unit to, + 1
    uint32_t last, pattern; // that unit in the group, and how it comes
    uint32_t times;
};
struct group {
    uint32_t item, n;      // items of it
    uint32_t option, options;
    double least;          // its cheapest option or 0
};
struct label {
    uint64_t key;
    double loss, cuts;
    uint32_t parent, option; // index + 1
    uint32_t at;             // its slot
};
struct work {
    struct knapsack *k;
    struct arena *a;
    int kinds, kind[ROWS], period[ROWS], shift[ROWS + 1]; // rows; period -1: the whole horizon
    int64_t room[ROWS];
    double price[ROWS];
    double limit;          // no option that loses more is of use
    double fill, fill_price;
    int64_t lo;
    double cut_room;
    uint32_t items;        // those that lose little enough
    double cut_price[64];
    const int32_t *cut_size[64];
    int cuts;
    SLICE(struct group) group;
    SLICE(struct option) option;
    double *rest;          // [group]: least losses of it and those after it
    int64_t *could;        // [group * kinds]: most that it and those after it use
    struct label *label;
    uint32_t n;
    uint32_t *slot, slots;
    uint32_t *alive, alives;
    uint32_t patterns[TREE];
    struct pattern pattern[TREE][MOST_PATTERNS]; // last: not cleared
};

static int by_type(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    if (x->loss != y->loss)
        return x->loss < y->loss ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

static bool open_row(struct work *w, int kind, int period, int64_t left, double price)
{
    int n = 0, bits = w->shift[w->kinds];
    while (n < 40 && INT64_C(1) << n <= left)
        n++;
    if (w->kinds == ROWS || bits + n > 62)
        return false;
    w->kind[w->kinds] = kind;
    w->period[w->kinds] = period;
    w->room[w->kinds] = left;
    w->price[w->kinds] = price;
    w->shift[++w->kinds] = bits + n;
    return true;
}

// Rows of the municipality; false when the loads cannot be packed.
static bool open_rows(struct work *w)
{
    const struct model *o = w->k->o;
    const struct prices *x = w->k->x;
    uint32_t m = w->k->m;
    for (int k = 0; k < o->kinds; k++) {
        size_t at = m * (size_t)o->kinds + (size_t)k;
        bool fills = k == 0 && o->fill_price[m] > 0;
        if (unlimited(o->left[at]) && !fills)
            continue;
        // Persons beyond the wish do not matter where there is no limit: too rare to treat apart.
        if (unlimited(o->left[at]) || !open_row(w, k, -1, o->left[at], x->row[at]))
            return false;
    }
    for (int i = 0; o->period_left && i < o->periods * o->kinds; i++) {
        size_t at = (size_t)m * (size_t)o->periods * (size_t)o->kinds + (size_t)i;
        if (!unlimited(o->period_left[at]) &&
            !open_row(w, i % o->kinds, i / o->kinds, o->period_left[at], x->period[at]))
            return false;
    }
    w->fill = x->fill[m];
    w->fill_price = (double)o->fill_price[m];
    w->lo = o->fill_left[m];
    for (uint32_t i = 0; i < x->cuts; i++)
        if (x->cut[i].m == m && x->cut[i].price > 0 && w->cuts < 64) {
            w->cut_price[w->cuts] = x->cut[i].price;
            w->cut_size[w->cuts++] = x->cut[i].size;
            w->cut_room += x->cut[i].price * (double)x->cut[i].room;
        }
    return true;
}

bool knapsack_possible(const struct model *o, const struct prices *x, uint32_t m)
{
    struct knapsack k = { .o = o, .x = x, .m = m };
    struct work w;
    memset(&w, 0, offsetof(struct work, pattern));
    w.k = &k;
    return open_rows(&w);
}

static int64_t load_of(const struct work *w, uint64_t key, int k)
{
    int n = w->shift[k + 1] - w->shift[k];
    return (int64_t)(key >> w->shift[k] & ((UINT64_C(1) << n) - 1));
}

// Use in rows of one period, or of the whole horizon (-1); false when there is no such room.
static bool add_use(const struct work *w, uint64_t *key, const int32_t *use, int period)
{
    for (int k = 0; k < w->kinds; k++) {
        int32_t u = w->period[k] == period ? use[w->kind[k]] : 0;
        if (u && load_of(w, *key, k) + u > w->room[k])
            return false;
        *key += (uint64_t)u << w->shift[k];
    }
    return true;
}

static double period_price(const struct work *w, const int32_t *use, int period)
{
    double sum = 0;
    for (int k = 0; k < w->kinds; k++)
        sum += w->period[k] == period ? w->price[k] * use[w->kind[k]] : 0;
    return sum;
}

// All ways a unit of the type may come, member by member; false when there are too many.
static bool make_patterns(struct work *w, uint32_t type, uint32_t list)
{
    const struct model *o = w->k->o;
    const struct type *t = &o->type[type];
    struct pattern *to = w->pattern[list];
    uint32_t n = 1, scale = 1;
    to[0] = (struct pattern){ 0 };
    w->patterns[list] = 0;
    if (!add_use(w, &to[0].key, t->use, -1))
        return true;
    for (uint32_t i = 0; o->by_period && i < t->n; i++, scale *= PLACEMENT_PERIODS) {
        const struct part *x = &o->part[t->from + i];
        struct pattern before[MOST_PATTERNS];
        uint32_t made = 0;
        if (i > 6)
            return false;
        memcpy(before, to, n * sizeof *to);
        for (uint32_t k = 0; k < n; k++)
            for (int p = x->ready; p < o->periods; p++) {
                struct pattern y = before[k];
                if (!add_use(w, &y.key, x->use, p))
                    continue;
                if (made == MOST_PATTERNS)
                    return false;
                y.cost += (double)x->delay * (p - x->ready) + period_price(w, x->use, p);
                y.times += scale * (uint32_t)p;
                to[made++] = y;
            }
        n = made;
    }
    w->patterns[list] = n;
    return true;
}

static bool fits(const struct work *w, uint64_t a, uint64_t b)
{
    for (int k = 0; k < w->kinds; k++)
        if (load_of(w, a, k) + load_of(w, b, k) > w->room[k])
            return false;
    return true;
}

static double cuts_worth(const struct work *w, uint32_t type)
{
    double sum = 0;
    for (int i = 0; i < w->cuts; i++)
        sum += w->cut_price[i] * w->cut_size[i][type];
    return sum;
}

// One unit more, in each way that has room; false when there are too many options.
static bool add_unit(struct work *w, struct group *g, uint32_t parent, uint32_t last, uint32_t set, double loss,
                     uint32_t list, uint32_t from_pattern)
{
    const struct item *x = &w->k->item[g->item + last];
    double cuts = cuts_worth(w, x->type);
    for (uint32_t i = from_pattern; i < w->patterns[list]; i++) {
        const struct pattern *p = &w->pattern[list][i];
        struct option c = { 0 };
        if (parent)
            c = w->option.p[parent - 1];
        if (!fits(w, c.key, p->key))
            continue;
        c.key += p->key;
        c.loss += loss + p->cost;
        c.cuts += cuts;
        c.use0 += w->k->o->type[x->type].use[0];
        c.set = set;
        c.parent = parent;
        c.last = last;
        c.pattern = i;
        c.times = p->times;
        if (g->options == MOST_OPTIONS)
            return false;
        *ADD(w->a, &w->option) = c;
        g->least = c.loss < g->least ? c.loss : g->least;
        g->options++;
    }
    return true;
}

// So many of a type, those that lose least; each after the one before, no earlier in the list of ways.
static bool group_of_type(struct work *w, uint32_t from, uint32_t n)
{
    struct group g = { .item = from, .n = n, .option = (uint32_t)w->option.n };
    const struct item *x = w->k->item + from;
    if (!make_patterns(w, x->type, 0))
        return false;
    uint32_t first = g.option, end = g.option;
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 && !add_unit(w, &g, 0, 0, 1, x[0].loss, 0, 0))
            return false;
        for (uint32_t k = first; i > 0 && k < end; k++)
            if (!(x[i].loss >= 0 && w->option.p[k].loss > w->limit) &&
                !add_unit(w, &g, k + 1, i, i + 1, x[i].loss, 0, w->option.p[k].pattern))
                return false;
        first = end;
        end = (uint32_t)w->option.n;
        if (first == end)
            break;
    }
    *ADD(w->a, &w->group) = g;
    return true;
}

// What item `last` gains by coming to those of `set`.
static double bonuses(const struct model *o, const struct item *x, uint32_t last, uint32_t set)
{
    double sum = 0;
    const struct unit *u = &o->unit[x[last].unit];
    for (uint32_t t = 0; t < u->ties; t++)
        for (uint32_t j = 0; j < last; j++)
            if (set >> j & 1 && x[j].unit == o->tie_of[u->first_tie + t].other)
                sum += (double)o->tie_of[u->first_tie + t].bonus;
    return sum;
}

// Every choice among relatives, each being one that ends with an earlier relative and one more.
static bool group_of_tree(struct work *w, uint32_t from, uint32_t n)
{
    const struct model *o = w->k->o;
    const struct item *x = w->k->item + from;
    struct group g = { .item = from, .n = n, .option = (uint32_t)w->option.n };
    for (uint32_t i = 0; i < n; i++) {
        uint32_t end = (uint32_t)w->option.n;
        if (!make_patterns(w, x[i].type, i) || !add_unit(w, &g, 0, i, 1u << i, x[i].loss, i, 0))
            return false;
        for (uint32_t k = g.option; k < end; k++) {
            uint32_t set = w->option.p[k].set;
            if (!add_unit(w, &g, k + 1, i, set | 1u << i, x[i].loss - bonuses(o, x, i, set), i, 0))
                return false;
        }
    }
    *ADD(w->a, &w->group) = g;
    return true;
}

// Relatives among the items, by their tree; false when one has too many of them here.
static bool make_groups(struct work *w)
{
    struct knapsack *k = w->k;
    const struct model *o = k->o;
    w->group.n = 0;
    w->option.n = 0;
    uint32_t tied = w->items, *root = NEW_ARRAY(w->a, w->items + 1, uint32_t);
    for (uint32_t i = 0; i < tied;) // those with ties to the end
        if (o->unit[k->item[i].unit].ties) {
            struct item t = k->item[i];
            k->item[i] = k->item[--tied];
            k->item[tied] = t;
        } else {
            i++;
        }
    if (tied)
        qsort(k->item, tied, sizeof *k->item, by_type);
    if (w->items - tied > 1)
        qsort(k->item + tied, w->items - tied, sizeof *k->item, by_type);
    for (uint32_t i = 0; i < tied;) {
        uint32_t n = 1;
        while (i + n < tied && k->item[i + n].type == k->item[i].type)
            n++;
        if (!group_of_type(w, i, n))
            return false;
        i += n;
    }
    for (uint32_t i = tied; i < w->items; i++)
        root[i] = i;
    for (bool again = true; again;) { // few: the least number wanders through the tree
        again = false;
        for (uint32_t i = tied; i < w->items; i++) {
            const struct unit *u = &o->unit[k->item[i].unit];
            for (uint32_t t = 0; t < u->ties; t++)
                for (uint32_t j = tied; j < w->items; j++)
                    if (k->item[j].unit == o->tie_of[u->first_tie + t].other && root[j] != root[i]) {
                        root[i] = root[j] = root[i] < root[j] ? root[i] : root[j];
                        again = true;
                    }
        }
    }
    for (uint32_t i = tied; i < w->items;) {
        uint32_t n = 1;
        for (uint32_t j = i + 1; j < w->items; j++)
            if (root[j] == root[i]) { // bring it next
                struct item t = k->item[j];
                uint32_t r = root[j];
                memmove(&k->item[i + n + 1], &k->item[i + n], (j - i - n) * sizeof t);
                memmove(&root[i + n + 1], &root[i + n], (j - i - n) * sizeof r);
                k->item[i + n] = t;
                root[i + n] = r;
                n++;
            }
        if (n > TREE || !group_of_tree(w, i, n))
            return false;
        i += n;
    }
    return true;
}

static int by_least(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    uint32_t nx = x->options, ny = y->options;
    if (nx != ny)
        return nx > ny ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static void look_ahead(struct work *w)
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
static double unused(const struct work *w, uint64_t key, size_t g)
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

static double final_waste(const struct work *w, const struct label *x)
{
    double sum = x->loss + w->cut_room - x->cuts + unused(w, x->key, w->group.n);
    if (w->fill_price > 0) {
        int64_t persons = load_of(w, x->key, 0), lack = w->lo - persons;
        sum += lack > 0 ? (w->fill_price - w->fill) * (double)lack : -w->fill * (double)lack;
    }
    return sum;
}

static bool insert(struct work *w, struct label x)
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
static bool follow(struct work *w, double limit, uint32_t *found)
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
static void take(struct work *w, const struct group *g, const struct option *c)
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

static void collect(struct work *w, uint32_t label)
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
static void pick_freely(struct work *w)
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
    struct work w;
    memset(&w, 0, offsetof(struct work, pattern));
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
    if (!open_rows(&w)) {
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
        if (!make_groups(&w)) { // too many to follow: no set loses less than all that would pay
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
