// SPDX-License-Identifier: Apache-2.0
// Room kept for large families. Prices are right on the average, but a family of seven needs seven
// places in one municipality; singles who each take the best for them leave twos and threes everywhere.
// For each size from five up, the places with room for one such family are counted, and so are the
// families expected to come. Who breaks a place for one pays what such a family loses when it finds
// none, times the chance that as many come.
#include <math.h>

#include "placement/replay.h"

static int32_t blocks_in(const struct keep *g, int c, const int64_t *left)
{
    int64_t most = 1 << 20;
    for (int k = 0; k < g->kinds; k++)
        if (g->use[c][k] && !unlimited(left[k])) {
            int64_t n = left[k] > 0 ? left[k] / g->use[c][k] : 0;
            most = n < most ? n : most;
        }
    return (int32_t)most;
}

void keep_make(struct arena *a, const struct model *o, const int64_t *left, const uint32_t *units, uint32_t n,
               struct keep *g)
{
    *g = (struct keep){ .kinds = o->kinds, .m = o->m };
    for (int c = 0; c < KEEP_SIZES; c++) {
        double sum[PLACEMENT_KINDS] = { 0 }, worth = 0;
        uint32_t found = 0;
        for (uint32_t i = 0; i < n; i++) {
            const struct unit *u = &o->unit[units[i]];
            const int32_t *use = o->type[u->type].use;
            if (use[0] < KEEP_FROM + c)
                continue;
            float best = 0;
            for (uint32_t k = 0; k < u->row_n; k++)
                best = o->value[u->row + k] > best ? o->value[u->row + k] : best;
            worth += (double)u->penalty + (double)best;
            for (int k = 1; k < o->kinds; k++)
                sum[k] += use[k];
            found++;
        }
        g->share[c] = n ? (double)found / n : 0;
        g->worth[c] = found ? worth / found : 0;
        g->use[c][0] = KEEP_FROM + c;
        for (int k = 1; k < o->kinds; k++)
            g->use[c][k] = found ? (int32_t)(sum[k] / found + 0.5) : 0;
        g->blocks[c] = NEW_ARRAY(a, o->m, int32_t);
        for (uint32_t m = 0; m < o->m; m++)
            g->total[c] += g->blocks[c][m] = blocks_in(g, c, left + m * (size_t)o->kinds);
    }
}

void keep_turn(struct keep *g, uint32_t to_come)
{
    for (int c = 0; c < KEEP_SIZES; c++) {
        double d = g->share[c] * to_come;
        g->chance[c] = d > 0 ? 0.5 * erfc(((double)g->total[c] * KEEP_REACH - 0.5 - d) / sqrt(2 * d)) : 0;
        if (g->chance[c] < 1e-6)
            g->chance[c] = 0;
    }
}

double keep_charge(const struct keep *g, uint32_t m, const int64_t *left, const int32_t *use)
{
    int64_t after[PLACEMENT_KINDS];
    double most = 0;
    bool made = false;
    for (int c = 0; c < KEEP_SIZES; c++) {
        if (g->chance[c] <= 0 || !g->blocks[c][m] || use[0] >= KEEP_FROM + c)
            continue;
        for (int k = 0; !made && k < g->kinds; k++)
            after[k] = unlimited(left[k]) ? left[k] : left[k] - use[k];
        made = true;
        double x = g->chance[c] * g->worth[c] * (g->blocks[c][m] - blocks_in(g, c, after));
        most = x > most ? x : most;
    }
    return most;
}

void keep_placed(struct keep *g, uint32_t m, const int64_t *left)
{
    for (int c = 0; c < KEEP_SIZES; c++) {
        int32_t now = blocks_in(g, c, left);
        g->total[c] += now - g->blocks[c][m];
        g->blocks[c][m] = now;
    }
}
