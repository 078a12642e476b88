// SPDX-License-Identifier: Apache-2.0
// Who waits for a municipality: households, longest wait first, with what a proposal may know.
#include "rooms/allocation/allocation_db.h"

#include <stdlib.h>

#include "rooms/reception/reception.h"

struct waiting {
    int64_t id, person, household, track;
    day clock_on, ready_on, enter_by, born;
    str language;
    int64_t service, step_free;
    day earliest;
    str education, work;
};
static const struct field waiting_fields[] = {
    F(waiting, id, INT),          F(waiting, person, INT),    F(waiting, household, INT),
    F(waiting, track, INT),       F(waiting, clock_on, DAY),  F(waiting, ready_on, DAY),
    F(waiting, enter_by, DAY),    F(waiting, born, DAY),      F(waiting, language, TEXT),
    F(waiting, service, INT),     F(waiting, step_free, INT), F(waiting, earliest, DAY),
    F(waiting, education, TEXT),  F(waiting, work, TEXT),
};
static const struct record waiting_rec = { NULL, waiting_fields,
                                           sizeof waiting_fields / sizeof *waiting_fields,
                                           sizeof(struct waiting), "waiting" };
typedef SLICE(struct waiting) waitings;

#define WAITING                                                                                \
    "select c.id, c.person, c.household, case c.track when 'minor' then 1 else 0 end as track, " \
    "c.clock_on, c.ready_on, c.enter_by, p.born, p.language, case coalesce(n.service, 'none') " \
    "when 'hospital' then 1 when 'habilitation' then 2 when 'mental' then 3 when 'school' then 4 " \
    "else 0 end as service, coalesce(n.step_free, 0) as step_free, n.earliest, "                \
    "coalesce(n.education, '') as education, coalesce(n.work, '') as work "                     \
    "from allocation_case c join person_person p on p.id = c.person "                           \
    "left join person_member m on m.person = c.person and m.household = c.household "           \
    "and m.to_day is null left join allocation_need n on n.household = c.household and "        \
    "c.household <> 0 where c.state = 'ready' and " ALLOC_LISTED("c") " "
#define IN_ORDER                                                                               \
    "order by c.household, case m.role when 'head' then 0 when 'partner' then 1 else 2 end, c.id"
SQL(all_waiting, WAITING IN_ORDER);
SQL(waiting_in, WAITING "and c.household = $1 and c.household <> 0 " IN_ORDER);
SQL(waiting_alone, WAITING "and c.person = $1 " IN_ORDER);
SQL(all_ties, "select * from allocation_tie order by household, id");
SQL(ties_in, "select * from allocation_tie where household = $1 order by household, id");

static struct alloc_ready begin(const struct waiting *w)
{
    return (struct alloc_ready){ .household = w->household, .head = w->person,
                                 .enter_by = w->enter_by, .earliest = w->earliest,
                                 .service = (int)w->service, .step_free = w->step_free != 0,
                                 .language = w->language, .education = w->education,
                                 .work = w->work, .minors_alone = w->track == 1 };
}

static void take(struct alloc_ready *r, const struct waiting *w, day today)
{
    int64_t waited = day_diff(today, w->clock_on);
    int64_t ready = day_known(w->ready_on) ? day_diff(today, w->ready_on) : 0;
    r->persons++;
    r->children += day_known(w->born) && day_age(w->born, today) < 18;
    r->waited = waited > r->waited ? waited : r->waited;
    r->ready = ready > r->ready ? ready : r->ready;
    if (day_known(w->enter_by) && (!day_known(r->enter_by) || day_cmp(w->enter_by, r->enter_by) < 0))
        r->enter_by = w->enter_by;
}

static int by_wait(const void *a, const void *b)
{
    const struct alloc_ready *x = a, *y = b;
    if (x->waited != y->waited)
        return x->waited > y->waited ? -1 : 1;
    return (x->head > y->head) - (x->head < y->head);
}

// Where the settlement conversation of this person says that the household must not come.
static void keep_away(struct arena *a, const nots_there *x, int64_t person, struct alloc_ready *r)
{
    size_t from = 0, to = x->n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (x->p[mid].person < person)
            from = mid + 1;
        else
            to = mid;
    }
    for (; from < x->n && x->p[from].person == person; from++)
        *ADD(a, &r->ties) = (struct alloc_tie){ x->p[from].municipality, TIE_NOT_HERE };
}

static void gather(struct arena *a, const waitings *w, const tie_rows *t, const nots_there *x,
                   day today, alloc_readies *out)
{
    size_t k = 0;
    for (size_t i = 0; i < w->n; i++) {
        const struct waiting *row = &w->p[i];
        bool same = i && row->household && row->household == w->p[i - 1].household;
        if (!same) {
            *ADD(a, out) = begin(row);
            while (k < t->n && t->p[k].household < row->household)
                k++;
            for (size_t j = k; row->household && j < t->n && t->p[j].household == row->household; j++)
                *ADD(a, &out->p[out->n - 1].ties) = (struct alloc_tie){ t->p[j].number, t->p[j].kind };
        }
        take(&out->p[out->n - 1], row, today);
        keep_away(a, x, row->person, &out->p[out->n - 1]);
    }
}

err alloc_ready_all(struct db *db, day today, alloc_readies *out)
{
    waitings w = { 0 };
    tie_rows t = { 0 };
    nots_there x = { 0 };
    PASS(reception_excluded_all(db, &x));
    PASS(db_all(db, &all_waiting, NO_ARGS, &waiting_rec, &w));
    PASS(db_all(db, &all_ties, NO_ARGS, &tie_rec, &t));
    gather(db->mem, &w, &t, &x, today, out);
    for (size_t i = 1; i < out->n; i++) // mostly in order; qsort of nothing is not allowed
        if (by_wait(&out->p[i - 1], &out->p[i]) > 0) {
            qsort(out->p, out->n, sizeof *out->p, by_wait);
            break;
        }
    return OK;
}

static err one(struct db *db, int64_t household, int64_t head, const nots_there *x, day today, struct alloc_ready *r)
{
    waitings w = { 0 };
    tie_rows t = { 0 };
    alloc_readies all = { 0 };
    if (household) {
        PASS(db_all(db, &waiting_in, ARGS(AI(household)), &waiting_rec, &w));
        PASS(db_all(db, &ties_in, ARGS(AI(household)), &tie_rec, &t));
    } else {
        PASS(db_all(db, &waiting_alone, ARGS(AI(head)), &waiting_rec, &w));
    }
    gather(db->mem, &w, &t, x, today, &all);
    if (!all.n)
        return E_NOTFOUND;
    *r = all.p[0];
    return OK;
}

err alloc_ready_of(struct db *db, int64_t head, day today, struct alloc_ready *r)
{
    struct alloc_case c;
    nots_there x = { 0 };
    PASS(reception_excluded_all(db, &x));
    PASS(alloc_case_of(db, head, &c));
    return one(db, c.household, head, &x, today, r);
}

err ready_shown(struct db *db, int64_t household, int64_t person, day today, struct alloc_ready *r)
{
    return one(db, household, person, &(nots_there){ 0 }, today, r);
}
