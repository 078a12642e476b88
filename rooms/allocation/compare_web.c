// SPDX-License-Identifier: Apache-2.0
// /avstemming: who we have as settled in the year against the list from the directorate's register,
// both ways. The list is compared and then forgotten but for which person each line was.
#include "base/csv.h"

#include "rooms/allocation/allocation_web.h"
#include "rooms/allocation/compare.html.h"

SQL(ours_of, "select c.* from allocation_case c where c.org = $1 and c.state = 'settled' and c.settled_on between $2 "
             "and $3 and " ALLOC_LISTED("c") " order by c.settled_on, c.id");
SQL(list_of, "select l.* from allocation_listed l where l.org = $1 and l.year = $2 and (l.person = 0 or exists (select 1 "
             "from allocation_case c where c.person = l.person and " ALLOC_LISTED("c") ")) order by l.line");
SQL(list_drop, "delete from allocation_listed where org = $1 and year = $2");

static int64_t year_of(struct rq *q)
{
    int64_t year, now = day_ymd(q->today).year;
    return str_int(query(q, "ar"), &year) && year > 2011 && year <= now ? year : now;
}

static err name_of(struct rq *q, int64_t person, struct compare_row *r)
{
    struct person p;
    PASS(person_by_id(q->db, person, &p));
    r->name = person_listed(q->mem, &p);
    r->url = strf(q->mem, "/personer/%lld/bosetting", (long long)person);
    return OK;
}

static err differ(struct rq *q, struct compare_page *v, const alloc_cases *ours, const listed_rows *theirs)
{
    for (size_t i = 0; i < ours->n; i++) {
        const struct listed_row *l = NULL;
        for (size_t k = 0; k < theirs->n && !l; k++)
            if (theirs->p[k].person == ours->p[i].person)
                l = &theirs->p[k];
        if (l && day_eq(l->settled_on, ours->p[i].settled_on))
            continue;
        struct compare_row *r = ADD(q->mem, &v->rows);
        *r = (struct compare_row){ .ours = fmt_day(q->mem, q->lang, ours->p[i].settled_on),
                                   .theirs = l ? fmt_day(q->mem, q->lang, l->settled_on) : STR(""),
                                   .what = l ? T_allocation_compare_other_day
                                             : T_allocation_compare_ours_alone };
        PASS(name_of(q, ours->p[i].person, r));
    }
    for (size_t k = 0; k < theirs->n; k++) {
        bool held = false;
        for (size_t i = 0; i < ours->n && !held; i++)
            held = theirs->p[k].person && theirs->p[k].person == ours->p[i].person;
        if (held)
            continue;
        struct compare_row *r = ADD(q->mem, &v->rows);
        *r = (struct compare_row){ .theirs = fmt_day(q->mem, q->lang, theirs->p[k].settled_on),
                                   .ours = STR(""), .url = STR(""),
                                   .name = text(q->mem, q->lang, T_allocation_compare_line__n,
                                                TARGS(TI("n", theirs->p[k].line))),
                                   .what = T_allocation_compare_theirs_alone };
        if (theirs->p[k].person)
            PASS(name_of(q, theirs->p[k].person, r));
    }
    return OK;
}

static err fill(struct rq *q, struct compare_page *v)
{
    alloc_cases ours = { 0 };
    listed_rows theirs = { 0 };
    const struct place *p = access_place_of(q->who->org_kind, q->who->org_code, q->today);
    struct settlement_place s;
    v->year = year_of(q);
    v->name = p ? p->name : STR("");
    for (int64_t y = day_ymd(q->today).year, i = 0; i < 4; i++, y--)
        *ADD(q->mem, &v->years) = (struct choice_shown){ strf(q->mem, "%lld", (long long)y),
                                                         strf(q->mem, "%lld", (long long)y), y == v->year };
    PASS(db_all(q->db, &ours_of,
                ARGS(AI(q->who->org), AD(day_of((int)v->year, 1, 1)), AD(day_of((int)v->year, 12, 31))),
                &alloc_case_rec, &ours));
    PASS(db_all(q->db, &list_of, ARGS(AI(q->who->org), AI(v->year)), &listed_row_rec, &theirs));
    v->ours = fmt_int(q->mem, q->lang, (int64_t)ours.n);
    v->has_list = theirs.n > 0;
    v->read_on = theirs.n ? theirs.p[0].read_on : DAY_NONE;
    v->theirs = fmt_int(q->mem, q->lang, (int64_t)theirs.n);
    if (theirs.n)
        return differ(q, v, &ours, &theirs);
    // Without a list the published count is what there is to compare with.
    err e = p ? settlement_place(q->db, v->year, alloc_number_in(q->mem, p->number, q->today, v->year),
                                 q->today, &s)
              : E_NOTFOUND;
    if (e != OK && e != E_NOTFOUND)
        return e;
    v->theirs = e == OK && s.settled.known ? fmt_int(q->mem, q->lang, s.settled.v)
                                           : alloc_say(q, T_allocation_free_unknown);
    return OK;
}

static reply show(struct rq *q, int status, text_key problem)
{
    struct compare_page *v = NEW(q->mem, struct compare_page);
    TRY(q, fill(q, v));
    v->equal = v->has_list && !v->rows.n;
    v->problem = alloc_say(q, problem);
    v->tabs = alloc_tabs(q, "avstemming");
    return page_status(q, status, &allocation_compare_view, v);
}

reply compare_get(struct rq *q)
{
    return show(q, 200, T_NONE);
}

// ---- the file: number;date, or any order with a heading that says which ---------------------------

struct reading {
    struct rq *q;
    size_t number, day;
    listed_rows rows;
    int64_t year;
    bool headed;
};

static bool heading(struct reading *r, const struct csv_row *row)
{
    bool found = false;
    for (size_t i = 0; i < row->n; i++) {
        str name = text_fold(r->q->mem, str_trim(row->cell[i]));
        if (str_is(name, "duf") || str_starts(name, STR("fodselsnummer")) || str_is(name, "nummer")) {
            r->number = i;
            found = true;
        }
        if (str_starts(name, STR("bosatt")) || str_starts(name, STR("dato")))
            r->day = i;
    }
    return found;
}

static err read_row(void *arg, const struct csv_row *row)
{
    enum { LINES = 20000 };
    struct reading *r = arg;
    person_hits hits = { 0 };
    day on;
    if (!r->headed) {
        r->headed = true;
        return heading(r, row) && r->number != r->day ? OK : E_INPUT;
    }
    if (r->rows.n == LINES)
        return E_TOOBIG;
    if (row->n <= r->number || row->n <= r->day || !row->cell[r->number].n)
        return OK; // an empty line
    if (!day_parse(row->cell[r->day], &on) && !read_day(row->cell[r->day], r->q->today, &on))
        return E_INPUT;
    if (day_ymd(on).year != r->year)
        return OK;
    PASS(person_search(r->q->db, row->cell[r->number], 1, &hits));
    *ADD(r->q->mem, &r->rows) = (struct listed_row){
        .org = r->q->who->org, .year = r->year, .line = row->line,
        .person = hits.n ? hits.p[0].person.id : 0, .settled_on = on, .read_on = r->q->today
    };
    return OK;
}

reply compare_post(struct rq *q)
{
    const struct upload *file = uploaded(q, "fil");
    struct reading r = { .q = q, .year = year_of(q), .day = 1 };
    if (!file || !file->bytes.n)
        return show(q, 422, T_allocation_compare_no_file);
    err e = csv_read(q->mem, file->bytes, ';', read_row, &r);
    if (e == E_INPUT || (e == OK && !r.rows.n))
        return show(q, 422, T_allocation_compare_unreadable);
    TRY(q, e);
    TRY(q, db_do(q->db, &list_drop, ARGS(AI(q->who->org), AI(r.year)), NULL));
    TRY(q, db_add_many(q->db, &listed_row_rec, r.rows.p, r.rows.n));
    return see_other(q, "/avstemming?ar=%lld", (long long)r.year);
}
