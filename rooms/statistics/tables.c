// SPDX-License-Identifier: Apache-2.0
#include "rooms/statistics/tables.h"

#include "rooms/settlement/settlement.h"
#include "text_keys.h"

const struct table_def table_defs[TABLES] = {
    [IB103] = { "IB103", "anmodning-vedtak-bosatte", T_statistics_ib103_title, T_statistics_ib103_lead,
                T_statistics_ib103_definition, true, 3 },
    [IB105] = { "IB105", "bosatte-per-innbygger", T_statistics_ib105_title, T_statistics_ib105_lead,
                T_statistics_ib105_definition, true, 2 },
    [IB109] = { "IB109", "etter-sentralitet", T_statistics_ib109_title, T_statistics_ib109_lead,
                T_statistics_ib109_definition, false, 3 },
};

enum { CLASSES = 6, THREE_YEARS = 3, POPULATION_YEAR = 2024 };

bool table_find(str name, enum table_id *out)
{
    for (int i = 0; i < TABLES; i++)
        if (str_ieq(name, str_z(table_defs[i].id)) || str_is(name, table_defs[i].slug)) {
            *out = (enum table_id)i;
            return true;
        }
    return false;
}

str place_label(struct arena *a, enum lang lang, const struct place *p)
{
    return p->kind == PLACE_NATION ? text(a, lang, T_statistics_nation, NO_TARGS) : p->name;
}

static void add_content(struct arena *a, enum lang lang, struct cube *c, const char *code,
                        text_key label, text_key unit, int decimals)
{
    *ADD(a, &c->contents) = (struct content){ str_z(code), text(a, lang, label, NO_TARGS),
                                              text(a, lang, unit, NO_TARGS), decimals };
}

static void contents_103(struct arena *a, enum lang lang, struct cube *c)
{
    add_content(a, lang, c, "Anmodet", T_statistics_content_asked, T_statistics_unit_persons, 0);
    add_content(a, lang, c, "AnmodetForst", T_statistics_content_asked_first, T_statistics_unit_persons, 0);
    add_content(a, lang, c, "Vedtatt", T_statistics_content_decided, T_statistics_unit_persons, 0);
    add_content(a, lang, c, "Bosatt", T_statistics_content_settled, T_statistics_unit_persons, 0);
    add_content(a, lang, c, "BosattAvAnmodet", T_statistics_content_of_asked, T_statistics_unit_percent, 1);
    add_content(a, lang, c, "BosattAvVedtatt", T_statistics_content_of_decided, T_statistics_unit_percent, 1);
}

static void contents_105(struct arena *a, enum lang lang, struct cube *c)
{
    add_content(a, lang, c, "Bosatt", T_statistics_content_settled, T_statistics_unit_persons, 0);
    add_content(a, lang, c, "Innbyggere", T_statistics_content_inhabitants, T_statistics_unit_persons, 0);
    add_content(a, lang, c, "BosattPer1000", T_statistics_content_per_1000, T_statistics_unit_per_1000, 1);
    add_content(a, lang, c, "BosattTreAr", T_statistics_content_three_years, T_statistics_unit_persons, 0);
}

static void contents_109(struct arena *a, enum lang lang, struct cube *c)
{
    add_content(a, lang, c, "Anmodet", T_statistics_content_asked, T_statistics_unit_persons, 0);
    add_content(a, lang, c, "Vedtatt", T_statistics_content_decided, T_statistics_unit_persons, 0);
    add_content(a, lang, c, "Bosatt", T_statistics_content_settled, T_statistics_unit_persons, 0);
    add_content(a, lang, c, "BosattAndel", T_statistics_content_share, T_statistics_unit_percent, 1);
    add_content(a, lang, c, "FolkeAndel", T_statistics_content_people_share, T_statistics_unit_percent, 1);
}

static void fill_103(const struct cube *c, size_t r, size_t t, const struct year_figures *y)
{
    *cube_at(c, r, 0, t) = y->of[M_ASKED];
    // Where nothing was revised the first request is the request.
    *cube_at(c, r, 1, t) = y->of[M_ASKED_FIRST].sign == SIGN_MISSING ? y->of[M_ASKED]
                                                                     : y->of[M_ASKED_FIRST];
    *cube_at(c, r, 2, t) = y->of[M_DECIDED];
    *cube_at(c, r, 3, t) = y->of[M_SETTLED];
    *cube_at(c, r, 4, t) = fig_percent(y->of[M_SETTLED], y->of[M_ASKED]);
    *cube_at(c, r, 5, t) = fig_percent(y->of[M_SETTLED], y->of[M_DECIDED]);
}

static void fill_105(const struct cube *c, size_t r, size_t t, const struct book *b,
                     const struct place *p, int year, enum structure s)
{
    struct fig settled = book_of(b, p, year, s).of[M_SETTLED], sum = settled;
    int64_t people = place_population(p, year);
    for (int back = 1; back < THREE_YEARS && sum.sign == SIGN_VALUE; back++) {
        struct fig f = book_of(b, p, year - back, s).of[M_SETTLED];
        sum = f.sign == SIGN_VALUE ? fig_of(sum.v + f.v) : fig_sign(f.sign);
    }
    *cube_at(c, r, 0, t) = settled;
    *cube_at(c, r, 1, t) = people ? fig_of((double)people) : fig_sign(SIGN_MISSING);
    *cube_at(c, r, 2, t) = fig_per_1000(settled, people);
    *cube_at(c, r, 3, t) = sum;
}

static double people_in_class(int centrality)
{
    struct arena *a = arena_make(0);
    place_list all = { 0 };
    double sum = 0;
    place_municipalities(a, day_of(POPULATION_YEAR, 7, 1), STR(""), &all);
    for (size_t i = 0; i < all.n; i++)
        if (!centrality || (all.p[i]->facts && all.p[i]->facts->centrality_class == centrality))
            sum += (double)place_population(all.p[i], POPULATION_YEAR);
    arena_drop(a);
    return sum;
}

static void fill_109(const struct cube *c, const struct book *b, size_t t, int year)
{
    struct year_figures y[CLASSES];
    double settled = 0;
    for (int k = 0; k < CLASSES; k++) {
        y[k] = book_of_class(b, k + 1, year);
        settled += y[k].of[M_SETTLED].sign == SIGN_VALUE ? y[k].of[M_SETTLED].v : 0;
    }
    for (size_t r = 0; r < CLASSES; r++) {
        *cube_at(c, r, 0, t) = y[r].of[M_ASKED];
        *cube_at(c, r, 1, t) = y[r].of[M_DECIDED];
        *cube_at(c, r, 2, t) = y[r].of[M_SETTLED];
        *cube_at(c, r, 3, t) = fig_percent(y[r].of[M_SETTLED], fig_of(settled));
        *cube_at(c, r, 4, t) = fig_percent(fig_of(people_in_class((int)r + 1)), fig_of(people_in_class(0)));
    }
}

// What is true of every table, and of the years that were chosen.
static void add_notes(struct arena *a, enum lang lang, const struct book *b,
                      const struct selection *s, struct cube *c)
{
    struct figure_source source;
    bool status = false;
    for (int y = s->from; y <= s->to; y++)
        status |= book_is_status(b, y);
    if (settlement_source(a, STR("A"), &source)) {
        c->source = source.title;
        c->updated = strf(a, "%.*sT00:00:00Z", S(day_iso(a, source.on)));
        if (status)
            *ADD(a, &c->notes) = text(a, lang, T_statistics_note_status__day,
                                      TARGS(TS("day", fmt_day_long(a, lang, source.on))));
    }
    *ADD(a, &c->notes) = text(a, lang, T_statistics_note_sums, NO_TARGS);
    if (s->structure == OF_2024)
        *ADD(a, &c->notes) = text(a, lang, T_statistics_note_structure, NO_TARGS);
    if (s->table == IB105)
        *ADD(a, &c->notes) = text(a, lang, T_statistics_note_population, NO_TARGS);
    if (s->table == IB109)
        *ADD(a, &c->notes) = text(a, lang, T_statistics_note_centrality, NO_TARGS);
}

void table_cube(struct arena *a, enum lang lang, const struct book *b, const struct selection *s,
                struct cube *c)
{
    const struct table_def *def = &table_defs[s->table];
    *c = (struct cube){ .id = str_z(def->id), .label = text(a, lang, def->title, NO_TARGS),
                        .source = STR(""), .updated = STR("") };
    c->region_label = text(a, lang, def->by_place ? T_statistics_column_region
                                                  : T_statistics_column_class, NO_TARGS);
    add_notes(a, lang, b, s, c);
    for (int y = s->from; y <= s->to; y++) {
        str code = strf(a, "%d", y);
        *ADD(a, &c->times) = (struct code){ code, code };
    }
    switch (s->table) {
    case IB103: contents_103(a, lang, c); break;
    case IB105: contents_105(a, lang, c); break;
    case IB109: contents_109(a, lang, c); break;
    case TABLES: break;
    }
    for (size_t i = 0; def->by_place && i < s->n; i++)
        *ADD(a, &c->regions) = (struct code){ s->places[i]->number, place_label(a, lang, s->places[i]) };
    for (int k = 1; !def->by_place && k <= CLASSES; k++)
        *ADD(a, &c->regions) = (struct code){ strf(a, "%02d", k),
                                              text(a, lang, T_statistics_class__n, TARGS(TI("n", k))) };
    cube_make(a, c);
    for (size_t t = 0; t < c->times.n; t++) {
        int year = s->from + (int)t;
        if (!def->by_place)
            fill_109(c, b, t, year);
        for (size_t r = 0; def->by_place && r < s->n; r++) {
            if (s->table == IB103) {
                struct year_figures y = book_of(b, s->places[r], year, s->structure);
                fill_103(c, r, t, &y);
            } else {
                fill_105(c, r, t, b, s->places[r], year, s->structure);
            }
        }
    }
}

// ---- sentences ------------------------------------------------------------------------------------

static str subject(struct arena *a, enum lang lang, const struct place *p)
{
    switch (p->kind) {
    case PLACE_NATION: return text(a, lang, T_statistics_subject_nation, NO_TARGS);
    case PLACE_COUNTY:
        return text(a, lang, T_statistics_subject_county__name, TARGS(TS("name", p->name)));
    case PLACE_MUNICIPALITY: break;
    }
    return p->name;
}

static str clause(struct arena *a, enum lang lang, struct fig f, text_key value, text_key hidden,
                  text_key none)
{
    if (f.sign == SIGN_VALUE)
        return text(a, lang, value, TARGS(TS("n", fmt_int(a, lang, (int64_t)f.v))));
    return text(a, lang, f.sign == SIGN_WITHHELD ? hidden : none, NO_TARGS);
}

str table_sentence(struct arena *a, enum lang lang, const struct book *b, const struct place *p, int year)
{
    struct year_figures y = book_of(b, p, year, OF_THE_TIME);
    str asked = clause(a, lang, y.of[M_ASKED], T_statistics_clause_asked__n,
                       T_statistics_clause_asked_hidden, T_statistics_clause_asked_none);
    str decided = clause(a, lang, y.of[M_DECIDED], T_statistics_clause_decided__n,
                         T_statistics_clause_decided_hidden, T_statistics_clause_decided_none);
    str settled = clause(a, lang, y.of[M_SETTLED], T_statistics_clause_settled__n,
                         T_statistics_clause_settled_hidden, T_statistics_clause_settled_none);
    struct targs args = TARGS(TS("year", strf(a, "%d", year)), TS("place", subject(a, lang, p)),
                              TS("asked", asked), TS("decided", decided), TS("settled", settled));
    return text(a, lang,
                book_is_status(b, year) ? T_statistics_sentence_so_far__asked_decided_place_settled_year
                                        : T_statistics_sentence_year__asked_decided_place_settled_year,
                args);
}

str table_sentence_1000(struct arena *a, enum lang lang, const struct book *b, const struct place *p, int year)
{
    struct fig f = fig_per_1000(book_of(b, p, year, OF_THE_TIME).of[M_SETTLED], place_population(p, year));
    struct fig all = fig_per_1000(book_of(b, place_nation(), year, OF_THE_TIME).of[M_SETTLED],
                                  place_population(place_nation(), year));
    if (f.sign != SIGN_VALUE || all.sign != SIGN_VALUE)
        return text(a, lang, T_statistics_sentence_1000_none__place_year,
                    TARGS(TS("place", subject(a, lang, p)), TS("year", strf(a, "%d", year))));
    if (p->kind == PLACE_NATION) // which is not to be set beside itself
        return text(a, lang, T_statistics_sentence_1000_nation__n_year, TARGS(TS("year", strf(a, "%d", year)), TR("n", f.v)));
    return text(a, lang, T_statistics_sentence_1000__all_n_place_year,
                TARGS(TS("place", subject(a, lang, p)), TS("year", strf(a, "%d", year)),
                      TR("n", f.v), TR("all", all.v)));
}

str table_sentence_class(struct arena *a, enum lang lang, const struct book *b, int year)
{
    double settled[CLASSES] = { 0 }, sum = 0;
    int least = CLASSES - 2; // the two least central classes together
    for (int k = 0; k < CLASSES; k++) {
        struct fig f = book_of_class(b, k + 1, year).of[M_SETTLED];
        settled[k] = f.sign == SIGN_VALUE ? f.v : 0;
        sum += settled[k];
    }
    double outer = settled[least] + settled[least + 1];
    double people = people_in_class(least + 1) + people_in_class(least + 2);
    if (sum <= 0)
        return text(a, lang, T_statistics_empty_lead, NO_TARGS);
    return text(a, lang, T_statistics_sentence_class__n_people_year,
                TARGS(TS("year", strf(a, "%d", year)), TR("n", round_half_away(100 * outer / sum, 1)),
                      TR("people", round_half_away(100 * people / people_in_class(0), 1))));
}
