// SPDX-License-Identifier: Apache-2.0
// Rounded inequalities. Twenty persons' places and families of three: six families and two thirds, say
// the prices; but families come whole. Multiply the rows of a municipality by whole numbers, divide by
// another, round down on both sides: what is whole must still keep it, what is spread may not. What a
// municipality gets is only a number of units of each type, so all is looked for among a few numbers:
// every small divisor with every choice of multipliers over the rows that are nearly full.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "placement/prices.h"

enum { ROWS = 4, DIVISOR = 9, TRIED = 1500, EACH = 2, MORE = 16, SEEN = 96 };
static const double FULL = 0.93, BROKEN = 0.02;

void cut_fill(struct arena *a, const struct model *o, struct cut_row *c)
{
    int32_t *size = NEW_ARRAY(a, o->types, int32_t);
    int64_t sum = 0;
    for (int k = 0; k < o->kinds; k++)
        sum += c->lambda[k] ? c->lambda[k] * o->left[c->m * (size_t)o->kinds + (size_t)k] : 0;
    c->room = sum / c->divisor;
    for (uint32_t t = 0; t < o->types; t++) {
        int64_t n = 0;
        for (int k = 0; k < o->kinds; k++)
            n += (int64_t)c->lambda[k] * o->type[t].use[k];
        size[t] = (int32_t)(n / c->divisor);
    }
    c->size = size;
}

struct present { // a type that comes to the municipality, in part
    double load;
    int32_t use[ROWS];
};
struct found {
    double worth;
    int32_t divisor, lambda[ROWS];
};
struct looking {
    const struct model *o;
    uint32_t m;
    int row[ROWS], rows;   // kinds nearly full
    struct present type[SEEN];
    uint32_t types;
    struct found best[EACH];
};

static bool look_at(struct looking *g, const struct model *o, const double *load)
{
    double used[PLACEMENT_KINDS] = { 0 }, share[PLACEMENT_KINDS];
    uint32_t who[SEEN];
    g->types = 0;
    g->rows = 0;
    for (uint32_t t = 0; t < o->types; t++) {
        double x = load[(size_t)t * o->m + g->m];
        if (x < 1e-3)
            continue;
        for (int k = 0; k < o->kinds; k++)
            used[k] += x * o->type[t].use[k];
        if (g->types < SEEN)
            who[g->types++] = t;
    }
    for (int k = 0; k < o->kinds; k++) {
        int64_t left = o->left[g->m * (size_t)o->kinds + (size_t)k];
        share[k] = left > 0 && !unlimited(left) && left < 1 << 20 ? used[k] / (double)left : 0;
    }
    while (g->rows < ROWS) { // the fullest first
        int top = -1;
        for (int k = 0; k < o->kinds; k++)
            top = share[k] > FULL && (top < 0 || share[k] > share[top]) ? k : top;
        if (top < 0)
            break;
        share[top] = 0;
        g->row[g->rows++] = top;
    }
    for (uint32_t i = 0; i < g->types; i++) {
        g->type[i].load = load[(size_t)who[i] * o->m + g->m];
        for (int k = 0; k < g->rows; k++)
            g->type[i].use[k] = o->type[who[i]].use[g->row[k]];
    }
    return g->rows > 0;
}

static void weigh(struct looking *g, int32_t divisor, const int32_t *lambda)
{
    int64_t room = 0;
    double sum = 0, size = 0;
    for (int k = 0; k < g->rows; k++)
        room += lambda[k] * g->o->left[g->m * (size_t)g->o->kinds + (size_t)g->row[k]];
    if (room % divisor == 0)
        return; // nothing is rounded away
    for (uint32_t i = 0; i < g->types; i++) {
        int64_t n = 0;
        for (int k = 0; k < g->rows; k++)
            n += (int64_t)lambda[k] * g->type[i].use[k];
        double c = (double)(n / divisor);
        sum += c * g->type[i].load;
        size += c * c;
    }
    double broken = sum - (double)(room / divisor);
    if (broken < BROKEN)
        return;
    double worth = broken / sqrt(size);
    struct found f = { worth, divisor, { 0 } };
    memcpy(f.lambda, lambda, sizeof f.lambda);
    for (int i = 0; i < EACH; i++)
        if (f.worth > g->best[i].worth + 1e-9) {
            struct found t = g->best[i];
            g->best[i] = f;
            f = t;
        }
}

static void look(struct looking *g)
{
    for (int32_t d = 2; d <= DIVISOR; d++) {
        int64_t choices = 1;
        for (int k = 0; k < g->rows; k++)
            choices *= d;
        int rows = g->rows;
        while (choices > TRIED) { // large divisors over fewer rows
            choices /= d;
            rows--;
        }
        for (int64_t c = 1; c < choices; c++) {
            int32_t lambda[ROWS] = { 0 };
            int64_t rest = c;
            for (int k = 0; k < rows; k++, rest /= d)
                lambda[k] = (int32_t)(rest % d);
            weigh(g, d, lambda);
        }
    }
}

static bool known(const struct prices *x, const struct cut_row *c)
{
    for (uint32_t i = 0; i < x->cuts; i++)
        if (x->cut[i].m == c->m && x->cut[i].divisor == c->divisor &&
            memcmp(x->cut[i].lambda, c->lambda, sizeof c->lambda) == 0)
            return true;
    return false;
}

uint32_t cuts_find(struct arena *a, const struct model *o, struct prices *x, const double *load)
{
    uint32_t added = 0;
    uint32_t *has = NEW_ARRAY(a, o->m, uint32_t);
    for (uint32_t i = 0; i < x->cuts; i++)
        has[x->cut[i].m]++;
    struct looking g = { .o = o };
    for (g.m = 0; g.m < o->m; g.m++) {
        memset(g.best, 0, sizeof g.best);
        if (!look_at(&g, o, load))
            continue;
        look(&g);
        for (int i = 0; i < EACH && g.best[i].worth > 0 && has[g.m] < MORE; i++) {
            struct cut_row c = { .m = g.m, .divisor = g.best[i].divisor };
            for (int k = 0; k < g.rows; k++)
                c.lambda[g.row[k]] = g.best[i].lambda[k];
            if (known(x, &c))
                continue;
            cut_fill(a, o, &c);
            x->cut[x->cuts++] = c;
            has[g.m]++;
            added++;
        }
    }
    return added;
}
