// SPDX-License-Identifier: Apache-2.0
// Centres: the directorate's list of all, one centre with its nights and places, a new one.
#include "rooms/reception/reception_web.h"

#include "rooms/access/access.h"
#include "rooms/reception/centre.html.h"
#include "rooms/reception/centre_new.html.h"
#include "rooms/reception/centres.html.h"
#include "text_keys.h"

enum { BACK = 20, AHEAD = 7, ENDING_DAYS = 120 };

const struct right reception_centres = { "reception.centres", R(CE) | R(DS) };
const struct right reception_centre_make = { "reception.centre_make", R(DS) };

static str place_name(struct rq *q, str number)
{
    const struct place *p = place_municipality_near(number, q->today);
    return p ? p->name : number;
}

static err show_centre(struct rq *q, const struct centre *c, struct centre_shown *s)
{
    *s = (struct centre_shown){ .id = c->id, .name = c->name, .municipality = place_name(q, c->municipality),
                                .kind = choice_words(q, &centre_kinds, c->kind),
                                .contract_to = c->contract_to };
    PASS(centre_taken(q->db, c->id, q->today, &s->taken));
    PASS(centre_places(q->db, c->id, q->today, &s->places));
    s->percent = s->places ? s->taken * 100 / s->places : 0;
    s->ending = day_known(c->contract_to) && day_diff(c->contract_to, q->today) < ENDING_DAYS;
    return OK;
}

reply centres_get(struct rq *q)
{
    struct centres_page *v = NEW(q->mem, struct centres_page);
    centres all = { 0 };
    if (q->who->org_kind != ORG_DIRECTORATE) { // a centre sees its own
        struct centre own;
        TRY(q, centre_of_org(q->db, q->who->org, &own));
        return see_other(q, "/mottakene/%lld", (long long)own.id);
    }
    TRY(q, centres_all(q->db, q->today, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct centre_shown *s = ADD(q->mem, &v->rows);
        TRY(q, show_centre(q, &all.p[i], s));
        v->taken += s->taken;
        v->places += s->places;
    }
    v->may_make = may(q->who, &reception_centre_make);
    return page(q, &reception_centres_view, v);
}

// ---- one centre -------------------------------------------------------------------------------

static err open_centre(struct rq *q, struct centre *c)
{
    int64_t id;
    if (!str_int(arg(q, "id"), &id))
        return E_NOTFOUND;
    PASS(centre_by_id(q->db, id, c));
    return q->who->org_kind == ORG_DIRECTORATE || c->org == q->who->org ? OK : E_NOTFOUND;
}

static void draw(struct rq *q, struct centre_page *v, const nights *all)
{
    double *taken = NEW_ARRAY(q->mem, all->n, double), *places = NEW_ARRAY(q->mem, all->n, double);
    str *labels = NEW_ARRAY(q->mem, all->n, str);
    struct series *s = NEW_ARRAY(q->mem, 2, struct series);
    for (size_t i = 0; i < all->n; i++) {
        struct ymd d = day_ymd(all->p[i].on);
        taken[i] = (double)all->p[i].taken;
        places[i] = (double)all->p[i].places;
        labels[i] = i % 7 == 6 ? strf(q->mem, "%d.%d.", d.day, d.month) : STR("");
        *ADD(q->mem, &v->nights) =
            (struct night_shown){ all->p[i].on, all->p[i].taken, all->p[i].places };
    }
    s[0] = (struct series){ reception_say(q, T_reception_centre_places), LOOK_FRAME, places };
    s[1] = (struct series){ reception_say(q, T_reception_centre_taken), LOOK_BAR, taken };
    v->chart = (struct chart){
        .id = STR("netter"),
        .title = text(q->mem, q->lang, T_reception_centre_chart__places_taken,
                      TARGS(TI("places", v->places), TI("taken", v->taken))),
        .about = reception_say(q, T_reception_centre_chart_about),
        .desc = STR(""), .labels = labels, .n = all->n, .series = s, .series_n = 2,
        .strong = all->n, .note = STR(""),
    };
}

static const struct record *capacity_form(struct rq *q)
{
    static const char *const names[] = { "from_day", "places", "family", "adapted", "minors" };
    return record_part(q, &capacity_rec, names, sizeof names / sizeof *names);
}

static reply show_one(struct rq *q, int status, struct centre_page *v)
{
    nights all = { 0 };
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    bool national = q->who->org_kind == ORG_DIRECTORATE;
    v->kind = choice_words(q, &centre_kinds, v->centre.kind);
    v->municipality = place_name(q, v->centre.municipality);
    v->may_make = may(q->who, &reception_centre_make);
    TRY(q, centre_taken(q->db, v->centre.id, q->today, &v->taken));
    TRY(q, centre_places(q->db, v->centre.id, q->today, &v->places));
    v->free = v->places - v->taken;
    TRY(q, centre_capacities(q->db, v->centre.id, &v->caps));
    TRY(q, centre_nights(q->db, v->centre.id, day_add(q->today, -BACK), day_add(q->today, AHEAD), &all));
    draw(q, v, &all);
    at[0] = national ? (struct crumb){ reception_say(q, T_reception_centres_title), STR("/mottakene") }
                     : (struct crumb){ reception_say(q, T_reception_house_title), STR("/beboere") };
    at[1] = (struct crumb){ v->centre.name, STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
    v->form.submit = T_reception_centre_change;
    v->form.action = strf(q->mem, "/mottakene/%lld/plasser", (long long)v->centre.id);
    return page_status(q, status, &reception_centre_view, v);
}

reply centre_get(struct rq *q)
{
    struct centre_page *v = NEW(q->mem, struct centre_page);
    TRY(q, open_centre(q, &v->centre));
    struct capacity c = { .from_day = q->today };
    TRY(q, centre_places(q->db, v->centre.id, q->today, &c.places));
    form_show(q, &v->form, capacity_form(q), &c);
    return show_one(q, 200, v);
}

reply capacity_post(struct rq *q)
{
    struct centre_page *v = NEW(q->mem, struct centre_page);
    struct capacity c = { .from_day = DAY_NONE };
    TRY(q, open_centre(q, &v->centre));
    if (!form_read(q, &v->form, capacity_form(q), &c))
        return show_one(q, 422, v);
    c.centre = v->centre.id;
    if (c.family > c.places || c.adapted > c.places || c.minors > c.places) {
        form_refuse(&v->form, "places", T_reception_centre_problem_parts, NO_TARGS);
        return show_one(q, 422, v);
    }
    err e = capacity_add(q->db, &c);
    if (e == E_CONFLICT) {
        form_refuse(&v->form, "from_day", T_reception_centre_problem_same_day, NO_TARGS);
        return show_one(q, 422, v);
    }
    TRY(q, e);
    reply r = see_other(q, "/mottakene/%lld", (long long)v->centre.id);
    notice(q, &r, T_reception_centre_changed, NO_TARGS);
    return r;
}

// ---- a new centre -----------------------------------------------------------------------------

struct new_centre {
    struct centre c;
    str code;
    int64_t places;
};

static const struct record *new_form(struct rq *q)
{
    static const char *const names[] = { "name", "kind", "operator", "operator_number",
                                         "municipality", "address", "contract_from", "contract_to",
                                         "notice_on", "staffed" };
    enum { N = sizeof names / sizeof *names, MORE = 2 };
    static const struct field more[MORE] = {
        F(new_centre, code, TEXT, .flags = REQUIRED, .max = 5, .label = "reception_centre.code"),
        F(new_centre, places, INT, .flags = REQUIRED, .min = 0, .max = 5000,
          .label = "reception_capacity.places"),
    };
    const struct record *part = record_part(q, &centre_rec, names, N);
    struct field *f = NEW_ARRAY(q->mem, N + MORE, struct field);
    struct record *r = NEW(q->mem, struct record);
    memcpy(f, part->f, N * sizeof *f);
    memcpy(f + N, more, sizeof more);
    *r = (struct record){ NULL, f, N + MORE, sizeof(struct new_centre), "reception_centre" };
    return r;
}

static reply show_new(struct rq *q, int status, struct centre_form_page *v)
{
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ reception_say(q, T_reception_centres_title), STR("/mottakene") };
    at[1] = (struct crumb){ reception_say(q, T_reception_centre_new), STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
    v->form.submit = T_reception_centre_make;
    v->form.cancel = STR("/mottakene");
    return page_status(q, status, &reception_centre_new_view, v);
}

reply centre_new_get(struct rq *q)
{
    struct centre_form_page *v = NEW(q->mem, struct centre_form_page);
    form_show(q, &v->form, new_form(q), NULL);
    return show_new(q, 200, v);
}

static bool code_ok(str code) // M and four digits
{
    int64_t n;
    return code.n == 5 && code.p[0] == 'M' && str_int(str_part(code, 1, 4), &n) && n >= 0;
}

reply centre_new_post(struct rq *q)
{
    struct centre_form_page *v = NEW(q->mem, struct centre_form_page);
    struct new_centre n = { .c = { .contract_from = DAY_NONE, .contract_to = DAY_NONE,
                                   .notice_on = DAY_NONE } };
    struct who_org taken;
    if (!form_read(q, &v->form, new_form(q), &n))
        return show_new(q, 422, v);
    const struct place *host = place_by_slug(strf(q->mem, "K%.*s", S(n.c.municipality)), q->today);
    if (!host || host->kind != PLACE_MUNICIPALITY)
        form_refuse(&v->form, "municipality", T_reception_problem_municipality, NO_TARGS);
    if (!code_ok(n.code))
        form_refuse(&v->form, "code", T_reception_centre_problem_code, NO_TARGS);
    if (day_known(n.c.contract_to) && day_cmp(n.c.contract_to, n.c.contract_from) < 0)
        form_refuse(&v->form, "contract_to", T_reception_centre_problem_contract, NO_TARGS);
    if (v->form.problems)
        return show_new(q, 422, v);
    err e = org_by_code(q->db, n.code, &taken);
    if (e == OK) {
        form_refuse(&v->form, "code", T_reception_centre_problem_taken, NO_TARGS);
        return show_new(q, 422, v);
    }
    if (e != E_NOTFOUND)
        return fail(q, e);
    TRY(q, centre_add(q->db, &n.c, n.code, n.places));
    reply r = see_other(q, "/mottakene/%lld", (long long)n.c.id);
    notice(q, &r, T_reception_centre_made, NO_TARGS);
    return r;
}
