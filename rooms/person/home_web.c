// SPDX-License-Identifier: Apache-2.0
// A household changes: somebody moves out or in, is born or dies. What it means is shown before
// anything is saved; the confirmation posts the same fields again.
#include "rooms/person/person_web.h"

#include "person/identifier.h"
#include "rooms/person/home.html.h"
#include "text_keys.h"

struct change {
    enum household_change kind;
    const char *slug;
    text_key title, lead;
};
static const struct change *change_of(str slug)
{
    static struct change all[] = { { CHANGE_SPLIT, "del", 0, 0 }, { CHANGE_JOIN, "inn", 0, 0 },
                                   { CHANGE_BIRTH, "fodsel", 0, 0 }, { CHANGE_DEATH, "dod", 0, 0 } };
    static const struct {
        text_key title, lead;
    } words[] = { { T_person_home_split, T_person_home_split_lead },
                  { T_person_home_join, T_person_home_join_lead },
                  { T_person_home_birth, T_person_home_birth_lead },
                  { T_person_home_death, T_person_home_death_lead } };
    for (size_t i = 0; i < 4; i++)
        if (str_is(slug, all[i].slug)) {
            all[i].title = words[i].title;
            all[i].lead = words[i].lead;
            return &all[i];
        }
    return NULL;
}

struct typed {
    day on;
    str reason, number, family, given;
    int role, sex;
};
static const struct choices *roles(void)
{
    return record_field(&member_rec, STR("role"))->choices;
}

static const struct record *form_of(struct rq *q, enum household_change kind)
{
    static const struct field on = F(typed, on, DAY, .flags = REQUIRED),
                              reason = F(typed, reason, TEXT, .max = 200),
                              number = F(typed, number, TEXT, .flags = REQUIRED | PERSONAL, .max = 20),
                              family = F(typed, family, TEXT, .flags = REQUIRED | PERSONAL, .max = 120),
                              given = F(typed, given, TEXT, .flags = PERSONAL, .max = 120);
    struct field *f = NEW_ARRAY(q->mem, 5, struct field);
    struct record *r = NEW(q->mem, struct record);
    size_t n = 0;
    if (kind == CHANGE_JOIN) {
        f[n++] = number;
        f[n++] = (struct field)F(typed, role, ENUM, .flags = REQUIRED, .choices = roles());
    } else if (kind == CHANGE_BIRTH) {
        f[n++] = family;
        f[n++] = given;
        f[n++] = (struct field)F(typed, sex, ENUM, .flags = REQUIRED,
                                 .choices = record_field(&person_rec, STR("sex"))->choices);
    }
    f[n++] = on;
    if (kind == CHANGE_SPLIT)
        f[n++] = reason;
    *r = (struct record){ NULL, f, n, sizeof(struct typed), "person_home" };
    return r;
}

// The household as it is, and the people in it that this user sees.
struct home {
    const struct change *change;
    struct person self;
    struct household h;
    members in;
    persons people;       // by member; id 0 for those out of sight
    struct typed t;
    int64_t who[20];      // who move, die
    size_t whos;
    struct person other;  // who moves in
};

static err open_home(struct rq *q, struct home_page *v, struct home *m)
{
    m->change = change_of(arg(q, "hva"));
    if (!m->change)
        return E_NOTFOUND;
    PASS(person_open(q, arg(q, "id"), "familie", &v->head, &m->self));
    v->title = m->change->title;
    v->lead = m->change->lead;
    v->change_url = strf(q->mem, "/personer/%lld/husstand/%s", (long long)m->self.id, m->change->slug);
    err e = household_of(q->db, m->self.id, q->today, &m->h);
    if (e == E_NOTFOUND) // lives alone: a household of one from now on, made when it is saved
        return OK;
    PASS(e);
    PASS(household_members(q->db, m->h.id, q->today, &m->in));
    for (size_t i = 0; i < m->in.n; i++) {
        struct person *p = ADD(q->mem, &m->people);
        e = person_by_id(q->db, m->in.p[i].person, p);
        if (e == E_NOTFOUND)
            p->id = 0;
        else
            PASS(e);
    }
    return OK;
}

static void boxes(struct rq *q, struct home_page *v, const struct home *m)
{
    if (m->change->kind != CHANGE_SPLIT)
        return;
    v->boxes_title = T_person_home_who;
    for (size_t i = 0; i < m->people.n; i++)
        if (m->people.p[i].id) {
            str name = strf(q->mem, "p%lld", (long long)m->people.p[i].id);
            *ADD(q->mem, &v->boxes) = (struct box_shown){
                .name = name,
                .words = strf(q->mem, "%.*s, %.*s", S(person_listed(q->mem, &m->people.p[i])),
                              S(person_born(q->mem, q->lang, &m->people.p[i]))),
                .ticked = posted_has(q, name.p),
            };
        }
}

static reply show(struct rq *q, int status, struct home_page *v, const struct home *m)
{
    boxes(q, v, m);
    v->form.action = v->change_url;
    v->form.submit = T_person_home_next;
    v->form.cancel = strf(q->mem, "/personer/%lld/familie", (long long)m->self.id);
    return page_status(q, status, &person_home_view, v);
}

reply home_get(struct rq *q)
{
    struct home_page *v = NEW(q->mem, struct home_page);
    struct home m = { .t = { .sex = SEX_UNKNOWN } };
    TRY(q, open_home(q, v, &m));
    form_show(q, &v->form, form_of(q, m.change->kind), m.change->kind == CHANGE_BIRTH ? &(struct typed){
                  .family = m.self.family, .given = STR(""), .on = DAY_NONE, .sex = SEX_UNKNOWN } : NULL);
    return show(q, 200, v, &m);
}

// Names of the boxes may be posted beside the fields.
static const char *const *also_posted(struct rq *q, const struct home *m)
{
    const char **all = NEW_ARRAY(q->mem, m->people.n + 2, const char *);
    size_t n = 0;
    all[n++] = "bekreft";
    for (size_t i = 0; i < m->people.n; i++)
        all[n++] = strf(q->mem, "p%lld", (long long)m->people.p[i].id).p;
    all[n] = NULL;
    return all;
}

static err find_other(struct rq *q, struct form *f, struct home *m)
{
    person_hits hits = { 0 };
    struct household theirs;
    str digits = identifier_digits(q->mem, m->t.number);
    if (identifier_form(digits) != FORM_NONE)
        PASS(person_search(q->db, digits, 1, &hits));
    if (!hits.n) {
        form_refuse(f, "number", T_person_home_nobody, NO_TARGS);
        return OK;
    }
    m->other = hits.p[0].person;
    m->who[m->whos++] = m->other.id;
    if (m->other.id == m->self.id ||
        (household_of(q->db, m->other.id, q->today, &theirs) == OK && theirs.id == m->h.id))
        form_refuse(f, "number", T_person_home_already, NO_TARGS);
    return OK;
}

static err check(struct rq *q, struct home_page *v, struct home *m)
{
    struct form *f = &v->form;
    if (day_known(m->t.on) && day_cmp(m->t.on, q->today) > 0)
        form_refuse(f, "on", T_person_home_later, NO_TARGS);
    switch (m->change->kind) {
    case CHANGE_SPLIT:
        for (size_t i = 0; i < m->people.n && m->whos < 20; i++)
            if (m->people.p[i].id &&
                posted_has(q, strf(q->mem, "p%lld", (long long)m->people.p[i].id).p)) {
                m->who[m->whos++] = m->people.p[i].id;
                if (day_known(m->t.on) && day_cmp(m->t.on, m->in.p[i].from_day) <= 0)
                    form_refuse(f, "on", T_person_home_before, NO_TARGS);
            }
        if (!m->whos || m->whos == m->in.n) {
            f->refused = T_person_home_some;
            f->problems++;
        }
        return OK;
    case CHANGE_JOIN: return f->problems ? OK : find_other(q, f, m);
    case CHANGE_BIRTH: m->whos = 1; return OK; // number 0: not yet known
    case CHANGE_DEATH:
        m->who[m->whos++] = m->self.id;
        if (day_known(m->t.on) && day_known(m->self.born) && day_cmp(m->t.on, m->self.born) < 0)
            form_refuse(f, "on", T_person_home_before, NO_TARGS);
        return OK;
    }
    return OK;
}

static void line(struct rq *q, effect_lines *out, text_key k, struct targs args)
{
    *ADD(q->mem, out) = text(q->mem, q->lang, k, args);
}

static err effects(struct rq *q, const struct home *m, effect_lines *out)
{
    int64_t before = m->in.n ? (int64_t)m->in.n : 1, n = (int64_t)m->whos;
    day on = m->t.on;
    switch (m->change->kind) {
    case CHANGE_SPLIT:
        line(q, out, T_person_home_left__n_on, TARGS(TI("n", before - n), TD("on", on)));
        line(q, out, T_person_home_made__n_on, TARGS(TI("n", n), TD("on", on)));
        break;
    case CHANGE_JOIN:
        line(q, out, T_person_home_joins__name_on, TARGS(TS("name", person_listed(q->mem, &m->other)), TD("on", on)));
        line(q, out, T_person_home_left__n_on, TARGS(TI("n", before + 1), TD("on", on)));
        break;
    case CHANGE_BIRTH:
        line(q, out, T_person_home_left__n_on, TARGS(TI("n", before + 1), TD("on", on)));
        line(q, out, T_person_home_sight, NO_TARGS);
        break;
    case CHANGE_DEATH:
        line(q, out, T_person_home_left__n_on, TARGS(TI("n", before - 1), TD("on", day_add(on, 1))));
        break;
    }
    struct household_effect e = { m->change->kind, m->h.id, m->who, m->whos, on };
    EACH_HOOK(person_effect, person_effects, h)
    {
        PASS((*h)->tell(q, &e, out));
    }
    return OK;
}

// Somebody who lives alone has a household too, from the day it matters.
static err need_household(struct rq *q, struct home *m)
{
    if (m->h.id)
        return OK;
    PASS(household_make(q->db, m->t.on, &m->h));
    return household_join(q->db, m->h.id, m->self.id, MEMBER_HEAD, m->t.on);
}

static err store(struct rq *q, struct home *m)
{
    struct household made;
    switch (m->change->kind) {
    case CHANGE_SPLIT: return household_split(q->db, m->h.id, m->who, m->whos, m->t.on, m->t.reason, &made);
    case CHANGE_JOIN:
        PASS(need_household(q, m));
        return household_move_in(q->db, m->h.id, m->other.id, (enum member_role)m->t.role, m->t.on);
    case CHANGE_BIRTH: {
        struct person child = { .family = m->t.family, .given = m->t.given, .own_script = STR(""),
                                .preferred = STR(""), .phone = STR(""), .email = STR(""),
                                .born = m->t.on, .sex = m->t.sex, .arrived = DAY_NONE,
                                .died = DAY_NONE, .protection_to = DAY_NONE };
        PASS(need_household(q, m));
        return household_born(q->db, m->self.id, &child);
    }
    case CHANGE_DEATH: return person_die(q->db, m->self.id, m->t.on);
    }
    return OK;
}

reply home_post(struct rq *q)
{
    struct home_page *v = NEW(q->mem, struct home_page);
    struct home m = { .t = { .on = DAY_NONE, .reason = STR(""), .number = STR(""), .family = STR(""),
                             .given = STR(""), .sex = SEX_UNKNOWN } };
    TRY(q, open_home(q, v, &m));
    v->form.also = also_posted(q, &m);
    bool good = form_read(q, &v->form, form_of(q, m.change->kind), &m.t);
    TRY(q, check(q, v, &m));
    if (!good || v->form.problems)
        return show(q, 422, v, &m);
    if (!posted_has(q, "bekreft")) {
        effect_lines lines = { 0 };
        v->preview = true;
        TRY(q, effects(q, &m, &lines));
        for (size_t i = 0; i < lines.n; i++)
            *ADD(q->mem, &v->effects) = (struct pair){ STR(""), lines.p[i] };
        for (size_t i = 0; i < q->form.n; i++)
            if (!str_is(q->form.p[i].name, "csrf") && !str_is(q->form.p[i].name, "once") &&
                !str_is(q->form.p[i].name, "was"))
                *ADD(q->mem, &v->keep) = q->form.p[i];
        return show(q, 200, v, &m);
    }
    err e = store(q, &m);
    if (e == E_INPUT || e == E_CONFLICT) {
        form_refuse(&v->form, "on", T_person_home_before, NO_TARGS);
        return show(q, 422, v, &m);
    }
    TRY(q, e);
    reply r = see_other(q, "/personer/%lld/familie", (long long)m.self.id);
    notice(q, &r, T_person_change_done, NO_TARGS);
    return r;
}
