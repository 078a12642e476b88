// SPDX-License-Identifier: Apache-2.0
// Making and changing a person. A new one comes out of a search that found nobody; those who could
// be the same are shown before anything is stored.
#include "rooms/person/person_web.h"

#include "person/identifier.h"
#include "platform/http/setting.h"
#include "platform/trace/trace.h"
#include "rooms/person/change.html.h"
#include "rooms/person/codes.h"
#include "rooms/person/new.html.h"
#include "text_keys.h"

SQL(query_get, "select typed from person_query where key = $1 and by_user = $2");

static str say(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

// ---- a new person ---------------------------------------------------------------------------

struct newcomer {
    struct person p;
    str duf, citizenship;
    bool confirmed;
};

static text_key language_check(const void *row, day today)
{
    (void)today;
    str code = ((const struct person *)row)->language;
    return code.n && !language_known(code) ? T_person_problem_language : T_NONE;
}

static const struct field *person_part(struct arena *a, const char *const *names, size_t n)
{
    struct field *f = NEW_ARRAY(a, n, struct field);
    for (size_t i = 0; i < n; i++) {
        f[i] = *record_field(&person_rec, str_z(names[i]));
        f[i].label = strf(a, "person_person.%s", names[i]).p;
        if (strcmp(names[i], "language") == 0)
            f[i].check = language_check;
    }
    return f;
}

// The person's fields that this form has, then the first number and citizenship.
static const struct record *new_form(struct rq *q)
{
    static const char *const names[] = { "family", "given", "own_script", "born", "born_precision",
                                         "sex", "unaccompanied", "language", "interpreter", "arrived" };
    enum { N = sizeof names / sizeof *names, MORE = 3 };
    static const struct field more[MORE] = {
        F(newcomer, citizenship, TEXT, .flags = PERSONAL, .max = 3),
        F(newcomer, duf, TEXT, .flags = PERSONAL, .max = 20),
        F(newcomer, confirmed, BOOL),
    };
    struct field *f = NEW_ARRAY(q->mem, N + MORE, struct field);
    struct record *r = NEW(q->mem, struct record);
    memcpy(f, person_part(q->mem, names, N), N * sizeof *f);
    memcpy(f + N, more, sizeof more);
    *r = (struct record){ NULL, f, N + MORE, sizeof(struct newcomer), "person_new" };
    return r;
}

static reply show_new(struct rq *q, int status, struct new_page *v)
{
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ say(q, T_person_list_title), STR("/personer") };
    at[1] = (struct crumb){ say(q, T_person_new_title), STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
    v->form.submit = v->alike.n ? T_person_new_another : T_person_new_save;
    v->form.cancel = STR("/personer");
    return page_status(q, status, &person_new_view, v);
}

// What was searched for stands in the form: the last word as family name.
reply new_get(struct rq *q)
{
    struct new_page *v = NEW(q->mem, struct new_page);
    struct newcomer n = { .p = { .born_precision = BORN_DAY, .sex = SEX_UNKNOWN } };
    str typed = STR("");
    err e = db_str(q->db, &query_get, ARGS(AT(query(q, "sok")), AI(q->who->user)), &typed);
    if (e == E_NOTFOUND)
        return see_other(q, "/personer"); // search first
    TRY(q, e);
    str digits = identifier_digits(q->mem, typed);
    if (identifier_form(digits) == FORM_DUF)
        n.duf = digits;
    else if (identifier_form(digits) == FORM_NONE) {
        size_t cut = typed.n;
        while (cut && typed.p[cut - 1] != ' ')
            cut--;
        n.p.family = str_part(typed, cut, typed.n - cut);
        n.p.given = str_trim(str_part(typed, 0, cut));
    }
    form_show(q, &v->form, new_form(q), &n);
    return show_new(q, 200, v);
}

static err store_new(struct rq *q, struct newcomer *n, struct form *form)
{
    PASS(setting_demo(q->db, &n->p.synthetic));
    PASS(person_add(q->db, &n->p, q->who->org, "registered"));
    if (n->p.language.n) {
        struct spoken s = { .person = n->p.id, .language = n->p.language, .mother_tongue = true };
        PASS(db_add(q->db, &spoken_rec, &s));
    }
    if (n->citizenship.n) {
        struct citizenship c = { .person = n->p.id, .country = n->citizenship,
                                 .from_day = DAY_NONE, .to_day = DAY_NONE };
        PASS(db_add(q->db, &citizenship_rec, &c));
    }
    if (!n->duf.n)
        return OK;
    text_key problem = T_NONE;
    struct identifier id = { .person = n->p.id, .kind = ID_DUF, .value = n->duf,
                             .status = ID_CURRENT, .from_day = n->p.arrived, .to_day = DAY_NONE,
                             .confirmed = n->confirmed };
    err e = person_identify(q->db, &id, &problem);
    if (problem != T_NONE)
        form_refuse(form, "duf", problem, NO_TARGS);
    return e;
}

// That a number is somebody's already tells that somebody is registered: who asks often is found.
static err note_taken(struct db *db, void *arg)
{
    return trace_note(db, "number-taken", "person_person", *(int64_t *)arg, STR(""));
}

static void number_asked(struct rq *q, int64_t person, text_key problem)
{
    int64_t *whose = NEW(q->mem, int64_t);
    *whose = person;
    if (problem == T_person_identifier_taken)
        before_answer(q, note_taken, whose);
}

reply new_post(struct rq *q)
{
    static const char *const also[] = { "another", NULL };
    struct new_page *v = NEW(q->mem, struct new_page);
    struct newcomer n = { .p = { .born = DAY_NONE, .arrived = DAY_NONE, .died = DAY_NONE,
                                 .protection_to = DAY_NONE } };
    v->form.also = also;
    const struct record *rec = new_form(q);
    bool good = form_read(q, &v->form, rec, &n);
    if (n.citizenship.n && !country_known(n.citizenship))
        form_refuse(&v->form, "citizenship", T_person_problem_country, NO_TARGS);
    if (!good || v->form.problems)
        return show_new(q, 422, v);
    if (!posted_has(q, "another")) {
        person_hits alike = { 0 };
        TRY(q, person_alike(q->db, &n.p, &alike));
        for (size_t i = 0; i < alike.n; i++)
            show_hit(q, &alike.p[i].person, alike.p[i].why, ADD(q->mem, &v->alike));
        if (alike.n)
            return show_new(q, 409, v);
    }
    err e = store_new(q, &n, &v->form);
    if (v->form.problems) {
        number_asked(q, 0, e == E_CONFLICT ? T_person_identifier_taken : T_NONE);
        return show_new(q, e == E_CONFLICT ? 409 : 422, v);
    }
    TRY(q, e);
    reply r = see_other(q, "/personer/%lld", (long long)n.p.id);
    notice(q, &r, T_person_new_done, NO_TARGS);
    return r;
}

// ---- changing -------------------------------------------------------------------------------

static const struct record *change_form(struct rq *q, bool protect)
{
    static const char *const facts[] = { "family", "given", "own_script", "preferred", "born",
                                         "born_precision", "sex", "language", "interpreter",
                                         "phone", "email", "arrived", "died", "version" };
    static const char *const shield[] = { "protection", "protection_to", "version" };
    size_t n = protect ? sizeof shield / sizeof *shield : sizeof facts / sizeof *facts;
    struct field *f = NEW_ARRAY(q->mem, n, struct field);
    struct record *r = NEW(q->mem, struct record);
    memcpy(f, person_part(q->mem, protect ? shield : facts, n), n * sizeof *f);
    for (size_t i = 0; i < n; i++)
        f[i].flags &= ~(unsigned)READONLY;
    *r = (struct record){ "person_person", f, n, sizeof(struct person), "person_person" };
    return r;
}

static reply show_change(struct rq *q, int status, struct change_page *v, bool protect)
{
    v->title = protect ? T_person_protect_title : T_person_change_title;
    v->form.cancel = strf(q->mem, "/personer/%lld", (long long)v->head.id);
    return page_status(q, status, &person_change_view, v);
}

static reply open_form(struct rq *q, bool protect)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), protect ? "beskyttelse" : "rediger", &v->head, &p));
    form_show(q, &v->form, change_form(q, protect), &p);
    return show_change(q, 200, v, protect);
}

static reply save_form(struct rq *q, bool protect)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct person was, now;
    TRY(q, person_open(q, arg(q, "id"), protect ? "beskyttelse" : "rediger", &v->head, &was));
    now = was;
    if (!form_read(q, &v->form, change_form(q, protect), &now))
        return show_change(q, 422, v, protect);
    bool waits = false;
    err e = protect ? person_set_level(q->db, &was, &now, STR(""), &waits)
                    : person_save(q->db, &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &was);
    TRY(q, e);
    reply r = see_other(q, "/personer/%lld", (long long)was.id);
    notice(q, &r, waits ? T_person_approval_sent : T_person_change_done, NO_TARGS);
    return r;
}

reply change_get(struct rq *q)
{
    return open_form(q, false);
}

reply change_post(struct rq *q)
{
    return save_form(q, false);
}

reply protect_get(struct rq *q)
{
    return open_form(q, true);
}

reply protect_post(struct rq *q)
{
    return save_form(q, true);
}

// ---- a number, a permit ----------------------------------------------------------------------

const struct record *person_part_of(struct arena *a, const struct record *of, const char *const *names,
                                 size_t n)
{
    struct field *f = NEW_ARRAY(a, n, struct field);
    struct record *r = NEW(a, struct record);
    for (size_t i = 0; i < n; i++)
        f[i] = *record_field(of, str_z(names[i]));
    *r = (struct record){ NULL, f, n, of->size, of->name };
    return r;
}

static const struct record *identifier_form_rec(struct rq *q)
{
    static const char *const names[] = { "kind", "value", "from_day", "confirmed" };
    return person_part_of(q->mem, &identifier_rec, names, sizeof names / sizeof *names);
}

reply person_show_part(struct rq *q, int status, struct change_page *v, text_key title)
{
    v->title = title;
    v->form.cancel = strf(q->mem, "/personer/%lld", (long long)v->head.id);
    return page_status(q, status, &person_change_view, v);
}

reply identifier_get(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "nummer", &v->head, &p));
    form_show(q, &v->form, identifier_form_rec(q), NULL);
    return person_show_part(q, 200, v, T_person_identifier_title);
}

reply identifier_post(struct rq *q)
{
    struct change_page *v = NEW(q->mem, struct change_page);
    struct person p;
    text_key problem = T_NONE;
    TRY(q, person_open(q, arg(q, "id"), "nummer", &v->head, &p));
    struct identifier id = { .person = p.id, .status = ID_CURRENT, .from_day = DAY_NONE,
                             .to_day = DAY_NONE };
    if (!form_read(q, &v->form, identifier_form_rec(q), &id))
        return person_show_part(q, 422, v, T_person_identifier_title);
    err e = person_identify(q->db, &id, &problem);
    number_asked(q, p.id, problem);
    if (problem != T_NONE) {
        form_refuse(&v->form, "value", problem, NO_TARGS);
        return person_show_part(q, e == E_CONFLICT ? 409 : 422, v, T_person_identifier_title);
    }
    TRY(q, e);
    reply r = see_other(q, "/personer/%lld", (long long)p.id);
    notice(q, &r, T_person_change_done, NO_TARGS);
    return r;
}
