// SPDX-License-Identifier: Apache-2.0
// One time of one population: sums from persons, their cells and vectors, protection, lines.
//
// The inner quantities: of a municipality all its persons and, of each split, all categories but the last; of a county
// (groups are told from there up) each category of each variable but the last, by the first split. Every published
// number is a sum of these, so the elimination sees all relations between them.
#include "rooms/statistics/count.h"

#include <stdlib.h>

const int variable_n[VARIABLES] = { [BY_PERMIT] = 4, [BY_HOUSEHOLD] = 5, [BY_SEX] = 3, [BY_AGE] = 5 };

int contents_of(const struct population *p)
{
    return 1 + p->masks + (p->days ? 2 : 0);
}

int groups_of(const struct population *p)
{
    int n = 1;
    for (int v = 0; v < p->variables; v++)
        n += variable_n[p->variable[v]];
    return n;
}

int group_index(const struct population *p, enum variable variable, int category)
{
    int at = 1;
    for (int v = 0; v < p->variables; at += variable_n[p->variable[v++]])
        if (p->variable[v] == variable)
            return at + category;
    return -1;
}

bool group_variable(const struct population *p, int group, enum variable *variable, int *category)
{
    int at = 1;
    for (int v = 0; group > 0 && v < p->variables; at += variable_n[p->variable[v++]])
        if (group < at + variable_n[p->variable[v]]) {
            *variable = p->variable[v];
            *category = group - at;
            return true;
        }
    return false;
}

static int by_key(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    if (x->time != y->time)
        return x->time - y->time;
    return x->group != y->group ? x->group - y->group : x->region - y->region;
}

const struct line *line_find(const lines *all, int time, int group, int region)
{
    struct line key = { .time = time, .group = group, .region = region };
    return all->n ? bsearch(&key, all->p, all->n, sizeof *all->p, by_key) : NULL;
}

void lines_sort(lines *all)
{
    if (all->n)
        qsort(all->p, all->n, sizeof *all->p, by_key);
}

// ---- sums ---------------------------------------------------------------------------------------------

enum { ALL = -1, QUANTITIES = 1 + SPLITS * CATEGORIES };
struct counted { // of a region, or of a group in it: all, then categories
    int64_t n[QUANTITIES];
};
struct block {
    struct arena *a;
    const struct population *p;
    const struct regions *r;
    const grains *g;
    int regions, groups;      // regions with the one for those without a place
    struct counted *of;       // regions x groups
    uint32_t *base, *group_base; // first column of a leaf, by region
    uint32_t columns;
    int32_t *work;            // of one vector, dense
    guarded_cells cells;
    guarded_sums sums;
    uint32_t *cell;           // regions x groups x QUANTITIES, +1; 0 none
    uint32_t *mask_cell;      // regions x groups x MASKS, +1
    const struct count_before *before;
    int time;
    bool inside;              // true numbers, no protection
};

static int quantity(int split, int category)
{
    return split == ALL ? 0 : 1 + split * CATEGORIES + category;
}

static struct counted *at(const struct block *b, int region, int group)
{
    return &b->of[region * b->groups + group];
}

static bool leaf(const struct block *b, int region)
{
    return b->p->by_place ? region >= b->r->first_town : region == 0;
}

static bool group_leaf(const struct block *b, int region)
{
    return b->p->by_place ? (region >= 1 && region <= b->r->counties) || region == b->r->n : region == 0;
}

static bool told_by_group(const struct block *b, int region)
{
    return region == 0 || group_leaf(b, region);
}

static bool under(const struct block *b, int region, int town)
{
    return region == 0 || region == town ||
           (town < b->r->n && (b->r->county[town] == region || b->r->class[town] == region));
}

static void count_grain(struct block *b, const struct grain *g, int region)
{
    for (int group = 0; group < b->groups; group++) {
        enum variable v;
        int category;
        if (group && (!told_by_group(b, region) || !group_variable(b->p, group, &v, &category) ||
                      g->group[v] != category))
            continue;
        struct counted *c = at(b, region, group);
        c->n[0] += g->persons;
        for (int s = 0; s < b->p->splits; s++)
            c->n[quantity(s, g->split[s])] += g->persons;
    }
}

static void add_up(struct block *b)
{
    for (size_t i = 0; i < b->g->n; i++) {
        const struct grain *g = &b->g->p[i];
        count_grain(b, g, 0);
        if (!b->p->by_place)
            continue;
        count_grain(b, g, g->region);
        if (g->region == b->r->n)
            continue;
        count_grain(b, g, b->r->county[g->region]);
        if (b->p->by_class && b->r->class[g->region])
            count_grain(b, g, b->r->class[g->region]);
    }
}

// ---- vectors --------------------------------------------------------------------------------------------

static int first_split_n(const struct block *b)
{
    return b->p->splits ? b->p->split_n[0] : 1;
}

static void number_columns(struct block *b)
{
    for (int r = 0; r < b->regions; r++) {
        if (!at(b, r, 0)->n[0])
            continue;
        if (leaf(b, r)) {
            b->base[r] = b->columns;
            b->columns += 1;
            for (int s = 0; s < b->p->splits; s++)
                b->columns += (uint32_t)b->p->split_n[s] - 1;
        }
        if (group_leaf(b, r)) {
            b->group_base[r] = b->columns;
            for (int v = 0; v < b->p->variables; v++)
                b->columns += (uint32_t)((variable_n[b->p->variable[v]] - 1) * first_split_n(b));
        }
    }
}

static void leaf_add(struct block *b, int r, int split, int category, int32_t times)
{
    uint32_t column = b->base[r];
    if (!at(b, r, 0)->n[0])
        return; // known to be empty
    if (split == ALL) {
        b->work[column] += times;
        return;
    }
    uint32_t first = column + 1;
    for (int s = 0; s < split; s++)
        first += (uint32_t)b->p->split_n[s] - 1;
    if (category < b->p->split_n[split] - 1) {
        b->work[first + (uint32_t)category] += times;
        return;
    }
    b->work[column] += times;
    for (int i = 0; i < b->p->split_n[split] - 1; i++)
        b->work[first + (uint32_t)i] -= times;
}

static void region_add(struct block *b, int region, int split, int category, int32_t times)
{
    if (!b->p->by_place || leaf(b, region)) {
        leaf_add(b, region, split, category, times);
        return;
    }
    for (int town = b->r->first_town; town < b->regions; town++)
        if (under(b, region, town))
            leaf_add(b, town, split, category, times);
}

static void group_leaf_add(struct block *b, int r, int v, int j, int category, int32_t times)
{
    int last = variable_n[b->p->variable[v]] - 1, wide = first_split_n(b);
    if (!at(b, r, 0)->n[0])
        return;
    if (b->p->linked && b->p->variable[v] == BY_HOUSEHOLD && j == 0 && category == ALL) {
        region_add(b, r, 1, 2, times);
        return;
    }
    if (j == last) {
        region_add(b, r, category == ALL ? ALL : 0, category, times);
        for (int k = 0; k < last; k++)
            group_leaf_add(b, r, v, k, category, -times);
        return;
    }
    uint32_t column = b->group_base[r] + (uint32_t)(j * wide);
    for (int u = 0; u < v; u++)
        column += (uint32_t)((variable_n[b->p->variable[u]] - 1) * wide);
    if (category == ALL) {
        b->work[column] += times;
    } else if (category < wide - 1) {
        b->work[column + 1 + (uint32_t)category] += times;
    } else {
        group_leaf_add(b, r, v, j, ALL, times);
        for (int i = 0; i < wide - 1; i++)
            b->work[column + 1 + (uint32_t)i] -= times;
    }
}

static void quantity_add(struct block *b, int region, int group, int split, int category)
{
    enum variable variable;
    int j, v = 0;
    if (!group_variable(b->p, group, &variable, &j)) {
        region_add(b, region, split, category, 1);
        return;
    }
    while (b->p->variable[v] != variable)
        v++;
    for (int r = 0; r < b->regions; r++)
        if (group_leaf(b, r) && (r == region || region == 0))
            group_leaf_add(b, r, v, j, split == ALL ? ALL : category, 1);
}

static terms gather(struct block *b)
{
    terms v = { 0 };
    for (uint32_t c = 0; c < b->columns; c++)
        if (b->work[c]) {
            *ADD(b->a, &v) = (struct term){ c, b->work[c] };
            b->work[c] = 0;
        }
    return v;
}

// ---- cells ----------------------------------------------------------------------------------------------

static const struct fig *told(const struct block *b, int region, int group, int content)
{
    const struct line *l = b->before->time < 0 ? NULL : line_find(b->before->all, b->before->time, group, region);
    return l ? &l->at[content] : NULL;
}

static bool is_small(int64_t v)
{
    return v > 0 && v < SMALL_BELOW;
}

// How much it is wanted: totals before parts, the nation before counties before municipalities.
static int64_t wanted(const struct block *b, int region, int group, bool mask, int64_t value)
{
    int64_t level = region == 0 ? (group ? 8 : 9) : region >= b->r->first_town ? 6 : group ? 5 : 7;
    return (level * 2 - (mask ? (region == 0 ? 1 : 7) : 0)) * 1000000000 + value;
}

// Numbers of the nation are withheld by group; its total never.
static int32_t block_of(const struct block *b, int region, int group, bool total)
{
    return region ? region : total && !group ? 0 : b->r->n + 1 + group;
}

static uint32_t add_cell(struct block *b, int32_t block, int64_t value, bool open, int64_t want)
{
    struct guarded *g = ADD(b->a, &b->cells);
    *g = (struct guarded){ .v = gather(b), .value = value, .open = open, .wanted = want, .small = is_small(value), .block = block,
                            .loose = block == b->r->n }; // of those without a place: the exact number is kept
    return (uint32_t)b->cells.n - 1;
}

// A number that has been told of: little growth is a small group too, and the withheld of a closed time stays so.
static void remember(const struct block *b, struct guarded *g, int region, int group, int content)
{
    const struct fig *was = told(b, region, group, content);
    const struct line *known = b->before->least && !group && !content ? line_find(b->before->least, b->time, 0, region) : NULL;
    if (known && known->at[0].sign == SIGN_VALUE && known->at[0].v <= (double)g->value && known->at[0].v > 0)
        g->least = (int64_t)known->at[0].v;
    if (!was)
        return;
    if (was->sign == SIGN_VALUE) {
        int64_t v = (int64_t)was->v;
        g->small |= is_small(llabs(g->value - v));
        g->least = b->p->growing && v < g->value && v > g->least ? v : g->least;
    } else if (was->sign == SIGN_WITHHELD && b->before->closed) {
        g->shut = true;
    }
}

static void sum_up(struct block *b, uint32_t whole, const uint32_t *part, size_t n)
{
    struct guarded_sum *s = ADD(b->a, &b->sums);
    s->whole = whole;
    for (size_t i = 0; i < n; i++)
        if (part[i])
            *ADD(b->a, &s->parts) = part[i] - 1;
    if (!s->parts.n)
        b->sums.n--;
}

static uint32_t *cell_at(const struct block *b, int region, int group, int q)
{
    return &b->cell[((size_t)region * (size_t)b->groups + (size_t)group) * QUANTITIES + (size_t)q];
}

static uint32_t *mask_at(const struct block *b, int region, int group, int m)
{
    return &b->mask_cell[((size_t)region * (size_t)b->groups + (size_t)group) * MASKS + (size_t)m];
}

static void add_mask(struct block *b, int region, int group, int m)
{
    const struct mask *k = &b->p->mask[m];
    const struct counted *c = at(b, region, group);
    uint32_t parts[CATEGORIES] = { 0 };
    int64_t value = 0;
    size_t n = 0;
    for (int i = 0; i < b->p->split_n[k->split]; i++)
        if (k->in & (1U << i)) {
            value += c->n[quantity(k->split, i)];
            quantity_add(b, region, group, k->split, i);
            parts[n++] = *cell_at(b, region, group, quantity(k->split, i));
        }
    bool open = region != b->r->n;
    uint32_t cell = add_cell(b, block_of(b, region, group, false), value, open, wanted(b, region, group, true, value));
    *mask_at(b, region, group, m) = cell + 1;
    remember(b, &b->cells.p[cell], region, group, 1 + m);
    for (int i = 0; i < b->p->split_n[k->split]; i++)
        if (!(k->in & (1U << i)))
            quantity_add(b, region, group, k->split, i);
    int64_t rest = c->n[0] - value;
    uint32_t other = add_cell(b, block_of(b, region, group, false), rest, false, 0), both[] = { cell + 1, other + 1 };
    if (k->sensitive && value > 0 && !rest && value < MEDIAN_FROM)
        b->cells.p[cell].small = b->cells.p[other].small = true;
    sum_up(b, cell, parts, n);
    sum_up(b, *cell_at(b, region, group, 0) - 1, both, 2);
}

static void add_line(struct block *b, int region, int group)
{
    const struct counted *c = at(b, region, group);
    quantity_add(b, region, group, ALL, 0);
    bool open = region != b->r->n;
    uint32_t all = add_cell(b, block_of(b, region, group, true), c->n[0], open, wanted(b, region, group, false, c->n[0]));
    *cell_at(b, region, group, 0) = all + 1;
    remember(b, &b->cells.p[all], region, group, 0);
    for (int s = 0; s < (group ? b->p->splits > 0 : b->p->splits); s++) {
        uint32_t parts[CATEGORIES];
        for (int i = 0; i < b->p->split_n[s]; i++) {
            quantity_add(b, region, group, s, i);
            parts[i] = add_cell(b, block_of(b, region, group, false), c->n[quantity(s, i)], false, 0) + 1;
            b->cells.p[parts[i] - 1].loose = true; // told only through masks
            *cell_at(b, region, group, quantity(s, i)) = parts[i];
        }
        sum_up(b, all, parts, (size_t)b->p->split_n[s]);
    }
    for (int m = 0; m < b->p->masks; m++)
        if (!group || b->p->mask[m].split == 0)
            add_mask(b, region, group, m);
}

static void sums_of_regions(struct block *b, int group, int q)
{
    uint32_t *part = NEW_ARRAY(b->a, b->regions + 1, uint32_t);
    for (int region = 0; region <= b->r->counties + 6; region++) {
        size_t n = 0;
        uint32_t whole = *cell_at(b, region, group, q);
        if (!whole)
            continue;
        for (int r = region ? b->r->first_town : 1; r < b->regions; r++)
            if (region ? under(b, region, r) : r <= b->r->counties || r == b->r->n)
                part[n++] = *cell_at(b, r, group, q);
        sum_up(b, whole - 1, part, n);
    }
    size_t n = 0;
    if (!b->p->by_class || group || !*cell_at(b, 0, group, q))
        return;
    for (int r = b->r->first_class; r < b->r->first_town; r++)
        part[n++] = *cell_at(b, r, group, q);
    part[n++] = *cell_at(b, b->r->n, group, q);
    sum_up(b, *cell_at(b, 0, group, q) - 1, part, n);
}

static void sums_of_groups(struct block *b, int region, int q)
{
    if (!told_by_group(b, region) || !*cell_at(b, region, 0, q))
        return;
    for (int v = 0, first = 1; v < b->p->variables; first += variable_n[b->p->variable[v++]]) {
        uint32_t part[8];
        for (int j = 0; j < variable_n[b->p->variable[v]]; j++)
            part[j] = *cell_at(b, region, first + j, q);
        sum_up(b, *cell_at(b, region, 0, q) - 1, part, (size_t)variable_n[b->p->variable[v]]);
    }
}

static void make_cells(struct block *b)
{
    for (int r = 0; r < b->regions; r++)
        for (int g = 0; g < b->groups; g++)
            if (at(b, r, 0)->n[0] && (!g || told_by_group(b, r)))
                add_line(b, r, g);
    for (int q = 0; q < QUANTITIES; q++) {
        for (int g = 0; b->p->by_place && g < b->groups; g++)
            sums_of_regions(b, g, q);
        for (int r = 0; r < b->regions && q < 1 + CATEGORIES; r++)
            sums_of_groups(b, r, q);
    }
}

// ---- lines ----------------------------------------------------------------------------------------------

static int by_number(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void mean_and_median(const struct block *b, int region, int group, struct fig *mean, struct fig *median)
{
    int32_t *days = NEW_ARRAY(b->a, b->g->n + 1, int32_t);
    size_t n = 0;
    double sum = 0;
    for (size_t i = 0; i < b->g->n; i++) {
        const struct grain *g = &b->g->p[i];
        enum variable v;
        int category;
        if (b->p->by_place && region && (g->region == b->r->n || !under(b, region, g->region)))
            continue;
        if (group && group_variable(b->p, group, &v, &category) && g->group[v] != category)
            continue;
        days[n++] = g->days;
        sum += g->days;
    }
    if (!n)
        return;
    qsort(days, n, sizeof *days, by_number);
    *mean = fig_of(round_half_away(sum / (double)n, 1));
    *median = n < MEDIAN_FROM && !b->inside ? fig_sign(SIGN_WITHHELD) : fig_of(days[(n - 1) / 2]); // the lower one
}

static struct fig shown(const struct block *b, uint32_t cell)
{
    const struct guarded *g = &b->cells.p[cell - 1];
    return g->hidden ? fig_sign(SIGN_WITHHELD) : fig_of((double)g->value);
}

static void make_line(const struct block *b, int time, int region, int group, lines *out)
{
    struct line l = { time, group, region, { { 0 } } };
    for (int k = 0; k < CONTENTS; k++)
        l.at[k] = fig_sign(SIGN_NOT);
    l.at[0] = shown(b, *cell_at(b, region, group, 0));
    const struct fig *was = told(b, region, group, 0);
    int64_t n = b->cells.p[*cell_at(b, region, group, 0) - 1].value;
    if (l.at[0].sign == SIGN_WITHHELD && was && was->sign == SIGN_VALUE && !is_small(n)) {
        // Held back until it has grown enough: what was told stands.
        memcpy(l.at, line_find(b->before->all, b->before->time, group, region)->at, sizeof l.at);
        *ADD(b->a, out) = l;
        return;
    }
    for (int m = 0; m < b->p->masks; m++)
        if (*mask_at(b, region, group, m))
            l.at[1 + m] = l.at[0].sign == SIGN_VALUE ? shown(b, *mask_at(b, region, group, m)) : l.at[0];
    if (b->p->days) {
        struct fig *mean = &l.at[1 + b->p->masks];
        if (l.at[0].sign == SIGN_VALUE)
            mean_and_median(b, region, group, mean, mean + 1);
        else
            mean[0] = mean[1] = l.at[0];
    }
    *ADD(b->a, out) = l;
}

static void count(struct arena *a, struct block *b, int time, struct protect_report *report, lines *out)
{
    lines found = { 0 };
    b->time = time;
    size_t n = (size_t)b->regions * (size_t)b->groups;
    b->of = NEW_ARRAY(b->a, n, struct counted);
    b->base = NEW_ARRAY(b->a, b->regions, uint32_t);
    b->group_base = NEW_ARRAY(b->a, b->regions, uint32_t);
    b->cell = NEW_ARRAY(b->a, n * QUANTITIES, uint32_t);
    b->mask_cell = NEW_ARRAY(b->a, n * MASKS, uint32_t);
    add_up(b);
    number_columns(b);
    b->work = NEW_ARRAY(b->a, b->columns + 1, int32_t);
    make_cells(b);
    if (report)
        protect(&b->cells, &b->sums, b->columns, SMALL_BELOW, report);
    for (int group = 0; group < b->groups; group++)
        for (int region = 0; region < b->r->n; region++)
            if (*cell_at(b, region, group, 0))
                make_line(b, time, region, group, &found);
    if (!*cell_at(b, 0, 0, 0)) { // nobody at all is told too: the time has been counted
        struct line *l = ADD(b->a, &found);
        *l = (struct line){ .time = time };
        for (int k = 1 + b->p->masks; k < CONTENTS; k++)
            l->at[k] = fig_sign(SIGN_NOT);
    }
    for (size_t i = 0; i < found.n; i++)
        *ADD(a, out) = found.p[i];
}

void count_population(struct arena *a, const struct population *p, const grains *g, int time,
                      const struct count_before *before, lines *out, struct protect_report *report)
{
    struct block b = { .a = arena_make(0), .p = p, .r = regions_all(), .g = g, .regions = regions_all()->n + 1,
                       .groups = groups_of(p), .before = before };
    count(a, &b, time, report, out);
    arena_drop(b.a);
}

void count_inside(struct arena *a, const struct population *p, const grains *g, int time, lines *out)
{
    struct count_before none = { .time = -1 };
    struct block b = { .a = arena_make(0), .p = p, .r = regions_all(), .g = g, .regions = regions_all()->n + 1,
                       .groups = groups_of(p), .before = &none, .inside = true };
    count(a, &b, time, NULL, out);
    arena_drop(b.a);
}
