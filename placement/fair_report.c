// SPDX-License-Identifier: Apache-2.0
// How fair a plan is, in numbers: waste, envy, evenness, groups.
#include <stdlib.h>

#include "placement/fair_work.h"

err fair_stand(struct arena *a, const struct placement_problem *p, const struct placement_plan *plan, struct explain **e,
               str *fault)
{
    return explain_make(a, p, plan, NEW_ARRAY(a, p->households + 1, bool), e, fault);
}

bool *fair_may(struct arena *a, const struct model *o)
{
    bool *may = NEW_ARRAY(a, o->m, bool);
    for (uint32_t u = 0; u < o->units; u++)
        for (uint32_t k = 0; k < o->unit[u].row_n; k++)
            if (o->value[o->unit[u].row + k] > -1e30f)
                may[o->unit[u].dense ? k : o->where[o->unit[u].row_at + k]] = true;
    return may;
}

int64_t fair_share(const struct placement_problem *p, const bool *may, const int32_t *place, uint32_t *at)
{
    int64_t *persons = calloc(p->municipalities, sizeof *persons), least = -1;
    if (!persons)
        abort();
    for (uint32_t h = 0; h < p->households; h++)
        if (place[h] >= 0)
            persons[place[h]] += p->use[h * (size_t)p->kinds];
    for (uint32_t m = 0; m < p->municipalities; m++) {
        int64_t cap = p->capacity[m * (size_t)p->kinds];
        if (cap <= 0 || !may[m])
            continue;
        int64_t share = persons[m] * MILLION / cap;
        if (least < 0 || share < least) {
            least = share;
            *at = m;
        }
    }
    free(persons);
    return least;
}

// ---- waste -------------------------------------------------------------------------------------

enum cause { NO_WASTE, BY_FILL, BY_TIE, UNEXPLAINED };

static int64_t delay_of(const struct explain *e, uint32_t unit, const uint8_t *when)
{
    const struct unit *u = &e->o.unit[unit];
    int64_t sum = 0;
    for (uint32_t i = 0; i < u->n && e->o.by_period; i++) {
        uint32_t h = e->o.member[u->from + i];
        sum += (int64_t)e->p->delay[h] * (when[i] - e->p->ready[h]);
    }
    return sum;
}

static enum cause waste_of(struct explain *e, uint32_t unit)
{
    const struct model *o = &e->o;
    const struct unit *u = &o->unit[unit];
    int32_t here = e->s.at[unit];
    int64_t own = e->own[unit], now = here < 0 ? -u->penalty : unit_value(o, unit, (uint32_t)here) -
                                                                    delay_of(e, unit, e->s.when + u->from);
    int64_t ties = here < 0 ? 0 : explain_bonus(e, unit, here, true);
    enum cause worst = NO_WASTE;
    for (uint32_t k = 0; k < u->row_n && worst != UNEXPLAINED; k++) {
        uint32_t m;
        int64_t v;
        if (!row_exact(e, unit, k, &m, &v) || v <= now || (int32_t)m == here || !state_fits(&e->s, unit, m, e->when) ||
            v - delay_of(e, unit, e->when) <= now)
            continue;
        int64_t loss = own - explain_gain(e, unit, m, e->when);
        int64_t lost_ties = ties - explain_bonus(e, unit, (int32_t)m, true);
        enum cause c = loss < 0 ? UNEXPLAINED : loss < lost_ties ? BY_TIE : BY_FILL;
        worst = c > worst ? c : worst;
    }
    return worst;
}

// ---- groups ------------------------------------------------------------------------------------

static void one_household(const struct placement_problem *p, const struct placement_plan *plan, uint32_t h,
                          struct fair_group *g)
{
    uint64_t n = p->at[h + 1] - p->at[h];
    const int32_t *value = p->value + p->at[h];
    bool placed = plan->place[h] >= 0;
    int64_t v = placed ? pair_value(p, h, (uint32_t)plan->place[h]) : PLACEMENT_NONE;
    int64_t rank = 1;
    for (uint64_t k = 0; k < n; k++)
        rank += value[k] != PLACEMENT_NONE && value[k] > v; // of none: after the last
    g->households++;
    g->placed += placed;
    g->value += v == PLACEMENT_NONE ? 0 : v;
    g->rank += rank;
}

static void groups_of(const struct placement_problem *p, const struct placement_plan *plan, const uint32_t *group,
                      struct fair_report *out)
{
    for (uint32_t h = 0; h < p->households; h++)
        one_household(p, plan, h, &out->group[group ? group[h] : 0]);
    for (uint32_t g = 0; g < out->groups; g++)
        if (out->group[g].households) {
            out->group[g].value = cut_off((wide)out->group[g].value * MILLION / out->group[g].households);
            out->group[g].rank = cut_off((wide)out->group[g].rank * MILLION / out->group[g].households);
        }
}

err placement_fair_report(struct arena *a, const struct placement_problem *p, const struct placement_plan *plan,
                          const uint32_t *group, uint32_t groups, struct fair_report *out, str *fault)
{
    struct explain *e;
    *out = (struct fair_report){ .groups = group ? groups : 1 };
    PASS(fair_stand(a, p, plan, &e, fault));
    for (uint32_t h = 0; h < p->households; h++) {
        if (group && group[h] >= groups) {
            *fault = strf(a, "household %u: its group is not below %u", h, groups);
            return E_INPUT;
        }
        out->sizes_differ |= p->use[h * (size_t)p->kinds] != p->use[0];
    }
    out->group = NEW_ARRAY(a, out->groups, struct fair_group);
    groups_of(p, plan, group, out);
    for (uint32_t u = 0; u < e->o.units; u++) {
        enum cause c = waste_of(e, u);
        out->waste_fill += c == BY_FILL;
        out->waste_tie += c == BY_TIE;
        out->waste += c == UNEXPLAINED;
    }
    out->envious = fair_envious(e);
    out->least_share = fair_share(p, fair_may(a, &e->o), plan->place, &out->least_at);
    return OK;
}
