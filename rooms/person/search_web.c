// SPDX-License-Identifier: Apache-2.0
// The list of persons begins with a search. What was typed is posted and kept for an hour under a
// random key, so that no name stands in an address, a log or a browser's history.
#include "rooms/person/person_web.h"

#include "rooms/access/access.h"
#include "rooms/person/persons.html.h"
#include "text_keys.h"

// A longer list is shown by who came last: nobody reads thousands of names in a row.
enum { LIST_MOST = 1000 };
enum { HITS = 20, RECENT = 8, PER_PAGE = 50, TYPED_MAX = 200, QUERY_MS = 3600 * 1000 };

SQL(query_add, "insert into person_query (key, by_user, typed, at) values ($1, $2, $3, $4)");
SQL(query_get, "select typed from person_query where key = $1 and by_user = $2 and at > $3");
SQL(query_drop, "delete from person_query where at < $1");
SQL(recently, "select p.* from (select person, max(at) as last from person_look where by_user = $1 "
              "group by person order by last desc limit $2) l "
              "join person_person p on p.id = l.person where " PERSON_LISTED("p") " order by l.last desc");
#define IN_SIGHT                                                                               \
    "from person_person p where p.id in (select subject from who_scope where reader = $1 "     \
    "and level >= 2 and sealed = 0 and to_day is null) and p.merged_into is null and " PERSON_LISTED("p")
SQL(in_sight, "select p.* " IN_SIGHT
              " order by p.family collate nb, p.given collate nb, p.id limit $2 offset $3");
SQL(latest, "select p.* from who_scope s join person_person p on p.id = s.subject where s.reader = $1 "
            "and s.level >= 2 and s.sealed = 0 and s.to_day is null and " PERSON_LISTED("p")
            " and p.merged_into is null and not exists (select 1 from who_scope d where "
            "d.subject = s.subject and d.reader = s.reader and d.id > s.id and d.to_day is null and "
            "d.level >= 2) order by s.id desc limit $2 offset $3");
SQL(scope_size, "select count(*) from (select 1 from who_scope where reader = $1 limit $2) s");
SQL(count_in_sight, "select count(*) " IN_SIGHT);
SQL(last_event, "select * from person_event where person = $1 and happened <= $2 "
                "order by happened desc, id desc limit 1");

void show_hit(struct rq *q, const struct person *p, text_key why, struct hit_shown *h)
{
    struct person_event e;
    *h = (struct hit_shown){
        .id = p->id,
        .name = person_listed(q->mem, p),
        .born = person_born(q->mem, q->lang, p),
        .own_script = p->own_script,
        .why = why == T_NONE ? STR("") : text(q->mem, q->lang, why, NO_TARGS),
        .sex = text_find(record_field(&person_rec, STR("sex"))->choices->at[p->sex].label),
        .last = STR(""),
    };
    if (db_one(q->db, &last_event, ARGS(AI(p->id), AD(q->today)), &person_event_rec, &e) == OK)
        h->last = strf(q->mem, "%.*s: %.*s", S(fmt_day(q->mem, q->lang, e.happened)),
                       S(event_words(q->mem, q->lang, &e)));
}

static err recent(struct rq *q, struct search_page *v)
{
    persons list = { 0 };
    PASS(db_all(q->db, &recently, ARGS(AI(q->who->user), AI(RECENT)), &person_rec, &list));
    for (size_t i = 0; i < list.n; i++)
        show_hit(q, &list.p[i], T_NONE, ADD(q->mem, &v->recent));
    return OK;
}

// The organisation's own persons by name; the directorate, which has everybody's, searches.
static err own_persons(struct rq *q, struct search_page *v)
{
    persons list = { 0 };
    int64_t side = 1, size = 0;
    if (q->who->org_kind == ORG_DIRECTORATE || !q->db->deed.reader)
        return OK;
    if (!str_int(query(q, "side"), &side) || side < 1)
        side = 1;
    v->pager = (struct pager){ .page = side, .per_page = PER_PAGE };
    PASS(db_int(q->db, &scope_size, ARGS(AI(q->db->deed.reader), AI(LIST_MOST + 1)), &size));
    v->latest = size > LIST_MOST;
    if (v->latest)
        v->pager.total = LIST_MOST;
    else
        PASS(db_int(q->db, &count_in_sight, ARGS(AI(q->db->deed.reader)), &v->pager.total));
    if (side > LIST_MOST / PER_PAGE)
        side = v->pager.page = 1;
    PASS(db_all(q->db, v->latest ? &latest : &in_sight,
                ARGS(AI(q->db->deed.reader), AI(PER_PAGE), AI((side - 1) * PER_PAGE)), &person_rec,
                &list));
    for (size_t i = 0; i < list.n; i++)
        show_hit(q, &list.p[i], T_NONE, ADD(q->mem, &v->mine));
    return OK;
}

reply persons_get(struct rq *q)
{
    struct search_page *v = NEW(q->mem, struct search_page);
    v->key = query(q, "sok");
    v->typed = STR("");
    v->may_create = may(q->who, &person_create);
    v->may_emergency = may(q->who, &person_emergency);
    if (v->key.n) {
        err e = db_str(q->db, &query_get,
                       ARGS(AT(v->key), AI(q->who->user), AI(q->now - QUERY_MS)), &v->typed);
        if (e != OK && e != E_NOTFOUND)
            return fail(q, e);
        v->searched = e == OK;
    }
    if (v->searched) {
        person_hits hits = { 0 };
        TRY(q, person_search(q->db, v->typed, HITS, &hits));
        for (size_t i = 0; i < hits.n; i++)
            show_hit(q, &hits.p[i].person, hits.p[i].why, ADD(q->mem, &v->hits));
    } else {
        TRY(q, recent(q, v));
        TRY(q, own_persons(q, v));
    }
    return page(q, &person_persons_view, v);
}

reply search_post(struct rq *q)
{
    str typed = str_trim(posted(q, "sok"));
    if (!typed.n)
        return see_other(q, "/personer");
    if (typed.n > TYPED_MAX)
        typed = str_part(typed, 0, TYPED_MAX);
    str key = ref_new(q->mem);
    TRY(q, db_do(q->db, &query_drop, ARGS(AI(q->now - QUERY_MS)), NULL));
    TRY(q, db_do(q->db, &query_add, ARGS(AT(key), AI(q->who->user), AT(typed), AI(q->now)), NULL));
    return see_other(q, "/personer?sok=%.*s", S(key));
}
