// SPDX-License-Identifier: Apache-2.0
// Two scenarios side by side: figures, how groups fare, quarters, and the map of the first.
#include "rooms/place/place.h"
#include "rooms/proposal/proposal_web.h"

#include <math.h>
#include <stdlib.h>

static str say(struct rq *q, text_key key)
{
    return text(q->mem, q->lang, key, NO_TARGS);
}

static void figure(struct rq *q, struct all_page *v, text_key label, double a, double b, int decimals)
{
    *ADD(q->mem, &v->figures) = (struct figure_shown){ label, fmt_real(q->mem, q->lang, a, decimals),
                                                       fmt_real(q->mem, q->lang, b, decimals) };
}

static void all_figures(struct rq *q, struct all_page *v, const struct match_outcome *a, const struct match_outcome *b)
{
    figure(q, v, T_proposal_figure_unplaced, a->households - a->placed, b->households - b->placed, 0);
    figure(q, v, T_proposal_figure_persons, (double)a->persons_placed, (double)b->persons_placed, 0);
    figure(q, v, T_proposal_figure_wait, a->mean_wait_placed, b->mean_wait_placed, 0);
    figure(q, v, T_proposal_figure_wait_left, a->mean_wait_left, b->mean_wait_left, 0);
    figure(q, v, T_proposal_figure_large, a->large_most, b->large_most, 0);
    figure(q, v, T_proposal_figure_large_places, a->large_places, b->large_places, 0);
    figure(q, v, T_proposal_figure_least, 100 * a->fill_least, 100 * b->fill_least, 0);
    figure(q, v, T_proposal_figure_most, 100 * a->fill_most, 100 * b->fill_most, 0);
}

// ---- groups: read here and by no value -----------------------------------------------------------

static str share(struct rq *q, const struct fair_group *g)
{
    return fmt_real(q->mem, q->lang, 100.0 * g->placed / g->households, 0);
}

static void groups(struct rq *q, struct all_page *v, const struct match_outcome *a, const struct match_outcome *b)
{
    static const text_key sex[] = { T_proposal_sex_female, T_proposal_sex_male, T_proposal_sex_other },
                          origin[] = { T_proposal_origin_ukr, T_proposal_origin_other },
                          kind[] = { T_proposal_kind_single, T_proposal_kind_adults, T_proposal_kind_children,
                                     T_proposal_kind_minor };
    static const struct {
        text_key of;
        const text_key *label;
        uint32_t n;
    } all[MATCH_GROUPINGS] = { { T_proposal_group_sex, sex, 3 },
                               { T_proposal_group_origin, origin, 2 },
                               { T_proposal_group_kind, kind, 4 } };
    for (int g = 0; g < MATCH_GROUPINGS; g++) {
        text_key of = all[g].of;
        for (uint32_t i = 0; i < all[g].n && i < a->by[g].groups && i < b->by[g].groups; i++) {
            const struct fair_group *x = &a->by[g].group[i], *y = &b->by[g].group[i];
            enum { FEW = 5 }; // a mean of so few says more of them than of the proposal
            if (x->households < FEW) {
                v->few |= x->households > 0;
                continue;
            }
            *ADD(q->mem, &v->groups) = (struct group_shown){ of, all[g].label[i],
                                                             fmt_int(q->mem, q->lang, x->households), share(q, x),
                                                             share(q, y),
                                                             fmt_real(q->mem, q->lang, (double)x->rank / 1e6, 1),
                                                             fmt_real(q->mem, q->lang, (double)y->rank / 1e6, 1) };
            of = T_NONE;
        }
    }
}

static void quarters(struct rq *q, struct all_page *v, const struct computed *a, const struct computed *b)
{
    int first = (day_ymd(q->today).month - 1) / 3 + 1;
    for (int p = 0; p < a->f.match.quarters; p++) {
        int64_t told = -1;
        for (uint32_t m = 0; m < a->f.match.places; m++)
            if (a->f.match.place[m].quarter[p] >= 0)
                told = (told < 0 ? 0 : told) + a->f.match.place[m].quarter[p];
        *ADD(q->mem, &v->quarters) =
            (struct quarter_shown){ text(q->mem, q->lang, T_proposal_quarter__n, TARGS(TI("n", first + p))),
                                    fmt_int(q->mem, q->lang, a->o.quarter[p]), fmt_int(q->mem, q->lang, b->o.quarter[p]),
                                    told < 0 ? say(q, T_proposal_not_told) : fmt_int(q->mem, q->lang, told) };
    }
}

// ---- municipalities and the map ------------------------------------------------------------------

static const double cuts[4] = { 1, 3, 6, 12 }; // persons

static void on_map(struct rq *q, struct all_page *v, const int64_t *here, const struct proposal_facts *f)
{
    static const char *const looks[] = { "k1", "k2", "k3", "k4", "k5" };
    SLICE(struct map_place) at = { 0 };
    for (uint32_t m = 0; m < f->match.places; m++) {
        const struct place *p = place_municipality_near(f->places.p[m].number, q->today);
        const struct place *now = p ? place_in_2024(p) : NULL;
        if (now)
            *ADD(q->mem, &at) = (struct map_place){ .code = now->number, .name = now->name,
                                                    .cls = map_class_of((double)here[m], cuts),
                                                    .value = fmt_int(q->mem, q->lang, here[m]),
                                                    .url = strf(q->mem, "/bosetting/kommune/%.*s", S(f->places.p[m].number)) };
    }
    v->map = (struct choropleth){ .id = STR("forslag"), .title = say(q, T_proposal_map), .about = STR(""), .desc = STR(""),
                                  .unit = say(q, T_proposal_map_unit), .at = at.p, .n = at.n, .county = STR(""),
                                  .chosen = STR(""), .plain = true };
    map_labels(q->mem, q->lang, cuts, 0, v->map.labels);
    v->map.labels[MAP_1] = say(q, T_proposal_map_none);
    v->map.labels[MAP_HATCH] = STR("");
    v->map.labels[MAP_HIDDEN] = STR("");
    for (int c = MAP_1; c <= MAP_5; c++) {
        int64_t n = 0;
        for (size_t i = 0; i < at.n; i++)
            n += (int)at.p[i].cls == c;
        *ADD(q->mem, &v->legend) = (struct class_shown){ str_z(looks[c]), v->map.labels[c], n };
    }
}

struct by_persons {
    int64_t persons;
    uint32_t m;
};
static int most_first(const void *a, const void *b)
{
    const struct by_persons *x = a, *y = b;
    if (x->persons != y->persons)
        return x->persons > y->persons ? -1 : 1;
    return (x->m > y->m) - (x->m < y->m);
}

static void towns(struct rq *q, struct all_page *v, const struct computed *c)
{
    const struct match_facts *f = &c->f.match;
    int64_t *here = NEW_ARRAY(q->mem, f->places + 1, int64_t);
    struct by_persons *order = NEW_ARRAY(q->mem, f->places + 1, struct by_persons);
    for (uint32_t h = 0; h < f->households; h++)
        if (c->x.plan.place[h] >= 0)
            here[c->x.plan.place[h]] += f->household[h].persons;
    for (uint32_t m = 0; m < f->places; m++)
        order[m] = (struct by_persons){ here[m], m };
    qsort(order, f->places, sizeof *order, most_first);
    for (uint32_t i = 0; i < f->places && order[i].persons; i++) {
        const struct settlement_place *p = &c->f.places.p[order[i].m];
        int64_t free = f->place[order[i].m].free, n = order[i].persons;
        *ADD(q->mem, &v->towns) = (struct town_shown){ p->name, strf(q->mem, "/bosetting/kommune/%.*s", S(p->number)),
                                                       fmt_int(q->mem, q->lang, free), fmt_int(q->mem, q->lang, n),
                                                       fmt_int(q->mem, q->lang, free - n),
                                                       fmt_real(q->mem, q->lang, 100.0 * (double)n / (double)free, 0) };
    }
    on_map(q, v, here, &c->f);
}

void compare_show(struct rq *q, struct all_page *v, const struct computed *a, const struct computed *b)
{
    all_figures(q, v, &a->o, &b->o);
    groups(q, v, &a->o, &b->o);
    quarters(q, v, a, b);
    towns(q, v, a);
}
