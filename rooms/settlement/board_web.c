// SPDX-License-Identifier: Apache-2.0
// /bosetting: the directorate's board of the year; other roles are led to their own page.
#include <math.h>
#include <stdlib.h>

#include "rooms/settlement/board.html.h"
#include "rooms/settlement/settlement_web.h"

// ?svar= keeps the municipalities that...
static bool fits(const struct standing *s, str answer)
{
    const struct answer_status *a = &s->answer;
    if (!answer.n)
        return true;
    if (str_is(answer, "ubesvart"))
        return s->asked.known && !a->valid.known;
    if (str_is(answer, "venter"))
        return s->asked.known && !a->answers_newest;
    if (str_is(answer, "over"))
        return a->days_over > 0;
    if (str_is(answer, "utsatt"))
        return a->state == DEFERRED;
    if (str_is(answer, "farre"))
        return a->kind == ANSWER_FEWER;
    if (str_is(answer, "likt"))
        return a->kind == ANSWER_EQUAL;
    if (str_is(answer, "flere"))
        return a->kind == ANSWER_MORE;
    if (str_is(answer, "avslag"))
        return a->kind == ANSWER_REFUSED;
    return true; // unknown values are ignored (ux.md 3.1)
}

void answer_options(struct rq *q, str here, options *out)
{
    static const struct {
        const char *value;
        text_key label;
    } all[] = {
        { "", T_settlement_filter_all },           { "ubesvart", T_settlement_filter_silent },
        { "over", T_settlement_filter_late },      { "utsatt", T_settlement_filter_deferred },
        { "venter", T_settlement_filter_newest },  { "farre", T_settlement_answer_fewer },
        { "likt", T_settlement_answer_equal },     { "flere", T_settlement_answer_more },
        { "avslag", T_settlement_answer_refused },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        *ADD(q->mem, out) =
            (struct option){ str_z(all[i].value), text(q->mem, q->lang, all[i].label, NO_TARGS),
                             str_is(here, all[i].value) };
}

void keep_fitting(struct arena *a, const standings *all, str answer, standings *out)
{
    for (size_t i = 0; i < all->n; i++)
        if (fits(&all->p[i], answer))
            *ADD(a, out) = all->p[i];
}

// ---- unaccompanied minors
// ----------------------------------------------------------------------------

// ?gruppe=em: the same rows with the numbers that are for unaccompanied minors. Who has
// answered stays as it is: there is one answer to the request.
static standings of_minors(struct arena *a, const standings *all)
{
    standings out = { 0 };
    for (size_t i = 0; i < all->n; i++) {
        struct standing s = all->p[i];
        const struct balance *m = &s.minors_balance;
        if (!s.asked_minors.known && !m->decided.known &&
            m->settled.v + m->agreed + m->waiting == 0)
            continue;
        s.asked = s.asked_minors;
        s.balance = *m;
        s.settled = m->settled;
        s.agreed = m->agreed;
        s.waiting = m->waiting;
        s.left = s.minors_left;
        *ADD(a, &out) = s;
    }
    return out;
}

static void group_options(struct rq *q, bool minors, options *out)
{
    *ADD(q->mem, out) =
        (struct option){ STR(""), text(q->mem, q->lang, T_settlement_filter_everyone, NO_TARGS),
                         !minors };
    *ADD(q->mem, out) =
        (struct option){ STR("em"), text(q->mem, q->lang, T_settlement_kind_minors, NO_TARGS),
                         minors };
}

// ---- table by county
// ----------------------------------------------------------------------------

struct county_sum {
    str number, name;
    struct balance_sum b;
    int64_t asked, silent, waits;
};
typedef SLICE(struct county_sum) county_sums;

static void add_up(struct rq *q, int64_t year, const standings *all, county_sums *out)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct standing *s = &all->p[i];
        str county = str_part(s->number, 0, 2);
        if (!out->n || !str_eq(out->p[out->n - 1].number, county))
            *ADD(q->mem, out) =
                (struct county_sum){ .number = county, .name = county_name(year, county) };
        struct county_sum *c = &out->p[out->n - 1];
        balance_add(&c->b, &s->balance);
        c->asked += s->asked.known ? s->asked.v : 0;
        c->silent += s->asked.known && !s->answer.valid.known;
        c->waits += s->asked.known && !s->answer.answers_newest;
    }
}

// Unanswered first, then the largest.
static int by_silence(const void *a, const void *b)
{
    const struct county_sum *x = a, *y = b;
    if (x->silent != y->silent)
        return x->silent > y->silent ? -1 : 1;
    if (x->asked != y->asked)
        return x->asked > y->asked ? -1 : 1;
    return str_cmp(x->number, y->number);
}

static int by_lateness(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    bool xs = x->asked.known && !x->answer.valid.known,
         ys = y->asked.known && !y->answer.valid.known;
    if (xs != ys)
        return xs ? -1 : 1;
    if (x->answer.days_over != y->answer.days_over)
        return x->answer.days_over > y->answer.days_over ? -1 : 1;
    if (x->asked.v != y->asked.v)
        return x->asked.v > y->asked.v ? -1 : 1;
    return str_cmp(x->number, y->number);
}

static struct bar place_bar(struct rq *q, double asked, double decided, double settled)
{
    struct part *p = NEW_ARRAY(q->mem, 2, struct part);
    double total = fmax(fmax(asked, decided), settled);
    p[0] = (struct part){ text(q->mem, q->lang, T_settlement_word_decided, NO_TARGS), decided };
    p[1] = (struct part){ text(q->mem, q->lang, T_settlement_word_settled, NO_TARGS), settled };
    double whole = total > 0 ? total : 1;
    return (struct bar){ .label = text(q->mem, q->lang, T_settlement_bar__decided_settled,
                                       TARGS(TI("decided", llround(100 * decided / whole)),
                                             TI("settled", llround(100 * settled / whole)))),
                         .part = p,
                         .n = 2,
                         .total = whole,
                         .mark = NAN };
}

static str plain_int(struct rq *q, int64_t n)
{
    return fmt_int(q->mem, q->lang, n);
}

static void county_row(struct rq *q, struct board *v, const struct county_sum *c, bool open)
{
    struct chip chip = { TONE_SUCCESS, STR("gjort"), STR("ok"),
                         text(q->mem, q->lang, T_settlement_board_all, NO_TARGS) };
    if (c->silent)
        chip = (struct chip){ TONE_DANGER, STR("sen"), STR("varsel"),
                              text(q->mem, q->lang, T_settlement_board_silent__n,
                                   TARGS(TI("n", c->silent))) };
    else if (c->waits)
        chip = (struct chip){ TONE_WARNING, STR("snart"), STR("klokke"),
                              text(q->mem, q->lang, T_settlement_board_waits__n,
                                   TARGS(TI("n", c->waits))) };
    *ADD(q->mem, &v->rows) = (struct board_row){
        .name = c->name,
        .url = here_with(q, "fylke", open ? STR("") : c->number),
        .open = open,
        .answer = chip,
        .answer_url = c->silent
                          ? strf(q->mem, "/bosetting/kommuner?ar=%jd&fylke=%.*s&svar=ubesvart%s",
                                 (intmax_t)v->year, S(c->number), v->minors ? "&gruppe=em" : "")
                          : STR(""),
        .asked = plain_int(q, c->asked),
        .decided = plain_int(q, c->b.decided),
        .settled = plain_int(q, c->b.settled),
        .out = plain_int(q, c->b.agreed + c->b.waiting),
        .left = plain_int(q, c->b.free),
        .bar = place_bar(q, (double)c->asked, (double)c->b.decided, (double)c->b.settled),
    };
}

static void place_row(struct rq *q, struct board *v, const struct standing *s)
{
    *ADD(q->mem, &v->rows) = (struct board_row){
        .name = s->name,
        .url = strf(q->mem, "/bosetting/kommune/%.*s?ar=%jd", S(s->number), (intmax_t)v->year),
        .inner = true,
        .answer = answer_chip(q, s),
        .asked = number_text(q, s->asked),
        .decided = number_text(q, s->balance.decided),
        .settled = settled_text(q, s),
        .out = plain_int(q, s->agreed + s->waiting),
        .left = number_text(q, s->left),
        .bar = place_bar(q, (double)s->asked.v,
                         (double)(s->balance.decided.known ? s->balance.decided.v : 0),
                         (double)(s->settled.known ? s->settled.v : 0)),
    };
}

static void table(struct rq *q, struct board *v, const standings *kept, str county, str answer)
{
    county_sums sums = { 0 };
    add_up(q, v->year, kept, &sums);
    if (sums.n)
        qsort(sums.p, sums.n, sizeof *sums.p, by_silence);
    standings sorted = { 0 };
    for (size_t i = 0; i < kept->n; i++)
        *ADD(q->mem, &sorted) = kept->p[i];
    if (sorted.n)
        qsort(sorted.p, sorted.n, sizeof *sorted.p, by_lateness);
    for (size_t i = 0; i < sums.n; i++) {
        bool open = answer.n || str_eq(sums.p[i].number, county);
        county_row(q, v, &sums.p[i], open && !answer.n);
        for (size_t k = 0; open && k < sorted.n; k++)
            if (str_eq(str_part(sorted.p[k].number, 0, 2), sums.p[i].number))
                place_row(q, v, &sorted.p[k]);
    }
}

// ---- what waits, sums, forecast
// -----------------------------------------------------------------

enum { LATE_SHOWN = 8 };

static void waiting_list(struct rq *q, struct board *v, const standings *all)
{
    standings silent = { 0 };
    keep_fitting(q->mem, all, STR("ubesvart"), &silent);
    if (silent.n)
        qsort(silent.p, silent.n, sizeof *silent.p, by_lateness);
    v->late_more = silent.n > LATE_SHOWN ? (int64_t)silent.n - LATE_SHOWN : 0;
    for (size_t i = 0; i < silent.n && i < LATE_SHOWN; i++) {
        const struct standing *s = &silent.p[i];
        *ADD(q->mem, &v->late) = (struct late_row){
            .name = s->name,
            .url =
                strf(q->mem, "/bosetting/kommune/%.*s?ar=%jd", S(s->number), (intmax_t)v->year),
            .asked = number_text(q, s->asked),
            .settled = settled_text(q, s),
            .ref = s->ref,
            .due = { s->answer.due, DAY_NONE, STR("") },
            .reminded_on = s->reminded_on,
        };
    }
    v->late_heading =
        text(q->mem, q->lang, T_settlement_board_late__n, TARGS(TI("n", (int64_t)silent.n)));
}

static str percent(struct rq *q, int64_t part, int64_t whole, text_key key)
{
    if (whole <= 0)
        return STR("");
    int64_t share = llround(100.0 * (double)part / (double)whole);
    return text(q->mem, q->lang, key, TARGS(TI("share", share)));
}

static void step(struct rq *q, struct board *v, text_key name, str value, str note, str url,
                 bool late)
{
    *ADD(q->mem, &v->flow) =
        (struct flow_step){ text(q->mem, q->lang, name, NO_TARGS), value, note, url, late };
}

static void flow(struct rq *q, struct board *v, const struct settlement_key *k, int64_t left,
                 int64_t left_in, int64_t waits)
{
    str year = strf(q->mem, "%jd", (intmax_t)v->year);
    str letters = strf(q->mem, "/bosetting/anmodninger/%.*s", S(year));
    str here = strf(q->mem, "/bosetting/kommuner?ar=%.*s", S(year));
    int64_t silent = k->asked_of - k->answered;
    step(
        q, v, T_settlement_word_asked, plain_int(q, k->asked),
        text(q->mem, q->lang, T_settlement_flow_municipalities__n, TARGS(TI("n", k->asked_of))),
        letters, false);
    step(q, v, T_settlement_flow_answered, plain_int(q, k->answered),
         waits > silent
             ? text(q->mem, q->lang, T_settlement_flow_waits__n, TARGS(TI("n", waits)))
             : text(q->mem, q->lang, T_settlement_flow_missing__n, TARGS(TI("n", silent))),
         strf(q->mem, "%.*s&svar=%s", S(here), waits > silent ? "venter" : "ubesvart"),
         silent > 0);
    step(q, v, T_settlement_word_decided, plain_int(q, k->decided),
         percent(q, k->decided, k->asked, T_settlement_flow_of_asked__share), letters, false);
    step(q, v, T_settlement_flow_left, plain_int(q, left),
         text(q->mem, q->lang, T_settlement_flow_left_in__n, TARGS(TI("n", left_in))), here,
         false);
    step(q, v, T_settlement_flow_forecast, number_text(q, k->forecast),
         k->forecast.known
             ? text(q->mem, q->lang, T_settlement_flow_forecast_on__on,
                    TARGS(TD("on", k->forecast_on)))
             : text(q->mem, q->lang,
                    k->status_asked ? T_settlement_flow_too_few : T_settlement_flow_no_forecast,
                    NO_TARGS),
         strf(q->mem, "%.*s#prognose", S(here)), false);
    step(q, v, T_settlement_word_settled, number_text(q, k->settled),
         k->settled.known
             ? percent(q, k->settled.v, k->decided, T_settlement_flow_of_decided__share)
             : STR(""),
         here, false);
}

void forecast_how(struct rq *q, const struct settlement_key *k, struct how *out)
{
    struct how_line *l = NEW_ARRAY(q->mem, 5, struct how_line);
#define LINE(i, key, v) l[i] = (struct how_line){ text(q->mem, q->lang, key, NO_TARGS), v }
    LINE(0, T_settlement_forecast_base, plain_int(q, k->base));
    LINE(1, T_settlement_forecast_decided, plain_int(q, k->status_decided));
    LINE(2, T_settlement_forecast_answered,
         text(q->mem, q->lang, T_settlement_forecast_share__answered_asked,
              TARGS(TI("answered", k->status_answered), TI("asked", k->status_asked))));
    LINE(3, T_settlement_forecast_on, as_date(q, k->forecast_on));
    LINE(4, T_settlement_forecast_result,
         strf(q->mem, "%.*s + %.*s × %.*s / %.*s = %.*s", S(plain_int(q, k->base)),
              S(plain_int(q, k->status_decided - k->base)), S(plain_int(q, k->status_asked)),
              S(plain_int(q, k->status_answered)), S(number_text(q, k->forecast))));
#undef LINE
    *out = (struct how){ .summary = text(q->mem, q->lang, T_settlement_forecast_how, NO_TARGS),
                         .words = text(q->mem, q->lang, T_settlement_forecast_words, NO_TARGS),
                         .at = l,
                         .n = 5 };
}

static str capital(struct arena *a, str s)
{
    char *p = str_cz(a, s);
    if (s.n && p[0] >= 'a' && p[0] <= 'z') // no weekday begins with another letter
        p[0] = (char)(p[0] - 'a' + 'A');
    return (str){ p, s.n };
}

static str lead(struct rq *q, const struct settlement_key *k)
{
    int year;
    int week = day_week(q->today, &year);
    return text(q->mem, q->lang, T_settlement_board_lead__date_status_week_weekday,
                TARGS(TS("weekday", capital(q->mem, fmt_weekday(q->mem, q->lang, q->today))),
                      TS("date", as_date(q, q->today)), TI("week", week),
                      TS("status", as_date(q, k->settled_on))));
}

static reply board_get(struct rq *q)
{
    struct board *v = NEW(q->mem, struct board);
    struct settlement_key key;
    standings all = { 0 }, kept = { 0 };
    str county = query(q, "fylke"), answer = query(q, "svar");
    v->year = year_asked(q);
    TRY(q, standings_of(q->db, v->year, STR(""), q->today, &all));
    err e = settlement_key_of_year(q->db, v->year, q->today, &key);
    if (e == E_NOTFOUND)
        key = (struct settlement_key){ .asked_on = DAY_NONE,
                                       .settled_on = DAY_NONE,
                                       .forecast_on = DAY_NONE };
    else
        TRY(q, e);
    TRY(q, year_options(q, v->year, &v->years));
    county_options(q, v->year, county, &v->counties);
    answer_options(q, answer, &v->answers);
    v->minors = str_is(query(q, "gruppe"), "em");
    group_options(q, v->minors, &v->groups);
    standings shown = v->minors ? of_minors(q->mem, &all) : all;
    keep_fitting(q->mem, &shown, answer, &kept);

    struct balance_sum sum = { 0 };
    int64_t waits = 0;
    for (size_t i = 0; i < all.n; i++) {
        balance_add(&sum, &all.p[i].balance);
        waits += all.p[i].asked.known && !all.p[i].answer.answers_newest;
    }
    v->lead = lead(q, &key);
    flow(q, v, &key, sum.free, sum.free_in, waits);
    waiting_list(q, v, &all);
    table(q, v, &kept, county, answer);
    struct balance_sum rows_sum = { 0 };
    for (size_t i = 0; i < shown.n; i++)
        balance_add(&rows_sum, &shown.p[i].balance);
    v->rows_note = text(q->mem, q->lang, T_settlement_board_left__municipalities_n,
                        TARGS(TI("n", rows_sum.free), TI("municipalities", rows_sum.free_in)));
    v->filtered = answer.n || county.n || v->minors;
    v->may_request = may(q->who, &MAY_REQUEST) && v->year >= day_ymd(q->today).year;
    v->tabs = board_tabs(q, "tavle", v->year);
    v->has_forecast = key.forecast.known;
    if (v->has_forecast)
        forecast_how(q, &key, &v->how);
    free_map(q, v->year, &shown, STR(""), &v->map, &v->legend);

    listing rows = { 0 };
    if (q->face != FACE_HTML) {
        standings chosen = { 0 };
        for (size_t i = 0; i < kept.n; i++)
            if (!county.n || str_starts(kept.p[i].number, county))
                *ADD(q->mem, &chosen) = kept.p[i];
        list_rows(q, v->year, &chosen, &rows);
    }
    return with_rows(
        q, page(q, &settlement_board_view, v), &rows,
        text(q->mem, q->lang, T_settlement_list_title__year, TARGS(TI("year", v->year))));
}

reply enter_get(struct rq *q)
{
    if (may(q->who, &MAY_SEE_ALL))
        return board_get(q);
    if (own_county(q).n)
        return see_other(q, "/bosetting/fylke/%.*s", S(own_county(q)));
    if (own_number(q).n)
        return see_other(q, "/bosetting/kommune/%.*s", S(own_number(q)));
    return fail(q, E_DENIED);
}
