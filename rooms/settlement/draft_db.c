// SPDX-License-Identifier: Apache-2.0
#include "rooms/settlement/draft.h"

#include <math.h>

#include "platform/job/job.h"
#include "platform/trace/trace.h"
#include "rooms/place/place.h"

SQL(sql_drafts, "select * from settlement_draft order by id desc");
err drafts_all(struct db *db, drafts *out)
{
    return db_all(db, &sql_drafts, NO_ARGS, &draft_rec, out);
}

SQL(sql_draft_by_ref, "select * from settlement_draft where ref = $1");
err draft_by_ref(struct db *db, str ref, struct draft *out)
{
    return db_one(db, &sql_draft_by_ref, ARGS(AT(ref)), &draft_rec, out);
}

SQL(sql_cells, "select * from settlement_cell where draft = $1 order by number");
err draft_cells(struct db *db, int64_t draft, cell_rows *out)
{
    return db_all(db, &sql_cells, ARGS(AI(draft)), &cell_rec, out);
}

SQL(sql_advice, "select * from settlement_advice where year = $1 order by number");
err advice_of_year(struct db *db, int64_t year, advices *out)
{
    return db_all(db, &sql_advice, ARGS(AI(year)), &advice_rec, out);
}

// ---- a new draft
// --------------------------------------------------------------------------------

static int64_t inhabitants(const struct place *p, int64_t year)
{
    const int years[] = { (int)year, (int)year - 1, 2023, 2024, 2026 };
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        int64_t n = place_population(p, years[i]);
        if (n > 0)
            return n;
    }
    return 0;
}

// The place's number in an earlier year; "" when it was not one unit then.
static str number_in(const struct place *p, int64_t year)
{
    const struct place *then = place_on(p, day_of((int)year, 7, 1));
    return then ? then->number : STR("");
}

static const struct standing *find(const standings *all, str number)
{
    size_t low = 0, high = all->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = str_cmp(all->p[mid].number, number);
        if (c == 0)
            return &all->p[mid];
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

enum { YEARS_BACK = 3, MILLE = 1000 };

// Share of the decided places that were used, mean of the years before; per mille.
static optint stability(const struct place *p, int64_t year, const standings back[YEARS_BACK])
{
    double sum = 0;
    int n = 0;
    for (int i = 0; i < YEARS_BACK; i++) {
        const struct standing *s = find(&back[i], number_in(p, year - 1 - i));
        if (!s || !s->answer.valid.known || s->answer.valid.v <= 0 || !s->settled.known)
            continue;
        sum += fmin(1, (double)s->settled.v / (double)s->answer.valid.v);
        n++;
    }
    return n ? KNOWN(llround(MILLE * sum / n)) : UNKNOWN;
}

struct reported {
    str number;
    int64_t places;
};
static const struct field reported_fields[] = { F(reported, number, TEXT),
                                                F(reported, places, INT) };
static const struct record reported_rec = { NULL, reported_fields, 2, sizeof(struct reported),
                                            "reported" };
typedef SLICE(struct reported) reported_rows;
SQL(sql_reported,
    "select number, sum(places) as places from settlement_week where monday >= $1 "
    "group by number order by number");

// Places reported for the weeks ahead, per 1 000 inhabitants in per mille.
static optint capacity(const reported_rows *all, str number, int64_t people)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->p[i].number, number) && people > 0)
            return KNOWN(all->p[i].places * MILLE * MILLE / people);
    return UNKNOWN;
}

err draft_make(struct db *db, struct draft *d)
{
    standings now = { 0 }, back[YEARS_BACK] = { { 0 } };
    reported_rows reports = { 0 };
    cell_rows cells = { 0 };
    place_list places = { 0 };
    d->ref = ref_new(db->mem);
    d->made_on = db->deed.today;
    PASS(db_add(db, &draft_rec, d));
    PASS(standings_of(db, d->year, STR(""), db->deed.today, &now));
    for (int i = 0; i < YEARS_BACK; i++)
        PASS(standings_of(db, d->year - 1 - i, STR(""), db->deed.today, &back[i]));
    PASS(db_all(db, &sql_reported, ARGS(AD(db->deed.today)), &reported_rec, &reports));
    place_municipalities(db->mem, day_of((int)d->year, 7, 1), STR(""), &places);
    for (size_t i = 0; i < places.n; i++) {
        const struct place *p = places.p[i];
        const struct standing *s = find(&now, p->number);
        if (!s || !s->asked.known)
            s = find(&back[0], number_in(p, d->year - 1));
        int64_t people = inhabitants(p, d->year);
        *ADD(db->mem, &cells) = (struct cell_row){
            .draft = d->id,
            .number = p->number,
            .name = p->name,
            .inhabitants = people,
            .stability = stability(p, d->year, back),
            .capacity = capacity(&reports, p->number, people),
            .before = s ? s->asked : UNKNOWN,
            .version = 1,
        };
    }
    return cells.n ? db_add_many(db, &cell_rec, cells.p, cells.n) : OK;
}

// ---- reckoning
// ----------------------------------------------------------------------------------

static double mille(optint n)
{
    return n.known ? (double)n.v / MILLE : NAN;
}

static struct weights weights_of(const struct draft *d)
{
    return (struct weights){ .power = d->power,
                             .signal = { [SIGNAL_PROGRAMME] = d->programme,
                                         [SIGNAL_EMPLOYMENT] = d->employment,
                                         [SIGNAL_STABILITY] = d->stability,
                                         [SIGNAL_CAPACITY] = d->capacity },
                             .county_pull = d->county_pull,
                             .last_pull = d->last_pull,
                             .total = d->total,
                             .floor = d->floor_places,
                             .cap = d->cap_places,
                             .step = d->step };
}

struct distribution draft_reckon(struct arena *a, const struct draft *d, const advices *advice,
                                 cell_rows *rows)
{
    struct cell *c = NEW_ARRAY(a, rows->n + 1, struct cell);
    size_t k = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct cell_row *r = &rows->p[i];
        c[i] = (struct cell){ .inhabitants = r->inhabitants,
                              .signal = { [SIGNAL_PROGRAMME] = mille(r->programme),
                                          [SIGNAL_EMPLOYMENT] = mille(r->employment),
                                          [SIGNAL_STABILITY] = mille(r->stability),
                                          [SIGNAL_CAPACITY] = mille(r->capacity) },
                              .last = r->before,
                              .fixed = r->manual };
        if (!r->manual.known && r->locked)
            c[i].fixed = r->calculated;
        while (k < advice->n && str_cmp(advice->p[k].number, r->number) < 0)
            k++;
        if (k < advice->n && str_eq(advice->p[k].number, r->number))
            c[i].recommended = advice->p[k].places;
    }
    struct weights w = weights_of(d);
    struct distribution result = distribute(a, &w, c, rows->n);
    if (result.fault == DISTRIBUTION_FINE)
        for (size_t i = 0; i < rows->n; i++)
            if (!rows->p[i]
                     .manual.known) // by hand: what the formula gave before stays beside it
                rows->p[i].calculated = KNOWN(c[i].calculated);
    return result;
}

SQL(sql_cell_number, "update settlement_cell set calculated = $1 where id = $2");

err draft_keep(struct db *db, const struct draft *d, const cell_rows *was, const cell_rows *now)
{
    int64_t changed = 0;
    for (size_t i = 0; i < now->n; i++) {
        optint x = was->p[i].calculated, y = now->p[i].calculated;
        if (x.known == y.known && x.v == y.v)
            continue;
        PASS(db_do(db, &sql_cell_number, ARGS(AO(y), AI(now->p[i].id)), NULL));
        changed++;
    }
    if (!changed)
        return OK;
    return trace_note(db, "reckon", "settlement_draft", d->id,
                      strf(db->mem, "{\"changed\":%jd,\"total\":%jd}", (intmax_t)changed,
                           (intmax_t)d->total));
}

int64_t cell_final(const struct cell_row *c)
{
    return c->manual.known ? c->manual.v : c->calculated.known ? c->calculated.v : 0;
}

// ---- the request
// --------------------------------------------------------------------------------

static err add_letter(struct db *db, const struct draft *d, struct round *letter)
{
    struct round last = { 0 };
    err e = newest_round(db, d->year, &last);
    if (e != OK && e != E_NOTFOUND)
        return e;
    letter->ref = ref_new(db->mem);
    letter->year = d->year;
    letter->no = last.no + 1;
    letter->total = d->total;
    letter->extra = last.no > 0;
    PASS(db_add(db, &round_rec, letter));
    struct need n = { .year = d->year,
                      .no = letter->no,
                      .total = d->total,
                      .minors = letter->minors,
                      .basis = d->title,
                      .decided_on = db->deed.today,
                      .valid_from =
                          day_known(letter->letter_on) ? letter->letter_on : db->deed.today };
    return db_add(db, &need_rec, &n);
}

err draft_send(struct db *db, const struct draft *d, const cell_rows *cells,
               struct round *letter)
{
    standings now = { 0 };
    requests fresh = { 0 };
    if (d->round.known)
        return E_CONFLICT;
    PASS(standings_of(db, d->year, STR(""), db->deed.today, &now));
    PASS(add_letter(db, d, letter));
    for (size_t i = 0; i < cells->n; i++) {
        const struct cell_row *c = &cells->p[i];
        const struct standing *s = find(&now, c->number);
        *ADD(db->mem, &fresh) = (struct request){
            .ref = ref_new(db->mem),
            .round = letter->id,
            .year = d->year,
            .number = c->number,
            .name = c->name,
            .asked = cell_final(c),
            .supersedes = s && s->request ? KNOWN(s->request) : UNKNOWN,
            .decided_by = BY_NOBODY,
            .decided_on = DAY_NONE,
            .answered_on = DAY_NONE,
            .deferred_to = DAY_NONE,
            .reminded_on = DAY_NONE,
            .version = 1,
        };
    }
    if (fresh.n)
        PASS(db_add_many(db, &request_rec, fresh.p, fresh.n));
    struct draft used = *d;
    used.round = KNOWN(letter->id);
    PASS(db_save(db, &draft_rec, d, &used));
    return fact(
        db, "settlement.requested", letter->id,
        strf(db->mem, "{\"year\":%jd,\"total\":%jd}", (intmax_t)d->year, (intmax_t)d->total));
}
