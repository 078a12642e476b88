// SPDX-License-Identifier: Apache-2.0
// Merge and clean: hard groups become units; a place that lacks a service, is excluded, is no
// candidate of every member, or is too small for the unit alone is taken out. Accepted households
// leave the search and take their capacity with them.
#include "placement/model.h"

#include <stdlib.h>
#include <string.h>

struct allowed { // a place of an accepted relative
    uint32_t m, next;
};
struct making {
    struct model *o;
    const struct placement_problem *p;
    struct arena *a;
    uint32_t *parent;    // union-find over households
    uint32_t *only_head; // [h]: first of its allowed places + 1 (accepted relatives), 0: any
    SLICE(struct allowed) only;
    uint64_t *ban_from;  // [h + 1] into ban_m
    uint32_t *ban_m;
    uint8_t *narrow;     // [type * m]: 1 where one unit of the type alone has no room
    SLICE(struct unit_extra) extra;
};

static uint32_t find(uint32_t *parent, uint32_t x)
{
    while (parent[x] != x) {
        parent[x] = parent[parent[x]];
        x = parent[x];
    }
    return x;
}

static bool in_range(const struct placement_problem *p)
{
    if (p->kinds < 1 || p->kinds > PLACEMENT_KINDS || p->periods < 1 ||
        p->periods > PLACEMENT_PERIODS || !p->municipalities)
        return false;
    for (size_t i = 0; i < p->ban_count; i++)
        if (p->bans[i].household >= p->households || p->bans[i].municipality >= p->municipalities)
            return false;
    for (size_t i = 0; i < p->tie_count; i++)
        if (p->ties[i].a >= p->households || p->ties[i].b >= p->households || p->ties[i].a == p->ties[i].b)
            return false;
    for (size_t i = 0; i < p->accepted_count; i++)
        if (p->accepted[i].household >= p->households ||
            p->accepted[i].municipality >= p->municipalities ||
            p->accepted[i].period < 0 || p->accepted[i].period >= p->periods)
            return false;
    for (size_t i = 0; i < p->group_count; i++)
        for (uint32_t k = 0; k < p->groups[i].n; k++)
            if (p->member[p->groups[i].from + k] >= p->households)
                return false;
    return true;
}

int64_t pair_value(const struct placement_problem *p, uint32_t h, uint32_t m)
{
    uint64_t from = p->at[h], n = p->at[h + 1] - from;
    if (p->dense[h])
        return p->value[from + m];
    const uint32_t *where = p->municipality + p->sparse_at[h];
    uint64_t low = 0, high = n;
    while (low < high) {
        uint64_t mid = (low + high) / 2;
        if (where[mid] < m)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n && where[low] == m ? p->value[from + low] : PLACEMENT_NONE;
}

// ---- accepted -------------------------------------------------------------------------------

static void take(int64_t *left, int64_t use)
{
    *left -= use; // below zero for a moment: overfull
}

static void note_overfull(struct model *o, int64_t *left, uint32_t m, int k, int period, void *list)
{
    SLICE(struct placement_overfull) *all = list;
    *ADD(o->a, all) = (struct placement_overfull){ m, k, period, -*left };
    *left = 0;
}

static void capacities(struct making *g)
{
    struct model *o = g->o;
    const struct placement_problem *p = g->p;
    size_t cells = (size_t)o->m * (size_t)o->kinds, pcells = cells * (size_t)o->periods;
    SLICE(struct placement_overfull) over = { 0 };
    int64_t *used = NEW_ARRAY(g->a, cells, int64_t);
    int64_t *pused = p->period_capacity ? NEW_ARRAY(g->a, pcells, int64_t) : NULL;
    o->left = NEW_ARRAY(g->a, cells, int64_t);
    o->fill_left = NEW_ARRAY(g->a, o->m, int64_t);
    o->fill_price = NEW_ARRAY(g->a, o->m, int64_t);
    for (uint32_t m = 0; m < o->m; m++)
        o->fill_left[m] = p->fill_minimum[m];
    for (size_t i = 0; i < p->accepted_count; i++) {
        const struct placement_accepted *x = &p->accepted[i];
        for (int k = 0; k < o->kinds; k++) {
            int64_t use = p->use[x->household * (size_t)o->kinds + (size_t)k];
            used[x->municipality * (size_t)o->kinds + (size_t)k] += use;
            if (pused)
                pused[((size_t)x->municipality * (size_t)o->periods + (size_t)x->period) * (size_t)o->kinds + (size_t)k] += use;
        }
        o->fill_left[x->municipality] -= p->use[x->household * (size_t)o->kinds];
    }
    for (size_t i = 0; i < cells; i++) {
        o->left[i] = p->capacity[i] == PLACEMENT_UNLIMITED ? NO_LIMIT : p->capacity[i];
        if (unlimited(o->left[i]))
            continue;
        take(&o->left[i], used[i]);
        if (o->left[i] < 0)
            note_overfull(o, &o->left[i], (uint32_t)(i / (size_t)o->kinds), (int)(i % (size_t)o->kinds), -1, &over);
    }
    if (pused) {
        o->period_left = NEW_ARRAY(g->a, pcells, int64_t);
        for (size_t i = 0; i < pcells; i++) {
            o->period_left[i] = p->period_capacity[i] == PLACEMENT_UNLIMITED ? NO_LIMIT : p->period_capacity[i];
            if (unlimited(o->period_left[i]))
                continue;
            take(&o->period_left[i], pused[i]);
            size_t cell = i / (size_t)o->kinds;
            if (o->period_left[i] < 0)
                note_overfull(o, &o->period_left[i], (uint32_t)(cell / (size_t)o->periods),
                              (int)(i % (size_t)o->kinds), (int)(cell % (size_t)o->periods), &over);
        }
    }
    for (uint32_t m = 0; m < o->m; m++) {
        o->fill_left[m] = o->fill_left[m] > 0 ? o->fill_left[m] : 0;
        o->fill_price[m] = o->fill_left[m] ? p->fill_price[m] : 0;
    }
    o->overfull = over.p;
    o->overfull_count = over.n;
}

// ---- units ----------------------------------------------------------------------------------

static void bans(struct making *g)
{
    const struct placement_problem *p = g->p;
    g->ban_from = NEW_ARRAY(g->a, p->households + 2, uint64_t);
    g->ban_m = NEW_ARRAY(g->a, p->ban_count + 1, uint32_t);
    for (size_t i = 0; i < p->ban_count; i++)
        g->ban_from[p->bans[i].household + 2]++;
    for (uint32_t h = 0; h < p->households; h++)
        g->ban_from[h + 2] += g->ban_from[h + 1];
    for (size_t i = 0; i < p->ban_count; i++)
        g->ban_m[g->ban_from[p->bans[i].household + 1]++] = p->bans[i].municipality;
}

static void groups(struct making *g)
{
    const struct placement_problem *p = g->p;
    struct model *o = g->o;
    g->parent = NEW_ARRAY(g->a, p->households + 1, uint32_t);
    g->only_head = NEW_ARRAY(g->a, p->households + 1, uint32_t);
    o->accepted_at = NEW_ARRAY(g->a, p->households + 1, uint64_t);
    for (uint32_t h = 0; h < p->households; h++)
        g->parent[h] = h;
    for (size_t i = 0; i < p->group_count; i++)
        for (uint32_t k = 1; k < p->groups[i].n; k++) {
            uint32_t x = find(g->parent, p->member[p->groups[i].from]),
                     y = find(g->parent, p->member[p->groups[i].from + k]);
            if (x != y)
                g->parent[x > y ? x : y] = x > y ? y : x;
        }
    for (size_t i = 0; i < p->accepted_count; i++)
        o->accepted_at[p->accepted[i].household] = p->accepted[i].municipality + UINT64_C(1);
    for (size_t i = 0; i < p->accepted_count; i++) { // places of accepted members, by group
        uint32_t root = find(g->parent, p->accepted[i].household);
        uint32_t next = g->only_head[root];
        *ADD(g->a, &g->only) = (struct allowed){ p->accepted[i].municipality, next };
        g->only_head[root] = (uint32_t)g->only.n;
    }
}

static void make_units(struct making *g)
{
    const struct placement_problem *p = g->p;
    struct model *o = g->o;
    uint32_t *next = NEW_ARRAY(g->a, p->households + 1, uint32_t); // in the group, + 1
    uint32_t *head = NEW_ARRAY(g->a, p->households + 1, uint32_t);
    uint32_t *count;
    o->unit_of = NEW_ARRAY(g->a, p->households + 1, uint32_t);
    for (uint32_t h = p->households; h-- > 0;) {
        uint32_t root = find(g->parent, h);
        next[h] = head[root];
        head[root] = h + 1;
        o->unit_of[h] = UINT32_MAX;
    }
    // Numbered by the group's first household, as everybody does who checks the bound.
    for (uint32_t root = 0; root < p->households; root++) {
        bool together = !g->only_head[root]; // else relatives are placed already: each for itself
        uint32_t n = 0;
        for (uint32_t h = head[root]; h; h = next[h - 1])
            if (!o->accepted_at[h - 1]) {
                o->unit_of[h - 1] = together ? o->units : o->units + n;
                n++;
            }
        o->units += together ? n > 0 : n;
    }
    o->unit = NEW_ARRAY(g->a, o->units + 1, struct unit);
    o->member = NEW_ARRAY(g->a, p->households + 1, uint32_t);
    count = NEW_ARRAY(g->a, o->units + 1, uint32_t);
    for (uint32_t h = 0; h < p->households; h++)
        if (o->unit_of[h] != UINT32_MAX) {
            o->unit[o->unit_of[h]].n++;
            o->unit[o->unit_of[h]].penalty += p->penalty[h];
        }
    uint32_t at = 0;
    for (uint32_t u = 0; u < o->units; u++) {
        o->unit[u].from = at;
        at += o->unit[u].n;
    }
    for (uint32_t h = 0; h < p->households; h++)
        if (o->unit_of[h] != UINT32_MAX) {
            struct unit *u = &o->unit[o->unit_of[h]];
            o->member[u->from + count[o->unit_of[h]]++] = h;
        }
}

// ---- types ----------------------------------------------------------------------------------

static uint64_t mix(uint64_t h, uint64_t v)
{
    h ^= v + UINT64_C(0x9E3779B97F4A7C15) + (h << 6) + (h >> 2);
    return h * UINT64_C(0xBF58476D1CE4E5B9);
}

static void own_part(const struct placement_problem *p, uint32_t h, struct part *x)
{
    memset(x, 0, sizeof *x);
    for (int k = 0; k < p->kinds; k++)
        x->use[k] = p->use[h * (size_t)p->kinds + (size_t)k];
    x->delay = p->delay[h];
    x->ready = p->ready[h];
}

static bool same_type(const struct making *g, const struct type *t, const struct unit *u)
{
    int32_t sum[PLACEMENT_KINDS] = { 0 };
    for (uint32_t i = 0; i < u->n; i++)
        for (int k = 0; k < g->p->kinds; k++)
            sum[k] += g->p->use[g->o->member[u->from + i] * (size_t)g->p->kinds + (size_t)k];
    if (memcmp(sum, t->use, sizeof sum) != 0)
        return false;
    if (!g->o->by_period)
        return true;
    if (t->n != u->n)
        return false;
    for (uint32_t i = 0; i < u->n; i++) {
        struct part x;
        own_part(g->p, g->o->member[u->from + i], &x);
        if (memcmp(&x, &g->o->part[t->from + i], sizeof x) != 0)
            return false;
    }
    return true;
}

static void make_types(struct making *g)
{
    struct model *o = g->o;
    size_t room = 64;
    SLICE(struct type) types = { 0 };
    SLICE(struct part) parts = { 0 };
    uint32_t *slot = NEW_ARRAY(g->a, room, uint32_t);
    uint64_t *hashes = NEW_ARRAY(g->a, o->units + 1, uint64_t);
    for (uint32_t u = 0; u < o->units; u++) {
        uint64_t h = 7;
        int64_t sum[PLACEMENT_KINDS] = { 0 };
        for (uint32_t i = 0; i < o->unit[u].n; i++) {
            uint32_t x = o->member[o->unit[u].from + i];
            for (int k = 0; k < o->kinds; k++)
                sum[k] += g->p->use[x * (size_t)o->kinds + (size_t)k];
            if (o->by_period)
                h = mix(mix(h, (uint64_t)g->p->delay[x]), g->p->ready[x]);
        }
        for (int k = 0; k < o->kinds; k++)
            h = mix(h, (uint64_t)sum[k]);
        hashes[u] = h;
        if (types.n * 2 + 2 > room) {
            room *= 4;
            slot = NEW_ARRAY(g->a, room, uint32_t);
            for (uint32_t v = 0; v < u; v++) {
                size_t i = hashes[v] & (room - 1);
                while (slot[i] && slot[i] - 1 != o->unit[v].type)
                    i = (i + 1) & (room - 1);
                slot[i] = o->unit[v].type + 1;
            }
        }
        size_t i = h & (room - 1);
        o->part = parts.p;
        while (slot[i] && !same_type(g, &types.p[slot[i] - 1], &o->unit[u]))
            i = (i + 1) & (room - 1);
        if (!slot[i]) {
            struct type *t = ADD(g->a, &types);
            slot[i] = (uint32_t)types.n;
            for (int k = 0; k < o->kinds; k++)
                t->use[k] = (int32_t)sum[k];
            t->from = (uint32_t)parts.n;
            t->n = o->unit[u].n;
            for (uint32_t k = 0; o->by_period && k < t->n; k++)
                own_part(g->p, o->member[o->unit[u].from + k], ADD(g->a, &parts));
        }
        o->unit[u].type = slot[i] - 1;
        types.p[slot[i] - 1].units++;
    }
    o->type = types.p;
    o->types = (uint32_t)types.n;
    o->part = parts.p;
}

// ---- ties -----------------------------------------------------------------------------------

static void ties(struct making *g)
{
    const struct placement_problem *p = g->p;
    struct model *o = g->o;
    o->own_bonus = NEW_ARRAY(g->a, o->units + 1, int64_t);
    uint32_t n = 0;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < p->tie_count; i++) {
            const struct placement_tie *t = &p->ties[i];
            uint32_t x = o->unit_of[t->a], y = o->unit_of[t->b];
            bool fx = x == UINT32_MAX, fy = y == UINT32_MAX;
            if (fx && fy)
                continue;
            if (fx || fy) {
                uint32_t h = fx ? t->b : t->a;
                uint32_t m = (uint32_t)(o->accepted_at[fx ? t->a : t->b] - 1);
                if (!round)
                    *ADD(g->a, &g->extra) = (struct unit_extra){ o->unit_of[h], m, t->bonus };
            } else if (x == y) {
                o->own_bonus[x] += round ? 0 : t->bonus;
            } else if (!round) {
                o->unit[x].ties++;
                o->unit[y].ties++;
                n += 2;
            } else {
                o->tie_of[o->unit[x].first_tie + o->unit[x].ties++] = (struct unit_tie){ y, t->bonus };
                o->tie_of[o->unit[y].first_tie + o->unit[y].ties++] = (struct unit_tie){ x, t->bonus };
            }
        }
        if (round)
            break;
        o->tie_of = NEW_ARRAY(g->a, n + 1, struct unit_tie);
        uint32_t at = 0;
        for (uint32_t u = 0; u < o->units; u++) {
            o->unit[u].first_tie = at;
            at += o->unit[u].ties;
            o->unit[u].ties = 0;
        }
    }
}

// ---- rows -----------------------------------------------------------------------------------

static bool fits_alone(const struct model *o, uint32_t type, uint32_t m)
{
    const struct type *t = &o->type[type];
    const int64_t *left = &o->left[m * (size_t)o->kinds];
    for (int k = 0; k < o->kinds; k++)
        if (!unlimited(left[k]) && left[k] < t->use[k])
            return false;
    return true;
}

// Whether household h may come to m at all, but for its value.
static bool welcome(const struct making *g, uint32_t h, uint32_t m)
{
    if (g->p->needs[h] & ~g->p->services[m])
        return false;
    for (uint64_t i = g->ban_from[h]; i < g->ban_from[h + 1]; i++)
        if (g->ban_m[i] == m)
            return false;
    uint32_t root = find(g->parent, h);
    if (!g->only_head[root])
        return true;
    for (uint32_t i = g->only_head[root]; i; i = g->only.p[i - 1].next)
        if (g->only.p[i - 1].m == m)
            return true;
    return false;
}

static void narrow_places(struct making *g)
{
    const struct model *o = g->o;
    g->narrow = NEW_ARRAY(g->a, (size_t)o->types * o->m + 1, uint8_t);
    for (uint32_t t = 0; t < o->types; t++)
        for (uint32_t m = 0; m < o->m; m++)
            g->narrow[(size_t)t * o->m + m] = !fits_alone(o, t, m);
}

// The row of a lone household, as nearly all are: eight places at a time.
__attribute__((optimize("O3"), target_clones("avx2", "default")))
static void lone_row(float *row, const int32_t *v, const uint8_t *narrow, float own, uint32_t n)
{
    for (uint32_t m = 0; m < n; m++) {
        float x = own + (float)v[m];
        row[m] = (v[m] == PLACEMENT_NONE) | narrow[m] ? NO_VALUE : x;
    }
}

static void dense_row(struct making *g, const struct unit *u, float *row)
{
    const struct placement_problem *p = g->p;
    const uint8_t *narrow = g->narrow + (size_t)u->type * g->o->m;
    uint32_t first = g->o->member[u->from];
    if (u->n == 1 && p->dense[first] && g->ban_from[first] == g->ban_from[first + 1] &&
        !g->only_head[find(g->parent, first)]) {
        lone_row(row, p->value + p->at[first], narrow, (float)g->o->own_bonus[u - g->o->unit], g->o->m);
        for (uint32_t m = 0; p->needs[first] && m < g->o->m; m++)
            row[m] = p->needs[first] & ~p->services[m] ? NO_VALUE : row[m];
        return;
    }
    for (uint32_t m = 0; m < g->o->m; m++)
        row[m] = (float)g->o->own_bonus[u - g->o->unit];
    for (uint32_t i = 0; i < u->n; i++) {
        uint32_t h = g->o->member[u->from + i];
        if (p->dense[h]) {
            const int32_t *v = p->value + p->at[h];
            for (uint32_t m = 0; m < g->o->m; m++)
                row[m] = v[m] == PLACEMENT_NONE ? NO_VALUE : row[m] + (float)v[m];
        } else {
            uint32_t m = 0;
            for (uint64_t k = 0; k < p->at[h + 1] - p->at[h]; k++) {
                uint32_t to = p->municipality[p->sparse_at[h] + k];
                for (; m < to; m++)
                    row[m] = NO_VALUE;
                row[m++] += (float)p->value[p->at[h] + k];
            }
            for (; m < g->o->m; m++)
                row[m] = NO_VALUE;
        }
        bool strict = p->needs[h] || g->ban_from[h] != g->ban_from[h + 1] ||
                      g->only_head[find(g->parent, h)];
        for (uint32_t m = 0; strict && m < g->o->m; m++)
            if (!welcome(g, h, m))
                row[m] = NO_VALUE;
    }
    for (uint32_t m = 0; m < g->o->m; m++)
        if (row[m] < -1e30f || narrow[m])
            row[m] = NO_VALUE;
}

static int by_unit(const void *a, const void *b)
{
    const struct unit_extra *x = a, *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return (x->m > y->m) - (x->m < y->m);
}

int64_t unit_value(const struct model *o, uint32_t unit, uint32_t m)
{
    const struct unit *u = &o->unit[unit];
    int64_t sum = o->own_bonus[unit];
    for (uint32_t i = 0; i < u->n; i++)
        sum += pair_value(o->p, o->member[u->from + i], m);
    size_t low = 0, high = o->extras;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (o->extra[mid].unit < unit)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < o->extras && o->extra[low].unit == unit; low++)
        sum += o->extra[low].m == m ? o->extra[low].bonus : 0;
    return sum;
}

static void make_rows(struct making *g)
{
    struct model *o = g->o;
    const struct placement_problem *p = g->p;
    uint64_t values = 0, places = 0;
    for (uint32_t u = 0; u < o->units; u++) {
        uint32_t h = o->member[o->unit[u].from];
        o->unit[u].dense = o->unit[u].n > 1 || p->dense[h];
        uint64_t n = o->unit[u].dense ? o->m : p->at[h + 1] - p->at[h];
        values += n;
        places += o->unit[u].dense ? 0 : n;
    }
    narrow_places(g);
    o->value = NEW_ARRAY(g->a, values + 16, float);
    o->where = NEW_ARRAY(g->a, places + 1, uint32_t);
    values = places = 0;
    for (uint32_t i = 0; i < o->units; i++) {
        struct unit *u = &o->unit[i];
        u->row = values;
        u->row_at = places;
        if (u->dense) {
            dense_row(g, u, o->value + values);
            u->row_n = o->m;
            values += o->m;
            continue;
        }
        uint32_t h = o->member[u->from];
        for (uint64_t k = 0; k < p->at[h + 1] - p->at[h]; k++) {
            uint32_t m = p->municipality[p->sparse_at[h] + k];
            if (g->narrow[(size_t)u->type * o->m + m] || !welcome(g, h, m))
                continue;
            o->where[places + u->row_n] = m;
            o->value[values + u->row_n++] = (float)(p->value[p->at[h] + k] + o->own_bonus[i]);
        }
        values += u->row_n;
        places += u->row_n;
    }
    o->extra = g->extra.p;
    o->extras = g->extra.n;
    if (o->extras)
        qsort(o->extra, o->extras, sizeof *o->extra, by_unit);
    for (size_t i = 0; i < g->extra.n; i++) {
        const struct unit *u = &o->unit[g->extra.p[i].unit];
        for (uint32_t k = 0; k < u->row_n; k++) {
            float *v = &o->value[u->row + k];
            uint32_t m = u->dense ? k : o->where[u->row_at + k];
            if (m == g->extra.p[i].m && *v > -1e30f)
                *v += (float)g->extra.p[i].bonus;
        }
    }
}

float row_value(const struct model *o, uint32_t unit, uint32_t m)
{
    const struct unit *u = &o->unit[unit];
    if (u->dense)
        return o->value[u->row + m];
    const uint32_t *where = o->where + u->row_at;
    uint32_t low = 0, high = u->row_n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (where[mid] < m)
            low = mid + 1;
        else
            high = mid;
    }
    return low < u->row_n && where[low] == m ? o->value[u->row + low] : NO_VALUE;
}

err model_make(struct arena *a, const struct placement_problem *p, struct model *o, str *fault)
{
    *o = (struct model){ .p = p, .a = a, .m = p->municipalities, .kinds = p->kinds, .periods = p->periods };
    struct making g = { .o = o, .p = p, .a = a };
    if (!in_range(p)) {
        *fault = STR("the problem names a household, municipality or period that it does not have");
        return E_INPUT;
    }
    o->by_period = p->periods > 1 || p->period_capacity;
    capacities(&g);
    bans(&g);
    groups(&g);
    make_units(&g);
    make_types(&g);
    ties(&g);
    make_rows(&g);
    return OK;
}
