// SPDX-License-Identifier: Apache-2.0
// Everything on one person, for the person (PRIV-10): what each room declared to hold, by the classes
// of its fields, as a page to print, as JSON and as one file to hand over. Of others nothing is told
// but the relation; of those who looked, which organisation and role, when and why (AUD-7).
#include <zip.h>

#include "platform/data/class.h"
#include "platform/letter/letter.h"
#include "rooms/person/person_web.h"
#include "text_keys.h"

typedef struct rows_held {
    char *p;
    size_t n, room;
} rows_held;

SQL(memberships_of, "select * from person_member where person = $1 order by id");
SQL(looks_for_person, "select * from person_look where person = $1 order by at desc");

static void line(struct arena *a, package_row *row, str label, str value)
{
    if (value.n)
        *ADD(a, row) = (struct pair){ label, value };
}

// Numbers of rows, users and other persons say nothing to the reader and are not the person's.
static bool told(const struct record *r, const struct field *f)
{
    if (f->flags & (KEY | VERSION | SECRET | HIDDEN) || f->kind == KIND_INT)
        return false;
    return field_class(r, f) <= CLASS_PLACE && field_to_person(r, f);
}

static err section_of(struct rq *q, const struct person_holds *h, int64_t person, package *out)
{
    rows_held rows = { 0 };
    PASS(db_all_(q->db, h->rows, ARGS(AI(person)), h->rec, &rows, h->rec->size));
    if (!rows.n)
        return OK;
    struct package_section *s = ADD(q->mem, out);
    s->title = text_find(h->title);
    s->name = str_z(h->table);
    for (size_t i = 0; i < rows.n; i++) {
        const char *row = rows.p + i * h->rec->size;
        package_row *r = ADD(q->mem, &s->rows);
        for (size_t k = 0; k < h->rec->n; k++)
            if (told(h->rec, &h->rec->f[k]))
                line(q->mem, r, field_label(q->mem, q->lang, h->rec, &h->rec->f[k]),
                     field_shown(q->mem, q->lang, &h->rec->f[k], row));
    }
    return OK;
}

static err events(struct rq *q, int64_t person, package *out)
{
    person_events all = { 0 };
    PASS(person_timeline(q->db, person, &all));
    struct package_section *s = ADD(q->mem, out);
    s->title = T_person_holds_events;
    s->name = STR("person_event");
    for (size_t i = 0; i < all.n; i++) {
        package_row *r = ADD(q->mem, &s->rows);
        line(q->mem, r, text(q->mem, q->lang, T_person_package_day, NO_TARGS),
             fmt_day(q->mem, q->lang, all.p[i].happened));
        line(q->mem, r, text(q->mem, q->lang, T_person_package_what, NO_TARGS),
             event_words(q->mem, q->lang, &all.p[i]));
        line(q->mem, r, text(q->mem, q->lang, T_person_looks_org, NO_TARGS),
             person_words_of(q, person_org_name, all.p[i].org));
    }
    return OK;
}

err person_looks_plain(struct rq *q, int64_t person, package *out)
{
    looks all = { 0 };
    PASS(db_all(q->db, &looks_for_person, ARGS(AI(person)), &look_rec, &all));
    struct package_section *s = ADD(q->mem, out);
    s->title = T_person_holds_looks;
    s->name = STR("person_look");
    const struct choices *purposes = record_field(&look_rec, STR("purpose"))->choices;
    for (size_t i = 0; i < all.n; i++) {
        package_row *r = ADD(q->mem, &s->rows);
        str role = text(q->mem, q->lang,
                        text_find(strf(q->mem, "role.%.*s", S(text_fold(q->mem, all.p[i].role))).p), NO_TARGS);
        line(q->mem, r, text(q->mem, q->lang, T_person_looks_when, NO_TARGS),
             fmt_moment(q->mem, q->lang, all.p[i].at.ms));
        line(q->mem, r, text(q->mem, q->lang, T_person_looks_who, NO_TARGS),
             strf(q->mem, "%.*s, %.*s", S(role), S(person_words_of(q, person_org_name, all.p[i].org))));
        line(q->mem, r, text(q->mem, q->lang, T_person_looks_purpose, NO_TARGS),
             text(q->mem, q->lang, text_find(purposes->at[all.p[i].purpose].label), NO_TARGS));
    }
    return OK;
}

// Who the person lives with and is related to: the role, without the others' names.
static err family(struct rq *q, int64_t person, package *out)
{
    members in = { 0 };
    relations all = { 0 };
    PASS(db_all(q->db, &memberships_of, ARGS(AI(person)), &member_rec, &in));
    PASS(person_relations(q->db, person, &all));
    if (!in.n && !all.n)
        return OK;
    struct package_section *s = ADD(q->mem, out);
    s->title = T_person_package_family;
    s->name = STR("family");
    for (size_t i = 0; i < in.n; i++) {
        package_row *r = ADD(q->mem, &s->rows);
        const struct field *role = record_field(&member_rec, STR("role"));
        line(q->mem, r, text(q->mem, q->lang, T_person_household_title, NO_TARGS),
             field_shown(q->mem, q->lang, role, &in.p[i]));
        line(q->mem, r, text(q->mem, q->lang, T_person_package_day, NO_TARGS),
             fmt_day(q->mem, q->lang, in.p[i].from_day));
    }
    for (size_t i = 0; i < all.n; i++) {
        const struct choices *kinds = record_field(&relation_rec, STR("kind"))->choices;
        text_key k = all.p[i].person == person && all.p[i].kind == REL_PARENT
                         ? T_person_member_child
                         : text_find(kinds->at[all.p[i].kind].label);
        package_row *r = ADD(q->mem, &s->rows);
        line(q->mem, r, text(q->mem, q->lang, k, NO_TARGS), text(q->mem, q->lang, T_person_package_masked, NO_TARGS));
    }
    return OK;
}

err person_package(struct rq *q, const struct person *p, package *out)
{
    struct package_section *s = ADD(q->mem, out);
    s->title = T_person_holds_person;
    s->name = STR("person_person");
    package_row *r = ADD(q->mem, &s->rows);
    for (size_t k = 0; k < person_rec.n; k++)
        if (told(&person_rec, &person_rec.f[k]))
            line(q->mem, r, field_label(q->mem, q->lang, &person_rec, &person_rec.f[k]),
                 field_shown(q->mem, q->lang, &person_rec.f[k], p));
    EACH_HOOK(person_holds, person_holds, h)
    {
        bool here = str_is(str_z((*h)->table), "person_event") || str_is(str_z((*h)->table), "person_look");
        if ((*h)->title && !here)
            PASS(section_of(q, *h, p->id, out));
    }
    PASS(family(q, p->id, out));
    PASS(events(q, p->id, out));
    return person_looks_plain(q, p->id, out);
}

void person_package_json(struct out *o, const package *all)
{
    OUT(o, "{");
    for (size_t i = 0; i < all->n; i++) {
        out_char(o, i ? ',' : '\n');
        out_json(o, all->p[i].name);
        OUT(o, ":[");
        for (size_t k = 0; k < all->p[i].rows.n; k++) {
            const package_row *r = &all->p[i].rows.p[k];
            if (k)
                OUT(o, ",\n");
            out_char(o, '{');
            for (size_t j = 0; j < r->n; j++) {
                if (j)
                    out_char(o, ',');
                out_json(o, r->p[j].name);
                out_char(o, ':');
                out_json(o, r->p[j].value);
            }
            out_char(o, '}');
        }
        OUT(o, "]\n");
    }
    OUT(o, "}\n");
}

// ---- on paper -------------------------------------------------------------------------------------

static str one_line(struct arena *a, str s)
{
    char *p = mem(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\t' ? ' ' : s.p[i];
    return (str){ p, s.n };
}

// The same words as a tagged PDF. E_INPUT when a name has a sign that our fonts lack.
err person_package_pdf(struct rq *q, str name, const package *all, struct out *out)
{
    struct letter *l = letter_new(q->mem, q->lang == NN ? NN : NB);
    letter_sender(l, q->who->org_name);
    letter_dated(l, q->today);
    letter_heading(l, text(q->mem, q->lang, T_person_package_of__name, TARGS(TS("name", one_line(q->mem, name)))));
    for (size_t i = 0; i < all->n; i++) {
        letter_sub(l, text(q->mem, q->lang, all->p[i].title, NO_TARGS));
        for (size_t k = 0; k < all->p[i].rows.n; k++) {
            const package_row *r = &all->p[i].rows.p[k];
            letter_list(l);
            for (size_t j = 0; j < r->n; j++)
                letter_item(l, strf(q->mem, "%.*s: %.*s", S(r->p[j].name), S(one_line(q->mem, r->p[j].value))));
        }
    }
    return letter_pdf(q->mem, l, out);
}

// ---- the file -----------------------------------------------------------------------------------

static bool put(zip_t *z, const char *name, str body)
{
    zip_source_t *s = zip_source_buffer(z, body.p, body.n, 0);
    return s && zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8) >= 0;
}

err person_package_zip(struct arena *a, const person_papers *all, str *out)
{
    bool good = true;
    zip_error_t fault;
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &fault);
    zip_t *z = target ? zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &fault) : NULL;
    if (!z)
        return E_IO;
    zip_source_keep(target);
    for (size_t i = 0; i < all->n; i++)
        good = good && put(z, str_cz(a, all->p[i].name), all->p[i].bytes);
    if (!good || zip_close(z) != 0) {
        zip_discard(z);
        zip_source_free(target);
        return E_IO;
    }
    zip_stat_t st;
    err e = E_IO;
    if (zip_source_stat(target, &st) == 0 && zip_source_open(target) == 0) {
        char *bytes = mem(a, st.size + 1);
        if (zip_source_read(target, bytes, st.size) == (zip_int64_t)st.size) {
            *out = (str){ bytes, st.size };
            e = OK;
        }
        zip_source_close(target);
    }
    zip_source_free(target);
    return e;
}
