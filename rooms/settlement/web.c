// SPDX-License-Identifier: Apache-2.0
// Scope, words and lists that the pages of the room share.
#include "rooms/settlement/settlement_web.h"

#include <stdlib.h>

#include "base/map.h"

#define DIRECTORATE (R(DS) | R(DG) | R(DA) | R(AR))
#define MUNICIPALITY (R(MC) | R(MP) | R(MH))
const struct right MAY_SEE_ALL = { "settlement.see_all", DIRECTORATE };
const struct right MAY_SEE_PLACE = { "settlement.see_place",
                                     DIRECTORATE | MUNICIPALITY | R(CO) | R(CG) };
const struct right MAY_SEE_COUNTY = { "settlement.see_county", DIRECTORATE | R(CO) | R(CG) };
const struct right MAY_ENTER = { "settlement.enter",
                                 DIRECTORATE | MUNICIPALITY | R(CO) | R(CG) };
const struct right MAY_REQUEST = { "settlement.request", R(DS) };
const struct right MAY_ANSWER = { "settlement.answer", R(MC) | R(MH) };
const struct right MAY_REPORT = { "settlement.report", R(MC) };
const struct right MAY_SEE_CAPACITY = { "settlement.see_capacity",
                                        R(DS) | R(MC) | R(MP) | R(MH) | R(CO) };
const struct right MAY_ADVISE = { "settlement.advise", R(CO) };

// ---- scope
// --------------------------------------------------------------------------------------

static str code_of(const struct rq *q, enum org_kind kind)
{
    return q->who->org_kind == kind ? str_part(q->who->org_code, 1, q->who->org_code.n)
                                    : STR("");
}

str own_number(const struct rq *q)
{
    return code_of(q, ORG_MUNICIPALITY);
}

str own_county(const struct rq *q)
{
    return code_of(q, ORG_COUNTY);
}

bool covers_county(const struct rq *q, str county)
{
    return q->who->org_kind == ORG_DIRECTORATE || (county.n && str_eq(own_county(q), county));
}

bool covers_place(const struct rq *q, str number)
{
    const struct place *p = place_municipality_near(number, q->today);
    if (!p)
        return false;
    if (q->who->org_kind == ORG_DIRECTORATE)
        return true;
    if (q->who->org_kind == ORG_COUNTY)
        return str_eq(p->county, own_county(q));
    str own = own_number(q);
    const struct place *mine = own.n ? place_municipality_near(own, q->today) : NULL;
    return mine && mine->unit == p->unit;
}

// ---- words
// --------------------------------------------------------------------------------------

int64_t year_asked(struct rq *q)
{
    int64_t year;
    if (str_int(query(q, "ar"), &year) && year >= 2000 && year <= 2100)
        return year;
    return day_ymd(q->today).year;
}

err year_options(struct rq *q, int64_t here, options *out)
{
    int64_t first, last, now = day_ymd(q->today).year;
    PASS(years_known(q->db, &first, &last));
    if (!first || first > now)
        first = now;
    if (last < now)
        last = now;
    for (int64_t y = last; y >= first; y--) {
        str s = strf(q->mem, "%jd", (intmax_t)y);
        *ADD(q->mem, out) = (struct option){ s, s, y == here };
    }
    return OK;
}

static day of_year(int64_t year)
{
    return day_of((int)year, 7, 1);
}

str county_name(int64_t year, str county)
{
    const struct place *p = place_county(county, of_year(year));
    return p ? p->name : county;
}

static int by_name(const void *a, const void *b)
{
    const struct option *x = a, *y = b;
    return text_cmp(NB, x->label, y->label);
}

void county_options(struct rq *q, int64_t year, str here, options *out)
{
    place_list counties = { 0 };
    place_counties(q->mem, of_year(year), &counties);
    for (size_t i = 0; i < counties.n; i++)
        *ADD(q->mem, out) = (struct option){ counties.p[i]->number, counties.p[i]->name,
                                             str_eq(counties.p[i]->number, here) };
    if (out->n)
        qsort(out->p, out->n, sizeof *out->p, by_name);
}

enum row_fate row_fate(str opened, str stored, str typed)
{
    if (str_eq(typed, opened) || str_eq(typed, stored))
        return ROW_LEFT;
    return str_eq(opened, stored) ? ROW_TYPED : ROW_CROSSED;
}

bool row_has(struct rq *q, char part, str number)
{
    return posted_has(q, strf(q->mem, "%c%.*s", part, S(number)).p);
}

str row_posted(struct rq *q, char part, str number)
{
    return posted(q, strf(q->mem, "%c%.*s", part, S(number)).p);
}

str crossed_words(struct rq *q, str value, str reason)
{
    return value.n ? text(q->mem, q->lang, T_settlement_crossed__reason_value,
                          TARGS(TS("value", value), TS("reason", reason)))
                   : text(q->mem, q->lang, T_settlement_crossed_empty, NO_TARGS);
}

str number_plain(struct rq *q, optint n)
{
    return n.known ? strf(q->mem, "%jd", (intmax_t)n.v) : STR("");
}

str number_text(struct rq *q, optint n)
{
    return n.known ? fmt_int(q->mem, q->lang, n.v) : STR("–");
}

str settled_text(struct rq *q, const struct standing *s)
{
    if (s->settled.known)
        return fmt_int(q->mem, q->lang, s->settled.v);
    return s->settled_why == EMPTY_SUPPRESSED ? STR(":") : STR(".");
}

str as_date(struct rq *q, day d)
{
    return day_known(d) ? fmt_day_long(q->mem, q->lang, d) : STR("");
}

static text_key kind_key(enum answer_kind kind)
{
    switch (kind) {
    case ANSWER_NONE:
        return T_settlement_answer_none;
    case ANSWER_REFUSED:
        return T_settlement_answer_refused;
    case ANSWER_FEWER:
        return T_settlement_answer_fewer;
    case ANSWER_EQUAL:
        return T_settlement_answer_equal;
    case ANSWER_MORE:
        return T_settlement_answer_more;
    }
    return T_NONE;
}

struct chip answer_chip(struct rq *q, const struct standing *s)
{
    struct arena *a = q->mem;
    const struct answer_status *st = &s->answer;
    switch (st->state) {
    case NOT_ASKED:
        return (struct chip){ TONE_NEUTRAL, STR(""), STR("info"),
                              text(a, q->lang, T_settlement_answer_not_asked, NO_TARGS) };
    case ASKED:
        return (struct chip){ TONE_WARNING, STR("snart"), STR("klokke"),
                              text(a, q->lang, T_settlement_answer_waits, NO_TARGS) };
    case OVERDUE:
        return (struct chip){ TONE_DANGER, STR("sen"), STR("varsel"),
                              text(a, q->lang, T_settlement_answer_late__n,
                                   TARGS(TI("n", st->days_over))) };
    case DEFERRED:
        return (struct chip){ TONE_INFO, STR("stans"), STR("pause"),
                              text(a, q->lang, T_settlement_answer_deferred__to,
                                   TARGS(TS("to", fmt_day(a, q->lang, st->due)))) };
    case SUPERSEDED:
        return (struct chip){ st->days_over ? TONE_DANGER : TONE_WARNING,
                              st->days_over ? STR("sen") : STR("snart"),
                              st->days_over ? STR("varsel") : STR("klokke"),
                              text(a, q->lang, T_settlement_answer_superseded, NO_TARGS) };
    case DECIDED:
        return (struct chip){ st->kind == ANSWER_REFUSED ? TONE_NEUTRAL : TONE_SUCCESS,
                              st->kind == ANSWER_REFUSED ? STR("") : STR("gjort"), STR("ok"),
                              text(a, q->lang, kind_key(st->kind), NO_TARGS) };
    case ANSWER_STATES:
        break;
    }
    return (struct chip){ TONE_NEUTRAL, STR(""), STR("info"), STR("") };
}

struct tabs board_tabs(struct rq *q, const char *here, int64_t year)
{
    static const struct {
        const char *name, *url;
        text_key label;
        const struct right *may;
    } all[] = {
        { "personer", "/bosetting", T_settlement_tab_persons, &MAY_REQUEST },
        { "tavle", "/bosetting/kommuner", T_settlement_tab_board, &MAY_SEE_ALL },
        { "anmodninger", "/bosetting/anmodninger", T_settlement_tab_requests, &MAY_SEE_ALL },
        { "fordeling", "/bosetting/fordeling", T_settlement_tab_drafts, &MAY_REQUEST },
        { "kapasitet", "/bosetting/kapasitet", T_settlement_tab_capacity, &MAY_SEE_CAPACITY },
        { "tall", "/bosetting/tall", T_settlement_tab_import, &MAY_REQUEST },
    };
    enum { N = sizeof all / sizeof *all };
    struct tab *at = NEW_ARRAY(q->mem, N, struct tab);
    size_t n = 0;
    bool board = str_is(str_z(here), "tavle");
    for (size_t i = 0; i < N; i++)
        if (may(q->who, all[i].may))
            at[n++] = (struct tab){ text(q->mem, q->lang, all[i].label, NO_TARGS),
                                    board || strcmp(all[i].name, "tavle") != 0
                                        ? str_z(all[i].url)
                                        : strf(q->mem, "%s?ar=%jd", all[i].url, (intmax_t)year),
                                    str_is(str_z(here), all[i].name) };
    return (struct tabs){ text(q->mem, q->lang, T_settlement_tabs, NO_TARGS), at, n };
}

// ---- the list
// -----------------------------------------------------------------------------------

static const struct choices state_choices = CHOICES(
    { "not_asked", "settlement.answer.not_asked" }, { "asked", "settlement.answer.waits" },
    { "deferred", "settlement.state.deferred" }, { "decided", "settlement.state.decided" },
    { "overdue", "settlement.state.overdue" },
    { "superseded", "settlement.answer.superseded" });
static const struct choices kind_choices =
    CHOICES({ "none", "settlement.answer.none" }, { "refused", "settlement.answer.refused" },
            { "fewer", "settlement.answer.fewer" }, { "equal", "settlement.answer.equal" },
            { "more", "settlement.answer.more" });
static const struct choices why_choices =
    CHOICES({ "", "" }, { "suppressed", "settlement.why.suppressed" },
            { "missing", "settlement.why.missing" }, { "unclear", "settlement.why.unclear" },
            { "unsaid", "settlement.why.unsaid" });

static const struct field listed_fields[] = {
    F(listed, year, INT),
    F(listed, number, TEXT),
    F(listed, name, TEXT),
    F(listed, county, TEXT),
    F(listed, asked, OPT),
    F(listed, state, ENUM, .choices = &state_choices),
    F(listed, kind, ENUM, .choices = &kind_choices),
    F(listed, due, DAY),
    F(listed, decided, OPT),
    F(listed, decided_on, DAY),
    F(listed, settled, OPT),
    F(listed, settled_why, ENUM, .choices = &why_choices),
    F(listed, agreed, INT),
    F(listed, waiting, INT),
    F(listed, places_left, OPT),
};
const struct record listed_rec = { NULL, listed_fields,
                                   sizeof listed_fields / sizeof *listed_fields,
                                   sizeof(struct listed), "settlement.list" };

void list_rows(struct rq *q, int64_t year, const standings *all, listing *out)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct standing *s = &all->p[i];
        *ADD(q->mem, out) =
            (struct listed){ .year = year,
                             .number = s->number,
                             .name = s->name,
                             .county = county_name(year, str_part(s->number, 0, 2)),
                             .asked = s->asked,
                             .decided = s->answer.valid,
                             .state = (int)s->answer.state,
                             .kind = (int)s->answer.kind,
                             .due = s->answer.due,
                             .decided_on = s->decided_on,
                             .settled = s->settled,
                             .settled_why = s->settled.known ? EMPTY_NOT : s->settled_why,
                             .agreed = s->agreed,
                             .waiting = s->waiting,
                             .places_left = s->left };
    }
}

reply with_rows(struct rq *q, reply r, const listing *rows, str title)
{
    r.rows.rec = &listed_rec;
    r.rows.rows = rows->p;
    r.rows.n = rows->n;
    r.rows.title = title;
    r.rows.about = text(q->mem, q->lang, T_settlement_list_about, NO_TARGS);
    return r;
}

// ---- map
// ----------------------------------------------------------------------------------------

static const double free_cuts[4] = { 1, 10, 25, 100 };

struct map_sum {
    int64_t left;
    bool known, silent;
    size_t at; // place in the map
};

void map_legend(struct rq *q, const struct choropleth *m, legend *rows)
{
    static const char *const looks[MAP_CLASSES] = {
        "k1", "k2", "k3", "k4", "k5", "", "k-skjult"
    };
    for (int c = 0; c < MAP_CLASSES; c++) {
        int64_t n = 0;
        for (size_t i = 0; i < m->n; i++)
            n += (int)m->at[i].cls == c &&
                 (!m->county.n || str_starts(m->at[i].code, m->county));
        if (n || c < MAP_HATCH)
            *ADD(q->mem, rows) =
                (struct legend_row){ m->labels[c], str_z(looks[c]), n, c == MAP_HATCH };
    }
}

void free_map(struct rq *q, int64_t year, const standings *all, str county,
              struct choropleth *out, legend *rows)
{
    SLICE(struct map_place) places = { 0 };
    struct map sums;
    map_make(&sums, q->mem);
    for (size_t i = 0; i < all->n; i++) {
        const struct standing *s = &all->p[i];
        const struct place *p = place_municipality_near(s->number, of_year(year));
        const struct place *now = p ? place_in_2024(p) : NULL;
        if (!now)
            continue;
        struct map_sum *sum = map_get(&sums, now->number);
        if (!sum) {
            sum = NEW(q->mem, struct map_sum);
            sum->at = places.n;
            map_put(&sums, now->number, sum);
            *ADD(q->mem, &places) = (struct map_place){
                .code = now->number,
                .name = now->name,
                .url = strf(q->mem, "/bosetting/kommune/%.*s?ar=%jd", S(s->number),
                            (intmax_t)year),
            };
        }
        sum->left += s->left.known ? s->left.v : 0;
        sum->known |= s->left.known;
        sum->silent |= s->asked.known && !s->answer.valid.known;
        struct map_place *m = &places.p[sum->at];
        m->cls = sum->silent   ? MAP_HATCH
                 : !sum->known ? MAP_HIDDEN
                               : map_class_of((double)sum->left, free_cuts);
        m->value = sum->known && !sum->silent ? fmt_int(q->mem, q->lang, sum->left) : STR("");
    }
    *out = (struct choropleth){
        .id = STR("ledig"),
        .title = text(q->mem, q->lang, T_settlement_map_title__year, TARGS(TI("year", year))),
        .about = STR(""),
        .desc = STR(""),
        .unit = text(q->mem, q->lang, T_settlement_map_unit, NO_TARGS),
        .at = places.p,
        .n = places.n,
        .county = county,
        .chosen = STR(""),
        .plain = true,
    };
    map_labels(q->mem, q->lang, free_cuts, 0, out->labels);
    out->labels[MAP_1] = text(q->mem, q->lang, T_settlement_map_none, NO_TARGS);
    map_legend(q, out, rows);
}

// The municipality's own two pages.
struct tabs place_tabs(struct rq *q, const char *here)
{
    struct tab *at = NEW_ARRAY(q->mem, 2, struct tab);
    at[0] = (struct tab){ text(q->mem, q->lang, T_settlement_tab_place, NO_TARGS),
                          strf(q->mem, "/bosetting/kommune/%.*s", S(own_number(q))),
                          str_is(str_z(here), "anmodning") };
    at[1] = (struct tab){ text(q->mem, q->lang, T_settlement_tab_capacity, NO_TARGS),
                          STR("/bosetting/kapasitet"), str_is(str_z(here), "kapasitet") };
    return (struct tabs){ text(q->mem, q->lang, T_settlement_tabs, NO_TARGS), at, 2 };
}
