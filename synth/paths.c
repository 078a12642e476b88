// SPDX-License-Identifier: Apache-2.0
// What becomes of each household: when it is heard, whether it may stay, when it is settled. The
// yearly sums of settled persons rule: as many permits are given as will be needed one wait later,
// and every month settles its part of the year from queues by kind of household.
#include <math.h>

#include "synth/people.h"

struct queue {
    int first, last;
};
struct paths {
    struct synth *s;
    int first, last;                          // months
    int decided[MONTHS], waiting[MONTHS][HOUSES]; // heads of lists
    int landing[MONTHS];                      // resettled: settled when they come
    struct queue queue[HOUSES];
    double granted, landed[MONTHS];           // persons: permits so far; resettled by month
    double settled[YEARS], of_house[YEARS][HOUSES];
    double carry[ORIGINS];
};

static int month_of(int32_t d)
{
    int m = month_index((day){ d });
    return m < MONTHS ? m : MONTHS - 1;
}

// ---- days of a case -------------------------------------------------------------------------

static void set_days(struct synth *s, struct home *h)
{
    struct ymd came = day_ymd((day){ h->applied });
    bool crowded = came.year == 2015 && came.month > 6; // 31 000 in a year: the queue was long
    int start = s->ask.from.d;
    if (h->scheme == RESETTLEMENT) { // the day is that of landing
        h->decided = h->applied - synth_between(s, 60, 165);
        h->notified = h->decided + synth_between(s, 3, 14);
        h->granted = true;
        return;
    }
    if (h->scheme == COLLECTIVE) {
        h->channel = synth_unit(s) < .45 ? CHANNEL_PRIVATE : CHANNEL_CENTRE;
        h->decided = h->applied + synth_between(s, 7, 40);
        return;
    }
    h->interview = h->applied + (crowded ? synth_between(s, 90, 560) : synth_between(s, 25, 150));
    h->decided = h->interview + synth_between(s, 14, 75);
    if (h->applied < start) { // who waits at the start has a permit or gets one soon
        int wanted = start - 240 + synth_between(s, 0, 500);
        h->decided = wanted > h->applied + 60 ? wanted : h->applied + 60;
        h->interview = h->applied + (h->decided - h->applied) / 2;
    }
}

static void grant(struct paths *g, int home)
{
    struct synth *s = g->s;
    struct home *h = &s->homes.p[home];
    h->granted = true;
    h->notified = h->decided + synth_between(s, 2, 7);
    h->ready = h->notified + synth_between(s, 7, h->scheme == COLLECTIVE ? 20 : 35);
    int early = h->house == MINOR || h->house == WITH_CHILDREN ? 20 : 35;
    int m = month_of(h->ready + 14 + synth_between(s, 0, early));
    m = m < g->first ? g->first : m; // who was ready before the first day waits on it
    h->next = g->waiting[m][h->house];
    g->waiting[m][h->house] = home;
    g->granted += h->n;
}

// ---- permits --------------------------------------------------------------------------------

// How the settled persons of a year fall on its months; 2022 waited for those who came in spring.
static double month_part(int m)
{
    static const double by_2022[] = { .015, .015, .025, .05, .09, .105, .085, .115, .13, .13, .125, .115 };
    static const double usual[] = { .08, .08, .09, .08, .08, .09, .06, .08, .09, .09, .09, .09 };
    return (m / 12 + YEAR_0 == 2022 ? by_2022 : usual)[m % 12];
}

static double to_settle(const struct paths *g, int m) // persons as made, resettled not counted
{
    double year = g->s->c.settled[m / 12];
    double n = year < 0 ? 0 : year * g->s->scale * month_part(m) - g->landed[m];
    return n > 0 ? n : 0;
}

// Permits that must have been given by the end of the month so that there is whom to settle.
static double wanted_permits(const struct paths *g, int m)
{
    // Months from permit to settlement: years were slow, 2020 stood still, 2022 was swift.
    int year = m / 12 + YEAR_0;
    double all = 0, ahead = year >= 2022 ? 2.6 : year == 2020 ? 9 : year >= 2019 ? 4.5 : 6;
    for (int i = g->first; i <= m; i++)
        all += to_settle(g, i);
    for (int i = m + 1; ahead > 0 && i < MONTHS; i++, ahead--)
        all += to_settle(g, i) * (ahead < 1 ? ahead : 1);
    return all;
}

static double chance(const struct home *h, double push)
{
    double p = origins[h->origin].granted * push * (h->house == MINOR ? 1.15 : 1);
    return p > 1 ? 1 : p;
}

// The push at which the month's asylum seekers give as many permits as are wanted.
static double find_push(const struct paths *g, int m, double wanted)
{
    double low = 0.15, high = 6;
    if (g->s->c.settled[m / 12] < 0)
        return 1;
    for (int i = 0; i < 20; i++) {
        double mid = (low + high) / 2, all = 0;
        for (int k = g->decided[m]; k >= 0; k = g->s->homes.p[k].next)
            if (g->s->homes.p[k].scheme == ASYLUM)
                all += chance(&g->s->homes.p[k], mid) * g->s->homes.p[k].n;
        *(all < wanted ? &low : &high) = mid;
    }
    return low;
}

static bool permitted(struct paths *g, const struct home *h, double push)
{
    double p = h->scheme == COLLECTIVE ? 33554.0 / 35095 : chance(h, push);
    if (h->applied < g->s->ask.from.d)
        p = 1;
    double *carry = &g->carry[h->origin];
    *carry += p * h->n;
    bool yes = *carry >= 0.5 * h->n;
    *carry -= yes ? h->n : 0;
    return yes;
}

static void decide_month(struct paths *g, int m)
{
    struct synth *s = g->s;
    double collective = 0;
    for (int k = g->decided[m]; k >= 0; k = s->homes.p[k].next)
        collective += s->homes.p[k].scheme == COLLECTIVE ? s->homes.p[k].n * .956 : 0;
    double push = find_push(g, m, wanted_permits(g, m) - g->granted - collective);
    for (int k = g->decided[m], next; k >= 0; k = next) {
        struct home *h = &s->homes.p[k];
        next = h->next;
        h->next = -1;
        if (permitted(g, h, push)) {
            grant(g, k);
            continue;
        }
        h->notified = h->decided + synth_between(s, 2, 7);
        h->left = synth_unit(s) < .75 ? h->notified + synth_between(s, 30, 400) : NEVER;
    }
}

// ---- settlement -----------------------------------------------------------------------------

static double house_quota(const struct paths *g, int y, int house)
{
    double n = g->s->c.house[y][house];
    if (n < 0 && house == MINOR)
        n = g->s->c.minors_settled[y] >= 0 ? g->s->c.minors_settled[y]
               : (y + YEAR_0 <= 2017 ? .11 : .06) * g->s->c.settled[y]; // our assumption
    return n < 0 ? -1 : n * g->s->scale;
}

// The kind whose turn it is: what lags most behind its figure of the year, then who is ready
// longest. -1 when nobody is to be settled.
static int turn(const struct paths *g, int m)
{
    int best = -1, y = m / 12;
    double most = 0, part = 0;
    for (int i = y * 12; i <= m; i++)
        part += month_part(i);
    for (int k = 0; k < HOUSES; k++) {
        double quota = house_quota(g, y, k), score;
        if (g->queue[k].first < 0)
            continue;
        const struct home *h = &g->s->homes.p[g->queue[k].first];
        if (quota >= 0)
            score = quota * part - g->of_house[y][k] >= h->n / 2.0
                        ? 1e6 + quota * part - g->of_house[y][k] : 0;
        else
            score = 1e5 - h->ready + (k == MINOR || k == WITH_CHILDREN ? 20 : 0);
        if (score > most) {
            most = score;
            best = k;
        }
    }
    return best;
}

static void settle(struct paths *g, int home, int m)
{
    struct synth *s = g->s;
    struct home *h = &s->homes.p[home];
    int least = month_first(m).d, last = month_first(m + 1).d - 1;
    least = least > h->ready + 14 ? least : h->ready + 14;
    h->settled = h->scheme == RESETTLEMENT ? h->applied : synth_between(s, least, last);
    g->settled[m / 12] += h->n;
    g->of_house[m / 12][h->house] += h->n;
}

static int pop(struct paths *g, int house)
{
    int home = g->queue[house].first;
    g->queue[house].first = g->s->homes.p[home].next;
    g->s->homes.p[home].next = -1;
    return home;
}

static void settle_month(struct paths *g, int m)
{
    struct synth *s = g->s;
    double year = s->c.settled[m / 12], due = 0;
    for (int k = 0; k < HOUSES; k++)
        for (int h = g->waiting[m][k], next; h >= 0; h = next) {
            next = s->homes.p[h].next;
            s->homes.p[h].next = -1;
            struct queue *q = &g->queue[k];
            *(q->first < 0 ? &q->first : &s->homes.p[q->last].next) = h;
            q->last = h;
        }
    for (int h = g->landing[m]; h >= 0; h = s->homes.p[h].next)
        settle(g, h, m);
    for (int i = m / 12 * 12; i <= m; i++)
        due += year * s->scale * month_part(i);
    for (int k; (k = turn(g, m)) >= 0;) {
        if (year >= 0 && g->settled[m / 12] + s->homes.p[g->queue[k].first].n / 2.0 > due)
            break;
        settle(g, pop(g, k), m);
    }
}

// ---- afterwards -----------------------------------------------------------------------------

static void leave(struct synth *s, struct home *h)
{
    if (h->settled != NEVER && h->scheme == COLLECTIVE && synth_unit(s) < .05)
        h->left = h->settled + synth_between(s, 120, 900);
    for (int k = h->first; k >= 0; k = s->humans.p[k].next) {
        struct human *p = &s->humans.p[k];
        double years = (s->ask.to.d - p->arrived) / 365.25;
        double yearly = s->ask.to.d - p->born > 365 * 65 ? .02 : .0008;
        p->left = h->left;
        if (h->n > 1 && k == h->first && (h->house != COUPLE))
            continue; // children are not left alone
        if (synth_unit(s) < yearly * years)
            p->died = synth_between(s, h->applied + 1, s->ask.to.d);
        if (p->died >= p->left)
            p->died = NEVER;
    }
}

void synth_decide(struct synth *s)
{
    struct paths *g = NEW(s->a, struct paths);
    g->s = s;
    g->first = month_index(s->ask.from);
    g->last = month_index(s->ask.to);
    for (int m = 0; m < MONTHS; m++) {
        g->decided[m] = g->landing[m] = -1;
        for (int k = 0; k < HOUSES; k++)
            g->waiting[m][k] = -1;
    }
    for (int k = 0; k < HOUSES; k++)
        g->queue[k].first = -1;
    for (int i = (int)s->homes.n - 1; i >= 0; i--) {
        struct home *h = &s->homes.p[i];
        set_days(s, h);
        int m = month_of(h->scheme == RESETTLEMENT ? h->applied : h->decided);
        m = m < g->first ? g->first : m;
        int *list = h->scheme == RESETTLEMENT ? &g->landing[m] : &g->decided[m];
        h->next = *list;
        *list = i;
        g->landed[m] += h->scheme == RESETTLEMENT ? h->n : 0;
    }
    for (int m = g->first; m <= g->last; m++) {
        decide_month(g, m);
        settle_month(g, m);
    }
    for (size_t i = 0; i < s->homes.n; i++)
        leave(s, &s->homes.p[i]);
}
