// SPDX-License-Identifier: Apache-2.0
// The front page: nine updates, the year's key figures and the map, all from what is stored.
#include "rooms/portal/portal_web.h"

#include <math.h>

#include "base/map.h"
#include "rooms/place/place.h"
#include "rooms/portal/front.html.h"
#include "rooms/portal/panorama.html.h"
#include "rooms/settlement/settlement.h"
#include "text_keys.h"

enum { UPDATES = 9, RULES = 3, PLACES_LEAST = 100 };

void c_panorama(struct w *w)
{
    portal_panorama_view.body(w, NULL);
}

// ---- key figures

static double pct(int64_t part, int64_t whole)
{
    return whole > 0 ? 100.0 * (double)part / (double)whole : 0;
}

static err key_figures(struct rq *q, struct key_figures *k)
{
    struct settlement_key s;
    err e = settlement_key_figures(q->db, q->today, &s);
    if (e == E_NOTFOUND)
        return OK; // a new installation: the page has no strip yet
    PASS(e);
    *k = (struct key_figures){
        .known = true,
        .year = s.year,
        .asked = s.asked,
        .decided = s.decided,
        .settled = s.settled.v,
        .answered = s.answered,
        .asked_of = s.asked_of,
        .missing = s.asked_of - s.answered,
        .forecast = s.forecast.v,
        .base = s.base,
        .has_settled = s.settled.known,
        .has_forecast = s.forecast.known,
        .decided_pct = fmt_real(q->mem, q->lang, pct(s.decided, s.asked), 0),
        .settled_pct = fmt_real(q->mem, q->lang, pct(s.settled.v, s.decided), 0),
        .asked_on = s.asked_on,
        .decided_on = s.decided_on,
        .settled_on = s.settled_on,
        .forecast_on = s.forecast_on,
        .status_new = s.status_decided - s.base,
        .status_share_pct =
            fmt_real(q->mem, q->lang, pct(s.status_answered, s.status_asked), 0),
        .url = STR("/tall-og-statistikk/tabeller/IB103"),
    };
    return OK;
}

static double along(const struct key_figures *k, int64_t v)
{
    int64_t most = k->asked > k->decided ? k->asked : k->decided;
    most = k->forecast > most ? k->forecast : most;
    return most > 0 && v > 0 ? 1000.0 * (double)v / (double)most : 0;
}

// Asked is the whole length; decided, settled and the forecast lie on it.
void c_progress(struct w *w, const struct key_figures *k)
{
    OUT(w->o, "<svg class=\"framdrift\" viewBox=\"0 0 1000 28\" preserveAspectRatio=\"none\" "
              "role=\"img\" aria-labelledby=\"fr-t\"><title id=\"fr-t\">");
    w_t(w, T_portal_key_bar__asked_decided_settled,
        TARGS(TI("asked", k->asked), TI("decided", k->decided), TI("settled", k->settled)));
    OUT(w->o, "</title><rect class=\"bunnlag\" width=\"1000\" height=\"28\" rx=\"4\"/>");
    out_f(w->o, "<rect class=\"ja\" width=\"%.0f\" height=\"28\" rx=\"4\"/>",
          along(k, k->decided));
    if (k->has_settled)
        out_f(w->o, "<rect class=\"bosatt\" width=\"%.0f\" height=\"28\" rx=\"4\"/>",
              along(k, k->settled));
    if (k->has_forecast)
        out_f(w->o, "<rect class=\"prog\" x=\"%.0f\" width=\"4\" height=\"28\"/>",
              along(k, k->forecast) - 4);
    OUT(w->o, "</svg>\n");
}

// ---- the map

struct rate {
    str number; // of 2024
    double per_1000;
};

// Settled per 1 000 inhabitants of the municipalities of 2024 whose figure is shown.
static size_t rates(const figures *rows, int64_t year, struct rate *at)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct figure *f = &rows->p[i];
        const struct place *then = place_municipality(f->number, day_of((int)year, 7, 1));
        const struct place *now = then ? place_in_2024(then) : NULL;
        int64_t people = then ? place_population(then, (int)year) : 0;
        if (!now || !now->facts || !f->settled.known || people <= 0)
            continue;
        at[n++] = (struct rate){ now->facts->number_2024,
                                 1000.0 * (double)f->settled.v / (double)people };
    }
    return n;
}

static double nation_rate(int64_t settled, int64_t year)
{
    int64_t people = place_population(place_nation(), (int)year);
    return people > 0 ? 1000.0 * (double)settled / (double)people : 0;
}

static void places(struct rq *q, const struct rate *at, size_t n, const double cut[4],
                   struct choropleth *out)
{
    place_list all = { 0 };
    struct map by_number;
    map_make(&by_number, q->mem);
    for (size_t i = 0; i < n; i++)
        map_put(&by_number, at[i].number, (void *)&at[i]);
    place_municipalities(q->mem, day_of(2024, 7, 1), STR(""), &all);
    struct map_place *p = NEW_ARRAY(q->mem, all.n, struct map_place);
    for (size_t i = 0; i < all.n; i++) {
        const struct rate *r = map_get(&by_number, all.p[i]->number);
        p[i] = (struct map_place){ .code = all.p[i]->number,
                                   .cls = map_class_of(r ? r->per_1000 : NAN, cut),
                                   .name = all.p[i]->name };
    }
    out->at = p;
    out->n = all.n;
}

static err map_of(struct rq *q, struct front *v)
{
    figures rows = { 0 };
    int64_t year = v->key.year;
    if (!v->key.has_settled)
        return OK;
    PASS(settlement_figures_of(q->db, year, &rows));
    struct rate *at = NEW_ARRAY(q->mem, rows.n + 1, struct rate);
    size_t n = rates(&rows, year, at);
    double *values = NEW_ARRAY(q->mem, n + 1, double), cut[4];
    for (size_t i = 0; i < n; i++)
        values[i] = at[i].per_1000;
    if (n < PLACES_LEAST || !map_cuts(values, n, cut, q->mem))
        return OK;
    v->has_map = true;
    v->map_year = year;
    v->map_from = fmt_real(q->mem, q->lang, cut[3], cut[3] == floor(cut[3]) ? 0 : 1);
    for (size_t i = 0; i < n; i++)
        v->map_over += values[i] >= cut[3];
    v->map_nation = nation_rate(v->key.settled, year);
    v->map = (struct choropleth){
        .id = STR("kart"),
        .title = text(q->mem, q->lang, T_portal_map_legend__year, TARGS(TI("year", year))),
        .plain = true,
    };
    map_labels(q->mem, q->lang, cut, 1, v->map.labels);
    places(q, at, n, cut, &v->map);
    return OK;
}

reply front_get(struct rq *q)
{
    struct front *v = NEW(q->mem, struct front);
    updates rows = { 0 };
    TRY(q, updates_public(q->db, q->today, -1, UPDATES, 0, &rows));
    updates_show(q, &rows, &v->updates);
    updates rules = { 0 }, ahead = { 0 };
    TRY(q, updates_public(q->db, q->today, UPDATE_RULE, RULES, 0, &rules));
    updates_show(q, &rules, &v->rules);
    TRY(q, updates_ahead(q->db, q->today, &ahead));
    updates_show(q, &ahead, &v->ahead);
    TRY(q, key_figures(q, &v->key));
    if (v->key.known)
        TRY(q, map_of(q, v));
    reply r = page(q, &portal_front_view, v);
    r.shared = q->who->user == 0;
    return r;
}
