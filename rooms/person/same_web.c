// SPDX-License-Identifier: Apache-2.0
// Two records side by side: the same person, or another.
#include "rooms/person/person_web.h"

#include "person/identifier.h"
#include "rooms/person/same.html.h"
#include "text_keys.h"

static void row(struct rq *q, struct same_page *v, text_key what, str ours, str theirs)
{
    *ADD(q->mem, &v->rows) = (struct same_row){ what, ours, theirs, !str_eq(ours, theirs) };
}

static err joined(struct rq *q, int64_t person, str *numbers, str *from, str *speaks)
{
    identifiers ids = { 0 };
    citizenships lands = { 0 };
    languages tongues = { 0 };
    *numbers = *from = *speaks = STR("");
    PASS(person_identifiers(q->db, person, &ids));
    PASS(person_citizenships(q->db, person, &lands));
    PASS(person_languages(q->db, person, &tongues));
    for (size_t i = 0; i < ids.n; i++)
        *numbers = strf(q->mem, "%.*s%s%.*s", S(*numbers), i ? ", " : "",
                        S(identifier_masked(q->mem, ids.p[i].value)));
    for (size_t i = 0; i < lands.n; i++)
        *from = strf(q->mem, "%.*s%s%.*s", S(*from), i ? ", " : "",
                     S(country_name(q->lang, lands.p[i].country)));
    for (size_t i = 0; i < tongues.n; i++)
        *speaks = strf(q->mem, "%.*s%s%.*s", S(*speaks), i ? ", " : "",
                       S(language_name(q->lang, tongues.p[i].language)));
    return OK;
}

static str member_count(struct rq *q, int64_t person)
{
    struct household h;
    members in = { 0 };
    if (household_of(q->db, person, q->today, &h) != OK ||
        household_members(q->db, h.id, q->today, &in) != OK)
        return STR("");
    return strf(q->mem, "%zu", in.n);
}

static err compare(struct rq *q, struct same_page *v, const struct person *a, const struct person *b)
{
    str na, fa, sa, nb, fb, sb;
    const struct field *sex = record_field(&person_rec, STR("sex"));
    PASS(joined(q, a->id, &na, &fa, &sa));
    PASS(joined(q, b->id, &nb, &fb, &sb));
    v->other = b->id;
    v->other_name = person_listed(q->mem, b);
    row(q, v, T_person_same_name, person_listed(q->mem, a), v->other_name);
    row(q, v, T_person_same_own_script, a->own_script, b->own_script);
    row(q, v, T_person_same_born, fmt_day(q->mem, q->lang, a->born), fmt_day(q->mem, q->lang, b->born));
    row(q, v, T_person_same_sex, field_shown(q->mem, q->lang, sex, a), field_shown(q->mem, q->lang, sex, b));
    row(q, v, T_person_same_citizenship, fa, fb);
    row(q, v, T_person_same_languages, sa, sb);
    row(q, v, T_person_same_numbers, na, nb);
    row(q, v, T_person_same_phone, a->phone, b->phone);
    row(q, v, T_person_same_arrived, fmt_day(q->mem, q->lang, a->arrived),
        fmt_day(q->mem, q->lang, b->arrived));
    row(q, v, T_person_same_household, member_count(q, a->id), member_count(q, b->id));
    return person_look(q, b->id, "samme", LOOK_CASE, STR(""));
}

static err merges(struct rq *q, struct same_page *v)
{
    merge_rows all = { 0 };
    struct person m;
    PASS(person_merges(q->db, v->head.id, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].kept == v->head.id && person_by_id(q->db, all.p[i].merged, &m) == OK)
            *ADD(q->mem, &v->merges) = (struct merge_shown){
                .merged = m.id,
                .name = person_listed(q->mem, &m),
                .when = fmt_moment(q->mem, q->lang, all.p[i].at.ms),
                .who = person_words_of(q, person_user_name, all.p[i].by_user),
                .reason = all.p[i].reason,
                .open = !all.p[i].undone.ms,
            };
    return OK;
}

static err candidates(struct rq *q, struct same_page *v, const struct person *p)
{
    person_hits alike = { 0 };
    PASS(person_alike(q->db, p, &alike));
    for (size_t i = 0; i < alike.n; i++) {
        bool distinct;
        PASS(person_is_distinct(q->db, p->id, alike.p[i].person.id, &distinct));
        if (!distinct)
            show_hit(q, &alike.p[i].person, alike.p[i].why, ADD(q->mem, &v->alike));
    }
    return OK;
}

static reply show(struct rq *q, int status, struct same_page *v, const struct person *p, str with)
{
    struct person other;
    int64_t id = 0;
    str_int(with, &id);
    if (id && id != p->id) {
        err e = person_by_id(q->db, id, &other);
        if (e == OK && !other.merged_into.known)
            TRY(q, compare(q, v, p, &other));
        else if (e != OK && e != E_NOTFOUND)
            return fail(q, e);
    }
    if (!v->other)
        TRY(q, candidates(q, v, p));
    TRY(q, merges(q, v));
    return page_status(q, status, &person_same_view, v);
}

// A number typed or posted names the other record.
static str other_of(struct rq *q, str typed)
{
    person_hits hits = { 0 };
    str digits = identifier_digits(q->mem, typed);
    if (identifier_form(digits) == FORM_NONE)
        return typed;
    if (person_search(q->db, digits, 1, &hits) != OK || !hits.n)
        return STR("");
    return strf(q->mem, "%lld", (long long)hits.p[0].person.id);
}

reply same_get(struct rq *q)
{
    struct same_page *v = NEW(q->mem, struct same_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "samme", &v->head, &p));
    return show(q, 200, v, &p, query(q, "med"));
}

reply same_post(struct rq *q)
{
    struct same_page *v = NEW(q->mem, struct same_page);
    struct person p;
    int64_t other = 0;
    str answer = posted(q, "svar"), with;
    TRY(q, person_open(q, arg(q, "id"), "samme", &v->head, &p));
    with = other_of(q, posted(q, "med"));
    if (str_is(answer, "vis")) // a number stays out of the address
        return str_int(with, &other) && other != p.id
                   ? see_other(q, "/personer/%lld/samme?med=%lld", (long long)p.id, (long long)other)
                   : see_other(q, "/personer/%lld/samme", (long long)p.id);
    if (!str_int(with, &other))
        return fail(q, E_INPUT);
    int64_t kept = p.id;
    err e = OK;
    if (str_is(answer, "annen")) {
        e = person_distinct(q->db, p.id, other);
    } else if (str_is(answer, "angre")) {
        e = person_unmerge(q->db, other, &v->problem);
    } else {
        bool keep_other = str_is(answer, "samme-andre");
        kept = keep_other ? other : p.id;
        e = person_merge(q->db, kept, keep_other ? p.id : other, str_part(posted(q, "grunn"), 0, 200),
                         &v->problem);
    }
    if (v->problem != T_NONE)
        return show(q, 422, v, &p, with);
    TRY(q, e);
    reply r = see_other(q, "/personer/%lld", (long long)kept);
    notice(q, &r, T_person_change_done, NO_TARGS);
    return r;
}
