// SPDX-License-Identifier: Apache-2.0
// A voluntary organisation's activities at a centre, and the centre's side of them.
#include "rooms/reception/voluntary.h"

#include "platform/who/user.h"

#include "rooms/reception/voluntary.html.h"
#include "rooms/reception/voluntary_event.html.h"
#include "rooms/reception/voluntary_join.html.h"
#include "rooms/reception/voluntary_new.html.h"
#include "text_keys.h"

const struct right reception_voluntary_own = { "reception.voluntary_own", R(VO) };
const struct right reception_voluntary = { "reception.voluntary", R(CE) };

enum { SHOWN = 200 };

SQL(events_of_org, "select * from reception_event where org = $1 order by on_day desc, starts desc, id limit $2");
SQL(events_of_centre, "select * from reception_event where centre = $1 order by on_day desc, starts desc, id limit $2");
SQL(count_joiners, "select count(*) from reception_joiner where event = $1");
SQL(centres_agreed, "select c.* from reception_agreement a join reception_centre c on c.id = a.centre "
                    "where a.org = $1 and a.from_day <= $2 and (a.to_day is null or a.to_day >= $2) order by c.name");
SQL(agreement_now, "select count(*) from reception_agreement where org = $1 and centre = $2 and from_day <= $3 "
                   "and (to_day is null or to_day >= $3)");
SQL(voluntary_orgs, "select * from who_org where kind = 'other' and code like 'V%' order by name, id");
SQL(org_called, "select name from who_org where id = $1");
SQL(listed_residents, "select p.* from reception_stay s join person_person p on p.id = s.person where s.centre = $1 "
                      "and s.to_day is null and " PERSON_LISTED("p") " order by p.family, p.given, p.id limit $2");
SQL(joined_of, "select person from reception_joined where event = $1");

static err show_event(struct rq *q, const struct vol_event *e, bool house, struct vol_event_shown *s)
{
    str org = STR("");
    struct centre c;
    *s = (struct vol_event_shown){
        .id = e->id, .title = e->title, .about = e->about, .spot = e->spot, .held = e->held,
        .when = text(q->mem, q->lang, T_reception_vol_when__day_from_to,
                     TARGS(TD("day", e->on_day), TS("from", minutes_shown(q->mem, e->starts)),
                           TS("to", minutes_shown(q->mem, e->starts + e->hours * 60 / 100)))),
        .url = strf(q->mem, house ? "/beboere/frivillig/%lld" : "/frivillig/%lld", (long long)e->id),
    };
    PASS(db_int(q->db, &count_joiners, ARGS(AI(e->id)), &s->joined));
    if (house) {
        PASS(db_str(q->db, &org_called, ARGS(AI(e->org)), &org));
    } else {
        PASS(centre_by_id(q->db, e->centre, &c));
        org = c.name;
    }
    s->who = org;
    return OK;
}

static err show_events(struct rq *q, struct vol_page *v, const vol_events *all)
{
    for (size_t i = 0; i < all->n; i++) {
        struct vol_event_shown s;
        PASS(show_event(q, &all->p[i], v->house, &s));
        if (day_cmp(all->p[i].on_day, q->today) >= 0 && !s.held)
            *ADD(q->mem, &v->coming) = s;
        else
            *ADD(q->mem, &v->past) = s;
    }
    return OK;
}

// ---- the organisation ------------------------------------------------------------------------------

static err agreed_centres(struct rq *q, void *out, str chosen)
{
    SLICE(struct vol_choice) *list = out;
    centres all = { 0 };
    PASS(db_all(q->db, &centres_agreed, ARGS(AI(q->who->org), AD(q->today)), &centre_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        str code = strf(q->mem, "%lld", (long long)all.p[i].id);
        *ADD(q->mem, list) = (struct vol_choice){ code, all.p[i].name, str_eq(code, chosen) };
    }
    return OK;
}

reply vol_get(struct rq *q)
{
    struct vol_page *v = NEW(q->mem, struct vol_page);
    SLICE(struct vol_choice) centres_ = { 0 };
    vol_events all = { 0 };
    TRY(q, db_all(q->db, &events_of_org, ARGS(AI(q->who->org), AI(SHOWN)), &vol_event_rec, &all));
    TRY(q, agreed_centres(q, &centres_, STR("")));
    v->any_centre = centres_.n != 0;
    v->title = reception_say(q, T_reception_vol_title);
    v->lead = reception_say(q, T_reception_vol_lead);
    v->new_url = STR("/frivillig/ny");
    TRY(q, show_events(q, v, &all));
    return page(q, &reception_voluntary_view, v);
}

struct event_typed {
    str title, about, starts, hours, spot;
    day on_day;
};
enum { LINE = 200, WORDS = 1000, CLOCK = 5 };
static const struct field typed_fields[] = {
    F(event_typed, title, TEXT, .flags = REQUIRED, .max = LINE),
    F(event_typed, about, TEXT, .flags = MULTILINE, .max = WORDS),
    F(event_typed, on_day, DAY, .flags = REQUIRED),
    F(event_typed, starts, TEXT, .flags = REQUIRED, .max = CLOCK),
    F(event_typed, hours, TEXT, .flags = REQUIRED, .max = CLOCK),
    F(event_typed, spot, TEXT, .max = LINE),
};
static const struct record typed_rec = { NULL, typed_fields, sizeof typed_fields / sizeof *typed_fields,
                                         sizeof(struct event_typed), "reception_event" };

static reply show_new(struct rq *q, int status, struct vol_form_page *v, str chosen)
{
    TRY(q, agreed_centres(q, &v->centres, chosen));
    v->form.cancel = STR("/frivillig");
    return page_status(q, status, &reception_voluntary_new_view, v);
}

reply vol_new_get(struct rq *q)
{
    struct vol_form_page *v = NEW(q->mem, struct vol_form_page);
    struct event_typed t = { .title = STR(""), .about = STR(""), .starts = STR(""), .hours = STR(""), .spot = STR(""),
                             .on_day = q->today };
    form_show(q, &v->form, &typed_rec, &t);
    return show_new(q, 200, v, STR(""));
}

reply vol_new_post(struct rq *q)
{
    enum { LEAST = 25, MOST = 1200 };
    static const char *const also[] = { "centre", NULL };
    struct vol_form_page *v = NEW(q->mem, struct vol_form_page);
    struct event_typed t = { .title = STR(""), .about = STR(""), .starts = STR(""), .hours = STR(""), .spot = STR(""),
                             .on_day = DAY_NONE };
    int64_t centre = 0, agreed = 0, starts = 0;
    double hours = 0;
    v->form.also = also;
    bool good = form_read(q, &v->form, &typed_rec, &t);
    if (good && !minutes_read(t.starts, &starts))
        form_refuse(&v->form, "starts", T_reception_plan_problem_clock, NO_TARGS);
    if (good && (!read_real(t.hours, &hours) || hours * 100 < LEAST || hours * 100 > MOST))
        form_refuse(&v->form, "hours", T_reception_plan_problem_hours, NO_TARGS);
    if (str_int(posted(q, "centre"), &centre))
        TRY(q, db_int(q->db, &agreement_now, ARGS(AI(q->who->org), AI(centre), AD(q->today)), &agreed));
    if (!agreed)
        form_refuse(&v->form, "title", T_reception_vol_problem_centre, NO_TARGS);
    if (v->form.problems)
        return show_new(q, 422, v, posted(q, "centre"));
    struct vol_event e = { .centre = centre, .org = q->who->org, .title = t.title, .about = t.about, .on_day = t.on_day,
                           .starts = starts, .hours = (int64_t)(hours * 100 + 0.5), .spot = t.spot };
    TRY(q, db_add(q->db, &vol_event_rec, &e));
    reply r = see_other(q, "/frivillig/%lld", (long long)e.id);
    notice(q, &r, T_reception_saved, NO_TARGS);
    return r;
}

static err own_event(struct rq *q, struct vol_event *e)
{
    int64_t id;
    if (!str_int(arg(q, "id"), &id))
        return E_NOTFOUND;
    PASS(db_by_id(q->db, &vol_event_rec, id, e));
    return e->org == q->who->org ? OK : E_NOTFOUND;
}

reply vol_event_get(struct rq *q)
{
    struct vol_event_page *v = NEW(q->mem, struct vol_event_page);
    struct vol_event e;
    joiners all = { 0 };
    TRY(q, own_event(q, &e));
    TRY(q, show_event(q, &e, false, &v->e));
    TRY(q, vol_joiners(q->db, e.id, &all));
    v->future = day_cmp(e.on_day, q->today) > 0;
    for (size_t i = 0; i < all.n; i++)
        *ADD(q->mem, &v->people) = (struct vol_choice){ strf(q->mem, "%lld", (long long)all.p[i].id), all.p[i].called,
                                                        e.held ? all.p[i].present : true };
    return page(q, &reception_voluntary_event_view, v);
}

static bool ticked(const struct rq *q, const char *name, int64_t id)
{
    int64_t n;
    for (size_t i = 0; i < q->form.n; i++)
        if (str_is(q->form.p[i].name, name) && str_int(q->form.p[i].value, &n) && n == id)
            return true;
    return false;
}

reply vol_event_post(struct rq *q)
{
    struct vol_event was, now;
    joiners all = { 0 };
    TRY(q, own_event(q, &was));
    if (day_cmp(was.on_day, q->today) > 0)
        return fail(q, E_CONFLICT);
    TRY(q, vol_joiners(q->db, was.id, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct joiner j = all.p[i];
        j.present = ticked(q, "kom", j.id);
        if (j.present != all.p[i].present)
            TRY(q, db_save(q->db, &joiner_rec, &all.p[i], &j));
    }
    now = was;
    now.held = true;
    if (!was.held)
        TRY(q, db_save(q->db, &vol_event_rec, &was, &now));
    reply r = see_other(q, "/frivillig/%lld", (long long)was.id);
    notice(q, &r, T_reception_saved, NO_TARGS);
    return r;
}

// ---- the centre ------------------------------------------------------------------------------------

reply vol_house_get(struct rq *q)
{
    struct vol_page *v = NEW(q->mem, struct vol_page);
    struct centre c;
    SLICE(struct who_org) orgs = { 0 };
    vol_events all = { 0 };
    TRY(q, centre_of_org(q->db, q->who->org, &c));
    TRY(q, db_all(q->db, &events_of_centre, ARGS(AI(c.id), AI(SHOWN)), &vol_event_rec, &all));
    TRY(q, db_all(q->db, &voluntary_orgs, NO_ARGS, &who_org_rec, &orgs));
    v->house = true;
    v->title = reception_say(q, T_reception_vol_title);
    v->lead = reception_say(q, T_reception_vol_house_lead);
    for (size_t i = 0; i < orgs.n; i++) {
        int64_t agreed;
        TRY(q, db_int(q->db, &agreement_now, ARGS(AI(orgs.p[i].id), AI(c.id), AD(q->today)), &agreed));
        struct vol_choice o = { strf(q->mem, "%lld", (long long)orgs.p[i].id), orgs.p[i].name, false };
        if (agreed)
            *ADD(q->mem, &v->agreed) = o;
        else
            *ADD(q->mem, &v->orgs) = o;
    }
    TRY(q, show_events(q, v, &all));
    return page(q, &reception_voluntary_view, v);
}

reply vol_agree_post(struct rq *q)
{
    struct centre c;
    struct who_org org;
    int64_t id, agreed;
    TRY(q, centre_of_org(q->db, q->who->org, &c));
    if (!str_int(posted(q, "org"), &id))
        return fail(q, E_NOTFOUND);
    TRY(q, org_by_id(q->db, id, &org));
    if (org.code.p[0] != 'V')
        return fail(q, E_NOTFOUND);
    TRY(q, db_int(q->db, &agreement_now, ARGS(AI(id), AI(c.id), AD(q->today)), &agreed));
    struct vol_agreement a = { .centre = c.id, .org = id, .from_day = q->today, .to_day = DAY_NONE };
    if (!agreed)
        TRY(q, db_add(q->db, &vol_agreement_rec, &a));
    reply r = see_other(q, "/beboere/frivillig");
    notice(q, &r, T_reception_saved, NO_TARGS);
    return r;
}

static err house_event(struct rq *q, struct vol_event *e, persons *residents)
{
    struct centre c;
    int64_t id;
    PASS(centre_of_org(q->db, q->who->org, &c));
    if (!str_int(arg(q, "id"), &id))
        return E_NOTFOUND;
    PASS(db_by_id(q->db, &vol_event_rec, id, e));
    if (e->centre != c.id)
        return E_NOTFOUND;
    return db_all(q->db, &listed_residents, ARGS(AI(c.id), AI(SHOWN)), &person_rec, residents);
}

struct one_id {
    int64_t person;
};
static const struct field id_fields[] = { F(one_id, person, INT) };
static const struct record id_rec = { NULL, id_fields, 1, sizeof(struct one_id), "reception.joined" };

reply vol_join_get(struct rq *q)
{
    struct vol_event_page *v = NEW(q->mem, struct vol_event_page);
    struct vol_event e;
    persons all = { 0 };
    SLICE(struct one_id) there = { 0 };
    TRY(q, house_event(q, &e, &all));
    TRY(q, show_event(q, &e, true, &v->e));
    TRY(q, db_all(q->db, &joined_of, ARGS(AI(e.id)), &id_rec, &there));
    for (size_t i = 0; i < all.n; i++) {
        bool joined = false;
        for (size_t k = 0; k < there.n; k++)
            joined |= there.p[k].person == all.p[i].id;
        *ADD(q->mem, &v->people) = (struct vol_choice){ strf(q->mem, "%lld", (long long)all.p[i].id),
                                                        person_listed(q->mem, &all.p[i]), joined };
    }
    return page(q, &reception_voluntary_join_view, v);
}

reply vol_join_post(struct rq *q)
{
    struct vol_event e;
    persons all = { 0 };
    TRY(q, house_event(q, &e, &all));
    for (size_t i = 0; i < all.n; i++)
        TRY(q, ticked(q, "med", all.p[i].id) ? vol_join(q->db, &e, all.p[i].id) : vol_leave(q->db, &e, all.p[i].id));
    reply r = see_other(q, "/beboere/frivillig");
    notice(q, &r, T_reception_saved, NO_TARGS);
    return r;
}
