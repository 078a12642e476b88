// SPDX-License-Identifier: Apache-2.0
#include "rooms/statistics/cube.h"

void cube_make(struct arena *a, struct cube *c)
{
    size_t n = c->regions.n * (c->groups.n ? c->groups.n : 1) * c->contents.n * c->times.n;
    c->at = NEW_ARRAY(a, n + 1, struct fig);
    for (size_t i = 0; i < n; i++)
        c->at[i] = fig_sign(SIGN_MISSING);
}

struct fig *cube_at(const struct cube *c, size_t region, size_t content, size_t time)
{
    return cube_cell(c, region, 0, content, time);
}

struct fig *cube_cell(const struct cube *c, size_t region, size_t group, size_t content, size_t time)
{
    size_t groups = c->groups.n ? c->groups.n : 1;
    return &c->at[((region * groups + group) * c->contents.n + content) * c->times.n + time];
}

str fig_shown(struct arena *a, enum lang lang, struct fig f, int decimals)
{
    if (f.sign != SIGN_VALUE)
        return str_z(sign_text(f.sign));
    return decimals ? fmt_real(a, lang, f.v, decimals) : fmt_int(a, lang, (int64_t)f.v);
}
