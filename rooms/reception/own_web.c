// SPDX-License-Identifier: Apache-2.0
// The resident's own mapping: in by a code from the centre, one section a page, in five languages, on
// a phone with a bad network. Works without script; with it, what is typed is kept until it is sent.
#include "platform/trace/trace.h"
#include "platform/who/session.h"
#include "rooms/reception/map_web.h"
#include "rooms/reception/own.html.h"
#include "rooms/reception/own_code.html.h"
#include "rooms/reception/own_section.html.h"
#include "text_keys.h"

#define BASE "/min-kartlegging"

const struct right reception_map_own = { "reception.map_own", R(PA) };

#define LANGUAGE_LINKS(q, slice)                                                               \
    for (enum lang l_ = NB; l_ < LANGS; l_++)                                                  \
    *ADD((q)->mem, (slice)) =                                                                  \
        (struct option){ str_z(lang_tag(l_)), str_z(lang_own_name(l_)), l_ == (q)->lang }

static reply show_code(struct rq *q, int status, bool wrong)
{
    struct code_page *v = NEW(q->mem, struct code_page);
    v->wrong = wrong;
    LANGUAGE_LINKS(q, &v->langs);
    return page_status(q, status, &reception_own_code_view, v);
}

reply code_get(struct rq *q)
{
    if (may(q->who, &reception_map_own))
        return see_other(q, BASE);
    return show_code(q, 200, false);
}

// As people copy it: blanks, hyphens and capitals do not matter.
static str plain_code(struct arena *a, str typed)
{
    char *p = mem(a, typed.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i];
        if (c == ' ' || c == '-')
            continue;
        p[n++] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
    }
    return (str){ p, n };
}

// A code has fifty random bits: guessing it is hopeless, and the answer is the same for all wrong ones.
static err note_wrong(struct db *db, void *arg)
{
    (void)arg;
    return trace_note(db, "login-refused", "reception_code", 0, STR(""));
}

reply code_post(struct rq *q)
{
    int64_t user, role;
    str cookie;
    err e = mapping_code_find(q->db, plain_code(q->mem, posted(q, "kode")), &user, &role);
    if (e == E_NOTFOUND) {
        before_answer(q, note_wrong, NULL);
        return show_code(q, 422, true);
    }
    TRY(q, e);
    TRY(q, trace_note(q->db, "login", "who_user", user, STR("{\"by\":\"code\"}")));
    TRY(q, session_begin(q->db, user, role, q->address, q->clock, q->mem, &cookie));
    reply r = see_other(q, BASE);
    cookie_set(q, &r, SESSION_COOKIE, cookie, 0);
    return r;
}

// ---- the list of sections -------------------------------------------------------------------------

reply own_get(struct rq *q)
{
    struct own_page *v = NEW(q->mem, struct own_page);
    int64_t person;
    struct mapping m;
    TRY(q, mapping_own(q->db, q->who->user, &person));
    TRY(q, mapping_of(q->db, person, &m));
    TRY(q, map_tasks(q, person, v->tasks));
    for (int i = 0; i < PARTS; i++) {
        *ADD(q->mem, &v->list) = v->tasks[i];
        v->may_send |= v->tasks[i].begun;
    }
    v->sent = m.state == MAPPING_SUBMITTED;
    v->settled = m.state >= MAPPING_VERIFIED;
    v->may_send &= m.state == MAPPING_DRAFT || m.state == MAPPING_INVITED;
    LANGUAGE_LINKS(q, &v->langs);
    return page(q, &reception_own_view, v);
}

static reply show_section(struct rq *q, int status, struct own_section_page *v)
{
    v->s.form.action = strf(q->mem, BASE "/%.*s", S(v->s.slug));
    LANGUAGE_LINKS(q, &v->langs);
    return page_status(q, status, &reception_own_section_view, v);
}

static err own_section(struct rq *q, struct own_section_page *v, int64_t *person)
{
    enum map_part part;
    PASS(mapping_own(q->db, q->who->user, person));
    return map_part_of(arg(q, "del"), &part) ? map_section_open(q, *person, part, STR(BASE), &v->s)
                                             : E_NOTFOUND;
}

reply own_section_get(struct rq *q)
{
    struct own_section_page *v = NEW(q->mem, struct own_section_page);
    int64_t person;
    TRY(q, own_section(q, v, &person));
    return show_section(q, 200, v);
}

reply own_section_post(struct rq *q)
{
    struct own_section_page *v = NEW(q->mem, struct own_section_page);
    int64_t person;
    bool good;
    TRY(q, own_section(q, v, &person));
    TRY(q, map_section_take(q, person, &v->s, &good));
    if (!good)
        return show_section(q, 422, v);
    reply r = v->s.rows ? see_other(q, BASE "/%.*s", S(v->s.slug)) : see_other(q, "%.*s", S(v->s.next));
    notice(q, &r, T_reception_saved, NO_TARGS);
    return r;
}

reply own_send_post(struct rq *q)
{
    int64_t person;
    struct mapping m, was;
    TRY(q, mapping_own(q->db, q->who->user, &person));
    TRY(q, mapping_of(q->db, person, &m));
    was = m;
    m.mode = 0; // filled in alone
    TRY(q, db_save(q->db, &mapping_rec, &was, &m));
    TRY(q, mapping_step(q->db, &m, EV_SUBMIT));
    reply r = see_other(q, BASE);
    notice(q, &r, T_reception_own_sent, NO_TARGS);
    return r;
}
