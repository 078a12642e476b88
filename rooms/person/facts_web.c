// SPDX-License-Identifier: Apache-2.0
// Where a person lives and is reached, citizenships and languages.
#include "rooms/person/person_web.h"

#include "rooms/person/address.html.h"
#include "rooms/person/change.html.h"
#include "rooms/person/facts.html.h"
#include "text_keys.h"

SQL(citizenship_row, "select * from person_citizenship where id = $1 and person = $2");
SQL(language_row, "select * from person_language where id = $1 and person = $2");

static reply saved(struct rq *q, int64_t person, const char *page)
{
    reply r = see_other(q, "/personer/%lld%s", (long long)person, page);
    notice(q, &r, T_person_change_done, NO_TARGS);
    return r;
}

static text_key label_of(const struct record *r, const char *field, int value)
{
    return text_find(record_field(r, str_z(field))->choices->at[value].label);
}

// ---- addresses --------------------------------------------------------------------------------

static str days_of(struct rq *q, day from, day to)
{
    if (!day_known(from) && !day_known(to))
        return STR("");
    return strf(q->mem, "%.*s–%.*s", S(fmt_day(q->mem, q->lang, from)), S(fmt_day(q->mem, q->lang, to)));
}

reply address_get(struct rq *q)
{
    struct address_page *v = NEW(q->mem, struct address_page);
    struct person p;
    addresses all = { 0 };
    TRY(q, person_open(q, arg(q, "id"), "adresse", &v->head, &p));
    TRY(q, person_addresses(q->db, p.id, &all));
    v->may_change = may(q->who, &person_address);
    for (size_t i = 0; i < all.n; i++)
        *ADD(q->mem, &v->all) = (struct address_shown){
            .kind = label_of(&address_rec, "kind", all.p[i].kind),
            .grading = label_of(&address_rec, "grading", all.p[i].grading),
            .tone = all.p[i].grading >= GRADING_CONFIDENTIAL ? TONE_DANGER
                    : all.p[i].grading == GRADING_CLIENT     ? TONE_WARNING
                                                             : TONE_NEUTRAL,
            .lines = all.p[i].lines,
            .place = strf(q->mem, "%.*s %.*s", S(all.p[i].postcode), S(all.p[i].town)),
            .days = days_of(q, all.p[i].from_day, all.p[i].to_day),
            .over = day_known(all.p[i].to_day) && day_cmp(all.p[i].to_day, q->today) < 0,
        };
    return page(q, &person_address_view, v);
}

static const struct record *address_form(struct rq *q)
{
    static const char *const names[] = { "kind", "grading", "lines", "postcode", "town", "from_day" };
    return person_part_of(q->mem, &address_rec, names, 6);
}

static reply form_page(struct rq *q, int status, struct change_page *v, text_key title, const char *back)
{
    v->title = title;
    v->form.cancel = strf(q->mem, "/personer/%lld%s", (long long)v->head.id, back);
    return page_status(q, status, &person_change_view, v);
}

reply address_new_get(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "adresse", &v->head, &p));
    struct address d = { .kind = p.protection == PROTECT_STRICT ? ADDRESS_POST : ADDRESS_HOME,
                         .grading = q->who->org_kind == ORG_CENTRE ? GRADING_CLIENT : GRADING_NONE,
                         .lines = STR(""), .postcode = STR(""), .town = STR(""),
                         .from_day = q->today, .to_day = DAY_NONE };
    form_show(q, &v->form, address_form(q), &d);
    return form_page(q, 200, v, T_person_address_new, "/adresse");
}

reply address_new_post(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct person p;
    text_key problem = T_NONE;
    TRY(q, person_open(q, arg(q, "id"), "adresse", &v->head, &p));
    struct address d = { .person = p.id, .municipality = STR(""), .from_day = DAY_NONE,
                         .to_day = DAY_NONE };
    if (!form_read(q, &v->form, address_form(q), &d))
        return form_page(q, 422, v, T_person_address_new, "/adresse");
    err e = person_address_add(q->db, &d, q->who->org_kind == ORG_CENTRE, &problem);
    if (problem != T_NONE) {
        form_refuse(&v->form, "kind", problem, NO_TARGS);
        return form_page(q, 422, v, T_person_address_new, "/adresse");
    }
    TRY(q, e);
    return saved(q, p.id, "/adresse");
}

// ---- telephone, e-mail and what the person wants to be called -----------------------------------

static const struct record *contact_form(struct rq *q)
{
    static const char *const names[] = { "preferred", "phone", "email", "version" };
    struct record *r = NEW(q->mem, struct record);
    *r = *person_part_of(q->mem, &person_rec, names, 4);
    r->table = person_rec.table;
    return r;
}

reply contact_get(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "kontakt", &v->head, &p));
    form_show(q, &v->form, contact_form(q), &p);
    return form_page(q, 200, v, T_person_contact_title, "");
}

reply contact_post(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct person was, now;
    TRY(q, person_open(q, arg(q, "id"), "kontakt", &v->head, &was));
    now = was;
    if (!form_read(q, &v->form, contact_form(q), &now))
        return form_page(q, 422, v, T_person_contact_title, "");
    err e = person_save(q->db, &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &was);
    TRY(q, e);
    return saved(q, was.id, "");
}

// ---- citizenships and languages: a list, each can be taken away, and a form for one more --------

static const struct record *citizenship_form(struct rq *q)
{
    static const char *const names[] = { "country", "from_day", "to_day" };
    return person_part_of(q->mem, &citizenship_rec, names, 3);
}

static reply citizenship_page(struct rq *q, int status, struct facts_page *v)
{
    citizenships all = { 0 };
    TRY(q, person_citizenships(q->db, v->head.id, &all));
    for (size_t i = 0; i < all.n; i++)
        *ADD(q->mem, &v->rows) = (struct pair){
            strf(q->mem, "%lld", (long long)all.p[i].id),
            strf(q->mem, "%.*s %.*s", S(country_name(q->lang, all.p[i].country)),
                 S(days_of(q, all.p[i].from_day, all.p[i].to_day)))
        };
    v->title = T_person_citizenship_title;
    v->form.submit = T_person_facts_add;
    v->form.cancel = strf(q->mem, "/personer/%lld", (long long)v->head.id);
    return page_status(q, status, &person_facts_view, v);
}

reply citizenship_get(struct rq *q)
{
    struct facts_page *v = NEW(q->mem, struct facts_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "statsborgerskap", &v->head, &p));
    form_show(q, &v->form, citizenship_form(q), NULL);
    return citizenship_page(q, 200, v);
}

reply citizenship_post(struct rq *q)
{
    struct facts_page *v = NEW(q->mem, struct facts_page);
    struct person p;
    int64_t row;
    TRY(q, person_open(q, arg(q, "id"), "statsborgerskap", &v->head, &p));
    struct citizenship c = { .person = p.id, .country = STR(""), .from_day = DAY_NONE, .to_day = DAY_NONE };
    if (str_int(posted(q, "slett"), &row)) {
        TRY(q, db_one(q->db, &citizenship_row, ARGS(AI(row), AI(p.id)), &citizenship_rec, &c));
        TRY(q, db_erase(q->db, &citizenship_rec, &c));
        return saved(q, p.id, "/statsborgerskap");
    }
    if (form_read(q, &v->form, citizenship_form(q), &c) && !country_known(c.country))
        form_refuse(&v->form, "country", T_person_problem_country, NO_TARGS);
    if (v->form.problems)
        return citizenship_page(q, 422, v);
    TRY(q, db_add(q->db, &citizenship_rec, &c));
    return saved(q, p.id, "/statsborgerskap");
}

static const struct record *language_form(struct rq *q)
{
    static const char *const names[] = { "language", "mother_tongue" };
    return person_part_of(q->mem, &spoken_rec, names, 2);
}

static reply language_page(struct rq *q, int status, struct facts_page *v)
{
    languages all = { 0 };
    TRY(q, person_languages(q->db, v->head.id, &all));
    for (size_t i = 0; i < all.n; i++)
        *ADD(q->mem, &v->rows) = (struct pair){ strf(q->mem, "%lld", (long long)all.p[i].id),
                                                language_name(q->lang, all.p[i].language) };
    v->title = T_person_language_title;
    v->form.submit = T_person_facts_add;
    v->form.cancel = strf(q->mem, "/personer/%lld", (long long)v->head.id);
    return page_status(q, status, &person_facts_view, v);
}

reply language_get(struct rq *q)
{
    struct facts_page *v = NEW(q->mem, struct facts_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "sprak", &v->head, &p));
    form_show(q, &v->form, language_form(q), NULL);
    return language_page(q, 200, v);
}

reply language_post(struct rq *q)
{
    struct facts_page *v = NEW(q->mem, struct facts_page);
    struct person p;
    int64_t row;
    TRY(q, person_open(q, arg(q, "id"), "sprak", &v->head, &p));
    struct spoken s = { .person = p.id, .language = STR("") };
    if (str_int(posted(q, "slett"), &row)) {
        TRY(q, db_one(q->db, &language_row, ARGS(AI(row), AI(p.id)), &spoken_rec, &s));
        TRY(q, db_erase(q->db, &spoken_rec, &s));
        return saved(q, p.id, "/sprak");
    }
    if (form_read(q, &v->form, language_form(q), &s) && !language_known(s.language))
        form_refuse(&v->form, "language", T_person_problem_language, NO_TARGS);
    if (v->form.problems)
        return language_page(q, 422, v);
    TRY(q, db_add(q->db, &spoken_rec, &s));
    return saved(q, p.id, "/sprak");
}
