// SPDX-License-Identifier: Apache-2.0
#include "rooms/statistics/release_body.h"

#include <stdlib.h>

#include "base/map.h"

static void put_fig(struct out *o, struct fig f)
{
    out_char(o, ' ');
    if (f.sign != SIGN_VALUE)
        out_put(o, str_z(sign_text(f.sign)));
    else if (f.v == floor(f.v))
        out_int(o, (int64_t)f.v);
    else
        out_f(o, "%.1f", f.v);
}

// Contents at the end that say nothing are left out.
static int used(const struct line *l)
{
    int n = CONTENTS;
    while (n > 1 && l->at[n - 1].sign == SIGN_NOT)
        n--;
    return n;
}

str body_write(struct arena *a, const lines *all)
{
    const struct regions *r = regions_all();
    struct out o = { 0 };
    for (size_t i = 0; i < all->n; i++) {
        const struct line *l = &all->p[i];
        struct mark m = arena_mark(a);
        out_f(&o, "%d %d %.*s", l->time, l->group, S(l->region < r->n ? region_code(a, r, l->region) : STR("9999")));
        for (int k = 0; k < used(l); k++)
            put_fig(&o, l->at[k]);
        out_char(&o, '\n');
        arena_back(a, m);
    }
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

static bool read_fig(str s, struct fig *f)
{
    double v;
    for (int sign = SIGN_WITHHELD; sign <= SIGN_MISSING; sign++)
        if (str_is(s, sign_text((enum sign)sign))) {
            *f = fig_sign((enum sign)sign);
            return true;
        }
    if (!str_double(s, &v))
        return false;
    *f = fig_of(v);
    return true;
}

static bool read_line(const struct map *codes, str text, struct line *l)
{
    str time, group, region, part;
    int64_t t, g;
    if (!str_cut(&text, ' ', &time) || !str_cut(&text, ' ', &group) || !str_cut(&text, ' ', &region) ||
        !str_int(time, &t) || !str_int(group, &g))
        return false;
    int *at = map_get(codes, region);
    if (!at)
        return false;
    *l = (struct line){ .time = (int)t, .group = (int)g, .region = *at };
    for (int k = 0; k < CONTENTS; k++)
        l->at[k] = fig_sign(SIGN_NOT);
    for (int k = 0; k < CONTENTS && text.n; k++) {
        if (!str_cut(&text, ' ', &part)) {
            part = text;
            text = STR("");
        }
        if (!read_fig(part, &l->at[k]))
            return false;
    }
    return true;
}

err body_read(struct arena *a, str body, lines *out)
{
    const struct regions *r = regions_all();
    struct arena *own = arena_make(0);
    struct map codes;
    err e = OK;
    str line;
    map_make(&codes, own);
    for (int i = 0; i <= r->n; i++) {
        int *at = NEW(own, int);
        *at = i;
        (void)map_put(&codes, i < r->n ? region_code(own, r, i) : STR("9999"), at);
    }
    while (body.n && e == OK) {
        if (!str_cut(&body, '\n', &line)) {
            line = body;
            body = STR("");
        }
        if (line.n && !read_line(&codes, line, ADD(a, out)))
            e = E_INPUT;
    }
    arena_drop(own);
    return e;
}

uint64_t body_basis(str hex)
{
    char z[17] = "";
    memcpy(z, hex.p, hex.n < 16 ? hex.n : 16);
    return strtoull(z, NULL, 16);
}
