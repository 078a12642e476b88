// SPDX-License-Identifier: Apache-2.0
// A staged file: its text is kept as CSV in UTF-8 until it is in, the choice of columns beside it.
#include <jansson.h>

#include "platform/http/setting.h"
#include "platform/job/job.h"
#include "rooms/intake/web.h"
#include "text_keys.h"

enum { KEPT_DAYS = 14 };

SQL(batch_by_id, "select * from intake_batch where id = $1 and org = $2");
SQL(pieces_of, "select * from intake_piece where batch = $1 order by id");
SQL(pieces_gone, "delete from intake_piece where batch = $1");
SQL(headings_of, "select * from intake_heading where org = $1 order by id");

err batch_open(struct rq *q, struct intake_batch *b)
{
    int64_t id;
    if (!str_int(arg(q, "id"), &id))
        return E_NOTFOUND;
    return db_one(q->db, &batch_by_id, ARGS(AI(id), AI(q->who->org)), &intake_batch_rec, b);
}

struct heading_in {
    struct arena *a;
    struct batch_head *h;
};

static err head_row(void *arg, const struct csv_row *r)
{
    struct heading_in *in = arg;
    struct batch_head *h = in->h;
    for (size_t i = 0; i < r->n && h->rows < 2; i++)
        if (h->rows == 0)
            *ADD(in->a, &h->heads) = str_dup(in->a, str_trim(r->cell[i]));
        else
            *ADD(in->a, &h->sample) = str_dup(in->a, str_trim(r->cell[i]));
    h->rows++;
    return OK;
}

// The chosen columns: one number a heading, -1 for none, between blanks.
static bool stored(struct arena *a, const struct intake_batch *b, struct batch_head *h)
{
    str rest = b->columns, one;
    int64_t n;
    h->column = NEW_ARRAY(a, h->heads.n + 1, int);
    for (size_t i = 0; i < h->heads.n; i++) {
        if (!str_cut(&rest, ' ', &one) || !str_int(one, &n))
            return false;
        h->column[i] = (int)n;
    }
    return b->columns.n > 0;
}

err batch_head(struct db *db, const struct intake_batch *b, struct batch_head *h)
{
    struct heading_in in = { db->mem, h };
    enum intake_coding coding;
    text_key problem;
    int64_t line;
    intake_headings own = { 0 };
    *h = (struct batch_head){ 0 };
    PASS(intake_rows(db->mem, b->content, 0, head_row, &in, &coding, &problem, &line));
    if (stored(db->mem, b, h))
        return OK;
    PASS(db_all(db, &headings_of, ARGS(AI(b->org)), &intake_heading_rec, &own));
    intake_guess(db->mem, (enum intake_file)b->kind, h->heads.p, h->heads.n, &own, h->column);
    return OK;
}

err batch_pieces(struct db *db, const struct intake_batch *b, intake_pieces *all)
{
    return db_all(db, &pieces_of, ARGS(AI(b->id)), &intake_piece_rec, all);
}

// The persons first: the other tables name them.
err batch_set(struct db *db, const struct intake_batch *b, struct intake_set **out)
{
    struct batch_head h;
    struct who_org org = { .kind = STR("directorate") }; // a command speaks for everybody
    intake_pieces more = { 0 };
    bool invented;
    PASS(setting_demo(db, &invented));
    PASS(batch_head(db, b, &h));
    PASS(b->org ? org_by_id(db, b->org, &org) : OK);
    PASS(batch_pieces(db, b, &more));
    struct intake_set *s = intake_set_make(db->mem, invented);
    PASS(intake_read(s, (enum intake_file)b->kind, b->content, h.column, h.heads.n, db->deed.today));
    for (size_t i = 0; i < more.n; i++)
        PASS(intake_read(s, (enum intake_file)more.p[i].kind, more.p[i].content, NULL, 0, db->deed.today));
    intake_of_unit(s, &org, db->deed.today);
    intake_moved_in(s, &org);
    intake_join(s, db->deed.today);
    *out = s;
    return OK;
}

// ---- the work itself, as a job: nobody waits at a page for it

static err job_batch(struct db *db, str payload, struct intake_batch *b)
{
    json_t *o = json_loadb(payload.p, payload.n, 0, NULL);
    int64_t id = json_integer_value(json_object_get(o, "id"));
    json_decref(o);
    return db_by_id(db, &intake_batch_rec, id, b);
}

static err stop(struct db *db, const struct intake_batch *was, str fault)
{
    struct intake_batch now = *was;
    now.state = BATCH_FAILED;
    now.fault = fault;
    return db_save(db, &intake_batch_rec, was, &now);
}

static err run(struct db *db, str payload)
{
    struct intake_batch was, now;
    struct intake_set *s;
    PASS(job_batch(db, payload, &was));
    if (was.state != BATCH_WAITING)
        return OK; // done before
    PASS(batch_set(db, &was, &s));
    now = was;
    PASS(intake_run(db, s, &now, true));
    if (s->faults.n || (s->alike.n && was.alike == SAME_ASK)) { // changed since it was looked at
        str words = s->faults.n ? str_z(text_name(s->faults.p[0].problem)) : STR("intake.run.alike");
        return stop(db, &was, words);
    }
    for (size_t i = 0; i < s->alike.n; i++)
        s->persons.p[s->alike.p[i].row].skip = was.alike == SAME_SKIP;
    PASS(intake_write(db, s, &now));
    now.state = BATCH_DONE;
    now.done = (moment){ db->deed.now };
    now.content = STR("");
    PASS(db_do(db, &pieces_gone, ARGS(AI(was.id)), NULL));
    return db_save(db, &intake_batch_rec, &was, &now);
}

static err undo(struct db *db, str payload)
{
    struct intake_batch was, now;
    text_key problem;
    PASS(job_batch(db, payload, &was));
    if (was.state != BATCH_DONE)
        return OK;
    now = was;
    PASS(intake_undo(db, &now, &problem));
    now.fault = problem == T_NONE ? STR("") : str_z(text_name(problem));
    now.state = problem == T_NONE ? BATCH_UNDONE : BATCH_DONE;
    return db_save(db, &intake_batch_rec, &was, &now);
}

// What was brought and left lying is about people: it goes after two weeks.
SQL(left_lying, "select id from intake_batch where state in ('staged', 'failed') and content <> '' and made < $1");
SQL(forget_text, "update intake_batch set content = '', state = 'forgotten', version = version + 1 where id = $1");

struct lying {
    int64_t id;
};
static const struct field lying_fields[] = { F(lying, id, INT, .flags = KEY) };
static const struct record lying_rec = RECORD("", lying, lying_fields);

static err forget(struct db *db, str payload)
{
    SLICE(struct lying) old = { 0 };
    (void)payload;
    PASS(db_all(db, &left_lying, ARGS(AI(db->deed.now - KEPT_DAYS * 86400000LL)), &lying_rec, &old));
    for (size_t i = 0; i < old.n; i++) {
        PASS(db_do(db, &pieces_gone, ARGS(AI(old.p[i].id)), NULL));
        PASS(db_do(db, &forget_text, ARGS(AI(old.p[i].id)), NULL));
    }
    return OK;
}

const struct job_kind intake_forget_job = { "intake.forget", forget, 24 * 60 };
const struct job_kind intake_job = { "intake.run", run, 0 };
const struct job_kind intake_undo_job = { "intake.undo", undo, 0 };
