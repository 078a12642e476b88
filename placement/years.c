// SPDX-License-Identifier: Apache-2.0
// Several years as one problem, so that units, types and rows are made once for all of them.
#include <string.h>

#include "placement/replay.h"

struct joining {
    uint64_t values, places;
    size_t bans, ties, groups, members;
};

static void count(const struct placement_problem *p, struct joining *n)
{
    n->values += p->at[p->households];
    for (uint32_t h = 0; h < p->households; h++)
        n->places += p->dense[h] ? 0 : p->at[h + 1] - p->at[h];
    n->bans += p->ban_count;
    n->ties += p->tie_count;
    n->groups += p->group_count;
    for (size_t i = 0; i < p->group_count; i++)
        n->members += p->groups[i].n;
}

struct joined { // what is written while it grows
    uint32_t households;
    int32_t *use, *penalty, *delay, *value;
    uint64_t *needs, *at, *sparse_at;
    uint8_t *ready, *dense;
    uint32_t *municipality, *member;
    struct placement_ban *bans;
    struct placement_tie *ties;
    struct placement_group *groups;
    struct joining n; // so far
};

static void add_rows(struct joined *j, const struct placement_problem *p)
{
    size_t kinds = (size_t)p->kinds;
    memcpy(j->use + j->households * kinds, p->use, p->households * kinds * sizeof *p->use);
    for (uint32_t h = 0; h < p->households; h++) {
        uint32_t to = j->households + h;
        uint64_t n = p->at[h + 1] - p->at[h];
        j->penalty[to] = p->penalty[h];
        j->delay[to] = p->delay[h];
        j->needs[to] = p->needs[h];
        j->ready[to] = p->ready[h];
        j->dense[to] = p->dense[h];
        j->at[to] = j->n.values;
        j->sparse_at[to] = j->n.places;
        memcpy(j->value + j->n.values, p->value + p->at[h], n * sizeof *p->value);
        if (!p->dense[h]) {
            memcpy(j->municipality + j->n.places, p->municipality + p->sparse_at[h], n * sizeof *p->municipality);
            j->n.places += n;
        }
        j->n.values += n;
    }
}

static void add_relations(struct joined *j, const struct placement_problem *p)
{
    uint32_t base = j->households;
    for (size_t i = 0; i < p->ban_count; i++)
        j->bans[j->n.bans++] = (struct placement_ban){ base + p->bans[i].household, p->bans[i].municipality };
    for (size_t i = 0; i < p->tie_count; i++)
        j->ties[j->n.ties++] = (struct placement_tie){ p->ties[i].bonus, base + p->ties[i].a, base + p->ties[i].b };
    for (size_t i = 0; i < p->group_count; i++) {
        j->groups[j->n.groups++] = (struct placement_group){ (uint32_t)j->n.members, p->groups[i].n };
        for (uint32_t k = 0; k < p->groups[i].n; k++)
            j->member[j->n.members++] = base + p->member[p->groups[i].from + k];
    }
}

void years_join(struct arena *a, const struct placement_problem *year, const struct placement_problem *expected,
                size_t n, struct placement_problem *out)
{
    struct joining all = { 0 };
    uint32_t households = year->households;
    count(year, &all);
    for (size_t i = 0; i < n; i++) {
        count(&expected[i], &all);
        households += expected[i].households;
    }
    struct joined j = {
        .use = NEW_ARRAY(a, (size_t)households * (size_t)year->kinds + 1, int32_t),
        .penalty = NEW_ARRAY(a, households + 1, int32_t),
        .delay = NEW_ARRAY(a, households + 1, int32_t),
        .needs = NEW_ARRAY(a, households + 1, uint64_t),
        .ready = NEW_ARRAY(a, households + 1, uint8_t),
        .dense = NEW_ARRAY(a, households + 1, uint8_t),
        .at = NEW_ARRAY(a, households + 2, uint64_t),
        .sparse_at = NEW_ARRAY(a, households + 1, uint64_t),
        .value = NEW_ARRAY(a, all.values + 1, int32_t),
        .municipality = NEW_ARRAY(a, all.places + 1, uint32_t),
        .member = NEW_ARRAY(a, all.members + 1, uint32_t),
        .bans = NEW_ARRAY(a, all.bans + 1, struct placement_ban),
        .ties = NEW_ARRAY(a, all.ties + 1, struct placement_tie),
        .groups = NEW_ARRAY(a, all.groups + 1, struct placement_group),
    };
    for (size_t i = 0; i <= n; i++) {
        const struct placement_problem *p = i ? &expected[i - 1] : year;
        add_rows(&j, p);
        add_relations(&j, p);
        j.households += p->households;
    }
    j.at[households] = j.n.values;
    *out = *year; // municipalities, and this year's accepted
    out->households = households;
    out->use = j.use;
    out->penalty = j.penalty;
    out->delay = j.delay;
    out->needs = j.needs;
    out->ready = j.ready;
    out->dense = j.dense;
    out->at = j.at;
    out->sparse_at = j.sparse_at;
    out->value = j.value;
    out->municipality = j.municipality;
    out->member = j.member;
    out->bans = j.bans;
    out->ban_count = j.n.bans;
    out->ties = j.ties;
    out->tie_count = j.n.ties;
    out->groups = j.groups;
    out->group_count = j.n.groups;
}
