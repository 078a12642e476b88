// SPDX-License-Identifier: Apache-2.0
#include "synth/calibration.h"

#include <stdlib.h>

#include "base/csv.h"
#include "base/embed.h"

// Shares, permits and shapes that no table tells are our own assumption.
const struct origin_facts origins[ORIGINS] = {
    [UA] = { "UA", "UKR", "ukr", "rus", UKRAINIAN, UKRAINE, .000, .985, .00, .90, .34, .29 },
    [RU] = { "RU", "RUS", "rus", "", RUSSIAN, EUROPE, .040, .015, .00, .45, .30, .52 },
    [SY] = { "SY", "SYR", "ara", "kmr", ARABIC, ASIA, .260, .000, .36, 1.0, .36, .66 },
    [AF] = { "AF", "AFG", "prs", "pus", PERSIAN, ASIA, .080, .000, .11, .60, .28, .76 },
    [ER] = { "ER", "ERI", "tir", "", TIGRINYA, AFRICA, .110, .000, .05, .97, .20, .60 },
    [IQ] = { "IQ", "IRQ", "ara", "ckb", ARABIC, ASIA, .060, .000, .03, .35, .30, .68 },
    [IR] = { "IR", "IRN", "fas", "", PERSIAN, ASIA, .050, .000, .01, .45, .20, .62 },
    [ET] = { "ET", "ETH", "amh", "orm", AMHARIC, AFRICA, .040, .000, .03, .40, .16, .55 },
    [SO] = { "SO", "SOM", "som", "", SOMALI, AFRICA, .045, .000, .04, .55, .30, .58 },
    [TR] = { "TR", "TUR", "tur", "kmr", TURKISH, ASIA, .090, .000, .00, .85, .28, .62 },
    [SD] = { "SD", "SDN", "ara", "", ARABIC, AFRICA, .030, .000, .08, .65, .20, .75 },
    [PS] = { "PS", "PSE", "ara", "", ARABIC, ASIA, .035, .000, .00, .75, .32, .66 },
    [CO] = { "CO", "COL", "spa", "", SPANISH, EUROPE, .030, .000, .00, .10, .22, .50 },
    [GE] = { "GE", "GEO", "kat", "", GEORGIAN, EUROPE, .020, .000, .00, .03, .15, .80 },
    [CD] = { "CD", "COD", "swa", "fra", CONGOLESE, AFRICA, .015, .000, .22, .45, .45, .50 },
    [PK] = { "PK", "PAK", "urd", "pnb", URDU, ASIA, .025, .000, .00, .25, .22, .72 },
    [YE] = { "YE", "YEM", "ara", "", ARABIC, ASIA, .020, .000, .00, .80, .25, .72 },
    [AL] = { "AL", "ALB", "sqi", "", ALBANIAN, EUROPE, .035, .000, .00, .02, .28, .66 },
    [MM] = { "MM", "MMR", "mya", "", BURMESE, ASIA, .005, .000, .04, .60, .40, .52 },
    [BI] = { "BI", "BDI", "run", "fra", CONGOLESE, AFRICA, .010, .000, .03, .40, .45, .50 },
};
const char *const scheme_names[SCHEMES] = { "asylum", "collective_protection", "resettlement",
                                            "family" };
const char *const education_names[EDU_LEVELS] = { "none",          "compulsory",
                                                  "upper_secondary", "vocational_tertiary",
                                                  "higher_short",  "higher_long" };

enum { CELLS = 12 };
struct reading {
    struct arena *a;
    struct calibration *c;
    void (*row)(struct reading *, const str *cell);
};

static err each(void *arg, const struct csv_row *r)
{
    struct reading *g = arg;
    str cell[CELLS] = { 0 };
    if (r->line == 1)
        return OK;
    for (size_t i = 0; i < r->n && i < CELLS; i++)
        cell[i] = r->cell[i];
    g->row(g, cell);
    return OK;
}

static double number(str s) // -1 when there is none
{
    double d;
    return str_double(s, &d) ? d : -1;
}

static int year_at(str s) // index of the year a text begins with; -1 outside the table
{
    int64_t y;
    return str_int(str_part(s, 0, 4), &y) && y >= YEAR_0 && y < YEAR_0 + YEARS ? (int)y - YEAR_0 : -1;
}

static int month_at(str s) // of exactly YYYY-MM
{
    int64_t m;
    int y = year_at(s);
    bool fits = s.n == 7 && s.p[4] == '-' && str_int(str_part(s, 5, 2), &m) && m >= 1 && m <= 12;
    return fits && y >= 0 ? y * 12 + (int)m - 1 : -1;
}

static int origin_at(str alpha2)
{
    for (int o = 0; o < ORIGINS; o++)
        if (str_is(alpha2, origins[o].alpha2))
            return o;
    return -1;
}

static int scheme_at(str s)
{
    if (str_is(s, "collective_protection_application"))
        return COLLECTIVE;
    for (int i = 0; i < FAMILY; i++)
        if (str_is(s, scheme_names[i]))
            return i;
    return -1;
}

// month, scheme, persons, basis
static void arrivals_row(struct reading *g, const str *cell)
{
    int m = month_at(cell[0]), s = scheme_at(cell[1]);
    if (m >= 0 && s >= 0) {
        g->c->arrived[s][m] = number(cell[2]);
        g->c->arrived_confirmed[s][m] = str_is(cell[3], "confirmed");
    }
}

// period, scheme, citizenship, value, status, unit
static void monthly_row(struct reading *g, const str *cell)
{
    int m = month_at(cell[0]), s = scheme_at(cell[1]), o = origin_at(cell[2]);
    if (m < 0 || s < 0 || !str_is(cell[4], "confirmed") || !str_is(cell[5], "persons"))
        return;
    if (o >= 0)
        g->c->origin_month[m][s][o] = number(cell[3]);
    else if (str_is(cell[2], "all")) {
        g->c->arrived[s][m] = number(cell[3]);
        g->c->arrived_confirmed[s][m] = true;
    }
}

// year, scheme, group, persons, status
static void annual_row(struct reading *g, const str *cell)
{
    struct calibration *c = g->c;
    int y = cell[0].n == 4 ? year_at(cell[0]) : -1, s = scheme_at(cell[1]), o = origin_at(cell[2]);
    bool total = str_is(cell[2], "total"), confirmed = str_is(cell[4], "confirmed");
    if (y < 0)
        return;
    if (str_is(cell[1], "asylum_unaccompanied_minor"))
        *(total ? &c->minors[y] : &c->minors_of[y][o < 0 ? 0 : o]) = number(cell[3]);
    else if (s >= 0 && o >= 0) {
        c->origin[y][s][o] = number(cell[3]);
        c->origin_known[y][s][o] = confirmed;
    } else if (s >= 0 && total && confirmed)
        c->applied[y][s] = number(cell[3]);
}

static void cell_row(struct calibration *c, int o, str category, double value)
{
    static const char *const ages[AGES] = { "0_5", "6_10", "11_17", "adult" };
    int sex = str_starts(category, STR("women_")) ? WOMAN : MAN;
    str age = str_part(category, sex == WOMAN ? 6 : 4, category.n);
    for (int i = 0; i < AGES; i++)
        if (str_is(age, ages[i]))
            c->cell[o][sex][i] = value;
}

// population, dimension, category, value
static void demography_row(struct reading *g, const str *cell)
{
    struct calibration *c = g->c;
    static const char *const men_of[] = { "refugee_men_europe", "refugee_men_africa",
                                          "refugee_men_asia" };
    static const struct {
        const char *name;
        enum house house;
    } houses[] = { { "single_adults", SINGLE },
                   { "families_with_children", WITH_CHILDREN },
                   { "families_without_children", COUPLE },
                   { "unaccompanied_minors", MINOR } };
    str applicants = STR("asylum_applicants_2022_");
    double value = number(cell[3]);
    int o = str_starts(cell[0], applicants) ? origin_at(str_part(cell[0], applicants.n, 2)) : -1;
    if (o >= 0)
        cell_row(c, o, cell[2], value);
    for (int i = 0; i < 3; i++)
        for (int e = 0; e < EDU_LEVELS; e++)
            if (str_is(cell[0], men_of[i]) && str_is(cell[2], education_names[e]))
                c->schooling[i][e] = value;
    for (int i = 0; i < HOUSES; i++)
        if (str_is(cell[0], "settled_2015") && str_is(cell[2], houses[i].name))
            c->house[2015 - YEAR_0][houses[i].house] = value;
    if (!str_is(cell[0], "ukraine_first_settled_2022") || !str_is(cell[1], "sex_age"))
        return;
    static const char *const parts[2][2] = { { "women", "women_18plus" }, { "men", "men_18plus" } };
    for (int sex = 0; sex < 2; sex++)
        for (int adult = 0; adult < 2; adult++)
            if (str_is(cell[2], parts[sex][adult]))
                c->ukraine[sex][adult] = value;
}

// The number that stands before `words` in a note: "1599 unaccompanied minors"; -1 for none.
static double noted(str note, str words)
{
    for (size_t at; (at = str_find(note, words)) != (size_t)-1;) {
        size_t from = at;
        while (from && ((note.p[from - 1] >= '0' && note.p[from - 1] <= '9') || note.p[from - 1] == '.'))
            from--;
        if (from < at)
            return number(str_part(note, from, at - from));
        note = str_part(note, at + words.n, note.n);
    }
    return -1;
}

// year, requested, decided, settled, notes
static void national_row(struct reading *g, const str *cell)
{
    struct calibration *c = g->c;
    int y = year_at(cell[0]);
    if (y < 0)
        return;
    c->settled[y] = number(cell[3]);
    c->protected_of_settled[y] = noted(cell[4], STR(" with protected identity"));
    c->minors_settled[y] = noted(cell[4], STR(" unaccompanied minors"));
    size_t at = str_find(cell[4], STR("mean wait "));
    if (at != (size_t)-1)
        c->wait_months[y] = noted(str_part(cell[4], at, cell[4].n), STR(" months"));
}

// year, municipality_no, municipality, requested, requested_original, decided, settled, flags
static void place_row(struct reading *g, const str *cell)
{
    double settled = number(cell[6]);
    bool held = str_find(cell[7], STR("settled=suppressed")) != (size_t)-1;
    if (year_at(cell[0]) < 0 || cell[1].n != 4 || str_is(cell[1], "9999") || (settled < 0 && !held))
        return;
    struct municipal *m = ADD(g->a, &g->c->places);
    m->year = year_at(cell[0]) + YEAR_0;
    memcpy(m->number, cell[1].p, 4);
    m->settled = settled;
    m->known = settled >= 0;
}

// year, level, code, years_in_norway, refugees, lives_in_first_municipality, moved_in
static void stayer_row(struct reading *g, const str *cell)
{
    int y = year_at(cell[0]);
    if (y >= 0 && str_is(cell[1], "nation") && str_is(cell[3], "0-4"))
        g->c->stayers[y] = number(cell[5]) / (number(cell[5]) + number(cell[6]));
}

// Months without a figure: on a line between the nearest that have one; the last goes on.
static void fill_months(double *month)
{
    int last = -1;
    for (int m = 0; m < MONTHS; m++) {
        if (month[m] < 0)
            continue;
        for (int i = last + 1; last >= 0 && i < m; i++)
            month[i] = month[last] + (month[m] - month[last]) * (i - last) / (m - last);
        last = m;
    }
    for (int m = 0; m < MONTHS; m++)
        if (month[m] < 0)
            month[m] = m > last && last >= 0 ? month[last] : 0;
}

// Collective protection began in 2022; 2014 has a yearly figure alone, spread evenly.
static void fill_arrivals(struct calibration *c)
{
    for (int m = 0; m < 12; m++)
        c->arrived[ASYLUM][m] = c->applied[0][ASYLUM] / 12;
    for (int m = 0; m < (2022 - YEAR_0) * 12; m++)
        c->arrived[COLLECTIVE][m] = 0;
    for (int s = 0; s < FAMILY; s++)
        fill_months(c->arrived[s]);
}

static double share(int o, int scheme)
{
    return scheme == ASYLUM       ? origins[o].asylum
           : scheme == COLLECTIVE ? origins[o].collective
                                  : origins[o].resettlement;
}

// What the known origins leave of a year goes to the others by their assumed shares.
static void fill_origins(struct calibration *c, int y, int s)
{
    double rest = 0, shares = 0;
    for (int m = y * 12; m < y * 12 + 12; m++)
        rest += c->arrived[s][m];
    bool sums = y + YEAR_0 == 2022 && s == ASYLUM; // the applicants by sex and age are all of them
    for (int o = 0; o < ORIGINS; o++) {
        double all = 0;
        for (int i = 0; i < 2 * AGES; i++)
            all += c->cell[o][i / AGES][i % AGES];
        if (sums && c->origin[y][s][o] < 0 && all > 0)
            c->origin[y][s][o] = all;
        if (c->origin[y][s][o] >= 0)
            rest -= c->origin[y][s][o];
        else
            shares += share(o, s);
    }
    for (int o = 0; o < ORIGINS; o++)
        if (c->origin[y][s][o] < 0)
            c->origin[y][s][o] = shares > 0 && rest > 0 ? rest * share(o, s) / shares : 0;
}

static void fill_places(struct calibration *c)
{
    for (int y = 0; y < YEARS; y++) {
        double sum = 0, held = 0;
        for (size_t i = 0; i < c->places.n; i++)
            if (c->places.p[i].year == y + YEAR_0) {
                sum += c->places.p[i].known ? c->places.p[i].settled : 0;
                held += !c->places.p[i].known;
            }
        double mean = held > 0 && c->settled[y] > sum ? (c->settled[y] - sum) / held : 0;
        for (size_t i = 0; i < c->places.n; i++)
            if (c->places.p[i].year == y + YEAR_0 && !c->places.p[i].known)
                c->places.p[i].settled = mean < 4 ? mean : 4;
    }
}

static void none(double *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        p[i] = -1;
}
#define NONE(field) none((double *)(field), sizeof(field) / sizeof(double))

err calibration_read(struct arena *a, struct calibration *c)
{
    static const struct {
        const char *path;
        void (*row)(struct reading *, const str *);
    } files[] = { { "ref/calibration-arrivals-model.csv", arrivals_row },
                  { "ref/calibration-protection-monthly.csv", monthly_row },
                  { "ref/calibration-protection-annual.csv", annual_row },
                  { "ref/calibration-demography.csv", demography_row },
                  { "ref/calibration-secondary-migration.csv", stayer_row },
                  { "ref/settlement-national.csv", national_row },
                  { "ref/settlement-by-municipality.csv", place_row } };
    *c = (struct calibration){ 0 };
    NONE(c->arrived), NONE(c->origin), NONE(c->origin_month), NONE(c->applied), NONE(c->minors);
    NONE(c->minors_of), NONE(c->settled), NONE(c->protected_of_settled), NONE(c->minors_settled);
    NONE(c->wait_months), NONE(c->house), NONE(c->cell), NONE(c->stayers);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct reading g = { a, c, files[i].row };
        str text;
        if (!embed_get(files[i].path, &text))
            return E_INPUT;
        PASS(csv_read(a, text, ',', each, &g));
    }
    // Completed higher education: 59 percent of the adults from Ukraine; the rest is assumed.
    static const double ukraine[EDU_LEVELS] = { 0, 8, 24, 9, 33, 26 };
    memcpy(c->schooling[UKRAINE], ukraine, sizeof ukraine);
    fill_arrivals(c);
    for (int y = 0; y < YEARS; y++)
        for (int s = 0; s < FAMILY; s++)
            fill_origins(c, y, s);
    fill_places(c);
    return OK;
}
