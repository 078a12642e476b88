// SPDX-License-Identifier: Apache-2.0
#include "rooms/statistics/told.h"

#include "rooms/statistics/tables.h"
#include "text_keys.h"

#define K(name) T_statistics_told_##name
#define PERSONS T_statistics_unit_persons
#define PERCENT T_statistics_unit_percent

const struct told_def told_defs[TOLD_TABLES] = {
    [TOLD_RECEPTION] = { "IB102", "i-mottak", K(ib102_title), K(ib102_lead), K(ib102_definition),
        K(ib102_sentence__n_place_time), K(hidden__place_time), TOLD_MONTHS, POP_RESIDENTS, true,
        4, { BY_PERMIT, BY_HOUSEHOLD, BY_SEX, BY_AGE },
        { { "Beboere", K(residents), PERSONS, 0, POP_RESIDENTS, 0, false },
          { "Sokere", K(applied), PERSONS, 0, POP_RESIDENTS, RESIDENTS_APPLIED, false },
          { "InnvilgetIkkeBosatt", K(granted), PERSONS, 0, POP_RESIDENTS, RESIDENTS_GRANTED, false },
          { "Avslag", K(refused), PERSONS, 0, POP_RESIDENTS, RESIDENTS_REFUSED, false },
          { "KlarIkkeBosatt", K(ready), PERSONS, 0, POP_READY, 0, false } }, 5, 0 },
    [TOLD_ON_THE_WAY] = { "IB104", "avtalt-ikke-bosatt", K(ib104_title), K(ib104_lead), K(ib104_definition),
        K(ib104_sentence__n_place_time), K(hidden__place_time), TOLD_DAYS, SERIES_SOFAR, true, 1, { BY_PERMIT },
        { { "BosattHittil", K(sofar), PERSONS, 0, SERIES_SOFAR, 0, false },
          { "Avtalt", K(agreed), PERSONS, 0, POP_AGREED, 0, false },
          { "Spurt", K(asked), PERSONS, 0, POP_ASKED, 0, false } }, 3, 1 },
    [TOLD_MINORS] = { "IB106", "enslige-mindrearige", K(ib106_title), K(ib106_lead), K(ib106_definition),
        K(ib106_sentence__n_place_time), K(hidden__place_time), TOLD_YEARS, POP_SETTLED, true, 0, { 0 },
        { { "Anmodet", T_statistics_content_asked, PERSONS, 0, SERIES_MINORS, 0, false },
          { "Vedtatt", T_statistics_content_decided, PERSONS, 0, SERIES_MINORS, 1, false },
          { "Bosatt", T_statistics_content_settled, PERSONS, 0, POP_SETTLED, SETTLED_MINORS, false } }, 3, 2 },
    [TOLD_WAIT] = { "IB107", "ventetid", K(ib107_title), K(ib107_lead), K(ib107_definition),
        K(ib107_sentence__mean_n_place_time), K(hidden__place_time), TOLD_YEARS, POP_SETTLED, true,
        2, { BY_PERMIT, BY_HOUSEHOLD },
        { { "Bosatte", K(settled), PERSONS, 0, POP_SETTLED, 0, false },
          { "SnittDager", K(mean), K(days), 1, POP_SETTLED, SETTLED_MEAN, false },
          { "MedianDager", K(median), K(days), 0, POP_SETTLED, SETTLED_MEDIAN, false },
          { "Innen3", K(within_3), PERCENT, 1, POP_SETTLED, SETTLED_3, true },
          { "Innen6", K(within_6), PERCENT, 1, POP_SETTLED, SETTLED_6, true },
          { "Innen12", K(within_12), PERCENT, 1, POP_SETTLED, SETTLED_12, true } }, 6, 1 },
    [TOLD_WAITING] = { "IB107M", "gjenstaende-ventetid", K(ib107m_title), K(ib107m_lead), K(ib107m_definition),
        K(ib107m_sentence__n_place_share_time), K(hidden__place_time), TOLD_MONTHS, POP_READY, false,
        3, { BY_PERMIT, BY_HOUSEHOLD, BY_AGE },
        { { "KlarIkkeBosatt", K(ready), PERSONS, 0, POP_READY, 0, false },
          { "SnittDager", K(mean), K(days), 1, POP_READY, READY_MEAN, false },
          { "MedianDager", K(median), K(days), 0, POP_READY, READY_MEDIAN, false },
          { "Over3", K(over_3), PERCENT, 1, POP_READY, READY_OVER_3, true },
          { "Over6", K(over_6), PERCENT, 1, POP_READY, READY_OVER_6, true },
          { "Over12", K(over_12), PERCENT, 1, POP_READY, READY_OVER_12, true } }, 6, 0 },
    [TOLD_OWN] = { "IB108", "selvbosetting-og-avslag", K(ib108_title), K(ib108_lead), K(ib108_definition),
        K(ib108_sentence__n_place_share_time), K(hidden__place_time), TOLD_YEARS, POP_SETTLED, true, 0, { 0 },
        { { "Bosatte", K(settled), PERSONS, 0, POP_SETTLED, 0, false },
          { "Selvbosatt", K(own), PERSONS, 0, POP_SETTLED, SETTLED_SELF, false },
          { "SelvbosattAndel", K(own_share), PERCENT, 1, POP_SETTLED, SETTLED_SELF, true },
          { "Tilbud", K(offered), PERSONS, 0, POP_ANSWERED, 0, false },
          { "AvslagAndel", K(no_share), PERCENT, 1, POP_ANSWERED, ANSWERED_NO, true } }, 5, 2 },
};

static const char *const codes[VARIABLES] = { "Tillatelse", "Husholdning", "Kjonn", "Alder" };

const char *variable_code(enum variable v)
{
    return codes[v];
}

text_key variable_label(enum variable v)
{
    static const text_key labels[VARIABLES] = { K(by_permit), K(by_household), K(by_sex), K(by_age) };
    return labels[v];
}

text_key category_label(enum variable v, int category)
{
    static const text_key permits[] = { K(permit_asylum), K(permit_collective), K(permit_resettled), K(permit_other) },
                          households[] = { K(household_minor), K(household_one), K(household_adults),
                                           K(household_single_parent), K(household_family) },
                          sexes[] = { K(sex_men), K(sex_women), K(sex_unknown) },
                          ages[] = { K(age_0), K(age_18), K(age_35), K(age_55), K(age_unknown) };
    static const text_key *const all[VARIABLES] = { permits, households, sexes, ages };
    return all[v][category];
}

bool told_find(str name, enum told_id *out)
{
    for (int i = 0; i < TOLD_TABLES; i++)
        if (str_ieq(name, str_z(told_defs[i].id)) || str_is(name, told_defs[i].slug)) {
            *out = (enum told_id)i;
            return true;
        }
    return false;
}

const struct told_def *told_variable(enum told_id id, str name, enum variable *out)
{
    const struct told_def *d = &told_defs[id];
    for (int v = 0; v < d->variables; v++)
        if (str_ieq(name, str_z(codes[d->variable[v]]))) {
            *out = d->variable[v];
            return d;
        }
    return NULL;
}

void told_times(struct arena *a, const struct released *r, enum told_id id, ints *out)
{
    const lines *all = &r->series[told_defs[id].series].all;
    for (size_t i = 0; i < all->n; i++)
        if (!out->n || out->p[out->n - 1] != all->p[i].time)
            *ADD(a, out) = all->p[i].time;
}

static day last_day(enum told_time kind, int time)
{
    if (kind == TOLD_DAYS)
        return day_of(time / 10000, time / 100 % 100, time % 100);
    return day_of(time / 100, time % 100, month_days(time / 100, time % 100));
}

str told_time_code(struct arena *a, enum told_time kind, int time)
{
    if (kind == TOLD_YEARS)
        return strf(a, "%d", time);
    return kind == TOLD_MONTHS ? strf(a, "%dM%02d", time / 100, time % 100) : day_iso(a, last_day(kind, time));
}

str told_time_label(struct arena *a, enum lang lang, enum told_time kind, int time)
{
    return kind == TOLD_YEARS ? strf(a, "%d", time) : fmt_day_long(a, lang, last_day(kind, time));
}

bool told_of(enum told_id id, int region, bool by_group)
{
    const struct regions *r = regions_all();
    bool class = region >= r->first_class && region < r->first_town;
    if (!told_defs[id].by_place || by_group)
        return region == 0 || (told_defs[id].by_place && region <= r->counties);
    return !class || populations[POP_SETTLED].by_class;
}

// ---- the cube -----------------------------------------------------------------------------------------

static struct fig number(const struct released *r, const struct told_content *c, int time, const struct told_selection *s,
                         int category, int region)
{
    int group = 0;
    if (category >= 0) {
        group = c->series < POPULATIONS        ? group_index(&populations[c->series], s->variable, category)
                : c->series == SERIES_SOFAR ? 1 + category
                                            : -1;
        if (group < 0)
            return fig_sign(SIGN_NOT);
    }
    struct fig f = released_at(r, c->series, time, group, region, c->content);
    return c->share ? fig_percent(f, released_at(r, c->series, time, group, region, 0)) : f;
}

static str region_name(struct arena *a, enum lang lang, int region)
{
    const struct regions *r = regions_all();
    const struct place *p = r->at.p[region];
    if (!p)
        return text(a, lang, T_statistics_class__n, TARGS(TI("n", region - r->first_class + 1)));
    return place_label(a, lang, p);
}

static str clock_label(struct arena *a, enum lang lang, enum told_time kind)
{
    return kind == TOLD_YEARS ? STR("") : text(a, lang, kind == TOLD_MONTHS ? K(month) : K(day), NO_TARGS);
}

static str moment_rfc(struct arena *a, int64_t ms)
{
    int64_t s = ms / 1000, in_day = s % 86400;
    struct ymd d = day_ymd((day){ (int32_t)(s / 86400) });
    return strf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", d.year, d.month, d.day, (int)(in_day / 3600), (int)(in_day / 60 % 60),
                (int)(in_day % 60));
}

static void words(struct arena *a, enum lang lang, const struct released *r, const struct told_selection *s, struct cube *c)
{
    const struct told_def *d = &told_defs[s->table];
    c->id = str_z(d->id);
    c->label = text(a, lang, d->title, NO_TARGS);
    c->source = text(a, lang, K(source__n), TARGS(TI("n", r->head.no)));
    c->updated = moment_rfc(a, r->head.published_at.ms);
    c->region_label = text(a, lang, T_statistics_column_region, NO_TARGS);
    c->time_label = clock_label(a, lang, d->time);
    c->group_code = c->group_label = STR("");
    *ADD(a, &c->notes) = text(a, lang, K(note_withheld), NO_TARGS);
    if (d->by_place)
        *ADD(a, &c->notes) = text(a, lang, K(note_protected), NO_TARGS);
    *ADD(a, &c->notes) = text(a, lang, K(note_held), NO_TARGS);
    if (d->time == TOLD_YEARS)
        *ADD(a, &c->notes) = text(a, lang, K(note_year__day),
                                  TARGS(TS("day", fmt_day_long(a, lang, r->head.on_day))));
    if (!s->by_group)
        return;
    c->group_code = str_z(codes[s->variable]);
    c->group_label = text(a, lang, variable_label(s->variable), NO_TARGS);
    *ADD(a, &c->groups) = (struct code){ STR("0"), text(a, lang, K(all), NO_TARGS) };
    for (int j = 0; j < variable_n[s->variable]; j++)
        *ADD(a, &c->groups) =
            (struct code){ strf(a, "%d", j + 1), text(a, lang, category_label(s->variable, j), NO_TARGS) };
}

void told_cube(struct arena *a, enum lang lang, const struct released *r, const struct told_selection *s, struct cube *c)
{
    const struct told_def *d = &told_defs[s->table];
    *c = (struct cube){ 0 };
    words(a, lang, r, s, c);
    for (size_t i = 0; i < s->regions.n; i++)
        *ADD(a, &c->regions) = (struct code){ region_code(a, regions_all(), s->regions.p[i]),
                                              region_name(a, lang, s->regions.p[i]) };
    for (size_t i = 0; i < s->times.n; i++)
        *ADD(a, &c->times) = (struct code){ told_time_code(a, d->time, s->times.p[i]),
                                            told_time_label(a, lang, d->time, s->times.p[i]) };
    for (int k = 0; k < d->contents; k++)
        *ADD(a, &c->contents) = (struct content){ str_z(d->content[k].code), text(a, lang, d->content[k].label, NO_TARGS),
                                                  text(a, lang, d->content[k].unit, NO_TARGS), d->content[k].decimals };
    cube_make(a, c);
    size_t groups = c->groups.n ? c->groups.n : 1;
    for (size_t i = 0; i < c->regions.n; i++)
        for (size_t g = 0; g < groups; g++)
            for (size_t k = 0; k < c->contents.n; k++)
                for (size_t t = 0; t < c->times.n; t++)
                    *cube_cell(c, i, g, k, t) = number(r, &d->content[k], s->times.p[t], s, (int)g - 1, s->regions.p[i]);
}

// ---- in words -------------------------------------------------------------------------------------------

str told_sentence(struct arena *a, enum lang lang, const struct released *r, enum told_id id, int region, int time)
{
    const struct told_def *d = &told_defs[id];
    const struct told_selection s = { .table = id };
    const struct told_content *first = &d->content[id == TOLD_ON_THE_WAY ? 1 : id == TOLD_MINORS ? 2 : 0],
                              *second = &d->content[id == TOLD_WAIT ? 1 : id == TOLD_WAITING ? 4 : 2];
    struct fig n = number(r, first, time, &s, -1, region), more = number(r, second, time, &s, -1, region);
    bool two = id == TOLD_WAIT || id == TOLD_WAITING || id == TOLD_OWN;
    str place = region == 0 ? text(a, lang, K(in_norway), NO_TARGS) : region_name(a, lang, region),
        when = told_time_label(a, lang, d->time, time);
    if (n.sign == SIGN_WITHHELD || (two && more.sign == SIGN_WITHHELD))
        return text(a, lang, d->hidden, TARGS(TS("place", place), TS("time", when)));
    if (n.sign != SIGN_VALUE || (two && more.sign != SIGN_VALUE))
        return text(a, lang, K(none__place_time), TARGS(TS("place", place), TS("time", when)));
    str value = fmt_int(a, lang, (int64_t)n.v), other = fmt_real(a, lang, more.v, 1);
    return text(a, lang, d->sentence, TARGS(TS("place", place), TS("time", when), TS("n", value),
                                            TS(id == TOLD_WAIT ? "mean" : "share", other)));
}
