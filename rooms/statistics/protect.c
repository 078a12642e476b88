// SPDX-License-Identifier: Apache-2.0
#include "rooms/statistics/protect.h"

#include <stdlib.h>

// ---- arithmetic modulo 2^61-1 ---------------------------------------------------------------------

#define P61 ((UINT64_C(1) << 61) - 1)

static uint64_t times(uint64_t a, uint64_t b)
{
    __uint128_t x = (__uint128_t)a * b;
    uint64_t r = (uint64_t)(x & P61) + (uint64_t)(x >> 61);
    return r >= P61 ? r - P61 : r;
}

static uint64_t less(uint64_t a, uint64_t b)
{
    return a >= b ? a - b : a + P61 - b;
}

static uint64_t inverse(uint64_t a) // a^(p-2)
{
    uint64_t r = 1, e = P61 - 2;
    for (; e; e >>= 1, a = times(a, a))
        if (e & 1)
            r = times(r, a);
    return r;
}

// ---- sparse rows ------------------------------------------------------------------------------------

struct entry61 {
    uint32_t column;
    uint64_t x;
};
struct row61 { // by column; the first entry is 1
    struct entry61 *p;
    size_t n;
    uint32_t pivot;
};
typedef SLICE(struct row61) rows61;

struct space {
    struct arena *a;
    rows61 rows;       // in echelon: a later row is zero in an earlier row's pivot
    int32_t *row_of;   // by column: the row whose pivot it is, or -1
    uint64_t *work;    // dense; zero between uses
    uint32_t *touched; // columns of work that may not be zero
    bool *is_touched;
    size_t touches;
};

static void space_make(struct arena *a, uint32_t columns, struct space *s)
{
    *s = (struct space){ .a = a, .row_of = NEW_ARRAY(a, columns + 1, int32_t),
                         .work = NEW_ARRAY(a, columns + 1, uint64_t),
                         .touched = NEW_ARRAY(a, columns + 1, uint32_t),
                         .is_touched = NEW_ARRAY(a, columns + 1, bool) };
    for (uint32_t i = 0; i < columns; i++)
        s->row_of[i] = -1;
}

static void put(struct space *s, uint32_t column, uint64_t x)
{
    if (!s->is_touched[column]) {
        s->is_touched[column] = true;
        s->touched[s->touches++] = column;
    }
    s->work[column] = x;
}

static void subtract(struct space *s, const struct row61 *r, uint64_t by)
{
    for (size_t i = 0; i < r->n; i++)
        put(s, r->p[i].column, less(s->work[r->p[i].column], times(by, r->p[i].x)));
}

// A row's entries in other pivots are of later rows, so the earliest row met goes first.
static void reduce(struct space *s)
{
    for (;;) {
        int32_t first = -1;
        for (size_t i = 0; i < s->touches; i++) {
            uint32_t c = s->touched[i];
            if (s->work[c] && s->row_of[c] >= 0 && (first < 0 || s->row_of[c] < first))
                first = s->row_of[c];
        }
        if (first < 0)
            return;
        const struct row61 *r = &s->rows.p[first];
        subtract(s, r, s->work[r->pivot]);
    }
}

static int by_column(const void *a, const void *b)
{
    const struct entry61 *x = a, *y = b;
    return (x->column > y->column) - (x->column < y->column);
}

// Takes what stands in the work row out of it, scaled so that the first entry is 1.
static struct row61 take(struct space *s)
{
    struct row61 r = { .p = NEW_ARRAY(s->a, s->touches + 1, struct entry61) };
    for (size_t i = 0; i < s->touches; i++) {
        uint32_t c = s->touched[i];
        if (s->work[c])
            r.p[r.n++] = (struct entry61){ c, s->work[c] };
        s->work[c] = 0;
        s->is_touched[c] = false;
    }
    s->touches = 0;
    qsort(r.p, r.n, sizeof *r.p, by_column);
    if (r.n && r.p[0].x != 1) {
        uint64_t by = inverse(r.p[0].x);
        for (size_t i = 0; i < r.n; i++)
            r.p[i].x = times(r.p[i].x, by);
    }
    r.pivot = r.n ? r.p[0].column : 0;
    return r;
}

static struct row61 reduced(struct space *s, const terms *v)
{
    for (size_t i = 0; i < v->n; i++) {
        int32_t k = v->p[i].times;
        put(s, v->p[i].column, k >= 0 ? (uint64_t)k : P61 - (uint64_t)-(int64_t)k);
    }
    reduce(s);
    return take(s);
}

static bool same(const struct row61 *a, const struct row61 *b)
{
    if (a->n != b->n || a->pivot != b->pivot)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (a->p[i].column != b->p[i].column || a->p[i].x != b->p[i].x)
            return false;
    return true;
}

static bool has(const struct row61 *r, uint32_t column)
{
    size_t from = 0, to = r->n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (r->p[mid].column < column)
            from = mid + 1;
        else
            to = mid;
    }
    return from < r->n && r->p[from].column == column;
}

// ---- what may be published --------------------------------------------------------------------------

static int by_wanted(const void *a, const void *b)
{
    const struct guarded *const *x = a, *const *y = b;
    if ((*x)->wanted != (*y)->wanted)
        return (*x)->wanted > (*y)->wanted ? -1 : 1;
    return (*x > *y) - (*x < *y);
}

static void publish(struct space *s, struct row61 row, rows61 *small)
{
    s->row_of[row.pivot] = (int32_t)s->rows.n;
    *ADD(s->a, &s->rows) = row;
    for (size_t i = 0; i < small->n; i++) {
        if (!has(&small->p[i], row.pivot))
            continue;
        for (size_t k = 0; k < small->p[i].n; k++)
            put(s, small->p[i].p[k].column, small->p[i].p[k].x);
        reduce(s);
        small->p[i] = take(s);
    }
}

static void eliminate(struct arena *a, guarded_cells *all, uint32_t columns)
{
    struct space s;
    rows61 small = { 0 };
    struct guarded **order = NEW_ARRAY(a, all->n + 1, struct guarded *);
    space_make(a, columns, &s);
    for (size_t i = 0; i < all->n; i++) {
        order[i] = &all->p[i];
        all->p[i].hidden = true;
        if (all->p[i].small)
            *ADD(a, &small) = reduced(&s, &all->p[i].v);
    }
    qsort(order, all->n, sizeof *order, by_wanted);
    for (size_t i = 0; i < all->n; i++) {
        struct guarded *g = order[i];
        if (!g->open || g->small || g->shut)
            continue;
        struct row61 row = reduced(&s, &g->v);
        bool tells = false;
        for (size_t k = 0; row.n && k < small.n && !tells; k++)
            tells = same(&row, &small.p[k]);
        g->hidden = tells;
        if (!tells && row.n)
            publish(&s, row, &small);
    }
    for (size_t i = 0; i < all->n; i++) // what follows from the others is no secret
        if (all->p[i].hidden && !all->p[i].small)
            all->p[i].hidden = reduced(&s, &all->p[i].v).n > 0;
}

// ---- bounds -------------------------------------------------------------------------------------------

enum { FAR = 1 << 30, SWEEPS = 40, ROUNDS = 3, BLOCKS = 12 };
struct span {
    int64_t lo, hi;
};

static bool narrower(struct span *x, int64_t lo, int64_t hi)
{
    bool moved = false;
    if (lo > x->lo) {
        x->lo = lo;
        moved = true;
    }
    if (hi < x->hi) {
        x->hi = hi;
        moved = true;
    }
    return moved;
}

static bool sweep(const guarded_sums *sums, struct span *at)
{
    bool moved = false;
    for (size_t i = 0; i < sums->n; i++) {
        const struct guarded_sum *s = &sums->p[i];
        int64_t lo = 0, hi = 0;
        for (size_t k = 0; k < s->parts.n; k++) {
            lo += at[s->parts.p[k]].lo;
            hi += at[s->parts.p[k]].hi;
        }
        struct span *w = &at[s->whole];
        moved |= narrower(w, lo, hi);
        for (size_t k = 0; k < s->parts.n; k++) {
            struct span *x = &at[s->parts.p[k]], was = *x;
            if (narrower(x, w->lo - (hi - was.hi), w->hi - (lo - was.lo))) {
                lo += x->lo - was.lo;
                hi += x->hi - was.hi;
                moved = true;
            }
        }
    }
    return moved;
}

static struct span *bounds(struct arena *a, const guarded_cells *all, const guarded_sums *sums, int64_t floor)
{
    struct span *at = NEW_ARRAY(a, all->n + 1, struct span);
    for (size_t i = 0; i < all->n; i++) {
        const struct guarded *g = &all->p[i];
        at[i] = g->hidden ? (struct span){ g->least > floor ? g->least : floor, FAR }
                          : (struct span){ g->value, g->value };
    }
    for (int i = 0; i < SWEEPS && sweep(sums, at); i++)
        ;
    return at;
}

static bool is_narrow(const struct guarded *g, struct span s, int64_t threshold)
{
    return g->small && !g->loose && s.hi - s.lo < threshold - 1;
}

int64_t protect_narrow(struct arena *a, const guarded_cells *all, const guarded_sums *sums, int64_t threshold,
                       int64_t floor)
{
    struct span *at = bounds(a, all, sums, floor);
    int64_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        n += is_narrow(&all->p[i], at[i], threshold);
    return n;
}

// The sum that holds the cell's upper bound down: as a part, or as the whole.
static const struct guarded_sum *binding(const guarded_sums *sums, const struct span *at, uint32_t cell)
{
    const struct guarded_sum *best = NULL;
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < sums->n; i++) {
        const struct guarded_sum *s = &sums->p[i];
        int64_t lo = 0, hi = 0;
        bool part = false;
        for (size_t k = 0; k < s->parts.n; k++) {
            lo += at[s->parts.p[k]].lo;
            hi += at[s->parts.p[k]].hi;
            part |= s->parts.p[k] == cell;
        }
        int64_t bound = s->whole == cell ? hi : part ? at[s->whole].hi - (lo - at[cell].lo) : INT64_MAX;
        if (bound < least) {
            least = bound;
            best = s;
        }
    }
    return best;
}

// Hides the least wanted published number that the cell's upper bound is reckoned from; where they are hidden
// already, what bounds the whole.
static bool hide_beside(guarded_cells *all, const guarded_sums *sums, const struct span *at, uint32_t cell)
{
    enum { DEEP = 4 };
    for (int deep = 0; deep < DEEP; deep++) {
        const struct guarded_sum *s = binding(sums, at, cell);
        struct guarded *least = NULL;
        if (!s)
            return false;
        for (size_t k = 0; k <= s->parts.n; k++) {
            uint32_t other = k < s->parts.n ? s->parts.p[k] : s->whole;
            struct guarded *g = &all->p[other];
            if (other != cell && !g->hidden && g->open && !g->shut && g->value > 0 && (!least || g->wanted < least->wanted))
                least = g;
        }
        if (least) {
            least->shut = true;
            return true;
        }
        if (s->whole == cell)
            return false;
        cell = s->whole;
    }
    return false;
}

static bool shut_block(guarded_cells *all, int32_t block)
{
    bool any = false;
    for (size_t i = 0; block && i < all->n; i++)
        if (all->p[i].block == block && all->p[i].open && !all->p[i].shut)
            any = all->p[i].shut = true;
    return any;
}

static bool holds(const struct guarded_sum *s, const bool *in)
{
    bool hit = in[s->whole];
    for (size_t k = 0; k < s->parts.n && !hit; k++)
        hit = in[s->parts.p[k]];
    return hit;
}

// The block rule: all of the place is withheld; then, of what the cell is summed up with, the place with the least
// wanted number that is still told; then of what those are summed up with.
static bool hide_block(struct arena *a, guarded_cells *all, const guarded_sums *sums, uint32_t cell)
{
    enum { RINGS = 4 };
    bool *in = NEW_ARRAY(a, all->n, bool), *next = NEW_ARRAY(a, all->n, bool);
    if (shut_block(all, all->p[cell].block))
        return true;
    in[cell] = next[cell] = true;
    for (int ring = 0; ring < RINGS; ring++) {
        const struct guarded *least = NULL;
        for (size_t i = 0; i < sums->n; i++) {
            const struct guarded_sum *s = &sums->p[i];
            if (!holds(s, in))
                continue;
            for (size_t k = 0; k <= s->parts.n; k++) {
                uint32_t other = k < s->parts.n ? s->parts.p[k] : s->whole;
                const struct guarded *g = &all->p[other];
                next[other] = true;
                if (!g->hidden && g->open && g->block && !g->shut && g->value > 0 && (!least || g->wanted < least->wanted))
                    least = g;
            }
        }
        if (least && shut_block(all, least->block))
            return true;
        memcpy(in, next, all->n * sizeof *in);
    }
    return false;
}

void protect(guarded_cells *all, const guarded_sums *sums, uint32_t columns,
             int64_t threshold, struct protect_report *report)
{
    for (int round = 0; round < ROUNDS + BLOCKS; round++) {
        struct arena *a = arena_make(0);
        bool again = false;
        eliminate(a, all, columns);
        struct span *at = bounds(a, all, sums, 0);
        for (size_t i = 0; i < all->n; i++) {
            if (!is_narrow(&all->p[i], at[i], threshold))
                continue;
            report->repaired++;
            again |= (round < ROUNDS && hide_beside(all, sums, at, (uint32_t)i)) || hide_block(a, all, sums, (uint32_t)i);
        }
        arena_drop(a);
        if (!again)
            break;
    }
    struct arena *a = arena_make(0);
    report->narrow += protect_narrow(a, all, sums, threshold, 0);
    arena_drop(a);
    for (size_t i = 0; i < all->n; i++) {
        report->small += all->p[i].small;
        report->second += all->p[i].hidden && !all->p[i].small && all->p[i].open;
    }
}
