// SPDX-License-Identifier: Apache-2.0
#include "test/placement_make.h"

#include <stdlib.h>
#include <string.h>

enum { KINDS = 6, PROFILES = 60, SERVICES = 5, LARGE_FROM = 5 };

const char *const placement_shapes[] = { "full", "core", "unit", "tight", "loose", "singles", "families", "same", "short",
                                         "zerocap", "onemun", "chains", "softchains", "extreme", NULL };

struct made {
    const struct placement_wish *w;
    struct out *o;
    uint64_t country, people; // states of the two streams
    bool plain;
    int kinds;
    uint32_t n, m;
    int (*use)[KINDS];   // [n]
    int *needs, *adults; // [n]
    int64_t *capacity;   // [m * KINDS]
    int *services;       // [m]
    double *weight;      // [m]
    double *liking;      // [PROFILES * m]
};

static double draw(uint64_t *s)
{
    uint64_t z = (*s += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}
static uint32_t below(uint64_t *s, uint32_t n)
{
    return (uint32_t)(draw(s) * n);
}
static bool is(const struct made *g, const char *shape)
{
    return !strcmp(g->w->shape, shape);
}

static void country(struct made *g)
{
    double *home = calloc(g->m, sizeof *home);
    for (uint32_t m = 0; m < g->m; m++) {
        double big = draw(&g->country);
        g->weight[m] = 0.2 + 0.3 / (0.015 + big * big); // a few large ones, many small
        home[m] = draw(&g->country) * 2500;
        for (int b = 0; b < SERVICES; b++)
            g->services[m] |= draw(&g->country) < (g->weight[m] > 1 ? 0.8 : 0.5) ? 1 << b : 0;
    }
    g->services[0] = (1 << SERVICES) - 1;
    for (uint32_t i = 0; i < PROFILES * g->m; i++)
        g->liking[i] = 1500 + home[i % g->m] + 3500 * draw(&g->country);
    free(home);
}

static int size_of(struct made *g)
{
    static const double share[] = { 0.6, 0.74, 0.84, 0.93, 0.97, 0.986, 0.994, 0.998 };
    double u = draw(&g->people);
    int n = 1;
    while (n <= 8 && u >= share[n - 1])
        n++;
    return is(g, "unit") || is(g, "singles") ? 1 : is(g, "families") ? LARGE_FROM + (int)(u * 5) : n;
}

static void people(struct made *g)
{
    for (uint32_t h = 0; h < g->n; h++) {
        int n = size_of(g), *use = g->use[h];
        bool minor = n == 1 && draw(&g->people) < 0.05, cared = draw(&g->people) < 0.03;
        g->adults[h] = n < 2 ? 1 : draw(&g->people) < 0.3 ? 1 : 2;
        use[0] = n;
        use[1] = n == 1 && !minor;
        use[2] = n >= LARGE_FROM;
        use[3] = minor;
        use[4] = cared;
        for (int k = g->adults[h]; k < n; k++)
            use[5] += draw(&g->people) < 0.6;
        if (draw(&g->people) < 0.3)
            for (int b = 0; b < SERVICES; b++)
                g->needs[h] |= draw(&g->people) < 0.25 ? 1 << b : 0;
        if (g->plain)
            g->needs[h] = 0;
    }
}

// `total` over the municipalities by weight, the rest to the first ones.
static void share_out(struct made *g, int k, double total)
{
    double sum = 0;
    int64_t given = 0, whole = (int64_t)(total + 0.5);
    double *w = calloc(g->m, sizeof *w);
    for (uint32_t m = 0; m < g->m; m++) {
        w[m] = k ? (double)g->capacity[m * KINDS] * (k == 3 && draw(&g->country) < 0.5 ? 0 : 0.5 + draw(&g->country))
                 : g->weight[m];
        sum += w[m];
    }
    for (uint32_t m = 0; m < g->m && sum > 0; m++)
        given += g->capacity[m * KINDS + (size_t)k] = (int64_t)((double)whole * w[m] / sum);
    for (uint32_t m = 0; given < whole && sum > 0; m = (m + 1) % g->m, given++)
        g->capacity[m * KINDS + (size_t)k]++;
    for (uint32_t m = 0; k && m < g->m; m++)
        if (g->capacity[m * KINDS + (size_t)k] > g->capacity[m * KINDS])
            g->capacity[m * KINDS + (size_t)k] = g->capacity[m * KINDS];
    free(w);
}

static void capacities(struct made *g)
{
    double slack = is(g, "tight") ? 1 : is(g, "loose") ? 1.6 : is(g, "short") ? 0.7 : is(g, "zerocap") ? 0 : 1.1;
    for (int k = 0; k < g->kinds; k++) {
        double demand = 0;
        for (uint32_t h = 0; h < g->n; h++)
            demand += g->use[h][k];
        share_out(g, k, demand * (k && slack > 1 ? slack + 0.07 : slack));
    }
}

static void write_country(struct made *g)
{
    struct out *o = g->o;
    static const char *const kind[] = { "persons", "single", "large", "minor", "special", "school" };
    OUT(o, "placement 1\n");
    out_f(o, "# invented: %s, seed %llu\nperiods %d\nkinds", g->w->shape, (unsigned long long)g->w->seed, g->w->periods);
    for (int k = 0; k < g->kinds; k++)
        out_f(o, " %s", kind[k]);
    out_f(o, "\nhouseholds %u municipalities %u\n", g->n, g->m);
    for (uint32_t m = 0; m < g->m; m++) {
        out_f(o, "M m%u %u %x", m, m % 11, (unsigned)g->services[m]);
        for (int k = 0; k < g->kinds; k++)
            if (is(g, "extreme") && (m + (uint32_t)k) % 3 == 0)
                OUT(o, " 1000000000");
            else
                out_f(o, " %lld", (long long)g->capacity[m * KINDS + (size_t)k]);
        OUT(o, "\n");
    }
    for (uint32_t m = 0; m < g->m && g->w->periods > 1; m++)
        for (int p = 0; p < g->w->periods; p++) {
            out_f(o, "Q m%u %d %lld", m, p,
                  (long long)((double)g->capacity[m * KINDS] * (0.9 + 0.5 * draw(&g->country)) / g->w->periods + 1));
            for (int k = 1; k < g->kinds; k++)
                OUT(o, " -");
            OUT(o, "\n");
        }
    for (uint32_t m = 0; m < g->m && !g->plain; m++)
        if (g->capacity[m * KINDS] > 1)
            out_f(o, "F m%u %lld %d\n", m, (long long)(g->capacity[m * KINDS] * 7 / 10), is(g, "extreme") ? 1000000 : 3000);
}

static int64_t value_of(struct made *g, uint32_t h, uint32_t m, uint32_t profile)
{
    double v = g->liking[profile * g->m + m] + 1400 * draw(&g->people);
    if (is(g, "same"))
        return 5000 * g->adults[h];
    if (is(g, "extreme"))
        return draw(&g->people) < 0.1 ? -1000000000 : draw(&g->people) < 0.2 ? 1000000000 : (int64_t)(v * 100000);
    return g->adults[h] * (int64_t)v;
}

static void write_people(struct made *g)
{
    struct out *o = g->o;
    for (uint32_t h = 0; h < g->n; h++) {
        uint32_t profile = below(&g->people, PROFILES);
        int wait = (int)(draw(&g->people) * draw(&g->people) * 24), persons = g->use[h][0];
        out_f(o, "H h%u", h);
        for (int k = 0; k < g->kinds; k++)
            out_f(o, " %d", g->use[h][k]);
        out_f(o, " %x %d %d %d\nS %s", (unsigned)g->needs[h],
              is(g, "extreme") && h % 5 == 0 ? 1000000000 : persons * (20000 + 250 * wait),
              (int)below(&g->people, (uint32_t)g->w->periods), g->w->periods > 1 ? persons * 150 : 0,
              g->w->each ? "s" : "d");
        double chance = g->w->each ? (double)g->w->each / g->m : 1;
        for (uint32_t m = 0; m < g->m; m++)
            if (!g->w->each)
                out_f(o, " %lld", (long long)value_of(g, h, m, profile));
            else if (draw(&g->people) < chance)
                out_f(o, " %u:%lld", m, (long long)value_of(g, h, m, profile));
        OUT(o, "\n");
    }
}

// Households that are not yet in anything, in an order drawn by lot.
static void write_relations(struct made *g)
{
    struct out *o = g->o;
    uint32_t *lot = calloc(g->n + 1, sizeof *lot), at = 0;
    for (uint32_t h = 0; h < g->n; h++)
        lot[h] = h;
    for (uint32_t i = g->n; i > 1; i--) {
        uint32_t k = below(&g->people, i), v = lot[i - 1];
        lot[i - 1] = lot[k];
        lot[k] = v;
    }
    for (uint32_t left = (uint32_t)(g->w->accepted * g->n); left && at < g->n; left--, at++)
        out_f(o, "X h%u m%u %d\n", lot[at], below(&g->people, g->m), (int)below(&g->people, (uint32_t)g->w->periods));
    double hard = is(g, "chains") ? 0.5 : 0.05, soft = is(g, "softchains") ? 0.4 : 0.06;
    for (uint32_t end = at + (uint32_t)(hard * (g->n - at)); !g->plain && at + 1 < end;) {
        uint32_t n = is(g, "chains") ? 2 + below(&g->people, 6) : 2;
        for (uint32_t i = 1; i < n && at + 1 < g->n; i++, at++)
            out_f(o, "G h%u h%u\n", lot[at], lot[at + 1]);
        at++;
    }
    for (uint32_t end = at + (uint32_t)(soft * g->n); !g->plain && at + 1 < end && at + 1 < g->n;) {
        uint32_t n = is(g, "softchains") ? 2 + below(&g->people, 5) : 2;
        for (uint32_t i = 1; i < n && at + 1 < g->n; i++, at++)
            out_f(o, "T %u h%u h%u\n", is(g, "extreme") ? 1000000000 : 500 + 250 * below(&g->people, 7), lot[at], lot[at + 1]);
        at++;
    }
    for (; at < g->n && !g->plain; at += 40)
        out_f(o, "B h%u m%u\n", lot[at], below(&g->people, g->m));
    free(lot);
}

bool placement_make(struct out *o, const struct placement_wish *w)
{
    const char *const *s = placement_shapes;
    while (*s && strcmp(*s, w->shape) != 0)
        s++;
    if (!*s)
        return false;
    struct made g = { .w = w, .o = o, .country = w->seed * 2654435761u + (uint64_t)(s - placement_shapes) };
    g.people = g.country ^ (w->year + 1) << 40;
    g.plain = is(&g, "core") || is(&g, "unit");
    g.kinds = g.plain ? 1 : KINDS;
    g.n = w->households;
    g.m = is(&g, "onemun") ? 1 : w->municipalities;
    g.use = calloc(g.n + 1, sizeof *g.use);
    g.needs = calloc(g.n + 1, sizeof *g.needs);
    g.adults = calloc(g.n + 1, sizeof *g.adults);
    g.capacity = calloc(g.m, KINDS * sizeof *g.capacity);
    g.services = calloc(g.m, sizeof *g.services);
    g.weight = calloc(g.m, sizeof *g.weight);
    g.liking = calloc((size_t)g.m * PROFILES, sizeof *g.liking);
    country(&g);
    people(&g);
    capacities(&g);
    write_country(&g);
    write_people(&g);
    write_relations(&g);
    OUT(o, "end\n");
    free(g.use);
    free(g.needs);
    free(g.adults);
    free(g.capacity);
    free(g.services);
    free(g.weight);
    free(g.liking);
    return true;
}
