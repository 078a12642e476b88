// SPDX-License-Identifier: Apache-2.0
// The way in: topics, the search for a place, a place's page, definitions.
#include "rooms/statistics/statistics_web.h"

#include "rooms/statistics/definitions.html.h"
#include "rooms/statistics/front.html.h"
#include "rooms/statistics/place.html.h"
#include "rooms/statistics/places.html.h"
#include "text_keys.h"

enum { LIKE = 15 };

void stat_add_crumb(struct rq *q, struct crumbs *c, str label, str url)
{
    struct crumb *more = NEW_ARRAY(q->mem, c->n + 1, struct crumb);
    if (c->n)
        memcpy(more, c->at, c->n * sizeof *more);
    more[c->n] = (struct crumb){ label, url };
    *c = (struct crumbs){ more, c->n + 1 };
}

static str t(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

static str place_url(struct rq *q, const struct place *p)
{
    return strf(q->mem, "/tall-og-statistikk/steder/%.*s", S(p->slug));
}

static str table_url(struct rq *q, const struct place *p, enum table_id id)
{
    if (!table_defs[id].by_place)
        return strf(q->mem, "/tall-og-statistikk/tabeller/%s", table_defs[id].id);
    return strf(q->mem, "%.*s/bosetting/%s", S(place_url(q, p)), table_defs[id].slug);
}

static struct spark spark_of(struct rq *q, const struct book *b, const struct place *p, str label)
{
    size_t n = (size_t)(b->last_full_year - b->first_year + 1);
    double *at = NEW_ARRAY(q->mem, n, double);
    for (size_t i = 0; i < n; i++) {
        struct fig f = book_of(b, p, b->first_year + (int)i, OF_2024).of[M_SETTLED];
        at[i] = f.sign == SIGN_VALUE ? f.v : NAN;
    }
    return (struct spark){ label, at, n };
}

static void add_facts(struct rq *q, const struct book *b, const struct place *p,
                      struct stat_fact *three)
{
    int year = b->last_full_year;
    three[0] = (struct stat_fact){ table_sentence(q->mem, q->lang, b, p, year),
                                   table_url(q, p, IB103), t(q, table_defs[IB103].title),
                                   spark_of(q, b, p, t(q, T_statistics_spark)), true };
    three[1] = (struct stat_fact){ .sentence = table_sentence_1000(q->mem, q->lang, b, p, year),
                                   .url = table_url(q, p, IB105),
                                   .link = t(q, table_defs[IB105].title) };
    three[2] = (struct stat_fact){ .sentence = table_sentence_class(q->mem, q->lang, b, year),
                                   .url = table_url(q, p, IB109),
                                   .link = t(q, table_defs[IB109].title) };
}

reply stat_front_get(struct rq *q)
{
    struct stat_front *v = NEW(q->mem, struct stat_front);
    const struct book *b;
    TRY(q, book_get(q->db, &b));
    v->typed = STR("");
    if (b->last_full_year) {
        struct stat_fact three[3];
        add_facts(q, b, place_nation(), three);
        for (int i = 0; i < 3; i++)
            *ADD(q->mem, &v->facts) = three[i];
    }
    for (int i = 0; i < TABLES; i++)
        *ADD(q->mem, &v->tables) = (struct stat_link){
            strf(q->mem, "%s %.*s", table_defs[i].id, S(t(q, table_defs[i].title))),
            strf(q->mem, "/tall-og-statistikk/tabeller/%s", table_defs[i].id), t(q, table_defs[i].lead)
        };
    for (int i = 0; i < TOLD_TABLES; i++)
        *ADD(q->mem, &v->tables) = (struct stat_link){
            strf(q->mem, "%s %.*s", told_defs[i].id, S(t(q, told_defs[i].title))),
            strf(q->mem, "/tall-og-statistikk/tabeller/%s", told_defs[i].id), t(q, told_defs[i].lead)
        };
    reply r = page(q, &statistics_front_view, v);
    r.shared = !q->who->user;
    return r;
}

static str kind_of(struct rq *q, const struct place *p)
{
    switch (p->kind) {
    case PLACE_NATION: return t(q, T_statistics_kind_nation);
    case PLACE_COUNTY: return t(q, T_statistics_kind_county);
    case PLACE_MUNICIPALITY: {
        const struct place *county = place_county_of(p);
        return text(q->mem, q->lang, T_statistics_kind_municipality__county,
                    TARGS(TS("county", county ? county->name : STR(""))));
    }
    }
    return STR("");
}

reply stat_places_get(struct rq *q)
{
    struct stat_places *v = NEW(q->mem, struct stat_places);
    place_hits hits = { 0 };
    place_list counties = { 0 };
    v->typed = str_trim(query(q, "q"));
    v->searched = v->typed.n > 0;
    place_search(q->mem, v->typed, q->today, &hits);
    if (hits.n && hits.p[0].exact && (hits.n == 1 || !hits.p[1].exact))
        return see_other(q, "/tall-og-statistikk/steder/%.*s", S(hits.p[0].place->slug));
    for (size_t i = 0; i < hits.n; i++) {
        str lead = kind_of(q, hits.p[i].place);
        if (hits.p[i].matched.n)
            lead = text(q->mem, q->lang, T_statistics_places_matched__kind_name,
                        TARGS(TS("kind", lead), TS("name", hits.p[i].matched)));
        *ADD(q->mem, &v->hits) = (struct stat_link){ place_label(q->mem, q->lang, hits.p[i].place),
                                                     place_url(q, hits.p[i].place), lead };
    }
    place_counties(q->mem, q->today, &counties);
    for (size_t i = 0; i < counties.n; i++)
        *ADD(q->mem, &v->counties) =
            (struct stat_link){ counties.p[i]->name, place_url(q, counties.p[i]), STR("") };
    return page(q, &statistics_places_view, v);
}

// The newest count not later than the year, else the oldest one there is.
static int64_t inhabitants_of(const struct place *p, int year, int *counted)
{
    enum { OLDEST = 2023, NEWEST = 2026 };
    int64_t n = 0;
    for (int y = year < NEWEST ? year : NEWEST; !n && y >= OLDEST; y--)
        n = place_population(p, *counted = y);
    for (int y = OLDEST; !n && y <= NEWEST; y++)
        n = place_population(p, *counted = y);
    return n;
}

static str about_place(struct rq *q, const struct place *p)
{
    int year = 0;
    int64_t people = inhabitants_of(p, day_ymd(q->today).year, &year);
    str about = kind_of(q, p);
    if (people)
        about = text(q->mem, q->lang, T_statistics_about_people__kind_n_year,
                     TARGS(TS("kind", about), TI("n", people), TS("year", strf(q->mem, "%d", year))));
    if (p->kind == PLACE_MUNICIPALITY && p->facts)
        about = text(q->mem, q->lang, T_statistics_about_centrality__about_n,
                     TARGS(TS("about", about), TI("n", p->facts->centrality_class)));
    return about;
}

static void add_within(struct rq *q, const struct place *p, struct stat_place *v)
{
    place_list list = { 0 };
    if (p->kind == PLACE_NATION)
        place_counties(q->mem, q->today, &list);
    else if (p->kind == PLACE_COUNTY)
        place_municipalities(q->mem, q->today, p->number, &list);
    v->within_title = t(q, p->kind == PLACE_NATION ? T_statistics_place_counties
                                                   : T_statistics_place_municipalities);
    for (size_t i = 0; i < list.n; i++)
        *ADD(q->mem, &v->within) = (struct stat_link){ list.p[i]->name, place_url(q, list.p[i]), STR("") };
    list = (place_list){ 0 };
    place_similar(q->mem, p, LIKE, &list);
    for (size_t i = 0; i < list.n; i++)
        *ADD(q->mem, &v->like) = (struct stat_link){ list.p[i]->name, place_url(q, list.p[i]), STR("") };
}

reply stat_place_get(struct rq *q)
{
    const struct place *p = place_by_slug(arg(q, "slug"), q->today);
    const struct book *b;
    if (!p)
        return fail(q, E_NOTFOUND);
    if (!str_eq(p->slug, arg(q, "slug")))
        return see_other(q, "/tall-og-statistikk/steder/%.*s", S(p->slug));
    TRY(q, book_get(q->db, &b));
    struct stat_place *v = NEW(q->mem, struct stat_place);
    v->name = place_label(q->mem, q->lang, p);
    v->also = p->facts && p->facts->name_parallel.n ? p->facts->name_parallel : STR("");
    v->about = about_place(q, p);
    const struct place *became = place_became(p, q->today);
    v->moved = STR("");
    if (p->kind == PLACE_MUNICIPALITY && became && became->unit != p->unit)
        v->moved = text(q->mem, q->lang, T_statistics_place_became__name_year,
                        TARGS(TS("name", became->name),
                              TS("year", strf(q->mem, "%d", day_ymd(day_add(p->to, 1)).year))));
    stat_add_crumb(q, &v->crumbs, t(q, T_statistics_title), STR("/tall-og-statistikk"));
    stat_add_crumb(q, &v->crumbs, v->name, STR(""));
    if (b->last_full_year) {
        struct stat_fact three[3];
        add_facts(q, b, p, three);
        for (int i = 0; i < (p->kind == PLACE_NATION ? 3 : 2); i++)
            *ADD(q->mem, &v->facts) = three[i];
    }
    for (int i = 0; i < TABLES; i++)
        if (table_defs[i].by_place || p->kind == PLACE_NATION)
            *ADD(q->mem, &v->tables) = (struct stat_link){ t(q, table_defs[i].title),
                                                           table_url(q, p, (enum table_id)i),
                                                           t(q, table_defs[i].lead) };
    int region = region_of_place(regions_all(), p);
    for (int i = 0; region >= 0 && b->now->head.id && i < TOLD_TABLES; i++)
        if (told_of((enum told_id)i, region, false))
            *ADD(q->mem, &v->tables) = (struct stat_link){
                t(q, told_defs[i].title), strf(q->mem, "%.*s/bosetting/%s", S(place_url(q, p)), told_defs[i].slug),
                t(q, told_defs[i].lead)
            };
    add_within(q, p, v);
    reply r = page(q, &statistics_place_view, v);
    r.shared = !q->who->user;
    return r;
}

// There is one topic so far; its page is the place's.
reply stat_theme_get(struct rq *q)
{
    const struct place *p = place_by_slug(arg(q, "slug"), q->today);
    if (!p || !str_is(arg(q, "tema"), "bosetting"))
        return fail(q, E_NOTFOUND);
    return see_other(q, "/tall-og-statistikk/steder/%.*s", S(p->slug));
}

// Addresses of the directorate's older service: /tall-og-statistikk/steder/K1506/bosetting ...
// work as they are; those below /F00/ and the like are led to the place.
reply stat_old_get(struct rq *q)
{
    const struct place *p = place_by_slug(arg(q, "slug"), q->today);
    return p ? see_other(q, "/tall-og-statistikk/steder/%.*s", S(p->slug)) : fail(q, E_NOTFOUND);
}

reply stat_definitions_get(struct rq *q)
{
    static const struct {
        text_key term, meaning;
    } known[] = {
        { T_statistics_term_settled, T_statistics_term_settled_is },
        { T_statistics_term_asked, T_statistics_term_asked_is },
        { T_statistics_term_decided, T_statistics_term_decided_is },
        { T_statistics_term_per_1000, T_statistics_term_per_1000_is },
        { T_statistics_term_centrality, T_statistics_term_centrality_is },
        { T_statistics_term_signs, T_statistics_term_signs_is },
        { T_statistics_term_protected, T_statistics_term_protected_is },
        { T_statistics_term_structure, T_statistics_term_structure_is },
        { T_statistics_term_wait, T_statistics_term_wait_is },
        { T_statistics_term_ready, T_statistics_term_ready_is },
        { T_statistics_term_agreed, T_statistics_term_agreed_is },
        { T_statistics_term_own, T_statistics_term_own_is },
        { T_statistics_term_release, T_statistics_term_release_is },
    };
    struct stat_definitions *v = NEW(q->mem, struct stat_definitions);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        *ADD(q->mem, &v->terms) =
            (struct stat_link){ .label = t(q, known[i].term), .lead = t(q, known[i].meaning) };
    return page(q, &statistics_definitions_view, v);
}
