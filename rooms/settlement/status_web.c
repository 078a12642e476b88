// SPDX-License-Identifier: Apache-2.0
// The status that the forecast builds on: how many places were decided on a day, and how many
// municipalities had answered the newest request. Answers registered here after that day are
// added to it; a new status replaces the one before it from its day on.
#include "rooms/settlement/status_web.h"

#include "rooms/settlement/forecast.h"
#include "rooms/settlement/status.html.h"

static const struct field status_form_fields[] = {
    F(status, status_on, DAY, .flags = REQUIRED),
    F(status, base, INT, .flags = REQUIRED, .min = 0, .max = 1000000),
    F(status, decided, INT, .flags = REQUIRED, .min = 0, .max = 1000000),
    F(status, answered, INT, .flags = REQUIRED, .min = 0, .max = 1000),
    F(status, asked, INT, .flags = REQUIRED, .min = 1, .max = 1000),
    F(status, source, TEXT, .flags = REQUIRED | MULTILINE, .max = 300),
};
static const struct record status_form_rec = { NULL, status_form_fields,
                                               sizeof status_form_fields /
                                                   sizeof *status_form_fields,
                                               sizeof(struct status), "settlement_status" };

SQL(sql_statuses, "select * from settlement_status where round = $1 order by status_on desc");
SQL(sql_status_of_day, "select * from settlement_status where round = $1 and status_on = $2");
SQL(sql_last_decision_on,
    "select coalesce(max(id), 0) from settlement_decision where answered_on <= $1");

// The newest request of the year in the path.
static err round_of_path(struct rq *q, struct round *r)
{
    int64_t year;
    if (!str_int(arg(q, "year"), &year) || year < 2000 || year > 2100)
        return E_NOTFOUND;
    return newest_round(q->db, year, r);
}

static str forecast_of(struct rq *q, const struct status *s)
{
    struct forecast f = forecast(
        &(struct forecast_facts){ s->base, s->decided, s->answered, s->asked, s->status_on });
    return f.fault == FORECAST_FINE ? fmt_int(q->mem, q->lang, f.places) : STR("–");
}

static err earlier(struct rq *q, int64_t round, struct status_page *v)
{
    statuses all = { 0 };
    PASS(db_all(q->db, &sql_statuses, ARGS(AI(round)), &status_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct status *s = &all.p[i];
        *ADD(q->mem, &v->rows) = (struct status_row){
            .on = fmt_day(q->mem, q->lang, s->status_on),
            .base = fmt_int(q->mem, q->lang, s->base),
            .decided = fmt_int(q->mem, q->lang, s->decided),
            .share = text(q->mem, q->lang, T_settlement_forecast_share__answered_asked,
                          TARGS(TI("answered", s->answered), TI("asked", s->asked))),
            .forecast = forecast_of(q, s),
            .source = s->source,
        };
    }
    return OK;
}

// What is known today, to correct rather than to find again.
static struct status proposal(struct rq *q, const struct round *r,
                              const struct settlement_key *k)
{
    return (struct status){ .status_on = q->today,
                            .base = k->base ? k->base : r->base.v,
                            .decided = k->status_asked ? k->status_decided : k->decided,
                            .answered = k->status_asked ? k->status_answered : k->answered,
                            .asked = k->status_asked ? k->status_asked : k->asked_of,
                            .source = STR("") };
}

static reply show(struct rq *q, const struct round *r, const struct form *read)
{
    struct status_page *v = NEW(q->mem, struct status_page);
    struct settlement_key k;
    v->year = r->year;
    v->back = strf(q->mem, "/bosetting/anmodninger/%jd", (intmax_t)r->year);
    TRY(q, settlement_key_of_year(q->db, r->year, q->today, &k));
    TRY(q, earlier(q, r->id, v));
    v->has_how = k.forecast.known;
    if (v->has_how)
        forecast_how(q, &k, &v->how);
    struct status from = proposal(q, r, &k);
    if (read)
        v->form = *read;
    else
        form_show(q, &v->form, &status_form_rec, &from);
    v->form.submit = T_settlement_status_save;
    v->form.cancel = v->back;
    struct crumb *c = NEW_ARRAY(q->mem, 2, struct crumb);
    c[0] = (struct crumb){ text(q->mem, q->lang, T_settlement_requests_title__year,
                                TARGS(TI("year", r->year))),
                           v->back };
    c[1] =
        (struct crumb){ text(q->mem, q->lang, T_settlement_status_crumb, NO_TARGS), STR("") };
    v->crumbs = (struct crumbs){ c, 2 };
    return read ? page_status(q, 422, &settlement_status_view, v)
                : page(q, &settlement_status_view, v);
}

reply status_get(struct rq *q)
{
    struct round r;
    TRY(q, round_of_path(q, &r));
    return show(q, &r, NULL);
}

static void check(struct rq *q, struct form *form, const struct round *r,
                  const struct status *s)
{
    if (day_cmp(s->status_on, q->today) > 0)
        form_refuse(form, "status_on", T_settlement_status_ahead, NO_TARGS);
    if (day_known(r->letter_on) && day_cmp(s->status_on, r->letter_on) < 0)
        form_refuse(form, "status_on", T_settlement_status_before, NO_TARGS);
    if (s->answered > s->asked)
        form_refuse(form, "answered", T_settlement_status_share, NO_TARGS);
}

// One status a day: the same day again corrects it, and the trace holds what stood there.
static err keep(struct rq *q, const struct status *s)
{
    struct status was, now = *s;
    PASS(db_int(q->db, &sql_last_decision_on, ARGS(AD(s->status_on)), &now.after_decision));
    err e = db_one(q->db, &sql_status_of_day, ARGS(AI(s->round), AD(s->status_on)), &status_rec,
                   &was);
    if (e == E_NOTFOUND)
        return db_add(q->db, &status_rec, &now);
    PASS(e);
    now.id = was.id;
    now.version = was.version;
    return db_save(q->db, &status_rec, &was, &now);
}

reply status_post(struct rq *q)
{
    struct round r;
    struct status s = { 0 };
    struct form form = { 0 };
    TRY(q, round_of_path(q, &r));
    s.year = r.year;
    s.round = r.id;
    if (form_read(q, &form, &status_form_rec, &s))
        check(q, &form, &r, &s);
    if (form.problems || form.refused)
        return show(q, &r, &form);
    TRY(q, keep(q, &s));
    reply to = see_other(q, "/bosetting/anmodninger/%jd/status", (intmax_t)r.year);
    notice(q, &to, T_settlement_status_saved__on, TARGS(TD("on", s.status_on)));
    return to;
}
