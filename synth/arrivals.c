// SPDX-License-Identifier: Apache-2.0
// Who comes when. Each month has its number of persons; origin, sex and age are drawn from what
// the year's tables still lack, so that the sums come out as the tables say; then the month's
// people of one origin are put together into households.
#include <math.h>

#include "synth/people.h"

struct draft {
    int16_t age; // years
    uint8_t sex, cell;
    bool minor, used;
};
struct urn { // of a year, scheme and origin
    double left[2][AGES], minors;
    bool made;
};
struct making {
    struct synth *s;
    double origin_left[YEARS][FAMILY][ORIGINS];
    struct urn urn[YEARS][FAMILY][ORIGINS];
    struct draft *draft; // of one month and origin
    int32_t *stack[2];   // grown women and men nobody has a household for
    int n, standing[2];
};

// ---- what a year lacks ----------------------------------------------------------------------

static double minors_of(const struct calibration *c, int y, int o)
{
    static const double shares[ORIGINS] = { [AF] = .42, [ER] = .34, [SY] = .08, [SO] = .1, [ET] = .06 };
    static const double many[ORIGINS] = { [AF] = .65, [SY] = .14, [ER] = .12, [SO] = .05, [ET] = .04 };
    double known = 0, open = 0, all = c->minors[y];
    const double *by = y + YEAR_0 == 2015 ? many : shares; // 65 percent from Afghanistan
    if (c->minors_of[y][o] >= 0)
        return c->minors_of[y][o];
    for (int m = y * 12; all < 0 && m < y * 12 + 12; m++)
        known += 0.06 * c->arrived[ASYLUM][m]; // our assumption
    if (all < 0)
        return known * by[o];
    for (int i = 0; i < ORIGINS; i++) {
        known += c->minors_of[y][i] > 0 ? c->minors_of[y][i] : 0;
        open += c->minors_of[y][i] >= 0 ? 0 : by[i];
    }
    return open > 0 ? (all - known) * by[o] / open : 0;
}

// Sex and age of those who come with somebody grown, as shares of one.
static void profile(const struct calibration *c, int o, int scheme, double cell[2][AGES])
{
    static const double young[AGES] = { .36, .27, .37, 0 };
    bool table = scheme == ASYLUM && c->cell[o][MAN][AGE_ADULT] >= 0;
    const struct origin_facts *f = &origins[o];
    double children = scheme == RESETTLEMENT ? .48 : f->children, all = 0;
    double men = scheme == RESETTLEMENT ? .5 : f->men;
    for (int sex = 0; sex < 2; sex++)
        for (int g = 0; g < AGES; g++) {
            double adults = sex == MAN ? men : 1 - men;
            cell[sex][g] = table          ? c->cell[o][sex][g]
                           : g < AGE_ADULT ? children * young[g] / 2
                                           : (1 - children) * adults;
            if (o == UA)
                cell[sex][g] = g == AGE_ADULT ? c->ukraine[sex][1]
                                              : (c->ukraine[sex][0] - c->ukraine[sex][1]) * young[g];
            if (table && g == AGE_11_17 && cell[sex][g] > cell[sex][AGE_6_10] + 5)
                cell[sex][g] = cell[sex][AGE_6_10] + 2; // the others came alone
            all += cell[sex][g];
        }
    for (int i = 0; i < 2 * AGES; i++)
        cell[i / AGES][i % AGES] /= all;
}

static struct urn *urn_of(struct making *g, int y, int scheme, int o)
{
    struct urn *u = &g->urn[y][scheme][o];
    const struct calibration *c = &g->s->c;
    double scale = g->s->scale, n = c->origin[y][scheme][o], with[2][AGES];
    if (u->made)
        return u;
    double minors = scheme == ASYLUM ? minors_of(c, y, o) : 0;
    minors = minors < 0.8 * n ? minors : 0.8 * n;
    profile(c, o, scheme, with);
    for (int sex = 0; sex < 2; sex++)
        for (int k = 0; k < AGES; k++) {
            bool exact = y + YEAR_0 == 2022 && scheme == ASYLUM && c->cell[o][sex][k] >= 0;
            double alone = k == AGE_11_17 ? minors * (sex == MAN ? .88 : .12) : 0;
            u->left[sex][k] = scale * (exact ? c->cell[o][sex][k] : alone + (n - minors) * with[sex][k]);
        }
    double young = u->left[MAN][AGE_11_17] + u->left[WOMAN][AGE_11_17];
    u->minors = minors * scale < young ? minors * scale : young;
    u->made = true;
    return u;
}

static int adult_age(struct synth *s, int o, int sex)
{
    static const int steps[] = { 18, 34, 50, 60, 84 }, young[] = { 18, 30, 45, 60, 82 };
    static const double women[] = { .335, .365, .13, .17 }, men[] = { .35, .355, .097, .198 },
                        others[] = { .5, .37, .1, .03 };
    size_t i = synth_pick(s, o != UA ? others : sex == WOMAN ? women : men, 4);
    const int *edge = o == UA ? steps : young;
    return synth_between(s, edge[i], edge[i + 1] - 1);
}

static int age_in(struct synth *s, int o, int sex, int cell, bool minor)
{
    static const int edge[] = { 0, 6, 11, 18 };
    if (cell == AGE_ADULT)
        return adult_age(s, o, sex);
    if (minor)
        return synth_unit(s) < .8 ? synth_between(s, 15, 17) : synth_between(s, 11, 14);
    return synth_between(s, edge[cell], edge[cell + 1] - 1);
}

static void draw_one(struct making *g, int y, int scheme, int o)
{
    struct urn *u = urn_of(g, y, scheme, o);
    double weight[2 * AGES];
    for (int i = 0; i < 2 * AGES; i++) {
        double left = u->left[i / AGES][i % AGES];
        weight[i] = left > 0.02 ? left : 1e-6;
    }
    int at = (int)synth_pick(g->s, weight, 2 * AGES), sex = at / AGES, cell = at % AGES;
    double young = u->left[MAN][AGE_11_17] + u->left[WOMAN][AGE_11_17];
    bool minor = cell == AGE_11_17 && u->minors > 0.02 && synth_unit(g->s) * young < 1.2 * u->minors;
    u->left[sex][cell] -= 1;
    u->minors -= minor;
    g->draft[g->n++] = (struct draft){ (int16_t)age_in(g->s, o, sex, cell, minor), (uint8_t)sex,
                                       (uint8_t)cell, minor, false };
}

// A child without anybody grown becomes somebody grown; the year's tables hear of it.
static void grow_up(struct making *g, struct urn *u, int o)
{
    int grown = 0, children = 0;
    for (int i = 0; i < g->n; i++) {
        grown += g->draft[i].cell == AGE_ADULT;
        children += g->draft[i].cell != AGE_ADULT && !g->draft[i].minor;
    }
    for (int i = 0; i < g->n && children > 4 * grown; i++) {
        struct draft *d = &g->draft[i];
        if (d->cell == AGE_ADULT || d->minor)
            continue;
        u->left[d->sex][d->cell] += 1;
        u->left[d->sex][AGE_ADULT] -= 1;
        d->cell = AGE_ADULT;
        d->age = (int16_t)adult_age(g->s, o, d->sex);
        grown++;
        children--;
    }
}

// ---- households -----------------------------------------------------------------------------

static int new_home(struct making *g, int month, int scheme, int o)
{
    struct synth *s = g->s;
    int first = month_first(month).d, last = month_first(month + 1).d - 1;
    first = month >= month_index(s->ask.from) && first < s->ask.from.d ? s->ask.from.d : first;
    last = last > s->ask.to.d ? s->ask.to.d : last;
    int family = (int)synth_names(origins[o].culture, NAME_FAMILY).n;
    struct home *h = ADD(s->a, &s->homes);
    *h = (struct home){ .first = -1, .applied = synth_between(s, first, last), .interview = NEVER,
                        .decided = NEVER, .notified = NEVER, .ready = NEVER, .settled = NEVER,
                        .moved = NEVER, .left = NEVER, .next = -1, .scheme = (uint8_t)scheme,
                        .origin = (uint8_t)o, .family = (int16_t)synth_between(s, 0, family - 1) };
    return (int)s->homes.n - 1;
}

static void join(struct making *g, int home, int at, enum role role)
{
    struct synth *s = g->s;
    struct draft *d = &g->draft[at];
    struct home *h = &s->homes.p[home];
    enum name_part part = d->sex == WOMAN ? NAME_FEMALE : NAME_MALE;
    int given = (int)synth_names(origins[h->origin].culture, part).n;
    day birthday = day_add_years((day){ h->applied }, -d->age);
    struct human p = { .born = birthday.d - synth_between(s, 1, 364), .died = NEVER, .left = NEVER,
                       .apart = NEVER, .arrived = h->applied - synth_between(s, 0, 3),
                       .given = (int16_t)synth_between(s, 0, given - 1), .sex = d->sex,
                       .scheme = h->scheme, .role = (uint8_t)role,
                       .minor = d->minor ? (d->age < 15 ? 1 : 2) : 0 };
    if (d->age == 0)
        p.born = birthday.d - synth_between(s, 5, 360);
    p.arrived = h->scheme == RESETTLEMENT || p.arrived < p.born ? h->applied : p.arrived;
    if (h->origin != UA && d->age > 12 && !d->minor && synth_unit(s) < .07) { // the year alone
        p.precision = 2;
        p.born = day_of(day_ymd((day){ p.born }).year, 1, 1).d;
    } else if (d->minor && synth_unit(s) < .3)
        p.precision = 3; // an estimate
    synth_add(s, home, p);
    s->homes.p[home].n++;
    d->used = true;
}

static int take(struct making *g, int sex) // a grown person of the sex, else of the other; -1
{
    sex = g->standing[sex] ? sex : !sex;
    return g->standing[sex] ? g->stack[sex][--g->standing[sex]] : -1;
}

// Somebody of the other sex near in age, among the next few.
static int take_partner(struct making *g, int of)
{
    int sex = !g->draft[of].sex, n = g->standing[sex];
    for (int i = n - 1; i >= 0 && i >= n - 8; i--) {
        int at = g->stack[sex][i], apart = g->draft[at].age - g->draft[of].age;
        if (apart < -12 || apart > 12)
            continue;
        g->stack[sex][i] = g->stack[sex][n - 1];
        g->standing[sex]--;
        return at;
    }
    return -1;
}

// Those of an age to have small children lie on top.
static void stack_grown(struct making *g)
{
    g->standing[0] = g->standing[1] = 0;
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < g->n; i++) {
            struct draft *d = &g->draft[i];
            bool parent = d->age >= 24 && d->age < 50;
            if (d->cell == AGE_ADULT && parent == (round == 1))
                g->stack[d->sex][g->standing[d->sex]++] = i;
        }
}

static void put_children(struct making *g, int first, int families, const int *parent)
{
    int turn = 0;
    for (int i = 0; i < g->n; i++) {
        struct draft *d = &g->draft[i];
        if (d->used || d->cell == AGE_ADULT || d->minor)
            continue;
        int at = turn++ % families; // the first round gives each family a child
        for (int tries = 0; tries < 6 && (g->draft[parent[at]].age < d->age + 17 || tries == 0); tries++)
            if (turn > families || tries > 0)
                at = synth_between(g->s, 0, families - 1);
        struct human *head = &g->s->humans.p[g->s->homes.p[first + at].first];
        int32_t least = day_add_years((day){ g->s->homes.p[first + at].applied }, -d->age - 18).d;
        if (head->born > least)
            head->born = least - synth_between(g->s, 0, 900);
        join(g, first + at, i, CHILD);
    }
}

static void make_families(struct making *g, int month, int scheme, int o, int children)
{
    struct synth *s = g->s;
    int grown = g->standing[0] + g->standing[1], first = (int)s->homes.n;
    int families = (int)lround(children / (scheme == RESETTLEMENT ? 2.5 : o == UA ? 1.6 : 2.0));
    double couples = o == UA ? .3 : .72;
    families = families < 1 ? 1 : families > grown ? grown : families;
    int *parent = NEW_ARRAY(s->a, (size_t)families, int);
    for (int f = 0; f < families; f++) {
        int home = new_home(g, month, scheme, o), one = take(g, WOMAN);
        parent[f] = one;
        join(g, home, one, HEAD);
    }
    for (int f = 0; f < families; f++)
        if (synth_unit(s) < couples) {
            int other = take_partner(g, parent[f]);
            if (other >= 0)
                join(g, first + f, other, PARTNER);
        }
    put_children(g, first, families, parent);
    for (int f = 0; f < families; f++)
        s->homes.p[first + f].house = WITH_CHILDREN;
}

static void make_others(struct making *g, int month, int scheme, int o)
{
    struct synth *s = g->s;
    for (int one; (one = take(g, MAN)) >= 0;) {
        int home = new_home(g, month, scheme, o);
        join(g, home, one, HEAD);
        int other = synth_unit(s) < (o == UA ? .3 : .09) ? take_partner(g, one) : -1;
        if (other >= 0)
            join(g, home, other, PARTNER);
        s->homes.p[home].house = other >= 0 ? COUPLE : SINGLE;
        if (other < 0 && synth_unit(s) < .03 && (other = take(g, MAN)) >= 0) {
            bool old = g->draft[other].age >= g->draft[one].age + 18;
            join(g, home, other, old ? PARENT : SIBLING);
            s->homes.p[home].house = COUPLE;
        }
    }
}

static void make_homes(struct making *g, int month, int scheme, int o)
{
    int children = 0;
    grow_up(g, urn_of(g, month / 12, scheme, o), o);
    stack_grown(g);
    for (int i = 0; i < g->n; i++) {
        children += g->draft[i].cell != AGE_ADULT && !g->draft[i].minor;
        if (g->draft[i].minor) {
            int home = new_home(g, month, scheme, o);
            join(g, home, i, HEAD);
            g->s->homes.p[home].house = MINOR;
        }
    }
    if (children)
        make_families(g, month, scheme, o, children);
    make_others(g, month, scheme, o);
}

// ---- months ---------------------------------------------------------------------------------

// What the year leaves to a month: its own figures first, then the year's.
static void month_weights(struct making *g, int m, int scheme, double *weight)
{
    const struct calibration *c = &g->s->c;
    double known = 0, others = 0;
    for (int o = 0; o < ORIGINS; o++) {
        double own = c->origin_month[m][scheme][o];
        weight[o] = g->origin_left[m / 12][scheme][o];
        weight[o] = weight[o] > 1e-9 ? weight[o] : 0;
        known += own >= 0 ? own : 0;
        others += own >= 0 ? 0 : weight[o];
    }
    double rest = c->arrived[scheme][m] - known;
    for (int o = 0; o < ORIGINS && known > 0; o++) {
        double own = c->origin_month[m][scheme][o];
        weight[o] = own >= 0 ? own : others > 0 && rest > 0 ? weight[o] / others * rest : 0;
    }
    for (int o = 0; o < ORIGINS; o++)
        weight[o] += 1e-9 * c->origin[m / 12][scheme][o] + 1e-15;
}

// A month's persons by origin: whole persons by the weights, what is left over drawn.
static void share_out(struct making *g, int m, int scheme, int n, int *of)
{
    double weight[ORIGINS], all = 0;
    int given = 0;
    month_weights(g, m, scheme, weight);
    for (int o = 0; o < ORIGINS; o++)
        all += weight[o];
    for (int o = 0; o < ORIGINS; o++) {
        double part = weight[o] / all * n;
        of[o] = (int)part;
        weight[o] = part - of[o];
        given += of[o];
    }
    for (; given < n; given++) {
        size_t o = synth_pick(g->s, weight, ORIGINS);
        of[o]++;
        weight[o] = weight[o] > 1e-9 ? 1e-9 : 0;
    }
    for (int o = 0; o < ORIGINS; o++)
        g->origin_left[m / 12][scheme][o] -= of[o];
}

static void month(struct making *g, int m, int scheme, int n)
{
    int of[ORIGINS];
    if (n <= 0)
        return;
    share_out(g, m, scheme, n, of);
    g->draft = NEW_ARRAY(g->s->a, (size_t)n, struct draft);
    g->stack[0] = NEW_ARRAY(g->s->a, (size_t)n, int32_t);
    g->stack[1] = NEW_ARRAY(g->s->a, (size_t)n, int32_t);
    for (int o = 0; o < ORIGINS; o++) {
        g->n = 0;
        for (int i = 0; i < of[o]; i++)
            draw_one(g, m / 12, scheme, o);
        if (of[o])
            make_homes(g, m, scheme, o);
    }
}

// The months that have origins of their own take them from the year before it is shared out.
static void year_urns(struct making *g)
{
    const struct calibration *c = &g->s->c;
    for (int m = 0; m < MONTHS; m++)
        for (int k = 0; k < FAMILY; k++)
            for (int o = 0; o < ORIGINS; o++)
                g->origin_left[m / 12][k][o] = g->s->scale * c->origin[m / 12][k][o];
}

void synth_arrive(struct synth *s)
{
    struct making *g = NEW(s->a, struct making);
    int first = month_index(s->ask.from);
    g->s = s;
    year_urns(g);
    for (int scheme = 0; scheme < FAMILY; scheme++) {
        double due = 0;
        int64_t made = 0;
        for (int m = scheme == ASYLUM && first > 12 - 1 ? first - 12 : first; m < MONTHS; m++) {
            due += s->c.arrived[scheme][m] * synth_month_share(s, m) * s->scale;
            month(g, m, scheme, (int)(llround(due) - made));
            made = llround(due);
        }
    }
}
