// SPDX-License-Identifier: Apache-2.0
// Where an import begins: templates, upload, earlier ones.
#include "platform/data/xlsx.h"
#include "rooms/intake/start.html.h"
#include "rooms/intake/web.h"
#include "text_keys.h"

const struct right intake_use = { "intake.use", R(DS) | R(CE) | R(MC) };

enum { EARLIER = 20 };
SQL(batches_of, "select id, org, by_user, made, kind, filename, '' as content, columns, state, alike, fault, "
                "added, changed, done, version from intake_batch where org = $1 order by id desc limit 20");

static const struct {
    text_key words;
    enum tone tone;
} states[] = {
    [BATCH_STAGED] = { T_intake_state_staged, TONE_WARNING },   [BATCH_WAITING] = { T_intake_state_waiting, TONE_INFO },
    [BATCH_DONE] = { T_intake_state_done, TONE_SUCCESS },       [BATCH_FAILED] = { T_intake_state_failed, TONE_DANGER },
    [BATCH_UNDONE] = { T_intake_state_undone, TONE_NEUTRAL },
};

static reply show(struct rq *q, int status, struct start_page *v)
{
    intake_batches all = { 0 };
    TRY(q, db_all(q->db, &batches_of, ARGS(AI(q->who->org)), &intake_batch_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct intake_batch *b = &all.p[i];
        *ADD(q->mem, &v->earlier) = (struct start_row){
            .url = strf(q->mem, "/import/%lld", (long long)b->id), .filename = b->filename,
            .at = fmt_moment(q->mem, q->lang, b->made.ms), .state = states[b->state].words, .tone = states[b->state].tone,
            .added = b->added, .changed = b->changed
        };
    }
    return page_status(q, status, &intake_start_view, v);
}

reply intake_get(struct rq *q)
{
    return show(q, 200, NEW(q->mem, struct start_page));
}

static err to_csv(void *arg, const struct csv_row *r)
{
    struct out *o = arg;
    for (size_t i = 0; i < r->n; i++) {
        if (i)
            out_char(o, ',');
        out_csv(o, r->cell[i], ',');
    }
    out_char(o, '\n');
    return OK;
}

reply intake_post(struct rq *q)
{
    struct start_page *v = NEW(q->mem, struct start_page);
    const struct upload *u = uploaded(q, "fil");
    struct out o = { 0 };
    enum intake_coding coding = CODING_UTF8;
    int64_t line;
    if (!u || !u->bytes.n) {
        v->problem = T_intake_start_no_file;
        return show(q, 422, v);
    }
    err e = intake_rows(q->mem, u->bytes, to_csv, &o, &coding, &v->problem, &line);
    struct intake_batch b = { .org = q->who->org, .by_user = q->who->user, .made = { q->now }, .kind = FILE_PERSONS,
                              .filename = u->filename, .content = str_dup(q->mem, out_str(&o)), .columns = STR(""),
                              .fault = STR("") };
    bool empty = !o.n;
    out_drop(&o);
    if (e == E_INPUT || empty) {
        v->problem = v->problem != T_NONE ? v->problem : T_intake_problem_empty;
        return show(q, 422, v);
    }
    TRY(q, e);
    TRY(q, db_add(q->db, &intake_batch_rec, &b));
    reply r = see_other(q, "/import/%lld", (long long)b.id);
    if (coding != CODING_UTF8)
        notice(q, &r, coding == CODING_LATIN1 ? T_intake_start_latin1 : T_intake_start_utf16, NO_TARGS);
    return r;
}

// The heading alone, with the names people know; a spreadsheet or CSV.
reply intake_template(struct rq *q)
{
    size_t n;
    const struct intake_column *c = intake_columns(FILE_PERSONS, &n);
    struct out o = { 0 };
    str form = arg(q, "slag");
    str heads[64];
    for (size_t i = 0; i < n && i < 64; i++)
        heads[i] = str_z(c[i].name);
    if (str_is(form, "xlsx")) {
        struct xlsx *x = xlsx_make(q->mem, STR("persons"));
        if (!x)
            return fail(q, E_IO);
        xlsx_head(x, heads, n);
        TRY(q, xlsx_end(x, text(q->mem, q->lang, T_intake_template_about, NO_TARGS), &o));
    } else if (str_is(form, "csv")) {
        OUT(&o, "\xef\xbb\xbf");
        for (size_t i = 0; i < n; i++)
            out_f(&o, "%s%.*s", i ? ";" : "", S(heads[i]));
        OUT(&o, "\r\n");
    } else {
        return fail(q, E_NOTFOUND);
    }
    reply r = bytes(q, str_is(form, "csv") ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    str_dup(q->mem, out_str(&o)));
    r.filename = strf(q->mem, "persons.%.*s", S(form));
    out_drop(&o);
    return r;
}
