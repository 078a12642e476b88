// SPDX-License-Identifier: Apache-2.0
// The mapping as staff see it: what is known, where it stands, its versions; interview section by
// section; verifying with how it was done and which interpreter.
#include "rooms/reception/map_web.h"

#include "rooms/interpreting/interpreting.h"

#include "rooms/reception/map_section.html.h"
#include "rooms/reception/mapping.html.h"
#include "rooms/reception/part.html.h"
#include "text_keys.h"

const struct right reception_map_read = { "reception.map_read",
                                          R(DS) | R(CE) | R(MC) | R(MP) | R(MH) | R(CO) | R(BU) };
const struct right reception_map_write = { "reception.map_write", R(CE) | R(MP) | R(CO) };

PERSON_TAB(tab_mapping, "kartlegging", "reception.tab.mapping", &reception_map_read, 32);

SQL(user_name, "select name from who_user where id = $1");
SQL(org_name, "select name from who_org where id = $1");

static const struct {
    const char *code;
    text_key label;
} events[] = {
    [EV_START] = { "", 0 },
    [EV_SUBMIT] = { "send", T_reception_mapping_do_submit },
    [EV_VERIFY] = { "kvalitetssikre", T_reception_mapping_do_verify },
    [EV_SUPPLEMENT] = { "supplert", T_reception_mapping_do_supplement },
    [EV_EXEMPT] = { "frita", T_reception_mapping_do_exempt },
    [EV_DECLINE_] = { "nei", T_reception_mapping_do_decline },
    [EV_REOPEN] = { "apne", T_reception_mapping_do_reopen },
};

static str name_of(struct rq *q, const struct sql *sql, int64_t id)
{
    str name;
    return id && db_str(q->db, sql, ARGS(AI(id)), &name) == OK ? name : STR("");
}

static void add_line(struct rq *q, struct map_group *g, text_key label, str value)
{
    if (value.n)
        *ADD(q->mem, &g->lines) = (struct map_line){ .words = value, .under = reception_say(q, label) };
}

static err groups(struct rq *q, int64_t person, struct mapping_page *v)
{
    const struct mapping *m = &v->m;
    for (int i = 0; i < PARTS; i++) {
        struct map_section s = { 0 };
        struct map_group *g = ADD(q->mem, &v->groups);
        PASS(map_section_open(q, person, (enum map_part)i, STR(""), &s));
        *g = (struct map_group){ .title = s.title, .slug = s.slug };
        for (size_t k = 0; k < s.lines.n; k++)
            *ADD(q->mem, &g->lines) = s.lines.p[k];
        if (i == PART_OTHER) {
            if (m->english)
                add_line(q, g, T_reception_mapping_english,
                         choice_words(q, record_field(&mapping_rec, STR("english"))->choices, m->english));
            if (m->digital)
                add_line(q, g, T_reception_mapping_digital,
                         choice_words(q, record_field(&mapping_rec, STR("digital"))->choices, m->digital));
            add_line(q, g, T_reception_mapping_licence, m->licence);
            add_line(q, g, T_reception_mapping_skills, m->skills);
            add_line(q, g, T_reception_mapping_informal, m->informal);
        } else if (i == PART_WISHES) {
            add_line(q, g, T_reception_mapping_wish_work, m->wish_work);
            add_line(q, g, T_reception_mapping_wish_study, m->wish_study);
            add_line(q, g, T_reception_mapping_wish_second, m->wish_second);
            if (m->may_move)
                add_line(q, g, T_reception_mapping_may_move, reception_say(q, T_reception_yes));
        }
        v->content |= g->lines.n != 0;
    }
    return OK;
}

static err history(struct rq *q, int64_t person, struct mapping_page *v)
{
    map_versions all = { 0 };
    PASS(mapping_versions(q->db, person, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct map_version *x = &all.p[i];
        str who = x->org == q->who->org ? name_of(q, &user_name, x->by_user) : STR("");
        *ADD(q->mem, &v->versions) = (struct version_shown){
            x->no, fmt_moment(q->mem, q->lang, x->at.ms),
            who.n ? who : name_of(q, &org_name, x->org), choice_words(q, &mapping_states, x->state),
            choice_words(q, record_field(&mapping_rec, STR("mode"))->choices, x->mode),
            choice_words(q, &interpreter_levels, x->interpreter)
        };
    }
    return OK;
}

static reply show(struct rq *q, struct mapping_page *v, const struct person *p)
{
    v->may_write = may(q->who, &reception_map_write);
    err e = mapping_of(q->db, p->id, &v->m);
    if (e == E_NOTFOUND)
        return page(q, &reception_mapping_view, v);
    TRY(q, e);
    v->invited = true;
    v->state = choice_words(q, &mapping_states, v->m.state);
    v->mode = choice_words(q, record_field(&mapping_rec, STR("mode"))->choices, v->m.mode);
    v->interpreter = choice_words(q, &interpreter_levels, v->m.interpreter);
    if (v->m.interpreter != INTERPRETER_NONE && v->m.interpreter_language.n)
        v->interpreter = strf(q->mem, "%.*s, %.*s", S(v->interpreter),
                              S(language_name(q->lang, v->m.interpreter_language)));
    v->verified_by = name_of(q, &user_name, v->m.verified_by);
    v->tone = v->m.state == MAPPING_VERIFIED || v->m.state == MAPPING_SUPPLEMENTED ? TONE_SUCCESS
              : v->m.state == MAPPING_SUBMITTED                                  ? TONE_INFO
              : v->m.state >= MAPPING_EXEMPT                                     ? TONE_NEUTRAL
                                                                                  : TONE_WARNING;
    TRY(q, groups(q, p->id, v));
    TRY(q, history(q, p->id, v));
    for (size_t i = 0; v->may_write && i < mapping_states_.n; i++) {
        const struct transition *t = &mapping_states_.at[i];
        if (t->from == v->m.state && t->event != EV_START &&
            t->event != EV_SUPPLEMENT && (t->event != EV_SUBMIT || v->content))
            *ADD(q->mem, &v->steps) = (struct step_shown){ str_z(events[t->event].code),
                                                           reception_say(q, events[t->event].label) };
    }
    return page(q, &reception_mapping_view, v);
}

reply mapping_get(struct rq *q)
{
    struct mapping_page *v = NEW(q->mem, struct mapping_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "kartlegging", &v->head, &p));
    return show(q, v, &p);
}

static reply back(struct rq *q, int64_t person, text_key words)
{
    reply r = see_other(q, "/personer/%lld/kartlegging", (long long)person);
    notice(q, &r, words, NO_TARGS);
    return r;
}

static err open_person(struct rq *q, struct person_head *h, struct person *p, struct mapping *m)
{
    PASS(person_open(q, arg(q, "id"), "kartlegging", h, p));
    return mapping_of(q->db, p->id, m);
}

reply mapping_invite_post(struct rq *q)
{
    struct mapping_page *v = NEW(q->mem, struct mapping_page);
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "kartlegging", &v->head, &p));
    TRY(q, mapping_invite(q->db, p.id, q->today, &v->m));
    return back(q, p.id, T_reception_mapping_is_invited);
}

// The code is shown in the answer itself and nowhere afterwards.
reply mapping_code_post(struct rq *q)
{
    struct mapping_page *v = NEW(q->mem, struct mapping_page);
    struct person p;
    TRY(q, open_person(q, &v->head, &p, &v->m));
    TRY(q, mapping_code(q->db, p.id, &v->code));
    v->code = strf(q->mem, "%.*s %.*s", S(str_part(v->code, 0, 5)), S(str_part(v->code, 5, 5)));
    return show(q, v, &p);
}

reply mapping_step_post(struct rq *q)
{
    struct person_head h;
    struct person p;
    struct mapping m;
    TRY(q, open_person(q, &h, &p, &m));
    for (size_t i = EV_SUBMIT; i < sizeof events / sizeof *events; i++) {
        bool plain = i != EV_VERIFY && i != EV_EXEMPT && i != EV_DECLINE_;
        if (plain && str_is(posted(q, "event"), events[i].code)) {
            TRY(q, mapping_step(q->db, &m, (enum mapping_event)i));
            return back(q, p.id, T_reception_saved);
        }
    }
    return fail(q, E_NOTFOUND);
}

// ---- verifying: how it was done ---------------------------------------------------------------------

static const struct record *verify_form(struct rq *q)
{
    static const char *const names[] = { "mode", "interpreter", "interpreter_language", "remark",
                                         "version" };
    return record_part(q, &mapping_rec, names, sizeof names / sizeof *names);
}

static reply show_part(struct rq *q, int status, struct part_page *v)
{
    v->form.cancel = strf(q->mem, "/personer/%lld/kartlegging", (long long)v->head.id);
    return part_show(q, status, v);
}

// The interpreter who accepted the order for this interview.
static err mapping_ordered(struct db *db, struct mapping *m)
{
    struct order o;
    err e = m->interpreter == INTERPRETER_NONE ? interpreting_for(db, m->person, TOPIC_MAPPING, &o) : E_NOTFOUND;
    if (e)
        return e == E_NOTFOUND ? OK : e;
    m->interpreter = o.used;
    m->interpreter_language = o.language;
    return OK;
}

reply mapping_verify_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct mapping m;
    TRY(q, open_person(q, &v->head, &p, &m));
    if (!m.interpreter_language.n && p.interpreter)
        m.interpreter_language = p.language;
    TRY(q, mapping_ordered(q->db, &m));
    m.mode = 1;
    form_show(q, &v->form, verify_form(q), &m);
    v->title = v->form.submit = T_reception_mapping_do_verify;
    v->lead = T_reception_mapping_verify_lead;
    return show_part(q, 200, v);
}

reply mapping_verify_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct mapping was, now;
    TRY(q, open_person(q, &v->head, &p, &was));
    now = was;
    v->title = T_reception_mapping_do_verify;
    v->lead = T_reception_mapping_verify_lead;
    if (form_read(q, &v->form, verify_form(q), &now) && now.interpreter != INTERPRETER_NONE &&
        !language_known(now.interpreter_language))
        form_refuse(&v->form, "interpreter_language", T_reception_map_problem_language, NO_TARGS);
    v->form.submit = T_reception_mapping_do_verify;
    if (v->form.problems)
        return show_part(q, 422, v);
    err e = db_save(q->db, &mapping_rec, &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &was);
    TRY(q, e);
    if (now.state == MAPPING_INVITED || now.state == MAPPING_DRAFT) // interviewed from the start
        TRY(q, mapping_step(q->db, &now, EV_SUBMIT));
    TRY(q, mapping_step(q->db, &now, EV_VERIFY));
    return back(q, p.id, T_reception_mapping_is_verified);
}

// ---- exempt, declined: with why ---------------------------------------------------------------------

static const struct record *excuse_form(struct rq *q)
{
    static const char *const names[] = { "why", "version" };
    const struct record *r = record_part(q, &mapping_rec, names, 2);
    ((struct field *)(uintptr_t)r->f)[0].flags |= REQUIRED;
    return r;
}

static err excuse_open(struct rq *q, struct part_page *v, struct person *p, struct mapping *m,
                       enum mapping_event *event)
{
    struct stay s;
    struct centre c;
    bool exempt = str_ends(q->path, STR("/frita"));
    *event = exempt ? EV_EXEMPT : EV_DECLINE_;
    v->title = exempt ? T_reception_mapping_do_exempt : T_reception_mapping_do_decline;
    PASS(open_person(q, &v->head, p, m));
    err e = stay_of(q->db, p->id, q->today, &s);
    if (exempt || e == E_NOTFOUND)
        return OK;
    PASS(e);
    PASS(centre_by_id(q->db, s.centre, &c));
    return c.kind == CENTRE_INTEGRATION ? E_CONFLICT : OK; // compulsory there (reception.md 4.2)
}

reply mapping_excuse_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct mapping m;
    enum mapping_event event;
    TRY(q, excuse_open(q, v, &p, &m, &event));
    form_show(q, &v->form, excuse_form(q), &m);
    return show_part(q, 200, v);
}

reply mapping_excuse_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct person p;
    struct mapping was, now;
    enum mapping_event event;
    TRY(q, excuse_open(q, v, &p, &was, &event));
    now = was;
    if (!form_read(q, &v->form, excuse_form(q), &now))
        return show_part(q, 422, v);
    err e = db_save(q->db, &mapping_rec, &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &was);
    TRY(q, e);
    TRY(q, mapping_step(q->db, &now, event));
    return back(q, p.id, T_reception_saved);
}

// ---- sections ------------------------------------------------------------------------------------

static err section(struct rq *q, struct staff_section_page *v, struct person *p)
{
    enum map_part part;
    PASS(person_open(q, arg(q, "id"), "kartlegging", &v->head, p));
    if (!map_part_of(arg(q, "del"), &part))
        return E_NOTFOUND;
    str base = strf(q->mem, "/personer/%lld/kartlegging", (long long)p->id);
    return map_section_open(q, p->id, part, base, &v->s);
}

reply staff_section_get(struct rq *q)
{
    struct staff_section_page *v = NEW(q->mem, struct staff_section_page);
    struct person p;
    TRY(q, section(q, v, &p));
    return page(q, &reception_map_section_view, v);
}

reply staff_section_post(struct rq *q)
{
    struct staff_section_page *v = NEW(q->mem, struct staff_section_page);
    struct person p;
    bool good;
    TRY(q, section(q, v, &p));
    err e = map_section_take(q, p.id, &v->s, &good);
    TRY(q, e);
    if (!good)
        return page_status(q, 422, &reception_map_section_view, v);
    reply r = v->s.rows ? see_other(q, "%.*s/%.*s", S(v->s.base), S(v->s.slug))
                        : see_other(q, "%.*s", S(v->s.next));
    notice(q, &r, T_reception_saved, NO_TARGS);
    return r;
}
