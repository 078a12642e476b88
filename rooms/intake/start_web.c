// SPDX-License-Identifier: Apache-2.0
// Where an import begins: templates, upload, earlier ones.
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
    [BATCH_UNDONE] = { T_intake_state_undone, TONE_NEUTRAL }, [BATCH_FORGOTTEN] = { T_intake_state_forgotten, TONE_NEUTRAL },
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

static err keep(struct rq *q, const struct intake_handed *h, struct intake_batch *b)
{
    PASS(db_add(q->db, &intake_batch_rec, b));
    for (int f = 0; f < INTAKE_FILES; f++) {
        struct intake_piece p = { .batch = b->id, .kind = f, .name = h->name[f], .content = h->csv[f] };
        if (f != FILE_PERSONS && h->csv[f].n)
            PASS(db_add(q->db, &intake_piece_rec, &p));
    }
    return OK;
}

// What was brought and understood, or not: said once, on the next page.
static void said(struct rq *q, reply *r, const struct intake_handed *h)
{
    struct out names = { 0 };
    for (size_t i = 0; i < h->left_out.n; i++)
        out_f(&names, "%s%.*s", i ? ", " : "", S(h->left_out.p[i]));
    if (names.n)
        notice(q, r, T_intake_start_left_out__names, TARGS(TS("names", str_dup(q->mem, out_str(&names)))));
    else if (h->coding != CODING_UTF8)
        notice(q, r, h->coding == CODING_LATIN1 ? T_intake_start_latin1 : T_intake_start_utf16, NO_TARGS);
    out_drop(&names);
}

reply intake_post(struct rq *q)
{
    struct start_page *v = NEW(q->mem, struct start_page);
    zip_files_in files = { 0 };
    struct intake_handed h;
    for (size_t i = 0; i < q->uploads.n; i++) {
        const struct upload *u = &q->uploads.p[i];
        if (str_is(u->field, "fil") && u->bytes.n)
            *ADD(q->mem, &files) = (struct zip_file_in){ u->filename, u->bytes };
    }
    if (!files.n) {
        v->problem = T_intake_start_no_file;
        return show(q, 422, v);
    }
    err e = intake_hand_over(q->mem, files.p, files.n, &h, &v->problem);
    v->where = h.where;
    if (e == E_INPUT)
        return show(q, 422, v);
    TRY(q, e);
    struct intake_batch b = { .org = q->who->org, .by_user = q->who->user, .made = { q->now }, .kind = FILE_PERSONS,
                              .filename = files.p[0].name, .content = h.csv[FILE_PERSONS], .columns = STR(""), .fault = STR("") };
    TRY(q, keep(q, &h, &b));
    reply r = see_other(q, "/import/%lld", (long long)b.id);
    said(q, &r, &h);
    return r;
}
