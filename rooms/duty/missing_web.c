// SPDX-License-Identifier: Apache-2.0
// What is not registered, by kind. What is counted is the organisation's scope, so that the
// directorate and the organisation see the same number.
#include "rooms/duty/duty_web.h"

#include <stdlib.h>

#include "rooms/duty/missing.html.h"
#include "rooms/duty/missing_kind.html.h"
#include "rooms/person/person.h"
#include "text_keys.h"

const struct right duty_missing = { "duty.missing",
                                    R(DS) | R(CE) | R(MC) | R(MP) | R(MH) };

enum { LIST_MAX = 500 };

struct missing_found {
    int64_t id;
    str family, given;
    day born;
};
static const struct field found_fields[] = { F(missing_found, id, INT), F(missing_found, family, TEXT),
                                             F(missing_found, given, TEXT), F(missing_found, born, DAY) };
static const struct record found_rec = { NULL, found_fields, 4, sizeof(struct missing_found), "duty.missing" };
struct by_org {
    int64_t org, n;
    str name, code;
};
static const struct field org_fields[] = { F(by_org, org, INT), F(by_org, n, INT) };
static const struct record org_rec = { NULL, org_fields, 2, sizeof(struct by_org), "duty.by_org" };

static str say(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

static bool national(const struct rq *q)
{
    return q->who->org_kind == ORG_DIRECTORATE;
}

// "person.no_number" gives the text person.missing.no_number.
static str words_of(struct rq *q, const struct missing_kind *k)
{
    str what = str_z(k->name), room;
    (void)str_cut(&what, '.', &room);
    text_key key = text_find(str_cz(q->mem, strf(q->mem, "%.*s.missing.%.*s", S(room), S(what))));
    return key == T_NONE ? str_z(k->name) : say(q, key);
}

// A statement may lack values that it has no use for; all are given by number.
static err count_of(struct rq *q, const struct missing_kind *k, int64_t org, int64_t *n)
{
    return db_int(q->db, k->count, ARGS(AI(org), AD(q->today)), n);
}

// National roles count the persons that are somebody else's to register; 0 is every organisation,
// where a person in sight of two counts for each.
static err kind_total(struct rq *q, const struct missing_kind *k, int64_t *n)
{
    SLICE(struct by_org) all = { 0 };
    if (!national(q))
        return count_of(q, k, q->who->org, n);
    *n = 0;
    PASS(db_all(q->db, k->by_org, ARGS(AI(0), AD(q->today)), &org_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].org != q->who->org)
            *n += all.p[i].n;
    return OK;
}

err missing_total(struct rq *q, int64_t *total)
{
    *total = 0;
    for (const struct missing_kind *const *k = __start_missing_kinds; k < __stop_missing_kinds; k++) {
        int64_t n;
        PASS(kind_total(q, *k, &n));
        *total += n;
    }
    return OK;
}

static int by_count(const void *a, const void *b)
{
    const struct missing_line *x = a, *y = b;
    return (y->n > x->n) - (y->n < x->n);
}

reply duty_missing_get(struct rq *q)
{
    struct missing_page *v = NEW(q->mem, struct missing_page);
    v->org = q->who->org_name;
    v->national = national(q);
    for (const struct missing_kind *const *k = __start_missing_kinds; k < __stop_missing_kinds; k++) {
        int64_t n;
        TRY(q, kind_total(q, *k, &n));
        *ADD(q->mem, &v->kinds) = (struct missing_line){
            .words = words_of(q, *k), .url = strf(q->mem, "/mangler/%s", (*k)->name), .n = n };
        v->total += n;
    }
    if (v->kinds.n)
        qsort(v->kinds.p, v->kinds.n, sizeof *v->kinds.p, by_count);
    return page(q, &duty_missing_view, v);
}

static const struct missing_kind *named(str name)
{
    for (const struct missing_kind *const *k = __start_missing_kinds; k < __stop_missing_kinds; k++)
        if (str_is(name, (*k)->name))
            return *k;
    return NULL;
}

static err orgs(struct rq *q, const struct missing_kind *k, struct missing_kind_page *v)
{
    SLICE(struct by_org) all = { 0 };
    PASS(db_all(q->db, k->by_org, ARGS(AI(0), AD(q->today)), &org_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct who_org org;
        if (all.p[i].org == q->who->org)
            continue;
        err e = org_by_id(q->db, all.p[i].org, &org);
        if (e == E_NOTFOUND)
            continue;
        PASS(e);
        v->n += all.p[i].n;
        *ADD(q->mem, &v->rows) = (struct missing_row){
            .name = org.name, .n = all.p[i].n,
            .url = strf(q->mem, "/mangler/%s?enhet=%.*s", k->name, S(org.code)) };
    }
    return OK;
}

static err people(struct rq *q, const struct missing_kind *k, int64_t org, struct missing_kind_page *v)
{
    SLICE(struct missing_found) all = { 0 };
    PASS(count_of(q, k, org, &v->n));
    PASS(db_all(q->db, k->list, ARGS(AI(org), AD(q->today)), &found_rec, &all));
    v->cut = v->n > LIST_MAX;
    for (size_t i = 0; i < all.n; i++) {
        struct person p = { .family = all.p[i].family, .given = all.p[i].given, .born = all.p[i].born };
        str link = str_z(k->link), id = strf(q->mem, "%lld", (long long)all.p[i].id);
        size_t at = str_find(link, STR("%lld"));
        *ADD(q->mem, &v->rows) = (struct missing_row){
            .name = person_listed(q->mem, &p), .born = person_born(q->mem, q->lang, &p),
            .url = at == (size_t)-1 ? link
                                    : strf(q->mem, "%.*s%.*s%.*s", (int)at, link.p, S(id),
                                           S(str_part(link, at + 4, link.n))) };
    }
    return OK;
}

static int by_many(const void *a, const void *b)
{
    const struct missing_row *x = a, *y = b;
    int c = (y->n > x->n) - (y->n < x->n);
    return c ? c : text_cmp(NB, x->name, y->name);
}

reply duty_missing_kind_get(struct rq *q)
{
    struct missing_kind_page *v = NEW(q->mem, struct missing_kind_page);
    const struct missing_kind *k = named(arg(q, "slag"));
    struct who_org org = { .id = q->who->org, .name = q->who->org_name };
    str unit = query(q, "enhet");
    if (!k)
        return fail(q, E_NOTFOUND);
    v->title = words_of(q, k);
    v->by_org = national(q) && !unit.n;
    if (national(q) && unit.n)
        TRY(q, org_by_code(q->db, unit, &org));
    v->how = v->by_org ? say(q, T_duty_missing_by_org) : org.name;
    TRY(q, v->by_org ? orgs(q, k, v) : people(q, k, org.id, v));
    if (v->by_org && v->rows.n)
        qsort(v->rows.p, v->rows.n, sizeof *v->rows.p, by_many);
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ say(q, T_duty_missing_title), STR("/mangler") };
    at[1] = (struct crumb){ v->title, STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
    return page(q, &duty_missing_kind_view, v);
}
