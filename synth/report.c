// SPDX-License-Identifier: Apache-2.0
// The margins of the invented people beside the tables they are held against. Everything is
// counted anew from the people; nothing is taken from how they were made.
#include <math.h>

#include "synth/people.h"

#define NOT_SET "follows from the other figures"

struct counting {
    struct arena *a;
    const struct synth *s;
    struct synth_report *out;
    double by_month[MONTHS][FAMILY][ORIGINS], minors[YEARS][ORIGINS], cell[ORIGINS][2][AGES];
    double ukraine[2][2], settled[YEARS], hidden[YEARS], minor_settled[YEARS], house[HOUSES];
    double wait[YEARS], waits[YEARS], school[CONTINENTS][EDU_LEVELS], ukraine_school[EDU_LEVELS];
};

static bool whole_year(const struct synth *s, int y) // inside the days asked for
{
    return day_cmp(s->ask.from, day_of(y + YEAR_0, 1, 1)) <= 0 &&
           day_cmp(day_of(y + YEAR_0, 12, 31), s->ask.to) <= 0;
}

static void margin(struct counting *g, const char *measure, str period, str group, double wanted,
                   double count, bool confirmed, const char *note)
{
    *ADD(g->a, &g->out->margins) =
        (struct synth_margin){ str_z(measure), period, group, wanted, count / g->s->scale, count,
                               confirmed, note };
}

// A share or a mean: `count` is how many it is of.
static void rate(struct counting *g, const char *measure, str period, str group, double wanted,
                 double made, double count, bool confirmed, const char *note)
{
    *ADD(g->a, &g->out->margins) = (struct synth_margin){ str_z(measure), period, group, wanted, made,
                                                          -count, confirmed, note };
}

// ---- counting -------------------------------------------------------------------------------

static void count_arrival(struct counting *g, const struct human *p, const struct home *h)
{
    int m = month_index((day){ h->applied }), y = m / 12;
    int age = day_age((day){ p->born }, (day){ h->applied });
    int cell = age < 6 ? AGE_0_5 : age < 11 ? AGE_6_10 : age < 18 ? AGE_11_17 : AGE_ADULT;
    enum continent c = origins[h->origin].continent;
    g->by_month[m][p->scheme][h->origin]++;
    g->minors[y][h->origin] += p->minor > 0;
    if (y + YEAR_0 == 2022 && p->scheme == ASYLUM)
        g->cell[h->origin][p->sex][cell]++;
    if (age >= 18 && p->sex == MAN && p->education < EDU_LEVELS)
        g->school[c][p->education]++;
    if (age >= 18 && c == UKRAINE && p->education < EDU_LEVELS)
        g->ukraine_school[p->education]++;
}

static void count_settled(struct counting *g, const struct human *p, const struct home *h)
{
    int y = day_ymd((day){ h->settled }).year - YEAR_0;
    if (p->scheme == FAMILY || p->born > h->settled || h->settled > g->s->ask.to.d)
        return;
    g->settled[y]++;
    g->hidden[y] += h->protection == 2;
    g->minor_settled[y] += p->minor > 0;
    g->wait[y] += (h->settled - h->decided) / 30.44;
    g->waits[y]++;
    if (y + YEAR_0 == 2015)
        g->house[h->house]++;
    if (y + YEAR_0 == 2022 && h->origin == UA)
        g->ukraine[p->sex][day_age((day){ p->born }, (day){ h->settled }) >= 18]++;
}

static void count(struct counting *g)
{
    for (size_t i = 0; i < g->s->humans.n; i++) {
        const struct human *p = &g->s->humans.p[i];
        const struct home *h = &g->s->homes.p[p->home];
        if (p->scheme != FAMILY && !p->born_here)
            count_arrival(g, p, h);
        if (h->settled != NEVER)
            count_settled(g, p, h);
    }
}

// ---- setting beside -------------------------------------------------------------------------

static str year_text(struct counting *g, int y)
{
    return strf(g->a, "%d", y + YEAR_0);
}

static void arrivals_by_year(struct counting *g, int y)
{
    const struct calibration *c = &g->s->c;
    for (int s = 0; s < FAMILY; s++) {
        double all = 0, of[ORIGINS] = { 0 };
        for (int m = y * 12; m < y * 12 + 12; m++)
            for (int o = 0; o < ORIGINS; o++) {
                of[o] += g->by_month[m][s][o];
                all += g->by_month[m][s][o];
            }
        if (c->applied[y][s] >= 0)
            margin(g, scheme_names[s], year_text(g, y), STR("all"), c->applied[y][s], all, true, "");
        for (int o = 0; o < ORIGINS; o++)
            if (c->origin_known[y][s][o])
                margin(g, scheme_names[s], year_text(g, y), str_z(origins[o].alpha2),
                       c->origin[y][s][o], of[o], true, "");
    }
}

static void arrivals_by_month(struct counting *g, int m)
{
    const struct calibration *c = &g->s->c;
    str period = str_part(day_iso(g->a, month_first(m)), 0, 7);
    for (int s = 0; s < FAMILY; s++) {
        double all = 0;
        for (int o = 0; o < ORIGINS; o++) {
            all += g->by_month[m][s][o];
            if (c->origin_month[m][s][o] >= 0)
                margin(g, scheme_names[s], period, str_z(origins[o].alpha2),
                       c->origin_month[m][s][o], g->by_month[m][s][o], true, "");
        }
        if (c->arrived_confirmed[s][m])
            margin(g, scheme_names[s], period, STR("all"), c->arrived[s][m], all, true, "");
    }
}

static void minors(struct counting *g, int y)
{
    const struct calibration *c = &g->s->c;
    double all = 0;
    for (int o = 0; o < ORIGINS; o++) {
        double young = c->cell[o][MAN][AGE_11_17] + c->cell[o][WOMAN][AGE_11_17];
        bool more = y + YEAR_0 == 2022 && c->minors_of[y][o] > young && young >= 0;
        all += g->minors[y][o];
        if (c->minors_of[y][o] >= 0)
            margin(g, "unaccompanied minors", year_text(g, y), str_z(origins[o].alpha2),
                   c->minors_of[y][o], g->minors[y][o], true,
                   more ? "more than the table of ages has children of that age" : "");
    }
    bool less = y + YEAR_0 == 2022; // what is lacking from Afghanistan
    if (c->minors[y] >= 0)
        margin(g, "unaccompanied minors", year_text(g, y), STR("all"), c->minors[y], all, true,
               less ? "more than the table of ages has children of that age" : "");
}

static void settled_by_year(struct counting *g, int y)
{
    const struct calibration *c = &g->s->c;
    if (c->settled[y] < 0)
        return;
    bool sure = y + YEAR_0 != 2019 && y + YEAR_0 != 2023; // lower bounds
    margin(g, "settled", year_text(g, y), STR("all"), c->settled[y], g->settled[y], sure, "");
    if (c->minors_settled[y] >= 0)
        margin(g, "settled", year_text(g, y), STR("unaccompanied minors"), c->minors_settled[y],
               g->minor_settled[y], true, "");
    if (c->protected_of_settled[y] >= 0)
        margin(g, "settled", year_text(g, y), STR("protected identity"), c->protected_of_settled[y],
               g->hidden[y], true, "");
    if (c->wait_months[y] >= 0)
        rate(g, "mean months from permit to settlement", year_text(g, y), STR("all"),
             c->wait_months[y], g->waits[y] > 0 ? g->wait[y] / g->waits[y] : 0, g->waits[y], true,
             NOT_SET);
}

static void settled_by_place(struct counting *g)
{
    const struct synth *s = g->s;
    for (size_t i = 0; i < s->c.places.n; i++) {
        const struct municipal *m = &s->c.places.p[i];
        if (!m->known || !whole_year(s, m->year - YEAR_0) || m->year > 2022 || m->settled <= 0)
            continue;
        margin(g, "settled by municipality", year_text(g, m->year - YEAR_0), str_z(m->number),
               m->settled, 0, true, "");
    }
}

static void count_places(struct counting *g, size_t first)
{
    const struct synth *s = g->s;
    for (size_t i = 0; i < s->homes.n; i++) {
        const struct home *h = &s->homes.p[i];
        if (h->settled > s->ask.to.d || !*h->place)
            continue;
        int y = day_ymd((day){ h->settled }).year;
        for (size_t k = first; k < g->out->margins.n; k++) {
            struct synth_margin *m = &g->out->margins.p[k];
            int64_t year;
            if (str_is(m->group, h->place) && str_int(m->period, &year) && year == y) {
                m->count += h->n;
                m->made = m->count / s->scale;
                break;
            }
        }
    }
}

static void applicants_2022(struct counting *g)
{
    static const char *const names[2][AGES] = {
        { "women 0-5", "women 6-10", "women 11-17", "women 18+" },
        { "men 0-5", "men 6-10", "men 11-17", "men 18+" } };
    if (!whole_year(g->s, 2022 - YEAR_0))
        return;
    for (int o = 0; o < ORIGINS; o++)
        for (int i = 0; i < 2 * AGES; i++)
            if (g->s->c.cell[o][i / AGES][i % AGES] >= 0)
                margin(g, "asylum by sex and age", STR("2022"),
                       strf(g->a, "%s %s", origins[o].alpha2, names[i / AGES][i % AGES]),
                       g->s->c.cell[o][i / AGES][i % AGES], g->cell[o][i / AGES][i % AGES], true, "");
}

static void ukraine_2022(struct counting *g)
{
    static const char *const names[2][2] = { { "girls", "women 18+" }, { "boys", "men 18+" } };
    const struct calibration *c = &g->s->c;
    double all = c->ukraine[0][0] + c->ukraine[1][0], made = 0;
    for (int i = 0; i < 4; i++)
        made += g->ukraine[i / 2][i % 2];
    for (int i = 0; i < 4 && made > 0 && whole_year(g->s, 2022 - YEAR_0); i++) {
        int sex = i / 2, adult = i % 2;
        double want = adult ? c->ukraine[sex][1] : c->ukraine[sex][0] - c->ukraine[sex][1];
        rate(g, "percent of those settled from Ukraine", STR("2022"), str_z(names[sex][adult]),
             100 * want / all, 100 * g->ukraine[sex][adult] / made, made, false, "");
    }
}

static void schooling(struct counting *g)
{
    static const char *const parts[] = { "men from Europe", "men from Africa", "men from Asia" };
    for (int c = 0; c < UKRAINE; c++) {
        double all = 0;
        for (int e = 0; e < EDU_LEVELS; e++)
            all += g->school[c][e];
        for (int e = 0; e < EDU_LEVELS && all > 0; e++)
            rate(g, "percent by education", STR("all years"),
                 strf(g->a, "%s, %s", parts[c], education_names[e]), g->s->c.schooling[c][e],
                 100 * g->school[c][e] / all, all, true, "");
    }
    double all = 0, higher = g->ukraine_school[EDU_SHORT] + g->ukraine_school[EDU_LONG];
    for (int e = 0; e < EDU_LEVELS; e++)
        all += g->ukraine_school[e];
    if (all > 0)
        rate(g, "percent by education", STR("all years"), STR("grown from Ukraine, higher"), 59,
             100 * higher / all, all, true, "");
}

// Of those settled in the five years before 1 January: still where they were settled.
static void stayers(struct counting *g, int y)
{
    const struct synth *s = g->s;
    int until = day_of(y + YEAR_0, 1, 1).d, from = day_of(y + YEAR_0 - 5, 1, 1).d;
    double all = 0, stay = 0;
    for (size_t i = 0; i < s->homes.n; i++) {
        const struct home *h = &s->homes.p[i];
        if (h->settled < from || h->settled >= until || h->protection == 2 || h->left < until)
            continue;
        all += h->n;
        stay += h->moved >= until ? h->n : 0;
    }
    bool jump = y + YEAR_0 == 2022; // nobody moves back here
    if (s->c.stayers[y] >= 0 && all > 0 && y + YEAR_0 >= 2018)
        rate(g, "percent in first municipality, 0-4 years", year_text(g, y), STR("all"),
             100 * s->c.stayers[y], 100 * stay / all, all, true,
             jump ? "the table rises by 14 points in a year with more unknown" : "");
}

static void houses_2015(struct counting *g)
{
    static const char *const names[HOUSES] = { "single adults", "families with children",
                                               "families without children", "unaccompanied minors" };
    for (int k = 0; k < MINOR && whole_year(g->s, 2015 - YEAR_0); k++)
        margin(g, "settled by household", STR("2015"), str_z(names[k]),
               g->s->c.house[2015 - YEAR_0][k], g->house[k], true, "");
}

void synth_report(struct arena *a, const struct synth *s, struct synth_report *out)
{
    struct counting *g = NEW(a, struct counting);
    *g = (struct counting){ .a = a, .s = s, .out = out };
    *out = (struct synth_report){ .scale = s->scale };
    count(g);
    for (int y = 1; y < YEARS; y++)
        if (whole_year(s, y)) {
            arrivals_by_year(g, y);
            minors(g, y);
            settled_by_year(g, y);
            stayers(g, y);
        }
    for (int m = month_index(s->ask.from) + 1; m < month_index(s->ask.to); m++)
        arrivals_by_month(g, m);
    houses_2015(g);
    applicants_2022(g);
    ukraine_2022(g);
    schooling(g);
    size_t first = out->margins.n;
    settled_by_place(g);
    count_places(g, first);
}

// ---- writing --------------------------------------------------------------------------------

static double off(const struct synth_margin *m) // percent
{
    return m->wanted > 0 ? 100 * (m->made - m->wanted) / m->wanted : 0;
}

bool synth_margin_met(const struct synth_margin *m)
{
    if (fabs(off(m)) <= 2)
        return true;
    if (m->count < 0) // a share: one point, or what so few can show
        return fabs(m->made - m->wanted) <= 1 + 100 / sqrt(-m->count);
    double scale = m->made > 0 ? m->count / m->made : 0;
    return m->made > 0 ? fabs(m->made - m->wanted) * scale <= 2 : m->wanted <= 60;
}

void synth_report_csv(const struct synth_report *r, struct out *o)
{
    OUT(o, "measure,period,group,calibration,made,made_at_true_size,deviation_pct,confirmed,within,note\n");
    for (size_t i = 0; i < r->margins.n; i++) {
        const struct synth_margin *m = &r->margins.p[i];
        const str cell[] = { m->measure, m->period, m->group };
        for (int k = 0; k < 3; k++) {
            out_csv(o, cell[k], ',');
            OUT(o, ",");
        }
        out_f(o, "%.1f,%.0f,%.1f,%.1f,%s,%s,", m->wanted, fabs(m->count), m->made, off(m),
              m->confirmed ? "Y" : "N", synth_margin_met(m) ? "Y" : "N");
        out_csv(o, str_z(m->note), ',');
        OUT(o, "\n");
    }
}

void synth_report_text(const struct synth_report *r, struct out *o)
{
    str last = STR("");
    size_t met = 0, asked = 0;
    out_f(o, "Invented persons beside the public figures. One person here stands for %.2f.\n",
          1 / r->scale);
    for (size_t i = 0; i < r->margins.n; i++) {
        const struct synth_margin *m = &r->margins.p[i];
        asked += m->confirmed && !*m->note;
        met += m->confirmed && !*m->note && synth_margin_met(m);
        if (str_is(m->measure, "settled by municipality"))
            continue; // report.csv has them
        if (!str_eq(last, m->measure))
            out_f(o, "\n%.*s\n  %-10s %-34s %9s %9s %8s\n", S(m->measure), "", "", "table", "made",
                  "percent");
        last = m->measure;
        out_f(o, "  %-10.*s %-34.*s %9.1f %9.1f %+8.1f%s%s%s\n", S(m->period), S(m->group), m->wanted,
              m->made, off(m), m->confirmed ? "" : "  (not confirmed)", *m->note ? "  " : "", m->note);
    }
    out_f(o, "\n%zu of %zu confirmed figures within 2 percent, or two persons as made.\n", met, asked);
}
