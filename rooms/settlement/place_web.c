// SPDX-License-Identifier: Apache-2.0
// A municipality's own page: what it is asked, what it has answered, its balance, its history.
#include <math.h>

#include "rooms/settlement/place.html.h"
#include "rooms/settlement/settlement_web.h"

// ---- history
// ------------------------------------------------------------------------------------

static void add_history(struct rq *q, struct place_page *v, const decisions *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct decision *d = &all->p[i];
        struct history_row *h = ADD(q->mem, &v->history);
        h->when = as_date(q, d->answered_on);
        h->note = d->note;
        h->by = d->answered_by;
        if (!d->places.known) {
            h->what = text(q->mem, q->lang, T_settlement_history_deferred__to,
                           TARGS(TS("to", as_date(q, d->deferred_to))));
            continue;
        }
        str who = text(q->mem, q->lang,
                       d->decided_by == BY_COUNCIL      ? T_settlement_by_council
                       : d->decided_by == BY_DELEGATION ? T_settlement_by_delegated
                                                        : T_settlement_by_unknown,
                       NO_TARGS);
        h->what = day_known(d->decided_on)
                      ? text(q->mem, q->lang, T_settlement_history_decided__by_n_on,
                             TARGS(TI("n", d->places.v), TS("by", who),
                                   TS("on", as_date(q, d->decided_on))))
                      : text(q->mem, q->lang, T_settlement_history_known__n,
                             TARGS(TI("n", d->places.v)));
    }
}

// ---- chart of the years
// -------------------------------------------------------------------------

// The numbers the unit has had: this one, and those of 2019 and 2024.
static void numbers_of(const struct rq *q, str number, str out[3])
{
    const struct place *p = place_municipality_near(number, q->today);
    out[0] = number;
    out[1] = out[2] = STR("");
    const int years[] = { 2017, 2023, 2024 };
    for (size_t i = 0, n = 1; p && i < 3 && n < 3; i++) {
        const struct place *then = place_on(p, day_of(years[i], 7, 1));
        if (then && !str_eq(then->number, out[0]) && !str_eq(then->number, out[1]))
            out[n++] = then->number;
    }
}

static double value(optint n)
{
    return n.known ? (double)n.v : NAN;
}

static err year_chart(struct rq *q, struct place_page *v)
{
    figures f = { 0 };
    str number[3];
    numbers_of(q, v->number, number);
    PASS(figures_of_place(q->db, number, &f));
    while (f.n && f.p[f.n - 1].year > day_ymd(q->today).year)
        f.n--; // a demo day in the past does not know what came after it
    if (f.n < 2)
        return OK;
    struct series *s = NEW_ARRAY(q->mem, 3, struct series);
    double *at = NEW_ARRAY(q->mem, 3 * f.n, double);
    str *labels = NEW_ARRAY(q->mem, f.n, str);
    size_t strong = f.n;
    for (size_t i = 0; i < f.n; i++) {
        labels[i] = strf(q->mem, "%jd", (intmax_t)f.p[i].year);
        at[i] = value(f.p[i].requested);
        at[f.n + i] = value(f.p[i].decided);
        at[2 * f.n + i] = value(f.p[i].settled);
        if (f.p[i].year == v->year)
            strong = i;
    }
    s[0] = (struct series){ text(q->mem, q->lang, T_settlement_word_asked, NO_TARGS),
                            LOOK_FRAME, at };
    s[1] = (struct series){ text(q->mem, q->lang, T_settlement_word_decided, NO_TARGS),
                            LOOK_STROKE, at + f.n };
    s[2] = (struct series){ text(q->mem, q->lang, T_settlement_word_settled, NO_TARGS),
                            LOOK_BAR, at + 2 * f.n };
    v->chart = (struct chart){
        .id = STR("ar-for-ar"),
        .title =
            text(q->mem, q->lang, T_settlement_place_chart__name, TARGS(TS("name", v->name))),
        .about = text(q->mem, q->lang, T_settlement_place_chart_about, NO_TARGS),
        .desc = STR(""),
        .labels = labels,
        .n = f.n,
        .series = s,
        .series_n = 3,
        .strong = strong,
        .note = STR(""),
    };
    v->has_chart = true;
    return OK;
}

// ---- the page
// -----------------------------------------------------------------------------------

static void balance_how(struct rq *q, struct place_page *v)
{
    struct how_line *l = NEW_ARRAY(q->mem, 5, struct how_line);
    const struct balance *b = &v->s.balance;
#define LINE(i, key, x) l[i] = (struct how_line){ text(q->mem, q->lang, key, NO_TARGS), x }
    LINE(0, T_settlement_word_decided, number_text(q, b->decided));
    LINE(1, T_settlement_word_settled, settled_text(q, &v->s));
    LINE(2, T_settlement_what_agreed, fmt_int(q->mem, q->lang, b->agreed));
    LINE(3, T_settlement_what_waiting, fmt_int(q->mem, q->lang, b->waiting));
    LINE(4, T_settlement_col_left, number_text(q, v->s.left));
#undef LINE
    v->how =
        (struct how){ .summary = text(q->mem, q->lang, T_settlement_place_how, NO_TARGS),
                      .words = text(q->mem, q->lang, T_settlement_place_how_words, NO_TARGS),
                      .at = l,
                      .n = 5 };
}

static void standing_words(struct rq *q, struct place_page *v)
{
    const struct standing *s = &v->s;
    v->asked = s->asked.known;
    v->answered = s->answer.answers_newest;
    v->deferred = s->answer.state == DEFERRED;
    v->waits = s->ref.n && v->asked && !v->answered;
    v->older = v->waits && s->earlier.known;
    v->asked_text = number_text(q, s->asked);
    v->decided_text = number_text(q, s->answer.valid);
    v->earlier_text = number_text(q, s->earlier);
    v->settled_text = settled_text(q, s);
    v->left_text = number_text(q, s->left);
    v->answer = answer_chip(q, s);
    v->due = (struct deadline){ s->answer.due, DAY_NONE, STR("") };
    v->reminded_on = s->reminded_on;
    v->answer_url = strf(q->mem, "/bosetting/anmodning/%.*s/svar", S(s->ref));
    v->defer_url = strf(q->mem, "/bosetting/anmodning/%.*s/utsett", S(s->ref));
}

static err read_place(struct rq *q, struct place_page *v)
{
    decisions all = { 0 };
    err e = standing_of(q->db, v->year, v->number, q->today, &v->s);
    if (e == E_NOTFOUND)
        v->s = (struct standing){ .name = v->name,
                                  .settled_why = EMPTY_UNSAID,
                                  .due_on = DAY_NONE,
                                  .answer = { .due = DAY_NONE },
                                  .reminded_on = DAY_NONE };
    else
        PASS(e);
    standing_words(q, v);
    balance_how(q, v);
    PASS(decisions_of_place(q->db, v->number, v->year, &all));
    add_history(q, v, &all);
    PASS(year_options(q, v->year, &v->years));
    PASS(capacity_summary(q, v->number, &v->next_weeks, &v->dwellings));
    return year_chart(q, v);
}

reply place_get(struct rq *q)
{
    struct place_page *v = NEW(q->mem, struct place_page);
    v->number = arg(q, "number");
    if (!covers_place(q, v->number))
        return fail(q, E_NOTFOUND); // a neighbour's number is as unknown as one that never was
    v->year = year_asked(q);
    const struct place *p = place_municipality_near(v->number, day_of((int)v->year, 7, 1));
    v->name = p->name;
    v->county = county_name(v->year, p->county);
    TRY(q, read_place(q, v));
    v->may_answer = may(q->who, &MAY_ANSWER);
    v->may_report = may(q->who, &MAY_REPORT);
    v->tabs = board_tabs(q, "", v->year);
    if (own_number(q).n) {
        v->tabs = place_tabs(q, "anmodning");
    }

    listing rows = { 0 };
    standings one = { 0 };
    if (q->face != FACE_HTML && v->s.number.n) {
        *ADD(q->mem, &one) = v->s;
        list_rows(q, v->year, &one, &rows);
    }
    return with_rows(q, page(q, &settlement_place_view, v), &rows, v->name);
}
