// SPDX-License-Identifier: Apache-2.0
// Sealed notes: written after consent (health) or where somebody must be kept apart (restricted),
// opened by named readers alone.
#include "rooms/place/place.h"
#include "rooms/reception/note.html.h"
#include "rooms/reception/talk.h"
#include "text_keys.h"

const struct right reception_note_read = { "reception.note_read", R(CE) | R(DS) | R(BU) };

struct note_form {
    struct note n;
    str apart; // municipalities where the person must not be settled
};

static bool is_health(struct rq *q)
{
    return str_is(arg(q, "kind"), "helse");
}

static const struct record *form_of(struct rq *q)
{
    static const char *const names[] = { "consent_on", "body" };
    static const struct field apart = F(note_form, apart, TEXT, .flags = SENSITIVE, .max = 200,
                                        .label = "reception.note.apart");
    struct field *f = NEW_ARRAY(q->mem, 2, struct field);
    struct record *r = NEW(q->mem, struct record);
    const struct record *part = record_part(q, &sealed_note_rec, names, 2);
    bool health = is_health(q);
    f[0] = part->f[health ? 0 : 1];
    f[1] = health ? part->f[1] : apart;
    f[0].flags |= REQUIRED;
    *r = (struct record){ NULL, f, 2, sizeof(struct note_form), "reception_note" };
    return r;
}

static err open_new(struct rq *q, struct part_page *v)
{
    struct person p;
    PASS(person_open(q, arg(q, "id"), "samtale", &v->head, &p));
    if (!is_health(q) && !str_is(arg(q, "kind"), "skjermet"))
        return E_NOTFOUND;
    v->title = is_health(q) ? T_reception_note_new_health : T_reception_note_new_restricted;
    v->lead = is_health(q) ? T_reception_note_health_lead : T_reception_note_restricted_lead;
    return OK;
}

static reply show_new(struct rq *q, int status, struct part_page *v)
{
    v->form.cancel = strf(q->mem, "/personer/%lld/samtale", (long long)v->head.id);
    v->form.submit = T_reception_note_seal;
    return part_show(q, status, v);
}

reply note_new_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    TRY(q, open_new(q, v));
    form_show(q, &v->form, form_of(q), NULL);
    return show_new(q, 200, v);
}

static const struct place *named(struct rq *q, str typed)
{
    place_list all = { 0 };
    const struct place *p = place_municipality_near(typed, q->today);
    place_municipalities(q->mem, q->today, STR(""), &all);
    for (size_t i = 0; !p && i < all.n; i++)
        if (str_ieq(all.p[i]->name, typed))
            p = all.p[i];
    return p;
}

// "Molde, Aukra": each must be a municipality.
static err keep_apart(struct rq *q, struct part_page *v, str typed)
{
    str one;
    while (typed.n) {
        (void)str_cut(&typed, ',', &one);
        one = str_trim(one);
        if (!one.n)
            continue;
        const struct place *p = named(q, one);
        if (!p) {
            form_refuse(&v->form, "apart", T_reception_problem_municipality, NO_TARGS);
            return OK;
        }
        struct exclusion x = { .person = v->head.id, .municipality = p->number };
        PASS(db_add(q->db, &exclusion_rec, &x));
    }
    return OK;
}

static reply back(struct rq *q, int64_t person, text_key words)
{
    reply r = see_other(q, "/personer/%lld/samtale", (long long)person);
    notice(q, &r, words, NO_TARGS);
    return r;
}

reply note_new_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct note_form n = { .n = { .consent_on = DAY_NONE, .body = STR("") }, .apart = STR("") };
    TRY(q, open_new(q, v));
    bool health = is_health(q);
    if (form_read(q, &v->form, form_of(q), &n) && health && day_cmp(n.n.consent_on, q->today) > 0)
        form_refuse(&v->form, "consent_on", T_reception_note_problem_consent, NO_TARGS);
    if (!v->form.problems && !health)
        TRY(q, keep_apart(q, v, n.apart));
    if (v->form.problems)
        return show_new(q, 422, v);
    TRY(q, note_add(q->db, v->head.id, health ? NOTE_HEALTH : NOTE_RESTRICTED, n.n.body, n.n.consent_on));
    return back(q, v->head.id, T_reception_note_sealed);
}

// ---- reading ------------------------------------------------------------------------------------------

SQL(reader_names, "select u.name from who_scope s join who_user u on u.id = -s.reader where s.subject = $1 "
                  "and s.basis = 'note' and s.to_day is null order by s.id");
SQL(colleagues, "select distinct u.id, u.name from who_role r join who_user u on u.id = r.user_id "
                "join who_org o on o.id = r.org_id where u.disabled = 0 and (r.org_id = $1 and r.role = 'CE' "
                "or o.code = 'IMDI' and r.role = 'DS') and r.valid_from <= $2 and (r.valid_to is null or "
                "r.valid_to >= $2) and not exists (select 1 from who_scope s where s.subject = $3 and "
                "s.reader = -u.id and s.to_day is null) order by u.name, u.id");
struct reader_row {
    int64_t id;
    str name;
};
static const struct field reader_fields[] = { F(reader_row, id, INT), F(reader_row, name, TEXT) };
static const struct record reader_rec = { NULL, reader_fields, 2, sizeof(struct reader_row), "reader" };
static const struct field name_fields[] = { F(reader_row, name, TEXT) };
static const struct record name_rec = { NULL, name_fields, 1, sizeof(struct reader_row), "reader" };
typedef SLICE(struct reader_row) reader_rows;

static err open_note(struct rq *q, struct note_page *v, struct note_mark *mark, struct note *n)
{
    struct person p;
    int64_t no;
    PASS(person_open(q, arg(q, "id"), "notat", &v->head, &p));
    if (!str_int(arg(q, "no"), &no))
        return E_NOTFOUND;
    PASS(db_by_id(q->db, &note_mark_rec, no, mark));
    if (mark->person != p.id)
        return E_NOTFOUND;
    return note_open(q->db, mark, n);
}

reply note_get(struct rq *q)
{
    struct note_page *v = NEW(q->mem, struct note_page);
    struct note_mark mark;
    struct note n;
    reader_rows readers = { 0 }, people = { 0 };
    TRY(q, open_note(q, v, &mark, &n));
    v->no = mark.id;
    v->kind = choice_words(q, record_field(&note_mark_rec, STR("kind"))->choices, mark.kind);
    v->health = mark.kind == NOTE_HEALTH;
    v->body = n.body;
    v->made_on = mark.made_on;
    v->consent_on = n.consent_on;
    TRY(q, db_all(q->db, &reader_names, ARGS(AI(mark.subject)), &name_rec, &readers));
    for (size_t i = 0; i < readers.n; i++)
        *ADD(q->mem, &v->readers) = (struct option){ STR(""), readers.p[i].name, false };
    TRY(q, db_all(q->db, &colleagues, ARGS(AI(q->who->org), AD(q->today), AI(mark.subject)), &reader_rec,
                  &people));
    for (size_t i = 0; i < people.n; i++)
        *ADD(q->mem, &v->people) =
            (struct option){ strf(q->mem, "%lld", (long long)people.p[i].id), people.p[i].name, false };
    return page(q, &reception_note_view, v);
}

reply note_reader_post(struct rq *q)
{
    struct note_page *v = NEW(q->mem, struct note_page);
    struct note_mark mark;
    struct note n;
    reader_rows people = { 0 };
    int64_t user;
    TRY(q, open_note(q, v, &mark, &n));
    TRY(q, db_all(q->db, &colleagues, ARGS(AI(q->who->org), AD(q->today), AI(mark.subject)), &reader_rec,
                  &people));
    for (size_t i = 0; str_int(posted(q, "leser"), &user) && i < people.n; i++)
        if (people.p[i].id == user) {
            TRY(q, note_let_read(q->db, &mark, user));
            return see_other(q, "/personer/%lld/notat/%lld", (long long)v->head.id, (long long)mark.id);
        }
    return fail(q, E_NOTFOUND);
}

reply note_withdraw_post(struct rq *q)
{
    struct note_page *v = NEW(q->mem, struct note_page);
    struct note_mark mark;
    struct note n;
    TRY(q, open_note(q, v, &mark, &n));
    TRY(q, note_withdraw(q->db, &mark, q->today));
    return back(q, v->head.id, T_reception_note_erased);
}
