// SPDX-License-Identifier: Apache-2.0
// The distribution tool: list of drafts, weights, the numbers of a county with locks and
// changes by hand, preview with map, and the step that makes it a request.
#include <math.h>
#include <stdlib.h>

#include "rooms/settlement/draft.h"
#include "rooms/settlement/draft.html.h"
#include "rooms/settlement/draft_new.html.h"
#include "rooms/settlement/draft_send.html.h"
#include "rooms/settlement/drafts.html.h"
#include "rooms/settlement/draft_web.h"

static const struct field weight_fields[] = {
    F(draft, id, INT, .flags = KEY),
    F(draft, title, TEXT, .flags = REQUIRED, .max = 100),
    F(draft, total, INT, .flags = REQUIRED, .min = 0, .max = 1000000),
    F(draft, power, REAL, .flags = REQUIRED),
    F(draft, programme, REAL, .flags = REQUIRED),
    F(draft, employment, REAL, .flags = REQUIRED),
    F(draft, stability, REAL, .flags = REQUIRED),
    F(draft, capacity, REAL, .flags = REQUIRED),
    F(draft, last_pull, REAL, .flags = REQUIRED),
    F(draft, county_pull, REAL, .flags = REQUIRED),
    F(draft, floor_places, INT, .flags = REQUIRED, .min = 0, .max = 1000),
    F(draft, cap_places, INT, .flags = REQUIRED, .min = 0, .max = 100000),
    F(draft, step, INT, .flags = REQUIRED, .min = 1, .max = 100),
    F(draft, version, INT, .flags = VERSION),
};
static const struct record weight_rec = RECORD("settlement_draft", draft, weight_fields);

static const struct field new_fields[] = {
    F(draft, title, TEXT, .flags = REQUIRED, .max = 100),
    F(draft, year, INT, .flags = REQUIRED, .min = 2012, .max = 2100),
    F(draft, total, INT, .flags = REQUIRED, .min = 0, .max = 1000000),
};
static const struct record new_rec = { NULL, new_fields, 3, sizeof(struct draft),
                                       "settlement_draft" };

static const struct field letter_fields[] = {
    F(round, letter_on, DAY, .flags = REQUIRED),
    F(round, due_on, DAY, .flags = REQUIRED),
    F(round, minors, OPT, .min = 0, .max = 100000),
    F(round, base, OPT, .min = 0, .max = 1000000),
    F(round, note, TEXT, .flags = MULTILINE, .max = 1000),
};
static const struct record letter_rec = { NULL, letter_fields, 5, sizeof(struct round),
                                          "settlement_round" };

static str whole(struct rq *q, int64_t n)
{
    return fmt_int(q->mem, q->lang, n);
}

static str signed_int(struct rq *q, int64_t n)
{
    str s = whole(q, n);
    return n > 0 ? strf(q->mem, "+%.*s", S(s)) : s;
}

// ---- list and new
// -------------------------------------------------------------------------------

reply drafts_get(struct rq *q)
{
    struct drafts_page *v = NEW(q->mem, struct drafts_page);
    TRY(q, drafts_all(q->db, &v->rows));
    v->tabs = board_tabs(q, "fordeling", day_ymd(q->today).year);
    return page(q, &settlement_drafts_view, v);
}

static reply new_form(struct rq *q, const struct form *read, const struct draft *from)
{
    struct draft_new *v = NEW(q->mem, struct draft_new);
    if (read)
        v->form = *read;
    else
        form_show(q, &v->form, &new_rec, from);
    v->form.submit = T_settlement_dist_make;
    v->form.cancel = STR("/bosetting/fordeling");
    v->form.action = STR("/bosetting/fordeling/ny");
    v->tabs = board_tabs(q, "fordeling", day_ymd(q->today).year);
    return read ? page_status(q, 422, &settlement_draft_new_view, v)
                : page(q, &settlement_draft_new_view, v);
}

reply draft_new_get(struct rq *q)
{
    struct round last = { 0 };
    struct draft d = { .year = year_asked(q) };
    err e = newest_round(q->db, d.year, &last);
    if (e != E_NOTFOUND)
        TRY(q, e);
    d.total = last.total;
    d.title = text(q->mem, q->lang,
                   last.id ? T_settlement_dist_title_raise__year
                           : T_settlement_dist_title_first__year,
                   TARGS(TI("year", d.year)));
    return new_form(q, NULL, &d);
}

reply draft_new_post(struct rq *q)
{
    struct draft d = {
        .power = 0.66, .stability = 0.5, .county_pull = 0.5, .floor_places = 10, .step = 5
    };
    struct form form = { 0 };
    if (!form_read(q, &form, &new_rec, &d))
        return new_form(q, &form, &d);
    // A raise keeps everyone's share unless the weights are changed; the first request of a
    // year starts from the formula.
    struct round last;
    err e = newest_round(q->db, d.year, &last);
    if (e != E_NOTFOUND)
        TRY(q, e);
    d.last_pull = e == OK ? 1 : 0;
    TRY(q, draft_make(q->db, &d));
    cell_rows was = { 0 }, now = { 0 };
    advices advice = { 0 };
    TRY(q, draft_cells(q->db, d.id, &was));
    TRY(q, draft_cells(q->db, d.id, &now));
    TRY(q, advice_of_year(q->db, d.year, &advice));
    if (draft_reckon(q->mem, &d, &advice, &now).fault == DISTRIBUTION_FINE)
        TRY(q, draft_keep(q->db, &d, &was, &now));
    return see_other(q, "/bosetting/fordeling/%.*s", S(d.ref));
}

// ---- one draft
// ----------------------------------------------------------------------------------

static str fault_words(struct rq *q, struct distribution d)
{
    struct targs n = TARGS(TI("n", d.short_of));
    switch (d.fault) {
    case DISTRIBUTION_FINE:
        return STR("");
    case DISTRIBUTION_NOBODY:
        return text(q->mem, q->lang, T_settlement_dist_fault_nobody, NO_TARGS);
    case DISTRIBUTION_SETTINGS:
        return text(q->mem, q->lang, T_settlement_dist_fault_settings, NO_TARGS);
    case DISTRIBUTION_STEP:
        return text(q->mem, q->lang, T_settlement_dist_fault_step, NO_TARGS);
    case DISTRIBUTION_FIXED:
        return text(q->mem, q->lang, T_settlement_dist_fault_fixed__n, n);
    case DISTRIBUTION_FLOOR:
        return text(q->mem, q->lang, T_settlement_dist_fault_floor__n, n);
    case DISTRIBUTION_CAP:
        return text(q->mem, q->lang, T_settlement_dist_fault_cap__n, n);
    case DISTRIBUTION_NO_SCORE:
        return text(q->mem, q->lang, T_settlement_dist_fault_score, NO_TARGS);
    }
    return STR("");
}

static const double change_cuts[4] = { 0, 1, 10, 25 };

static void change_map(struct rq *q, int64_t year, const cell_rows *cells,
                       struct choropleth *out, legend *rows)
{
    static const text_key labels[] = { T_settlement_dist_map_down, T_settlement_dist_map_same,
                                       T_settlement_dist_map_1, T_settlement_dist_map_2,
                                       T_settlement_dist_map_3 };
    SLICE(struct map_place) places = { 0 };
    for (size_t i = 0; i < cells->n; i++) {
        const struct cell_row *c = &cells->p[i];
        const struct place *p = place_municipality_near(c->number, day_of((int)year, 7, 1));
        const struct place *now = p ? place_in_2024(p) : NULL;
        if (!now)
            continue;
        int64_t change = cell_final(c) - c->before.v;
        *ADD(q->mem, &places) = (struct map_place){
            .code = now->number,
            .name = now->name,
            .cls = c->before.known ? map_class_of((double)change, change_cuts) : MAP_HIDDEN,
            .value = c->before.known ? signed_int(q, change) : STR(""),
            .url = STR(""),
        };
    }
    *out = (struct choropleth){ .id = STR("endring"),
                                .title = text(q->mem, q->lang, T_settlement_dist_map, NO_TARGS),
                                .about = STR(""),
                                .desc = STR(""),
                                .unit = STR(""),
                                .at = places.p,
                                .n = places.n,
                                .county = STR(""),
                                .chosen = STR(""),
                                .plain = true };
    for (size_t i = 0; i < 5; i++)
        out->labels[i] = text(q->mem, q->lang, labels[i], NO_TARGS);
    out->labels[MAP_HATCH] = STR("");
    out->labels[MAP_HIDDEN] = text(q->mem, q->lang, T_settlement_dist_map_new, NO_TARGS);
    map_legend(q, out, rows);
}

static str cell_text(struct rq *q, bool locked, str manual, str reason)
{
    return strf(q->mem, "%d %.*s %.*s", locked, S(str_trim(manual)), S(str_trim(reason)));
}

static str stored_text(struct rq *q, const struct cell_row *c)
{
    return cell_text(q, c->locked, number_plain(q, c->manual), c->reason);
}

// A row that was not posted is left alone.
static enum row_fate fate_of(struct rq *q, const struct cell_row *c)
{
    if (!row_has(q, 'm', c->number))
        return ROW_LEFT;
    str stored = stored_text(q, c);
    return row_fate(row_has(q, 'o', c->number) ? row_posted(q, 'o', c->number) : stored, stored,
                    cell_text(q, row_has(q, 'l', c->number), row_posted(q, 'm', c->number),
                              row_posted(q, 'r', c->number)));
}

static void show_cell(struct rq *q, struct draft_page *v, const struct cell_row *c,
                      const advices *advice)
{
    struct cell_shown *s = ADD(q->mem, &v->cells);
    *s = (struct cell_shown){
        .number = c->number,
        .name = c->name,
        .inhabitants = whole(q, c->inhabitants),
        .calculated = number_text(q, c->calculated),
        .advice = STR("–"),
        .advice_why = STR(""),
        .before = number_text(q, c->before),
        .change = c->before.known ? signed_int(q, cell_final(c) - c->before.v) : STR("–"),
        .locked = c->locked,
        .manual = number_plain(q, c->manual),
        .reason = c->reason,
        .final = whole(q, cell_final(c)),
        .opened = stored_text(q, c),
        .theirs = STR(""),
    };
    for (size_t i = 0; i < advice->n; i++)
        if (str_eq(advice->p[i].number, c->number) && advice->p[i].places.known) {
            s->advice = whole(q, advice->p[i].places.v);
            s->advice_why = advice->p[i].reason;
        }
    enum row_fate fate = fate_of(q, c);
    if (fate == ROW_LEFT)
        return;
    if (fate == ROW_CROSSED)
        s->theirs = crossed_words(q, s->manual, s->reason);
    s->manual = row_posted(q, 'm', c->number); // refused: what was typed comes back
    s->reason = row_posted(q, 'r', c->number);
    s->locked = row_has(q, 'l', c->number);
}

static void draft_sums(struct rq *q, struct draft_page *v, const cell_rows *cells)
{
    int64_t sum = 0, before = 0, up = 0, down = 0, byhand = 0, locked = 0;
    for (size_t i = 0; i < cells->n; i++) {
        const struct cell_row *c = &cells->p[i];
        int64_t change = cell_final(c) - c->before.v;
        sum += cell_final(c);
        before += c->before.known ? c->before.v : 0;
        up += c->before.known && change > 0;
        down += c->before.known && change < 0;
        byhand += c->manual.known;
        locked += c->locked;
    }
    v->sum = whole(q, sum);
    v->before = whole(q, before);
    v->changed = text(q->mem, q->lang, T_settlement_dist_changes__down_up,
                      TARGS(TI("up", up), TI("down", down)));
    v->byhand = text(q->mem, q->lang, T_settlement_dist_byhand__locked_n,
                     TARGS(TI("n", byhand), TI("locked", locked)));
    v->exact = sum == v->d.total;
}

static reply show_draft(struct rq *q, const struct draft *d, const struct form *read,
                        str problem)
{
    bool crossed = false;
    struct draft_page *v = NEW(q->mem, struct draft_page);
    cell_rows cells = { 0 };
    advices advice = { 0 };
    v->d = *d;
    TRY(q, draft_cells(q->db, d->id, &cells));
    TRY(q, advice_of_year(q->db, d->year, &advice));
    if (!d->round.known)
        v->fault = fault_words(q, draft_reckon(q->mem, d, &advice, &cells));
    str county = query(q, "fylke");
    county_options(q, d->year, county, &v->counties);
    if (!county.n && v->counties.n) {
        county = v->counties.p[0].value;
        v->counties.p[0].here = true;
    }
    v->county = county_name(d->year, county);
    for (size_t i = 0; i < cells.n; i++)
        if (str_starts(cells.p[i].number, county))
            show_cell(q, v, &cells.p[i], &advice);
    for (size_t i = 0; i < v->cells.n; i++)
        crossed |= v->cells.p[i].theirs.n > 0;
    draft_sums(q, v, &cells);
    change_map(q, d->year, &cells, &v->map, &v->legend);
    if (read)
        v->form = *read;
    else
        form_show(q, &v->form, &weight_rec, d);
    v->form.action = strf(q->mem, "/bosetting/fordeling/%.*s", S(d->ref));
    v->form.submit = T_settlement_dist_reckon;
    v->post = strf(q->mem, "/bosetting/fordeling/%.*s/tall?fylke=%.*s", S(d->ref), S(county));
    v->send = strf(q->mem, "/bosetting/fordeling/%.*s/send", S(d->ref));
    v->used = d->round.known;
    v->problem = crossed ? text(q->mem, q->lang, T_settlement_crossed_lead, NO_TARGS) : problem;
    v->ready = v->exact && !v->fault.n && !v->used;
    v->tabs = board_tabs(q, "fordeling", d->year);
    return page_status(q,
                       crossed             ? 409
                       : read || problem.n ? 422
                                           : 200,
                       &settlement_draft_view, v);
}

reply draft_get(struct rq *q)
{
    struct draft d;
    TRY(q, draft_by_ref(q->db, arg(q, "ref"), &d));
    return show_draft(q, &d, NULL, STR(""));
}

static err reckon_and_keep(struct rq *q, const struct draft *d)
{
    cell_rows was = { 0 }, now = { 0 };
    advices advice = { 0 };
    PASS(draft_cells(q->db, d->id, &was));
    PASS(draft_cells(q->db, d->id, &now));
    PASS(advice_of_year(q->db, d->year, &advice));
    if (draft_reckon(q->mem, d, &advice, &now).fault != DISTRIBUTION_FINE)
        return OK; // the page says why; the numbers stay
    return draft_keep(q->db, d, &was, &now);
}

static void check_weights(struct form *form, const struct draft *d)
{
    const struct {
        const char *field;
        double value, max;
    } all[] = { { "power", d->power, 1.5 },         { "programme", d->programme, 3 },
                { "employment", d->employment, 3 }, { "stability", d->stability, 3 },
                { "capacity", d->capacity, 3 },     { "county_pull", d->county_pull, 1 },
                { "last_pull", d->last_pull, 1 } };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!(all[i].value >= 0 && all[i].value <= all[i].max))
            form_refuse(form, all[i].field, T_settlement_dist_weight_range, NO_TARGS);
}

reply draft_post(struct rq *q)
{
    struct draft was;
    struct form form = { 0 };
    TRY(q, draft_by_ref(q->db, arg(q, "ref"), &was));
    struct draft now = was;
    if (was.round.known)
        return fail(q, E_CONFLICT);
    bool read = form_read(q, &form, &weight_rec, &now);
    check_weights(&form, &now);
    if (!read || form.problems)
        return show_draft(q, &was, &form, STR(""));
    err e = db_save(q->db, &draft_rec, &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &form, &now, &was);
    TRY(q, e);
    TRY(q, reckon_and_keep(q, &now));
    return see_other(q, "/bosetting/fordeling/%.*s", S(was.ref));
}

// ---- numbers by hand
// ----------------------------------------------------------------------------

enum { REASON_MAX = 500, PLACES_MAX = 20000 };

// False when the row's fields cannot be taken; `now` holds them otherwise.
static bool read_cell(struct rq *q, const struct cell_row *was, struct cell_row *now)
{
    str manual = str_trim(row_posted(q, 'm', was->number));
    str reason = str_trim(row_posted(q, 'r', was->number));
    *now = *was;
    now->locked = row_has(q, 'l', was->number);
    now->manual = UNKNOWN;
    now->reason = manual.n ? reason : STR("");
    if (manual.n && (!read_int(manual, &now->manual.v) || now->manual.v < 0 ||
                     now->manual.v > PLACES_MAX || !reason.n || reason.n > REASON_MAX))
        return false;
    now->manual.known = manual.n > 0;
    return true;
}

reply cells_post(struct rq *q)
{
    struct draft d;
    cell_rows cells = { 0 };
    bool crossed = false;
    str county = query(q, "fylke");
    TRY(q, draft_by_ref(q->db, arg(q, "ref"), &d));
    if (d.round.known)
        return fail(q, E_CONFLICT);
    TRY(q, draft_cells(q->db, d.id, &cells));
    for (size_t i = 0; i < cells.n; i++) {
        struct cell_row *was = &cells.p[i], now;
        enum row_fate fate = fate_of(q, was);
        crossed |= fate == ROW_CROSSED;
        if (fate != ROW_TYPED)
            continue;
        if (!read_cell(q, was, &now))
            return show_draft(q, &d, NULL,
                              text(q->mem, q->lang, T_settlement_dist_problem__name,
                                   TARGS(TS("name", was->name))));
        TRY(q, db_save(q->db, &cell_rec, was, &now));
    }
    if (crossed)
        return show_draft(q, &d, NULL, STR(""));
    TRY(q, reckon_and_keep(q, &d));
    return see_other(q, "/bosetting/fordeling/%.*s?fylke=%.*s", S(d.ref), S(county));
}

// ---- the request
// --------------------------------------------------------------------------------

static reply letter_form(struct rq *q, const struct draft *d, const struct form *read)
{
    struct draft_letter *v = NEW(q->mem, struct draft_letter);
    struct settlement_key k = { 0 };
    v->d = *d;
    v->total = whole(q, d->total);
    err e = settlement_key_of_year(q->db, d->year, q->today, &k);
    if (e != E_NOTFOUND)
        TRY(q, e);
    v->asked = whole(q, k.asked);
    v->decided = whole(q, k.decided);
    v->again = k.asked > 0;
    struct round r = { .letter_on = q->today,
                       .due_on = DAY_NONE,
                       .base = k.decided ? KNOWN(k.decided) : UNKNOWN };
    if (read)
        v->form = *read;
    else
        form_show(q, &v->form, &letter_rec, &r);
    v->form.submit = T_settlement_dist_send;
    v->form.cancel = strf(q->mem, "/bosetting/fordeling/%.*s", S(d->ref));
    return read ? page_status(q, 422, &settlement_draft_send_view, v)
                : page(q, &settlement_draft_send_view, v);
}

reply send_get(struct rq *q)
{
    struct draft d;
    TRY(q, draft_by_ref(q->db, arg(q, "ref"), &d));
    return letter_form(q, &d, NULL);
}

reply send_post(struct rq *q)
{
    struct draft d;
    struct form form = { 0 };
    struct round letter = { .letter_on = DAY_NONE, .due_on = DAY_NONE };
    cell_rows cells = { 0 };
    advices advice = { 0 };
    int64_t sum = 0;
    TRY(q, draft_by_ref(q->db, arg(q, "ref"), &d));
    bool read = form_read(q, &form, &letter_rec, &letter);
    if (read && day_cmp(letter.due_on, letter.letter_on) <= 0)
        form_refuse(&form, "due_on", T_settlement_dist_due_after, NO_TARGS);
    TRY(q, draft_cells(q->db, d.id, &cells));
    TRY(q, advice_of_year(q->db, d.year, &advice));
    struct distribution result = draft_reckon(q->mem, &d, &advice, &cells);
    for (size_t i = 0; i < cells.n; i++)
        sum += cell_final(&cells.p[i]);
    if (read && (result.fault != DISTRIBUTION_FINE || sum != d.total))
        form_refuse(&form, NULL, T_settlement_dist_not_exact, NO_TARGS);
    if (!read || form.problems)
        return letter_form(q, &d, &form);
    TRY(q, draft_send(q->db, &d, &cells, &letter));
    reply r = see_other(q, "/bosetting/anmodninger/%jd", (intmax_t)d.year);
    notice(q, &r, T_settlement_dist_sent__n_total,
           TARGS(TI("n", (int64_t)cells.n), TI("total", d.total)));
    return r;
}
