// SPDX-License-Identifier: Apache-2.0
// All or nothing: the parts write in their order inside one transaction.
#include <jansson.h>
#include <stdlib.h>

#include "platform/trace/trace.h"
#include "rooms/intake/db.h"
#include "text_keys.h"

enum { UNDO_HOURS = 24, PARTS_MAX = 32 };

extern const struct intake_part *const __start_intake_parts[] __attribute__((weak));
extern const struct intake_part *const __stop_intake_parts[] __attribute__((weak));

static int by_order(const void *a, const void *b)
{
    return (*(const struct intake_part *const *)a)->order - (*(const struct intake_part *const *)b)->order;
}

static size_t parts(const struct intake_part *out[PARTS_MAX])
{
    size_t n = 0;
    for (const struct intake_part *const *p = __start_intake_parts; p != __stop_intake_parts && n < PARTS_MAX; p++)
        out[n++] = *p;
    qsort(out, n, sizeof *out, by_order);
    return n;
}

str intake_lives(const struct intake_set *s, const struct intake_person *x)
{
    str at = STR("");
    for (size_t i = 0; i < x->events; i++) {
        const struct intake_event *e = &s->events.p[x->event + i];
        if (e->kind == EV_ALLOCATED || e->kind == EV_SETTLED || e->kind == EV_MOVED || e->kind == EV_BORN)
            at = e->place;
        if (e->kind == EV_LEFT)
            at = STR("");
    }
    return str_is(at, "9999") ? STR("") : at;
}

// ---- known persons: what a file may change of them, and what it was

static void old_value(json_t *o, const char *name, str s)
{
    json_object_set_new(o, name, json_stringn(s.p, s.n));
}

static err change_one(struct db *db, struct intake_person *x, struct intake_came *came)
{
    struct person was, now;
    PASS(person_by_id(db, x->p.id, &was));
    now = was;
    now.phone = x->p.phone.n ? x->p.phone : was.phone;
    now.email = x->p.email.n ? x->p.email : was.email;
    now.own_script = x->p.own_script.n ? x->p.own_script : was.own_script;
    now.language = x->p.language.n ? x->p.language : was.language;
    json_t *o = json_object();
    old_value(o, "phone", was.phone);
    old_value(o, "email", was.email);
    old_value(o, "own_script", was.own_script);
    old_value(o, "language", was.language);
    PASS(person_save(db, &was, &now));
    json_object_set_new(o, "version", json_integer(now.version));
    char *text = json_dumps(o, JSON_COMPACT);
    came->was = str_dup(db->mem, str_z(text));
    free(text);
    json_decref(o);
    return OK;
}

static err note(struct db *db, struct intake_set *s, struct intake_batch *b)
{
    intake_cames all = { 0 };
    b->added = b->changed = 0;
    for (size_t i = 0; i < s->persons.n; i++) {
        struct intake_person *x = &s->persons.p[i];
        struct intake_came came = { .batch = b->id, .person = x->p.id, .was = STR("") };
        if (intake_is_new(x))
            b->added++;
        else if (x->known && x->changed) {
            PASS(change_one(db, x, &came));
            b->changed++;
        } else
            continue;
        *ADD(db->mem, &all) = came;
    }
    return db_add_many(db, &intake_person_rec, all.p, all.n);
}

err intake_write(struct db *db, struct intake_set *s, struct intake_batch *b)
{
    const struct intake_part *part[PARTS_MAX];
    size_t n = parts(part);
    if (!db->deed.system)
        return E_DENIED;
    for (size_t i = 0; i < n; i++)
        PASS(part[i]->write(db, s, b->org));
    return note(db, s, b);
}

err intake_run(struct db *db, struct intake_set *s, struct intake_batch *b, bool dry)
{
    PASS(intake_compare(db, s, b->org));
    for (size_t i = 0; i < s->alike.n; i++)
        s->persons.p[s->alike.p[i].row].skip = b->alike == SAME_SKIP;
    if (s->faults.n || dry || (s->alike.n && b->alike == SAME_ASK))
        return OK;
    b->state = BATCH_DONE;
    b->done = (moment){ db->deed.now };
    if (!b->id) {
        b->made = b->done;
        PASS(db_add(db, &intake_batch_rec, b));
    }
    struct intake_batch was = *b;
    PASS(intake_write(db, s, b));
    return db_save(db, &intake_batch_rec, &was, b);
}

// ---- taking back

SQL(came_of, "select * from intake_person where batch = $1 order by id");
SQL(touched_since, "select count(e.id) as n from person_event e join intake_person i on i.person = e.person "
                   "where i.batch = $1 and i.was = '' and e.noted > $2");
SQL(touched_rows, "select count(p.id) as n from person_person p join intake_person i on i.person = p.id "
                  "where i.batch = $1 and i.was = '' and p.version <> 1");
SQL(came_gone, "delete from intake_person where batch = $1");

static err undo_changes(struct db *db, const struct intake_batch *b, bool *touched)
{
    intake_cames all = { 0 };
    PASS(db_all(db, &came_of, ARGS(AI(b->id)), &intake_person_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (!all.p[i].was.n)
            continue;
        struct person was, now;
        PASS(person_by_id(db, all.p[i].person, &was));
        now = was;
        json_t *o = json_loadb(all.p[i].was.p, all.p[i].was.n, 0, NULL);
        *touched |= json_integer_value(json_object_get(o, "version")) != was.version;
        now.phone = str_dup(db->mem, str_z(json_string_value(json_object_get(o, "phone"))));
        now.email = str_dup(db->mem, str_z(json_string_value(json_object_get(o, "email"))));
        now.own_script = str_dup(db->mem, str_z(json_string_value(json_object_get(o, "own_script"))));
        now.language = str_dup(db->mem, str_z(json_string_value(json_object_get(o, "language"))));
        json_decref(o);
        if (!*touched)
            PASS(person_save(db, &was, &now));
    }
    return OK;
}

err intake_undo(struct db *db, struct intake_batch *b, text_key *problem)
{
    const struct intake_part *part[PARTS_MAX];
    size_t n = parts(part);
    int64_t events, rows;
    bool touched = false;
    *problem = T_NONE;
    if (!db->deed.system)
        return E_DENIED;
    PASS(db_int(db, &touched_since, ARGS(AI(b->id), AI(b->done.ms)), &events));
    PASS(db_int(db, &touched_rows, ARGS(AI(b->id)), &rows));
    if (b->state != BATCH_DONE || db->deed.now - b->done.ms > UNDO_HOURS * 3600000LL)
        *problem = T_intake_undo_late;
    else if (events || rows)
        *problem = T_intake_undo_touched;
    if (*problem != T_NONE)
        return OK;
    PASS(undo_changes(db, b, &touched));
    if (touched) {
        *problem = T_intake_undo_touched;
        return OK;
    }
    for (size_t i = n; i-- > 0;) // the last to write goes first
        for (const struct sql *const *s = part[i]->undo; s && *s; s++)
            PASS(db_do(db, *s, ARGS(AI(b->id)), NULL));
    return db_do(db, &came_gone, ARGS(AI(b->id)), NULL);
}
