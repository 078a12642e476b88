// SPDX-License-Identifier: Apache-2.0
// /bosetting/forslag/tjenester: which services are near which municipality, who found out and when it
// holds from. What is not here is guessed from how central the municipality is.
#include "rooms/place/place.h"
#include "rooms/proposal/near.html.h"
#include "rooms/proposal/proposal_web.h"

static str say(struct rq *q, text_key key)
{
    return text(q->mem, q->lang, key, NO_TARGS);
}

struct tabs proposal_tabs(struct rq *q, const char *here)
{
    struct tab *at = NEW_ARRAY(q->mem, 2, struct tab);
    at[0] = (struct tab){ say(q, T_proposal_tab_all), STR("/bosetting/forslag"), str_is(str_z(here), "alle") };
    at[1] = (struct tab){ say(q, T_proposal_tab_near), STR("/bosetting/forslag/tjenester"),
                          str_is(str_z(here), "tjenester") };
    return (struct tabs){ say(q, T_proposal_tabs), at, 2 };
}

static reply show(struct rq *q, int status, struct near_page *v)
{
    proposal_services all = { 0 };
    TRY(q, proposal_services_of(q->db, q->today, &all));
    for (size_t i = all.n; i-- > 0;) { // newest first
        const struct proposal_service *s = &all.p[i];
        const struct place *p = place_municipality_near(s->number, q->today);
        *ADD(q->mem, &v->rows) = (struct near_shown){
            text_find(proposal_service_rec.f[2].choices->at[s->service].label),
            s->near == NEAR_YES ? T_proposal_near_yes : T_proposal_near_no, p ? p->name : s->number,
            fmt_day(q->mem, q->lang, s->from_day), s->source
        };
    }
    v->form.submit = T_proposal_near_save;
    v->tabs = proposal_tabs(q, "tjenester");
    struct crumb *at = NEW_ARRAY(q->mem, 3, struct crumb);
    at[0] = (struct crumb){ say(q, T_proposal_board), STR("/bosetting") };
    at[1] = (struct crumb){ say(q, T_proposal_all_title), STR("/bosetting/forslag") };
    at[2] = (struct crumb){ say(q, T_proposal_near_title), STR("") };
    v->crumbs = (struct crumbs){ at, 3 };
    return page_status(q, status, &proposal_near_view, v);
}

reply near_get(struct rq *q)
{
    struct near_page *v = NEW(q->mem, struct near_page);
    struct proposal_service row = { .number = STR(""), .source = STR(""), .from_day = q->today };
    form_show(q, &v->form, &proposal_service_rec, &row);
    return show(q, 200, v);
}

// A number or a name that is one municipality's alone.
static const struct place *typed_place(struct rq *q, str typed)
{
    const struct place *p = place_municipality(typed, q->today);
    place_hits hits = { 0 };
    if (p)
        return p;
    place_search(q->mem, typed, q->today, &hits);
    for (size_t i = 0; i < hits.n; i++)
        if (hits.p[i].place->county.n && (hits.p[i].exact || hits.n == 1))
            return hits.p[i].place;
    return NULL;
}

reply near_post(struct rq *q)
{
    struct near_page *v = NEW(q->mem, struct near_page);
    struct proposal_service row = { .from_day = q->today };
    if (!form_read(q, &v->form, &proposal_service_rec, &row))
        return show(q, 422, v);
    const struct place *p = typed_place(q, str_trim(row.number));
    if (!p || day_cmp(row.from_day, q->today) > 0) {
        form_refuse(&v->form, p ? "from_day" : "number", p ? T_proposal_near_future : T_proposal_near_nowhere, NO_TARGS);
        return show(q, 422, v);
    }
    row.number = p->number;
    row.by_user = q->db->deed.user;
    TRY(q, db_add(q->db, &proposal_service_rec, &row));
    reply r = see_other(q, "/bosetting/forslag/tjenester");
    notice(q, &r, T_proposal_near_saved__place, TARGS(TS("place", p->name)));
    return r;
}
