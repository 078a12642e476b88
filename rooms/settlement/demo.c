// SPDX-License-Identifier: Apache-2.0
// The story that the demo tells (2022 and 2023): first requests, the raise in March 2022 and in
// May 2023, the decisions as the table had them at the end of August 2023, and the status of 1
// September that the forecast builds on. Where no day is published, the note says so.
#include "rooms/settlement/demo.h"

#include "base/embed.h"
#include "base/map.h"
#include "rooms/settlement/figures_db.h"
#include "rooms/settlement/settlement_db.h"

#define FIGURES "ref/settlement-by-municipality.csv"

struct letter { // a request letter, and which column of the table holds its numbers
    int year, no, total, minors, base; // minors, base: -1 when not known
    struct ymd letter, due;            // year 0: not known
    enum { ROWS_NONE, ROWS_FIRST, ROWS_LAST } rows;
    const char *basis, *note;
};
static const struct letter letters[] = {
    { 2022,
      1,
      5500,
      -1,
      -1,
      { 0 },
      { 0 },
      ROWS_FIRST,
      "Første anmodning for 2022, til 212 kommuner",
      "" },
    { 2022,
      2,
      35000,
      -1,
      -1,
      { 2022, 3, 18 },
      { 2022, 3, 31 },
      ROWS_LAST,
      "Ny anmodning til alle kommuner etter krigsutbruddet i Ukraina",
      "" },
    { 2023,
      1,
      35000,
      330,
      -1,
      { 2022, 11, 25 },
      { 0 },
      ROWS_NONE,
      "Anmodning for 2023 til alle kommuner",
      "Tabellen har bare tallene etter økningen. Kommunenes første tall for 2023 er ikke "
      "med." },
    { 2023,
      2,
      38000,
      -1,
      31000,
      { 2023, 5, 15 },
      { 2023, 6, 30 },
      ROWS_LAST,
      "Økning: 7 000 flere enn kommunene lå an til å vedta (31 000)",
      "Brevet gikk ut i mai 2023. Dagen og svarfristen er satt for øvelsen." },
};

static day known_day(struct ymd d)
{
    return d.year ? day_of(d.year, d.month, d.day) : DAY_NONE;
}

static optint known_number(int n)
{
    return n < 0 ? UNKNOWN : KNOWN(n);
}

static err take_figures(struct db *db)
{
    enum { LAST = 2100 };
    str bytes;
    struct figures_file *file = NEW(db->mem, struct figures_file);
    struct import_report report;
    if (!embed_get(FIGURES, &bytes))
        return E_IO;
    figures_read(db->mem, bytes, LAST, file);
    if (file->fault_count) {
        db->fault = figure_fault_text(db->mem, EN, &file->faults.p[0]);
        return E_INPUT;
    }
    return figures_import(db, file, STR(FIGURES), bytes, true, &report);
}

// ---- requests and the decisions the table holds
// -------------------------------------------------

SQL(sql_demo_figures,
    "select * from settlement_figure where year = $1 and number <> '9999' order by number");

static err add_round(struct db *db, const struct letter *l, struct round *r)
{
    *r = (struct round){ .ref = ref_new(db->mem),
                         .year = l->year,
                         .no = l->no,
                         .total = l->total,
                         .minors = known_number(l->minors),
                         .letter_on = known_day(l->letter),
                         .due_on = known_day(l->due),
                         .extra = l->no > 1,
                         .base = known_number(l->base),
                         .note = str_z(l->note) };
    PASS(db_add(db, &round_rec, r));
    day on = day_known(r->letter_on) ? r->letter_on : day_of(l->year - 1, 12, 31);
    struct need n = { .year = l->year,
                      .no = l->no,
                      .total = l->total,
                      .minors = known_number(l->minors),
                      .basis = str_z(l->basis),
                      .decided_by = STR("Departementet, etter råd fra Nasjonalt utvalg"),
                      .decided_on = on,
                      .valid_from = on };
    return db_add(db, &need_rec, &n);
}

static void answer_of(struct request *q, const struct figure *f, day on)
{
    if (!f->decided.known)
        return;
    q->places = f->decided;
    q->decided_by = BY_UNKNOWN;
    q->answered_on = on;
}

static err add_requests(struct db *db, const struct letter *l, const struct round *r,
                        const requests *before, day on)
{
    figures f = { 0 };
    requests fresh = { 0 };
    PASS(db_all(db, &sql_demo_figures, ARGS(AI(l->year)), &figure_rec, &f));
    size_t k = 0;
    for (size_t i = 0; i < f.n; i++) {
        optint asked = l->rows == ROWS_FIRST ? f.p[i].requested_first : f.p[i].requested;
        if (!asked.known)
            continue;
        while (k < before->n && str_cmp(before->p[k].number, f.p[i].number) < 0)
            k++;
        struct request *q = ADD(db->mem, &fresh);
        *q = (struct request){ .ref = ref_new(db->mem),
                               .round = r->id,
                               .year = l->year,
                               .number = f.p[i].number,
                               .name = f.p[i].name,
                               .asked = asked.v,
                               .decided_by = BY_NOBODY,
                               .decided_on = DAY_NONE,
                               .answered_on = DAY_NONE,
                               .deferred_to = DAY_NONE,
                               .reminded_on = DAY_NONE,
                               .version = 1 };
        if (k < before->n && str_eq(before->p[k].number, q->number))
            q->supersedes = KNOWN(before->p[k].id);
        if (l->rows == ROWS_LAST)
            answer_of(q, &f.p[i], on);
    }
    return fresh.n ? db_add_many(db, &request_rec, fresh.p, fresh.n) : OK;
}

static err add_decisions(struct db *db, const struct round *r)
{
    requests all = { 0 };
    decisions fresh = { 0 };
    PASS(requests_of_round(db, r->id, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].places.known)
            *ADD(db->mem, &fresh) =
                (struct decision){ .request = all.p[i].id,
                                   .places = all.p[i].places,
                                   .decided_by = BY_UNKNOWN,
                                   .decided_on = DAY_NONE,
                                   .deferred_to = DAY_NONE,
                                   .note =
                                       STR("Fra IMDis tabell. Tabellen sier ikke når vedtaket "
                                           "ble gjort, eller hvilken anmodning det svarte på."),
                                   .answered_on = all.p[i].answered_on,
                                   .answered_by = STR("") };
    return fresh.n ? db_add_many(db, &decision_rec, fresh.p, fresh.n) : OK;
}

// The table is the state at its export; on an earlier demo day it stands for that day.
static day table_day(int year, day today)
{
    day on = year < 2023 ? day_of(year, 12, 31) : day_of(2023, 8, 31);
    return day_cmp(on, today) > 0 ? today : on;
}

static err add_letter(struct db *db, const struct letter *l, day today, struct round *last)
{
    requests before = { 0 };
    day out = day_known(known_day(l->letter)) ? known_day(l->letter) : day_of(l->year, 1, 1);
    if (day_cmp(out, today) > 0)
        return OK;
    if (l->no > 1 && last->id)
        PASS(requests_of_round(db, last->id, &before));
    PASS(add_round(db, l, last));
    if (l->rows == ROWS_NONE)
        return OK;
    PASS(add_requests(db, l, last, &before, table_day(l->year, today)));
    return add_decisions(db, last);
}

static err add_status(struct db *db, const struct round *r, day today)
{
    day on = day_of(2023, 9, 1);
    if (r->year != 2023 || r->no != 2 || day_cmp(on, today) > 0)
        return OK;
    struct status s = { .year = 2023,
                        .round = r->id,
                        .status_on = on,
                        .base = 31000,
                        .decided = 34000,
                        .answered = 178,
                        .asked = 356,
                        .source =
                            STR("Status fra direktoratet i begynnelsen av september 2023: over "
                                "34 000 plasser vedtatt, halvparten av kommunene har ikke "
                                "svart på økningen") };
    PASS(last_decision(db, &s.after_decision));
    return db_add(db, &status_rec, &s);
}

// ---- made up, and marked so
// ---------------------------------------------------------------------

static err defer_some(struct db *db, const struct round *r, day today)
{
    enum { EVERY = 4, DAYS = 26 };
    requests all = { 0 };
    size_t silent = 0;
    PASS(requests_of_round(db, r->id, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct request was = all.p[i], now = was;
        if (was.places.known || was.asked == 0 || silent++ % EVERY)
            continue;
        now.deferred_to = day_add(today, DAYS);
        now.deferred_why =
            STR("Øvelse: kommunestyret behandler saken i neste møte (oppdiktet).");
        PASS(db_save(db, &request_rec, &was, &now));
    }
    return OK;
}

static err report_weeks(struct db *db, const standings *all, day today)
{
    enum { WEEKS = 8, SHARE = 3, MOST = 6 };
    weeks fresh = { 0 };
    day monday = day_add(today, 1 - day_weekday(today));
    for (size_t i = 0; i < all->n; i += SHARE) {
        const struct standing *s = &all->p[i];
        int64_t left = s->left.known ? s->left.v : 0;
        for (int w = 0; w < WEEKS && left > 0; w++) {
            int64_t n =
                (int64_t)(str_hash(strf(db->mem, "%.*s %d", S(s->number), w)) % (MOST + 1));
            n = n > left ? left : n;
            left -= n;
            *ADD(db->mem, &fresh) = (struct week){ .number = s->number,
                                                   .monday = day_add(monday, 7 * w),
                                                   .places = n,
                                                   .reported_on = today,
                                                   .synthetic = true,
                                                   .version = 1 };
        }
    }
    return fresh.n ? db_add_many(db, &week_rec, fresh.p, fresh.n) : OK;
}

static err report_dwellings(struct db *db, const standings *all, day today)
{
    enum { SHARE = 12, KINDS = 4 };
    dwellings fresh = { 0 };
    for (size_t i = 0; i < all->n; i += SHARE) {
        uint64_t h = str_hash(all->p[i].number);
        *ADD(db->mem, &fresh) =
            (struct dwelling){ .ref = ref_new(db->mem),
                               .number = all->p[i].number,
                               .kind = (int)(h % KINDS),
                               .bedrooms = 1 + (int64_t)(h / 7 % 4),
                               .beds = 2 + (int64_t)(h / 31 % 5),
                               .step_free = h / 3 % 3 == 0,
                               .free_from = day_add(today, (int32_t)(h / 11 % 40)),
                               .rent = kroner(7000 + (int64_t)(h / 13 % 12) * 500),
                               .note = STR("Øvelse (oppdiktet)"),
                               .taken_on = DAY_NONE,
                               .reported_on = today,
                               .synthetic = true,
                               .version = 1 };
    }
    return fresh.n ? db_add_many(db, &dwelling_rec, fresh.p, fresh.n) : OK;
}

err settlement_demo(struct db *db, day today)
{
    struct round last = { 0 };
    standings all = { 0 };
    PASS(take_figures(db));
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].no == 1)
            last = (struct round){ 0 };
        PASS(add_letter(db, &letters[i], today, &last));
        if (last.id)
            PASS(add_status(db, &last, today));
    }
    if (last.id && last.year == day_ymd(today).year)
        PASS(defer_some(db, &last, today));
    PASS(standings_of(db, day_ymd(today).year, STR(""), today, &all));
    PASS(report_weeks(db, &all, today));
    return report_dwellings(db, &all, today);
}

// ---- fotfeste check
// -----------------------------------------------------------------------------

struct breach {
    str what, at;
};
static const struct field breach_fields[] = { F(breach, what, TEXT), F(breach, at, TEXT) };
static const struct record breach_rec = { NULL, breach_fields, 2, sizeof(struct breach),
                                          "breach" };
typedef SLICE(struct breach) breach_rows;

SQL(sql_wrong_sums,
    "select 'the requests of a letter do not add up to its total' as what, w.ref as at "
    "from settlement_round w join settlement_request r on r.round = w.id "
    "group by w.id, w.ref, w.total having sum(r.asked) <> w.total");
SQL(sql_wrong_minors,
    "select 'more minors than places' as what, ref as at from settlement_request "
    "where minors > places");
SQL(sql_wrong_answers,
    "select 'the answer of a request is not its last decision' as what, r.ref as at "
    "from settlement_request r where r.places is not null and not exists "
    "(select 1 from settlement_decision d where d.request = r.id and d.places = r.places)");

err settlement_check(struct db *db, struct out *breaches)
{
    const struct sql *const checks[] = { &sql_wrong_sums, &sql_wrong_minors,
                                         &sql_wrong_answers };
    for (size_t c = 0; c < sizeof checks / sizeof *checks; c++) {
        breach_rows rows = { 0 };
        PASS(db_all(db, checks[c], NO_ARGS, &breach_rec, &rows));
        for (size_t i = 0; i < rows.n; i++)
            out_f(breaches, "settlement: %.*s (%.*s)\n", S(rows.p[i].what), S(rows.p[i].at));
    }
    return OK;
}
