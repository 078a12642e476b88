// SPDX-License-Identifier: Apache-2.0
// The options of one municipality: so many of a type, or a choice among relatives, each with the periods
// its members come in.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "placement/knapsack_work.h"

static int by_type(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    if (x->loss != y->loss)
        return x->loss < y->loss ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

static bool open_row(struct knapsack_work *w, int kind, int period, int64_t left, double price)
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
bool knapsack_rows(struct knapsack_work *w)
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
    struct knapsack_work w;
    memset(&w, 0, offsetof(struct knapsack_work, pattern));
    w.k = &k;
    return knapsack_rows(&w);
}

// Use in rows of one period, or of the whole horizon (-1); false when there is no such room.
static bool add_use(const struct knapsack_work *w, uint64_t *key, const int32_t *use, int period)
{
    for (int k = 0; k < w->kinds; k++) {
        int32_t u = w->period[k] == period ? use[w->kind[k]] : 0;
        if (u && load_of(w, *key, k) + u > w->room[k])
            return false;
        *key += (uint64_t)u << w->shift[k];
    }
    return true;
}

static double period_price(const struct knapsack_work *w, const int32_t *use, int period)
{
    double sum = 0;
    for (int k = 0; k < w->kinds; k++)
        sum += w->period[k] == period ? w->price[k] * use[w->kind[k]] : 0;
    return sum;
}

// All ways a unit of the type may come, member by member; false when there are too many.
static bool make_patterns(struct knapsack_work *w, uint32_t type, uint32_t list)
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

static double cuts_worth(const struct knapsack_work *w, uint32_t type)
{
    double sum = 0;
    for (int i = 0; i < w->cuts; i++)
        sum += w->cut_price[i] * w->cut_size[i][type];
    return sum;
}

// One unit more, in each way that has room; false when there are too many options.
static bool add_unit(struct knapsack_work *w, struct group *g, uint32_t parent, uint32_t last, uint32_t set, double loss,
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
static bool group_of_type(struct knapsack_work *w, uint32_t from, uint32_t n)
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
static bool group_of_tree(struct knapsack_work *w, uint32_t from, uint32_t n)
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
bool knapsack_groups(struct knapsack_work *w)
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
