// SPDX-License-Identifier: Apache-2.0
// What a person may see of what is kept: the page /min-side for the person, and the package that staff
// hand over when somebody asks.
#include "rooms/person/person_web.h"

#include <stdlib.h>

#include "platform/trace/trace.h"
#include "rooms/person/own.html.h"
#include "rooms/person/package.html.h"
#include "text_keys.h"

SQL(own_person, "select subject from who_scope where reader = $1 and level = 4 and from_day <= $2 "
                "and (to_day is null or to_day >= $2) order by id limit 1");

static str say(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

// ---- the blocks of the own page that this room has ------------------------------------------------

static void put(struct rq *q, own_lines *out, text_key label, str words)
{
    if (words.n)
        *ADD(q->mem, out) = (struct own_line){ say(q, label), words, STR("") };
}

static err who_am_i(struct rq *q, const struct person *p, own_lines *out)
{
    citizenships from = { 0 };
    languages speaks = { 0 };
    str lands = STR(""), tongues = STR("");
    PASS(person_citizenships(q->db, p->id, &from));
    PASS(person_languages(q->db, p->id, &speaks));
    for (size_t i = 0; i < from.n; i++)
        lands = strf(q->mem, "%.*s%s%.*s", S(lands), i ? ", " : "", S(country_name(q->lang, from.p[i].country)));
    for (size_t i = 0; i < speaks.n; i++)
        tongues = strf(q->mem, "%.*s%s%.*s", S(tongues), i ? ", " : "", S(language_name(q->lang, speaks.p[i].language)));
    put(q, out, T_person_same_name, person_called(q->mem, p));
    put(q, out, T_person_same_own_script, p->own_script);
    put(q, out, T_person_same_born, fmt_day(q->mem, q->lang, p->born));
    put(q, out, T_person_same_citizenship, lands);
    put(q, out, T_person_same_languages, tongues);
    put(q, out, T_person_facts_phone, p->phone);
    put(q, out, T_person_facts_email, p->email);
    return OK;
}

static err my_permits(struct rq *q, const struct person *p, own_lines *out)
{
    permits all = { 0 };
    const struct choices *bases = record_field(&permit_rec, STR("basis"))->choices;
    PASS(person_permits(q->db, p->id, &all));
    for (size_t i = 0; i < all.n; i++)
        *ADD(q->mem, out) = (struct own_line){
            fmt_day(q->mem, q->lang, all.p[i].decided),
            strf(q->mem, "%.*s%s%.*s", S(say(q, text_find(bases->at[all.p[i].basis].label))),
                 day_known(all.p[i].valid_to) ? " – " : "", S(fmt_day(q->mem, q->lang, all.p[i].valid_to))),
            STR("") };
    return OK;
}

static err my_events(struct rq *q, const struct person *p, own_lines *out)
{
    person_events all = { 0 };
    PASS(person_timeline(q->db, p->id, &all));
    for (size_t i = 0; i < all.n; i++)
        *ADD(q->mem, out) = (struct own_line){ fmt_day(q->mem, q->lang, all.p[i].happened),
                                               event_words(q->mem, q->lang, &all.p[i]), STR("") };
    return OK;
}

// "01.09.2023 kl. 10.00: En programrådgiver i Molde kommune. Saksbehandling." (AUD-7)
static err who_looked(struct rq *q, const struct person *p, own_lines *out)
{
    package seen = { 0 };
    PASS(person_looks_plain(q, p->id, &seen));
    for (size_t i = 0; i < seen.n; i++)
        for (size_t k = 0; k < seen.p[i].rows.n; k++) {
            const package_row *r = &seen.p[i].rows.p[k];
            if (r->n >= 3)
                *ADD(q->mem, out) = (struct own_line){
                    r->p[0].value, strf(q->mem, "%.*s. %.*s.", S(r->p[1].value), S(r->p[2].value)), STR("") };
        }
    return OK;
}

PERSON_OWN(own_who, "person.own.who", 10, who_am_i);
PERSON_OWN(own_permits, "person.own.permits", 20, my_permits);
PERSON_OWN(own_events, "person.own.events", 80, my_events);
PERSON_OWN(own_looks, "person.own.looks", 90, who_looked);

static int by_order(const void *a, const void *b)
{
    const struct person_own *x = *(const struct person_own *const *)a,
                            *y = *(const struct person_own *const *)b;
    return (x->order > y->order) - (x->order < y->order);
}

reply person_own_get(struct rq *q)
{
    struct own_page *v = NEW(q->mem, struct own_page);
    struct person p;
    int64_t id;
    SLICE(const struct person_own *) all = { 0 };
    err e = db_int(q->db, &own_person, ARGS(AI(READER_USER(q->who->user)), AD(q->today)), &id);
    if (e == E_NOTFOUND)
        return page(q, &person_own_view, v); // not tied to a person yet
    TRY(q, e);
    TRY(q, person_by_id(q->db, id, &p));
    v->name = person_called(q->mem, &p);
    v->lang = language_tag(p.language);
    v->own_script = p.own_script;
    EACH_HOOK(person_own, person_owns, h)
    {
        *ADD(q->mem, &all) = *h;
    }
    qsort(all.p, all.n, sizeof *all.p, by_order);
    for (size_t i = 0; i < all.n; i++) {
        own_lines lines = { 0 };
        TRY(q, all.p[i]->fill(q, &p, &lines));
        if (!lines.n)
            continue;
        struct own_block *b = ADD(q->mem, &v->blocks);
        b->title = text_find(all.p[i]->title);
        b->id = (int64_t)i;
        for (size_t k = 0; k < lines.n; k++)
            *ADD(q->mem, &b->lines) = lines.p[k];
    }
    return page(q, &person_own_view, v);
}

// ---- the package ----------------------------------------------------------------------------------

static err open_package(struct rq *q, struct package_page *v, package *all)
{
    struct person p;
    PASS(person_open(q, arg(q, "id"), "innsyn", &v->head, &p));
    PASS(person_package(q, &p, all));
    v->made = fmt_moment(q->mem, q->lang, q->now);
    for (size_t i = 0; i < all->n; i++) {
        struct package_shown *s = ADD(q->mem, &v->sections);
        s->title = all->p[i].title;
        s->id = (int64_t)i;
        for (size_t k = 0; k < all->p[i].rows.n; k++) {
            struct package_lines *l = ADD(q->mem, &s->rows);
            for (size_t j = 0; j < all->p[i].rows.p[k].n; j++)
                *ADD(q->mem, &l->lines) = all->p[i].rows.p[k].p[j];
        }
    }
    return OK;
}

reply package_get(struct rq *q)
{
    struct package_page *v = NEW(q->mem, struct package_page);
    package all = { 0 };
    TRY(q, open_package(q, v, &all));
    return page(q, &person_package_view, v);
}

// The same words as on the page, as a document of its own that needs nothing else.
static str document(struct rq *q, const struct package_page *v)
{
    struct out o = { 0 };
    out_f(&o, "<!doctype html>\n<html lang=\"%s\"><meta charset=\"utf-8\"><title>", q->lang == NN ? "nn" : "nb");
    out_xml(&o, v->head.name);
    OUT(&o, "</title>\n<h1>");
    out_xml(&o, v->head.name);
    OUT(&o, "</h1>\n<p>");
    out_xml(&o, v->made);
    OUT(&o, "</p>\n");
    for (size_t i = 0; i < v->sections.n; i++) {
        const struct package_shown *s = &v->sections.p[i];
        OUT(&o, "<h2>");
        out_xml(&o, say(q, s->title));
        OUT(&o, "</h2>\n");
        for (size_t k = 0; k < s->rows.n; k++) {
            OUT(&o, "<dl>");
            for (size_t j = 0; j < s->rows.p[k].lines.n; j++) {
                OUT(&o, "<dt>");
                out_xml(&o, s->rows.p[k].lines.p[j].name);
                OUT(&o, "</dt><dd>");
                out_xml(&o, s->rows.p[k].lines.p[j].value);
                OUT(&o, "</dd>");
            }
            OUT(&o, "</dl>\n");
        }
    }
    OUT(&o, "</html>\n");
    str s = str_dup(q->mem, out_str(&o));
    out_drop(&o);
    return s;
}

static err note_export(struct db *db, void *arg)
{
    return trace_note(db, "export", "person_person", *(int64_t *)arg, STR("{\"package\":true}"));
}

reply package_file_get(struct rq *q)
{
    struct package_page *v = NEW(q->mem, struct package_page);
    package all = { 0 };
    person_papers files = { 0 };
    struct out json = { 0 }, pdf = { 0 };
    str file;
    TRY(q, open_package(q, v, &all));
    person_package_json(&json, &all);
    *ADD(q->mem, &files) = (struct person_paper){ STR("innsyn.html"), document(q, v) };
    *ADD(q->mem, &files) = (struct person_paper){ STR("innsyn.json"), str_dup(q->mem, out_str(&json)) };
    err e = person_package_pdf(q, v->head.name, &all, &pdf);
    if (e == OK)
        *ADD(q->mem, &files) = (struct person_paper){ STR("innsyn.pdf"), str_dup(q->mem, out_str(&pdf)) };
    out_drop(&json);
    out_drop(&pdf);
    TRY(q, e == E_INPUT ? OK : e); // a sign that our fonts lack stands in the other two
    EACH_HOOK(person_documents, person_docs, h)
    {
        TRY(q, (*h)->add(q->db, v->head.id, &files));
    }
    TRY(q, person_package_zip(q->mem, &files, &file));
    int64_t *id = NEW(q->mem, int64_t);
    *id = v->head.id;
    before_answer(q, note_export, id);
    reply r = bytes(q, "application/zip", file);
    r.filename = STR("innsyn.zip"); // no name, no number
    return r;
}
