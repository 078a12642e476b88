// SPDX-License-Identifier: Apache-2.0
// Where each municipality stands in a year: the newest request with its answer, the older
// answer that may still count, the figures and the movements since, and the balance of these.
#include "rooms/settlement/forecast.h"
#include "rooms/settlement/settlement_db.h"

struct asked { // one request with its letter's days
    int64_t id, round, newest;
    str ref, number, name;
    int64_t asked;
    optint asked_minors, places, minors;
    day letter_on, due_on, deferred_to, reminded_on, decided_on;
};
static const struct field asked_fields[] = {
    F(asked, id, INT),          F(asked, round, INT),        F(asked, newest, INT),
    F(asked, ref, TEXT),        F(asked, number, TEXT),      F(asked, name, TEXT),
    F(asked, asked, INT),       F(asked, asked_minors, OPT), F(asked, places, OPT),
    F(asked, minors, OPT),      F(asked, letter_on, DAY),    F(asked, due_on, DAY),
    F(asked, deferred_to, DAY), F(asked, reminded_on, DAY),  F(asked, decided_on, DAY),
};
static const struct record asked_rec = { NULL, asked_fields, 15, sizeof(struct asked),
                                         "asked" };
typedef SLICE(struct asked) asked_rows;

struct held { // the figures of one municipality
    str number, name;
    optint requested, decided, settled;
    str settled_why;
};
static const struct field held_fields[] = {
    F(held, number, TEXT), F(held, name, TEXT),   F(held, requested, OPT),
    F(held, decided, OPT), F(held, settled, OPT), F(held, settled_why, TEXT),
};
static const struct record held_rec = { NULL, held_fields, 6, sizeof(struct held), "held" };
typedef SLICE(struct held) held_rows;

struct moved {
    str number, kind, what;
    int64_t places;
};
static const struct field moved_fields[] = { F(moved, number, TEXT), F(moved, kind, TEXT),
                                             F(moved, what, TEXT), F(moved, places, INT) };
static const struct record moved_rec = { NULL, moved_fields, 4, sizeof(struct moved), "moved" };
typedef SLICE(struct moved) moved_rows;

// Newest round last within a municipality.
#define ASKED_SELECT                                                                           \
    "select r.id, r.round, w.no as newest, r.ref, r.number, r.name, r.asked, r.asked_minors, " \
    "r.places, r.minors, w.letter_on, w.due_on, r.deferred_to, r.reminded_on, r.decided_on "   \
    "from settlement_request r join settlement_round w on w.id = r.round "
SQL(sql_asked, ASKED_SELECT "where r.year = $1 and r.number like $2 order by r.number, w.no");
#define HELD_SELECT                                                                            \
    "select number, name, requested, decided, settled, settled_why from settlement_figure "
SQL(sql_held,
    HELD_SELECT "where year = $1 and number like $2 and number <> '9999' order by number");
SQL(sql_moved,
    "select number, kind, what, sum(places) as places from settlement_movement "
    "where year = $1 and number like $2 group by number, kind, what order by number");
SQL(sql_rounds, "select count(*) from settlement_round where year = $1");

static int why_of(str code)
{
    static const char *const codes[] = { "not", "suppressed", "missing", "unclear", "unsaid" };
    for (int i = 0; i < 5; i++)
        if (str_is(code, codes[i]))
            return i;
    return EMPTY_UNSAID;
}

// The requests of one municipality, oldest first: the last is the one that stands, an answer to
// an older one counts until it is answered.
static size_t take_requests(struct standing *s, const struct asked *r, size_t n)
{
    size_t k = 0;
    for (; k < n && str_eq(r[k].number, s->number); k++) {
        if (s->places.known) {
            s->earlier = s->places;
            s->earlier_minors = s->minors;
        }
        s->name = r[k].name;
        s->ref = r[k].ref;
        s->request = r[k].id;
        s->asked = KNOWN(r[k].asked);
        s->asked_minors = r[k].asked_minors;
        s->letter_on = r[k].letter_on;
        s->due_on = r[k].due_on;
        s->deferred_to = r[k].deferred_to;
        s->reminded_on = r[k].reminded_on;
        s->places = r[k].places;
        s->minors = r[k].minors;
        if (r[k].places.known)
            s->decided_on = r[k].decided_on;
    }
    return k;
}

static enum ledger_what what_of(str code)
{
    return str_is(code, "settled")  ? LEDGER_SETTLED
           : str_is(code, "agreed") ? LEDGER_AGREED
                                    : LEDGER_WAITING;
}

static size_t take_movements(struct standing *s, const struct moved *m, size_t n)
{
    int64_t all[LEDGER_WHATS] = { s->moved, s->agreed, s->waiting };
    size_t k = 0;
    for (; k < n && str_eq(m[k].number, s->number); k++) {
        int64_t *to = str_is(m[k].kind, "minors") ? s->minors_moved : all;
        to[what_of(m[k].what)] += m[k].places;
    }
    s->moved = all[LEDGER_SETTLED];
    s->agreed = all[LEDGER_AGREED];
    s->waiting = all[LEDGER_WAITING];
    return k;
}

static void reckon(struct standing *s, day today)
{
    struct answer_facts f = { s->asked,       s->letter_on, s->due_on,
                              s->deferred_to, s->places,    s->earlier };
    s->answer = answer_status(&f, today);
    struct movement m[] = {
        { LEDGER_TOTAL, LEDGER_SETTLED, s->moved },
        { LEDGER_TOTAL, LEDGER_AGREED, s->agreed },
        { LEDGER_TOTAL, LEDGER_WAITING, s->waiting },
        { LEDGER_MINORS, LEDGER_SETTLED, s->minors_moved[LEDGER_SETTLED] },
        { LEDGER_MINORS, LEDGER_AGREED, s->minors_moved[LEDGER_AGREED] },
        { LEDGER_MINORS, LEDGER_WAITING, s->minors_moved[LEDGER_WAITING] },
    };
    enum { N = sizeof m / sizeof *m };
    struct balance all = { .decided = s->answer.valid, .settled = s->settled };
    // The figures do not tell minors apart: where they are what is known, nothing is told of
    // minors.
    struct balance minors = { .decided = s->places.known ? s->minors : s->earlier_minors,
                              .settled = s->figures_held ? UNKNOWN : KNOWN(0) };
    s->balance = balance_after(all, LEDGER_TOTAL, m, N);
    s->minors_balance = balance_after(minors, LEDGER_MINORS, m, N);
    s->settled = s->balance.settled;
    s->left = balance_free(&s->balance);
    s->minors_left = balance_free(&s->minors_balance);
}

static struct standing nothing(str number, str name)
{
    return (struct standing){ .number = number,
                              .name = name,
                              .ref = STR(""),
                              .letter_on = DAY_NONE,
                              .due_on = DAY_NONE,
                              .deferred_to = DAY_NONE,
                              .reminded_on = DAY_NONE,
                              .decided_on = DAY_NONE,
                              .settled_why = EMPTY_NOT };
}

// Years before the process ran here have figures alone: these then say what was asked and
// decided.
static void take_figures(struct standing *s, const struct held *h, bool requests_too)
{
    s->figures_held = true;
    s->settled = h->settled;
    s->settled_why = why_of(h->settled_why);
    if (requests_too) {
        s->asked = h->requested;
        s->places = h->decided;
    }
}

static void merge(struct arena *a, const held_rows *h, const asked_rows *r, const moved_rows *m,
                  bool figures_alone, day today, standings *out)
{
    size_t i = 0, k = 0, j = 0;
    while (i < h->n || k < r->n) {
        int c = i == h->n ? 1 : k == r->n ? -1 : str_cmp(h->p[i].number, r->p[k].number);
        struct standing *s = ADD(a, out);
        *s = c <= 0 ? nothing(h->p[i].number, h->p[i].name) : nothing(r->p[k].number, STR(""));
        if (c <= 0)
            take_figures(s, &h->p[i++], figures_alone);
        if (c >= 0)
            k += take_requests(s, r->p + k, r->n - k);
        // No figure is held and the person process counts: nobody was settled before it began.
        if (c > 0 && !s->figures_held)
            s->settled = KNOWN(0);
        while (j < m->n && str_cmp(m->p[j].number, s->number) < 0)
            j++;
        j += take_movements(s, m->p + j, m->n - j);
        reckon(s, today);
    }
}

static err read_standings(struct db *db, int64_t year, str like, day today, standings *out)
{
    held_rows h = { 0 };
    asked_rows r = { 0 };
    moved_rows m = { 0 };
    int64_t letters;
    PASS(db_int(db, &sql_rounds, ARGS(AI(year)), &letters));
    PASS(db_all(db, &sql_held, ARGS(AI(year), AT(like)), &held_rec, &h));
    PASS(db_all(db, &sql_asked, ARGS(AI(year), AT(like)), &asked_rec, &r));
    PASS(db_all(db, &sql_moved, ARGS(AI(year), AT(like)), &moved_rec, &m));
    merge(db->mem, &h, &r, &m, letters == 0, today, out);
    return OK;
}

err standings_of(struct db *db, int64_t year, str county, day today, standings *out)
{
    return read_standings(db, year, strf(db->mem, "%.*s%%", S(county)), today, out);
}

err standing_of(struct db *db, int64_t year, str number, day today, struct standing *out)
{
    standings one = { 0 };
    PASS(read_standings(db, year, number, today, &one));
    if (!one.n)
        return E_NOTFOUND;
    *out = one.p[0];
    return OK;
}

// ---- key figures
// --------------------------------------------------------------------------------

struct answered {
    int64_t places, municipalities;
    day newest;
};
static const struct field answered_fields[] = { F(answered, places, INT),
                                                F(answered, municipalities, INT),
                                                F(answered, newest, DAY) };
static const struct record answered_rec = { NULL, answered_fields, 3, sizeof(struct answered),
                                            "answered" };

// The valid decision of each municipality: its latest answer of the year.
SQL(sql_valid, "select coalesce(sum(places), 0) as places, count(*) as municipalities, "
               "max(answered_on) as newest from (select places, answered_on, row_number() over "
               "(partition by number order by id desc) as rank from settlement_request "
               "where year = $1 and places is not null) v where rank = 1");
SQL(sql_on_newest, "select count(*) as municipalities, count(places) as places, "
                   "max(answered_on) as newest from settlement_request where round = $1");
SQL(sql_figure_sums,
    "select coalesce(sum(decided), 0) as places, count(decided) as municipalities, "
    "null as newest from settlement_figure where year = $1 and number <> '9999'");
SQL(sql_figure_asked,
    "select coalesce(sum(requested), 0) from settlement_figure where year = $1");
SQL(sql_figure_asked_of,
    "select count(requested) from settlement_figure where year = $1 and number <> '9999'");
SQL(sql_settled,
    "select coalesce((select sum(settled) from settlement_figure where year = $1), 0) + "
    "coalesce((select sum(places) from settlement_movement where year = $1 and kind = 'total' "
    "and what = 'settled'), 0)");
SQL(sql_figure_count, "select count(*) from settlement_figure where year = $1");
SQL(sql_figure_source,
    "select coalesce(min(source), '') from settlement_figure where year = $1");
// What has been decided after a status was written down: new places less those it counted.
SQL(sql_since,
    "select coalesce(sum(l.places - coalesce(b.places, 0)), 0) as places, "
    "count(*) as municipalities, null as newest from "
    "(select r.number, d.places, row_number() over (partition by r.number order by d.id desc) "
    "as rank from settlement_decision d join settlement_request r on r.id = d.request "
    "where r.year = $1 and d.places is not null and d.id > $2) l left join "
    "(select r.number, d.places, row_number() over (partition by r.number order by d.id desc) "
    "as rank from settlement_decision d join settlement_request r on r.id = d.request "
    "where r.year = $1 and d.places is not null and d.id <= $2) b "
    "on b.number = l.number and b.rank = 1 where l.rank = 1");

static err settled_part(struct db *db, int64_t year, struct settlement_key *k)
{
    int64_t rows, settled;
    str code;
    struct figure_source source;
    PASS(db_int(db, &sql_figure_count, ARGS(AI(year)), &rows));
    PASS(db_int(db, &sql_settled, ARGS(AI(year)), &settled));
    PASS(db_str(db, &sql_figure_source, ARGS(AI(year)), &code));
    k->settled_on = DAY_NONE;
    if (rows)
        k->settled = KNOWN(settled);
    if (rows && settlement_source(db->mem, code, &source))
        k->settled_on = year > source.final_until ? source.on : day_of((int)year, 12, 31);
    return OK;
}

static err forecast_part(struct db *db, const struct round *r, day on, struct settlement_key *k)
{
    struct status s;
    struct answered since, newest;
    k->forecast_on = DAY_NONE;
    err e = status_of_round(db, r->id, on, &s);
    if (e == OK) {
        PASS(db_one(db, &sql_since, ARGS(AI(r->year), AI(s.after_decision)), &answered_rec,
                    &since));
        k->base = s.base;
        k->status_decided = s.decided + since.places;
        k->status_asked = s.asked;
        k->status_answered = s.answered + since.municipalities;
        if (k->status_answered > s.asked)
            k->status_answered = s.asked;
        k->forecast_on = since.municipalities ? on : s.status_on;
    } else if (e == E_NOTFOUND && r->base.known) {
        PASS(db_one(db, &sql_on_newest, ARGS(AI(r->id)), &answered_rec, &newest));
        k->base = r->base.v;
        k->status_decided = k->decided;
        k->status_asked = newest.municipalities;
        k->status_answered = newest.places;
        k->forecast_on = on;
    } else {
        return e == E_NOTFOUND ? OK : e;
    }
    struct forecast f = forecast(&(struct forecast_facts){
        k->base, k->status_decided, k->status_answered, k->status_asked, k->forecast_on });
    if (f.fault == FORECAST_FINE)
        k->forecast = KNOWN(f.places);
    return OK;
}

static err from_figures(struct db *db, int64_t year, struct settlement_key *k)
{
    struct answered sums;
    PASS(db_int(db, &sql_figure_asked, ARGS(AI(year)), &k->asked));
    PASS(db_int(db, &sql_figure_asked_of, ARGS(AI(year)), &k->asked_of));
    PASS(db_one(db, &sql_figure_sums, ARGS(AI(year)), &answered_rec, &sums));
    k->decided = sums.places;
    k->answered = sums.municipalities;
    k->asked_on = DAY_NONE;
    k->decided_on = k->settled_on;
    k->forecast_on = DAY_NONE;
    return k->settled.known ? OK : E_NOTFOUND;
}

SQL(sql_asked_of, "select count(distinct number) from settlement_request where year = $1");

err settlement_key_of_year(struct db *db, int64_t year, day on, struct settlement_key *out)
{
    struct settlement_key k = { .year = year };
    struct round r;
    struct answered valid;
    PASS(settled_part(db, year, &k));
    err e = newest_round(db, year, &r);
    if (e == E_NOTFOUND) {
        PASS(from_figures(db, year, &k));
        *out = k;
        return OK;
    }
    PASS(e);
    PASS(db_one(db, &sql_valid, ARGS(AI(year)), &answered_rec, &valid));
    PASS(db_int(db, &sql_asked_of, ARGS(AI(year)), &k.asked_of));
    k.asked = r.total;
    k.asked_on = r.letter_on;
    k.decided = valid.places;
    k.answered = valid.municipalities;
    k.decided_on = valid.newest;
    PASS(forecast_part(db, &r, on, &k));
    *out = k;
    return OK;
}

err settlement_key_figures(struct db *db, day on, struct settlement_key *out)
{
    return settlement_key_of_year(db, day_ymd(on).year, on, out);
}
