// SPDX-License-Identifier: Apache-2.0
// What the pages of the room show, and who may open them. Inside the room only.
#ifndef ROOMS_SETTLEMENT_SETTLEMENT_WEB_H
#define ROOMS_SETTLEMENT_SETTLEMENT_WEB_H

#include "platform/room.h"
#include "platform/view/chart.h"
#include "platform/view/choropleth.h"
#include "platform/view/parts.h"
#include "rooms/place/place.h"
#include "rooms/settlement/settlement_db.h"
#include "text_keys.h"

// ---- rights (security.md 3.4: need, request, municipal decision; capacity) ---------------------
extern const struct right MAY_SEE_ALL;    // the board of the country
extern const struct right MAY_SEE_PLACE;  // one municipality's page, within scope
extern const struct right MAY_SEE_COUNTY; // a county's municipalities, within scope
extern const struct right MAY_ENTER;      // the address that leads each role to its own page
extern const struct right MAY_REQUEST;    // need, distribution, request, reminder, import
extern const struct right MAY_ANSWER;     // for the own municipality
extern const struct right MAY_REPORT;     // capacity of the own municipality
extern const struct right MAY_SEE_CAPACITY;
extern const struct right MAY_ADVISE;     // recommend within the own county

// Whether the actor's organisation covers the municipality: the directorate all, a county those
// in it, a municipality itself, also under an earlier or later number.
bool covers_place(const struct rq *, str number);
bool covers_county(const struct rq *, str county);
str own_number(const struct rq *);  // "1506" for K1506, "" for others
str own_county(const struct rq *);  // "15" for F15

// ---- words shared by the pages ------------------------------------------------------------------
int64_t year_asked(struct rq *); // ?ar=, else this year
struct option {
    str value, label;
    bool here;
};
typedef SLICE(struct option) options;
MUST err year_options(struct rq *, int64_t here, options *);
void county_options(struct rq *, int64_t year, str here, options *);
str county_name(int64_t year, str county); // "Fylke 15" would be wrong: the name of the time
// A row of a table that several people fill in: what it held when the page was opened (o, posted
// back), what is stored now and what was typed decide. Only a row that both changed is crossed.
enum row_fate { ROW_LEFT, ROW_TYPED, ROW_CROSSED };
enum row_fate row_fate(str opened, str stored, str typed);
bool row_has(struct rq *, char part, str number); // posted as "p1506": the part, and the place or Monday
str row_posted(struct rq *, char part, str number);
str crossed_words(struct rq *, str value, str reason); // what another saved in the row meanwhile
str number_plain(struct rq *, optint);                 // as typed; "" when unknown
str number_text(struct rq *, optint);      // "–" when unknown
str settled_text(struct rq *, const struct standing *); // ":" and "." as the table has them
struct chip {
    enum tone tone;
    str look, icon; // class beside "frist", icon of the sprite
    str words;
};
struct chip answer_chip(struct rq *, const struct standing *);
struct tabs board_tabs(struct rq *, const char *here, int64_t year);
struct tabs place_tabs(struct rq *, const char *here);
str as_date(struct rq *, day); // "31. august 2023"; "" for DAY_NONE

// The list that pages show and .csv, .xlsx and .json give.
struct listed {
    int64_t year;
    str number, name, county;
    optint asked, decided;
    int state, kind; // enum answer_state, enum answer_kind
    day due, decided_on;
    optint settled;
    int settled_why;
    int64_t agreed, waiting;
    optint places_left;
};
typedef SLICE(struct listed) listing;
extern const struct record listed_rec;
void list_rows(struct rq *, int64_t year, const standings *, listing *);
reply with_rows(struct rq *, reply, const listing *, str title);

struct legend_row {
    str label, look;
    int64_t n;
    bool hatch;
};
typedef SLICE(struct legend_row) legend;
void map_legend(struct rq *, const struct choropleth *, legend *);
// Map of free places; several places of the year may lie in one of 2024.
void free_map(struct rq *, int64_t year, const standings *, str county, struct choropleth *,
              legend *);

void answer_options(struct rq *, str here, options *);
void keep_fitting(struct arena *, const standings *, str answer, standings *out); // ?svar=
void forecast_how(struct rq *, const struct settlement_key *, struct how *);

// ---- pages --------------------------------------------------------------------------------------
struct flow_step {
    str name, value, note, url;
    bool late;
};
struct board_row {
    str name, url, small;
    bool open, inner;
    struct chip answer;
    str answer_url;
    str asked, decided, settled, out, left;
    struct bar bar;
};
struct late_row {
    str name, url, asked, settled, ref;
    struct deadline due;
    day reminded_on;
};
struct board {
    str lead;
    int64_t year;
    options years, counties, answers, groups;
    bool minors; // only places for unaccompanied minors
    SLICE(struct flow_step) flow;
    SLICE(struct late_row) late;
    str late_heading, round_ref;
    int64_t late_more; // beyond those shown
    bool may_request, filtered;
    SLICE(struct board_row) rows;
    str rows_note;
    struct tabs tabs;
    struct choropleth map;
    legend legend;
    struct how how;
    bool has_forecast;
};
reply enter_get(struct rq *); // /bosetting

struct round_shown {
    struct round r;
    str ref, head, sums;
    str letter_on, due_on, total, minors, note;
    str asked_of, answered, decided, more, equal, fewer, refused, silent;
    bool newest, has_rows;
    str need, need_basis;
};
struct request_row {
    str name, url, asked, was, decided, decided_on, by;
    struct chip answer;
    struct deadline due;
    day reminded_on;
    bool waits;
};
struct requests_page {
    int64_t year;
    options years, answers;
    struct tabs tabs;
    SLICE(struct round_shown) rounds;
    SLICE(struct request_row) rows;
    str round_ref;
    struct pager pager;
    int64_t waiting;
    bool may_request;
};
reply requests_get(struct rq *);
reply requests_year_get(struct rq *);
reply remind_post(struct rq *);

struct history_row {
    str when, what, by, note;
};
struct place_page {
    str name, number, county;
    int64_t year;
    options years;
    struct tabs tabs;
    struct standing s;
    bool asked, may_answer, may_report, answered, deferred, waits, older;
    str asked_text, decided_text, settled_text, left_text, agreed_text, waiting_text, earlier_text;
    struct chip answer;
    struct deadline due;
    str answer_url, defer_url;
    day reminded_on;
    SLICE(struct history_row) history;
    struct bar bar;
    struct how how;
    struct chart chart;
    bool has_chart;
    str next_weeks;
    int64_t dwellings;
};
reply place_get(struct rq *);
struct answer_page {
    struct form form;
    str name, asked, due, back;
    int64_t year;
    bool again;
    str before;
    struct crumbs crumbs;
};
reply answer_get(struct rq *);
reply answer_post(struct rq *);
reply defer_get(struct rq *);
reply defer_post(struct rq *);

struct week_shown {
    str monday, label, places, minors; // monday: names the fields, whatever week it is when sent
    str opened, theirs;                // what is stored; what another saved meanwhile
};
struct dwelling_shown {
    str ref, place, kind;
    int64_t bedrooms, beds;
    bool step_free;
    day free_from;
    str rent, note;
};
struct capacity_page {
    str name, problem;
    struct tabs tabs;
    SLICE(struct week_shown) weeks;
    SLICE(struct dwelling_shown) dwellings;
    struct form form;
    bool may_report, synthetic;
};
struct week_head {
    str week;
};
struct week_cell {
    optint places;
};
struct capacity_row {
    str name, url;
    SLICE(struct week_cell) cells;
    int64_t sum;
};
struct capacity_all {
    str lead;
    struct tabs tabs;
    bool choose, synthetic;
    options counties;
    SLICE(struct week_head) heads;
    SLICE(struct capacity_row) rows;
    SLICE(struct dwelling_shown) dwellings;
    int64_t sum;
};
MUST err capacity_summary(struct rq *, str number, str *words, int64_t *dwellings);
reply capacity_get(struct rq *);
reply weeks_post(struct rq *);
reply dwelling_post(struct rq *);
reply dwelling_taken_post(struct rq *);

extern const struct job_kind remind_job;

#endif
