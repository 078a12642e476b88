// SPDX-License-Identifier: Apache-2.0
// Those who come to a household later: children born here, husbands, wives and children who join
// somebody with a permit; and couples who part.
#include "synth/people.h"

enum { TRIES = 200000 };

static const struct human *mother_of(const struct synth *s, const struct home *h)
{
    for (int k = h->first; k >= 0; k = s->humans.p[k].next) {
        const struct human *p = &s->humans.p[k];
        if (p->sex == WOMAN && p->role <= PARTNER && !p->minor && p->died == NEVER)
            return p;
    }
    return NULL;
}

static bool couple(const struct synth *s, const struct home *h)
{
    for (int k = h->first; k >= 0; k = s->humans.p[k].next)
        if (s->humans.p[k].role == PARTNER)
            return true;
    return false;
}

static int32_t last_birth(const struct synth *s, const struct home *h)
{
    int32_t last = INT32_MIN;
    for (int k = h->first; k >= 0; k = s->humans.p[k].next)
        if (s->humans.p[k].role == CHILD && s->humans.p[k].born > last)
            last = s->humans.p[k].born;
    return last;
}

static void add_child(struct synth *s, int home, int32_t born, int32_t arrived, int scheme)
{
    struct home *h = &s->homes.p[home];
    int sex = synth_unit(s) < .514 ? MAN : WOMAN;
    int n = (int)synth_names(origins[h->origin].culture, sex ? NAME_MALE : NAME_FEMALE).n;
    synth_add(s, home,
              (struct human){ .born = born, .arrived = arrived, .died = NEVER, .left = h->left,
                              .apart = NEVER, .given = (int16_t)synth_between(s, 0, n - 1),
                              .sex = (uint8_t)sex, .scheme = (uint8_t)scheme, .role = CHILD,
                              .born_here = arrived == born });
}

static bool bear(struct synth *s, int home)
{
    const struct home *h = &s->homes.p[home];
    const struct human *m = mother_of(s, h);
    if (!m || (!couple(s, h) && synth_unit(s) < .9))
        return false;
    int32_t born = synth_between(s, m->arrived + 30, s->ask.to.d), last = last_birth(s, h);
    int age = day_age((day){ m->born }, (day){ born });
    bool near = last != INT32_MIN && born - last < 400;
    if (age < 19 || age > 43 || near || born >= h->left || born > s->ask.to.d || h->granted == false)
        return false;
    add_child(s, home, born, born, h->scheme);
    return true;
}

// Gives how many came; at most `most`.
static int reunite(struct synth *s, int home, int64_t most)
{
    struct home *h = &s->homes.p[home];
    struct human head = s->humans.p[h->first];
    int age = day_age((day){ head.born }, (day){ h->applied });
    if (h->scheme != ASYLUM || h->house != SINGLE || h->settled > s->ask.to.d || h->left != NEVER ||
        age < 22 || age > 50 || couple(s, h) || head.died != NEVER)
        return 0;
    int32_t came = h->settled + synth_between(s, 200, 800);
    if (came > s->ask.to.d)
        return 0;
    int sex = !head.sex;
    int n = (int)synth_names(origins[h->origin].culture, sex ? NAME_MALE : NAME_FEMALE).n, count = 1;
    synth_add(s, home,
              (struct human){ .born = head.born + synth_between(s, -1500, 1500), .arrived = came,
                              .died = NEVER, .left = NEVER, .apart = NEVER, .sex = (uint8_t)sex,
                              .given = (int16_t)synth_between(s, 0, n - 1), .scheme = FAMILY,
                              .role = PARTNER });
    int32_t oldest = head.born + 22 * 366, youngest = h->applied + 200;
    for (int i = synth_between(s, 0, 3); i > 0 && count < most && oldest < youngest; i--, count++) {
        int32_t born = synth_between(s, oldest, youngest);
        if (came - born >= 17 * 365)
            break;
        add_child(s, home, born, came, FAMILY);
        oldest = born + 400;
    }
    return count;
}

static void part(struct synth *s, struct home *h)
{
    for (int k = h->first; k >= 0; k = s->humans.p[k].next) {
        struct human *p = &s->humans.p[k];
        int32_t when = h->settled + 300 + synth_between(s, 0, 1500);
        if (p->role == PARTNER && p->scheme != FAMILY && p->died == NEVER && when < s->ask.to.d &&
            when < h->left && h->moved == NEVER)
            p->apart = when;
    }
}

// Education of everybody of 16 and older: each part of the world and sex has its shares.
static void school(struct synth *s)
{
    double given[CONTINENTS][2][EDU_LEVELS] = { 0 }, all[CONTINENTS][2] = { 0 };
    for (size_t i = 0; i < s->humans.n; i++) {
        struct human *p = &s->humans.p[i];
        enum continent c = origins[s->homes.p[p->home].origin].continent;
        int age = day_age((day){ p->born }, (day){ p->arrived });
        double weight[EDU_LEVELS], sum = 0;
        if (age < 18) {
            p->education = age < 13 ? EDU_LEVELS : EDU_COMPULSORY;
            continue;
        }
        all[c][p->sex]++;
        for (int e = 0; e < EDU_LEVELS; e++) {
            double share = s->c.schooling[c][e] / 100 * (all[c][p->sex] + 20);
            bool young = age < 23 && e >= EDU_VOCATIONAL;
            weight[e] = young || share <= given[c][p->sex][e] ? 0 : share - given[c][p->sex][e];
            sum += weight[e];
        }
        p->education = (uint8_t)(sum > 0 ? synth_pick(s, weight, EDU_LEVELS) : EDU_COMPULSORY);
        given[c][p->sex][p->education]++;
    }
}

void synth_grow(struct synth *s, int64_t family)
{
    int homes = (int)s->homes.n;
    for (int64_t done = 0, tries = 0; done < family && tries < TRIES + 50 * family; tries++)
        done += reunite(s, synth_between(s, 0, homes - 1), family - done);
    while (s->humans.n < (size_t)s->ask.persons && homes > 0) {
        size_t before = s->humans.n;
        for (int tries = 0; tries < TRIES && s->humans.n == before; tries++)
            bear(s, synth_between(s, 0, homes - 1));
        if (s->humans.n == before)
            break;
    }
    for (int i = 0; i < homes; i++)
        if (s->homes.p[i].settled < s->ask.to.d && synth_unit(s) < .03)
            part(s, &s->homes.p[i]);
    school(s);
}
