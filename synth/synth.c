// SPDX-License-Identifier: Apache-2.0
#include "synth/people.h"

#include <math.h>

// Of all persons: those born here, and those who join somebody later as family.
#define BIRTHS 0.03
#define JOINING 0.02
// The asylum seekers of the year before the first day stand for all who then wait for settlement,
// also those who had waited longer: as many have a permit or get one.
#define WAITING 1.0

uint64_t synth_draw(struct synth *s)
{
    uint64_t z = s->random += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

double synth_unit(struct synth *s)
{
    return (double)(synth_draw(s) >> 11) * 0x1p-53;
}

int synth_between(struct synth *s, int least, int most)
{
    return most <= least ? least : least + (int)(synth_draw(s) % (uint64_t)(most - least + 1));
}

size_t synth_pick(struct synth *s, const double *weight, size_t n)
{
    double all = 0, at;
    size_t last = 0;
    for (size_t i = 0; i < n; i++)
        all += weight[i];
    at = synth_unit(s) * all;
    for (size_t i = 0; i < n; i++)
        if (weight[i] > 0) {
            last = i;
            if ((at -= weight[i]) < 0)
                break;
        }
    return last;
}

int synth_add(struct synth *s, int home, struct human h)
{
    int number = (int)s->humans.n, *at = &s->homes.p[home].first;
    while (*at >= 0)
        at = &s->humans.p[*at].next;
    *at = number;
    h.home = home;
    h.next = -1;
    *ADD(s->a, &s->humans) = h;
    return number;
}

double synth_month_share(const struct synth *s, int m)
{
    int first = month_index(s->ask.from), last = month_index(s->ask.to);
    if (m < first - 12 || m > last || m < 0)
        return 0;
    int days = day_diff(month_first(m + 1), month_first(m));
    int from = m == first ? day_ymd(s->ask.from).day - 1 : 0;
    int to = m == last ? day_ymd(s->ask.to).day : days;
    return m < first ? WAITING : (double)(to - from) / days;
}

static double true_arrivals(const struct synth *s)
{
    double all = 0;
    int first = month_index(s->ask.from);
    for (int m = 0; m < MONTHS; m++)
        for (int k = 0; k < FAMILY; k++)
            if (m >= first || k == ASYLUM)
                all += s->c.arrived[k][m] * synth_month_share(s, m);
    return all;
}

static const char *wrong(struct synth_ask ask)
{
    if (ask.persons < 100 || ask.persons > 1000000)
        return "persons must be 100 to 1000000";
    if (!day_known(ask.from) || !day_known(ask.to) || day_ymd(ask.from).year < YEAR_0 + 1)
        return "the first day must be 2015-01-01 or later";
    if (day_ymd(ask.to).year >= YEAR_0 + YEARS - 1)
        return "the last day must be before 2037";
    return day_diff(ask.to, ask.from) < 365 ? "the days must be a year apart at least" : NULL;
}

err synth_make(struct arena *a, struct synth_ask ask, struct synth **out, str *fault)
{
    const char *why = wrong(ask);
    struct synth *s = NEW(a, struct synth);
    if (why) {
        *fault = str_z(why);
        return E_INPUT;
    }
    *s = (struct synth){ .a = a, .ask = ask, .random = ask.seed * UINT64_C(0x2545F4914F6CDD1D) + 1 };
    if (calibration_read(a, &s->c) != OK) {
        *fault = STR("the built-in calibration tables cannot be read");
        return E_INPUT;
    }
    int64_t births = llround((double)ask.persons * BIRTHS);
    int64_t family = llround((double)ask.persons * JOINING);
    s->scale = (double)(ask.persons - births - family) / true_arrivals(s);
    synth_arrive(s);
    synth_decide(s);
    synth_place(s);
    family = ask.persons - births - (int64_t)s->humans.n; // rounding of the months
    synth_grow(s, family > 0 ? family : 0);
    synth_house(s);
    *out = s;
    return OK;
}
