// SPDX-License-Identifier: Apache-2.0
// Competence mapping: one per person for life, kept in versions. The resident may fill it in alone,
// by a code from the centre; a member of staff verifies it in a conversation.
#include "rooms/reception/duties.h"

#include "platform/who/secret.h"
#include "platform/who/session.h"
#include "platform/who/user.h"

enum { CODE_DAYS = 30 };

SQL(mapping_by_person, "select * from reception_mapping where person = $1");
SQL(languages_of, "select * from reception_map_language where person = $1 order by mother_tongue desc, id");
SQL(educations_of, "select * from reception_map_education where person = $1 order by id");
SQL(works_of, "select * from reception_map_work where person = $1 order by id");
SQL(versions_of, "select * from reception_map_version where person = $1 order by no desc");
SQL(codes_end, "update reception_code set ended = 1 where person = $1 and ended = 0");
SQL(code_user, "select user_id from reception_code where digest = $1 and ended = 0 and last_day >= $2");
SQL(code_role, "select role_id from reception_code where digest = $1 and ended = 0 and last_day >= $2");
SQL(code_person, "select person from reception_code where user_id = $1 order by id desc limit 1");
SQL(users_of_person, "select user_id from reception_code where person = $1 order by id desc limit 1");

static const struct field code_fields[] = {
    F(code_row, id, INT, .flags = KEY),    F(code_row, digest, TEXT, .flags = SECRET),
    F(code_row, person, INT),              F(code_row, user_id, INT),
    F(code_row, role_id, INT),             F(code_row, made, DAY),
    F(code_row, last_day, DAY),            F(code_row, ended, BOOL),
};
const struct record code_row_rec = RECORD("reception_code", code_row, code_fields);

err mapping_of(struct db *db, int64_t person, struct mapping *m)
{
    return db_one(db, &mapping_by_person, ARGS(AI(person)), &mapping_rec, m);
}

err mapping_verified(struct db *db, int64_t person, bool *yes)
{
    struct mapping m;
    err e = mapping_of(db, person, &m);
    *yes = e == OK && (m.state == MAPPING_VERIFIED || m.state == MAPPING_SUPPLEMENTED);
    return e == E_NOTFOUND ? OK : e;
}

err mapping_parts(struct db *db, int64_t person, map_languages *l, map_educations *e, map_works *w)
{
    PASS(db_all(db, &languages_of, ARGS(AI(person)), &map_language_rec, l));
    PASS(db_all(db, &educations_of, ARGS(AI(person)), &map_education_rec, e));
    return db_all(db, &works_of, ARGS(AI(person)), &map_work_rec, w);
}

err mapping_versions(struct db *db, int64_t person, map_versions *out)
{
    return db_all(db, &versions_of, ARGS(AI(person)), &map_version_rec, out);
}

err mapping_invite(struct db *db, int64_t person, day on, struct mapping *m)
{
    err e = mapping_of(db, person, m);
    if (e != E_NOTFOUND)
        return e;
    *m = (struct mapping){ .person = person, .invited_on = on, .submitted_on = DAY_NONE,
                           .verified_on = DAY_NONE };
    PASS(db_add(db, &mapping_rec, m));
    return person_tell(db, person, on, PHASE_RECEPTION, "person.event.reception_invited", STR("{}"),
                       strf(db->mem, "/personer/%lld/kartlegging", (long long)person));
}

// ---- versions --------------------------------------------------------------------------------

static str body_of(struct db *db, const struct mapping *m, err *e)
{
    map_languages l = { 0 };
    map_educations d = { 0 };
    map_works w = { 0 };
    struct out o = { 0 };
    *e = mapping_parts(db, m->person, &l, &d, &w);
    OUT(&o, "{\"mapping\":");
    rows_json(&o, &mapping_rec, m, 1);
    OUT(&o, ",\"languages\":");
    rows_json(&o, &map_language_rec, l.p, l.n);
    OUT(&o, ",\"education\":");
    rows_json(&o, &map_education_rec, d.p, d.n);
    OUT(&o, ",\"work\":");
    rows_json(&o, &map_work_rec, w.p, w.n);
    OUT(&o, "}");
    str s = str_dup(db->mem, out_str(&o));
    out_drop(&o);
    return s;
}

static err keep_version(struct db *db, struct mapping *m)
{
    err e;
    m->no++;
    struct map_version v = { .person = m->person, .no = m->no, .at = { db->deed.now },
                             .state = m->state, .mode = m->mode, .interpreter = m->interpreter,
                             .body = body_of(db, m, &e) };
    PASS(e);
    PASS(scope_actor_kept(db, m->person, &v.org, &v.by_user));
    return db_add(db, &map_version_rec, &v);
}

static err tell_state(struct db *db, const struct mapping *m)
{
    return person_tell(db, m->person, db->deed.today, PHASE_RECEPTION, "person.event.reception_mapping",
                       strf(db->mem, "{\"state_key\":\"%s\"}", mapping_states.at[m->state].label),
                       strf(db->mem, "/personer/%lld/kartlegging", (long long)m->person));
}

err mapping_step(struct db *db, struct mapping *m, enum mapping_event event)
{
    struct mapping was = *m, now = *m;
    PASS(state_move(&mapping_states_, &now.state, (int)event));
    if (event == EV_SUBMIT)
        now.submitted_on = db->deed.today;
    if (event == EV_VERIFY) {
        now.verified_on = db->deed.today;
        now.verified_by = db->deed.user;
    }
    bool settled = event == EV_SUBMIT || event == EV_VERIFY || event == EV_SUPPLEMENT;
    if (settled)
        PASS(keep_version(db, &now));
    PASS(db_save(db, &mapping_rec, &was, &now));
    *m = now;
    if (event == EV_START && was.state == now.state)
        return OK;
    PASS(tell_state(db, m));
    if (m->state >= MAPPING_VERIFIED)
        PASS(duties_mapped(db, m->person, event != EV_EXEMPT && event != EV_DECLINE_));
    return event == EV_VERIFY ? fact(db, "reception.mapped", m->person, STR("{}")) : OK;
}

err mappings_add_many(struct db *db, const struct mapping *at, size_t n)
{
    return db_add_many(db, &mapping_rec, at, n);
}

// ---- the code a resident writes ----------------------------------------------------------------
// Behind it stands a user of the person's own, with the participant's role at the centre and sight
// of one person. The user has no password and bears no name: the code is the only way in.

static err own_user(struct db *db, int64_t person, int64_t *user)
{
    err e = db_int(db, &users_of_person, ARGS(AI(person)), user);
    if (e != E_NOTFOUND)
        return e;
    struct who_user u = { .login = strf(db->mem, "deltaker-%.*s", S(ref_new(db->mem))),
                          .name = STR("Deltaker") };
    PASS(db_add(db, &who_user_rec, &u));
    *user = u.id;
    return scope_open(db, person, READER_USER(u.id), SCOPE_PARTY, "reception.mapping",
                      db->deed.today);
}

err mapping_code(struct db *db, int64_t person, str *code)
{
    int64_t user;
    struct who_org org;
    struct who_role role;
    day last = day_add(db->deed.today, CODE_DAYS);
    PASS(own_user(db, person, &user));
    PASS(org_by_id(db, db->deed.org, &org));
    PASS(role_give(db, user, &org, PA, db->deed.today, last, &role));
    PASS(db_do(db, &codes_end, ARGS(AI(person)), NULL));
    PASS(session_end_all(db, user, db->deed.now));
    *code = ref_new(db->mem);
    struct code_row row = { .digest = token_digest(db->mem, *code), .person = person,
                            .user_id = user, .role_id = role.id, .made = db->deed.today,
                            .last_day = last };
    return db_add(db, &code_row_rec, &row);
}

err mapping_code_find(struct db *db, str code, int64_t *user, int64_t *role)
{
    str digest = token_digest(db->mem, code);
    PASS(db_int(db, &code_user, ARGS(AT(digest), AD(db->deed.today)), user));
    return db_int(db, &code_role, ARGS(AT(digest), AD(db->deed.today)), role);
}

err mapping_own(struct db *db, int64_t user, int64_t *person)
{
    return user ? db_int(db, &code_person, ARGS(AI(user)), person) : E_NOTFOUND;
}
