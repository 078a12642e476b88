// SPDX-License-Identifier: Apache-2.0
// One file on its way: columns, faults, what it would do, doing it, taking it back.
#include "platform/job/job.h"
#include "rooms/intake/batch.html.h"
#include "rooms/intake/web.h"
#include "text_keys.h"

enum { SHOWN = 200, FIRST = 10, ROWS_A_SECOND = 2500, UNDO_HOURS = 24 };

SQL(heading_forget, "delete from intake_heading where org = $1 and heading = $2");

static void crumbs(struct rq *q, struct batch_page *v, const struct intake_batch *b)
{
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ text(q->mem, q->lang, T_intake_title, NO_TARGS), STR("/import") };
    at[1] = (struct crumb){ b->filename, STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
}

static void steps(struct rq *q, struct batch_page *v, size_t here)
{
    static const text_key names[] = { T_intake_step_columns, T_intake_step_check, T_intake_step_preview, T_intake_step_result };
    str *at = NEW_ARRAY(q->mem, 4, str);
    for (int i = 0; i < 4; i++)
        at[i] = text(q->mem, q->lang, names[i], NO_TARGS);
    v->steps = (struct steps){ at, 4, here };
}

str intake_column_label(struct rq *q, const char *column)
{
    return *column ? text(q->mem, q->lang, text_find(strf(q->mem, "intake.column.%s", column).p), NO_TARGS) : STR("");
}

// ---- columns

static err mapping(struct rq *q, struct batch_page *v, const struct intake_batch *b)
{
    struct batch_head h;
    size_t n;
    const struct intake_column *c = intake_columns((enum intake_file)b->kind, &n);
    PASS(batch_head(q->db, b, &h));
    v->mapping = true;
    for (size_t i = 0; i < h.heads.n; i++) {
        struct heading_row *r = ADD(q->mem, &v->headings);
        *r = (struct heading_row){ .no = (int64_t)i, .heading = h.heads.p[i], .none = h.column[i] < 0,
                                   .sample = i < h.sample.n ? h.sample.p[i] : STR("") };
        for (size_t k = 0; k < n; k++)
            *ADD(q->mem, &r->choices) = (struct heading_choice){ str_z(c[k].name), intake_column_label(q, c[k].name), h.column[i] == (int)k };
    }
    return OK;
}

// ---- faults

str intake_fault_words(struct rq *q, const struct intake_fault *f)
{
    return text(q->mem, q->lang, f->problem, TARGS(TS("allowed", intake_allowed(q->mem, q->lang, f->allowed))));
}

static void faults(struct rq *q, struct batch_page *v, const struct intake_set *s)
{
    static const text_key files[INTAKE_FILES] = { T_intake_file_persons, T_intake_file_events, T_intake_file_relations, T_intake_file_centres };
    v->faulty = true;
    v->fault_count = (int64_t)(s->faults.n + s->more);
    v->many = s->given[FILE_EVENTS] || s->given[FILE_RELATIONS] || s->given[FILE_CENTRES];
    for (size_t i = 0; i < s->faults.n && i < SHOWN; i++) {
        const struct intake_fault *f = &s->faults.p[i];
        *ADD(q->mem, &v->faults) = (struct fault_row){ .line = f->line, .value = f->value, .column = intake_column_label(q, f->column),
                                                       .file = text(q->mem, q->lang, files[f->file], NO_TARGS),
                                                       .words = intake_fault_words(q, f) };
    }
}

// ---- what would happen

static void change(struct rq *q, struct batch_page *v, const struct person *here, const char *column, str before, str after)
{
    if (after.n && !str_eq(before, after) && v->changes.n < SHOWN)
        *ADD(q->mem, &v->changes) = (struct change_row){ person_listed(q->mem, here), intake_column_label(q, column), before.n ? before : STR("–"),
                                                         after, strf(q->mem, "/personer/%lld", (long long)here->id) };
}

// What the events will do, and what they will not.
static void events(struct batch_page *v, const struct intake_set *s)
{
    for (size_t i = 0; i < s->persons.n; i++) {
        const struct intake_person *x = &s->persons.p[i];
        bool asked = false, settled = false;
        *(x->known ? &v->late_events : &v->events) += (int64_t)x->events;
        for (size_t k = 0; k < x->events; k++) {
            int kind = s->events.p[x->event + k].kind;
            asked |= kind >= EV_ASKED && kind <= EV_DATE_SET;
            settled |= kind >= EV_SETTLED && kind != EV_BORN;
        }
        v->again += !x->known && asked && !settled;
    }
}

static err preview(struct rq *q, struct batch_page *v, struct intake_set *s)
{
    v->preview = true;
    v->fresh = (int64_t)s->fresh;
    v->changed = (int64_t)s->changed;
    v->unchanged = (int64_t)s->unchanged;
    events(v, s);
    for (size_t i = 0; i < s->persons.n; i++) {
        const struct intake_person *x = &s->persons.p[i];
        struct person here;
        if (!x->known && v->first.n < FIRST)
            *ADD(q->mem, &v->first) = (struct fresh_row){ x->line, person_listed(q->mem, &x->p), person_born(q->mem, q->lang, &x->p), x->household };
        if (!x->changed || v->changes.n >= SHOWN)
            continue;
        PASS(person_by_id(q->db, x->p.id, &here));
        change(q, v, &here, "phone", here.phone, x->p.phone);
        change(q, v, &here, "email", here.email, x->p.email);
        change(q, v, &here, "own_script_name", here.own_script, x->p.own_script);
        change(q, v, &here, "languages", language_name(q->lang, here.language), language_name(q->lang, x->p.language));
    }
    for (size_t i = 0; i < s->alike.n; i++) {
        const struct intake_person *x = &s->persons.p[s->alike.p[i].row];
        struct person here;
        PASS(person_by_id(q->db, s->alike.p[i].person, &here));
        *ADD(q->mem, &v->alike) = (struct alike_row){ x->line, person_listed(q->mem, &x->p), person_born(q->mem, q->lang, &x->p),
                                                      strf(q->mem, "/personer/%lld", (long long)here.id), person_listed(q->mem, &here) };
    }
    return OK;
}

static err staged(struct rq *q, struct batch_page *v, const struct intake_batch *b)
{
    struct intake_set *s;
    bool columns = !b->columns.n || query(q, "kolonner").n;
    steps(q, v, 0);
    if (columns)
        return mapping(q, v, b);
    PASS(batch_set(q->db, b, &s));
    v->rows = (int64_t)s->persons.n;
    steps(q, v, 1);
    if (!s->faults.n)
        PASS(intake_compare(q->db, s, b->org));
    if (s->faults.n) {
        faults(q, v, s);
        return OK;
    }
    steps(q, v, 2);
    return preview(q, v, s);
}

static str words_of(struct rq *q, str key)
{
    text_key k = key.n ? text_find(str_cz(q->mem, key)) : T_NONE;
    return k == T_NONE ? STR("") : text(q->mem, q->lang, k, TARGS(TS("allowed", STR(""))));
}

static reply show(struct rq *q, int status, struct batch_page *v, const struct intake_batch *b)
{
    v->id = strf(q->mem, "%lld", (long long)b->id);
    v->filename = b->filename;
    v->added = b->added;
    v->problem = words_of(q, b->fault);
    crumbs(q, v, b);
    steps(q, v, 3);
    switch ((enum intake_state)b->state) {
    case BATCH_STAGED:
        TRY(q, staged(q, v, b));
        break;
    case BATCH_WAITING: {
        struct batch_head h;
        TRY(q, batch_head(q->db, b, &h));
        v->waiting = true;
        v->rows = h.rows - 1;
        v->seconds = 1 + v->rows / ROWS_A_SECOND;
        break;
    }
    case BATCH_DONE:
        v->done = true;
        v->changed = b->changed;
        v->may_undo = q->now - b->done.ms < UNDO_HOURS * 3600000LL;
        break;
    case BATCH_FAILED:
        v->failed = true;
        break;
    case BATCH_UNDONE:
        v->undone = true;
        break;
    case BATCH_FORGOTTEN:
        v->forgotten = true;
        break;
    }
    reply r = page_status(q, status, &intake_batch_view, v);
    if (v->waiting)
        *ADD(q->mem, &r.more) = (struct pair){ STR("Refresh"), STR("2") };
    return r;
}

reply batch_get(struct rq *q)
{
    struct intake_batch b;
    TRY(q, batch_open(q, &b));
    return show(q, 200, NEW(q->mem, struct batch_page), &b);
}

// ---- what people do

static err remember(struct rq *q, const struct intake_batch *b, str heading, const char *meaning)
{
    struct intake_heading h = { .org = b->org, .heading = text_fold(q->mem, heading), .meaning = str_z(meaning) };
    PASS(db_do(q->db, &heading_forget, ARGS(AI(b->org), AT(h.heading)), NULL));
    return db_add(q->db, &intake_heading_rec, &h);
}

reply batch_columns_post(struct rq *q)
{
    struct intake_batch was, now;
    struct batch_head h;
    struct out o = { 0 };
    size_t n;
    TRY(q, batch_open(q, &was));
    TRY(q, was.state == BATCH_STAGED ? OK : E_CONFLICT);
    TRY(q, batch_head(q->db, &was, &h));
    const struct intake_column *c = intake_columns((enum intake_file)was.kind, &n);
    for (size_t i = 0; i < h.heads.n; i++) {
        str chosen = posted(q, strf(q->mem, "k%zu", i).p);
        int column = -1;
        for (size_t k = 0; k < n; k++)
            if (str_is(chosen, c[k].name))
                column = (int)k;
        out_f(&o, "%s%d", i ? " " : "", column);
        if (column >= 0)
            TRY(q, remember(q, &was, h.heads.p[i], c[column].name));
    }
    now = was;
    now.columns = str_dup(q->mem, out_str(&o));
    out_drop(&o);
    TRY(q, db_save(q->db, &intake_batch_rec, &was, &now));
    return see_other(q, "/import/%lld", (long long)was.id);
}

static err later(struct rq *q, const struct job_kind *job, int64_t id)
{
    return job_later(q->db, job, q->now, strf(q->mem, "{\"id\":%lld}", (long long)id));
}

reply batch_run_post(struct rq *q)
{
    struct intake_batch was, now;
    struct intake_set *s;
    TRY(q, batch_open(q, &was));
    TRY(q, was.state == BATCH_STAGED && was.columns.n ? OK : E_CONFLICT);
    TRY(q, batch_set(q->db, &was, &s));
    TRY(q, s->faults.n ? OK : intake_compare(q->db, s, was.org));
    now = was;
    now.alike = str_is(posted(q, "like"), "nye") ? SAME_NEW : str_is(posted(q, "like"), "hopp") ? SAME_SKIP : SAME_ASK;
    if (s->faults.n || (s->alike.n && now.alike == SAME_ASK)) {
        struct batch_page *v = NEW(q->mem, struct batch_page);
        v->ask = true;
        return show(q, 422, v, &was);
    }
    now.state = BATCH_WAITING;
    TRY(q, db_save(q->db, &intake_batch_rec, &was, &now));
    TRY(q, later(q, &intake_job, was.id));
    return see_other(q, "/import/%lld", (long long)was.id);
}

reply batch_undo_post(struct rq *q)
{
    struct intake_batch b;
    TRY(q, batch_open(q, &b));
    TRY(q, b.state == BATCH_DONE ? later(q, &intake_undo_job, b.id) : E_CONFLICT);
    reply r = see_other(q, "/import/%lld", (long long)b.id);
    notice(q, &r, T_intake_undo_begun, NO_TARGS);
    return r;
}
