// SPDX-License-Identifier: Apache-2.0
// /bosetting/anmodninger/2023: need, the versions of the request, the decisions, and a reminder
// to those who have not answered.
#include <jansson.h>
#include <stdlib.h>

#include "rooms/settlement/requests.html.h"
#include "rooms/settlement/settlement_web.h"

static str whole(struct rq *q, int64_t n)
{
    return fmt_int(q->mem, q->lang, n);
}

static int64_t year_of_path(struct rq *q)
{
    int64_t year;
    if (str_int(arg(q, "year"), &year) && year >= 2000 && year <= 2100)
        return year;
    return 0;
}

// ---- the letters of the year
// --------------------------------------------------------------------

struct tally {
    int64_t asked_of, answered, decided, more, equal, fewer, refused;
};

static void count_answer(struct tally *t, int64_t asked, optint places)
{
    t->asked_of++;
    t->answered += places.known;
    t->decided += places.known ? places.v : 0;
    switch (answer_kind(KNOWN(asked), places)) {
    case ANSWER_NONE:
        break;
    case ANSWER_REFUSED:
        t->refused++;
        break;
    case ANSWER_FEWER:
        t->fewer++;
        break;
    case ANSWER_EQUAL:
        t->equal++;
        break;
    case ANSWER_MORE:
        t->more++;
        break;
    }
}

static void show_round(struct rq *q, const struct round *r, const struct need *n,
                       const requests *rows, bool newest, struct round_shown *v)
{
    struct tally t = { 0 };
    for (size_t i = 0; i < rows->n; i++)
        count_answer(&t, rows->p[i].asked, rows->p[i].places);
    *v = (struct round_shown){
        .r = *r,
        .ref = r->ref,
        .head = text(q->mem, q->lang,
                     r->no == 1 ? T_settlement_round_first__no : T_settlement_round_next__no,
                     TARGS(TI("no", r->no))),
        .letter_on = as_date(q, r->letter_on),
        .due_on = as_date(q, r->due_on),
        .total = whole(q, r->total),
        .minors = number_text(q, r->minors),
        .note = r->note,
        .newest = newest,
        .has_rows = rows->n > 0,
        .asked_of = whole(q, t.asked_of),
        .answered = whole(q, t.answered),
        .decided = whole(q, t.decided),
        .more = whole(q, t.more),
        .equal = whole(q, t.equal),
        .fewer = whole(q, t.fewer),
        .refused = whole(q, t.refused),
        .silent = whole(q, t.asked_of - t.answered),
        .need = n ? whole(q, n->total) : STR(""),
        .need_basis = n ? n->basis : STR(""),
    };
}

static err letters(struct rq *q, struct requests_page *v)
{
    rounds all = { 0 };
    needs n = { 0 };
    PASS(rounds_of_year(q->db, v->year, &all));
    PASS(needs_of_year(q->db, v->year, &n));
    for (size_t i = 0; i < all.n; i++) {
        requests rows = { 0 };
        const struct need *need = NULL;
        PASS(requests_of_round(q->db, all.p[i].id, &rows));
        for (size_t k = 0; k < n.n; k++)
            if (n.p[k].no == all.p[i].no)
                need = &n.p[k];
        show_round(q, &all.p[i], need, &rows, i == 0, ADD(q->mem, &v->rounds));
    }
    if (all.n)
        v->round_ref = all.p[0].ref;
    return OK;
}

// ---- the municipalities
// -------------------------------------------------------------------------

static int by_need(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    if (x->answer.answers_newest != y->answer.answers_newest)
        return x->answer.answers_newest ? 1 : -1;
    if (x->answer.days_over != y->answer.days_over)
        return x->answer.days_over > y->answer.days_over ? -1 : 1;
    return str_cmp(x->number, y->number);
}

// Late, not put off, and not reminded today: the reminder goes to these.
// (Only the current year and those after it: what is past is history.)
static bool to_remind(const struct standing *s, day today)
{
    return s->request && s->answer.days_over > 0 && !day_eq(s->reminded_on, today);
}

enum { PER_PAGE = 50 };

static void show_rows(struct rq *q, struct requests_page *v, standings *kept)
{
    int64_t page;
    if (!str_int(query(q, "side"), &page) || page < 1 || page > 1000)
        page = 1;
    v->pager = (struct pager){ page, PER_PAGE, (int64_t)kept->n };
    size_t from = (size_t)(page - 1) * PER_PAGE;
    if (kept->n)
        qsort(kept->p, kept->n, sizeof *kept->p, by_need);
    for (size_t i = from; i < kept->n && i < from + PER_PAGE; i++) {
        const struct standing *s = &kept->p[i];
        *ADD(q->mem, &v->rows) = (struct request_row){
            .name = s->name,
            .url =
                strf(q->mem, "/bosetting/kommune/%.*s?ar=%jd", S(s->number), (intmax_t)v->year),
            .asked = number_text(q, s->asked),
            .decided = number_text(q, s->answer.valid),
            .decided_on =
                day_known(s->decided_on) ? fmt_day(q->mem, q->lang, s->decided_on) : STR("–"),
            .answer = answer_chip(q, s),
            .due = { s->answer.due, DAY_NONE, STR("") },
            .reminded_on = s->reminded_on,
            .waits = s->asked.known && !s->answer.answers_newest,
        };
    }
}

reply requests_get(struct rq *q)
{
    return see_other(q, "/bosetting/anmodninger/%d", day_ymd(q->today).year);
}

reply requests_year_get(struct rq *q)
{
    struct requests_page *v = NEW(q->mem, struct requests_page);
    standings all = { 0 }, kept = { 0 };
    listing rows = { 0 };
    str answer = query(q, "svar");
    v->year = year_of_path(q);
    if (!v->year)
        return fail(q, E_NOTFOUND);
    TRY(q, standings_of(q->db, v->year, STR(""), q->today, &all));
    TRY(q, letters(q, v));
    TRY(q, year_options(q, v->year, &v->years));
    answer_options(q, answer, &v->answers);
    keep_fitting(q->mem, &all, answer, &kept);
    for (size_t i = 0; i < all.n; i++)
        v->waiting += to_remind(&all.p[i], q->today);
    show_rows(q, v, &kept);
    v->may_request = may(q->who, &MAY_REQUEST) && v->year >= day_ymd(q->today).year;
    v->tabs = board_tabs(q, "anmodninger", v->year);
    if (q->face != FACE_HTML)
        list_rows(q, v->year, &kept, &rows);
    return with_rows(
        q, page(q, &settlement_requests_view, v), &rows,
        text(q->mem, q->lang, T_settlement_list_title__year, TARGS(TI("year", v->year))));
}

// ---- reminder
// -----------------------------------------------------------------------------------

SQL(sql_notice_there, "select count(*) from settlement_notice where request = $1 and "
                      "kind = 'reminder' and sent_on = $2");

static bool reminder_read(struct arena *a, str payload, struct notice_row *n)
{
    json_error_t bad;
    json_t *j = json_loadb(payload.p, payload.n, 0, &bad);
    const char *number = json_string_value(json_object_get(j, "number"));
    const char *on = json_string_value(json_object_get(j, "on"));
    n->request = json_integer_value(json_object_get(j, "request"));
    n->number = str_dup(a, str_z(number));
    bool good = n->request && number && on && day_parse(str_z(on), &n->sent_on);
    json_decref(j);
    return good;
}

// {"request":12,"number":"1506","on":"2023-09-01"}: the municipality's notice, once a day.
static err remind_run(struct db *db, str payload)
{
    struct notice_row n = { .kind = STR("reminder") };
    int64_t there;
    if (!reminder_read(db->mem, payload, &n))
        return E_INPUT;
    PASS(db_int(db, &sql_notice_there, ARGS(AI(n.request), AD(n.sent_on)), &there));
    return there ? OK : db_add(db, &notice_rec, &n);
}

const struct job_kind remind_job = { "settlement.remind", remind_run, 0 };

static err remind(struct rq *q, const struct standing *s)
{
    struct request was;
    PASS(request_any(q->db, s->ref, &was));
    struct request now = was;
    now.reminded_on = q->today;
    PASS(db_save(q->db, &request_rec, &was, &now));
    return job_later(q->db, &remind_job, q->now,
                     strf(q->mem, "{\"request\":%jd,\"number\":\"%.*s\",\"on\":\"%.*s\"}",
                          (intmax_t)now.id, S(now.number), S(day_iso(q->mem, q->today))));
}

reply remind_post(struct rq *q)
{
    standings all = { 0 };
    int64_t sent = 0, year = year_of_path(q);
    if (!year)
        return fail(q, E_NOTFOUND);
    TRY(q, standings_of(q->db, year, STR(""), q->today, &all));
    for (size_t i = 0; i < all.n; i++)
        if (to_remind(&all.p[i], q->today)) {
            TRY(q, remind(q, &all.p[i]));
            sent++;
        }
    reply r = see_other(q, "/bosetting/anmodninger/%jd?svar=ubesvart", (intmax_t)year);
    notice(q, &r, T_settlement_remind_sent__n, TARGS(TI("n", sent)));
    return r;
}
