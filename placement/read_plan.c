// SPDX-License-Identifier: Apache-2.0
// Reading a plan back, for a warm start and for explaining. Names are those of the instance; what
// stands there need not be true: place() and the certificate look at everything anew.
#include <string.h>

#include "base/map.h"
#include "placement/placement.h"

struct reading {
    struct arena *a;
    const struct placement_file *f;
    struct placement_plan *plan;
    struct map households, municipalities; // number + 1
    SLICE(struct placement_price) prices;
    SLICE(struct placement_cut) cuts;
    int64_t line;
    str fault;
};

static err bad(struct reading *r, const char *what)
{
    r->fault = strf(r->a, "line %lld: %s", (long long)r->line, what);
    return E_INPUT;
}

static bool find(const struct map *map, str name, uint32_t *out)
{
    uintptr_t at = (uintptr_t)map_get(map, name);
    *out = (uint32_t)(at - 1);
    return at != 0;
}

static bool word(str *rest, str *out)
{
    *rest = str_trim(*rest);
    if (!rest->n)
        return false;
    size_t n = 0;
    while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
        n++;
    *out = str_part(*rest, 0, n);
    *rest = str_part(*rest, n, rest->n - n);
    return true;
}

// A decimal with at most six digits after the point, in millionths.
static bool decimal(str w, int64_t *out)
{
    size_t point = str_find(w, STR("."));
    str whole = point == (size_t)-1 ? w : str_part(w, 0, point),
        rest = point == (size_t)-1 ? STR("") : str_part(w, point + 1, w.n);
    int64_t v = 0, part = 0;
    if (!whole.n || whole.n > 12 || rest.n > 6)
        return false;
    for (size_t i = 0; i < w.n; i++)
        if ((w.p[i] < '0' || w.p[i] > '9') && i != point)
            return false;
    (void)str_int(whole, &v);
    for (size_t i = 0; i < 6; i++)
        part = part * 10 + (i < rest.n ? rest.p[i] - '0' : 0);
    *out = v * 1000000 + part;
    return true;
}

static err read_place(struct reading *r, str rest, bool placed)
{
    uint32_t h, m;
    str w;
    int64_t period = 0;
    if (!word(&rest, &w) || !find(&r->households, w, &h))
        return bad(r, "no such household in the instance");
    r->plan->place[h] = -1;
    if (!placed)
        return OK;
    if (!word(&rest, &w) || !find(&r->municipalities, w, &m))
        return bad(r, "no such municipality in the instance");
    if (!word(&rest, &w) || !str_int(w, &period) || period < 0 || period >= r->f->problem.periods)
        return bad(r, "no such period");
    r->plan->place[h] = (int32_t)m;
    r->plan->period[h] = (uint8_t)period;
    return OK;
}

static err read_price(struct reading *r, str rest)
{
    struct placement_price *p = ADD(r->a, &r->prices);
    str m, kind, period, value;
    int64_t at;
    if (!word(&rest, &m) || !find(&r->municipalities, m, &p->municipality))
        return bad(r, "no such municipality in the instance");
    if (!word(&rest, &kind) || !word(&rest, &period) || !word(&rest, &value) || !decimal(value, &p->price))
        return bad(r, "MUNICIPALITY KIND PERIOD PRICE was expected");
    p->period = -1;
    if (!str_is(period, "*")) {
        if (!str_int(period, &at) || at < 0 || at >= r->f->problem.periods)
            return bad(r, "no such period");
        p->period = (int)at;
    }
    for (p->kind = 0; p->kind < r->f->problem.kinds; p->kind++)
        if (str_eq(r->f->kind[p->kind], kind))
            return OK;
    return bad(r, "no such kind");
}

static err read_fill(struct reading *r, str rest)
{
    str m, value;
    uint32_t at;
    if (!word(&rest, &m) || !find(&r->municipalities, m, &at))
        return bad(r, "no such municipality in the instance");
    return word(&rest, &value) && decimal(value, &r->plan->fill_price[at]) ? OK : bad(r, "a price was expected");
}

static err read_cut(struct reading *r, str rest)
{
    struct placement_cut *c = ADD(r->a, &r->cuts);
    str w;
    int64_t v;
    if (!word(&rest, &w) || !find(&r->municipalities, w, &c->municipality))
        return bad(r, "no such municipality in the instance");
    if (!word(&rest, &w) || !decimal(w, &c->price))
        return bad(r, "a price was expected");
    for (int k = -1; k < r->f->problem.kinds; k++) {
        if (!word(&rest, &w) || !str_int(w, &v) || v < (k < 0) || v > 1000000)
            return bad(r, "a divisor from 1 and numbers from 0 to 1000000 were expected");
        if (k < 0)
            c->divisor = (int32_t)v;
        else
            c->lambda[k] = (int32_t)v;
    }
    return OK;
}

static err read_line(struct reading *r, str line)
{
    str first;
    if (!word(&line, &first) || first.p[0] == '#')
        return OK;
    if (str_is(first, "place") || str_is(first, "unplaced"))
        return read_place(r, line, first.n == 5);
    if (str_is(first, "price"))
        return read_price(r, line);
    if (str_is(first, "minprice"))
        return read_fill(r, line);
    if (str_is(first, "cut"))
        return read_cut(r, line);
    if (str_is(first, "objective") || str_is(first, "bound"))
        return str_int(str_trim(line), first.n == 5 ? &r->plan->bound : &r->plan->objective)
                   ? OK
                   : bad(r, "a whole number was expected");
    static const char *const others[] = { "status", "overfull", "prices", "end", "bound-search", "gap" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (str_is(first, others[i]))
            return OK;
    return bad(r, "no such line in a plan");
}

err placement_read_plan(struct arena *a, str text, const struct placement_file *f, struct placement_plan *plan,
                        str *fault)
{
    const struct placement_problem *p = &f->problem;
    struct reading r = { .a = a, .f = f, .plan = plan, .fault = STR("") };
    bool ended = false;
    err e = OK;
    *plan = (struct placement_plan){ .status = PLACEMENT_LIMIT };
    plan->place = NEW_ARRAY(a, p->households + 1, int32_t);
    plan->period = NEW_ARRAY(a, p->households + 1, uint8_t);
    plan->reason = NEW_ARRAY(a, p->households + 1, uint8_t);
    plan->fill_price = NEW_ARRAY(a, p->municipalities, int64_t);
    memset(plan->place, 0xFF, p->households * sizeof *plan->place);
    map_make(&r.households, a);
    map_make(&r.municipalities, a);
    for (uint32_t h = 0; h < p->households; h++)
        map_put(&r.households, f->household[h], (void *)(uintptr_t)(h + UINT64_C(1)));
    for (uint32_t m = 0; m < p->municipalities; m++)
        map_put(&r.municipalities, f->municipality[m], (void *)(uintptr_t)(m + UINT64_C(1)));
    for (str line; e == OK && str_cut(&text, '\n', &line);) {
        r.line++;
        if (r.line == 1)
            e = str_is(str_trim(line), "solution 1") ? OK : bad(&r, "the first line is \"solution 1\"");
        else
            e = read_line(&r, line);
        ended |= str_is(str_trim(line), "end");
    }
    if (e == OK && !ended)
        e = bad(&r, "no \"end\": the file is cut short");
    plan->prices = r.prices.p;
    plan->price_count = r.prices.n;
    plan->cuts = r.cuts.p;
    plan->cut_count = r.cuts.n;
    *fault = r.fault;
    return e;
}
