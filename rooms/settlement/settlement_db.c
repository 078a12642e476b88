// SPDX-License-Identifier: Apache-2.0
// Field tables of the rows, and the statements that find them.
#include "rooms/settlement/settlement_db.h"

#define STORED(tbl, type, fields) RECORD("settlement_" tbl, type, fields)

static const struct field need_fields[] = {
    F(need, id, INT, .flags = KEY),
    F(need, year, INT, .flags = REQUIRED, .min = 2000, .max = 2100),
    F(need, no, INT, .flags = READONLY),
    F(need, total, INT, .flags = REQUIRED, .min = 0, .max = 1000000),
    F(need, minors, OPT, .min = 0, .max = 100000),
    F(need, minors_under_15, OPT, .min = 0, .max = 100000),
    F(need, basis, TEXT, .max = 500),
    F(need, decided_by, TEXT, .max = 200),
    F(need, decided_on, DAY, .flags = REQUIRED),
    F(need, valid_from, DAY, .flags = REQUIRED),
    F(need, version, INT, .flags = VERSION),
};
const struct record need_rec = STORED("need", need, need_fields);

static const struct field round_fields[] = {
    F(round, id, INT, .flags = KEY),
    F(round, ref, TEXT, .flags = READONLY),
    F(round, year, INT, .flags = REQUIRED),
    F(round, no, INT, .flags = READONLY),
    F(round, total, INT, .flags = REQUIRED),
    F(round, minors, OPT),
    F(round, letter_on, DAY),
    F(round, due_on, DAY),
    F(round, extra, BOOL),
    F(round, base, OPT),
    F(round, note, TEXT, .max = 1000),
    F(round, version, INT, .flags = VERSION),
};
const struct record round_rec = STORED("round", round, round_fields);

static const struct choices by_choices =
    CHOICES({ "council", "settlement.by.council" }, { "delegated", "settlement.by.delegated" },
            { "", "settlement.by.nobody" }, { "unknown", "settlement.by.unknown" });

static const struct field request_fields[] = {
    F(request, id, INT, .flags = KEY),
    F(request, ref, TEXT, .flags = READONLY),
    F(request, round, INT, .flags = READONLY),
    F(request, year, INT, .flags = READONLY),
    F(request, number, TEXT, .flags = READONLY),
    F(request, name, TEXT, .flags = READONLY),
    F(request, asked, INT, .flags = READONLY),
    F(request, asked_minors, OPT, .flags = READONLY),
    F(request, supersedes, OPT, .flags = READONLY),
    F(request, places, OPT),
    F(request, minors, OPT),
    F(request, could_more, OPT),
    F(request, decided_by, ENUM, .choices = &by_choices),
    F(request, decided_on, DAY),
    F(request, answered_on, DAY),
    F(request, note, TEXT),
    F(request, deferred_to, DAY),
    F(request, deferred_why, TEXT),
    F(request, reminded_on, DAY),
    F(request, version, INT, .flags = VERSION),
};
const struct record request_rec = STORED("request", request, request_fields);

static const struct field decision_fields[] = {
    F(decision, id, INT, .flags = KEY),
    F(decision, request, INT),
    F(decision, places, OPT),
    F(decision, minors, OPT),
    F(decision, could_more, OPT),
    F(decision, decided_by, ENUM, .choices = &by_choices),
    F(decision, decided_on, DAY),
    F(decision, deferred_to, DAY),
    F(decision, note, TEXT),
    F(decision, answered_on, DAY),
    F(decision, answered_by, TEXT, .flags = PERSONAL),
};
const struct record decision_rec = STORED("decision", decision, decision_fields);

static const struct field notice_fields[] = {
    F(notice_row, id, INT, .flags = KEY), F(notice_row, request, INT),
    F(notice_row, number, TEXT),          F(notice_row, kind, TEXT),
    F(notice_row, sent_on, DAY),
};
const struct record notice_rec = STORED("notice", notice_row, notice_fields);

static const struct field status_fields[] = {
    F(status, id, INT, .flags = KEY),
    F(status, year, INT),
    F(status, round, INT),
    F(status, after_decision, INT),
    F(status, status_on, DAY, .flags = REQUIRED),
    F(status, base, INT, .flags = REQUIRED, .min = 0, .max = 1000000),
    F(status, decided, INT, .flags = REQUIRED, .min = 0, .max = 1000000),
    F(status, answered, INT, .flags = REQUIRED, .min = 0, .max = 1000),
    F(status, asked, INT, .flags = REQUIRED, .min = 1, .max = 1000),
    F(status, source, TEXT, .max = 300),
    F(status, version, INT, .flags = VERSION),
};
const struct record status_rec = STORED("status", status, status_fields);

static const struct choices kind_choices =
    CHOICES({ "total", "settlement.kind.total" }, { "minors", "settlement.kind.minors" });
static const struct choices what_choices =
    CHOICES({ "settled", "settlement.what.settled" }, { "agreed", "settlement.what.agreed" },
            { "waiting", "settlement.what.waiting" });

static const struct field movement_fields[] = {
    F(movement_row, id, INT, .flags = KEY),
    F(movement_row, year, INT),
    F(movement_row, number, TEXT),
    F(movement_row, kind, ENUM, .choices = &kind_choices),
    F(movement_row, what, ENUM, .choices = &what_choices),
    F(movement_row, places, INT),
    F(movement_row, moved_on, DAY),
    F(movement_row, cause, TEXT, .flags = PERSONAL), // names a case
};
const struct record movement_rec = STORED("movement", movement_row, movement_fields);

static const struct field week_fields[] = {
    F(week, id, INT, .flags = KEY),
    F(week, number, TEXT, .flags = READONLY),
    F(week, monday, DAY, .flags = READONLY),
    F(week, places, INT, .min = 0, .max = 500),
    F(week, minors, INT, .min = 0, .max = 500),
    F(week, reported_on, DAY, .flags = READONLY),
    F(week, synthetic, BOOL, .flags = READONLY),
    F(week, version, INT, .flags = VERSION),
};
const struct record week_rec = STORED("week", week, week_fields);

static const struct choices dwelling_choices =
    CHOICES({ "flat", "settlement.home.flat" }, { "house", "settlement.home.house" },
            { "room", "settlement.home.room" }, { "shared", "settlement.home.shared" });

static const struct field dwelling_fields[] = {
    F(dwelling, id, INT, .flags = KEY),
    F(dwelling, ref, TEXT, .flags = READONLY),
    F(dwelling, number, TEXT, .flags = READONLY),
    F(dwelling, kind, ENUM, .choices = &dwelling_choices),
    F(dwelling, bedrooms, INT, .flags = REQUIRED, .min = 0, .max = 20),
    F(dwelling, beds, INT, .flags = REQUIRED, .min = 1, .max = 40),
    F(dwelling, step_free, BOOL),
    F(dwelling, free_from, DAY, .flags = REQUIRED),
    F(dwelling, rent, MONEY, .min = 0, .max = 10000000),
    F(dwelling, note, TEXT, .max = 500),
    F(dwelling, taken_on, DAY, .flags = READONLY),
    F(dwelling, reported_on, DAY, .flags = READONLY),
    F(dwelling, synthetic, BOOL, .flags = READONLY),
    F(dwelling, version, INT, .flags = VERSION),
};
const struct record dwelling_rec = STORED("dwelling", dwelling, dwelling_fields);

static const struct field advice_fields[] = {
    F(advice, id, INT, .flags = KEY),           F(advice, year, INT, .flags = READONLY),
    F(advice, number, TEXT, .flags = READONLY), F(advice, places, OPT, .min = 0, .max = 10000),
    F(advice, reason, TEXT, .max = 500),        F(advice, given_on, DAY, .flags = READONLY),
    F(advice, version, INT, .flags = VERSION),
};
const struct record advice_rec = STORED("advice", advice, advice_fields);

static const struct field draft_fields[] = {
    F(draft, id, INT, .flags = KEY),
    F(draft, ref, TEXT, .flags = READONLY),
    F(draft, title, TEXT, .flags = REQUIRED, .max = 100),
    F(draft, year, INT, .flags = REQUIRED, .min = 2012, .max = 2100),
    F(draft, total, INT, .flags = REQUIRED, .min = 0, .max = 1000000),
    F(draft, power, REAL),
    F(draft, programme, REAL),
    F(draft, employment, REAL),
    F(draft, stability, REAL),
    F(draft, capacity, REAL),
    F(draft, county_pull, REAL),
    F(draft, last_pull, REAL),
    F(draft, floor_places, INT, .min = 0, .max = 1000),
    F(draft, cap_places, INT, .min = 0, .max = 100000),
    F(draft, step, INT, .min = 1, .max = 100),
    F(draft, round, OPT, .flags = READONLY),
    F(draft, made_on, DAY, .flags = READONLY),
    F(draft, version, INT, .flags = VERSION),
};
const struct record draft_rec = STORED("draft", draft, draft_fields);

static const struct field cell_fields[] = {
    F(cell_row, id, INT, .flags = KEY),
    F(cell_row, draft, INT),
    F(cell_row, number, TEXT),
    F(cell_row, name, TEXT),
    F(cell_row, inhabitants, INT),
    F(cell_row, programme, OPT),
    F(cell_row, employment, OPT),
    F(cell_row, stability, OPT),
    F(cell_row, capacity, OPT),
    F(cell_row, before, OPT),
    F(cell_row, calculated, OPT),
    F(cell_row, locked, BOOL),
    F(cell_row, manual, OPT),
    F(cell_row, reason, TEXT),
    F(cell_row, version, INT, .flags = VERSION),
};
const struct record cell_rec = STORED("cell", cell_row, cell_fields);

static const struct field import_fields[] = {
    F(import_row, id, INT, .flags = KEY),
    F(import_row, name, TEXT),
    F(import_row, digest, TEXT),
    F(import_row, lines, INT),
    F(import_row, added, INT),
    F(import_row, changed, INT),
    F(import_row, imported_on, DAY),
};
const struct record import_rec = STORED("import", import_row, import_fields);

// ---- statements
// ---------------------------------------------------------------------------------

SQL(sql_rounds_of_year, "select * from settlement_round where year = $1 order by no desc");
err rounds_of_year(struct db *db, int64_t year, rounds *out)
{
    return db_all(db, &sql_rounds_of_year, ARGS(AI(year)), &round_rec, out);
}

SQL(sql_round_by_ref, "select * from settlement_round where ref = $1");
err round_by_ref(struct db *db, str ref, struct round *out)
{
    return db_one(db, &sql_round_by_ref, ARGS(AT(ref)), &round_rec, out);
}

SQL(sql_newest_round,
    "select * from settlement_round where year = $1 order by no desc limit 1");
err newest_round(struct db *db, int64_t year, struct round *out)
{
    return db_one(db, &sql_newest_round, ARGS(AI(year)), &round_rec, out);
}

SQL(sql_needs_of_year, "select * from settlement_need where year = $1 order by no desc");
err needs_of_year(struct db *db, int64_t year, needs *out)
{
    return db_all(db, &sql_needs_of_year, ARGS(AI(year)), &need_rec, out);
}

SQL(sql_requests_of_round, "select * from settlement_request where round = $1 order by number");
err requests_of_round(struct db *db, int64_t round, requests *out)
{
    return db_all(db, &sql_requests_of_round, ARGS(AI(round)), &request_rec, out);
}

SQL(sql_requests_of_place,
    "select * from settlement_request where number = $1 order by year desc, id desc");
err requests_of_place(struct db *db, str number, requests *out)
{
    return db_all(db, &sql_requests_of_place, ARGS(AT(number)), &request_rec, out);
}

SQL(sql_request_by_ref, "select * from settlement_request where ref = $1 and number = $2");
err request_by_ref(struct db *db, str ref, str number, struct request *out)
{
    return db_one(db, &sql_request_by_ref, ARGS(AT(ref), AT(number)), &request_rec, out);
}

SQL(sql_request_any, "select * from settlement_request where ref = $1");
err request_any(struct db *db, str ref, struct request *out)
{
    return db_one(db, &sql_request_any, ARGS(AT(ref)), &request_rec, out);
}

SQL(sql_decisions_of_place,
    "select d.* from settlement_decision d join settlement_request r on r.id = d.request "
    "where r.number = $1 and r.year = $2 order by d.id desc");
err decisions_of_place(struct db *db, str number, int64_t year, decisions *out)
{
    return db_all(db, &sql_decisions_of_place, ARGS(AT(number), AI(year)), &decision_rec, out);
}

SQL(sql_figures_of_place, "select * from settlement_figure where number = $1 or number = $2 or "
                          "number = $3 order by year");
err figures_of_place(struct db *db, const str number[3], figures *out)
{
    return db_all(db, &sql_figures_of_place, ARGS(AT(number[0]), AT(number[1]), AT(number[2])),
                  &figure_rec, out);
}

SQL(sql_first_year, "select coalesce(min(year), 0) from settlement_figure");
SQL(sql_last_year, "select coalesce(max(year), 0) from settlement_round");
err years_known(struct db *db, int64_t *first, int64_t *last)
{
    PASS(db_int(db, &sql_first_year, NO_ARGS, first));
    return db_int(db, &sql_last_year, NO_ARGS, last);
}

SQL(sql_status_of_round, "select * from settlement_status where round = $1 and status_on <= $2 "
                         "order by status_on desc limit 1");
err status_of_round(struct db *db, int64_t round, day on, struct status *out)
{
    return db_one(db, &sql_status_of_round, ARGS(AI(round), AD(on)), &status_rec, out);
}

SQL(sql_last_decision, "select coalesce(max(id), 0) from settlement_decision");
err last_decision(struct db *db, int64_t *id)
{
    return db_int(db, &sql_last_decision, NO_ARGS, id);
}
